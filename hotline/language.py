"""Which language a message is in, and which one its sender is answered in.

First what carries no language (`language_shapes`), then what the script decides (`language_scripts`). Among the
spoken languages our own model, which knows tenants' words and Arabic in Latin letters, is weighed against lingua,
which knows all the other words; a language that is not spoken is named by a second model of ours and langdetect.
The figures and the choice of the weights: docs/languages.md.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from langdetect import DetectorFactory, LangDetectException, detect_langs
from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from common.linear_text import LinearText
from hotline.language_scripts import ARABIC, CYRILLIC, LATIN, by_letters, script_of
from hotline.language_shapes import has_no_language
from hotline.settings import ROOT
from hotline.spoken import as_written, base

DetectorFactory.seed = 0  # langdetect draws at random otherwise: the same text could get two languages
DEFAULT = "fr"
_OTHER = "other"
_UNDETERMINED = "und"
"""ISO 639-2's code for a language that nobody could tell."""
_SPOKEN = {
    "fr": Language.FRENCH,
    "en": Language.ENGLISH,
    "ar": Language.ARABIC,
    "tr": Language.TURKISH,
    "pt": Language.PORTUGUESE,
    "es": Language.SPANISH,
}
# Not spoken, but close enough to those that are to be taken for them where lingua had no choice.
_NEIGHBOURS = {"it": Language.ITALIAN, "ro": Language.ROMANIAN, "de": Language.GERMAN}
_READ = 600
"""Characters of a text that are read: whatever follows is in the same language."""

# The weight of lingua beside our model's 1: more of it the more words our model has never met.
_LINGUA_ALWAYS, _LINGUA_UNKNOWN_WORDS = 1.0, 2.0
# Lingua's word against a language is worth no more than this, and this is its word on what it does not know.
_LINGUA_LEAST, _LINGUA_SILENT = 0.02, 0.3
# The same for a language that is not spoken in one or two words: they are more often a misspelt one that is.
_OTHER_SHORT = 0.15
# Words from which lingua's neighbours and langdetect count: shorter texts they get wrong too often.
_ENOUGH_WORDS = 3
# A language that is not spoken overrules ours where our model is less sure than this and it is surer than that.
_DOUBT, _OVERRULES = 0.9, 0.99
# Nothing overrules where our model hears this much Arabic in Latin letters, nor what langdetect makes of it.
_DARIJA, _HEARD_IN_DARIJA = 0.1, frozenset(["et", "fi", "id", "so", "sw", "tl"])
# Languages that our second model knows and langdetect does not; how sure it has to be, and of how many words.
_UNHEARD = frozenset(["bm", "ckb", "ht", "kab", "ku", "ln", "mg", "ps", "sr", "wo"])
_NAMED_SURE, _NAMED_MET = 0.9, 0.5
# What langdetect may not name, and how sure it has to be: Afrikaans and Welsh are what it makes of bad spelling.
_MISHEARD, _LANGDETECT_SURE = frozenset({*_SPOKEN, "af", "cy"}), 0.8
# A lone word in a capital letter that our model never met is a name unless it is this sure.
_NO_NAME = 0.8

# A new contact is answered in the language of a message that is at least this sure, by its number of words.
_FIRST_CONFIDENCE = (1.0, 0.9, 0.75)
_FIRST_CONFIDENCE_LONGER = 0.6
# A stored language is given up for a message of so many words that is so sure.
_CHANGE_WORDS, _CHANGE_CONFIDENCE = 3, 0.9

_WORD = re.compile(r"[^\W\d_]+")


@cache
def _lingua() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*_SPOKEN.values(), *_NEIGHBOURS.values()).build()


@cache
def _spoken_model() -> LinearText:
    return LinearText.load(ROOT / "models" / "language.npz")


@cache
def _other_model() -> LinearText:
    return LinearText.load(ROOT / "models" / "other_languages.npz")


def load_models() -> None:
    """Raises `common.linear_text.ModelError` where a model is missing."""
    _spoken_model()
    _other_model()


def warm_up() -> None:
    """Load everything, so that the first tenant does not wait for it (langdetect takes a second)."""
    load_models()
    detect("Bonjour, il y a une fuite sous mon évier depuis hier soir.")
    _langdetect("Bonjour, il y a une fuite sous mon évier depuis hier soir.")


def detect(text: str) -> tuple[str | None, float]:
    """The ISO 639 code of a text and the confidence, ``(None, 0.0)`` where it carries no language. Never raises.

    Two letters, or three where a language has no code of two (Kabyle, Central Kurdish).
    """
    text = text[:_READ]
    script = script_of(text)
    if script is None or has_no_language(text, _known):
        return None, 0.0
    decided = by_letters(text, script)
    if decided:
        return decided, 1.0
    if script == LATIN:
        return _latin(text)
    if script == ARABIC:
        code, confidence = _best(_spoken_model().probabilities(text))
        return (code, confidence) if code != _OTHER else _named(text, {})
    return _named(text, {}) if script == CYRILLIC else (None, 0.0)


def _known(word: str) -> bool:
    return bool(_spoken_model().met([word])[0])


def _best(probabilities: dict[str, float]) -> tuple[str, float]:
    return max(probabilities.items(), key=lambda item: item[1])


