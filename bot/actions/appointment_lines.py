"""Lines about one appointment that are answered outside of forms: reminders, "did somebody come?", windows on offer.

Each value names its own row, so that an answer hours later means what was asked. Whoever answers has to be the one the
row belongs to.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import alerts, appointments, job_days, job_reports, jobs, requests, timers
from backend_client.appointments import TooLate, WindowTaken, WindowUnknown
from backend_client.models import Appointment, Conversation, Request, RequestEvent
from backend_client.windows import Window
from bot.actions.booking_facts import facts_of, told_of
from bot.actions.context import Turn, backend
from bot.actions.replies import MORE, NO, YES, Choice, adviser_choice, answer, choice, says, window_choice, window_of
from bot.actions.window_search import Search, look
from common.wording import text_of, time_of

THERE, AWAY, CAME, WINDOW, KEEP, EARLIER = "there", "away", "came", "window", "keep", "earlier"
SUITS = "window_suits"
"""The yes/no question of ``bot/data/answers`` that an offer of one window is."""
ASK_FIRM_TIMER = "firm_asked"
"""The firm is asked where its technician is; the subject is the appointment."""
_ASKED_AGAIN = timedelta(hours=1)
# What is also written for a line, in the languages that are spoken: "oui" to "will you be there?".
_YES = ["oui", "ok", "d'accord", "yes", "si", "sí", "sim", "evet", "tamam", "نعم"]
_NO = ["non", "no", "não", "nao", "hayır", "hayir", "لا"]
_ALSO = {YES: _YES, NO: _NO}
_CAME = (YES, NO, "now")


def reminder_lines(appointment: Appointment) -> list[Choice]:
    """I shall be there; I have to move it; cancel."""
    coming = choice(f"{THERE}:{appointment.id}", text_of("line_there"))
    move, cancel = _instead(appointment)
    return [{**says(YES, THERE, coming), "also": _YES}, {**says(NO, THERE, move), "also": _NO}, cancel]


def _instead(appointment: Appointment) -> list[Choice]:
    """Another time, or none."""
    number = str(appointment.request_id)
    moves = {"intent": "reschedule_appointment", "choice": number}
    return [
        choice(f"{AWAY}:{appointment.id}", text_of("choice_move"), **moves),
        choice("cancel", intent="cancel_appointment", choice=number),
    ]


def came_lines(appointment: Appointment) -> list[Choice]:
    """Somebody came; nobody came; they are here now."""
    lines = {said: choice(f"{CAME}:{said}:{appointment.id}", text_of(f"line_came_{said}")) for said in _CAME}
    return [{**says(said, CAME, line), "also": _ALSO.get(said, [])} for said, line in lines.items()]


def window_line(request: Request, found: Window, title: Any = None) -> Choice:
    """A window that this very request books when the line is picked."""
    line = window_choice(found)
    return choice(f"{WINDOW}:{request.id}|{line['value']}", title or line["title"])


def window_lines(request: Request, found: Sequence[Window]) -> list[Choice]:
    """The windows, others, and an adviser instead."""
    more = choice(MORE, intent="book_appointment", choice=MORE)
    return [*(window_line(request, each) for each in found), more, adviser_choice()]


def offer_lines(request: Request, found: Window) -> list[Choice]:
    """Yes or no to one window."""
    return [
        {**says(YES, SUITS, window_line(request, found, text_of("line_take"))), "also": _YES},
        {**says(NO, SUITS, choice(f"{KEEP}:{request.id}", text_of("line_keep"))), "also": _NO},
    ]


def own_request(s: Session, turn: Turn, number: str) -> Request | None:
    """The request that a line names, if it is the sender's."""
    request = s.get(Request, int(number)) if number.isdecimal() else None
    return request if request is not None and requests.may_see(request, turn.contact(s)) else None


def own_appointment(s: Session, turn: Turn, number: str) -> Appointment | None:
    """The appointment that a line names, if it is the sender's."""
    appointment = s.get(Appointment, int(number)) if number.isdecimal() else None
    if appointment is None or own_request(s, turn, str(appointment.request_id)) is None:
        return None
    return appointment


