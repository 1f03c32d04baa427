"""A text as pieces of words: the likeliest cut by a unigram model, as SentencePiece makes it (arXiv 1804.10959)."""

import unicodedata
from collections.abc import Sequence

BEGIN, PAD, END, UNKNOWN = range(4)
"""The pieces that stand for no letters; they come first in every vocabulary."""
LONGEST = 80
"""Pieces of a text that are read, its two ends among them."""
_SPACE = "\u2581"
_LONGEST_TEXT = 600
"""Characters: more are never in so many pieces."""
_UNKNOWN_BELOW = 10.0
"""How much less likely than the rarest piece a letter is that is in none."""


def plain(text: str) -> str:
    """One form of each letter, no capitals, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


class Pieces:
    """The vocabulary.

    :param pieces: by number; the first four stand for no letters
    :param scores: the logarithm of each piece's likelihood
    """

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        known = range(END + 2, len(pieces))
        self._numbers = {pieces[number]: number for number in known}
        self._scores = list(scores)
        self._longest = max(map(len, self._numbers))
        self._unknown = min(self._scores[number] for number in known) - _UNKNOWN_BELOW

    def numbers(self, text: str) -> list[int]:
        """A text as numbers of pieces, between its two ends, at most ``LONGEST``. Never raises."""
        marked = (_SPACE + plain(text[: 2 * _LONGEST_TEXT]).replace(" ", _SPACE))[:_LONGEST_TEXT]
        return [BEGIN, *self._cut(marked)[: LONGEST - 2], END]

    def _cut(self, text: str) -> list[int]:
        """The likeliest pieces; unknown letters in a row are one."""
        length = len(text)
        best = [0.0] + [float("-inf")] * length
        begun, piece = [0] * (length + 1), [UNKNOWN] * (length + 1)
        for start in range(length):
            so_far = best[start]
            for end in range(start + 1, min(length, start + self._longest) + 1):
                number = self._numbers.get(text[start:end])
                if number is not None and so_far + self._scores[number] > best[end]:
                    best[end], begun[end], piece[end] = so_far + self._scores[number], start, number
            if text[start] not in self._numbers and so_far + self._unknown > best[start + 1]:
                best[start + 1], begun[start + 1], piece[start + 1] = so_far + self._unknown, start, UNKNOWN
        found: list[int] = []
        at = length
        while at:
            if not (found and piece[at] == found[-1] == UNKNOWN):
                found.append(piece[at])
            at = begun[at]
        return found[::-1]
