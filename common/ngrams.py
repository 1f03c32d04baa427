"""What a text is made of for a linear model: letter groups within its words, and its words.

One reading for training and for use: the same code runs in the engine's environment and in the hotline's.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from common.sound import sound
from common.text import fold

Columns = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]

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

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ′`´＇", "'"))
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_NUMBER = re.compile(r"\d+")
_DIGIT = re.compile(r"\d")
_WHOLE = re.compile(r"[^\W_]+")
_WRITTEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?")


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
        text = text[:LONGEST_TEXT]
        read = fold(text) if self.folded else _as_written(text)
        found = self._groups(read)
        if self.heard:
            found += [HEARD_MARK + group for group in self._groups(sound(read))]
        return found

    def _groups(self, read: str) -> list[str]:
        found = []
        words, whole = self._words(read)
        shortest, longest = self.letters
        for word in words:
            padded = f" {word} "
            length = len(padded)
            for size in range(shortest, min(longest, length) + 1):
                ends = int(size == 1)  # a word's end alone is no group
                found += [padded[at : at + size] for at in range(ends, length - size + 1 - ends)]
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

    def kind(self, group: str) -> int:
        """From 0 to 3: letters, words, and both as heard."""
        heard = self.heard and group.startswith(HEARD_MARK)
        return 2 * heard + group.startswith(WORD_MARK, heard)


class Features:
    """A text as a sparse row: tf-idf of its groups (1 + log of the count, times rarity), of length one, or each kind
    of group of length one."""

    def __init__(self, recipe: Recipe, vocabulary: Mapping[str, int], rarity: Weights) -> None:
        self.recipe = recipe
        self.vocabulary = vocabulary
        self.rarity = rarity
        kinds = (recipe.kind(group) if recipe.apart else 0 for group in vocabulary)
        self._kinds = np.zeros(len(vocabulary), dtype=np.int8)
        self._kinds[list(vocabulary.values())] = np.fromiter(kinds, dtype=np.int8, count=len(vocabulary))

    @classmethod
    def learn(cls, recipe: Recipe, texts: Iterable[str], fewest: int, most: int) -> Features:
        """Keep the groups that occur in at least ``fewest`` texts, at most ``most`` groups, the commonest first."""
        found: Counter[str] = Counter()
        count = 0
        for text in texts:
            count += 1
            found.update(set(recipe.groups(text)))
        common = (group for group, times in found.items() if times >= fewest)
        kept = sorted(common, key=lambda group: (-found[group], group))[:most]
        vocabulary = {group: column for column, group in enumerate(kept)}
        rarity = np.array([math.log((1 + count) / (1 + found[group])) + 1 for group in kept], dtype=np.float32)
        return cls(recipe, vocabulary, rarity)

    def row(self, text: str) -> tuple[Columns, Weights]:
        """The columns of the groups known here, and their weights; both empty where none is known."""
        known = self.vocabulary
        counts: dict[int, int] = {}
        for group in self.recipe.groups(text):
            column = known.get(group)
            if column is not None:
                counts[column] = counts.get(column, 0) + 1
        columns = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
        times = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        if not counts:
            return columns, times
        weights = (1 + np.log(times)) * self.rarity[columns]
        kinds = self._kinds[columns]
        lengths = np.sqrt(np.bincount(kinds, weights * weights))
        return columns, (weights / lengths[kinds]).astype(np.float32, copy=False)


def _as_written(text: str) -> str:
    lowered = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).lower()
    return _REPEATED.sub(r"\1\1", lowered)
