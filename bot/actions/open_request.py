"""Opening the request of a report: the one place that confirms, once per message however often it is replayed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import calendar, commitments, directory, effects, followers, incidents, requests, routing, timers
from backend_client.followers import NOTICE, REQUEST, Trouble
from backend_client.models import Building, Contact, Conversation, Dwelling, Request
from backend_client.works_data import works_data
from bot.actions import danger_told, known_trouble, noted, reopening
from bot.actions.context import Turn, backend, catalogue, in_transaction, settings
from bot.actions.noted import FALLBACK_TIMER, OPEN, UNKNOWN_KINDS
from bot.actions.replies import OTHER, by_when, hand_over, say, understood
from bot.actions.report_state import CAN_WAIT, NO_REPORT, Report
from bot.actions.settings import Danger
from common.catalogue import rank
from common.wording import text_of, translated

# Charter 5.1: what was not cleaned well is done again; the promise of it, the kind of its request, its outcome.
_REDONE, _REDO, _AGAIN = "5.1", "cleaning", "redo"


# What comes next for a request that a photo helps to prepare.
PHOTO_HELPS = frozenset({"booking", "recorded"})


@dataclass(frozen=True)
class Plan:
    """What a finished report amounts to, before it is written. ``situation`` is None where no known one fits."""

    situation: str | None
    trade: str
    urgency: str
    kind: str
    private: bool
    team: str
    danger: Danger | None
    over: bool = False


def plan(report: Report) -> Plan:
    """The urgency, the kind and who takes care, from the report alone."""
    conf = settings()
    if report.situation in (None, OTHER):
        urgency = conf.other["can_wait" if report.severity == CAN_WAIT else "urgent"]
        return Plan(None, conf.other["trade"], urgency, "repair", False, conf.teams["default"], None)
    situation = catalogue().situation(str(report.situation))
    conditions = report.conditions()
    held = {code for code, holds in conditions.items() if holds}
    urgency = danger_told.urgency(situation, conditions, report.against)
    danger = _danger(situation.code, held) if urgency == "emergency" else None
    private = situation.family in conf.private_families
    team = conf.teams.get(situation.trade, conf.teams["default"])
    kind = "advice" if urgency == "advice" else _REDO if _is_redo(situation.code) else "repair"
    over = danger_told.is_over(situation, conditions, report.against)
    return Plan(situation.code, situation.trade, urgency, kind, private, team, danger, over)


async def danger_left(dispatcher: CollectingDispatcher, turn: Turn, report: Report) -> bool:
    """Leave the danger of a report to the hotline, unless it is being asked whether there still is one."""
    danger = plan(report).danger
    if danger is None or danger_told.asked(report):
        return False
    await in_transaction(lambda s: _keep_danger(s, turn, report, danger))
    picked = report.situation in (turn.choice, turn.entities.get("situation"))
    hand_over(dispatcher, danger, picked or report.severity is not None, report.problem_text)
    return True


def _keep_danger(s: Session, turn: Turn, report: Report, danger: Danger) -> None:
    """Let the conversation follow the request that the danger belongs to: one of theirs about it that is open, else
    the one that has kept the report's words. What the report knows goes with it."""
    contact = turn.contact(s)
    contact.typed_name = report.typed_name or contact.typed_name
    contact.typed_address = report.typed_address or contact.typed_address
    since = turn.now - timedelta(hours=settings().same_urgent_hours)
    theirs = requests.latest_of(s, contact, limit=10)
    request = next((r for r in theirs if r.danger == danger.code and r.status in OPEN and r.created_at >= since), None)
    if request is None:
        request = request_to_fill(s, contact, turn, "contact", noted_id=report.noted_request)
    noted.settle(s, turn, report, request)
    timers.drop(s, FALLBACK_TIMER, turn.request_id or 0)
    s.get_one(Conversation, turn.conversation_id).request_id = request.id
    if request.building_id is None:
        request.dwelling_id, request.building_id = place_of(s, contact, turn, report)
    request.typed_name = contact.typed_name or request.typed_name
    request.typed_address = contact.typed_address or request.typed_address
    request.details = {**request.details, **_known(report)}


def _is_redo(code: str) -> bool:
    return code in works_data().redo


