# Ce que vous dites d'une demande existante.

information-added = Merci, je l'ai ajouté à votre demande { $reference }.
information-for-nothing = Merci. Je ne vois pas de demande en cours à compléter. Que voulez-vous faire ?
rating-noted = Merci pour votre avis, il est noté pour la demande { $reference }. Il compte dans l'évaluation de l'entreprise.
rating-thanks = Merci pour votre avis. Je ne vois pas à quelle intervention le rattacher. Que voulez-vous faire ?
request-closed = Merci de nous l'avoir dit. La demande { $reference } est fermée. Si le problème revient, écrivez-moi.
nothing-to-close = Je ne vois pas de demande ouverte pour vous. Que voulez-vous faire ?
danger-said-settled = Merci, je le dis à l'équipe. Par sécurité, une personne vérifie quand même pour la demande { $reference }.
