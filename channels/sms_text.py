"""How a message looks as an SMS: numbered choices, the cheapest encoding, and a length that is never exceeded by
cutting a word or a number. Pure functions."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from channels.base import Choice
from common.gsm7 import is_gsm7, parts, to_gsm7

# Latin-script languages that stay readable without the accents GSM-7 lacks. Turks write and read their SMS without
# them every day (ı as i, ş as s), and one part is sooner there than three. No other script can be folded.
FOLDED = frozenset({"fr", "en", "es", "pt", "tr"})
# Two GSM-7 parts are 306 characters, four UCS-2 parts 268: near the 320 that Twilio recommends. With less, a safety
# card or a list in Arabic would lose its end.
GSM7_PARTS, UCS2_PARTS = 2, 4
# Twilio refuses a longer body (https://www.twilio.com/docs/api/errors/21617).
HARD_LIMIT = 1600
# Stands where the end of a text was left out.
MARK = " (...)"

# How to answer a list: the sentence, and the word before the last number.
HINTS: dict[str, tuple[str, str]] = {
    "fr": ("Répondez {numbers}.", "ou"),
    "en": ("Reply {numbers}.", "or"),
    "es": ("Responda {numbers}.", "o"),
    "pt": ("Responda {numbers}.", "ou"),
    "tr": ("{numbers} yazarak yanıtlayın.", "veya"),
    "ar": ("أجيبوا بـ {numbers}.", "أو"),
}

# The end of a sentence or of a line; the dot of "M." or of a single letter ends nothing.
_SENTENCE_END = re.compile(r"(?<!\b\w)[.!?؟]+(?=\s|$)|\n")
# A gap between words, but not one inside a number such as 01 99 00 12 34.
_GAP = re.compile(r"(?<!\d)\s+|\s+(?!\d)")


@dataclass(frozen=True)
class SmsText:
    """The text to send. ``shortened``: its end was left out, which is worth a line in the log."""

    text: str
    shortened: bool = False


def render(text: str, choices: Sequence[Choice], language: str) -> SmsText:
    """One SMS of at most two GSM-7 parts, or four UCS-2 parts.

    Choices are kept whole: only the text before them is shortened, at the end of a sentence where it has one.
    When the choices alone are longer than that, Twilio's own limit of 1600 characters is used.
    """
    tail = "".join(f"\n{choice.number} {choice.title.strip()}" for choice in choices)
    body = re.sub(r"[ \t]+\n", "\n", text.strip())
    if language in FOLDED:
        body, tail = to_gsm7(body), to_gsm7(tail)
    if fits(body + tail):
        return SmsText(body + tail + _hint(body + tail, choices, language))
    for within in (fits, _taken):
        shorter = _shorter(body, tail, within)
        if shorter is not None:
            return SmsText(shorter, shortened=True)
    return SmsText(_cut(body + tail), shortened=True)


def fits(text: str) -> bool:
    return parts(text) <= (GSM7_PARTS if is_gsm7(text) else UCS2_PARTS)


def _taken(text: str) -> bool:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 <= HARD_LIMIT


def _hint(text: str, choices: Sequence[Choice], language: str) -> str:
    """How to answer, when saying so costs no further part."""
    if not choices or language not in HINTS:
        return ""
    sentence, either = HINTS[language]
    if language in FOLDED:
        sentence = to_gsm7(sentence)
    *first, last = [str(choice.number) for choice in choices]
    numbers = f"{', '.join(first)} {either} {last}" if first else last
    hint = "\n" + sentence.format(numbers=numbers)
    return hint if parts(text + hint) == parts(text) else ""


def _shorter(body: str, tail: str, within: Callable[[str], bool]) -> str | None:
    """The longest beginning of ``body`` that fits with ``tail``: whole sentences, or else whole words."""
    sentences = [end.end() for end in _SENTENCE_END.finditer(body)]
    words = [gap.start() for gap in _GAP.finditer(body)]
    for ends in (sentences, words):
        for end in reversed(ends):
            shorter = body[:end].rstrip() + MARK + tail
            if body[:end].strip() and within(shorter):
                return shorter
    return None


def _cut(text: str) -> str:
    """One word longer than an SMS can be: the only case in which a word is cut, and the mark says so."""
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (HARD_LIMIT - len(MARK))]
    return kept.decode("utf-16-le", "ignore") + MARK
