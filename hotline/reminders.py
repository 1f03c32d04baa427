"""What tenants are asked of an appointment by the clock: will you be there, did somebody come, how to get in.

Each goes out once and only while it is true: nothing for what was moved or cancelled, nothing late after a downtime.
"""

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from backend_client import alerts, job_days, jobs, timers
from backend_client.calendar import decent, local_instant, paris_day
from backend_client.models import AccessInformation, Appointment, Request
from bot.actions import access
from bot.actions.appointment_lines import came_lines, reminder_lines
from hotline.appointment_news import facts_of, is_busy, tell_with_choices
from hotline.services import Services

_SETTLED = frozenset({"done", "closed", "refused"})
_TOO_LATE = time(21)
"""The reminder of the day before does not go out after this hour: the morning's follows."""
_ASKED_WITHIN = timedelta(hours=1)
"""How to get in is asked while the booking is fresh, or not at all."""
_WAITED = timedelta(hours=24)
"""How long nobody said whether somebody came, before an adviser asks."""


def _booked(s: Session, appointment_id: int) -> Appointment | None:
    appointment = s.get(Appointment, appointment_id, with_for_update=True)
    return appointment if appointment is not None and appointment.status == "booked" else None


def eve(s: Session, services: Services, appointment_id: int, now: datetime) -> None:
    """The day before; not when that evening is over."""
    appointment = _booked(s, appointment_id)
    if appointment is None:
        return
    day = paris_day(appointment.starts_at) - timedelta(days=1)
    if now < local_instant(day, _TOO_LATE):
        _remind(s, services, appointment, "reminder-eve", now)


def morning(s: Session, services: Services, appointment_id: int, now: datetime) -> None:
    """The day itself; not when the window has begun."""
    appointment = _booked(s, appointment_id)
    if appointment is not None and now < appointment.starts_at:
        _remind(s, services, appointment, "reminder-morning", now)


def _remind(s: Session, services: Services, appointment: Appointment, key: str, now: datetime) -> None:
    request = s.get_one(Request, appointment.request_id)
    told = "reminder-plain" if is_busy(s, request, now) else key
    facts, lines = facts_of(services, appointment, request), reminder_lines(appointment)
    tell_with_choices(s, services, request, told, facts, lines, f"{key}-{appointment.id}", now)


def window_over(s: Session, services: Services, appointment_id: int, now: datetime) -> None:
    """The window, or the delay that was announced, is over and nobody said "arrived": the tenant is asked."""
    appointment = _booked(s, appointment_id)
    if appointment is None or "arrived" in jobs.kinds_of(s, appointment):
        return
    request = s.get_one(Request, appointment.request_id)
    if request.status in _SETTLED:
        # Staff said how it ended, and the tenant was told.
        return
    due = max(job_days.expected_by(s, appointment), decent(now))
    if due > now:
        timers.set_timer(s, job_days.END_TIMER, appointment.id, due)
        return
    timers.set_timer(s, job_days.UNKNOWN_TIMER, appointment.id, max(appointment.ends_at + _WAITED, now))
    if now - appointment.ends_at >= _WAITED:
        return
    key = "job-came-plain" if is_busy(s, request, now) else "job-came"
    facts, lines = facts_of(services, appointment, request), came_lines(appointment)
    tell_with_choices(s, services, request, key, facts, lines, f"job-came-{appointment.id}", now)


def visit_unknown(s: Session, services: Services, appointment_id: int, now: datetime) -> None:
    """A day later neither side said whether somebody came: an adviser finds out."""
    appointment = _booked(s, appointment_id)
    if appointment is None or "arrived" in jobs.kinds_of(s, appointment):
        return
    request = s.get_one(Request, appointment.request_id)
    if request.status not in _SETTLED:
        alerts.raise_alert(s, request, "visit_unknown", now, None)


def ask_access(s: Session, services: Services, appointment_id: int, now: datetime) -> None:
    """One short, optional question after booking; not where a code was told already, nor in the middle of a form."""
    appointment = _booked(s, appointment_id)
    if appointment is None or now >= appointment.starts_at or now - appointment.created_at > _ASKED_WITHIN:
        return
    if s.get(AccessInformation, appointment.request_id) is not None:
        return
    request = s.get_one(Request, appointment.request_id)
    told = request.details.get("told", {})
    if told.get("access_code"):
        known = {"keysafe": told["access_code"], "phone": told.get("phone") or "", "dog": told.get("dog") or None}
        jobs.note_access(s, request, now, **known)
        return
    if not is_busy(s, request, now):
        facts, lines = facts_of(services, appointment, request), access.lines(appointment)
        tell_with_choices(s, services, request, "ask-access", facts, lines, f"ask-access-{appointment.id}", now)
