"""More training messages out of the written ones: typing slips, short spellings, and two sentences in one message.

Everything is drawn from one seeded generator, so a training can be repeated to the bit.
"""

import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from common.text import FRENCH_SMS, fold

_SHORT_SPELLINGS = Path(__file__).resolve().parent.parent / "data" / "short_spellings.toml"

KEYBOARD_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
LETTERS_PER_SLIP = 25
"""One slip in so many letters: the density of hurried phone typing."""

# What is said about a problem that is known, in the same breath as the problem itself. The written
# examples of these intents seldom name a situation, real messages often do.
SAID_WITH_A_PROBLEM = (
    "book_appointment", "follow_up_request", "close_request", "add_information", "contest_decision",
    "report_no_show", "ask_appointment", "reschedule_appointment", "cancel_appointment",
    "rate_intervention", "report_neighbour_nuisance", "ask_adviser", "greet", "thank",
)  # fmt: skip
JOINTS = (". ", " ", ", ")


@dataclass(frozen=True)
class Example:
    """One training message; ``situation`` is "" where it names none."""

    text: str
    intent: str
    situation: str = ""
    language: str = "fr"


def _neighbours() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in KEYBOARD_ROWS:
        for left, right in pairwise(row):
            found[left].append(right)
            found[right].append(left)
    return found


NEIGHBOURS = _neighbours()


def slip(text: str, draw: random.Random) -> str:
    """The text with about one letter in ``LETTERS_PER_SLIP`` dropped, doubled, swapped or mistyped, or two
    words run together."""
    letters = list(text)
    for _ in range(max(1, len(letters) // LETTERS_PER_SLIP)):
        if len(letters) < 4:
            break
        at = draw.randrange(len(letters) - 1)
        kind = draw.randrange(5)
        if not letters[at].isalpha():
            continue
        if kind == 0:
            del letters[at]
        elif kind == 1:
            letters.insert(at, letters[at])
        elif kind == 2:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif kind == 3:
            letters[at] = draw.choice(NEIGHBOURS.get(letters[at], [letters[at]]))
        elif " " in letters[at:]:
            del letters[letters.index(" ", at)]
    return "".join(letters)


@cache
def _shorter(language: str) -> tuple[re.Pattern[str], Mapping[str, Sequence[str]]] | None:
    """What can be written short in a language, and how; ``None`` where nothing is known of it."""
    with _SHORT_SPELLINGS.open("rb") as file:
        known: dict[str, dict[str, list[str]]] = tomllib.load(file)
    french = known.setdefault("fr", {})
    for short, full in FRENCH_SMS.items():
        french.setdefault(full, []).append(short)
    spellings = known.get(language)
    if not spellings:
        return None
    longest_first = sorted(spellings, key=lambda full: (-len(full), full))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b"), spellings


def shortened(text: str, language: str, draw: random.Random) -> str:
    """The text folded, with about half of what can be abbreviated written short, as in SMS; the text itself where
    nothing can be."""
    if (known := _shorter(language)) is None:
        return text
    found, spellings = known
    full = fold(text, "")
    short = found.sub(lambda match: draw.choice([match[0], draw.choice(spellings[match[0]])]), full)
    return text if short == full else short


def with_slips(examples: list[Example], seed: int) -> list[Example]:
    """One mistyped copy of each example, in the same order."""
    draw = random.Random(seed)
    return [replace(example, text=slip(example.text, draw)) for example in examples]


def joined(examples: list[Example], count: int, seed: int) -> list[Example]:
    """``count`` messages that say two things: a problem, and what is asked about it.

    They carry the problem's situation, and teach that a request, a thanks or a complaint around a
    problem does not hide it. Languages are not mixed within one message.
    """
    draw = random.Random(seed)
    asked: dict[str, list[Example]] = defaultdict(list)
    problems: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        if example.situation:
            problems[example.language].append(example)
        elif example.intent in SAID_WITH_A_PROBLEM:
            asked[example.language].append(example)
    # weighted by how much is written in each language
    languages = [e.language for e in examples if problems[e.language] and asked[e.language]]
    made = []
    for _ in range(count if languages else 0):
        language = draw.choice(languages)
        problem, request = draw.choice(problems[language]), draw.choice(asked[language])
        parts = [problem.text, request.text]
        draw.shuffle(parts)
        made.append(Example(draw.choice(JOINTS).join(parts), request.intent, problem.situation, language))
    return made
