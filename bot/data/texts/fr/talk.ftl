# Réponses courtes.

greet = Bonjour, ici { $landlord }. Je suis un assistant automatique : dites-moi ce qui ne va pas chez vous, ou posez votre question.
thank = Avec plaisir. Je reste là si besoin.
goodbye = Au revoir. Vous pouvez m'écrire à toute heure.
help = Je peux noter un problème dans votre logement ou l'immeuble, prendre un rendez-vous, dire qui paie, suivre une demande ou passer le relais à un conseiller. Écrivez simplement ce qui se passe.
bot-challenge = Oui, je suis un assistant automatique, chez { $landlord }. Pour parler à une personne, écrivez « conseiller » ou appelez le { $phone }.
    .sms = Oui, je suis un assistant automatique, chez { $landlord }. Pour une personne, écrivez "conseiller" ou appelez le { $phone }.
contact-hours = { $landlord }, { $phone }. Bureaux ouverts : { $hours }. Ici, je réponds à toute heure, et les urgences sont traitées jour et nuit.
hours-day = { $day } { $hours }
hours-days = { $first } à { $last } { $hours }
weekday-0 = lundi
weekday-1 = mardi
weekday-2 = mercredi
weekday-3 = jeudi
weekday-4 = vendredi
weekday-5 = samedi
weekday-6 = dimanche
stop-messages = Pour ne plus recevoir de messages, répondez seulement STOP. Les messages d'urgence continuent.
affirm = Très bien. Dites-moi si vous avez besoin d'autre chose.
deny = D'accord. Dites-moi si vous avez besoin d'autre chose.
out-of-scope = Je ne peux pas vous aider pour cela. Je m'occupe de votre logement, de l'immeuble et de vos démarches avec { $landlord }. Pour parler à une personne, écrivez « conseiller ».
choice-stale = Cette liste n'est plus valable. Dites-moi simplement ce que vous voulez faire.
did-you-mean = Je ne suis pas sûr d'avoir bien compris. De quoi s'agit-il ?
offer-adviser = Désolé, je n'arrive pas à comprendre. Voulez-vous qu'un conseiller vous réponde ?
change-language = Dans quelle langue voulez-vous que je vous écrive ?
language-set = { $sentence }
