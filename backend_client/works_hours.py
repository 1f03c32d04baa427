"""When and how fast tenants are written to by the landlord's own initiative: decent hours, and a pace.

Pure; wall-clock rules of Europe/Paris. Works are announced from Monday to Saturday, never on a holiday; what is out of
order now is told every day, within hours of its own. Both are the landlord's (``[works]`` in ``landlord.toml``).
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from backend_client.calendar import is_holiday, local_instant, paris_day
from backend_client.landlord import Landlord

_SUNDAY = 6
_SEARCHED_DAYS = 30


def _spans(landlord: Landlord, outage: bool, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The spans of decent hours that end after an instant, in order."""
    works, first = landlord.works, paris_day(at)
    starts, ends = works.outage_hours if outage else works.hours
    for offset in range(_SEARCHED_DAYS):
        day = first + timedelta(days=offset)
        if not outage and (day.weekday() == _SUNDAY or is_holiday(landlord, day)):
            continue
        if at < (end := local_instant(day, ends)):
            yield max(local_instant(day, starts), at.astimezone(UTC)), end


def next_decent(landlord: Landlord, outage: bool, at: datetime) -> datetime:
    """The first instant from ``at`` on at which tenants may be written to: ``at`` itself when they may now."""
    return next(_spans(landlord, outage, at))[0]


def last_sent(landlord: Landlord, outage: bool, at: datetime, count: int) -> datetime:
    """When the last of so many messages leaves, if the first one leaves as soon as it may."""
    left = timedelta(minutes=count / landlord.works.per_minute)
    for starts, ends in _spans(landlord, outage, at):
        if left <= ends - starts:
            return starts + left
        left -= ends - starts
    raise ValueError(f"{count} messages are not sent within {_SEARCHED_DAYS} days at this pace")