def _latin(text: str) -> tuple[str | None, float]:
    words = _WORD.findall(text)
    own = _spoken_model().probabilities(text)
    heard = {
        value.language.iso_code_639_1.name.lower(): value.value
        for value in _lingua().compute_language_confidence_values(text)
    }
    unknown = 1 - _met(words, _spoken_model())
    code, confidence = _best(_pooled(own, heard, unknown, len(words)))
    if code == _OTHER:
        return _named(text, heard)
    if len(words) == 1 and words[0][0].isupper() and unknown and confidence < _NO_NAME:
        return None, 0.0
    # of Arabic in Latin letters langdetect makes any language at all, and is sure of it
    if own["ar"] < _DARIJA and max(own.values()) < _DOUBT and len(words) >= _ENOUGH_WORDS:
        named, sure = _named(text, heard)
        if named not in _UNHEARD | _HEARD_IN_DARIJA and sure >= _OVERRULES:
            return named, sure
    return code, confidence


def _met(words: Sequence[str], model: LinearText) -> float:
    """The share of the words that the model met in training."""
    return float(model.met([word.lower() for word in words]).sum()) / max(1, len(words))


def _pooled(own: dict[str, float], heard: dict[str, float], unknown: float, words: int) -> dict[str, float]:
    """Our model's probabilities with lingua's word on them. Of Arabic in Latin letters lingua knows nothing.

    :param unknown: the share of words that our model never met
    """
    neighbours = sum(heard.get(code, 0.0) for code in _NEIGHBOURS)
    among = 1 - neighbours if words < _ENOUGH_WORDS and neighbours < 1 else 1.0
    said = {code: max(heard.get(code, 0.0) / among, _LINGUA_LEAST) for code in _SPOKEN}
    said["ar"] = _LINGUA_SILENT
    said[_OTHER] = max(_LINGUA_SILENT, neighbours) if words >= _ENOUGH_WORDS else _OTHER_SHORT
    weight = _LINGUA_ALWAYS + _LINGUA_UNKNOWN_WORDS * unknown
    scores = {code: math.log(max(own[code], 1e-9)) + weight * math.log(said[code]) for code in own}
    highest = max(scores.values())
    raised = {code: math.exp(score - highest) for code, score in scores.items()}
    whole = sum(raised.values())
    return {code: value / whole for code, value in raised.items()}


def _named(text: str, heard: dict[str, float]) -> tuple[str, float]:
    """Which of the languages that are not spoken: our second model where it met the words, else langdetect."""
    words = _WORD.findall(text)
    code, confidence = _best(_other_model().probabilities(text))
    if confidence >= _NAMED_SURE and (code in _UNHEARD or _met(words, _other_model()) >= _NAMED_MET):
        return code, confidence
    if len(words) >= _ENOUGH_WORDS:
        named, sure = _langdetect(text)
        if named is not None and named not in _MISHEARD and sure >= _LANGDETECT_SURE:
            return named, sure
    near, certain = _best({code: heard.get(code, 0.0) for code in _NEIGHBOURS})
    return (near, certain) if certain > confidence else (code, confidence)


def _langdetect(text: str) -> tuple[str | None, float]:
    try:
        best = detect_langs(text)[0]
    except LangDetectException:
        return None, 0.0
    return best.lang.partition("-")[0], float(best.prob)


@dataclass(frozen=True)
class Heard:
    """What a message tells of its sender's language."""

    answer_in: str
    """The tag to remember and to answer in: a language of the catalogue, or Arabic in Latin letters."""
    unspoken: str | None = None
    """The code of a language that the message surely is in and that the catalogue has not; "und" for one unknown."""


def hear(stored: str | None, text: str, hint: str | None, spoken: Sequence[str]) -> Heard:
    """Which language to answer in, and whether the message is in one that is not spoken here.

    :param stored: what the contact is remembered to speak
    :param hint: the channel's own word (Telegram's ``language_code``), a prior only
    :param spoken: the languages that the catalogue has
    """
    code, confidence = detect(text)
    words = len(_WORD.findall(text))
    if code is None or code not in spoken:
        unspoken = _unspoken(code, confidence, words, script_of(text))
        return Heard(_without_signal(stored, code, base(hint), spoken), unspoken)
    clear = words >= _CHANGE_WORDS and confidence >= _CHANGE_CONFIDENCE
    needed = _FIRST_CONFIDENCE[words] if words < len(_FIRST_CONFIDENCE) else _FIRST_CONFIDENCE_LONGER
    first = base(stored) not in spoken and (confidence >= needed or code == base(hint))
    return Heard(as_written(code, text) if clear or first else _without_signal(stored, code, base(hint), spoken))


def choose(stored: str | None, text: str, hint: str | None, spoken: Sequence[str]) -> str:
    """The language to answer in (see :func:`hear`)."""
    return hear(stored, text, hint, spoken).answer_in


def _without_signal(stored: str | None, code: str | None, hint: str | None, spoken: Sequence[str]) -> str:
    """What is remembered; without that the channel's hint, unless the message is in a language not spoken; French."""
    if stored and base(stored) in spoken:
        return stored
    return hint if hint in spoken and hint and (code is None or code in spoken) else DEFAULT


def _unspoken(code: str | None, confidence: float, words: int, script: str | None) -> str | None:
    if script not in (None, LATIN, ARABIC):
        return code or _UNDETERMINED
    return code if words >= _CHANGE_WORDS and confidence >= _CHANGE_CONFIDENCE else None
