# Var olan bir talep için yazdıklarınız.

information-added = Teşekkürler, bunu { $reference } numaralı talebinize ekledim.
information-for-nothing = Teşekkürler. Ekleme yapılacak açık bir talep görmüyorum. Ne yapmak istersiniz?
rating-noted = Görüşünüz için teşekkürler, { $reference } numaralı talep için not edildi. Firmanın değerlendirilmesinde dikkate alınır.
rating-thanks = Görüşünüz için teşekkürler. Hangi işle ilgili olduğunu bulamıyorum. Ne yapmak istersiniz?
request-closed = Haber verdiğiniz için teşekkürler. { $reference } numaralı talep kapatıldı. Sorun tekrar ederse bana yazın.
nothing-to-close = Size ait açık bir talep görmüyorum. Ne yapmak istersiniz?
danger-said-settled = Teşekkürler, bunu ekibe iletiyorum. Güvenlik için, { $reference } numaralı talepte yine de bir görevli kontrol yapacak.

close-request-which = Taleplerinizden hangisi çözüldü?
unsolved-which = Üzgünüm. Hangi talepten söz ediyorsunuz?
request-reopened = Çözülmediği için üzgünüm. { $reference } numaralı talebiniz yeniden açıldı ve ekibe bildirildi. { $next }
request-renewed = Çözülmediği için üzgünüm. { $old } numaralı talebiniz eski: aynı sorun için { $reference } numaralı talebi açıyorum. { $next }
    .sms = Çözülmediği için üzgünüm. { $old } yerine { $reference } numaralı talebi açıyorum. { $next }
next-reopened = Bu önceki talebiniz: yeniden açıldı ve ekibe bildirildi.
