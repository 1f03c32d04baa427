"""The clock of an appointment: when its tenant is reminded, its contractor gets the page of the day, its end is
watched and its work is rated. Wall-clock rules are in Europe/Paris; every wait is a timer with the appointment's id.
"""

from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend_client import timers
from backend_client.calendar import PARIS, local_instant, paris_day
from backend_client.models import AccessInformation, Appointment, JobDay, JobStatusUpdate

EVE_TIMER, MORNING_TIMER = "reminder_eve", "reminder_morning"
LINK_TIMER = "job_link"
"""The contractor's phone gets the page of the day."""
END_TIMER, UNKNOWN_TIMER = "window_end", "visit_unknown"
"""The window is over: the tenant is asked whether somebody came; a day later, an adviser is."""
SURVEY_TIMER = "survey"
ACCESS_TIMER = "access_question"

_EVE, _MORNING, _LINK, _LINK_EVE, _EARLY = time(17), time(7, 30), time(7), time(18), time(8)
_SURVEY = time(18)
"""Between these hours (Paris) tenants are written to about what can wait."""
SETTLED = timedelta(hours=12)
"""Who booked less than this before a reminder needs none."""
AFTER_CONFIRMATION = timedelta(seconds=20)
"""The question of how to get in follows the confirmation, and must not overtake it."""
REPORTED_UNTIL = time(12)
"""On the day after the appointment, until this hour, its contractor may still say how it went."""
_BEFORE_SURVEY = timedelta(hours=1)


def eve_at(appointment: Appointment) -> datetime:
    """When the tenant is reminded on the day before."""
    return local_instant(paris_day(appointment.starts_at) - timedelta(days=1), _EVE)


def morning_at(appointment: Appointment) -> datetime:
    """When the tenant is reminded on the day itself."""
    return local_instant(paris_day(appointment.starts_at), _MORNING)


def link_at(appointment: Appointment) -> datetime:
    """When the contractor gets the page: that morning, or the evening before a window that begins early."""
    day, starts = paris_day(appointment.starts_at), appointment.starts_at.astimezone(PARIS).time()
    return local_instant(day, _LINK) if starts >= _EARLY else local_instant(day - timedelta(days=1), _LINK_EVE)


def survey_at(now: datetime) -> datetime:
    """When a job that ended now is rated: that evening, or the next one."""
    tonight = local_instant(paris_day(now), _SURVEY)
    if now + _BEFORE_SURVEY <= tonight:
        return tonight
    return local_instant(paris_day(now) + timedelta(days=1), _SURVEY)


def plan(s: Session, appointment: Appointment, now: datetime) -> None:
    """Set what an appointment that was just booked waits for. What it finds cancelled or moved does nothing."""
    for timer, at in ((EVE_TIMER, eve_at(appointment)), (MORNING_TIMER, morning_at(appointment))):
        if now + SETTLED <= at < appointment.starts_at:
            timers.set_timer(s, timer, appointment.id, at)
    timers.set_timer(s, LINK_TIMER, appointment.id, max(now, link_at(appointment)))
    timers.set_timer(s, END_TIMER, appointment.id, appointment.ends_at)
    if _is_first(s, appointment) and s.get(AccessInformation, appointment.request_id) is None:
        timers.set_timer(s, ACCESS_TIMER, appointment.id, now + AFTER_CONFIRMATION)


def _is_first(s: Session, appointment: Appointment) -> bool:
    others = select(func.count()).select_from(Appointment)
    others = others.where(Appointment.request_id == appointment.request_id, Appointment.id != appointment.id)
    return not s.scalar(others.where(Appointment.status != "held"))


def day_of(s: Session, appointment: Appointment) -> JobDay:
    """The row of an appointment's day; a new one where there is none."""
    day = s.get(JobDay, appointment.id)
    if day is None:
        day = JobDay(appointment_id=appointment.id, work_done="")
        s.add(day)
        s.flush()
    return day


def day_of_known(s: Session, appointment: Appointment) -> JobDay:
    """The same for reading: where there is no row, one that is not stored."""
    return s.get(JobDay, appointment.id) or JobDay(appointment_id=appointment.id, work_done="")


def parts_on(s: Session, request_id: int) -> date | None:
    """When the parts are expected that a request's latest visit lacked."""
    days = select(JobDay.parts_on).join(Appointment, Appointment.id == JobDay.appointment_id)
    of_request = days.where(Appointment.request_id == request_id, Appointment.status == "incomplete")
    return s.scalar(of_request.order_by(Appointment.starts_at.desc()).limit(1))


def expected_by(s: Session, appointment: Appointment) -> datetime:
    """By when somebody is there at the latest: the end of the window, or what the contractor said last."""
    said = select(JobStatusUpdate).where(
        JobStatusUpdate.appointment_id == appointment.id, JobStatusUpdate.kind.in_(("late", "on_the_way"))
    )
    latest = s.scalars(said.order_by(JobStatusUpdate.id.desc())).first()
    if latest is None or latest.minutes is None:
        return appointment.ends_at
    begun = appointment.ends_at if latest.kind == "late" else latest.event_time
    return max(appointment.ends_at, begun + timedelta(minutes=latest.minutes))


def phase(appointment: Appointment, now: datetime) -> str:
    """Where an appointment stands for its contractor: ``early`` (its day has not come), ``open``, ``past``, or
    ``cancelled``."""
    day = paris_day(appointment.starts_at)
    if appointment.status in ("cancelled", "held"):
        return "cancelled"
    if now >= local_instant(day + timedelta(days=1), REPORTED_UNTIL):
        return "past"
    return "open" if paris_day(now) >= day else "early"
