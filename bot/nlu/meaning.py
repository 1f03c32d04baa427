"""What a message means, apart from its letters: the reader's vectors, and a small network on them.

The reader (``common/reader.py``) has learned from the training messages as they were when it was made; the network on
its vectors is learned anew with every model, so that new messages and labels count at once.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np

from common.reader import Reader

DIMENSIONS = 768
LONGEST = 400
"""Characters that are read: what a message is about stands there, and time grows with length."""
_HIDDEN, _BATCH, _RATE = 512, 128, 2e-3
_INPUT_DROPOUT, _HIDDEN_DROPOUT = 0.1, 0.5
_SPREAD = 4.0  # vectors have length one; the network learns faster on larger numbers


@cache
def _reader() -> Reader:
    return Reader.load()


def vectors(texts: Sequence[str]) -> np.ndarray:
    """One row of float32 a text, of length one, shape (texts, 768). A text without a letter has a vector too.

    :raises common.linear_text.ModelError: the reader's files are missing or damaged
    """
    rows = np.array([_reader().meaning(text[:LONGEST]) for text in texts])
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class MeaningModel:
    """One hidden layer shared by all kinds of labels, then one layer a kind.

    :param layers: weights and biases by name: "hidden", then each kind of label
    """

    def __init__(self, layers: dict[str, tuple[np.ndarray, np.ndarray]]) -> None:
        self._layers = layers

    def scores(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        """Unscaled log-odds, shape (texts, labels), for each kind of label."""
        weights, bias = self._layers["hidden"]
        hidden = np.maximum(_SPREAD * rows @ weights + bias, 0)
        return {kind: hidden @ w + b for kind, (w, b) in self._layers.items() if kind != "hidden"}

    def arrays(self, name: str) -> dict[str, np.ndarray]:
        """For a file that holds several such models, each with its name."""
        named = {}
        for kind, (weights, bias) in self._layers.items():
            named[f"{name}_{kind}_weights"] = weights.astype(np.float16)
            named[f"{name}_{kind}_bias"] = bias
        return named

    @classmethod
    def restore(cls, name: str, kinds: Sequence[str], arrays: dict[str, np.ndarray]) -> "MeaningModel":
        """The inverse of ``arrays``."""
        return cls(
            {
                kind: (
                    arrays[f"{name}_{kind}_weights"].astype(np.float32),
                    arrays[f"{name}_{kind}_bias"].astype(np.float32),
                )
                for kind in ("hidden", *kinds)
            }
        )

    @classmethod
    def fit(cls, rows: np.ndarray, labels: dict[str, np.ndarray], epochs: int, seed: int) -> "MeaningModel":
        """Learn from vectors and, for each kind, the number of each text's label."""
        import tensorflow as tf  # only training needs it, and it is slow to load

        tf.keras.utils.set_random_seed(seed)
        inputs = tf.keras.Input((DIMENSIONS,))
        hidden = tf.keras.layers.Dense(_HIDDEN, activation="relu", name="hidden")
        kept = tf.keras.layers.Dropout(_HIDDEN_DROPOUT)(hidden(tf.keras.layers.Dropout(_INPUT_DROPOUT)(inputs)))
        heads = {kind: tf.keras.layers.Dense(int(known.max()) + 1, name=kind) for kind, known in labels.items()}
        network = tf.keras.Model(inputs, [head(kept) for head in heads.values()])
        loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        network.compile(tf.keras.optimizers.Adam(_RATE), loss=[loss] * len(heads))
        network.fit(_SPREAD * rows, list(labels.values()), epochs=epochs, batch_size=_BATCH, verbose=0)
        layers = {"hidden": hidden, **heads}
        return cls({kind: tuple(layer.get_weights()) for kind, layer in layers.items()})
