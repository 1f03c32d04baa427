"""A small pretrained reader of whole sentences: what a message means, apart from its letters and words.

It had read a hundred languages before it learned from the written messages, and tells who does what and whether it goes
on, where letters and words only tell what is spoken of. Its files are in ``bot/data/reader``: a README there says where
they come from and how they are made anew.
"""

import hashlib
from functools import cached_property
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from common.linear_text import ModelError
from common.pieces import Pieces

FOLDER = Path(__file__).resolve().parents[1] / "bot" / "data" / "reader"
LAYERS, TABLE = "layers.onnx", "table.npz"
MEANING = "meaning"
"""What the network answers."""
_ODD = 8
"""Stands for zero among numbers of four bits."""

Array = npt.NDArray[np.float32]


class Reader:
    """Pure: the same text always gives the same answers.

    :param layers: the network, as ONNX
    :param pieces: what a text is cut into
    :param factors: of the pieces' vectors, a number for each block of 32: shape (pieces, blocks), half precision
    :param numbers: the vectors' numbers of four bits, two in a byte: shape (pieces, blocks * 16)
    :param places: what is added to the vector of a piece by its place, shape (places, width)
    """

    def __init__(
        self,
        layers: bytes,
        pieces: Pieces,
        factors: npt.NDArray[np.float16],
        numbers: npt.NDArray[np.uint8],
        places: Array,
    ) -> None:
        self._layers = layers
        self._pieces = pieces
        self._factors = factors
        self._numbers = numbers
        self._places = places

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "Reader":
        """Raises `common.linear_text.ModelError` where a file is missing or damaged."""
        try:
            with np.load(folder / TABLE, allow_pickle=False) as stored:
                pieces = Pieces(stored["pieces"].tobytes().decode().split("\n"), stored["scores"].tolist())
                arrays = stored["factors"], stored["numbers"], stored["places"].astype(np.float32)
                digest = stored["digest"].tobytes()
            layers = (folder / LAYERS).read_bytes()
            if hashlib.sha256(layers).digest() != digest:
                raise ValueError("not the layers of this table")
        except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
            raise ModelError(f"The reader in {folder} is missing or damaged: restore its files.") from error
        return cls(layers, pieces, *arrays)

    @cached_property
    def _session(self) -> Any:
        # Not before it is needed: the package begins a thread, and a process with threads cannot be copied.
        import onnxruntime  # type: ignore[import-untyped]

        options = onnxruntime.SessionOptions()
        # One short text gains nothing from a second thread.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(self._layers, options, providers=["CPUExecutionProvider"])

    def meaning(self, text: str) -> Array:
        """The vector of the beginning of a text, of length one, shape (768,). Never raises."""
        at = self._pieces.numbers(text)
        rows = self._vectors(at) + self._places[: len(at)]
        vector: Array = self._session.run([MEANING], {"rows": rows})[0][0]
        return vector / np.float32(np.linalg.norm(vector))

    def _vectors(self, at: list[int]) -> Array:
        """Of pieces by number, shape (pieces, width)."""
        blocks = self._numbers[at].reshape(len(at), self._factors.shape[1], -1)
        whole = np.concatenate([blocks & 15, blocks >> 4], axis=2).astype(np.float32) - _ODD
        vectors: Array = (whole * self._factors[at].astype(np.float32)[:, :, None]).reshape(len(at), -1)
        return vectors
