# Kim öder: bilgi amaçlıdır, hiçbir zaman ret değildir.

who-pays-tenant = Kural olarak masrafı size aittir (bilgi amaçlı): { $problem }. { $depends }
who-pays-landlord = Kural olarak masrafı ev sahibine aittir, size değil (bilgi amaçlı): { $problem }. { $depends }
who-pays-depends = Sebebe bağlıdır (bilgi amaçlı): { $problem }. { $depends }
    .sms = Duruma bağlı (bilgi amaçlı): { $problem }. { $depends }
who-pays-contract = Kural olarak bunu binanın bakım sözleşmesi karşılar (bilgi amaçlı): { $problem }. { $firm } ilgilenir, ücreti genellikle aidatınızın (charges) içindedir. Sözleşme sizin durumunuzu karşılamıyorsa, kimin ödediğini bir danışman söyleyebilir.
    .sms = Kural olarak bunu binanın sözleşmesi karşılar (bilgi amaçlı): { $problem }. { $firm } ilgilenir, genellikle aidatınızın (charges) içindedir.
who-pays-no-exception = Kira sözleşmeniz ve giriş tutanağı (état des lieux) da önemlidir.
who-pays-ask = Konu nedir? Kural olarak kimin ödediğini size söyleyeceğim.
    .sms = Konu nedir? Kimin ödediğini söyleyeceğim.
who-pays-open = Konunun ne olduğunu yazın, örneğin "musluk contası"; kural olarak kimin ödediğini size söyleyeceğim.
    .sms = Konunun ne olduğunu yazın, örneğin "musluk contası"; kimin ödediğini söyleyeceğim.
who-pays-basis = Dayanak metin (Fransızca): { $basis }. Bu hiçbir zaman ret değildir: bir danışman durumunuzu sizinle birlikte kontrol edebilir.
    .sms = Metin (Fransızca): { $basis }. Bir danışman durumunuzu kontrol edebilir.
who-pays-basis-to-confirm = Dayanak metin (Fransızca): { $basis }. Bu nokta henüz doğrulanacak: bir danışman durumunuzu sizinle birlikte kontrol edebilir.
    .sms = Metin (Fransızca): { $basis }. Doğrulanacak: bir danışman kontrol edebilir.
