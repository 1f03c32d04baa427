"""Agreeing a time with a team, in the conversation: three choices right after a matter is opened, changed and cancelled
by picking again.

A line's value is ``time:<request>|<start>``, or one of the words below in the place of the start. Sensitive matters ask
before anybody calls: the phone may be shared.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import agreed_times, alerts, requests
from backend_client.agreed_times import Free, TimeTaken, TimeUnknown
from backend_client.models import AgreedTime, Contact, Request
from bot.actions.context import Turn, backend, settings
from bot.actions.noted import OPEN
from bot.actions.replies import ADVISER, answer, choice
from common.wording import moment, text_of

TIME, PHONE, SHEET = "time", "phone", "sheet"
MORE_TIMES, ANY_TIME, CANCEL, CHANGE = "more", "any", "cancel", "change"
THIS_PHONE, OTHER_PHONE = "this", "other"
CALLS = frozenset({"call", "interview", "check_in", "statement"})
"""Kinds of agreed times that are telephone calls."""

TRIED = 20
"""How many of the first times are tried for whoever takes any, while others take them too."""


def lines(s: Session, request: Request, now: datetime, after: datetime | None = None) -> list[dict[str, Any]]:
    """The three times to offer, with "other times" and "any"; nothing where the team has none."""
    team = team_of(request)
    if team not in backend().landlord.teams:
        return []
    mine = agreed_times.agreed_for(s, request.id)
    free = agreed_times.free_times(s, backend().landlord, team, now, after)
    found = agreed_times.to_offer(each for each in free if mine is None or each.starts_at != mine.starts_at)
    if not found:
        return []
    rest = [choice(f"{TIME}:{request.id}|{MORE_TIMES}|{found[-1].starts_at.isoformat()}", text_of("choice_more_times"))]
    if after is None:
        rest.append(choice(f"{TIME}:{request.id}|{ANY_TIME}", text_of("choice_any_time")))
    return [*(_line(request, free) for free in found), *rest]


def team_of(request: Request) -> str:
    """Whose hours count: those of the request's team, whatever patrol has it tonight."""
    matter = settings().matter_of_kind(request.kind)
    return matter.team if matter else request.team


def kind_of(request: Request) -> str | None:
    """What is agreed for requests of this kind; None: nothing."""
    matter = settings().matter_of_kind(request.kind)
    return matter.time if matter else None


def _line(request: Request, free: Free) -> dict[str, Any]:
    return choice(f"{TIME}:{request.id}|{free.starts_at.isoformat()}", moment(free.starts_at))


def _own(s: Session, turn: Turn, number: str) -> Request | None:
    """The request that a line names, where it is open and the sender's own."""
    request = s.get(Request, int(number)) if number.isdecimal() else None
    if request is None or request.status not in OPEN or not requests.may_see(request, turn.contact(s)):
        return None
    return request


