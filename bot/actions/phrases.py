"""The words of each language that say something by themselves (``bot/data/details/<language>.toml``), compiled.

Patterns are matched on the text folded for their language, on whole words; names and addresses on the text as written.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema

from common.text import fold

Pattern = re.Pattern[str]
Numbered = Mapping[int, Pattern]

_NAME_WORD = r"[A-ZÀ-ÖØ-ÞĞİŞÇ][\w'’-]*\.?"
_NAME_LINK = r"(?:(?:de|da|do|dos|del|el|al|ben|ibn|van|von|le|la) )?"
# What the signs in braces of names and addresses stand for; every other word of them may be written in capitals.
_AS_WRITTEN = {
    "Name": rf"(?-i:(?P<name>{_NAME_WORD}(?: {_NAME_LINK}{_NAME_WORD}){{0,2}}))",
    "name": r"(?P<name>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,2})",
    "title": r"(?:mme|madame|mlle|mr|m\.|monsieur|mrs\.?|ms\.?|miss|sra?\.?|señora?|senhora?|dona|bay|bayan)",
    "number": r"\d{1,4}",
    "street": r"[^\W\d_][\w'’-]*(?-i:(?: (?:de|du|des|la|le|et|d['’]|l['’]))*[ -][A-ZÀ-Þ][\w'’-]*){0,4}",
}
_NUMBERED = ("numbers", "weekdays", "months", "days", "spans", "weeks_ahead")


class BadPhrases(ValueError):
    """A file of phrases cannot be used; the text names the file and the place."""


@dataclass(frozen=True)
class TimeWords:
    """How a language speaks of time. ``when`` reads one point in time, see :mod:`bot.actions.moments`."""

    when: Pattern
    numbers: Numbered
    units: Mapping[str, Pattern]
    weekdays: Numbered
    months: Numbered
    parts: Mapping[str, Pattern]
    days: Numbered
    spans: Numbered
    weeks_ahead: Numbered
    since: tuple[Pattern, ...]
    ahead: tuple[Pattern, ...]
    after: Pattern
    before: Pattern
    on: Pattern
    refusal: Pattern
    free: Pattern
    after_behind: Pattern
    before_behind: Pattern
    refusal_behind: Pattern


@dataclass(frozen=True)
class Phrases:
    """One language. ``flags``: what is either said or not; ``floors`` capture a number or name an ordinal."""

    language: str
    flags: Mapping[str, Pattern]
    heard: Mapping[str, Pattern]
    household: Mapping[str, Pattern]
    scopes: Mapping[str, Pattern]
    rooms: Mapping[str, Pattern]
    floors: tuple[Pattern, ...]
    ordinals: Numbered
    names: tuple[Pattern, ...]
    not_names: frozenset[str]
    addresses: tuple[Pattern, ...]
    time: TimeWords

    def fold(self, text: str) -> str:
        """The text as the patterns of this language expect it."""
        return fold(text, self.language)


def load(folder: Path, schema: Path) -> tuple[Phrases, ...]:
    """:raises BadPhrases: a file breaks its schema or holds a pattern that is none"""
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    return tuple(_read(file, validator) for file in sorted(folder.glob("*.toml")))


def _read(file: Path, validator: jsonschema.Draft202012Validator) -> Phrases:
    rows = tomllib.loads(file.read_text(encoding="utf-8"))
    broken = jsonschema.exceptions.best_match(validator.iter_errors(rows))
    if broken is not None:
        raise BadPhrases(f"{file.name}: {'/'.join(map(str, broken.absolute_path))}: {broken.message}")
    try:
        return _Compiler(rows).phrases()
    except re.error as error:
        raise BadPhrases(f"{file.name}: {error.pattern!r:.80}: {error}") from None


@lru_cache(maxsize=1)
def never() -> Pattern:
    """Matches nothing: a language without words of a kind."""
    return re.compile(r"(?!)")


class _Compiler:
    """The rows of one file as patterns."""

    def __init__(self, rows: Mapping[str, Any]) -> None:
        self.rows, self.language, self.prefix = rows, rows["language"], rows["prefix"]

    def phrases(self) -> Phrases:
        rows = self.rows
        flags = ("negation", "urgent", "reported", "callback", "visit", "dog", "access")
        self.ordinals = self._numbered(rows.get("ordinals", {}))
        ordinal = self._either(word for words in rows.get("ordinals", {"0": ["(?!)"]}).values() for word in words)
        floors = [row.replace("{ordinal}", f"(?P<ordinal>{ordinal})") for row in rows["floor"]]
        return Phrases(
            language=self.language,
            flags={flag: self._words(rows[flag]) for flag in flags},
            heard=self._by_code(rows["heard"]),
            household=self._by_code(rows["household"]),
            scopes=self._by_code(rows["scope"]),
            rooms=self._by_code(rows["rooms"]),
            floors=tuple(self._words([row]) for row in [*floors, *self._ground(rows)]),
            ordinals=self.ordinals,
            names=tuple(map(_as_written, rows["names"])),
            not_names=frozenset(fold(word, "") for word in rows["not_names"]),
            addresses=tuple(map(_as_written, rows["address"])),
            time=self._time(rows["time"]),
        )

    @staticmethod
    def _ground(rows: Mapping[str, Any]) -> list[str]:
        words = rows.get("ground_floor")
        return [f"(?P<ground>{'|'.join(words)})"] if words else []

    def _either(self, alternatives: Iterable[str]) -> str:
        """The longest spellings first, so that "apres midi" is never read as "apres"."""
        return "|".join(sorted((self._folded(word) for word in alternatives), key=len, reverse=True))

    def _folded(self, pattern: str) -> str:
        # Names of groups and signs like \d are small letters already; {when} and the like are put in afterwards.
        return fold(pattern, self.language).replace("(?p<", "(?P<")

    def _words(self, alternatives: Iterable[str]) -> Pattern:
        listed = self._either(alternatives).replace("{number}", r"\d{1,2}")
        return re.compile(rf"(?<!\w){self.prefix}(?:{listed})(?!\w)")

    def _by_code(self, table: Mapping[str, list[str]]) -> dict[str, Pattern]:
        return {code: self._words(words) for code, words in table.items()}

    def _numbered(self, table: Mapping[str, list[str]]) -> dict[int, Pattern]:
        return {int(number): self._words(words) for number, words in table.items()}

    def _optional(self, words: list[str] | None) -> Pattern:
        return self._words(words) if words else never()

    def _time(self, time: Mapping[str, Any]) -> TimeWords:
        when = self._when(time)
        return TimeWords(
            when=re.compile(rf"(?<!\w){when}"),
            **{name: self._numbered(time[name]) for name in _NUMBERED},
            units=self._by_code(time["units"]),
            parts=self._by_code(time["parts"]),
            since=tuple(self._template(row, time, when) for row in time["since"]),
            ahead=tuple(self._template(row, time, when) for row in time["in"]),
            after=self._ending(time["after"], time),
            before=self._ending(time["before"], time),
            on=self._ending(time.get("on") or ["(?!)"], time),
            refusal=self._words(time["refusal"]),
            free=self._words(time["free"]),
            after_behind=self._beginning(time.get("after_behind")),
            before_behind=self._beginning(time.get("before_behind")),
            refusal_behind=self._beginning(time.get("refusal_behind")),
        )

    def _ending(self, words: list[str], time: Mapping[str, Any]) -> Pattern:
        """Whether what stands before a point in time ends with one of the words."""
        return re.compile(rf"(?<!\w)(?:{self._either(words)}){self._glue(time)}$")

    def _beginning(self, words: list[str] | None) -> Pattern:
        """Whether what stands behind a point in time begins with one of the words; an ending may come before it."""
        return re.compile(rf"'?\w{{0,4}} ?(?:{self._either(words)})(?!\w)") if words else never()

    def _glue(self, time: Mapping[str, Any]) -> str:
        # bounded, so that a text of nothing but such words takes no longer than another
        return rf"(?:[ ,]{{1,2}}(?:{self._either(time['glue'])})(?!\w)){{0,3}}[ ,']{{0,2}}"

    def _template(self, row: str, time: Mapping[str, Any], when: str) -> Pattern:
        pattern = self._folded(row)
        lead = rf"(?:(?:{self._either(time['glue'])})(?:[ ]|(?<='))){{0,3}}"
        for sign, stands_for in {"{when}": f"{lead}{when}", "{n}": self._n(time), "{unit}": self._unit(time)}.items():
            pattern = pattern.replace(sign, stands_for)
        return re.compile(rf"(?<!\w){self.prefix}{pattern}(?!\w)")

    def _n(self, time: Mapping[str, Any]) -> str:
        return rf"(?P<n>\d{{1,3}}|{self._table(time['numbers'])})"

    def _unit(self, time: Mapping[str, Any]) -> str:
        return rf"(?P<unit>{self._table(time['units'])})"

    def _table(self, table: Mapping[str, list[str]]) -> str:
        return self._either(word for words in table.values() for word in words)

    def _when(self, time: Mapping[str, Any]) -> str:
        """One point in time: "3 jours", or any of day, part of the day and clock, in this order, with glue between."""
        glue, limits = self._glue(time), self._either([*time["after"], *time["before"], *time.get("between_first", [])])
        bare_clock = self._clock(time["clock"], None)
        named = {"days": "days", "span": "spans", "ahead": "weeks_ahead"}
        relative = "|".join(f"(?P<{group}>{self._table(time[table])})" for group, table in named.items())
        longer_units = {name: words for name, words in time["units"].items() if name not in ("minute", "hour")}
        steps = (
            rf"(?:{relative})(?!\w)",
            rf"(?P<weekday>{self._table(time['weekdays'])})(?!\w)",
            rf"(?:{self._date(time, glue, bare_clock)})",
            rf"(?P<part>{self._table(time['parts'])})(?!\w)",
            rf"(?:(?P<limit>{limits})(?:{glue}(?={bare_clock})|[ ]))?(?:{self._hours(time, glue)})",
            rf"(?P<part_behind>{self._table(time['parts'])})(?!\w)",
        )
        chain = "".join(rf"(?:{glue}(?<!\w){step})?" for step in steps)
        number = rf"\d{{1,3}}|{self._table(time['numbers'])}"
        count = rf"(?P<count>{number}) ?(?P<count_unit>{self._table(longer_units)})(?!\w)"
        return rf"(?:{count}|{chain})"

    def _date(self, time: Mapping[str, Any], glue: str, bare_clock: str) -> str:
        """ "3/12", "3 décembre 2026", "December 3rd", or a lone "3" that is no clock time and counts nothing."""
        months, units, nth = self._table(time["months"]), self._table(time["units"]), "(?:er|st|nd|rd|th)?"
        in_figures = r"[/.-](?P<mm>\d{1,2})(?:[/.-](?P<year>\d{4}|\d\d))?"
        in_words = rf"{glue}(?P<month>{months})(?:{glue}(?P<year_after>20\d\d))?"
        spellings = (
            rf"(?P<day>\d{{1,2}}){nth}(?:{in_figures}|{in_words})(?!\w)",
            rf"(?P<month_first>{months}) (?P<day_behind>\d{{1,2}}){nth}(?!\w)",
            rf"(?!(?:{bare_clock})(?!\w))(?P<lone>\d{{1,2}}){nth}(?!\w|[/:.]\d| ?(?:{units})(?!\w))",
        )
        return "|".join(spellings)

    def _hours(self, time: Mapping[str, Any], glue: str) -> str:
        """ "17 h", "14h-16h", or a bare number, which counts only behind a word like "after"."""
        between, months = self._either(time.get("between", ["-"])), self._table(time["months"])
        until = rf"(?:[ ]?(?:{between})[ ]?(?P<until>{self._clock(time['clock'], 'until_')}))?"
        bare = rf"(?<=[^\W\d][ ])(?P<bare>\d{{1,2}})(?!\w|[/:.]\d|{glue}(?:{months}))"
        return rf"(?P<clock>{self._clock(time['clock'], '')}){until}|{bare}"

    def _clock(self, spellings: list[str], label: str | None) -> str:
        """Clock times; the groups of each spelling are numbered. ``label`` None: without groups."""
        written = []
        for at, spelling in enumerate(spellings):
            pattern = self._folded(spelling)
            for sign, digits in {"hour": r"\d{1,2}", "minute": r"[0-5]\d", "half": r"[ap]\.?m\.?"}.items():
                group = f"(?:{digits})" if label is None else f"(?P<{label}{sign}{at}>{digits})"
                pattern = pattern.replace(f"{{{sign}}}", group)
            written.append(pattern)
        return rf"(?:{'|'.join(written)})"


def _as_written(pattern: str) -> Pattern:
    for sign, stands_for in _AS_WRITTEN.items():
        pattern = pattern.replace(f"{{{sign}}}", stands_for)
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
