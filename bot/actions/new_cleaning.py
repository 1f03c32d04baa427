"""A home that was not clean when its tenant moved in is cleaned anew (charter 2.3): offered and booked in the
conversation, with the contractors whose trade the matter names."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend_client import alerts, appointments, requests
from backend_client.appointments import WindowTaken, WindowUnknown
from backend_client.availability import find_windows
from backend_client.models import Request
from bot.actions.context import Turn, backend, settings
from bot.actions.noted import OPEN
from bot.actions.replies import NONE, adviser_choice, answer, choice, window_choice, window_of
from common.wording import text_of, window

CLEANING = "cleaning"
OFFERED = 3


def offered(
    s: Session, request: Request, now: datetime, near: datetime | None = None
) -> tuple[str, Sequence[dict[str, Any]]] | None:
    """The question and its lines; None: it is booked, or no contractor of the trade has a window."""
    matter = settings().matter_of_kind(request.kind)
    if matter is None or matter.trade is None or request.building is None:
        return None
    if appointments.booked_for(s, request.id) is not None:
        return None
    found = find_windows(
        s,
        trade=matter.trade,
        sector=request.building.residence.sector,
        now=now,
        landlord=backend().landlord,
        count=OFFERED,
        near=near,
    )
    if not found:
        return None
    lines = [_line(request, window_choice(each)) for each in found]
    none = choice(f"{CLEANING}:{request.id}|{NONE}", text_of("choice_none"))
    return "ask_new_cleaning", [*lines, none, adviser_choice()]


def _line(request: Request, line: dict[str, Any]) -> dict[str, Any]:
    return {**line, "value": f"{CLEANING}:{request.id}|{line['value']}"}


def taken(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """A window was picked, or none of them. None: the request is over, or somebody else's."""
    number, _, value = rest.partition("|")
    request = s.get(Request, int(number)) if number.isdecimal() else None
    if request is None or request.status not in OPEN or not requests.may_see(request, turn.contact(s)):
        return None
    chosen = window_of(value)
    if chosen is None:
        alerts.raise_alert(s, request, "cleaning_to_book", turn.now, None)
        return answer("new_cleaning_later", reference=request.reference)
    contractor_id, starts_at = chosen
    try:
        booked = appointments.book(s, backend().landlord, request, contractor_id, starts_at, turn.now)
    except (WindowTaken, WindowUnknown):
        again = offered(s, request, turn.now, near=starts_at)
        if again is None:
            alerts.raise_alert(s, request, "cleaning_to_book", turn.now, None)
            return answer("new_cleaning_later", reference=request.reference)
        return answer("time_taken", again[1], reference=request.reference)
    when = window(booked.starts_at, booked.ends_at)
    return answer("new_cleaning_booked", reference=request.reference, window=when, firm=booked.contractor.name)


TAKES: Mapping[str, Any] = {CLEANING: taken}
