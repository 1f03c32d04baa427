"""The hotline with everything real but the far ends: an engine and channels that the tests script and read."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from backend_client.backend import Backend
from backend_client.database import Database
from backend_client.landlord import Landlord
from backend_client.models import (
    Building,
    Contact,
    Dwelling,
    Person,
    Residence,
    Rotation,
    RotationMember,
    Technician,
    Tenancy,
)
from channels.base import Delivery, DeliveryUpdate, Inbound, Outbound, Receipt, SendError, Sent
from hotline.clock import Clock
from hotline.engine_client import EngineDown, Turn
from hotline.knowledge import knowledge as knowledge_of_all
from hotline.outbox import Outbox
from hotline.schedule import Schedule
from hotline.service import Hotline
from hotline.services import Services
from hotline.settings import ROOT, Settings
from hotline.spool import Spool
from hotline.turns import Turns
from tests.databases import sqlite_with_tables

TENANT, NEIGHBOUR, UNKNOWN = "+33639980001", "+33639980002", "+33639980999"
KARIM, LEA, SUPERVISOR = "+33639989001", "+33639989002", "+33639989009"
LAST_RESORT = "+33639989900"
STAFF = frozenset({KARIM, LEA, SUPERVISOR, LAST_RESORT})
# A Saturday night and a Tuesday noon, in Paris.
NIGHT = datetime(2026, 11, 21, 22, 40, tzinfo=UTC)
NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


class TestClock(Clock):
    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


@dataclass
class FakeChannel:
    """Takes messages; ``fail_with`` makes it refuse, ``kept`` is what the provider says it took."""

    name: str
    sent: list[Outbound] = field(default_factory=list)
    fail_with: list[SendError] = field(default_factory=list)
    kept: bool = False
    can_be_asked: bool = True
    two_way: bool = True

    async def send(self, message: Outbound) -> Sent:
        if self.fail_with:
            raise self.fail_with.pop(0)
        self.sent.append(message)
        return Sent(f"{self.name}-{len(self.sent)}")

    async def find_sent(self, message: Outbound) -> Sent | None:
        return Sent(f"{self.name}-found") if self.kept else None


@dataclass
class FakeEngine:
    """Answers with the scripted turns, else thanks; ``down`` makes it fail."""

    turns: list[Turn] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    down: bool = False

    async def turn(self, conversation_id: int, events: list[Any], message: dict[str, Any]) -> Turn:
        if self.down:
            raise EngineDown("scripted")
        self.asked.append(message | {"events": events})
        if self.turns:
            return self.turns.pop(0)
        return Turn([], [{"key": "sticker-received", "facts": {}}], {"intent": "greet", "confidence": 1.0})


@dataclass
class House:
    """The hotline and the hands to work it."""

    services: Services
    hotline: Hotline
    schedule: Schedule
    clock: TestClock
    engine: FakeEngine
    sms: FakeChannel
    # Whether the phones of staff tell that an SMS arrived, at once.
    receipts: bool = True
    told: int = 0
    ids: Any = field(default_factory=count)

    async def write(self, text: str, address: str = TENANT, **more: Any) -> Receipt:
        """A message arrives and everything it sets off is done."""
        message = Inbound("sms", f"SM{next(self.ids)}", address, text)
        receipt = await self.hotline.receive(replace(message, **more))
        await self.settle()
        return receipt

    async def settle(self) -> None:
        await self.hotline.idle()
        await self.schedule.tick()
        while self.receipts and self.told < len(self.sms.sent):
            self.told += 1
            message = self.sms.sent[self.told - 1]
            if message.address not in STAFF:
                continue
            exchange = message.exchange_id
            await self.hotline.delivered(DeliveryUpdate("sms", f"sms-{self.told}", Delivery.DELIVERED, None, exchange))
            await self.schedule.tick()

    async def wait(self, **time: float) -> None:
        self.clock.at += timedelta(**time)
        await self.settle()

    def calls(self, address: str | None = None) -> list[Outbound]:
        """The calls to a phone, or to anybody."""
        voice: Any = self.services.channels["voice"]
        return [call for call in voice.sent if address in (None, call.address)]

    def neighbour(self) -> str:
        """The number of another tenant of the same building."""
        with self.services.backend.transaction() as s:
            home = s.scalars(select(Dwelling)).first()
            assert home is not None
            other = Dwelling(building_id=home.building_id, code="LILAS-A-21", door="21", floor="2")
            person = Person(code="T2", first_name="Max", last_name="Voisin", language="fr")
            s.add_all([other, person])
            s.flush()
            s.add(Tenancy(person_id=person.id, dwelling_id=other.id))
            known = {"person_id": person.id, "dwelling_id": other.id, "language": "fr", "created_at": NIGHT}
            s.add(Contact(channel="sms", address=NEIGHBOUR, **known))
        return NEIGHBOUR

    def texts(self, address: str = TENANT) -> list[str]:
        return [message.text for message in self.sms.sent if message.address == address]


def _people(backend: Backend) -> None:
    with backend.transaction() as s:
        residence = Residence(
            code="LILAS",
            name="Les Lilas",
            gas_number="0 800 47 33 33",
            lift_phone="01 99 00 20 01",
            power_number="09 72 67 50 35",
        )
        building = Building(
            residence=residence, code="LILAS-A", name="Bâtiment A", address="4 rue des Essais", access_code="12B4"
        )
        home = Dwelling(building=building, code="LILAS-A-12", door="12", floor="3")
        person = Person(code="T1", first_name="Nora", last_name="Essai", language="fr")
        s.add_all([residence, building, home, person])
        s.flush()
        s.add(Tenancy(person_id=person.id, dwelling_id=home.id))
        s.add(
            Contact(
                channel="sms", address=TENANT, person_id=person.id, dwelling_id=home.id, language="fr", created_at=NIGHT
            )
        )
        technicians = [
            Technician(code="karim", name="Karim Essai", phone=KARIM),
            Technician(code="lea", name="Léa Essai", phone=LEA),
            Technician(code="sup", name="Sam Essai", phone=SUPERVISOR),
        ]
        s.add_all(technicians)
        s.flush()
        for (duty, level), technician in zip(
            (("technical", 1), ("technical", 2), ("supervisor", 1)), technicians, strict=True
        ):
            rotation = Rotation(
                duty=duty, level=level, starts_on=datetime(2026, 1, 5).date(), handover=datetime(2026, 1, 5, 8).time()
            )
            rotation.members = [RotationMember(position=0, technician_id=technician.id)]
            s.add(rotation)


@pytest.fixture(scope="session")
def knowledge() -> dict[str, Any]:
    return vars(knowledge_of_all())


@pytest.fixture
def house(tmp_path: Path, knowledge: dict[str, Any]) -> Iterator[House]:
    clock = TestClock(NIGHT)
    url = sqlite_with_tables(tmp_path / "veilleur.db")
    backend = Backend(Database(url), Landlord.load(ROOT / "landlord.toml"), clock)
    _people(backend)
    engine, sms = FakeEngine(), FakeChannel("sms")
    services = Services(
        settings=Settings(data_dir=tmp_path),
        clock=clock,
        backend=backend,
        intake=Database(url, busy_ms=50),
        spool=Spool(tmp_path / "spool"),
        engine=engine,  # type: ignore[arg-type]
        channels={"sms": sms, "voice": FakeChannel("voice")},  # type: ignore[dict-item]
        **knowledge,
    )
    outbox = Outbox(services)
    turns = Turns(services, outbox)
    yield House(services, Hotline(services, outbox, turns, turns.run), Schedule(services, outbox), clock, engine, sms)
    backend.db.dispose()
    services.intake.dispose()
