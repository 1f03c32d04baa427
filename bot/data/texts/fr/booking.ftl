# Rendez-vous : créneaux de deux heures.

ask-window = Quand un technicien peut-il passer pour : { $problem } ? Vous pouvez aussi me dire vos préférences, par exemple « jeudi matin ».
    .sms = Quand peut-on passer pour : { $problem } ?
ask-window-tenant-pays = À titre indicatif, cette réparation ({ $problem }) est en principe à votre charge, sauf usure ou défaut. Vous pouvez choisir un passage, qui peut vous être facturé, ou demander à un conseiller de vérifier d'abord.
    .sms = A titre indicatif : en principe à votre charge, sauf usure ou défaut ; passage peut-etre facturé. Quand passer ?
no-window-suits = Je n'ai rien d'autre à ce moment-là. Voici ce qui reste possible :
no-window-at-all = Je ne trouve aucun créneau libre en ligne.
booking-after-this = Oui, je vous propose un rendez-vous juste après. D'abord :
booking-by-adviser = Pour la demande { $reference }, un conseiller vérifie votre adresse et vous propose une date ici.
booking-lost = Je ne retrouve plus ce rendez-vous. Que voulez-vous faire ?
booking-later = D'accord, pas de rendez-vous maintenant. Votre demande reste ouverte : écrivez « rendez-vous » quand vous voulez.
    .sms = D'accord. Votre demande reste ouverte : écrivez "rendez-vous" quand vous voulez.
window-taken = Désolé, ce créneau vient d'être pris. Voici les plus proches :
appointment-booked = C'est réservé : { $firm } passe le { $window } ({ $problem }, demande { $reference }). Merci d'être présent et de dégager l'accès. En cas d'empêchement, écrivez-moi avant.
    .sms = C'est réservé : { $firm } passe le { $window }, demande { $reference }. Soyez présent et dégagez l'accès. Empechement ? Ecrivez-moi.
appointment-is = Votre rendez-vous : { $firm } passe le { $window } ({ $problem }, demande { $reference }).
    .sms = Rendez-vous : { $firm }, le { $window }, demande { $reference }.
appointment-none = Je ne vois aucun rendez-vous pour vous. Que voulez-vous faire ?
appointment-moving = D'accord, choisissez un autre créneau. Le rendez-vous actuel est gardé jusque-là.
appointment-cancelled = Le rendez-vous du { $window } avec { $firm } est annulé. Votre demande { $reference } reste ouverte.
no-show-recorded = Toutes nos excuses. Je note que { $firm } n'est pas venu comme prévu ({ $window }, demande { $reference }). Voulez-vous un autre créneau ?
    .sms = Toutes nos excuses. C'est noté : { $firm }, { $window }, demande { $reference }. Un autre créneau ?
booking-kept = D'accord, votre rendez-vous actuel est gardé.
