"""The written training messages: one reading of their files for Rasa and for the models beside it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

DATA = Path(__file__).resolve().parent.parent / "data" / "nlu"
"""One folder a language, named by its code."""
_BULLET = "- "


class Written(NamedTuple):
    """One message; ``situation`` is "" where it names none."""

    text: str
    intent: str
    situation: str


def messages_in(file: Path) -> Iterator[Written]:
    """The messages of a file in Rasa's form, in its order; what stands behind the "/" of an intent is the situation.

    Raises ``ValueError`` where an entry holds anything but an intent and its examples, for it would be lost.
    """
    for entry in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
        if entry.keys() != {"intent", "examples"}:
            raise ValueError(f"{file}: an entry of {', '.join(entry)} where an intent and its examples are expected")
        intent, _, situation = str(entry["intent"]).partition("/")
        for line in str(entry["examples"]).splitlines():
            if line.startswith(_BULLET) and line.removeprefix(_BULLET).strip():
                yield Written(line.removeprefix(_BULLET).strip(), intent, situation)


def messages_of(language: str) -> Iterator[Written]:
    """The messages of a language's folder, file by file in alphabetical order."""
    for file in sorted((DATA / language).glob("*.yml")):
        yield from messages_in(file)


def languages() -> list[str]:
    """The languages that messages are written in, in alphabetical order."""
    return sorted(folder.name for folder in DATA.iterdir() if folder.is_dir())
