# Ce qui n'est pas une panne : des mots justes, une référence, une date.

matter-callback = C'est noté (demande { $reference }) : un conseiller vous contacte dès l'ouverture, le { $due }. Si vous préférez appeler : { $phone }.
matter-callback-open = C'est noté (demande { $reference }) : un conseiller vous contacte dès que possible, au plus tard le { $due }. Si vous préférez appeler : { $phone }.
matter-again = C'est déjà noté, demande { $reference }. J'ai ajouté votre message.
matter-nuisance = Je comprends, c'est pénible. Demande { $reference } : nous vous recontactons au plus tard le { $day } pour recueillir votre témoignage. Notez les dates et les heures. Si quelqu'un est en danger, appelez le 17.
    .sms = Je comprends. Demande { $reference } : nous vous recontactons au plus tard le { $day } pour votre témoignage. Notez dates et heures. Si quelqu'un est en danger : le 17.
matter-nuisance-now = Je comprends, c'est pénible. L'équipe de tranquillité, qui travaille jusqu'à minuit, a votre demande { $reference }. Nous vous recontactons au plus tard le { $day } pour recueillir votre témoignage. Si quelqu'un est en danger, appelez le 17.
    .sms = Je comprends. L'équipe de tranquillité (jusqu'à minuit) a votre demande { $reference }. Nous vous recontactons au plus tard le { $day } pour votre témoignage. Si quelqu'un est en danger : le 17.
matter-appeal = Je comprends votre désaccord. Demande { $reference } : vous aurez une réponse écrite au plus tard le { $day }. Si elle ne vous convient pas, un recours amiable est possible, puis le médiateur ({ $mediator }), gratuit. Rien n'est définitif sans l'avis d'une personne.
    .sms = Je comprends votre désaccord. Demande { $reference } : réponse écrite au plus tard le { $day }. Ensuite : recours amiable, puis médiateur gratuit. Rien n'est définitif sans l'avis d'une personne.
matter-works = C'est noté, demande { $reference } : un conseiller vous répond sur les travaux au plus tard le { $due }. Les travaux prévus sont annoncés au moins 8 jours avant.
matter-senior-works = C'est noté, demande { $reference }. Après 70 ans, avec plus de 25 ans dans votre logement, des travaux de confort peuvent être gratuits. Un conseiller vérifie avec vous au plus tard le { $due }.
matter-adaptation = Merci de nous en parler. Demande { $reference } : nous pouvons étudier l'adaptation de votre logement, avec un diagnostic sous 20 jours après votre accord pour traiter vos données. N'écrivez pas de détail médical ici : je vous dirai comment envoyer le certificat. Êtes-vous d'accord ?
    .sms = Merci de nous en parler. Demande { $reference } : adapter votre logement, diagnostic sous 20 jours après votre accord pour traiter vos données. N'écrivez rien de médical ici. D'accord ?
matter-financial = Merci de nous en parler, vous avez bien fait. Demande { $reference } : une personne de l'équipe sociale vous contacte au plus tard le { $due } pour chercher une solution avec vous. Si vous le pouvez, payez une partie du loyer, même petite : cela aide. Vous pouvez aussi appeler SOS Loyers impayés, gratuit : 0 805 16 00 75.
    .sms = Merci de nous en parler, vous avez bien fait. Demande { $reference } : l'équipe sociale vous contacte au plus tard le { $due } pour chercher une solution avec vous. Conseils gratuits : 0 805 16 00 75.
matter-rent = C'est noté, demande { $reference } : le service des loyers vous répond au plus tard le { $due }. Votre quittance est gratuite.
matter-search = C'est noté, demande { $reference } : un conseiller location vous appelle pour parler de votre recherche. { $offers }
matter-move-in = Bienvenue chez vous. Demande { $reference } : un conseiller regarde cela avec vous au plus tard le { $due }. À titre indicatif (loi 89-462, art. 3-2), vous avez 10 jours après l'état des lieux d'entrée pour le faire compléter.
    .sms = Bienvenue chez vous. Demande { $reference } : un conseiller regarde cela avec vous au plus tard le { $due }. A titre indicatif, 10 jours pour compléter l'état des lieux (loi 89-462 art. 3-2).
matter-notice = C'est noté, demande { $reference } : un conseiller vous explique le départ au plus tard le { $due } et vous propose une visite conseil. Attention : ce message ne suffit pas. À titre indicatif (loi 89-462, art. 15), le congé se donne par lettre recommandée, par acte d'un commissaire de justice ou en main propre contre reçu.
    .sms = Demande { $reference } : un conseiller vous explique le départ au plus tard le { $due }. Ce message ne suffit pas : à titre indicatif, lettre recommandée ou remise contre reçu (loi 89-462 art. 15).

consent-noted = Merci. Votre accord est noté pour la demande { $reference } : le diagnostic est fait au plus tard le { $day }. { $send }
no-consent-noted = D'accord, rien ne sera fait sans votre accord. Écrivez-moi quand vous voulez, ou demandez un conseiller.
