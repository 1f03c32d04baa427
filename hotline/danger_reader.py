"""The guard's second reading: what a sentence means, beside the linear reading of its letters and words.

They make different mistakes (docs/understanding.md has the figures). The network on the reader's vectors stands beside
the reader; its README says how it is made anew.
"""

from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from common.linear_text import ModelError, probabilities_of
from common.meaning import MeaningModel
from common.reader import FOLDER, Reader
from hotline.danger_model import DangerModel

NETWORK = "dangers.npz"
NAME, LABELS = "danger", "danger_labels"
"""Of the network and of its labels in the file."""


class DangerReader:
    """Probabilities of each danger, and of none.

    :param reader: its vectors are what other networks read from too
    :param labels: the dangers in the network's order, ``""`` for none
    """

    def __init__(self, reader: Reader, network: MeaningModel, labels: list[str]) -> None:
        self.reader = reader
        self._network = network
        self._labels = labels

    @classmethod
    def load(cls, folder: Path = FOLDER) -> "DangerReader":
        """Raises `common.linear_text.ModelError` where a file is missing or damaged."""
        reader = Reader.load(folder)
        try:
            with np.load(folder / NETWORK, allow_pickle=False) as stored:
                return cls(reader, MeaningModel.restore(NAME, [NAME], stored), stored[LABELS].tolist())
        except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
            raise ModelError(f"The network {folder / NETWORK} is missing or damaged: restore it.") from error

    def probabilities(self, text: str) -> dict[str, float]:
        """From 0 to 1 for each danger and ``""``, of the beginning of a text; they sum to one. Never raises."""
        scores = self._network.scores(self.reader.meaning(text)[None])[NAME][0]
        return probabilities_of(self._labels, scores.astype(np.float64))


def danger_model() -> DangerModel:
    """Both readings of the guard. Raises `common.linear_text.ModelError` where a file is missing or damaged."""
    return DangerModel.load(reader=DangerReader.load())
