"""Dates of promises over two years of French holidays and clock changes, as pure functions."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_client import calendar, deadlines
from backend_client.calendar import PARIS, decent, is_working_day, paris_day
from backend_client.commitments import Span, promises
from tests.backend.builders import LANDLORD

START = datetime(2026, 1, 1, tzinfo=UTC)
TWO_YEARS = timedelta(days=730)
DAYS = ("1_day", "3_days", "10_days")
TABLE = promises()
ACTION = TABLE.by_number["3.2"]
MINUTES = st.integers(0, TWO_YEARS // timedelta(minutes=1))
INSTANTS = MINUTES.map(lambda minute: START + timedelta(minutes=minute))
quick = settings(deadline=None, max_examples=60)
LENGTHS = st.integers(0, 60 * 24 * 40).map(lambda minutes: timedelta(minutes=minutes))


def _due(urgency: str, at: datetime) -> datetime:
    due = calendar.due_at(LANDLORD, urgency, at)
    assert due is not None
    return due


def _warn(urgency: str, due: datetime) -> datetime:
    return deadlines.warn_at(ACTION, TABLE, urgency, LANDLORD, due)


@quick
@given(INSTANTS, st.sampled_from(DAYS))
def test_a_date_ends_a_working_day_after_the_day_of_receipt(at: datetime, urgency: str) -> None:
    due = _due(urgency, at)
    assert is_working_day(LANDLORD, paris_day(due)) and paris_day(due) > paris_day(at)
    assert due.astimezone(PARIS).time() == time(18)


@quick
@given(INSTANTS, st.sampled_from((*DAYS, "on_call", "emergency")))
def test_a_warning_comes_between_the_receipt_and_the_date(at: datetime, urgency: str) -> None:
    due = _due(urgency, at)
    warn = _warn(urgency, due)
    assert at < warn < due
    if urgency in ("3_days", "10_days"):
        assert is_working_day(LANDLORD, paris_day(warn))


@quick
@given(INSTANTS, st.sampled_from(sorted(set(TABLE.by_number) - {"3.2"})))
def test_every_promise_has_a_date_of_its_own_and_is_warned_of_before_it(at: datetime, number: str) -> None:
    promise = TABLE.by_number[number]
    due = deadlines.due_of(promise, LANDLORD, at)
    warn = deadlines.warn_at(promise, TABLE, None, LANDLORD, due)
    assert at < due
    assert warn < due or promise.warn is None


@quick
@given(INSTANTS, LENGTHS, INSTANTS)
def test_a_pause_moves_a_date_by_its_working_time_and_never_back(
    due: datetime, length: timedelta, starts: datetime
) -> None:
    ends = starts + length
    worked = deadlines.worked(LANDLORD, starts, ends)
    moved = deadlines.moved(LANDLORD, due, starts, ends, hourly=False)
    assert moved >= due
    assert timedelta() <= worked <= length
    assert deadlines.worked(LANDLORD, due, moved) == worked
    if worked:
        assert is_working_day(LANDLORD, paris_day(moved))
    assert deadlines.moved(LANDLORD, due, starts, ends, hourly=True) == due + length


@quick
@given(INSTANTS, INSTANTS, LENGTHS, LENGTHS)
def test_a_longer_pause_never_makes_an_earlier_date(
    due: datetime, starts: datetime, length: timedelta, more: timedelta
) -> None:
    short = deadlines.moved(LANDLORD, due, starts, starts + length, hourly=False)
    long = deadlines.moved(LANDLORD, due, starts, starts + length + more, hourly=False)
    assert long >= short


@quick
@given(INSTANTS, INSTANTS, st.integers(0, 120), st.integers(0, 120))
def test_two_pauses_in_a_row_move_as_one_that_takes_both(due: datetime, starts: datetime, one: int, two: int) -> None:
    middle, ends = starts + timedelta(hours=one), starts + timedelta(hours=one + two)
    first = deadlines.moved(LANDLORD, due, starts, middle, hourly=False)
    assert deadlines.moved(LANDLORD, first, middle, ends, hourly=False) == deadlines.moved(
        LANDLORD, due, starts, ends, hourly=False
    )


@quick
@given(INSTANTS)
def test_tenants_are_told_between_eight_and_twenty(at: datetime) -> None:
    told = decent(at)
    local = told.astimezone(PARIS)
    assert at <= told < at + timedelta(hours=13)
    assert time(8) <= local.time() < time(20)
    assert told == at or local.time() == time(8)


@pytest.mark.parametrize(("saturday", "hours"), [(date(2026, 3, 28), 47), (date(2026, 10, 24), 49)])
def test_the_nights_on_which_the_clocks_change_shift_no_working_time(saturday: date, hours: int) -> None:
    """From Saturday noon to Monday noon only the Monday's hours are worked, however long the Sunday is."""
    noon = datetime.combine(saturday, time(12), PARIS).astimezone(UTC)
    monday = datetime.combine(saturday + timedelta(days=2), time(12), PARIS).astimezone(UTC)
    assert monday - noon == timedelta(hours=hours)
    assert deadlines.worked(LANDLORD, noon, monday) == timedelta(hours=3)


