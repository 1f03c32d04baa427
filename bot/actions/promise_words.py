"""The words by which a promise is recognised inside a matter (``bot/data/promise_words/<language>.toml``), compiled.

The 34 intents are broad: "move_in_issue" is a missing bulb, a dirty kitchen, a call that was promised. Which of them a
message means is said by its words, in any of the languages that are spoken.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema

from bot.actions.context import DATA
from common.text import fold
from common.wording import FALLBACK

_TABLES = ("wishes", "items", "incomes", "reasons")
_FOLDER, _SCHEMA = DATA / "promise_words", DATA / "schema" / "promise_words.schema.json"


class BadPromiseWords(ValueError):
    """A file of words cannot be used; the text names the file and the place."""


@dataclass(frozen=True)
class PromiseWords:
    """One language. Patterns are matched on text folded for it.

    ``lacking``: what is said of an item that is missing or unsafe; ``unsafe``: what makes it a danger; ``dated``: what
    stands before a day of the month.
    """

    language: str
    tables: Mapping[str, Mapping[str, re.Pattern[str]]]
    lacking: re.Pattern[str]
    unsafe: re.Pattern[str]
    dated: str


def load(folder: Path = _FOLDER, schema: Path = _SCHEMA) -> tuple[PromiseWords, ...]:
    """:raises BadPromiseWords: a file breaks its schema or holds a pattern that is none"""
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    return tuple(_read(file, validator) for file in sorted(folder.glob("*.toml")))


def _read(file: Path, validator: jsonschema.Draft202012Validator) -> PromiseWords:
    rows = tomllib.loads(file.read_text(encoding="utf-8"))
    broken = jsonschema.exceptions.best_match(validator.iter_errors(rows))
    if broken is not None:
        raise BadPromiseWords(f"{file.name}: {'/'.join(map(str, broken.absolute_path))}: {broken.message}")
    try:
        tables = {name: {code: _either(rows, words) for code, words in rows[name].items()} for name in _TABLES}
        lacking, unsafe = _either(rows, rows["lacking"]), _either(rows, rows["unsafe"])
    except re.error as error:
        raise BadPromiseWords(f"{file.name}: {error.pattern!r:.80}: {error}") from None
    return PromiseWords(rows["language"], tables, lacking, unsafe, "|".join(rows["dated"]))


def _either(rows: Mapping[str, Any], words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){rows['prefix']}(?:{'|'.join(words)})(?!\w)")


@lru_cache(maxsize=1)
def words() -> tuple[PromiseWords, ...]:
    """All languages, read once."""
    return load()


def spoken(language: str | None) -> tuple[PromiseWords, ...]:
    """The languages that a message may be in: its own and French, whose words everybody borrows; else all."""
    named = tuple(each for each in words() if each.language in (language, FALLBACK))
    return named if any(each.language == language for each in named) else words()


def heard(text: str, table: str, language: str | None = None) -> tuple[str, ...]:
    """The codes of a table that a text names, in the table's order."""
    said = [(each, fold(text, each.language)) for each in spoken(language)]
    found = {code for each, folded in said for code, pattern in each.tables[table].items() if pattern.search(folded)}
    return tuple(code for code in words()[0].tables[table] if code in found)


def items_lacking(text: str, language: str | None = None) -> tuple[str, ...]:
    """The items of a home (charter 2.1, 2.2) that a text says are missing or unsafe."""
    said = [(each, fold(text, each.language)) for each in spoken(language)]
    lacking = any(each.lacking.search(folded) or each.unsafe.search(folded) for each, folded in said)
    return heard(text, "items", language) if lacking else ()


def sounds_unsafe(text: str, language: str | None = None) -> bool:
    """Whether a text says of what it names that it is a danger."""
    return any(each.unsafe.search(fold(text, each.language)) for each in spoken(language))


def wishes(text: str, language: str | None = None) -> frozenset[str]:
    """The wishes that a text has the words of. A home's missing item is one of them: ``move_in_item``."""
    named = set(heard(text, "wishes", language))
    return frozenset(named | ({"move_in_item"} if items_lacking(text, language) else set()))
