"""Any process, killed at any moment: every message is answered once, and every answer sent once.

The moments are random. ``VEILLEUR_FAULT_SEED`` repeats the draws of a run (not the scheduling of the machine).
"""

import asyncio
import os
import random
import secrets

import pytest

from hotline.settings import Settings, SettingsError
from hotline.supervisor import engine_command, engine_environment
from tests.faults.conftest import Open, runs
from tests.faults.fake_engine import REPORT
from tests.faults.ledger import Figures, at_work, check, half_recorded
from tests.faults.world import PATIENCE, World, start_module, until

DANGER = "ça sent le gaz dans toute la cuisine"
QUESTION = "Bonjour, question {} : à quelle heure ouvre le bureau ?"
# A burst lasts about this long; a restart takes about as long (seconds).
SPAN = 2.0


class Sweep:
    """Bursts of messages with kills among them, then the count."""

    def __init__(self, world: World, seed: str, report: str = REPORT, engine_every: int = 3) -> None:
        self.world, self._report, self._engine_every = world, report, engine_every
        self.random = random.Random(seed)
        self.figures = Figures(runs=1)
        # The first sixty are the tenants of the sample directory.
        self._numbers = iter(range(9000))
        self._writers: list[asyncio.Task[None]] = []
        self._half: set[int] = set()

    async def run(self, kills: int) -> Figures:
        await self.world.start()
        for number in range(kills):
            self._burst()
            if number % self._engine_every == self._engine_every - 1:
                await asyncio.gather(self._kill(), self._kill_engine())
            else:
                await self._kill()
            await self.world.start()
            if self.random.random() < 0.3:
                await self._done()
        await self._done()
        return self._counted()

    def _burst(self) -> None:
        self._writers += [
            asyncio.create_task(writer(self._phone()))
            for writer in (self._reports, self._reports, self._asks, self._asks, self._in_danger)
        ]

    def _phone(self) -> str:
        return f"+3363998{next(self._numbers):04}"

    async def _reports(self, number: str) -> None:
        """A tenant who picks the first line of each list that they are sent, until none follows."""
        world, seen = self.world, 0
        text: str | None = self._report
        while text is not None:
            before = world.kills
            await world.phones.text(number, text)
            await world.far_end.rung(lambda read=seen: len(world.far_end.texts(number)) > read)
            await self._pause()
            answers = world.far_end.texts(number)
            seen, text = len(answers), "1" if "\n1 " in answers[-1] else None
            self.figures.over_a_kill += world.kills > before

    async def _asks(self, number: str) -> None:
        for turn in range(3):
            await self.world.phones.text(number, QUESTION.format(turn), copies=self.random.choice((1, 1, 2)))
            await self._pause()

    async def _in_danger(self, number: str) -> None:
        await self._pause()
        await self.world.phones.text(number, DANGER, copies=self.random.choice((1, 2)))

    async def _pause(self) -> None:
        await asyncio.sleep(self.random.uniform(0, SPAN / 4))

    async def _kill(self) -> None:
        await asyncio.sleep(self.random.uniform(0, SPAN))
        await self.world.kill()
        self.figures.kills += 1
        await self.world.far_end.settled()
        self._half |= half_recorded(self.world, self.world.far_end.taken())

    async def _kill_engine(self) -> None:
        await asyncio.sleep(self.random.uniform(0, SPAN))
        await self.world.kill_engine()
        self.figures.engine_kills += 1
        await asyncio.sleep(self.random.uniform(0, SPAN / 2))
        await self.world.start_engine(wait=False)

    async def _done(self) -> None:
        """Everybody has written what they had to write and was answered."""
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*self._writers)
        while True:
            await until(lambda: not at_work(self.world), lambda: at_work(self.world))
            await self.world.far_end.settled()
            # A call that nobody answered ends without a key, which sends the search to its next step.
            if not at_work(self.world):
                return

    def _counted(self) -> Figures:
        figures, told, taken = self.figures, self.world.phones.told, self.world.far_end.taken()
        figures.messages = len(told)
        figures.retried = sum(message.tries > 1 for message in told)
        figures.adopted = sum(len(taken.get(exchange, ())) == 1 for exchange in self._half)
        check(self.world, told, taken, figures)
        return figures


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
async def test_killed_at_random_moments(database: str, open_world: Open, capsys: pytest.CaptureFixture[str]) -> None:
    seed = os.environ.get("VEILLEUR_FAULT_SEED") or secrets.token_hex(4)
    async with open_world(database) as world:
        figures = await Sweep(world, seed).run(runs(4))
        with capsys.disabled():
            print(f"\nkilled on {database}, seed {seed}: {figures}")
        assert not figures.troubles, (seed, figures.troubles, world.log.read_text()[-4000:])
        assert (figures.lost, figures.doubled) == (0, 0)
        assert figures.messages >= figures.kills * 5


def rasa(world: World) -> list[str]:
    return engine_command(world.settings, world.settings.engine_port)


async def test_killed_with_the_real_engine(open_world: Open, capsys: pytest.CaptureFixture[str]) -> None:
    """The service as the supervisor starts it, Rasa with the product's model, the actions it calls."""
    try:
        engine_command(Settings(), 0)
    except SettingsError as missing:
        pytest.skip(str(missing))
    seed = os.environ.get("VEILLEUR_FAULT_SEED") or secrets.token_hex(4)
    parts = {
        "start_service": start_module,
        "engine_command": rasa,
        "engine_environment": lambda world: engine_environment(world.settings),
    }
    async with open_world("sqlite", **parts) as world:
        report = "Bonjour, l'évier de ma cuisine se vide très lentement"
        figures = await Sweep(world, seed, report).run(max(2, runs(2) // 4))
        with capsys.disabled():
            print(f"\nkilled with Rasa, seed {seed}: {figures}")
        assert not figures.troubles, (seed, figures.troubles, world.log.read_text()[-4000:])
        assert (figures.lost, figures.doubled) == (0, 0)
