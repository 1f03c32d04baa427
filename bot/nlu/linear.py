"""The classifier without Rasa: letter and word groups, one linear separator a label, calibrated.

Saved as plain files (JSON and NumPy arrays, no pickle). The weights are mapped, not read: a message needs a few
hundred rows of them.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from common.sound import sound
from common.text import fold

VOCABULARY_FILE = "vocabulary.json"
WEIGHTS_FILE = "weights.npz"
NO_SITUATION = ""

_DIGIT = re.compile(r"\d")
_CLAUSE_END = re.compile(
    r"[.!?;:\n,\u060c\u061b\u061f]+"
    r"|\b(?:mais|donc|et puis|et aussi|en plus|but|so|and also|pero|además|mas|além disso|ama|fakat|ayrıca)\b"
    r"|\b(?:لكن|وكمان)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:et|and|y|e|ve)\s+", re.IGNORECASE)
_MIN_CLAUSE_WORDS = 3
_TOLERANCE, _MOST_PASSES = 1e-2, 3000

# char_wb 2-5 carries the misspelt words, words and pairs of words the sense, and the same of how the text sounds
# what is written by ear (docs/engine.md has the figures).
_LETTERS: dict[str, object] = {"analyzer": "char_wb", "ngram_range": (2, 5), "max_features": 140_000}
_WORDS: dict[str, object] = {
    "analyzer": "word", "token_pattern": r"[^\W_]+", "ngram_range": (1, 2), "max_features": 60_000,
}  # fmt: skip
_GROUPS: dict[str, tuple[str, dict[str, object]]] = {
    "letters": ("written", _LETTERS),
    "words": ("written", _WORDS),
    "sound_letters": ("heard", _LETTERS),
    "sound_words": ("heard", _WORDS),
}
_COMMON: dict[str, object] = {"sublinear_tf": True, "dtype": np.float32, "lowercase": False}


def readings(text: str) -> dict[str, str]:
    """The text as the classifier sees it, written and heard: folded, and every digit the same, so that hours, sums
    and references look alike."""
    folded = fold(text)
    return {"written": _DIGIT.sub("0", folded), "heard": _DIGIT.sub("0", sound(folded))}


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


class Vectorizer:
    """TF-IDF of letter groups within words and of words, as written and as heard, side by side."""

    def __init__(self, parts: dict[str, TfidfVectorizer]) -> None:
        self._parts = parts

    @classmethod
    def fit(cls, texts: Sequence[str], min_df: int) -> "Vectorizer":
        """Learn the groups that occur in at least ``min_df`` of the ``texts``."""
        views = _views(texts)
        parts = {}
        for name, (view, settings) in _GROUPS.items():
            parts[name] = TfidfVectorizer(min_df=min_df, **_COMMON, **settings).fit(views[view])
        return cls(parts)

    def transform(self, texts: Sequence[str]) -> sp.csr_matrix:
        """One row of float32 a text."""
        views = _views(texts)
        rows = [part.transform(views[_GROUPS[name][0]]) for name, part in self._parts.items()]
        return sp.hstack(rows).tocsr().astype(np.float32, copy=False)

    def vocabulary(self) -> dict[str, list[str]]:
        """The groups by kind, in column order."""
        return {name: sorted(p.vocabulary_, key=p.vocabulary_.get) for name, p in self._parts.items()}

    def weights(self) -> dict[str, np.ndarray]:
        """The inverse document frequencies by kind."""
        return {f"idf_{name}": part.idf_.astype(np.float32) for name, part in self._parts.items()}

    @classmethod
    def restore(cls, vocabulary: dict[str, list[str]], arrays: dict[str, np.ndarray]) -> "Vectorizer":
        """The inverse of ``vocabulary`` and ``weights``."""
        parts = {}
        for name, (_, settings) in _GROUPS.items():
            columns = {group: column for column, group in enumerate(vocabulary[name])}
            limited = {key: value for key, value in settings.items() if key != "max_features"}
            parts[name] = TfidfVectorizer(vocabulary=columns, **_COMMON, **limited)
            parts[name].idf_ = arrays[f"idf_{name}"]
        return cls(parts)


def _views(texts: Sequence[str]) -> dict[str, list[str]]:
    read = [readings(text) for text in texts]
    return {view: [each[view] for each in read] for view in ("written", "heard")}


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
    """Labels of one kind: ``margins`` says how far a text lies on a label's side, ``temperature`` turns margins
    into probabilities.

    :param weights: shape (groups, labels), whole numbers from -127 to 127, so that 350,000 groups fit in memory
    :param scale: what each group's weights are to be multiplied with, shape (groups,)
    """

    def __init__(
        self, labels: list[str], weights: np.ndarray, scale: np.ndarray, bias: np.ndarray, temperature: float
    ) -> None:
        self.labels = labels
        self.weights = weights
        self.scale = scale
        self.bias = bias
        self.temperature = temperature

    @classmethod
    def of(cls, found: Separators, temperature: float) -> "LinearModel":
        """Rounded to whole numbers: 1 part in 250 of a group's largest weight."""
        scale = np.maximum(np.abs(found.weights).max(axis=1), 1e-9) / 127
        whole = np.rint(found.weights / scale[:, None]).astype(np.int8)
        return cls(found.labels, whole, scale.astype(np.float32), found.bias, temperature)

    def margins(self, rows: sp.csr_matrix) -> np.ndarray:
        """Shape (texts, labels)."""
        found = np.empty((rows.shape[0], len(self.labels)), dtype=np.float32)
        for index in range(rows.shape[0]):
            part = slice(rows.indptr[index], rows.indptr[index + 1])
            groups = rows.indices[part]
            found[index] = (rows.data[part] * self.scale[groups]) @ self.weights[groups].astype(np.float32)
        return found + self.bias

    def probabilities(self, margins: np.ndarray) -> np.ndarray:
        """Calibrated; each row sums to one."""
        return np.asarray(softmax(margins * self.temperature, axis=-1))


def save(folder: Path, vectorizer: Vectorizer, models: dict[str, LinearModel], more: dict[str, np.ndarray]) -> None:
    """Write the files: the groups, the weights of each kind (read from disk as they are needed), the other arrays.

    :param more: further arrays to keep, by name
    """
    arrays = {**vectorizer.weights(), **more}
    described = {}
    for name, model in models.items():
        np.save(folder / f"{name}.npy", model.weights)
        arrays |= {f"scale_{name}": model.scale, f"bias_{name}": model.bias}
        described[name] = {"labels": model.labels, "temperature": model.temperature}
    content = {"groups": vectorizer.vocabulary(), "models": described}
    (folder / VOCABULARY_FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    np.savez(folder / WEIGHTS_FILE, **arrays)


def load(folder: Path) -> tuple[Vectorizer, dict[str, LinearModel], dict[str, np.ndarray]]:
    """Read what ``save`` wrote. Raises ``OSError`` where a file is missing."""
    content = json.loads((folder / VOCABULARY_FILE).read_text(encoding="utf-8"))
    with np.load(folder / WEIGHTS_FILE, allow_pickle=False) as stored:
        arrays = dict(stored)
    models = {
        name: LinearModel(
            described["labels"],
            np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False),
            arrays[f"scale_{name}"],
            arrays[f"bias_{name}"],
            described["temperature"],
        )
        for name, described in content["models"].items()
    }
    return Vectorizer.restore(content["groups"], arrays), models, arrays