def _danger(code: str, held: set[str]) -> Danger | None:
    dangers = settings().dangers
    return dangers.get(code) or next((dangers[each] for each in sorted(held) if each in dangers), None)


def same_open(s: Session, contact: Contact, plan_: Plan, turn: Turn, noted_id: int | None) -> Request | None:
    """A recent open request of theirs about the same situation; an urgent one is old after a few hours.

    :param noted_id: the request that was opened when this very problem was noted
    """
    conf = settings()
    urgent = plan_.urgency in routing.URGENT
    since = turn.now - (timedelta(hours=conf.same_urgent_hours) if urgent else timedelta(days=conf.same_request_days))
    for request in requests.latest_of(s, contact, limit=10):
        same = plan_.situation is not None and request.situation == plan_.situation
        if same and request.id != noted_id and request.status in OPEN and request.created_at >= since:
            return request
    return None


def request_to_fill(
    s: Session, contact: Contact, turn: Turn, kind: str, beside: bool = False, noted_id: int | None = None
) -> Request:
    """The conversation's request while nothing is known of it, else a new one, which the conversation then follows.

    :param noted_id: the request that already keeps the words of this problem; the conversation follows it
    :param beside: a report is under way, whose request this is not: open another one and leave the first alone
    """
    kept = s.get(Request, noted_id) if noted_id else None
    if kept is not None and kept.kind in UNKNOWN_KINDS and kept.status in OPEN:
        s.get_one(Conversation, turn.conversation_id).request_id = kept.id
        return kept
    current = s.get(Request, turn.request_id) if turn.request_id else None
    if not beside and current is not None and current.kind in UNKNOWN_KINDS and current.status in OPEN:
        return current
    opened = requests.open_request(
        s,
        kind=kind,
        channel=turn.channel,
        contact_id=contact.id,
        now=turn.now,
        person_id=contact.person_id,
        language=turn.language,
    )
    if not beside:
        s.get_one(Conversation, turn.conversation_id).request_id = opened.id
    return opened


def place_of(s: Session, contact: Contact, turn: Turn, report: Report) -> tuple[int | None, int | None]:
    """The dwelling and the building: on file, else those of the tenant whose name and address were typed."""
    dwelling = None
    if contact.person_id is not None:
        known = turn.dwelling_id or contact.dwelling_id
        today = calendar.paris_day(turn.now)
        dwelling = s.get(Dwelling, known) if known else directory.dwelling_of(s, contact.person_id, today)
    elif report.typed_name and report.typed_address:
        found = directory.match_people(s, report.typed_name, report.typed_address, limit=1)
        if found and found[0].score >= settings().thresholds.same_person:
            dwelling = found[0].dwelling
    return (dwelling.id, dwelling.building_id) if dwelling else (turn.dwelling_id, turn.building_id)


def open_repair(s: Session, turn: Turn, report: Report) -> dict[str, Any]:
    """Write the request and hand it on. Returns what the confirmation needs, as JSON."""
    plan_ = plan(report)
    contact = turn.contact(s)
    contact.typed_name = report.typed_name or contact.typed_name
    contact.typed_address = report.typed_address or contact.typed_address
    timers.drop(s, FALLBACK_TIMER, turn.request_id or 0)
    known = same_open(s, contact, plan_, turn, report.noted_request)
    again = None
    if known is None and not plan_.over:
        again = reopening.reported_again(s, turn, plan_.situation, report.problem_text)
    if again is not None:
        noted.settle(s, turn, report, again)
        return _told(again, plan_, "reopened")
    trouble = known_trouble.followed(s, report) if known is None else None
    if trouble is not None:
        return _follow(s, turn, report, plan_, trouble)
    if known is not None and known.urgency and rank(known.urgency) <= rank(plan_.urgency):
        requests.add_detail(s, known, "tenant", turn.now, text=report.problem_text)
        noted.settle(s, turn, report, known)
        return _told(known, plan_, "joined")
    request = known or request_to_fill(s, contact, turn, plan_.kind, noted_id=report.noted_request)
    noted.settle(s, turn, report, request)
    called = request.kind == "unqualified" and request.urgency in routing.URGENT
    _qualify(s, request, turn, report, plan_, contact)
    if called and plan_.urgency in routing.URGENT:
        return _told(request, plan_, "joined")
    return _told(request, plan_, _hand_on(s, request, plan_, turn, known_trouble.is_apart(report)))


