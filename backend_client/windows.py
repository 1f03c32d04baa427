"""Free arrival windows, computed from rows already read. Pure; wall-clock times are Europe/Paris."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from backend_client.calendar import PARIS, is_holiday, local_instant, paris_day
from backend_client.landlord import Landlord
from backend_client.models import AvailabilityTemplate, Contractor

LENGTH = timedelta(hours=2)
_NOON = time(12)
_PARTS = {None: (time.min, time.max), "morning": (time.min, time(11, 59, 59)), "afternoon": (_NOON, time.max)}


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

    ``after``: later than this window. ``part``: "morning" (it starts before noon) or "afternoon".
    ``not_weekdays``: 0 is Monday. ``not_before``: the first day, or instant, that suits.
    """

    after: datetime | None = None
    part: str | None = None
    not_weekdays: Collection[int] = field(default=())
    not_before: date | datetime | None = None

    def suits(self, starts_at: datetime) -> bool:
        """Whether a window that starts then is one the tenant can take."""
        local = starts_at.astimezone(PARIS)
        first, last = _PARTS[self.part]
        return (
            first <= local.time() <= last
            and local.weekday() not in self.not_weekdays
            and (self.after is None or starts_at > self.after)
            and (self.not_before is None or starts_at >= _instant(self.not_before))
        )


def _instant(moment: date | datetime) -> datetime:
    return moment if isinstance(moment, datetime) else local_instant(moment, time.min)


def free_windows(
    contractor: Contractor,
    templates: Sequence[AvailabilityTemplate],
    exceptions: Collection[date],
    taken: Mapping[datetime, int],
    landlord: Landlord,
    now: datetime,
) -> Iterator[tuple[Window, int]]:
    """A contractor's windows that can still be booked, with their free places, in order of time.

    ``taken`` counts the places given by window start. No window on Saturdays, Sundays and public holidays
    (loi 89-462 art. 7 e), none before the notice has run or after the horizon.
    """
    earliest = now + timedelta(hours=contractor.notice_hours)
    latest = now + timedelta(days=contractor.horizon_days)
    in_order = sorted(templates, key=lambda t: t.starts)
    day, last_day = paris_day(earliest), paris_day(latest)
    while day <= last_day:
        if day.weekday() < 5 and day not in exceptions and not is_holiday(landlord, day):
            for template in in_order:
                starts_at = local_instant(day, template.starts)
                free = template.capacity - taken.get(starts_at, 0)
                if template.weekday == day.weekday() and earliest <= starts_at <= latest and free > 0:
                    yield Window(contractor.id, contractor.name, starts_at, starts_at + LENGTH), free
        day += timedelta(days=1)
