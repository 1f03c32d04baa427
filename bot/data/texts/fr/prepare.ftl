# Comment se préparer au passage de chaque corps d'état. Court : la confirmation par SMS en dépend.

prepare-plumbing = Merci d'être là et de dégager l'accès aux tuyaux.
prepare-heating = Merci d'être là et de dégager la chaudière et les radiateurs.
prepare-gas = { prepare-heating }
prepare-electricity = Merci d'être là et de dégager le tableau électrique.
prepare-locksmith = Merci d'être là avec vos clés et badges.
prepare-access-control = { prepare-locksmith }
prepare-joinery = Merci d'être là et de dégager les portes et fenêtres.
prepare-glazing = { prepare-joinery }
prepare-masonry = Merci d'être là et d'écarter les meubles de l'endroit.
prepare-painting = { prepare-masonry }
prepare-flooring = { prepare-masonry }
prepare-roofing = Merci d'être là et de dégager l'accès au toit.
prepare-ventilation = Merci d'être là et de dégager les bouches d'aération.
prepare-pest-control = Merci d'être là, de vider les placards et d'éloigner les animaux.
prepare-tv-network = Merci d'être là et de dégager les prises.
prepare-lift = Merci de laisser l'accès libre.
prepare-cleaning = { prepare-lift }
prepare-green-spaces = { prepare-lift }
prepare-none = Merci d'être là et de laisser l'accès libre.
prepare-tenancy = { prepare-none }
