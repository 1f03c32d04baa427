// The conversation on the screen. A message is known by its exchange's id, one of one's own also by the id that
// this page gave it: however often the server tells it, it stands here once.

import { build } from "./build.js";
import { directionOf } from "./chat-texts.js";
import { richText } from "./rich-text.js";

/** A message's parts, each in one language. */
export const passagesOf = ({ text, language, passages }) => (passages?.length ? passages : [{ text, language }]);

export class ChatLog {
  constructor(texts, intro) {
    this.texts = texts;
    this.entries = [];
    this.list = build("ol");
    this.dots = build("p", { class: "typing", "aria-hidden": "true", hidden: "" }, texts.typing);
    this.node = build("div", { class: "log", role: "log", "aria-live": "off", "aria-label": texts.log, tabindex: "0" },
      intro, this.list, this.dots);
    // Whoever reads the end stays at the end, also when the window or the choices change the room that is left.
    this.following = true;
    this.node.addEventListener("scroll", () => {
      if (this.room === this.measured()) this.following = this.isAtEnd();
    });
    new ResizeObserver(() => {
      this.room = this.measured();
      if (this.following) this.toEnd();
    }).observe(this.node);
  }

  measured() {
    return `${this.node.clientWidth} ${this.node.clientHeight}`;
  }

  isAtEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < 40;
  }

  /** Put a message of the server in its place. Returns whether it is new here. */
  merge(message) {
    const known = this.entries.find((entry) =>
      entry.id === message.id || (message.client_id && entry.clientId === message.client_id));
    if (known) {
      this.adopt(known, message);
      return false;
    }
    if (this.isCard(message)) return false;
    this.dropCard(message);
    const entry = {
      id: message.id,
      clientId: message.client_id,
      author: message.author,
      text: message.text,
      language: message.language,
      passages: message.passages,
      choices: message.choices,
      open: message.choices_open,
      status: "",
    };
    if (message.author === "tenant" || entry.open) this.closeOffers();
    this.place(entry);
    return true;
  }

  adopt(known, message) {
    known.id = message.id;
    if (message.choices_open && !known.open && !known.chosen && known === this.lastOffer()) known.open = true;
    this.refresh(known);
  }

  // A card that left while the database was down comes back as an exchange: it is the same words.
  isCard(message) {
    return typeof message.id === "string"
      && this.entries.slice(-6).some((entry) => entry.text === message.text && entry.author === message.author);
  }

  dropCard(message) {
    const card = this.entries.find((entry) => typeof entry.id === "string" && entry.text === message.text);
    if (card && card.author === message.author) this.discard(card);
  }

  addOwn(clientId, text) {
    this.closeOffers();
    const entry = { clientId, author: "tenant", text, language: "", choices: [], status: this.texts.sending };
    this.place(entry);
    this.toEnd();
  }

  /** Show what a message of one's own brings, above its words. */
  picture(clientId, node) {
    const entry = this.own(clientId);
    if (!entry) return;
    entry.picture = node;
    this.refresh(entry);
    this.toEnd();
  }

  addNotice(text) {
    this.list.append(build("li", { class: "notice" }, text));
    this.toEnd();
  }

  /** The server has it. */
  settle(clientId, exchangeId, status) {
    const entry = this.own(clientId);
    if (!entry) return;
    entry.id = exchangeId ?? entry.id;
    this.mark(clientId, status);
  }

  mark(clientId, status) {
    const entry = this.own(clientId);
    if (!entry) return;
    entry.status = status;
    entry.node.classList.toggle("waiting", status === this.texts.retrying);
    entry.node.querySelector(".status").textContent = status;
  }

  /** Take a message of one's own away. Returns its text. */
  remove(clientId) {
    const entry = this.own(clientId);
    if (!entry) return "";
    this.discard(entry);
    return entry.text;
  }

  setOffer(exchangeId) {
    for (const entry of this.entries.filter((one) => one.choices.length)) {
      const open = entry.id === exchangeId && !entry.chosen;
      if (entry.open === open) continue;
      entry.open = open;
      this.refresh(entry);
    }
  }

  openOffer() {
    return this.entries.findLast((entry) => entry.open && entry.choices.length);
  }

  typing(on) {
    this.dots.hidden = !on;
    if (on) this.toEnd();
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
  }

  own(clientId) {
    return this.entries.find((entry) => entry.clientId === clientId);
  }

  lastOffer() {
    return this.entries.findLast((entry) => entry.choices.length);
  }

  closeOffers() {
    this.setOffer(null);
  }

  discard(entry) {
    entry.node.remove();
    this.entries.splice(this.entries.indexOf(entry), 1);
  }

  // By id; what has none yet (just written, or a card without a database) comes last.
  place(entry) {
    const following = Number.isInteger(entry.id)
      ? this.entries.findIndex((other) => other.id > entry.id || (!other.id && other.author === "tenant"))
      : -1;
    entry.node = this.draw(entry);
    if (following < 0) {
      this.entries.push(entry);
      this.list.append(entry.node);
    } else {
      this.entries[following].node.before(entry.node);
      this.entries.splice(following, 0, entry);
    }
    if (this.following) this.toEnd();
  }

  refresh(entry) {
    const node = this.draw(entry);
    entry.node.replaceWith(node);
    entry.node = node;
  }

  draw(entry) {
    const mine = entry.author === "tenant";
    const author = mine ? this.texts.you : entry.author === "assistant" ? this.texts.assistant : entry.author;
    const adviser = !mine && entry.author !== "assistant";
    const words = build("div", { class: "bubble" }, ...passagesOf(entry).map((passage) => this.passage(passage, entry)));
    if (entry.picture) words.prepend(entry.picture);
    const node = build("li", { class: mine ? "mine" : "theirs" },
      build("span", { class: adviser ? "author" : "unseen" }, this.texts.says(author)), words);
    if (entry.choices.length && !entry.open) node.append(this.used(entry));
    if (mine) node.append(build("span", { class: "status" }, entry.status));
    return node;
  }

  // The assistant's words have the direction of their language; what people type is known by its letters only.
  passage({ text, language }, { author }) {
    const words = build("p", { dir: "auto" }, ...richText(text));
    if (language && author !== "tenant") words.lang = language;
    if (language && author === "assistant") words.dir = directionOf(language);
    return words;
  }

  // Choices that cannot be used any more stay readable.
  used(entry) {
    return build("div", { class: "used", role: "group", "aria-label": this.texts.choicesFor },
      ...entry.choices.map((choice) => {
        const button = build("button", { type: "button", disabled: "", lang: entry.language, dir: "auto" }, choice.title);
        if (entry.chosen === choice.number) {
          button.className = "chosen";
          button.append(build("span", { class: "unseen" }, ` (${this.texts.chosen})`));
        }
        return button;
      }));
  }
}
