"""Waits are claimed once; effects happen once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import IntegrityError

from backend_client import effects, timers
from backend_client.database import Database
from backend_client.models import Conversation, Effect, Exchange, Request, Timer
from tests.backend.builders import NIGHT, a_contact, a_request

MINUTE = timedelta(minutes=1)


def test_a_timer_is_claimed_when_due_and_once(db: Database) -> None:
    with db.transaction() as s:
        timers.set_timer(s, "page", 2, NIGHT + 2 * MINUTE)
        timers.set_timer(s, "page", 1, NIGHT + MINUTE)
    with db.transaction() as s:
        assert timers.next_due(s) == NIGHT + MINUTE
        assert timers.claim_due(s, NIGHT, 10) == []
        assert [t.subject_id for t in timers.claim_due(s, NIGHT + 2 * MINUTE, 1)] == [1]
        assert [t.subject_id for t in timers.claim_due(s, NIGHT + 2 * MINUTE, 10)] == [2]
        assert timers.next_due(s) is None


def test_setting_again_moves_and_dropping_forgets(db: Database) -> None:
    with db.transaction() as s:
        timers.set_timer(s, "page", 1, NIGHT)
        timers.set_timer(s, "page", 1, NIGHT + MINUTE)
        timers.set_timer(s, "alert", 1, NIGHT + 2 * MINUTE)
        assert s.scalar(select(func.count()).select_from(Timer)) == 2
        timers.drop(s, "page", 1)
        timers.drop(s, "page", 99)
        assert timers.next_due(s) == NIGHT + 2 * MINUTE


def test_a_wait_is_found_by_its_subject_without_reading_the_others(db: Database) -> None:
    looked_up: list[Any] = []

    def asked(_connection: Any, _cursor: Any, statement: str, given: Any, *_: Any) -> None:
        looked_up.append((statement, given))

    event.listen(db.engine, "before_cursor_execute", asked)
    with db.transaction() as s:
        timers.set_timer(s, "page", 1, NIGHT)
        timers.start_timer(s, "page", 1, NIGHT)
        timers.drop(s, "page", 1)
    event.remove(db.engine, "before_cursor_execute", asked)
    found = [(statement, given) for statement, given in looked_up if "WHERE" in statement]
    assert len(found) == 3
    with db.engine.connect() as connection:
        if not db.is_sqlite:
            # A table of a few rows is read whole whatever its indexes.
            connection.exec_driver_sql("SET enable_seqscan = off")
        for statement, given in found:
            explain = "EXPLAIN QUERY PLAN " if db.is_sqlite else "EXPLAIN "
            plan = connection.exec_driver_sql(explain + statement, given).all()
            assert "ix_timer_subject" in str(plan), statement


def test_a_claim_that_is_rolled_back_is_due_again(db: Database) -> None:
    with db.transaction() as s:
        timers.set_timer(s, "page", 1, NIGHT)
    with pytest.raises(RuntimeError), db.transaction() as s:
        assert timers.claim_due(s, NIGHT, 10)
        raise RuntimeError
    with db.transaction() as s:
        assert len(timers.claim_due(s, NIGHT, 10)) == 1


def test_a_failure_is_counted_unless_the_work_was_done_or_moved_on_meanwhile(db: Database) -> None:
    with db.transaction() as s:
        for subject in (1, 2, 3):
            timers.set_timer(s, "page", subject, NIGHT)
        first, done, moved = (timer.id for timer in s.scalars(select(Timer).order_by(Timer.subject_id)))
        s.get_one(Timer, done).done_at = NIGHT
        timers.set_timer(s, "page", 3, NIGHT + 5 * MINUTE)
    with db.transaction() as s:
        for timer_id in (first, done, moved):
            timers.put_off(s, timer_id, NIGHT + MINUTE, NIGHT)
    with db.reading() as s:
        rows = s.execute(select(Timer.due_at, Timer.failures).order_by(Timer.subject_id)).all()
        assert [tuple(row) for row in rows] == [(NIGHT + MINUTE, 1), (NIGHT, 0), (NIGHT + 5 * MINUTE, 0)]
        assert timers.count_failing(s, ["page"], 1) == 1
        assert timers.count_failing(s, ["page"], 2) == timers.count_failing(s, ["alert"], 1) == 0


def test_workers_never_claim_the_same_timer(db: Database) -> None:
    with db.transaction() as s:
        for subject in range(60):
            timers.set_timer(s, "page", subject, NIGHT)

    def claim(_: int) -> list[int]:
        claimed: list[int] = []
        for _ in range(60):
            with db.transaction() as s:
                claimed += [timer.subject_id for timer in timers.claim_due(s, NIGHT, 3)]
        return claimed

    with ThreadPoolExecutor(6) as pool:
        claimed = sorted(subject for batch in pool.map(claim, range(6)) for subject in batch)
    assert claimed == list(range(60))


def _an_exchange(db: Database) -> int:
    with db.transaction() as s:
        contact = a_contact(s)
        request = a_request(s, contact=contact)
        conversation = Conversation(
            contact_id=contact.id, request_id=request.id, dialogue=[], created_at=NIGHT, last_at=NIGHT
        )
        s.add(conversation)
        s.flush()
        exchange = Exchange(
            conversation_id=conversation.id,
            request_id=request.id,
            direction="in",
            channel="sms",
            author="tenant",
            status="received",
            created_at=NIGHT,
        )
        s.add(exchange)
        s.flush()
        return exchange.id


def test_an_effect_happens_once_however_often_it_is_replayed(db: Database) -> None:
    exchange_id = _an_exchange(db)
    for _ in range(3):
        with db.transaction() as s:
            result = effects.once(s, exchange_id, "open", lambda: {"reference": a_request(s).reference}, NIGHT)
            assert result == {"reference": "R-2026-000002"}
            other = effects.once(s, exchange_id, "other", lambda: {"done": True}, NIGHT)
            assert other == {"done": True}
    with db.reading() as s:
        assert s.scalar(select(func.count()).select_from(Request)) == 2


def test_an_effect_that_fails_gives_everything_back_and_can_be_tried_again(db: Database) -> None:
    exchange_id = _an_exchange(db)

    def fail() -> dict[str, object]:
        a_request(s)
        raise LookupError

    with db.transaction() as s:
        with pytest.raises(LookupError):
            effects.once(s, exchange_id, "open", fail, NIGHT)
        assert s.scalar(select(func.count()).select_from(Effect)) == 0
        assert s.scalar(select(func.count()).select_from(Request)) == 1
        assert effects.once(s, exchange_id, "open", lambda: {"n": 1}, NIGHT) == {"n": 1}


def test_an_unknown_exchange_is_an_error(db: Database) -> None:
    with pytest.raises(IntegrityError), db.transaction() as s:
        effects.once(s, 999, "open", dict, NIGHT)


def test_of_two_turns_at_once_only_one_acts(db: Database) -> None:
    exchange_id = _an_exchange(db)
    together = Barrier(4)

    def turn(_: int) -> str:
        together.wait()
        with db.transaction() as s:
            result = effects.once(s, exchange_id, "open", lambda: {"reference": a_request(s).reference}, NIGHT)
            return str(result["reference"])

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(turn, range(4))) == {"R-2026-000002"}
    with db.reading() as s:
        assert s.scalar(select(func.count()).select_from(Request)) == 2
