"""A reader to learn on with, out of the two files that are in use: nothing else of an earlier go has to be kept.

Its weights come back from eight bits, so each is off by up to a 250th of the largest of its column, which the first
steps learn away. The heads are in no file: they are learned first, alone.

Needs the package ``onnx``, which is no part of the engine's lock.
"""

import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from benchmarks.reader_network import Course, Example, Reader, learn
from benchmarks.reader_weights import SPECIAL, Weights
from common.reader import LAYERS, TABLE

HEADS = Course(epochs=1, rate=4e-4, warm=20, dropout=0.2)
"""How the heads are learned before anything else is."""
HEADS_LEARN = 0.3
"""On this share of the messages."""

Arrays = dict[str, np.ndarray]


def restore(folder: Path, weights: Weights, reader_of: Callable[[list[int]], Reader]) -> Reader:
    """A reader whose layers are those of the files in ``folder``, its heads still unlearned.

    :param reader_of: a pretrained reader with these pieces of the vocabulary
    """
    with np.load(folder / TABLE) as stored:
        names, places = stored["pieces"].tobytes().decode().split("\n"), stored["places"]
    numbered = {piece: number for number, piece in enumerate(weights.pieces)}
    reader = reader_of([numbered[name] for name in names[len(SPECIAL) :]])
    reader.variables["pos"].assign(places.astype(np.float32))
    for name, values in _uneven(_constants(folder / LAYERS)).items():
        if name in reader.variables:
            reader.variables[name].assign(values)
    return reader


def learn_heads(reader: Reader, epoch: Callable[[random.Random], list[Example]], tell: Callable[[str], None]) -> Reader:
    """The same reader with heads that fit its layers; these stay as they are."""
    fixed, reader.fixed = reader.fixed, reader.layers

    def part(draw: random.Random) -> list[Example]:
        examples = epoch(draw)
        return draw.sample(examples, round(HEADS_LEARN * len(examples)))

    learn(reader, part, HEADS, tell, lambda: None)
    reader.fixed = fixed
    return reader


def _constants(file: Path) -> Arrays:
    """The network's numbers by name; those of eight bits as floats again."""
    stored = {each.name: numpy_helper.to_array(each) for each in onnx.load(file).graph.initializer}
    for name in [name for name in stored if name.endswith("_quantized")]:
        whole = name.removesuffix("_quantized")
        zero, scale = stored[f"{whole}_zero_point"], stored[f"{whole}_scale"]
        stored[whole] = (stored[name].astype(np.float32) - zero.astype(np.float32)) * scale
    return stored


def _uneven(stored: Arrays) -> Arrays:
    """As they were learned: the columns' factors out of the weights again, and q, k and v apart."""
    found = dict(stored)
    for name in [name for name in stored if name.endswith(".ease")]:
        written = name.removesuffix(".ease")
        found[f"{written}.w"] = stored[f"{written}.w"] * stored[name][:, None]
    for name in [name for name in found if name.endswith((".qkv.w", ".qkv.b"))]:
        layer, _, part = name.split(".")
        for short, rows in zip("qkv", np.split(found[name], 3, axis=-1), strict=True):
            found[f"{layer}.{short}.{part}"] = rows
    return found
