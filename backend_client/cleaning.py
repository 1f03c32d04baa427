"""When a building is cleaned and its green spaces are seen to (charter 5.1): the schedule, as dates to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import cells
from backend_client.calendar import is_holiday, local_instant, paris_day
from backend_client.cells import CellError
from backend_client.landlord import Landlord
from backend_client.models import CleaningRound
from backend_client.works_data import works_data

SHOWN = 3
_WEEK, _SEARCHED_DAYS = 7, 400
_MONTHS = 12


@dataclass(frozen=True)
class Rounds:
    """The next days of one service in a building, and between which hours (Paris), where that is set."""

    service: str
    days: tuple[date, ...]
    starts: time | None
    ends: time | None
    firm: str


def comes_on(row: CleaningRound, day: date) -> bool:
    """Whether a round is due on a day, holidays apart."""
    if day.weekday() not in row.weekdays or (row.months and day.month not in row.months):
        return False
    if row.first_day is None:
        return True
    monday = row.first_day - timedelta(days=row.first_day.weekday())
    return day >= row.first_day and (day - monday).days // _WEEK % row.every_weeks == 0


def next_days(row: CleaningRound, landlord: Landlord, now: datetime, count: int = SHOWN) -> tuple[date, ...]:
    """The next days of a round; nobody comes on a holiday, and today counts until its hour has passed."""
    first = paris_day(now)
    over = row.ends is not None and now >= local_instant(first, row.ends)
    every = (first + timedelta(days=offset) for offset in range(over, _SEARCHED_DAYS))
    return tuple(islice((day for day in every if comes_on(row, day) and not is_holiday(landlord, day)), count))


def of_building(s: Session, building_id: int, landlord: Landlord, now: datetime) -> list[Rounds]:
    """What is known for a building, in the order of the table of services; rounds that never come are left out."""
    rows = {row.service: row for row in s.scalars(select(CleaningRound).filter_by(building_id=building_id))}
    found = [
        Rounds(row.service, next_days(row, landlord, now), row.starts, row.ends, row.firm)
        for row in (rows[service] for service in works_data().services if service in rows)
    ]
    return [each for each in found if each.days]


def row_of(line: Mapping[str, str]) -> dict[str, object]:
    """The fields of an imported line: ``days`` as "mon,thu 08:00-12:00", ``months`` as "4|5|6".

    :raises CellError: a cell that cannot be used
    """
    if line["service"] not in works_data().services:
        raise CellError(f'"{line["service"]}" is no service: write one of {", ".join(works_data().services)}')
    weekdays, starts, ends = _days(line["days"])
    every_weeks = cells.number(line.get("every_weeks", ""), empty=1)
    first_day = cells.optional_day(line.get("first_day", ""))
    if every_weeks > 1 and first_day is None:
        raise CellError("every_weeks needs first_day, the first date on which somebody comes")
    return {
        "weekdays": weekdays,
        "starts": starts,
        "ends": ends,
        "every_weeks": every_weeks,
        "first_day": first_day,
        "months": sorted({_month(cell) for cell in cells.items(line.get("months", ""))}),
        "firm": line.get("firm", ""),
    }


def _days(cell: str) -> tuple[list[int], time | None, time | None]:
    if any(letter.isdigit() for letter in cell):
        spans = cells.spans(cell)
        if len(spans) == 1 and spans[0].ends is not None and spans[0].ends > spans[0].starts:
            return sorted(spans[0].days), spans[0].starts, spans[0].ends
        raise CellError(f'"{cell}" is no round: write for example mon,thu 08:00-12:00')
    return sorted({day for part in cell.split(",") for day in cells.weekdays(part.strip())}), None, None


def _month(cell: str) -> int:
    if (number := cells.number(cell)) > _MONTHS:
        raise CellError(f'"{cell}" is no month: write 1 to {_MONTHS}')
    return number
