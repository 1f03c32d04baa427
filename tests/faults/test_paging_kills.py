"""Paging, killed at any moment: somebody has every incident in the end, and no page is lost, late or doubled.

The provider refuses, loses answers, repeats and delays its receipts, and its list lags by up to half a minute. The
policy's waits are seconds. ``VEILLEUR_FAULT_RUNS`` asks for more kills.
"""

import asyncio
import contextlib
import itertools
import random
import re
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from backend_client.models import Exchange, Page
from hotline.settings import ROOT
from tests.faults.conftest import OpenCrew, runs
from tests.faults.far_end import FarEnd
from tests.faults.paging_ledger import PagingFigures, check, unfinished, watch_claims
from tests.faults.technicians import Keys, Moods, Technicians
from tests.faults.world import PATIENCE, World, until

DANGER = "ça sent le gaz dans toute la cuisine"
ON_CALL = ("+33639989001", "+33639989002", "+33639989003", "+33639989004", "+33639989900")
# How long the service lives between two kills at most, and how long a killed worker stays away (seconds).
LIVES, AWAY = 3.0, 2.0
# How soon a dead worker's work is a living one's, in seconds.
TAKES_OVER = 8.0


def quick_policy(folder: Path) -> Path:
    """The sample landlord, whose searches wait seconds."""
    text = (ROOT / "landlord.toml").read_text(encoding="utf-8")
    for name, seconds in (("wait", 2), ("receipt_seconds", 4), ("repeat_seconds", 2)):
        text = re.sub(rf"\b{name} = \d+", f"{name} = {seconds}", text)
    file = folder / "landlord.toml"
    file.write_text(text, encoding="utf-8")
    return file


class PagingSweep:
    """Dangers told by many tenants, with kills among them, then the count."""

    def __init__(self, worlds: list[World], far_end: FarEnd) -> None:
        self.worlds, self.far_end, self.db = worlds, far_end, worlds[0].db
        self.figures = PagingFigures()
        self.moods, self.keys = Moods(), Keys()
        self.moods.keys = self.keys
        far_end.twilio.faults = self.moods
        # The answer travels for a while: many a kill comes between a message that was taken and the note of it.
        far_end.answers_after, far_end.lost_answers = 0.3, 0.1
        self.technicians = Technicians(far_end, worlds[0].phones, ON_CALL)
        # The first sixty numbers are tenants of the directory.
        self._tenants, self._strangers = itertools.cycle(range(60)), itertools.count(100)
        self._at_work: list[asyncio.Task[None]] = []

    async def run(self, kills: int) -> PagingFigures:
        watch_claims(self.db)
        await asyncio.gather(*(world.start() for world in self.worlds))
        living = asyncio.create_task(self.technicians.live())
        for _ in range(kills):
            self._at_work += [asyncio.create_task(self._in_danger()) for _ in range(random.randint(1, 3))]
            await asyncio.sleep(random.uniform(0, LIVES))
            await self._kill(random.choice(self.worlds))
            self.moods.change()
        await self._done()
        living.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await living
        return self._counted()

    async def _in_danger(self) -> None:
        """Of a building, whose tenants report one incident, or somebody who is not in the directory."""
        await asyncio.sleep(random.uniform(0, LIVES / 2))
        number = f"+3363998{next(random.choice((self._tenants, self._strangers, self._strangers))):04}"
        await self.worlds[0].phones.text(number, DANGER, copies=random.choice((1, 1, 2)))

    async def _kill(self, world: World) -> None:
        """One worker alone is started again at once; of several, the others carry on meanwhile."""
        if world.service is None or world.service.dead:
            return
        await world.kill()
        self.figures.kills += 1
        if len(self.worlds) == 1:
            await world.start()
        else:
            self._at_work.append(asyncio.create_task(self._back(world)))

    async def _back(self, world: World) -> None:
        await asyncio.sleep(random.uniform(0, AWAY))
        await world.start()

    async def _done(self) -> None:
        """From now on everybody answers, and the provider takes everything."""
        self.moods.settle_down()
        self.far_end.lost_answers = 0.0
        self.technicians.willing = self.keys.willing = True
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*self._at_work)
        await until(lambda: not unfinished(self.db), lambda: unfinished(self.db))
        await self.technicians.done()
        await self.far_end.settled()
        await until(lambda: not unfinished(self.db), lambda: unfinished(self.db))

    def _counted(self) -> PagingFigures:
        people, figures = self.technicians, self.figures
        figures.answered, figures.refused, figures.ignored = people.answered, people.refused, people.ignored
        check(self.db, self.far_end, figures)
        return figures


@pytest.mark.parametrize(("database", "workers"), [("sqlite", 1), ("postgres", 1), ("postgres", 2)])
async def test_paging_killed_at_random_moments(
    database: str, workers: int, open_crew: OpenCrew, capsys: pytest.CaptureFixture[str]
) -> None:
    async with open_crew(database, workers, quick_policy) as (worlds, far_end):
        figures = await PagingSweep(worlds, far_end).run(runs(4))
        with capsys.disabled():
            print(f"\npaging, {workers} on {database}: {figures}")
        logs = "".join(world.log.read_text()[-3000:] for world in worlds)
        assert not figures.troubles, (figures.troubles, logs)
        assert (figures.lost, figures.doubled, figures.after_answer) == (0, 0, 0)
        assert figures.incidents and figures.pages >= figures.incidents


def pages_in_hand(world: World) -> list[Exchange]:
    with world.db.reading() as s:
        pages = select(Exchange).join(Page, Page.exchange_id == Exchange.id)
        return list(s.scalars(pages.where(Exchange.status == "sending")))


async def test_a_survivor_takes_over_without_a_restart(open_crew: OpenCrew, capsys: pytest.CaptureFixture[str]) -> None:
    """The sender of a page dies while the provider's answer is on its way: the other worker finds it in the list."""
    async with open_crew("postgres", 2, quick_policy) as (worlds, far_end):
        for world in worlds:
            await world.start()  # one after the other: the first has number 1
        # No receipt tells it either: it has to be asked for.
        far_end.answers_after, far_end.twilio.faults.late_callbacks = 2.0, True
        await worlds[0].phones.text("+33639980150", DANGER)
        await far_end.rung(lambda: any(far_end.texts(number) for number in ON_CALL))
        (page,) = pages_in_hand(worlds[0])
        assert page.worker_id is not None
        await worlds[page.worker_id - 1].kill()
        killed = time.monotonic()
        await until(lambda: page.id not in {each.id for each in pages_in_hand(worlds[0])}, "the survivor knows it left")
        took = time.monotonic() - killed
        with capsys.disabled():
            print(f"\na dead worker's page taken over after {took:.1f} s, 2 s of them the provider's answer")
        far_end.release()
        await far_end.settled()
        assert took < TAKES_OVER
        with worlds[0].db.reading() as s:
            row = s.get_one(Exchange, page.id)
            assert (row.status, row.error) in (("sent", None), ("delivered", None))
        assert len(far_end.taken()[page.id]) == 1
