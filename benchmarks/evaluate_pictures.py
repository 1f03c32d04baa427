"""Draw what is taken for what, for ``benchmarks/evaluate.py``, in the engine's environment (matplotlib).

    python benchmarks/evaluate_pictures.py UNDERSTOOD FOLDER

Reads the lines that the evaluation kept and writes ``intents.png`` and ``families.png``: a row is what was meant, a
column what was understood, a colour the share of the row, a number the messages.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np

NOTHING = "none"
_INCHES_A_LABEL = 0.36
_DARK = 0.5


def family(code: str | None) -> str:
    """The family of a situation; of none, its absence."""
    return code.partition(".")[0] if code else NOTHING


def draw(title: str, pairs: list[tuple[str, str]], file: Path) -> None:
    """One confusion matrix of (meant, understood)."""
    labels = sorted({label for pair in pairs for label in pair})
    counts = Counter(pairs)
    matrix = np.array([[counts[row, column] for column in labels] for row in labels])
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    size = 3 + _INCHES_A_LABEL * len(labels)
    figure, axes = plt.subplots(figsize=(size, size), layout="constrained")
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for row, column in np.argwhere(matrix):
        colour = "white" if shares[row, column] > _DARK else "black"
        axes.text(column, row, str(matrix[row, column]), ha="center", va="center", fontsize=7, color=colour)
    axes.set_xticks(range(len(labels)), labels, rotation=90, fontsize=8)
    axes.set_yticks(range(len(labels)), labels, fontsize=8)
    axes.set_xlabel("understood")
    axes.set_ylabel("meant")
    right = sum(count for (meant, given), count in counts.items() if meant == given)
    axes.set_title(f"{title}: {right} of {len(pairs)} right")
    figure.savefig(file, dpi=120)
    plt.close(figure)


def main() -> None:
    """Draw both pictures."""
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    lines = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    judged = [line for line in lines if line["message"]["intent"] and line["message"]["spelling"] == "clean"]

    def pairs(of: Callable[[dict[str, Any]], str]) -> list[tuple[str, str]]:
        return [(of(line["message"]), of(line["understood"])) for line in judged]

    draw("Intents", pairs(lambda side: str(side["intent"])), folder / "intents.png")
    draw("Families of situations", pairs(lambda side: family(side["situation"])), folder / "families.png")


if __name__ == "__main__":
    main()
