"""What a message means, apart from its letters: the reader's vectors, and a small network on them.

The reader (``common/reader.py``) has learned from the training messages as they were when it was made; the network on
its vectors is learned anew with every model, so that new messages and labels count at once.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np

from common.meaning import SPREAD, MeaningModel
from common.reader import Reader

DIMENSIONS = 768
LONGEST = 400
"""Characters that are read: what a message is about stands there, and time grows with length."""
_HIDDEN, _BATCH, _RATE = 512, 128, 2e-3
_INPUT_DROPOUT, _HIDDEN_DROPOUT = 0.1, 0.5


@cache
def _reader() -> Reader:
    return Reader.load()


def vectors(texts: Sequence[str]) -> np.ndarray:
    """One row of float32 a text, of length one, shape (texts, 768). A text without a letter has a vector too.

    :raises common.linear_text.ModelError: the reader's files are missing or damaged
    """
    return np.array([_reader().meaning(text[:LONGEST]) for text in texts])


def fit(rows: np.ndarray, labels: dict[str, np.ndarray], epochs: int, seed: int) -> MeaningModel:
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
    network.fit(SPREAD * rows, list(labels.values()), epochs=epochs, batch_size=_BATCH, verbose=0)
    layers = {"hidden": hidden, **heads}
    return MeaningModel({kind: tuple(layer.get_weights()) for kind, layer in layers.items()})
