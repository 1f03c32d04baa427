"""What a learned reading of a message says of danger, beside the guard's rules.

The rules know what they were told, the model has read thousands of messages on both sides of the border, in six
languages. Together they miss less and wake fewer people than either (docs/understanding.md has the figures).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from common.linear_text import LinearText, log_odds

NOTHING = ""
"""The model's label of a message without a danger."""
MODEL_FILE = Path(__file__).resolve().parents[1] / "models" / "danger.npz"

_SENTENCE_END = re.compile(r"[.!?;\n\u2026\u061f\u061b\u3002]+")
# A long story dilutes its one frightening sentence: from so many words on, pieces of it are read too.
_LONG, _PIECE = 45, 25
_MOST_PIECES = 24
_REMEMBERED = 64
"""Readings: a message is asked about twice, before the assistant and after it."""
_DECIDED = 7.0
"""Log-odds beyond which no second reading has the weight to change what follows, and none is asked."""
_READ = 0.4
"""How much the reader counts beside letters and words, for whether there is a danger and for which: it is the surer of
the two, also where it is wrong. Chosen on tests/data/dangers/limits.jsonl."""


@dataclass(frozen=True)
class Opinion:
    """The likeliest danger, and the log-odds that there is one at all (0 is even, 2.2 is 90 %)."""

    danger: str
    odds: float


class Reader(Protocol):
    """Another reading of a text."""

    def probabilities(self, text: str) -> dict[str, float]:
        """From 0 to 1 for each danger and ``NOTHING``."""


class DangerModel:
    """The model of ``models/danger.npz``, and where it leaves a doubt the weighted mean of its log-odds and a reader's.

    Pure: the same text always gives the same opinion.
    """

    def __init__(self, model: LinearText, reader: Reader | None = None) -> None:
        self._model = model
        self._reader = reader
        self._last = lru_cache(maxsize=_REMEMBERED)(self._of)

    @classmethod
    def load(cls, file: Path = MODEL_FILE, reader: Reader | None = None) -> "DangerModel":
        """Raises `common.linear_text.ModelError` where the file is missing or damaged."""
        return cls(LinearText.load(file), reader)

    def read(self, text: str) -> Opinion:
        """The opinion on a message, of its most alarming piece where it is long. Never raises."""
        return max((self._last(piece) for piece in (text, *_pieces(text))), key=lambda opinion: opinion.odds)

    def warm_up(self) -> None:
        """Load what is loaded when the first text is read."""
        if self._reader is not None:
            self._reader.probabilities("")

    def _of(self, text: str) -> Opinion:
        likely = self._model.probabilities(text)
        odds = log_odds(1 - likely.pop(NOTHING))
        if self._reader is not None and abs(odds) < _DECIDED:
            read = self._reader.probabilities(text)
            odds = (odds + _READ * log_odds(1 - read[NOTHING])) / (1 + _READ)
            likely = {danger: share * read.get(danger, 0.0) ** _READ for danger, share in likely.items()}
        return Opinion(max(likely, key=lambda danger: likely[danger]), odds)


def _pieces(text: str) -> Iterator[str]:
    """Pieces of a long text, whole sentences of about 25 words together; nothing of a short one."""
    if len(text.split()) < _LONG:
        return
    held: list[str] = []
    given = 0
    for sentence in _SENTENCE_END.split(text):
        held += sentence.split()
        if len(held) >= _PIECE:
            yield " ".join(held)
            held, given = [], given + 1
            if given == _MOST_PIECES:
                return
    if held and given:
        yield " ".join(held)
