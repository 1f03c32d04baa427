# Sorun bildirmek: sorular, sonra onay.

ask-situation = Sizi iyi anladığımdan emin olmak için: konu nedir?
    .sms = Konu nedir?
ask-situation-open = Neyin bozuk olduğunu ve hangi odada olduğunu birkaç kelimeyle yazabilir misiniz? Veya seçin:
ask-situation-words = Tamam. Sorunun ne olduğunu ve hangi odada olduğunu birkaç kelimeyle yazın.
ask-danger = Şu anda tehlikede olan biri var mı?
ask-part = Sorun nedir? Kendi kelimelerinizle de yazabilirsiniz.
    .sms = Sorun nedir?
problems-noted = Bunu da not ettim: { $others }. En acil olandan başlıyorum: { $first }.
    .sms = Bu da not edildi: { $others }. Önce: { $first }.
ask-condition = { $question }
ask-conditions = Bunlardan biri şu anda doğru mu?
ask-can-wait = Bir danışman mesajınızı okuyacak. Bu, bürolarımız açılana kadar bekleyebilir mi?
    .sms = Bir danışman mesajınızı okuyacak. Bu, büro açılana kadar bekleyebilir mi?
ask-scope = Sadece sizin evinizde mi, yoksa bütün binada mı?
ask-report-form-typed-name = Size iyi yardım edebilmem için kim olduğunuzu bilmem gerekiyor: adınız ve soyadınız nedir?
ask-report-form-typed-address = Teşekkürler. Adresiniz nedir: numara, sokak, şehir, bina, kat, kapı?
answer-unclear = Üzgünüm, cevabınızı anlamadım.
problem-noted = Bu da not edildi: { $problem }. Hemen ardından buna bakacağım. Önce ilk talebiniz için bir cevap daha:
    .sms = Bu da not edildi: { $problem }. Hemen ardından bakacağım. Önce:
report-dropped = Tamam, bu sorunu iletmiyorum. İstediğiniz zaman bana yazın.

request-opened =
    Not edildi, { $reference } numaralı talebiniz kaydedildi: { $problem }.
    { $when } { $next }
    .sms = Talep { $reference }: { $problem }. { $when } { $next }
request-opened-with-advice =
    Not edildi, { $reference } numaralı talebiniz kaydedildi: { $problem }.
    { $when } { $next }
    { $advice }
    .sms = Talep { $reference }: { $problem }. { $when } { $next } { $advice }

understood-other = bir danışmanın okuyacağı mesajınız
understood-request = mesajınız

when-emergency = Bu bir acil durum: { $due } öncesinde harekete geçiyoruz.
    .sms = Acil durum: { $due } öncesinde harekete geçiyoruz.
when-on-call = Bu acil: { $due } öncesinde harekete geçiyoruz.
    .sms = Acil: { $due } öncesinde harekete geçiyoruz.
when-1-day = Hızla harekete geçiyoruz, en geç şu zamana kadar: { $due }.
    .sms = En geç şu zamana kadar harekete geçiyoruz: { $due }.
when-3-days = En geç şu zamana kadar harekete geçiyoruz: { $due }.
when-10-days = En geç şu zamana kadar harekete geçiyoruz: { $due }.
when-advice = Acil değil.
when-open = Bir danışman size buradan cevap verecek.

next-paged = Nöbetçi teknisyen şimdi aranıyor; cevap verir vermez size yazacağım.
    .sms = Nöbetçi teknisyen aranıyor, size yazacağım.
next-alerted = Bir danışmana şimdi haber verildi, size buradan yazacak.
    .sms = Bir danışmana haber verildi, size yazacak.
next-booking = Bir sonraki mesajda randevu seçin.
    .sms = Aşağıdan bir randevu seçin.
next-recorded = Bir danışman ilgileniyor ve size buradan yazacak.
next-advice = Yardım isterseniz "danışman" yazın.
    .sms = Yardım için "danışman" yazın.
next-joined = Bu talebiniz zaten vardı: mesajınızı ona ekledim.
    .sms = Mesajınızı talebe ekledim.
next-known = Bu sorun binanızda zaten bildirildi ve biri ilgileniyor. Son durumu öğrenmek için istediğiniz zaman bana yazın.
    .sms = Zaten bildirildi: biri ilgileniyor.
