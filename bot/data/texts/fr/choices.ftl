# Les lignes des listes : courtes, en minuscules.

choice-other = autre chose
choice-none = rien de tout cela
choice-yes = oui
choice-no = non
choice-unknown = je ne sais pas
choice-dwelling = seulement chez moi
choice-building = dans tout l'immeuble
choice-can-wait = oui, cela peut attendre
choice-urgent = non, c'est urgent
choice-more = d'autres créneaux
choice-adviser = parler à un conseiller
choice-book = prendre rendez-vous
choice-report = signaler un problème
choice-status = savoir où en est ma demande
choice-move-appointment = changer de créneau
choice-cancel-appointment = annuler le rendez-vous
choice-close-request = fermer la demande
choice-consent = oui, je suis d'accord
choice-no-consent = non, pas maintenant
choice-next-page = voir la suite
