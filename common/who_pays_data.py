"""The rules of who pays, as data: ``bot/data/who_pays/*.toml`` joined with the catalogue into one plain document.

The document is what a stored answer is replayed with a year later, so everything that decides is in it; words for
tenants are not. Its version is a hash of its content.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema

from common.catalogue import Catalogue

_FILES = ("rules", "decree", "situations", "items", "sources", "lives")
_SCHEMA = Path("schema") / "who_pays.schema.json"
_OWN_SOURCES = frozenset({"line", "subject"})
# Where neither the rule nor the subject names a text: repairs that are not the tenant's are the landlord's.
DEFAULT_SOURCE = "law.6.c"
# From the best founded to the least; an answer is as well founded as the weakest thing it rests on.
BASES = ("verified", "secondary", "to_confirm")


class BadRules(ValueError):
    """The rules cannot be used. The text is one sentence that names the file and what is wrong."""


@dataclass(frozen=True)
class Source:
    """A text and its heading, cited as Légifrance does; ``basis`` says how far it was verified."""

    cite: str
    heading: str
    basis: str


@dataclass(frozen=True)
class Subject:
    """What is asked about: a line of the decree, a situation, an item.

    ``whole``: the decree names the replacement of the thing itself. ``place``: private, common or unknown.
    ``verified``: ``text_read`` or ``to_confirm``. The rest is explained in ``situations.toml``.
    """

    code: str
    kind: str
    nature: str
    trade: str
    place: str = "private"
    lines: tuple[str, ...] = ()
    source: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)
    ask: tuple[str, ...] = ()
    life: str = ""
    shared: bool = False
    leak_source: bool = False
    repaint: bool = False
    whole: bool = False
    danger: bool = False
    exempt: tuple[str, ...] = ()
    verified: str = "text_read"
    next: str = ""


@dataclass(frozen=True)
class Rule:
    """One step of the law. ``when``: every named condition has to hold; a list means one of its values."""

    id: str
    stage: str
    when: Mapping[str, Any]
    who: str
    why: str
    source: str
    next: str
    fallback: str = DEFAULT_SOURCE
    basis: str = "verified"


@dataclass(frozen=True)
class Rules:
    """All of it, ready to decide with. ``document`` is the plain form, ``version`` its hash (12 hex digits)."""

    document: Mapping[str, Any]
    version: str
    rules: tuple[Rule, ...]
    subjects: Mapping[str, Subject]
    sources: Mapping[str, Source]
    headings: Mapping[str, str]
    lives: Mapping[str, int]
    ask_order: tuple[str, ...]
    labels: Mapping[str, Mapping[str, str]]
    questions: Mapping[str, Mapping[str, str]]

    @classmethod
    def load(cls, folder: Path, catalogue: Catalogue) -> "Rules":
        """:raises BadRules: a file breaks the schema, a code or a text that is named is not there, a situation of
        the catalogue has no row, or the last rule has a condition"""
        files = _read(folder)
        document = _document(files, catalogue)
        _check(document, catalogue)
        lines = files["decree"]["line"]
        labels = {code: row["duty"] for code, row in lines.items()}
        labels |= {code: row["label"] for code, row in files["items"]["item"].items()}
        labels |= {code: situation.label for code, situation in catalogue.situations.items()}
        return cls.of(document, labels, {code: row["ask"] for code, row in lines.items()})

    @classmethod
    def of(
        cls,
        document: Mapping[str, Any],
        labels: Mapping[str, Mapping[str, str]] | None = None,
        questions: Mapping[str, Mapping[str, str]] | None = None,
    ) -> "Rules":
        """The rules of a document, of today or as it was stored with an answer."""
        return cls(
            document=document,
            version=version_of(document),
            rules=tuple(Rule(**row) for row in document["rules"]),
            subjects={code: _subject(code, row) for code, row in document["subjects"].items()},
            sources={code: Source(**row) for code, row in document["sources"].items()},
            headings=document["headings"],
            lives=document["lives"],
            ask_order=tuple(document["ask_order"]),
            labels=labels or {},
            questions=questions or {},
        )

    def line_source(self, line: str) -> Source:
        """The citation of a line of the decree: the annex with its heading, and the letter under it."""
        heading, _, _ = line.rpartition(".")
        top, _, letter = heading.partition(".")
        decree = self.sources["decree"]
        cite = f"{decree.cite}, {top} {letter}".strip()
        words = self.headings[top]
        return Source(cite, f"{words}, {self.headings[heading]}" if letter else words, decree.basis)


def version_of(document: Mapping[str, Any]) -> str:
    """Twelve hex digits of the hash of a document, the same on every machine."""
    plain = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def _subject(code: str, row: Mapping[str, Any]) -> Subject:
    tuples = {name: tuple(row[name]) for name in ("lines", "ask", "exempt") if name in row}
    return Subject(code=code, **{**row, **tuples})


def _read(folder: Path) -> dict[str, dict[str, Any]]:
    schema = json.loads((folder.parent / _SCHEMA).read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    files: dict[str, dict[str, Any]] = {}
    for name in _FILES:
        try:
            files[name] = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise BadRules(f"{name}.toml: {error}.") from None
        broken = jsonschema.exceptions.best_match(validator.iter_errors(files[name]))
        if broken is not None:
            where = "/".join(str(part) for part in broken.absolute_path)
            raise BadRules(f"{name}.toml: {where}: {broken.message}.")
    return files


def _document(files: Mapping[str, Mapping[str, Any]], catalogue: Catalogue) -> dict[str, Any]:
    lines = files["decree"]["line"]
    whole = {code for code, row in lines.items() if row.get("whole")}
    subjects: dict[str, Any] = {code: _line_row(code, row) for code, row in lines.items()}
    for code, row in files["items"]["item"].items():
        plain = {name: value for name, value in row.items() if name != "label"}
        subjects[code] = {**plain, "kind": "item", "whole": bool(whole & set(row.get("lines", [])))}
    for code, row in files["situations"]["situation"].items():
        if code not in catalogue.situations:
            raise BadRules(f"situations.toml: the catalogue has no situation {code}.")
        subjects[code] = _situation_row(code, row, catalogue, whole)
    return {
        "rules": files["rules"]["rule"],
        "ask_order": files["rules"]["ask_order"],
        "headings": files["decree"]["heading"],
        "sources": files["sources"]["source"],
        "lives": files["lives"]["life"],
        "subjects": subjects,
    }


def _line_row(code: str, row: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: value for name, value in row.items() if name not in ("duty", "ask")}
    return {**plain, "kind": "line", "nature": "listed", "lines": [code]}


def _situation_row(code: str, row: Mapping[str, Any], catalogue: Catalogue, whole: set[str]) -> dict[str, Any]:
    situation = catalogue.situation(code)
    plain = {name: value for name, value in row.items() if name != "common"}
    asked = row["nature"] == "by_place" or situation.place == "either"
    return {
        **plain,
        "kind": "situation",
        "trade": situation.trade,
        "place": "common" if row.get("common") else "unknown" if asked else "private",
        "whole": bool(whole & set(row.get("lines", []))),
        "danger": situation.urgency == "emergency",
        "verified": situation.verified,
    }


def _check(document: Mapping[str, Any], catalogue: Catalogue) -> None:
    subjects, sources = document["subjects"], document["sources"]
    missing = sorted(set(catalogue.situations) - set(subjects))
    if missing:
        raise BadRules(f"situations.toml: {missing[0]} has no row.")
    for code, row in subjects.items():
        unknown = [line for line in row.get("lines", []) if line not in subjects]
        if unknown:
            raise BadRules(f"{code}: the decree has no line {unknown[0]}.")
        if row.get("source", DEFAULT_SOURCE) not in sources:
            raise BadRules(f"{code}: sources.toml has no {row['source']}.")
        if row.get("life", "tap") not in document["lives"]:
            raise BadRules(f"{code}: lives.toml has no {row['life']}.")
    for rule in document["rules"]:
        for name in {rule["source"], rule.get("fallback", DEFAULT_SOURCE)} - _OWN_SOURCES - set(sources):
            raise BadRules(f"rules.toml: {rule['id']}: sources.toml has no {name}.")
    ids = [rule["id"] for rule in document["rules"]]
    if len(set(ids)) != len(ids):
        raise BadRules("rules.toml: an id is there twice.")
    if document["rules"][-1]["when"]:
        raise BadRules("rules.toml: the last rule must have no condition, so that every question has an answer.")
