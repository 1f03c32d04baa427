# Randevular: iki saatlik aralıklar.

ask-window = Teknisyenin gelmesi için size hangi saat uygun ({ $problem })? Tercihinizi de yazabilirsiniz, örneğin "perşembe sabahı".
    .sms = Teknisyen ne zaman gelebilir ({ $problem })?
ask-window-tenant-pays = Bu onarımın masrafı ({ $problem }) kural olarak size aittir; eskime veya kusur varsa değildir: bilgi amaçlıdır, 89-462 sayılı kanun, madde 7 d. Teknisyenin gelişi size fatura edilebilir. Bir saat seçin veya önce bir danışmanın kontrol etmesini isteyin.
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
    Lütfen evde olun ve geçişi açık bırakın. Bir engel çıkarsa bana önceden buradan haber verin.
    .sms = Randevu alındı: { $firm }, { $window } gelecek, talep { $reference }. Lütfen evde olun, geçişi açık bırakın. Engel çıkarsa bana yazın.
appointment-is = Randevunuz: { $firm }, { $window } gelecek ({ $problem }, talep { $reference }).
    .sms = Randevunuz: { $firm }, { $window } gelecek, talep { $reference }.
appointment-none = Sizin için ileri tarihli bir randevu görmüyorum. Ne yapmak istersiniz?
appointment-moving = Tamam, başka bir saat seçin. O zamana kadar şimdiki randevunuz geçerli kalır.
appointment-cancelled = { $firm } ile randevunuz ({ $window }) iptal edildi. { $reference } numaralı talebiniz açık kalıyor.
no-show-recorded = Çok özür dileriz: { $firm } kararlaştırıldığı gibi gelmedi ({ $window }, talep { $reference }). Not edildi ve bir danışmana haber verildi. Başka bir saat ister misiniz?
    .sms = Çok özür dileriz: { $firm } gelmedi ({ $window }, talep { $reference }). Not edildi, bir danışmana haber verildi. Başka bir saat?
booking-kept = Tamam, şimdiki randevunuz geçerli kalıyor.