def test_calendar_days_run_on_sundays_too_where_the_landlord_promises_them() -> None:
    calendar_days = replace(LANDLORD, working_days=False)
    saturday = datetime(2026, 11, 21, 8, tzinfo=UTC)
    assert deadlines.worked(calendar_days, saturday, saturday + timedelta(days=2)) == timedelta(hours=18)
    assert deadlines.worked(LANDLORD, saturday, saturday + timedelta(days=2)) == timedelta()
    assert paris_day(deadlines.later(calendar_days, Span(working_days=1), saturday)).day == 22


@dataclass
class Kept:
    """A commitment as the hotline's timer sees it, without a database."""

    urgency: str
    opened: datetime
    due: datetime
    act_at: datetime
    look_at: datetime | None
    warned: list[datetime] = field(default_factory=list)
    breached: list[datetime] = field(default_factory=list)
    kept: datetime | None = None
    paused: datetime | None = None

    def look(self, now: datetime) -> None:
        found = deadlines.look(self.due, _warn(self.urgency, self.due), bool(self.warned), now)
        if found.warn:
            self.warned.append(now)
        if found.breach:
            self.breached.append(self.due)
        self.look_at = found.again_at

    def resume(self, now: datetime) -> None:
        assert self.paused is not None
        if not self.breached:
            self.due = deadlines.moved(LANDLORD, self.due, self.paused, now, hourly=False)
            self.warned, self.look_at = [], now
        self.paused = None


def test_two_years_of_requests_are_warned_of_and_broken_exactly_when_they_should() -> None:
    """Every three hours of two years a request; some are acted upon in time, some late, some wait a while."""
    random = Random(1)
    broken = kept_in_time = moved = 0
    at = START
    while at < START + TWO_YEARS:
        urgency = random.choice(DAYS)
        due = _due(urgency, at)
        one = Kept(urgency, at, due, at + (due - at) * random.uniform(0.1, 1.6), at)
        if random.random() < 0.3:
            _paused(one, at + (due - at) * random.uniform(0, 0.9), timedelta(hours=random.randrange(1, 200)))
        else:
            _run(one, until=one.act_at)
        one.kept = one.act_at
        assert one.due >= due
        assert is_working_day(LANDLORD, paris_day(one.due))
        assert one.breached == ([one.due] if one.act_at > one.due else [])
        assert len(one.warned) <= 1 and all(each < one.due for each in one.warned)
        if one.breached:
            assert one.warned, "staff were not warned before it was late"
        broken, kept_in_time = broken + bool(one.breached), kept_in_time + (not one.breached)
        moved += one.due > due
        at += timedelta(hours=3)
    assert broken > 500 and kept_in_time > 500 and moved > 300


def _run(one: Kept, until: datetime) -> None:
    """Do what the timers do until an instant, each look at the time it was asked for."""
    while one.look_at is not None and one.look_at <= until:
        one.look(one.look_at)


def _paused(one: Kept, starts: datetime, length: timedelta) -> None:
    """Run with a pause; while it lasts nothing is looked at."""
    if starts >= one.act_at:
        _run(one, until=one.act_at)
        return
    _run(one, until=starts)
    one.paused = starts
    if one.act_at <= starts + length:
        one.act_at = starts + length + (one.act_at - starts)
    one.resume(starts + length)
    _run(one, until=one.act_at)
