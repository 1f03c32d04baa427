"""Free windows over every season: the properties that hold whatever the contractor's week is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from backend_client.calendar import is_holiday
from backend_client.models import AvailabilityTemplate, Contractor
from backend_client.windows import LENGTH, Wish, free_windows
from tests.backend.builders import LANDLORD

PARIS = ZoneInfo("Europe/Paris")
# The weeks around both nights on which the clocks change, Easter to Whit Monday, and Christmas.
SEASONS = tuple(datetime(2026, month, day) for month, day in ((3, 26), (10, 22), (4, 1), (5, 10), (12, 20)))

instants = st.one_of(
    st.datetimes(datetime(2026, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC)),
    st.builds(lambda s, h: s.replace(tzinfo=UTC) + timedelta(hours=h), st.sampled_from(SEASONS), st.integers(0, 200)),
)
weeks = st.lists(
    st.builds(
        AvailabilityTemplate,
        weekday=st.integers(0, 6),
        starts=st.builds(time, st.integers(0, 22), st.sampled_from((0, 30))),
        capacity=st.integers(1, 3),
    ),
    max_size=12,
    unique_by=lambda t: (t.weekday, t.starts),
)
contractors = st.builds(
    Contractor,
    id=st.just(1),
    name=st.just("Demo"),
    notice_hours=st.integers(1, 72),
    horizon_days=st.integers(1, 30),
)


@settings(deadline=None)
@given(contractors, weeks, st.sets(st.integers(0, 30), max_size=4), instants)
def test_what_a_window_is(
    contractor: Contractor, week: list[AvailabilityTemplate], away_in: set[int], now: datetime
) -> None:
    away = {now.date() + timedelta(days=n) for n in away_in}
    found = [window for window, _ in free_windows(contractor, week, away, {}, LANDLORD, now)]
    starts = {(t.weekday, t.starts) for t in week}
    assert [w.starts_at for w in found] == sorted({w.starts_at for w in found})
    for window in found:
        local = window.starts_at.astimezone(PARIS)
        assert (local.weekday(), local.time()) in starts
        assert local.weekday() < 5 and not is_holiday(LANDLORD, local.date()) and local.date() not in away
        assert now + timedelta(hours=contractor.notice_hours) <= window.starts_at
        assert window.starts_at <= now + timedelta(days=contractor.horizon_days)
        assert window.ends_at - window.starts_at == LENGTH


@settings(deadline=None)
@given(contractors, weeks, instants)
def test_no_window_is_forgotten(contractor: Contractor, week: list[AvailabilityTemplate], now: datetime) -> None:
    """Counted the other way round: every half hour of the span, looked up in the week."""
    starts = {(t.weekday, t.starts) for t in week}
    first = now + timedelta(hours=contractor.notice_hours)
    moment = first.replace(minute=0, second=0, microsecond=0)
    expected = []
    while moment <= now + timedelta(days=contractor.horizon_days):
        local = moment.astimezone(PARIS)
        works = local.weekday() < 5 and not is_holiday(LANDLORD, local.date())
        if moment >= first and works and (local.weekday(), local.time()) in starts:
            expected.append(moment)
        moment += timedelta(minutes=30)
    assert [w.starts_at for w, _ in free_windows(contractor, week, (), {}, LANDLORD, now)] == expected


@settings(deadline=None)
@given(contractors, weeks, instants, st.data())
def test_a_window_is_free_while_a_place_is_left(
    contractor: Contractor, week: list[AvailabilityTemplate], now: datetime, data: st.DataObject
) -> None:
    every = list(free_windows(contractor, week, (), {}, LANDLORD, now))
    taken = {w.starts_at: data.draw(st.integers(0, 4)) for w, _ in every[:6]}
    left = {w.starts_at: free for w, free in free_windows(contractor, week, (), taken, LANDLORD, now)}
    for window, places in every:
        remaining = places - taken.get(window.starts_at, 0)
        assert left.get(window.starts_at, 0) == max(remaining, 0)


def test_eight_o_clock_stays_eight_o_clock_when_the_clocks_change() -> None:
    contractor = Contractor(id=1, name="Demo", notice_hours=1, horizon_days=5)
    week = [AvailabilityTemplate(weekday=day, starts=time(8), capacity=1) for day in range(5)]
    spring = free_windows(contractor, week, (), {}, LANDLORD, datetime(2026, 3, 27, 0, tzinfo=UTC))
    assert [w.starts_at.hour for w, _ in spring] == [7, 6, 6]
    autumn = free_windows(contractor, week, (), {}, LANDLORD, datetime(2026, 10, 23, 0, tzinfo=UTC))
    assert [w.starts_at.hour for w, _ in autumn] == [6, 7, 7]


def test_wishes() -> None:
    morning, afternoon = (datetime(2026, 11, 24, hour, tzinfo=PARIS) for hour in (10, 14))
    assert Wish(part="morning").suits(morning) and not Wish(part="morning").suits(afternoon)
    assert Wish(part="afternoon").suits(afternoon) and not Wish(part="afternoon").suits(morning)
    assert not Wish(not_weekdays=(1,)).suits(morning) and Wish(not_weekdays=(0, 2)).suits(morning)
    assert Wish(after=morning).suits(afternoon) and not Wish(after=morning).suits(morning)
    assert Wish(not_before=date(2026, 11, 24)).suits(morning)
    assert not Wish(not_before=date(2026, 11, 25)).suits(morning)
    assert not Wish(not_before=afternoon).suits(morning)
