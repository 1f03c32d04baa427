# Safety cards: the first message after a danger, before any question. `.sms` is GSM-7 only.
# $gas_number and $power_number are the residence's own emergency numbers.
# Each card says what to do now, whom to call, and that the emergency services were not called by us.

card-gas =
    DANGER GAZ : sortez tout de suite, avec tout le monde.
    Pas de flamme. Ne touchez à aucun interrupteur. Ne prenez pas l'ascenseur.
    Dehors seulement, appelez le { $gas_number } (gratuit, jour et nuit), le 18 ou le 112.
    Nous n'avons pas prévenu les secours : appelez-les.
    Ne rentrez pas sans leur accord. Écrivez-nous une fois dehors.
    .sms = DANGER GAZ: sortez tous. Ni flamme ni interrupteur. Une fois dehors, appelez le { $gas_number } ou le 18. Nous n'avons pas prévenu les secours: appelez-les.
card-carbon-monoxide =
    DANGER MONOXYDE, un gaz qui ne se sent pas : ouvrez les fenêtres, arrêtez le chauffage et le gaz si c'est tout près, et sortez tous.
    Dehors, appelez le 18 ou le 112. Vous ne pouvez pas parler : SMS au 114.
    Nous n'avons pas prévenu les secours : appelez-les.
    Ne rentrez pas sans leur accord.
    .sms = DANGER MONOXYDE: ouvrez, arretez le chauffage, sortez tous. Dehors, appelez le 18 ou 112 (SMS: 114). Nous n'avons pas prévenu les secours: appelez-les.
card-fire =
    FEU : sortez, fermez la porte derrière vous. Pas d'ascenseur.
    Si l'escalier est enfumé, restez chez vous : porte fermée, linge mouillé en bas de la porte, montrez-vous à la fenêtre.
    Appelez le 18 ou le 112. Vous ne pouvez pas parler : SMS au 114.
    Nous n'avons pas prévenu les secours : appelez-les.
    .sms = FEU: sortez, fermez la porte, pas d'ascenseur. Escalier enfumé: restez, porte close, à la fenetre. Appelez le 18: nous n'avons pas prévenu les secours.
card-water-and-electricity =
    EAU ET ÉLECTRICITÉ : éloignez-vous, ne touchez ni l'eau, ni les prises, ni les lampes.
    Coupez le disjoncteur seulement si vous y allez au sec. Ne marchez pas dans l'eau.
    Feu, fumée ou blessé : 18. Enedis, jour et nuit : { $power_number }.
    Nous n'avons pas prévenu les secours : appelez-les.
    .sms = EAU ET COURANT: sortez de la pièce, ne touchez à rien de mouillé. Feu, blessé: 18. Enedis: { $power_number }. Nous n'avons pas prévenu les secours: appelez-les.
card-electrocution =
    DANGER ÉLECTRIQUE : éloignez-vous, ne touchez plus à rien.
    Coupez le disjoncteur général si vous y allez au sec et sans risque.
    Personne touchée par le courant : ne la touchez pas avant d'avoir coupé, appelez le 15.
    Feu ou fumée : 18. Enedis, jour et nuit : { $power_number }.
    Nous n'avons pas prévenu les secours : appelez-les.
    .sms = DANGER COURANT: éloignez-vous, coupez le disjoncteur si c'est sec. Blessé: 15, sans le toucher. Feu: 18. Nous n'avons pas prévenu les secours: appelez-les.
card-lift-trapped =
    ASCENSEUR : restez calme, la cabine ne tombe pas et il y a de l'air.
    Appuyez longtemps sur le bouton d'alarme (la cloche) et parlez. N'essayez jamais de sortir seul.
    Malaise, enfant seul, fumée : appelez le 15, le 18 ou le 112.
    Nous n'avons pas prévenu les secours : appelez-les.
    .sms = ASCENSEUR: appuyez fort sur la cloche, parlez. Ne sortez jamais seul. Malaise ou enfant seul: 15, 18, 112. Nous n'avons pas prévenu les secours: appelez-les.
card-collapse =
    DANGER D'EFFONDREMENT : sortez de la pièce ou du balcon, fermez la porte, n'y retournez pas.
    N'allez pas dessous. Si tout bouge ou craque, sortez de l'immeuble.
    Blessé ou gros danger : appelez le 18 ou le 112.
    Nous n'avons pas prévenu les secours : appelez-les.
    .sms = DANGER: sortez de la pièce, fermez la porte, n'y retournez pas, n'allez pas dessous. Appelez le 18 ou le 112. Nous n'avons pas prévenu les secours: appelez-les.
