# ما تقوله الخدمة نفسها من غير المساعد: التقنيون، إيقاف الرسائل، الأعطال، الأخطار.
# `.sms` هو نص الرسالة القصيرة حين يلزم الاختصار.

## Tenants
introduction = أنا مساعد آلي.
    .sms = مساعد آلي.
opted-out = سجلنا ذلك: لن نكتب لكم من تلقاء أنفسنا. نجيب دائما على رسائلكم. لتلقي رسائلنا من جديد، اكتبوا REPRENDRE.
opted-in = سجلنا ذلك: ستتلقون رسائلنا من جديد.
slow-down = وصلتنا رسائلكم وكلها مسجلة. اتركوا لنا دقيقة لنجيبكم. في حالة خطر، اتصلوا بالرقم 18 أو 112.
choice-expired = هذه القائمة لم تعد صالحة. قولوا لنا ببساطة ما تحتاجون إليه.
empty-message = وصلت رسالتكم فارغة. اكتبوا لنا في بضع كلمات ما يحدث.
photo-received = شكرا على الصورة، أُضيفت إلى طلبكم. اكتبوا لنا أيضا في بضع كلمات ما يحدث.
voice-note-received = لا نستطيع سماع الرسائل الصوتية. اكتبوا لنا في بضع كلمات ما يحدث. في حالة خطر، اتصلوا بالرقم 18 أو 112.
sticker-received = وصلتنا رسالتكم. اكتبوا لنا في بضع كلمات ما يحدث.
location-received = شكرا على الموقع، أُضيف إلى طلبكم. اكتبوا لنا ما يحدث.
contact-unknown = شكرا. لا نجد هذا الرقم في ملفاتنا: أعطونا اسمكم وعنوانكم.
contact-known = شكرا { $name }، لقد تعرفنا عليكم.
edit-noted = رأينا أنكم غيرتم رسالة. إذا كان ذلك مهما، اكتبوها من جديد.
kind-not-read = لا نستطيع قراءة هذا النوع من الرسائل. اكتبوا لنا في بضع كلمات ما يحدث.
session-expired = انتهت صلاحية جلستكم. تبدأ الآن محادثة جديدة.
taken-over = يتابع { $name } المحادثة الآن ويجيبكم.
given-back = المساعد الآلي يتابع المحادثة من جديد.
answer-yes = نعم
answer-no = لا

## The engine gives no answer
engine-down = رسالتكم مسجلة. مساعدنا لا يستطيع قراءتها الآن. هل الأمر عاجل؟ في حالة خطر، اتصلوا بالرقم 18 أو 112.
    .sms = رسالتكم مسجلة. مساعدنا لا يستطيع قراءتها الآن. هل الأمر عاجل؟ خطر: 18 أو 112.
engine-down-urgent = الأمر عاجل
engine-down-wait = يمكن الانتظار
engine-down-paged = سجلنا أن الأمر عاجل، الطلب { $reference }. نتصل الآن بالتقني المناوب.
engine-down-alerted = سجلنا أن الأمر عاجل، الطلب { $reference }. أُبلغ موظف بذلك.
engine-down-recorded = سجلنا ذلك، الطلب { $reference }. سيجيبكم موظف.

## Dangers
danger-notice-asking = هنا مساعد آلي. رسالتكم مسجلة. إذا لم تجيبوا، سنبلغ الشخص المناوب.
danger-confirmed = سجلنا ذلك، ونبلغ الشخص المناوب. ابقوا في أمان. إذا ساء الوضع: 18 أو 112.
danger-where = إذا كنتم في أمان: اكتبوا اسمكم وعنوانكم الكامل في رسالة واحدة.
danger-where-noted = شكرا، أرسلنا عنوانكم إلى المعنيين. ابقوا في أمان. إذا ساء الوضع: 18 أو 112.
technician-accepted = التقني المناوب { $name } يتكفل بطلبكم { $reference }. قد يتصل بكم: أبقوا هاتفكم قريبا منكم.
    .sms = التقني المناوب { $name } يتكفل بطلبكم { $reference }. قد يتصل بكم، أبقوا هاتفكم قريبا منكم.
supervisor-accepted = شخص مسؤول قرأ رسالتكم. عند خطر فوري: 17 أو 112، أو رسالة SMS إلى 114.
nobody-yet = لم نتمكن بعد من الوصول إلى الشخص المناوب. نواصل المحاولة. إذا كان أحد في خطر، اتصلوا بالرقم 18 أو 112.

## Technicians
page-request = مناوبة { $reference }: { $what }. { $where }. { $who }. أجيبوا OK { $code } للقبول، NON { $code } للرفض.
page-private = مناوبة { $reference }: شخص يحتاج إلى مساعدة، ملف سري. أجيبوا OK { $code }، ثم اتصلوا بالرقم { $hotline }.
lift-firm-call = شخص عالق في مصعد: { $where }. نرجو التدخل حالا. اتصلوا بمناوبة المؤجر على { $hotline }.
page-last-resort = مناوبة { $reference }: لم يجب أحد. { $what }. { $where }. { $who }. اتصلوا بالمناوبة على { $hotline }.
page-last-resort-private = مناوبة { $reference }: لم يجب أحد. شخص يحتاج إلى مساعدة، ملف سري. اتصلوا بالرقم { $hotline }.
page-address = الطلب { $reference }: عنوان أعطاه المستأجر: { $where }
page-unqualified = رسالة عاجلة يجب قراءتها
staff-acknowledged = شكرا. الطلب { $reference } لكم. المستأجر على علم بذلك.
staff-refused = سجلنا ذلك، الطلب { $reference } ينتقل إلى الشخص التالي.
staff-already = الطلب { $reference } هناك من تكفل به. لا شيء مطلوب منكم.
staff-unknown-code = هذا الرمز لا يطابق أي نداء أُرسل إليكم. لم يتغير شيء.
staff-which = عدة نداءات تنتظركم: { $codes }. أجيبوا OK متبوعا بالرمز.
staff-nothing-open = لا نداء ينتظركم. لم يتغير شيء.

## Names of dangers, for technicians
danger-name-gas = خطر: رائحة غاز
danger-name-carbon-monoxide = خطر: أول أكسيد الكربون
danger-name-fire = خطر: نار أو دخان
danger-name-water-and-electricity = خطر: ماء على الكهرباء
danger-name-electrocution = خطر كهربائي
danger-name-lift-trapped = شخص عالق في المصعد
danger-name-collapse = خطر: انهيار
danger-name-intrusion = اقتحام جار الآن
danger-name-violence = شخص في خطر
danger-name-medical = حالة طبية طارئة
danger-name-suicide = شخص في محنة نفسية
