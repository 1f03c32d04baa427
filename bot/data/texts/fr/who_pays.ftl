# Qui paie : à titre indicatif, jamais un refus.

who-pays-tenant = En principe, c'est à votre charge (à titre indicatif) : { $problem }. { $depends }
who-pays-landlord = En principe, c'est au bailleur, pas à vous (à titre indicatif) : { $problem }. { $depends }
who-pays-depends = Cela dépend de la cause (à titre indicatif) : { $problem }. { $depends }
    .sms = Cela dépend (à titre indicatif) : { $problem }. { $depends }
who-pays-contract = En principe, c'est le contrat d'entretien de la résidence (à titre indicatif) : { $problem }. { $firm } s'en occupe, et le coût est en général dans vos charges. Si le contrat ne couvre pas votre cas, un conseiller peut vous dire qui paie.
    .sms = En principe, c'est le contrat de la résidence (à titre indicatif) : { $problem }. { $firm } s'en occupe, en général dans vos charges.
who-pays-no-exception = Votre bail et l'état des lieux comptent aussi.
who-pays-ask = De quoi s'agit-il ? Je vous dirai qui paie en principe.
    .sms = De quoi s'agit-il ? Je vous dirai qui paie.
who-pays-open = Dites-moi de quoi il s'agit, par exemple « le joint du robinet », et je vous dirai qui paie en principe.
    .sms = Dites-moi de quoi il s'agit, par exemple "le joint du robinet", et je vous dirai qui paie.
who-pays-basis = Texte de référence : { $basis }. Ce n'est jamais un refus : un conseiller peut vérifier votre situation avec vous.
    .sms = Texte : { $basis }. Un conseiller peut vérifier votre situation.
who-pays-basis-to-confirm = Texte de référence : { $basis }. Ce point reste à confirmer : un conseiller peut vérifier votre situation avec vous.
    .sms = Texte : { $basis }. A confirmer : un conseiller peut vérifier.
