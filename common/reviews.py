"""Who has read a language's safety texts over (``bot/data/texts/<language>/review.toml``).

A safety text that nobody has reviewed is sent together with the French one: `Reviews.together`.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import jsonschema

REFERENCE = "fr"
# The topic whose texts have to be reviewed, and the file that says by whom.
SAFETY, REVIEW = "safety.ftl", "review.toml"
_SCHEMA = Path("schema") / "review.schema.json"
_KEY = re.compile(r"^([a-z][a-z0-9-]*) =", re.MULTILINE)


@dataclass(frozen=True)
class Review:
    """``reference``: the landlord's own words, which need no other reviewer."""

    reviewer: str = ""
    reviewed_on: str = ""
    reference: bool = False

    @property
    def done(self) -> bool:
        return self.reference or bool(self.reviewer)


@dataclass(frozen=True)
class Reviews:
    """Every language's review, and the keys that it is about."""

    by_language: Mapping[str, Review]
    safety_keys: frozenset[str]

    @classmethod
    def load(cls, texts: Path) -> "Reviews":
        """A language without the file counts as not reviewed.

        :raises ValueError: a file breaks the schema (file and place are named)
        """
        folders = sorted(folder for folder in texts.iterdir() if folder.is_dir())
        source = texts / REFERENCE / SAFETY
        keys = _KEY.findall(source.read_text(encoding="utf-8")) if source.exists() else []
        return cls({folder.name: _review(folder, texts.parent / _SCHEMA) for folder in folders}, frozenset(keys))

    @property
    def missing(self) -> list[str]:
        """The languages whose safety texts nobody has reviewed."""
        return sorted(language for language, review in self.by_language.items() if not review.done)

    def together(self, key: str, language: str) -> bool:
        """Whether a text of that language is sent together with the French one. ``key``: as in the catalogue."""
        return key in self.safety_keys and not self.by_language.get(language, Review()).done


def _review(folder: Path, schema: Path) -> Review:
    file = folder / REVIEW
    if not file.exists():
        return Review()
    name = f"{folder.name}/{REVIEW}"
    try:
        row = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{name}: not TOML: {error}.") from None
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    broken = jsonschema.exceptions.best_match(validator.iter_errors(row))
    if broken is not None:
        raise ValueError(f"{name}: {'/'.join(map(str, broken.absolute_path))}: {broken.message}.")
    return Review(**row)
