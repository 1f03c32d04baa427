"""Whether a message asks to send a photo or a document, by the words of ``bot/data/uploads.toml``. Pure.

Only short messages that ask for nothing else: a report that mentions a photo is a report.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from common.text import words

DATA = Path(__file__).resolve().parent.parent / "bot" / "data" / "uploads.toml"

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Asking:
    """How one language asks. ``things``: what can be sent, by the purpose it is sent for."""

    alone: frozenset[Phrase]
    may: tuple[Phrase, ...]
    way: tuple[Phrase, ...]
    things: Mapping[str, tuple[Phrase, ...]]

    def purpose(self, said: Phrase) -> str | None:
        """What a message asks to send."""
        named = [purpose for purpose, things in self.things.items() if _any(things, said)]
        if said in self.alone or (named and _any(self.may, said) and _any(self.way, said)):
            return named[0] if named else "photo"
        return None


def asks(text: str) -> str | None:
    """The purpose of what a message asks to send; None: it asks nothing of the kind."""
    most, languages = _languages()
    if len(text) > 20 * most:
        return None
    for language, asking in languages.items():
        said = _phrase(text, language)
        if 0 < len(said) <= most and (purpose := asking.purpose(said)):
            return purpose
    return None


@lru_cache(maxsize=1)
def _languages() -> tuple[int, Mapping[str, Asking]]:
    content = tomllib.loads(DATA.read_text(encoding="utf-8"))
    most = content.pop("most_words")
    return most, {language: _asking(language, given) for language, given in content.items()}


def _asking(language: str, given: Mapping[str, object]) -> Asking:
    def phrases(written: object) -> tuple[Phrase, ...]:
        return tuple(_phrase(each, language) for each in written) if isinstance(written, list) else ()

    things = given["things"]
    named = {purpose: phrases(each) for purpose, each in things.items()} if isinstance(things, dict) else {}
    return Asking(frozenset(phrases(given["alone"])), phrases(given["may"]), phrases(given["way"]), named)


def _phrase(text: str, language: str) -> Phrase:
    starred = text.endswith("*")
    folded = tuple(words(text, language))
    return (*folded[:-1], f"{folded[-1]}*") if starred and folded else folded


def _any(phrases: tuple[Phrase, ...], said: Phrase) -> bool:
    return any(
        all(map(_same, phrase, said[at : at + len(phrase)]))
        for phrase in phrases
        for at in range(len(said) - len(phrase) + 1)
    )


def _same(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
