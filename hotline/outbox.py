"""The outbox: hands stored messages to their channel, follows receipts, asks before it sends again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session, object_session

from backend_client import outbox
from backend_client.models import Exchange
from channels.base import (
    SMS,
    Channel,
    Delivery,
    DeliveryUpdate,
    Outbound,
    SendError,
    Sent,
)
from hotline import paging, undelivered
from hotline.privacy_secrets import filled
from hotline.rendering import all_languages, outbound
from hotline.services import Services

log = logging.getLogger(__name__)

T = TypeVar("T")

# Waits before the second and the third try of a send that failed for a passing reason.
RETRY = (timedelta(minutes=5), timedelta(minutes=10))
RETRY_URGENT = (timedelta(seconds=5), timedelta(seconds=20), timedelta(seconds=60))
# After a crash or a time-out the provider is asked whether it has a message, and its list may lag behind what it
# took: for this long after the first question its silence proves nothing. Then the message is sent again, since a
# double beats a loss. A list can lag by half a minute, and nobody waits that long for an answer; what is urgent waits
# even less: a page that is still in doubt gives way to the search's next step, a card comes twice rather than late.
SILENCE, SILENCE_URGENT = timedelta(seconds=5), timedelta(seconds=1)
# How many conversations are written to at once: a provider that answers slowly must not hold up the others.
LANES = 16


@dataclass(frozen=True)
class Ready:
    """A message that was claimed in the transaction that made it: worded, with its channel, where it has both."""

    exchange_id: int
    channel: Channel | None
    message: Outbound | None


class Outbox:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._in_hand: set[int] = set()

    def ready(self, exchanges: Iterable[Exchange]) -> list[Ready]:
        """Claimed messages worded while their transaction is open, to be sent when it has committed."""
        claimed = [exchange for exchange in exchanges if exchange.status == "sending"]
        found = (
            (row.id, self._rendered(row)) for exchange in claimed for row in self._rows(exchange, exchange.worker_id)
        )
        made = [Ready(number, *(rendered or (None, None))) for number, rendered in found]
        # Before they are there for others to see: none of them is taken for one that was left behind.
        self._in_hand.update(ready.exchange_id for ready in made)
        return made

    def _rows(self, exchange: Exchange, worker_id: int | None) -> list[Exchange]:
        """A row and, where its reader has the words in a second language and the channel no room, the row for that."""
        spoken = all_languages(self._services.wording, exchange)[1:]
        if exchange.channel != SMS or not spoken or exchange.attempts > 1:
            return [exchange]
        beside = [self._beside(exchange, language, worker_id) for language in spoken]
        return [exchange, *(row for row in beside if row is not None)]

    def _beside(self, exchange: Exchange, language: str, worker_id: int | None) -> Exchange | None:
        """The same words in another language, sent next; it never holds up the first."""
        s, data = object_session(exchange), exchange.data
        assert s is not None  # every caller has its transaction open
        return outbox.queue(
            s,
            exchange.conversation,
            key=data["key"],
            facts=data["facts"],
            choices=data["choices"],
            effect=f"{exchange.effect}+{language}",
            cause_id=exchange.cause_id,
            now=self._services.clock(),
            language=language,
            urgent=data["urgent"],
            request_id=exchange.request_id,
            data={
                "companion": exchange.id,
                **{name: data[name] for name in ("introduce", "proactive") if name in data},
            },
            worker_id=worker_id,
            channel=exchange.channel,
        )

    async def send_all(self, messages: list[Ready]) -> None:
        """Send messages of one turn, one after the other: their order is the tenant's.

        What the provider took is recorded once for all of them: dying before that, it is asked for each. Of a
        provider that cannot be asked, each is recorded at once.
        """
        taken: list[tuple[Outbound, Sent]] = []
        try:
            for ready in messages:
                if ready.channel is None or ready.message is None:
                    await self._services.paging(self._give_up, ready.exchange_id)
                elif sent := await self._hand_over(ready.channel, ready.message):
                    taken.append((ready.message, sent))
                    if not ready.channel.can_be_asked:
                        await self._services.paging(self._sent, taken)
                        taken = []
            if taken:
                await self._services.paging(self._sent, taken)
        finally:
            self._in_hand.difference_update(ready.exchange_id for ready in messages)

    async def send_due(self) -> int:
        """Send what is queued and due: urgent messages first, each conversation's in order. Returns how many were
        this worker's to send."""
        now = self._services.clock()
        due = await self._services.paging(self._read, lambda s: outbox.due(s, now))
        lanes: dict[int, list[int]] = {}
        for exchange in sorted(due, key=lambda exchange: not exchange.data.get("urgent")):
            lanes.setdefault(exchange.conversation_id, []).append(exchange.id)
        free = asyncio.Semaphore(LANES)

        async def send(lane: list[int]) -> int:
            sent = 0
            async with free:
                for exchange_id in sorted(lane):
                    if (again := await self._services.paging(self._claim, exchange_id, now)) is not None:
                        sent += 1
                        await self._finish(exchange_id, ask_first=again)
            return sent

        return sum(await asyncio.gather(*map(send, lanes.values())))

    async def resume(self, left: Iterable[int]) -> None:
        """For each message that was being sent when its sender died, ask the provider, then send what it lacks."""
        free = asyncio.Semaphore(LANES)

        async def finish(exchange_id: int) -> None:
            async with free:
                if exchange_id not in self._in_hand:
                    await self._finish(exchange_id, ask_first=True)

        await asyncio.gather(*map(finish, left))

    async def resume_own(self, before: datetime) -> None:
        """The same for what this process took to send by then and lost hold of (the database was away)."""
        number = self._services.worker.number
        if number is not None:
            await self.resume(await self._services.paging(self._read, lambda s: outbox.half_sent(s, number, before)))

    def _read(self, query: Callable[[Session], T]) -> T:
        """Always in a thread: a database that makes its readers wait must not hold up the doors."""
        with self._services.backend.reading() as s:
            return query(s)

    async def _finish(self, exchange_id: int, ask_first: bool) -> None:
        """Bring a claimed message to its channel, or give it up."""
        self._in_hand.add(exchange_id)
        try:
            message = await self._services.paging(self._load, exchange_id)
            if message is None or (ask_first and await self._taken(*message)):
                return
            if sent := await self._hand_over(*message):
                await self._services.paging(self._sent, [(message[1], sent)])
        finally:
            self._in_hand.discard(exchange_id)

    async def _taken(self, channel: Channel, message: Outbound) -> bool:
        """Whether nothing may be sent now: the provider has it already, could not be asked, or is asked once more."""
        try:
            sent = await self._find(channel, message)
        except SendError as error:
            await self._services.paging(self._failed, message, error, True)
            return True
        if sent is not None:
            await self._services.paging(self._sent, [(message, sent)])
        return sent is not None or (channel.can_be_asked and await self._services.paging(self._in_doubt, message))

    async def _hand_over(self, channel: Channel, message: Outbound) -> Sent | None:
        """What the provider says it took; ``None``: it did not, and that is seen to."""
        try:
            return await _typed(channel.send(message))
        except SendError as error:
            # A time-out says nothing: the provider may have it.
            if not (error.uncertain and channel.can_be_asked and await self._taken(channel, message)):
                await self._services.paging(self._failed, message, error)
            return None

    async def _find(self, channel: Channel, message: Outbound) -> Sent | None:
        """Ask the provider for a message of these words that is not already another one of ours."""
        with_others = await self._services.paging(self._with_others, message)
        return await _typed(channel.find_sent(with_others))

    def _with_others(self, message: Outbound) -> Outbound:
        with self._services.backend.reading() as s:
            return replace(message, others=outbox.provider_ids(s, message.exchange_id))

    def _load(self, exchange_id: int) -> tuple[Channel, Outbound] | None:
        with self._services.backend.reading() as s:
            exchange = s.get(Exchange, exchange_id)
            if exchange is None or exchange.status != "sending":
                return None
            rendered = self._rendered(exchange)
        if rendered is None:
            self._give_up(exchange_id)
        return rendered

    def _claim(self, exchange_id: int, now: datetime) -> bool | None:
        """Take a queued message; ``None``: it is not to be sent. Returns whether the provider may have it already."""
        with self._services.backend.transaction() as s:
            number = self._services.worker.claiming(s)
            exchange = outbox.claim(s, exchange_id, number, now) if number is not None else None
            if exchange is None:
                return None
            contact = exchange.conversation.contact
            if contact.opted_out_at and exchange.data.get("proactive") and not exchange.data.get("urgent"):
                outbox.settle(s, exchange, "cancelled", now, error="opted out")
                return None
            self._rows(exchange, None)
            self._in_hand.add(exchange_id)
            return "doubt" in exchange.data

    def _give_up(self, exchange_id: int) -> None:
        """No channel or no words: it can never be sent. What must not be lost with it is seen to."""
        now = self._services.clock()
        with self._services.backend.transaction() as s:
            exchange = outbox.locked(s, exchange_id)
            if outbox.settle(s, exchange, "failed", now, error="cannot be sent"):
                undelivered.lost(s, self._services, exchange, Delivery.FAILED, None, now)

    def _rendered(self, exchange: Exchange) -> tuple[Channel, Outbound] | None:
        contact = exchange.conversation.contact
        channel = self._services.channels.get(exchange.channel)
        if channel is None:
            log.error("exchange %s: channel %s is not set up", exchange.id, exchange.channel)
            return None
        try:
            message = outbound(self._services.wording, exchange, contact.address)
            return channel, filled(self._services.settings, exchange, message)
        except Exception:
            # The tests keep every key in every language; should one be missing all the same, the rest goes on.
            log.exception("exchange %s has no words", exchange.id)
            return None

    def _sent(self, taken: list[tuple[Outbound, Sent]]) -> None:
        now = self._services.clock()
        with self._services.backend.transaction() as s:
            for message, sent in taken:
                exchange = outbox.locked(s, message.exchange_id)
                status = sent.delivery.name.lower()
                changed = outbox.settle(s, exchange, status, now, provider_id=sent.provider_id)
                if sent.delivery not in (Delivery.FAILED, Delivery.UNDELIVERED):
                    paging.sent(s, self._services, exchange, now)
                elif changed:
                    undelivered.lost(s, self._services, exchange, sent.delivery, None, now)
        self._services.changed(exchange.conversation_id)

    def _in_doubt(self, message: Outbound) -> bool:
        """The provider's list does not have it. Whether it is asked again, or the search goes on without it; else it
        has been silent for long enough and the message is sent again."""
        now = self._services.clock()
        with self._services.backend.transaction() as s:
            exchange = outbox.locked(s, message.exchange_id)
            if exchange.status != "sending":
                return True
            until = self._doubt(exchange, now)
            if now < until:
                # A question is no attempt to send.
                exchange.attempts -= 1
                return outbox.settle(s, exchange, "queued", now, error=outbox.UNCONFIRMED, retry_at=until)
            page = paging.page_of(s, exchange)
            if page is not None and paging.unconfirmed(s, self._services, page, now):
                return outbox.settle(s, exchange, "failed", now, error=outbox.UNCONFIRMED)
            exchange.error = None
            exchange.data = {name: value for name, value in exchange.data.items() if name != "doubt"}
            return exchange.attempts > len(RETRY_URGENT) and self._given_up(s, exchange, now)

    @staticmethod
    def _doubt(exchange: Exchange, now: datetime) -> datetime:
        """Until when the provider's silence proves nothing."""
        known, silence = exchange.data.get("doubt"), SILENCE_URGENT if exchange.data.get("urgent") else SILENCE
        until = datetime.fromisoformat(known) if known else now + silence
        exchange.data = {**exchange.data, "doubt": until.isoformat()}
        return until

    def _given_up(self, s: Session, exchange: Exchange, now: datetime) -> bool:
        """Sent again and again, and the provider never said that it has it."""
        outbox.settle(s, exchange, "failed", now, error=outbox.UNCONFIRMED)
        undelivered.lost(s, self._services, exchange, Delivery.FAILED, None, now)
        return True

    def _failed(self, message: Outbound, error: SendError, in_doubt: bool = False) -> None:
        """Put it back for another try, or give it up and see to what must not be lost with it.

        :param in_doubt: the provider may have it and could not be asked
        """
        now = self._services.clock()
        waits = RETRY_URGENT if message.urgent else RETRY
        with self._services.backend.transaction() as s:
            exchange = outbox.locked(s, message.exchange_id)
            reason = f"{error.code or ''} {error.reason}".strip()[:200]
            if in_doubt:
                self._doubt(exchange, now)
            if error.retryable and exchange.attempts <= len(waits):
                wait = waits[exchange.attempts - 1]
                outbox.settle(s, exchange, "queued", now, error=reason, retry_at=now + wait)
            elif outbox.settle(s, exchange, "failed", now, error=reason):
                undelivered.lost(s, self._services, exchange, Delivery.FAILED, error.code, now, error.recipient_gone)

    async def delivered(self, update: DeliveryUpdate) -> None:
        """A provider's receipt: recorded once, never backwards."""
        await self._services.paging(self._receipt, update)

    def _receipt(self, update: DeliveryUpdate) -> None:
        now = self._services.clock()
        with self._services.backend.transaction() as s:
            exchange = outbox.by_provider(s, update.channel, update.provider_id)
            if exchange is None and update.exchange_id is not None and s.get(Exchange, update.exchange_id) is not None:
                exchange = outbox.locked(s, update.exchange_id)
            if exchange is None or exchange.direction != "out" or exchange.channel != update.channel:
                log.warning("a receipt for no message of ours on %s", update.channel)
                return
            changed = outbox.settle(
                s,
                exchange,
                update.delivery.name.lower(),
                now,
                provider_id=update.provider_id,
                error=update.error_code,
            )
            if changed and update.delivery in (Delivery.FAILED, Delivery.UNDELIVERED):
                gone = update.recipient_gone
                undelivered.lost(s, self._services, exchange, update.delivery, update.error_code, now, gone)
            elif changed:
                # The receipt may be all that says it left: its sender died before it could note that.
                paging.sent(s, self._services, exchange, now)
                page = paging.page_of(s, exchange) if update.delivery >= Delivery.DELIVERED else None
                if page is not None:
                    paging.delivered(s, page, exchange, now)
        self._services.changed(exchange.conversation_id)


async def _typed(call: Awaitable[T]) -> T:
    """The call's result; an error that the channel did not foresee says as little as a time-out.

    :raises SendError: whatever went wrong
    """
    try:
        return await call
    except SendError:
        raise
    except Exception as error:
        log.exception("a channel failed")
        raise SendError(type(error).__name__, retryable=True, uncertain=True) from error
