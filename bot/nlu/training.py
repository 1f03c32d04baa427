"""The long parts of a training, spread over the processor's cores, and what is told while they last.

The parts are cut the same way on every machine and each begins from the seed, so that the same data give the same
model however many cores there are.
"""

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import count
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from types import TracebackType

import numpy as np
import scipy.sparse as sp

from bot.nlu.linear import Separators, separate

TEXTS_AT_ONCE = 1_000
LABELS_AT_ONCE = 36

Encoder = Callable[[Sequence[str]], np.ndarray]


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0))


class Training:
    """Processes beside this one for as long as a training lasts: ``with Training() as training``."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        # begun anew rather than forked: TensorFlow's threads would not survive a fork
        self._pool = ProcessPoolExecutor(cores(), get_context("spawn"), initializer=_end_with_parent)
        self._folder = tempfile.TemporaryDirectory()

    def __enter__(self) -> "Training":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._folder.cleanup()

    def tell(self, what: str) -> None:
        """A line of progress, with the seconds since the training began. Rasa's log is silent under ``--quiet``."""
        print(f"{time.monotonic() - self._started:4.0f} s  {what}", flush=True)

    def encode(self, encoder: Encoder, texts: Sequence[str]) -> "Awaited":
        """Begin to read the texts; ``result`` has one row a text.

        :param encoder: a function of a module, for it is called by its name in another process
        """
        parts = [texts[start : start + TEXTS_AT_ONCE] for start in range(0, len(texts), TEXTS_AT_ONCE)]
        return Awaited(self, "sentence vectors", [self._pool.submit(encoder, part) for part in parts])

    def separate(
        self, kind: str, rows: sp.csr_matrix, labels: np.ndarray, strength: float, balanced: bool, seed: int
    ) -> "AwaitedSeparators":
        """Begin to learn one separator a label. Parameters as of `bot.nlu.linear.separate`.

        :param kind: what the labels are, for the progress
        """
        file = Path(self._folder.name) / f"{kind}.npz"
        sp.save_npz(file, rows, compressed=False)
        names = np.unique(labels)
        parts = [names[start : start + LABELS_AT_ONCE] for start in range(0, len(names), LABELS_AT_ONCE)]
        begun = [self._pool.submit(_separate_some, file, labels, part, strength, balanced, seed) for part in parts]
        return AwaitedSeparators(self, kind, begun)


class Awaited:
    """Parts of one result that are being worked on, in their order; each quarter that is done is told."""

    def __init__(self, training: Training, what: str, parts: Sequence[Future]) -> None:
        self._parts = parts
        order = count(1)

        def tell(part: Future) -> None:
            if part.cancelled() or part.exception():
                return
            done = next(order)
            quarter = 4 * done // len(parts)
            if quarter > 4 * (done - 1) // len(parts):
                training.tell(f"{what} {25 * quarter} %")

        for part in parts:
            part.add_done_callback(tell)

    def result(self) -> np.ndarray:
        """The parts one below the other; waits for them."""
        return np.vstack([part.result() for part in self._parts])


class AwaitedSeparators(Awaited):
    """Separators of one kind of labels that are being learned."""

    def result(self) -> Separators:
        """All labels side by side; waits for them."""
        parts = [part.result() for part in self._parts]
        return Separators(
            [label for part in parts for label in part.labels],
            np.ascontiguousarray(np.hstack([part.weights for part in parts])),
            np.concatenate([part.bias for part in parts]),
        )


def _end_with_parent() -> None:
    """End this process when the one that began it is gone: a killed training would leave it waiting for ever."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _separate_some(
    file: Path, labels: np.ndarray, some: np.ndarray, strength: float, balanced: bool, seed: int
) -> Separators:
    return separate(sp.load_npz(file), labels, strength, balanced, seed, only=some)
