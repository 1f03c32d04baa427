# Randevular: iki saatlik aralıklar.

ask-window = Teknisyenin gelmesi için size hangi saat uygun ({ $problem })? Tercihinizi de yazabilirsiniz, örneğin "perşembe sabahı". Bu saatleri sizin için 5 dakika tutuyorum.
    .sms = Teknisyen ne zaman gelebilir ({ $problem })?
ask-window-tenant-pays = Bu onarımın masrafı ({ $problem }) kural olarak size aittir; eskime veya kusur varsa değildir: bilgi amaçlıdır, 89-462 sayılı kanun, madde 7 d. Teknisyenin gelişi size fatura edilebilir. Bir saat seçin veya önce bir danışmanın kontrol etmesini isteyin. Bu saatleri sizin için 5 dakika tutuyorum.
    .sms = Kural olarak masrafı size ait, eskime hariç (bilgi amaçlı, 89-462 sayılı kanun md. 7 d). Geliş ücretli olabilir. Ne zaman?
no-window-suits = O zaman için başka bir saat bulamadım. Kalan seçenekler:
no-window-at-all = İnternetten alınabilecek boş bir saat bulamıyorum.
booking-after-this = Evet, hemen ardından size randevu önereceğim. Önce:
booking-by-adviser = { $reference } numaralı talep için bir danışman adresinizi kontrol edecek ve size buradan bir tarih önerecek.
booking-lost = Bu randevuyu bulamıyorum. Ne yapmak istersiniz?
booking-later = Tamam, şimdilik randevu yok. Talebiniz açık kalıyor: istediğiniz zaman "randevu" yazın.
    .sms = Tamam. Talebiniz açık kalıyor: istediğiniz zaman "randevu" yazın.
window-taken = Üzgünüm, bu saat az önce alındı. En yakın saatler:
appointment-booked =
    Randevunuz alındı: { $firm }, { $window } gelecek ({ $problem }, talep { $reference }).
    { $prepare } Bir engel çıkarsa bana önceden buradan haber verin.
    { $calendar }
    .sms = Randevu alındı: { $firm }, { $window } gelecek, talep { $reference }. { $prepare } Engel çıkarsa bana yazın.
appointment-is = Randevunuz: { $firm }, { $window } gelecek ({ $problem }, talep { $reference }).
    .sms = Randevunuz: { $firm }, { $window } gelecek, talep { $reference }.
appointment-none = Sizin için ileri tarihli bir randevu görmüyorum. Ne yapmak istersiniz?
appointment-moving = Tamam, başka bir saat seçin. O zamana kadar şimdiki randevunuz geçerli kalır.
appointment-cancelled = { $firm } ile randevunuz ({ $window }) iptal edildi. { $reference } numaralı talebiniz açık kalıyor.
no-show-recorded = Çok özür dileriz: { $firm } kararlaştırıldığı gibi gelmedi ({ $window }, talep { $reference }). Not edildi ve bir danışmana haber verildi. Başka bir saat ister misiniz?
    .sms = Çok özür dileriz: { $firm } gelmedi ({ $window }, talep { $reference }). Not edildi, bir danışmana haber verildi. Başka bir saat?
booking-kept = Tamam, şimdiki randevunuz geçerli kalıyor.
number-not-listed = Bu numara listede yok: 1 ile { $count } arasında seçin.
day-impossible = Takvimde böyle bir gün yok.
day-past = O gün geçti.
window-gone = Üzgünüm, bu saat artık mümkün değil. En yakın saatler:
ask-off-days = Cumartesi, pazar veya resmî tatilde gelinmesi için açık onayınız gerekir (89-462 sayılı kanun, madde 7 e). Onaylıyor musunuz?
    .sms = Cumartesi, pazar veya tatilde gelmek için açık onayınız gerekir (89-462 sayılı kanun md. 7 e). Onaylıyor musunuz?
appointment-too-late = { $firm } ile randevuyu ({ $window }) buradan değiştirmek için artık geç: hiçbir şey değişmedi. Bir danışmana haber verildi, size cevap verecek (talep { $reference }).
appointment-calendar = Takviminiz için: { $link }
work-order-sent = İyi haber: işi { $firm } yapacak ({ $problem }, talep { $reference }). Size hangi saat uygun?
    .sms = İşi { $firm } yapacak, talep { $reference }. Size hangi saat uygun?
work-order-told = İyi haber: işi { $firm } yapacak ({ $problem }, talep { $reference }). Saat seçmek için "randevu" yazın.
    .sms = İşi { $firm } yapacak, talep { $reference }. Saat seçmek için "randevu" yazın.
work-order-booked = { $firm } işin siparişini aldı (talep { $reference }). Randevunuz geçerli: { $window }.
appointment-withdrawn = Üzgünüz, { $firm } gelemiyor ({ $window }, talep { $reference }). Randevu iptal edildi. İstediğiniz zaman başka bir saat seçin.
    .sms = Üzgünüz, { $firm } gelemiyor ({ $window }, talep { $reference }). Başka bir saat?
