"""Nobody came, or they are late: told without a list, in the tenant's own words."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import effects, requests
from backend_client.models import Appointment
from bot.actions.appointment_lines import nobody_came
from bot.actions.booking import RECENT, booked, say_none
from bot.actions.booking_facts import about_appointment, facts_of
from bot.actions.context import Turn, in_transaction
from bot.actions.replies import answer, say

_ENDED = ("missed", "done", "no_access", "incomplete")


def concerned(s: Session, turn: Turn) -> Appointment | None:
    """The appointment that is spoken of: the booked one whose window has begun, else the next; without any, the last
    one that ended otherwise."""
    appointment = booked(s, turn, begun=True)
    if appointment is not None:
        return appointment
    own = [request.id for request in requests.latest_of(s, turn.contact(s), limit=RECENT)]
    ended = select(Appointment).where(
        Appointment.request_id.in_(own), Appointment.status.in_(_ENDED), Appointment.starts_at <= turn.now
    )
    return s.scalars(ended.order_by(Appointment.starts_at.desc()).limit(1)).first()


class ActionReportNoShow(Action):
    """Before the window: when it is. Within it: until when somebody may come, and the firm is asked. After it: an
    apology, new windows, a mark on the firm."""

    def name(self) -> str:
        return "action_report_no_show"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, busy = Turn.of(tracker), tracker.active_loop_name is not None

        def do(s: Session) -> dict[str, Any]:
            appointment = concerned(s, turn)
            if appointment is None:
                return {}
            if appointment.starts_at > turn.now:
                return answer("appointment_is", about_appointment(), **facts_of(s, appointment))
            return nobody_came(s, turn, appointment) or {}

        told = await in_transaction(lambda s: effects.once(s, turn.exchange_id, "no_show", lambda: do(s), turn.now))
        if told:
            say(dispatcher, told["key"], [] if busy else told["choices"], **told["facts"])
        else:
            say_none(dispatcher, turn, busy)
        return []
