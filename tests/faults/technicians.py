"""People on call, who answer some pages, refuse some and sleep through others; and a provider in a changing mood."""

import asyncio
import random
import re
from collections import deque
from dataclasses import dataclass, field

from hotline.simulator.faults import Faults
from tests.faults.far_end import FarEnd, Phones

# A page by SMS, as its reader sees it.
PAGE = re.compile(r"^ASTREINTE .*\bOK (\d{4,8})")
# How likely the provider is to refuse one send, by its error code: too many at once, down, no mobile number.
REFUSALS = {20429: 0.06, 20503: 0.04, 21614: 0.03}
# How long a list may stay silent about what was taken, in seconds.
LAGS = (0.0, 0.0, 0.5, 3.0, 30.0)


class Keys(deque[str]):
    """What is pressed when a call asks: it is drawn for each question. ``willing``: a page is always taken."""

    willing = False

    def __bool__(self) -> bool:
        return True

    def popleft(self) -> str:
        return "1" if self.willing else random.choice(("1", "2", "", ""))


class Moods(Faults):
    """Faults that change: call :meth:`change` now and then."""

    calm = False

    def refusal(self) -> int | None:
        if self.calm:
            return None
        for code, share in REFUSALS.items():
            if random.random() < share:
                return code
        return super().refusal()

    def change(self) -> None:
        self.list_lag = random.choice(LAGS)
        self.duplicate_callbacks = random.random() < 0.5
        self.reversed_callbacks = random.random() < 0.3
        self.callback_delay = random.choice((None, lambda: random.uniform(0, 2.0)))
        self.answered_by = random.choice(("human", "human", "human", "machine_start"))

    def settle_down(self) -> None:
        """From now on everybody who is called answers and takes it."""
        self.calm, self.answered_by = True, "human"


@dataclass
class Technicians:
    """Whoever has one of these phones."""

    far_end: FarEnd
    phones: Phones
    numbers: tuple[str, ...]
    willing: bool = False
    answered: int = 0
    refused: int = 0
    ignored: int = 0
    _read: dict[str, int] = field(default_factory=dict)
    _writing: set[asyncio.Task[None]] = field(default_factory=set)

    async def live(self) -> None:
        """Read what comes, until cancelled."""
        while True:
            await self.far_end.rung(self._news)
            for number in self.numbers:
                texts = self.far_end.texts(number)
                new, self._read[number] = texts[self._read.get(number, 0) :], len(texts)
                for text in new:
                    if found := PAGE.match(text):
                        self._decide(number, found[1])

    def _news(self) -> bool:
        return any(len(self.far_end.texts(number)) > self._read.get(number, 0) for number in self.numbers)

    def _decide(self, number: str, code: str) -> None:
        answer = "OK" if self.willing else random.choice(("OK", "NON", "", ""))
        self.answered += answer == "OK"
        self.refused += answer == "NON"
        self.ignored += not answer
        if answer:
            task = asyncio.create_task(self._write(number, f"{answer} {code}"))
            self._writing.add(task)
            task.add_done_callback(self._writing.discard)

    async def _write(self, number: str, text: str) -> None:
        await asyncio.sleep(random.uniform(0, 1.5))
        await self.phones.text(number, text, copies=random.choice((1, 1, 2)))

    async def done(self) -> None:
        while self._writing:
            await asyncio.gather(*self._writing)
