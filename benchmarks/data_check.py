"""Are the training data fit to learn from? Counts against the floors, near-duplicates, contradictions, leaks.

    python -m benchmarks.data_check [--all] [--remove-leaks]

Prints what is wrong, the worst first, and ends with 1 where something is. ``--all`` prints whole lists;
``--remove-leaks`` deletes the training examples that stand in a development or test set.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import yaml

from benchmarks.training_data import (
    ROOT,
    Written,
    alike,
    answer_examples,
    danger_examples,
    plain,
    test_messages,
    written_examples,
)
from common.catalogue import Catalogue

FLOOR = {"fr": 40, "en": 15, "ar": 8, "tr": 8, "pt": 8, "es": 8}
"""Messages that each situation and each intent must have in a language, near-duplicates not counted."""
NEARLY_THE_SAME = 0.7
LEAKED = 0.85
SHORT = 3
"""Words up to which a text is anybody's ("bonjour", "ok merci") and cannot leak."""
WORST = 12

_MARKUP = re.compile(r"[\[\]{}]")
# Picked from a list by the tenant and sent by the hotline: never written, so never learned.
_NEVER_WRITTEN = frozenset({"choose"})


@dataclass(frozen=True)
class Short:
    """A label with fewer messages than its floor."""

    language: str
    kind: str
    label: str
    count: int

    @property
    def missing(self) -> int:
        return FLOOR[self.language] - self.count


@dataclass(frozen=True)
class Leak:
    """A training example that is a message of a development or test set."""

    example: Written
    found_in: str
    message: str
    share: float


class Check:
    """One reading of the training data and what can be said about it."""

    def __init__(self, examples: list[Written], dangers: list[Written], answers: list[Written]) -> None:
        self.examples = examples
        self.dangers = dangers
        self.answers: dict[str, list[Written]] = defaultdict(list)
        for answer in answers:
            self.answers[answer.intent].append(answer)
        self.by_language: dict[str, list[Written]] = defaultdict(list)
        for example in examples:
            self.by_language[example.language].append(example)
        domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
        self.intents = sorted(set(domain["intents"]) - _NEVER_WRITTEN)
        self.situations = sorted(Catalogue.load(ROOT / "bot/data/catalogue").situations)
        self.near = {language: _near(found) for language, found in sorted(self.by_language.items())}

    def unknown_codes(self) -> list[Written]:
        """Examples whose intent, situation or language nobody knows."""
        intents, situations = set(self.intents), {"", *self.situations}
        return [
            e
            for e in self.examples
            if e.intent not in intents or e.situation not in situations or e.language not in FLOOR
        ]

    def markup(self) -> list[Written]:
        """Examples with brackets, which Rasa would read as an entity."""
        return [example for example in self.examples if _MARKUP.search(example.text)]

    def contradictions(self) -> list[list[Written]]:
        """The same text under two labels, or as two answers to one question. One model learns all languages, so their
        texts are compared too."""
        answers = [found for question in self.answers.values() for found in _contradictions(question)]
        return [*_contradictions(self.examples), *_contradictions(self.dangers), *answers]

    def distinct(self, language: str) -> list[Written]:
        """The examples of a language without those that nearly repeat an earlier one."""
        examples, repeated = self.by_language[language], set()
        for earlier, later, _ in sorted(self.near[language], key=lambda pair: pair[1]):
            if earlier not in repeated:
                repeated.add(later)
        return [example for at, example in enumerate(examples) if at not in repeated]

    def below_floor(self) -> list[Short]:
        """Labels with too few distinct messages, what lacks most first."""
        found = []
        for language, floor in FLOOR.items():
            counted = self.distinct(language)
            for kind, labels in (("situation", self.situations), ("intent", self.intents)):
                counts = Counter(str(getattr(example, kind)) for example in counted)
                found += [Short(language, kind, label, counts[label]) for label in labels if counts[label] < floor]
        return sorted(found, key=lambda short: (-short.missing, short.language, short.label))

    def leaks(self) -> list[Leak]:
        """Training examples that are, give or take a letter, messages of a development or test set."""
        messages = [m for m in test_messages() if len(plain(str(m["text"])).split()) > SHORT]
        examples = [*self.examples, *self.dangers, *chain.from_iterable(self.answers.values())]
        mine = len(examples)
        pairs = alike([*(e.text for e in examples), *(str(m["text"]) for m in messages)], LEAKED)
        return [
            Leak(examples[left], messages[right - mine]["set"], str(messages[right - mine]["text"]), share)
            for left, right, share in pairs
            if left < mine <= right
        ]


