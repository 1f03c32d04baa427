"""The first answers in languages that are not spoken here (``bot/data/unspoken.toml``), and what these are called."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import jsonschema
from babel import Locale

_UNDETERMINED = "und"


@dataclass(frozen=True)
class Words:
    """``night`` follows the text while the office is shut."""

    text: str
    night: str
    reviewed: bool


def load(data: Path) -> Mapping[str, Words]:
    """The answers by language. :raises ValueError: the file breaks its schema (the place is named)"""
    file = data / "unspoken.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8"))
    schema = json.loads((data / "schema" / "unspoken.schema.json").read_text(encoding="utf-8"))
    broken = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(schema).iter_errors(rows))
    if broken is not None:
        raise ValueError(f"{file.name}: {'/'.join(map(str, broken.absolute_path))}: {broken.message}.")
    return {
        code: Words(row["text"], row["night"], bool(row.get("reference") or row.get("reviewer")))
        for code, row in rows["words"].items()
    }


def name_of(code: str, reader: str) -> str:
    """A language's name in the reader's language, by the Unicode locale data."""
    names = Locale.parse(reader).languages
    return str(names.get(code) or names[_UNDETERMINED])
