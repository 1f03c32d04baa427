"""Problems that wait for their turn keep a request of their own: nothing told is lost when a tenant falls silent.

An urgent one is watched like any urgent report: left unanswered, it is handed on by the hotline's timer. Any other is
in the advisers' list from the moment it is noted, with its due date.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import calendar, effects, requests, routing, timers
from backend_client.models import Request
from bot.actions.context import Turn, backend, catalogue, settings
from bot.actions.problems import Problem
from bot.actions.replies import say
from bot.actions.report_state import Report
from common.wording import translated

OPEN = requests.OPEN_STATUSES
UNKNOWN_KINDS = ("contact", "unqualified")
"""Nothing was said yet; or a question stayed unanswered and the request was handed on as urgent meanwhile."""

FALLBACK_TIMER = "fallback"
"""The hotline's wait for an answer: at its end, a request that nobody has qualified counts as urgent."""


def keep(s: Session, turn: Turn, queue: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """The queue with a request for each problem in it. Urgent ones wait as long as the tenant keeps writing."""
    kept = []
    for problem in queue:
        if "request_id" not in problem:
            note, name = partial(_note, s, turn, problem), f"note:{problem['situation']}"
            problem = {**problem, **effects.once(s, turn.exchange_id, name, note, turn.now)}
        if problem["urgency"] in routing.URGENT and problem["request_id"]:
            watch(s, turn, problem["request_id"])
        kept.append(problem)
    return tuple(kept)


def watch(s: Session, turn: Turn, request_id: int) -> None:
    """Start the hotline's wait for an answer anew."""
    wait = timedelta(seconds=backend().landlord.fallback_seconds)
    request = s.get(Request, request_id)
    if request is not None and request.kind == "contact":
        timers.set_timer(s, FALLBACK_TIMER, request_id, turn.now + wait)


def _note(s: Session, turn: Turn, problem: Mapping[str, Any]) -> dict[str, Any]:
    """Open the request that keeps the words; none where the same problem of theirs is being dealt with."""
    contact = turn.contact(s)
    since = turn.now - timedelta(days=settings().same_request_days)
    for known in requests.latest_of(s, contact, limit=10):
        if known.situation == problem["situation"] and known.status in OPEN and known.created_at >= since:
            return {"request_id": None}
    urgent = problem["urgency"] in routing.URGENT
    request = requests.open_request(
        s,
        kind="contact",
        channel=turn.channel,
        contact_id=contact.id,
        now=turn.now,
        person_id=contact.person_id,
        dwelling_id=turn.dwelling_id,
        building_id=turn.building_id,
        language=turn.language,
        summary=problem["text"],
        typed_name=contact.typed_name,
        typed_address=contact.typed_address,
        private=_private(problem["situation"]),
    )
    if not urgent:
        _list(s, turn, request, problem)
    return {"request_id": request.id}


def _list(s: Session, turn: Turn, request: Request, problem: Mapping[str, Any]) -> None:
    """Put a noted problem into the advisers' list, as far as its own words describe it."""
    situation, conf = catalogue().situation(problem["situation"]), settings()
    requests.qualify(
        s,
        request,
        now=turn.now,
        by="assistant",
        kind="unqualified",
        situation=situation.code,
        urgency=problem["urgency"],
        due_at=calendar.due_at(backend().landlord, problem["urgency"], turn.now),
        summary=problem["text"],
        team=conf.teams.get(situation.trade, conf.teams["default"]),
        private=_private(situation.code),
    )


def _private(situation: str) -> bool:
    return catalogue().situation(situation).family in settings().private_families


def settle(s: Session, turn: Turn, report: Report, kept_in: Request | None) -> None:
    """The request that kept a noted problem's words is closed where another one holds them, or nobody needs it."""
    noted = s.get(Request, report.noted_request) if report.noted_request else None
    if noted is None:
        return
    timers.drop(s, FALLBACK_TIMER, noted.id)
    if (kept_in is None or kept_in.id != noted.id) and noted.kind in UNKNOWN_KINDS and noted.status in OPEN:
        joined = {"same_as": kept_in.reference} if kept_in else {}
        requests.change_status(s, noted, "closed", "assistant", turn.now, **joined)


def say_noted(dispatcher: CollectingDispatcher, problems: Iterable[Problem]) -> None:
    """Tell that the problems are noted and come after this one."""
    say(dispatcher, "problem_noted", problem=[_label(each.situation) for each in problems])


def say_order(dispatcher: CollectingDispatcher, report: Report) -> None:
    """Tell that several problems were understood, and with which one the questions begin."""
    others = [_label(each["situation"]) for each in report.next_problems]
    say(dispatcher, "problems_noted", first=_label(str(report.situation)), others=others)


def _label(situation: str) -> dict[str, Any]:
    return translated(catalogue().situation(situation).label)


def kept_report(s: Session, turn: Turn, report: Report) -> Report:
    """The report with its waiting problems kept in the database."""
    return replace(report, next_problems=keep(s, turn, report.next_problems)) if report.next_problems else report
