"""Choosing an arrival window: three at a time, "others", a wish in words, or an adviser instead."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import appointments
from backend_client.calendar import paris_day
from backend_client.models import Request
from backend_client.windows import Window
from bot.actions import understanding
from bot.actions.context import Turn, backend, catalogue, in_reading, settings
from bot.actions.replies import ADVISER, LATER, MORE, NONE, choice, say, understood, window_choice, window_of
from bot.actions.report import is_digression
from common.wording import translated

FORM = "booking_form"
OFFERED = 3


@dataclass(frozen=True)
class Wish:
    """What windows are looked for: later than ``after``, and as the tenant's words say."""

    after: datetime | None = None
    part: str | None = None
    not_weekdays: tuple[int, ...] = field(default=())
    ahead: int | None = None

    @classmethod
    def of(cls, slot: dict[str, Any] | None) -> "Wish":
        if not slot:
            return cls()
        after = datetime.fromisoformat(slot["after"]) if slot.get("after") else None
        return cls(after, slot.get("part"), tuple(slot.get("not_weekdays") or ()), slot.get("ahead"))

    def slot(self) -> dict[str, Any]:
        after = self.after.isoformat() if self.after else None
        return {"after": after, "part": self.part, "not_weekdays": list(self.not_weekdays), "ahead": self.ahead}


def trade_of(request: Request) -> str:
    return catalogue().situation(request.situation).trade if request.situation else settings().other["trade"]


def find(s: Session, request: Request, wish: Wish, now: datetime) -> list[Window]:
    """The first windows of a contractor of the right trade that suit."""
    sector = request.building.residence.sector if request.building else ""
    return appointments.find_windows(
        s,
        trade=trade_of(request),
        sector=sector,
        now=now,
        landlord=backend().landlord,
        count=OFFERED,
        after=wish.after,
        part=wish.part,
        not_weekdays=wish.not_weekdays,
        not_before=paris_day(now + timedelta(days=wish.ahead)) if wish.ahead else None,
    )


def tenant_pays(request: Request) -> bool:
    """Whether the repair is in principle the tenant's and no contract of the residence covers its trade."""
    if not request.situation:
        return False
    situation = catalogue().situation(request.situation)
    contracts = request.building.residence.contracts if request.building else {}
    return situation.who_pays == "tenant" and situation.trade not in contracts


def first_wish(turn: Turn) -> Wish:
    """What a message that asks for an appointment says of when; in a report, a day is when it broke."""
    if turn.intent not in ("book_appointment", "reschedule_appointment"):
        return Wish()
    said = understanding.wish(turn.words, settings())
    return Wish(None, said.part, said.excluded, said.ahead)


@dataclass(frozen=True)
class Step:
    """What an answer changes: the chosen ``window`` (a value), or the ``wish`` to look for; ``said`` comes first."""

    window: str | None = None
    wish: Wish | None = None
    said: str | None = None


def step(turn: Turn, wish: Wish, windows: list[dict[str, Any]], attempts: int) -> Step | None:
    """Read one answer; None: not understood."""
    picked = turn.choice
    if picked in (LATER, ADVISER) or (picked and window_of(picked)):
        return Step(window=picked)
    last = window_of(windows[-1]["value"]) if windows else None
    if picked == MORE and last:
        return Step(wish=Wish(last[1], wish.part, wish.not_weekdays, wish.ahead))
    if turn.intent == "affirm" and len(windows) == 1:
        return Step(window=windows[0]["value"])
    said = understanding.wish(turn.words, settings())
    if said:
        return Step(wish=Wish(None, said.part, said.excluded, said.ahead))
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
            return await self._look(dispatcher, tracker, first_wish(turn))
        wished = bool(understanding.wish(turn.words, settings()))
        if is_digression(turn, domain["forms"][FORM]["ignored_intents"], wished, requested):
            return [SlotSet("requested_slot", requested)]
        other = self._another_problem(dispatcher, turn)
        if other:
            return [*other, SlotSet("requested_slot", requested)]
        wish, windows = Wish.of(tracker.get_slot("window_wish")), tracker.get_slot("windows") or []
        attempts = int(tracker.get_slot("booking_attempts") or 0)
        taken = step(turn, wish, windows, attempts)
        if taken is None:
            say(dispatcher, "answer_unclear")
            return [SlotSet("booking_attempts", attempts + 1), SlotSet("requested_slot", requested)]
        if taken.window:
            return [SlotSet("window", taken.window), SlotSet("requested_slot", None)]
        return await self._look(dispatcher, tracker, taken.wish or Wish())

    @staticmethod
    def _another_problem(dispatcher: CollectingDispatcher, turn: Turn) -> list[dict[str, Any]]:
        if turn.intent != "report_problem" or not turn.situations:
            return []
        code, confidence = max(turn.situations, key=lambda s: s[1])
        if confidence < settings().thresholds.new_problem:
            return []
        say(dispatcher, "problem_noted", problem=translated(catalogue().situation(code).label))
        return [SlotSet("next_problem", {"situation": code, "text": turn.words})]

    async def _look(self, dispatcher: CollectingDispatcher, tracker: Tracker, wish: Wish) -> list[dict[str, Any]]:
        """Search with the wish; where nothing suits, keep what was offered; where nothing is free, end the form."""
        turn, request_id = Turn.of(tracker), tracker.get_slot("booking_request")

        def read(s: Session) -> list[dict[str, Any]]:
            request = s.get(Request, int(request_id)) if request_id else None
            return [window_choice(w) for w in find(s, request, wish, turn.now)] if request else []

        found, before = await in_reading(read), tracker.get_slot("windows") or []
        if not found and not before and wish != Wish():
            return await self._look(dispatcher, tracker, Wish())
        if not found and before:
            say(dispatcher, "no_window_suits")
            return [SlotSet("booking_attempts", 0), SlotSet("window_wish", None), SlotSet("requested_slot", "window")]
        if not found:
            return [SlotSet("window", NONE), SlotSet("requested_slot", None)]
        events = [SlotSet("windows", found), SlotSet("window_wish", wish.slot()), SlotSet("booking_attempts", 0)]
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
