"""What an action may lean on: the backend, the knowledge, and the turn it runs in."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from rasa_sdk import Tracker
from sqlalchemy.orm import Session

from backend_client.backend import Backend
from backend_client.models import Contact
from bot.actions.settings import Settings
from common.answers import PLAIN
from common.catalogue import Catalogue
from common.text import clean

DATA = Path(__file__).resolve().parents[1] / "data"

OwnWords = Callable[[str, str, str | None], str | None]
"""What a text answers to a yes/no question, by the question's code, and what it was taken for otherwise."""

T = TypeVar("T")
_backends: list[Backend] = []
_catalogues: list[Catalogue] = []
_calendar_links: list[Callable[[int], str]] = []
_who_pays_pages: list[str] = []
_upload_links: list[Callable[[int, str], str]] = []
_own_words: list[OwnWords] = []


class NotInUse(RuntimeError):
    """An action ran before :func:`use` gave it a backend."""


def use(
    backend: Backend,
    catalogue: Catalogue,
    calendar_link: Callable[[int], str] = lambda _: "",
    who_pays_page: str = "",
    upload_link: Callable[[int, str], str] = lambda _request, _purpose: "",
    own_words: OwnWords = lambda _text, _question, otherwise: otherwise,
) -> None:
    """Give the actions of this process their backend and their knowledge.

    :param calendar_link: the address of an appointment's calendar file, by its id; empty: there is none
    :param who_pays_page: the address of the table of who pays; empty: there is none
    :param upload_link: the address of a page that takes files for a request, by its id and the purpose of the files
    :param own_words: what answers in own words say (:meth:`hotline.own_words.OwnWords.answer`)
    """
    _backends[:], _catalogues[:], _calendar_links[:] = [backend], [catalogue], [calendar_link]
    _who_pays_pages[:], _upload_links[:], _own_words[:] = [who_pays_page], [upload_link], [own_words]


def backend() -> Backend:
    return _used(_backends)


def catalogue() -> Catalogue:
    return _used(_catalogues)


def calendar_link(appointment_id: int) -> str:
    """Where the calendar file of an appointment is; empty: nowhere."""
    return _used(_calendar_links)(appointment_id)


def upload_link(request_id: int, purpose: str) -> str:
    """A fresh one-time address where the tenant sends files for a request; empty: nowhere.

    It writes nothing, so it may be asked for within a transaction. An effect that is kept keeps its address too.

    :param purpose: a key of :data:`backend_client.attachments.PURPOSES`
    :raises ValueError: there is no such purpose
    """
    return _used(_upload_links)(request_id, purpose)


def own_words(text: str, question: str, otherwise: str | None = None) -> str | None:
    """``yes`` or ``no`` where a text surely answers a question so without being a line of its list.

    :param otherwise: what it is taken for where nothing is sure; not where its words rather say the opposite
    """
    return _used(_own_words)(text, question, otherwise) if text else otherwise


def who_pays_page() -> str:
    """Where the table of who pays is; the landlord's own address comes first. Empty: nowhere."""
    return backend().landlord.links.get("who_pays") or _used(_who_pays_pages)


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The dialogue's settings and matters (``bot/data/dialogue.toml``, ``bot/data/matters.toml``)."""
    return Settings.load(DATA)


def _used(held: list[T]) -> T:
    if not held:
        raise NotInUse("call bot.actions.context.use() first")
    return held[0]


async def in_transaction(work: Callable[[Session], T]) -> T:
    """Run a short piece of work in one transaction, in a thread: the loop also serves other turns."""

    def run() -> T:
        with backend().transaction() as s:
            return work(s)

    return await asyncio.to_thread(run)


async def in_reading(work: Callable[[Session], T]) -> T:
    """As :func:`in_transaction`, without taking a write lock."""

    def run() -> T:
        with backend().reading() as s:
            return work(s)

    return await asyncio.to_thread(run)


@dataclass(frozen=True)
class Turn:
    """The message being answered and what the hotline said of it (the ``metadata`` of the engine turn).

    ``picked``: it is a line of a list of ours, so that nothing else competed with its intent; ``problems``: the
    distinct situations that the clauses of one message name, with confidence and words, where there are several;
    ``against``: what speaks against a danger in its words (:attr:`bot.actions.report_state.Report.against`).
    """

    text: str
    picked: bool
    intent: str
    confidence: float
    entities: Mapping[str, Any]
    situations: tuple[tuple[str, float], ...]
    problems: tuple[tuple[str, float, str], ...]
    exchange_id: int
    conversation_id: int
    contact_id: int
    person_id: int | None
    dwelling_id: int | None
    building_id: int | None
    request_id: int | None
    known: bool
    channel: str
    language: str | None
    office_open: bool
    summary: str
    against: str | None
    now: datetime

    @classmethod
    def of(cls, tracker: Tracker) -> "Turn":
        """:raises KeyError: the engine was called without the hotline's metadata"""
        message = tracker.latest_message
        told = message["metadata"]
        intent = message.get("intent") or {}
        return cls(
            text=clean(message.get("text") or ""),
            picked=len(message.get("intent_ranking") or ()) == 1,
            intent=intent.get("name") or "",
            confidence=float(intent.get("confidence") or 0.0),
            entities={e["entity"]: e["value"] for e in message.get("entities") or []},
            situations=tuple((s["code"], float(s["confidence"])) for s in message.get("situations") or []),
            problems=tuple((p["code"], float(p["confidence"]), p["text"]) for p in message.get("problems") or []),
            exchange_id=told["exchange_id"],
            conversation_id=told["conversation_id"],
            contact_id=told["contact_id"],
            person_id=told.get("person_id"),
            dwelling_id=told.get("dwelling_id"),
            building_id=told.get("building_id"),
            request_id=told.get("request_id"),
            known=bool(told.get("known")),
            channel=told["channel"],
            language=told.get("language"),
            office_open=bool(told.get("office_open")),
            summary=told.get("summary") or "",
            against=told.get("against_danger"),
            now=datetime.fromisoformat(told["now"]),
        )

    def contact(self, s: Session) -> Contact:
        """The row of whoever writes."""
        return s.get_one(Contact, self.contact_id)

    @property
    def words(self) -> str:
        """The tenant's own words; none where a line of a list was picked."""
        return "" if self.picked else self.text

    @property
    def choice(self) -> str | None:
        """The value of the choice that was picked from a list of ours."""
        return self.entities.get("choice") if self.intent == "choose" else None

    @property
    def plain(self) -> str | None:
        """``yes`` or ``no``, where the message was understood as one whatever was asked."""
        return PLAIN.get(self.intent)

    def answers(self, question: str) -> str | None:
        """``yes`` or ``no`` to a question: what was picked, else what the words say of it, else a bare yes or no."""
        return self.choice or own_words(self.words, question, self.plain)
