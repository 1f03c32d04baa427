"""A whole night, from 22:00 to 08:00, on an injected clock: the real schedule, durable turns, every page in time."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from backend_client import outbox, timers
from backend_client.models import Contact, Escalation, Incident, Page
from channels.base import Keypress
from hotline import durable
from hotline.settings import Settings
from tests.hotline.conftest import House

# Saturday 22:00 to Sunday 08:00, in Paris.
STARTS, ENDS = datetime(2026, 11, 21, 21, tzinfo=UTC), datetime(2026, 11, 22, 7, tzinfo=UTC)
DANGER = "ça sent le gaz dans toute la cuisine"
INCIDENTS = 16


@dataclass(frozen=True)
class Fate:
    """What happens to one incident: when it is told, how many of its pages are slept through before somebody takes
    it, and how long they take to answer (seconds)."""

    tenant: str
    told_at: datetime
    slept_through: int
    answers_after: float


def fates(seed: int) -> list[Fate]:
    """The last one is answered before the morning, however many rounds it takes."""
    drawn = random.Random(seed)
    return [
        Fate(
            f"+336399860{number:02}",
            STARTS + timedelta(minutes=drawn.uniform(0, 8 * 60)),
            drawn.choice((0, 0, 0, 1, 2, 3, 5, 8, 13)),
            drawn.uniform(1, 55),
        )
        for number in range(INCIDENTS)
    ]


class Night:
    """Goes from one moment at which something happens to the next."""

    def __init__(self, house: House, night: list[Fate]) -> None:
        self.house, self.to_tell = house, sorted(night, key=lambda fate: fate.told_at)
        self.fates = {fate.tenant: fate for fate in night}
        self.answers: list[tuple[datetime, int, Page]] = []
        self.seen: set[int] = set()

    async def pass_(self) -> None:
        house = self.house
        house.clock.at = STARTS
        while (moment := self._next()) is not None and moment < ENDS:
            house.clock.at = max(house.clock.at, moment)
            while self.to_tell and self.to_tell[0].told_at <= house.clock.at:
                await house.write(DANGER, self.to_tell.pop(0).tenant)
            due = [answer for answer in self.answers if answer[0] <= house.clock.at]
            self.answers = [answer for answer in self.answers if answer not in due]
            for _, _, page in due:
                await self._answer(page)
            await house.settle()
            self._read()

    def _next(self) -> datetime | None:
        with self.house.services.backend.reading() as s:
            waits = [timers.next_due(s), outbox.next_due(s)]
        moments = [*waits, *(fate.told_at for fate in self.to_tell[:1]), *(at for at, _, _ in self.answers)]
        return min((moment for moment in moments if moment is not None), default=None)

    def _read(self) -> None:
        """Somebody takes an incident once as many of its pages as its fate says were slept through."""
        with self.house.services.backend.reading() as s:
            for page in s.scalars(select(Page).where(Page.id.not_in(self.seen)).order_by(Page.id)):
                self.seen.add(page.id)
                tenant = s.get_one(Contact, page.escalation.request.contact_id).address
                fate = self.fates[tenant]
                pages = s.scalars(select(Page.id).where(Page.escalation_id == page.escalation_id).order_by(Page.id))
                if pages.all().index(page.id) == fate.slept_through:
                    at = self.house.clock.at + timedelta(seconds=fate.answers_after)
                    assert page.technician.phone
                    self.answers.append((at, page.id, page))

    async def _answer(self, page: Page) -> None:
        if page.means == "sms":
            await self.house.write(f"OK {page.code}", page.technician.phone)
            return
        assert page.exchange_id is not None
        said = await self.house.hotline.pressed(Keypress("voice", f"CA{page.id}", page.exchange_id, "1"))
        assert said.keys


@pytest.fixture
def durably(house: House, tmp_path: Path) -> Iterator[House]:
    """Turns as the service runs them: workflows that survive a crash."""
    house.hotline._start_turn = durable.start_turn
    yield house
    durable.stop()


async def test_every_page_of_a_night_is_in_time(
    durably: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house, night = durably, fates(seed=22)
    durable.launch(Settings(data_dir=tmp_path), house.hotline.turns.run, worker=1)
    began = time.monotonic()
    await Night(house, night).pass_()
    took = time.monotonic() - began
    policy = house.services.backend.landlord.policy_for("technical")
    waits = [step.wait for step in policy.steps]
    waits[-1] += policy.repeat_seconds
    pages = 0
    with house.services.backend.reading() as s:
        for fate in night:
            incident = s.scalars(select(Incident).where(Incident.opened_at == fate.told_at)).one()
            sent = list(
                s.scalars(select(Page).join(Escalation).where(Escalation.incident_id == incident.id).order_by(Page.id))
            )
            pages += len(sent)
            due = [fate.told_at + timedelta(seconds=sum((waits * 3)[:number])) for number in range(len(sent))]
            assert [page.created_at for page in sent] == due
            assert len(sent) == fate.slept_through + 1
            assert incident.taken_at == due[-1] + timedelta(seconds=fate.answers_after)
            assert sent[-1].status == "acknowledged"
            assert {page.status for page in sent[:-1]} <= {"expired"}
            assert incident.technician_id == sent[-1].technician_id
    with capsys.disabled():
        print(f"\na night of {len(night)} incidents and {pages} pages in {took:.1f} s")
