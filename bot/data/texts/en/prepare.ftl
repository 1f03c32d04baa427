# How to prepare for each trade's visit. Short: the confirmation by SMS depends on it.

prepare-plumbing = Please be there and clear the access to the pipes.
prepare-heating = Please be there and clear the boiler and the radiators.
prepare-gas = { prepare-heating }
prepare-electricity = Please be there and clear the fuse box.
prepare-locksmith = Please be there with your keys and badges.
prepare-access-control = { prepare-locksmith }
prepare-joinery = Please be there and clear the doors and windows.
prepare-glazing = { prepare-joinery }
prepare-masonry = Please be there and move the furniture away.
prepare-painting = { prepare-masonry }
prepare-flooring = { prepare-masonry }
prepare-roofing = Please be there and clear the access to the roof.
prepare-ventilation = Please be there and clear the air vents.
prepare-pest-control = Please be there, empty the cupboards and keep pets away.
prepare-tv-network = Please be there and clear the sockets.
prepare-lift = Please keep the access clear.
prepare-cleaning = { prepare-lift }
prepare-green-spaces = { prepare-lift }
prepare-none = Please be there and keep the access clear.
prepare-tenancy = { prepare-none }
