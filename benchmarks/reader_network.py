"""A pretrained reader's lower layers as they are, its upper ones learned further on what messages are about."""

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import tensorflow as tf

from benchmarks import reader_weights
from benchmarks.reader_weights import Weights
from common.pieces import LONGEST, PAD

_PARTS = ("q", "k", "v", "ao", "fi", "fo")
_TOLD_EVERY = 50
UNKNOWN = -1
"""In place of a label's number: nothing is known of this kind, nothing is learned of it here."""

Example = tuple[str, Sequence[int]]
"""A text, and for each kind of labels the number of its own or ``UNKNOWN``."""


@dataclass(frozen=True)
class Course:
    """How long and how fast is learned; ``rate`` rises over ``warm`` steps and then falls evenly."""

    epochs: int
    batch: int = 128
    rate: float = 1.4e-4
    warm: int = 100
    head_rate: float = 5.0
    decay: float = 0.01
    shares: Sequence[float] = (1.0, 0.8, 0.8)  # of each kind's loss: a missed danger is the worst
    smoothing: float = 0.02
    dropout: float = 0.1
    seed: int = 7


@dataclass
class Reader:
    """The network: ``layers`` of them, of which the first ``fixed`` are not learned further.

    :param kept: the vocabulary's pieces, as numbers of the pretrained one; their vectors are never learned further
    :param labels: by kind, in the order in which examples name them
    :param watch: is shown what goes into each multiplication, by its name, shape (pieces, width)
    """

    weights: Weights
    kept: Sequence[int]
    layers: int
    fixed: int
    labels: Mapping[str, Sequence[str]]
    watch: Callable[[str, tf.Tensor], None] | None = None
    variables: dict[str, tf.Variable] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pieces = reader_weights.cutter(self.weights, self.kept)
        self._embedded = tf.constant(reader_weights.table(self.weights, self.kept))
        width, take = self.weights.width, self.weights.tensor
        self._keep("pos", take("emb.pos").reshape(-1, width)[:LONGEST] + take("emb.type").reshape(-1, width)[0])
        self._norm("eln", "emb.ln")
        for number in range(self.layers):
            for name in _PARTS:
                rows = self.weights.inner if name == "fi" else width
                self._keep(f"l{number}.{name}.w", self.weights.matrix(f"l{number}.{name}.w", rows))
                self._keep(f"l{number}.{name}.b", take(f"l{number}.{name}.b"))
            for name in ("aln", "oln"):
                self._norm(f"l{number}.{name}", f"l{number}.{name}")
        draw = np.random.default_rng(0)
        for kind, labels in self.labels.items():
            self._keep(f"head.{kind}.w", draw.normal(0, 0.02, (2 * width, len(labels))))
            self._keep(f"head.{kind}.b", np.zeros(len(labels)))

    def _keep(self, name: str, values: np.ndarray) -> None:
        self.variables[name] = tf.Variable(values.astype(np.float32), name=name)

    def _norm(self, name: str, stored: str) -> None:
        for part in "wb":
            self._keep(f"{name}.{part}", self.weights.tensor(f"{stored}.{part}"))

    def learned(self) -> list[str]:
        """The names of what is learned further: the upper layers and the heads."""
        upper = tuple(f"l{number}." for number in range(self.fixed, self.layers))
        return [name for name in self.variables if name.startswith((*upper, "head."))]

    def scores(self, texts: Sequence[str], kind: str) -> np.ndarray:
        """Unscaled log-odds of the labels of a kind, shape (texts, labels)."""
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        found = np.empty((len(texts), len(self.labels[kind])), np.float32)
        for start in range(0, len(order), 64):
            part = order[start : start + 64]
            rows = padded([self.pieces.numbers(texts[n]) for n in part])
            found[part] = self.logits(self.meaning(rows, 0.0), kind).numpy()
        return found

    def logits(self, meant: tf.Tensor, kind: str) -> tf.Tensor:
        """Of vectors, shape (texts, 2 * width)."""
        return self._linear(meant, f"head.{kind}")

    def meaning(self, numbers: tf.Tensor, dropout: float) -> tf.Tensor:
        """The vectors of padded numbers, shape (texts, pieces); ``dropout``: the share of their numbers left out."""
        mask = tf.cast(tf.not_equal(numbers, PAD), tf.float32)
        count, length = tf.shape(numbers)[0], tf.shape(numbers)[1]
        state = self._normed(tf.gather(self._embedded, numbers) + self.variables["pos"][:length], "eln")
        hidden = (1 - mask)[:, None, None, :] * -1e9
        for number in range(self.layers):
            state = self._layer(state, number, hidden, (count, length))
            if number == self.fixed - 1:
                state = tf.stop_gradient(state)
        mean = tf.reduce_sum(state * mask[:, :, None], 1) / tf.reduce_sum(mask, 1, keepdims=True)
        most = tf.reduce_max(state - (1 - mask)[:, :, None] * 1e9, 1)
        meant = tf.concat([mean, most], 1)
        return tf.nn.dropout(meant, dropout) if dropout else meant

    def _layer(self, state: tf.Tensor, number: int, hidden: tf.Tensor, shape: Any) -> tf.Tensor:
        heads, width, name = self.weights.heads, self.weights.width, f"l{number}"
        flat = tf.reshape(state, (-1, width))

        def split(part: str) -> tf.Tensor:
            whole = self._linear(flat, f"{name}.{part}")
            return tf.transpose(tf.reshape(whole, (*shape, heads, width // heads)), (0, 2, 1, 3))

        seen = tf.matmul(split("q"), split("k"), transpose_b=True) / np.sqrt(width // heads)
        mixed = tf.matmul(tf.nn.softmax(seen + hidden), split("v"))
        mixed = tf.reshape(tf.transpose(mixed, (0, 2, 1, 3)), (-1, width))
        flat = self._normed(flat + self._linear(mixed, f"{name}.ao"), f"{name}.aln")
        inner = tf.nn.gelu(self._linear(flat, f"{name}.fi"), approximate=False)
        flat = self._normed(flat + self._linear(inner, f"{name}.fo"), f"{name}.oln")
        return tf.reshape(flat, (*shape, width))

    def _linear(self, rows: tf.Tensor, name: str) -> tf.Tensor:
        if self.watch:
            self.watch(name, rows)
        return tf.matmul(rows, self.variables[f"{name}.w"]) + self.variables[f"{name}.b"]

    def _normed(self, rows: tf.Tensor, name: str) -> tf.Tensor:
        mean, variance = tf.nn.moments(rows, [-1], keepdims=True)
        scaled = (rows - mean) * tf.math.rsqrt(variance + 1e-12)
        return scaled * self.variables[f"{name}.w"] + self.variables[f"{name}.b"]


def padded(rows: Sequence[Sequence[int]]) -> tf.Tensor:
    longest = max(map(len, rows))
    return tf.constant([[*row, *[PAD] * (longest - len(row))] for row in rows], tf.int32)


def learn(
    reader: Reader,
    epoch: Callable[[random.Random], list[Example]],
    course: Course,
    tell: Callable[[str], None],
    keep: Callable[[], None],
) -> None:
    """Learn the upper layers and the heads by AdamW.

    :param epoch: the examples of an epoch, anew each time: augmentation is its matter
    :param keep: called after each epoch
    """
    tf.keras.utils.set_random_seed(course.seed)
    draw, begun, step = random.Random(course.seed), time.monotonic(), 0
    total = 0
    update = _updater(reader, course)
    for number in range(course.epochs):
        examples = epoch(draw)
        total = total or course.epochs * len(examples) // course.batch
        for rows, labels in _batches(reader, examples, course.batch, draw):
            step += 1
            share = min(step / course.warm, 1.0) * max(0.02, (total - step) / total)
            loss = update(rows, labels, tf.constant(course.rate * share), tf.constant(float(step)))
            if step % _TOLD_EVERY == 0:
                spent = time.monotonic() - begun
                tell(f"epoch {number + 1}, {step} of {total} steps, loss {float(loss):.2f}, {spent:.0f} s")
        keep()


def _batches(
    reader: Reader, examples: Sequence[Example], size: int, draw: random.Random
) -> Iterator[tuple[tf.Tensor, tf.Tensor]]:
    """Texts of a like length together, in an order drawn anew."""
    rows = [(reader.pieces.numbers(text), labels) for text, labels in examples]
    draw.shuffle(rows)
    for start in range(0, len(rows), size * 50):
        part = sorted(rows[start : start + size * 50], key=lambda row: len(row[0]))
        batches = [part[n : n + size] for n in range(0, len(part), size)]
        draw.shuffle(batches)
        for batch in batches:
            yield padded([numbers for numbers, _ in batch]), tf.constant([labels for _, labels in batch])


def _updater(reader: Reader, course: Course) -> Callable[..., tf.Tensor]:
    names = reader.learned()
    learned = [reader.variables[name] for name in names]
    first, second = ([tf.Variable(tf.zeros_like(each)) for each in learned] for _ in range(2))
    decayed = [name.endswith(".w") and "ln" not in name for name in names]
    rates = [course.head_rate if name.startswith("head.") else 1.0 for name in names]
    kinds = list(reader.labels)

    @tf.function(reduce_retracing=True)
    def update(rows: tf.Tensor, labels: tf.Tensor, rate: tf.Tensor, step: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            meant = reader.meaning(rows, course.dropout)
            losses = [
                course.shares[n] * _loss(reader.logits(meant, kind), labels[:, n], course)
                for n, kind in enumerate(kinds)
            ]
            loss = tf.add_n(losses)
        slopes, _ = tf.clip_by_global_norm(tape.gradient(loss, learned), 1.0)
        for n, slope in enumerate(slopes):
            first[n].assign(0.9 * first[n] + 0.1 * slope)
            second[n].assign(0.98 * second[n] + 0.02 * slope * slope)
            move = (first[n] / (1 - 0.9**step)) / (tf.sqrt(second[n] / (1 - 0.98**step)) + 1e-6)
            move += course.decay * learned[n] if decayed[n] else 0.0
            learned[n].assign_sub(rate * rates[n] * move)
        return loss

    return update


def _loss(logits: tf.Tensor, labels: tf.Tensor, course: Course) -> tf.Tensor:
    """The cross-entropy of the labels that are known, over all texts: a kind that few of them have counts less."""
    classes = logits.shape[-1]
    wanted = tf.one_hot(labels, classes) * (1 - course.smoothing) + course.smoothing / classes
    known = tf.cast(tf.not_equal(labels, UNKNOWN), tf.float32)
    return tf.reduce_mean(known * tf.nn.softmax_cross_entropy_with_logits(wanted, logits))
