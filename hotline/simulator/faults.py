"""What can go wrong at a far end, as switches that a test or a rehearsal sets."""

import asyncio
from collections import deque
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
    outcome: str = ""
    """The status in which messages and calls end, instead of delivered or completed."""
    outcome_code: int | None = None
    """The error code of that status."""
    _released: asyncio.Event = field(default_factory=asyncio.Event)

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
