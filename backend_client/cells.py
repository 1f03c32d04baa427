"""Reading the cells of an imported spreadsheet. :class:`CellError` says what to write instead."""

import re
from datetime import date, datetime, time

from backend_client.duty_hours import Span
from backend_client.wall_clock import WallClockError, read
from common.phones import e164

_YES_NO = dict.fromkeys(("yes", "oui", "true", "1"), True) | dict.fromkeys(("no", "non", "false", "0"), False)
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FRENCH = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
_WEEKDAYS = {name: number for names in (_ENGLISH, _FRENCH) for number, name in enumerate(names)}
_CODE = re.compile(r"[a-z][a-z0-9_]*")
MIDNIGHT = "24:00"
_SPAN = re.compile(r"([^\s]+)\s+([\d:h]+)\s*-\s*([\d:h]+)")
_FRENCH_MOMENT = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\s+(\d{1,2})[:h](\d{2})?")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:h]([0-5]\d)?")


class CellError(ValueError):
    """A cell cannot be used. The message says what is wrong and what to write instead."""


def items(cell: str) -> list[str]:
    """The parts of a cell that lists several things, "plumbing|heating"."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def codes(cell: str) -> list[str]:
    """Codes of trades or sectors, in the order written."""
    for code in items(cell):
        if not _CODE.fullmatch(code):
            raise CellError(f'"{code}" is not a code: write lower-case letters, digits and _')
    return items(cell)


def yes_no(cell: str, empty: bool) -> bool:
    """Yes or no, in French or English; ``empty`` for an empty cell."""
    if not cell:
        return empty
    if cell.casefold() not in _YES_NO:
        raise CellError(f'"{cell}" is neither yes nor no: write yes or no')
    return _YES_NO[cell.casefold()]


def number(cell: str, empty: int | None = None) -> int:
    """A whole number from 1 on."""
    if not cell and empty is not None:
        return empty
    if not cell.isascii() or not cell.isdigit() or int(cell) < 1:
        raise CellError(f'"{cell}" is not a number: write 1 or more, in digits')
    return int(cell)


def day(cell: str) -> date:
    """A date, 2026-01-31 or 31/01/2026."""
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(cell, pattern).date()
        except ValueError:
            continue
    raise CellError(f'"{cell}" is not a date: write it as 2026-01-31 or 31/01/2026')


def optional_day(cell: str) -> date | None:
    """A date, or none for an empty cell."""
    return day(cell) if cell else None


def clock(cell: str) -> time:
    """A time of day, 08:00 or 8h."""
    found = _CLOCK.fullmatch(cell)
    if not found:
        raise CellError(f'"{cell}" is not a time of day: write it as 08:00')
    return time(int(found[1]), int(found[2] or 0))


def moment(cell: str) -> datetime:
    """An instant (UTC) written in Paris wall-clock time, 2026-12-24 08:00 or 24/12/2026 8h30."""
    french = _FRENCH_MOMENT.fullmatch(cell.strip())
    if french:
        day_, month, year, hour, minute = french.groups()
        cell = f"{year}-{int(month):02d}-{int(day_):02d} {int(hour):02d}:{minute or '00'}"
    try:
        return read(cell).instant
    except WallClockError as error:
        raise CellError(str(error)) from error


def spans(cell: str) -> list[Span]:
    """Hours of a duty: "mon-sat 18:00-24:00 | sun 20:00-08:00"; an end at or before its start is on the next day."""
    return [_span(part) for part in items(cell)]


def _span(written: str) -> Span:
    found = _SPAN.fullmatch(written.strip())
    if not found:
        raise CellError(f'"{written}" are not hours: write for example mon-sat 18:00-24:00')
    days, starts, ends = found.groups()
    numbers = {number for part in days.split(",") for number in weekdays(part)}
    return Span(tuple(sorted(numbers)), clock(starts), None if ends == MIDNIGHT else clock(ends))


def span_text(span: Span) -> str:
    """What :func:`spans` reads back."""
    days = ",".join(_ENGLISH[day] for day in span.days)
    if len(span.days) > 1 and span.days == tuple(range(span.days[0], span.days[-1] + 1)):
        days = f"{_ENGLISH[span.days[0]]}-{_ENGLISH[span.days[-1]]}"
    return f"{days} {span.starts:%H:%M}-" + (f"{span.ends:%H:%M}" if span.ends else MIDNIGHT)


def phone(cell: str) -> str:
    """A phone number in E.164 form."""
    number = e164(cell)
    if number is None:
        raise CellError(f'"{cell}" is not a phone number: write it as 06 39 98 00 00 or +33639980000')
    return number


def windows(cell: str) -> dict[tuple[int, time], int]:
    """Places by (weekday, start): "mon-fri 08:00 10:00 x2 | wed 14:00" is two places each morning window."""
    places: dict[tuple[int, time], int] = {}
    for part in items(cell):
        days, *rest = part.split()
        capacity = 1
        if rest and re.fullmatch(r"x\d+", rest[-1]):
            capacity = number(rest.pop()[1:])
        if not rest:
            raise CellError(f'"{part}" has no start time: write for example mon-fri 08:00 10:00 x2')
        for weekday in weekdays(days):
            places |= {(weekday, clock(start)): capacity for start in rest}
    return places


def dated_windows(cell: str) -> dict[tuple[date, time | None], int]:
    """Places by (day, start) where a date has others than its week: "2026-12-24 08:00 x1 | 2026-12-26 x0".

    Without a start, every window of the day has so many; ``x0`` is none.
    """
    places: dict[tuple[date, time | None], int] = {}
    for part in items(cell):
        when, *starts = part.split()
        count = starts.pop() if starts else ""
        if not re.fullmatch(r"x\d+", count):
            raise CellError(f'"{part}" does not say how many places: write for example 2026-12-24 08:00 x1, or x0')
        of_day: list[time | None] = [clock(start) for start in starts]
        places |= {(day(when), start): int(count[1:]) for start in of_day or [None]}
    return places


def weekdays(written: str) -> range:
    """The weekdays of a name or a span, "mon" or "mon-fri"; 0 is Monday."""
    first, _, last = written.casefold().partition("-")
    known = _WEEKDAYS.get(first), _WEEKDAYS.get(last or first)
    if known[0] is None or known[1] is None or known[1] < known[0]:
        raise CellError(f'"{written}" is not a weekday or a span of them: write for example mon or mon-fri')
    return range(known[0], known[1] + 1)
