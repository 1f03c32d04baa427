# Kendi yapabileceğiniz küçük tamirler: güvenli, kısa, ne zaman duracağınız yazılı.

who-pays-how-to-tap-washer = Suyu kapatın, musluğu açıp boşaltın. Başlığı sökün, contayı aynısıyla değiştirin, takın, suyu yavaş açın. Sıkışmışsa veya hâlâ damlıyorsa durun ve bize yazın.
who-pays-how-to-toilet-flush = Tuvaletin musluğunu kapatın, rezervuarı boşaltın. Alttaki contayı ve şamandırayı temizleyin veya aynı contayı takın. Su hâlâ akıyorsa veya musluk sızıyorsa durun ve bize yazın.
who-pays-how-to-sink-trap = Sifonun altına kova koyun. Elle sökün, temizleyin, yıpranmış contayı değiştirin, zorlamadan takın. Boru çatlaksa veya hâlâ sızıyorsa durun ve bize yazın.
who-pays-how-to-slow-drain = Saçları ve artıkları alın, çok sıcak su dökün, sonra pompa kullanın veya sifonu kovaya boşaltın. Asitli ürün kullanmayın. Su geri geliyorsa durun ve bize yazın.
who-pays-how-to-blocked-toilet = Sifonu bir daha çekmeyin. Büyük bir pompayı yavaşça birkaç kez kullanın. Asitli ürün kullanmayın. Su geri geliyorsa veya komşularda da varsa durun ve bize yazın.
who-pays-how-to-shower-hose = Suyu kapatın. Hortumu iki ucundan elle veya bezle pense kullanarak sökün. Yenisini contalarıyla takın. Duvardan sızıyorsa durun ve bize yazın.
who-pays-how-to-limescale = Musluğun ucunu çıkarın, bir gece beyaz sirkede bırakın, durulayın, takın. Sirkeyi çamaşır suyuyla asla karıştırmayın. Çıkmıyorsa durun ve bize yazın.
who-pays-how-to-bath-sealant = Eski silikonu çıkarın, temizleyin, kurutun. Banyo silikonu sürün, düzeltin, 24 saat su değdirmeyin. Arkadaki duvar ıslaksa durun ve bize yazın.
who-pays-how-to-radiator-bleed = Radyatör soğukken altına bez koyun, üstteki vidayı anahtarla biraz açın. Su gelince kapatın. Vida sıkışırsa veya sızarsa durun ve bize yazın. Merkezi ısıtmada önce bize yazın.
who-pays-how-to-bulb = Işığı kapatın, soğumasını bekleyin. Aynı duylu ampul takın, yazılı vatı geçmeyin. Duy kırık, siyah veya ıslaksa durun ve bize yazın.
who-pays-how-to-fuse = Ana şalteri kapatın. Aynı amperde sigorta takın; daha güçlüsünü veya tel asla takmayın. Yine atarsa, yanık kokarsa veya ısınırsa durun, dokunmayın, bize yazın.
who-pays-how-to-smoke-detector = Sağlam bir merdivene çıkın, dedektörü çevirin, pili değiştirin, "test" tuşuna basın. Çalıyor ve duman varsa çıkın: 18. Hâlâ ötüyorsa durun ve bize yazın.
who-pays-how-to-handle = Kolun altındaki vidayı sıkın. Vida eksikse aynısını takın. Kapı hâlâ takılıyorsa veya pencere kapanmıyorsa durun ve bize yazın.
who-pays-how-to-hinges = Menteşeleri silin, biraz yağ sürün, birkaç kez açıp kapatın. Ağır kapıyı sökmeyin. Hâlâ sürtüyorsa durun ve bize yazın.
who-pays-how-to-lock = Biraz grafit veya kilit spreyi sıkın, yemek yağı kullanmayın, anahtarı yavaşça çevirin. Anahtar zorlanıyor veya eğiliyorsa durun ve bize yazın.
who-pays-how-to-window-seal = Eski bandı çıkarın, temizleyin, kurutun, aynı kalınlıkta yenisini yapıştırın. Hava ızgaralarını asla kapatmayın. Su giriyorsa veya çerçeve bozuksa durun ve bize yazın.
who-pays-how-to-vent = Izgaranın tozunu bezle alın veya elle çıkıyorsa yıkayın. Asla kapatmayın. Bir kâğıt ızgaraya yapışmıyorsa durun ve bize yazın.
who-pays-how-to-wall-holes = Dübeli çıkarın, macunla doldurun, kurutun, hafifçe zımparalayın. Kablo veya boru yanında delmeyin. Duvar dökülüyorsa veya nemliyse durun ve bize yazın.
who-pays-how-to-toilet-seat = Klozetin altındaki iki somunu sökün, kapağı çıkarın, yenisini takıp elle sıkın. Klozet oynuyor veya çatlaksa durun ve bize yazın.
who-pays-how-to-balcony-drain = Eldivenle ızgaradaki yaprak ve toprağı alın, az suyla durulayın. Asla dışarı sarkmayın. Su kalıyorsa veya komşuya akıyorsa durun ve bize yazın.
