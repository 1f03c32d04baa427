"""The tree of parts of a home and a building (``bot/data/parts.toml``), and the way of one answer through it.

Pure. Where the dialogue stands in the tree is a word: ``danger`` (is somebody in danger?), ``words`` (an open
question without a list), ``top``, or a part's code, with the page of its list behind a colon: "kitchen:1".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from common.wording import PARIS

DANGER, WORDS, TOP = "danger", "words", "top"
MORE, OTHER = "next_page", "other"


class BadParts(ValueError):
    """The tree cannot be used; the text names the part."""


@dataclass(frozen=True)
class Part:
    """``children``: smaller parts, or ``situations``: the problems that are likely there; never both."""

    code: str
    children: tuple[str, ...]
    situations: tuple[str, ...]

    @property
    def items(self) -> tuple[str, ...]:
        return self.children or self.situations


@dataclass(frozen=True)
class Page:
    """One list: ``items`` are codes of parts or of situations; ``more``: another page follows."""

    items: tuple[str, ...]
    more: bool

    @property
    def values(self) -> tuple[str, ...]:
        return (*self.items, *((MORE,) if self.more else ()), OTHER)


@dataclass(frozen=True)
class Parts:
    by_code: Mapping[str, Part]
    not_offered: frozenset[str]
    lines_sms: int
    lines: int
    night: tuple[time, time]

    @classmethod
    def of(cls, rows: Mapping[str, Any]) -> "Parts":
        """:raises BadParts: a part is in one that is not there, or leads to nothing"""
        listed = rows["part"]
        children: dict[str, list[str]] = {code: [] for code in (TOP, *(row["code"] for row in listed))}
        for row in listed:
            above = row.get("in", TOP)
            if above not in children:
                raise BadParts(f"parts.toml: {row['code']} is in {above}, which is no part.")
            children[above].append(row["code"])
        situations = {row["code"]: tuple(row.get("situations", ())) for row in listed}
        parts = {
            code: Part(code, tuple(below), situations.get(code, ()) if not below else ())
            for code, below in children.items()
        }
        empty = [code for code, part in parts.items() if not part.items]
        if empty:
            raise BadParts(f"parts.toml: {empty[0]} leads to nothing.")
        starts, ends = (time.fromisoformat(clock) for clock in rows["night"])
        return cls(parts, frozenset(rows["not_offered"]), rows["lines_sms"], rows["lines"], (starts, ends))

    def is_night(self, now: datetime) -> bool:
        local, (starts, ends) = now.astimezone(PARIS).time(), self.night
        return local >= starts or local < ends

    def page(self, guide: str, channel: str) -> Page:
        """The list at a place of the tree."""
        code, _, number = guide.partition(":")
        pages = list(_pages(self.by_code[code].items, self.lines_sms if channel == "sms" else self.lines))
        return pages[min(int(number or 0), len(pages) - 1)]

    def leads_to(self, guide: str, value: str) -> str | None:
        """Where picking a line leads in the tree; None for a situation, which ends it."""
        if value == MORE:
            code, _, number = guide.partition(":")
            return f"{code}:{int(number or 0) + 1}"
        if value == OTHER:
            return WORDS
        return value if value in self.by_code else None


def _pages(items: tuple[str, ...], lines: int) -> Iterable[Page]:
    """Lists of at most so many lines, of which the last says "something else" and the one before it may say "more"."""
    at = 0
    while len(items) - at > lines - 1:
        yield Page(items[at : at + lines - 2], True)
        at += lines - 2
    yield Page(items[at:], False)
