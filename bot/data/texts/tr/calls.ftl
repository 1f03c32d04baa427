# The SMS after a call to the number.

call-urgent-paged = Aramanız acil olarak kaydedildi, talep { $reference }. Nöbetçi kişiyi arıyoruz. Tehlike varsa: 18 veya 112.
call-urgent-alerted = Aramanız acil olarak kaydedildi, talep { $reference }. Bir danışmana haber verildi. Tehlike varsa: 18 veya 112.
call-message-kept = Sesli mesajınız kaydedildi, talep { $reference }. Bir danışman dinleyecek. Tehlike varsa: 18 veya 112.
