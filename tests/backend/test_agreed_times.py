"""Agreed times: offered within the team's hours, never given twice, one for each request; reminders and the end."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend_client import agreed_times, requests
from backend_client.agreed_times import TimeTaken, TimeUnknown
from backend_client.calendar import PARIS, is_holiday, paris_day
from backend_client.database import Base, Database
from backend_client.landlord import Hours, Team
from backend_client.models import AgreedTime, Request, Timer
from tests.backend.builders import DAY, LANDLORD, a_request

TEAM = "social"
HOURS = Hours(time(9), time(12))


def _landlord(**fields: Any) -> Any:
    made = Team(**{"hours": ((HOURS,),) * 5 + ((), ()), "capacity": 2, "minutes": 30, "notice_hours": 2} | fields)
    return replace(LANDLORD, teams={TEAM: made})


def _agree(s: Session, request: Request, starts_at: datetime, now: datetime = DAY, landlord: Any = None) -> AgreedTime:
    return agreed_times.agree(s, landlord or _landlord(), request, TEAM, "call", starts_at, now)


def test_places_follow_one_another_within_the_hours_and_end_with_them(sqlite_db: Database) -> None:
    team = Team(((Hours(time(9), time(11)),),) * 7, minutes=50)
    starts = [at.astimezone(PARIS).time() for at in agreed_times.starts_on(team, LANDLORD, date(2026, 11, 24))]
    assert starts == [time(9), time(9, 50)]
    assert not list(agreed_times.starts_on(team, LANDLORD, date(2026, 12, 25))), "no time on a public holiday"
    assert not list(agreed_times.starts_on(team, LANDLORD, date(2026, 12, 24))), "nor where the landlord is shut"


@pytest.mark.parametrize("night", [date(2026, 3, 29), date(2026, 10, 25)])
def test_both_clock_changes_give_whole_places(night: date) -> None:
    team = Team(((Hours(time(1), time(5)),),) * 7, minutes=30)
    starts = list(agreed_times.starts_on(team, LANDLORD, night))
    gaps = {later - earlier for earlier, later in pairwise(starts)}
    assert gaps == {timedelta(minutes=30)}
    assert len(starts) == (6 if night.month == 3 else 10)


def test_three_times_to_choose_from_are_apart(db: Database) -> None:
    with db.transaction() as s:
        offered = agreed_times.to_offer(agreed_times.free_times(s, _landlord(), TEAM, DAY))
    days = Counter(paris_day(each.starts_at) for each in offered)
    assert len(offered) == 3
    assert max(days.values()) <= 2
    assert offered[0].starts_at >= DAY + timedelta(hours=2)


def test_a_request_has_one_time_and_moving_frees_the_old_one(db: Database) -> None:
    with db.transaction() as s:
        request = a_request(s)
        first, second = (
            each.starts_at
            for each in agreed_times.to_offer(agreed_times.free_times(s, _landlord(capacity=1), TEAM, DAY), 2)
        )
        landlord = _landlord(capacity=1)
        _agree(s, request, first, landlord=landlord)
        _agree(s, request, second, landlord=landlord)
        other = _agree(s, a_request(s), first, landlord=landlord)
        assert other.status == "agreed"
        assert agreed_times.agreed_for(s, request.id).starts_at == second


def test_what_cannot_be_agreed_changes_nothing(db: Database) -> None:
    landlord = _landlord(capacity=1)
    with db.transaction() as s:
        request, rival = a_request(s), a_request(s)
        first, second = (
            each.starts_at for each in agreed_times.to_offer(agreed_times.free_times(s, landlord, TEAM, DAY), 2)
        )
        _agree(s, request, first, landlord=landlord)
        _agree(s, rival, second, landlord=landlord)
        with pytest.raises(TimeTaken):
            _agree(s, request, second, landlord=landlord)
        assert agreed_times.agreed_for(s, request.id).starts_at == first
        for wrong in (DAY, first + timedelta(minutes=7), DAY + timedelta(days=90)):
            with pytest.raises(TimeUnknown):
                _agree(s, rival, wrong, landlord=landlord)
        assert agreed_times.agreed_for(s, rival.id).starts_at == second


def test_it_is_done_only_when_its_event_is_on_record(db: Database) -> None:
    with db.transaction() as s:
        request = a_request(s)
        agreed = _agree(s, request, next(agreed_times.free_times(s, _landlord(), TEAM, DAY)).starts_at)
        requests.record(s, request, "note_added", "adviser:marie", DAY + timedelta(hours=1))
        assert not agreed_times.took_place(s, agreed)
        requests.record(s, request, "call_made", "adviser:marie", DAY + timedelta(hours=3))
        assert agreed_times.took_place(s, agreed)
        assert agreed.status == "done"
        assert not agreed_times.cancel(s, agreed, "tenant", DAY), "what is done is not cancelled"
        assert s.scalar(select(func.count()).select_from(Timer).where(Timer.kind.like("agreed_time%"))) == 0


def test_a_call_is_reminded_an_hour_before_a_visit_the_evening_before() -> None:
    starts = datetime(2026, 11, 26, 10, 0, tzinfo=PARIS).astimezone(UTC)
    call = AgreedTime(kind="call", starts_at=starts)
    visit = AgreedTime(kind="advice_visit", starts_at=starts)
    assert agreed_times.reminder_at(call) == starts - timedelta(hours=1)
    assert agreed_times.reminder_at(visit).astimezone(PARIS) == datetime(2026, 11, 25, 18, 0, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("starts", "expected"),
    [((26, 9, 0), (26, 8, 0)), ((26, 8, 30), (25, 18, 0)), ((26, 20, 30), (26, 19, 30)), ((26, 21, 0), (26, 18, 0))],
)
def test_of_a_call_early_or_late_the_tenant_is_reminded_the_evening_before_it(
    starts: tuple[int, int, int], expected: tuple[int, int, int]
) -> None:
    call = AgreedTime(kind="call", starts_at=datetime(2026, 11, *starts, tzinfo=PARIS).astimezone(UTC))
    assert agreed_times.reminder_at(call) == datetime(2026, 11, *expected, tzinfo=PARIS)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for all examples: each is taken back."""
    db = Database(f"sqlite:///{tmp_path_factory.mktemp('times') / 'veilleur.db'}")
    Base.metadata.create_all(db.engine)
    yield db
    db.dispose()


