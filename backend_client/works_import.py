"""Works notices from a spreadsheet: all of them are taken, or none, with every mistake named by its line.

Columns: ``reference``, ``kind``, ``residences`` or ``buildings`` (codes, ``|`` between several), ``nature``,
``starts``, ``ends``, ``place``, ``manager``, ``firms``; optional ``title``, ``duration``. Times are Paris wall-clock;
a day alone is the whole day.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import cells, works
from backend_client.calendar import local_instant
from backend_client.cells import CellError
from backend_client.database import Database
from backend_client.importing import FileError, read_rows
from backend_client.landlord import Landlord
from backend_client.models import Building, Residence, WorksNotice
from backend_client.works import Draft, WorksRefused

REQUIRED = ("reference", "kind", "nature", "starts", "ends", "place", "manager", "firms")
OPTIONAL = ("residences", "buildings", "title", "duration")
_TEXTS = ("reference", "kind", "nature", "title", "duration", "place", "manager", "firms")
_HAS_TIME = re.compile(r"\d[:h]")


@dataclass
class WorksReport:
    """What a file did. ``errors``: line number and what is wrong; with any, nothing was written."""

    announced: list[str] = field(default_factory=list)
    unchanged: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)


class _Undone(Exception):
    """Takes back what a file with a mistake had begun."""


def start_of(cell: str) -> datetime | None:
    """When something starts: a moment, or the beginning of a day; None for an empty cell. :raises CellError:"""
    return _instant(cell, timedelta())


def end_of(cell: str) -> datetime | None:
    """When something ends: a moment, or the end of a day; None for an empty cell. :raises CellError:"""
    return _instant(cell, timedelta(days=1))


def _instant(cell: str, whole_day: timedelta) -> datetime | None:
    if not cell:
        return None
    return cells.moment(cell) if _HAS_TIME.search(cell) else local_instant(cells.day(cell) + whole_day, time())


def buildings_named(s: Session, residences: Iterable[str], buildings: Iterable[str]) -> tuple[int, ...]:
    """The ids of the buildings of these codes. :raises CellError: a code that is unknown"""
    found: set[int] = set()
    for code in residences:
        residence = s.scalar(select(Residence).where(Residence.code == code))
        if residence is None:
            raise CellError(f'the residence "{code}" is unknown')
        found |= set(s.scalars(select(Building.id).where(Building.residence_id == residence.id)))
    for code in buildings:
        number = s.scalar(select(Building.id).where(Building.code == code))
        if number is None:
            raise CellError(f'the building "{code}" is unknown')
        found.add(number)
    return tuple(sorted(found))


def draft_of_cells(s: Session, line: Mapping[str, str]) -> Draft:
    """A line, or the options of a command. :raises CellError: a cell that cannot be read"""
    return Draft(
        buildings=buildings_named(s, cells.items(line.get("residences", "")), cells.items(line.get("buildings", ""))),
        starts_at=start_of(line.get("starts", "")),
        ends_at=end_of(line.get("ends", "")),
        **{name: line.get(name, "") for name in _TEXTS},
    )


def import_works(db: Database, path: Path, landlord: Landlord, now: datetime) -> WorksReport:
    """Announce every notice of a file, or none. A line that is known already, word for word, is left alone."""
    report = WorksReport()
    try:
        rows = list(read_rows(path, REQUIRED, OPTIONAL))
    except FileError as error:
        report.errors.append((1, str(error)))
        return report
    try:
        with db.transaction() as s:
            for number, line in rows:
                _take(s, number, line, f"file:{path.name}"[:80], landlord, now, report)
            if report.errors:
                raise _Undone
    except _Undone:
        report.announced, report.unchanged = [], 0
    return report


def _take(
    s: Session,
    number: int,
    line: Mapping[str, str],
    source: str,
    landlord: Landlord,
    now: datetime,
    report: WorksReport,
) -> None:
    try:
        draft = draft_of_cells(s, line)
        known = works.by_reference(s, draft.reference)
        if known is not None and _same(s, known, draft):
            report.unchanged += 1
            return
        works.announce(s, draft, source, landlord, now)
        report.announced.append(draft.reference)
    except CellError as error:
        report.errors.append((number, str(error)))
    except WorksRefused as refused:
        report.errors += [(number, mistake) for mistake in refused.mistakes]


def _same(s: Session, known: WorksNotice, draft: Draft) -> bool:
    return works.draft_of(s, known) == draft
