# Qui écrit, et ce que chacun peut demander de ses données.

identity-ask-name = Pour ouvrir votre dossier, je vérifie que c'est bien vous. Quels sont vos nom et prénom ?
identity-ask-address = Merci. Quelle est l'adresse de votre logement (numéro, rue, ville) ?
identity-code-sent = Si nous avons un numéro de téléphone pour cette personne, un code de 6 chiffres y part par SMS. Écrivez-le ici dans les { $minutes } minutes. Rien reçu ? Un conseiller peut vous aider.
identity-code = { $landlord } : votre code est { $code }, valable { $minutes } minutes. Quelqu'un demande à voir votre dossier. Si ce n'est pas vous, ne donnez ce code à personne.
identity-wrong-code = Ce code ne convient pas. Vérifiez les 6 chiffres. Essais restants : { $left }.
identity-code-over = Ce code ne peut plus servir. Vous pouvez en demander un autre, ou parler à un conseiller.
identity-wait = Plusieurs codes ont été demandés ici. Réessayez dans une heure, ou parlez à un conseiller.
identity-proven = Merci { $name }, je vous ai reconnu. Que voulez-vous voir ?
who-writes = Plusieurs personnes utilisent ce numéro. Qui écrit ?
which-dwelling = Vous avez plusieurs logements chez nous. Duquel s'agit-il ?
speaker-noted = Merci, c'est noté.
share-number = Envoyer mon numéro
privacy-menu = Vos données personnelles : que voulez-vous faire ?
matter-privacy = C'est noté, demande { $reference } : nous répondons sur vos données au plus tard le { $day }. Tout de suite, vous pouvez :
privacy-summary = Nous gardons votre nom, votre numéro, votre adresse, { $requests ->
    [one] 1 demande
   *[other] { $requests } demandes
 }, { $messages } messages et { $appointments } rendez-vous. Les messages sont effacés après { $months } mois.
privacy-export = Toutes vos données sont ici, à ouvrir une seule fois, dans les { $hours } heures : { $link }
privacy-correct = Que faut-il corriger ?
privacy-correct-noted = C'est noté, demande { $reference } : un conseiller vous demande la bonne information et corrige votre dossier au plus tard le { $day }.
privacy-dpo = Délégué à la protection des données : { $dpo }. Votre demande { $reference } lui est transmise, réponse au plus tard le { $day }. Vous pouvez aussi saisir la CNIL (cnil.fr).
privacy-erase-confirm = Effacer vos données : vos messages, votre nom et votre numéro sont supprimés ici, vos demandes en cours sont annulées. C'est définitif. Votre bail n'est pas concerné. Confirmez-vous ?
privacy-erase-soon = C'est noté, demande { $reference } : vos données sont effacées dans l'heure. Ceci est notre dernier message. Vous pourrez toujours nous écrire à nouveau.
privacy-erase-deferred = Demande { $reference } notée. { $reason } L'effacement attend que ce soit terminé (vers le { $until }). Ensuite une personne décide et vous répond, au plus tard le { $day }.
privacy-reason-emergency = Une urgence est en cours chez vous.
privacy-reason-incident = Un technicien s'occupe d'une panne chez vous.
privacy-reason-appointment = Un rendez-vous est prévu chez vous.
privacy-erase-kept = D'accord, rien n'est effacé.
privacy-page-title = Vos données
privacy-page-intro = Cette page montre tout ce que { $landlord } garde de vous dans son assistance. Elle s'ouvre une seule fois. Ouvrez-la quand vous êtes seul devant votre écran.
privacy-page-open = Afficher mes données
privacy-page-download = Télécharger le fichier (JSON)
privacy-page-over = Cette adresse a déjà servi, ou son temps est passé. Demandez-en une autre dans la conversation.
privacy-page-messages = Messages
choice-prove = voir mon dossier
choice-someone-else = quelqu'un d'autre
choice-no-dwelling = aucun, autre question
choice-my-appointment = mon rendez-vous
choice-my-data = mes données personnelles
choice-privacy-see = voir ce que vous gardez
choice-privacy-export = tout recevoir
choice-privacy-correct = corriger
choice-privacy-erase = effacer
choice-privacy-dpo = écrire au délégué (DPO)
choice-privacy-correct-name = mon nom
choice-privacy-correct-number = mon numéro
choice-change-language = ma langue
choice-privacy-erase-yes = oui, tout effacer
choice-privacy-erase-no = non, garder
