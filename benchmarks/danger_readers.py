"""What each reading of danger sees: letters and words, the reader of sentences, both, and the guard with its rules.

    python -m benchmarks.danger_readers

Judged on the set on which the guard's limits are chosen (``tests/data/dangers/limits.jsonl``) and on the danger sets. A
reading's threshold is the one at which so many harmless messages of the first set raise an alarm. ``--limits`` prints
what other limits of ``bot/data/dangers.toml`` would do on the first set. Half a minute.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from common.linear_text import log_odds
from hotline.danger_model import NOTHING, DangerModel
from hotline.danger_reader import DangerReader
from hotline.guard import Guard, load_guard

ROOT = Path(__file__).resolve().parent.parent
SETS = {
    "limits": ROOT / "tests/data/dangers/limits.jsonl",
    "danger set": ROOT / "tests/data/dangers/blind.jsonl",
    "second danger set": ROOT / "tests/data/dangers/blind_2.jsonl",
}
FALSE_ALARMS = (0.02, 0.05)
ALARM, BESIDE_RULE = (-1.0, -0.7, -0.4, -0.2, 0.0, 0.3, 0.6, 1.0), (-3.0, -2.0, -1.5, -1.0, -0.4, 0.0)


@dataclass(frozen=True)
class Judged:
    """Messages, whether each is a danger, its language, and whether it is an ordinary message, near to no danger."""

    name: str
    texts: list[str]
    danger: np.ndarray
    language: np.ndarray
    ordinary: np.ndarray

    @classmethod
    def read(cls, name: str, file: Path) -> "Judged":
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        return cls(
            name,
            [row["text"] for row in rows],
            np.array([bool(row["danger"]) for row in rows]),
            np.array([row["language"] for row in rows]),
            np.array([row.get("kind") == "ordinary" for row in rows]),
        )

    def shares(self, alarm: np.ndarray, languages: Iterable[str]) -> list[str]:
        """In per cent, of the look-alikes, the ordinary messages, the dangers, and the dangers of each language."""
        kinds = [~self.danger & ~self.ordinary, self.ordinary, self.danger]
        kinds += [self.danger & (self.language == code) for code in languages]
        return [f"{100 * alarm[kind].mean():.1f}" if kind.any() else "-" for kind in kinds]


def report(sets: Sequence[Judged], readings: dict[str, Callable[[str], float]], guard: Guard) -> None:
    """A row for each reading, threshold and set."""
    languages = sorted(set(sets[0].language))
    print(f"| reading | set | look-alikes % | ordinary % | dangers % | {' | '.join(languages)} |")
    print("|---|---|" + "---:|" * (3 + len(languages)))
    for name, odds in readings.items():
        found = [np.array([odds(text) for text in each.texts]) for each in sets]
        for share in FALSE_ALARMS:
            limit = np.quantile(found[0][~sets[0].danger], 1 - share)
            for each, score in zip(sets, found, strict=True):
                cells = each.shares(score >= limit, languages)
                print(f"| {name}, {100 * share:.0f} % | {each.name} | {' | '.join(cells)} |")
    for each in sets:
        alarm = np.array([guard.assess(text) is not None for text in each.texts])
        print(f"| the guard, with its rules | {each.name} | {' | '.join(each.shares(alarm, languages))} |")


def report_limits(judged: Judged, odds: Callable[[str], float], rules: Guard) -> None:
    """What the guard would see with other limits.

    :param odds: its learned reading
    :param rules: a guard without one
    """
    found = np.array([odds(text) for text in judged.texts])
    ruled = np.array([rules.assess(text) is not None for text in judged.texts])
    print("| alarm | beside_rule | look-alikes % | ordinary % | dangers % |")
    print("|---:|---:|---:|---:|---:|")
    for alarm, beside in product(ALARM, BESIDE_RULE):
        if beside <= alarm:
            seen = (found >= alarm) | (ruled & (found >= beside))
            print(f"| {alarm} | {beside} | {' | '.join(judged.shares(seen, ()))} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limits", action="store_true")
    options = parser.parse_args()
    sets = [Judged.read(name, file) for name, file in SETS.items()]
    reader = DangerReader.load()
    letters, both = DangerModel.load(), DangerModel.load(reader=reader)
    guard = load_guard(ROOT / "bot" / "data", both)
    if options.limits:
        report_limits(sets[0], lambda text: both.read(text).odds, load_guard(ROOT / "bot" / "data"))
        return
    readings = {
        "letters and words": lambda text: letters.read(text).odds,
        "the reader": lambda text: log_odds(1 - reader.probabilities(text)[NOTHING]),
        "both": lambda text: both.read(text).odds,
    }
    report(sets, readings, guard)


if __name__ == "__main__":
    main()
