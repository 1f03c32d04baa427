"""How a French text sounds: one spelling for all the ways in which people write what they hear.

"jé pu dlo chod", "j'ai plus d'eau chaude" and "g pu d'o chaude" come out alike. The spelling is private to the
models: capitals stand for sounds of several letters (X for ch, O for on, A for an, I for in, U for ou, Y for ill).
Other languages keep their words recognisable, and their letters are read beside it.
"""

import re
from typing import Final

# A digit inside a word is read aloud in SMS spelling: "2m1" demain, "ri1" rien.
_DIGIT_SOUNDS: Final = {
    "0": "o", "1": "in", "2": "de", "3": "troi", "4": "kat", "5": "sink", "6": "sis", "7": "set", "8": "uit",
    "9": "nef",
}  # fmt: skip
_MIXED = re.compile(r"\b(?=\w*[a-z])(?=\w*\d)[a-z\d]{2,}\b")

# In this order: each rule reads what the ones before it have written.
_RULES: Final = tuple(
    (re.compile(spelling), sound)
    for spelling, sound in (
        (r"\bca\b", "sa"),
        (r"'", ""),
        (r"h?eaux?|aux?|aut\b|auds?\b", "o"),
        (r"ph", "f"),
        (r"s?ch|sh", "X"),
        (r"ge(?=[ao])", "j"),
        (r"gu(?=[eiy])", "G"),
        (r"g(?=[eiy])", "j"),
        (r"qu?|ck", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"h", ""),
        (r"oeu", "e"),
        (r"oix?|oy", "wa"),
        (r"ou", "U"),
        (r"ill?(?=[ei])|(?<=[aeU])il\b", "Y"),
        (r"(?:ain|ein|in|im|yn|un)(?![aeiouynmU])", "I"),
        (r"(?:an|am|en|em)(?![aeiouynmU])", "A"),
        (r"(?:on|om)(?![aeiouynmU])", "O"),
        (r"ai|ei|ay|ey", "e"),
        (r"ez\b|ers?\b|ees?\b|ent\b|et\b|es\b|e\b", ""),
        (r"z", "s"),
        (r"y", "i"),
        (r"([a-zA-Z])\1+", r"\1"),
        (r"[stdxp]+\b", ""),
        (r"G", "g"),
    )
)


def sound(folded: str) -> str:
    """The text as it sounds.

    :param folded: lower case without accents, as ``common.text.fold`` gives it
    """
    text = _MIXED.sub(lambda word: "".join(_DIGIT_SOUNDS.get(letter, letter) for letter in word[0]), folded)
    for spelling, heard in _RULES:
        text = spelling.sub(heard, text)
    return text
