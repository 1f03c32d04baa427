"""Who of several people writes, and about which of several dwellings: asked once, remembered while they write.

The message that was first waits for the answer and is then answered as it was written. Nobody has to answer: after a
while it is answered for somebody who is not known, so that nothing urgent waits for a name.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend_client import identity, requests, timers
from backend_client.calendar import paris_day
from backend_client.directory import dwellings_of
from backend_client.models import Contact, Conversation, Dwelling, Exchange, Person, Request, Speaker
from bot.actions.replies import choice
from hotline.services import Services
from hotline.turn_context import Context, Reply

INTENT = "hotline:speaker"
SILENT_TIMER, OVER_TIMER = "speaker_silent", "speaker_over"
PERSON, DWELLING = "person", "dwelling"
# A list may hold so many lines; who has more dwellings is asked by the assistant's own questions.
MOST = 8


def known(turn: Context) -> list[Reply] | None:
    """Rule: whoever the contact is proven to be now. Knowledge for the rules below, never an answer."""
    if turn.contact.technician_id is not None:
        return None
    identity.settle(turn.s, turn.contact, turn.now)
    said = turn.s.get(Speaker, turn.contact.id)
    if said is not None and said.question is None:
        identity.speaker(turn.s, turn.contact, turn.now)
        timers.set_timer(turn.s, OVER_TIMER, turn.contact.id, said.until)
    return None


def ask(turn: Context) -> list[Reply] | None:
    """Rule: ask what has to be known before this message can be answered."""
    contact, s = turn.contact, turn.s
    if contact.technician_id is not None or turn.picked is not None:
        return None
    said = s.get(Speaker, contact.id)
    if said is not None and said.question is not None:
        _unanswered(turn, said)
        return None
    reply = question(turn)
    return [reply] if reply else None


def _unanswered(turn: Context, said: Speaker) -> None:
    """They wrote on instead of choosing: both messages are answered, for somebody who is not known."""
    waited = _waiting(turn.s, said)
    _close(turn.s, said)
    if waited:
        turn.said_before = f"{waited} {turn.exchange.text}"


def question(turn: Context) -> Reply | None:
    """The next question about this contact; None: all is known, or was asked."""
    s, contact, now = turn.s, turn.contact, turn.now
    said = s.get(Speaker, contact.id)
    people = identity.people_at(s, contact, now)
    if contact.person_id is None and len(people) > 1 and not (said and said.person_asked):
        return _asked(turn, PERSON, _people(people))
    if contact.person_id is None or contact.dwelling_id is not None or (said and said.dwelling_asked):
        return None
    homes = dwellings_of(s, contact.person_id, paris_day(now))
    return _asked(turn, DWELLING, _homes(homes)) if 1 < len(homes) < MOST else None


def _asked(turn: Context, asks: str, lines: list[dict[str, Any]]) -> Reply:
    said = identity.speaker(turn.s, turn.contact, turn.now)
    said.question, said.exchange_id = asks, said.exchange_id or turn.exchange.id
    if asks == PERSON:
        said.person_asked = True
    else:
        said.dwelling_asked = True
    wait = timedelta(seconds=turn.services.backend.landlord.fallback_seconds)
    timers.set_timer(turn.s, SILENT_TIMER, turn.contact.id, turn.now + wait)
    return Reply("who-writes" if asks == PERSON else "which-dwelling", choices=lines, effect=f"speaker-{asks}")


def _people(people: list[Person]) -> list[dict[str, Any]]:
    names = zip(people, identity.first_names(people), strict=True)
    lines = [choice(f"person:{each.id}", name, INTENT, question=PERSON, id=each.id) for each, name in names]
    return [*lines, choice("someone_else", intent=INTENT, question=PERSON, id=0)]


def _homes(homes: list[Dwelling]) -> list[dict[str, Any]]:
    lines = [choice(f"dwelling:{home.id}", _address(home), INTENT, question=DWELLING, id=home.id) for home in homes]
    return [*lines, choice("no_dwelling", intent=INTENT, question=DWELLING, id=0)]


def _address(home: Dwelling) -> str:
    return f"{home.building.address}, {home.door}" if home.door else home.building.address


def answered(turn: Context, entities: dict[str, Any]) -> Reply:
    """A line was picked: asked on, or the message that waited is answered now."""
    s, contact, now = turn.s, turn.contact, turn.now
    said = identity.speaker(s, contact, now)
    number = int(entities["id"])
    if entities["question"] == PERSON:
        allowed = {person.id for person in identity.people_at(s, contact, now)}
        said.person_id = number if number in allowed else None
    elif contact.person_id is not None:
        homes = {home.id for home in dwellings_of(s, contact.person_id, paris_day(now))}
        said.dwelling_id = number if number in homes else None
    said.question = None
    timers.drop(s, SILENT_TIMER, contact.id)
    timers.set_timer(s, OVER_TIMER, contact.id, said.until)
    s.flush()
    identity.settle(s, contact, now)
    asked_on = question(turn)
    if asked_on is not None:
        return asked_on
    _tie(s, turn.conversation, contact)
    turn.said_before = _waiting(s, said)
    said.exchange_id = None
    return Reply("speaker-noted", effect="speaker-noted")


def _tie(s: Session, conversation: Conversation, contact: Contact) -> None:
    """The conversation's request is theirs, and about the dwelling they named."""
    request = s.get_one(Request, conversation.request_id)
    if request.kind != "contact":
        return
    home = s.get(Dwelling, contact.dwelling_id) if contact.dwelling_id else None
    request.dwelling_id, request.building_id = (home.id, home.building_id) if home else (None, None)
    request.person_id = contact.person_id
    requests.tie_to(s, request, contact)


def _waiting(s: Session, said: Speaker) -> str:
    exchange = s.get(Exchange, said.exchange_id) if said.exchange_id else None
    return exchange.text if exchange is not None else ""


def _close(s: Session, said: Speaker) -> None:
    said.question = said.exchange_id = None
    timers.drop(s, SILENT_TIMER, said.contact_id)
    s.flush()


def silent(s: Session, services: Services, contact_id: int, now: datetime) -> None:
    """Nobody chose: the message that waits is answered all the same, as any that was left over."""
    said = s.get(Speaker, contact_id)
    if said is None or said.question is None:
        return
    exchange = s.get(Exchange, said.exchange_id) if said.exchange_id else None
    _close(s, said)
    if exchange is not None and exchange.status == "handled":
        exchange.status, exchange.settled_at = "received", None


def over(s: Session, services: Services, contact_id: int, now: datetime) -> None:
    """They have not written for a while: whoever writes next on this phone is asked anew."""
    contact = s.get(Contact, contact_id)
    if contact is not None:
        identity.settle(s, contact, now)


WORK = {SILENT_TIMER: silent, OVER_TIMER: over}
