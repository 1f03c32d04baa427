# Rendez-vous : créneaux de deux heures.

ask-window = Quel créneau vous convient pour le passage d'un technicien ({ $problem }) ? Vous pouvez aussi me dire vos préférences, par exemple « jeudi matin ».
    .sms = Quand un technicien peut-il passer ({ $problem }) ?
ask-window-tenant-pays = En principe, cette réparation ({ $problem }) est à votre charge, sauf usure ou défaut : à titre indicatif, d'après la loi 89-462, art. 7 d. Un passage peut vous être facturé. Choisissez un créneau, ou demandez d'abord à un conseiller de vérifier.
    .sms = En principe à votre charge, sauf usure (à titre indicatif, loi 89-462 art. 7 d). Passage parfois payant. Quand ?
no-window-suits = Je n'ai rien d'autre à ce moment-là. Voici ce qui reste possible :
no-window-at-all = Je ne trouve aucun créneau libre en ligne.
booking-after-this = Oui, je vous propose un rendez-vous juste après. D'abord :
booking-by-adviser = Pour la demande { $reference }, un conseiller vérifie votre adresse et vous propose une date ici.
booking-lost = Je ne retrouve pas ce rendez-vous. Que voulez-vous faire ?
booking-later = D'accord, pas de rendez-vous maintenant. Votre demande reste ouverte : écrivez « rendez-vous » quand vous voulez.
    .sms = D'accord. Votre demande reste ouverte : écrivez "rendez-vous" quand vous voulez.
window-taken = Désolé, ce créneau vient d'être pris. Voici les plus proches :
appointment-booked =
    C'est réservé : { $firm } passe le { $window } ({ $problem }, demande { $reference }).
    Merci d'être là et de laisser l'accès libre. En cas d'empêchement, prévenez-moi ici avant.
    .sms = C'est réservé : { $firm } passe le { $window }, demande { $reference }. Merci d'être là et de laisser l'accès libre. Un empêchement ? Ecrivez-moi.
appointment-is = Votre rendez-vous : { $firm } passe le { $window } ({ $problem }, demande { $reference }).
    .sms = Votre rendez-vous : { $firm } passe le { $window }, demande { $reference }.
appointment-none = Je ne vois pas de rendez-vous à venir pour vous. Que voulez-vous faire ?
appointment-moving = D'accord, choisissez un autre créneau. Votre rendez-vous actuel est gardé jusque-là.
appointment-cancelled = Le rendez-vous du { $window } avec { $firm } est annulé. Votre demande { $reference } reste ouverte.
no-show-recorded = Toutes nos excuses : { $firm } n'est pas venu comme prévu ({ $window }, demande { $reference }). C'est noté et un conseiller est prévenu. Voulez-vous un autre créneau ?
    .sms = Toutes nos excuses : { $firm } n'est pas venu ({ $window }, demande { $reference }). C'est noté, un conseiller est prévenu. Un autre créneau ?
booking-kept = D'accord, votre rendez-vous actuel est gardé.
