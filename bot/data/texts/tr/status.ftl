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

status-several = { $count } açık talebiniz var. Hangisinden söz ediyorsunuz?
status-line = { $problem } ({ $reference })
step-work-order = iş emri gönderildi
step-paused = beklemeye alındı
step-resumed = devam ediyor
step-reopened = yeniden açıldı
step-answered = cevap verildi
step-call-made = telefonla arandı
step-interview-held = görüşme yapıldı
step-visit-done = ziyaret yapıldı
step-arrived = ekip geldi
step-statement-taken = ifade alındı
step-cleaned = temizlik yeniden yapıldı
step-diagnosis-made = inceleme yapıldı
step-simulation-made = hesap yapıldı
step-file-submitted = dosya verildi
step-appeal-heard = itiraz dinlendi
step-documents-sent = belgeler gönderildi
step-next-waiting = Bekliyor: { $what }.
step-next-late = Planlanan tarih ({ $due }) geçti: { $why }. Ekip uyarıldı.
step-next-work-order = İş emri { $firm } firmasında: saat seçmek için "randevu" yazın.
