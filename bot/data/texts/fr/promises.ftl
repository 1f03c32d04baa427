# Les engagements de la charte : ce qui est dit quand une demande en ouvre un, l'heure convenue, les réponses.

# Recherche, APL
offers-at = Nos logements à louer : { $link }.
matter-apl = C'est noté, demande { $reference } : un conseiller simule votre APL au plus tard le { $due }, et dépose la demande avec vous si vous y avez droit. À titre indicatif, préparez : { $needed }. { $send }
    .sms = Demande { $reference } : nous simulons votre APL au plus tard le { $day }. Préparez : { $needed }. { $send }
apl-need-rent = le loyer
apl-need-work = vos bulletins de paie
apl-need-no-work = votre attestation France Travail ou RSA
apl-need-student = votre carte d'étudiant, votre bourse
apl-need-retired = votre relevé de pension
apl-need-family = le livret de famille
apl-need-any = vos revenus, la composition du foyer
send-files = Pour envoyer ces papiers : { $link }

# Entrée dans le logement
matter-check-in = Vous avez raison : nous vous devons un appel dans le mois après votre entrée. Demande { $reference }.
matter-documents = Voici les documents de votre logement (équipements, qui paie quoi, numéros utiles, gestes verts) : { $link }. Demande { $reference }.
    .sms = Vos documents (équipements, qui paie quoi, numéros utiles, gestes verts) : { $link } Demande { $reference }.
matter-documents-later = C'est noté, demande { $reference } : nous vous envoyons les documents de votre logement au plus tard le { $due }.
matter-move-in-item = Merci de nous le dire. Demande { $reference } : cela devait être prêt à votre entrée ({ $items }). L'équipe s'en occupe au plus tard le { $due }. À titre indicatif (loi 89-462, art. 3-2), vous avez 10 jours après l'état des lieux d'entrée pour le faire compléter.
    .sms = Merci. Demande { $reference } : cela devait être prêt à votre entrée ({ $items }). Nous nous en occupons avant le { $day }. A titre indicatif : 10 jours pour compléter l'état des lieux (loi 89-462 art. 3-2).
matter-move-in-danger = Demande { $reference }, urgente ({ $items }) : l'équipe est prévenue tout de suite. N'y touchez pas, éloignez les enfants. En cas de feu ou d'odeur de gaz, sortez et appelez le 18.
item-water-saver = économiseur d'eau
item-bulb = ampoules
item-door-cylinder = serrure de la porte
item-letterbox-lock = boîte aux lettres
item-garage-lock = serrure du garage ou de la cave
item-front-door = porte d'entrée
item-window = fenêtre
item-electricity = électricité
item-gas = gaz
item-ventilation = ventilation
item-smoke-detector = détecteur de fumée
matter-cleaning = Nous sommes désolés : votre logement devait être propre à votre arrivée. Demande { $reference } : nous faisons refaire le ménage, gratuitement.
ask-new-cleaning = Quand l'équipe de nettoyage peut-elle passer ?
new-cleaning-booked = C'est réservé : { $firm } refait le ménage { $window }. Demande { $reference }.
new-cleaning-later = D'accord. Un conseiller vous contacte pour trouver un moment pour le nettoyage. Demande { $reference }.

# Courriers, désaccord
matter-letter = Demande { $reference }. Nous répondons aux courriers et aux e-mails dans les 8 jours après leur arrivée. Pour le vôtre, envoyé le { $sent } : au plus tard le { $day }.
matter-letter-undated = Demande { $reference }. Nous répondons aux courriers et aux e-mails dans les 8 jours après leur arrivée. Si ce délai est passé, dites-moi quel jour vous l'avez envoyé.
matter-letter-late = Demande { $reference }. Vous avez écrit le { $sent } : nous devions répondre au plus tard le { $day }. Nous sommes désolés. Un conseiller est prévenu et cherche votre courrier.
matter-mediator = Je comprends. Demande { $reference }. Les étapes : 1. vous écrivez votre désaccord, réponse au plus tard le { $day } ; 2. le recours amiable : une personne qui n'a pas pris la décision la réexamine avec vous ; 3. ensuite le médiateur, { $mediator }, gratuit, dans l'année : { $mediator_url }. À titre indicatif, il ne traite pas les demandes de logement ni les conflits entre voisins.
    .sms = Demande { $reference }. Etapes : 1. réponse écrite au plus tard le { $day } ; 2. recours amiable : une autre personne réexamine avec vous ; 3. médiateur, gratuit, dans l'année : { $mediator_url }

# Après 70 ans, santé
matter-senior-works-met = C'est noté, demande { $reference }. D'après votre dossier, vous remplissez les deux conditions (70 ans, 25 ans dans le logement) : ces travaux de confort sont gratuits. Un conseiller les choisit avec vous.
    .sms = Demande { $reference }. D'après votre dossier, les conditions sont remplies : ces travaux de confort sont gratuits. Un conseiller les choisit avec vous.
matter-senior-works-not-met = C'est noté, demande { $reference }. Ces travaux sont pour les plus de 70 ans qui habitent le logement depuis plus de 25 ans. D'après votre dossier, ce n'est pas encore le cas. Un conseiller vérifie avec vous au plus tard le { $due }.
    .sms = Demande { $reference }. Ces travaux : plus de 70 ans et 25 ans dans le logement. D'après votre dossier, pas encore. Un conseiller vérifie avec vous avant le { $day }.
