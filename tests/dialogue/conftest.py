"""The actions with a real database, and a stand-in for the engine that runs forms the way Rasa does.

The stand-in takes an intent where the engine would understand one; everything after that is the real code.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from sqlalchemy import select

from backend_client import conversations
from backend_client.backend import Backend
from backend_client.calendar import is_open
from backend_client.database import Database
from backend_client.models import Request, RequestEvent
from bot.actions import context
from common.catalogue import Catalogue
from common.wording import Wording
from tests.backend.builders import (
    DAY,
    LANDLORD,
    a_contact,
    a_contractor,
    a_home,
    a_rotation,
    a_technician,
    a_tenant,
)

ROOT = Path(__file__).parents[2]
DATA = ROOT / "bot" / "data"
DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def knowledge() -> Catalogue:
    return Catalogue.load(DATA / "catalogue")


@pytest.fixture(scope="session")
def wording() -> Wording:
    return Wording.load(DATA / "texts")


def _rules() -> dict[str, str]:
    """From an intent to the action of its rule, outside and inside forms."""
    found: dict[str, str] = {}
    for file in sorted((DATA / "rules").glob("*.yml")):
        for rule in yaml.safe_load(file.read_text(encoding="utf-8"))["rules"]:
            first, second = rule["steps"][0], rule["steps"][1]
            if "intent" in first:
                found[first["intent"]] = second["action"]
    return found


RULES = _rules()
DANGER = "danger"
"""The key of what a test is said where a danger is left to the hotline; its facts say which."""
SUBMIT = {
    "report_form": "action_open_request",
    "booking_form": "action_book_window",
    "who_pays_form": "action_who_pays_answer",
}


@dataclass
class Said:
    """One reply: its key without ``utter_``, its facts and the values of its choices."""

    key: str
    facts: dict[str, Any]
    choices: list[dict[str, Any]]

    @property
    def values(self) -> list[str]:
        """Of the lines that are shown."""
        return [choice["value"] for choice in self.choices if not choice.get("silent")]


@dataclass
class Chat:
    """One contact's conversation. ``tell`` is one message; it returns what was said to it."""

    backend: Backend
    executor: ActionExecutor
    address: str
    now: datetime
    channel: str = "sms"
    language: str = "fr"
    slots: dict[str, Any] = field(default_factory=dict)
    loop: str | None = None
    events: list[dict[str, Any]] = field(default_factory=list)
    count: int = 0
    said: list[Said] = field(default_factory=list)
    offered: list[dict[str, Any]] = field(default_factory=list)
    message: dict[str, Any] = field(default_factory=dict)

    async def pick(self, value: str) -> list[Said]:
        """Pick a line of the last list."""
        line = next(choice for choice in self.offered if choice["value"] == value)
        payload = line.get("payload") or {"intent": "choose", "entities": {"choice": value}}
        return await self.tell(value, payload["intent"], entities=payload["entities"])

    async def tell(
        self,
        text: str,
        intent: str,
        *situations: tuple[str, float],
        confidence: float = 0.9,
        entities: dict[str, Any] | None = None,
        problems: tuple[tuple[str, str], ...] = (),
        against: str | None = None,
        replay: bool = False,
    ) -> list[Said]:
        """Say something that the engine would understand as ``intent``; ``entities`` are those of a picked line.

        :param problems: the situations of several clauses, each with its words
        :param against: what speaks against a danger in these words
        """
        if not replay:
            self.message = self._message(text, intent, situations, confidence, entities)
            self.message["metadata"]["against_danger"] = against
            self.message["problems"] = [{"code": code, "confidence": 0.9, "text": words} for code, words in problems]
        self.said = []
        self.events.append({"event": "user"})
        await self._turn(intent)
        if self.loop is None and not any(said.choices for said in self.said):
            self.events, self.slots = [], {}
        self.offered = next((said.choices for said in reversed(self.said) if said.choices), self.offered)
        assert self.said, f"silence after {intent}"
        return self.said

    def _message(
        self,
        text: str,
        intent: str,
        situations: tuple[tuple[str, float], ...],
        confidence: float,
        entities: dict[str, Any] | None,
    ) -> dict[str, Any]:
        self.count += 1
        picked = entities is not None
        named = (entities or {}).get("situation")
        told = ((named, 1.0),) if named else situations
        return {
            "text": text,
            "intent": {"name": intent, "confidence": 1.0 if picked else confidence},
            "intent_ranking": [{}] if picked else [{}, {}],
            "entities": [{"entity": name, "value": value} for name, value in (entities or {}).items()],
            "situations": [{"code": code, "confidence": sure} for code, sure in told],
            "metadata": self._metadata(text),
        }

    def _metadata(self, text: str) -> dict[str, Any]:
        with self.backend.transaction() as s:
            stored = conversations.store_inbound(
                s,
                channel=self.channel,
                provider_id=f"{self.address}-{self.count}",
                address=self.address,
                text=text,
                kind="text",
                data={},
                now=self.now,
            )
            request = s.get_one(Request, stored.conversation.request_id)
            return {
                "exchange_id": stored.exchange.id,
                "conversation_id": stored.conversation.id,
                "contact_id": stored.contact.id,
                "person_id": stored.contact.person_id,
                "dwelling_id": request.dwelling_id,
                "building_id": request.building_id,
                "known": stored.contact.person_id is not None,
                "request_id": request.id,
                "now": self.now.isoformat(),
                "language": self.language,
                "channel": self.channel,
                "office_open": is_open(LANDLORD, self.now),
                "summary": "premiers mots",
            }

    async def _turn(self, intent: str) -> None:
        if self.loop is not None and await self._form_takes_it():
            return
        follow = await self._run("report_form" if self.loop is None and intent == "report_problem" else RULES[intent])
        if self.loop is not None and follow is None:
            await self._validate(self.loop)
            await self._ask()

    async def _form_takes_it(self) -> bool:
        """Validate as Rasa does: a form that got nothing but its own question back gives way to the rules."""
        assert self.loop is not None
        changed = await self._validate(self.loop)
        if not changed:
            return False
        await self._go_on()
        return True

    async def _validate(self, form: str) -> bool:
        events = await self._call(f"validate_{form}")
        return any(event["name"] != "requested_slot" for event in events if event["event"] == "slot")

    async def _go_on(self) -> None:
        assert self.loop is not None
        if self.slots.get("requested_slot"):
            await self._ask()
            return
        done, self.loop = SUBMIT[self.loop], None
        await self._run(done)

    async def _ask(self) -> None:
        slot = self.slots["requested_slot"]
        name = f"ask_{self.loop}_{slot}"
        if f"action_{name}" in DOMAIN["actions"]:
            await self._call(f"action_{name}")
        else:
            assert f"utter_{name}" in DOMAIN["responses"]
            self.said.append(Said(name, {}, []))

    async def _run(self, action: str) -> str | None:
        if action in SUBMIT:
            self.loop, self.slots["requested_slot"] = action, None
            await self._validate(action)
            await self._go_on()
            return action
        follow = next((e["name"] for e in await self._call(action) if e["event"] == "followup"), None)
        return await self._run(follow) if follow else None

    async def _call(self, action: str) -> list[dict[str, Any]]:
        tracker = {
            "sender_id": "1",
            "slots": dict(self.slots),
            "latest_message": self.message,
            "events": list(self.events),
            "active_loop": {"name": self.loop} if self.loop else {},
            "latest_action_name": "action_listen",
        }
        dispatcher = CollectingDispatcher()
        events = await self.executor.actions[action](dispatcher, Tracker.from_dict(tracker), DOMAIN)
        for message in dispatcher.messages:
            if left := message.get("custom"):
                self.said.append(Said(DANGER, left, []))
                continue
            self.said.append(Said(message["response"].removeprefix("utter_"), message["facts"], message["choices"]))
        for event in events:
            if event["event"] == "slot":
                assert event["name"] in DOMAIN["slots"] or event["name"] == "requested_slot", event["name"]
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "active_loop":
                self.loop = event["name"]
        self.events.append({"event": "action", "name": action})
        return list(events)


