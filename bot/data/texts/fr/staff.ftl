# What technicians read and hear. They are always written to in French: these keys exist in no other language.
# `.sms`, `.voice`, `.telegram` are the variants of a channel.

## Pages
page-request = ASTREINTE { $reference } : { $what }. { $where }. { $who }. Répondez OK { $code } pour accepter, NON { $code } pour refuser.
    .voice = Appel d'astreinte. { $what }. { $where }. Tapez 1 pour accepter, 2 pour refuser, 3 pour réécouter.
    .telegram = ASTREINTE { $reference } : { $what }. { $where }. { $who }.
page-private = ASTREINTE { $reference } : une personne a besoin d'aide, dossier confidentiel. Répondez OK { $code }, puis appelez le { $hotline }.
    .voice = Appel d'astreinte. Une personne a besoin d'aide, dossier confidentiel. Tapez 1 pour accepter, puis appelez la permanence au { $hotline }. Tapez 2 pour refuser, 3 pour réécouter.
    .telegram = ASTREINTE { $reference } : une personne a besoin d'aide, dossier confidentiel. Acceptez, puis appelez le { $hotline }.
page-help = RENFORT { $reference } : { $name } demande de l'aide. { $what }. { $where }. Répondez OK { $code } pour y aller, NON { $code } pour refuser.
    .voice = Appel d'astreinte. { $name } demande de l'aide. { $what }. { $where }. Tapez 1 pour y aller, 2 pour refuser, 3 pour réécouter.
    .telegram = RENFORT { $reference } : { $name } demande de l'aide. { $what }. { $where }.
page-hand-over = RELAIS { $reference } : { $name } vous demande de prendre la suite. { $what }. { $where }. { $who }. Répondez OK { $code } pour accepter, NON { $code } pour refuser.
    .voice = Appel d'astreinte. { $name } vous demande de prendre la suite. { $what }. { $where }. Tapez 1 pour accepter, 2 pour refuser, 3 pour réécouter.
    .telegram = RELAIS { $reference } : { $name } vous demande de prendre la suite. { $what }. { $where }. { $who }.
page-help-link = RENFORT { $reference } : { $name } demande de l'aide. { $what }. { $where }. Répondez ici : { $link }
page-hand-over-link = RELAIS { $reference } : { $name } vous demande de prendre la suite. { $what }. { $where }. Répondez ici : { $link }
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
staff-acknowledged-asked = Merci. { $reference } est à vous. Week-end ou férié : nous demandons son accord au locataire (loi 89-462 art. 7 e), sa réponse suit. Écrivez SUR PLACE en arrivant, FINI et un mot à la fin.
    .voice = Merci. L'intervention est à vous. Week-end ou jour férié : nous demandons son accord au locataire, sa réponse suit par SMS. Dans combien de temps arrivez-vous ? Tapez 1 pour dix minutes, 2 pour vingt, et ainsi de suite.
staff-agreement-yes = { $reference } : le locataire est d'accord pour la visite.
staff-agreement-no = { $reference } : le locataire NE VEUT PAS de visite aujourd'hui. N'entrez pas chez lui sans son accord. Écrivez FINI et un mot ; un conseiller le rappellera.
staff-agreement-noted = Noté, { $reference } : accord du locataire { $answer ->
        [yes] OUI
       *[no] NON
    }.
staff-helps = Merci. Vous aidez { $name } ({ $phone }) pour { $reference }, { $name } est prévenu.
    .voice = Merci. Vous aidez { $name }, qui est prévenu. Dans combien de temps arrivez-vous ? Tapez 1 pour dix minutes, 2 pour vingt, et ainsi de suite.
staff-help-comes = { $reference } : { $name } vient vous aider. Tél. { $phone }
staff-help-expected = { $reference } : { $name } arrive pour vous aider dans environ { $minutes } min.
staff-help-left = { $reference } : { $name } ne peut plus venir vous aider. Nous appelons quelqu'un d'autre.
staff-help-over = { $reference } est terminée. Votre aide n'est plus nécessaire, merci.
staff-helping = Vous aidez { $name } pour { $reference } : c'est { $name } qui dit l'arrivée et la fin. Rien n'a changé.
staff-handed-over = { $reference } : { $name } prend la suite. Elle n'est plus à vous, merci.
staff-door = { $reference } : { $door }.
door-phone = tél locataire { $phone }
door-caretaker = gardien : { $caretaker }
door-shut-off = coupure : { $shut_off }
staff-expected = Noté, { $reference } : dans { $minutes } min. C'est dit au locataire.
staff-expected-private = Noté, { $reference } : dans { $minutes } min.
staff-minutes = { $reference } : dans combien de temps ? Écrivez par exemple RETARD 30 ou 30 MIN.
staff-on-site = Noté, { $reference } : vous êtes sur place. À la fin, écrivez FINI et ce que vous avez fait. Pour un deuxième technicien : AIDE.
staff-on-site-known = { $reference } : votre arrivée est déjà notée.
staff-done = Merci. { $reference } est terminée, votre compte rendu est joint à la demande.
staff-done-no-report = Merci. { $reference } est terminée. Ajoutez un mot au dossier : FINI et ce que vous avez fait.
staff-report-added = Merci. Votre compte rendu est joint à { $reference }.
staff-photo = Photo jointe à { $reference }.
staff-help-asked = Noté, { $reference } : nous appelons un deuxième technicien. L'intervention reste à vous.
staff-help-asked-already = { $reference } : nous appelons déjà un deuxième technicien.
staff-hand-over-asked = Noté, { $reference } : nous appelons { $name }. Jusqu'à sa réponse, l'intervention reste à vous.
staff-hand-over-asked-already = { $reference } : nous appelons déjà { $name }. L'intervention reste à vous.
staff-hand-over-whom = { $reference } : à qui ? Écrivez PASSE À et un nom : { $names }. Rien n'a changé.
staff-given-back = Noté, { $reference } n'est plus à vous. Nous appelons quelqu'un d'autre, le locataire est prévenu.
staff-refused = Noté, { $reference } passe à la personne suivante.
    .voice = C'est noté. Nous appelons la personne suivante. Au revoir.
