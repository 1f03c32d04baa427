"""Where a request stands: its last step and the next one with its date. Nothing of anybody else's."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import appointments, requests
from backend_client.calendar import paris_day
from backend_client.models import Request, RequestEvent
from bot.actions.context import Turn, in_reading
from bot.actions.replies import adviser_choice, choice, say, understood
from common.wording import day, moment, text_of, window

# Events whose date means something to the tenant; any other is not a step.
_STEPS = (
    *("received", "qualified", "assigned", "booked", "appointment_given_up", "in_progress"),
    *("done", "closed", "refused", "no_show", "late"),
)


def last_step(s: Session, request: Request) -> RequestEvent | None:
    """The newest event that a tenant would call a step."""
    events = select(RequestEvent).where(RequestEvent.request_id == request.id, RequestEvent.kind.in_(_STEPS))
    return s.scalar(events.order_by(RequestEvent.id.desc()).limit(1))


def next_step(s: Session, request: Request) -> dict[str, Any]:
    """What comes next and when, as a fact."""
    appointment = appointments.booked_for(s, request.id)
    if appointment is not None:
        when = window(appointment.starts_at, appointment.ends_at)
        return text_of("step_next_appointment", firm=appointment.contractor.name, window=when)
    if request.status in ("done", "closed", "refused"):
        return text_of(f"step_next_{request.status}")
    if request.due_at is not None:
        return text_of("step_next_due", due=moment(request.due_at))
    return text_of("step_next_open")


def facts_of(s: Session, request: Request) -> dict[str, Any]:
    """The facts of a status answer."""
    step = last_step(s, request)
    return {
        "reference": request.reference,
        "problem": understood(request.situation) if request.situation else text_of("understood_request"),
        "last": text_of(f"step_{step.kind if step else 'received'}"),
        "on": day(paris_day(step.at if step else request.created_at)),
        "next": next_step(s, request),
    }


class ActionRequestStatus(Action):
    """By reference, or the tenant's latest. Unknown and somebody else's get the same answer."""

    def name(self) -> str:
        return "action_request_status"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, busy = Turn.of(tracker), tracker.active_loop_name is not None

        def read(s: Session) -> tuple[str | None, dict[str, Any] | None]:
            contact = turn.contact(s)
            reference = requests.find_reference(s, turn.text)
            if reference is None:
                latest = next(iter(requests.latest_of(s, contact)), None)
                return None, facts_of(s, latest) if latest else None
            request = requests.request_by_reference(s, reference)
            seen = request is not None and requests.may_see(request, contact)
            return reference, facts_of(s, request) if request and seen else None

        reference, facts = await in_reading(read)
        lines = [] if busy else [choice("report", intent="report_problem"), adviser_choice()]
        if facts:
            say(dispatcher, "status", **facts)
        elif reference:
            say(dispatcher, "status_not_found", lines, reference=reference)
        else:
            say(dispatcher, "status_none", lines)
        return []
