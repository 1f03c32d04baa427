# أين وصل طلب.

status = طلبكم { $reference } ({ $problem }): { $last } يوم { $on }. { $next }
    .sms = الطلب { $reference } ({ $problem }): { $last } يوم { $on }. { $next }
status-not-found = لا أجد الطلب { $reference } لهذا الرقم. تحققوا من رقم الطلب، أو اختاروا:
status-none = لا أرى طلبا جاريا لكم. ماذا تريدون أن تفعلوا؟

step-received = تم استلامه
step-qualified = تم تسجيله
step-assigned = أُسند إلى فريق
step-booked = تم أخذ موعد
step-appointment-given-up = أُلغي الموعد
step-in-progress = بدأ العمل
step-done = انتهى العمل
step-closed = أُغلق
step-refused = تمت دراسته ولم يُقبل حاليا،
step-no-show = سُجل غياب التقني
step-late = سُجل تأخر التقني

step-next-appointment = الخطوة التالية: زيارة { $firm } يوم { $window }.
step-next-due = الخطوة التالية: نتدخل في موعد أقصاه { $due }.
step-next-open = يتكفل موظف بالأمر وسيكتب لكم هنا.
step-next-done = إذا لم تُحل المشكلة، اكتبوا لي ذلك.
step-next-closed = إذا عادت المشكلة، اكتبوا لي ذلك.
step-next-refused = هذا ليس نهائيا: اكتبوا «موظف» وسيراجعه شخص معكم.
    .sms = هذا ليس نهائيا: اكتبوا «موظف» وسيراجعه شخص.

status-several = لديكم { $count } طلبات جارية. عن أي منها تتحدثون؟
status-line = { $problem } ({ $reference })
step-work-order = أُرسل أمر العمل
step-paused = وُضع في الانتظار
step-resumed = استؤنف
step-reopened = أُعيد فتحه
step-answered = أُعطي الجواب
step-call-made = تم الاتصال
step-interview-held = تمت المقابلة
step-visit-done = تمت الزيارة
step-arrived = حضر الفريق
step-statement-taken = أُخذت الشهادة
step-cleaned = أُعيد التنظيف
step-diagnosis-made = تم الفحص
step-simulation-made = تم التقدير
step-file-submitted = قُدم الملف
step-appeal-heard = سُمع الاعتراض
step-documents-sent = أُرسلت الوثائق
step-next-waiting = في الانتظار: { $what }.
step-next-late = مر الموعد المقرر ({ $due }): { $why }. نُبه الفريق.
step-next-work-order = أمر العمل لدى { $firm }: اكتبوا «موعد» لاختيار وقت.
