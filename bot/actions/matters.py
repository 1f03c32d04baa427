"""Everything that is no repair: recorded at once for the right team, answered with the right words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import alerts, calendar, commitments, deadlines, effects, requests, routing
from backend_client.models import Request
from bot.actions import new_cleaning, privacy, promise_words, times, works
from bot.actions.consent import CONSENT, NO_CONSENT, end_of_day
from bot.actions.context import Turn, backend, catalogue, in_transaction, settings, upload_link
from bot.actions.looks import ITEMS, LETTER, NOTHING_SEEN, Seen, look
from bot.actions.noted import OPEN
from bot.actions.open_request import request_to_fill
from bot.actions.replies import Choice, choice, landlord_facts, say
from bot.actions.report_state import FORM as REPORT
from bot.actions.settings import Hours, Matter
from bot.actions.understanding import guess
from bot.actions.who_pays import CONTEST
from bot.actions.who_pays_case import Case
from common.catalogue import rank
from common.wording import day, moment, text_of


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
        told = _patrol(s, turn, known, matter) or _more(s, turn, known, matter) or _dated(s, turn, known, matter)
        key = matter.key if matter.intent == privacy.ASKED else told.key or "matter_again"
        return _told(s, turn, known, matter, key, told)
    seen = look(s, turn, matter.look)
    request = request_to_fill(s, contact, turn, matter.kind, beside)
    hours = matter.hours if matter.hours and matter.hours.cover(turn.now) else None
    urgency = seen.urgency or matter.urgency
    due_at = calendar.due_at(backend().landlord, seen.urgency, turn.now) if seen.urgency else seen.due_at
    requests.qualify(
        s,
        request,
        now=turn.now,
        by="assistant",
        kind=matter.kind,
        situation=turn.situations[0][0] if turn.situations and turn.situations[0][1] >= _sure() else None,
        urgency=urgency,
        due_at=due_at or due_of(matter, turn.now),
        summary=turn.words or turn.summary,
        person_id=contact.person_id,
        dwelling_id=turn.dwelling_id,
        building_id=turn.building_id,
        team=hours.team if hours else matter.team,
        private=matter.private,
        details=seen.details,
    )
    _promise(s, turn, request, matter, seen, hours)
    if seen.trade:
        routing.route(s, request, seen.trade, backend().landlord, turn.now)
    if hours or seen.alert:
        alerts.raise_alert(s, request, matter.kind if hours else str(seen.alert), turn.now, None)
    key = hours.key if hours else seen.key or _key(matter, turn.now)
    return _told(s, turn, request, matter, key, seen)


def _patrol(s: Session, turn: Turn, known: Request, matter: Matter) -> Seen | None:
    """It goes on in the hours of a team that can come: it is told so, once for each request."""
    hours = matter.hours if matter.hours and matter.hours.cover(turn.now) else None
    if hours is None or hours.promise is None or hours.promise in commitments.promised(s, known):
        return None
    due = deadlines.due_of(commitments.promises().by_number[hours.promise], backend().landlord, turn.now)
    commitments.open_commitment(s, known, hours.promise, due, turn.now)
    known.team = hours.team
    alerts.raise_alert(s, known, matter.kind, turn.now, None)
    return Seen(key=hours.key)


def _more(s: Session, turn: Turn, known: Request, matter: Matter) -> Seen | None:
    """Something else of the same matter, with a promise of its own or more pressing; None: nothing new."""
    seen = look(s, turn, matter.look) if matter.look == ITEMS else NOTHING_SEEN
    new = tuple(sorted(set(seen.promises or ()) - commitments.promised(s, known)))
    sooner = seen.urgency is not None and (known.urgency is None or rank(seen.urgency) < rank(known.urgency))
    if not new and not sooner:
        return None
    if sooner:
        due_at = calendar.due_at(backend().landlord, str(seen.urgency), turn.now)
        requests.qualify(
            s,
            known,
            now=turn.now,
            by="assistant",
            kind=known.kind,
            situation=known.situation,
            urgency=seen.urgency,
            due_at=due_at,
            summary=known.summary,
        )
    items = list(dict.fromkeys([*known.details.get("items", ()), *seen.details.get("items", ())]))
    requests.add_detail(s, known, "tenant", turn.now, items=items)
    _promise(s, turn, known, matter, replace(seen, promises=new), None)
    if seen.trade:
        routing.route(s, known, seen.trade, backend().landlord, turn.now)
    return replace(seen, key=seen.key or matter.key)


def _dated(s: Session, turn: Turn, known: Request, matter: Matter) -> Seen:
    """The day of a letter, told after the letter: its date moves with it."""
    seen = look(s, turn, matter.look) if matter.look == LETTER else NOTHING_SEEN
    if seen.promise_due is None or "letter_sent_on" in known.details:
        return NOTHING_SEEN
    requests.add_detail(s, known, "tenant", turn.now, **seen.details)
    known.due_at = seen.promise_due
    for number in matter.promises:
        owed = commitments.open_commitment(s, known, number, seen.promise_due, turn.now)
        commitments.move(s, owed, seen.promise_due, turn.now)
    if seen.alert:
        alerts.raise_alert(s, known, seen.alert, turn.now, None)
    return replace(seen, key=seen.key or matter.key)


def _promise(s: Session, turn: Turn, request: Request, matter: Matter, seen: Seen, hours: Hours | None) -> None:
    """Open what the charter promises for it. What the answer itself does keeps its promise at once."""
    landlord, by_number = backend().landlord, commitments.promises().by_number
    numbers = matter.promises if seen.promises is None else seen.promises
    patrol = (hours.promise,) if hours and hours.promise else ()
    for number in (*numbers, *patrol):
        due = seen.promise_due or deadlines.due_of(by_number[number], landlord, turn.now)
        commitments.open_commitment(s, request, number, due, turn.now)
    for act in seen.acts:
        requests.record(s, request, act, "hotline", turn.now)


def _key(matter: Matter, now: datetime) -> str:
    return matter.open_key if matter.open_key and calendar.is_open(backend().landlord, now) else matter.key


def _sure() -> float:
    return settings().thresholds.sure


def _same(s: Session, turn: Turn, matter: Matter) -> Request | None:
    for request in requests.latest_of(s, turn.contact(s), limit=10):
        fresh = request.created_at >= turn.now - timedelta(days=matter.same_days) and request.status in OPEN
        if fresh and request.kind == matter.kind:
            return request
    return None


def _told(s: Session, turn: Turn, request: Request, matter: Matter, key: str, seen: Seen) -> dict[str, Any]:
    asks_consent = matter.consent_days is not None and key == matter.key
    asked = None
    if not asks_consent:
        asked = new_cleaning.offered(s, request, turn.now) or times.offered(s, request, turn.now)
    link = upload_link(request.id, matter.upload) if matter.upload and not asks_consent and key == matter.key else ""
    return {
        "reference": request.reference,
        "key": key,
        "due_at": request.due_at.isoformat() if request.due_at else None,
        "asks_consent": asks_consent,
        "asks_rights": matter.intent == privacy.ASKED,
        "facts": {**seen.facts, "send": text_of("send_files", link=link) if link else ""},
        "asked": asked,
    }


def tell_matter(dispatcher: CollectingDispatcher, told: Mapping[str, Any], busy: bool = False) -> None:
    """Answer with the matter's own words, then ask what can be agreed at once.

    :param busy: a form waits for an answer: nothing else is asked
    """
    landlord = backend().landlord
    due = datetime.fromisoformat(told["due_at"]) if told["due_at"] else None
    say(
        dispatcher,
        told["key"],
        [] if busy else _lines(told),
        reference=told["reference"],
        due=moment(due) if due else "",
        day=day(calendar.paris_day(due)) if due else "",
        mediator=landlord.mediator.get("name", ""),
        mediator_url=landlord.mediator.get("url") or landlord.mediator.get("address", ""),
        **landlord_facts(landlord),
        **told["facts"],
    )
    if told["asked"] and not busy:
        key, lines = told["asked"]
        say(dispatcher, key, lines, reference=told["reference"])


def _lines(told: Mapping[str, Any]) -> list[Choice]:
    """What can be answered at once."""
    if told["asks_consent"]:
        return [choice(CONSENT), choice(NO_CONSENT)]
    return privacy.menu() if told["asks_rights"] else []


def names_a_repair(turn: Turn) -> bool:
    """Whether a message that was taken for a matter, but not for sure, names something broken for sure."""
    limits = settings().thresholds
    named = guess(turn.situations, limits).sure
    return turn.confidence < limits.matter and named is not None and catalogue().situation(named).trade != "tenancy"


async def promised(dispatcher: CollectingDispatcher, turn: Turn, loop: str | None) -> bool:
    """Answer a message that has the words of a promise, whatever its intent: a question that is only answered, or the
    matter that the intent stands for with these words. False: it has none, nothing was said."""
    wishes = promise_words.wishes(turn.words, turn.language)
    if answered := next((key for wish, key in settings().answers.items() if wish in wishes), None):
        say(dispatcher, answered)
        return True
    matter = settings().wish_of(turn.intent, wishes)
    if matter is None:
        return False
    await _record(dispatcher, turn, matter, loop)
    return True


async def _record(dispatcher: CollectingDispatcher, turn: Turn, matter: Matter, loop: str | None) -> None:
    told = await in_transaction(lambda s: open_matter(s, turn, matter, beside=loop == REPORT))
    tell_matter(dispatcher, told, busy=loop is not None)


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
        if turn.intent == works.INTENT and await works.told(dispatcher, turn, tracker.active_loop_name is not None):
            return []
        if await promised(dispatcher, turn, tracker.active_loop_name):
            return []
        await _record(dispatcher, turn, settings().matters[turn.intent], tracker.active_loop_name)
        return []
