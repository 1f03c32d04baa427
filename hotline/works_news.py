"""Notices sent to tenants: at a decent hour, at a pace that holds no page up, once each. And what followers are told.

One timer sends for all notices, a few messages each time, so that whatever is urgent always comes next. What a tenant
is told is decided in the transaction that queues the message: a crash loses nobody and doubles nobody.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend_client import alerts, conversations, followers, outbox, requests, timers, works, works_news
from backend_client.landlord import Landlord
from backend_client.models import Follower, WorksNotice, WorksTelling
from backend_client.works_hours import next_decent
from bot.actions.replies import choice
from bot.actions.works_facts import facts_of, what
from common.wording import text_of, translated
from hotline import appointment_news
from hotline.life_news import put_off
from hotline.services import Services

EVERY = timedelta(seconds=10)
"""How often some messages are handed over: a sixth of what leaves in a minute."""
_A_MINUTE = timedelta(minutes=1)
_HELD_UP = 3
"""So many hand-overs may be on the way; then the provider is slow, and the rest waits."""
OVERDUE = "outage_overdue"
_TEXTS: Mapping[tuple[str, str], str] = {
    ("announced", works.WORKS): "works-announced",
    ("announced", works.PLANNED_OUTAGE): "works-outage-planned",
    ("announced", works.OUTAGE): "works-outage-now",
    ("changed", works.OUTAGE): "works-outage-now",
    ("changed", works.WORKS): "works-changed",
    ("changed", works.PLANNED_OUTAGE): "works-changed",
}
# By how what was followed ended: the text for whoever follows it, and the status of their request.
_ENDS: Mapping[str, tuple[str | None, str]] = {
    followers.DONE: ("works-follow-done", "done"),
    followers.CLOSED: ("works-follow-closed", "closed"),
    followers.CANCELLED: ("works-follow-cancelled", "closed"),
    followers.TOLD: (None, "done"),
    followers.TOLD_CANCELLED: (None, "closed"),
}


def send(s: Session, services: Services, subject: int, now: datetime) -> None:
    """Hand over the next few messages, count the rounds that are over, and wait for the next time."""
    landlord = services.backend.landlord
    batch = max(1, landlord.works.per_minute * EVERY // _A_MINUTE)
    may = {outage: next_decent(landlord, outage, now) <= now for outage in (True, False)}
    if may[True] and works_news.on_the_way(s) < batch * _HELD_UP:
        for telling in works_news.waiting(s, batch, outages_only=not may[False]):
            write(s, telling, now)
    going_on = [not works_news.settle(s, notice, now) for notice in works_news.unsettled(s)]
    if any(going_on):
        timers.set_timer(s, works_news.SEND_TIMER, subject, _next(s, landlord, now))


def _next(s: Session, landlord: Landlord, now: datetime) -> datetime:
    """When there is something to do again: soon, or when tenants may be written to again."""
    if works_news.on_the_way(s) or not works_news.is_waiting(s):
        return now + EVERY
    outage = works_news.is_waiting(s, outages_only=True)
    return max(now + EVERY, next_decent(landlord, outage, now))


def write(s: Session, telling: WorksTelling, now: datetime) -> None:
    """Queue one tenant's message, or note why there is none. The conversation keeps a request of the tenant's own."""
    contact, why = works_news.contact_of(s, telling.person_id)
    telling.at = now
    if contact is None:
        telling.status, telling.why = "skipped", why
        return
    notice = telling.notice
    conversation = conversations.open_conversation(s, contact) or conversations.conversation_for(s, contact, now)
    row = outbox.queue(
        s,
        conversation,
        key=_TEXTS.get((telling.news, notice.kind), f"works-{telling.news}"),
        facts=facts_of(notice),
        effect=f"works-{notice.id}-{telling.round}",
        now=now,
        language=contact.language or telling.person.language,
        request_id=notice.request_id,
        author="hotline",
        data={"proactive": True},
    )
    assert row is not None  # without a cause nothing can already be there
    telling.status, telling.contact_id, telling.exchange_id = "written", contact.id, row.id


def over(s: Session, services: Services, notice_id: int, now: datetime) -> None:
    """The end that was given has come: planned works are over by themselves; of an outage somebody has to say it."""
    notice = s.get(WorksNotice, notice_id, with_for_update=True)
    if notice is None or notice.cancelled_at is not None or notice.ended_at is not None:
        return
    if notice.ends_at is not None and notice.ends_at > now:
        return
    if notice.kind == works.OUTAGE:
        alerts.raise_alert(s, notice.request, OVERDUE, now, None)
        timers.set_timer(s, works.OVER_TIMER, notice.id, now + works.STILL_ON)
    else:
        works.end(s, notice, "hotline", now, tell=False)


def followed(s: Session, services: Services, follower_id: int, now: datetime) -> None:
    """See whether what a tenant follows has ended; they are told once, and their request ends with it."""
    row = s.get(Follower, follower_id, with_for_update=True)
    if row is None or row.told_at is not None:
        return
    if row.request.status in ("closed", "refused"):
        row.told_at = now
        return
    ended = followers.ended(s, row)
    if ended is None:
        timers.set_timer(s, followers.TIMER, row.id, followers.next_look(row, now))
        return
    key, status = _ENDS[ended]
    if key is not None and put_off(s, followers.TIMER, row.id, now):
        return
    row.told_at = now
    if key is not None:
        _tell_follower(s, services, row, key, now)
    if status in requests.TRANSITIONS[row.request.status]:
        requests.change_status(s, row.request, status, "hotline", now)


def _tell_follower(s: Session, services: Services, row: Follower, key: str, now: datetime) -> None:
    request = row.request
    lines = [choice("report", intent="report_problem")]
    facts = {"reference": request.reference, "problem": problem_of(services, row)}
    appointment_news.tell_with_choices(s, services, request, key, facts, lines, f"followed-{row.id}", now)


def problem_of(services: Services, row: Follower) -> dict[str, Any]:
    """What was followed, in words."""
    if row.notice is not None:
        return what(row.notice)
    code = row.request.situation
    return translated(services.catalogue.situation(code).label) if code else text_of("understood_request")


WORK = {works_news.SEND_TIMER: send, works.OVER_TIMER: over, followers.TIMER: followed}
