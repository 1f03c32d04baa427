"""Danger by what a message means, beside the guard that reads its letters and words: a second opinion."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.special import softmax

from bot.nlu.danger_examples import NOTHING, DangerExample
from bot.nlu.meaning import MeaningModel
from common.linear_text import log_odds

_KIND = "danger"
_LABELS = "danger_labels"


class DangerSense:
    """The likeliest danger of a sentence vector, and the log-odds that there is one.

    :param labels: the dangers in the network's order, ``NOTHING`` first
    """

    def __init__(self, network: MeaningModel, labels: Sequence[str]) -> None:
        self._network = network
        self._labels = list(labels)

    @classmethod
    def fit(
        cls, examples: Sequence[DangerExample], meant: np.ndarray, harmless: np.ndarray, epochs: int, seed: int
    ) -> "DangerSense":
        """Learn from the danger examples, and from messages that are harmless by nature.

        :param meant: the vectors of ``examples``, shape (examples, 512)
        :param harmless: the vectors of the harmless messages, shape (messages, 512)
        """
        labels = sorted({example.danger for example in examples} | {NOTHING})
        truth = [labels.index(example.danger) for example in examples] + [labels.index(NOTHING)] * len(harmless)
        network = MeaningModel.fit(np.vstack([meant, harmless]), {_KIND: np.array(truth)}, epochs, seed)
        return cls(network, labels)

    def read(self, meant: np.ndarray) -> dict[str, Any]:
        """``{"code", "odds"}`` of one text. :param meant: its vector, shape (1, 512)"""
        likely = softmax(self._network.scores(meant)[_KIND][0])
        nothing = self._labels.index(NOTHING)
        odds = log_odds(1 - float(likely[nothing]))
        likely[nothing] = 0
        return {"code": self._labels[int(likely.argmax())], "odds": round(odds, 3)}

    def arrays(self) -> dict[str, np.ndarray]:
        """For a file."""
        return {**self._network.arrays(_KIND), _LABELS: np.array(self._labels)}

    @classmethod
    def restore(cls, arrays: dict[str, np.ndarray]) -> "DangerSense":
        """The inverse of ``arrays``."""
        return cls(MeaningModel.restore(_KIND, [_KIND], arrays), [str(label) for label in arrays[_LABELS]])
