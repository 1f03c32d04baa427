# Où en est une demande.

status = Votre demande { $reference } ({ $problem }) : { $last } le { $on }. { $next }
    .sms = Demande { $reference } ({ $problem }) : { $last } le { $on }. { $next }
status-not-found = Je ne trouve pas la demande { $reference } pour ce numéro. Vérifiez la référence, ou choisissez :
status-none = Je ne vois pas de demande en cours pour vous. Que voulez-vous faire ?

step-received = reçue
step-qualified = enregistrée
step-assigned = confiée à une équipe
step-booked = rendez-vous pris
step-appointment-given-up = rendez-vous annulé
step-in-progress = intervention commencée
step-done = intervention terminée
step-closed = fermée
step-refused = examinée, pas retenue pour l'instant,
step-no-show = absence du technicien notée
step-late = retard du technicien noté

step-next-appointment = Prochaine étape : { $firm } passe le { $window }.
step-next-due = Prochaine étape : nous agissons au plus tard le { $due }.
step-next-open = Un conseiller s'en occupe et vous écrit ici.
step-next-done = Si ce n'est pas réglé, écrivez-le-moi.
step-next-closed = Si le problème revient, écrivez-le-moi.
step-next-refused = Ce n'est pas définitif : écrivez « conseiller » et une personne la revoit avec vous.
    .sms = Ce n'est pas définitif : écrivez "conseiller" et une personne la revoit.

status-several = Vous avez { $count } demandes en cours. De laquelle parlez-vous ?
status-line = { $problem } ({ $reference })
step-work-order = bon de travaux envoyé
step-paused = mise en attente
step-resumed = reprise
step-reopened = rouverte
step-answered = réponse donnée
step-call-made = appel passé
step-interview-held = entretien fait
step-visit-done = visite faite
step-arrived = équipe venue sur place
step-statement-taken = témoignage recueilli
step-cleaned = nettoyage refait
step-diagnosis-made = diagnostic fait
step-simulation-made = simulation faite
step-file-submitted = dossier déposé
step-appeal-heard = recours entendu
step-documents-sent = documents envoyés
step-next-waiting = En attente : { $what }.
step-next-late = La date prévue ({ $due }) est passée : { $why }. L'équipe est alertée.
    .sms = Date passée ({ $due }) : { $why }. L'équipe est alertée.
step-next-work-order = { $firm } a reçu le bon de travaux : écrivez « rendez-vous » pour choisir un créneau.
    .sms = { $firm } a le bon de travaux : écrivez "rendez-vous" pour choisir un créneau.
