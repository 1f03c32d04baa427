"""What a message says about the problem: pure functions from words and candidates to codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.actions import moments
from bot.actions.moments import Wish
from bot.actions.settings import Settings, Thresholds

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
    languages = [(each, each.fold(text)) for each in settings.phrases]
    if any(phrases.flags["negation"].search(folded) for phrases, folded in languages):
        return {}
    stated = {code for each, folded in languages for code, words in each.heard.items() if words.search(folded)}
    lives_there = any(words.search(folded) for each, folded in languages for words in each.household.values())
    return {**dict.fromkeys(sorted(stated), True), **({"vulnerable_person": True} if lives_there else {})}


def scope_heard(text: str, settings: Settings) -> str | None:
    """``building`` or ``dwelling`` where the text says whom it touches; None when it says both or nothing."""
    said = {
        scope
        for phrases in settings.phrases
        for scope, words in phrases.scopes.items()
        if words.search(phrases.fold(text))
    }
    return said.pop() if len(said) == 1 else None


def room_heard(text: str, settings: Settings) -> str | None:
    """The room or place that a text names: kitchen, bathroom, stairs…"""
    for phrases in settings.phrases:
        folded = phrases.fold(text)
        found = next((code for code, words in phrases.rooms.items() if words.search(folded)), None)
        if found:
            return found
    return None


def sounds_urgent(text: str, settings: Settings) -> bool:
    """Whether a text that names no problem asks for help at once."""
    return any(phrases.flags["urgent"].search(phrases.fold(text)) for phrases in settings.phrases)


def wish(text: str, settings: Settings, now: datetime) -> Wish:
    """When somebody may come. An empty wish is false."""
    return moments.wish(text, settings.phrases, now)
