"""Answers to a numbered list: "1", "1.", "un", "le premier", "the second one", or the words themselves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapidfuzz import fuzz

from backend_client.conversations import open_choices
from common.text import fold

# Ordinals and numbers as tenants write them in the languages that are spoken, and Arabic in Latin letters.
# fmt: off
_WRITTEN_NUMBERS = (
    "un une uno one premier premiere 1er 1ere first 1st una primero primera um uma primeiro primeira bir birinci "
    "birincisi واحد واحدة الأول الأولى wahed wa7ed",
    "deux two deuxieme second seconde 2e 2eme 2nd dos segundo segunda dois duas iki ikinci ikincisi اثنان اثنين إثنين "
    "الثاني الثانية jouj zouj",
    "trois three troisieme third 3e 3eme 3rd tres tercero tercera terceiro terceira uc ucuncu ucuncusu ثلاثة تلاتة "
    "الثالث الثالثة tlata",
    "quatre four quatrieme fourth 4e 4eme 4th cuatro cuarto cuarta quatro quarto quarta dort dorduncu dorduncusu أربعة "
    "الرابع الرابعة reb3a rb3a",
    "cinq five cinquieme fifth 5e 5eme 5th cinco quinto quinta bes besinci خمسة الخامس الخامسة khamsa",
    "six sixieme sixth 6e 6eme seis sexto sexta alti altinci ستة السادس",
    "sept seven septieme seventh 7e 7eme siete sete yedi yedinci سبعة السابع",
    "huit eight huitieme eighth 8e 8eme ocho oito sekiz sekizinci ثمانية الثامن",
    "neuf nine neuvieme ninth 9e 9eme nueve nove dokuz dokuzuncu تسعة التاسع",
)
# fmt: on
_NUMBERS: dict[str, int] = {
    fold(word): number for number, words in enumerate(_WRITTEN_NUMBERS, start=1) for word in words.split()
}
_LEAD = re.compile(
    r"^(?:(?:(?:je|j'ai) (?:choisis|prends|veux|prefere)|plutot|pour|choix|option|numero|no|reponse|va pour|ok|oui|"
    r"i (?:choose|take|want)|number|the|le|la|l'|les|ce sera|alors|svp|please|"
    r"el|los|las|quiero|elijo|prefiero|opcion|si|o|a|os|as|quero|escolho|prefiro|opcao|sim|evet|numara|secenek|"
    r"اختار|اريد|رقم|الرقم|الخيار|نعم)\s+)*",
)
_TAIL = re.compile(
    r"(?:\s+(?:svp|stp|merci|please|thanks|one|choix|option|s'il vous plait|s'il te plait|por favor|gracias|"
    r"obrigad[oa]|lutfen|tesekkurler|numara|secenek|من فضلك|من فضلكم|شكرا|3afak|chokran))*[\s.!,)]*$"
)
_ARTICLE = re.compile(
    r"^(?:un|une|des|du|de la|le|la|les|l'|l|a|an|the|una|unos|unas|el|los|las|um|uma|o|os|as)\b[\s']*"
)
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
    choices = open_choices(offer, now)
    if offer is None or not choices:
        return None
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
    if choice.get("silent"):
        return None
    return Picked(number, choice["value"], choice["payload"])


def _by_words(choices: Sequence[dict[str, Any]], text: str) -> Picked | None:
    said = _ARTICLE.sub("", _bare(text))
    if len(said) < 2 or len(said) > 60:
        return None
    scores = [max(fuzz.ratio(said, _ARTICLE.sub("", _bare(title))) for title in choice["titles"]) for choice in choices]
    best = max(range(len(choices)), key=scores.__getitem__, default=None)
    if best is None or scores[best] < _ALIKE:
        return None
    return Picked(best + 1, choices[best]["value"], choices[best]["payload"])
