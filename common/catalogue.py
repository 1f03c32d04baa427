"""The knowledge catalogue: situations, the conditions that make them more urgent, and who pays for what.

Read from ``bot/data/catalogue/*.toml`` (French and English) and ``bot/data/catalogue/words/<language>.toml``, checked
by ``bot/data/schema/catalogue*.schema.json`` and by the cross-checks below. Python 3.11 and jsonschema only: both
environments use it.
"""

import json
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema

from common.catalogue_words import Words, with_words

URGENCIES = ("emergency", "on_call", "1_day", "3_days", "10_days", "advice")
"""From the most urgent to the least. ``N_days`` counts until the landlord's first action."""

SITUATIONS = 178
"""How many situations the catalogue holds; another number means that a family file is missing or cut."""

_SCHEMA = Path("schema") / "catalogue.schema.json"
_WORDS_SCHEMA = Path("schema") / "catalogue_words.schema.json"


class BadCatalogue(ValueError):
    """The catalogue cannot be used. The text is one sentence that names the file and what is wrong."""


@dataclass(frozen=True)
class Condition:
    """What makes a situation more urgent. ``source``: answer (asked), season (computed), file (known or asked)."""

    code: str
    source: str
    label: Mapping[str, str]
    ask: Mapping[str, str]


@dataclass(frozen=True)
class Degree:
    """The urgency a situation has while the condition ``when`` holds."""

    urgency: str
    when: str


@dataclass(frozen=True)
class Situation:
    """One thing that can be wrong. ``place``: dwelling, building or either; ``who_pays``: tenant, landlord, depends.

    ``label``, ``depends`` and ``advice`` map a language code to words for tenants; ``verified`` is ``text_read``
    or ``to_confirm`` (by the landlord's lawyer).
    """

    code: str
    trade: str
    place: str
    ask_scope: bool
    label: Mapping[str, str]
    element: Mapping[str, str]
    urgency: str
    who_pays: str
    depends: Mapping[str, str]
    legal_basis: str
    decree_heading: str
    verified: str
    advice: Mapping[str, str] = field(default_factory=dict)
    degrees: tuple[Degree, ...] = ()

    @property
    def family(self) -> str:
        return self.code.partition(".")[0]


def rank(urgency: str) -> int:
    """The place of an urgency in ``URGENCIES``; a smaller one is more urgent."""
    return URGENCIES.index(urgency)


def degree(situation: Situation, conditions: Collection[str]) -> str:
    """The strongest urgency whose condition holds, and never less than the situation's own."""
    held = [d.urgency for d in situation.degrees if d.when in conditions]
    return min([situation.urgency, *held], key=rank)


class Catalogue:
    """All situations and conditions, by code."""

    def __init__(self, situations: Iterable[Situation], conditions: Iterable[Condition]) -> None:
        self.situations = {s.code: s for s in situations}
        self.conditions = {c.code: c for c in conditions}

    @classmethod
    def load(cls, folder: Path, count: int = SITUATIONS) -> "Catalogue":
        """Read and check every family file of a folder, and the words of every further language.

        :param count: how many situations there must be
        :raises BadCatalogue: a file breaks the schema, a code is there twice, a ``when`` is not declared, the
            number of situations is another one, or a language lacks a text
        """
        validator = _validator(folder.parent / _SCHEMA)
        situations: list[Situation] = []
        conditions: list[Condition] = []
        for file in sorted(folder.glob("*.toml")):
            rows = _read(file, validator)
            situations += [_situation(row, file) for row in rows.get("situation", [])]
            conditions += [_condition(row) for row in rows.get("condition", [])]
        _check(situations, conditions, count)
        try:
            return cls(*with_words(situations, conditions, _words(folder)))
        except ValueError as error:
            raise BadCatalogue(str(error)) from None

    def situation(self, code: str) -> Situation:
        """:raises KeyError: no such situation"""
        return self.situations[code]

    def condition(self, code: str) -> Condition:
        """:raises KeyError: no such condition"""
        return self.conditions[code]

    def questions(self, situation: Situation, known: Mapping[str, bool]) -> list[Condition]:
        """The conditions still worth asking, strongest degree first: not known and able to raise the urgency.

        :param known: what is known to hold or not to hold, by condition code; the season is always known
        """
        now = rank(degree(situation, {code for code, holds in known.items() if holds}))
        stronger = sorted(
            (d for d in situation.degrees if rank(d.urgency) < now),
            key=lambda d: rank(d.urgency),
        )
        asked = [self.conditions[d.when] for d in stronger if d.when not in known]
        return [condition for condition in asked if condition.source != "season"]


def _validator(schema: Path) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))


def _words(folder: Path) -> list[Words]:
    """:raises ValueError: a language's file breaks its schema, or its name is another language"""
    validator = _validator(folder.parent / _WORDS_SCHEMA)
    return [Words.of(file, _read(file, validator)) for file in sorted((folder / "words").glob("*.toml"))]


def _read(file: Path, validator: jsonschema.Draft202012Validator) -> dict[str, Any]:
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadCatalogue(f"{file.name}: not TOML: {error}.") from None
    broken = jsonschema.exceptions.best_match(validator.iter_errors(rows))
    if broken is not None:
        where = "/".join(str(part) for part in broken.absolute_path)
        raise BadCatalogue(f"{file.name}: {where}: {broken.message}.")
    return rows


def _situation(row: Mapping[str, Any], file: Path) -> Situation:
    if row["code"].partition(".")[0] != file.stem:
        raise BadCatalogue(f"{file.name}: {row['code']} belongs to another family file.")
    plain = {name: value for name, value in row.items() if name != "degree"}
    return Situation(
        **plain,
        degrees=tuple(Degree(d["urgency"], d["when"]) for d in row.get("degree", [])),
    )


def _condition(row: Mapping[str, Any]) -> Condition:
    return Condition(row["code"], row["source"], row["label"], row.get("ask", {}))


def _check(situations: list[Situation], conditions: list[Condition], count: int) -> None:
    for kind, codes in (
        ("situation", [s.code for s in situations]),
        ("condition", [c.code for c in conditions]),
    ):
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise BadCatalogue(f"The {kind} {twice[0]} is there twice.")
    declared = {c.code for c in conditions}
    for situation in situations:
        for step in situation.degrees:
            if step.when not in declared:
                raise BadCatalogue(f"{situation.code}: the condition {step.when} is not declared.")
            if rank(step.urgency) >= rank(situation.urgency):
                raise BadCatalogue(f"{situation.code}: the degree {step.urgency} is no stronger than its default.")
    if len(situations) != count:
        raise BadCatalogue(f"There are {len(situations)} situations instead of {count}.")