def there(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """The tenant will be there. None where the appointment is no more."""
    appointment = own_appointment(s, turn, rest)
    if appointment is None or appointment.status != "booked" or appointment.ends_at <= turn.now:
        return None
    day = job_days.day_of(s, appointment)
    if day.confirmed_at is None:
        day.confirmed_at = turn.now
        request = s.get_one(Request, appointment.request_id)
        requests.record(s, request, "presence_confirmed", "tenant", turn.now, appointment_id=appointment.id)
    return answer("presence_noted", **facts_of(s, appointment))


def away(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """The tenant says that nobody will be there, not what is to be done: another time, or none."""
    appointment = own_appointment(s, turn, rest)
    if appointment is None or appointment.status != "booked":
        return None
    return answer("not_there", [*_instead(appointment), adviser_choice()], **facts_of(s, appointment))


def came(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """Whether somebody came, as the tenant says it after the window."""
    said, _, number = rest.partition(":")
    appointment = own_appointment(s, turn, number)
    if appointment is None:
        return None
    if said == "no":
        return nobody_came(s, turn, appointment)
    job_reports.came(s, appointment, "tenant", turn.now)
    return answer("came_noted", **facts_of(s, appointment))


def nobody_came(s: Session, turn: Turn, appointment: Appointment) -> dict[str, Any] | None:
    """What is done and said when a tenant tells that nobody came; None where the appointment is over otherwise.

    While somebody may still come, the tenant is told until when, and the firm is asked. What the firm itself reported
    is not contradicted by a machine: an adviser looks into it.
    """
    request = s.get_one(Request, appointment.request_id)
    if appointment.status == "missed":
        return answer("no_show_recorded", _book_lines(), **facts_of(s, appointment))
    if jobs.kinds_of(s, appointment) & {"arrived", "done", "no_access", "parts_needed"}:
        alerts.raise_alert(s, request, "no_show_disputed", turn.now, None)
        return answer("no_show_disputed", **facts_of(s, appointment))
    if appointment.status != "booked":
        return None
    if turn.now < job_days.expected_by(s, appointment):
        return _may_still_come(s, turn, appointment, request)
    job_reports.no_show(s, appointment, "tenant", turn.now)
    return windows_instead(s, turn, request, appointment)


def _may_still_come(s: Session, turn: Turn, appointment: Appointment, request: Request) -> dict[str, Any]:
    asked = select(RequestEvent.id).where(
        RequestEvent.request_id == request.id,
        RequestEvent.kind == "late",
        RequestEvent.by == "tenant",  # the firm's own delay has the same name
        RequestEvent.at > turn.now - _ASKED_AGAIN,
    )
    if s.scalar(asked.limit(1)) is None:
        timers.set_timer(s, ASK_FIRM_TIMER, appointment.id, turn.now)
    requests.record(s, request, "late", "tenant", turn.now, appointment_id=appointment.id)
    until = time_of(job_days.expected_by(s, appointment))
    return answer("late_window_lasts", **facts_of(s, appointment), until=until)


def windows_instead(s: Session, turn: Turn, request: Request, appointment: Appointment) -> dict[str, Any]:
    """The apology, with new windows to pick in the same message."""
    s.get_one(Conversation, turn.conversation_id).request_id = request.id
    found = look(s, request, Search(), turn, tolerant=True)
    if not found.windows:
        return answer("no_show_recorded", _book_lines(), **facts_of(s, appointment))
    return answer("no_show_windows", window_lines(request, found.windows), **facts_of(s, appointment))


def _book_lines() -> list[Choice]:
    return [choice("book", intent="book_appointment"), adviser_choice()]


def take(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """Book the window of a line for its request; where it is gone, the three nearest are offered at once."""
    number, _, value = rest.partition("|")
    request, chosen = own_request(s, turn, number), window_of(value)
    if request is None or chosen is None:
        return None
    contractor_id, starts_at = chosen
    try:
        booked = appointments.book(s, backend().landlord, request, contractor_id, starts_at, turn.now)
    except (WindowTaken, WindowUnknown) as gone:
        key = "window_taken" if isinstance(gone, WindowTaken) else "window_gone"
        return _nearest(s, turn, request, key, starts_at)
    except TooLate as late:
        return too_late(s, turn, late.request_id)
    except requests.TransitionRefused:
        return None
    return answer("appointment_booked", **told_of(s, booked))


def _nearest(s: Session, turn: Turn, request: Request, key: str, starts_at: datetime) -> dict[str, Any]:
    found = look(s, request, Search(near=starts_at), turn, tolerant=True)
    if not found.windows:
        return answer("no_window_at_all", [adviser_choice()])
    return answer(key, window_lines(request, found.windows))


def too_late(s: Session, turn: Turn, request_id: int) -> dict[str, Any]:
    """The contractor may be on the way: an adviser calls them, the tenant is told so."""
    alerts.raise_alert(s, s.get_one(Request, request_id), "late_change", turn.now, None)
    appointment = appointments.booked_for(s, request_id)
    return answer("appointment_too_late", **(facts_of(s, appointment) if appointment else {}))


def keep(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """Not this window: what was held for them is given back."""
    request = own_request(s, turn, rest)
    if request is None:
        return None
    appointments.release(s, request)
    return answer("booking_kept" if appointments.booked_for(s, request.id) else "booking_later")


def earlier(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """They would take an earlier window of the firm, should one be given back."""
    appointment = own_appointment(s, turn, rest)
    if appointment is None or appointment.status != "booked":
        return None
    job_days.day_of(s, appointment).wants_earlier_at = turn.now
    return answer("earlier_noted", **facts_of(s, appointment))


TAKES: Mapping[str, Any] = {THERE: there, AWAY: away, CAME: came, WINDOW: take, KEEP: keep, EARLIER: earlier}
