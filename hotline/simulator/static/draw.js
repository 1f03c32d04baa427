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
    intended: "à envoyer", sent: "envoyé", failed: "échec", acknowledged: "accepté", refused: "refusé", expired: "sans réponse",
  },
  reason: { urgent: "demande urgente", danger: "danger", undelivered: "message non remis", language: "langue non parlée" },
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
  return line(item.created_at, `Appel d'astreinte ${item.code} (${item.duty}, niveau ${item.level}) à `, who, " : ",
    build("strong", {}, word("page", item.status)));
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
