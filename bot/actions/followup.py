"""Words about a request that already exists: more details, it is settled, how the work was."""

import re
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import alerts, appointments, effects, incidents, requests, timers
from backend_client.models import Request
from bot.actions.context import Turn, in_transaction
from bot.actions.noted import FALLBACK_TIMER, OPEN, settle
from bot.actions.open_request import start_next
from bot.actions.replies import adviser_choice, choice, say
from bot.actions.report_state import NO_REPORT, Report

_RATING = re.compile(
    r"(?<!\d)([0-9]|1[0-9]|20)\s*(?:/|sur|out of)\s*(5|10|20)(?!\d)|(?<![\d/])([1-5])\s*(?:etoiles?|étoiles?|stars?)"
)

_LONE_NUMBER = re.compile(r"\s*\d{1,2}\s*[.)]?\s*")


def rating_in(text: str) -> int | None:
    """A mark out of 5 that the text gives ("4/5", "8 sur 10", "3 étoiles"), or None."""
    found = _RATING.search(text.lower())
    if not found:
        return None
    if found[3]:
        return int(found[3])
    mark, best = int(found[1]), int(found[2])
    return max(1, min(5, round(mark * 5 / best))) if mark <= best else None


def concerned(s: Session, turn: Turn, statuses: tuple[str, ...]) -> Request | None:
    """The request that is quoted, else the tenant's latest, if it stands in one of the statuses."""
    contact = turn.contact(s)
    reference = requests.find_reference(s, turn.text)
    if reference:
        request = requests.request_by_reference(s, reference)
        return request if request and requests.may_see(request, contact) else None
    return next((r for r in requests.latest_of(s, contact, limit=5) if r.status in statuses), None)


class _OnLatest(Action, ABC):
    """What the three have in common: find the request, write once, answer."""

    effect: str
    none_key: str
    statuses: tuple[str, ...] = OPEN

    def name(self) -> str:
        return f"action_{self.effect}"

    @abstractmethod
    def write(self, s: Session, turn: Turn, request: Request) -> str:
        """Write what the tenant said of the request. Returns the key of the answer."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, busy = Turn.of(tracker), tracker.active_loop_name is not None

        def do(s: Session) -> dict[str, Any]:
            request = concerned(s, turn, self.statuses)
            if request is None:
                return {}
            return {"key": self.write(s, turn, request), "reference": request.reference}

        told = dict(
            await in_transaction(lambda s: effects.once(s, turn.exchange_id, self.effect, lambda: do(s), turn.now))
        )
        lines = [] if busy or told else [choice("report", intent="report_problem"), adviser_choice()]
        say(dispatcher, told.pop("key", self.none_key), lines, **told)
        return []


class ActionAddInformation(_OnLatest):
    """More about the latest request. A lone number was meant for a list that is over."""

    effect, none_key = "add_information", "information_for_nothing"

    def write(self, s: Session, turn: Turn, request: Request) -> str:
        requests.add_detail(s, request, "tenant", turn.now, text=turn.text)
        return "information_added"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        if _LONE_NUMBER.fullmatch(Turn.of(tracker).words):
            say(dispatcher, "choice_stale")
            return []
        return await super().run(dispatcher, tracker, domain)


class ActionRateIntervention(_OnLatest):
    effect, none_key = "rate_intervention", "rating_thanks"
    statuses = (*OPEN, "done", "closed")

    def write(self, s: Session, turn: Turn, request: Request) -> str:
        requests.add_detail(s, request, "tenant", turn.now, rating=rating_in(turn.text), rating_text=turn.text)
        return "rating_noted"


class ActionCloseRequest(_OnLatest):
    """Settled or no longer needed. In the middle of a report, the report itself is dropped."""

    effect, none_key = "close_request", "nothing_to_close"

    def write(self, s: Session, turn: Turn, request: Request) -> str:
        if request.danger:
            # nobody who was called for people in danger is sent home by a text message
            requests.record(s, request, "said_settled", "tenant", turn.now, exchange_id=turn.exchange_id)
            alerts.raise_alert(s, request, "said_settled", turn.now, None)
            return "danger_said_settled"
        appointment = appointments.booked_for(s, request.id)
        if appointment is not None and appointment.starts_at > turn.now:
            appointments.cancel(s, appointment, "tenant", turn.now)
        incidents.withdraw(s, request, "tenant", turn.now)
        requests.change_status(s, request, "closed", "tenant", turn.now)
        return "request_closed"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        report, ended = Report.of(tracker), [ActiveLoop(None), SlotSet("requested_slot", None)]
        if tracker.active_loop_name == "report_form":
            await in_transaction(lambda s: _drop(s, Turn.of(tracker), report))
            say(dispatcher, "report_dropped")
            return [*ended, *(start_next(report) or NO_REPORT.slots())]
        events = await super().run(dispatcher, tracker, domain)
        if not tracker.active_loop_name:
            return events
        return [*events, *ended, SlotSet("booking_request", None), *(start_next(report) or NO_REPORT.slots())]


def _drop(s: Session, turn: Turn, report: Report) -> None:
    """The tenant takes the reported problem back; those that wait stay."""
    timers.drop(s, FALLBACK_TIMER, turn.request_id or 0)
    settle(s, turn, report, None)
