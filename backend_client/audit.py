"""What every yearly report leans on: the period, the places, the figures, and counts too small to be shown.

The figures are defined in docs/audit.md. All is read; nothing is written.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cached_property
from math import floor
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend_client.calendar import local_instant, paris_day
from backend_client.models import Building, Dwelling, Residence

LEAST = 5
"""The smallest count of a private matter, and the smallest number of answers with a mean, that is shown."""

_DAY = timedelta(days=1)
_MOST_DAYS = 3660
_K = TypeVar("_K", bound=Hashable)


class AuditError(ValueError):
    """A report cannot be made. The message says in one sentence what is wrong."""


class Hidden(Enum):
    """Why a figure is not shown."""

    SMALL = "< 5"
    """Between 1 and 4."""
    HELD_BACK = "n. c."
    """Five or more, but a small one could be worked out from it."""
    NOT_MEASURED = "non mesuré"
    """Nothing records it."""


Count = int | Hidden
Figure = float | Hidden | None
"""None: there is nothing to compute it from."""


@dataclass(frozen=True)
class Period:
    """From the first to the last Paris day, both included."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise AuditError(f"The period ends on {self.until}, before it begins on {self.since}.")
        if (self.until - self.since).days > _MOST_DAYS:
            raise AuditError("The period is longer than ten years.")

    @classmethod
    def read(cls, since: str, until: str, now: datetime) -> "Period":
        """The days written as 2026-01-31. Left out: until today, and the eleven months before this one as well.

        :raises AuditError: not a day, or the end before the beginning
        """
        last = _day(until) if until else paris_day(now)
        if since:
            return cls(_day(since), last)
        month = last.month - 11
        return cls(date(last.year - (month < 1), month + 12 * (month < 1), 1), last)

    @cached_property
    def starts_at(self) -> datetime:
        return local_instant(self.since, time())

    @cached_property
    def ends_at(self) -> datetime:
        """The first instant that is not part of it."""
        return local_instant(self.until + _DAY, time())

    @cached_property
    def months(self) -> tuple[date, ...]:
        """The first day of each Paris month that the period touches."""
        first, found = self.since.replace(day=1), []
        while first <= self.until:
            found.append(first)
            first = (first + timedelta(days=32)).replace(day=1)
        return tuple(found)

    @cached_property
    def _month_starts(self) -> list[datetime]:
        return [local_instant(month, time()) for month in self.months]

    def month_of(self, at: datetime) -> date:
        """The Paris month of an instant of the period."""
        return self.months[bisect_right(self._month_starts, at) - 1]

    def a_year_before(self) -> "Period":
        """The same days of the year before: what a season does to figures is the same in both."""
        return Period(_year_before(self.since), _year_before(self.until))


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise AuditError(f'"{written}" is not a day: write it as 2026-01-31.') from None


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


@dataclass(frozen=True)
class Place:
    """A residence or a building, by its row's id. ``residence_id`` of a residence is its own."""

    id: int
    residence_id: int
    code: str
    name: str
    dwellings: int


@dataclass(frozen=True)
class Places:
    """Where requests come from. ``wanted``: the residence to which a report is limited."""

    residences: Mapping[int, Place]
    buildings: Mapping[int, Place]
    building_of: Mapping[int, int]
    wanted: int | None = None

    @classmethod
    def read(cls, s: Session, residence: str = "") -> "Places":
        """:raises AuditError: there is no residence with that code"""
        counts = dict(s.execute(select(Dwelling.building_id, func.count()).group_by(Dwelling.building_id)).all())
        rows = s.execute(select(Building.id, Building.residence_id, Building.code, Building.name, Building.address))
        buildings = {
            number: Place(number, estate, code, f"{name}, {address}", counts.get(number, 0))
            for number, estate, code, name, address in rows
        }
        sizes: dict[int, int] = {}
        for building in buildings.values():
            sizes[building.residence_id] = sizes.get(building.residence_id, 0) + building.dwellings
        estates = s.execute(select(Residence.id, Residence.code, Residence.name)).all()
        residences = {
            number: Place(number, number, code, name, sizes.get(number, 0))
            for number, code, name in sorted(estates, key=lambda row: (by_name(row[2]), row[1]))
        }
        wanted = next((each.id for each in residences.values() if each.code == residence), None)
        if residence and wanted is None:
            raise AuditError(f'There is no residence "{residence}".')
        of = dict(s.execute(select(Dwelling.id, Dwelling.building_id)).all())
        return cls(residences, buildings, of, wanted)

    def building(self, building_id: int | None, dwelling_id: int | None) -> int | None:
        """The building of a request: its own, else its dwelling's."""
        return building_id or (self.building_of.get(dwelling_id) if dwelling_id else None)

    def residence(self, building_id: int | None, dwelling_id: int | None) -> int | None:
        """The residence of a request; None: nobody knows."""
        found = self.building(building_id, dwelling_id)
        place = self.buildings.get(found) if found else None
        return place.residence_id if place else None

    def shown(self, residence_id: int | None) -> bool:
        """Whether the report is about a residence (or about all)."""
        return self.wanted is None or residence_id == self.wanted

    @property
    def listed(self) -> tuple[Place, ...]:
        """The residences that the report is about, by name."""
        return tuple(each for each in self.residences.values() if self.shown(each.id))

    @property
    def dwellings(self) -> int:
        """How many dwellings the report is about."""
        return sum(each.dwellings for each in self.listed)


def by_name(name: str) -> str:
    """A key that sorts names as people do, whatever the database does: without accents, capitals or signs."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if letter.isalnum() or letter == " ").strip()


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which this share lies, interpolated as a spreadsheet's PERCENTILE.INC; None without values."""
    if not values:
        return None
    ordered = sorted(values)
    at = (len(ordered) - 1) * share
    low = floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def median(values: Sequence[float]) -> float | None:
    """The middle value; None without values."""
    return percentile(values, 0.5)


def percent(part: int, whole: int) -> float | None:
    """A share in percent; None of nothing."""
    return 100 * part / whole if whole else None


def mean(total: float, count: int) -> float | None:
    """The mean; None of nothing."""
    return total / count if count else None


def change(now: int, before: int) -> float | None:
    """From before to now, in percent; None where there was nothing before."""
    return 100 * (now - before) / before if before else None


def hidden(counts: Mapping[_K, int]) -> dict[_K, Hidden]:
    """Which counts of one private matter are not shown where its total is.

    Those from 1 to 4 are not. Where they could be worked out from the total (a single one, or together still below 5)
    the next smallest ones are held back as well.
    """
    found = {key: Hidden.SMALL for key, count in counts.items() if 0 < count < LEAST}
    others = sorted((key for key, count in counts.items() if count >= LEAST), key=lambda key: counts[key])
    for key in others if found else []:
        if len(found) > 1 and sum(counts[each] for each in found) >= LEAST:
            break
        found[key] = Hidden.HELD_BACK
    return found


def small(count: int) -> Count:
    """A private total as it is shown."""
    return Hidden.SMALL if 0 < count < LEAST else count
