// The widget's own words in Arabic.

const rules = new Intl.PluralRules("ar");
const plural = (n) => rules.select(n);

export default {
  launcher: "اكتبوا لنا",
  launcherFresh: (n) => ({ one: "رسالة جديدة", two: "رسالتان جديدتان", few: `${n} رسائل جديدة` })[plural(n)] ?? `${n} رسالة جديدة`,
  subtitle: "مساعد آلي، ليلا ونهارا",
  defaultLandlord: "مؤجركم",
  close: "إغلاق",
  closeLabel: "إغلاق المحادثة",
  exit: "خروج سريع",
  exitLabel: "خروج سريع: يمحو هذه المحادثة من الشاشة ويفتح صفحة أخرى",
  dangerBefore: "في حالة خطر: ",
  dangerBetween: " أو ",
  log: "المحادثة",
  intro: (landlord) =>
    `مرحبا. أنا المساعد الآلي لدى ${landlord}. صفوا مشكلتكم في بضع كلمات: رسالتكم تسجل فورا.`,
  input: "رسالتكم",
  hint: "Enter للإرسال، Shift + Enter لسطر جديد",
  send: "إرسال",
  you: "أنتم",
  assistant: "المساعد",
  says: (author) => `${author}: `,
  typing: "المساعد يكتب…",
  choicesFor: "اختيارات الجواب",
  choicesSpoken: (n) => ({ one: "اختيار واحد.", two: "اختياران.", few: `${n} اختيارات.` })[plural(n)] ?? `${n} اختيارا.`,
  chosen: "تم اختياره",
  sending: "جار الإرسال…",
  sent: "أرسلت",
  retrying: "لم ترسل، محاولة جديدة",
  offline: "انقطع الاتصال. يمكنكم الكتابة: سترسل رسائلكم عند عودته.",
  back: "عاد الاتصال.",
  expired: "انتهت جلستكم. تبدأ هنا محادثة جديدة.",
  portal: "لم نتمكن من التعرف عليكم. يمكنكم الكتابة مع ذلك: سنسألكم عن اسمكم وعنوانكم.",
  tooLong: (length, most) =>
    `عدد أحرف رسالتكم ${length}، والحد الأقصى ${most}. من فضلكم اختصروها أو أرسلوها على عدة مرات.`,
  count: (length, most) => `${length} / ${most} حرف`,
  refused: "تعذر إرسال هذه الرسالة. عادت إلى خانة الكتابة.",
  attach: "إرفاق صورة أو وثيقة PDF",
  photo: "صورة",
  document: "وثيقة",
  sendingPart: (n) => `جار الإرسال… ${n}%`,
  fileTooLarge: (most) => `حجم هذا الملف كبير جدا: ${most} ميغابايت على الأكثر.`,
  fileFailed: "تعذر إرسال هذا الملف. تحققوا من الاتصال وحاولوا مرة أخرى.",
};
