"""The outbox: hands stored messages to their channel, follows receipts, asks before it sends again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session, object_session

from backend_client import alerts, outbox
from backend_client.models import Exchange, Request
from channels.base import (
    SMS,
    VOICE,
    Channel,
    Delivery,
    DeliveryUpdate,
    Outbound,
    SendError,
    Sent,
)
from hotline import paging
from hotline.rendering import all_languages, outbound
from hotline.services import Services

log = logging.getLogger(__name__)

T = TypeVar("T")

# Waits before the second and the third try of a send that failed for a passing reason.
RETRY = (timedelta(minutes=5), timedelta(minutes=10))
RETRY_URGENT = (timedelta(seconds=5), timedelta(seconds=20), timedelta(seconds=60))
# How many conversations are written to at once: a provider that answers slowly must not hold up the others.
LANES = 16
# Twilio: the recipient sent STOP at the carrier's or Twilio's level (https://www.twilio.com/docs/api/errors/21610).
OPTED_OUT_AT_PROVIDER = "21610"


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
        found = ((row.id, self._rendered(row)) for exchange in exchanges for row in self._rows(exchange, claimed=True))
        return [Ready(number, *(rendered or (None, None))) for number, rendered in found]

    def _rows(self, exchange: Exchange, claimed: bool) -> list[Exchange]:
        """A row and, where its reader has the words in a second language and the channel no room, the row for that."""
        spoken = all_languages(self._services.wording, exchange)[1:]
        if exchange.channel != SMS or not spoken or exchange.attempts > 1:
            return [exchange]
        beside = [self._beside(exchange, language, claimed) for language in spoken]
        return [exchange, *(row for row in beside if row is not None)]

    def _beside(self, exchange: Exchange, language: str, claimed: bool) -> Exchange | None:
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
            claimed=claimed,
            channel=exchange.channel,
        )

    async def send_all(self, messages: list[Ready]) -> None:
        """Send messages of one turn, one after the other: their order is the tenant's.

        What the provider took is recorded once for all of them: dying before that, it is asked for each. Of a
        provider that cannot be asked, each is recorded at once.
        """
        taken: list[tuple[Outbound, Sent]] = []
        self._in_hand.update(ready.exchange_id for ready in messages)
        try:
            for ready in messages:
                if ready.channel is None or ready.message is None:
                    await asyncio.to_thread(self._give_up, ready.exchange_id)
                elif sent := await self._hand_over(ready.channel, ready.message):
                    taken.append((ready.message, sent))
                    if not ready.channel.can_be_asked:
                        await asyncio.to_thread(self._sent, taken)
                        taken = []
            if taken:
                await asyncio.to_thread(self._sent, taken)
        finally:
            self._in_hand.difference_update(ready.exchange_id for ready in messages)

    async def send_due(self) -> int:
        """Send what is queued and due: urgent messages first, each conversation's in order. Returns how many."""
        now = self._services.clock()
        due = await asyncio.to_thread(self._read, lambda s: outbox.due(s, now))
        lanes: dict[int, list[int]] = {}
        for exchange in sorted(due, key=lambda exchange: not exchange.data.get("urgent")):
            lanes.setdefault(exchange.conversation_id, []).append(exchange.id)
        free = asyncio.Semaphore(LANES)

        async def send(lane: list[int]) -> None:
            async with free:
                for exchange_id in sorted(lane):
                    if (again := await asyncio.to_thread(self._claim, exchange_id, now)) is not None:
                        await self._finish(exchange_id, ask_first=again)

        await asyncio.gather(*map(send, lanes.values()))
        return len(due)

    async def resume(self, taken_before: datetime | None = None) -> None:
        """For each message that was being sent when its sender died, ask the provider, then send what it lacks.

        :param taken_before: leave alone what somebody took to send since then
        """
        pending = await asyncio.to_thread(self._read, lambda s: outbox.half_sent(s, taken_before))
        for exchange_id in pending:
            if exchange_id not in self._in_hand:
                await self._finish(exchange_id, ask_first=True)

    def _read(self, query: Callable[[Session], T]) -> T:
        """Always in a thread: a database that makes its readers wait must not hold up the doors."""
        with self._services.backend.reading() as s:
            return query(s)

    async def _finish(self, exchange_id: int, ask_first: bool) -> None:
        """Bring a claimed message to its channel, or give it up."""
        self._in_hand.add(exchange_id)
        try:
            message = await asyncio.to_thread(self._load, exchange_id)
            if message is None or (ask_first and await self._taken(*message)):
                return
            if sent := await self._hand_over(*message):
                await asyncio.to_thread(self._sent, [(message[1], sent)])
        finally:
            self._in_hand.discard(exchange_id)

    async def _taken(self, channel: Channel, message: Outbound) -> bool:
        """Whether the provider has it already, or could not be asked, so that nothing may be sent now."""
        try:
            sent = await self._find(channel, message)
        except SendError as error:
            await asyncio.to_thread(self._failed, message, error)
            return True
        if sent is not None:
            await asyncio.to_thread(self._sent, [(message, sent)])
        return sent is not None

    async def _hand_over(self, channel: Channel, message: Outbound) -> Sent | None:
        """What the provider says it took; ``None``: it did not, and that is seen to."""
        try:
            return await _typed(channel.send(message))
        except SendError as error:
            sent = await self._recheck(channel, message) if error.uncertain else None
            if sent is None:
                await asyncio.to_thread(self._failed, message, error)
            return sent

    async def _recheck(self, channel: Channel, message: Outbound) -> Sent | None:
        """A time-out says nothing: the provider may have it. Ask once now, and again before the next try."""
        try:
            return await self._find(channel, message)
        except SendError:
            return None

    async def _find(self, channel: Channel, message: Outbound) -> Sent | None:
        """Ask the provider for a message of these words that is not already another one of ours."""
        with_others = await asyncio.to_thread(self._with_others, message)
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
        """Take a queued message; ``None``: it is not to be sent. Returns whether it was tried before."""
        with self._services.backend.transaction() as s:
            exchange = outbox.claim(s, exchange_id, now)
            if exchange is None:
                return None
            contact = exchange.conversation.contact
            if contact.opted_out_at and exchange.data.get("proactive") and not exchange.data.get("urgent"):
                outbox.settle(s, exchange, "cancelled", now, error="opted out")
                return None
            self._rows(exchange, claimed=False)
            return exchange.attempts > 1

    def _give_up(self, exchange_id: int) -> None:
        """No channel or no words: it can never be sent. What must not be lost with it is seen to."""
        now = self._services.clock()
        with self._services.backend.transaction() as s:
            exchange = s.get_one(Exchange, exchange_id)
            if outbox.settle(s, exchange, "failed", now, error="cannot be sent"):
                self._lost(s, exchange, Delivery.FAILED, None, now)

    def _rendered(self, exchange: Exchange) -> tuple[Channel, Outbound] | None:
        contact = exchange.conversation.contact
        channel = self._services.channels.get(exchange.channel)
        if channel is None:
            log.error("exchange %s: channel %s is not set up", exchange.id, exchange.channel)
            return None
        try:
            return channel, outbound(self._services.wording, exchange, contact.address)
        except Exception:
            # The tests keep every key in every language; should one be missing all the same, the rest goes on.
            log.exception("exchange %s has no words", exchange.id)
            return None

    def _sent(self, taken: list[tuple[Outbound, Sent]]) -> None:
        now = self._services.clock()
        with self._services.backend.transaction() as s:
            for message, sent in taken:
                exchange = s.get_one(Exchange, message.exchange_id)
                status = sent.delivery.name.lower()
                changed = outbox.settle(s, exchange, status, now, provider_id=sent.provider_id)
                if sent.delivery not in (Delivery.FAILED, Delivery.UNDELIVERED):
                    paging.sent(s, self._services, exchange, now)
                elif changed:
                    self._lost(s, exchange, sent.delivery, None, now)
        self._services.changed(exchange.conversation_id)

    def _failed(self, message: Outbound, error: SendError) -> None:
        """Put it back for another try, or give it up and see to what must not be lost with it."""
        now = self._services.clock()
        waits = RETRY_URGENT if message.urgent else RETRY
        with self._services.backend.transaction() as s:
            exchange = s.get_one(Exchange, message.exchange_id)
            reason = f"{error.code or ''} {error.reason}".strip()[:200]
            if error.retryable and exchange.attempts <= len(waits):
                wait = waits[exchange.attempts - 1]
                outbox.settle(s, exchange, "queued", now, error=reason, retry_at=now + wait)
            elif outbox.settle(s, exchange, "failed", now, error=reason):
                self._lost(s, exchange, Delivery.FAILED, error.code, now, error.recipient_gone)

    def _lost(
        self,
        s: Session,
        exchange: Exchange,
        delivery: Delivery,
        code: str | None,
        now: datetime,
        gone: bool = False,
    ) -> None:
        """A page moves on at once to the next means or person; an answer that mattered is shown to an adviser."""
        page = paging.page_of(s, exchange)
        if page is not None:
            paging.undelivered(s, page, delivery, code, now)
            return
        if gone:
            exchange.conversation.contact.unreachable_at = now
        if exchange.data.get("urgent"):
            request = s.get_one(Request, exchange.request_id)
            alerts.raise_alert(s, request, "undelivered", now, None)
            if exchange.channel == SMS and VOICE in self._services.channels:
                self._read_out(s, exchange, now)

    @staticmethod
    def _read_out(s: Session, exchange: Exchange, now: datetime) -> None:
        """An urgent SMS that cannot reach the phone is read out in a call to it."""
        outbox.queue(
            s,
            exchange.conversation,
            key=exchange.data["key"],
            facts=exchange.data["facts"],
            text=exchange.text,
            effect="voice",
            cause_id=exchange.id,
            now=now,
            language=exchange.language,
            urgent=True,
            request_id=exchange.request_id,
            data={"companion": exchange.data["companion"]} if exchange.data.get("companion") else None,
            channel=VOICE,
        )

    async def delivered(self, update: DeliveryUpdate) -> None:
        """A provider's receipt: recorded once, never backwards."""
        await asyncio.to_thread(self._receipt, update)

    def _receipt(self, update: DeliveryUpdate) -> None:
        now = self._services.clock()
        with self._services.backend.transaction() as s:
            exchange = outbox.by_provider(s, update.channel, update.provider_id)
            if exchange is None and update.exchange_id is not None:
                exchange = s.get(Exchange, update.exchange_id)
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
                gone = update.error_code == OPTED_OUT_AT_PROVIDER
                self._lost(s, exchange, update.delivery, update.error_code, now, gone)
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
