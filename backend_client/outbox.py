"""The outbox: messages queued, claimed to be sent, and settled; never back, and never twice for one effect."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend_client.conversations import OPEN
from backend_client.database import WORK_MADE
from backend_client.models import Conversation, Exchange, Incident, Page

# Where an outbound exchange may move from each status: never back (a late "sent" cannot undo "delivered").
_RANK = {
    "queued": 0,
    "sending": 1,
    "sent": 2,
    "delivered": 3,
    "read": 4,
    "undelivered": 5,
    "failed": 5,
    "cancelled": 5,
}
_FINAL = {"delivered", "read", "undelivered", "failed", "cancelled"}
# Given up because nobody could say whether the provider has it. The provider's own word of it is believed later.
UNCONFIRMED = "unconfirmed"


def queue(
    s: Session,
    conversation: Conversation,
    *,
    effect: str,
    now: datetime,
    cause_id: int | None = None,
    key: str | None = None,
    facts: dict[str, Any] | None = None,
    choices: Sequence[dict[str, Any]] = (),
    text: str = "",
    author: str = "assistant",
    language: str | None = None,
    urgent: bool = False,
    request_id: int | None = None,
    data: dict[str, Any] | None = None,
    worker_id: int | None = None,
    channel: str | None = None,
) -> Exchange | None:
    """Put one message in the outbox, once per (cause, effect).

    :param worker_id: the worker that sends it as soon as this transaction commits; after a crash it is a half-sent
        message like any other. None: whoever claims it
    :param channel: another channel to the same address (a call instead of an SMS)
    :returns: ``None`` when the effect is already there (a replayed turn)
    """
    if cause_id is not None and s.scalar(
        select(Exchange.id).where(Exchange.cause_id == cause_id, Exchange.effect == effect)
    ):
        return None
    exchange = Exchange(
        conversation_id=conversation.id,
        request_id=request_id or conversation.request_id,
        direction="out",
        channel=channel or conversation.contact.channel,
        author=author,
        text=text,
        data={
            "key": key,
            "facts": facts or {},
            "choices": list(choices),
            "urgent": urgent,
            **(data or {}),
        },
        language=language or conversation.contact.language,
        status="sending" if worker_id is not None else "queued",
        attempts=1 if worker_id is not None else 0,
        worker_id=worker_id,
        cause_id=cause_id,
        effect=effect,
        due_at=now,
        created_at=now,
    )
    s.add(exchange)
    s.flush()
    if worker_id is None:
        s.info[WORK_MADE] = True
    return exchange


def claim(s: Session, exchange_id: int, worker_id: int, now: datetime) -> Exchange | None:
    """Take a queued message to send it; ``None`` when another worker has it or it is settled.

    A page whose escalation has ended in the meantime is cancelled here, in the same transaction, so that no
    page leaves after an acknowledgement.
    """
    exchange = s.get(Exchange, exchange_id, with_for_update=True)
    if exchange is None or exchange.status != "queued" or (exchange.due_at and exchange.due_at > now):
        return None
    page = s.scalar(select(Page).where(Page.exchange_id == exchange.id))
    if page is not None and not _may_leave(s, page):
        settle(s, exchange, "cancelled", now, error="nobody needs this page any more")
        return None
    exchange.status, exchange.due_at, exchange.worker_id = "sending", now, worker_id
    exchange.attempts += 1
    return exchange


def _may_leave(s: Session, page: Page) -> bool:
    """Whether a page still has to be sent. The incident's row is held with it: an answer comes before or after."""
    s.execute(select(Incident.id).where(Incident.id == page.escalation.incident_id).with_for_update())
    s.refresh(page)
    s.refresh(page.escalation)
    return page.escalation.status == "open" and page.status in ("intended", "sent")


def settle(
    s: Session,
    exchange: Exchange,
    status: str,
    now: datetime,
    *,
    provider_id: str | None = None,
    error: str | None = None,
    retry_at: datetime | None = None,
) -> bool:
    """Move an outbound exchange forward. Returns whether anything changed (a step back changes nothing)."""
    if provider_id and not exchange.provider_id:
        exchange.provider_id = provider_id
    if status == "queued":
        s.info[WORK_MADE] = True
        if exchange.status != "sending":
            # A receipt was quicker than the failure of the call: the provider has it.
            return False
        exchange.status, exchange.due_at, exchange.error = (
            "queued",
            retry_at or now,
            error,
        )
        return True
    known = "sending" if exchange.error == UNCONFIRMED else exchange.status
    if known in _FINAL and not (known == "delivered" and status == "read"):
        return False
    if _RANK[status] <= _RANK[known]:
        return False
    exchange.status, exchange.error, exchange.due_at = status, error, None
    exchange.settled_at = now
    return True


def locked(s: Session, exchange_id: int) -> Exchange:
    """A message as it is now, its row held: of a receipt and its sender's own word, one comes after the other."""
    return s.get_one(Exchange, exchange_id, with_for_update=True, populate_existing=True)


def by_provider(s: Session, channel: str, provider_id: str) -> Exchange | None:
    """A message of ours by the provider's name for it, its row held."""
    return s.scalar(
        select(Exchange)
        .where(Exchange.channel == channel, Exchange.provider_id == provider_id, Exchange.direction == "out")
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def due(s: Session, now: datetime, limit: int = 200) -> list[Exchange]:
    """Messages to send by now: urgent ones first, then oldest first."""
    return list(
        s.scalars(
            select(Exchange)
            .where(OPEN, Exchange.status == "queued", Exchange.due_at <= now)
            .order_by(Exchange.data["urgent"].as_boolean().desc(), Exchange.id)
            .limit(limit)
        )
    )


def next_due(s: Session) -> datetime | None:
    """When the next queued message is due."""
    return s.scalar(select(func.min(Exchange.due_at)).where(OPEN, Exchange.status == "queued"))


def half_sent(s: Session, worker_id: int, before: datetime) -> list[int]:
    """Messages that a worker had taken to send by then: the provider is asked before anything else."""
    mine = (OPEN, Exchange.status == "sending", Exchange.worker_id == worker_id, Exchange.due_at <= before)
    return list(s.scalars(select(Exchange.id).where(*mine).order_by(Exchange.id)))


def provider_ids(s: Session, exchange_id: int) -> frozenset[str]:
    """The provider's names of the other messages to the same contact on the same channel, the newest 500."""
    exchange = s.get_one(Exchange, exchange_id)
    names = s.scalars(
        select(Exchange.provider_id)
        .where(
            Exchange.conversation_id == exchange.conversation_id,
            Exchange.channel == exchange.channel,
            Exchange.direction == "out",
            Exchange.provider_id.is_not(None),
            Exchange.id != exchange_id,
        )
        .order_by(Exchange.id.desc())
        .limit(500)
    )
    return frozenset(name for name in names if name)
