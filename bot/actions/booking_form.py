"""Choosing an arrival window: three at a time, "others", a wish in words, or an adviser instead."""

import re
from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import appointments
from backend_client.models import Request
from bot.actions import understanding
from bot.actions.appointment_lines import SUITS
from bot.actions.context import Turn, catalogue, in_reading, in_transaction, own_words, settings
from bot.actions.moments import Wish
from bot.actions.noted import kept_report, say_noted
from bot.actions.problems import Problem, other_problems, queued
from bot.actions.replies import ADVISER, LATER, MORE, NO, NONE, YES, choice, say, understood, window_choice, window_of
from bot.actions.report import is_digression, season
from bot.actions.report_state import Report
from bot.actions.window_search import ANY, Found, Search, look, misdated

FORM = "booking_form"
_LONE_NUMBER = re.compile(r"\s*(?:n°|no?\.?)?\s*\d{1,2}\s*[.)!]*\s*", re.IGNORECASE)


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
    if turn.intent not in ("book_appointment", "reschedule_appointment") or {"near", "after"} & set(told or {}):
        return Search.of(told)
    return Search(understanding.wish(turn.words, settings(), turn.now) or Wish.of(told))


@dataclass(frozen=True)
class Step:
    """What an answer changes: the chosen ``window`` (a value), the ``search`` for others, and whether the tenant agrees
    to a visit on an off day (``agrees``; None: they said nothing of it)."""

    window: str | None = None
    search: Search | None = None
    agrees: bool | None = None


def step(turn: Turn, search: Search, windows: list[dict[str, Any]], attempts: int) -> Step | None:
    """Read one answer; None: not understood."""
    picked = turn.choice
    if picked in (LATER, ADVISER) or (picked and window_of(picked)):
        return Step(window=picked)
    last = window_of(windows[-1]["value"]) if windows else None
    if picked == MORE and last:
        return Step(search=Search(search.wish, last[1]))
    suits = _suits(turn, windows)
    if suits == YES and len(windows) == 1:
        return Step(window=windows[0]["value"])
    said = understanding.wish(turn.words, settings(), turn.now)
    if said:
        return Step(search=Search(said))
    if suits == NO or attempts + 1 >= settings().tries:
        return Step(window=LATER)
    return None


def _suits(turn: Turn, windows: list[dict[str, Any]]) -> str | None:
    """Yes or no to what is offered. Of several windows, own words do not say which."""
    return own_words(turn.words, SUITS, turn.plain) if len(windows) == 1 else turn.plain


def _agreed(turn: Turn, search: Search) -> Step | None:
    """Yes or no to the question of off days, where it was asked. Only a plain answer is an express agreement."""
    said = turn.choice or ("" if turn.picked else turn.plain)
    agrees = {YES: True, NO: False}.get(str(said)) if search.asks_off_days else None
    if agrees is None:
        return None
    kept = replace(search, asks_off_days=False)
    return Step(search=kept if agrees else kept.without_days(), agrees=agrees)


def _unreadable(turn: Turn, windows: list[dict[str, Any]]) -> tuple[str, dict[str, Any]] | None:
    """What to say to an answer that means something, but nothing that exists: a number that is on no list, a day that
    is in no calendar or over."""
    if turn.words and _LONE_NUMBER.fullmatch(turn.words):
        # two lines follow the windows: others, and an adviser
        return "number_not_listed", {"count": len(windows) + 2}
    wrong = misdated(turn.words, turn.now)
    return (wrong, {}) if wrong else None


