# Photos and documents: the page behind a one-time link, and what is said of them in a conversation.

## In a conversation
upload-photo = Fotoğraf
upload-document = Belge
upload-link = Fotoğraflarınızı veya belgelerinizi bu sayfadan gönderin: { $link }. Bir kez kullanılır, { $hours } saat geçerlidir.
    .sms = Fotoğraf veya belgelerinizi buradan gönderin: { $link } (bir kez, { $hours } saat içinde)
upload-here = Evet, fotoğraflarınızı veya PDF belgelerinizi buradan, bu konuşmada gönderin. Talebinize eklenecekler.
upload-mms = Teşekkürler. Fotoğraflar SMS ile bize ulaşmıyor. Buradan gönderin: { $link } (bir kez, { $hours } saat içinde)
upload-received = Teşekkürler, bize ulaştı ve { $reference } numaralı talebinize eklendi.
upload-failed = Dosyanız bize ulaşmadı. Bu sayfadan gönderin: { $link }
upload-not-kept = { $reason } Hiçbir şey kaydedilmedi.

# The end of a confirmation, where a photo helps. By SMS only where no list follows it.
next-booking-photo = Bir sonraki mesajda randevu seçin. Buradan fotoğraf da gönderebilirsiniz.
    .sms = Aşağıdan bir randevu seçin.
next-recorded-photo = Bir danışman ilgileniyor ve size buradan yazacak. Buradan fotoğraf da gönderebilirsiniz.
    .sms = Bir danışman ilgileniyor ve size buradan yazacak. Fotoğraf için FOTO yazın.

## Why a file is not kept
upload-refused-size = Dosya çok büyük: en fazla { $most } MB.
upload-refused-type = Yalnızca fotoğrafları (JPEG, PNG veya WebP) ve PDF belgelerini kabul ediyoruz.
upload-refused-heic = Bu fotoğraf, okuyamadığımız HEIC biçiminde. Fotoğrafın ekran görüntüsünü alıp onu gönderin. Sonraki fotoğraflar için iPhone'da: Ayarlar, Kamera, Biçimler, En Uyumlu.
upload-refused-pixels = Bu resim çok büyük: en fazla { $most } milyon piksel. Fotoğrafı daha küçük boyutta yeniden çekin.
upload-refused-damaged = Bu dosya bozuk, açamıyoruz. Fotoğrafı yeniden çekin veya başka bir dosya gönderin.
upload-refused-empty = Dosya seçilmedi veya dosya boş.
upload-refused-many = Çok fazla dosya var: bir seferde en fazla { $most }.
upload-refused-full = Bu talepte zaten çok sayıda dosya var. Başka dosya eklemek için bizi arayın.

## The page
upload-page-title = Fotoğraf veya belge gönderme
upload-page-languages = Diller
upload-page-request = { $reference } numaralı talebiniz için
upload-page-take = Fotoğraf çekin
upload-page-choose = Fotoğraf veya PDF belgesi seçin
upload-page-limits = En fazla { $files } dosya, her biri { $megabytes } MB: fotoğraf (JPEG, PNG, WebP) veya PDF belgesi.
upload-page-send = Gönder
upload-page-sending = Gönderiliyor
upload-page-privacy = Bu dosyaları yalnızca { $landlord } kuruluşunun talebinizle ilgilenen çalışanları görür. Fotoğraflarınızdaki gizli yer ve tarih bilgileri silinir. Her şey, talebiniz bittikten en geç { $months } ay sonra silinir.
upload-page-received = { $count ->
    [one] Teşekkürler, dosyanız ulaştı. { $reference } numaralı talebinize eklendi.
   *[other] Teşekkürler, { $count } dosyanız ulaştı. { $reference } numaralı talebinize eklendiler.
}
upload-page-used = Bu bağlantı kullanıldı. Başka bir şey göndermek için bize FOTO yazın: yeni bir bağlantı alırsınız.
upload-page-expired = Bu bağlantı artık geçerli değil. Bize FOTO yazın: yenisini alırsınız.
upload-page-forged = Bu bağlantı eksik veya yok. Mesajımızdan açın ya da yenisini almak için bize FOTO yazın.
upload-page-interrupted = Gönderim kesildi. Bağlantı koptu veya dosyalar çok büyük. Daha az dosyayla yeniden deneyin.
upload-page-which = { $place }. dosya:
upload-page-not-kept = Hiçbir şey kaydedilmedi: dosyalarınızı yeniden seçin.
