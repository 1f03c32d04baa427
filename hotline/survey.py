"""The survey of a job: asked once, in the evening, on the tenant's channel, where they have not opted out."""

from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from backend_client import commitments, job_days, jobs, timers
from backend_client.calendar import local_instant, paris_day
from backend_client.models import Appointment, Contact, Request
from bot.actions.feedback import rating_lines
from hotline.appointment_news import facts_of, is_busy, tell_with_choices
from hotline.services import Services

_STARTS, _ENDS = time(18), time(20)
_GIVEN_UP = timedelta(days=7)
"""After this nobody remembers well: it is not asked any more."""


def ask(s: Session, services: Services, appointment_id: int, now: datetime) -> None:
    """The first question; the answers ask the rest (:mod:`bot.actions.feedback`)."""
    appointment = s.get(Appointment, appointment_id)
    if appointment is None or not {"arrived", "done"} & jobs.kinds_of(s, appointment):
        return
    request = s.get_one(Request, appointment.request_id)
    contact = s.get(Contact, request.contact_id) if request.contact_id else None
    if contact is None or contact.opted_out_at is not None or now - appointment.ends_at > _GIVEN_UP:
        commitments.withdraw(s, request, now, commitments.SURVEY)
        return
    later = _later(s, request, now)
    if later is not None:
        timers.set_timer(s, job_days.SURVEY_TIMER, appointment.id, later)
        return
    feedback = jobs.ask_feedback(s, appointment, now)
    if feedback is not None:
        facts, lines = facts_of(services, appointment, request), rating_lines(feedback)
        tell_with_choices(s, services, request, "survey-work", facts, lines, f"survey-{appointment.id}", now)


def _later(s: Session, request: Request, now: datetime) -> datetime | None:
    """When to ask, where now is no decent hour or the tenant is busy with something else; None: now."""
    today = paris_day(now)
    starts = local_instant(today, _STARTS)
    if now < starts:
        return starts
    if now >= local_instant(today, _ENDS) or is_busy(s, request, now):
        return local_instant(today + timedelta(days=1), _STARTS)
    return None
