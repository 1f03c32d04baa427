"""The hours of a duty: spans of the week in Paris wall-clock time, and what public holidays are to them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from backend_client.calendar import is_public_holiday, local_instant, paris_day

# What a public holiday is to the hours: as its weekday, like a Sunday, or nobody from 00:00 to 24:00.
HOLIDAYS = ("same", "sunday", "none")
_SUNDAY = 6
_DAY = timedelta(days=1)
Interval = tuple[datetime, datetime]


@dataclass(frozen=True)
class Span:
    """On ``days`` (Monday 0) from ``starts`` (included) to ``ends`` (excluded), Europe/Paris.

    ``ends`` None is 24:00. An end at or before the start is on the next day.
    """

    days: tuple[int, ...]
    starts: time
    ends: time | None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Span":
        """A span as it is stored: ``{"days": [0, 1], "starts": "18:00", "ends": "24:00"}``."""
        ends = None if row["ends"] == "24:00" else time.fromisoformat(row["ends"])
        return cls(tuple(sorted(set(row["days"]))), time.fromisoformat(row["starts"]), ends)

    def row(self) -> dict[str, Any]:
        """As it is stored."""
        ends = f"{self.ends:%H:%M}" if self.ends else "24:00"
        return {"days": list(self.days), "starts": f"{self.starts:%H:%M}", "ends": ends}

    def on(self, day: date) -> Interval:
        """The instants at which it begins and ends when it starts on a day of Paris."""
        starts = local_instant(day, self.starts)
        if self.ends is None:
            return starts, local_instant(day + _DAY, time())
        return starts, local_instant(day if self.ends > self.starts else day + _DAY, self.ends)


@dataclass(frozen=True)
class DutyHours:
    """When somebody of a duty is on call. No ``spans``: at every hour. ``region``: see ``is_public_holiday``."""

    spans: tuple[Span, ...] = ()
    holidays: str = "same"
    region: str = ""

    def hold(self, at: datetime) -> bool:
        """Whether an instant is within them."""
        day = paris_day(at)
        if self._shut(day):
            return False
        near = (interval for start in (day - _DAY, day) for interval in self._starting(start))
        return not self.spans or any(starts <= at < ends for starts, ends in near)

    def between(self, since: datetime, until: datetime) -> list[Interval]:
        """What of the time between two instants is within them, in order; intervals that touch are one."""
        first, last = paris_day(since) - _DAY, paris_day(until)
        days = [first + n * _DAY for n in range((last - first).days + 1)]
        inside = _joined(i for day in days for i in self._starting(day)) if self.spans else [(since, until)]
        for day in days:
            if self._shut(day):
                inside = _without(inside, (local_instant(day, time()), local_instant(day + _DAY, time())))
        clipped = ((max(starts, since), min(ends, until)) for starts, ends in inside)
        return [(starts, ends) for starts, ends in clipped if starts < ends]

    def _starting(self, day: date) -> list[Interval]:
        like_sunday = self.holidays == "sunday" and is_public_holiday(self.region, day)
        weekday = _SUNDAY if like_sunday else day.weekday()
        return [span.on(day) for span in self.spans if weekday in span.days]

    def _shut(self, day: date) -> bool:
        return self.holidays == "none" and is_public_holiday(self.region, day)


def _joined(intervals: Iterable[Interval]) -> list[Interval]:
    joined: list[Interval] = []
    for starts, ends in sorted(intervals):
        if starts >= ends:
            # A span within the hour that the spring night leaves out.
            continue
        if joined and starts <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        else:
            joined.append((starts, ends))
    return joined


def _without(intervals: list[Interval], hole: Interval) -> list[Interval]:
    parts: list[Interval] = []
    for starts, ends in intervals:
        parts += [(starts, min(ends, hole[0])), (max(starts, hole[1]), ends)]
    return [(starts, ends) for starts, ends in parts if starts < ends]
