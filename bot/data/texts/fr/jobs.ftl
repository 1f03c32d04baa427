# Le jour du rendez-vous : rappels, nouvelles, absence, accès, avis.

reminder-eve = Rappel : { $firm } passe demain, { $window } ({ $problem }, demande { $reference }). Serez-vous là ?
    .sms = Rappel : { $firm } passe demain, { $window }, demande { $reference }. Serez-vous là ?
reminder-morning = C'est aujourd'hui : { $firm } passe { $window } ({ $problem }, demande { $reference }). Serez-vous là ?
    .sms = C'est aujourd'hui : { $firm } passe { $window }, demande { $reference }. Serez-vous là ?
reminder-plain = Rappel : { $firm } passe { $window } (demande { $reference }). Un empêchement ? Écrivez-le-moi dès que possible.
line-there = je serai là
choice-move = je dois décaler
choice-cancel = annuler
presence-noted = Merci, c'est noté. { $firm } passe { $window } (demande { $reference }).
not-there = D'accord, vous ne serez pas là : { $firm }, { $window } (demande { $reference }). Que voulez-vous faire ?

job-on-the-way = { $firm } est en route : arrivée dans { $minutes } minutes environ (demande { $reference }).
job-coming = { $firm } est en route (demande { $reference }).
job-late = { $firm } a du retard et arrive au plus tard vers { $until } (demande { $reference }). Toutes nos excuses. Si cela ne vous convient pas, écrivez-le-moi.
job-arrived = { $firm } nous dit être arrivé (demande { $reference }). Si ce n'est pas le cas, écrivez-le-moi.
job-done = { $firm } a terminé l'intervention (demande { $reference }). Si ce n'est pas réglé, écrivez-le-moi.
job-not-fixed = { $firm } est passé, mais ce n'est pas encore réglé : il faut un autre passage (demande { $reference }). Vous pouvez déjà choisir un créneau.
job-no-access = { $firm } est passé { $window } mais n'a pas pu entrer (demande { $reference }). Ce n'est pas grave : choisissez un autre créneau.
job-no-access-again = { $firm } est passé { $window } mais n'a pas pu entrer (demande { $reference }). Cela arrive. Un conseiller vous contacte pour trouver avec vous le moment qui vous convient.
job-parts = { $firm } attend une pièce pour finir (demande { $reference }). Vous pouvez choisir un créneau pour la suite.
job-parts-day = { $firm } attend une pièce, prévue { $day } (demande { $reference }). Vous pouvez choisir un créneau à partir de ce jour.

job-came = Le créneau { $window } avec { $firm } est terminé (demande { $reference }). Le technicien est-il venu ?
job-came-plain = Le créneau { $window } avec { $firm } est terminé (demande { $reference }). Si personne n'est venu, écrivez « personne n'est venu ».
    .sms = Le créneau { $window } avec { $firm } est terminé (demande { $reference }). Si personne n'est venu, écrivez "personne n'est venu".
line-came-yes = oui
line-came-no = non
line-came-now = il est là maintenant
came-noted = Merci, c'est noté. Si le problème n'est pas réglé, écrivez-le-moi (demande { $reference }).
no-show-windows = Toutes nos excuses : personne n'est venu { $window } (demande { $reference }). { $firm } et un conseiller sont prévenus, et vous passez en premier. Quel créneau vous convient ?
    .sms = Nos excuses : personne n'est venu, demande { $reference }. C'est signalé, vous passez en premier. Quel créneau ?
no-show-disputed = { $firm } nous a dit être passé (demande { $reference }). Un conseiller vérifie et vous répond ici.
late-window-lasts = Le technicien de { $firm } peut encore arriver jusqu'à { $until } (demande { $reference }). Je lui demande où il en est. S'il n'est pas là à cette heure, écrivez-le-moi.

freed-first = Un créneau s'est libéré chez { $firm } : { $window } (demande { $reference }). Je vous le garde jusqu'à { $until }. Le voulez-vous ?
freed-earlier = Un créneau plus tôt s'est libéré chez { $firm } : { $window } (demande { $reference }). Le voulez-vous ? Le premier qui répond l'obtient ; sinon votre rendez-vous est gardé.
line-take = oui, je le prends
line-keep = non merci
earlier-noted = C'est noté : si un créneau plus tôt se libère chez { $firm }, je vous l'écris ici.

ask-access = Autre chose à savoir pour entrer (demande { $reference }) ? Qui sera là, un téléphone, un code, un chien : écrivez-le ici si vous voulez. Seul le prestataire le lira.
    .sms = Pour entrer (demande { $reference }) : qui sera là, téléphone, code, chien ? Ecrivez-le ici. Seul le prestataire le lira.
line-no-thanks = non merci
line-earlier = me prévenir si plus tôt
access-noted = Merci, c'est noté pour le technicien.
access-nothing = D'accord. Vous pourrez toujours me l'écrire avant le rendez-vous.

survey-work = { $firm } est passé chez vous ({ $problem }, demande { $reference }). Êtes-vous content du travail ?
    .sms = { $firm } est passé chez vous, demande { $reference }. Etes-vous content du travail ?
line-rate-1 = pas du tout
line-rate-2 = plutôt non
line-rate-3 = moyennement
line-rate-4 = plutôt oui
line-rate-5 = tout à fait
survey-on-time = Merci. Le technicien est-il venu à l'heure ?
survey-on-time-sorry = Nous sommes désolés. La demande { $reference } est ouverte pour comprendre et corriger : réponse au plus tard { $day }. Le technicien est-il venu à l'heure ?
survey-word = Merci. Un mot à ajouter sur le travail ? Écrivez-le ici.
survey-word-noted = Merci, votre message est noté. Il compte dans l'évaluation de l'entreprise.
survey-thanks = Merci, votre avis compte dans l'évaluation de l'entreprise.
