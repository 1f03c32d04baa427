# "Kim öder?" sayfası.

who-pays-page-title = Bu tamiri kim öder?
who-pays-page-indicative = { $landlord } konutları için, yalnızca bilgi amaçlıdır. Binanızın bakım sözleşmesi, kira sözleşmeniz ve giriş tutanağı (état des lieux) da önemlidir. Bir kişi durumunuzu her zaman kontrol edebilir.
who-pays-page-disagree = Katılmıyor musunuz? Bize yazın: bir danışman durumunuza bakar. Bir kişi olmadan hiçbir şeye karar verilmez.
who-pays-page-search = Bir eşya veya sorun arayın
who-pays-page-go = Ara
who-pays-page-clear = Hepsini göster
who-pays-page-found = Bulunan satır: { $count }
who-pays-page-nothing = Bu adla bir şey bulunamadı. Başka bir kelime deneyin veya bir danışmana sorun.
who-pays-page-languages = Diller
who-pays-page-version = kurallar { $version }
who-pays-page-to-confirm = bir danışman doğrulayacak
who-pays-page-exception = { $who }, şu durumda: { $facts }
who-pays-page-kind-situation = Sık görülen sorunlar
who-pays-page-kind-item = Diğer eşyalar
who-pays-page-kind-line = 87-712 sayılı kararnamenin listesi
who-pays-page-column-item = Eşya veya sorun
who-pays-page-column-who = Kim öder
who-pays-page-column-why = Neden
who-pays-page-column-source = Metin (Fransızca)
who-pays-page-column-exceptions = İstisnalar
who-pays-page-who-tenant = kiracı
who-pays-page-who-landlord = ev sahibi (bailleur)
who-pays-page-who-contract = bakım sözleşmesi
who-pays-page-who-insurer = sigorta
who-pays-page-who-to-be-confirmed = doğrulanacak
who-pays-page-who-danger-first = önce güvenlik
