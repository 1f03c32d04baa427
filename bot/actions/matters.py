"""Everything that is no repair: recorded at once for the right team, answered with the right words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import alerts, calendar, effects, requests
from backend_client.models import Request
from bot.actions.consent import CONSENT, NO_CONSENT, end_of_day
from bot.actions.context import Turn, backend, catalogue, in_transaction, settings
from bot.actions.noted import OPEN
from bot.actions.open_request import request_to_fill
from bot.actions.replies import choice, landlord_facts, say
from bot.actions.report_state import FORM as REPORT
from bot.actions.settings import Matter
from bot.actions.understanding import guess
from bot.actions.who_pays import CONTEST
from bot.actions.who_pays_case import Case
from common.wording import day, moment

SAME_MATTER = timedelta(days=1)
"""Within this time the same matter told again joins the request that is open for it."""


def due_of(matter: Matter, now: datetime) -> datetime | None:
    """By when the matter's team acts; days are calendar days that end when a working day does."""
    landlord = backend().landlord
    if matter.open_urgency and calendar.is_open(landlord, now):
        return calendar.due_at(landlord, matter.open_urgency, now)
    if matter.due_opening:
        return calendar.next_opening(landlord, now)
    if matter.due_days is not None:
        return end_of_day(now + timedelta(days=matter.due_days))
    return calendar.due_at(landlord, matter.urgency or "advice", now)


def open_matter(s: Session, turn: Turn, matter: Matter, beside: bool = False) -> dict[str, Any]:
    """Record a matter, once per message. Returns what its answer needs, as JSON.

    :param beside: it is told in the middle of a report, whose request it leaves alone
    """
    name = f"matter:{matter.intent}"
    return effects.once(s, turn.exchange_id, name, lambda: _open(s, turn, matter, beside), turn.now)


def _open(s: Session, turn: Turn, matter: Matter, beside: bool) -> dict[str, Any]:
    contact = turn.contact(s)
    known = _same(s, turn, matter)
    if known is not None:
        if turn.words:
            requests.add_detail(s, known, "tenant", turn.now, text=turn.words)
        return _told(known, matter, "matter_again")
    request = request_to_fill(s, contact, turn, matter.kind, beside)
    hours = matter.hours if matter.hours and matter.hours.cover(turn.now) else None
    requests.qualify(
        s,
        request,
        now=turn.now,
        by="assistant",
        kind=matter.kind,
        situation=turn.situations[0][0] if turn.situations and turn.situations[0][1] >= _sure() else None,
        urgency=matter.urgency,
        due_at=due_of(matter, turn.now),
        summary=turn.words or turn.summary,
        person_id=contact.person_id,
        dwelling_id=turn.dwelling_id,
        building_id=turn.building_id,
        team=hours.team if hours else matter.team,
        private=matter.private,
    )
    if hours:
        alerts.raise_alert(s, request, matter.kind, turn.now, None)
    return _told(request, matter, hours.key if hours else _key(matter, turn.now))


def _key(matter: Matter, now: datetime) -> str:
    return matter.open_key if matter.open_key and calendar.is_open(backend().landlord, now) else matter.key


def _sure() -> float:
    return settings().thresholds.sure


def _same(s: Session, turn: Turn, matter: Matter) -> Request | None:
    for request in requests.latest_of(s, turn.contact(s), limit=10):
        fresh = request.created_at >= turn.now - SAME_MATTER and request.status in OPEN
        if fresh and request.kind == matter.kind:
            return request
    return None


def _told(request: Request, matter: Matter, key: str) -> dict[str, Any]:
    return {
        "reference": request.reference,
        "key": key,
        "due_at": request.due_at.isoformat() if request.due_at else None,
        "asks_consent": matter.consent_days is not None and key == matter.key,
    }


def tell_matter(dispatcher: CollectingDispatcher, told: Mapping[str, Any]) -> None:
    """Answer with the matter's own words."""
    landlord = backend().landlord
    due = datetime.fromisoformat(told["due_at"]) if told["due_at"] else None
    say(
        dispatcher,
        told["key"],
        [choice(CONSENT), choice(NO_CONSENT)] if told["asks_consent"] else [],
        reference=told["reference"],
        due=moment(due) if due else "",
        day=day(calendar.paris_day(due)) if due else "",
        mediator=landlord.mediator.get("name", ""),
        **landlord_facts(landlord),
    )


def names_a_repair(turn: Turn) -> bool:
    """Whether a message that was taken for a matter, but not for sure, names something broken for sure."""
    limits = settings().thresholds
    named = guess(turn.situations, limits).sure
    return turn.confidence < limits.matter and named is not None and catalogue().situation(named).trade != "tenancy"


class ActionRecordMatter(Action):
    """Opens the request of whatever the intent stands for in ``matters.toml``."""

    def name(self) -> str:
        return "action_record_matter"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = Turn.of(tracker)
        if tracker.active_loop_name is None and names_a_repair(turn):
            return [FollowupAction("report_form")]
        if turn.intent == CONTEST and Case.of(tracker).answer_id is not None:
            # They do not agree with what was just said of who pays: that is looked at again, with all it rests on.
            return [FollowupAction("action_who_pays")]
        matter = settings().matters[turn.intent]
        reporting = tracker.active_loop_name == REPORT
        told = await in_transaction(lambda s: open_matter(s, turn, matter, beside=reporting))
        if tracker.active_loop_name:
            told = {**told, "asks_consent": False}
        tell_matter(dispatcher, told)
        return []
