"""Which language a message is in, and which one its sender is answered in.

Two detectors, because neither wins everywhere: lingua on short text, langdetect on longer misspelt text. A short
text says nothing ("ok", an address, a number); a language is changed on a clear signal only.
"""

import re
from functools import cache

from langdetect import DetectorFactory, LangDetectException, detect_langs
from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from common.text import fold, words

DetectorFactory.seed = 0  # langdetect draws at random otherwise: the same text could get two languages
DEFAULT = "fr"
_KNOWN = {
    "fr": Language.FRENCH,
    "en": Language.ENGLISH,
    "ar": Language.ARABIC,
    "tr": Language.TURKISH,
    "pt": Language.PORTUGUESE,
    "es": Language.SPANISH,
}
# Below these a text is left alone: words in it, and lingua's confidence for one language among the six.
_MIN_WORDS, _MIN_CONFIDENCE = 3, 0.6
# A stored language is given up only for a longer or surer text.
_CHANGE_WORDS, _CHANGE_CONFIDENCE = 4, 0.85


@cache
def _lingua() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*_KNOWN.values()).build()


def warm_up() -> None:
    """Load both detectors' models, so that the first tenant does not wait for them (langdetect's take a second)."""
    detect("Bonjour, il y a une fuite sous mon évier depuis hier soir.")
    detect_langs("Bonjour, il y a une fuite sous mon évier depuis hier soir.")


# A street address is written in French whatever its writer speaks.
_ADDRESS = re.compile(
    r"^\W*\d+\s*(?:bis|ter|[a-d])?[\s,]+(?:rue|avenue|av|boulevard|bd|allees?|place|impasse|chemin|route|square|quai"
    r"|cours|residence|res|batiment|bat)\b.{0,60}$"
)


def _spoken(text: str) -> list[str]:
    return [word for word in words(text) if word.isalpha()]


def detect(text: str) -> tuple[str | None, float]:
    """The ISO 639-1 code of a text and the confidence, ``(None, 0.0)`` where it carries no language."""
    if len(_spoken(text)) < _MIN_WORDS or _ADDRESS.match(fold(text)):
        return None, 0.0
    best = _lingua().compute_language_confidence_values(text)[0]
    code, confidence = best.language.iso_code_639_1.name.lower(), best.value
    if confidence >= _CHANGE_CONFIDENCE:
        return code, confidence
    try:
        second = detect_langs(text)[0]
    except LangDetectException:
        return (code, confidence) if confidence >= _MIN_CONFIDENCE else (None, 0.0)
    if second.lang == code:
        return code, max(confidence, float(second.prob))
    return (code, confidence) if confidence >= _MIN_CONFIDENCE else (None, 0.0)


def choose(stored: str | None, text: str, hint: str | None, spoken: list[str]) -> str:
    """The language to answer in.

    :param stored: what the contact is remembered to speak
    :param hint: the channel's own word (Telegram's ``language_code``), a prior only
    :param spoken: the languages that the catalogue has
    """
    code, confidence = detect(text)
    clear = code in spoken and confidence >= _CHANGE_CONFIDENCE and len(_spoken(text)) >= _CHANGE_WORDS
    if stored in spoken:
        return code if clear and code else stored
    if code in spoken:
        return code
    return hint if hint in spoken and code is None else DEFAULT
