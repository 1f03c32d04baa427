"""What a message says about who pays, read from the tables of ``bot/data/who_pays/words.toml``. Pure.

What stands in a message is never asked: "le robinet a 15 ans", "cassé par la grêle".
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema

from common.text import fold, words

Pattern = re.Pattern[str]

_SCHEMA = Path("schema") / "who_pays_words.schema.json"
# How far before a fact a word that denies it may stand, in characters; Turkish denies behind.
_REACH = 16
_NUMBER = r"\d{1,2}"
_LONGEST_LIFE = 99


class BadWords(ValueError):
    """A table cannot be used; the text names the file and the place."""


@dataclass(frozen=True)
class Language:
    """The patterns of one language, for text folded as that language is."""

    code: str
    negation: Pattern
    unknown: Pattern
    why: Pattern
    elsewhere: Pattern
    disagree: Pattern
    facts: tuple[tuple[str, Any, Pattern], ...]
    ages: tuple[Pattern, ...]
    under: Pattern


@dataclass(frozen=True)
class Words:
    """The tables of all languages. ``also``: other words for a line of a list; ``how_to``: the repair by subject."""

    languages: tuple[Language, ...]
    numbers: Mapping[str, int]
    people: Pattern
    question: frozenset[str]
    also: Mapping[str, tuple[str, ...]]
    how_to: Mapping[str, str]

    @classmethod
    def load(cls, data: Path) -> "Words":
        """:raises BadWords: a file breaks its schema"""
        rows, repairs = _read(data, "words"), _read(data, "how_to")["how_to"]
        age = rows["age"]
        numbers = {fold(word, ""): int(value) for value, spelt in age["numbers"].items() for word in spelt}
        return cls(
            languages=tuple(_language(code, rows, numbers) for code in rows["negation"]),
            numbers=numbers,
            people=_either(age["people"]),
            question=frozenset(word for each in rows["question"].values() for word in each),
            also={
                name: tuple(word for each in by_language.values() for word in each)
                for name, by_language in rows["also"].items()
            },
            how_to={subject: repair for repair, subjects in repairs.items() for subject in subjects},
        )

    def facts_in(self, text: str) -> dict[str, Any]:
        """The facts that a text states by itself; a denied one is left open, and so is one that it states twice."""
        found: dict[str, Any] = {}
        for language in self.languages:
            folded = fold(text, language.code)
            for fact, value, pattern in language.facts:
                match = pattern.search(folded)
                if match and not _denied(language, folded, match):
                    found.setdefault(fact, value)
        age = self.age_in(text)
        return found if age is None else {**found, "age": age}

    def age_in(self, text: str) -> int | None:
        """How old a thing is said to be, in years; nothing of a person's age."""
        for language in self.languages:
            folded = fold(text, language.code)
            match = next((found for each in language.ages if (found := each.search(folded))), None)
            if match and not self.people.search(folded[max(0, match.start() - 2 * _REACH) : match.end()]):
                return self._years(match["n"], language, folded)
        return None

    def age_answered(self, text: str) -> int | None:
        """The years in an answer to "how old": any number counts."""
        for language in self.languages:
            folded = fold(text, language.code)
            match = re.search(rf"(?<!\w)(?:{_NUMBER}|{_alternatives(self.numbers)})(?!\w)", folded)
            if match:
                return self._years(match[0], language, folded)
        return None

    def _years(self, said: str, language: Language, folded: str) -> int:
        years = self.numbers[said] if said in self.numbers else int(said)
        return max(0, years - 1) if language.under.search(folded) else years

    def says(self, what: str, text: str) -> bool:
        """Whether a text says ``why``, ``disagree``, ``unknown`` or ``elsewhere``."""
        return any(getattr(each, what).search(fold(text, each.code)) for each in self.languages)

    def without_question(self, text: str) -> str:
        """The words of a text that may name a thing."""
        return " ".join(word for word in words(text) if word not in self.question)


def _read(data: Path, name: str) -> dict[str, Any]:
    rows = tomllib.loads((data / "who_pays" / f"{name}.toml").read_text(encoding="utf-8"))
    schema = json.loads((data / _SCHEMA).read_text(encoding="utf-8"))
    broken = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(schema).iter_errors(rows))
    if broken is not None:
        raise BadWords(f"{name}.toml: {'/'.join(map(str, broken.absolute_path))}: {broken.message}")
    return rows


def _language(code: str, rows: Mapping[str, Any], numbers: Mapping[str, int]) -> Language:
    n = rf"(?P<n>{_NUMBER}|{_alternatives(numbers)})"
    return Language(
        code=code,
        negation=_either(rows["negation"][code]),
        unknown=_either(rows["unknown"][code]),
        why=_either(rows["why"][code]),
        elsewhere=_either(rows["elsewhere"][code]),
        disagree=_either(rows["disagree"][code]),
        facts=tuple((row["fact"], row["value"], _either(row[code])) for row in rows["said"]),
        ages=tuple(
            re.compile(rf"(?<!\w)(?:{fold(each, '').replace('{n}', n)})(?!\w)") for each in rows["age"]["said"][code]
        ),
        under=_either(rows["age"]["under"][code]),
    )


def _alternatives(written: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, written), key=len, reverse=True))


def _either(patterns: Iterable[str]) -> Pattern:
    """Any of the patterns, on whole words."""
    return re.compile(rf"(?<!\w)(?:{_joined(patterns)})(?!\w)")


def _joined(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{fold(each, '')})" for each in patterns)


def _denied(language: Language, folded: str, match: re.Match[str]) -> bool:
    before = folded[max(0, match.start() - _REACH) : match.start()]
    behind = folded[match.end() : match.end() + _REACH] if language.code == "tr" else ""
    return bool(language.negation.search(before) or language.negation.search(behind))
