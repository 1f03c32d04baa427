"""One durable turn per message, in order within a conversation.

A turn reads, asks the engine (no side effect of its own on the engine's side), then stores the replies, the new
dialogue events and "handled" in one transaction. Replayed after a crash it either finds the message handled or
does the same again: actions keep their effects once per exchange.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session, joinedload

from backend_client import conversations, outbox, workers
from backend_client.calendar import is_open
from backend_client.conversations import Stored
from backend_client.models import Contact, Conversation, Exchange, Request
from bot.actions import cleaning
from bot.actions.report_state import UNLIKELY
from common.text import clean
from hotline import danger, fallback, language
from hotline.choices import pick
from hotline.danger_table import missed_danger
from hotline.engine_client import EngineDown, Turn
from hotline.guard import Alarm
from hotline.outbox import Outbox, Ready
from hotline.rendering import introduce_in, offer
from hotline.rules import settle
from hotline.services import Services
from hotline.turn_context import Context, Reply

log = logging.getLogger(__name__)

# Turns that think at the same time: the engine takes one after the other, and more threads here would only take the
# processor from the doors. Sending is outside of it: a slow provider keeps nobody from being understood.
AT_ONCE = 4
# How soon a turn that the database broke off is tried again, in seconds.
TRIES_AGAIN = (0.1, 0.5)
# How often it is looked whether this process may take messages again, in seconds.
WITHOUT_NUMBER = 0.2
# What the engine is given of one message; the whole text is stored.
MAX_TEXT = 4000
# From here on, a dialogue that only goes from list to list starts anew: each turn sends and stores all its events.
# What is on offer stays, and carries its own meaning.
MAX_EVENTS = 300
# Texts that say themselves that an automatic assistant answers (AI Act art. 50: said at the first exchange).
SAYS_IT_ITSELF = frozenset({"utter_greet", "utter_bot_challenge"})
# A message with its conversation and its sender, in one query.
WITH_CONTACT = (joinedload(Exchange.conversation).joinedload(Conversation.contact),)


@dataclass(frozen=True)
class Job:
    """What the engine is asked for one message."""

    conversation_id: int
    events: list[Any]
    message: dict[str, Any]
    first: Sequence[Reply] = ()
    """What is said before the engine's replies."""
    explained: bool = False
    """The message answers the question that was open, and is no danger."""


