"""A small network on the reader's vectors: what a sentence means, as log-odds of labels. NumPy alone."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

SPREAD = 4.0
"""Vectors have length one; the network learns faster on larger numbers."""
HIDDEN = "hidden"

Array = npt.NDArray[np.float32]


class MeaningModel:
    """One hidden layer shared by all kinds of labels, then one layer a kind.

    :param layers: weights and biases by name: "hidden", then each kind of label
    """

    def __init__(self, layers: Mapping[str, tuple[Array, Array]]) -> None:
        self.layers = layers

    def scores(self, rows: Array) -> dict[str, Array]:
        """Unscaled log-odds, shape (texts, labels), for each kind of label.

        :param rows: vectors of length one, shape (texts, 768)
        """
        weights, bias = self.layers[HIDDEN]
        hidden = np.maximum(SPREAD * rows @ weights + bias, 0)
        return {kind: hidden @ w + b for kind, (w, b) in self.layers.items() if kind != HIDDEN}

    def arrays(self, name: str) -> dict[str, npt.NDArray[np.floating]]:
        """For a file that holds several such models, each with its name."""
        named: dict[str, npt.NDArray[np.floating]] = {}
        for kind, (weights, bias) in self.layers.items():
            named[f"{name}_{kind}_weights"] = weights.astype(np.float16)
            named[f"{name}_{kind}_bias"] = bias
        return named

    @classmethod
    def restore(cls, name: str, kinds: Sequence[str], arrays: Mapping[str, npt.NDArray[np.floating]]) -> "MeaningModel":
        """The inverse of ``arrays``. :raises KeyError: a layer is missing"""
        return cls(
            {
                kind: (
                    arrays[f"{name}_{kind}_weights"].astype(np.float32),
                    arrays[f"{name}_{kind}_bias"].astype(np.float32),
                )
                for kind in (HIDDEN, *kinds)
            }
        )
