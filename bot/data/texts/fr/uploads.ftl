# Photos and documents: the page behind a one-time link, and what is said of them in a conversation.

## In a conversation
upload-photo = Photo
upload-document = Document
upload-link = Envoyez vos photos ou documents sur cette page : { $link }. Elle fonctionne une fois, pendant { $hours } heures.
    .sms = Envoyez vos photos ou documents ici : { $link } (une seule fois, sous { $hours } h)
upload-here = Oui, envoyez vos photos ou vos documents PDF ici, dans cette conversation. Ils seront joints à votre demande.
upload-mms = Merci. Les photos n'arrivent pas par SMS. Envoyez-les ici : { $link } (une seule fois, sous { $hours } h)
upload-received = Merci, c'est bien arrivé et joint à votre demande { $reference }.
upload-failed = Votre fichier n'est pas arrivé jusqu'à nous. Envoyez-le sur cette page : { $link }
upload-not-kept = { $reason } Rien n'a été gardé.

# The end of a confirmation, where a photo helps. By SMS only where no list follows it.
next-booking-photo = Choisissez un rendez-vous dans le message suivant. Vous pouvez aussi envoyer une photo ici.
    .sms = Choisissez un rendez-vous ci-dessous.
next-recorded-photo = Un conseiller s'en occupe et vous écrit ici. Vous pouvez aussi envoyer une photo ici.
    .sms = Un conseiller s'en occupe et vous écrit ici. Une photo ? Répondez PHOTO.

## Why a file is not kept
upload-refused-size = Le fichier est trop lourd : { $most } Mo au plus.
upload-refused-type = Nous gardons seulement les photos (JPEG, PNG ou WebP) et les documents PDF.
upload-refused-heic = Cette photo est au format HEIC, que nous ne savons pas lire. Faites une capture d'écran de la photo et envoyez la capture. Pour les prochaines, sur iPhone : Réglages, Appareil photo, Formats, Le plus compatible.
upload-refused-pixels = Cette image est trop grande : { $most } millions de points au plus. Reprenez la photo avec une taille plus petite.
upload-refused-damaged = Ce fichier est abîmé, nous n'arrivons pas à l'ouvrir. Reprenez la photo ou envoyez un autre fichier.
upload-refused-empty = Aucun fichier n'a été choisi, ou le fichier est vide.
upload-refused-many = Il y a trop de fichiers : { $most } au plus à la fois.
upload-refused-full = Cette demande a déjà beaucoup de fichiers. Appelez-nous pour en ajouter d'autres.

## The page
upload-page-title = Envoyer des photos ou des documents
upload-page-languages = Langues
upload-page-request = Pour votre demande { $reference }
upload-page-take = Prendre une photo
upload-page-choose = Choisir des photos ou des documents PDF
upload-page-limits = { $files } fichiers au plus, { $megabytes } Mo chacun : photos (JPEG, PNG, WebP) ou documents PDF.
upload-page-send = Envoyer
upload-page-sending = Envoi en cours
upload-page-privacy = Seuls les agents de { $landlord } qui s'occupent de votre demande voient ces fichiers. Le lieu et la date cachés dans vos photos sont retirés. Tout est effacé au plus tard { $months } mois après la fin de votre demande.
upload-page-received = { $count ->
    [one] Merci, votre fichier est bien arrivé. Il est joint à votre demande { $reference }.
   *[other] Merci, vos { $count } fichiers sont bien arrivés. Ils sont joints à votre demande { $reference }.
}
upload-page-used = Ce lien a servi. Pour envoyer autre chose, écrivez-nous PHOTO : vous recevrez un nouveau lien.
upload-page-expired = Ce lien n'est plus valable. Écrivez-nous PHOTO : vous en recevrez un nouveau.
upload-page-forged = Ce lien n'est pas complet ou n'existe pas. Ouvrez-le depuis notre message, ou écrivez-nous PHOTO pour en recevoir un nouveau.
upload-page-interrupted = L'envoi a été interrompu. La connexion a coupé, ou les fichiers sont trop lourds. Réessayez avec moins de fichiers.
upload-page-which = Fichier { $place } :
upload-page-not-kept = Rien n'a été gardé : choisissez à nouveau vos fichiers.
