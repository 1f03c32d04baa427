// The widget's own words. What the assistant says comes from the server.

const FRENCH = {
  launcher: "Nous écrire",
  launcherFresh: (n) => (n > 1 ? `${n} nouveaux messages` : "1 nouveau message"),
  subtitle: "Assistant automatique, jour et nuit",
  defaultLandlord: "Votre bailleur",
  close: "Fermer",
  closeLabel: "Fermer la conversation",
  exit: "Quitter vite",
  exitLabel: "Quitter vite : efface cette conversation de l'écran et ouvre une autre page",
  dangerBefore: "En danger : ",
  dangerBetween: " ou ",
  log: "Conversation",
  intro: (landlord) =>
    `Bonjour. Je suis l'assistant automatique de ${landlord}. Décrivez votre problème en quelques mots : ` +
    "votre message est enregistré tout de suite.",
  input: "Votre message",
  hint: "Entrée pour envoyer, Maj + Entrée pour aller à la ligne",
  send: "Envoyer",
  you: "Vous",
  assistant: "Assistant",
  says: (author) => `${author} : `,
  typing: "L'assistant écrit…",
  choicesFor: "Choix de réponse",
  choicesSpoken: (n) => (n > 1 ? `${n} choix.` : "1 choix."),
  chosen: "choisi",
  sending: "envoi…",
  sent: "envoyé",
  retrying: "non envoyé, nouvel essai",
  offline: "Connexion interrompue. Vous pouvez écrire : vos messages partiront dès son retour.",
  back: "Connexion rétablie.",
  expired: "Votre session a expiré. Une nouvelle conversation commence ici.",
  portal: "Nous n'avons pas pu vous reconnaître. Vous pouvez écrire quand même : on vous demandera votre nom et votre adresse.",
  tooLong: (length, most) =>
    `Votre message a ${length} caractères. Il peut en avoir ${most} au plus. Merci de le raccourcir ou de l'envoyer en plusieurs fois.`,
  count: (length, most) => `${length} / ${most} caractères`,
  refused: "Ce message n'a pas pu être envoyé. Il est de nouveau dans la zone de saisie.",
};

const ENGLISH = {
  launcher: "Write to us",
  launcherFresh: (n) => (n > 1 ? `${n} new messages` : "1 new message"),
  subtitle: "Automatic assistant, day and night",
  defaultLandlord: "Your landlord",
  close: "Close",
  closeLabel: "Close the conversation",
  exit: "Leave quickly",
  exitLabel: "Leave quickly: clears this conversation from the screen and opens another page",
  dangerBefore: "In danger: ",
  dangerBetween: " or ",
  log: "Conversation",
  intro: (landlord) =>
    `Hello. I am the automatic assistant of ${landlord}. Describe your problem in a few words: ` +
    "your message is recorded at once.",
  input: "Your message",
  hint: "Enter to send, Shift + Enter for a new line",
  send: "Send",
  you: "You",
  assistant: "Assistant",
  says: (author) => `${author}: `,
  typing: "The assistant is writing…",
  choicesFor: "Choices",
  choicesSpoken: (n) => (n > 1 ? `${n} choices.` : "1 choice."),
  chosen: "chosen",
  sending: "sending…",
  sent: "sent",
  retrying: "not sent, trying again",
  offline: "Connection lost. You can go on writing: your messages leave as soon as it is back.",
  back: "The connection is back.",
  expired: "Your session has expired. A new conversation starts here.",
  portal: "We could not recognise you. You can write all the same: you will be asked for your name and address.",
  tooLong: (length, most) =>
    `Your message has ${length} characters. It can have ${most} at most. Please shorten it or send it in several parts.`,
  count: (length, most) => `${length} / ${most} characters`,
  refused: "This message could not be sent. It is back in the input box.",
};

/** The texts for a page's language: English for "en…", French otherwise. */
export const textsFor = (language) => (/^en\b/i.test(language) ? ENGLISH : FRENCH);
