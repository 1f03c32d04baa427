"""Contacts, conversations and exchanges: the inbox, and what keeps each message single."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from backend_client import requests
from backend_client.calendar import paris_day
from backend_client.directory import home_of, only_dwelling_of
from backend_client.models import (
    Contact,
    Conversation,
    Dwelling,
    Exchange,
    Person,
    Request,
    Technician,
)

# After this long without a word, and with nothing pending, a message starts a new request.
QUIET = timedelta(hours=12)
# After this long an unanswered question of the assistant is not pending any more.
DIALOGUE_LIFE = timedelta(hours=72)

# The condition of ix_exchange_open, word for word: SQLite uses a partial index only where the query repeats it.
OPEN = text("exchange.status IN ('received', 'queued', 'sending')")


@dataclass(frozen=True)
class Stored:
    """An inbound exchange and whether this call created it."""

    exchange: Exchange
    conversation: Conversation
    contact: Contact
    created: bool


def find_contact(s: Session, channel: str, address: str) -> Contact | None:
    return s.scalar(select(Contact).where(Contact.channel == channel, Contact.address == address))


def contact_for(s: Session, channel: str, address: str, now: datetime) -> Contact:
    """The contact of an address on a channel; a new one is tied to the technician who has that phone."""
    contact = find_contact(s, channel, address)
    if contact is not None:
        return contact
    technician = None
    if channel == "sms":
        technician = s.scalar(select(Technician).where(Technician.phone == address, Technician.active))
    contact = Contact(
        channel=channel,
        address=address,
        technician_id=technician.id if technician else None,
        created_at=now,
    )
    s.add(contact)
    s.flush()
    return contact


def identify(s: Session, contact: Contact, person: Person, now: datetime) -> None:
    """Tie a contact to a person whose identity the channel vouches for (portal token, verified phone)."""
    contact.person_id = person.id
    contact.language = contact.language or person.language
    home = only_dwelling_of(s, person.id, paris_day(now))
    contact.dwelling_id = home.id if home else None


def open_conversation(s: Session, contact: Contact) -> Conversation | None:
    return s.scalar(
        select(Conversation)
        .where(Conversation.contact_id == contact.id, Conversation.closed_at.is_(None))
        .with_for_update()
    )


def conversation_for(s: Session, contact: Contact, now: datetime, request_id: int | None = None) -> Conversation:
    """The contact's open conversation, with a request it belongs to (a ``contact`` request when there is none)."""
    conversation = open_conversation(s, contact)
    if conversation is None:
        conversation = Conversation(
            contact_id=contact.id,
            request_id=request_id or new_contact_request(s, contact, now).id,
            dialogue=[],
            created_at=now,
            last_at=now,
        )
        s.add(conversation)
        s.flush()
        return conversation
    if not is_pending(conversation, now):
        conversation.dialogue, conversation.offer = [], None
    if request_id is not None:
        conversation.request_id = request_id
    elif now - conversation.last_at > QUIET and not is_pending(conversation, now):
        conversation.request_id = new_contact_request(s, contact, now).id
    return conversation


def new_contact_request(s: Session, contact: Contact, now: datetime) -> Request:
    """A request of kind ``contact``: what a conversation belongs to until it is known what it is about."""
    home = s.get(Dwelling, contact.dwelling_id) if contact.dwelling_id else None
    if contact.person_id is not None:
        home = home_of(s, contact.person_id, home, paris_day(now))
    return requests.open_request(
        s,
        kind="contact",
        channel=contact.channel,
        contact_id=contact.id,
        now=now,
        person_id=contact.person_id,
        dwelling_id=home.id if home else None,
        building_id=home.building_id if home else None,
        language=contact.language,
    )


def is_pending(conversation: Conversation, now: datetime) -> bool:
    """Whether the assistant waits for an answer in this conversation."""
    if now - conversation.last_at > DIALOGUE_LIFE:
        return False
    return bool(conversation.dialogue or conversation.offer)


