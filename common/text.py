"""Normalising of what tenants write: one reading of a text for the guard, the engine and the measures.

Runs on Python 3.11 in both environments and uses nothing but the standard library.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

# Abbreviations of French SMS. A key is one written word; only spellings that are not an ordinary
# word of French stand here ("bat" is a building and a blow, so it stays as it is).
# fmt: off
FRENCH_SMS: Mapping[str, str] = {
    "g": "j'ai", "jai": "j'ai", "gai": "j'ai", "c": "c'est", "cest": "c'est",
    "cetait": "c'etait", "ct": "c'etait", "cetai": "c'etait", "gt": "j'etais", "jetais": "j'etais",
    "ya": "il y a", "yavait": "il y avait", "yorait": "il y aurait", "iya": "il y a", "yen": "il y en",
    "jsuis": "je suis", "chui": "je suis", "chuis": "je suis", "jsui": "je suis", "jsens": "je sens",
    "jpeux": "je peux", "jpe": "je peux", "jpeu": "je peux", "jcrois": "je crois", "jpense": "je pense",
    "jveux": "je veux", "jve": "je veux", "jvais": "je vais", "jv": "je vais", "jme": "je me",
    "jsais": "je sais", "jarrive": "j'arrive", "jarive": "j'arrive", "narrive": "n'arrive",
    "jentends": "j'entends", "kon": "qu'on", "kil": "qu'il", "kel": "quel", "ki": "qui", "ke": "que",
    "koi": "quoi", "kan": "quand", "qd": "quand", "qq": "quelque", "qqn": "quelqu'un", "qqun": "quelqu'un",
    "kelkun": "quelqu'un", "kelk1": "quelqu'un", "quelquun": "quelqu'un", "qqch": "quelque chose",
    "pk": "pourquoi", "pq": "pourquoi", "pkoi": "pourquoi", "pcq": "parce que", "pske": "parce que",
    "psk": "parce que", "svp": "s'il vous plait", "stp": "s'il te plait", "slt": "salut", "bjr": "bonjour",
    "bsr": "bonsoir", "dsl": "desole", "mrc": "merci", "tjrs": "toujours", "tjr": "toujours",
    "tjs": "toujours", "bcp": "beaucoup", "mtn": "maintenant", "mnt": "maintenant", "auj": "aujourd'hui",
    "ajd": "aujourd'hui", "dem1": "demain", "2m1": "demain", "tt": "tout", "ts": "tous", "ds": "dans",
    "pr": "pour", "ac": "avec", "vs": "vous", "ns": "nous", "dc": "donc", "ms": "mais", "pb": "probleme",
    "pbs": "problemes", "pblm": "probleme", "prob": "probleme", "appart": "appartement",
    "apart": "appartement", "appt": "appartement", "apparte": "appartement", "imm": "immeuble",
    "chbre": "chambre", "sdb": "salle de bain", "rdv": "rendez-vous", "tel": "telephone",
    "asc": "ascenseur", "elec": "electricite", "lelec": "l'electricite", "lo": "l'eau", "dlo": "de l'eau",
    "chode": "chaude", "pa": "pas", "jamé": "jamais", "nimporte": "n'importe", "osecours": "au secours",
    "ausecours": "au secours",
}
# fmt: on

ABBREVIATIONS: Mapping[str, Mapping[str, str]] = {"fr": FRENCH_SMS}

# Letters that Unicode does not decompose, and the signs written in place of an apostrophe.
# Arabic letters that hurried hands take for one another are one; its stretching sign is none.
_LETTERS = {
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": "",
} | dict.fromkeys("’‘ʼ′`´＇", "'")  # fmt: skip
_SPACES = re.compile(r"\s+")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_WRITTEN_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_WORD = re.compile(r"[^\W_]+")


def clean(text: str) -> str:
    """The text fit to be stored: NFC, no control characters, no lone surrogates, white space folded.

    Line breaks become spaces too. Format characters other than the joiners that Arabic and emoji need are
    dropped. Never raises.
    """
    spaced = _SPACES.sub(" ", text)
    kept = "".join(character for character in spaced if _is_kept(character))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", kept)).strip()


def fold(text: str, language: str = "fr") -> str:
    """The text reduced to what spelling leaves untouched: lower case, no accents, plain apostrophes.

    The abbreviations of `language` are written out; a language without a table has none. A letter repeated
    three times or more is kept twice. Punctuation stays, so that sentences can still be told apart.
    """
    short = _REPEATED.sub(r"\1\1", text.translate(_FOLDED))
    table = _folded_table(language)
    if not table:
        return short
    return _WRITTEN_WORD.sub(lambda match: table.get(match[0], match[0]), short)


def words(text: str, language: str = "fr") -> list[str]:
    """The folded words of a text, elisions split ("j'ai" gives "j", "ai")."""
    return _WORD.findall(fold(text, language))


@lru_cache(maxsize=4096)
def within_edits(written: str, meant: str, limit: int) -> bool:
    """Whether at most `limit` insertions, deletions, substitutions or swaps of neighbours part two words."""
    if abs(len(written) - len(meant)) > limit:
        return False
    before_last: list[int] = []
    last = list(range(len(meant) + 1))
    for row, left in enumerate(written, 1):
        current = [row]
        for column, right in enumerate(meant, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (left != right))
            if row > 1 and column > 1 and left == meant[column - 2] and written[row - 2] == right:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return False
        before_last, last = last, current
    return last[-1] <= limit


def deletions(word: str, limit: int) -> frozenset[str]:
    """The word and all that is left of it after at most `limit` letters are dropped.

    Two words within `limit` edits share at least one of these, so an index on them finds every candidate
    without comparing with the whole vocabulary.
    """
    found = {word}
    frontier = {word}
    for _ in range(limit):
        frontier = {left[:at] + left[at + 1 :] for left in frontier for at in range(len(left))}
        found |= frontier
    return frozenset(found)


def _is_kept(character: str) -> bool:
    category = unicodedata.category(character)
    return category not in ("Cc", "Cs", "Cn") and (category != "Cf" or character in "\u200c\u200d")


class _Folding(dict[int, str]):
    """What each character becomes, worked out once per character met; for `str.translate`."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        plain = _LETTERS.get(character) or _LETTERS.get(character.lower())
        if plain is None:
            decomposed = unicodedata.normalize("NFKD", character)
            kept = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
            plain = unicodedata.normalize("NFC", "".join(_LETTERS.get(c, c) for c in kept))
        self[point] = plain
        return plain


_FOLDED = _Folding()


@lru_cache(maxsize=16)
def _folded_table(language: str) -> Mapping[str, str]:
    table = ABBREVIATIONS.get(language, {})
    return {short.translate(_FOLDED): full for short, full in table.items()}
