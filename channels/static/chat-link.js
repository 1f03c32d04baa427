// The connection: a WebSocket, or plain HTTP where sockets do not pass. It keeps unsent messages and sends each
// again, with the same id, until the server acknowledges it; the server takes an id once.

const STORED = "veilleur-session"; // the only thing kept in the browser, for this tab only
const ELSEWHERE = 4408; // the server's word for "open in too many tabs"
const LATER = 60000;
const BACKOFF = [500, 1000, 2000, 4000, 8000, 15000];
const BEAT = 20000; // a sign of life when nothing is awaited
const BEAT_AWAITING = 3000; // and while an answer is
const PATIENCE = 10000; // without any frame after a sign of life, the socket is dead
const SOCKET_TRIES = 2; // sockets that never opened before HTTP is used
const SOCKET_AGAIN = 60000; // and how long until a socket is tried again

// A browser may forbid storage altogether: the conversation then lasts as long as the page.
const storage = (act) => {
  try {
    return act(sessionStorage);
  } catch {
    return null;
  }
};
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Events: `session` {landlord, resumed, known}, `messages` {messages, complete}, `ack` {id, exchange_id, outcome},
 * `refused` {id, error}, `offer` {exchange_id}, `online` boolean, `expired`, `portal`.
 */
export class ChatLink extends EventTarget {
  constructor({ base, portalToken, language }) {
    super();
    this.base = base;
    this.portalToken = portalToken;
    this.language = language;
    this.unsent = new Map();
    this.lastId = 0;
    this.awaiting = false;
    this.running = false;
    this.stopped = false;
    this.failedSockets = 0;
    addEventListener("online", () => this.wake?.());
  }

  /** Whether this tab has had a conversation. */
  static hasSession() {
    return storage((kept) => kept.getItem(STORED)) !== null;
  }

  /** Leave no trace in this browser. */
  forget() {
    this.stopped = true;
    this.unsent.clear();
    storage((kept) => kept.removeItem(STORED));
    this.socket?.close();
  }

  send(message) {
    this.unsent.set(message.id, { ...message, language: this.language });
    if (this.socket?.readyState === WebSocket.OPEN && this.ready) this.transmit(message.id);
    else this.wake?.();
  }

