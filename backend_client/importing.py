"""Importing a landlord's spreadsheets: CSV in UTF-8, separated by semicolons or commas.

A line is written whole or not at all, and what is already so is left alone: importing a file twice changes
nothing. Nothing is ever deleted because a line is missing.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from backend_client.cells import CellError
from backend_client.database import Database
from backend_client.import_kinds import KINDS, Changes, Kind

Progress = Callable[[int, int], None]
# Lines in a transaction: long enough to be quick, short enough for the hotline to write in between.
_BATCH = 100
_CONTRACTS = "contract."


class FileError(ValueError):
    """A file cannot be read as one of its kind. The message says what to do."""


@dataclass
class ImportReport:
    """Lines by what they did. ``errors`` are (line number in the file, what is wrong and what to do)."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Line:
    number: int
    cells: dict[str, str]


def import_file(
    db: Database,
    kind: str,
    path: Path | str,
    progress: Progress | None = None,
    now: datetime | None = None,
) -> ImportReport:
    """Import a file of a kind of :data:`KINDS`. ``progress`` is told lines done and lines in all.

    A file that cannot be read at all gives one error on line 1. Raises ``KeyError`` for an unknown kind.
    """
    report = ImportReport()
    try:
        lines = list(_lines(Path(path), KINDS[kind]))
    except FileError as error:
        report.errors.append((1, str(error)))
        return report
    for first in range(0, len(lines), _BATCH):
        batch = lines[first : first + _BATCH]
        with db.transaction() as s:
            for line in batch:
                _import_line(s, KINDS[kind], line, report, now or datetime.now(UTC))
        if progress:
            progress(first + len(batch), len(lines))
    return report


def _lines(path: Path, kind: Kind) -> Iterator[_Line]:
    return (_Line(number, cells) for number, cells in read_rows(path, kind.required, kind.optional))


def read_rows(path: Path, required: Sequence[str], optional: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a file with their number, each cell by its column. :raises FileError: it cannot be read"""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        reason = f"{path.name} cannot be read ({error.strerror})"
        raise FileError(f"{reason}: check its name and whether you may read it") from error
    except UnicodeDecodeError as error:
        raise FileError(f'{path.name} is not UTF-8: save it as "CSV UTF-8" from the spreadsheet') from error
    rows = csv.reader(text.splitlines(keepends=True), delimiter=_separator(text))
    header = [name.strip().casefold() for name in next(rows, [])]
    _check_header(path, header, required, optional)
    for row in rows:
        if any(cell.strip() for cell in row):
            yield rows.line_num, _cells(header, row)


def _separator(text: str) -> str:
    first_line = text.partition("\n")[0]
    return ";" if first_line.count(";") >= first_line.count(",") else ","


def _check_header(path: Path, header: list[str], required: Sequence[str], optional: Sequence[str]) -> None:
    known = {*required, *optional}
    missing = [name for name in required if name not in header]
    strange = [name for name in header if name not in known and not name.startswith(_CONTRACTS)]
    if missing:
        raise FileError(f"{path.name} has no column {', '.join(missing)}: add it to the first line")
    if strange:
        allowed = ", ".join((*required, *optional))
        raise FileError(f'{path.name} has a column "{strange[0]}" that is not known: use only {allowed}')


def _cells(header: list[str], row: list[str]) -> dict[str, str]:
    padded = [*row, *[""] * (len(header) - len(row))]
    return {name: cell.strip() for name, cell in zip(header, padded, strict=False)}


def _import_line(s: Session, kind: Kind, line: _Line, report: ImportReport, now: datetime) -> None:
    changes = Changes()
    try:
        for name in kind.required:
            if not line.cells[name]:
                raise CellError(f"{name} is empty: fill it in")
        with s.begin_nested():
            kind.write(s, line.cells, changes, now)
    except CellError as error:
        report.errors.append((line.number, str(error)))
    except (DataError, IntegrityError) as error:
        what = type(error.orig).__name__
        report.errors.append((line.number, f"the database refused it ({what}): check every cell of the line"))
    else:
        setattr(report, changes.outcome, getattr(report, changes.outcome) + 1)