# Neutral words: another person may read this phone.
card-violence =
    Nous avons bien lu votre message.
    Tout de suite : 17. Sans parler : SMS au 114, avec l'adresse.
    Pour être écouté, gratuitement, jour et nuit : 39 19. Pour un enfant : 119.
    Nous n'avons appelé aucun de ces numéros : appelez-les.
    Si vous préférez, effacez ce message.
    .sms = Bien lu. Tout de suite: 17, ou SMS au 114 avec l'adresse. Ecoute: 39 19. Enfant: 119. Nous n'avons appelé aucun de ces numéros. Effacez ce SMS si besoin.
    .webchat =
        Nous avons bien lu votre message.
        Tout de suite : 17. Sans parler : SMS au 114, avec l'adresse.
        Pour être écouté, gratuitement, jour et nuit : 39 19. Pour un enfant : 119.
        Nous n'avons appelé aucun de ces numéros : appelez-les.
        Si vous préférez, effacez ce message.
        Sur cet écran, « Quitter vite » (ou deux fois Échap) efface tout.
card-intrusion =
    N'ouvrez pas, ne vous montrez pas, mettez-vous à l'abri dans une pièce qui ferme.
    Appelez le 17 ou le 112. Vous ne pouvez pas parler : SMS au 114, avec l'adresse.
    Nous n'avons pas prévenu la police ni les secours : appelez-les.
    Ensuite, ne touchez à rien : nous ferons mettre la porte en sécurité.
    .sms = N'ouvrez pas, enfermez-vous. Appelez le 17 ou 112. Sans parler: SMS au 114 avec l'adresse. Nous n'avons pas prévenu la police ni les secours: appelez-les.
card-suicide =
    Merci de nous l'avoir écrit. Vous comptez, et vous n'êtes pas seul.
    Une personne vous écoute au 31 14, gratuitement, jour et nuit. Pour un proche aussi.
    Danger tout de suite, ou médicaments avalés : 15 ou 112. Sans parler : SMS au 114.
    Nous n'avons pas prévenu les secours : appelez-les, ou demandez à quelqu'un de rester près de vous.
    .sms = Merci de l'avoir écrit, vous comptez. On vous écoute au 31 14, gratuit, jour et nuit. Danger immédiat: 15. Nous n'avons pas prévenu les secours: appelez-les.
card-medical =
    Appelez le 15 ou le 112 maintenant. Vous ne pouvez pas parler : SMS au 114, avec l'adresse.
    Ne déplacez pas la personne. Restez près d'elle et suivez ce que le 15 vous dit.
    Ne respire plus : dites-le en premier au 15. Produit avalé : ne faites pas vomir.
    Danger d'une autre sorte : 17 police, 18 pompiers.
    Nous n'avons pas prévenu les secours : appelez-les.
    .sms = Appelez le 15 ou le 112 (SMS: 114), donnez l'adresse. Ne déplacez pas la personne. Police 17, pompiers 18. Nous n'avons pas prévenu les secours: appelez-les.

# The message after the card. $told is one of the told-… texts.
card-bot-notice = Ici un assistant automatique. Votre message est enregistré. Nous prévenons { $told }.
told-duty = le technicien d'astreinte
told-lift-firm = la société de l'ascenseur
told-supervisor = un responsable, en lui disant le strict nécessaire

# Questions for an alarm in doubt; yes or no is offered below.
card-question-fire = Voyez-vous du feu ou de la fumée, ou est-ce que ça sent le brûlé, maintenant ?
    .sms = Feu, fumée ou odeur de brulé, maintenant ?
card-question-water-and-electricity = L'eau touche-t-elle, maintenant, une prise, une lampe ou le tableau électrique ?
    .sms = L'eau touche-t-elle, maintenant, une prise, une lampe ou le tableau électrique ?
card-question-electrocution = Y a-t-il, maintenant, des étincelles, une prise très chaude, ou quelqu'un qui a pris le courant ?
    .sms = Y a-t-il, maintenant, des étincelles, une prise très chaude, ou quelqu'un qui a pris le courant ?
card-question-lift-trapped = Y a-t-il quelqu'un dans l'ascenseur, maintenant ?
card-question-collapse = Le plafond, le mur ou le balcon peut-il tomber sur quelqu'un ?
card-question-violence = Pouvez-vous lire et répondre tranquillement ? Avez-vous besoin d'aide maintenant ?
card-question-intrusion = Y a-t-il, maintenant, quelqu'un chez vous ou à votre porte qui veut entrer de force ?
card-question-suicide = Êtes-vous en danger maintenant ?
    .sms = Etes-vous en danger maintenant ?
card-question-medical = Quelqu'un est-il en danger maintenant ?
card-thanks-safe = Merci de nous l'avoir dit. Votre message reste enregistré. Si cela change, écrivez-nous ou appelez le 112.
card-stay-line = C'est noté. Gardez votre téléphone près de vous. En cas de danger, appelez le 112 : nous ne l'avons pas fait.
    .sms = C'est noté. Gardez votre téléphone près de vous. En cas de danger, appelez le 112: nous ne l'avons pas fait.
danger-notice-asking = Ici un assistant automatique. Votre message est enregistré. Sans réponse de votre part, nous prévenons la personne de garde.
danger-confirmed = C'est noté, nous prévenons la personne de garde. Restez en sécurité. Si cela s'aggrave : 18 ou 112.
danger-where = Si vous êtes en sécurité : écrivez votre nom et votre adresse complète en un seul message.
danger-where-noted = Merci, nous avons transmis votre adresse. Restez en sécurité. Si cela s'aggrave : 18 ou 112.
