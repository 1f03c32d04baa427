"""What a learned reading of a message says of danger, beside the guard's rules.

The rules know what they were told, the model has read thousands of messages on both sides of the border, in six
languages. Together they miss less and wake fewer people than either (docs/understanding.md has the figures).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from common.linear_text import LinearText, log_odds

NOTHING = ""
"""The model's label of a message without a danger."""
MODEL_FILE = Path(__file__).resolve().parents[1] / "models" / "danger.npz"

_SENTENCE_END = re.compile(r"[.!?;\n\u2026\u061f\u061b\u3002]+")
# A long story dilutes its one frightening sentence: from so many words on, pieces of it are read too.
_LONG, _PIECE = 45, 25
_MOST_PIECES = 24


@dataclass(frozen=True)
class Opinion:
    """The likeliest danger, and the log-odds that there is one at all (0 is even, 2.2 is 90 %)."""

    danger: str
    odds: float


class DangerModel:
    """The model of ``models/danger.npz``. Pure: the same text always gives the same opinion."""

    def __init__(self, model: LinearText) -> None:
        self._model = model

    @classmethod
    def load(cls, file: Path = MODEL_FILE) -> "DangerModel":
        """Raises `common.linear_text.ModelError` where the file is missing or damaged."""
        return cls(LinearText.load(file))

    def read(self, text: str) -> Opinion:
        """The opinion on a message, of its most alarming piece where it is long. Never raises."""
        return max((self._of(piece) for piece in (text, *_pieces(text))), key=lambda opinion: opinion.odds)

    def _of(self, text: str) -> Opinion:
        likely = self._model.probabilities(text)
        nothing = likely.pop(NOTHING)
        return Opinion(max(likely, key=lambda danger: likely[danger]), log_odds(1 - nothing))


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
