"""Whether words say that something is still broken, or broken again (``bot/data/again.toml``)."""

import json
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jsonschema

from bot.actions.context import DATA
from common.text import fold


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, tuple[str, ...]]:
    """The folded phrases by language.

    :raises jsonschema.ValidationError: the file breaks its schema
    """
    rows: dict[str, Any] = tomllib.loads((DATA / "again.toml").read_text(encoding="utf-8"))
    schema = json.loads((DATA / "schema" / "again.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(rows, schema)
    return {language: tuple(fold(phrase, language) for phrase in given) for language, given in rows.items()}


def says_again(text: str, language: str | None) -> bool:
    """Whether a text says so in its language; of an unknown one, in French."""
    spoken = language if language is not None and language in _phrases() else "fr"
    folded = fold(text, spoken)
    return any(phrase in folded for phrase in _phrases()[spoken])
