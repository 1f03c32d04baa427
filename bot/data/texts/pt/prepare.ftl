# Como preparar a visita de cada ofício. Curto: a confirmação por SMS depende disso.

prepare-plumbing = Por favor, esteja em casa e liberte o acesso aos canos.
prepare-heating = Por favor, esteja em casa e liberte a caldeira e os radiadores.
prepare-gas = { prepare-heating }
prepare-electricity = Por favor, esteja em casa e liberte o quadro elétrico.
prepare-locksmith = Por favor, esteja em casa com as suas chaves.
prepare-access-control = { prepare-locksmith }
prepare-joinery = Por favor, esteja em casa e liberte portas e janelas.
prepare-glazing = { prepare-joinery }
prepare-masonry = Por favor, esteja em casa e afaste os móveis.
prepare-painting = { prepare-masonry }
prepare-flooring = { prepare-masonry }
prepare-roofing = Por favor, esteja em casa e liberte o acesso ao telhado.
prepare-ventilation = Por favor, esteja em casa e liberte as saídas de ar.
prepare-pest-control = Por favor, esteja em casa, esvazie os armários e afaste os animais.
prepare-tv-network = Por favor, esteja em casa e liberte as tomadas.
prepare-lift = Por favor, deixe o acesso livre.
prepare-cleaning = { prepare-lift }
prepare-green-spaces = { prepare-lift }
prepare-none = Por favor, esteja em casa e deixe o acesso livre.
prepare-tenancy = { prepare-none }
