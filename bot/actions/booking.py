"""Appointments: offering, booking, telling, moving and cancelling them, and a contractor who did not come."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import appointments, effects, job_days, requests, routing, work_orders
from backend_client.appointments import TooLate, WindowTaken, WindowUnknown
from backend_client.calendar import paris_day
from backend_client.models import Appointment, Request
from bot.actions import status, understanding
from bot.actions.appointment_lines import too_late
from bot.actions.booking_facts import about_appointment, facts_of, told_of
from bot.actions.context import Turn, backend, in_reading, in_transaction, settings
from bot.actions.identity import prove_choice
from bot.actions.matters import open_matter, tell_matter
from bot.actions.moments import NO_WISH, Wish
from bot.actions.noted import OPEN
from bot.actions.open_request import start_booking, start_next
from bot.actions.replies import ADVISER, MORE, NONE, adviser_choice, choice, say, window_of
from bot.actions.report_state import Report
from bot.actions.window_search import Search, offered_first, trade_of

RECENT = 10
"""How many of a tenant's latest requests are looked through."""


def booked(s: Session, turn: Turn, begun: bool = False) -> Appointment | None:
    """The tenant's own appointment: the next one to come, else the last one that should have taken place.

    A line of a message about one appointment names its request; nobody else's is shown by it.

    :param begun: one whose window has begun comes before those to come
    """
    named = str(turn.entities.get("choice") or "") if turn.picked else ""
    own = requests.latest_of(s, turn.contact(s), limit=RECENT)
    found = [a for a in (appointments.booked_for(s, request.id) for request in own) if a is not None]
    if named.isdecimal():
        found = [a for a in found if a.request_id == int(named)]
    started = [a for a in found if a.starts_at <= turn.now]
    if begun and started:
        return max(started, key=lambda a: a.starts_at)
    coming = [a for a in found if a.ends_at > turn.now]
    if coming:
        return min(coming, key=lambda a: a.starts_at)
    return max(found, key=lambda a: a.starts_at, default=None)


def waiting_for_booking(s: Session, turn: Turn) -> Request | None:
    """The tenant's latest open request that a contractor can be booked for and is not yet."""
    named = understanding.guess(turn.situations, settings().thresholds).sure
    own = requests.latest_of(s, turn.contact(s), limit=RECENT)
    # What the conversation is about comes first: a work order's message may be about an older request.
    for request in sorted(own, key=lambda r: r.id != turn.request_id):
        if named and request.situation != named:
            continue
        if request.status in OPEN and not request.private and _for_firms(s, request):
            return request
    return None


def _for_firms(s: Session, request: Request) -> bool:
    """Whether a contractor comes for this request: by a work order, or since one takes bookings for its trade."""
    if appointments.booked_for(s, request.id):
        return False
    if work_orders.contractor_of(s, request.id):
        return True
    plannable = bool(request.situation) and request.urgency not in routing.URGENT
    return plannable and routing.has_contractor(s, trade_of(request))


def already_coming(s: Session, turn: Turn) -> tuple[str, dict[str, Any]] | None:
    """What to tell where nothing waits to be booked: the appointment there is, or the urgent call under way."""
    if understanding.guess(turn.situations, settings().thresholds).sure:
        return None
    appointment = booked(s, turn)
    if appointment is not None and appointment.ends_at > turn.now:
        return "appointment_is", facts_of(s, appointment)
    latest = next(iter(requests.latest_of(s, turn.contact(s))), None)
    if latest is not None and latest.status in OPEN and latest.urgency in routing.URGENT:
        return "status", status.facts_of(s, latest)
    return None


