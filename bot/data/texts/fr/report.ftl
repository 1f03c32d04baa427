# Signaler un problème : les questions, puis la confirmation.

ask-situation = Pour être sûr de bien comprendre : de quoi s'agit-il ?
    .sms = De quoi s'agit-il ?
ask-situation-open = Pouvez-vous me dire en quelques mots ce qui ne va pas, et dans quelle pièce ? Ou choisissez :
ask-situation-words = D'accord. Dites-moi en quelques mots ce qui ne va pas, et dans quelle pièce.
ask-danger = Y a-t-il un danger pour quelqu'un en ce moment ?
ask-part = De quoi s'agit-il ? Vous pouvez aussi l'écrire avec vos mots.
    .sms = De quoi s'agit-il ?
problems-noted = J'ai bien noté aussi : { $others }. Je commence par le plus pressé : { $first }.
    .sms = C'est noté aussi : { $others }. D'abord : { $first }.
ask-condition = { $question }
ask-conditions = Est-ce que l'un de ces points est vrai en ce moment ?
ask-can-wait = Un conseiller va lire votre message. Est-ce que cela peut attendre l'ouverture de nos bureaux ?
    .sms = Un conseiller lira votre message. Est-ce que cela peut attendre l'ouverture des bureaux ?
ask-scope = Est-ce seulement chez vous, ou dans tout l'immeuble ?
ask-report-form-typed-name = Pour bien vous aider, j'ai besoin de savoir qui vous êtes : quels sont votre prénom et votre nom ?
ask-report-form-typed-address = Merci. Quelle est votre adresse : numéro, rue, ville, bâtiment, étage, porte ?
answer-unclear = Désolé, je n'ai pas compris votre réponse.
problem-noted = C'est noté aussi : { $problem }. J'y viens juste après. D'abord, encore une réponse pour votre première demande :
    .sms = C'est noté aussi : { $problem }. J'y viens juste après. D'abord :
report-dropped = D'accord, je ne transmets pas ce problème. Écrivez-moi quand vous voulez.

request-opened =
    C'est noté, votre demande { $reference } est enregistrée : { $problem }.
    { $when } { $next }
    .sms = Demande { $reference } : { $problem }. { $when } { $next }
request-opened-with-advice =
    C'est noté, votre demande { $reference } est enregistrée : { $problem }.
    { $when } { $next }
    { $advice }
    .sms = Demande { $reference } : { $problem }. { $when } { $next } { $advice }

understood-other = votre message, qu'un conseiller va lire
understood-request = votre message

when-emergency = C'est une urgence : nous agissons avant le { $due }.
    .sms = Urgence : nous agissons avant le { $due }.
when-on-call = C'est urgent : nous agissons avant le { $due }.
    .sms = Urgent : nous agissons avant le { $due }.
when-1-day = Nous agissons vite, au plus tard le { $due }.
    .sms = Nous agissons au plus tard le { $due }.
when-3-days = Nous agissons au plus tard le { $due }.
when-10-days = Nous agissons au plus tard le { $due }.
when-advice = Ce n'est pas urgent.
when-open = Un conseiller vous répond ici.

next-paged = Le technicien d'astreinte est appelé maintenant ; je vous écris dès qu'il répond.
    .sms = Le technicien d'astreinte est appelé, je vous écris.
next-alerted = Un conseiller est prévenu maintenant et vous écrit ici.
    .sms = Un conseiller est prévenu, il vous écrit ici.
next-booking = Choisissez un rendez-vous dans le message suivant.
    .sms = Choisissez un rendez-vous ci-dessous.
next-recorded = Un conseiller s'en occupe et vous écrit ici.
next-advice = Si vous voulez de l'aide, écrivez « conseiller ».
    .sms = Pour de l'aide, écrivez "conseiller".
next-joined = Vous aviez déjà cette demande : j'y ai ajouté votre message.
    .sms = J'y ai ajouté votre message.
next-known = Ce problème est déjà signalé dans votre immeuble et quelqu'un s'en occupe. Pour savoir où cela en est, écrivez-moi quand vous voulez.
    .sms = C'est déjà signalé : quelqu'un s'en occupe.
