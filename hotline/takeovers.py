"""An adviser has a conversation: taken over, answered on the tenant's channel, given back or lapsed.

While it lasts the assistant is silent and the danger guard is not. It lapses after set minutes of silence on both sides
and when the office closes, by a durable timer; the tenant is told once when a human being takes over, and once when the
assistant is back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import calendar, conversations, outbox, timers
from backend_client.landlord import Landlord
from backend_client.models import Conversation, Exchange, Request
from backend_client.requests import record
from channels import sms_text
from channels.base import SMS
from hotline.services import Services

TIMER = "take_over"
# What the tenant is told, and how the outbox calls it: what an adviser gave back is settled, what lapsed is not.
TAKEN, GIVEN_BACK = "taken-over", "given-back"
LAPSED = "take-over-lapsed"
MOST_TEXT = 1500


class TakenByOther(Exception):
    """A colleague has the conversation. ``by``: their name."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


class NotSendable(ValueError):
    """A text that cannot go out as it is. The message says why, in French."""


@dataclass(frozen=True)
class Adviser:
    """Who takes over: the ``name`` that the tenant reads, and how the history calls them (``adviser:marie``)."""

    name: str
    by: str


def until(landlord: Landlord, now: datetime, minutes: int | None = None) -> datetime:
    """When a take-over lapses if nobody writes any more: after the set minutes, or when the office closes today.

    Outside of opening hours there are only the minutes.
    """
    silence = now + timedelta(minutes=minutes or landlord.take_over_minutes)
    if not calendar.is_open(landlord, now):
        return silence
    tomorrow = calendar.paris_day(now) + timedelta(days=1)
    closes, _ = calendar.closure(landlord, tomorrow)
    return min(silence, closes) if closes > now else silence


def locked(s: Session, conversation_id: int) -> Conversation:
    """The conversation as it is now, its row held: of two advisers one comes after the other."""
    found = select(Conversation).where(Conversation.id == conversation_id).with_for_update()
    return s.scalars(found.execution_options(populate_existing=True)).one()


def holder(conversation: Conversation, now: datetime) -> str | None:
    """The name of whoever has it."""
    return conversation.taken_by if conversations.is_taken(conversation, now) else None


def take(
    s: Session,
    landlord: Landlord,
    conversation: Conversation,
    adviser: Adviser,
    now: datetime,
    minutes: int | None = None,
) -> None:
    """Answer in the assistant's place. :raises TakenByOther: a colleague does already"""
    by = holder(conversation, now)
    if by is not None and by != adviser.name:
        raise TakenByOther(by)
    ends = until(landlord, now, minutes)
    conversations.take_over(s, conversation, adviser.name, ends)
    timers.set_timer(s, TIMER, conversation.id, ends)
    if by is None:
        _tell(s, conversation, TAKEN, now, TAKEN, {"name": adviser.name})
        record(s, s.get_one(Request, conversation.request_id), "taken_over", adviser.by, now)


def give_back(s: Session, conversation: Conversation, by: str, now: datetime) -> bool:
    """The assistant answers again. False: nobody had it."""
    if conversation.taken_by is None:
        return False
    conversations.give_back(s, conversation)
    timers.drop(s, TIMER, conversation.id)
    _tell(s, conversation, GIVEN_BACK, now, GIVEN_BACK)
    record(s, s.get_one(Request, conversation.request_id), "conversation_given_back", by, now)
    return True


def write(
    s: Session,
    landlord: Landlord,
    conversation: Conversation,
    adviser: Adviser,
    text: str,
    now: datetime,
    once: str = "",
) -> None:
    """Send the tenant an adviser's own words, on the tenant's channel; a conversation that nobody has is taken over.

    :param once: a word of the form that was filled in: sent again, it sends nothing
    :raises TakenByOther: a colleague has it; nothing was sent
    :raises NotSendable: nothing was sent
    """
    text = text.strip()
    check(text, conversation.contact.channel, conversation.contact.language)
    take(s, landlord, conversation, adviser, now)
    effect = f"adviser-{once or now.isoformat()}"[:80]
    again = select(Exchange.id).where(Exchange.conversation_id == conversation.id, Exchange.effect == effect)
    if s.scalar(again.limit(1)) is not None:
        return
    sent = outbox.queue(s, conversation, effect=effect, now=now, text=text, author=adviser.name, urgent=True)
    assert sent is not None  # no cause, so nothing can already be there
    conversation.last_at = now
    record(s, s.get_one(Request, conversation.request_id), "written", adviser.by, now, exchange_id=sent.id)


def check(text: str, channel: str, language: str | None) -> None:
    """:raises NotSendable: it is empty, or longer than one message of the channel"""
    if not text:
        raise NotSendable("Le message est vide.")
    if len(text) > MOST_TEXT:
        raise NotSendable(f"Le message a {len(text)} caractères : {MOST_TEXT} au plus.")
    if channel == SMS and sms_text.render(text, (), language or "fr").shortened:
        raise NotSendable(
            "Le message est trop long pour un SMS : sa fin serait coupée. Raccourcissez-le ou envoyez-le en deux fois."
        )


def heard(s: Session, landlord: Landlord, conversation: Conversation, now: datetime) -> None:
    """The tenant wrote to the adviser: the silence begins anew."""
    ends = max(until(landlord, now), conversation.taken_until or now)
    conversation.taken_until = ends
    timers.set_timer(s, TIMER, conversation.id, ends)


def lapse(s: Session, services: Services, conversation_id: int, now: datetime) -> None:
    """Nobody wrote for too long, or the office has closed: the assistant answers again."""
    conversation = locked(s, conversation_id)
    if conversation.taken_by is None:
        return
    if conversation.taken_until is not None and conversation.taken_until > now:
        timers.set_timer(s, TIMER, conversation.id, conversation.taken_until)
        return
    conversations.give_back(s, conversation)
    _tell(s, conversation, GIVEN_BACK, now, LAPSED)
    record(s, s.get_one(Request, conversation.request_id), "take_over_lapsed", "hotline", now)


WORK = {TIMER: lapse}


def _tell(
    s: Session, conversation: Conversation, key: str, now: datetime, effect: str, facts: dict[str, str] | None = None
) -> None:
    outbox.queue(s, conversation, key=key, facts=facts or {}, effect=f"{effect}-{now.isoformat()}", now=now)
