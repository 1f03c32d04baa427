// The widget's own words in Turkish.

export default {
  launcher: "Bize yazın",
  launcherFresh: (n) => `${n} yeni mesaj`,
  subtitle: "Otomatik asistan, gece gündüz",
  defaultLandlord: "Ev sahibiniz",
  close: "Kapat",
  closeLabel: "Konuşmayı kapat",
  exit: "Hızlı çıkış",
  exitLabel: "Hızlı çıkış: bu konuşmayı ekrandan siler ve başka bir sayfa açar",
  dangerBefore: "Tehlike varsa: ",
  dangerBetween: " veya ",
  log: "Konuşma",
  intro: (landlord) =>
    `Merhaba. Ben ${landlord} için çalışan otomatik asistanım. Sorununuzu birkaç kelimeyle yazın: ` +
    "mesajınız hemen kaydedilir.",
  input: "Mesajınız",
  hint: "Göndermek için Enter, yeni satır için Shift + Enter",
  send: "Gönder",
  you: "Siz",
  assistant: "Asistan",
  says: (author) => `${author}: `,
  typing: "Asistan yazıyor…",
  choicesFor: "Cevap seçenekleri",
  choicesSpoken: (n) => `${n} seçenek.`,
  chosen: "seçildi",
  sending: "gönderiliyor…",
  sent: "gönderildi",
  retrying: "gönderilemedi, yeniden deneniyor",
  offline: "Bağlantı kesildi. Yazabilirsiniz: mesajlarınız bağlantı gelince gönderilecek.",
  back: "Bağlantı geri geldi.",
  expired: "Oturumunuzun süresi doldu. Burada yeni bir konuşma başlıyor.",
  portal: "Sizi tanıyamadık. Yine de yazabilirsiniz: size adınız ve adresiniz sorulacak.",
  tooLong: (length, most) =>
    `Mesajınız ${length} karakter. En fazla ${most} olabilir. Lütfen kısaltın veya birkaç parça halinde gönderin.`,
  count: (length, most) => `${length} / ${most} karakter`,
  refused: "Bu mesaj gönderilemedi. Yazma alanına geri kondu.",
};
