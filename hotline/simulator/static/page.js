// The simulator's page: it asks the service what every phone and the desk show, and plays the thumbs.

import { build } from "/chat/build.js";
import * as draw from "./draw.js";

const REFRESH = 1500;
const PARIS_DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" });

const at = (id) => document.getElementById(id);
const shown = new Map();
let now = Date.now();
let asked = Date.now();
// Until somebody chooses, the technician who is on call now is shown.
let technicianChosen = false;

async function call(path, body) {
  const options = body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {};
  const answer = await fetch(`/simulator/${path}`, options);
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail ?? `erreur ${answer.status}`);
  return answer.json();
}

// Redraw only what has changed: what somebody reads or has the focus on stays where it is.
function redraw(id, data, nodes) {
  const key = JSON.stringify(data);
  if (shown.get(id) === key) return;
  shown.set(id, key);
  const place = at(id);
  // A button that is drawn anew keeps the focus.
  const held = place.contains(document.activeElement) && document.activeElement.dataset.act;
  place.replaceChildren(...nodes());
  if (held) [...place.querySelectorAll("[data-act]")].find((node) => node.dataset.act === held)?.focus();
  if (place.classList.contains("screen")) place.scrollTop = place.scrollHeight;
}

const tenantNumber = () => at("tenant-number").value.trim() || at("tenant").value;

async function phone(name, number) {
  if (!number) return;
  const path = `phone/${encodeURIComponent(number)}`;
  const told = await call(path);
  redraw(`${name}-screen`, [number, told.messages], () => told.messages.map(draw.phoneMessage));
  redraw(`${name}-call`, [number, told.call], () => draw.phoneCall(told.call, (thumb) => act(call(`${path}/call`, thumb))));
  const heard = at(`${name}-call`).querySelector(".heard");
  if (heard) heard.scrollTop = heard.scrollHeight;
}

async function telegram() {
  const chat = at("telegram-chat").value.trim();
  if (!/^\d+$/.test(chat)) return;
  const { messages } = await call(`telegram/${chat}`);
  redraw("telegram-screen", [chat, messages], () =>
    messages.map((item) => draw.chatMessage(item, (button) => act(call(`telegram/${chat}`, { button, language: at("telegram-language").value })))));
}

async function desk() {
  const requests = await call("requests");
  const opened = new Set([...document.querySelectorAll("details[open]")].map((node) => node.dataset.id));
  redraw("requests", requests, () => requests.map((item) => draw.request(item, opened.has(String(item.id)), showTechnician)));
  at("requests-count").textContent = requests.length ? `les ${requests.length} dernières` : "";
  at("requests-none").hidden = requests.length > 0;
  const alerts = requests.flatMap((item) => item.alerts.filter((one) => !one.acknowledged_at).map((one) => [one, item.reference]));
  redraw("alerts", alerts, () => alerts.map(([one, reference]) =>
    draw.alert(one, reference, (id) => act(call(`alerts/${id}/acknowledge`, {})))));
  at("alerts-none").hidden = alerts.length > 0;
}

async function clock() {
  const told = await call("clock");
  now = Date.parse(told.now);
  asked = Date.now();
  for (const button of at("clock-buttons").children) button.disabled = !told.simulated;
  tick();
}

function tick() {
  const moment = new Date(now + Date.now() - asked);
  at("clock").textContent = draw.longMoment(moment);
  at("clock").dateTime = moment.toISOString();
}

async function refresh() {
  try {
    await Promise.all([phone("tenant", tenantNumber()), phone("technician", at("technician").value), telegram(), desk(), clock()]);
    at("trouble").textContent = "";
  } catch (error) {
    at("trouble").textContent = `Le service ne répond pas comme prévu : ${error.message}`;
  }
}

/** Something was done: say when it failed, and look at once. */
async function act(doing) {
  try {
    await doing;
    await people();
    await refresh();
  } catch (error) {
    at("trouble").textContent = error.message;
  }
}

function composer(name, send) {
  const input = at(`${name}-text`);
  const submit = (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    act(send(text));
  };
  at(`${name}-form`).onsubmit = submit;
  input.onkeydown = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit(event);
  };
}

function options(id, entries) {
  const chosen = at(id).value;
  redraw(id, entries, () => entries.map(([value, label]) => build("option", { value }, label)));
  if (entries.some(([value]) => value === chosen)) at(id).value = chosen;
}

async function people() {
  const { tenants, technicians } = await call("people");
  options("tenant", tenants.map((one) => [one.phone, `${one.name}, ${draw.spaced(one.phone)}, ${one.home}`]));
  const ready = [...technicians].sort((one, other) => other.duties.length - one.duties.length);
  options("technician", ready.map((one) =>
    [one.phone, `${one.name}, ${draw.spaced(one.phone)}${one.duties.length ? ` (d'astreinte : ${one.duties.join(", ")})` : ""}`]));
  if (!technicianChosen) at("technician").selectedIndex = 0;
}

function showTechnician(number) {
  technicianChosen = true;
  at("technician").value = number;
  at("technician").focus();
  refresh();
}

/** The Saturday of the week that the simulated clock is in, or today if it is one, at 23:40 in Paris. */
function saturdayNight() {
  const day = new Date(`${PARIS_DAY.format(new Date(now))}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + ((6 - day.getUTCDay() + 7) % 7));
  return `${day.toISOString().slice(0, 10)}T23:40:00`;
}

function listen() {
  composer("tenant", (text) => call(`phone/${encodeURIComponent(tenantNumber())}/sms`, { text }));
  composer("technician", (text) => call(`phone/${encodeURIComponent(at("technician").value)}/sms`, { text }));
  composer("telegram", (text) =>
    call(`telegram/${at("telegram-chat").value.trim()}`, { text, language: at("telegram-language").value }));
  at("tenant").onchange = () => {
    at("tenant-number").value = "";
    refresh();
  };
  at("technician").onchange = () => showTechnician(at("technician").value);
  for (const id of ["tenant-number", "telegram-chat"]) at(id).onchange = refresh;
  at("clock-buttons").onclick = ({ target }) => {
    const { minutes } = target.dataset;
    const change = {
      minutes: () => ({ advance_minutes: Number(minutes) }),
      night: () => ({ set: saturdayNight() }),
      now: () => ({ set: new Date().toISOString() }),
    };
    const kind = Object.keys(change).find((name) => name in target.dataset);
    if (kind) act(call("clock", change[kind]()));
  };
}

listen();
try {
  await people();
} catch (error) {
  at("trouble").textContent = error.message;
}
await refresh();
setInterval(tick, 1000);
setInterval(() => document.hidden || refresh(), REFRESH);
