# What technicians read and hear. They are always written to in French: these keys exist in no other language.
# `.sms`, `.voice`, `.telegram` are the variants of a channel.

## Pages
page-request = ASTREINTE { $reference } : { $what }. { $where }. { $who }. Répondez OK { $code } pour accepter, NON { $code } pour refuser.
    .voice = Appel d'astreinte. { $what }. { $where }. Tapez 1 pour accepter, 2 pour refuser, 3 pour réécouter.
    .telegram = ASTREINTE { $reference } : { $what }. { $where }. { $who }.
page-private = ASTREINTE { $reference } : une personne a besoin d'aide, dossier confidentiel. Répondez OK { $code }, puis appelez le { $hotline }.
    .voice = Appel d'astreinte. Une personne a besoin d'aide, dossier confidentiel. Tapez 1 pour accepter, puis appelez la permanence au { $hotline }. Tapez 2 pour refuser, 3 pour réécouter.
    .telegram = ASTREINTE { $reference } : une personne a besoin d'aide, dossier confidentiel. Acceptez, puis appelez le { $hotline }.
page-request-link = ASTREINTE { $reference } : { $what }. { $where }. { $who }. Pour accepter ou refuser : { $link }
page-private-link = ASTREINTE { $reference } : une personne a besoin d'aide, dossier confidentiel. Acceptez ici : { $link } puis appelez le { $hotline }.
page-answer-yes = J'y vais
page-answer-no = Je ne peux pas
page-unqualified = message urgent à lire
page-address = { $reference } : adresse donnée par le locataire : { $where }
page-news = { $reference } : { $count } signalements maintenant. Dernier : { $where }
page-news-vulnerable = { $reference } : { $count } signalements maintenant. Une personne fragile est concernée : { $where }
lift-firm-call = Personne bloquée dans un ascenseur : { $where }. Merci d'intervenir tout de suite. Rappelez la permanence du bailleur au { $hotline }.

## Answers to technicians
staff-acknowledged = Merci. { $reference } est à vous, le locataire est prévenu. Écrivez SUR PLACE en arrivant, FINI et un mot à la fin.
    .voice = Merci. L'intervention est à vous, le locataire est prévenu. Dans combien de temps arrivez-vous ? Tapez 1 pour dix minutes, 2 pour vingt, et ainsi de suite.
staff-door = { $reference } : { $door }.
door-phone = tél locataire { $phone }
door-caretaker = gardien : { $caretaker }
door-shut-off = coupure : { $shut_off }
staff-refused = Noté, { $reference } passe à la personne suivante.
    .voice = C'est noté. Nous appelons la personne suivante. Au revoir.
staff-already = { $reference } est déjà prise en charge. Rien à faire.
    .voice = Cette intervention est déjà prise en charge. Rien à faire. Au revoir.
staff-yours = { $reference } est déjà à vous. Merci.
    .voice = Cette intervention est déjà à vous. Merci. Au revoir.
staff-over = { $reference } est terminée. Rien à faire.
    .voice = Cette intervention est terminée. Rien à faire. Au revoir.
staff-unknown-code = Ce code ne correspond à aucun appel qui vous a été envoyé. Rien n'a changé.
staff-which = Plusieurs appels vous attendent : { $codes }. Répondez OK suivi du code.
staff-nothing-open = Aucun appel ne vous attend. Rien n'a changé.
staff-withdrawn = { $reference } : le locataire n'a plus besoin d'aide. Vous n'avez plus à vous déplacer.
staff-help-nobody = { $reference } : personne n'a encore accepté de vous aider. Nous continuons d'appeler.
staff-hand-over-failed = { $reference } : votre collègue n'a pas répondu. L'intervention reste à vous.
call-nothing = Aucun appel ne vous attend. Au revoir.
call-goodbye = C'est noté. Merci. Au revoir.

## Names of dangers
danger-name-gas = DANGER odeur de gaz
danger-name-carbon-monoxide = DANGER monoxyde de carbone
danger-name-fire = DANGER feu ou fumée
danger-name-water-and-electricity = DANGER eau sur l'électricité
danger-name-electrocution = DANGER électrique
danger-name-lift-trapped = Personne bloquée dans l'ascenseur
danger-name-collapse = DANGER effondrement
danger-name-intrusion = Intrusion en cours
danger-name-violence = Personne en danger
danger-name-medical = Urgence médicale
danger-name-suicide = Personne en détresse