class Turns:
    def __init__(self, services: Services, outbox: Outbox) -> None:
        self._services = services
        self._outbox = outbox
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self._locks: OrderedDict[int, asyncio.Lock] = OrderedDict()

    async def run(self, exchange_id: int) -> None:
        """Answer what is unanswered in this message's conversation, in order.

        Whoever has the earliest of these messages answers them all, whatever worker they came to.
        """
        last = 0
        while True:
            while self._services.worker.number is None:
                await asyncio.sleep(WITHOUT_NUMBER)
            conversation_id, waiting = await asyncio.to_thread(self._waiting, exchange_id, last)
            if not waiting:
                return
            async with self._lock(conversation_id):
                for each in waiting:
                    await self._one(each)
            self._services.changed(conversation_id)
            last = waiting[-1]

    def _lock(self, conversation_id: int) -> asyncio.Lock:
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        self._locks.move_to_end(conversation_id)
        while len(self._locks) > 10_000 and not next(iter(self._locks.values())).locked():
            self._locks.popitem(last=False)
        return lock

    def _waiting(self, exchange_id: int, last: int) -> tuple[int, list[int]]:
        """The conversation, and what this worker has to answer in it after the ``last`` one, in order; nothing where
        another worker does."""
        backend = self._services.backend
        if backend.db.is_sqlite:
            # There is one worker: nothing to settle with others, so nothing to write.
            with backend.reading() as s:
                conversation_id = s.get_one(Exchange, exchange_id).conversation_id
                found = conversations.waiting(s, conversation_id)
        else:
            with backend.transaction() as s:
                conversation_id = s.get_one(Exchange, exchange_id).conversation_id
                number = self._services.worker.claiming(s)
                found = workers.answering(s, conversation_id, number) if number is not None else []
        return conversation_id, [each.id for each in found if each.id > last]

    async def _one(self, exchange_id: int) -> None:
        try:
            async with self._at_once:
                send = await self._tried(exchange_id)
        except EngineDown as error:
            log.error("exchange %s: no answer from the engine: %s", exchange_id, error)
            send = await asyncio.to_thread(self._without_engine, exchange_id)
        except Exception:
            # Whatever it is, the message is recorded and answered, and the next one gets its turn.
            log.exception("exchange %s: its turn failed", exchange_id)
            send = await asyncio.to_thread(self._without_engine, exchange_id)
        await self._outbox.send_all(send)

    async def _tried(self, exchange_id: int) -> list[Ready]:
        """Tried again where the database broke it off: of two who waited for each other it sends one back."""
        for wait in TRIES_AGAIN:
            try:
                return await self._answer(exchange_id)
            except (OperationalError, IntegrityError) as error:
                log.warning("exchange %s: tried again (%s)", exchange_id, type(error).__name__)
                await asyncio.sleep(wait)
        return await self._answer(exchange_id)

    async def _answer(self, exchange_id: int) -> list[Ready]:
        """Settle it or ask the engine. Returns the messages to send. :raises EngineDown: no usable answer"""
        job = await asyncio.to_thread(self._before, exchange_id)
        if isinstance(job, list):
            return job
        turn = await self._services.engine.turn(job.conversation_id, job.events, job.message)
        return await asyncio.to_thread(self._after, exchange_id, job, turn)

    def _before(self, exchange_id: int) -> Job | list[Ready]:
        """Settle what needs no engine (the messages to send), else say what the engine is asked."""
        services, now = self._services, self._services.clock()
        with services.backend.transaction() as s:
            exchange = s.get_one(Exchange, exchange_id, options=WITH_CONTACT)
            conversation, contact = exchange.conversation, exchange.conversation.contact
            if exchange.status != "received":
                return []
            picked = pick(
                conversation.offer,
                exchange.text,
                exchange.data.get("button"),
                exchange.data.get("offer_id"),
                now,
            )
            context = Context(s, services, exchange, conversation, contact, now, picked)
            if exchange.direction == "in" and picked is None and contact.technician_id is None:
                hint = exchange.data.get("language_hint")
                heard = language.hear(contact.language, exchange.text, hint, services.wording.languages)
                contact.language, context.unspoken = heard.answer_in, heard.unspoken
                context.picked = services.own_words.picked(conversation.offer, exchange.text, now)
            answer = settle(context)
            if answer is not None:
                conversations.mark_handled(s, exchange.id, context.handled_as, now)
                return self._queue(s, exchange, answer, now)
            return self._job(s, context)

    def _job(self, s: Session, turn: Context) -> Job:
        exchange, conversation, contact, now = (
            turn.exchange,
            turn.conversation,
            turn.contact,
            turn.now,
        )
        request = s.get_one(Request, conversation.request_id)
        request.language = request.language or contact.language
        text = clean(turn.said_before or exchange.text)[:MAX_TEXT]
        payload = dict(turn.picked.payload) if turn.picked else None
        if payload is None and not conversations.in_form(conversation.dialogue):
            payload = cleaning.heard(text, contact.language)
        if exchange.kind == "start" and payload is None:
            payload = {"intent": "greet", "entities": {}}
        services = self._services
        explained = payload is None and services.own_words.explain(conversation.offer, text, services.guard, now)
        metadata = {
            "exchange_id": exchange.id,
            "conversation_id": conversation.id,
            "contact_id": contact.id,
            "person_id": contact.person_id,
            "dwelling_id": request.dwelling_id,
            "building_id": request.building_id,
            "known": contact.person_id is not None,
            "request_id": request.id,
            "now": now.isoformat(),
            "language": contact.language or language.DEFAULT,
            "channel": exchange.channel,
            "office_open": is_open(self._services.backend.landlord, now),
            "summary": fallback.first_words(s, request),
            "against_danger": self._against_danger(turn, text, explained) if payload is None else None,
        }
        message = {
            "id": str(exchange.id),
            "text": text,
            "payload": payload,
            "channel": exchange.channel,
            "language": metadata["language"],
            "metadata": metadata,
        }
        return Job(conversation.id, conversation.dialogue, message, turn.first, explained)

    def _against_danger(self, turn: Context, text: str, explained: bool) -> str | None:
        """What speaks against a danger in the words that the engine is given."""
        return turn.danger_denied or (UNLIKELY if explained or self._services.guard.denies(text) else None)

    def _after(self, exchange_id: int, job: Job, turn: Turn) -> list[Ready]:
        """Store the engine's answer, unless the turn was given up or finished by somebody else meanwhile."""
        services, now = self._services, self._services.clock()
        with services.backend.transaction() as s:
            exchange = s.get_one(Exchange, exchange_id, options=WITH_CONTACT)
            if exchange.status != "received":
                return []
            exchange.data = {**exchange.data, "understood": _kept(turn.understood)}
            found = self._danger(exchange, job, turn)
            if found is not None:
                alarm, words = found
                stored = Stored(
                    exchange,
                    exchange.conversation,
                    exchange.conversation.contact,
                    created=True,
                )
                return self._outbox.ready(danger.raise_alarm(s, services, stored, alarm, now, words=words))
            conversations.mark_handled(s, exchange_id, "handled", now)
            conversation = exchange.conversation
            exchange.request_id = conversation.request_id
            replies = list(job.first) + [
                Reply(
                    r["key"],
                    r.get("facts") or {},
                    r.get("choices") or (),
                    effect=f"reply-{n}",
                )
                for n, r in enumerate(turn.replies)
                if r.get("key")
            ]
            looping = conversations.in_form(job.events + turn.events)
            offering = any(reply.choices for reply in replies)
            events = job.events + turn.events
            open_ = looping or (offering and len(events) <= MAX_EVENTS)
            conversation.dialogue = events if open_ else []
            if not offering:
                # What is asked now has no list: a number must not be held against an older one.
                conversation.offer = None
            return self._queue(s, exchange, replies, now)

    def _danger(self, exchange: Exchange, job: Job, turn: Turn) -> tuple[Alarm, str] | None:
        """A danger that the assistant leaves to the hotline or that the guard has missed, and the words that tell of
        it."""
        services, spoken = self._services, job.message["language"]
        for told in turn.replies:
            if told.get("danger"):
                return Alarm(told["danger"], told["certain"], danger.REPORT, spoken), told["words"]
        if job.message["payload"] or job.first or job.explained:
            return None
        missed = missed_danger(services.guard, services.catalogue, services.dangers, exchange.text, turn.understood)
        return (Alarm(missed.code, False, "understanding", spoken), exchange.text) if missed else None

    def _without_engine(self, exchange_id: int) -> list[Ready]:
        """Recorded and asked whether it is urgent; the question's answer needs no engine.

        Where only the engine's answer was lost, after its action had opened a request, that request is confirmed:
        another one beside it would be the same matter twice.
        """
        services, now = self._services, self._services.clock()
        with services.backend.transaction() as s:
            exchange = s.get_one(Exchange, exchange_id)
            staff = exchange.conversation.contact.technician_id is not None
            if not conversations.mark_handled(s, exchange_id, "recorded" if staff else "handled", now) or staff:
                # A technician's page is as open as before: the next one is paged when its time is over.
                return []
            reply = fallback.confirmed(s, exchange, now) or fallback.asked(s, services, exchange)
            return self._queue(s, exchange, [reply], now)

    def _queue(self, s: Session, exchange: Exchange, replies: list[Reply], now: datetime) -> list[Ready]:
        """Put the replies in the outbox, as claimed where this worker may, and remember the last list among them."""
        conversation: Conversation = exchange.conversation
        contact: Contact = conversation.contact
        introduce = contact.technician_id is None and not conversations.has_written(s, conversation)
        queued: list[Exchange] = []
        number = self._services.worker.claiming(s)
        for reply in replies:
            row = outbox.queue(
                s,
                conversation,
                key=reply.key,
                facts=reply.facts,
                choices=reply.choices,
                effect=reply.effect,
                cause_id=exchange.id,
                now=now,
                text=reply.text,
                language=reply.language if contact.technician_id is None else "fr",
                urgent=reply.urgent,
                request_id=exchange.request_id,
                worker_id=number,
            )
            if row is None:
                continue
            queued.append(row)
            if reply.choices:
                conversation.offer = offer(self._services.wording, row, now)
        if introduce and queued and _needs_introduction(replies[0]):
            introduce_in(self._services.wording, queued, contact.address)
        return self._outbox.ready(queued)


def _needs_introduction(reply: Reply) -> bool:
    return reply.key is not None and reply.key not in SAYS_IT_ITSELF


def _kept(understood: dict[str, Any]) -> dict[str, Any]:
    """What is stored of an understanding: labels and confidences, no text."""
    return {
        key: understood.get(key) for key in ("intent", "confidence", "situation", "situations") if key in understood
    }
