// The widget's own words in English.

export default {
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
