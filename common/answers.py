"""What an answer in own words to a yes/no question says: "j'ai fermé l'eau" to "does the water still run?" is a no.

A small network on the reader's vectors knows three answers for each question that the hotline asks. It stands beside
the reader, whose README says how it is made anew. NumPy and the reader alone.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from common.linear_text import ModelError, probabilities_of
from common.meaning import MeaningModel
from common.reader import FOLDER

YES, NO, NEITHER = ANSWERS = ("yes", "no", "neither")
OPPOSITE = {YES: NO, NO: YES}
PLAIN = {"affirm": YES, "deny": NO}
"""What a message answers whatever is asked, by its intent."""
NAME, KIND, QUESTIONS = "answers", "answer", "answers_questions"
"""Of the network, of what it knows, and of the questions in their order, in the file."""
NETWORK = "answers.npz"
_REMEMBERED = 64
"""Texts."""


class Reader(Protocol):
    """Gives a text its vector."""

    def meaning(self, text: str) -> npt.NDArray[np.float32]:
        """The vector of the beginning of a text, of length one, shape (768,)."""


class AnswerReader:
    """Pure: the same text always gives the same answer.

    :param network: its scores are those of each question's answers, question after question
    """

    def __init__(self, reader: Reader, network: MeaningModel, questions: list[str]) -> None:
        self._reader = reader
        self._network = network
        self._places = {question: place for place, question in enumerate(questions)}
        # Several questions are asked at once, and an answer is looked at more than once.
        self._scores = lru_cache(maxsize=_REMEMBERED)(self._scores_of)

    @classmethod
    def load(cls, reader: Reader, folder: Path = FOLDER) -> "AnswerReader":
        """Raises `common.linear_text.ModelError` where the file is missing or damaged."""
        try:
            with np.load(folder / NETWORK, allow_pickle=False) as stored:
                return cls(reader, MeaningModel.restore(NAME, [KIND], stored), stored[QUESTIONS].tolist())
        except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
            raise ModelError(f"The network {folder / NETWORK} is missing or damaged: restore it.") from error

    def likely(self, text: str, question: str) -> Mapping[str, float]:
        """How likely each of ``ANSWERS`` is, from 0 to 1; a question of which nothing was learned has no answer."""
        place = self._places.get(question)
        if place is None:
            return {NEITHER: 1.0}
        return probabilities_of(list(ANSWERS), self._scores(text)[place])

    def said(self, text: str, question: str, sure: float) -> str | None:
        """``YES`` or ``NO`` where a text says so and that is at least as likely as ``sure``."""
        likely = self.likely(text, question)
        best = max(likely, key=lambda answer: likely[answer])
        return best if best != NEITHER and likely[best] >= sure else None

    def _scores_of(self, text: str) -> npt.NDArray[np.float64]:
        scores = self._network.scores(self._reader.meaning(text)[None])[KIND][0].astype(np.float64)
        return np.reshape(scores, (-1, len(ANSWERS)))
