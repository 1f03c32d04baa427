"""The guard's second reading: the pretrained reader of whole sentences, beside the linear one of letters and words.

They make different mistakes (docs/understanding.md has the figures).
"""

import numpy as np

from common.reader import Reader
from hotline.danger_model import DangerModel


class DangerReader:
    """Probabilities of each danger, and of none."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def probabilities(self, text: str) -> dict[str, float]:
        """From 0 to 1 for each danger and ``""``, of the beginning of a text; they sum to one. Never raises."""
        scores = self._reader.scores(text).astype(np.float64)
        raised = np.exp(scores - scores.max())
        return dict(zip(self._reader.dangers, (raised / raised.sum()).tolist(), strict=True))


def danger_model() -> DangerModel:
    """Both readings of the guard. Raises `common.linear_text.ModelError` where a file is missing or damaged."""
    return DangerModel.load(reader=DangerReader(Reader.load()))
