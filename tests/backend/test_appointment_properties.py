"""Whatever the week, the dates, the bookings and the clocks: what is booked was available, and is what was told."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import appointments
from backend_client.appointments import AgreementMissing, TooLate, WindowTaken, WindowUnknown
from backend_client.availability import find_windows, firm_on, taken_on
from backend_client.calendar import paris_day
from backend_client.database import Base, Database
from backend_client.models import (
    Appointment,
    AvailabilityException,
    AvailabilityTemplate,
    Contractor,
    ContractorAbsence,
    Request,
)
from backend_client.windows import LENGTH, Wish, days_of, free_windows, is_off_day
from common.wording import PARIS, window
from tests.backend.builders import LANDLORD, a_request

# Around both nights on which the clocks change, and an ordinary week with a holiday.
STARTS = (
    datetime(2026, 3, 27, 8, tzinfo=UTC),
    datetime(2026, 10, 23, 8, tzinfo=UTC),
    datetime(2026, 11, 9, 8, tzinfo=UTC),
)
clocks = st.sampled_from((time(1), time(2), time(2, 30), time(8), time(9), time(10), time(14)))
days = st.integers(0, 9)
contractors = st.fixed_dictionaries(
    {
        "notice_hours": st.integers(0, 30),
        "horizon_days": st.integers(3, 10),
        "travel_minutes": st.one_of(st.none(), st.integers(0, 60)),
    }
)
weeks = st.dictionaries(st.tuples(st.integers(0, 6), clocks), st.integers(1, 2), min_size=3, max_size=14)
dates = st.dictionaries(st.tuples(days, st.one_of(st.none(), clocks)), st.integers(0, 2), max_size=4)
STEPS = ("hold", "book", "cancel", "agree", "release", "wait", "wait_long")
steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 3), st.integers(0, 30)), max_size=25)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for all examples: each is taken back."""
    db = Database(f"sqlite:///{tmp_path_factory.mktemp('properties') / 'veilleur.db'}")
    Base.metadata.create_all(db.engine)
    yield db
    db.dispose()


class Undone(Exception):
    """Ends an example's transaction."""


@contextmanager
def taken_back(db: Database) -> Iterator[Session]:
    try:
        with db.transaction() as s:
            yield s
            raise Undone
    except Undone:
        pass


def _contractor(
    s: Session, now: datetime, fields: dict[str, Any], week: Any, dated: Any, away: int | None
) -> Contractor:
    contractor = Contractor(code="demo", name="Demo", trades=["plumbing"], sectors=[], **fields)
    s.add(contractor)
    s.flush()
    first: date = now.date()
    s.add_all(
        AvailabilityTemplate(contractor_id=contractor.id, weekday=day, starts=at, capacity=places)
        for (day, at), places in week.items()
    )
    s.add_all(
        AvailabilityException(contractor_id=contractor.id, day=first + timedelta(days=n), starts=at, capacity=places)
        for (n, at), places in dated.items()
    )
    if away is not None:
        day = first + timedelta(days=away)
        s.add(ContractorAbsence(contractor_id=contractor.id, first_day=day, last_day=day + timedelta(days=1)))
    s.flush()
    return contractor


def _available(s: Session, contractor: Contractor, starts_at: datetime, now: datetime, but: int) -> bool:
    """Said by the pure functions, from the rows: without the code that takes a place."""
    day = paris_day(starts_at)
    firm = firm_on(s, contractor.id, day)
    assert firm is not None
    taken = taken_on(s, [contractor.id], [day], now, but).get(contractor.id, {})
    return starts_at in dict(free_windows(firm, [day], taken, now))