send-certificate = Le certificat médical s'envoie ici : { $link }
send-certificate-later = Un conseiller vous dira comment envoyer le certificat.

# Départ
matter-notice-period = À titre indicatif (loi 89-462, art. 15) : le préavis est de 3 mois. Il est d'1 mois en zone tendue, ou si votre lettre donne un motif avec un justificatif : mutation, premier emploi, perte d'emploi ou nouvel emploi après une perte, santé, violences, RSA ou AAH, attribution d'un logement social. Il part du jour où nous recevons votre lettre. Un conseiller confirme, demande { $reference }.
    .sms = A titre indicatif (loi 89-462 art. 15) : 3 mois, ou 1 mois en zone tendue ou avec un motif justifié dans la lettre (emploi, santé, RSA, AAH, logement social...), dès réception. Un conseiller confirme, demande { $reference }.
matter-notice-period-tense = À titre indicatif (loi 89-462, art. 15) : votre commune est en zone tendue, le préavis est d'1 mois. Écrivez-le dans votre lettre. Il part du jour où nous la recevons. Un conseiller confirme, demande { $reference }.
matter-notice-period-reason = À titre indicatif (loi 89-462, art. 15) : le préavis est de 3 mois, mais votre motif peut le réduire à 1 mois. Écrivez-le dans votre lettre, avec un justificatif, sinon c'est 3 mois. Il part du jour où nous la recevons. Un conseiller confirme, demande { $reference }.
    .sms = A titre indicatif (loi 89-462 art. 15) : 3 mois, mais votre motif peut réduire à 1 mois s'il est dans la lettre, avec un justificatif. Le délai part de la réception. Un conseiller confirme, demande { $reference }.
notice-sheet = Fiche départ. 1. Donnez congé par lettre recommandée, ou en main propre contre reçu. 2. La visite conseil : nous regardons ensemble ce qui serait à réparer. 3. Rebouchez les trous, nettoyez, purgez, enlevez tout. 4. Résiliez l'électricité, le gaz, l'eau, internet, l'assurance après les clés. 5. Prenez rendez-vous pour l'état des lieux et donnez votre nouvelle adresse : le dépôt de garantie revient sous 1 mois (2 s'il y a des réparations), à titre indicatif (loi 89-462, art. 22).
    .sms = Fiche départ : 1 congé par lettre recommandée 2 visite conseil 3 reboucher, nettoyer, vider 4 résilier énergie et assurance après les clés 5 nouvelle adresse. Dépôt rendu sous 1 ou 2 mois, à titre indicatif (loi 89-462 art. 22).
eco-products = Oui : le ménage des parties communes est fait avec des produits éco-labellisés. Seul le local à poubelles reçoit un désinfectant qui ne l'est pas.

# Heures convenues
ask-time-call = Quand pouvons-nous vous appeler ?
ask-time-statement = Quand pouvons-nous vous appeler pour vous écouter ?
ask-time-interview = Quand voulez-vous parler à un conseiller, par téléphone ?
ask-time-advice-visit = Quand pouvons-nous venir pour la visite conseil ? Elle est gratuite et évite des frais au départ.
ask-time-check-in = Quand pouvons-nous vous appeler pour faire le point ?
time-agreed-call = C'est convenu : nous vous appelons { $when }. Demande { $reference }.
time-agreed-statement = C'est convenu : nous vous appelons { $when }. Demande { $reference }.
time-agreed-interview = C'est convenu : un conseiller vous appelle { $when }. Demande { $reference }.
time-agreed-advice-visit = C'est convenu : nous venons chez vous { $when } pour la visite conseil. Demande { $reference }.
time-agreed-check-in = C'est convenu : nous vous appelons { $when }. Demande { $reference }.
time-taken = Désolé, ce moment vient d'être pris. Voici les suivants :
time-cancelled = C'est annulé. Votre demande { $reference } reste ouverte.
no-time-free = Il n'y a plus de moment libre pour l'instant. Un conseiller vous contacte, demande { $reference }.
time-reminder-call = Rappel : nous vous appelons { $when }, comme convenu. Demande { $reference }.
time-reminder-visit = Rappel : nous venons { $when }, comme convenu. Demande { $reference }.
ask-phone-this = C'est convenu pour { $when }. Peut-on vous appeler à ce numéro ?
ask-phone-file = C'est convenu pour { $when }. Peut-on vous appeler au numéro que nous avons ?
ask-phone-new = C'est convenu pour { $when }. À quel numéro pouvons-nous vous appeler ? Écrivez-le ici.
ask-phone-other = À quel numéro pouvons-nous vous appeler ? Écrivez-le ici.
phone-noted = Merci, c'est noté pour la demande { $reference }.
check-in-proposed = Bonjour, c'est { $landlord }. Vous êtes dans votre logement depuis le { $since } : nous voudrions vous appeler pour savoir si tout va bien. Quand ?
check-in-untimed = Bonjour, c'est { $landlord }. Vous êtes dans votre logement depuis le { $since } : un conseiller vous appelle bientôt pour savoir si tout va bien.
choice-more-times = d'autres horaires
choice-any-time = peu importe
choice-change-time = changer l'heure
choice-cancel-time = annuler
choice-sheet = la fiche départ
choice-this-phone = oui
choice-other-phone = non, un autre numéro
