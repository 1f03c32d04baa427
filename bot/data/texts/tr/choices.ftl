# Liste satırları: kısa, küçük harfle.

choice-other = başka bir şey
choice-none = bunların hiçbiri
choice-yes = evet
choice-no = hayır
choice-unknown = bilmiyorum
choice-dwelling = sadece benim evimde
choice-building = binanın tamamında
choice-can-wait = evet, bekleyebilir
choice-urgent = hayır, acil
choice-more = başka saatler
choice-adviser = bir danışmanla konuşmak
choice-book = randevu almak
choice-report = bir sorun bildirmek
choice-status = talebimin durumunu öğrenmek
choice-move-appointment = randevu saatini değiştirmek
choice-cancel-appointment = randevuyu iptal etmek
choice-close-request = talebi kapatmak
choice-consent = evet, kabul ediyorum
choice-no-consent = hayır, şimdi değil
choice-next-page = devamını gör
