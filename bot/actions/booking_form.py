"""Choosing an arrival window: three at a time, "others", a wish in words, or an adviser instead."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import appointments
from backend_client.models import Request
from backend_client.windows import Window
from bot.actions import understanding
from bot.actions.context import Turn, backend, catalogue, in_reading, in_transaction, settings
from bot.actions.moments import NO_WISH, Wish
from bot.actions.noted import kept_report, say_noted
from bot.actions.problems import Problem, other_problems, queued
from bot.actions.replies import ADVISER, LATER, MORE, NONE, choice, say, understood, window_choice, window_of
from bot.actions.report import is_digression, season
from bot.actions.report_state import Report

FORM = "booking_form"
OFFERED = 3
EVERY = 1000
"""More windows than any horizon holds: hours that are wished are picked out of all."""


@dataclass(frozen=True)
class Search:
    """What windows are looked for: later than ``after``, and as the tenant's words say."""

    wish: Wish = NO_WISH
    after: datetime | None = None

    @classmethod
    def of(cls, slot: dict[str, Any] | None) -> "Search":
        after = (slot or {}).get("after")
        return cls(Wish.of(slot), datetime.fromisoformat(after) if after else None)

    def slot(self) -> dict[str, Any]:
        return {**self.wish.stored(), **({"after": self.after.isoformat()} if self.after else {})}


ANY = Search()


def trade_of(request: Request) -> str:
    return catalogue().situation(request.situation).trade if request.situation else settings().other["trade"]


def find(s: Session, request: Request, search: Search, now: datetime) -> list[Window]:
    """The first windows of a contractor of the right trade that suit."""
    sector = request.building.residence.sector if request.building else ""
    wish = search.wish
    found = appointments.find_windows(
        s,
        trade=trade_of(request),
        sector=sector,
        now=now,
        landlord=backend().landlord,
        count=EVERY if wish else OFFERED,
        after=search.after,
        part=wish.part,
        not_weekdays=wish.excluded,
        not_before=date.fromisoformat(wish.first) if wish.first else None,
    )
    return [window for window in found if wish.suits(window.starts_at, window.ends_at)][:OFFERED]


def tenant_pays(request: Request) -> bool:
    """Whether the repair is in principle the tenant's and no contract of the residence covers its trade."""
    if not request.situation:
        return False
    situation = catalogue().situation(request.situation)
    contracts = request.building.residence.contracts if request.building else {}
    return situation.who_pays == "tenant" and situation.trade not in contracts


def first_search(turn: Turn, told: dict[str, Any] | None) -> Search:
    """What was said of when to come: in the message that asks for an appointment, or already in the report.

    :param told: the wish of the report, as stored
    """
    if turn.intent not in ("book_appointment", "reschedule_appointment"):
        return Search.of(told)
    return Search(understanding.wish(turn.words, settings(), turn.now) or Wish.of(told))


@dataclass(frozen=True)
class Step:
    """What an answer changes: the chosen ``window`` (a value), or the ``search`` for others."""

    window: str | None = None
    search: Search | None = None


def step(turn: Turn, search: Search, windows: list[dict[str, Any]], attempts: int) -> Step | None:
    """Read one answer; None: not understood."""
    picked = turn.choice
    if picked in (LATER, ADVISER) or (picked and window_of(picked)):
        return Step(window=picked)
    last = window_of(windows[-1]["value"]) if windows else None
    if picked == MORE and last:
        return Step(search=Search(search.wish, last[1]))
    if turn.intent == "affirm" and len(windows) == 1:
        return Step(window=windows[0]["value"])
    said = understanding.wish(turn.words, settings(), turn.now)
    if said:
        return Step(search=Search(said))
    if turn.intent == "deny" or attempts + 1 >= settings().tries:
        return Step(window=LATER)
    return None


class ValidateBookingForm(Action):
    """Finds windows when the form opens and after each wish; takes the one that is chosen."""

    def name(self) -> str:
        return "validate_booking_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, requested = Turn.of(tracker), tracker.get_slot("requested_slot")
        if requested is None:
            return await self._look(dispatcher, tracker, first_search(turn, tracker.get_slot("window_wish")))
        wished = bool(understanding.wish(turn.words, settings(), turn.now))
        if is_digression(turn, domain["forms"][FORM]["ignored_intents"], wished, requested):
            return [SlotSet("requested_slot", requested)]
        report = await self._with_problems(dispatcher, tracker, turn)
        if report is not None:
            noted = [dict(each) for each in report.next_problems]
            return [SlotSet("next_problems", noted), SlotSet("requested_slot", requested)]
        search, windows = Search.of(tracker.get_slot("window_wish")), tracker.get_slot("windows") or []
        attempts = int(tracker.get_slot("booking_attempts") or 0)
        taken = step(turn, search, windows, attempts)
        if taken is None:
            say(dispatcher, "answer_unclear")
            return [SlotSet("booking_attempts", attempts + 1), SlotSet("requested_slot", requested)]
        if taken.window:
            return [SlotSet("window", taken.window), SlotSet("requested_slot", None)]
        return await self._look(dispatcher, tracker, taken.search or ANY)

    @staticmethod
    async def _with_problems(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Report | None:
        """The waiting problems with those that this message tells of besides; None: it tells of none."""
        if turn.intent != "report_problem":
            return None
        before, request_id = Report.of(tracker), tracker.get_slot("booking_request")

        def keep(s: Session) -> tuple[Report, list[Problem]]:
            request = s.get(Request, int(request_id)) if request_id else None
            noted = [str(each["situation"]) for each in before.next_problems]
            others = other_problems(turn, (request.situation if request else None) or "", noted, season(turn))
            return kept_report(s, turn, replace(before, next_problems=queued(before.next_problems, others))), others

        report, others = await in_transaction(keep)
        if not others:
            return None
        say_noted(dispatcher, others)
        return report

    async def _look(self, dispatcher: CollectingDispatcher, tracker: Tracker, search: Search) -> list[dict[str, Any]]:
        """Search with the wish; where nothing suits, keep what was offered; where nothing is free, end the form."""
        turn, request_id = Turn.of(tracker), tracker.get_slot("booking_request")

        def read(s: Session) -> list[dict[str, Any]]:
            request = s.get(Request, int(request_id)) if request_id else None
            return [window_choice(w) for w in find(s, request, search, turn.now)] if request else []

        found, before = await in_reading(read), tracker.get_slot("windows") or []
        if not found and not before and search != ANY:
            return await self._look(dispatcher, tracker, ANY)
        if not found and before:
            say(dispatcher, "no_window_suits")
            return [SlotSet("booking_attempts", 0), SlotSet("window_wish", None), SlotSet("requested_slot", "window")]
        if not found:
            return [SlotSet("window", NONE), SlotSet("requested_slot", None)]
        events = [SlotSet("windows", found), SlotSet("window_wish", search.slot()), SlotSet("booking_attempts", 0)]
        return [*events, SlotSet("requested_slot", "window")]


class AskWindow(Action):
    """The windows as a list. A repair that the tenant pays is said so first, kindly, and is never refused."""

    def name(self) -> str:
        return "action_ask_booking_form_window"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        request_id = int(tracker.get_slot("booking_request"))

        def read(s: Session) -> tuple[bool, str | None]:
            request = s.get_one(Request, request_id)
            return tenant_pays(request), request.situation

        pays, situation = await in_reading(read)
        lines = [*(tracker.get_slot("windows") or []), choice(MORE), choice(ADVISER)]
        say(dispatcher, "ask_window_tenant_pays" if pays else "ask_window", lines, problem=understood(situation))
        return []
