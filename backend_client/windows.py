"""Arrival windows, computed from rows already read, and how well they suit a wish. Pure; wall-clock is Europe/Paris."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from backend_client.calendar import PARIS, is_holiday, local_instant, paris_day
from backend_client.landlord import Landlord

LENGTH = timedelta(hours=2)
# The longest way between two jobs, in minutes: windows that are further apart never meet.
MOST_TRAVEL = 240
_NOON = time(12)
_SATURDAY = 5


@dataclass(frozen=True)
class Window:
    """Two hours within which the contractor arrives. Aware datetimes in UTC."""

    contractor_id: int
    contractor_name: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Wish:
    """What the tenant would like.

    ``after``: later than this window. ``part``: "morning" (it starts before noon) or "afternoon". ``not_weekdays``: 0
    is Monday. ``not_before``, ``last``: the first and the last day that suit; ``not_days`` do not. ``starts``,
    ``ends``: clock times that a window may not begin before, or end after.
    """

    after: datetime | None = None
    part: str | None = None
    not_weekdays: Collection[int] = field(default=())
    not_before: date | None = None
    last: date | None = None
    not_days: Collection[date] = field(default=())
    starts: time | None = None
    ends: time | None = None

    def suits_day(self, day: date) -> bool:
        """Whether any window of a day may suit."""
        return (
            day.weekday() not in self.not_weekdays
            and day not in self.not_days
            and (self.not_before is None or day >= self.not_before)
            and (self.last is None or day <= self.last)
            and (self.after is None or day >= paris_day(self.after))
        )

    def suits(self, starts_at: datetime) -> bool:
        """Whether the tenant can take a window that starts then."""
        local, end = starts_at.astimezone(PARIS), (starts_at + LENGTH).astimezone(PARIS)
        return (
            self.suits_day(local.date())
            and (self.part is None or (local.time() < _NOON) == (self.part == "morning"))
            and (self.starts is None or local.time() >= self.starts)
            and (self.ends is None or (end.date() == local.date() and end.time() <= self.ends))
            and (self.after is None or starts_at > self.after)
        )

    @property
    def clocks(self) -> tuple[time, time]:
        """Between which times of day a window may start, as far as that is quickly told."""
        earliest = _NOON if self.part == "afternoon" else time.min
        latest = _NOON if self.part == "morning" else time.max
        return max(earliest, self.starts or time.min), min(latest, self.ends or time.max)

    def relaxed(self) -> Sequence["Wish"]:
        """Wishes that ask for less and less: any hour of the wished days, then any day at the wished hours."""
        days = replace(self, part=None, starts=None, ends=None)
        hours = replace(self, not_weekdays=(), not_before=None, last=None, not_days=())
        return [wish for wish in dict.fromkeys((days, hours)) if wish != self]


@lru_cache(maxsize=4096)
def start_of(day: date, starts: time) -> datetime | None:
    """When a window of a day begins; None where its hour is left out that night."""
    starts_at = local_instant(day, starts)
    return starts_at if starts_at.astimezone(PARIS).time() == starts else None


@dataclass(frozen=True)
class Firm:
    """When a contractor can come, as read. ``week``: places by weekday and start; ``dates``: those of a date, by start
    (None: of every window of the day); ``absences``: first and last days; ``travel``: see
    :class:`backend_client.models.Contractor`."""

    id: int
    name: str
    notice: timedelta
    horizon: timedelta
    travel: timedelta | None
    week: Mapping[int, Mapping[time, int]]
    dates: Mapping[date, Mapping[time | None, int]] = field(default_factory=dict)
    absences: Sequence[tuple[date, date]] = ()

    def places(self, day: date) -> Mapping[time, int]:
        """The windows of a day by start, with how many arrivals each has."""
        if any(first <= day <= last for first, last in self.absences):
            return {}
        weekly, dated = self.week.get(day.weekday(), {}), self.dates.get(day)
        if not dated:
            return weekly
        every = dated.get(None)
        of_day = weekly if every is None else dict.fromkeys(weekly, every)
        return {**of_day, **{starts: places for starts, places in dated.items() if starts is not None}}

    def starts_of(self, day: date) -> Iterator[tuple[datetime, int]]:
        """The windows of a day, with their places, in order. One that would begin in the hour that the spring night
        leaves out does not take place: its time could not be told."""
        for starts, places in sorted(self.places(day).items()):
            starts_at = start_of(day, starts)
            if places and starts_at is not None:
                yield starts_at, places

    def capacity(self, starts_at: datetime) -> int:
        """How many arrivals the window has that starts then; 0 where there is none."""
        return dict(self.starts_of(paris_day(starts_at))).get(starts_at, 0)

    def seats(self, starts_at: datetime, capacity: int, taken: Mapping[datetime, Collection[int]]) -> int:
        """The lowest free place of a window, from 1 on; 0: none is left.

        :param taken: places given, by the start of their window
        """
        given = taken.get(starts_at, ())
        if len(given) >= capacity:
            return 0
        blocked = {*given, *self._travelling(starts_at, taken)}
        return next((seat for seat in range(1, capacity + 1) if seat not in blocked), 0)

    def _travelling(self, starts_at: datetime, taken: Mapping[datetime, Collection[int]]) -> Iterator[int]:
        """Teams that have a window too near to be in time for both."""
        if self.travel is None:
            return
        for other, seats in taken.items():
            if other != starts_at and abs(other - starts_at) < LENGTH + self.travel:
                yield from seats


def is_off_day(landlord: Landlord, day: date) -> bool:
    """Whether works need the tenant's express agreement: Saturdays, Sundays, holidays (loi 89-462 art. 7 e)."""
    return day.weekday() >= _SATURDAY or is_holiday(landlord, day)


def days_of(wish: Wish, landlord: Landlord, first: date, last: date, off_days: bool) -> list[date]:
    """The days of a span that may suit, in order."""
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in span if wish.suits_day(day) and (off_days or not is_off_day(landlord, day))]


def free_windows(
    firm: Firm, days: Sequence[date], taken: Mapping[datetime, Collection[int]], now: datetime
) -> Iterator[tuple[datetime, int]]:
    """The starts of a contractor's windows on some days that can still be booked, each with the number of places left.

    None before the notice has run or after the horizon. ``taken``: places given, by the start of their window.
    """
    earliest, latest = now + firm.notice, now + firm.horizon
    for day in days:
        for starts_at, capacity in firm.starts_of(day):
            free = capacity - len(taken.get(starts_at, ()))
            if (
                free > 0
                and earliest <= starts_at <= latest
                and (firm.travel is None or firm.seats(starts_at, capacity, taken))
            ):
                yield starts_at, free


def by_nearness(window: Window, wanted: datetime) -> tuple[int, timedelta, datetime]:
    """Orders windows by how near they are to one that is gone: fewest days away, then fewest hours."""
    days = abs((paris_day(window.starts_at) - paris_day(wanted)).days)
    return days, abs(window.starts_at - wanted), window.starts_at
