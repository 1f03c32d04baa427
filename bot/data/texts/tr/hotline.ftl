# What the hotline itself says, without the assistant: technicians, opt-out, breakdowns, dangers.
# `.sms` is the text for SMS where it has to be shorter.

## Tenants
introduction = Ben otomatik bir asistanım.
    .sms = Otomatik asistan.
opted-out = Not edildi: artık size kendiliğimizden yazmayacağız. Sizin mesajlarınıza her zaman cevap veririz. Mesajlarımızı yeniden almak için REPRENDRE yazın.
opted-in = Not edildi: mesajlarımızı yeniden alacaksınız.
slow-down = Mesajlarınızı aldık, hepsi kaydedildi. Cevap vermemiz için bize bir dakika verin. Tehlike varsa 18'i veya 112'yi arayın.
choice-expired = Bu liste artık geçerli değil. Neye ihtiyacınız olduğunu bize yazmanız yeterli.
empty-message = Mesajınız boş geldi. Ne olduğunu bize birkaç kelimeyle yazın.
photo-received = Fotoğraf için teşekkürler, talebinize eklendi. Ne olduğunu birkaç kelimeyle de yazın.
voice-note-received = Sesli mesajları dinleyemiyoruz. Ne olduğunu bize birkaç kelimeyle yazın. Tehlike varsa 18'i veya 112'yi arayın.
sticker-received = Aldık. Ne olduğunu bize birkaç kelimeyle yazın.
location-received = Konum için teşekkürler, talebinize eklendi. Ne olduğunu bize yazın.
contact-unknown = Teşekkürler. Bu numarayı kayıtlarımızda bulamıyoruz: bize adınızı ve adresinizi yazın.
contact-known = Teşekkürler { $name }, sizi tanıdık.
edit-noted = Bir mesajı değiştirdiğinizi gördük. Önemliyse yeniden yazın.
kind-not-read = Bu tür mesajları okuyamıyoruz. Ne olduğunu bize birkaç kelimeyle yazın.
session-expired = Oturumunuzun süresi doldu. Yeni bir konuşma başlıyor.
taken-over = { $name } konuşmayı devraldı ve size cevap veriyor.
given-back = Otomatik asistan konuşmayı yeniden devralıyor.
answer-yes = Evet
answer-no = Hayır

## The engine gives no answer
engine-down = Mesajınız kaydedildi. Asistanımız şu anda mesajınızı okuyamıyor. Acil mi? Tehlike varsa 18'i veya 112'yi arayın.
    .sms = Mesaj kaydedildi. Asistanımız şu anda okuyamıyor. Acil mi? Tehlike: 18 veya 112.
engine-down-urgent = Acil
engine-down-wait = Bekleyebilir
engine-down-paged = Acil olarak not edildi, talep { $reference }. Nöbetçi teknisyeni arıyoruz.
engine-down-alerted = Acil olarak not edildi, talep { $reference }. Bir danışmana haber verildi.
engine-down-recorded = Not edildi, talep { $reference }. Bir danışman size cevap verecek.

## Dangers
technician-accepted = Nöbetçi teknisyen { $name }, { $reference } numaralı talebinizle ilgileniyor. Sizi arayabilir: telefonunuzu yanınızda tutun.
    .sms = Nöbetçi teknisyen { $name }, { $reference } numaralı talebinizle ilgileniyor. Sizi arayabilir, telefonunuzu yanınızda tutun.
technician-coming = Nöbetçi teknisyen { $name } yaklaşık { $minutes } dakika içinde geliyor. Talep { $reference }.
technician-late = Nöbetçi teknisyen { $name } gecikiyor: yaklaşık { $minutes } dakika içinde gelecek. Talep { $reference }.
technician-arrived = Nöbetçi teknisyen { $name } yerinize ulaştı. Talep { $reference }.
technician-done = { $name } işi bitirdi. Talep { $reference }. Sorun sürerse veya tekrar ederse bize buradan yazın.
technician-handed-over = { $reference } numaralı talebinizle artık nöbetçi teknisyen { $name } ilgileniyor.
technician-given-back = { $name } maalesef gelemiyor. Başka birini arıyoruz ve size yazacağız. Talep { $reference }. Tehlike varsa: 18 veya 112.
agreement-ask = { $told } Cumartesi, pazar ve resmi tatillerde evinize gelmek için onayınız gerekir. Onaylıyor musunuz?
agreement-yes-noted = Teşekkürler, onayınız kaydedildi. Talep { $reference }.
agreement-no-noted = Kaydedildi: onayınız olmadan gelinmez. Teknisyene haber verdik, bir danışman sizi arayacak. Talep { $reference }. Durum kötüleşirse bize yazın.
supervisor-accepted = Sorumlu bir kişi mesajınızı gördü. Hemen şimdi tehlike varsa: 17 veya 112, ya da 114'e SMS.
nobody-yet = Nöbetçi görevliye henüz ulaşamadık. Denemeye devam ediyoruz. Tehlikede olan biri varsa 18'i veya 112'yi arayın.
