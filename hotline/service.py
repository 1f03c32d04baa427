"""The hotline as its channels see it: receive a message, keep it safe, answer 2xx, act in the background."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError, SQLAlchemyError

from backend_client import conversations, workers
from backend_client.database import Database
from backend_client.models import Conversation
from backend_client.workers import Left
from channels.base import CallEvent, CallStep, DeliveryUpdate, Inbound, Keypress, Receipt, SendError, Spoken
from common.background import Background
from common.text import clean
from hotline import callers, danger, language, rendering, staff_replies
from hotline.guard import Alarm
from hotline.outbox import Outbox, Ready
from hotline.services import Services
from hotline.spoken import as_written
from hotline.turns import Turns

log = logging.getLogger(__name__)

T = TypeVar("T")

# Messages stored at the same time. More threads would take the processor from each other and from the doors.
DOOR_THREADS = 2
# How often the spool is tried again while the database is down, in seconds.
SPOOL_RETRY = 2.0
# How often it is looked for what a dead worker left (seconds).
TAKE_OVER_EVERY = 1.0
# How often it is looked for what a failure of this process left unfinished (seconds), and how old that has to be.
LOOK_AFTER_EVERY, LEFT_OVER = 60.0, timedelta(minutes=2)
# No channel carries more than this; the rest of a longer text is dropped before it is stored.
MAX_STORED = 20_000


class Hotline:
    """Implements :class:`channels.base.Door`."""

    def __init__(
        self,
        services: Services,
        outbox: Outbox,
        turns: Turns,
        start_turn: Callable[[int], Awaitable[None]],
    ) -> None:
        self.services = services
        self.outbox = outbox
        self.turns = turns
        self._start_turn = start_turn
        self._door = ThreadPoolExecutor(DOOR_THREADS, thread_name_prefix="door")
        self._background = Background(log)
        self._spooled = asyncio.Event()
        # Whose card is on its way without the database.
        self._carding: set[tuple[str, str]] = set()
        self._looked_after: datetime | None = None
        self._receiving: dict[tuple[str, str], asyncio.Task[Receipt]] = {}

    async def idle(self) -> None:
        """Wait until nothing runs in the background."""
        await self._background.idle()

    async def receive(self, message: Inbound) -> Receipt:
        """Copies that come together are one: one in the database and one in the spool would be two cards."""
        name = (message.channel, message.provider_id)
        first = self._receiving.get(name)
        if first is not None:
            return replace(await asyncio.shield(first), outcome="duplicate")
        receiving = self._receiving[name] = asyncio.create_task(self._receive(message))
        receiving.add_done_callback(lambda _: self._receiving.pop(name))
        return await asyncio.shield(receiving)

    async def _receive(self, message: Inbound) -> Receipt:
        if self.services.spool.holds(message):
            return Receipt("duplicate")
        now = self.services.clock()
        alarm = self.services.guard.assess(message.text) if message.text else None
        try:
            try:
                receipt, send = await self._at_the_door(self._store, message, alarm, now, False)
            except IntegrityError:
                # A sender's first two messages at once, on Postgres: the other one was first.
                receipt, send = await self._at_the_door(self._store, message, alarm, now, False)
        except SQLAlchemyError as error:
            log.error(
                "the database cannot take a message (%s); it goes to the spool",
                type(error).__name__,
            )
            return await self._spool(message, alarm, now)
        if receipt.outcome == "stored":
            self._background.spawn(self._act(receipt.exchange_id or 0, send))
        return receipt

    def _store(
        self, message: Inbound, alarm: Alarm | None, now: datetime, carded: bool
    ) -> tuple[Receipt, list[Ready] | None]:
        """One transaction: the message, and when it is a danger its card, notice, request and who is told.

        :returns: the receipt, and the messages to send at once (``None``: the turn has to answer)
        """
        database = self.services.backend.db if carded else self.services.intake
        with database.transaction() as s:
            stored = conversations.store_inbound(
                s,
                channel=message.channel,
                provider_id=message.provider_id,
                address=message.address,
                text=clean(message.text)[:MAX_STORED],
                kind=message.kind,
                data=_data(message),
                now=now,
                worker_id=self.services.worker.claiming(s),
            )
            if not stored.created:
                return Receipt("duplicate", stored.exchange.id), None
            send: list[Ready] | None = None
            if not carded and self._explained(stored.conversation, message.text, alarm, now):
                alarm = None
            if alarm is not None and staff_replies.is_own_danger(stored.contact, stored.exchange.text):
                hint = message.language_hint
                spoken = self.services.wording.languages
                stored.contact.language = language.choose(
                    stored.contact.language or as_written(alarm.language, message.text),
                    message.text,
                    hint,
                    spoken,
                )
                send = self.outbox.ready(danger.raise_alarm(s, self.services, stored, alarm, now, carded))
                staff_replies.beside_the_card(s, self.services, stored.exchange, stored.contact, now)
            return Receipt("stored", stored.exchange.id), send

    def _explained(self, conversation: Conversation, text: str, alarm: Alarm | None, now: datetime) -> bool:
        """Whether what alarms the guard is no more than an answer to what was asked."""
        services = self.services
        return alarm is not None and services.own_words.explain(conversation.offer, text, services.guard, now)

    async def _at_the_door(self, work: Callable[..., T], *given: Any) -> T:
        """Run in a thread of the door's own: those that answer messages may all be busy or waiting."""
        return await asyncio.get_running_loop().run_in_executor(self._door, Database.retried, work, *given)

    async def _act(self, exchange_id: int, send: list[Ready] | None) -> None:
        if send is None:
            await self._start_turn(exchange_id)
            return
        await self.outbox.send_all(send)

    async def _spool(self, message: Inbound, alarm: Alarm | None, now: datetime) -> Receipt:
        """Keep the message in a file; a danger gets its card straight away, without the database."""
        name, card = (message.channel, message.provider_id), None
        if alarm is not None:
            # Before all else: with nowhere to keep the message, the card has to leave all the same.
            self._carding.add(name)
            card = asyncio.create_task(self._card_without_database(message, alarm))
        kept = False
        try:
            # Not as carded: a crash before the card left must not cost it.
            await asyncio.to_thread(self.services.spool.put, message, now.isoformat(), False)
            kept = True
        finally:
            self._background.spawn(self._spooled_with(card, message, now, kept))
        return Receipt("spooled")

    async def _spooled_with(
        self, card: "asyncio.Task[bool] | None", message: Inbound, now: datetime, kept: bool
    ) -> None:
        """The message waits in the spool until its card left and that is noted there."""
        try:
            if card is not None and await card and kept:
                await asyncio.to_thread(self.services.spool.put, message, now.isoformat(), True)
        finally:
            self._carding.discard((message.channel, message.provider_id))
            self._spooled.set()

    async def _card_without_database(self, message: Inbound, alarm: Alarm) -> bool:
        services = self.services
        key = f"card-{alarm.danger.replace('_', '-')}"
        facts = danger.numbers(services.backend.landlord, None)
        speak = language.choose(
            as_written(alarm.language, message.text),
            message.text,
            message.language_hint,
            services.wording.languages,
        )
        cards = rendering.card(services.wording, key, facts, speak, message.channel, message.address)
        try:
            for card in cards:
                await services.channels[message.channel].send(card)
        except SendError as error:
            log.error("a card could not be sent without the database: %s", error.code)
            return False
        return True

    async def drain_spool(self) -> None:
        """Until cancelled: bring spooled messages into the database as soon as it takes them again."""
        while True:
            if not len(self.services.spool):
                self._spooled.clear()
                await self._spooled.wait()
            try:
                done = await self._drain()
            except OSError:
                log.exception("the spool cannot be read; tried again")
                done = False
            if not done:
                await asyncio.sleep(SPOOL_RETRY)

    async def _drain(self) -> bool:
        """Take what waits, in order. Returns whether nothing is left that has to be tried again."""
        done = True
        for file, message, received_at, carded in self.services.spool.waiting():
            if (message.channel, message.provider_id) in self._carding:
                done = False
                continue
            try:
                await self._from_spool(file, message, received_at, carded)
            except (OperationalError, InterfaceError) as error:
                log.error("the database is still down (%s)", type(error).__name__)
                return False
            except Exception:
                # This message only: it stays where it is, and those behind it get their turn.
                log.exception("a spooled message could not be taken: %s", file.name)
                done = False
        return done

    async def _from_spool(self, file: Path, message: Inbound, received_at: str, carded: bool) -> None:
        alarm = self.services.guard.assess(message.text)
        received = datetime.fromisoformat(received_at)
        receipt, send = await asyncio.to_thread(self._store, message, alarm, received, carded)
        file.unlink(missing_ok=True)
        if receipt.outcome == "stored":
            self._background.spawn(self._act(receipt.exchange_id or 0, send))

    async def look_after(self) -> None:
        """Until cancelled: finish what an earlier process, a dead worker or a failure of this one left unfinished."""
        started = False
        while True:
            try:
                await self.take_over(starting=not started)
                started = True
                await asyncio.sleep(LOOK_AFTER_EVERY if self.services.backend.db.is_sqlite else TAKE_OVER_EVERY)
                await self._look_after_own()
            except Exception:
                log.exception("what was left unfinished could not be looked after; tried again")
                await asyncio.sleep(TAKE_OVER_EVERY)

    async def take_over(self, starting: bool = False) -> None:
        """Finish what dead workers left, and at the start what an earlier process of this number did."""

        def left(number: int) -> Left:
            with self.services.backend.transaction() as s:
                return workers.take_over(s, number, starting)

        number = self.services.worker.number
        if number is None:
            return
        found = await asyncio.to_thread(Database.retried, left, number)
        if found.dead:
            log.warning("worker %s takes over from %s", number, found.dead)
        if found.half_sent:
            self._background.spawn(self.outbox.resume(found.half_sent))
        for exchange_id in found.unanswered:
            # Not as a workflow: the dead one's is there under the same name, and would be waited for.
            self._background.spawn(self.turns.run(exchange_id))

    async def _look_after_own(self) -> None:
        now = self.services.clock()
        if self._looked_after is None or (now - self._looked_after).total_seconds() >= LOOK_AFTER_EVERY:
            self._looked_after = now
            await self.answer_left_over(now - LEFT_OVER)
            await self.outbox.resume_own(now - LEFT_OVER)

    async def answer_left_over(self, stored_before: datetime | None = None) -> None:
        """Begin the turns of messages whose workflow never began or failed (a database that was away)."""

        def left(number: int) -> list[int]:
            with self.services.backend.reading() as s:
                return conversations.unanswered(s, number, stored_before)

        number = self.services.worker.number
        for exchange_id in await asyncio.to_thread(left, number) if number is not None else ():
            self._background.spawn(self._act(exchange_id, None))

    async def delivered(self, update: DeliveryUpdate) -> None:
        await self.outbox.delivered(update)

    async def pressed(self, press: Keypress) -> Spoken:
        """In one transaction: what a key did is stored before the call says so."""

        def act() -> Spoken:
            with self.services.backend.transaction() as s:
                return staff_replies.pressed(s, self.services, press, self.services.clock())

        return await asyncio.to_thread(Database.retried, act)

    async def called(self, event: CallEvent) -> CallStep:
        """In one transaction: what a call sets off is stored before its caller is told so."""

        def act() -> CallStep:
            with self.services.intake.transaction() as s:
                return callers.happened(s, self.services, event, self.services.clock())

        try:
            return await self._at_the_door(act)
        except IntegrityError:
            # A call's first two events at once, on Postgres: the other one was first.
            return await self._at_the_door(act)

    async def refused(self, channel: str, reason: str) -> None:
        log.warning("refused a call on %s: %s", channel, reason)


def _data(message: Inbound) -> dict[str, Any]:
    """What is kept of an inbound message beside its text; empty facts are left out."""
    facts = {
        "button": message.button,
        "offer_id": message.offer_id,
        "attachments": list(message.attachments),
        "language_hint": message.language_hint,
        "person_code": message.person_code,
        "verified_phone": message.verified_phone,
    }
    return {name: value for name, value in facts.items() if value}
