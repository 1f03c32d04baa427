"""Dates of promises: pure functions on the landlord's days. When one is due, when staff are warned, what a pause moves.

Working time is 09:00 to 18:00 (Paris) of the days on which delays run: the landlord's working days, or every day where
the landlord promises calendar days. Instants go in and come out as aware datetimes in UTC.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from backend_client.calendar import CLOSING, is_working_day, local_instant, paris_day
from backend_client.commitments import SIGNIFICANT_ACTION, Promise, Promises, Span
from backend_client.landlord import Landlord

OPENS = time(9)
_MINUTE = timedelta(minutes=1)
_LONGEST = timedelta(days=3660)


def counts(landlord: Landlord, day: date) -> bool:
    """Whether a promise in days runs on a day."""
    return not landlord.working_days or is_working_day(landlord, day)


def due_of(promise: Promise, landlord: Landlord, now: datetime) -> datetime:
    """The default date of a promise that is opened now. Days end at 18:00.

    :raises ValueError: the promise has no default; the date of 3.2 is that of the request's urgency
    """
    if promise.due is None:
        raise ValueError(f"promise {promise.number} has no delay of its own")
    return later(landlord, promise.due, now)


def later(landlord: Landlord, span: Span, at: datetime) -> datetime:
    """An instant plus a span: days, of either kind, end at 18:00 of the last one."""
    if span.minutes or span.hours:
        return at.astimezone(UTC) + timedelta(hours=span.hours, minutes=span.minutes)
    if span.days:
        return local_instant(paris_day(at) + timedelta(days=span.days), CLOSING)
    return local_instant(_counted(landlord, paris_day(at), span.working_days, 1), CLOSING)


def warn_at(promise: Promise, table: Promises, urgency: str | None, landlord: Landlord, due_at: datetime) -> datetime:
    """When staff are warned of a date: before it always. Working days before it, at 09:00 of that day."""
    span = table.warn.get(urgency or "") if promise.number == SIGNIFICANT_ACTION else promise.warn
    if span is None:
        return due_at
    if span.working_days:
        return local_instant(_counted(landlord, paris_day(due_at), span.working_days, -1), OPENS)
    return due_at - timedelta(hours=span.hours, minutes=span.minutes, days=span.days)


def _counted(landlord: Landlord, day: date, left: int, step: int) -> date:
    while left:
        day += timedelta(days=step)
        left -= counts(landlord, day)
    return day


def worked(landlord: Landlord, starts_at: datetime, ends_at: datetime) -> timedelta:
    """The working time between two instants."""
    total, day = timedelta(), paris_day(starts_at)
    while day <= paris_day(ends_at):
        if counts(landlord, day):
            opens, closes = local_instant(day, OPENS), local_instant(day, CLOSING)
            total += max(timedelta(), min(closes, ends_at) - max(opens, starts_at))
        day += timedelta(days=1)
    return total


def moved(landlord: Landlord, due_at: datetime, starts_at: datetime, ends_at: datetime, hourly: bool) -> datetime:
    """A date after a pause of the clock: later by the whole minutes of working time that the pause took, never earlier.

    :param hourly: the promise runs day and night, so every hour of the pause counts
    """
    if hourly:
        return due_at + max(timedelta(), ends_at - starts_at)
    left, day = worked(landlord, starts_at, ends_at) // _MINUTE * _MINUTE, paris_day(due_at)
    if not left:
        return due_at
    while day <= paris_day(due_at) + _LONGEST:
        if counts(landlord, day):
            opens, closes = max(due_at, local_instant(day, OPENS)), local_instant(day, CLOSING)
            room = max(timedelta(), closes - opens)
            if left <= room:
                return opens + left
            left -= room
        day += timedelta(days=1)
    raise ValueError("a pause longer than ten years of working time")


def morning_of(at: datetime) -> datetime:
    """09:00 (Paris) of the day of an instant."""
    return local_instant(paris_day(at), OPENS)


@dataclass(frozen=True)
class Look:
    """What is to be done about an open commitment at an instant, and when to look again (None: never)."""

    warn: bool = False
    breach: bool = False
    again_at: datetime | None = None


def look(due_at: datetime, warn_at: datetime, warned: bool, now: datetime) -> Look:
    """Warn from ``warn_at`` on, once; at the date itself it is late, and there is nothing more to look at.

    A ``warn_at`` that is not before the date means that nobody is warned.
    """
    if now >= due_at:
        return Look(breach=True)
    if not warned and now < warn_at < due_at:
        return Look(again_at=warn_at)
    return Look(warn=not warned and warn_at < due_at, again_at=due_at)
