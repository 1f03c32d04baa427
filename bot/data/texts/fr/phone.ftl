# What somebody hears who phones the number, or who is phoned for a caller. The menu is spoken in French: these keys
# exist in no other language.

## Callers
phone-menu = Bonjour, ici le service d'urgence du bailleur. Si quelqu'un est en danger, raccrochez et appelez le 18 ou le 112. Pour une urgence dans votre logement, tapez 1. Sinon, après le bip, dites votre nom, votre adresse et ce qui se passe.
phone-speak = Après le bip, dites votre nom, votre adresse et ce qui se passe. Puis raccrochez.
phone-connecting = C'est noté comme urgent. Nous appelons la personne d'astreinte. Ne quittez pas.
phone-paged = C'est noté comme urgent. Nous appelons la personne d'astreinte, jusqu'à ce qu'elle réponde. Après le bip, dites votre nom, votre adresse, votre numéro de téléphone et ce qui se passe. Si quelqu'un est en danger, appelez le 18 ou le 112.
phone-not-connected = La personne d'astreinte n'a pas pu prendre votre appel. Nous continuons de l'appeler. Après le bip, dites votre nom, votre adresse, votre numéro de téléphone et ce qui se passe. Si quelqu'un est en danger, appelez le 18 ou le 112.
phone-taken-meanwhile = La personne d'astreinte a pris votre demande. Après le bip, dites votre nom, votre adresse, votre numéro de téléphone et ce qui se passe.
phone-alerted = C'est noté comme urgent. Un conseiller est prévenu. Après le bip, dites votre nom, votre adresse, votre numéro de téléphone et ce qui se passe. Si quelqu'un est en danger, appelez le 18 ou le 112.
phone-thanks = Merci, votre message est enregistré. Au revoir.
phone-goodbye = Au revoir.
phone-summary-urgent = Appel téléphonique : urgence (touche 1)
phone-summary-message = Message vocal à écouter

## Technicians
phone-whisper = Appel d'un locataire pour l'astreinte. Tapez 1 pour le prendre.
phone-bridged = Vous êtes en ligne avec le locataire.
phone-declined = Bien. Nous continuons d'appeler. Au revoir.
phone-staff-page = Un appel d'astreinte vous attend, demande { $reference }. Tapez 1 pour l'accepter, 2 pour le refuser.
phone-staff-none = Aucun appel d'astreinte ne vous attend. Au revoir.
