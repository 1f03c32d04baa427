"""Answers to a numbered list: "1", "1.", "un", "le premier", "the second one", or the words themselves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapidfuzz import fuzz

from common.text import fold

# Ordinals and numbers as tenants write them, folded; the value is the choice's number.
_NUMBERS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "un une uno one premier premiere 1er 1ere first 1st",
            "deux two deuxieme second seconde 2e 2eme 2nd",
            "trois three troisieme third 3e 3eme 3rd",
            "quatre four quatrieme fourth 4e 4eme 4th",
            "cinq five cinquieme fifth 5e 5eme 5th",
            "six sixieme sixth 6e 6eme",
            "sept seven septieme seventh 7e 7eme",
            "huit eight huitieme eighth 8e 8eme",
            "neuf nine neuvieme ninth 9e 9eme",
        ),
        start=1,
    )
    for word in words.split()
}
_LEAD = re.compile(
    r"^(?:(?:(?:je|j'ai) (?:choisis|prends|veux|prefere)|plutot|pour|choix|option|numero|no|reponse|va pour|ok|oui|"
    r"i (?:choose|take|want)|number|the|le|la|l'|les|ce sera|alors|svp|please)\s+)*",
)
_TAIL = re.compile(r"(?:\s+(?:svp|stp|merci|please|thanks|one|choix|option|s'il vous plait|s'il te plait))*[\s.!,)]*$")
_ARTICLE = re.compile(r"^(?:un|une|des|du|de la|le|la|les|l'|l|a|an|the)\b[\s']*")
# How alike a free answer and a choice's words must be (rapidfuzz, 0 to 100).
_ALIKE = 88


@dataclass(frozen=True)
class Picked:
    """The choice that was meant."""

    number: int
    value: str
    payload: dict[str, Any]


def pick(
    offer: dict[str, Any] | None,
    text: str,
    button: str | None,
    offer_id: int | None,
    now: datetime,
) -> Picked | None:
    """Which choice of the last list was meant; ``None``: free text, or nothing valid is on offer.

    A button of an older list picks nothing, nor does anything after the list expired.
    """
    if not offer or datetime.fromisoformat(offer["expires_at"]) < now:
        return None
    choices: Sequence[dict[str, Any]] = offer["choices"]
    if button is not None:
        if offer_id is not None and offer_id != offer["exchange_id"]:
            return None
        return _picked(choices, int(button)) if button.isdecimal() else None
    return _picked(choices, number_in(text)) or _by_words(choices, text)


def number_in(text: str) -> int | None:
    """The number that a short answer names, or ``None`` when it says more than a number."""
    bare = _bare(text)
    if bare.isdecimal() and len(bare) <= 2:
        return int(bare)
    return _NUMBERS.get(bare)


def _bare(text: str) -> str:
    """A short answer without its politeness: "je prends le 2 svp" is "2"."""
    return _TAIL.sub("", _LEAD.sub("", fold(text).strip(" .!()-"))).strip(" .!()-")


def _picked(choices: Sequence[dict[str, Any]], number: int | None) -> Picked | None:
    if number is None or not 1 <= number <= len(choices):
        return None
    choice = choices[number - 1]
    return Picked(number, choice["value"], choice["payload"])


def _by_words(choices: Sequence[dict[str, Any]], text: str) -> Picked | None:
    said = _ARTICLE.sub("", _bare(text))
    if len(said) < 2 or len(said) > 60:
        return None
    scores = [max(fuzz.ratio(said, _ARTICLE.sub("", _bare(title))) for title in choice["titles"]) for choice in choices]
    best = max(range(len(choices)), key=scores.__getitem__, default=None)
    return _picked(choices, best + 1) if best is not None and scores[best] >= _ALIKE else None
