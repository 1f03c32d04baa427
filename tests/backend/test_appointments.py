"""Finding, booking, moving and giving up windows; the unique key decides who gets the last place."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from backend_client import appointments, requests
from backend_client.appointments import WindowTaken, WindowUnknown
from backend_client.database import Database
from backend_client.models import Appointment, AvailabilityException, Request, RequestEvent
from backend_client.windows import Wish
from tests.backend.builders import DAY, LANDLORD, PARIS, a_contractor, a_request


def paris(day: int, hour: int) -> datetime:
    """A moment of the week that starts on Monday 23 November 2026."""
    return datetime(2026, 11, day, hour, tzinfo=PARIS)


def _find(s, **wishes) -> list[datetime]:
    asked = {"trade": "plumbing", "sector": "nord", "now": DAY, "landlord": LANDLORD} | wishes
    return [w.starts_at.astimezone(PARIS) for w in appointments.find_windows(s, **asked)]


def _book(s, request: Request, contractor_id: int, starts_at: datetime, now: datetime = DAY) -> Appointment:
    return appointments.book(s, LANDLORD, request, contractor_id, starts_at, now)


def a_ready_request(s) -> Request:
    request = a_request(s)
    request.status = "qualified"
    s.flush()
    return request


def test_the_first_windows_after_the_notice(db: Database) -> None:
    with db.transaction() as s:
        a_contractor(s)
        assert _find(s) == [paris(24, 10), paris(24, 14), paris(25, 8)]
        assert _find(s, count=1, wish=Wish(after=paris(24, 14))) == [paris(25, 8)]
        assert _find(s, wish=Wish(part="afternoon", not_weekdays=(1, 2))) == [
            paris(26, 14),
            paris(27, 14),
            paris(30, 14),
        ]
        assert _find(s, wish=Wish(not_before=paris(27, 0).date()), count=2) == [paris(27, 8), paris(27, 10)]


def test_only_contractors_of_the_trade_and_the_sector(db: Database) -> None:
    with db.transaction() as s:
        a_contractor(s, sectors=["sud"])
        a_contractor(s, trade="painting")
        assert _find(s) == []
        assert len(_find(s, sector="sud")) == 3


def test_of_two_contractors_the_one_with_most_places_and_each_time_once(db: Database) -> None:
    with db.transaction() as s:
        a_contractor(s, code="small")
        large = a_contractor(s, code="large", capacity=3)
        found = appointments.find_windows(s, trade="plumbing", sector="", now=DAY, landlord=LANDLORD, count=2)
        assert [w.contractor_id for w in found] == [large.id, large.id]
        assert len({w.starts_at for w in found}) == 2


def test_booking_takes_the_window_off_the_list(db: Database) -> None:
    with db.transaction() as s:
        contractor, request = a_contractor(s), a_ready_request(s)
        booked = _book(s, request, contractor.id, paris(24, 10))
        assert (booked.status, booked.seat, booked.ends_at) == ("booked", 1, paris(24, 12))
        assert request.status == "appointment_booked"
        assert paris(24, 10) not in _find(s, count=10)
        assert appointments.booked_for(s, request.id) is booked


def test_booking_the_same_window_again_is_the_same_appointment(db: Database) -> None:
    with db.transaction() as s:
        contractor, request = a_contractor(s, capacity=2), a_ready_request(s)
        first = _book(s, request, contractor.id, paris(24, 10))
        assert _book(s, request, contractor.id, paris(24, 10)) is first
        assert s.scalar(select(func.count()).select_from(Appointment)) == 1


def test_a_move_keeps_the_old_appointment_unless_the_new_one_is_got(db: Database) -> None:
    with db.transaction() as s:
        contractor, mine, theirs = a_contractor(s), a_ready_request(s), a_ready_request(s)
        old = _book(s, mine, contractor.id, paris(24, 10))
        _book(s, theirs, contractor.id, paris(25, 8))
        with pytest.raises(WindowTaken):
            _book(s, mine, contractor.id, paris(25, 8))
        assert appointments.booked_for(s, mine.id) is old and old.status == "booked"
        new = _book(s, mine, contractor.id, paris(26, 8))
        assert (old.status, appointments.booked_for(s, mine.id)) == ("cancelled", new)
        assert paris(24, 10) in _find(s, count=10)


@pytest.mark.parametrize("starts_at", [paris(24, 9), paris(28, 10), paris(23, 8), paris(26, 14)])
def test_a_window_that_does_not_exist(db: Database, starts_at: datetime) -> None:
    """Not in the week, on a Saturday, in the past, on a day the contractor is away."""
    with db.transaction() as s:
        contractor, request = a_contractor(s), a_ready_request(s)
        s.add(AvailabilityException(contractor_id=contractor.id, day=paris(26, 8).date()))
        with pytest.raises(WindowUnknown):
            _book(s, request, contractor.id, starts_at)
        assert request.status == "qualified"


def test_a_closed_request_books_nothing(db: Database) -> None:
    with db.transaction() as s:
        contractor, request = a_contractor(s), a_ready_request(s)
        request.status = "closed"
        s.flush()
        with pytest.raises(requests.TransitionRefused):
            _book(s, request, contractor.id, paris(24, 10))
        assert s.scalars(select(Appointment)).all() == []


def test_cancelling_gives_the_place_back_once(db: Database) -> None:
    with db.transaction() as s:
        contractor, request = a_contractor(s), a_ready_request(s)
        appointment = _book(s, request, contractor.id, paris(24, 10))
        for _ in range(2):
            appointments.cancel(s, appointment, "tenant", DAY)
        assert (request.status, appointments.booked_for(s, request.id)) == ("qualified", None)
        assert paris(24, 10) in _find(s)
        given_up = select(func.count()).where(RequestEvent.kind == "appointment_given_up")
        assert s.scalar(given_up) == 1
        _book(s, request, contractor.id, paris(24, 10))


def test_a_hold_keeps_its_place_until_it_runs_out(db: Database) -> None:
    with db.transaction() as s:
        contractor, mine, theirs = a_contractor(s), a_ready_request(s), a_ready_request(s)
        span = {"starts_at": paris(24, 14), "ends_at": paris(24, 16)}
        hold = Appointment(
            request_id=theirs.id,
            contractor_id=contractor.id,
            **span,
            seat=1,
            status="held",
            hold_until=DAY + timedelta(minutes=5),
            created_at=DAY,
        )
        s.add(hold)
        s.flush()
        assert paris(24, 14) not in _find(s)
        with pytest.raises(WindowTaken):
            _book(s, mine, contractor.id, paris(24, 14))
        later = DAY + timedelta(minutes=6)
        assert paris(24, 14) in _find(s, now=later, count=9)
        _book(s, mine, contractor.id, paris(24, 14), later)
        assert s.scalars(select(Appointment).where(Appointment.status == "held")).all() == []


def test_fifty_tenants_for_ten_places(db: Database) -> None:
    with db.transaction() as s:
        contractor = a_contractor(s, capacity=10)
        wanting = [a_ready_request(s).id for _ in range(50)]
    together = Barrier(25)

    def want(request_id: int) -> bool:
        together.wait()
        try:
            with db.transaction() as s:
                _book(s, s.get_one(Request, request_id), contractor.id, paris(24, 10))
        except WindowTaken:
            return False
        return True

    with ThreadPoolExecutor(25) as pool:
        got = list(pool.map(want, wanting))
    assert got.count(True) == 10
    with db.reading() as s:
        seats = s.scalars(select(Appointment.seat).where(Appointment.status == "booked")).all()
        assert sorted(seats) == list(range(1, 11))
        booked = s.scalars(select(Request.id).where(Request.status == "appointment_booked")).all()
        assert sorted(booked) == sorted(n for n, ok in zip(wanting, got, strict=True) if ok)


def test_one_request_gets_one_appointment_however_many_turns_ask(db: Database) -> None:
    with db.transaction() as s:
        contractor, request = a_contractor(s, capacity=5), a_ready_request(s)
    together = Barrier(5)

    def ask(_: int) -> int:
        together.wait()
        with db.transaction() as s:
            same = s.get_one(Request, request.id)
            return _book(s, same, contractor.id, paris(24, 10)).id

    with ThreadPoolExecutor(5) as pool:
        assert len(set(pool.map(ask, range(5)))) == 1
