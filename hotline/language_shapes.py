"""Texts that carry no language: numbers, codes, addresses, names, emoji, words that everybody writes.

An address is written in French whatever its writer speaks, and a name says nothing. The words are data:
`bot/data/no_language.toml`.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from common.text import fold

_DATA = Path(__file__).resolve().parent.parent / "bot" / "data" / "no_language.toml"
_LONGEST = 120
"""Characters: nothing longer is a lone address or name."""
_MOST_NAME_WORDS = 4
_MOST_SMALL_LETTER_WORDS = 2
"""Words of a street's name in small letters, links aside; more of them is a sentence."""

_ELSEWHERE = re.compile(r"\S+@\S+|https?://\S+|www\.\S+", re.IGNORECASE)
_REFERENCE = re.compile(r"\b[A-Z]{1,4}-?\d[\w/-]*")
_TOKEN = re.compile(r"[^\W_]+")
_GLUED = re.compile(r"(\d+)([a-z]+)")
_POSTCODE = re.compile(r"\d{5}")


@cache
def _words(kind: str) -> frozenset[str]:
    listed = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return frozenset(part for word in listed[kind].split() for part in _TOKEN.findall(fold(word, "")))


@dataclass(frozen=True)
class _Token:
    """A run of letters and digits: as written with its first letter's size, and folded."""

    folded: str
    capital: bool

    @property
    def number(self) -> bool:
        """A number, an hour, an ordinal or a code, rather than a word with the digits of Arabic chat letters."""
        digits = sum(character.isdigit() for character in self.folded)
        letters = len(self.folded) - digits
        if digits == 1:
            return letters <= 1 or self.folded[1:] in _words("parts")
        return digits > 0 and letters <= 3

    @property
    def letter(self) -> bool:
        return len(self.folded) == 1 and "a" <= self.folded <= "z"

    def among(self, *kinds: str) -> bool:
        return any(self.folded in _words(kind) for kind in kinds)


def has_no_language(text: str, known: Callable[[str], bool]) -> bool:
    """Whether nothing in the text tells a language. Never raises.

    :param known: whether a lower-case word is an everyday word of a language spoken here, so no name
    """
    tokens = _tokens(_REFERENCE.sub(" 0 ", _ELSEWHERE.sub(" 0 ", text[: 2 * _LONGEST])))
    words = [token for token in tokens if not token.number and not token.letter]
    if not words:
        return True
    if len(text) > _LONGEST:
        return False
    counted = any(token.number for token in tokens)
    neutral = ("words", "units", "announced_by") if counted else ("words",)
    if all(word.among(*neutral) for word in words):
        return True
    shouted = not any(character.islower() for character in text)
    return _is_address(tokens, shouted) or (not counted and _is_name(tokens, shouted, known))


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        folded = fold(match[0], "")
        glued = _GLUED.fullmatch(folded)
        if glued and any(glued[2] in _words(kind) for kind in ("streets", "parts")):
            found += [_Token(glued[1], False), _Token(glued[2], False)]
        elif folded:
            found.append(_Token(folded, match[0][0].isupper()))
    return found


def _is_address(tokens: Sequence[_Token], shouted: bool) -> bool:
    """Whether every token has its place in an address, and one of them shows that it is an address."""
    shown = small_letters = 0
    street = named = numbered = postcode = False
    for position, token in enumerate(tokens):
        if token.number or token.letter:
            numbered = True
            postcode = postcode or bool(_POSTCODE.fullmatch(token.folded))
        elif token.among("streets"):
            street, named = numbered or token.among("sure_streets") or (token.capital and not shouted), True
            shown += street
        elif token.among("towns"):
            shown += 1
        elif token.among("parts", "links", "titles", "announced_by", "names"):
            shown += token.folded == "rdc" or (named and token.among("names"))
        elif token.capital and not shouted and position:
            shown += postcode or named
        elif (street or postcode) and small_letters < _MOST_SMALL_LETTER_WORDS:
            small_letters += 1
            shown += postcode
        else:
            return False
    return shown > 0 or (numbered and any(token.among("parts") for token in tokens))


def _is_name(words: Sequence[_Token], shouted: bool, known: Callable[[str], bool]) -> bool:
    """Whether the words are a person's: all of them listed, or written with capitals and no everyday words."""
    if len(words) > _MOST_NAME_WORDS:
        return False
    listed = [word.among("names") for word in words]
    if any(listed) and all(name or word.among("titles", "links") for name, word in zip(listed, words, strict=True)):
        return True
    rest = words[1:] if words[0].among("titles") else words
    if shouted or not rest or not all(word.capital for word in rest):
        return False
    if listed[0]:
        return True
    strange = all(word.among("names") or word.letter or not known(word.folded) for word in rest)
    return strange and (len(rest) > 1 or len(rest) < len(words))
