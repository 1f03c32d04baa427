"""A linear model over a text's letter groups and words: what `bot.nlu.quick` trains, read with NumPy alone.

One file: the arrays, and beside them a JSON description as bytes; no pickle.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from common.ngrams import WORD_MARK, Features, Recipe, marks_of

Array = npt.NDArray[np.float32]


_SMALLEST = 1e-9


def log_odds(probability: float) -> float:
    """The natural logarithm of the odds, from -20.7 to 20.7: 0 is even, 2.2 is 90 %.

    :param probability: from 0 to 1
    """
    return math.log((probability + _SMALLEST) / (1 - probability + _SMALLEST))


class ModelError(Exception):
    """A model file that is missing or cannot be read, as one sentence that says what to do."""


def probabilities_of(labels: Sequence[str], scores: npt.NDArray[np.float64]) -> dict[str, float]:
    """From 0 to 1 for each label, in the labels' order; they sum to one. :param scores: unscaled log-odds"""
    raised = np.exp(scores - scores.max())
    return dict(zip(labels, (raised / raised.sum()).tolist(), strict=True))


class LinearText:
    """Scores of a text for each label.

    :param weights: shape (groups, labels), in half precision where they were read from a file: few of them are
        looked up for a text, all of them are held
    :param bias: shape (labels,)
    :param temperature: the factor that turns margins into honest probabilities
    """

    def __init__(
        self,
        features: Features,
        labels: list[str],
        weights: npt.NDArray[np.floating],
        bias: Array,
        temperature: float = 1.0,
    ) -> None:
        self.features = features
        self.labels = labels
        self.weights = weights
        self.bias = bias
        self.temperature = temperature

    def margins(self, text: str) -> Array:
        """How far the text lies on each label's side, shape (labels,)."""
        columns, weights = self.features.row(text)
        found: Array = weights @ self.weights[columns].astype(np.float32) + self.bias
        return found

    def probabilities(self, text: str) -> dict[str, float]:
        """From 0 to 1 for each label, in the labels' order; they sum to one. Never raises."""
        return probabilities_of(self.labels, self.margins(text).astype(np.float64) * self.temperature)

    def knows(self, text: str) -> bool:
        """Whether any group of the text was met in training."""
        return len(self.features.row(text)[0]) > 0

    def met(self, words: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Of each word, in small letters, whether it was met in training as a whole."""
        return self.features.columns(marks_of([WORD_MARK + word for word in words])) >= 0

    def save(self, file: Path) -> None:
        """Write the one file, whole or not at all.

        Weights in half precision: 1 part in 2000, far below any margin that counts.
        """
        described = {
            "labels": self.labels,
            "temperature": self.temperature,
            "recipe": self.features.recipe.described(),
        }
        content = json.dumps(described, ensure_ascii=False).encode()
        arrays: dict[str, Any] = {
            "described": np.frombuffer(content, dtype=np.uint8),
            "weights": self.weights.astype(np.float16),
            "bias": self.bias,
            **self.features.arrays(),
        }
        file.parent.mkdir(parents=True, exist_ok=True)
        written = file.with_suffix(".new")
        with written.open("wb") as out:
            np.savez_compressed(out, **arrays)
        written.replace(file)

    @classmethod
    def load(cls, file: Path) -> LinearText:
        """Read what ``save`` wrote. Raises ``ModelError``."""
        try:
            with np.load(file, allow_pickle=False) as stored:
                described = json.loads(stored["described"].tobytes())
                return cls(
                    Features.restore(Recipe.of(described["recipe"]), stored),
                    list(described["labels"]),
                    stored["weights"],
                    stored["bias"],
                    float(described["temperature"]),
                )
        except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
            raise ModelError(f"{file} is missing or damaged: run `make model`.") from error
