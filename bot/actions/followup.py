"""Words about a request that already exists: more details, it is settled."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import alerts, appointments, effects, incidents, requests, timers
from backend_client.models import Request
from bot.actions.again import says_again
from bot.actions.context import Turn, in_transaction
from bot.actions.free_words import taken
from bot.actions.noted import FALLBACK_TIMER, OPEN, settle
from bot.actions.open_request import start_next
from bot.actions.reopening import open_again, settled_lately
from bot.actions.replies import Choice, adviser_choice, answer, choice, say
from bot.actions.report_state import NO_REPORT, Report
from bot.actions.request_facts import next_step, problem_of
from common.wording import text_of

SOLVED, UNSOLVED = "life_solved", "life_unsolved"
"""Lines about one request: ``life_solved:<request id>``."""

_ENDED = ("closed", "refused")
_MOST_LISTED = 4

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
    """The request that is quoted, else the one that the conversation is about, else the tenant's latest, if it stands
    in one of the statuses."""
    contact = turn.contact(s)
    reference = requests.find_reference(s, turn.text)
    if reference:
        request = requests.request_by_reference(s, reference)
        return request if request and requests.may_see(request, contact) else None
    fitting = [each for each in requests.latest_of(s, contact, limit=10) if each.status in statuses]
    current = next((each for each in fitting if each.id == turn.request_id), None)
    return current or next(iter(fitting), None)


def may_take(s: Session, turn: Turn, request_id: str) -> Request | None:
    """The request that a line of a list names, if it is the sender's."""
    request = s.get(Request, int(request_id)) if request_id.isdecimal() else None
    return request if request is not None and requests.may_see(request, turn.contact(s)) else None


def settle_request(s: Session, turn: Turn, request: Request) -> str:
    """The tenant says that it is settled: what is open is withdrawn, whoever was to come is told. Returns the key."""
    if request.danger:
        # nobody who was called for people in danger is sent home by a text message
        requests.record(s, request, "said_settled", "tenant", turn.now, exchange_id=turn.exchange_id)
        alerts.raise_alert(s, request, "said_settled", turn.now, None)
        return "danger_said_settled"
    if request.status in _ENDED:
        return "request_closed"
    _call_off(s, turn, request)
    incidents.withdraw(s, request, "tenant", turn.now)
    requests.change_status(s, request, "closed", "tenant", turn.now, reason="settled")
    return "request_closed"


def _call_off(s: Session, turn: Turn, request: Request) -> None:
    """Nobody has to come: the firm hears it from the hotline, and from an adviser where it is too late for that."""
    appointment = appointments.booked_for(s, request.id)
    if appointment is not None and appointment.starts_at > turn.now:
        try:
            appointments.cancel(s, appointment, "tenant", turn.now)
        except appointments.TooLate:
            alerts.raise_alert(s, request, "firm_to_tell", turn.now, None)
    elif request.status == "work_order_sent":
        alerts.raise_alert(s, request, "firm_to_tell", turn.now, None)


def solved_choice(request: Request) -> Choice:
    return choice(f"{SOLVED}:{request.id}", text_of("choice_life_solved"))


def unsolved_choice(request: Request) -> Choice:
    return choice(f"{UNSOLVED}:{request.id}", text_of("choice_life_unsolved"))


def _named(request: Request, value: str = "") -> Choice:
    """A request as a line of a list."""
    title = text_of("status_line", problem=problem_of(request), reference=request.reference)
    return choice(f"{value or SOLVED}:{request.id}", title)


def solved(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """The line "it is fixed" of a request."""
    request = may_take(s, turn, rest)
    return answer(settle_request(s, turn, request), reference=request.reference) if request else None


def unsolved(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """The line "it is not fixed" of a request: it is opened again; open already, an adviser is shown it."""
    request = may_take(s, turn, rest)
    if request is None:
        return None
    if request.status in requests.OPEN_STATUSES:
        alerts.raise_alert(s, request, "said_unsolved", turn.now, None)
        return answer("request_reopened", reference=request.reference, next=next_step(s, request))
    return open_again(s, turn, request)


def still_unsolved(s: Session, turn: Turn) -> dict[str, Any]:
    """ "Still not repaired" about something that was settled: it is opened again; of several, which one is asked.

    Empty where the words say no such thing, or something is open that they are about.
    """
    if not says_again(turn.words, turn.language):
        return {}
    if requests.find_reference(s, turn.text):
        named = concerned(s, turn, ())
        settled = named is not None and named.status in ("done", "closed", "refused")
        return open_again(s, turn, named) if named is not None and settled else {}
    if any(each.status in OPEN for each in requests.latest_of(s, turn.contact(s), limit=10)):
        return {}
    lately = settled_lately(s, turn)
    if len(lately) > 1:
        return answer("unsolved_which", [_named(each, UNSOLVED) for each in lately[:_MOST_LISTED]])
    return open_again(s, turn, lately[0]) if lately else {}


TAKES: Mapping[str, Any] = {SOLVED: solved, UNSOLVED: unsolved}


class _OnLatest(Action, ABC):
    """What the two have in common: find the request, write once, answer."""

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
            several = [] if busy else self.which(s, turn)
            if len(several) > 1:
                return answer(f"{self.effect}_which", [_named(each) for each in several])
            request = concerned(s, turn, self.statuses)
            if request is None:
                return {}
            return answer(self.write(s, turn, request), reference=request.reference)

        told = await in_transaction(lambda s: effects.once(s, turn.exchange_id, self.effect, lambda: do(s), turn.now))
        if told:
            say(dispatcher, told["key"], told["choices"], **told["facts"])
        else:
            nothing = [] if busy else [choice("report", intent="report_problem"), adviser_choice()]
            say(dispatcher, self.none_key, nothing)
        return []

    def which(self, s: Session, turn: Turn) -> list[Request]:
        """The requests to choose between, where that has to be asked."""
        return []


class ActionAddInformation(_OnLatest):
    """More about the latest request. A lone number was meant for a list that is over."""

    effect, none_key = "add_information", "information_for_nothing"

    def write(self, s: Session, turn: Turn, request: Request) -> str:
        requests.add_detail(s, request, "tenant", turn.now, text=turn.text)
        return "information_added"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = Turn.of(tracker)
        if _LONE_NUMBER.fullmatch(turn.words):
            say(dispatcher, "choice_stale")
            return []
        if await taken(dispatcher, turn):
            return []
        return await super().run(dispatcher, tracker, domain)


class ActionCloseRequest(_OnLatest):
    """Settled or no longer needed. In the middle of a report, the report itself is dropped."""

    effect, none_key = "close_request", "nothing_to_close"
    statuses = (*OPEN, "done")

    def write(self, s: Session, turn: Turn, request: Request) -> str:
        return settle_request(s, turn, request)

    def which(self, s: Session, turn: Turn) -> list[Request]:
        """The requests that it may be about, where several are open and none is named."""
        if requests.find_reference(s, turn.text):
            return []
        latest = requests.latest_of(s, turn.contact(s), limit=_MOST_LISTED)
        return [each for each in latest if each.status in self.statuses]

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
