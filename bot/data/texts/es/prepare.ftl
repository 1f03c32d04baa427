# Cómo prepararse para la visita de cada oficio. Corto: la confirmación por SMS depende de ello.

prepare-plumbing = Por favor, esté en casa y despeje las tuberías.
prepare-heating = Por favor, esté en casa y despeje la caldera y los radiadores.
prepare-gas = { prepare-heating }
prepare-electricity = Por favor, esté en casa y despeje el cuadro eléctrico.
prepare-locksmith = Por favor, esté en casa con sus llaves.
prepare-access-control = { prepare-locksmith }
prepare-joinery = Por favor, esté en casa y despeje puertas y ventanas.
prepare-glazing = { prepare-joinery }
prepare-masonry = Por favor, esté en casa y aparte los muebles.
prepare-painting = { prepare-masonry }
prepare-flooring = { prepare-masonry }
prepare-roofing = Por favor, esté en casa y despeje el acceso al tejado.
prepare-ventilation = Por favor, esté en casa y despeje las rejillas de aire.
prepare-pest-control = Por favor, esté en casa, vacíe los armarios y aparte a los animales.
prepare-tv-network = Por favor, esté en casa y despeje los enchufes.
prepare-lift = Por favor, deje el acceso libre.
prepare-cleaning = { prepare-lift }
prepare-green-spaces = { prepare-lift }
prepare-none = Por favor, esté en casa y deje el acceso libre.
prepare-tenancy = { prepare-none }
