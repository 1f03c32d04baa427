"""The classifier without Rasa: letter and word groups, one linear separator a label, calibrated.

Saved as plain files (JSON and NumPy arrays, no pickle). The weights are mapped, not read.
"""

import gzip
import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from sklearn.svm import LinearSVC

from common.ngrams import Columns, Counted, Features, Recipe, Weights

DESCRIPTION_FILE = "description.json"
WEIGHTS_FILE = "weights.npz"
_PACKED = ".npy.gz"
NO_SITUATION = ""

Row = tuple[Columns, Weights]

_CLAUSE_END = re.compile(
    r"[.!?;:\n,\u060c\u061b\u061f]+"
    r"|\b(?:mais|donc|et puis|et aussi|en plus|but|so|and also|pero|además|mas|além disso|ama|fakat|ayrıca)\b"
    r"|\b(?:لكن|وكمان)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:et|and|y|e|ve)\s+", re.IGNORECASE)
_MIN_CLAUSE_WORDS = 3
_TOLERANCE, _MOST_PASSES = 1e-2, 3000

# Letter groups carry the misspelt words, words and pairs of words the sense, and the same of how the text sounds
# what is written by ear (docs/engine.md has the figures).
RECIPE = Recipe(letters=(2, 5), words=(1, 2), heard=True, signs=True, apart=True)
MOST_GROUPS = 400_000


def clauses(text: str) -> list[str]:
    """The clauses of a text, or nothing where it has only one."""
    parts = [part.strip() for part in _CLAUSE_END.split(text)]
    kept = [part for part in parts if len(part.split()) >= _MIN_CLAUSE_WORDS]
    return kept if len(kept) > 1 else []


def pieces(text: str) -> list[str]:
    """The clauses of a text, parted at "and" too: each may tell of a problem of its own. Nothing where there is one."""
    parts = [piece for clause in clauses(text) or [text] for piece in _AND.split(clause)]
    kept = [part for part in parts if len(part.split()) >= _MIN_CLAUSE_WORDS]
    return kept if len(kept) > 1 else []


def table(features: Features, texts: Sequence[Counted]) -> sp.csr_matrix:
    """One row of float32 a text."""
    rows = [features.weighted(text) for text in texts]
    ends = np.cumsum([0] + [len(columns) for columns, _ in rows])
    columns = np.concatenate([columns for columns, _ in rows])
    weights = np.concatenate([weights for _, weights in rows])
    return sp.csr_matrix((weights, columns, ends), shape=(len(texts), len(features)))


@dataclass(frozen=True)
class Separators:
    """One linear separator a label, as learned: ``weights`` of shape (groups, labels), ``bias`` of shape (labels,)."""

    labels: list[str]
    weights: np.ndarray
    bias: np.ndarray


def separate(
    rows: sp.csr_matrix,
    labels: np.ndarray,
    strength: float,
    balanced: bool,
    seed: int,
    only: np.ndarray | None = None,
) -> Separators:
    """Learn one separator a label, each label against all others.

    :param rows: one row a text
    :param labels: one label a text, two or more different ones
    :param strength: inverse of the regularisation (scikit-learn's ``C``)
    :param balanced: a rare label weighs as much as a common one
    :param only: the labels to learn, in alphabetical order; all where it is None
    """
    names, numbers, counts = np.unique(labels, return_inverse=True, return_counts=True)
    weights = len(labels) / (len(names) * counts)
    learned = np.arange(len(names)) if only is None else np.searchsorted(names, only)
    others = len(names)  # stands for every label that is not asked for
    grouped = np.where(np.isin(numbers, learned), numbers, others)
    svm = LinearSVC(
        C=strength,
        class_weight={number: weights[number] for number in learned} if balanced else None,
        max_iter=_MOST_PASSES,
        tol=_TOLERANCE,
        random_state=seed,
    ).fit(rows.astype(np.float64), grouped)
    coefficients, bias = svm.coef_, svm.intercept_
    if len(svm.classes_) == 2:  # scikit-learn learns one for both
        coefficients, bias = np.vstack([-coefficients, coefficients]), np.concatenate([-bias, bias])
    coefficients, bias = coefficients[: len(learned)], bias[: len(learned)]
    return Separators(
        [str(name) for name in names[learned]],
        np.ascontiguousarray(coefficients.T.astype(np.float32)),
        bias.astype(np.float32),
    )


class LinearModel:
    """Labels of one kind: ``margins`` says how far a text lies on a label's side.

    :param weights: shape (groups, labels), whole numbers from -127 to 127, so that 350,000 groups fit in memory
    :param scale: what each group's weights are to be multiplied with, shape (groups,)
    """

    def __init__(self, labels: list[str], weights: np.ndarray, scale: np.ndarray, bias: np.ndarray) -> None:
        self.labels = labels
        self.weights = weights
        self.scale = scale
        self.bias = bias

    @classmethod
    def of(cls, found: Separators) -> "LinearModel":
        """Rounded to whole numbers: 1 part in 250 of a group's largest weight."""
        scale = np.maximum(np.abs(found.weights).max(axis=1), 1e-9) / 127
        whole = np.rint(found.weights / scale[:, None]).astype(np.int8)
        return cls(found.labels, whole, scale.astype(np.float32), found.bias)

    def margins(self, rows: Sequence[Row]) -> np.ndarray:
        """Shape (texts, labels), of the groups and weights of each text."""
        found = np.empty((len(rows), len(self.labels)), dtype=np.float32)
        for index, (groups, weights) in enumerate(rows):
            found[index] = (weights * self.scale[groups]) @ self.weights[groups].astype(np.float32)
        return found + self.bias


def save(folder: Path, features: Features, models: dict[str, LinearModel], more: dict[str, np.ndarray]) -> None:
    """Write the files: the groups, the weights of each kind, the other arrays.

    The weights are packed lightly: Rasa packs the whole once more, which takes 40 seconds of what is not.

    :param more: further arrays to keep, by name
    """
    arrays = {**features.arrays(), **more}
    described = {}
    for name, model in models.items():
        with gzip.open(folder / f"{name}{_PACKED}", "wb", compresslevel=1) as packed:
            np.save(packed, model.weights)
        arrays |= {f"scale_{name}": model.scale, f"bias_{name}": model.bias}
        described[name] = {"labels": model.labels}
    content = {"recipe": features.recipe.described(), "models": described}
    (folder / DESCRIPTION_FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    np.savez(folder / WEIGHTS_FILE, **arrays)


def load(folder: Path) -> tuple[Features, dict[str, LinearModel], dict[str, np.ndarray]]:
    """Read what ``save`` wrote; unpacks the weights into the folder. Raises ``OSError`` where a file is missing."""
    content = json.loads((folder / DESCRIPTION_FILE).read_text(encoding="utf-8"))
    with np.load(folder / WEIGHTS_FILE, allow_pickle=False) as stored:
        arrays = dict(stored)
    models = {
        name: LinearModel(described["labels"], _mapped(folder, name), arrays[f"scale_{name}"], arrays[f"bias_{name}"])
        for name, described in content["models"].items()
    }
    return Features.restore(Recipe.of(content["recipe"]), arrays), models, arrays


def _mapped(folder: Path, name: str) -> np.ndarray:
    """The weights, on disk: a message needs a few hundred rows of them."""
    plain = folder / f"{name}.npy"
    with gzip.open(folder / f"{name}{_PACKED}") as packed, plain.open("wb") as out:
        shutil.copyfileobj(packed, out, 1 << 20)
    return np.load(plain, mmap_mode="r", allow_pickle=False)
