# Petites réparations à faire soi-même : sûres, courtes, avec le moment où s'arrêter.

who-pays-how-to-tap-washer = Coupez l'eau et ouvrez le robinet pour le vider. Dévissez la tête, changez le joint pour le même, revissez et rouvrez doucement. Si c'est bloqué ou si cela coule encore, arrêtez et écrivez-nous.
who-pays-how-to-toilet-flush = Coupez le robinet des WC et videz la chasse. Nettoyez le joint au fond et le flotteur, ou changez le joint pour le même. Si l'eau coule encore ou si le robinet fuit, arrêtez et écrivez-nous.
who-pays-how-to-sink-trap = Mettez un seau sous le siphon. Dévissez-le à la main, nettoyez-le, changez le joint usé et revissez sans forcer. Si le tuyau est fendu ou si cela fuit encore, arrêtez et écrivez-nous.
who-pays-how-to-slow-drain = Enlevez les cheveux et les restes, versez de l'eau très chaude, puis utilisez une ventouse ou videz le siphon dans un seau. Pas de produit acide. Si l'eau remonte, arrêtez et écrivez-nous.
who-pays-how-to-blocked-toilet = Ne tirez plus la chasse. Utilisez une grosse ventouse, lentement, plusieurs fois. Pas de produit acide. Si l'eau remonte ou si les voisins l'ont aussi, arrêtez et écrivez-nous.
who-pays-how-to-shower-hose = Fermez l'eau. Dévissez le flexible en haut et en bas, à la main ou avec une pince et un chiffon. Mettez le nouveau avec ses joints. Si cela fuit au mur, arrêtez et écrivez-nous.
who-pays-how-to-limescale = Enlevez l'embout du robinet, laissez-le une nuit dans du vinaigre blanc, rincez et revissez. Jamais de vinaigre avec de la javel. Si rien ne bouge, arrêtez et écrivez-nous.
who-pays-how-to-bath-sealant = Retirez l'ancien joint, nettoyez et laissez sécher. Posez un trait de silicone sanitaire, lissez, attendez 24 heures sans eau. Si le mur est mouillé derrière, arrêtez et écrivez-nous.
who-pays-how-to-radiator-bleed = Radiateur froid : un chiffon dessous, ouvrez un peu la vis du haut avec une clé. Quand l'eau sort, refermez. Si la vis bloque ou fuit, arrêtez et écrivez-nous. En chauffage collectif, écrivez-nous avant.
who-pays-how-to-bulb = Coupez la lumière et laissez refroidir. Mettez une ampoule du même culot, sans dépasser les watts notés. Si la douille est cassée, noire ou mouillée, arrêtez et écrivez-nous.
who-pays-how-to-fuse = Coupez le disjoncteur général. Mettez un fusible du même ampérage, jamais plus fort, jamais un fil. Si cela saute encore, sent le brûlé ou chauffe, arrêtez, n'y touchez plus et écrivez-nous.
who-pays-how-to-smoke-detector = Montez sur un escabeau stable, tournez le détecteur, changez la pile, appuyez sur "test". Si l'alarme sonne et qu'il y a de la fumée, sortez : 18. S'il bipe encore, arrêtez et écrivez-nous.
who-pays-how-to-handle = Serrez la vis sous la poignée avec un tournevis. Si une vis manque, prenez la même. Si la porte reste bloquée ou si la fenêtre ne ferme plus, arrêtez et écrivez-nous.
who-pays-how-to-hinges = Essuyez les gonds, mettez un peu d'huile ou de graisse, ouvrez et fermez plusieurs fois. Ne démontez pas une porte lourde. Si elle frotte encore, arrêtez et écrivez-nous.
who-pays-how-to-lock = Mettez un peu de graphite ou de dégrippant pour serrures, pas d'huile de cuisine, et tournez la clé doucement. Si la clé force ou se tord, arrêtez et écrivez-nous.
who-pays-how-to-window-seal = Enlevez le vieux joint collé, nettoyez, laissez sécher, collez un joint neuf de la même épaisseur. Ne bouchez jamais les grilles d'air. Si l'eau entre ou si le cadre est abîmé, arrêtez et écrivez-nous.
who-pays-how-to-vent = Enlevez la poussière de la grille avec un chiffon, ou lavez-la si elle s'enlève à la main. Ne la bouchez jamais. Si une feuille de papier n'y tient pas, arrêtez et écrivez-nous.
who-pays-how-to-wall-holes = Enlevez la cheville, rebouchez avec de l'enduit, laissez sécher, poncez doucement. Ne percez pas près des fils ou tuyaux. Si le mur s'effrite ou est humide, arrêtez et écrivez-nous.
who-pays-how-to-toilet-seat = Dévissez les deux écrous sous la cuvette, retirez l'abattant, posez le neuf et serrez à la main. Si la cuvette bouge ou est fêlée, arrêtez et écrivez-nous.
who-pays-how-to-balcony-drain = Avec des gants, enlevez les feuilles et la terre de la grille, rincez avec peu d'eau. Ne vous penchez jamais dehors. Si l'eau reste ou coule chez un voisin, arrêtez et écrivez-nous.
