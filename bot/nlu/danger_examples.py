"""The messages on both sides of the border of danger, for the models that learn it."""

import json
import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.nlu.messages import messages_of
from bot.nlu.variants import slip

DATA = Path(__file__).resolve().parent.parent / "data"
ANSWERS = DATA / "answers"
NOTHING = ""
"""The label of a message without a danger."""
TOLD_ASIDE = 0.5
"""The share of the danger examples that are told once more within another message."""
AFTER_ANSWER = 0.4
"""The share of these that are told beside an answer."""
MISTYPED = 0.5
"""The share of the danger examples that are learned once more with typing slips."""
HARMLESS_SAMPLE = 30_000
FEWEST_WORDS = 4
"""Of an answer from which the guard learns."""
# Situations whose reports may well be a danger happening now.
NEAR_DANGER = (
    "gas.smell", "gas.carbon_monoxide", "incident.fire", "electricity.overheating", "lift.person",
    "interior.ceiling_collapse", "lock.forced", "neighbourhood.noise",
)  # fmt: skip
NUISANCE = "report_neighbour_nuisance"


@dataclass(frozen=True)
class DangerExample:
    """One message, its danger (``NOTHING`` where there is none now) and its language."""

    text: str
    danger: str
    language: str


def written() -> list[DangerExample]:
    """The messages of ``bot/data/guard/examples``; a file's name begins with its language."""
    found = []
    for file in sorted((DATA / "guard" / "examples").glob("*.jsonl")):
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line]
        found += [DangerExample(row["text"], row["danger"] or NOTHING, file.stem[:2]) for row in rows]
    return found


def harmless_answers() -> list[DangerExample]:
    """The answers to a report's questions (``bot/data/answers``) that tell of no danger. They are short and without
    what they answer: "il est coincé en haut" is a shutter, not a lift. Of very few words, they are anybody's. Those of
    the second files are left out: with them the guard missed two dangers more of the limits set, at no fewer alarms."""
    with (ANSWERS / "questions.toml").open("rb") as toml:
        questions = tomllib.load(toml)
    found = []
    for file in sorted(ANSWERS.glob("??.jsonl")):
        for row in map(json.loads, filter(None, file.read_text("utf-8").splitlines())):
            denied = row["answer"] == "no" and row["question"] not in questions["urgent_if_no"]
            harmless = row["answer"] != "no" and row["question"] in questions["harmless"]
            if (denied or harmless) and not row.get("alarming") and len(row["text"].split()) >= FEWEST_WORDS:
                found.append(DangerExample(row["text"], NOTHING, file.stem))
    return found


def told_aside(examples: list[DangerExample], seed: int) -> Iterator[DangerExample]:
    """Half of the messages once more within a message about something else, because a danger is often one clause of
    a longer story, or comes after an answer."""
    draw = random.Random(seed)
    others = {language: harmless(language) for language in sorted({each.language for each in examples})}
    answers = {language: [each.text for each in harmless_answers() if each.language == language] for language in others}
    for example in examples:
        if draw.random() < TOLD_ASIDE:
            pool = draw.choices((others, answers), (1 - AFTER_ANSWER, AFTER_ANSWER))[0]
            parts = [example.text, draw.choice(pool[example.language])]
            draw.shuffle(parts)
            yield DangerExample(draw.choice((". ", ", ", " ")).join(parts), example.danger, example.language)


def mistyped(examples: list[DangerExample], seed: int) -> Iterator[DangerExample]:
    """Half of the messages once more with typing slips, on both sides of the border, so that bad spelling neither
    hides a danger nor looks like one."""
    draw = random.Random(seed)
    for example in examples:
        if draw.random() < MISTYPED:
            yield DangerExample(slip(slip(example.text, draw), draw), example.danger, example.language)


def is_harmless(intent: str, situation: str) -> bool:
    """Whether messages of this kind are no danger by nature."""
    return not situation.startswith(NEAR_DANGER) and intent != NUISANCE


def harmless(language: str) -> list[str]:
    """The training messages of a language about what is no danger by nature."""
    return [message.text for message in messages_of(language) if is_harmless(message.intent, message.situation)]


def harmless_sample(kinds: Sequence[tuple[str, str]], seed: int) -> np.ndarray:
    """The places of at most ``HARMLESS_SAMPLE`` messages that are no danger by nature, drawn at random.

    :param kinds: each message's intent and situation
    """
    places = np.flatnonzero([is_harmless(intent, situation) for intent, situation in kinds])
    return np.random.default_rng(seed).choice(places, min(HARMLESS_SAMPLE, len(places)), replace=False)
