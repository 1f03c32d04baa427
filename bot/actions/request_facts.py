"""What a tenant is told of a request: its last step, the next one with its date, and why when it waits."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import appointments, commitments
from backend_client.calendar import paris_day
from backend_client.models import Commitment, Request, RequestEvent, WorkOrder
from bot.actions.replies import understood
from common.wording import day, moment, text_of, window

# The steps that a tenant would call one, by the kind of event: the text ``step-<name>`` says it.
STEPS: Mapping[str, str] = {
    **{name: name for name in ("received", "qualified", "assigned", "booked", "appointment_given_up", "in_progress")},
    **{name: name for name in ("done", "closed", "refused", "no_show", "late", "work_order", "paused", "resumed")},
    **{name: name for name in ("reopened", "answered", "call_made", "interview_held", "visit_done", "arrived")},
    **{name: name for name in ("statement_taken", "cleaned", "diagnosis_made", "simulation_made", "file_submitted")},
    **{name: name for name in ("appeal_heard", "documents_sent")},
    "technician_arrived": "arrived",
    "on_call_done": "done",
    "works_done": "done",
    "cleaning_redone": "cleaned",
}


_BEFORE_A_VISIT = frozenset({"qualified", "assigned", "work_order_sent"})


def last_step(s: Session, request: Request) -> RequestEvent | None:
    """The newest event that a tenant would call a step."""
    events = select(RequestEvent).where(RequestEvent.request_id == request.id, RequestEvent.kind.in_(STEPS))
    return s.scalar(events.order_by(RequestEvent.id.desc()).limit(1))


def next_step(s: Session, request: Request) -> dict[str, Any]:
    """What comes next and when, or what is waited for, as a fact."""
    appointment = appointments.booked_for(s, request.id)
    if appointment is not None:
        when = window(appointment.starts_at, appointment.ends_at)
        return text_of("step_next_appointment", firm=appointment.contractor.name, window=when)
    if request.status in ("done", "closed", "refused"):
        return text_of(f"step_next_{request.status}")
    return _waiting(s, request) or _dated(s, request) or text_of("step_next_open")


def _waiting(s: Session, request: Request) -> dict[str, Any] | None:
    """Why it waits: a pause, a date that passed."""
    pause = commitments.open_pause(s, request)
    if pause is not None:
        return text_of("step_next_waiting", what=text_of(f"life_wait_{pause.reason}"))
    late, _ = _owed(s, request)
    if late is None:
        return None
    return text_of("step_next_late", due=moment(late.due_at), why=text_of(f"life_why_{late.breach_reason}"))


def _dated(s: Session, request: Request) -> dict[str, Any] | None:
    """The next thing with a date; a work order waits for the tenant to pick one."""
    if request.status in _BEFORE_A_VISIT:
        orders = select(WorkOrder).where(WorkOrder.request_id == request.id).order_by(WorkOrder.id.desc())
        if order := s.scalars(orders.limit(1)).first():
            return text_of("step_next_work_order", firm=order.contractor.name)
    _, owed = _owed(s, request)
    if owed is not None:
        return text_of("step_next_due", due=moment(owed.due_at))
    if request.due_at is not None and not commitments.promised(s, request):
        return text_of("step_next_due", due=moment(request.due_at))
    return None


def _owed(s: Session, request: Request) -> tuple[Commitment | None, Commitment | None]:
    """The first date that passed unkept, and the first one to come, of what the tenant waits for by themselves."""
    table = commitments.promises().by_number
    shown = [each for each in commitments.open_of(s, request) if table[each.promise].tell_late]
    late = next((each for each in shown if each.breached_at is not None), None)
    return late, next((each for each in shown if each.breached_at is None), None)


def problem_of(request: Request) -> Any:
    """What a request is about, as a fact; of a private one nothing that others may read."""
    hidden = request.private or not request.situation
    return text_of("understood_request") if hidden else understood(request.situation)


def facts_of(s: Session, request: Request) -> dict[str, Any]:
    """The facts of a status answer."""
    step = last_step(s, request)
    return {
        "reference": request.reference,
        "problem": problem_of(request),
        "last": text_of(f"step_{STEPS[step.kind] if step else 'received'}"),
        "on": day(paris_day(step.at if step else request.created_at)),
        "next": next_step(s, request),
    }
