# Kısa cevaplar.

greet = Merhaba, burası { $landlord }. Ben otomatik bir asistanım: evinizdeki sorunu anlatın ya da sorunuzu yazın.
thank = Rica ederim. Gerekirse buradayım.
goodbye = Hoşça kalın. Bana her saatte yazabilirsiniz.
help = Evinizdeki veya binadaki bir sorunu kaydedebilir, randevu alabilir, kimin ödediğini söyleyebilir, bir talebi izleyebilir veya sizi bir danışmana yönlendirebilirim. Ne olduğunu yazmanız yeterli.
bot-challenge = Evet, ben { $landlord } için çalışan otomatik bir asistanım. Bir insanla konuşmak için "danışman" yazın veya arayın: { $phone }.
    .sms = Evet, ben { $landlord } için çalışan otomatik bir asistanım. Bir insan için "danışman" yazın veya arayın: { $phone }.
contact-hours = { $landlord }, { $phone }. Büro saatleri: { $hours }. Ben burada her saatte cevap veririm, acil durumlarla gece gündüz ilgilenilir.
hours-day = { $day } { $hours }
hours-days = { $first }-{ $last } { $hours }
weekday-0 = pazartesi
weekday-1 = salı
weekday-2 = çarşamba
weekday-3 = perşembe
weekday-4 = cuma
weekday-5 = cumartesi
weekday-6 = pazar
stop-messages = Artık mesaj almamak için sadece STOP yazıp gönderin. Acil durum mesajları devam eder.
affirm = Çok iyi. Başka bir şeye ihtiyacınız olursa bana yazın.
deny = Tamam. Başka bir şeye ihtiyacınız olursa bana yazın.
out-of-scope = Bu konuda size yardım edemem. Ben evinizle, binayla ve { $landlord } ile olan işlerinizle ilgileniyorum. Bir insanla konuşmak için "danışman" yazın.
choice-stale = Bu liste artık geçerli değil. Ne yapmak istediğinizi bana yazmanız yeterli.
did-you-mean = Doğru anladığımdan emin değilim. Konu nedir?
offer-adviser = Üzgünüm, anlayamıyorum. Bir danışmanın size cevap vermesini ister misiniz?
change-language = Size hangi dilde yazmamı istersiniz?
language-set = { $sentence }
