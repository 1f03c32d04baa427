"""What a message means, apart from its letters: the reader's vectors, and a small network on them.

The reader (``common/reader.py``) has learned from the training messages as they were when it was made; the network on
its vectors is learned anew with every model, so that new messages and labels count at once.
"""

from collections.abc import Sequence
from functools import cache

import numpy as np

from common.meaning import HIDDEN, SPREAD, MeaningModel
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


def fit(
    rows: np.ndarray, labels: dict[str, np.ndarray], epochs: int, seed: int, of_each: int | None = None
) -> MeaningModel:
    """Learn from vectors and, for each kind, the number of each text's label.

    :param of_each: only so many labels, one after the other, exclude each other; without it, all do
    """
    import tensorflow as tf  # only training needs it, and it is slow to load

    tf.keras.utils.set_random_seed(seed)
    inputs = tf.keras.Input((DIMENSIONS,))
    hidden = tf.keras.layers.Dense(_HIDDEN, activation="relu", name=HIDDEN)
    kept = tf.keras.layers.Dropout(_HIDDEN_DROPOUT)(hidden(tf.keras.layers.Dropout(_INPUT_DROPOUT)(inputs)))
    heads = {kind: tf.keras.layers.Dense(_count(known, of_each), name=kind) for kind, known in labels.items()}
    network = tf.keras.Model(inputs, [head(kept) for head in heads.values()])
    alone = tf.keras.losses.sparse_categorical_crossentropy

    def loss(truth: tf.Tensor, scores: tf.Tensor) -> tf.Tensor:
        if of_each is None:
            return alone(truth, scores, from_logits=True)
        place = tf.cast(tf.reshape(truth, [-1]), tf.int32)
        choices = tf.gather(tf.reshape(scores, [tf.shape(scores)[0], -1, of_each]), place // of_each, batch_dims=1)
        return alone(place % of_each, choices, from_logits=True)

    network.compile(tf.keras.optimizers.Adam(_RATE), loss=[loss] * len(heads))
    network.fit(SPREAD * rows, list(labels.values()), epochs=epochs, batch_size=_BATCH, verbose=0)
    layers = {HIDDEN: hidden, **heads}
    return MeaningModel({kind: tuple(layer.get_weights()) for kind, layer in layers.items()})


def _count(known: np.ndarray, of_each: int | None) -> int:
    """How many labels there are, where the last group may miss some."""
    count = int(known.max()) + 1
    return count if of_each is None else -(-count // of_each) * of_each


def mean_of(models: Sequence[MeaningModel]) -> MeaningModel:
    """One network whose log-odds are the mean of those of several with the same kinds of labels: their hidden layers
    side by side."""
    first, *_ = layers = [model.layers for model in models]

    def joined(kind: str) -> tuple[np.ndarray, np.ndarray]:
        weights, biases = zip(*(each[kind] for each in layers), strict=True)
        if kind == HIDDEN:
            return np.hstack(weights), np.concatenate(biases)
        return np.vstack(weights) / len(layers), np.mean(biases, 0)

    return MeaningModel({kind: joined(kind) for kind in first})