class ActionStartBooking(Action):
    """Offers windows for the request that waits for one, else asks what the problem is."""

    def name(self) -> str:
        return "action_start_booking"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = Turn.of(tracker)
        if tracker.active_loop_name:
            say(dispatcher, "booking_after_this")
            return []
        told = str(turn.entities.get("choice") or "")
        chosen = window_of(told)

        def read(s: Session) -> tuple[int | None, Search | None, tuple[str, dict[str, Any]] | None]:
            request = waiting_for_booking(s, turn)
            if request is None:
                return None, None, already_coming(s, turn)
            placed = request.building_id is not None
            return request.id, _begin(s, request, turn, told) if placed else None, None

        request_id, search, coming = await in_reading(read)
        if request_id and chosen:
            # a line of a work order's message
            return await take_window(dispatcher, tracker, turn, request_id, chosen)
        if request_id:
            if search is None:
                return await self._by_adviser(dispatcher, turn, request_id)
            return start_booking(request_id, search.slot())
        if coming:
            key, facts = coming
            say(dispatcher, key, about_appointment() if key == "appointment_is" else [], **facts)
            return []
        return [FollowupAction("report_form")]

    @staticmethod
    async def _by_adviser(dispatcher: CollectingDispatcher, turn: Turn, request_id: int) -> list[dict[str, Any]]:
        """Without a known address nobody can be sent: an adviser agrees the date."""

        def write(s: Session) -> str:
            request = s.get_one(Request, request_id)
            requests.add_detail(s, request, "tenant", turn.now, wants_appointment=True)
            return request.reference

        say(dispatcher, "booking_by_adviser", reference=await in_transaction(write))
        return []


def _begin(s: Session, request: Request, turn: Turn, told: str) -> Search:
    """What to look for first: where others than those of a work order's message are wanted, later ones; where parts are
    missing, windows from the day on that they are expected."""
    first = offered_first(s, request, turn) if told == MORE else []
    parts_on = job_days.parts_on(s, request.id)
    wish = Wish(first=parts_on.isoformat()) if parts_on and parts_on > paris_day(turn.now) else NO_WISH
    return Search(wish, after=first[-1].starts_at if first else None)


class ActionBookWindow(Action):
    """Books the chosen window; only what was booked is confirmed."""

    def name(self) -> str:
        return "action_book_window"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, value = Turn.of(tracker), tracker.get_slot("window")
        request_id, chosen = tracker.get_slot("booking_request"), window_of(value or "")
        if request_id is None:
            say(dispatcher, "booking_lost", [choice("book", intent="book_appointment"), adviser_choice()])
            return _done(tracker)
        if value in (ADVISER, NONE):
            if value == NONE:
                say(dispatcher, "no_window_at_all")
            await in_transaction(lambda s: _let_go(s, int(request_id)))
            told = await in_transaction(lambda s: open_matter(s, turn, settings().matters["ask_adviser"]))
            tell_matter(dispatcher, told)
            return _done(tracker)
        if chosen is None:
            kept = await in_transaction(lambda s: _let_go(s, int(request_id)))
            say(dispatcher, "booking_kept" if kept else "booking_later")
            return _done(tracker)
        return await take_window(dispatcher, tracker, turn, int(request_id), chosen)


def _let_go(s: Session, request_id: int) -> bool:
    """Give back what was held. Returns whether an appointment is kept."""
    appointments.release(s, s.get_one(Request, request_id))
    return appointments.booked_for(s, request_id) is not None


async def take_window(
    dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, request_id: int, chosen: tuple[int, datetime]
) -> list[dict[str, Any]]:
    """Book a chosen window and confirm it; where it is gone, offer the nearest ones at once."""
    contractor_id, starts_at = chosen

    def write(s: Session) -> dict[str, Any]:
        def do() -> dict[str, Any]:
            request = s.get_one(Request, request_id)
            return told_of(s, appointments.book(s, backend().landlord, request, contractor_id, starts_at, turn.now))

        return effects.once(s, turn.exchange_id, f"book:{request_id}", do, turn.now)

    try:
        facts = await in_transaction(write)
    except (WindowTaken, WindowUnknown) as gone:
        say(dispatcher, "window_taken" if isinstance(gone, WindowTaken) else "window_gone")
        nearest = Search(Search.of(tracker.get_slot("window_wish")).wish, near=starts_at)
        return start_booking(request_id, nearest.slot())
    except TooLate:
        await _say_too_late(dispatcher, turn, request_id)
        return _done(tracker)
    except requests.TransitionRefused:
        # It was closed while the windows were on the table.
        say(dispatcher, "booking_lost", [choice("book", intent="book_appointment"), adviser_choice()])
        return _done(tracker)
    say(dispatcher, "appointment_booked", **facts)
    return _done(tracker)