@dataclass
class World:
    """A landlord with one building, a plumber and a rota; tenants write from ``known`` and ``stranger``."""

    backend: Backend
    executor: ActionExecutor
    own_words: dict[str, dict[str, str]] = field(default_factory=dict)
    """What a text surely answers, by text and by question."""

    def said(self, text: str, question: str, otherwise: str | None) -> str | None:
        return self.own_words.get(text, {}).get(question, otherwise)

    def chat(self, address: str = "+33639980001", now: datetime = DAY) -> Chat:
        return Chat(self.backend, self.executor, address, now)

    def stranger(self, now: datetime = DAY) -> Chat:
        return self.chat("+33639985555", now)

    def requests(self) -> list[Request]:
        """Every request that is about something, oldest first, with its places loaded."""
        with self.backend.reading() as s:
            found = s.scalars(select(Request).where(Request.kind != "contact").order_by(Request.id)).all()
            return list(found)

    def history(self, request: Request) -> list[str]:
        with self.backend.reading() as s:
            events = select(RequestEvent.kind).where(RequestEvent.request_id == request.id)
            return list(s.scalars(events.order_by(RequestEvent.id)))

    def rows(self, model: Any) -> list[Any]:
        with self.backend.reading() as s:
            return list(s.scalars(select(model)))


@pytest.fixture
def world(sqlite_db: Database, knowledge: Catalogue) -> Iterator[World]:
    backend = Backend(sqlite_db, LANDLORD, lambda: DAY)
    executor = ActionExecutor()
    executor.register_package("bot.actions")
    made = World(backend, executor)
    context.use(backend, knowledge, own_words=made.said)
    with sqlite_db.transaction() as s:
        dwelling = a_home(s)
        for number, first_name in ((1, "Awa"), (2, "Karim")):
            contact = a_contact(s, number, a_tenant(s, first_name, "Diallo", dwelling))
            contact.dwelling_id = dwelling.id
        a_contractor(s)
        a_rotation(s, "technical", 1, a_technician(s, "malik", 1))
        a_rotation(s, "supervisor", 1, a_technician(s, "claire", 2))
    yield made
