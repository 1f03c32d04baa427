"""The phones in a call: what they are told, and what whoever holds them does, by hand or as the faults have it."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import Any

from hotline.simulator.faults import Faults

Json = dict[str, Any]

# How fast a text is read out, in characters a second.
SPEECH = 15.0
# What whoever holds a ringing phone can do, and how the call then goes on.
PICKED_UP = {"answer": "human", "voicemail": "machine_start", "refuse": "busy"}
HUMAN = frozenset({"human", "unknown"})


class HungUp(Exception):
    """The call is over: somebody hung up, or Twilio was told to end it."""


@dataclass
class Line:
    """One phone in one call. ``state``: ringing, open, recording, bridged, ended.

    ``by_hand``: somebody at the simulator's page holds it; else the faults say what happens.
    """

    item: Json
    number: str
    faults: Faults
    by_hand: bool = False
    pace: float = 0.0
    state: str = "ringing"
    answered_by: str = "human"
    said: list[str] = field(default_factory=list)
    receipts: list[dict[str, str]] = field(default_factory=list)
    told: int = 0
    _over: asyncio.Event = field(default_factory=asyncio.Event)
    _picked_up: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)
    _keys: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)
    _spoken: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue)

    @property
    def over(self) -> bool:
        return self._over.is_set()

    @property
    def human(self) -> bool:
        return self.answered_by in HUMAN

    # What a thumb does.

    def pick_up(self, how: str) -> None:
        self._picked_up.put_nowait(PICKED_UP[how])

    def press(self, key: str) -> None:
        self._keys.put_nowait(key)

    def speak(self, text: str) -> None:
        self._spoken.put_nowait(text)

    def hang_up(self) -> None:
        self._over.set()

    # What the call waits for.

    async def ring(self, patience: float) -> str:
        """Who picked up, or the status in which the call ends."""
        if not self.by_hand:
            await asyncio.sleep(self.pace)
            return "canceled" if self.over else self.faults.call_outcome or self.faults.answered_by
        try:
            return await self._until(self._picked_up, patience) or "no-answer"
        except HungUp:
            return "canceled"

    async def hear(self, text: str, loop: int = 1) -> None:
        """Listen to all of it."""
        self.said.append(text)
        await self._pass(len(text) * loop / SPEECH if self.by_hand else self.pace)

    async def key(self, text: str, loop: int, patience: float) -> str:
        """The key that is pressed while a text is said or soon after it; empty: none."""
        self.said.append(text)
        if self.by_hand:
            return await self._until(self._keys, len(text) * loop / SPEECH + patience)
        await self._pass(self.pace)
        return self.faults.keys.popleft() if self.faults.keys and self.human else ""

    async def message(self, patience: float) -> str:
        """What is said after the beep; empty: nothing."""
        if self.by_hand:
            return await self._until(self._spoken, patience)
        await self._pass(self.pace)
        return self.faults.spoken.popleft() if self.faults.spoken and self.human else ""

    async def ended(self) -> None:
        await self._over.wait()

    async def talk(self, other: "Line") -> None:
        """Until one of the two hangs up."""
        if self.by_hand:
            waits = [asyncio.create_task(line._over.wait()) for line in (self, other)]
            _, left = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for wait in left:
                wait.cancel()

    async def _pass(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._over.wait(), seconds)
        if self.over:
            raise HungUp

    async def _until(self, queue: "asyncio.Queue[str]", patience: float) -> str:
        """The next of a queue, empty when the patience is at its end. :raises HungUp: it was hung up before"""
        waits = [asyncio.create_task(queue.get()), asyncio.create_task(self._over.wait())]
        done, left = await asyncio.wait(waits, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        for wait in left:
            wait.cancel()
        if waits[0] in done:
            return str(waits[0].result())
        if done:
            raise HungUp
        return ""
