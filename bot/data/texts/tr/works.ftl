# Planlı işler, kesintiler, binanın bilinen arızaları, temizlik günleri. İşin adı iki noktadan sonra gelir.

works-nature-heating = ısıtma
works-nature-hot-water = sıcak su
works-nature-water = su
works-nature-electricity = elektrik
works-nature-gas = gaz
works-nature-lift = asansör
works-nature-entrance = kapı ve diyafon
works-nature-lighting = ortak aydınlatma
works-nature-tv = televizyon
works-nature-internet = internet
works-nature-ventilation = havalandırma
works-nature-drains = giderler
works-nature-car-park = otopark
works-nature-facade = dış cephe
works-nature-roof = çatı
works-nature-windows = pencereler
works-nature-common-parts = ortak alanlar
works-nature-outdoor = dış alanlar
works-nature-meters = sayaçlar
works-nature-other = diğer işler

works-what = { $nature } ({ $title })
works-in-brackets = { " " }({ $said })
works-until = { " " }(beklenen dönüş: { $ends })

works-announced = Binanızda planlanan iş: { $what }. Başlangıç: { $starts }. Beklenen bitiş: { $ends }{ $duration }. Yer: { $place }. Proje sorumlusu: { $manager }. Firma: { $firms }. Sorunuz mu var? Buraya yazın.
    .sms = Planlı iş: { $what }. Başlangıç: { $starts }. Bitiş: { $ends }{ $duration }. Yer: { $place }. Proje sorumlusu: { $manager }. Firma: { $firms }. Sorular: buraya.
works-outage-planned = Binanızda planlı kesinti: { $what }. Başlangıç: { $starts }. Beklenen bitiş: { $ends }{ $duration }. Yer: { $place }. Proje sorumlusu: { $manager }. Firma: { $firms }. Sorunuz mu var? Buraya yazın.
    .sms = Kesinti: { $what }. Başlangıç: { $starts }. Bitiş: { $ends }{ $duration }. Yer: { $place }. Proje sorumlusu: { $manager }. Firma: { $firms }. Sorular: buraya.
works-outage-now = Şu anda binanızda arıza veya kesinti var: { $what }{ $where }, başlangıç: { $starts }{ $until }. Düzelir düzelmez size yazacağız. Evinizde bebek, yaşlı veya hasta biri varsa buraya yazın.
    .sms = Şu anda arıza veya kesinti: { $what }{ $where }, başlangıç: { $starts }{ $until }. Düzelince size yazacağız. Evde bebek, yaşlı veya hasta varsa buraya yazın.
works-changed = Binanızdaki işte değişiklik: { $what }. Başlangıç: { $starts }. Beklenen bitiş: { $ends }{ $duration }. Yer: { $place }. Proje sorumlusu: { $manager }. Firma: { $firms }. Sorunuz mu var? Buraya yazın.
    .sms = Değişiklik: { $what }. Başlangıç: { $starts }. Bitiş: { $ends }{ $duration }. Yer: { $place }. Proje sorumlusu: { $manager }. Firma: { $firms }. Sorular: buraya.
works-cancelled = Binanızda iptal edildi: { $what }, planlanan tarih: { $starts }. Bir şey yapmanız gerekmiyor.
works-ended = Binanızda düzeldi: { $what }{ $where }. Evinizde düzelmediyse buraya yazın.
works-told = Binanızda planlanan: { $what }. Başlangıç: { $starts }. Bitiş: { $ends }{ $duration }. Yer: { $place }. Proje sorumlusu: { $manager }. Firma: { $firms }.
    .sms = Planlanan: { $what }. Başlangıç: { $starts }. Bitiş: { $ends }{ $duration }. Yer: { $place }. Proje sorumlusu: { $manager }. Firma: { $firms }.

works-known-outage = Şu anda binanızda arıza veya kesinti var: { $what }{ $where }, başlangıç: { $starts }{ $until }. İlgileniliyor.
    .sms = Şu anda arıza veya kesinti: { $what }, başlangıç: { $starts }{ $until }. İlgileniliyor.
works-known-works = Bu, binanızdaki işlerden kaynaklanabilir: { $what }{ $where }, başlangıç: { $starts }, bitiş: { $ends }.
    .sms = Binada iş: { $what }, başlangıç: { $starts }, bitiş: { $ends }.
works-known-trouble = Bu, binanızda zaten bildirildi ({ $since }): { $problem }. { $state }
works-state-open = Bir teknisyen aranıyor.
works-state-taken = Bir teknisyenin haberi var, ilgileniyor.
works-state-arrived = Bir teknisyen yerinde.
works-state-request = Biri ilgileniyor.
choice-follow = beni haberdar edin
choice-apart = bende başka bir şey var ya da daha ciddi
works-following = Not edildi, talep { $reference } ({ $problem }): çözülünce size buradan yazacağız. Evinizde kötüleşirse bana yazın.
works-follow-done = Talep { $reference }: { $problem }, binanızda çözüldü. Evinizde çözülmediyse bana söyleyin:
works-follow-closed = Talep { $reference }: { $problem }, binanın bildirimi kapatıldı. Evinizde devam ediyorsa bana söyleyin:
works-follow-cancelled = Talep { $reference }: { $problem }, binanızda duyurulan durum iptal edildi. Evinizde hâlâ bir sorun varsa bana söyleyin:

next-redo = Kontrol edip gerekirse yeniden yaptırıyoruz.
cleaning-common-parts = ortak alan temizliği
cleaning-bins = çöpler
cleaning-windows = camlar
cleaning-green-spaces = yeşil alanlar
cleaning-line = { $service }: { $days }{ $hours }
cleaning-and = { $first }; { $rest }
cleaning-hours = { " " }({ $starts }-{ $ends })
cleaning-days = Binanızda sıradaki günler. { $lines }. İyi yapılmadıysa bana söyleyin: yeniden yaptırırız.
    .sms = Sıradaki günler: { $lines }.
cleaning-unknown = Binanızın temizlik günleri bende yok. Bir danışman size cevap verebilir.
choice-redo = iyi yapılmamış
