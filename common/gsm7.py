"""SMS encoding: what fits in a part. Rules: 3GPP TS 23.038 (GSM 7-bit default alphabet and its extension)."""

import re
import unicodedata

_BASIC = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = set("^{}\\[~]|€")
# Not in the alphabet, but with a plain look-alike; anything else Latin loses its accent.
_REPLACED = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": "...", "–": "-", "—": "-",
        "−": "-", "œ": "oe", "Œ": "OE", "°": "o", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "·": "-", "•": "-",
        "º": "o", "ª": "a", "²": "2", "³": "3", "\t": " ", "ÿ": "y", "ı": "i", "→": "->",
    }
)  # fmt: skip
GSM7_SINGLE, GSM7_PART = 160, 153
UCS2_SINGLE, UCS2_PART = 70, 67


def is_gsm7(text: str) -> bool:
    return all(c in _BASIC or c in _EXTENDED for c in text)


def to_gsm7(text: str) -> str:
    """The text with Latin letters and signs outside GSM-7 replaced by their look-alikes (ê -> e, « -> ").

    Letters of other scripts and emoji stay: such a text goes out in UCS-2.
    """
    # French puts a space inside its quotation marks, plain ones have none.
    text = re.sub(r"«\s*", '"', text)
    text = re.sub(r"\s*»", '"', text).translate(_REPLACED)
    return "".join(c if c in _BASIC or c in _EXTENDED else _plain(c) for c in text)


def _plain(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    return base if base in _BASIC else char


def parts(text: str) -> int:
    """How many SMS parts the text takes (extension characters count twice; UCS-2 counts UTF-16 units)."""
    if is_gsm7(text):
        size = sum(2 if c in _EXTENDED else 1 for c in text)
        single, part = GSM7_SINGLE, GSM7_PART
    else:
        size = len(text.encode("utf-16-le", "surrogatepass")) // 2
        single, part = UCS2_SINGLE, UCS2_PART
    return 1 if size <= single else -(-size // part)