staff-already = { $reference } est déjà prise en charge par quelqu'un d'autre. Rien à faire.
    .voice = Cette intervention est déjà prise en charge. Rien à faire. Au revoir.
staff-yours = { $reference } est déjà à vous. Merci.
    .voice = Cette intervention est déjà à vous. Merci. Au revoir.
staff-yours-refused = { $reference } est à vous. Vous ne pouvez plus y aller ? Écrivez JE NE PEUX PLUS. Rien n'a changé.
staff-over = { $reference } est terminée. Rien à faire.
    .voice = Cette intervention est terminée. Rien à faire. Au revoir.
staff-unknown-code = Ce code ne correspond à aucun appel qui vous a été envoyé. Rien n'a changé.
staff-unknown-reference = Cette référence n'est pas une de vos interventions en cours. Rien n'a changé.
staff-which = Plusieurs appels vous attendent : { $codes }. Répondez OK suivi du code.
staff-which-incident = Vous avez plusieurs interventions : { $references }. Écrivez aussi la référence, par exemple SUR PLACE { $first }.
staff-accept-first = Vous n'avez pas encore accepté. Écrivez d'abord OK et le code : { $codes }. Rien n'a changé.
staff-nothing-open = Aucun appel ne vous attend. Rien n'a changé.
staff-none-in-hand = Vous n'avez pas d'intervention en cours. Rien n'a changé.
staff-unread = Non compris, rien n'a changé. Écrivez : OK ou NON et le code, 30 MIN, SUR PLACE, RETARD 30, FINI et un mot, AIDE, PASSE À et un nom, JE NE PEUX PLUS. Danger pour vous : 18 ou 112.
staff-unread-open = Non compris, rien n'a changé. Un appel vous attend : répondez OK { $codes } ou NON { $codes }.
staff-unread-idle = Aucun appel ne vous attend. Ce numéro ne lit ici que vos réponses aux appels : OK ou NON et le code. En cas de danger : 18 ou 112.
staff-withdrawn = { $reference } : le locataire n'a plus besoin d'aide. Vous n'avez plus à vous déplacer.
staff-help-nobody = { $reference } : personne n'a encore accepté de vous aider. Nous continuons d'appeler.
staff-hand-over-failed = { $reference } : votre collègue n'a pas pu prendre la suite. L'intervention reste à vous.
staff-telegram-linked = Merci { $name }, ce compte recevra vos appels d'astreinte. Vos réponses par SMS restent valables.
staff-telegram-expired = Ce lien n'est plus valable. Demandez-en un nouveau au bureau.
call-nothing = Aucun appel ne vous attend. Au revoir.
call-goodbye = C'est noté. Merci. Au revoir.

## Shifts and their tests
duty-name = { $duty } niveau { $level }
duty-check = Essai d'astreinte. { $duties }, du { $starts } au { $ends }. Répondez OK { $code }.
    .voice = Essai d'astreinte. { $duties }, du { $starts } au { $ends }. Tapez 1 pour confirmer, 3 pour réécouter.
duty-check-link = Essai d'astreinte. { $duties }, du { $starts } au { $ends }. Confirmez ici : { $link }
duty-check-thanks = Merci { $name }, l'essai est réussi. Bonne astreinte.
duty-check-noted = C'est noté. Le responsable est prévenu, il cherche un remplaçant.
duty-check-unanswered = { $name } ({ $phone }) ne répond pas à l'essai d'astreinte : { $duties }, dès { $starts }. Joignez-le ou remplacez-le.
duty-check-no = { $name } ({ $phone }) a répondu NON à l'essai d'astreinte : { $duties }, dès { $starts }. Un remplaçant est à prévoir.
duty-check-late = { $name } a maintenant répondu OK à l'essai d'astreinte : { $duties }.
shift-ended = Fin d'astreinte : { $duties }. Rien n'est en cours à votre nom. Merci.
shift-ended-open = Fin d'astreinte : { $duties }. Encore à votre nom : { $references }. Terminez ou passez la main. Merci.
shift-called-off = Changement de planning : votre astreinte { $duties } du { $starts } est annulée.

## The rota, checked every day
rota-findings = Planning d'astreinte, 14 jours : { $count ->
    [one] 1 point
   *[other] { $count } points
 } à revoir. { $finding }
rota-findings-same = Planning d'astreinte : toujours { $count ->
    [one] 1 point
   *[other] { $count } points
 } à revoir, comme depuis le { $since }.
rota-gap = { $seat } : personne du { $starts } au { $ends }.
rota-gap-some = { $seat } : il manque { $missing } du { $starts } au { $ends }.
rota-contact = { $seat } : { $name } n'est pas joignable par SMS.
rota-policy = { $seat } : personne n'y est inscrit.
rota-inactive = { $seat } : { $name } est inactif.
rota-twice = { $seat } : { $name } est aussi au niveau suivant du { $starts } au { $ends }.
rota-stand-in = { $seat } : { $name } remplace du { $starts } au { $ends }, mais n'est pas disponible.

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
