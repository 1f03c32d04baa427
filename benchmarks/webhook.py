"""From the webhook to its 2xx: the time in which a message is verified and safe on disk.

Three loads: the conversations of the turns' benchmark, a steady stream, and 100 senders in the same instant.
"""

import asyncio
from collections.abc import Iterator, Sequence

from benchmarks.load import percentile
from benchmarks.veilleur import Hotline

SENDERS = 100
# The steady stream: messages per second and how many.
RATE, STEADY = 20.0, 200
_TEXT = "hello"


async def steady(hotline: Hotline, senders: Iterator[int]) -> list[float]:
    """Messages of different senders at an even pace, whether or not earlier ones are answered."""
    tasks = []
    for _ in range(STEADY):
        tasks.append(asyncio.create_task(hotline.post(next(senders), 0, _TEXT)))
        await asyncio.sleep(1 / RATE)
    return await asyncio.gather(*tasks)


async def burst(hotline: Hotline, senders: Iterator[int]) -> list[float]:
    """All senders in the same instant: the last one waits for all others."""
    return await asyncio.gather(*(hotline.post(next(senders), 0, _TEXT) for _ in range(SENDERS)))


def in_words(seconds: Sequence[float]) -> str:
    """p50, p95 and p99 in milliseconds."""
    return " ".join(f"{percentile(seconds, share) * 1000:7.0f}" for share in (0.5, 0.95, 0.99))
