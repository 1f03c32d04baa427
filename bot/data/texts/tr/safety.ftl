# Safety cards: the first message after a danger, before any question. `.sms` is GSM-7 only.
# $gas_number and $power_number are the residence's own emergency numbers.
# Each card says what to do now, whom to call, and that the emergency services were not called by us.

card-gas =
    GAZ TEHLİKESİ: herkesle birlikte hemen dışarı çıkın.
    Ateş yakmayın. Hiçbir elektrik düğmesine dokunmayın. Asansöre binmeyin.
    Ancak dışarı çıkınca arayın: { $gas_number } (ücretsiz, gece gündüz), 18 veya 112.
    Acil servisleri biz aramadık: siz arayın.
    Onlar izin vermeden içeri girmeyin. Dışarı çıkınca bize yazın.
    .sms = GAZ TEHLIKESI: hepiniz cikin. Ates yakmayin, dügmeye dokunmayin. Disarida arayin: { $gas_number } veya 18. Acil servisleri biz aramadik: siz arayin.
card-carbon-monoxide =
    KARBONMONOKSİT TEHLİKESİ, kokusu duyulmayan bir gaz: pencereleri açın, çok yakınınızdaysa ısıtmayı ve gazı kapatın, hepiniz dışarı çıkın.
    Dışarıda 18'i veya 112'yi arayın. Konuşamıyorsanız: 114'e SMS.
    Acil servisleri biz aramadık: siz arayın.
    Onlar izin vermeden içeri girmeyin.
    .sms = KARBONMONOKSIT TEHLIKESI: pencere acin, isitmayi kapatin, hepiniz cikin. Disarida arayin: 18, 112 (SMS: 114). Acil servisleri biz aramadik: siz arayin.
card-fire =
    YANGIN: dışarı çıkın, kapıyı arkanızdan kapatın. Asansöre binmeyin.
    Merdiven dumanlıysa evde kalın: kapı kapalı olsun, kapının altına ıslak bez koyun, pencerede kendinizi gösterin.
    18'i veya 112'yi arayın. Konuşamıyorsanız: 114'e SMS.
    Acil servisleri biz aramadık: siz arayın.
    .sms = YANGIN: cikin, kapiyi kapatin, asansöre binmeyin. Merdiven dumanliysa evde kalin, kapi kapali, pencerede görünün. 18'i arayin: acil servisleri biz aramadik.
card-water-and-electricity =
    SU VE ELEKTRİK: uzaklaşın; suya, prizlere, lambalara dokunmayın.
    Ana şalteri ancak kuru yerden gidebiliyorsanız kapatın. Suya basmayın.
    Yangın, duman veya yaralı: 18. Enedis (elektrik), gece gündüz: { $power_number }.
    Acil servisleri biz aramadık: siz arayın.
    .sms = SU VE ELEKTRIK: odadan cikin, islak hicbir seye dokunmayin. Yangin, yarali: 18. Enedis: { $power_number }. Acil servisleri biz aramadik: siz arayin.
card-electrocution =
    ELEKTRİK TEHLİKESİ: uzaklaşın, artık hiçbir şeye dokunmayın.
    Kuru yerden ve tehlikesizce gidebiliyorsanız ana şalteri kapatın.
    Birini elektrik çarptıysa: elektriği kesmeden ona dokunmayın, 15'i arayın.
    Yangın veya duman: 18. Enedis (elektrik), gece gündüz: { $power_number }.
    Acil servisleri biz aramadık: siz arayın.
    .sms = ELEKTRIK TEHLIKESI: uzaklasin, yer kuruysa salteri kapatin. Yarali: 15, ona dokunmayin. Yangin: 18. Acil servisleri biz aramadik: siz arayin.
card-lift-trapped =
    ASANSÖR: sakin olun, kabin düşmez ve içeride hava var.
    Alarm düğmesine (zil) uzun süre basın ve konuşun. Asla kendi başınıza çıkmaya çalışmayın.
    Fenalaşan biri, yalnız bir çocuk veya duman: 15'i, 18'i veya 112'yi arayın.
    Acil servisleri biz aramadık: siz arayın.
    .sms = ASANSÖR: zile uzun basin, konusun. Asla kendiniz cikmayin. Fenalasan biri veya yalniz cocuk: 15, 18, 112. Acil servisleri biz aramadik: siz arayin.
card-collapse =
    ÇÖKME TEHLİKESİ: odadan veya balkondan çıkın, kapıyı kapatın, oraya geri dönmeyin.
    Altına girmeyin. Her şey sallanıyor veya çatırdıyorsa binadan çıkın.
    Yaralı veya büyük tehlike: 18'i veya 112'yi arayın.
    Acil servisleri biz aramadık: siz arayın.
    .sms = TEHLIKE: odadan cikin, kapiyi kapatin, geri dönmeyin, altina girmeyin. 18'i veya 112'yi arayin. Acil servisleri biz aramadik: siz arayin.