class ValidateBookingForm(Action):
    """Finds windows when the form opens and after each wish; takes the one that is chosen."""

    def name(self) -> str:
        return "validate_booking_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, requested = Turn.of(tracker), tracker.get_slot("requested_slot")
        if requested is None:
            return await self._look(dispatcher, tracker, first_search(turn, tracker.get_slot("window_wish")))
        return await self._answered(dispatcher, tracker, turn, requested, domain["forms"][FORM]["ignored_intents"])

    async def _answered(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, requested: str, ignored: list[str]
    ) -> list[dict[str, Any]]:
        search, windows = Search.of(tracker.get_slot("window_wish")), tracker.get_slot("windows") or []
        unreadable = None if search.asks_off_days else _unreadable(turn, windows)
        if unreadable:
            say(dispatcher, unreadable[0], **unreadable[1])
            return [SlotSet("booking_attempts", 0), SlotSet("requested_slot", requested)]
        wished = bool(understanding.wish(turn.words, settings(), turn.now))
        answers = wished or (len(windows) == 1 and own_words(turn.words, SUITS) is not None)
        if is_digression(turn, ignored, answers, requested):
            return [SlotSet("requested_slot", requested)]
        report = await self._with_problems(dispatcher, tracker, turn)
        if report is not None:
            noted = [dict(each) for each in report.next_problems]
            return [SlotSet("next_problems", noted), SlotSet("requested_slot", requested)]
        attempts = int(tracker.get_slot("booking_attempts") or 0)
        taken = _agreed(turn, search) or step(turn, search, windows, attempts)
        if taken is None:
            say(dispatcher, "answer_unclear")
            return [SlotSet("booking_attempts", attempts + 1), SlotSet("requested_slot", requested)]
        if taken.window:
            return [SlotSet("window", taken.window), SlotSet("requested_slot", None)]
        return await self._look(dispatcher, tracker, taken.search or ANY, taken.agrees)

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

    async def _look(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, search: Search, agrees: bool | None = None
    ) -> list[dict[str, Any]]:
        """Search with the wish; where nothing suits, offer what is nearest, or keep what was offered; where nothing is
        free, end the form.

        :param agrees: what the tenant just said to visits on off days, to be noted first
        """
        turn, before = Turn.of(tracker), tracker.get_slot("windows") or []
        request_id = tracker.get_slot("booking_request")

        def write(s: Session) -> Found:
            request = s.get(Request, int(request_id)) if request_id else None
            if request is None:
                return Found()
            if agrees is not None:
                appointments.agree_to_off_days(s, request, agrees, "tenant", turn.now, turn.exchange_id)
            found = look(s, request, search, turn, tolerant=True)
            if found.ask_off_days:
                appointments.ask_off_days(s, request, turn.now)
            return found

        found = await in_transaction(write)
        if found.ask_off_days:
            asked = replace(search, asks_off_days=True).slot()
            return [SlotSet("window_wish", asked), SlotSet("requested_slot", "window"), SlotSet("booking_attempts", 0)]
        if not found.windows and not before and search != ANY:
            return await self._look(dispatcher, tracker, ANY)
        if not found.windows and not before:
            return [SlotSet("window", NONE), SlotSet("requested_slot", None)]
        if not found.suit:
            say(dispatcher, "no_window_suits")
        offered = [window_choice(w) for w in found.windows] or before
        wish = search.slot() if found.suit else None
        events = [SlotSet("windows", offered), SlotSet("window_wish", wish), SlotSet("booking_attempts", 0)]
        return [*events, SlotSet("windows_again", bool(before)), SlotSet("requested_slot", "window")]


class AskWindow(Action):
    """The windows as a list, or whether an off day would do.

    A repair that the tenant pays is said so with the first list, kindly, and is never refused.
    """

    def name(self) -> str:
        return "action_ask_booking_form_window"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        if Search.of(tracker.get_slot("window_wish")).asks_off_days:
            say(dispatcher, "ask_off_days", [choice(YES), choice(NO)])
            return []
        request_id = int(tracker.get_slot("booking_request"))

        def read(s: Session) -> tuple[bool, str | None]:
            request = s.get_one(Request, request_id)
            return tenant_pays(request), request.situation

        pays, situation = await in_reading(read)
        lines = [*(tracker.get_slot("windows") or []), choice(MORE), choice(ADVISER)]
        key = "ask_window_tenant_pays" if pays and not tracker.get_slot("windows_again") else "ask_window"
        say(dispatcher, key, lines, problem=understood(situation))
        return []
