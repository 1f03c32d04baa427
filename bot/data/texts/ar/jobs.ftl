# يوم الموعد: تذكير، أخبار، غياب، الدخول، رأيكم.

reminder-eve = تذكير: زيارة { $firm } غدا، { $window } ({ $problem }، الطلب { $reference }). هل ستكونون في البيت؟
    .sms = تذكير: زيارة { $firm } غدا، { $window }، الطلب { $reference }. هل ستكونون في البيت؟
reminder-morning = اليوم: زيارة { $firm }، { $window } ({ $problem }، الطلب { $reference }). هل ستكونون في البيت؟
    .sms = اليوم: زيارة { $firm }، { $window }، الطلب { $reference }. هل ستكونون في البيت؟
reminder-plain = تذكير: زيارة { $firm }، { $window } (الطلب { $reference }). إذا تعذر عليكم ذلك، اكتبوا لي في أقرب وقت.
line-there = سأكون هناك
choice-move = أحتاج موعدا آخر
choice-cancel = إلغاء
presence-noted = شكرا، سجلنا ذلك. زيارة { $firm }، { $window } (الطلب { $reference }).
not-there = حسنا، لن تكونوا في البيت: { $firm }، { $window } (الطلب { $reference }). ماذا تريدون أن تفعلوا؟

job-on-the-way = { $firm } في الطريق، الوصول خلال حوالي { $minutes } دقيقة (الطلب { $reference }).
job-coming = { $firm } في الطريق (الطلب { $reference }).
job-late = { $firm } ستتأخر وتصل على أبعد تقدير نحو الساعة { $until } (الطلب { $reference }). نعتذر لكم. إذا لم يناسبكم ذلك، اكتبوا لي.
job-arrived = تقول { $firm } إنها وصلت (الطلب { $reference }). إن لم يكن كذلك، اكتبوا لي.
job-done = أنهت { $firm } العمل (الطلب { $reference }). إذا لم يُحل المشكل، اكتبوا لي.
job-not-fixed = جاءت { $firm } لكن المشكل لم يُحل بعد: نحتاج زيارة أخرى (الطلب { $reference }). يمكنكم اختيار وقت من الآن.
job-no-access = جاءت { $firm }، { $window }، ولم تستطع الدخول (الطلب { $reference }). لا بأس: اختاروا وقتا آخر.
job-no-access-again = جاءت { $firm }، { $window }، ولم تستطع الدخول (الطلب { $reference }). هذا يحدث. سيتصل بكم موظف لإيجاد وقت يناسبكم.
job-parts = تنتظر { $firm } قطعة لإنهاء العمل (الطلب { $reference }). يمكنكم اختيار وقت للبقية.
job-parts-day = تنتظر { $firm } قطعة، متوقعة { $day } (الطلب { $reference }). يمكنكم اختيار وقت ابتداء من ذلك اليوم.

job-came = انتهى وقت موعد { $firm }، { $window } (الطلب { $reference }). هل جاء التقني؟
job-came-plain = انتهى وقت موعد { $firm }، { $window } (الطلب { $reference }). إذا لم يأت أحد، اكتبوا «لم يأت أحد».
line-came-yes = نعم
line-came-no = لا
line-came-now = هو هنا الآن
came-noted = شكرا، سجلنا ذلك. إذا لم يُحل المشكل، اكتبوا لي (الطلب { $reference }).
no-show-windows = نعتذر لكم كثيرا: لم يأت أحد، { $window } (الطلب { $reference }). أُبلغت { $firm } وأُبلغ موظف، ولكم الأولوية. أي وقت يناسبكم؟
    .sms = نعتذر: لم يأت أحد، الطلب { $reference }. لكم الأولوية. أي وقت؟
no-show-disputed = قالت لنا { $firm } إنها جاءت (الطلب { $reference }). سيتحقق موظف ويجيبكم هنا.
late-window-lasts = قد يصل تقني { $firm } حتى الساعة { $until } (الطلب { $reference }). أسأله أين هو. إذا لم يكن عندكم في تلك الساعة، اكتبوا لي.

freed-first = تحرر موعد عند { $firm }: { $window } (الطلب { $reference }). أحتفظ به لكم حتى الساعة { $until }. هل تريدونه؟
freed-earlier = تحرر موعد أقرب عند { $firm }: { $window } (الطلب { $reference }). هل تريدونه؟ هو لأول من يجيب، وإلا يبقى موعدكم محفوظا.
line-take = نعم، آخذه
line-keep = لا، شكرا
earlier-noted = سجلنا ذلك: إذا تحرر موعد أقرب عند { $firm }، سأكتب لكم هنا.

ask-access = هل من شيء آخر لتسهيل الدخول (الطلب { $reference })؟ من سيكون هناك، رقم هاتف، رمز الباب، كلب: اكتبوه هنا إن شئتم. لن يقرأه إلا المقاول.
    .sms = للدخول (الطلب { $reference }): من سيكون هناك، هاتف، رمز، كلب؟ اكتبوه هنا. لن يقرأه إلا المقاول.
line-no-thanks = لا، شكرا
line-earlier = أخبروني إن كان أقرب
access-noted = شكرا، سجلنا ذلك للتقني.
access-nothing = حسنا. يمكنكم كتابته لي قبل الموعد.

survey-work = زارتكم { $firm } ({ $problem }، الطلب { $reference }). هل أنتم راضون عن العمل؟
    .sms = زارتكم { $firm }، الطلب { $reference }. هل أنتم راضون عن العمل؟
line-rate-1 = أبدا
line-rate-2 = قليلا
line-rate-3 = متوسط
line-rate-4 = غالبا
line-rate-5 = تماما
survey-on-time = شكرا. هل جاء التقني في الوقت؟
survey-on-time-sorry = نأسف لذلك. الطلب { $reference } مفتوح لنفهم ونصلح: الجواب على أبعد تقدير { $day }. هل جاء التقني في الوقت؟
survey-word = شكرا. هل من كلمة تضيفونها عن العمل؟ اكتبوها هنا.
survey-word-noted = شكرا، سجلنا رسالتكم. تُحسب في تقييم الشركة.
survey-thanks = شكرا، رأيكم يُحسب في تقييم الشركة.