# Neutral words: another person may read this phone.
card-violence =
    Mesajınızı okuduk.
    Hemen şimdi: 17. Konuşmadan: adresle birlikte 114'e SMS.
    Sizi dinleyecek biri için, ücretsiz, gece gündüz: 39 19. Bir çocuk için: 119.
    Bu numaraların hiçbirini biz aramadık: siz arayın.
    İsterseniz bu mesajı silin.
    .sms = Okuduk. Hemen: 17, veya adresle 114'e SMS. Sizi dinleyen: 39 19. Cocuk: 119. Bu numaralarin hicbirini biz aramadik. Gerekirse bu SMS'i silin.
    .webchat =
        Mesajınızı okuduk.
        Hemen şimdi: 17. Konuşmadan: adresle birlikte 114'e SMS.
        Sizi dinleyecek biri için, ücretsiz, gece gündüz: 39 19. Bir çocuk için: 119.
        Bu numaraların hiçbirini biz aramadık: siz arayın.
        İsterseniz bu mesajı silin.
        Bu ekranda "Hızlı çıkış" (veya iki kez Escape) her şeyi siler.
card-intrusion =
    Kapıyı açmayın, kendinizi göstermeyin, kapısı kilitlenen bir odaya sığının.
    17'yi veya 112'yi arayın. Konuşamıyorsanız: adresle birlikte 114'e SMS.
    Polisi de acil servisleri de biz aramadık: siz arayın.
    Sonra hiçbir şeye dokunmayın: kapıyı güvenli hâle getirteceğiz.
    .sms = Kapiyi acmayin, kendinizi bir odaya kilitleyin. 17'yi veya 112'yi arayin. Sessizce: adresle 114'e SMS. Polisi, acil servisleri biz aramadik: siz arayin.
card-suicide =
    Bunu bize yazdığınız için teşekkür ederiz. Siz değerlisiniz ve yalnız değilsiniz.
    31 14 numarasında biri sizi dinler, ücretsiz, gece gündüz. Bir yakınınız için de.
    Hemen şimdi tehlike varsa veya ilaç yutulduysa: 15 veya 112. Konuşmadan: 114'e SMS.
    Acil servisleri biz aramadık: siz arayın veya birinden yanınızda kalmasını isteyin.
    .sms = Yazdiginiz icin tesekkürler, degerlisiniz. 31 14 sizi dinler, ücretsiz, gece gündüz. Tehlike varsa hemen: 15. Acil servisleri biz aramadik: siz arayin.
card-medical =
    Şimdi 15'i veya 112'yi arayın. Konuşamıyorsanız: adresle birlikte 114'e SMS.
    Kişiyi yerinden oynatmayın. Yanında kalın ve 15'in söylediklerini yapın.
    Nefes almıyorsa: 15'e önce bunu söyleyin. Zararlı bir ürün yuttuysa: kusturmayın.
    Başka türlü bir tehlike: 17 polis, 18 itfaiye.
    Acil servisleri biz aramadık: siz arayın.
    .sms = 15'i veya 112'yi arayin (SMS: 114), adresi verin. Kisiyi yerinden oynatmayin. Polis 17, itfaiye 18. Acil servisleri biz aramadik: siz arayin.

# The message after the card. $told is one of the told-… texts, each in the dative.
card-bot-notice = Ben otomatik bir asistanım. Mesajınız kaydedildi. Şimdi { $told } haber veriyoruz.
told-duty = nöbetçi teknisyene
told-lift-firm = asansör firmasına
told-supervisor = bir sorumluya, yalnızca gerekli bilgiyi vererek,

# Questions for an alarm in doubt; yes or no is offered below.
card-question-fire = Şu anda alev veya duman görüyor musunuz ya da yanık kokusu alıyor musunuz?
    .sms = Simdi alev, duman veya yanik kokusu var mi?
card-question-water-and-electricity = Su, şu anda bir prize, lambaya veya elektrik panosuna değiyor mu?
    .sms = Su simdi bir prize, lambaya veya elektrik panosuna degiyor mu?
card-question-electrocution = Şu anda kıvılcım, çok sıcak bir priz veya elektrik çarpmış biri var mı?
    .sms = Simdi kivilcim, cok sicak bir priz veya elektrik carpmis biri var mi?
card-question-lift-trapped = Şimdi asansörün içinde biri var mı?
card-question-collapse = Tavan, duvar veya balkon birinin üstüne düşebilir mi?
card-question-violence = Rahatça okuyup cevap verebiliyor musunuz? Şimdi yardıma ihtiyacınız var mı?
card-question-intrusion = Şimdi evinizde bir yabancı ya da kapınızda zorla girmek isteyen biri var mı?
card-question-suicide = Şu anda tehlikede misiniz?
    .sms = Simdi tehlikede misiniz?
card-question-medical = Şimdi tehlikede olan biri var mı?
card-thanks-safe = Bunu bize söylediğiniz için teşekkürler. Mesajınız kayıtlı kalıyor. Durum değişirse bize yazın veya 112'yi arayın.
card-stay-line = Not edildi. Telefonunuzu yanınızda tutun. Tehlike varsa 112'yi arayın: biz aramadık.
    .sms = Not edildi. Telefonunuzu yaninizda tutun. Tehlike varsa 112'yi arayin: biz aramadik.
danger-notice-asking = Ben otomatik bir asistanım. Mesajınız kaydedildi. Cevap vermezseniz nöbetçi görevliye haber veriyoruz.
danger-confirmed = Not edildi, nöbetçi görevliye haber veriyoruz. Güvende kalın. Durum kötüleşirse: 18 veya 112.
danger-where = Güvendeyseniz: adınızı, soyadınızı ve tam adresinizi tek bir mesajda yazın.
danger-where-noted = Teşekkürler, adresinizi ilettik. Güvende kalın. Durum kötüleşirse: 18 veya 112.
