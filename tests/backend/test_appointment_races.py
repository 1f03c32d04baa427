"""Many want the last places, and processes die in the middle: no place twice, none lost for longer than its hold."""

import json
import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from backend_client import appointments
from backend_client.appointments import HOLD, WindowTaken
from backend_client.database import Database
from backend_client.models import Appointment, Request
from backend_client.windows import LENGTH, Window
from hotline.settings import ROOT
from tests.backend.builders import DAY, LANDLORD, PARIS, a_contractor, a_request

STARTS = datetime(2026, 11, 24, 14, tzinfo=PARIS)
PLACES, TENANTS = 20, 200


@pytest.fixture
def patient(db: Database) -> Database:
    """The same database for somebody who waits as long as it takes: the machine may be busy."""
    return Database(db.url.render_as_string(hide_password=False), busy_ms=120_000)


def _wanting(db: Database, places: int, tenants: int) -> tuple[Window, list[int]]:
    with db.transaction() as s:
        contractor = a_contractor(s, capacity=places)
        requests = [a_request(s) for _ in range(tenants)]
        for request in requests:
            request.status = "qualified"
        return Window(contractor.id, contractor.name, STARTS, STARTS + LENGTH), [request.id for request in requests]


def _want(db: Database, window: Window, request_id: int, holds: bool, now: datetime = DAY) -> str:
    """What the tenant is told. Who holds (a chat) confirms afterwards; who does not (an SMS) claims at once."""
    if holds:
        with db.transaction() as s:
            appointments.hold(s, LANDLORD, s.get_one(Request, request_id), [window], now)
    try:
        with db.transaction() as s:
            request = s.get_one(Request, request_id)
            appointments.book(s, LANDLORD, request, window.contractor_id, window.starts_at, now)
    except WindowTaken:
        return "taken"
    return "booked"


def _assert_each_place_once(db: Database, places: int) -> None:
    with db.reading() as s:
        rows = s.scalars(select(Appointment)).all()
        booked = [row for row in rows if row.status == "booked"]
        assert sorted(row.seat for row in booked) == list(range(1, places + 1))
        assert len({row.request_id for row in booked}) == places
        assert not [row for row in rows if row.status == "held" and row.hold_until is None]
        told = s.scalars(select(Request.id).where(Request.status == "appointment_booked")).all()
        assert set(told) == {row.request_id for row in booked}


def test_two_hundred_tenants_for_twenty_places(patient: Database) -> None:
    """Every other one holds first. Everybody is answered; exactly twenty are booked."""
    window, wanting = _wanting(patient, PLACES, TENANTS)
    together = Barrier(TENANTS)

    def want(number: int) -> str:
        together.wait()
        return _want(patient, window, wanting[number], holds=number % 2 == 0)

    with ThreadPoolExecutor(TENANTS) as pool:
        answers = list(pool.map(want, range(TENANTS)))
    assert Counter(answers) == {"booked": PLACES, "taken": TENANTS - PLACES}
    _assert_each_place_once(patient, PLACES)


def _racer(db: Database, window: Window, requests: list[int], stop: str) -> subprocess.Popen[str]:
    plan = {"contractor": window.contractor_id, "starts_at": STARTS.isoformat(), "now": DAY.isoformat()}
    url = db.url.render_as_string(hide_password=False)
    command = [
        sys.executable,
        "-m",
        "tests.backend.racer",
        url,
        json.dumps({**plan, "requests": requests, "stop": stop}),
    ]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _kill_after(process: subprocess.Popen[str], step: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(step):
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def test_processes_killed_in_the_middle_lose_no_place_for_longer_than_its_hold(patient: Database) -> None:
    """One dies while it holds a place, one inside of a booking; the others go on at once."""
    window, wanting = _wanting(patient, 3, 6)
    _kill_after(_racer(patient, window, wanting[:1], "held"), "held")
    _kill_after(_racer(patient, window, wanting[1:2], "booking"), "booking")
    with patient.reading() as s:
        assert [row.status for row in s.scalars(select(Appointment))] == ["held", "held"]
    now = DAY + timedelta(seconds=1)
    assert [_want(patient, window, request, holds=False, now=now) for request in wanting[2:4]] == ["booked", "taken"]
    later = DAY + HOLD
    assert [_want(patient, window, request, holds=False, now=later) for request in wanting[4:]] == ["booked"] * 2
    _assert_each_place_once(patient, 3)
    assert _want(patient, window, wanting[0], holds=False, now=later) == "taken", "whose process died is answered too"


def test_processes_that_race_and_one_that_dies(patient: Database) -> None:
    window, wanting = _wanting(patient, 5, 30)
    racers = [_racer(patient, window, wanting[first : first + 10], "") for first in (0, 10)]
    victim = _racer(patient, window, wanting[20:], "")
    _kill_after(victim, "held")
    told = [line.split()[0] for racer in racers for line in racer.communicate()[0].splitlines()]
    assert all(racer.returncode == 0 for racer in racers)
    assert Counter(told)["booked"] + Counter(told)["taken"] == 20
    later = DAY + HOLD
    for request in wanting[20:]:
        _want(patient, window, request, holds=False, now=later)
    _assert_each_place_once(patient, 5)
