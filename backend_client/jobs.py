"""What happens to appointments: status updates (HACT JobStatusUpdate), access, feedback, who is first in line."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend_client import timers
from backend_client.models import (
    AccessInformation,
    Appointment,
    FeedbackScore,
    FeedbackSet,
    FirstInLine,
    JobStatusUpdate,
    Request,
)
from backend_client.requests import record

NEWS_TIMER = "appointment_news"
"""Those concerned are told of a status update; the subject is the update."""

HACT_CODES: Mapping[str, tuple[str, str]] = {
    "no_access": ("70", ""),
    "parts_needed": ("120-20", ""),
    "done": ("0", "complete"),
    "cancelled": ("0", "cancel"),
}
"""HACT TypeCode and OtherType of a kind of update; any other kind is ("0", kind)."""

_ENDS: Mapping[str, str] = {
    "done": "done",
    "no_access": "no_access",
    "parts_needed": "incomplete",
    "no_show": "missed",
}


def note(
    s: Session,
    appointment: Appointment,
    kind: str,
    by: str,
    now: datetime,
    minutes: int | None = None,
    comments: str = "",
) -> JobStatusUpdate:
    """Append to an appointment's history; those concerned are told by the timer :data:`NEWS_TIMER`."""
    update = JobStatusUpdate(
        appointment_id=appointment.id, kind=kind, event_time=now, by=by, minutes=minutes, comments=comments
    )
    s.add(update)
    s.flush()
    timers.set_timer(s, NEWS_TIMER, update.id, now)
    return update


def report(
    s: Session,
    appointment: Appointment,
    kind: str,
    by: str,
    now: datetime,
    minutes: int | None = None,
    comments: str = "",
) -> JobStatusUpdate | None:
    """What a contractor or a tenant says of the day itself. None: it is on record already, or no longer possible.

    ``done``, ``no_access``, ``parts_needed`` and ``no_show`` end a booked appointment. ``late`` may be said again.
    """
    s.refresh(appointment, with_for_update=True)
    if appointment.status != "booked" or (kind != "late" and kind in kinds_of(s, appointment)):
        return None
    appointment.status = _ENDS.get(kind, appointment.status)
    return note(s, appointment, kind, by, now, minutes, comments)


def updates_of(s: Session, appointment: Appointment) -> Sequence[JobStatusUpdate]:
    """An appointment's history, oldest first."""
    own = select(JobStatusUpdate).where(JobStatusUpdate.appointment_id == appointment.id)
    return s.scalars(own.order_by(JobStatusUpdate.id)).all()


def kinds_of(s: Session, appointment: Appointment) -> set[str]:
    """What an appointment's history tells of."""
    return {update.kind for update in updates_of(s, appointment)}


def note_access(s: Session, request: Request, now: datetime, **known: Any) -> AccessInformation:
    """Keep how to get in; what is not told keeps its value. ``known``: columns of :class:`AccessInformation`."""
    access = s.get(AccessInformation, request.id)
    if access is None:
        access = AccessInformation(request_id=request.id, updated_at=now)
        s.add(access)
    for name, value in known.items():
        setattr(access, name, value)
    access.updated_at = now
    s.flush()
    return access


def failed_accesses(s: Session, dwelling_id: int, since: datetime) -> int:
    """How often nobody could get into a dwelling since then."""
    failed = (
        select(func.count())
        .select_from(JobStatusUpdate)
        .join(Appointment, Appointment.id == JobStatusUpdate.appointment_id)
        .join(Request, Request.id == Appointment.request_id)
        .where(
            Request.dwelling_id == dwelling_id,
            JobStatusUpdate.kind == "no_access",
            JobStatusUpdate.event_time >= since,
        )
    )
    return s.scalar(failed) or 0


def put_first(s: Session, request: Request, contractor_id: int, reason: str, now: datetime) -> None:
    """Offer this request the contractor's next free window before all others; asked twice it keeps its turn."""
    mark = s.get(FirstInLine, request.id)
    if mark is None:
        s.add(FirstInLine(request_id=request.id, contractor_id=contractor_id, reason=reason, since=now))
    elif mark.served_at is not None:
        mark.contractor_id, mark.reason, mark.since, mark.served_at = contractor_id, reason, now, None
    s.flush()


def first_in_line(s: Session, contractor_id: int) -> Sequence[FirstInLine]:
    """Who a freed window of a contractor is offered to first, in order."""
    waiting = select(FirstInLine).where(FirstInLine.contractor_id == contractor_id, FirstInLine.served_at.is_(None))
    return s.scalars(waiting.order_by(FirstInLine.since, FirstInLine.request_id)).all()


def serve_first(s: Session, request_id: int, now: datetime) -> None:
    """The request has a window: it is first in line no more."""
    mark = s.get(FirstInLine, request_id)
    if mark is not None and mark.served_at is None:
        mark.served_at = now
        s.flush()


def ask_feedback(s: Session, appointment: Appointment, now: datetime) -> FeedbackSet | None:
    """The survey of a job, to be asked now; None: it was asked before."""
    if s.scalar(select(FeedbackSet.id).where(FeedbackSet.appointment_id == appointment.id)) is not None:
        return None
    feedback = FeedbackSet(appointment_id=appointment.id, asked_at=now)
    s.add(feedback)
    s.flush()
    request = s.get_one(Request, appointment.request_id)
    record(s, request, "survey_asked", "hotline", now, appointment_id=appointment.id)
    return feedback


def score(s: Session, feedback: FeedbackSet, name: str, value: int, minimum: int, maximum: int) -> FeedbackScore:
    """One answer of a survey; answered again, the later one counts. Raises ``ValueError`` outside of its span."""
    if not minimum <= value <= maximum:
        raise ValueError(f"{value} is not between {minimum} and {maximum}")
    found = s.scalar(select(FeedbackScore).filter_by(feedback_set_id=feedback.id, name=name))
    if found is None:
        found = FeedbackScore(feedback_set_id=feedback.id, name=name, minimum=minimum, maximum=maximum)
        s.add(found)
    found.current_score = value
    s.flush()
    return found
