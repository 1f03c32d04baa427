# Travaux, coupures, pannes connues de l'immeuble, passages du ménage. Le nom d'une nature suit un deux-points.

works-nature-heating = chauffage
works-nature-hot-water = eau chaude
works-nature-water = eau
works-nature-electricity = électricité
works-nature-gas = gaz
works-nature-lift = ascenseur
works-nature-entrance = porte et interphone
works-nature-lighting = éclairage commun
works-nature-tv = télévision
works-nature-internet = internet
works-nature-ventilation = ventilation
works-nature-drains = évacuations
works-nature-car-park = parking
works-nature-facade = façade
works-nature-roof = toiture
works-nature-windows = fenêtres
works-nature-common-parts = parties communes
works-nature-outdoor = extérieurs
works-nature-meters = compteurs
works-nature-other = autres travaux

works-what = { $nature } ({ $title })
works-in-brackets = { " " }({ $said })
works-until = { " " }(retour prévu : { $ends })

works-announced = Travaux prévus dans votre immeuble : { $what }. Début : { $starts }. Fin prévue : { $ends }{ $duration }. Lieu : { $place }. Chef de projet : { $manager }. Entreprise : { $firms }. Une question ? Écrivez-la ici.
    .sms = Travaux : { $what }. Début : { $starts }. Fin : { $ends }{ $duration }. Lieu : { $place }. Chef de projet : { $manager }. Entreprise : { $firms }. Questions : ici.
works-outage-planned = Coupure prévue dans votre immeuble : { $what }. Début : { $starts }. Fin prévue : { $ends }{ $duration }. Lieu : { $place }. Chef de projet : { $manager }. Entreprise : { $firms }. Une question ? Écrivez-la ici.
    .sms = Coupure : { $what }. Début : { $starts }. Fin : { $ends }{ $duration }. Lieu : { $place }. Chef de projet : { $manager }. Entreprise : { $firms }. Questions : ici.
works-outage-now = En ce moment dans votre immeuble, panne ou coupure : { $what }{ $where }, depuis le { $starts }{ $until }. Nous vous écrivons dès que c'est rétabli. S'il y a chez vous un bébé, une personne âgée ou malade, écrivez-le ici.
    .sms = En ce moment, panne ou coupure : { $what }{ $where }, depuis le { $starts }{ $until }. Nous vous écrivons quand c'est rétabli. Bébé, personne âgée ou malade chez vous ? Écrivez-le ici.
works-changed = Changement pour les travaux dans votre immeuble : { $what }. Début : { $starts }. Fin prévue : { $ends }{ $duration }. Lieu : { $place }. Chef de projet : { $manager }. Entreprise : { $firms }. Une question ? Écrivez-la ici.
    .sms = Changement : { $what }. Début : { $starts }. Fin : { $ends }{ $duration }. Lieu : { $place }. Chef de projet : { $manager }. Entreprise : { $firms }. Questions : ici.
works-cancelled = Annulé dans votre immeuble : { $what }, prévu le { $starts }. Vous n'avez rien à faire.
works-ended = C'est rétabli dans votre immeuble : { $what }{ $where }. Si ce n'est pas le cas chez vous, écrivez-le ici.
works-told = Prévu dans votre immeuble : { $what }. Début : { $starts }. Fin : { $ends }{ $duration }. Lieu : { $place }. Chef de projet : { $manager }. Entreprise : { $firms }.
    .sms = Prévu : { $what }. Début : { $starts }. Fin : { $ends }{ $duration }. Lieu : { $place }. Chef de projet : { $manager }. Entreprise : { $firms }.

works-known-outage = En ce moment dans votre immeuble, panne ou coupure : { $what }{ $where }, depuis le { $starts }{ $until }. On s'en occupe.
    .sms = En ce moment, panne ou coupure : { $what }, depuis le { $starts }{ $until }. On s'en occupe.
works-known-works = Cela peut venir des travaux dans votre immeuble : { $what }{ $where }, du { $starts } au { $ends }.
    .sms = Travaux dans l'immeuble : { $what }, du { $starts } au { $ends }.
works-known-trouble = C'est déjà signalé dans votre immeuble depuis le { $since } : { $problem }. { $state }
works-state-open = Un technicien est appelé.
works-state-taken = Un technicien est prévenu et s'en occupe.
works-state-arrived = Un technicien est sur place.
works-state-request = Quelqu'un s'en occupe.
choice-follow = me tenir au courant
choice-apart = chez moi c'est autre chose, ou plus grave
works-following = C'est noté, demande { $reference } ({ $problem }) : nous vous écrivons ici quand c'est réglé. Si cela s'aggrave chez vous, écrivez-le-moi.
works-follow-done = Demande { $reference } : { $problem }, c'est réglé dans votre immeuble. Si ce n'est pas le cas chez vous, dites-le-moi :
works-follow-closed = Demande { $reference } : { $problem }, le signalement de l'immeuble est fermé. Si cela continue chez vous, dites-le-moi :
works-follow-cancelled = Demande { $reference } : { $problem }, ce qui était annoncé dans votre immeuble est annulé. Si vous avez encore un problème chez vous, dites-le-moi :

next-redo = Nous contrôlons et nous faisons refaire si besoin.
cleaning-common-parts = ménage des parties communes
cleaning-bins = poubelles
cleaning-windows = vitres
cleaning-green-spaces = espaces verts
cleaning-line = { $service } : { $days }{ $hours }
cleaning-and = { $first } ; { $rest }
cleaning-hours = { " " }({ $starts }-{ $ends })
cleaning-days = Prochains passages dans votre immeuble. { $lines }. Si ce n'est pas bien fait, dites-le-moi, nous faisons refaire.
    .sms = Prochains passages : { $lines }.
cleaning-unknown = Je n'ai pas les jours de passage pour votre immeuble. Un conseiller peut vous répondre.
choice-redo = ce n'est pas bien fait
