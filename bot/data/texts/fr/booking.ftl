# Rendez-vous : créneaux de deux heures.

ask-window = Quel créneau vous convient pour le passage d'un technicien ({ $problem }) ? Vous pouvez aussi me dire vos préférences, par exemple « jeudi matin ». Je vous garde ces créneaux 5 minutes.
    .sms = Quand un technicien peut-il passer ({ $problem }) ?
ask-window-tenant-pays = En principe, cette réparation ({ $problem }) est à votre charge, sauf usure ou défaut : à titre indicatif, d'après la loi 89-462, art. 7 d. Un passage peut vous être facturé. Choisissez un créneau, ou demandez d'abord à un conseiller de vérifier. Je vous garde ces créneaux 5 minutes.
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
    { $prepare } En cas d'empêchement, prévenez-moi ici avant.
    { $calendar }
    .sms = C'est réservé : { $firm } passe le { $window }, demande { $reference }. { $prepare } Un empêchement ? Ecrivez-moi.
appointment-is = Votre rendez-vous : { $firm } passe le { $window } ({ $problem }, demande { $reference }).
    .sms = Votre rendez-vous : { $firm } passe le { $window }, demande { $reference }.
appointment-none = Je ne vois pas de rendez-vous à venir pour vous. Que voulez-vous faire ?
appointment-moving = D'accord, choisissez un autre créneau. Votre rendez-vous actuel est gardé jusque-là.
appointment-cancelled = Le rendez-vous du { $window } avec { $firm } est annulé. Votre demande { $reference } reste ouverte.
no-show-recorded = Toutes nos excuses : { $firm } n'est pas venu comme prévu ({ $window }, demande { $reference }). C'est noté et un conseiller est prévenu. Voulez-vous un autre créneau ?
    .sms = Toutes nos excuses : { $firm } n'est pas venu ({ $window }, demande { $reference }). C'est noté, un conseiller est prévenu. Un autre créneau ?
booking-kept = D'accord, votre rendez-vous actuel est gardé.
number-not-listed = Ce numéro n'est pas dans la liste : choisissez de 1 à { $count }.
day-impossible = Ce jour n'existe pas dans le calendrier.
day-past = Ce jour est déjà passé.
window-gone = Désolé, ce créneau n'est plus possible. Voici les plus proches :
ask-off-days = Un passage un samedi, un dimanche ou un jour férié demande votre accord exprès (loi 89-462, art. 7 e). Êtes-vous d'accord ?
    .sms = Le samedi, le dimanche ou un jour férié, il faut votre accord exprès (loi 89-462 art. 7 e). D'accord ?
appointment-too-late = Il est trop tard pour changer ici le rendez-vous du { $window } avec { $firm } : rien n'est changé. Un conseiller est prévenu et vous répond (demande { $reference }).
appointment-calendar = Pour votre agenda : { $link }
work-order-sent = Bonne nouvelle : { $firm } est chargé des travaux ({ $problem }, demande { $reference }). Quel créneau vous convient ?
    .sms = { $firm } est chargé des travaux, demande { $reference }. Quel créneau vous convient ?
work-order-told = Bonne nouvelle : { $firm } est chargé des travaux ({ $problem }, demande { $reference }). Pour choisir un créneau, écrivez « rendez-vous ».
    .sms = { $firm } est chargé des travaux, demande { $reference }. Pour choisir un créneau, écrivez "rendez-vous".
work-order-booked = { $firm } a reçu la commande des travaux (demande { $reference }). Votre rendez-vous est maintenu : { $window }.
appointment-withdrawn = Désolé, { $firm } ne peut pas venir le { $window } (demande { $reference }). Le rendez-vous est annulé. Choisissez un autre créneau quand vous voulez.
    .sms = Désolé, { $firm } ne peut pas venir le { $window } (demande { $reference }). Un autre créneau ?