def _follow(s: Session, turn: Turn, report: Report, plan_: Plan, trouble: Trouble) -> dict[str, Any]:
    """A request of the tenant's own that follows what the building knows; of works nothing is owed but the news."""
    if trouble.what == NOTICE:
        plan_ = replace(plan_, urgency="advice", kind="question", team="works")
    contact = turn.contact(s)
    request = request_to_fill(s, contact, turn, plan_.kind, noted_id=report.noted_request)
    noted.settle(s, turn, report, request)
    _qualify(s, request, turn, report, plan_, contact)
    followers.follow(s, request, trouble, "vulnerable_person" in held(request), turn.now)
    return _told(request, plan_, "following")


def watch(s: Session, turn: Turn, report: Report) -> None:
    """An urgent report whose next question stays unanswered is handed on as it is, by the hotline's timer.

    Where the conversation is about an earlier request, the report gets its own first: the timer leaves alone what
    was qualified.
    """
    if plan(report).urgency in routing.URGENT:
        request = request_to_fill(s, turn.contact(s), turn, "contact", noted_id=report.noted_request)
        noted.watch(s, turn, request.id)


def _hand_on(s: Session, request: Request, plan_: Plan, turn: Turn, apart: bool) -> str:
    """Route the request, unless it needs nobody or somebody is already on the same breakdown of the building.

    :param apart: the tenant heard of that one, and said that theirs is another
    """
    if plan_.urgency == "advice":
        return "advice"
    key = None
    if _shared(request, plan_):
        if not apart and _known_in_building(s, request, plan_, turn):
            return "known"
        key = incidents.merge_key(request.building_id, plan_.situation)
    if plan_.kind == _REDO and request.due_at is not None:
        commitments.open_commitment(s, request, _REDONE, request.due_at, turn.now)
        if plan_.urgency not in routing.URGENT:
            return _AGAIN
    vulnerable = "vulnerable_person" in held(request)
    outcome = routing.route(s, request, plan_.trade, backend().landlord, turn.now, key, vulnerable)
    return "recorded" if outcome == "booking" and request.building_id is None else outcome


def held(request: Request) -> set[str]:
    """The conditions that hold for a request, as its report told them or as they are on file."""
    stated = {code for code, holds in request.details.get("conditions", {}).items() if holds}
    on_file = request.person is not None and request.person.vulnerable
    return stated | ({"vulnerable_person"} if on_file else set())


def _shared(request: Request, plan_: Plan) -> bool:
    """Whether a breakdown is the building's."""
    place = catalogue().situation(plan_.situation).place if plan_.situation else "dwelling"
    return place == "building" or request.scope == "building"


def _known_in_building(s: Session, request: Request, plan_: Plan, turn: Turn) -> bool:
    """Whether a neighbour's open report of the same breakdown, that can wait, is being dealt with."""
    if request.building_id is None or plan_.situation is None or plan_.urgency in routing.URGENT:
        return False
    since = turn.now - timedelta(hours=settings().same_breakdown_hours)
    for other in requests.open_in_building(s, request.building_id, plan_.situation, turn.now):
        as_urgent = other.urgency is not None and rank(other.urgency) <= rank(plan_.urgency)
        if other.id != request.id and other.created_at >= since and as_urgent:
            followers.follow(s, request, Trouble(REQUEST, other.id, other.created_at, other.status), False, turn.now)
            return True
    return False


def _qualify(s: Session, request: Request, turn: Turn, report: Report, plan_: Plan, contact: Contact) -> None:
    dwelling_id, building_id = place_of(s, contact, turn, report)
    requests.qualify(
        s,
        request,
        now=turn.now,
        by="assistant",
        kind=plan_.kind,
        situation=plan_.situation,
        urgency=plan_.urgency,
        due_at=calendar.due_at(backend().landlord, plan_.urgency, turn.now),
        summary=report.problem_text or turn.summary,
        scope=report.scope,
        person_id=contact.person_id,
        dwelling_id=dwelling_id,
        building_id=building_id,
        typed_name=report.typed_name or "",
        typed_address=report.typed_address or "",
        team=plan_.team,
        details=_known(report),
        private=plan_.private,
    )


