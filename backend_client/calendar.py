"""Opening hours, holidays and due dates: pure functions on wall-clock rules of Europe/Paris.

Instants go in and come out as aware datetimes in UTC. Public holidays are those of code du travail
art. L3133-1 (and L3134-13 for Alsace-Moselle), from the pinned ``holidays`` package.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from backend_client.landlord import Hours, Landlord

PARIS = ZoneInfo("Europe/Paris")
# A promise of N days ends with the working day, whatever the office's own hours are.
CLOSING = time(18)
# Between which clock times tenants are written to about what can wait.
_DECENT = time(8), time(20)
_GAP_ENDS = time(3)
_SEARCHED_DAYS = 400
# The package has no common code for the two; both of its subdivisions keep the same two extra days.
_SUBDIVISIONS = {"": None, "Alsace-Moselle": "57"}
_DELAY_DAYS = {"1_day": 1, "3_days": 3, "10_days": 10}


def local_instant(day: date, clock: time) -> datetime:
    """The first instant (UTC) of a Paris day at which its clocks show ``clock`` or later.

    In the spring night, 02:30 does not exist and is 03:00; in the autumn night it occurs twice and is the
    first one.
    """
    instant = datetime.combine(day, clock.replace(fold=0), PARIS).astimezone(UTC)
    if instant.astimezone(PARIS).time() != clock:
        instant = datetime.combine(day, _GAP_ENDS, PARIS).astimezone(UTC)
    return instant


def paris_day(at: datetime) -> date:
    """The day on a Paris calendar at an instant."""
    return at.astimezone(PARIS).date()


def decent(at: datetime) -> datetime:
    """The first instant from ``at`` on when a tenant may be written to about what can wait: 08:00 to 20:00, Paris."""
    day = paris_day(at)
    first, last = (local_instant(day, clock) for clock in _DECENT)
    if at < first:
        return first
    return at if at < last else local_instant(day + timedelta(days=1), _DECENT[0])


@lru_cache(maxsize=256)
def _holidays(region: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FR", subdiv=_SUBDIVISIONS[region], years=year))


def is_public_holiday(region: str, day: date) -> bool:
    """Whether the day is a public holiday: ``region`` empty for the eleven national ones, or ``Alsace-Moselle``."""
    return day in _holidays(region, day.year)


def is_holiday(landlord: Landlord, day: date) -> bool:
    """Whether the day is a public holiday in the landlord's region."""
    return is_public_holiday(landlord.holiday_region, day)


def is_working_day(landlord: Landlord, day: date) -> bool:
    """Monday to Friday, no holiday, not a day on which the landlord is shut ("jour ouvré")."""
    return day.weekday() < 5 and not is_holiday(landlord, day) and day not in landlord.extra_closed


def _spans(landlord: Landlord, day: date) -> Iterator[tuple[datetime, datetime]]:
    """The instants between which the office is open on a day, in order."""
    if is_holiday(landlord, day) or day in landlord.extra_closed:
        return
    for hours in sorted(landlord.opening[day.weekday()], key=lambda h: h.starts):
        starts, ends = local_instant(day, hours.starts), _end(day, hours)
        if starts < ends:
            yield starts, ends


def _end(day: date, hours: Hours) -> datetime:
    return local_instant(day, hours.ends) if hours.ends else local_instant(day + timedelta(days=1), time())


def is_open(landlord: Landlord, at: datetime) -> bool:
    """Whether the office is open at an instant."""
    return any(starts <= at < ends for starts, ends in _spans(landlord, paris_day(at)))


def next_opening(landlord: Landlord, at: datetime) -> datetime:
    """The first instant from ``at`` on at which the office is open: ``at`` itself when it is open.

    Raises ``ValueError`` when the office stays shut for more than a year.
    """
    first = paris_day(at)
    for offset in range(_SEARCHED_DAYS):
        for starts, ends in _spans(landlord, first + timedelta(days=offset)):
            if at < ends:
                return max(starts, at.astimezone(UTC))
    raise ValueError("the office is not open on any day of the coming year")


def closure(landlord: Landlord, day: date) -> tuple[datetime, datetime]:
    """The time for which the office is shut before its first opening on a day or after it: a night, a whole weekend.

    From its last closing before to that opening. Raises ``ValueError`` as :func:`next_opening` does.
    """
    until = next_opening(landlord, local_instant(day, time()))
    for offset in range(_SEARCHED_DAYS):
        ends = [end for _, end in _spans(landlord, paris_day(until) - timedelta(days=offset)) if end <= until]
        if ends:
            return ends[-1], until
    raise ValueError("the office was not open on any day of the past year")


def due_at(landlord: Landlord, urgency: str, at: datetime) -> datetime | None:
    """By when a request received at ``at`` has to be dealt with; None for advice.

    ``emergency`` and ``on_call`` run day and night, in hours. The others end at 18:00 Paris of the N-th day
    after the day of receipt: working days or calendar days, as the landlord promises. Raises ``KeyError`` for
    an unknown urgency.
    """
    if urgency == "advice":
        return None
    if urgency in landlord.delay_hours:
        return at.astimezone(UTC) + timedelta(hours=landlord.delay_hours[urgency])
    day, left = paris_day(at), _DELAY_DAYS[urgency]
    while left:
        day += timedelta(days=1)
        left -= not landlord.working_days or is_working_day(landlord, day)
    return local_instant(day, CLOSING)


def in_heating_season(landlord: Landlord, day: date) -> bool:
    """Whether collective heating has to be on; both ends of the season are included."""
    (first, last), today = landlord.heating_season, (day.month, day.day)
    return first <= today <= last if first <= last else today >= first or today <= last
