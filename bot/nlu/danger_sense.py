"""Danger by what a message means, beside the guard that reads its letters and words: a second opinion."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.special import softmax

from bot.nlu.danger_examples import HARMLESS_SAMPLE, NOTHING, is_harmless, written
from bot.nlu.meaning import MeaningModel, vectors
from bot.nlu.variants import Example

_KIND = "danger"
_LABELS = "danger_labels"
_SMALLEST = 1e-9


class DangerSense:
    """The likeliest danger of a sentence vector, and the log-odds that there is one.

    :param labels: the dangers in the network's order, ``NOTHING`` first
    """

    def __init__(self, network: MeaningModel, labels: Sequence[str]) -> None:
        self._network = network
        self._labels = list(labels)

    @classmethod
    def fit(cls, examples: Sequence[Example], meant: np.ndarray, epochs: int, seed: int) -> "DangerSense":
        """Learn from the danger examples, and from a sample of the messages that are harmless by nature.

        :param meant: the vectors of ``examples``, shape (examples, 512)
        """
        known = written()
        labels = sorted({example.danger for example in known} | {NOTHING})
        harmless = np.flatnonzero([is_harmless(e.intent, e.situation) for e in examples])
        draw = np.random.default_rng(seed)
        sample = draw.choice(harmless, min(HARMLESS_SAMPLE, len(harmless)), replace=False)
        rows = np.vstack([vectors([example.text for example in known]), meant[sample]])
        truth = np.array([labels.index(example.danger) for example in known] + [labels.index(NOTHING)] * len(sample))
        return cls(MeaningModel.fit(rows, {_KIND: truth}, epochs, seed), labels)

    def read(self, meant: np.ndarray) -> dict[str, Any]:
        """``{"code", "odds"}`` of one text. :param meant: its vector, shape (1, 512)"""
        likely = softmax(self._network.scores(meant)[_KIND][0])
        nothing = self._labels.index(NOTHING)
        odds = float(np.log((1 - likely[nothing] + _SMALLEST) / (likely[nothing] + _SMALLEST)))
        likely[nothing] = 0
        return {"code": self._labels[int(likely.argmax())], "odds": round(odds, 3)}

    def arrays(self) -> dict[str, np.ndarray]:
        """For a file."""
        return {**self._network.arrays(_KIND), _LABELS: np.array(self._labels)}

    @classmethod
    def restore(cls, arrays: dict[str, np.ndarray]) -> "DangerSense":
        """The inverse of ``arrays``."""
        return cls(MeaningModel.restore(_KIND, [_KIND], arrays), [str(label) for label in arrays[_LABELS]])
