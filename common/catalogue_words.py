"""The catalogue's words in further languages: ``bot/data/catalogue/words/<language>.toml``, merged at load.

A language is there whole or not at all: each situation and each condition has every text that it has in French.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from common.catalogue import Condition, Situation

REFERENCE = "fr"
# The texts of a situation and of a condition that a reader sees.
_SITUATION, _CONDITION = ("label", "depends", "advice"), ("label", "ask")

Row = TypeVar("Row", "Situation", "Condition")


@dataclass(frozen=True)
class Words:
    """One language's file, as read."""

    file: Path
    language: str
    situations: Mapping[str, Mapping[str, str]]
    conditions: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, file: Path, rows: Mapping[str, Any]) -> "Words":
        """:raises ValueError: the file's name is another language than it says"""
        if rows["language"] != file.stem:
            raise ValueError(f"{file.name}: it says that its language is {rows['language']}.")
        return cls(file, rows["language"], rows["situation"], rows["condition"])


def with_words(
    situations: Sequence["Situation"], conditions: Sequence["Condition"], words: Sequence[Words]
) -> tuple[list["Situation"], list["Condition"]]:
    """Both with the words of every further language.

    :raises ValueError: a code that the catalogue lacks, a missing code or a missing or needless text; the file is named
    """
    known, asked = list(situations), list(conditions)
    for each in words:
        known = _merged(known, each.situations, _SITUATION, each)
        asked = _merged(asked, each.conditions, _CONDITION, each)
    return known, asked


def _merged(
    rows: Sequence[Row], given: Mapping[str, Mapping[str, str]], texts: Sequence[str], words: Words
) -> list[Row]:
    unknown = sorted(set(given) - {row.code for row in rows})
    if unknown:
        raise ValueError(f"{words.file.name}: {unknown[0]}: the catalogue has no such code.")
    return [_with(row, given.get(row.code), texts, words) for row in rows]


def _with(row: Row, given: Mapping[str, str] | None, texts: Sequence[str], words: Words) -> Row:
    if given is None:
        raise ValueError(f"{words.file.name}: {row.code} is missing.")
    changed: dict[str, Any] = {}
    for name in texts:
        spoken: Mapping[str, str] = getattr(row, name)
        if bool(spoken.get(REFERENCE)) != bool(given.get(name)):
            wrong = "is missing" if spoken.get(REFERENCE) else "has no French"
            raise ValueError(f"{words.file.name}: {row.code}: {name} {wrong}.")
        if spoken:
            changed[name] = {**spoken, words.language: given.get(name, "")}
    return replace(row, **changed)
