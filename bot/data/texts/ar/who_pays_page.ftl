# صفحة «من يدفع؟».

who-pays-page-title = من يدفع ثمن هذا الإصلاح؟
who-pays-page-indicative = للإرشاد فقط، لمساكن { $landlord }. عقد صيانة الإقامة وعقد الإيجار ومحضر معاينة الدخول (état des lieux) لها دور أيضا. يمكن لشخص أن يراجع حالتكم دائما.
who-pays-page-disagree = غير موافقين؟ اكتبوا لنا: موظف ينظر في حالتكم. لا يتقرر شيء دون شخص.
who-pays-page-search = ابحثوا عن شيء أو مشكلة
who-pays-page-go = بحث
who-pays-page-clear = عرض الكل
who-pays-page-found = عدد الأسطر: { $count }
who-pays-page-nothing = لم نجد شيئا بهذا الاسم. جربوا كلمة أخرى أو اسألوا موظفا.
who-pays-page-languages = اللغات
who-pays-page-version = القواعد { $version }
who-pays-page-to-confirm = للتأكيد من موظف
who-pays-page-exception = { $who } إذا: { $facts }
who-pays-page-kind-situation = مشاكل شائعة
who-pays-page-kind-item = أشياء أخرى
who-pays-page-kind-line = قائمة المرسوم 87-712
who-pays-page-column-item = الشيء أو المشكلة
who-pays-page-column-who = من يدفع
who-pays-page-column-why = لماذا
who-pays-page-column-source = النص (بالفرنسية)
who-pays-page-column-exceptions = الاستثناءات
who-pays-page-who-tenant = المستأجر
who-pays-page-who-landlord = المؤجر (bailleur)
who-pays-page-who-contract = عقد الصيانة
who-pays-page-who-insurer = التأمين
who-pays-page-who-to-be-confirmed = للتأكيد
who-pays-page-who-danger-first = السلامة أولا
