# سطور القوائم: قصيرة.

choice-other = شيء آخر
choice-none = لا شيء مما سبق
choice-yes = نعم
choice-no = لا
choice-unknown = لا أعرف
choice-dwelling = في مسكني فقط
choice-building = في العمارة كلها
choice-can-wait = نعم، يمكن الانتظار
choice-urgent = لا، الأمر عاجل
choice-more = وقت آخر
choice-adviser = طلب موظف
choice-book = أخذ موعد
choice-report = إبلاغ عن مشكلة
choice-status = معرفة أين وصل طلبي
choice-move-appointment = تغيير الموعد
choice-cancel-appointment = إلغاء الموعد
choice-close-request = إغلاق الطلب
choice-consent = نعم، أوافق
choice-no-consent = لا، ليس الآن
choice-next-page = عرض المزيد
