// The widget's own words in French, the reference.

export default {
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
