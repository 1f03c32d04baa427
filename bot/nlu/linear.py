"""The classifier without Rasa: letter and word groups, one linear separator a label, calibrated.

Saved as two plain files (JSON and NumPy arrays, no pickle); loads in tens of milliseconds.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from common.text import fold

VOCABULARY_FILE = "vocabulary.json"
WEIGHTS_FILE = "weights.npz"
NO_SITUATION = ""
CALIBRATION_FOLDS = 3

_DIGIT = re.compile(r"\d")
_CLAUSE_END = re.compile(r"[.!?;:\n,]+|\b(?:mais|donc|but|so)\b")
_MIN_CLAUSE_WORDS = 3

# char_wb 2-5 carries the misspelt words, words and pairs of words the sense (docs/engine.md has the figures).
_GROUPS: dict[str, dict[str, object]] = {
    "letters": {"analyzer": "char_wb", "ngram_range": (2, 5), "max_features": 60_000},
    "words": {
        "analyzer": "word", "token_pattern": r"[^\W_]+", "ngram_range": (1, 2), "max_features": 20_000,
    },
}  # fmt: skip
_COMMON: dict[str, object] = {"sublinear_tf": True, "dtype": np.float32, "lowercase": False}


def readable(text: str) -> str:
    """The text as the classifier sees it: folded, and every digit the same, so that hours, sums and
    references look alike."""
    return _DIGIT.sub("0", fold(text))


def clauses(text: str) -> list[str]:
    """The clauses of a readable text, or nothing where it has only one."""
    parts = [part.strip() for part in _CLAUSE_END.split(text)]
    kept = [part for part in parts if len(part.split()) >= _MIN_CLAUSE_WORDS]
    return kept if len(kept) > 1 else []


class Vectorizer:
    """TF-IDF of letter groups within words and of words, side by side."""

    def __init__(self, parts: dict[str, TfidfVectorizer]) -> None:
        self._parts = parts

    @classmethod
    def fit(cls, texts: Sequence[str], min_df: int) -> "Vectorizer":
        """Learn the groups that occur in at least ``min_df`` of the readable ``texts``."""
        parts = {}
        for name, settings in _GROUPS.items():
            parts[name] = TfidfVectorizer(min_df=min_df, **_COMMON, **settings).fit(texts)
        return cls(parts)

    def transform(self, texts: Sequence[str]) -> sp.csr_matrix:
        """One row of float32 a text."""
        rows = [part.transform(texts) for part in self._parts.values()]
        # a restored part weighs in double precision, and a product with single would copy all weights (25 ms)
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
        for name, settings in _GROUPS.items():
            columns = {group: column for column, group in enumerate(vocabulary[name])}
            limited = {key: value for key, value in settings.items() if key != "max_features"}
            parts[name] = TfidfVectorizer(vocabulary=columns, **_COMMON, **limited)
            parts[name].idf_ = arrays[f"idf_{name}"]
        return cls(parts)


class LinearModel:
    """Labels of one kind: ``margins`` says how far a text lies on a label's side, ``temperature`` turns margins
    into probabilities."""

    def __init__(self, labels: list[str], weights: np.ndarray, bias: np.ndarray, temperature: float) -> None:
        self.labels = labels
        self.weights = weights
        self.bias = bias
        self.temperature = temperature

    @classmethod
    def fit(
        cls, rows: sp.csr_matrix, labels: np.ndarray, known: np.ndarray, strength: float, balanced: bool, seed: int
    ) -> "LinearModel":
        """Learn from all rows; calibrate on the rows where ``known`` is true (the written examples)."""
        svm = _svm(strength, balanced, seed).fit(rows, labels)
        weights = np.ascontiguousarray(svm.coef_.T.astype(np.float32))
        temperature = _temperature(rows[known], labels[known], strength, balanced, seed)
        return cls(list(svm.classes_), weights, svm.intercept_.astype(np.float32), temperature)

    def margins(self, rows: sp.csr_matrix) -> np.ndarray:
        """Shape (texts, labels)."""
        return np.asarray(rows @ self.weights) + self.bias

    def probabilities(self, margins: np.ndarray) -> np.ndarray:
        """Calibrated; each row sums to one."""
        return np.asarray(softmax(margins * self.temperature, axis=-1))


def _svm(strength: float, balanced: bool, seed: int) -> LinearSVC:
    return LinearSVC(C=strength, class_weight="balanced" if balanced else None, random_state=seed)


def _temperature(rows: sp.csr_matrix, labels: np.ndarray, strength: float, balanced: bool, seed: int) -> float:
    """The factor on margins under which unseen examples are least surprising (log loss, out of fold)."""
    fold_of = np.random.default_rng(seed).integers(CALIBRATION_FOLDS, size=len(labels))
    margins, truth = [], []
    for number in range(CALIBRATION_FOLDS):
        svm = _svm(strength, balanced, seed).fit(rows[fold_of != number], labels[fold_of != number])
        column = {label: index for index, label in enumerate(svm.classes_)}
        held_out = np.flatnonzero((fold_of == number) & np.isin(labels, svm.classes_))
        if len(svm.classes_) < 3 or not len(held_out):
            return 1.0
        margins.append(svm.decision_function(rows[held_out]))
        truth.append(np.array([column[label] for label in labels[held_out]]))

    def surprise(factor: float) -> float:
        picked = [
            log_softmax(part * factor, axis=1)[np.arange(len(gold)), gold]
            for part, gold in zip(margins, truth, strict=True)
        ]
        return -float(np.concatenate(picked).mean())

    return float(minimize_scalar(surprise, bounds=(0.1, 20.0), method="bounded").x)


def save(folder: Path, vectorizer: Vectorizer, models: dict[str, LinearModel]) -> None:
    """Write the two files. Weights are kept in half precision: 1 part in 2000, far below any margin that counts."""
    arrays = vectorizer.weights()
    described = {}
    for name, model in models.items():
        arrays[f"weights_{name}"] = model.weights.astype(np.float16)
        arrays[f"bias_{name}"] = model.bias
        described[name] = {"labels": model.labels, "temperature": model.temperature}
    content = {"groups": vectorizer.vocabulary(), "models": described}
    (folder / VOCABULARY_FILE).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    np.savez(folder / WEIGHTS_FILE, **arrays)


def load(folder: Path) -> tuple[Vectorizer, dict[str, LinearModel]]:
    """Read what ``save`` wrote. Raises ``OSError`` where a file is missing."""
    content = json.loads((folder / VOCABULARY_FILE).read_text(encoding="utf-8"))
    with np.load(folder / WEIGHTS_FILE, allow_pickle=False) as stored:
        arrays = dict(stored)
    models = {
        name: LinearModel(
            described["labels"],
            arrays[f"weights_{name}"].astype(np.float32),
            arrays[f"bias_{name}"],
            described["temperature"],
        )
        for name, described in content["models"].items()
    }
    return Vectorizer.restore(content["groups"], arrays), models
