"""How long the yearly reports take: 11,000 dwellings, two years of 60,000 requests each, on SQLite and on Postgres.

``python -m benchmarks.audit [database URL]``: without a URL, SQLite in a temporary folder. The database must be empty.
The rows are those of the tests, more of them. Each report is made three times: the fastest is told, on the clock and in
processor time of our own, which is what counts where other work shares the machine.
"""

import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import text

from backend_client.database import Database
from backend_client.landlord import Landlord
from backend_client.migrate import upgrade
from hotline.audit_reports import TITLES, make
from hotline.settings import ROOT
from tests.backend.audit_world import BEGUN, NOW, World

REQUESTS, RESIDENCES, BUILDINGS, DWELLINGS = 120_000, 60, 10, 20
TIMES = 3


def fill(db: Database) -> World:
    """60 residences of 10 buildings, about 11,000 dwellings, and their two years."""
    world = World(1, REQUESTS, RESIDENCES, BUILDINGS, DWELLINGS)
    with db.transaction() as s:
        world.write(s)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    return world


def measure(db: Database, name: str, **wanted: str) -> tuple[float, float]:
    """Seconds of the fastest time: on the clock, and of this thread's processor time."""
    landlord, taken = Landlord.load(ROOT / "landlord.toml"), []
    for _ in range(TIMES):
        begun, worked = time.perf_counter(), time.thread_time()
        with db.reading() as s:
            make(s, landlord, name, NOW, **wanted)
        taken.append((time.perf_counter() - begun, time.thread_time() - worked))
    return min(taken)


def main(url: str) -> None:
    """Fill the database, measure, print."""
    db = Database(url)
    upgrade(db)
    world = fill(db)
    sizes = ", ".join(f"{len(rows)} {model.__tablename__}" for model, rows in world.rows.items())
    kind = "SQLite" if db.is_sqlite else "Postgres"
    print(f"\n{kind}, {BEGUN:%Y-%m-%d} to {NOW:%Y-%m-%d}: {sizes}\n")
    print("| report | on the clock, s | processor, s |\n|---|---|---|")
    for name in TITLES:
        for where, wanted in (("all", {}), ("one residence", {"residence": "res7"})):
            taken = measure(db, name, **wanted)
            print(f"| {name}, {where} | {taken[0]:.2f} | {taken[1]:.2f} |")
    db.dispose()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(f"sqlite:///{Path(folder) / 'audit.sqlite'}")
