"""Makes the network by which the hotline reads an answer in own words to one of its yes/no questions: after a new
reader, or new answers.

In the engine's environment, from the repository's root; a few minutes on two cores:

    python benchmarks/reader_answers.py bot/data/reader

It learns what tenants answer, by question (``bot/data/answers``), the training messages that say yes or no of
themselves, which answer every question, and some about something else, which answer none.
"""

import argparse
import json
import random
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.nlu import danger_examples  # noqa: E402
from bot.nlu.meaning import fit, mean_of, vectors  # noqa: E402
from bot.nlu.messages import Written, languages, messages_of  # noqa: E402
from bot.nlu.training import Training  # noqa: E402
from bot.nlu.variants import shortened, slip  # noqa: E402
from common.answers import ANSWERS, KIND, NAME, NEITHER, NETWORK, OPPOSITE, PLAIN, QUESTIONS, YES  # noqa: E402

DATA = ROOT / "bot/data/answers"
SEEDS = (7, 8, 9)
"""A network of each: their mean errs less than one of them."""
EPOCHS = 12
EACH_SAID = 4
"""For so many questions, drawn at random, what says yes or no of itself is learned."""
FEWEST_WORDS = 3
"""Of fewer words an answer may be a bare yes or no."""
NO_ANSWERS, DANGERS, LOOK_ALIKES = 6_000, 14_000, 6_000
"""Messages about something else, dangers and what looks like one, each with a question drawn at random."""
BESIDE_ANSWER = 0.4
"""So many of these dangers are told in one breath with an answer."""


class Answered(NamedTuple):
    """One answer in own words."""

    question: str
    language: str
    text: str
    answer: str


def written() -> list[Answered]:
    """The answers of ``bot/data/answers``; a file's name begins with its language."""
    files = sorted(DATA.glob("*.jsonl"))
    rows = (
        (file.stem[:2], json.loads(line)) for file in files for line in file.read_text("utf-8").splitlines() if line
    )
    return [Answered(row["question"], language, row["text"], row["answer"]) for language, row in rows]


def examples(answers: Sequence[Answered], messages: Sequence[Written], draw: random.Random) -> Iterator[Answered]:
    """Everything that is learned: each answer as it is, and mistyped and short; what says yes or no of itself; dangers;
    and what is no answer at all."""
    asked = sorted({each.question for each in answers})
    for each in answers:
        yield each
        yield each._replace(text=slip(shortened(each.text, each.language, draw), draw))
    yield from turned(answers)
    plain = [message for message in messages if message.intent in PLAIN]
    either_or = _questions()["either_or"]
    for message in plain:
        for question in draw.sample(asked, EACH_SAID):
            said = NEITHER if question in either_or else PLAIN[message.intent]
            yield Answered(question, "", message.text, said)
    others = [message for message in messages if message.intent not in PLAIN]
    for message in draw.sample(others, NO_ANSWERS):
        yield Answered(draw.choice(asked), "", message.text, NEITHER)
    yield from of_dangers(answers, draw)


def turned(answers: Sequence[Answered]) -> Iterator[Answered]:
    """The answers to one question that say the opposite to another, where they say it in so many words."""
    pairs = _questions()["opposites"]
    other = {**pairs, **{another: one for one, another in pairs.items()}}
    for each in answers:
        if each.question in other and each.answer != NEITHER and len(each.text.split()) >= FEWEST_WORDS:
            yield each._replace(question=other[each.question], answer=OPPOSITE[each.answer])


def _questions() -> dict[str, Any]:
    with (DATA / "questions.toml").open("rb") as file:
        return tomllib.load(file)


def of_dangers(answers: Sequence[Answered], draw: random.Random) -> Iterator[Answered]:
    """A danger that is told in the middle of another question is no answer to it, also beside one, nor is what looks
    like a danger."""
    asked = sorted({each.question for each in answers})
    by_question: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in answers:
        by_question[each.question, each.language].append(each.text)
    questions, every = _questions(), danger_examples.written()
    for wanted, count in ((True, DANGERS), (False, LOOK_ALIKES)):
        for example in draw.sample([each for each in every if bool(each.danger) is wanted], count):
            question = draw.choice(asked)
            yes, perhaps = (questions[table].get(question) for table in ("says_yes", "may_answer"))
            if example.danger and yes in ("any", example.danger):
                yield Answered(question, example.language, example.text, YES)
            elif perhaps not in ("any", example.danger) and (example.danger or not yes):
                parts = [example.text]
                if draw.random() < BESIDE_ANSWER:
                    parts.append(draw.choice(by_question[question, example.language]))
                    draw.shuffle(parts)
                yield Answered(question, example.language, draw.choice((". ", ", ", " ")).join(parts), NEITHER)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    messages = [message for code in languages() for message in messages_of(code)]
    learned = list(examples(written(), messages, random.Random(SEEDS[0])))
    asked = sorted({each.question for each in learned})
    truth = np.array([asked.index(each.question) * len(ANSWERS) + ANSWERS.index(each.answer) for each in learned])
    with Training() as training:
        rows = training.encode(vectors, [each.text for each in learned]).result()
        networks = [fit(rows, {KIND: truth}, EPOCHS, seed, of_each=len(ANSWERS)) for seed in SEEDS]
        training.tell(f"learned from {len(learned)} answers to {len(asked)} questions")
    np.savez(folder / NETWORK, **mean_of(networks).arrays(NAME), **{QUESTIONS: np.array(asked)})


if __name__ == "__main__":
    main()
