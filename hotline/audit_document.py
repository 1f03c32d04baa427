"""A yearly report as a document: sections, each with a table, its definitions and at most one chart.

The terminal, the page and the spreadsheet are made from the same document, so they cannot show different figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from backend_client.audit import Count, Figure, Hidden, Period

NOTHING = "–"
"""Shown where there is nothing to compute a figure from."""

_NARROW = "\u202f"
_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
_LONG_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


class Unit(Enum):
    """What a column holds: (its name, decimals, what the page writes after it, what a spreadsheet's heading says)."""

    TEXT = ("text", 0, "", "")
    COUNT = ("count", 0, "", "")
    PERCENT = ("percent", 1, f"{_NARROW}%", " (%)")
    CHANGE = ("change", 1, f"{_NARROW}%", " (%)")
    POINTS = ("points", 1, "", " (points)")
    SCORE = ("score", 2, "", "")
    SCORE_CHANGE = ("score change", 2, "", "")
    DAYS = ("days", 1, f"{_NARROW}j", " (jours)")
    HOURS = ("hours", 1, f"{_NARROW}h", " (heures)")
    MINUTES = ("minutes", 1, f"{_NARROW}min", " (minutes)")
    SECONDS = ("seconds", 1, f"{_NARROW}s", " (secondes)")
    RATE = ("rate", 1, "", "")

    @property
    def decimals(self) -> int:
        return self.value[1]

    @property
    def after(self) -> str:
        return self.value[2]

    @property
    def heading(self) -> str:
        return self.value[3]


_SIGNED = (Unit.CHANGE, Unit.POINTS, Unit.SCORE_CHANGE)
Cell = str | Count | Figure


@dataclass(frozen=True)
class Column:
    """A column and what it holds. ``short``: its title where there is little room, in a terminal."""

    title: str
    unit: Unit = Unit.COUNT
    short: str = ""


@dataclass(frozen=True)
class Table:
    """``name`` is its code (in addresses, of files). The first column names the row. ``total``: the last row is one."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    total: bool = False


@dataclass(frozen=True)
class Series:
    """One colour of a chart. ``style`` is a class of the style sheet; ``values``: None draws nothing."""

    name: str
    style: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Chart:
    """``kind``: ``stack`` (parts of a whole, one bar a label), ``bars`` (one bar a label and series), ``months``
    (columns over time). ``unit`` is that of the values; ``limit`` draws a line there,
    named ``limit_name``; ``top`` is the value of the whole width."""

    kind: str
    title: str
    text: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: Unit = Unit.COUNT
    limit: float | None = None
    limit_name: str = ""
    top: float | None = None


@dataclass(frozen=True)
class Section:
    """A part of a report. ``notes`` define its figures; ``page`` False: only offered as a file, it is too long."""

    title: str
    table: Table
    notes: Sequence[str] = ()
    chart: Chart | None = None
    page: bool = True


@dataclass(frozen=True)
class Report:
    """``figures``: the few that come first, as (name, value). ``lead``: what has to be known before any of them."""

    name: str
    title: str
    period: Period
    where: str
    made_at: str
    figures: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    lead: Sequence[str] = ()

    def table(self, name: str) -> Table | None:
        """The table of that name."""
        return next((each.table for each in self.sections if each.table.name == name), None)


def shown(cell: Cell, unit: Unit) -> str:
    """A cell as people read it: "1 234", "95,3 %"."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Hidden):
        return cell.value
    if cell is None:
        return NOTHING
    sign = "+" if unit in _SIGNED and round(cell, unit.decimals) > 0 else ""
    return sign + _number(cell, unit.decimals, _NARROW) + unit.after


def in_spreadsheet(cell: Cell, unit: Unit) -> str:
    """The same figure, with the same decimals, as a French spreadsheet reads it: "1234", "95,3"; nothing: empty."""
    if isinstance(cell, str):
        return _harmless(cell)
    if isinstance(cell, Hidden):
        return cell.value.replace("< ", "<")
    return "" if cell is None else _number(cell, unit.decimals, "")


def _number(value: float, decimals: int, thousands: str) -> str:
    written = f"{value:,.{decimals}f}"
    if float(written.replace(",", "")) == 0:
        written = written.lstrip("-")
    return written.translate(_marks(thousands))


def _marks(thousands: str) -> dict[int, str]:
    """English marks to French ones; to be read, a minus is a minus sign."""
    return {ord(","): thousands, ord("."): ",", ord("-"): "−" if thousands else "-"}


def _harmless(text: str) -> str:
    """A spreadsheet runs a text that begins with one of these as a formula (OWASP, CSV injection)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def month(first: date) -> str:
    """ "janv. 2026"."""
    return f"{_MONTHS[first.month - 1]} {first.year}"


def short_month(first: date) -> str:
    """ "janv."; of January and of the first column charts add the year themselves."""
    return _MONTHS[first.month - 1]


def long_day(day: date) -> str:
    """ "1er janvier 2026"."""
    return f"{'1er' if day.day == 1 else day.day} {_LONG_MONTHS[day.month - 1]} {day.year}"


def span(period: Period) -> str:
    """ "du 1er janvier au 31 décembre 2026"."""
    return f"du {long_day(period.since)} au {long_day(period.until)}"
