"""The outbox: hands stored messages to their channel, follows receipts, asks before it sends again."""

import asyncio
import logging
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import conversations, oncall, timers
from backend_client.models import Exchange, Page, Request
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
from common.wording import MissingText
from hotline.rendering import outbound
from hotline.services import Services

log = logging.getLogger(__name__)

# Waits before the second and the third try of a send that failed for a passing reason.
RETRY = (timedelta(minutes=5), timedelta(minutes=10))
RETRY_URGENT = (timedelta(seconds=5), timedelta(seconds=20), timedelta(seconds=60))
# Twilio: the recipient sent STOP at the carrier's or Twilio's level (https://www.twilio.com/docs/api/errors/21610).
OPTED_OUT_AT_PROVIDER = "21610"


class Outbox:
    def __init__(self, services: Services) -> None:
        self._services = services

    async def send_all(self, exchange_ids: list[int]) -> None:
        """Send messages that were stored as claimed, one after the other: their order is the tenant's."""
        for exchange_id in exchange_ids:
            message = await asyncio.to_thread(self._load, exchange_id)
            if message is not None:
                await self._hand_over(*message)

    async def send_due(self) -> int:
        """Send what is queued and due. Returns how many were tried."""
        now = self._services.clock()
        with self._services.backend.reading() as s:
            due = conversations.due_outbound(s, now)
        for exchange_id in due:
            message = await asyncio.to_thread(self._claim, exchange_id, now)
            if message is not None:
                await self._hand_over(*message)
        return len(due)

    async def resume(self) -> None:
        """After a start: for each message that was being sent, ask the provider, then send only what it lacks."""
        with self._services.backend.reading() as s:
            pending = conversations.half_sent(s)
        for exchange_id in pending:
            message = await asyncio.to_thread(self._load, exchange_id)
            if message is not None:
                await self._ask_then_send(*message)

    async def _ask_then_send(self, channel: Channel, message: Outbound) -> None:
        try:
            sent = await channel.find_sent(message)
        except SendError as error:
            await asyncio.to_thread(self._failed, message, error)
            return
        if sent is not None:
            await asyncio.to_thread(self._sent, message, sent)
        else:
            await self._hand_over(channel, message)

    async def _hand_over(self, channel: Channel, message: Outbound) -> None:
        try:
            sent = await channel.send(message)
        except SendError as error:
            if error.uncertain:
                await self._recheck(channel, message, error)
            else:
                await asyncio.to_thread(self._failed, message, error)
            return
        await asyncio.to_thread(self._sent, message, sent)

    async def _recheck(self, channel: Channel, message: Outbound, error: SendError) -> None:
        """A time-out says nothing: the provider may have it. Ask once now; unanswered, it stays due."""
        try:
            sent = await channel.find_sent(message)
        except SendError:
            sent = None
        if sent is not None:
            await asyncio.to_thread(self._sent, message, sent)
        else:
            await asyncio.to_thread(self._failed, message, error)

    def _load(self, exchange_id: int) -> tuple[Channel, Outbound] | None:
        with self._services.backend.reading() as s:
            exchange = s.get(Exchange, exchange_id)
            if exchange is None or exchange.status != "sending":
                return None
            return self._rendered(exchange)

    def _claim(self, exchange_id: int, now: datetime) -> tuple[Channel, Outbound] | None:
        with self._services.backend.transaction() as s:
            exchange = conversations.claim_outbound(s, exchange_id, now)
            if exchange is None:
                return None
            contact = exchange.conversation.contact
            if contact.opted_out_at and exchange.data.get("proactive") and not exchange.data.get("urgent"):
                conversations.settle_outbound(s, exchange, "cancelled", now, error="opted out")
                return None
            return self._rendered(exchange)

    def _rendered(self, exchange: Exchange) -> tuple[Channel, Outbound] | None:
        contact = exchange.conversation.contact
        channel = self._services.channels.get(exchange.channel)
        if channel is None:
            log.error("exchange %s: channel %s is not set up", exchange.id, exchange.channel)
            return None
        try:
            return channel, outbound(self._services.wording, exchange, contact.address)
        except MissingText as error:
            # The tests keep every key in every language; should one be missing all the same, the rest goes on.
            log.error("exchange %s has no words: %s", exchange.id, error)
            return None

    def _sent(self, message: Outbound, sent: Sent) -> None:
        now = self._services.clock()
        with self._services.backend.transaction() as s:
            exchange = s.get_one(Exchange, message.exchange_id)
            status = sent.delivery.name.lower()
            conversations.settle_outbound(s, exchange, status, now, provider_id=sent.provider_id)
            if sent.delivery in (Delivery.FAILED, Delivery.UNDELIVERED):
                self._lost(s, exchange, gone=False, now=now)
            else:
                self._page_sent(s, exchange)
        self._services.changed(exchange.conversation_id)

    @staticmethod
    def _page_sent(s: Session, exchange: Exchange) -> None:
        page = s.scalar(select(Page).where(Page.exchange_id == exchange.id))
        if page is not None and page.status == "intended":
            page.status = "sent"

    def _failed(self, message: Outbound, error: SendError) -> None:
        """Put it back for another try, or give it up and see to what must not be lost with it."""
        now = self._services.clock()
        waits = RETRY_URGENT if message.urgent else RETRY
        with self._services.backend.transaction() as s:
            exchange = s.get_one(Exchange, message.exchange_id)
            reason = f"{error.code or ''} {error.reason}".strip()[:200]
            if error.retryable and exchange.attempts <= len(waits):
                wait = waits[exchange.attempts - 1]
                conversations.settle_outbound(s, exchange, "queued", now, error=reason, retry_at=now + wait)
            else:
                conversations.settle_outbound(s, exchange, "failed", now, error=reason)
                self._lost(s, exchange, error.recipient_gone, now)
        self._services.wake.set()

    def _lost(self, s: Session, exchange: Exchange, gone: bool, now: datetime) -> None:
        """A page moves on at once to the next person; an answer that mattered is shown to an adviser."""
        page = s.scalar(select(Page).where(Page.exchange_id == exchange.id))
        if page is not None and page.escalation.status == "open":
            page.status = "failed"
            timers.drop(s, "page", page.escalation_id)
            timers.set_timer(s, "page", page.escalation_id, now)
            return
        if gone:
            exchange.conversation.contact.unreachable_at = now
        if exchange.data.get("urgent"):
            request = s.get_one(Request, exchange.request_id)
            oncall.raise_alert(s, request, "undelivered", now, None)
            if exchange.channel == SMS and VOICE in self._services.channels:
                self._read_out(s, exchange, now)

    @staticmethod
    def _read_out(s: Session, exchange: Exchange, now: datetime) -> None:
        """An urgent SMS that cannot reach the phone is read out in a call to it."""
        conversations.queue_outbound(
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
            channel=VOICE,
        )

    async def delivered(self, update: DeliveryUpdate) -> None:
        """A provider's receipt: recorded once, never backwards."""
        await asyncio.to_thread(self._receipt, update)

    def _receipt(self, update: DeliveryUpdate) -> None:
        now = self._services.clock()
        with self._services.backend.transaction() as s:
            exchange = conversations.outbound_by_provider(s, update.channel, update.provider_id)
            if exchange is None and update.exchange_id is not None:
                exchange = s.get(Exchange, update.exchange_id)
            if exchange is None or exchange.direction != "out" or exchange.channel != update.channel:
                log.warning("a receipt for no message of ours on %s", update.channel)
                return
            changed = conversations.settle_outbound(
                s,
                exchange,
                update.delivery.name.lower(),
                now,
                provider_id=update.provider_id,
                error=update.error_code,
            )
            if changed and update.delivery in (Delivery.FAILED, Delivery.UNDELIVERED):
                self._lost(s, exchange, update.error_code == OPTED_OUT_AT_PROVIDER, now)
        self._services.wake.set()
        self._services.changed(exchange.conversation_id)
