# What the hotline itself says, without the assistant: technicians, opt-out, breakdowns, dangers.
# `.sms` is the text for SMS where it has to be shorter.

## Tenants
introduction = Je suis un assistant automatique.
    .sms = Assistant automatique.
opted-out = C'est noté : nous ne vous écrirons plus de nous-mêmes. Nous répondons toujours à vos messages. Pour recevoir à nouveau nos messages, écrivez REPRENDRE.
opted-in = C'est noté : vous recevrez à nouveau nos messages.
slow-down = Nous avons bien reçu vos messages, tous sont enregistrés. Laissez-nous une minute pour vous répondre. En cas de danger, appelez le 18 ou le 112.
choice-expired = Cette liste n'est plus valable. Dites-nous simplement ce qu'il vous faut.
empty-message = Votre message est arrivé vide. Écrivez-nous en quelques mots ce qui se passe.
photo-received = Merci pour la photo, elle est jointe à votre demande. Écrivez-nous aussi en quelques mots ce qui se passe.
voice-note-received = Nous ne pouvons pas écouter les messages vocaux. Écrivez-nous en quelques mots ce qui se passe. En cas de danger, appelez le 18 ou le 112.
sticker-received = Bien reçu. Écrivez-nous en quelques mots ce qui se passe.
location-received = Merci pour la position, elle est jointe à votre demande. Écrivez-nous ce qui se passe.
contact-unknown = Merci. Nous ne trouvons pas ce numéro dans nos fichiers : donnez-nous votre nom et votre adresse.
contact-known = Merci { $name }, nous vous avons reconnu.
edit-noted = Nous avons vu que vous avez modifié un message. Si c'est important, écrivez-le à nouveau.
kind-not-read = Nous ne savons pas lire ce type de message. Écrivez-nous en quelques mots ce qui se passe.
session-expired = Votre session a expiré. Une nouvelle conversation commence.
taken-over = { $name } a repris la conversation et vous répond.
given-back = L'assistant automatique reprend la conversation.
answer-yes = Oui
answer-no = Non

## The engine gives no answer
engine-down = Votre message est enregistré. Notre assistant ne peut pas le lire en ce moment. Est-ce urgent ? En cas de danger, appelez le 18 ou le 112.
    .sms = Message enregistré. Notre assistant ne peut pas le lire en ce moment. Est-ce urgent ? Danger : 18 ou 112.
engine-down-urgent = C'est urgent
engine-down-wait = Cela peut attendre
engine-down-paged = C'est noté comme urgent, demande { $reference }. Nous appelons le technicien d'astreinte.
engine-down-alerted = C'est noté comme urgent, demande { $reference }. Un conseiller est prévenu.
engine-down-recorded = C'est noté, demande { $reference }. Un conseiller vous répondra.

## Dangers
technician-accepted = { $name }, technicien d'astreinte, prend en charge votre demande { $reference }. Il peut vous appeler : gardez votre téléphone près de vous.
    .sms = { $name }, technicien d'astreinte, prend en charge votre demande { $reference }. Il peut vous appeler, gardez votre téléphone près de vous.
technician-coming = { $name }, technicien d'astreinte, arrive dans environ { $minutes } minutes. Demande { $reference }.
technician-late = { $name }, technicien d'astreinte, a du retard : arrivée dans environ { $minutes } minutes. Demande { $reference }.
technician-arrived = { $name }, technicien d'astreinte, est sur place. Demande { $reference }.
technician-done = { $name } a terminé l'intervention. Demande { $reference }. Si le problème continue ou revient, écrivez-nous ici.
technician-handed-over = { $name }, technicien d'astreinte, prend maintenant le relais pour votre demande { $reference }.
technician-given-back = { $name } ne peut finalement pas venir. Nous appelons quelqu'un d'autre et vous écrivons. Demande { $reference }. En cas de danger : 18 ou 112.
agreement-ask = { $told } Le samedi, le dimanche et les jours fériés, une visite chez vous demande votre accord. Êtes-vous d'accord ?
agreement-yes-noted = Merci, votre accord est noté. Demande { $reference }.
agreement-no-noted = C'est noté : pas de visite sans votre accord. Le technicien est prévenu, un conseiller vous recontacte. Demande { $reference }. Si cela s'aggrave, écrivez-nous.
supervisor-accepted = Une personne responsable a vu votre message. Pour un danger immédiat : 17 ou 112, ou SMS au 114.
nobody-yet = Nous n'avons pas encore réussi à joindre la personne d'astreinte. Nous continuons. Si quelqu'un est en danger, appelez le 18 ou le 112.
