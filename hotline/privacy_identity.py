"""Proving who writes, in the conversation: name, address, then the code that went to the number on file.

Handled before the assistant: a code, a name and an address are no wishes to be understood. Whatever the danger guard
finds has been answered before.
"""

import re
from typing import Any

from sqlalchemy.orm import Session

from backend_client import conversations, identity, identity_checks, outbox, requests
from backend_client.calendar import paris_day
from backend_client.directory import match_people
from backend_client.identity_rules import rules
from backend_client.models import Contact, IdentityCheck, Person, Request
from bot.actions.context import settings as dialogue_settings
from bot.actions.identity import FILE, INTENT, prove_choice
from bot.actions.replies import adviser_choice, choice
from channels.base import SMS
from hotline.privacy_secrets import code_fact, code_key
from hotline.services import Services
from hotline.turn_context import Context, Reply

__all__ = ["INTENT", "answered", "asked", "prove"]

_CODE = re.compile(r"\D{0,24}((?:\d[ .-]?){5}\d)\D{0,12}")
# A longer text is no name or address.
_LONGEST = {"name": 80, "address": 160}
# Nor is one of more words a name: a report that comes instead of the answer is for the assistant.
_MOST_WORDS = {"name": 8, "address": 25}


def asked(turn: Context, entities: dict[str, Any]) -> Reply:
    """Somebody wants to be recognised."""
    return prove(turn, str(entities.get("goes_on") or FILE))


def prove(turn: Context, goes_on: str) -> Reply:
    """Begin a proof with what is known already: a contact that is tied needs the code only."""
    s, contact, now = turn.s, turn.contact, turn.now
    check = identity_checks.begin(s, contact, goes_on, now)
    if check is None:
        return Reply("identity-wait", choices=[adviser_choice()])
    if contact.person_id is not None:
        return _send(turn, check, s.get_one(Person, contact.person_id))
    return Reply("identity-ask-name")


def answered(turn: Context) -> list[Reply] | None:
    """Rule: the message answers a proof that is under way; None: there is none, or it speaks of something else."""
    if turn.contact.technician_id is not None or turn.picked is not None or turn.exchange.kind != "text":
        return None
    check = identity_checks.open_check(turn.s, turn.contact, turn.now)
    if check is None:
        return None
    if check.state != "code" and turn.contact.person_id is not None:
        # Recognised another way meanwhile (Telegram's contact button).
        identity_checks.end(turn.s, check, "left", turn.now)
        return None
    text = turn.exchange.text.strip()
    if check.state == "code":
        code = _CODE.fullmatch(text)
        return [_tried(turn, check, _figures(code[1]))] if code else None
    return _told(turn, check, text)


def _figures(typed: str) -> str:
    """The digits of a code, whatever script they are written in."""
    return "".join(str(int(each)) for each in typed if each.isdecimal())


def _told(turn: Context, check: IdentityCheck, text: str) -> list[Reply] | None:
    """A name, then an address."""
    too_long = len(text) > _LONGEST[check.state] or len(text.split()) > _MOST_WORDS[check.state]
    if not text or too_long or "?" in text:
        identity_checks.end(turn.s, check, "left", turn.now)
        return None
    if check.state == "name":
        check.typed_name, check.state = text[:120], "address"
        return [Reply("identity-ask-address")]
    return [_send(turn, check, _found(turn.s, check.typed_name, text, turn))]


def _found(s: Session, name: str, address: str, turn: Context) -> Person | None:
    """The one tenant whose name and address these are; two who are as near are nobody."""
    near = match_people(s, name, address, limit=2, day=paris_day(turn.now))
    least = dialogue_settings().thresholds.same_person
    if not near or near[0].score < least:
        return None
    if len(near) > 1 and near[1].score == near[0].score and near[1].person.id != near[0].person.id:
        return None
    return near[0].person


def _send(turn: Context, check: IdentityCheck, person: Person | None) -> Reply:
    """The same words whether or not a code goes out."""
    s, services, now = turn.s, turn.services, turn.now
    check.typed_name = ""
    number = identity_checks.send_to(s, check, person, now)
    if number is not None:
        _queue_code(s, services, check, number, turn)
    return Reply("identity-code-sent", {"minutes": rules().code.minutes}, [adviser_choice()])


def _queue_code(s: Session, services: Services, check: IdentityCheck, number: Contact, turn: Context) -> None:
    """In the number's own conversation, beside what is asked there: nobody's open question is taken away."""
    thread = conversations.open_conversation(s, number) or conversations.conversation_for(s, number, turn.now)
    outbox.queue(
        s,
        thread,
        key="identity-code",
        facts={"landlord": services.backend.landlord.name, "code": code_fact(check), "minutes": rules().code.minutes},
        effect=f"identity-code-{check.id}",
        now=turn.now,
        channel=SMS,
        author="hotline",
    )


def _tried(turn: Context, check: IdentityCheck, code: str) -> Reply:
    s, now = turn.s, turn.now
    person_id, goes_on = check.person_id, check.goes_on
    if identity_checks.try_code(s, check, code, code_key(turn.services.settings), now) and person_id is not None:
        identity.tie(s, turn.contact, s.get_one(Person, person_id), identity.CODE, now)
        requests.tie_to(s, s.get_one(Request, turn.conversation.request_id), turn.contact)
        return _go_on(turn, goes_on)
    if check.ended_at is not None:
        return Reply("identity-code-over", choices=[prove_choice(goes_on), adviser_choice()])
    return Reply("identity-wrong-code", {"left": rules().code.tries - check.tries}, [adviser_choice()])


def _go_on(turn: Context, goes_on: str) -> Reply:
    """What was asked for before the proof."""
    # It needs this module to ask for a proof; this module needs it only here.
    from hotline import privacy_rights

    if goes_on in privacy_rights.ACTS:
        return privacy_rights.act(turn, goes_on)
    person = turn.s.get_one(Person, turn.contact.person_id)
    return Reply("identity-proven", {"name": person.first_name}, file_choices())


def file_choices() -> list[dict[str, Any]]:
    """What somebody who is recognised may want to see."""
    return [
        choice("status", intent="follow_up_request"),
        choice("my_appointment", intent="ask_appointment"),
        choice("my_data", intent="hotline:privacy", act="menu"),
    ]