def _assert_holds(s: Session, contractor: Contractor, now: datetime) -> None:
    live = s.scalars(select(Appointment).where(Appointment.status.in_(("held", "booked")))).all()
    live = [row for row in live if row.hold_until is None or row.hold_until > now]
    assert not [seat for seat, n in Counter((row.starts_at, row.seat) for row in live).items() if n > 1]
    for starts_at, places in Counter(row.starts_at for row in live).items():
        firm = firm_on(s, contractor.id, paris_day(starts_at))
        assert firm is not None and places <= firm.capacity(starts_at)
    for row in live:
        assert row.ends_at - row.starts_at == LENGTH
        agreed = appointments.agreement_of(s, row.request_id) == "yes"
        assert agreed or not is_off_day(LANDLORD, paris_day(row.starts_at))
    if contractor.travel_minutes is not None:
        apart = LENGTH + timedelta(minutes=contractor.travel_minutes)
        teams = sorted((row.seat, row.starts_at, row.request_id) for row in live if row.status == "booked")
        for (seat, starts_at, _), (next_seat, following, _) in pairwise(teams):
            assert seat != next_seat or following - starts_at >= apart


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(STARTS), contractors, weeks, dates, st.one_of(st.none(), days), steps)
def test_what_is_booked_was_available_and_is_what_was_told(
    shared: Database, now: datetime, fields: Any, week: Any, dated: Any, away: int | None, doing: Any
) -> None:
    with taken_back(shared) as s:
        contractor = _contractor(s, now, fields, week, dated, away)
        requests = [a_request(s, now, status="qualified") for _ in range(4)]
        for step, who, which in doing:
            now = _do(s, contractor, requests[who], step, which, now)
            _assert_holds(s, contractor, now)


def _do(s: Session, contractor: Contractor, request: Request, step: str, which: int, now: datetime) -> datetime:
    """One thing that somebody does. Returns the time afterwards."""
    if step in ("wait", "wait_long"):
        return now + (timedelta(minutes=which) if step == "wait" else timedelta(hours=which))
    if step == "agree":
        appointments.agree_to_off_days(s, request, which % 3 > 0, "tenant", now)
        # What was agreed to and is booked stays; a refusal afterwards is no cancellation.
        booked = appointments.booked_for(s, request.id)
        if which % 3 == 0 and booked is not None:
            appointments.cancel(s, booked, "adviser", now)
        appointments.release(s, request)
    elif step == "release":
        appointments.release(s, request)
    elif step == "cancel":
        _cancel(s, request, now)
    else:
        _take(s, contractor, request, step, which, now)
    return now


def _cancel(s: Session, request: Request, now: datetime) -> None:
    booked = appointments.booked_for(s, request.id)
    if booked is None:
        return
    try:
        assert appointments.cancel(s, booked, "tenant", now)
        assert not appointments.cancel(s, booked, "tenant", now), "twice is once"
        assert appointments.booked_for(s, request.id) is None
    except TooLate:
        assert appointments.booked_for(s, request.id) is booked


def _take(s: Session, contractor: Contractor, request: Request, step: str, which: int, now: datetime) -> None:
    every = days_of(Wish(), LANDLORD, paris_day(now), paris_day(now) + timedelta(days=11), off_days=True)
    possible = [at for day in every for at, _ in (firm_on(s, contractor.id, day) or pytest.fail()).starts_of(day)]
    if not possible:
        return
    starts_at = possible[which % len(possible)]
    off_days = appointments.agreement_of(s, request.id) == "yes"
    if step == "hold":
        asked = {"trade": "plumbing", "sector": "", "now": now, "landlord": LANDLORD, "but": request.id}
        offered = find_windows(s, **asked, off_days=off_days)
        assert all(_available(s, contractor, w.starts_at, now, request.id) for w in offered)
        appointments.hold(s, LANDLORD, request, offered, now)
        return
    held = select(Appointment.starts_at).where(
        Appointment.request_id == request.id, Appointment.status == "held", Appointment.hold_until > now
    )
    mine, before = set(s.scalars(held)), appointments.booked_for(s, request.id)
    available = _available(s, contractor, starts_at, now, request.id)
    try:
        booked = appointments.book(s, LANDLORD, request, contractor.id, starts_at, now)
    except (WindowTaken, WindowUnknown, AgreementMissing, TooLate):
        assert appointments.booked_for(s, request.id) is before, "the state is unchanged"
        return
    moved_within = before is not None and contractor.travel_minutes is not None
    assert available or starts_at in mine or booked is before or moved_within
    assert (booked.starts_at, booked.status) == (starts_at, "booked")
    told = window(booked.starts_at, booked.ends_at)["v"]
    local = datetime.fromisoformat(told[0]).astimezone(PARIS)
    firm = firm_on(s, contractor.id, local.date())
    assert firm is not None and local.time() in firm.places(local.date()), "the clock shows what the week says"
