"""What stands for promises that are no duty for each case: messages answered (3.1), tenants told of orders (3.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, extract, func, select
from sqlalchemy.orm import Session, aliased

from backend_client.audit import Figure, Period, Places, median, percent, percentile
from backend_client.models import Contact, Conversation, Exchange, Incident, Request, WorkOrder

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Reach:
    """Tenants' messages of a period, over all residences. ``for_staff``: an adviser had the conversation in hand, or
    the sender had opted out; the share answered, in percent, is of the others. First answers in seconds."""

    messages: int
    answered: int
    for_staff: int
    share: Figure
    median: Figure
    p90: Figure


@dataclass(frozen=True)
class OnCall:
    """Urgent matters handed to the duty: how many somebody took, and after how many minutes."""

    incidents: int
    taken: int
    share: Figure
    median: Figure
    p90: Figure


@dataclass(frozen=True)
class Orders:
    """Work orders sent to contractors: how many tenants were told, and how many hours after the sending."""

    orders: int
    told: int
    share: Figure
    median: Figure
    p90: Figure


def reach(s: Session, period: Period) -> Reach:
    """How messages of tenants were answered. The answer's moment is that at which it was put on its way."""
    answer = aliased(Exchange)
    staff = select(Conversation.id).join(Contact, Contact.id == Conversation.contact_id)
    first = (
        select(Exchange.status, Exchange.created_at.label("asked_at"), func.min(answer.created_at).label("answered_at"))
        .outerjoin(answer, (answer.cause_id == Exchange.id) & (answer.direction == "out"))
        .where(
            Exchange.direction == "in",
            Exchange.created_at >= period.starts_at,
            Exchange.created_at < period.ends_at,
            Exchange.conversation_id.not_in(staff.where(Contact.technician_id.is_not(None))),
        )
        .group_by(Exchange.id)
        .subquery()
    )
    tenths = _tenths(s, first.c.asked_at, first.c.answered_at)
    rows = s.execute(select(first.c.status, tenths, func.count()).group_by(first.c.status, tenths)).all()
    waits = sorted((wait, count) for _, wait, count in rows if wait is not None)
    messages, answered = sum(count for _, _, count in rows), sum(count for _, count in waits)
    for_staff = sum(count for status, wait, count in rows if wait is None and status == "recorded")
    return Reach(
        messages,
        answered,
        for_staff,
        percent(answered, messages - for_staff),
        _of_counts(waits, 0.5),
        _of_counts(waits, 0.9),
    )


def _tenths(s: Session, since: ColumnElement[Any], until: ColumnElement[Any]) -> ColumnElement[int | None]:
    """The time between two columns in tenths of a second, by the database: there are too many rows to fetch."""
    if s.get_bind().dialect.name == "sqlite":
        passed = (func.julianday(until) - func.julianday(since)) * 86400
    else:
        passed = extract("epoch", until - since)
    return cast(func.round(passed * 10), Integer)


def _of_counts(waits: Sequence[tuple[int, int]], share: float) -> float | None:
    """A percentile, in seconds, of tenths of a second and how often each occurs, in order."""
    total = sum(count for _, count in waits)
    if not total:
        return None
    at = (total - 1) * share
    low, high = _nth(waits, int(at)), _nth(waits, min(int(at) + 1, total - 1))
    return (low + (high - low) * (at - int(at))) / 10


def _nth(waits: Sequence[tuple[int, int]], number: int) -> int:
    for wait, count in waits:
        if number < count:
            return wait
        number -= count
    raise IndexError(number)


def on_call(s: Session, period: Period, places: Places) -> OnCall:
    """The incidents that were opened in a period, in the residences that the report is about."""
    rows = s.execute(
        select(Incident.opened_at, Incident.taken_at, Incident.status, Request.building_id, Request.dwelling_id)
        .join(Request, Request.id == Incident.request_id)
        .where(Incident.opened_at >= period.starts_at, Incident.opened_at < period.ends_at)
    )
    shown = [
        (opened, taken)
        for opened, taken, status, *where in rows
        if places.shown(places.residence(*where)) and (taken is not None or status != "cancelled")
    ]
    minutes = [(taken - opened) / _MINUTE for opened, taken in shown if taken is not None]
    share = percent(len(minutes), len(shown))
    return OnCall(len(shown), len(minutes), share, median(minutes), percentile(minutes, 0.9))


def orders(s: Session, period: Period, places: Places) -> Orders:
    """The work orders that were sent in a period, in the residences that the report is about."""
    rows = s.execute(
        select(WorkOrder.sent_at, WorkOrder.told_at, Request.building_id, Request.dwelling_id)
        .join(Request, Request.id == WorkOrder.request_id)
        .where(WorkOrder.sent_at >= period.starts_at, WorkOrder.sent_at < period.ends_at)
    )
    shown = [(sent, told) for sent, told, *where in rows if places.shown(places.residence(*where))]
    hours = [(told - sent) / _HOUR for sent, told in shown if told is not None]
    share = percent(len(hours), len(shown))
    return Orders(len(shown), len(hours), share, median(hours), percentile(hours, 0.9))
