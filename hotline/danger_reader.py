"""A small pretrained reader of whole sentences, beside the linear reading of letters and words.

The linear model knows which words stand in dangers; this one has read a hundred languages before and tells who does
what, and whether it goes on. They make different mistakes (docs/understanding.md has the figures). Its files are in
``bot/data/guard/reader``: a README there says where they come from and how they are made anew.
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
from hotline.danger_model import DangerModel

FOLDER = Path(__file__).resolve().parents[1] / "bot" / "data" / "guard" / "reader"
LAYERS, TABLE = "layers.onnx", "table.npz"
_ODD = 8
"""Stands for zero among numbers of four bits."""

Array = npt.NDArray[np.float32]


class DangerReader:
    """Probabilities of each danger, and of none. Pure: the same text always gives the same ones.

    :param layers: the network, as ONNX
    :param pieces: what a text is cut into
    :param factors: of the pieces' vectors, a number for each block of 32: shape (pieces, blocks), half precision
    :param numbers: the vectors' numbers of four bits, two in a byte: shape (pieces, blocks * 16)
    :param places: what is added to the vector of a piece by its place, shape (places, width)
    :param labels: the dangers in the order of the network's answers, ``""`` for none
    """

    def __init__(
        self,
        layers: bytes,
        pieces: Pieces,
        factors: npt.NDArray[np.float16],
        numbers: npt.NDArray[np.uint8],
        places: Array,
        labels: list[str],
    ) -> None:
        self._layers = layers
        self._pieces = pieces
        self._factors = factors
        self._numbers = numbers
        self._places = places
        self._labels = labels

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "DangerReader":
        """Raises `common.linear_text.ModelError` where a file is missing or damaged."""
        try:
            with np.load(folder / TABLE, allow_pickle=False) as stored:
                pieces = Pieces(stored["pieces"].tobytes().decode().split("\n"), stored["scores"].tolist())
                arrays = stored["factors"], stored["numbers"], stored["places"].astype(np.float32)
                labels = [str(label) for label in stored["labels"]]
                digest = stored["digest"].tobytes()
            layers = (folder / LAYERS).read_bytes()
            if hashlib.sha256(layers).digest() != digest:
                raise ValueError("not the layers of this table")
        except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
            raise ModelError(f"The reader of dangers in {folder} is missing or damaged: restore its files.") from error
        return cls(layers, pieces, *arrays, labels)

    @cached_property
    def _session(self) -> Any:
        # Not before it is needed: the package begins a thread, and a process with threads cannot be copied.
        import onnxruntime  # type: ignore[import-untyped]

        options = onnxruntime.SessionOptions()
        # One short text gains nothing from a second thread.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(self._layers, options, providers=["CPUExecutionProvider"])

    def probabilities(self, text: str) -> dict[str, float]:
        """From 0 to 1 for each danger and ``""``, of the beginning of a text; they sum to one. Never raises."""
        at = self._pieces.numbers(text)
        rows = self._vectors(at) + self._places[: len(at)]
        scores = self._session.run(None, {"rows": rows})[0][0].astype(np.float64)
        raised = np.exp(scores - scores.max())
        return dict(zip(self._labels, (raised / raised.sum()).tolist(), strict=True))

    def _vectors(self, at: list[int]) -> Array:
        """Of pieces by number, shape (pieces, width)."""
        blocks = self._numbers[at].reshape(len(at), self._factors.shape[1], -1)
        whole = np.concatenate([blocks & 15, blocks >> 4], axis=2).astype(np.float32) - _ODD
        vectors: Array = (whole * self._factors[at].astype(np.float32)[:, :, None]).reshape(len(at), -1)
        return vectors


def danger_model() -> DangerModel:
    """Both readings of the guard. Raises `common.linear_text.ModelError` where a file is missing or damaged."""
    return DangerModel.load(reader=DangerReader.load())
