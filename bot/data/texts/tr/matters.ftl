# Arıza olmayan konular: doğru sözler, bir numara, bir tarih.

matter-callback = Not edildi (talep { $reference }): açılır açılmaz bir danışman sizinle iletişime geçecek ({ $due }). Bizi aramayı tercih ederseniz: { $phone }.
matter-callback-open = Not edildi (talep { $reference }): bir danışman en kısa zamanda sizinle iletişime geçecek (en geç { $due }). Bizi aramayı tercih ederseniz: { $phone }.
matter-again = Bu zaten kayıtlı, talep { $reference }. Mesajınızı ekledim.
matter-nuisance = Anlıyorum, bu zor bir durum. Talep { $reference }: yaşadıklarınızı dinleyip kaydetmek için en geç { $day } günü sizinle yeniden iletişime geçeceğiz. Tarihleri ve saatleri not edin. Tehlikede olan biri varsa 17'yi arayın.
    .sms = Anlıyorum. Talep { $reference }: yaşadıklarınızı kaydetmek için en geç { $day } günü sizinle yeniden iletişime geçeceğiz. Tarih ve saatleri not edin. Tehlikede olan biri varsa: 17.
matter-nuisance-now = Anlıyorum, bu zor bir durum. Gece yarısına kadar çalışan huzur ekibi { $reference } numaralı talebinizi aldı. Yaşadıklarınızı dinleyip kaydetmek için en geç { $day } günü sizinle yeniden iletişime geçeceğiz. Tehlikede olan biri varsa 17'yi arayın.
    .sms = Anlıyorum. Huzur ekibi (gece yarısına kadar) { $reference } numaralı talebinizi aldı. Yaşadıklarınızı kaydetmek için en geç { $day } günü sizinle yeniden iletişime geçeceğiz. Tehlikede olan biri varsa: 17.
matter-appeal = Aynı fikirde olmadığınızı anlıyorum. Talep { $reference }: en geç { $day } günü yazılı cevap alacaksınız. Cevap size uygun gelmezse dostane itiraz (recours amiable), ardından ücretsiz arabulucu ({ $mediator }) mümkündür. Bir insanın görüşü olmadan hiçbir karar kesin değildir.
    .sms = Aynı fikirde olmadığınızı anlıyorum. Talep { $reference }: en geç { $day } günü yazılı cevap. Sonra: dostane itiraz, ardından ücretsiz arabulucu. Bir insanın görüşü olmadan hiçbir karar kesin değildir.
matter-works = Not edildi, talep { $reference }: bir danışman yapılacak işler hakkında size cevap verecek (en geç { $due }). Planlanan işler en az 8 gün önceden duyurulur.
matter-senior-works = Not edildi, talep { $reference }. 70 yaşından sonra, evinizde 25 yıldan uzun süredir oturuyorsanız, rahatlık sağlayan işler ücretsiz olabilir. Bir danışman bunu sizinle kontrol edecek (en geç { $due }).
matter-adaptation = Bunu bize anlattığınız için teşekkürler. Talep { $reference }: evinizin size göre uyarlanmasını inceleyebiliriz; verilerinizi işlememize izin verdikten sonra 20 gün içinde bir inceleme yapılır. Buraya tıbbi ayrıntı yazmayın: sağlık raporunu nasıl göndereceğinizi size söyleyeceğim. Kabul ediyor musunuz?
    .sms = Bunu anlattığınız için teşekkürler. Talep { $reference }: evinizi uyarlamak için, verilerinize izin verdikten sonra 20 gün içinde inceleme yapılır. Buraya tıbbi bir şey yazmayın. Kabul mü?
matter-financial = Bunu bize anlattığınız için teşekkürler, iyi yaptınız. Talep { $reference }: sosyal ekipten biri sizinle birlikte çözüm aramak için sizinle iletişime geçecek (en geç { $due }). Yapabiliyorsanız kiranın küçük de olsa bir kısmını ödeyin: faydası olur. Ücretsiz SOS Loyers impayés (kira borcu hattı) numarasını da arayabilirsiniz: 0 805 16 00 75.
    .sms = Bunu anlattığınız için teşekkürler, iyi yaptınız. Talep { $reference }: sosyal ekip birlikte çözüm aramak için sizinle iletişime geçecek (en geç { $due }). Ücretsiz danışma: 0 805 16 00 75.
matter-rent = Not edildi, talep { $reference }: kira servisi size cevap verecek (en geç { $due }). Kira makbuzunuz (quittance) ücretsizdir.
matter-search = Not edildi, talep { $reference }: bir kiralama danışmanı ev aramanızı konuşmak için sizi arayacak. { $offers }
matter-move-in = Evinize hoş geldiniz. Talep { $reference }: bir danışman buna sizinle birlikte bakacak (en geç { $due }). Bilgi amaçlı (89-462 sayılı kanun, madde 3-2): giriş tutanağını (état des lieux) tamamlatmak için 10 gününüz var.
    .sms = Evinize hoş geldiniz. Talep { $reference }: bir danışman buna sizinle bakacak (en geç { $due }). Bilgi amaçlı: giriş tutanağını (état des lieux) tamamlatmak için 10 gün (89-462 sayılı kanun md. 3-2).
matter-notice = Not edildi, talep { $reference }: bir danışman size evden çıkışı açıklayacak (en geç { $due }) ve bir danışma ziyareti önerecek. Dikkat: bu mesaj yeterli değildir. Bilgi amaçlı (89-462 sayılı kanun, madde 15): fesih bildirimi (congé) iadeli taahhütlü mektupla, commissaire de justice (icra görevlisi) aracılığıyla veya alındı belgesi karşılığında elden yapılır.
    .sms = Talep { $reference }: bir danışman evden çıkışı açıklayacak (en geç { $due }). Bu mesaj yetmez: bilgi amaçlı, iadeli taahhütlü mektup veya alındı belgesiyle elden (89-462 sayılı kanun md. 15).

consent-noted = Teşekkürler. İzniniz { $reference } numaralı talep için not edildi: inceleme en geç { $day } günü yapılır. { $send }
no-consent-noted = Tamam, izniniz olmadan hiçbir şey yapılmayacak. İstediğiniz zaman bana yazın veya bir danışman isteyin.
