"""What a message says about the problem: pure functions from words and candidates to codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.actions.settings import Settings, Thresholds
from common.text import fold

SHOWN = 3
"""How many situations are offered: a list of four lines with "something else" still reads as one SMS."""


@dataclass(frozen=True)
class Guess:
    """``sure`` is the situation when there is no doubt; else ``offered`` are those to choose from, best first."""

    sure: str | None = None
    offered: tuple[str, ...] = ()


def guess(candidates: Iterable[tuple[str, float]], limits: Thresholds) -> Guess:
    """One situation where the best candidate is likely and well ahead, else up to three to offer."""
    ranked = sorted(candidates, key=lambda c: -c[1])
    if not ranked:
        return Guess()
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    code, confidence = ranked[0]
    if confidence >= limits.sure and confidence - second >= limits.margin:
        return Guess(sure=code)
    return Guess(offered=tuple(code for code, likely in ranked[:SHOWN] if likely >= limits.offered))


def heard(text: str, settings: Settings) -> dict[str, bool]:
    """The conditions that a text states by itself. Where it takes something back, nothing is concluded."""
    folded = fold(text)
    if settings.negation.search(folded):
        return {}
    return {code: True for code, words in settings.heard.items() if words.search(folded)}


def scope_heard(text: str, settings: Settings) -> str | None:
    """``building`` or ``dwelling`` where the text says whom it touches; None when it says both or nothing."""
    folded = fold(text)
    said = [scope for scope, words in settings.scopes.items() if words.search(folded)]
    return said[0] if len(said) == 1 else None


@dataclass(frozen=True)
class Wish:
    """When somebody may come, as far as the words say it. ``weekdays``: 0 is Monday; ``ahead`` in days."""

    part: str | None = None
    weekdays: tuple[int, ...] = ()
    not_weekdays: tuple[int, ...] = ()
    ahead: int | None = None

    def __bool__(self) -> bool:
        return bool(self.part or self.weekdays or self.not_weekdays or self.ahead)

    @property
    def excluded(self) -> tuple[int, ...]:
        """Weekdays that do not suit: those refused, and all others where some are named."""
        others = [day for day in range(7) if self.weekdays and day not in self.weekdays]
        return tuple(sorted({*others, *self.not_weekdays}))


_REFUSALS = ("pas", "sauf", "not", "except", "peux pas", "can't", "cannot")


def wish(text: str, settings: Settings) -> Wish:
    """Reads "plutôt jeudi matin", "pas lundi", "next week, afternoon". An empty wish is false."""
    found: dict[str, object] = {}
    named: list[int] = []
    refused: list[int] = []
    folded = fold(text)
    for preference in settings.preferences:
        match = preference.words.search(folded)
        if match is None:
            continue
        if preference.weekday is not None:
            before = folded[: match.start()].split()[-3:]
            (refused if any(word in _REFUSALS for word in before) else named).append(preference.weekday)
        found.update({k: v for k, v in _said(preference.part, preference.ahead).items() if v})
    return Wish(weekdays=tuple(named), not_weekdays=tuple(refused), **found)  # type: ignore[arg-type]


def _said(part: str | None, ahead: int | None) -> Mapping[str, object]:
    return {"part": part, "ahead": ahead}
