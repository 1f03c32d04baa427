"""What a text is made of for a linear model: letter groups within its words, and its words.

One reading for training and for use: the same code runs in the engine's environment and in the hotline's.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from common.sound import sound
from common.text import fold

Columns = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]
Marks = npt.NDArray[np.int64]
"""Of groups: the CRC-32, and above its 32 bits the kind, where kinds are kept apart."""

WORD_MARK = "="
"""Stands before a word or words that are taken whole, so that the word "a" is not the letter group "a"."""
HEARD_MARK = "~"
"""Stands before a group of how the text sounds."""
PAIR_MARK = "+"
"""Stands between the beginnings of two words of a pair."""
_NO_MARKS = str.maketrans(WORD_MARK + HEARD_MARK, "  ")
LONGEST_TEXT = 2_000
"""Characters of a text that are read: a page says no more about language or danger than its beginning."""
_LONGEST_WORD = 40
_BEGINNING = 5
_BITS = 32
_TEXTS_AT_ONCE = 5_000

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ′`´＇", "'"))
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_NUMBER = re.compile(r"\d+")
_DIGIT = re.compile(r"\d")
_WHOLE = re.compile(r"[^\W_]+")
_WRITTEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")


class Counted(NamedTuple):
    """The groups of a text, rising, and how often each occurs there."""

    marks: Marks
    counts: npt.NDArray[np.uint16]


@dataclass(frozen=True)
class Recipe:
    """Which groups a model looks at.

    :param letters: shortest and longest letter group; a word's two ends count as a space
    :param words: words in a row that are taken whole, fewest and most; ``(0, 0)`` for none
    :param folded: no accents and French abbreviations written out (what was meant), or as written (which language)
    :param heard: the same groups once more of how the folded text sounds
    :param signs: letter groups of all that stands between two spaces, with its punctuation, each digit a "0"; a
        question mark tells what a message wants
    :param pairs: two words of a text in their order, by their first five letters, where at most so many words lie from
        the one to the other: who does what, and whether it is over, seldom stands side by side. 0: none
    :param apart: letters, words and both as heard are each brought to length one by themselves, so that the few words
        count as much as the many letters
    """

    letters: tuple[int, int] = (2, 5)
    words: tuple[int, int] = (1, 2)
    folded: bool = True
    heard: bool = False
    signs: bool = False
    apart: bool = False
    pairs: int = 0

    def described(self) -> dict[str, Any]:
        """For a file; ``Recipe.of`` reads it."""
        return asdict(self)

    @classmethod
    def of(cls, described: Mapping[str, Any]) -> Recipe:
        """The inverse of ``described``. Raises ``KeyError`` where a part is missing."""
        (fewest, most), (first, last) = described["letters"], described["words"]
        choices = {name: bool(described[name]) for name in ("folded", "heard")}
        later = {name: bool(described.get(name)) for name in ("signs", "apart")}
        pairs = int(described.get("pairs", 0))
        return cls((int(fewest), int(most)), (int(first), int(last)), **choices, **later, pairs=pairs)

    def groups(self, text: str) -> list[str]:
        """Every group of a text, as often as it occurs. A number is one "0", whatever it says. Never raises."""
        return list(chain(*self._kinds(text)))

    def counted(self, text: str) -> Counted:
        """Which groups a text has, and how often. Never raises."""
        kinds = self._kinds(text)
        marks = marks_of(list(chain(*kinds)))
        if self.apart:
            marks |= np.repeat(np.arange(len(kinds)) << _BITS, [len(kind) for kind in kinds])
        found, counts = np.unique(marks, return_counts=True)
        return Counted(found, counts.astype(np.uint16))  # of 2,000 characters

    def _kinds(self, text: str) -> list[list[str]]:
        """The groups of a text by kind: letters, words, and both as heard."""
        text = text[:LONGEST_TEXT]
        read = fold(text) if self.folded else _as_written(text)
        found = [*self._groups(read)]
        if self.heard:
            found += [[HEARD_MARK + group for group in kind] for kind in self._groups(sound(read))]
        return found

    def _groups(self, read: str) -> tuple[list[str], list[str]]:
        words, whole = self._words(read)
        return self._letters(words), self._whole(whole)

    def _letters(self, words: list[str]) -> list[str]:
        found = []
        shortest, longest = self.letters
        for word in words:
            padded = f" {word} "
            length = len(padded)
            for size in range(shortest, min(longest, length) + 1):
                ends = int(size == 1)  # a word's end alone is no group
                found += [padded[at : at + size] for at in range(ends, length - size + 1 - ends)]
        return found

    def _whole(self, whole: list[str]) -> list[str]:
        found = []
        fewest, most = self.words
        for size in range(max(fewest, 1), most + 1):
            found += [WORD_MARK + " ".join(whole[at : at + size]) for at in range(len(whole) - size + 1)]
        return found + self._pairs(whole) if self.pairs else found

    def _pairs(self, whole: list[str]) -> list[str]:
        """Neighbours are left out: they are words in a row."""
        begun = [word[:_BEGINNING] for word in whole]
        return [
            f"{WORD_MARK}{first}{PAIR_MARK}{second}"
            for at, first in enumerate(begun)
            for second in begun[at + 2 : at + self.pairs + 1]
        ]

    def _words(self, read: str) -> tuple[list[str], list[str]]:
        """What letter groups are taken of, and what is taken whole."""
        if self.signs:
            same = _DIGIT.sub("0", read.translate(_NO_MARKS))
            return [word[:_LONGEST_WORD] for word in same.split()], _WHOLE.findall(same)
        words = [_NUMBER.sub("0", word) if word.isdigit() else word[:_LONGEST_WORD] for word in _WRITTEN.findall(read)]
        return words, [part for word in words for part in word.split("'") if part]


class Features:
    """A text as a sparse row: tf-idf of its groups (1 + log of the count, times rarity), of length one, or each kind
    of group of length one.

    Groups are known by their CRC-32, for half a million strings would fill 70 MB. Of groups that nobody has met, one in
    10,000 is taken for a known one: a message has some hundred, and no single one decides.

    :param marks: of the known groups, rising; a group's place is its column
    :param rarity: of each column
    """

    def __init__(self, recipe: Recipe, marks: Marks, rarity: Weights) -> None:
        self.recipe = recipe
        self.marks = marks
        self.rarity = rarity

    @classmethod
    def learn(cls, recipe: Recipe, texts: Sequence[Counted], fewest: int, most: int) -> Features:
        """Keep the groups that occur in at least ``fewest`` texts, at most ``most`` groups, the commonest first."""
        marks, times = _met(texts)
        common = np.flatnonzero(times >= fewest)
        kept = np.sort(common[np.argsort(-times[common], kind="stable")[:most]])
        rarity = np.log((1 + len(texts)) / (1 + times[kept])) + 1
        return cls(recipe, marks[kept], rarity.astype(np.float32))

    @classmethod
    def restore(cls, recipe: Recipe, stored: Mapping[str, npt.NDArray[Any]]) -> Features:
        """The inverse of ``arrays``. Raises ``KeyError`` where one is missing."""
        return cls(recipe, stored["marks"], stored["rarity"])

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """For a file."""
        return {"marks": self.marks, "rarity": self.rarity}

    def __len__(self) -> int:
        """How many groups are known."""
        return len(self.marks)

    def columns(self, marks: Marks) -> Columns:
        """The column of each group, -1 where it is not known."""
        places = np.minimum(np.searchsorted(self.marks, marks), len(self.marks) - 1)
        return np.where(self.marks[places] == marks, places, -1).astype(np.int32)

    def row(self, text: str) -> tuple[Columns, Weights]:
        """The columns of the groups known here, and their weights; both empty where none is known."""
        return self.weighted(self.recipe.counted(text))

    def weighted(self, counted: Counted) -> tuple[Columns, Weights]:
        """As ``row``, of a text whose groups are counted."""
        found = self.columns(counted.marks)
        known = found >= 0
        columns, counts = found[known], counted.counts[known].astype(np.float32)
        if not len(columns):
            return columns, counts
        weights = (1 + np.log(counts)) * self.rarity[columns]
        kinds = self.marks[columns] >> _BITS
        lengths = np.sqrt(np.bincount(kinds, weights * weights))
        return columns, (weights / lengths[kinds]).astype(np.float32, copy=False)


def marks_of(groups: Sequence[str]) -> Marks:
    """Of groups whose kinds are not kept apart."""
    sums = (zlib.crc32(group.encode("utf-8", "replace")) for group in groups)
    return np.fromiter(sums, dtype=np.int64, count=len(groups))


def _met(texts: Sequence[Counted]) -> tuple[Marks, npt.NDArray[np.int64]]:
    """Every group of the texts, rising, and in how many of them it occurs."""
    parts = [texts[start : start + _TEXTS_AT_ONCE] for start in range(0, len(texts), _TEXTS_AT_ONCE)]
    some = [np.unique(np.concatenate([text.marks for text in part]), return_counts=True) for part in parts]
    marks, places = np.unique(np.concatenate([marks for marks, _ in some]), return_inverse=True)
    times = np.bincount(places, np.concatenate([times for _, times in some]))
    return marks, times.astype(np.int64)


def _as_written(text: str) -> str:
    lowered = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).lower()
    return _REPEATED.sub(r"\1\1", lowered)
