# Bir talep ne durumda.

status = { $reference } numaralı talebiniz ({ $problem }): { $last } ({ $on }). { $next }
    .sms = Talep { $reference } ({ $problem }): { $last } ({ $on }). { $next }
status-not-found = Bu telefon numarası için { $reference } numaralı talebi bulamıyorum. Numarayı kontrol edin veya seçin:
status-none = Sizin için açık bir talep görmüyorum. Ne yapmak istersiniz?

step-received = alındı
step-qualified = kaydedildi
step-assigned = bir ekibe verildi
step-booked = randevu alındı
step-appointment-given-up = randevu iptal edildi
step-in-progress = çalışma başladı
step-done = çalışma bitti
step-closed = kapatıldı
step-refused = incelendi, şimdilik kabul edilmedi
step-no-show = teknisyenin gelmediği not edildi
step-late = teknisyenin geciktiği not edildi

step-next-appointment = Sıradaki adım: { $firm }, { $window } gelecek.
step-next-due = Sıradaki adım için harekete geçiyoruz, en geç şu zamana kadar: { $due }.
step-next-open = Bir danışman ilgileniyor ve size buradan yazacak.
step-next-done = Sorun çözülmediyse bana yazın.
step-next-closed = Sorun tekrar ederse bana yazın.
step-next-refused = Bu kesin değil: "danışman" yazın, bir kişi talebi sizinle birlikte yeniden incelesin.
    .sms = Bu kesin değil: "danışman" yazın, bir kişi yeniden incelesin.
