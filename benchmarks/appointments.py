"""How long finding three windows takes: 300 contractors, 60 days, 100,000 appointments, on SQLite and on Postgres.

``python -m benchmarks.appointments [database URL]``: without a URL, SQLite in a temporary folder. The database must be
empty. Contractors are as a landlord has them (12 trades in 5 sectors), then all of one trade everywhere, which no
landlord has. Coming days are nearly full, later ones less.
"""

import gc
import random
import sys
import tempfile
import time as clock
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import insert, text, update

from backend_client.availability import find_windows
from backend_client.calendar import is_working_day, local_instant
from backend_client.database import Database
from backend_client.landlord import Landlord
from backend_client.migrate import upgrade
from backend_client.models import Appointment, AvailabilityTemplate, Contractor, Request
from backend_client.windows import LENGTH, Wish
from hotline.settings import ROOT

CONTRACTORS, DAYS, APPOINTMENTS, SEARCHES = 300, 60, 100_000, 200
TRADES, SECTORS, PLACES = 12, 5, 3
_ALMOST_ALL = SEARCHES * 99 // 100
STARTS = tuple(time(hour) for hour in (8, 10, 13, 15, 17))
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LANDLORD = Landlord.load(ROOT / "landlord.toml")
WISHES = {
    "none": Wish(),
    "rather the morning": Wish(part="morning"),
    "not Wednesday": Wish(not_weekdays=(2,)),
    "next week": Wish(not_before=date(2026, 11, 30)),
    "after 17:00": Wish(starts=time(17)),
    "Thursday morning": Wish(part="morning", not_weekdays=(0, 1, 2, 4, 5, 6)),
}


@dataclass(frozen=True)
class Measured:
    """Milliseconds that half, and 99 of 100, searches took at most; ``own``: of this process's processor alone, which
    is what counts where other work shares the machine."""

    wish: str
    found: int
    p50: float
    p99: float
    own: float


def fill(db: Database, seed: int = 1) -> None:
    """The contractors, their week, and the appointments."""
    pick = random.Random(seed)
    with db.transaction() as s:
        ids = range(1, CONTRACTORS + 1)
        rows = [
            {
                "id": number,
                "code": f"c{number}",
                "name": f"Contractor {number}",
                "trades": [f"trade{number % TRADES}"],
                "sectors": [f"sector{number % SECTORS}"] if number % 3 else [],
                "horizon_days": DAYS,
            }
            for number in ids
        ]
        s.execute(insert(Contractor), rows)
        week = [(number, day, starts) for number in ids for day in range(5) for starts in STARTS]
        s.execute(
            insert(AvailabilityTemplate),
            [{"contractor_id": n, "weekday": day, "starts": at, "capacity": PLACES} for n, day, at in week],
        )
        given = list(_given(pick))
        common = {"kind": "repair", "channel": "sms", "created_at": NOW, "updated_at": NOW}
        numbers = range(1, len(given) + 1)
        s.execute(insert(Request), [{"id": n, "reference": f"R-2026-{n:06d}", **common} for n in numbers])
        s.execute(
            insert(Appointment),
            [
                {
                    "request_id": n,
                    "contractor_id": contractor,
                    "starts_at": starts_at,
                    "ends_at": starts_at + LENGTH,
                    "seat": seat,
                    "status": "booked",
                    "created_at": NOW,
                }
                for n, (contractor, starts_at, seat) in zip(numbers, given, strict=True)
            ],
        )
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _given(pick: random.Random) -> Iterator[tuple[int, datetime, int]]:
    """Places given: nearly all of tomorrow's, three of five in two months, 100,000 in all."""
    days = [NOW.date() + timedelta(days=n) for n in range(1, DAYS + 1)]
    places = [
        (number, local_instant(day, starts), seat, 0.6 + 0.39 * (1 - n / DAYS))
        for n, day in enumerate(days)
        if is_working_day(LANDLORD, day)
        for number in range(1, CONTRACTORS + 1)
        for starts in STARTS
        for seat in range(1, PLACES + 1)
    ]
    chosen = sorted(places, key=lambda place: pick.random() / place[3])[:APPOINTMENTS]
    yield from ((number, starts_at, seat) for number, starts_at, seat, _ in chosen)


def measure(db: Database, trade: str, sector: str) -> list[Measured]:
    """Searches with each wish, one after the other, each in a session of its own."""
    results = []
    for name, wish in WISHES.items():
        _search(db, trade, sector, wish)
        runs = [_search(db, trade, sector, wish) for _ in range(SEARCHES)]
        times, own = (sorted(run[part] * 1000 for run in runs) for part in (1, 2))
        results.append(Measured(name, runs[0][0], times[SEARCHES // 2], times[_ALMOST_ALL], own[_ALMOST_ALL]))
    return results


def _search(db: Database, trade: str, sector: str, wish: Wish) -> tuple[int, float, float]:
    """How many windows were found, and the seconds it took: on the clock and of the processor."""
    begun, worked = clock.perf_counter(), clock.thread_time()
    with db.reading() as s:
        found = find_windows(s, trade=trade, sector=sector, now=NOW, landlord=LANDLORD, wish=wish)
    return len(found), clock.perf_counter() - begun, clock.thread_time() - worked


def report(title: str, results: list[Measured]) -> None:
    print(f"\n{title}\n\n| wish | found | p50 ms | p99 ms | own p99 ms |\n|---|---|---|---|---|")
    for row in results:
        print(f"| {row.wish} | {row.found} | {row.p50:.1f} | {row.p99:.1f} | {row.own:.1f} |")


def main(url: str) -> None:
    """Fill the database, measure, print."""
    db = Database(url)
    upgrade(db)
    fill(db)
    # As the service does (hotline/keeper.py): else what filling left behind is looked through again and again.
    gc.collect()
    gc.freeze()
    kind = "SQLite" if db.is_sqlite else "Postgres"
    report(f"{kind}, {TRADES} trades in {SECTORS} sectors", measure(db, "trade1", "sector2"))
    with db.transaction() as s:
        s.execute(update(Contractor).values(trades=["trade1"], sectors=[]))
    report(f"{kind}, {CONTRACTORS} contractors of one trade everywhere", measure(db, "trade1", "sector2"))
    db.dispose()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(f"sqlite:///{Path(folder) / 'appointments.sqlite'}")
