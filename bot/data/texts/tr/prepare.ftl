# Her meslek için ziyarete nasıl hazırlanılır. Kısa: SMS onayı buna bağlıdır.

prepare-plumbing = Lütfen evde olun, boruların önünü açın.
prepare-heating = Lütfen evde olun, kombinin ve radyatörlerin önünü açın.
prepare-gas = { prepare-heating }
prepare-electricity = Lütfen evde olun, sigorta kutusunun önünü açın.
prepare-locksmith = Lütfen anahtarlarınızla evde olun.
prepare-access-control = { prepare-locksmith }
prepare-joinery = Lütfen evde olun, kapı ve pencerelerin önünü açın.
prepare-glazing = { prepare-joinery }
prepare-masonry = Lütfen evde olun, eşyaları uzaklaştırın.
prepare-painting = { prepare-masonry }
prepare-flooring = { prepare-masonry }
prepare-roofing = Lütfen evde olun, çatıya geçişi açın.
prepare-ventilation = Lütfen evde olun, havalandırmaların önünü açın.
prepare-pest-control = Lütfen evde olun, dolapları boşaltın, hayvanları uzak tutun.
prepare-tv-network = Lütfen evde olun, prizlerin önünü açın.
prepare-lift = Lütfen geçişi açık bırakın.
prepare-cleaning = { prepare-lift }
prepare-green-spaces = { prepare-lift }
prepare-none = Lütfen evde olun, geçişi açık bırakın.
prepare-tenancy = { prepare-none }
