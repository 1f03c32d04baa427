# الأشغال والانقطاعات والأعطال المعروفة في العمارة وأيام النظافة. اسم الأشغال يأتي بعد نقطتين.

works-nature-heating = التدفئة
works-nature-hot-water = الماء الساخن
works-nature-water = الماء
works-nature-electricity = الكهرباء
works-nature-gas = الغاز
works-nature-lift = المصعد
works-nature-entrance = الباب والإنترفون
works-nature-lighting = الإنارة المشتركة
works-nature-tv = التلفزيون
works-nature-internet = الإنترنت
works-nature-ventilation = التهوية
works-nature-drains = مجاري الصرف
works-nature-car-park = موقف السيارات
works-nature-facade = الواجهة
works-nature-roof = السقف
works-nature-windows = النوافذ
works-nature-common-parts = الأجزاء المشتركة
works-nature-outdoor = الساحات
works-nature-meters = العدادات
works-nature-other = أشغال أخرى

works-what = { $nature } ({ $title })
works-in-brackets = { " " }({ $said })
works-until = { " " }(العودة المتوقعة: { $ends })

works-announced = أشغال مبرمجة في عمارتكم: { $what }. البداية: { $starts }. النهاية المتوقعة: { $ends }{ $duration }. المكان: { $place }. مسؤول المشروع: { $manager }. الشركة: { $firms }. لديكم سؤال؟ اكتبوه هنا.
    .sms = أشغال: { $what }. من { $starts } إلى { $ends }{ $duration }. المكان: { $place }. المسؤول: { $manager }. الشركة: { $firms }.
works-outage-planned = انقطاع مبرمج في عمارتكم: { $what }. البداية: { $starts }. النهاية المتوقعة: { $ends }{ $duration }. المكان: { $place }. مسؤول المشروع: { $manager }. الشركة: { $firms }. لديكم سؤال؟ اكتبوه هنا.
    .sms = انقطاع: { $what }. من { $starts } إلى { $ends }{ $duration }. المكان: { $place }. المسؤول: { $manager }. الشركة: { $firms }.
works-outage-now = يوجد الآن في عمارتكم عطل أو انقطاع: { $what }{ $where }، منذ { $starts }{ $until }. سنكتب لكم فور عودته. إذا كان في بيتكم رضيع أو شخص مسن أو مريض، فاكتبوا ذلك هنا.
    .sms = يوجد الآن عطل أو انقطاع: { $what }{ $where }، منذ { $starts }{ $until }. سنكتب لكم فور عودته. عندكم رضيع أو مسن أو مريض؟ اكتبوا ذلك هنا.
works-changed = تغيير في أشغال عمارتكم: { $what }. البداية: { $starts }. النهاية المتوقعة: { $ends }{ $duration }. المكان: { $place }. مسؤول المشروع: { $manager }. الشركة: { $firms }. لديكم سؤال؟ اكتبوه هنا.
    .sms = تغيير: { $what }. من { $starts } إلى { $ends }{ $duration }. المكان: { $place }. المسؤول: { $manager }. الشركة: { $firms }.
works-cancelled = أُلغي في عمارتكم: { $what }، وكان مبرمجا { $starts }. ليس عليكم فعل أي شيء.
works-ended = عاد الأمر إلى طبيعته في عمارتكم: { $what }{ $where }. إذا لم يعد في بيتكم، فاكتبوا ذلك هنا.
works-told = مبرمج في عمارتكم: { $what }. البداية: { $starts }. النهاية: { $ends }{ $duration }. المكان: { $place }. مسؤول المشروع: { $manager }. الشركة: { $firms }.
    .sms = مبرمج: { $what }. من { $starts } إلى { $ends }{ $duration }. المكان: { $place }. المسؤول: { $manager }. الشركة: { $firms }.

works-known-outage = يوجد الآن في عمارتكم عطل أو انقطاع: { $what }{ $where }، منذ { $starts }{ $until }. هناك من يتكفل به.
    .sms = يوجد الآن عطل أو انقطاع: { $what }، منذ { $starts }{ $until }. هناك من يتكفل به.
works-known-works = قد يكون السبب أشغال عمارتكم: { $what }{ $where }، من { $starts } إلى { $ends }.
    .sms = أشغال في العمارة: { $what }، من { $starts } إلى { $ends }.
works-known-trouble = أُبلغنا بهذا في عمارتكم منذ { $since }: { $problem }. { $state }
works-state-open = نتصل بتقني.
works-state-taken = أُبلغ تقني وهو يتكفل بالأمر.
works-state-arrived = التقني في المكان.
works-state-request = هناك من يتكفل بالأمر.
choice-follow = أخبروني بالمستجدات
choice-apart = عندي شيء آخر أو أخطر
works-following = سُجل ذلك، الطلب { $reference } ({ $problem }): سنكتب لكم هنا عندما يُحل الأمر. إذا ساء الوضع عندكم، فاكتبوا لي.
works-follow-done = الطلب { $reference }: { $problem }، حُل الأمر في عمارتكم. إذا لم يُحل في بيتكم، فأخبروني:
works-follow-closed = الطلب { $reference }: { $problem }، أُغلق بلاغ العمارة. إذا استمر الأمر في بيتكم، فأخبروني:
works-follow-cancelled = الطلب { $reference }: { $problem }، أُلغي ما أُعلن عنه في عمارتكم. إذا ما زالت لديكم مشكلة في بيتكم، فأخبروني:

next-redo = نراقب العمل ونعيده عند الحاجة.
cleaning-common-parts = نظافة الأجزاء المشتركة
cleaning-bins = القمامة
cleaning-windows = الزجاج
cleaning-green-spaces = المساحات الخضراء
cleaning-line = { $service }: { $days }{ $hours }
cleaning-and = { $first }؛ { $rest }
cleaning-hours = { " " }({ $starts }-{ $ends })
cleaning-days = الزيارات القادمة في عمارتكم. { $lines }. إذا لم يكن العمل جيدا، فأخبروني: نعيده.
    .sms = الزيارات القادمة: { $lines }.
cleaning-unknown = ليست لدي أيام النظافة في عمارتكم. يمكن لموظف أن يجيبكم.
choice-redo = العمل ليس جيدا
