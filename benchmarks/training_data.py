"""The written training examples and how alike two texts are: what the data check and the contenders share.

Plain Python and PyYAML, so that both environments can use it.
"""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml

from common.text import fold

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "bot/data/nlu"
TESTS = ROOT / "tests/data"
DANGER = "danger"
"""Stands for the intent of the guard's examples."""
DEVELOPMENT = ("dev/author_a", "dev/author_b", "dev/author_c", "dev_messages")
"""Messages with an intent and a situation, by author; no training example may be one of them."""

_NO_ABBREVIATIONS = ""
_MEETINGS = 8
"""More of them leave fewer texts to compare but more groups to count."""
_NOT_A_LETTER = re.compile(r"[\W_]+")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Written(NamedTuple):
    """One written example; ``situation`` is "" where it names none, ``line`` is its line in the file."""

    language: str
    intent: str
    situation: str
    text: str
    file: Path
    line: int

    @property
    def label(self) -> str:
        return f"{self.intent}/{self.situation}" if self.situation else self.intent


def written_examples(folder: Path = DATA) -> list[Written]:
    """All examples of ``folder/<language>/*.yml`` in the files' order.

    Line numbers are found by reading along, since YAML keeps none inside a block of text.
    """
    return [example for file in sorted(folder.glob("*/*.yml")) for example in _of_file(file)]


def _of_file(file: Path) -> Iterator[Written]:
    content = file.read_text(encoding="utf-8")
    lines = content.split("\n")
    at = 0
    for block in yaml.load(content, Loader=_Loader)["nlu"]:
        intent, _, situation = block["intent"].partition("/")
        for raw in block.get("examples", "").splitlines():
            if not raw.strip().startswith("- "):
                continue
            while lines[at].strip() != raw.strip():
                at += 1
            at += 1
            yield Written(file.parent.name, intent, situation, raw.strip()[2:].strip(), file, at)


def danger_examples(folder: Path = ROOT / "bot/data/guard/examples") -> list[Written]:
    """What the guard's learned reading was given, the danger standing as the situation, "" for none."""
    return [
        Written(file.stem[:2], DANGER, row["danger"] or "", row["text"], file, number)
        for file in sorted(folder.glob("*.jsonl"))
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1)
        if line
        for row in [json.loads(line)]
    ]


def answer_examples(folder: Path = ROOT / "bot/data/answers") -> list[Written]:
    """What tenants answer to the hotline's questions in own words: the question standing as the intent, "yes", "no" or
    "neither" as the situation."""
    return [
        Written(file.stem[:2], row["question"], row["answer"], row["text"], file, number)
        for file in sorted(folder.glob("*.jsonl"))
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1)
        if line
        for row in [json.loads(line)]
    ]


def test_messages(names: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The messages of the named sets of ``tests/data``, or of all; each says under ``set`` which one it is of."""
    found = []
    for name in names or sorted(str(file.relative_to(TESTS).with_suffix("")) for file in TESTS.rglob("*.jsonl")):
        for line in (TESTS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            found.append({**json.loads(line), "set": name})
    return found


def plain(text: str) -> str:
    """The text without case, accents, punctuation: what is left of it is one message, however it is dressed.

    A text of signs alone ("👍") stays as it is.
    """
    return _NOT_A_LETTER.sub(" ", fold(text, _NO_ABBREVIATIONS)).strip() or text


def trigrams(text: str) -> set[str]:
    """The groups of three characters of the plain text, its two ends counting as a space."""
    padded = f" {plain(text)} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def alike(texts: Sequence[str], over: float) -> Iterator[tuple[int, int, float]]:
    """Every pair of texts (earlier, later) whose trigrams overlap (Jaccard) by more than ``over``, with the overlap.

    Two sets that overlap that much share at least ``_MEETINGS`` of their rarest groups, those that are left when as
    many of the commonest are put aside as have to be shared. Only texts that meet so often in the index of the rarest
    groups are compared, which takes seconds for ten thousand.
    """
    sets = sorted(((trigrams(text), at) for at, text in enumerate(texts)), key=lambda found: len(found[0]))
    sizes = np.array([len(found) for found, _ in sets])
    commonness = Counter(chain.from_iterable(found for found, _ in sets))
    order = {group: rank for rank, group in enumerate(sorted(commonness, key=lambda group: (commonness[group], group)))}
    rarest = [
        nsmallest(len(found) - math.ceil(over * len(found)) + _MEETINGS, found, key=order.__getitem__)
        for found, _ in sets
    ]
    index: dict[str, list[int]] = defaultdict(list)
    for at, groups in enumerate(rarest):
        for group in groups:
            index[group].append(at)
    postings = {group: np.array(found) for group, found in index.items()}
    for at, groups in enumerate(rarest):
        met = np.bincount(np.concatenate([postings[group] for group in groups]), minlength=at)[:at]
        enough = min(_MEETINGS, math.ceil(over * sizes[at]))
        for other in np.flatnonzero((met >= enough) & (sizes[:at] >= over * sizes[at])):
            share = _overlap(sets[at][0], sets[other][0])
            if share > over:
                first, second = sorted((sets[at][1], sets[other][1]))
                yield first, second, share


def _overlap(left: set[str], right: set[str]) -> float:
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared)
