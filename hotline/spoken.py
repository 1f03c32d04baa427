"""The language that a contact is remembered by, and the languages that one text for them is worded in. Pure."""

import re

from common.reviews import REFERENCE, Reviews
from common.wording import canonical

# Arabic in Latin letters (BCP 47): many who write it do not read Arabic script easily, and read French.
ARABIC_IN_LATIN = "ar-Latn"
_READ_IN = {ARABIC_IN_LATIN: (REFERENCE, "ar")}
_ARABIC_LETTER = re.compile(r"[\u0620-\u064A\u066E-\u06D3\u0750-\u077F\uFB50-\uFDFF\uFE70-\uFEFC]")


def base(language: str | None) -> str | None:
    """The language of the catalogue that a language tag belongs to: "ar" for "ar-Latn", "pt" for "pt-BR"."""
    return language.partition("-")[0].lower() if language else None


def as_written(code: str, text: str) -> str:
    """The tag of a language in the letters of this text: Arabic in Latin letters has its own."""
    return ARABIC_IN_LATIN if code == "ar" and not _ARABIC_LETTER.search(text) else code


def read_in(language: str | None, key: str | None, reviews: Reviews) -> tuple[str, ...]:
    """The languages that a text is worded in for its reader, the first one first.

    A safety text that nobody has reviewed comes with the French one. What has no key is an adviser's own words.
    """
    if language is None:
        return (REFERENCE,)
    if key is None:
        return (language,)
    languages = _READ_IN.get(language, (language,))
    unsure = any(reviews.together(canonical(key), each) for each in languages)
    return (*languages, REFERENCE) if unsure and REFERENCE not in languages else languages
