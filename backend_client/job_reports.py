"""What contractors, tenants and staff say of the day itself, and what follows from it for the request.

Each of these happens once, whoever says it and however often: by the page, by SMS, by a line of a list.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend_client import alerts, appointments, job_days, jobs, timers
from backend_client.models import Appointment, Request, RequestEvent
from backend_client.requests import TRANSITIONS, change_status, record

CONTRACTOR = "contractor"
KINDS = ("on_the_way", "late", "arrived", "done", "no_access", "parts_needed")
"""What a contractor can say of the day."""
MOST_MINUTES, MOST_WORK = 240, 1000
RECURRING = timedelta(days=365)
"""Two visits without access within this time: an adviser looks for a way with the tenant."""

_UNDER_WAY = {"on_the_way", "late", "arrived"}

# Where the request stands after each.
_STATUS = {"arrived": "in_progress", "done": "done", "no_access": "qualified", "no_show": "qualified"}


@dataclass(frozen=True)
class Said:
    """``minutes``: until they are there, or of delay; ``fixed``: it is settled, else somebody has to come again;
    ``work``: what was done, in their words; ``parts_on``: when the parts are expected."""

    kind: str
    minutes: int | None = None
    fixed: bool = True
    work: str = ""
    parts_on: date | None = None


def contractor_says(s: Session, appointment: Appointment, said: Said, now: datetime) -> str:
    """Note what a contractor says. Returns what came of it: ``noted``, ``known`` (said before), ``over`` (it had ended
    otherwise), or the phase in which nothing can be said (see :func:`backend_client.job_days.phase`)."""
    s.refresh(appointment, with_for_update=True)
    phase = job_days.phase(appointment, now)
    if phase != "open":
        return phase
    if _is_known(s, appointment, said):
        return "known"
    if jobs.report(s, appointment, said.kind, CONTRACTOR, now, said.minutes, said.work[:MOST_WORK]) is None:
        return "over"
    request = s.get_one(Request, appointment.request_id)
    _note_day(s, appointment, said)
    if said.kind != "done" or said.fixed:
        follow(s, request, appointment, said.kind, CONTRACTOR, now)
    else:
        record(s, request, "not_fixed", CONTRACTOR, now, appointment_id=appointment.id)
    if said.kind == "late":
        timers.set_timer(s, job_days.END_TIMER, appointment.id, job_days.expected_by(s, appointment))
    if said.kind == "no_access" and is_recurring(s, request, now):
        alerts.raise_alert(s, request, "no_access_again", now, None)
    return "noted"


def _is_known(s: Session, appointment: Appointment, said: Said) -> bool:
    last = [update for update in jobs.updates_of(s, appointment) if update.kind == said.kind]
    return bool(last) and (said.kind != "late" or last[-1].minutes == said.minutes)


def _note_day(s: Session, appointment: Appointment, said: Said) -> None:
    if said.kind not in ("done", "parts_needed"):
        return
    day = job_days.day_of(s, appointment)
    day.parts_on, day.work_done = said.parts_on, said.work[:MOST_WORK]
    day.fixed = said.kind == "done" and said.fixed
    if not day.fixed:
        appointment.status = "incomplete"
    s.flush()


def follow(s: Session, request: Request, appointment: Appointment, kind: str, by: str, now: datetime) -> None:
    """Write into the request's history what happened on the day, move it along, and have the job rated."""
    status = _STATUS.get(kind)
    if kind != status:
        record(s, request, kind, by, now, appointment_id=appointment.id)
    if status and status != request.status and status in TRANSITIONS[request.status]:
        change_status(s, request, status, by, now, appointment_id=appointment.id)
    if kind in ("arrived", "done"):
        _have_rated(s, appointment, kind, now)


def _have_rated(s: Session, appointment: Appointment, kind: str, now: datetime) -> None:
    rated_at = job_days.survey_at(now + timedelta(days=kind == "arrived"))
    timers.set_timer(s, job_days.SURVEY_TIMER, appointment.id, rated_at)


def staff_done(s: Session, request: Request, by: str, now: datetime, **data: Any) -> RequestEvent | None:
    """Staff record that a request is done: the visit that was booked for it ends as by its contractor's own word.

    A visit that has not begun is called off instead: somebody else did the work, and the firm is told. ``data`` goes
    to the request's history. Returns and raises as :func:`backend_client.requests.change_status`.
    """
    s.refresh(request, attribute_names=["status"], with_for_update=True)
    appointment = appointments.booked_for(s, request.id)
    if appointment is None or "done" not in TRANSITIONS[request.status]:
        return change_status(s, request, "done", by, now, **data)
    if now < appointment.starts_at and not jobs.kinds_of(s, appointment) & _UNDER_WAY:
        appointments.cancel(s, appointment, "hotline", now)
        return change_status(s, request, "done", by, now, **data)
    event = change_status(s, request, "done", by, now, appointment_id=appointment.id, **data)
    update = jobs.report(s, appointment, "done", by, now)
    if update is not None:
        # The tenant hears of it as of any act of staff.
        update.told_at = now
        _note_day(s, appointment, Said("done"))
        _have_rated(s, appointment, "done", now)
    return event


def is_recurring(s: Session, request: Request, now: datetime) -> bool:
    """Whether nobody could get into the request's dwelling for the second time within a year."""
    if request.dwelling_id is None:
        return False
    return jobs.failed_accesses(s, request.dwelling_id, now - RECURRING) > 1


def came(s: Session, appointment: Appointment, by: str, now: datetime) -> bool:
    """The tenant says that somebody came. False: it was known, or is over."""
    if jobs.report(s, appointment, "arrived", by, now) is None:
        return False
    follow(s, s.get_one(Request, appointment.request_id), appointment, "arrived", by, now)
    return True


def no_show(s: Session, appointment: Appointment, by: str, now: datetime) -> bool:
    """Nobody came: a mark on the firm, the request is first in line, an adviser is told. False: it was known, or is
    over. The firm is told by the timer of status updates."""
    request = s.get_one(Request, appointment.request_id)
    if jobs.report(s, appointment, "no_show", by, now) is None:
        return False
    follow(s, request, appointment, "no_show", by, now)
    jobs.put_first(s, request, appointment.contractor_id, "no_show", now)
    alerts.raise_alert(s, request, "no_show", now, None)
    return True
