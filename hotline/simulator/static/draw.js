// What the simulator shows, as elements. Everything is a text node: no markup is ever read.

import { build } from "/chat/build.js";
import { richText } from "/chat/rich-text.js";

const ZONE = "Europe/Paris";
const full = new Intl.DateTimeFormat("fr-FR", { timeZone: ZONE, weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const long = new Intl.DateTimeFormat("fr-FR", { timeZone: ZONE, weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" });
const hour = new Intl.DateTimeFormat("fr-FR", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });

export const moment = (at) => (at ? full.format(new Date(at)) : "");
export const longMoment = (at) => long.format(new Date(at));

/** A phone number as French people write it. */
export const spaced = (number) => number.replace(/^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, "0$1 $2 $3 $4 $5");

const WORDS = {
  status: {
    queued: "en attente", sending: "en cours", sent: "envoyé", delivered: "reçu", read: "lu", received: "envoyé", failed: "échec",
    undelivered: "non remis", initiated: "appel lancé", ringing: "sonne", "in-progress": "en cours", completed: "appel terminé",
    "no-answer": "sans réponse", busy: "occupé", canceled: "annulé",
  },
  urgency: {
    emergency: "urgence", on_call: "sous 24 h", "1_day": "sous 1 jour", "3_days": "sous 3 jours", "10_days": "sous 10 jours",
    advice: "conseil",
  },
  request: {
    received: "reçue", qualified: "qualifiée", assigned: "attribuée", appointment_booked: "rendez-vous pris", in_progress: "en cours",
    done: "faite", closed: "close", refused: "refusée",
  },
  page: {
    intended: "à envoyer", sent: "envoyé", delivered: "reçu", failed: "échec", acknowledged: "accepté", refused: "refusé", expired: "sans réponse",
  },
  means: { sms: "SMS", voice: "appel", telegram: "Telegram" },
  lost: {
    machine: "messagerie", no_key: "aucune touche", no_receipt: "sans accusé de réception", undelivered: "non remis", failed: "refusé",
  },
  reason: {
    urgent: "demande urgente", danger: "danger", danger_denied: "danger démenti", undelivered: "message non remis", language: "langue non parlée",
    voice_message: "message vocal à écouter", nobody_answered: "personne d'astreinte n'a répondu", unqualified: "demande à qualifier",
  },
};
export const word = (table, name) => WORDS[table][name] ?? name ?? "";

const BAD = new Set(["failed", "undelivered", "no-answer", "busy"]);

/** One SMS or call of a phone. */
export function phoneMessage(item) {
  const at = hour.format(new Date(item.at));
  const parts = item.kind === "sms" && item.parts > 1 ? `, ${item.parts} SMS` : "";
  const photos = item.photos ? `, ${item.photos} photo(s)` : "";
  const error = item.error_code ? ` (${item.error_code})` : "";
  const words = item.kind === "call" ? `Appel : ${item.text || "…"}` : item.text;
  return build("div", { class: `message ${item.from_phone ? "mine" : ""} ${item.kind}` },
    build("span", { class: "unseen" }, item.from_phone ? "Ce téléphone : " : "Le service : "),
    build("p", { dir: "auto" }, ...richText(words)),
    build("span", { class: BAD.has(item.status) ? "bad" : "" }, `${at}, ${word("status", item.status)}${parts}${photos}${error}`));
}

const CALL_STATE = {
  ringing: "Le téléphone sonne.", open: "Appel en cours.", recording: "Après le bip : votre message.", bridged: "Vous êtes en ligne.",
};
const KEYPAD = "123456789*0#";

/** The telephone's own controls; `use` is called with what a thumb does. `call`: the call it is in, or null. */
export function phoneCall(call, use) {
  const button = (words, thumb, name = words) => {
    const node = build("button", { type: "button", "data-act": name }, words);
    node.onclick = () => use(thumb);
    return node;
  };
  if (!call) return [build("div", { class: "keys" }, button("Appeler le service", { do: "call" }), button("Appeler en numéro caché", { do: "call_hidden" }))];
  const state = build("p", { class: "state", role: "status" }, CALL_STATE[call.state] ?? "");
  if (call.state === "ringing") {
    return [state, build("div", { class: "keys" }, button("Décrocher", { do: "answer" }), button("Refuser", { do: "refuse" }),
      button("Messagerie", { do: "voicemail" }))];
  }
  const heard = build("div", { class: "heard", role: "log", tabindex: "0", "aria-label": "Ce que l'on entend" },
    ...call.said.map((text) => build("p", {}, text)));
  const hangUp = button("Raccrocher", { do: "hang_up" });
  if (call.state === "recording") {
    const text = build("input", { "aria-label": "Message à laisser", placeholder: "Ce que vous dites", "data-act": "spoken" });
    const leave = button("Laisser le message", null);
    leave.onclick = () => text.value.trim() && use({ do: "speak", text: text.value.trim() });
    return [state, heard, text, build("div", { class: "keys" }, leave, hangUp)];
  }
  const pad = [...KEYPAD].map((key) => button(key, { do: "press", key }, `Touche ${key}`));
  for (const node of pad) node.setAttribute("aria-label", node.dataset.act);
  return [state, heard, build("div", { class: "pad" }, ...pad), build("div", { class: "keys" }, hangUp)];
}

/** One Telegram message with its buttons; `press` is called with a button's data. */
export function chatMessage(item, press) {
  const kinds = { photo: "[photo] ", voice: "[message vocal] ", sticker: "[autocollant] ", contact: "[contact partagé]", location: "[position]" };
  const keys = item.buttons.map((button) => {
    const key = build("button", { type: "button", dir: "auto" }, button.title);
    key.onclick = () => press(button.data);
    return key;
  });
  return build("div", { class: `message ${item.from_phone ? "mine" : ""}` },
    build("span", { class: "unseen" }, item.from_phone ? "Le locataire : " : "Le service : "),
    build("p", { dir: "auto" }, ...richText((kinds[item.kind] ?? "") + item.text)),
    ...(keys.length ? [build("div", { class: "keys" }, ...keys)] : []),
    build("span", {}, hour.format(new Date(item.at * 1000))));
}

const line = (at, ...words) => build("li", {}, build("time", { datetime: at }, moment(at)), " ", ...words);
const told = (data) => Object.entries(data ?? {}).map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`).join(", ");

function page(item, show) {
  const who = build("button", { type: "button", class: "plain" }, item.technician);
  who.onclick = () => show(item.phone);
  const means = [item.duty, `étape ${item.step}`, word("means", item.means)].join(", ");
  const why = item.reason ? ` (${word("lost", item.reason)})` : "";
  return line(item.created_at, `Appel d'astreinte ${item.code ?? ""} (${means}) à `, who, " : ",
    build("strong", {}, word("page", item.status) + why));
}

/** One request as the backend sees it. `opened`: its history is unfolded; `show` brings up a technician's phone. */
export function request(item, opened, show) {
  const facts = [item.who, item.channel, item.team, item.danger && `danger : ${item.danger}`, item.private && "privé"];
  const history = build("details", { "data-id": item.id }, build("summary", {}, `Historique (${item.events.length})`),
    build("ol", { class: "events" }, ...item.events.map((event) =>
      line(event.at, `${event.kind} (${event.by}) `, build("span", { class: "soft" }, told(event.data))))));
  history.open = opened;
  const pages = item.pages.map((one) => page(one, show));
  const visit = item.appointment;
  return build("li", { class: `request ${item.urgency ?? ""}` },
    build("p", { class: "top" },
      build("strong", {}, item.reference),
      build("span", { class: "tag urgency" }, word("urgency", item.urgency) || "à qualifier"),
      build("span", { class: "tag" }, word("request", item.status)),
      build("span", {}, item.situation ?? item.kind),
      ...(item.due_at ? [build("span", { class: "soft" }, `échéance ${moment(item.due_at)}`)] : [])),
    build("p", { class: "soft" }, [moment(item.created_at), ...facts.filter(Boolean)].join(" · ")),
    ...(item.summary ? [build("p", { class: "summary", dir: "auto" }, item.summary)] : []),
    ...(visit ? [build("p", {}, `Rendez-vous (${visit.status}) : ${visit.contractor}, ${moment(visit.starts_at)} – ${hour.format(new Date(visit.ends_at))}`)] : []),
    ...(pages.length ? [build("ul", { class: "events" }, ...pages)] : []),
    history);
}

/** One open alert; `take` acknowledges it. */
export function alert(item, reference, take) {
  const button = build("button", { type: "button" }, "Prendre l'alerte", build("span", { class: "unseen" }, ` ${reference}`));
  button.onclick = () => take(item.id);
  const due = item.due_at ? `, astreinte appelée ${moment(item.due_at)}` : "";
  return build("li", { class: "alert" },
    build("p", {}, build("strong", {}, reference), ` ${word("reason", item.reason)}`),
    build("p", { class: "soft" }, moment(item.raised_at) + due), button);
}
