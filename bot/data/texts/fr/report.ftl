# Signaler un problème : les questions, puis la confirmation.

ask-situation = Pour être sûr de bien comprendre : de quoi s'agit-il ?
    .sms = De quoi s'agit-il ?
ask-situation-open = Pouvez-vous me dire en quelques mots ce qui ne va pas, et dans quelle pièce ?
ask-condition = { $question }
ask-conditions = Est-ce que l'un de ces points est vrai en ce moment ?
ask-can-wait = Je transmets vos mots à un conseiller. Est-ce que cela peut attendre l'ouverture de nos bureaux ?
    .sms = Un conseiller lira votre message. Est-ce que cela peut attendre l'ouverture des bureaux ?
ask-scope = Est-ce seulement chez vous, ou dans tout l'immeuble ?
ask-report-form-typed-name = Je ne reconnais pas votre numéro. Quels sont votre nom et votre prénom ?
ask-report-form-typed-address = Merci. Quelle est votre adresse : rue, bâtiment, étage, porte ?
answer-unclear = Désolé, je n'ai pas compris votre réponse.
problem-noted = C'est noté aussi : { $problem }. J'y viens juste après. D'abord, encore une réponse pour votre première demande :
    .sms = C'est noté aussi : { $problem }. J'y viens juste après. D'abord :
report-dropped = D'accord, je ne transmets pas ce problème. Écrivez-moi quand vous voulez.

request-opened = Votre demande { $reference } est enregistrée : { $problem }. { $when } { $next }
    .sms = Demande { $reference } : { $problem }. { $when } { $next }
request-opened-with-advice = Votre demande { $reference } est enregistrée : { $problem }. { $when } { $next } En attendant : { $advice }
    .sms = Demande { $reference } : { $problem }. { $when } { $next } { $advice }

understood-other = un conseiller va lire votre message
understood-request = votre demande

when-emergency = C'est une urgence : nous agissons avant le { $due }.
    .sms = Urgence : nous agissons avant le { $due }.
when-on-call = C'est urgent : nous agissons avant le { $due }.
    .sms = Urgent : nous agissons avant le { $due }.
when-1-day = C'est pressé : nous agissons au plus tard le { $due }.
    .sms = Nous agissons au plus tard le { $due }.
when-3-days = Nous agissons au plus tard le { $due }.
when-10-days = Nous agissons au plus tard le { $due }.
when-advice = Cela ne demande pas d'intervention pressée.
    .sms = Rien de pressé.
when-open = Nous vous tenons au courant ici.

next-paged = Le technicien d'astreinte est appelé maintenant ; je vous écris dès qu'il répond.
    .sms = Le technicien d'astreinte est appelé, je vous écris.
next-alerted = Un conseiller est prévenu maintenant ; nous vous écrivons ici.
    .sms = Un conseiller est prévenu, il vous écrit ici.
next-booking = Choisissez un rendez-vous dans le message suivant.
    .sms = Choisissez un rendez-vous ci-dessous.
next-recorded = Un conseiller s'en occupe et vous écrit ici.
next-advice = Un conseiller peut vous aider si vous le demandez.
    .sms = Un conseiller peut vous aider.
next-joined = J'ai ajouté ce que vous venez de dire.
next-known = C'est déjà signalé dans votre immeuble : quelqu'un s'en occupe, je vous tiens au courant.
    .sms = C'est déjà signalé : quelqu'un s'en occupe.
