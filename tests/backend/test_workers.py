"""Several processes on one database: each lives under a number, a dead one's work is taken over once."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import text

from backend_client import conversations, outbox, workers
from backend_client.database import Base, Database
from backend_client.models import Exchange
from backend_client.workers import LockedWorker, OnlyWorker, WorkerError, answering, take_over

NIGHT = datetime(2026, 11, 21, 22, 40, tzinfo=UTC)
TENANT = "+33639980001"


@pytest.fixture
def shared(request: pytest.FixtureRequest) -> Iterator[Database]:
    db = Database(request.getfixturevalue("postgres").create())
    Base.metadata.create_all(db.engine)
    yield db
    db.dispose()


@pytest.fixture
def hire(shared: Database) -> Iterator[Callable[[], LockedWorker]]:
    """Another process of the service, as its lock shows it."""
    hired: list[LockedWorker] = []

    def another() -> LockedWorker:
        hired.append(LockedWorker(shared, lambda: NIGHT))
        return hired[-1]

    yield another
    for worker in hired:
        worker.close()


def store(db: Database, sid: str, worker_id: int | None) -> int:
    with db.transaction() as s:
        stored = conversations.store_inbound(
            s, channel="sms", provider_id=sid, address=TENANT, text="bonjour", kind="text", data={}, now=NIGHT,
            worker_id=worker_id,
        )  # fmt: skip
        return stored.exchange.id


def claimed(db: Database, worker_id: int) -> int:
    with db.transaction() as s:
        thread = conversations.conversation_for(s, conversations.contact_for(s, "sms", TENANT, NIGHT), NIGHT)
        row = outbox.queue(s, thread, effect="news", now=NIGHT, text="Bonjour.", worker_id=worker_id)
        assert row is not None
        return row.id


def owner(db: Database, exchange_id: int) -> int | None:
    with db.reading() as s:
        return s.get_one(Exchange, exchange_id).worker_id


def dies(db: Database, worker: LockedWorker) -> None:
    """Its process ends; returns once the database has noticed that its connection is gone."""
    assert worker._held is not None
    pid = worker._held[1]
    worker.close()
    alive = text("SELECT count(*) FROM pg_stat_activity WHERE pid = :pid")

    def gone() -> bool:
        with db.engine.connect() as connection:
            return connection.scalar(alive, {"pid": pid}) == 0

    soon(gone)


def cut(db: Database, worker: LockedWorker) -> None:
    """The database ends a worker's connection, as its restart does."""
    assert worker._held is not None
    with db.engine.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": worker._held[1]})


def soon(holds: Callable[[], Any]) -> None:
    ends = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.02)


def test_a_second_process_on_an_sqlite_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    file = str(tmp_path / "veilleur.sqlite")
    first = OnlyWorker(file)
    with pytest.raises(WorkerError, match=r"^Another process serves .*VEILLEUR_DATABASE_URL.*\.$"):
        OnlyWorker(file)
    first.close()
    OnlyWorker(file).close()


def test_each_living_worker_has_a_number_and_a_dead_ones_is_given_again(
    shared: Database, hire: Callable[[], LockedWorker]
) -> None:
    first, second = hire(), hire()
    assert (first.number, second.number) == (1, 2)
    dies(shared, first)
    assert hire().number == 1


def test_a_lost_lock_is_known_at_once_and_taken_again(
    shared: Database, hire: Callable[[], LockedWorker], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "LOOK_EVERY", 3.0)
    worker = hire()
    assert _claims(shared, worker) == 1
    cut(shared, worker)
    soon(lambda: _claims(shared, worker) is None)
    assert worker.number == 1  # it does not know yet: the claim asked the database
    soon(lambda: _claims(shared, worker))


def _claims(db: Database, worker: LockedWorker) -> int | None:
    with db.transaction() as s:
        return worker.claiming(s)


def test_only_what_nobody_alive_has_is_taken_over(shared: Database, hire: Callable[[], LockedWorker]) -> None:
    living, dead, survivor = hire(), hire(), hire()
    kept, left = claimed(shared, 1), claimed(shared, 2)
    nobodys = store(shared, "SM1", None)
    assert (living.number, dead.number, survivor.number) == (1, 2, 3)
    with shared.transaction() as s:
        assert take_over(s, 3) == workers.Left([], [nobodys], [])
    dies(shared, dead)
    with shared.transaction() as s:
        assert take_over(s, 3) == workers.Left([left], [], [2])
    assert (owner(shared, kept), owner(shared, left)) == (1, 3)


def test_of_two_survivors_one_takes_it(shared: Database, hire: Callable[[], LockedWorker]) -> None:
    dead, *_ = hire(), hire(), hire()
    left = [claimed(shared, 1) for _ in range(20)]
    dies(shared, dead)

    def survive(number: int) -> list[int]:
        with shared.transaction() as s:
            return take_over(s, number).half_sent

    with ThreadPoolExecutor(2) as pool:
        taken = list(pool.map(survive, (2, 3)))
    assert sorted(taken[0] + taken[1]) == left


def test_what_an_earlier_process_of_the_number_had_is_taken_at_the_start(db: Database) -> None:
    left = claimed(db, 1)
    with db.transaction() as s:
        assert take_over(s, 1).half_sent == []
        assert take_over(s, 1, starting=True).half_sent == [left]


def test_whoever_has_the_earliest_message_answers_the_conversation(
    shared: Database, hire: Callable[[], LockedWorker]
) -> None:
    first, _ = hire(), hire()
    one, two = store(shared, "SM1", 1), store(shared, "SM2", 2)
    with shared.transaction() as s:
        conversation_id = s.get_one(Exchange, one).conversation_id
        assert answering(s, conversation_id, 2) == []
    assert owner(shared, two) == 1
    with shared.transaction() as s:
        assert [each.id for each in answering(s, conversation_id, 1)] == [one, two]
    dies(shared, first)
    with shared.transaction() as s:
        assert [each.id for each in answering(s, conversation_id, 2)] == [one, two]
    assert (owner(shared, one), owner(shared, two)) == (2, 2)


def test_of_two_transactions_that_wait_for_each_other_both_succeed(shared: Database) -> None:
    rows = [claimed(shared, 1) for _ in range(2)]
    both, tries = Barrier(2), []

    def touch(order: list[int]) -> None:
        tries.append(order)
        with shared.transaction() as s:
            outbox.locked(s, order[0])
            if len(tries) <= 2:
                both.wait(5)
            outbox.locked(s, order[1]).attempts += 1

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda order: shared.retried(touch, order), (rows, rows[::-1])))
    assert len(tries) == 3
    with shared.reading() as s:
        assert [s.get_one(Exchange, row).attempts for row in rows] == [2, 2]
