# Randevu günü: hatırlatmalar, haberler, gelinmemesi, giriş, değerlendirme.

reminder-eve = Hatırlatma: { $firm } yarın geliyor, { $window } ({ $problem }, talep { $reference }). Evde olacak mısınız?
    .sms = Hatırlatma: { $firm } yarın geliyor, { $window }, talep { $reference }. Evde olacak mısınız?
reminder-morning = Bugün: { $firm } geliyor, { $window } ({ $problem }, talep { $reference }). Evde olacak mısınız?
    .sms = Bugün: { $firm } geliyor, { $window }, talep { $reference }. Evde olacak mısınız?
reminder-plain = Hatırlatma: { $firm } geliyor, { $window } (talep { $reference }). Evde olamayacaksanız bana hemen yazın.
line-there = evde olacağım
choice-move = başka saat gerek
choice-cancel = iptal et
presence-noted = Teşekkürler, not edildi. { $firm } geliyor: { $window } (talep { $reference }).
not-there = Tamam, evde olmayacaksınız: { $firm }, { $window } (talep { $reference }). Ne yapmak istersiniz?

job-on-the-way = { $firm } yolda, yaklaşık { $minutes } dakika içinde orada olur (talep { $reference }).
job-coming = { $firm } yolda (talep { $reference }).
job-late = { $firm } gecikiyor, en geç saat { $until } gibi gelir (talep { $reference }). Özür dileriz. Size uymuyorsa bana yazın.
job-arrived = { $firm } geldiğini bildirdi (talep { $reference }). Gelmediyse bana yazın.
job-done = { $firm } işi bitirdi (talep { $reference }). Sorun çözülmediyse bana yazın.
job-not-fixed = { $firm } geldi ama sorun henüz çözülmedi: bir daha gelinmesi gerekiyor (talep { $reference }). Şimdiden bir saat seçebilirsiniz.
job-no-access = { $firm } geldi ({ $window }) ama içeri giremedi (talep { $reference }). Önemli değil: başka bir saat seçin.
job-no-access-again = { $firm } geldi ({ $window }) ama içeri giremedi (talep { $reference }). Olabilir. Bir danışman size uyan zamanı bulmak için sizinle iletişime geçecek.
job-parts = { $firm } işi bitirmek için bir parça bekliyor (talep { $reference }). Devamı için bir saat seçebilirsiniz.
job-parts-day = { $firm } bir parça bekliyor, beklenen gün: { $day } (talep { $reference }). O günden sonrası için bir saat seçebilirsiniz.

job-came = { $firm } ile randevu saati bitti: { $window } (talep { $reference }). Teknisyen geldi mi?
job-came-plain = { $firm } ile randevu saati bitti: { $window } (talep { $reference }). Kimse gelmediyse "kimse gelmedi" yazın.
line-came-yes = evet
line-came-no = hayır
line-came-now = şimdi burada
came-noted = Teşekkürler, not edildi. Sorun çözülmediyse bana yazın (talep { $reference }).
no-show-windows = Çok özür dileriz: kimse gelmedi, { $window } (talep { $reference }). { $firm } ve bir danışman bilgilendirildi, sıra önce sizde. Hangi saat size uyar?
    .sms = Özür dileriz: kimse gelmedi, talep { $reference }. Bildirildi, sıra önce sizde. Hangi saat size uyar?
no-show-disputed = { $firm } geldiğini bildirmişti (talep { $reference }). Bir danışman kontrol edip size burada cevap verecek.
late-window-lasts = { $firm } teknisyeni saat { $until } olana kadar gelebilir (talep { $reference }). Nerede olduğunu soruyorum. O saatte gelmemiş olursa bana yazın.

freed-first = { $firm } için bir saat boşaldı: { $window } (talep { $reference }). Saat { $until } olana kadar size ayırıyorum. İster misiniz?
freed-earlier = { $firm } için daha erken bir saat boşaldı: { $window } (talep { $reference }). İster misiniz? İlk cevap veren alır; yoksa randevunuz aynen kalır.
line-take = evet, alıyorum
line-keep = hayır, teşekkürler
earlier-noted = Not edildi: { $firm } için daha erken bir saat boşalırsa size buradan yazarım.

ask-access = Girmek için bilinmesi gereken başka bir şey var mı (talep { $reference })? Kim olacak, telefon, kapı kodu, köpek: isterseniz buraya yazın. Yalnızca firma okur.
    .sms = Giriş için (talep { $reference }): kim olacak, telefon, kapı kodu, köpek? Buraya yazın. Yalnızca firma okur.
line-no-thanks = hayır, teşekkürler
line-earlier = erken olursa haber ver
access-noted = Teşekkürler, teknisyen için not edildi.
access-nothing = Tamam. Randevudan önce yine yazabilirsiniz.

survey-work = { $firm } size geldi ({ $problem }, talep { $reference }). İşten memnun musunuz?
    .sms = { $firm } size geldi, talep { $reference }. İşten memnun musunuz?
line-rate-1 = hiç
line-rate-2 = pek değil
line-rate-3 = orta
line-rate-4 = oldukça
line-rate-5 = çok
survey-on-time = Teşekkürler. Teknisyen zamanında geldi mi?
survey-on-time-sorry = Üzgünüz. Anlamak ve düzeltmek için { $reference } talebi açıldı: en geç { $day } günü cevap verilir. Teknisyen zamanında geldi mi?
survey-word = Teşekkürler. İş hakkında eklemek istediğiniz bir şey var mı? Buraya yazın.
survey-word-noted = Teşekkürler, mesajınız not edildi. Firmanın değerlendirmesinde sayılır.
survey-thanks = Teşekkürler, görüşünüz firmanın değerlendirmesinde sayılır.