def _contradictions(examples: list[Written]) -> list[list[Written]]:
    same: dict[str, list[Written]] = defaultdict(list)
    for example in examples:
        same[plain(example.text)].append(example)
    return [found for found in same.values() if len({example.label for example in found}) > 1]


def _near(examples: list[Written]) -> list[tuple[int, int, float]]:
    return list(alike([example.text for example in examples], NEARLY_THE_SAME))


def remove(examples: list[Written]) -> None:
    """Delete the examples' lines from their files. A line that has changed since it was read is left alone."""
    lines: dict[Path, dict[int, str]] = defaultdict(dict)
    for example in examples:
        lines[example.file][example.line - 1] = example.text
    for file, gone in lines.items():
        kept = [
            line
            for at, line in enumerate(file.read_text(encoding="utf-8").split("\n"))
            if at not in gone or _text_of(line, file) != gone[at]
        ]
        file.write_text("\n".join(kept), encoding="utf-8")


def _text_of(line: str, file: Path) -> str:
    if file.suffix == ".jsonl":
        return str(json.loads(line)["text"]) if line else ""
    return line.strip().removeprefix("- ").strip()


def _where(example: Written) -> str:
    return f"{example.file.relative_to(ROOT)}:{example.line} ({example.label})"


def _listed(title: str, lines: list[str], whole: bool) -> None:
    print(f"\n{title}: {len(lines)}")
    shown = lines if whole else lines[:WORST]
    for line in shown:
        print(f"  {line}")
    if len(shown) < len(lines):
        print(f"  and {len(lines) - len(shown)} more (--all)")


def _counts(check: Check) -> None:
    print("| language | examples | distinct | near-duplicates % | situations: least, median | intents: least, median |")
    print("|---|---:|---:|---:|---:|---:|")
    for language, examples in sorted(check.by_language.items()):
        distinct = check.distinct(language)
        cells = []
        for kind, labels in (("situation", check.situations), ("intent", check.intents)):
            counts = Counter(str(getattr(example, kind)) for example in distinct)
            ordered = sorted(counts[label] for label in labels)
            cells.append(f"{ordered[0]}, {ordered[len(ordered) // 2]}")
        share = 100 * (1 - len(distinct) / len(examples))
        print(f"| {language} | {len(examples)} | {len(distinct)} | {share:.1f} | {cells[0]} | {cells[1]} |")


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description="Check the training data.")
    parser.add_argument("--all", action="store_true", help="print whole lists")
    parser.add_argument("--remove-leaks", action="store_true", help="delete what stands in a test set")
    options = parser.parse_args()
    check = Check(written_examples(), danger_examples(), answer_examples())
    _counts(check)
    unknown, same, leaks = check.unknown_codes(), check.contradictions(), check.leaks()
    below, markup = check.below_floor(), check.markup()
    _listed("Unknown language, intent or situation", [_where(e) for e in unknown], options.all)
    _listed(
        "Same text under two labels",
        [f"{found[0].text!r}: " + ", ".join(_where(e) for e in found) for found in same],
        options.all,
    )
    _listed("Brackets", [f"{_where(e)}: {e.text}" for e in markup], options.all)
    _listed(
        "In a development or test set",
        [f"{leak.share:.2f} {leak.found_in}: {_where(leak.example)}: {leak.example.text}" for leak in leaks],
        options.all,
    )
    _listed(
        "Below the floor, near-duplicates not counted",
        [f"{s.language} {s.kind} {s.label}: {s.count} of {FLOOR[s.language]}" for s in below],
        options.all,
    )
    for language, pairs in check.near.items():
        examples = check.by_language[language]
        worst = sorted(pairs, key=lambda pair: -pair[2])
        _listed(
            f"Near-duplicates, {language}",
            [f"{share:.2f} {_where(examples[a])} = {_where(examples[b])}: {examples[b].text}" for a, b, share in worst],
            options.all,
        )
    if options.remove_leaks:
        remove([leak.example for leak in leaks])
        print(f"\n{len({leak.example for leak in leaks})} examples removed")
    sys.exit(1 if unknown or same or markup or below or (leaks and not options.remove_leaks) else 0)


if __name__ == "__main__":
    main()
