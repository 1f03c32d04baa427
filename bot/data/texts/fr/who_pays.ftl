# Qui paie : à titre indicatif, jamais un refus.

who-pays-tenant = À titre indicatif, { $problem } : en principe à votre charge. { $depends }
    .sms = A titre indicatif, { $problem } : en principe à vous. { $depends }
who-pays-landlord = À titre indicatif, { $problem } : c'est à nous, votre bailleur, de nous en occuper. { $depends }
    .sms = A titre indicatif, { $problem } : à nous, bailleur. { $depends }
who-pays-depends = À titre indicatif, { $problem } : cela dépend de la cause. { $depends }
    .sms = A titre indicatif, { $problem } : cela dépend. { $depends }
who-pays-contract = À titre indicatif, { $problem } : votre résidence a un contrat d'entretien, { $firm } s'en occupe dans vos charges. Sinon : { $depends }
    .sms = A titre indicatif, { $problem } : contrat de la résidence, { $firm } s'en occupe.
who-pays-no-exception = Votre bail et l'état des lieux comptent aussi.
who-pays-ask = De quoi s'agit-il ? Je vous dirai qui paie.
who-pays-open = Dites-moi de quoi il s'agit, par exemple « le joint du robinet », et je vous dirai qui paie en principe.
    .sms = Dites-moi de quoi il s'agit, par exemple "le joint du robinet", et je vous dirai qui paie.
who-pays-basis = Texte : { $basis }. Un conseiller peut vérifier votre situation.
who-pays-basis-to-confirm = Texte : { $basis }. Ce point est à confirmer : un conseiller peut vérifier votre situation.
    .sms = Texte : { $basis }. Point à confirmer par un conseiller.