  /** Connect, and stay connected until `forget`. */
  async start() {
    if (this.running) return;
    this.running = true;
    for (let tries = 0; !this.stopped; ) {
      try {
        if (!this.session) await this.openSession();
        const good = this.failedSockets >= SOCKET_TRIES ? await this.overHttp() : await this.overSocket();
        if (good && !this.refusing) tries = 0;
        this.refusing = false;
      } catch (error) {
        // Nothing got through, not even HTTP: that says nothing about sockets.
        if (error instanceof TypeError) this.failedSockets = 0;
        if (error.code === "session_expired" || error.code === "session_invalid") {
          this.startAfresh();
          continue;
        }
      }
      if (this.stopped) return;
      this.tell("online", false);
      const wait = this.later ? LATER : BACKOFF[Math.min(tries++, BACKOFF.length - 1)];
      await this.rest(wait * (0.75 + Math.random() / 2));
    }
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  async rest(ms) {
    await Promise.race([pause(ms), new Promise((resolve) => (this.wake = resolve))]);
    this.wake = null;
  }

  async openSession() {
    const old = storage((kept) => kept.getItem(STORED));
    const body = { session: old, portal_token: this.portalToken || null };
    let opened;
    try {
      opened = await this.call("session", { method: "POST", body: JSON.stringify(body) });
    } catch (error) {
      if (error.code !== "portal_token") throw error;
      this.portalToken = null;
      this.tell("portal");
      return this.openSession();
    }
    this.session = opened.session;
    storage((kept) => kept.setItem(STORED, opened.session));
    this.tell("session", opened);
  }

  startAfresh() {
    this.session = null;
    this.lastId = 0;
    storage((kept) => kept.removeItem(STORED));
    this.tell("expired");
  }

  async call(path, options = {}) {
    const headers = { "Content-Type": "application/json" };
    if (this.session) headers.Authorization = `Bearer ${this.session}`;
    const answer = await fetch(new URL(path, this.base), { ...options, headers, credentials: "omit" });
    const body = await answer.json();
    if (answer.ok) return body;
    throw Object.assign(new Error(body.error), { code: body.error });
  }

  // Over a WebSocket. Resolves when it ends: true when it had worked.
  overSocket() {
    const address = new URL("ws", this.base);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = (this.socket = new WebSocket(address));
    this.ready = false;
    return new Promise((resolve, reject) => {
      let beat, dead, refusal, worked = false;
      const expect = () => {
        clearTimeout(dead);
        dead = setTimeout(() => socket.close(), PATIENCE);
      };
      const live = () => {
        clearTimeout(dead);
        clearTimeout(beat);
        beat = setTimeout(() => {
          socket.send(JSON.stringify({ type: "ping", after: this.lastId }));
          expect();
        }, this.awaiting ? BEAT_AWAITING : BEAT);
      };
      this.expect = expect;
      expect();
      socket.onopen = () => socket.send(JSON.stringify({ type: "hello", session: this.session, after: 0 }));
      socket.onmessage = ({ data }) => {
        const frame = JSON.parse(data);
        if (frame.error?.startsWith("session_")) {
          refusal = Object.assign(new Error(frame.error), { code: frame.error });
          return;
        }
        this.receive(frame);
        if (frame.type === "messages" && !this.ready) {
          this.ready = worked = true;
          this.failedSockets = 0;
          this.tell("online", true);
          for (const id of this.unsent.keys()) this.transmit(id);
        }
        live();
      };
      socket.onclose = ({ code }) => {
        this.later = code === ELSEWHERE;
        clearTimeout(beat);
        clearTimeout(dead);
        this.ready = false;
        if (!worked && !refusal) this.failedSockets += 1;
        if (refusal) reject(refusal);
        else resolve(worked);
      };
    });
  }

  transmit(id) {
    this.socket.send(JSON.stringify({ type: "message", ...this.unsent.get(id) }));
    this.expect();
  }

  // Over plain HTTP, for a minute; then a socket is tried again. Long reads, and sends in order.
  async overHttp() {
    const until = Date.now() + SOCKET_AGAIN;
    this.receive(await this.call(`messages?after=0&wait=0`));
    this.tell("online", true);
    const stop = new AbortController();
    const reading = this.readUntil(until, stop.signal);
    try {
      while (Date.now() < until && !this.stopped) {
        for (const id of [...this.unsent.keys()]) await this.post(id);
        const rested = await Promise.race([this.rest(until - Date.now()), reading.then(() => "read")]);
        if (rested === "read") break;
      }
    } finally {
      stop.abort();
      await reading.catch(() => {});
    }
    this.failedSockets = SOCKET_TRIES - 1;
    return true;
  }

  async readUntil(until, signal) {
    while (Date.now() < until && !this.stopped) {
      this.receive(await this.call(`messages?after=${this.lastId}`, { signal }));
    }
  }

  async post(id) {
    try {
      this.receive(await this.call("messages", { method: "POST", body: JSON.stringify(this.unsent.get(id)) }));
    } catch (error) {
      if (!error.code || error.code === "unavailable" || error.code.startsWith("session_")) throw error;
      this.receive({ type: "error", error: error.code, id });
    }
  }

  /** Send a file with a session's right. `progress` is told a part from 0 to 1. Rejects with `code` and `message`. */
  async sendFile(id, file, progress) {
    while (!this.session && !this.stopped) await pause(200);
    const address = new URL("files", this.base);
    address.search = new URLSearchParams({ id, language: this.language });
    const request = new XMLHttpRequest();
    const answered = new Promise((resolve, reject) => {
      request.onload = () => resolve(request);
      request.onerror = () => reject(new TypeError("network"));
    });
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => lengthComputable && progress(loaded / total);
    request.open("POST", address);
    request.setRequestHeader("Authorization", `Bearer ${this.session}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(file);
    const { status, responseText } = await answered;
    const frame = JSON.parse(responseText);
    if (status !== 200) throw Object.assign(new Error(frame.message), { code: frame.error });
    this.receive(frame);
  }

  receive(frame) {
    const handlers = {
      messages: () => this.gather(frame.messages, frame.complete),
      message: () => this.gather([frame.message], true),
      changed: () => this.socket?.send(JSON.stringify({ type: "ping", after: this.lastId })),
      offer: () => this.tell("offer", frame),
      ack: () => {
        this.unsent.delete(frame.id);
        this.tell("ack", frame);
      },
      error: () => {
        if (frame.error === "unavailable") {
          this.refusing = true;
          this.socket?.close();
          return;
        }
        this.unsent.delete(frame.id);
        this.tell("refused", frame);
      },
    };
    handlers[frame.type]?.();
  }

  gather(messages, complete) {
    for (const { id } of messages) if (Number.isInteger(id)) this.lastId = Math.max(this.lastId, id);
    this.tell("messages", { messages, complete });
  }
}
