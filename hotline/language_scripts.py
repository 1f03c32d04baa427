"""The language of a text whose letters decide it, or the few languages that they leave open."""

import unicodedata
from collections import Counter
from functools import lru_cache

# What a letter's Unicode name begins with, and the language that is written so. Some scripts serve several
# languages; where the letters below do not decide, it is the one most tenants mean.
_SCRIPTS = {
    "ARMENIAN": "hy", "BENGALI": "bn", "CJK": "zh", "DEVANAGARI": "hi", "ETHIOPIC": "am", "GEORGIAN": "ka",
    "GREEK": "el", "GUJARATI": "gu", "GURMUKHI": "pa", "HANGUL": "ko", "HEBREW": "he", "HIRAGANA": "ja",
    "KANNADA": "kn", "KATAKANA": "ja", "KHMER": "km", "LAO": "lo", "MALAYALAM": "ml", "MYANMAR": "my",
    "SINHALA": "si", "TAMIL": "ta", "TELUGU": "te", "THAI": "th", "THAANA": "dv", "TIBETAN": "bo",
    "TIFINAGH": "zgh",
}  # fmt: skip

# Letters that one language has and its neighbours in the same script have not; the first that is met decides.
_LETTERS = {
    "ARABIC": {"ckb": "ێۆڵڕ", "ps": "ښځڅۍټډړږڼې", "ur": "ٹڈڑںےہ"},
    "CYRILLIC": {"uk": "іїєґ", "sr": "јљњћђџ", "be": "ў", "ru": "ыэё"},
    "ETHIOPIC": {"ti": "ኣቐቑቒቓቕኸኹኺኻኼኽኾዀ"},
}
LATIN, ARABIC, CYRILLIC = "LATIN", "ARABIC", "CYRILLIC"


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


def script_of(text: str) -> str | None:
    """The script that most letters are in ("LATIN", "ARABIC", "CYRILLIC" …), ``None`` where there is no letter.

    Japanese is told from Chinese by any kana.
    """
    counts = Counter(_script(character) for character in text if character.isalpha())
    if counts["HIRAGANA"] or counts["KATAKANA"]:
        counts["HIRAGANA"] += counts.pop("CJK", 0) + counts.pop("KATAKANA", 0)
    return counts.most_common(1)[0][0] if counts else None


def by_letters(text: str, script: str) -> str | None:
    """The language that the script or a letter of its own decides, ``None`` where several remain."""
    lowered = text.lower()
    for language, letters in _LETTERS.get(script, {}).items():
        if any(letter in lowered for letter in letters):
            return language
    return _SCRIPTS.get(script)
