"""An engine that answers at once: the connector's protocol without Rasa, the hotline's real actions behind it.

``python -m tests.faults.fake_engine PORT SECRET ACTION_URL SEED``. A report is answered with a list; the line that
is picked runs the real ``action_open_request`` over loopback, and so does a breakdown at once; anything else gets one
and the same answer.
"""

import json
import random
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

REPORT, BREAKDOWN = "Je signale un souci", "Plus de courant"
BROKEN_DOWN = "electricity.building_outage"
SITUATIONS = ("plumbing.drain_slow", "plumbing.bath_sealant")
NOT_UNDERSTOOD = "utter_choice_expired"
# The longest that it thinks, in seconds: a process can be killed while it waits for an answer.
THINKS = 0.15

Json = dict[str, Any]


class Refused(Exception):
    """The action server did not run the action."""


def offer(_message: Json, _events: list[Json]) -> Json:
    choices = [{"value": code, "title": f"ligne {n}"} for n, code in enumerate(SITUATIONS, 1)]
    return _turn([{"event": "active_loop", "name": "report_form"}], [("utter_ask_situation_open", {}, choices)])


def open_request(message: Json, events: list[Json]) -> Json:
    """The list was picked: understood only where the dialogue came back as it was stored."""
    if not any(event.get("name") == "report_form" for event in events):
        return _turn([], [(NOT_UNDERSTOOD, {}, [])])
    return _opened(message, message["payload"]["entities"]["choice"])


def breakdown(message: Json, _events: list[Json]) -> Json:
    return _opened(message, BROKEN_DOWN)


def _opened(message: Json, situation: str) -> Json:
    done = _run("action_open_request", message, {"situation": situation})
    said = [(r["response"], r["facts"], r["choices"]) for r in done["responses"] if r.get("response")]
    return _turn([{"event": "active_loop", "name": None}], said)


def thank(_message: Json, _events: list[Json]) -> Json:
    return _turn([], [("utter_sticker_received", {}, [])])


def _turn(events: list[Json], replies: list[tuple[str, Json, list[Json]]]) -> Json:
    said = [{"key": key, "facts": facts, "choices": choices} for key, facts, choices in replies]
    understood = {"intent": "greet", "confidence": 1.0}
    return {"events": events, "replies": said, "understood": understood, "failed_action": None}


def _run(action: str, message: Json, slots: Json) -> Json:
    latest = {
        "text": message["text"],
        "intent": {"name": "choose", "confidence": 1.0},
        "intent_ranking": [{"name": "choose", "confidence": 1.0}],
        "entities": [],
        "situations": [],
        "metadata": message["metadata"],
    }
    tracker = {
        "sender_id": str(message["metadata"]["conversation_id"]),
        "slots": {"problem_text": message["metadata"]["summary"], **slots},
        "latest_message": latest,
        "events": [],
        "paused": False,
        "active_loop": {},
        "latest_action_name": None,
    }
    body = {"next_action": action, "sender_id": tracker["sender_id"], "tracker": tracker, "domain": {}}
    answer = httpx.post(ACTION_URL, json=body, headers={"X-Engine-Secret": SECRET}, timeout=10)
    if answer.status_code != 200:
        raise Refused(action)
    result: Json = answer.json()
    return result


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(200, {"model": "fake"})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["X-Engine-Secret"] != SECRET:
            self._answer(403, {"error": "wrong secret"})
            return
        message = body["message"]
        time.sleep(RANDOM.uniform(0, THINKS))
        begins = {REPORT: offer, BREAKDOWN: breakdown}
        told = (decide for begin, decide in begins.items() if message["text"].startswith(begin))
        decide = open_request if message.get("payload") else next(told, thank)
        try:
            self._answer(200, decide(message, body["events"]))
        except (Refused, httpx.HTTPError):
            # What the connector answers where an action failed.
            self._answer(200, {"events": [], "replies": [], "understood": {}, "failed_action": "action_open_request"})

    def _answer(self, status: int, body: Json) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the hotline's log is the one to read."""


if __name__ == "__main__":
    PORT, SECRET, ACTION_URL, SEED = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
    RANDOM = random.Random(SEED)
    ThreadingHTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
