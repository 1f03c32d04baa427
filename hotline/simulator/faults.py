"""What can go wrong at a far end, as switches that a test or a rehearsal sets."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Faults:
    """All off at first. Counts and codes apply to the next sends (messages and calls), one each."""

    refusals: deque[int] = field(default_factory=deque)
    """Error codes of the provider: each refuses one send."""
    unanswered: int = 0
    """So many sends are accepted but not answered before :meth:`release`."""
    duplicate_callbacks: bool = False
    """Each receipt is posted twice."""
    reversed_callbacks: bool = False
    """A message's receipts come in the wrong order."""
    late_callbacks: bool = False
    """Receipts wait for :meth:`release`."""
    callback_delay: Callable[[], float] | None = None
    """So many seconds before each receipt, which may overtake another."""
    list_lag: float = 0.0
    """What is new shows in a list after so many seconds of the stand-in's clock."""
    answered_by: str = "human"
    """Who picks up a phone that rings, as answering machine detection tells it."""
    keys: deque[str] = field(default_factory=deque)
    """The keys that are pressed, one for each question that a human being is asked in a call; empty: none."""
    spoken: deque[str] = field(default_factory=deque)
    """What is said after the beep, one for each recording; empty: nothing."""
    outcome: str = ""
    """The status in which messages and calls end, instead of delivered or completed."""
    outcome_code: int | None = None
    """The error code of that status."""
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def call_outcome(self) -> str:
        """The status in which a call ends that nobody answers; empty: somebody does."""
        return self.outcome if self.outcome in ("busy", "no-answer", "failed", "canceled") else ""

    def refusal(self) -> int | None:
        return self.refusals.popleft() if self.refusals else None

    async def before_answer(self) -> None:
        if self.unanswered > 0:
            self.unanswered -= 1
            await self._released.wait()

    async def before_callbacks(self) -> None:
        if self.late_callbacks:
            await self._released.wait()

    def release(self) -> None:
        """Let everything go that waits."""
        self._released.set()