async def _say_too_late(dispatcher: CollectingDispatcher, turn: Turn, request_id: int) -> None:
    told = await in_transaction(lambda s: too_late(s, turn, request_id))
    say(dispatcher, told["key"], **told["facts"])


def _done(tracker: Tracker) -> list[dict[str, Any]]:
    """The form's slots emptied, and the problem told in between begun."""
    names = (
        "window", "windows", "windows_again", "window_wish", "booking_attempts", "booking_request", "next_problems",
        "told",
    )  # fmt: skip
    return [*(SlotSet(name, None) for name in names), *start_next(Report.of(tracker))]


class ActionAskAppointment(Action):
    """When somebody comes, and who."""

    def name(self) -> str:
        return "action_ask_appointment"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = Turn.of(tracker)

        def read(s: Session) -> dict[str, Any] | None:
            appointment = booked(s, turn)
            coming = appointment is not None and appointment.ends_at > turn.now
            return facts_of(s, appointment) if appointment and coming else None

        facts = await in_reading(read)
        busy = tracker.active_loop_name is not None
        if facts:
            say(dispatcher, "appointment_is", [] if busy else about_appointment(), **facts)
        else:
            say_none(dispatcher, turn, busy)
        return []


def say_none(dispatcher: CollectingDispatcher, turn: Turn, busy: bool) -> None:
    """There is none; somebody who is not recognised may prove who they are."""
    proof = [] if turn.known else [prove_choice()]
    lines = [*proof, choice("book", intent="book_appointment"), adviser_choice()]
    say(dispatcher, "appointment_none", [] if busy else lines)


class ActionRescheduleAppointment(Action):
    """Offers other windows; the booked one is given up only when a new one is got."""

    def name(self) -> str:
        return "action_reschedule_appointment"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = Turn.of(tracker)
        if tracker.active_loop_name:
            say(dispatcher, "booking_after_this")
            return []

        def read(s: Session) -> tuple[int | None, bool]:
            appointment = booked(s, turn)
            if appointment is None:
                return None, False
            return appointment.request_id, appointments.is_too_late(appointment, turn.now)

        request_id, is_late = await in_reading(read)
        if request_id is None:
            say_none(dispatcher, turn, busy=False)
            return []
        if is_late:
            await _say_too_late(dispatcher, turn, request_id)
            return []
        say(dispatcher, "appointment_moving")
        return start_booking(request_id)


class ActionCancelAppointment(Action):
    """Gives the window back and keeps the request open."""

    def name(self) -> str:
        return "action_cancel_appointment"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, busy = Turn.of(tracker), tracker.active_loop_name is not None

        def do(s: Session) -> dict[str, Any]:
            appointment = booked(s, turn)
            if appointment is None or appointment.ends_at <= turn.now:
                return {}
            facts = facts_of(s, appointment)
            appointments.cancel(s, appointment, "tenant", turn.now)
            return facts

        try:
            facts = await in_transaction(
                lambda s: effects.once(s, turn.exchange_id, "cancel_appointment", lambda: do(s), turn.now)
            )
        except TooLate as late:
            await _say_too_late(dispatcher, turn, late.request_id)
            return []
        if not facts:
            say_none(dispatcher, turn, busy)
            return []
        lines: Sequence[dict[str, Any]] = [
            choice("book", intent="book_appointment"),
            choice("close_request", intent="close_request"),
        ]
        say(dispatcher, "appointment_cancelled", [] if busy else lines, **facts)
        return []
