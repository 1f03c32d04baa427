"""Whether a message asks to send a photo or a document, by the words of ``bot/data/uploads.toml``. Pure.

Only short messages that ask for nothing else: a report that mentions a photo is a report.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from common.text import words

DATA = Path(__file__).resolve().parent.parent / "bot" / "data" / "uploads.toml"
# A longer message says more than that.
MOST_LETTERS = 200

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Asking:
    """How one language asks. ``things``: what can be sent, by the purpose it is sent for. ``before``: what may stand
    before the question; none: anything."""

    most_words: int
    alone: frozenset[Phrase]
    before: tuple[Phrase, ...]
    may: tuple[Phrase, ...]
    way: tuple[Phrase, ...]
    things: Mapping[str, tuple[Phrase, ...]]

    def purpose(self, said: Phrase) -> str | None:
        """What a message asks to send."""
        named = [purpose for purpose, things in self.things.items() if _any(things, said)]
        if said in self.alone or (named and _any(self.way, said) and self._begins(said)):
            return named[0] if named else "photo"
        return None

    def _begins(self, said: Phrase) -> bool:
        if not self.before:
            return _any(self.may, said)
        while passed := next((len(each) for each in self.before if _at(each, said, 0)), 0):
            said = said[passed:]
        return any(_at(each, said, 0) for each in self.may)


def asks(text: str) -> str | None:
    """The purpose of what a message asks to send; None: it asks nothing of the kind."""
    if len(text) > MOST_LETTERS:
        return None
    for language, asking in _languages().items():
        said = _phrase(text, language)
        if 0 < len(said) <= asking.most_words and (purpose := asking.purpose(said)):
            return purpose
    return None


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, Asking]:
    content = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {language: _asking(language, given) for language, given in content.items()}


def _asking(language: str, given: Mapping[str, Any]) -> Asking:
    def phrases(written: Sequence[str]) -> tuple[Phrase, ...]:
        return tuple(_phrase(each, language) for each in written)

    return Asking(
        most_words=given["most_words"],
        alone=frozenset(phrases(given["alone"])),
        before=phrases(given.get("before", ())),
        may=phrases(given["may"]),
        way=phrases(given["way"]),
        things={purpose: phrases(each) for purpose, each in given["things"].items()},
    )


def _phrase(text: str, language: str) -> Phrase:
    starred = text.endswith("*")
    folded = tuple(words(text, language))
    return (*folded[:-1], f"{folded[-1]}*") if starred and folded else folded


def _any(phrases: tuple[Phrase, ...], said: Phrase) -> bool:
    return any(_at(phrase, said, at) for phrase in phrases for at in range(len(said) - len(phrase) + 1))


def _at(phrase: Phrase, said: Phrase, at: int) -> bool:
    here = said[at : at + len(phrase)]
    return len(here) == len(phrase) and all(map(_same, phrase, here))


def _same(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
