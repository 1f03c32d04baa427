# Photos and documents: the page behind a one-time link, and what is said of them in a conversation.

## In a conversation
upload-photo = صورة
upload-document = وثيقة
upload-link = أرسلوا صوركم أو وثائقكم عبر هذه الصفحة: { $link } . تعمل مرة واحدة خلال { $hours } ساعة.
    .sms = أرسلوا صوركم أو وثائقكم هنا: { $link } (مرة واحدة خلال { $hours } ساعة)
upload-here = نعم، أرسلوا صوركم أو وثائقكم بصيغة PDF هنا في هذه المحادثة. ستضاف إلى طلبكم.
upload-mms = شكرا. لا تصلنا الصور عبر SMS. أرسلوها هنا: { $link } (مرة واحدة خلال { $hours } ساعة)
upload-received = شكرا، وصل الملف وأضيف إلى طلبكم { $reference }.
upload-failed = لم يصلنا ملفكم. أرسلوه عبر هذه الصفحة: { $link }
upload-not-kept = { $reason } لم يحفظ شيء.

# The end of a confirmation, where a photo helps. By SMS only where no list follows it.
next-booking-photo = اختاروا موعدا في الرسالة التالية. يمكنكم أيضا إرسال صورة هنا.
    .sms = اختاروا موعدا أدناه.
next-recorded-photo = يتكفل موظف بالأمر وسيكتب لكم هنا. يمكنكم أيضا إرسال صورة هنا.
    .sms = يتكفل موظف بالأمر وسيكتب لكم هنا. لإرسال صورة أجيبوا: صورة.

## Why a file is not kept
upload-refused-size = حجم الملف كبير جدا: { $most } ميغابايت على الأكثر.
upload-refused-type = نقبل فقط الصور (JPEG أو PNG أو WebP) ووثائق PDF.
upload-refused-heic = هذه الصورة بصيغة HEIC التي لا نستطيع قراءتها. التقطوا صورة للشاشة وأرسلوها. للصور القادمة على iPhone: الإعدادات، الكاميرا، التنسيقات، الأكثر توافقا.
upload-refused-pixels = هذه الصورة كبيرة جدا: { $most } مليون نقطة على الأكثر. التقطوا الصورة من جديد بحجم أصغر.
upload-refused-damaged = هذا الملف تالف ولا نستطيع فتحه. التقطوا الصورة من جديد أو أرسلوا ملفا آخر.
upload-refused-empty = لم يتم اختيار أي ملف، أو الملف فارغ.
upload-refused-many = عدد الملفات كبير جدا: { $most } على الأكثر في كل مرة.
upload-refused-full = يحتوي هذا الطلب على ملفات كثيرة. اتصلوا بنا لإضافة المزيد.

## The page
upload-page-title = إرسال صور أو وثائق
upload-page-languages = اللغات
upload-page-request = لطلبكم { $reference }
upload-page-take = التقاط صورة
upload-page-choose = اختيار صور أو وثائق PDF
upload-page-limits = { $files } ملفات على الأكثر، { $megabytes } ميغابايت لكل ملف: صور (JPEG أو PNG أو WebP) أو وثائق PDF.
upload-page-send = إرسال
upload-page-sending = جار الإرسال
upload-page-privacy = لا يرى هذه الملفات إلا موظفو { $landlord } الذين يهتمون بطلبكم. يحذف المكان والتاريخ المخفيان في صوركم. يحذف كل شيء خلال { $months } شهرا على الأكثر بعد انتهاء طلبكم.
upload-page-received = { $count ->
    [one] شكرا، وصل ملفكم وأضيف إلى طلبكم { $reference }.
    [two] شكرا، وصل الملفان وأضيفا إلى طلبكم { $reference }.
   *[other] شكرا، وصلت ملفاتكم ({ $count }) وأضيفت إلى طلبكم { $reference }.
}
upload-page-used = استعمل هذا الرابط. لإرسال شيء آخر، اكتبوا لنا كلمة صورة: سيصلكم رابط جديد.
upload-page-expired = لم يعد هذا الرابط صالحا. اكتبوا لنا كلمة صورة: سيصلكم رابط جديد.
upload-page-forged = هذا الرابط غير كامل أو غير موجود. افتحوه من رسالتنا، أو اكتبوا لنا كلمة صورة ليصلكم رابط جديد.
upload-page-interrupted = انقطع الإرسال. انقطع الاتصال أو حجم الملفات كبير جدا. حاولوا من جديد بملفات أقل.
upload-page-which = الملف { $place }:
upload-page-not-kept = لم يحفظ شيء: اختاروا ملفاتكم من جديد.
