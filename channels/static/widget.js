// <veilleur-chat>: the landlord's web chat. One line embeds it:
//   <script type="module" src="https://…/chat/widget.js" data-token="…"></script>
// data-token: the portal's signed token (who the tenant is); data-lang: one of the widget's languages instead of
// the page's (ar, en, es, fr, pt, tr); data-exit: where "Quitter vite" leads.

import { ChatAttach } from "./chat-attach.js";
import { ChatLink } from "./chat-link.js";
import { ChatLog, passagesOf } from "./chat-log.js";
import { directionOf, languageFor, textsFor } from "./chat-texts.js";
import { build } from "./build.js";

const MAX_TEXT = 4000; // the server's limit, in characters
const COUNT_FROM = 3500;
const TYPING_FOR = 15000; // an answer that takes longer is not "being written"
const EXIT = "https://www.google.fr/";
const TWICE = 800; // two Escapes within so many milliseconds leave the page

const length = (text) => [...text].length;
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (n) => n.toString(16).padStart(2, "0")).join("");

class VeilleurChat extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    this.language = languageFor(this.dataset.lang || document.documentElement.lang);
    this.texts = textsFor(this.language);
    this.fresh = 0;
    this.link = new ChatLink({
      base: new URL("./", import.meta.url),
      portalToken: this.dataset.token,
      language: this.language,
    });
    this.draw();
    this.listen();
    // A conversation of this tab goes on in the background, so that a new message shows on the launcher.
    if (ChatLink.hasSession() || this.inline) this.link.start();
  }

  /** In the page's flow, always open (`<veilleur-chat inline>`), instead of a button in its corner. */
  get inline() {
    return this.hasAttribute("inline");
  }

  draw() {
    const t = this.texts;
    this.attachShadow({ mode: "open" });
    const stylesheet = build("link", { rel: "stylesheet", href: new URL("widget.css", import.meta.url).href });
    const shell = build("div", {
      class: "shell", lang: this.language, dir: directionOf(this.language), hidden: "",
    });
    stylesheet.onload = stylesheet.onerror = () => (shell.hidden = false);

    this.launcher = build("button", {
      type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", "aria-controls": "panel",
    }, t.launcher);
    this.landlord = build("h2", { id: "title", tabindex: "-1" }, this.dataset.landlord || t.defaultLandlord);
    this.intro = build("p", { class: "intro" }, t.intro(this.dataset.landlord || t.defaultLandlord.toLowerCase()));
    this.log = new ChatLog(t, this.intro);
    this.choices = build("div", { class: "choices", role: "group", "aria-label": t.choicesFor, hidden: "" });
    this.input = build("textarea", {
      id: "input", rows: "1", "aria-describedby": "hint problem", autocomplete: "off", dir: "auto", enterkeyhint: "send",
    });
    this.problem = build("p", { id: "problem", class: "problem", role: "alert" });
    this.count = build("p", { class: "count", hidden: "" });
    this.banner = build("p", { class: "banner", hidden: "" });
    this.announcer = build("div", { class: "unseen", "aria-live": "polite", "aria-relevant": "additions" });
    this.closer = build("button", { type: "button", class: "close", "aria-label": t.closeLabel },
      build("span", { "aria-hidden": "true" }, "×"));
    this.exit = build("button", { type: "button", class: "exit", "aria-label": t.exitLabel }, t.exit);
    this.attach = new ChatAttach({
      log: this.log, link: this.link, texts: t, newId,
      say: (text) => (this.problem.textContent = text),
      sent: () => this.drawChoices(),
    });
    this.form = build("form", { class: "composer", novalidate: "" },
      build("label", { for: "input", class: "label" }, t.input),
      this.input,
      this.choices,
      this.attach.button,
      this.attach.chooser,
      build("button", { type: "submit", class: "send" }, t.send),
      build("p", { id: "hint", class: "hint" }, t.hint),
      this.count,
      this.problem,
    );
    this.panel = build("section", { id: "panel", class: "panel", role: "dialog", "aria-labelledby": "title", hidden: "" },
      build("header", {},
        build("div", { class: "who" }, this.landlord, build("p", {}, t.subtitle)),
        this.closer,
      ),
      build("div", { class: "danger" },
        build("p", {},
          t.dangerBefore, build("a", { href: "tel:18" }, "18"), t.dangerBetween, build("a", { href: "tel:112" }, "112")),
        this.exit,
      ),
      this.banner,
      this.log.node,
      this.form,
    );
    if (this.inline) {
      this.panel.hidden = false;
      this.launcher.hidden = this.closer.hidden = true;
      this.panel.setAttribute("role", "region");
    }
    shell.append(this.launcher, this.panel, this.announcer);
    this.shadowRoot.append(stylesheet, shell);
  }

  listen() {
    this.launcher.onclick = () => this.open();
    this.closer.onclick = () => this.close();
    this.exit.onclick = () => this.leave();
    // Before the page's own handlers, wherever the focus is; only once there is something to hide.
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      const again = event.timeStamp - (this.escaped ?? -TWICE) < TWICE;
      this.escaped = event.timeStamp;
      if (again && (ChatLink.hasSession() || !this.panel.hidden)) this.leave();
    }, true);
    this.panel.onkeydown = (event) => {
      if (event.key === "Escape" && !event.isComposing) {
        event.stopPropagation();
        this.close();
      }
    };
    this.form.onsubmit = (event) => {
      event.preventDefault();
      this.submit();
    };
    this.input.onkeydown = (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.submit();
      }
    };
    this.input.oninput = () => this.measure();
    // Unsent messages live in this page only.
    addEventListener("beforeunload", (event) => {
      if (this.link.unsent.size) event.preventDefault();
    });
    const handlers = {
      session: (detail) => this.welcome(detail),
      messages: (detail) => this.show(detail),
      ack: (detail) => this.acknowledged(detail),
      refused: (detail) => this.giveBack(detail),
      offer: (detail) => this.offer(detail.exchange_id),
      online: (online) => this.connection(online),
      expired: () => this.expired(),
      portal: () => this.notice(this.texts.portal),
    };
    for (const [name, handle] of Object.entries(handlers)) {
      this.link.addEventListener(name, ({ detail }) => handle(detail));
    }
  }

  open() {
    this.panel.hidden = false;
    this.launcher.hidden = true;
    this.launcher.setAttribute("aria-expanded", "true");
    this.fresh = 0;
    this.label();
    this.link.start();
    this.log.toEnd();
    this.focusInput(this.landlord);
  }

  close() {
    if (this.inline) return;
    this.panel.hidden = true;
    this.launcher.hidden = false;
    this.launcher.setAttribute("aria-expanded", "false");
    this.launcher.focus();
  }

  leave() {
    this.link.forget();
    this.shadowRoot.replaceChildren();
    // The page around it may take a moment to go. Its own session (the portal's login) is none of ours.
    document.documentElement.style.visibility = "hidden";
    document.title = "";
    location.replace(this.dataset.exit || this.exitTo || EXIT);
  }

  // On a touch screen, focus in the input would raise a keyboard over what has to be read.
  focusInput(otherwise) {
    (matchMedia("(pointer: coarse)").matches ? otherwise : this.input).focus();
  }

  welcome({ landlord, most_bytes: mostBytes, exit }) {
    this.exitTo = exit;
    this.attach.takes(mostBytes);
    if (!landlord || this.dataset.landlord) return;
    this.landlord.textContent = landlord;
    this.intro.textContent = this.texts.intro(landlord);
  }

  measure() {
    const size = length(this.input.value);
    const long = size > MAX_TEXT;
    this.count.hidden = size < COUNT_FROM;
    this.count.textContent = this.texts.count(size, MAX_TEXT);
    if (long) return;
    this.problem.textContent = "";
    this.input.removeAttribute("aria-invalid");
  }

  submit() {
    const text = this.input.value.trim();
    if (!text) return;
    if (length(text) > MAX_TEXT) {
      this.input.setAttribute("aria-invalid", "true");
      this.problem.textContent = this.texts.tooLong(length(text), MAX_TEXT);
      return;
    }
    this.input.value = "";
    this.measure();
    this.post({ id: newId(), text }, text);
    this.input.focus();
  }

  choose(entry, choice) {
    entry.chosen = choice.number;
    this.post({ id: newId(), button: choice.number, offer: entry.id }, choice.title);
    this.focusInput(this.log.node);
  }

  post(message, shown) {
    this.log.addOwn(message.id, shown);
    this.drawChoices();
    this.link.send(message);
    if (!this.online) this.log.mark(message.id, this.texts.retrying);
    this.link.start();
  }

  acknowledged({ id, exchange_id: exchangeId, outcome }) {
    this.log.settle(id, exchangeId, this.texts.sent);
    this.drawChoices();
    if (outcome !== "duplicate") this.typing(true);
  }

  giveBack({ id, error }) {
    const text = this.log.remove(id);
    if (text && !this.input.value) this.input.value = text;
    this.measure();
    this.problem.textContent =
      error === "too_long" ? this.texts.tooLong(length(text), MAX_TEXT) : this.texts.refused;
    this.drawChoices();
  }

  show({ messages, complete }) {
    const added = messages.filter((message) => this.log.merge(message));
    const spoken = this.restored ? added.filter((message) => message.author !== "tenant") : [];
    this.restored ||= complete;
    this.drawChoices();
    if (added.some((message) => message.author !== "tenant")) this.typing(false);
    spoken.forEach((message) => this.announce(message));
    if (spoken.length && this.panel.hidden) {
      this.fresh += spoken.length;
      this.label();
    }
  }

  offer(exchangeId) {
    this.log.setOffer(exchangeId);
    this.drawChoices();
  }

  // The open choices stand between the input and the button: the next stop of the Tab key after writing.
  drawChoices() {
    const entry = this.log.openOffer();
    const key = entry ? `${entry.id}` : "";
    if (this.choices.dataset.offer === key) return;
    this.choices.dataset.offer = key;
    this.choices.hidden = !entry;
    this.choices.replaceChildren(...(entry?.choices ?? []).map((choice) => {
      const button = build("button", { type: "button", lang: entry.language, dir: "auto" }, choice.title);
      button.onclick = () => this.choose(entry, choice);
      return button;
    }));
    this.log.toEnd();
  }

  announce(message) {
    const author = message.author === "assistant" ? this.texts.assistant : message.author;
    const choices = message.choices.length && message.choices_open
      ? ` ${this.texts.choicesSpoken(message.choices.length)} ${message.choices.map((choice) => choice.title).join(", ")}`
      : "";
    if (this.panel.hidden) {
      this.say(this.texts.launcherFresh(1));
      return;
    }
    const passages = passagesOf(message);
    passages.forEach(({ text, language }, at) => this.say(
      (at ? "" : this.texts.says(author)) + text + (at === passages.length - 1 ? choices : ""), language));
  }

  say(text, language = this.language) {
    const line = build("p", { lang: language }, text);
    this.announcer.append(line);
    setTimeout(() => line.remove(), 20000);
  }

  typing(on) {
    clearTimeout(this.typingEnds);
    this.link.awaiting = on;
    this.log.typing(on);
    if (on) this.typingEnds = setTimeout(() => this.typing(false), TYPING_FOR);
  }

  connection(online) {
    if (online === this.online) return;
    // It is back only for whoever was told that it was lost: the first connection may come after the first message.
    const told = online ? !this.banner.hidden : this.online !== undefined || this.link.unsent.size > 0;
    this.online = online;
    this.banner.hidden = online || !told;
    this.banner.textContent = this.texts.offline;
    if (told) this.say(online ? this.texts.back : this.texts.offline);
    for (const id of this.link.unsent.keys()) this.log.mark(id, online ? this.texts.sending : this.texts.retrying);
    if (!online) this.typing(false);
  }

  expired() {
    this.log.setOffer(null);
    this.drawChoices();
    this.notice(this.texts.expired);
  }

  notice(text) {
    this.log.addNotice(text);
    this.say(text);
  }

  label() {
    this.launcher.textContent = this.fresh ? this.texts.launcherFresh(this.fresh) : this.texts.launcher;
    this.launcher.classList.toggle("fresh", this.fresh > 0);
  }
}

customElements.define("veilleur-chat", VeilleurChat);

// The script's own attributes become the element's, unless the page has placed one itself.
const script = [...document.scripts].find((one) => one.src === import.meta.url);
if (!document.querySelector("veilleur-chat")) {
  const element = document.createElement("veilleur-chat");
  Object.assign(element.dataset, script?.dataset);
  document.body.append(element);
}