def _known(report: Report) -> dict[str, Any]:
    """What a report knows beside its words, as a request keeps it."""
    told = {"told": report.details()} if report.told else {}
    return {"conditions": report.conditions(), "severity": report.severity, **told}


def _told(request: Request, plan_: Plan, outcome: str) -> dict[str, Any]:
    return {
        "request_id": request.id,
        "reference": request.reference,
        "situation": plan_.situation,
        "urgency": request.urgency,
        "due_at": request.due_at.isoformat() if request.due_at else None,
        "outcome": outcome,
        "over": plan_.over,
    }


def numbers(s: Session, building_id: int | None) -> dict[str, Any]:
    """The gas and power emergency numbers of the residence, else the landlord's: what a safety card names."""
    residence = s.get_one(Building, building_id).residence if building_id else None
    landlord = backend().landlord
    return {
        "gas_number": (residence.gas_number if residence else "") or landlord.gas_number,
        "power_number": (residence.power_number if residence else "") or landlord.power_number,
    }


def confirm(dispatcher: CollectingDispatcher, told: Mapping[str, Any]) -> None:
    """One message: reference, what was understood, how urgent, by when, what comes next."""
    if told["outcome"] == "following":
        say(dispatcher, "works_following", reference=told["reference"], problem=understood(told["situation"]))
        return
    advice = _advice(told)
    # Where a photo helps and the message has room to say so.
    asks_photo = not advice and told["outcome"] in PHOTO_HELPS
    facts = {
        "reference": told["reference"],
        "problem": understood(told["situation"]),
        "when": by_when(told["urgency"], told["due_at"]),
        "next": text_of(f"next_{told['outcome']}{'_photo' if asks_photo else ''}"),
    }
    if advice:
        say(dispatcher, "request_opened_with_advice", **facts, advice=translated(advice))
    else:
        say(dispatcher, "request_opened", **facts)


def _advice(told: Mapping[str, Any]) -> Mapping[str, str]:
    """What to do until somebody comes; nothing where the danger is over that the advice is for."""
    if not told["situation"] or told.get("over"):
        return {}
    return catalogue().situation(told["situation"]).advice


def start_next(report: Report) -> list[dict[str, Any]]:
    """The events that begin the report of the next problem that was told; none where there is none."""
    following = report.next()
    return [*following.slots(), FollowupAction("report_form")] if following else []


def start_booking(request_id: int, wish: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """The events that offer windows for a request.

    :param wish: what the tenant already said of when to come, as stored
    """
    fresh = [SlotSet(name, None) for name in ("window", "windows", "windows_again", "booking_attempts")]
    return [
        *fresh,
        SlotSet("window_wish", dict(wish) if wish else None),
        SlotSet("booking_request", request_id),
        FollowupAction("booking_form"),
    ]


class ActionOpenRequest(Action):
    """Opens the request when the form is complete, confirms it, and goes on to windows or to the next problem.

    A danger is the hotline's from the moment it is known, with or without a complete form.
    """

    def name(self) -> str:
        return "action_open_request"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, report = Turn.of(tracker), Report.of(tracker)
        if report.situation is None:
            say(dispatcher, "ask_situation_open")
            return [*NO_REPORT.slots(), FollowupAction("report_form")]

        if await danger_left(dispatcher, turn, report):
            return NO_REPORT.slots()

        def write(s: Session) -> dict[str, Any]:
            return effects.once(
                s, turn.exchange_id, f"open_request:{report.situation}", lambda: open_repair(s, turn, report), turn.now
            )

        told = await in_transaction(write)
        confirm(dispatcher, told)
        if told["outcome"] != "booking":
            return start_next(report) or NO_REPORT.slots()
        # the other problems wait until a window is chosen
        waiting = replace(NO_REPORT, next_problems=report.next_problems, told=report.told)
        wish = None if report.details().get("callback") else report.details().get("wish")
        return [*waiting.slots(), *start_booking(told["request_id"], wish)]
