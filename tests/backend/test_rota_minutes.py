"""The sample's duties, minute by minute from 2026 to 2030: as many people as wanted inside the hours, nobody outside.

The hours are worked out here a second time, from what the clocks in Paris show at each minute.
"""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pytest

from backend_client import rota as rotas
from backend_client.database import Database
from backend_client.importing import import_file
from backend_client.rota import Rota
from backend_client.rota_store import load_rota
from tests.backend.builders import LANDLORD

PARIS = ZoneInfo("Europe/Paris")
SAMPLE = Path(__file__).parents[2] / "deploy" / "sample"
FIRST = datetime(2026, 1, 1, tzinfo=PARIS).astimezone(UTC)
LAST = datetime(2031, 1, 1, tzinfo=PARIS).astimezone(UTC)
MINUTE = timedelta(minutes=1)
MINUTES = (LAST - FIRST) // MINUTE
LEVELS = {("technical", 1): 1, ("technical", 2): 1, ("supervisor", 1): 1, ("tranquillity", 1): 2}


@pytest.fixture
def rota(sqlite_db: Database) -> Rota:
    for kind in ("technicians", "duties", "rotations"):
        assert import_file(sqlite_db, kind, SAMPLE / f"{kind}.csv").errors == []
    with sqlite_db.reading() as s:
        return load_rota(s, LANDLORD)


def _evenings() -> npt.NDArray[np.bool_]:
    """For each minute whether the clocks in Paris show 18:00 or later on a day from Monday to Saturday.

    The offset of Paris changes on whole hours of UTC only, so one look at the clocks serves sixty minutes.
    """
    shown = [(FIRST + timedelta(hours=n)).astimezone(PARIS) for n in range(-(-MINUTES // 60))]
    return np.repeat([at.hour >= 18 and at.weekday() < 6 for at in shown], 60)[:MINUTES]


def _index(at: datetime) -> int:
    """The first minute that begins at or after an instant."""
    return -((FIRST - at) // MINUTE)


@pytest.mark.parametrize(("duty", "level"), LEVELS)
def test_every_minute_has_its_headcount_inside_the_hours_and_nobody_outside(rota: Rota, duty: str, level: int) -> None:
    on_call = np.zeros(MINUTES, dtype=np.int8)
    for shift in rotas.shifts(rota, duty, level, FIRST, LAST):
        assert shift.starts_at < shift.ends_at and shift.starts_at.second == shift.ends_at.second == 0
        on_call[max(_index(shift.starts_at), 0) : _index(shift.ends_at)] += 1
    inside = _evenings() if duty == "tranquillity" else np.ones(MINUTES, dtype=bool)
    wanted = np.where(inside, LEVELS[duty, level], 0)
    assert MINUTES == 1826 * 24 * 60 and np.array_equal(on_call, wanted)


@pytest.mark.parametrize(("duty", "level"), LEVELS)
def test_on_duty_agrees_with_the_shifts_at_both_ends_and_in_the_middle_of_every_stretch(
    rota: Rota, duty: str, level: int
) -> None:
    """Between two edges of shifts nothing changes: three looks into each stretch stand for all of its minutes."""
    found = rotas.shifts(rota, duty, level, FIRST, LAST)
    edges = sorted({edge for shift in found for edge in (shift.starts_at, shift.ends_at)})
    running = 0
    for starts, ends in pairwise(edges):
        while found[running].ends_at <= starts:
            running += 1
        expected = {s.person.code for s in found[running : running + 4] if s.starts_at <= starts < s.ends_at}
        for at in (starts, starts + (ends - starts) / 2, ends - timedelta(microseconds=1)):
            assert {person.code for person in rotas.on_duty(rota, duty, level, at)} == expected


@pytest.mark.parametrize(("duty", "level"), LEVELS)
def test_consecutive_shifts_touch(rota: Rota, duty: str, level: int) -> None:
    """In a duty of all hours at the very instant of the handover; in the evenings' one both begin and end together."""
    found = rotas.shifts(rota, duty, level, FIRST, LAST)
    if duty == "tranquillity":
        pairs = [found[n : n + 2] for n in range(0, len(found), 2)]
        assert all(a.starts_at == b.starts_at and a.ends_at == b.ends_at and a.person != b.person for a, b in pairs)
        return
    assert all(before.ends_at == after.starts_at for before, after in pairwise(found))
    assert {shift.starts_at.astimezone(PARIS).strftime("%a %H:%M") for shift in found} == {"Mon 08:00"}


def test_the_changes_of_a_month_with_a_clock_change_are_found_one_after_the_other(rota: Rota) -> None:
    since, until = datetime(2026, 10, 5, tzinfo=UTC), datetime(2026, 11, 5, tzinfo=UTC)
    expected = {
        edge
        for duty, level in LEVELS
        for shift in rotas.shifts(rota, duty, level, since, until)
        for edge in (shift.starts_at, shift.ends_at)
        if since < edge < until
    }
    walked = []
    at = rotas.next_change(rota, since)
    while at is not None and at < until:
        walked.append(at)
        at = rotas.next_change(rota, at)
    assert walked == sorted(expected)