def taken(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """A line of times was picked. None: the request is over, or somebody else's."""
    number, _, wanted = rest.partition("|")
    request = _own(s, turn, number)
    kind = kind_of(request) if request else None
    if request is None or kind is None:
        return None
    word, _, given = wanted.partition("|")
    if word == CANCEL:
        return _cancelled(s, turn, request, kind)
    if word in (MORE_TIMES, CHANGE):
        after = datetime.fromisoformat(given) + agreed_times.APART if given else None
        return _offer(s, turn, request, kind, f"ask_time_{kind}", after)
    return _agree(s, turn, request, kind, wanted)


def _offer(
    s: Session, turn: Turn, request: Request, kind: str, key: str, after: datetime | None = None
) -> dict[str, Any]:
    offered = lines(s, request, turn.now, after) or lines(s, request, turn.now)
    if offered:
        return answer(key, offered, reference=request.reference)
    alerts.raise_alert(s, request, "no_time_free", turn.now, None)
    return answer("no_time_free", reference=request.reference)


def _agree(s: Session, turn: Turn, request: Request, kind: str, wanted: str) -> dict[str, Any]:
    team, landlord = team_of(request), backend().landlord
    try:
        if wanted == ANY_TIME:
            agreed = _first(s, turn, request, team, kind)
        else:
            starts_at = datetime.fromisoformat(wanted)
            agreed = agreed_times.agree(s, landlord, request, team, kind, starts_at, turn.now)
    except (TimeTaken, TimeUnknown):
        return _offer(s, turn, request, kind, "time_taken")
    asks = phone_question(s, turn, request) if kind in CALLS else None
    facts = {"reference": request.reference, "when": moment(agreed.starts_at)}
    if asks:
        key, choices = asks
        return answer(key, choices, **facts)
    return answer(f"time_agreed_{kind}", after_lines(request), **facts)


def _first(s: Session, turn: Turn, request: Request, team: str, kind: str) -> AgreedTime:
    """The first time that is free; one that somebody else gets meanwhile is passed over.

    :raises TimeTaken: none is left
    """
    landlord = backend().landlord
    for free in islice(agreed_times.free_times(s, landlord, team, turn.now), TRIED):
        try:
            return agreed_times.agree(s, landlord, request, team, kind, free.starts_at, turn.now)
        except TimeTaken:
            continue
    raise TimeTaken(f"{team} has no time left")


def after_lines(request: Request) -> list[dict[str, Any]]:
    """What can still be done once a time is agreed."""
    matter = settings().matter_of_kind(request.kind)
    sheet = [choice(f"{SHEET}:{request.id}", text_of("choice_sheet"))] if matter and matter.sheet else []
    return [
        choice(f"{TIME}:{request.id}|{CHANGE}", text_of("choice_change_time")),
        choice(f"{TIME}:{request.id}|{CANCEL}", text_of("choice_cancel_time")),
        *sheet,
    ]


def _cancelled(s: Session, turn: Turn, request: Request, kind: str) -> dict[str, Any]:
    agreed = agreed_times.agreed_for(s, request.id)
    if agreed is not None:
        agreed_times.cancel(s, agreed, "tenant", turn.now)
    again = choice(f"{TIME}:{request.id}|{CHANGE}", text_of("choice_change_time"))
    return answer("time_cancelled", [again, choice(ADVISER, intent="ask_adviser")], reference=request.reference)


def phone_question(s: Session, turn: Turn, request: Request) -> tuple[str, list[dict[str, Any]]] | None:
    """How to ask on which phone to call: always where the matter is sensitive, since the phone may be shared; else
    only where no number is known. None: nothing to ask, or it was answered."""
    if request.details.get("call_on"):
        return None
    contact = turn.contact(s)
    number = contact.channel == "sms" or _on_file(s, contact)
    other = choice(f"{PHONE}:{request.id}|{OTHER_PHONE}", text_of("choice_other_phone"))
    if not number:
        _ask_number(s, request, turn)
        return "ask_phone_new", []
    if not request.private:
        return None
    key = "ask_phone_this" if contact.channel == "sms" else "ask_phone_file"
    return key, [choice(f"{PHONE}:{request.id}|{THIS_PHONE}", text_of("choice_this_phone")), other]


def _on_file(s: Session, contact: Contact) -> bool:
    if contact.person_id is None:
        return False
    numbers = select(Contact.id).where(Contact.person_id == contact.person_id, Contact.channel == "sms")
    return s.scalar(numbers.limit(1)) is not None


def _ask_number(s: Session, request: Request, turn: Turn) -> None:
    """The next message that holds a number is the answer (:mod:`hotline.call_number`)."""
    requests.add_detail(s, request, "assistant", turn.now, call_number_asked=turn.now.isoformat())


def phone_taken(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """Whether this phone may be called, or another one."""
    number, _, said = rest.partition("|")
    request = _own(s, turn, number)
    if request is None:
        return None
    if said == OTHER_PHONE:
        _ask_number(s, request, turn)
        return answer("ask_phone_other")
    requests.add_detail(s, request, "tenant", turn.now, call_on=THIS_PHONE)
    return answer("phone_noted", after_lines(request), reference=request.reference)


def sheet_taken(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """The practical sheet of a matter."""
    request = _own(s, turn, rest)
    matter = settings().matter_of_kind(request.kind) if request else None
    return answer(matter.sheet) if matter and matter.sheet else None


TAKES: Mapping[str, Any] = {TIME: taken, PHONE: phone_taken, SHEET: sheet_taken}


def offered(s: Session, request: Request, now: datetime) -> tuple[str, Sequence[dict[str, Any]]] | None:
    """The question and its lines for a request that may have a time agreed and has none; None: nothing to ask."""
    kind = kind_of(request)
    if kind is None or agreed_times.agreed_for(s, request.id) is not None:
        return None
    found = lines(s, request, now)
    return (f"ask_time_{kind}", found) if found else None
