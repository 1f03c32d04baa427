"""How well answers in own words to the hotline's yes/no questions are read, beside what was read of them before.

    python -m benchmarks.answers

Judged on ``tests/data/answers/blind.jsonl``. "By intent" is a bare yes or no (the engine's ``affirm`` and ``deny``) and
the phrases of ``bot/data/details``; "in own words" puts the network on the reader's vectors (``common/answers.py``)
before both, as the hotline does; "the network alone" reads at the limit of most questions and at that which ends an
emergency. The messages of the development sets that are no answer are asked a question each, drawn at random, and must
not be taken for one. Starts an engine where none runs; two minutes.
"""

import asyncio
import random
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from benchmarks.evaluate import DANGERS, Messages, understood
from benchmarks.evaluate_tables import wilson
from benchmarks.training_data import DEVELOPMENT, ROOT, test_messages
from bot.actions import understanding
from bot.actions.settings import Settings as Dialogue
from common.answers import NEITHER, NO, PLAIN, YES, AnswerReader
from hotline.knowledge import knowledge
from hotline.own_words import OwnWords
from hotline.settings import load_settings
from hotline.temporary_engine import engine_for

DATA = ROOT / "bot/data"
SEED = 7
PLACES = {"dwelling": YES, "building": NO}
ALL = "all"

Reading = Callable[[dict[str, Any]], str]


def by_intent(dialogue: Dialogue) -> Reading:
    """What a yes or no of itself, or a phrase that is known, makes of an answer."""

    def read(row: dict[str, Any]) -> str:
        if row["question"] == "scope" and (place := understanding.scope_heard(row["text"], dialogue)):
            return PLACES[place]
        if row["intent"] != "deny" and row["question"] in understanding.heard(row["text"], dialogue):
            return YES
        return PLAIN.get(row["intent"], NEITHER)

    return read


def in_own_words(own_words: OwnWords, otherwise: Reading) -> Reading:
    """What the hotline makes of it: the network, else another reading that the network does not doubt."""

    def read(row: dict[str, Any]) -> str:
        other = otherwise(row)
        return own_words.answer(row["text"], row["question"], None if other == NEITHER else other) or NEITHER

    return read


def alone(reader: AnswerReader, sure: float) -> Reading:
    """What the network alone makes of it."""
    return lambda row: reader.said(row["text"], row["question"], sure) or NEITHER


def report(rows: Sequence[dict[str, Any]], readings: dict[str, Reading]) -> None:
    """A line for each reading and language."""
    print("| reading | language | right % | taken for the opposite % | a yes for a no | no answer, taken for one |")
    print("|---|---|---:|---:|---:|---:|")
    for name, read in readings.items():
        said = [(row, read(row)) for row in rows]
        for language in [*sorted({row["language"] for row in rows}), ALL]:
            some = [(row, answer) for row, answer in said if language in (row["language"], ALL)]
            told = [(row["answer"], answer) for row, answer in some if row["answer"] != NEITHER]
            none = [answer for row, answer in some if row["answer"] == NEITHER]
            right = sum(truth == answer for truth, answer in told)
            opposite = sum(answer not in (NEITHER, truth) for truth, answer in told)
            low, high = wilson(right, len(told))
            print(
                f"| {name} | {language} | {100 * right / len(told):.1f} ({100 * low:.1f}-{100 * high:.1f}) "
                f"| {100 * opposite / len(told):.1f} | {told.count((YES, NO))}/{len(told)} "
                f"| {sum(answer != NEITHER for answer in none)}/{len(none)} |"
            )


def report_ordinary(
    messages: Messages, reader: AnswerReader, questions: Sequence[str], limits: Sequence[float]
) -> None:
    """How often a message about something else is taken for an answer."""
    draw = random.Random(SEED)
    others = [(each["text"], draw.choice(questions)) for each in messages if each["intent"] not in PLAIN]
    for sure in limits:
        taken = sum(reader.said(text, question, sure) is not None for text, question in others)
        print(f"messages about something else taken for an answer, at {sure}: {taken}/{len(others)}")


def report_alarms(rows: Sequence[dict[str, Any]], dangers: Messages) -> None:
    """How often the guard sees a danger in an answer that tells of none, and how often what answers a question keeps it
    from seeing one: dangers told in the middle of a question that they are no answer to, alone and after an answer."""
    known, now = knowledge(), datetime.now(UTC)
    guard, own_words = known.guard, known.own_words
    denied = [row for row in rows if row["answer"] == NO and row["question"] not in own_words.urgent_if_no]
    alarms = [row for row in denied if guard.assess(row["text"]) is not None]
    left = [row for row in alarms if not own_words.explain(offer_of(row["question"], now), row["text"], guard, now)]
    print("| what | count | % |")
    print("|---|---:|---:|")
    print(row_of("a card at an answer that says no, by its words alone", len(alarms), len(denied)))
    print(row_of("the same, with the question that was asked", len(left), len(denied)))
    draw = random.Random(SEED)
    plain = [row for row in rows if row["question"] in own_words.harmless and row["answer"] != NEITHER]
    seen = [each for each in dangers if each["danger"] and guard.assess(each["text"]) is not None]
    for name, joint in (("alone", None), ("after an answer", ". "), ("in one breath with an answer", " ")):
        lost = 0
        for each in seen:
            row = draw.choice([row for row in plain if row["language"] == each["language"]])
            text = each["text"] if joint is None else row["text"] + joint + each["text"]
            lost += own_words.explain(offer_of(row["question"], now), text, guard, now)
        print(row_of(f"a danger of the danger sets that is taken for an answer, {name}", lost, len(seen)))


def row_of(what: str, hits: int, of: int) -> str:
    """A count with its share and interval as a line of a table."""
    low, high = wilson(hits, of)
    return f"| {what} | {hits}/{of} | {100 * hits / of:.1f} ({100 * low:.1f}-{100 * high:.1f}) |"


def offer_of(question: str, now: datetime) -> dict[str, Any]:
    """A question that is open, as a conversation keeps it."""
    line = {"value": YES, "question": question, "titles": [], "payload": {"intent": "choose", "entities": {}}}
    return {"exchange_id": 0, "expires_at": (now + timedelta(hours=1)).isoformat(), "choices": [line]}


async def main() -> None:
    settings, rows = load_settings(), test_messages(["answers/blind"])
    async with engine_for(settings, lambda line: print(line, file=sys.stderr)) as url:
        found = await asyncio.to_thread(understood, rows, int(urlsplit(url).port or settings.engine_port))
    judged = [{**row, "intent": read["intent"]} for row, read in zip(rows, found, strict=True)]
    dialogue, own_words = Dialogue.load(DATA), knowledge().own_words
    reader, limits, before = own_words.reader, dialogue.thresholds, by_intent(dialogue)
    report(
        judged,
        {
            "by intent": before,
            f"in own words, {limits.own_words}": in_own_words(own_words, before),
            f"the network alone, {limits.own_words}": alone(reader, limits.own_words),
            f"the network alone, {limits.ends_danger}": alone(reader, limits.ends_danger),
        },
    )
    asked = sorted({row["question"] for row in rows})
    report_ordinary(test_messages(DEVELOPMENT), reader, asked, (limits.own_words, limits.ends_danger))
    report_alarms(rows, test_messages(DANGERS))


if __name__ == "__main__":
    asyncio.run(main())
