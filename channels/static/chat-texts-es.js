// The widget's own words in Spanish.

export default {
  launcher: "Escríbanos",
  launcherFresh: (n) => (n > 1 ? `${n} mensajes nuevos` : "1 mensaje nuevo"),
  subtitle: "Asistente automático, día y noche",
  defaultLandlord: "Su propietario",
  close: "Cerrar",
  closeLabel: "Cerrar la conversación",
  exit: "Salir rápido",
  exitLabel: "Salir rápido: borra esta conversación de la pantalla y abre otra página",
  dangerBefore: "En peligro: ",
  dangerBetween: " o ",
  log: "Conversación",
  intro: (landlord) =>
    `Hola. Soy el asistente automático de ${landlord}. Describa su problema en pocas palabras: ` +
    "su mensaje queda registrado enseguida.",
  input: "Su mensaje",
  hint: "Intro para enviar, Mayús + Intro para cambiar de línea",
  send: "Enviar",
  you: "Usted",
  assistant: "Asistente",
  says: (author) => `${author}: `,
  typing: "El asistente está escribiendo…",
  choicesFor: "Opciones de respuesta",
  choicesSpoken: (n) => (n > 1 ? `${n} opciones.` : "1 opción."),
  chosen: "elegido",
  sending: "enviando…",
  sent: "enviado",
  retrying: "no enviado, nuevo intento",
  offline: "Conexión interrumpida. Puede escribir: sus mensajes saldrán en cuanto vuelva.",
  back: "Ha vuelto la conexión.",
  expired: "Su sesión ha caducado. Aquí empieza una nueva conversación.",
  portal: "No hemos podido reconocerle. Puede escribir de todos modos: le pediremos su nombre y su dirección.",
  tooLong: (length, most) =>
    `Su mensaje tiene ${length} caracteres. Puede tener ${most} como máximo. Por favor, acórtelo o envíelo en varias partes.`,
  count: (length, most) => `${length} / ${most} caracteres`,
  refused: "No se ha podido enviar este mensaje. Está de nuevo en el cuadro de texto.",
};