def in_form(events: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a form is open at the end of these Rasa events, as a conversation's ``dialogue`` holds them."""
    loops = [event.get("name") for event in events if event.get("event") == "active_loop"]
    return bool(loops and loops[-1])


def store_inbound(
    s: Session,
    *,
    channel: str,
    provider_id: str,
    address: str,
    text: str,
    kind: str,
    data: dict[str, Any],
    now: datetime,
    worker_id: int | None = None,
) -> Stored:
    """Store one inbound message. A second call with the same (channel, provider_id) creates nothing.

    :param worker_id: the worker that answers it, unless one answers an earlier message of the conversation
    """
    known = s.scalar(
        select(Exchange).where(
            Exchange.channel == channel,
            Exchange.provider_id == provider_id,
            Exchange.direction == "in",
        )
    )
    if known is not None:
        conversation = known.conversation
        return Stored(known, conversation, conversation.contact, created=False)
    contact = contact_for(s, channel, address, now)
    conversation = conversation_for(s, contact, now)
    exchange = Exchange(
        conversation_id=conversation.id,
        request_id=conversation.request_id,
        direction="in",
        channel=channel,
        provider_id=provider_id,
        kind=kind,
        author="technician" if contact.technician_id else "tenant",
        text=text,
        data=data,
        status="received",
        worker_id=worker_id,
        created_at=now,
    )
    s.add(exchange)
    conversation.last_at = now
    contact.unreachable_at = None
    s.flush()
    return Stored(exchange, conversation, contact, created=True)


def unanswered(s: Session, worker_id: int, before: datetime | None = None, limit: int = 500) -> list[int]:
    """A worker's inbound exchanges (stored by then) that no turn has finished, oldest first."""
    mine = (OPEN, Exchange.status == "received", Exchange.worker_id == worker_id)
    waiting = select(Exchange.id).where(*mine).order_by(Exchange.id).limit(limit)
    return list(s.scalars(waiting if before is None else waiting.where(Exchange.created_at <= before)))


def waiting(s: Session, conversation_id: int) -> list[Exchange]:
    """Unfinished inbound exchanges of a conversation, in order. On Postgres their rows are held: whoever finishes
    one comes before or after."""
    return list(
        s.scalars(
            select(Exchange)
            .where(OPEN, Exchange.status == "received", Exchange.conversation_id == conversation_id)
            .order_by(Exchange.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def has_written(s: Session, conversation: Conversation) -> bool:
    """Whether anything was ever sent in this conversation."""
    sent = select(Exchange.id).where(Exchange.conversation_id == conversation.id, Exchange.direction == "out")
    return s.scalar(sent.limit(1)) is not None


def recent_count(s: Session, conversation: Conversation, since: datetime, cap: int) -> int:
    """How many inbound messages the conversation had since then, counted up to ``cap``."""
    newest = s.scalars(
        select(Exchange.created_at)
        .where(Exchange.conversation_id == conversation.id, Exchange.direction == "in")
        .order_by(Exchange.id.desc())
        .limit(cap)
    )
    return sum(1 for at in newest if at >= since)


def history(s: Session, conversation_id: int, after_id: int = 0, limit: int = 200) -> list[Exchange]:
    """A conversation's newest exchanges after an id, in order."""
    rows = s.scalars(
        select(Exchange)
        .where(Exchange.conversation_id == conversation_id, Exchange.id > after_id)
        .order_by(Exchange.id.desc())
        .limit(limit)
    )
    return sorted(rows, key=lambda exchange: exchange.id)


def take_over(s: Session, conversation: Conversation, by: str, until: datetime) -> None:
    """From now on an adviser answers; the assistant is silent until then (the danger guard is not)."""
    conversation.taken_by, conversation.taken_until = by, until
    conversation.dialogue, conversation.offer = [], None


def give_back(s: Session, conversation: Conversation) -> None:
    conversation.taken_by = conversation.taken_until = None


def is_taken(conversation: Conversation, now: datetime) -> bool:
    return bool(conversation.taken_by and conversation.taken_until and conversation.taken_until > now)


def mark_handled(s: Session, exchange_id: int, status: str, now: datetime) -> bool:
    """Finish an inbound exchange; ``False`` when it already was (a late answer is discarded)."""
    done = s.execute(
        update(Exchange)
        .where(Exchange.id == exchange_id, Exchange.status == "received")
        .values(status=status, settled_at=now)
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def open_choices(offer: Mapping[str, Any] | None, now: datetime) -> Sequence[dict[str, Any]]:
    """The choices that an answer may still pick."""
    if not offer or datetime.fromisoformat(offer["expires_at"]) < now:
        return ()
    choices: Sequence[dict[str, Any]] = offer["choices"]
    return choices
