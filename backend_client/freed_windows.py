"""A window that was given back: whom it is offered to, in order, each once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from backend_client import timers
from backend_client.models import Appointment, FirstInLine, FreedOffer, JobDay, Request

TIMER = "freed_window"
"""A freed window is offered; the subject is the appointment that it had been booked for."""

_SETTLED = ("done", "closed", "refused")


def free(s: Session, appointment: Appointment, now: datetime) -> None:
    """An appointment was given up: its window is offered again, if anybody waits for one."""
    if appointment.starts_at > now:
        timers.set_timer(s, TIMER, appointment.id, now)


def first_waiting(s: Session, freed: Appointment) -> Request | None:
    """The next request that is first in line with the contractor and was not offered this window."""
    waiting = (
        select(Request)
        .join(FirstInLine, FirstInLine.request_id == Request.id)
        .where(
            FirstInLine.contractor_id == freed.contractor_id,
            FirstInLine.served_at.is_(None),
            *_may_be_offered(freed),
        )
        .order_by(FirstInLine.since, Request.id)
    )
    return s.scalars(waiting.limit(1)).first()


def wanting_earlier(s: Session, freed: Appointment, limit: int) -> Sequence[Request]:
    """Those who have a later window of the contractor and said that they would take an earlier one, in that order."""
    wanting = (
        select(Request)
        .join(Appointment, Appointment.request_id == Request.id)
        .join(JobDay, JobDay.appointment_id == Appointment.id)
        .where(
            Appointment.contractor_id == freed.contractor_id,
            Appointment.status == "booked",
            Appointment.starts_at > freed.starts_at,
            JobDay.wants_earlier_at.is_not(None),
            *_may_be_offered(freed),
        )
        .order_by(JobDay.wants_earlier_at, Request.id)
    )
    return s.scalars(wanting.limit(limit)).all()


def _may_be_offered(freed: Appointment) -> tuple[ColumnElement[bool], ...]:
    offered = exists().where(FreedOffer.appointment_id == freed.id, FreedOffer.request_id == Request.id)
    return ~offered, Request.status.not_in(_SETTLED), Request.id != freed.request_id


def offered(s: Session, freed: Appointment, request: Request, now: datetime) -> None:
    """Note that a request was offered a window."""
    s.add(FreedOffer(appointment_id=freed.id, request_id=request.id, offered_at=now))
    s.flush()
