"""The load: the same conversations, as many at once, for every side; and what a round of them took."""

import asyncio
import math
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import httpx

# One conversation: a greeting, a report, the answers to the questions, the arrival window.
SCRIPT = ("hello", "the kitchen tap is dripping", "no", "1")


@dataclass(frozen=True)
class Level:
    """``at_once`` senders write at the same time, each ``conversations`` of them one after the other."""

    at_once: int
    conversations: int


LEVELS = (Level(1, 5), Level(10, 2), Level(100, 1))


@dataclass(frozen=True)
class Answer:
    """One message's way, in seconds: to the whole answer, and to the webhook's 2xx. No messages: no answer."""

    seconds: float
    messages: int
    accepted: float = 0.0


class Side(Protocol):
    """What is measured."""

    http: httpx.AsyncClient
    door: str
    """A page that costs nothing, by which a connection is opened."""

    async def say(self, sender: int, turn: int, text: str) -> Answer:
        """Say one message of a sender and wait for the whole answer."""


@dataclass(frozen=True)
class Round:
    answers: Sequence[Answer]
    elapsed: float

    @property
    def per_second(self) -> float:
        return sum(1 for answer in self.answers if answer.messages) / self.elapsed

    @property
    def unanswered(self) -> int:
        return sum(1 for answer in self.answers if not answer.messages)

    def seconds(self, share: float) -> float:
        return percentile([answer.seconds for answer in self.answers], share)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` of the values do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


@dataclass(frozen=True)
class Figures:
    """Medians over the rounds of one level. Times in seconds."""

    p50: float
    p95: float
    per_second: float
    messages: int
    unanswered: int
    accepted: Sequence[float] = field(default=())


def figures(rounds: Sequence[Round]) -> Figures:
    return Figures(
        p50=statistics.median(each.seconds(0.5) for each in rounds),
        p95=statistics.median(each.seconds(0.95) for each in rounds),
        per_second=statistics.median(each.per_second for each in rounds),
        messages=sum(len(each.answers) for each in rounds),
        unanswered=sum(each.unanswered for each in rounds),
        accepted=[answer.accepted for each in rounds for answer in each.answers],
    )


async def play(side: Side, level: Level, senders: Iterator[int]) -> Round:
    """One round. Every conversation has a sender of its own, so nobody's history or flood limit is in the way."""
    answers: list[Answer] = []
    await _connect(side, level.at_once)

    async def write() -> None:
        for _ in range(level.conversations):
            sender = next(senders)
            for turn, text in enumerate(SCRIPT):
                answers.append(await side.say(sender, turn, text))

    started = time.monotonic()
    await asyncio.gather(*(write() for _ in range(level.at_once)))
    return Round(answers, time.monotonic() - started)


async def _connect(side: Side, connections: int) -> None:
    """Open as many connections as there will be senders at once, all before the first message.

    A server under load takes new connections one by one between the messages it serves: without this, the order
    in which the senders connected would be what is measured.
    """
    opened = asyncio.Barrier(connections)

    async def connect() -> None:
        async with side.http.stream("GET", side.door) as reply:
            await opened.wait()
            await reply.aread()

    await asyncio.gather(*(connect() for _ in range(connections)))
