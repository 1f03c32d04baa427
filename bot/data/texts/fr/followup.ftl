# Ce que vous dites d'une demande existante.

information-added = Merci, je l'ai ajouté à votre demande { $reference }.
information-for-nothing = Merci. Je ne vois pas de demande en cours à compléter. Que voulez-vous faire ?
rating-noted = Merci pour votre avis, il est noté pour la demande { $reference }. Il compte dans l'évaluation de l'entreprise.
rating-thanks = Merci pour votre avis. Je ne vois pas à quelle intervention le rattacher. Que voulez-vous faire ?
request-closed = Merci de nous l'avoir dit. La demande { $reference } est fermée. Si le problème revient, écrivez-moi.
nothing-to-close = Je ne vois pas de demande ouverte pour vous. Que voulez-vous faire ?
danger-said-settled = Merci, je le dis à l'équipe. Par sécurité, une personne vérifie quand même pour la demande { $reference }.

close-request-which = Laquelle de vos demandes est réglée ?
unsolved-which = Je suis désolé. De quelle demande parlez-vous ?
request-reopened = Je suis désolé que ce ne soit pas réglé. Votre demande { $reference } est ouverte de nouveau et l'équipe est prévenue. { $next }
    .sms = Désolé que ce ne soit pas réglé. Votre demande { $reference } est rouverte, l'équipe est prévenue. { $next }
request-renewed = Je suis désolé que ce ne soit pas réglé. Votre demande { $old } est ancienne : j'ouvre la demande { $reference } pour le même problème. { $next }
    .sms = Désolé que ce ne soit pas réglé. J'ouvre la demande { $reference }, qui reprend la demande { $old }. { $next }
next-reopened = C'est votre demande d'avant : elle est rouverte et l'équipe est prévenue.
