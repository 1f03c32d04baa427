"""What the paging benchmark runs: the service on SQLite, a quick engine, a provider; and what its database says."""

import asyncio
import contextlib
import re
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from backend_client.wall_clock import PARIS
from benchmarks import directory, ledger, processes, veilleur
from hotline.settings import ROOT, Settings

# A danger that the guard in the service itself sees, and that pages for each report by itself.
DANGER = "le détecteur de monoxyde de carbone sonne"
SECRET = "benchmark"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# The first page of each incident, and the message that opened it.
_FIRST_PAGES = """
SELECT i.id, MIN(p.exchange_id), (SELECT e.provider_id FROM exchange e WHERE e.request_id = i.request_id
    AND e.direction = 'in' ORDER BY e.id DESC LIMIT 1)
FROM incident i JOIN escalation x ON x.incident_id = i.id JOIN page p ON p.escalation_id = x.id
WHERE p.round = 1 AND p.step = 1 GROUP BY i.id
"""


def shut_office(folder: Path) -> Path:
    """The sample landlord with the office shut today, so that everything urgent pages, and the shortest waits."""
    opens = _DAYS[(datetime.now(PARIS) + timedelta(days=3)).weekday()]
    text = (ROOT / "landlord.toml").read_text(encoding="utf-8")
    for day in _DAYS:
        hours = '["09:00-17:00"]' if day == opens else "[]"
        text = re.sub(rf"^{day} = .*$", f"{day} = {hours}", text, flags=re.M)
    file = folder / "landlord.toml"
    file.write_text(re.sub(r"\bwait = \d+", "wait = 15", text), encoding="utf-8")
    return file


@dataclass
class Service:
    """A service and its data."""

    folder: Path
    provider: veilleur.Provider
    environment: dict[str, str]
    hotline: veilleur.Hotline | None = None

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[veilleur.Hotline]:
        """``python -m hotline.keeper``, as the supervisor runs it, until the block ends."""
        command, started = [sys.executable, "-m", "hotline.keeper"], time.monotonic()
        with processes.running(command, self.folder / "serve.log", ROOT, self.environment) as process:
            async with veilleur.client(self.environment) as http:
                hotline = veilleur.Hotline(process.pid, http, self.provider, f"P{time.monotonic_ns() % 10**9}")
                await veilleur.reachable(hotline, process, started)
                hotline.first_answer = time.monotonic() - started
                yield hotline

    @property
    def file(self) -> Path:
        return self.folder / "veilleur.sqlite"

    def first_pages(self, hotline: veilleur.Hotline) -> dict[int, float]:
        """Of each incident, the seconds from the message that opened it to its first page at the provider."""
        with ledger.reading(self.file) as connection:
            rows = connection.execute(_FIRST_PAGES).fetchall()
        return {
            incident: self.provider.handed[exchange] - hotline.posted[sid]
            for incident, exchange, sid in rows
            if exchange in self.provider.handed and sid in hotline.posted
        }

    def count(self, query: str) -> int:
        with ledger.reading(self.file) as connection:
            return int(connection.execute(query).fetchone()[0])


@contextlib.asynccontextmanager
async def world(work: Path, name: str) -> AsyncIterator[Service]:
    """A fresh database, the provider and the quick engine; the service is not started yet."""
    folder = work / name
    directory.prepare(folder)
    async with veilleur.provider(folder) as provider:
        environment = veilleur.settings_of(folder, provider, "")
        environment |= {
            "VEILLEUR_SECRET": SECRET,
            "VEILLEUR_LANDLORD_FILE": str(shut_office(folder)),
            "PYTHONPATH": str(ROOT),
        }
        with quick_engine(environment, folder):
            yield Service(folder, provider, environment)


@contextlib.contextmanager
def quick_engine(environment: dict[str, str], folder: Path) -> Iterator[None]:
    """The connector's protocol without Rasa, the real actions behind it (``tests/faults/fake_engine.py``)."""
    secret = Settings(secret=SECRET).engine_secret  # type: ignore[arg-type]
    actions = f"http://127.0.0.1:{environment['VEILLEUR_ACTIONS_PORT']}/webhook"
    command = [
        sys.executable,
        "-m",
        "tests.faults.fake_engine",
        environment["VEILLEUR_ENGINE_PORT"],
        secret,
        actions,
        "1",
    ]
    with processes.running(command, folder / "engine.log", ROOT, {"PYTHONPATH": str(ROOT)}):
        yield


def many_buildings(file: Path, buildings: int) -> None:
    """So many buildings more, the tenants spread over them."""
    with sqlite3.connect(file) as connection:
        (residence,) = connection.execute("SELECT min(id) FROM residence").fetchone()
        connection.executemany(
            "INSERT INTO building (residence_id, code, name, address, access_code) VALUES (?, ?, ?, ?, '')",
            [(residence, f"STORM-{n}", f"Bâtiment {n}", f"{n} rue des Essais") for n in range(buildings)],
        )
        connection.execute(
            "UPDATE dwelling SET building_id = (SELECT id FROM building WHERE code = 'STORM-' || (dwelling.id % ?))",
            (buildings,),
        )
    connection.close()


async def until(holds: Callable[[], object], seconds: float) -> bool:
    """Whether it came to hold in this time."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if holds():
            return True
        await asyncio.sleep(0.02)
    return False