@contextmanager
def _taken_back(db: Database) -> Iterator[Session]:
    with db.engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as s:
            yield s
        outer.rollback()


STEPS = st.lists(
    st.tuples(st.sampled_from(("agree", "cancel", "wait")), st.integers(0, 4), st.integers(0, 9)), max_size=25
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(capacity=st.integers(1, 3), minutes=st.sampled_from((20, 30, 45, 60)), notice=st.integers(0, 30), steps=STEPS)
def test_the_capacity_is_never_exceeded(
    shared: Database, capacity: int, minutes: int, notice: int, steps: list[tuple[str, int, int]]
) -> None:
    landlord = _landlord(capacity=capacity, minutes=minutes, notice_hours=notice, horizon_days=7)
    now = datetime(2026, 11, 9, 8, tzinfo=UTC)
    with _taken_back(shared) as s:
        wanting = [a_request(s) for _ in range(5)]
        for step, who, number in steps:
            if step == "wait":
                now += timedelta(hours=number)
            elif step == "cancel":
                if agreed := agreed_times.agreed_for(s, wanting[who].id):
                    agreed_times.cancel(s, agreed, "tenant", now)
            else:
                free = list(agreed_times.free_times(s, landlord, TEAM, now))[: number + 1]
                if free:
                    made = _agree(s, wanting[who], free[-1].starts_at, now, landlord)
                    assert made.starts_at >= now + timedelta(hours=notice)
        rows = s.scalars(select(AgreedTime).where(AgreedTime.status == "agreed")).all()
        assert max(Counter(row.starts_at for row in rows).values(), default=0) <= capacity
        assert max(Counter(row.request_id for row in rows).values(), default=0) <= 1
        for row in rows:
            local = row.starts_at.astimezone(PARIS)
            assert HOURS.starts <= local.time() < HOURS.ends
            assert local.weekday() < 5 and not is_holiday(LANDLORD, local.date())


def test_two_who_want_the_last_place_at_once(db: Database) -> None:
    """Ten tenants, three places, on each database: three get one, the others are told."""
    patient = Database(db.url.render_as_string(hide_password=False), busy_ms=60_000)
    landlord = _landlord(capacity=3)
    with patient.transaction() as s:
        wanting = [a_request(s).id for _ in range(10)]
        starts_at = next(agreed_times.free_times(s, landlord, TEAM, DAY)).starts_at
    together = Barrier(len(wanting))

    def want(request_id: int) -> str:
        together.wait()
        try:
            with patient.transaction() as s:
                _agree(s, s.get_one(Request, request_id), starts_at, landlord=landlord)
        except TimeTaken:
            return "taken"
        return "agreed"

    with ThreadPoolExecutor(len(wanting)) as pool:
        told = Counter(pool.map(want, wanting))
    assert told == {"agreed": 3, "taken": 7}
    with patient.reading() as s:
        assert sorted(s.scalars(select(AgreedTime.seat))) == [1, 2, 3]
    patient.dispose()
