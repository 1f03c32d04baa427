"""Free windows over every season: the properties that hold whatever the contractor's week is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_client.calendar import is_holiday, paris_day
from backend_client.windows import LENGTH, Firm, Window, Wish, by_nearness, days_of, free_windows, is_off_day
from tests.backend.builders import LANDLORD

PARIS = ZoneInfo("Europe/Paris")
# The weeks around both nights on which the clocks change, Easter to Whit Monday, and Christmas.
SEASONS = tuple(datetime(2026, month, day) for month, day in ((3, 26), (10, 22), (4, 1), (5, 10), (12, 20)))

instants = st.one_of(
    st.datetimes(datetime(2026, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC)),
    st.builds(lambda s, h: s.replace(tzinfo=UTC) + timedelta(hours=h), st.sampled_from(SEASONS), st.integers(0, 200)),
)
clocks = st.builds(time, st.integers(0, 22), st.sampled_from((0, 30)))
weeks = st.dictionaries(st.integers(0, 6), st.dictionaries(clocks, st.integers(1, 3), max_size=4), max_size=7)
travels = st.one_of(st.none(), st.integers(0, 90).map(lambda minutes: timedelta(minutes=minutes)))


@st.composite
def firms(draw: st.DrawFn, now: datetime) -> Firm:
    """Any week, dates with other capacities, absences, notice, horizon and travel."""
    day = st.integers(0, 30).map(lambda n: now.date() + timedelta(days=n))
    dated = st.dictionaries(st.one_of(st.none(), clocks), st.integers(0, 2), min_size=1, max_size=3)
    return Firm(
        id=1,
        name="Demo",
        notice=timedelta(hours=draw(st.integers(0, 72))),
        horizon=timedelta(days=draw(st.integers(1, 30))),
        travel=draw(travels),
        week=draw(weeks),
        dates=draw(st.dictionaries(day, dated, max_size=4)),
        absences=draw(st.lists(day.map(lambda first: (first, first + timedelta(days=2))), max_size=2)),
    )


def a_firm(week: Mapping[int, Mapping[time, int]], **fields: object) -> Firm:
    return Firm(
        **(
            {"id": 1, "name": "Demo", "notice": timedelta(hours=1), "horizon": timedelta(days=30)}  # type: ignore[arg-type]
            | {"travel": None, "week": week}
            | fields
        )
    )


def found(firm: Firm, now: datetime, off_days: bool = True, taken: Mapping[datetime, Sequence[int]] = {}):
    days = days_of(Wish(), LANDLORD, paris_day(now), paris_day(now + firm.horizon), off_days)
    return list(free_windows(firm, days, taken, now))


@settings(deadline=None)
@given(instants.flatmap(lambda now: st.tuples(st.just(now), firms(now))), st.booleans())
def test_what_a_window_is(given_: tuple[datetime, Firm], off_days: bool) -> None:
    now, firm = given_
    starts = [starts_at for starts_at, _ in found(firm, now, off_days)]
    assert starts == sorted(set(starts))
    for starts_at in starts:
        local = starts_at.astimezone(PARIS)
        dated = firm.dates.get(local.date(), {})
        assert local.time() in firm.week.get(local.weekday(), {}) or local.time() in dated, "as it was told"
        assert dated.get(local.time(), dated.get(None, 1)), "no place on that date"
        assert not any(first <= local.date() <= last for first, last in firm.absences)
        assert off_days or (local.weekday() < 5 and not is_holiday(LANDLORD, local.date()))
        assert now + firm.notice <= starts_at <= now + firm.horizon


@settings(deadline=None)
@given(instants.flatmap(lambda now: st.tuples(st.just(now), firms(now))))
def test_no_window_is_forgotten(given_: tuple[datetime, Firm]) -> None:
    """Counted the other way round: every half hour of the span, looked up on its wall clock."""
    now, firm = given_
    moment, expected = now.replace(minute=0, second=0, microsecond=0), []
    while moment <= now + firm.horizon:
        local = moment.astimezone(PARIS)
        places = firm.places(local.date()).get(local.time(), 0)
        # of an hour that the autumn night has twice, the first one
        if places and moment >= now + firm.notice and not local.fold:
            expected.append((moment, places))
        moment += timedelta(minutes=30)
    assert found(firm, now) == expected


@settings(deadline=None)
@given(instants.flatmap(lambda now: st.tuples(st.just(now), firms(now))), st.data())
def test_places_given_never_exceed_capacity_nor_meet_a_team_on_its_way(
    given_: tuple[datetime, Firm], data: st.DataObject
) -> None:
    """Bookings one after the other, wherever a place is free, until none is."""
    now, firm = given_
    taken: dict[datetime, list[int]] = {}
    for _ in range(data.draw(st.integers(0, 25))):
        free = found(firm, now, taken=taken)
        if not free:
            break
        chosen, left = data.draw(st.sampled_from(free))
        seat = firm.seats(chosen, firm.capacity(chosen), taken)
        assert seat and left > 0
        taken.setdefault(chosen, []).append(seat)
    for starts_at, seats in taken.items():
        assert len(seats) == len(set(seats)) <= firm.capacity(starts_at)
        for other, others in taken.items():
            near = firm.travel is not None and abs(other - starts_at) < LENGTH + firm.travel
            assert other == starts_at or not near or not set(seats) & set(others)


def test_eight_o_clock_stays_eight_o_clock_when_the_clocks_change() -> None:
    firm = a_firm({day: {time(8): 1} for day in range(5)}, horizon=timedelta(days=5))
    spring = found(firm, datetime(2026, 3, 27, 0, tzinfo=UTC), off_days=False)
    assert [at.hour for at, _ in spring] == [7, 6, 6]
    autumn = found(firm, datetime(2026, 10, 23, 0, tzinfo=UTC), off_days=False)
    assert [at.hour for at, _ in autumn] == [6, 7, 7]


def test_an_hour_that_does_not_exist_has_no_window_and_one_that_is_twice_has_one() -> None:
    firm = a_firm({6: {time(2, 30): 1, time(4): 1}}, horizon=timedelta(days=3))
    spring = found(firm, datetime(2026, 3, 28, 0, tzinfo=UTC))
    assert [at for at, _ in spring] == [datetime(2026, 3, 29, 2, tzinfo=UTC)]
    autumn = found(firm, datetime(2026, 10, 24, 0, tzinfo=UTC))
    assert [at.isoformat()[11:16] for at, _ in autumn] == ["00:30", "03:00"]


def test_a_date_changes_one_window_adds_one_or_takes_all_away() -> None:
    monday, tuesday, saturday = (date(2026, 11, day) for day in (23, 24, 28))
    week = {0: {time(8): 2, time(14): 2}, 1: {time(8): 2}}
    firm = a_firm(week, dates={monday: {time(8): 1}, tuesday: {None: 0}, saturday: {time(9): 3}})
    assert (dict(firm.places(monday)), dict(firm.places(saturday))) == ({time(8): 1, time(14): 2}, {time(9): 3})
    assert list(firm.starts_of(tuesday)) == []
    assert firm.capacity(datetime(2026, 11, 28, 9, tzinfo=PARIS)) == 3
    away = a_firm(week, dates={saturday: {time(9): 3}}, absences=[(monday, saturday)])
    assert list(away.starts_of(saturday)) == []


def test_a_team_is_not_sent_where_it_cannot_be_in_time() -> None:
    eight, ten, two = (datetime(2026, 11, 24, hour, tzinfo=PARIS) for hour in (8, 10, 14))
    firm = a_firm({1: {time(8): 1, time(10): 1, time(14): 1}}, travel=timedelta(minutes=30))
    assert (firm.seats(ten, 1, {eight: [1]}), firm.seats(two, 1, {eight: [1]})) == (0, 1)
    assert firm.seats(ten, 2, {eight: [1]}) == 2, "the second team can come"
    assert a_firm({}, travel=None).seats(ten, 1, {eight: [1]}) == 1


def test_off_days() -> None:
    assert [is_off_day(LANDLORD, date(2026, 11, day)) for day in (10, 11, 13, 14, 15)] == [
        False,
        True,
        False,
        True,
        True,
    ]


def test_wishes() -> None:
    morning, afternoon = (datetime(2026, 11, 24, hour, tzinfo=PARIS) for hour in (10, 14))
    assert Wish(part="morning").suits(morning) and not Wish(part="morning").suits(afternoon)
    assert Wish(part="afternoon").suits(afternoon) and not Wish(part="afternoon").suits(morning)
    assert not Wish(not_weekdays=(1,)).suits(morning) and Wish(not_weekdays=(0, 2)).suits(morning)
    assert Wish(after=morning).suits(afternoon) and not Wish(after=morning).suits(morning)
    assert Wish(not_before=date(2026, 11, 24)).suits(morning)
    assert not Wish(not_before=date(2026, 11, 25)).suits(morning)
    assert not Wish(last=date(2026, 11, 23)).suits(morning)
    assert not Wish(not_days=(date(2026, 11, 24),)).suits(morning)
    assert Wish(starts=time(13)).suits(afternoon) and not Wish(starts=time(13)).suits(morning)
    assert Wish(ends=time(12)).suits(morning) and not Wish(ends=time(12)).suits(afternoon)
    late = datetime(2026, 11, 24, 22, 30, tzinfo=PARIS)
    assert not Wish(ends=time(23, 59)).suits(late), "it ends on the next day"


@settings(deadline=None)
@given(instants, st.booleans(), st.sampled_from(("morning", "afternoon", None)), st.sets(st.integers(0, 6), max_size=6))
def test_a_day_is_left_out_only_where_none_of_its_windows_suits(
    at: datetime, later: bool, part: str | None, refused: set[int]
) -> None:
    wish = Wish(part=part, not_weekdays=refused, after=at - timedelta(hours=5) if later else None)
    assert wish.suits_day(paris_day(at)) or not wish.suits(at)


@pytest.mark.parametrize(
    ("wish", "asks_less"),
    [
        (Wish(), 0),
        (Wish(part="morning"), 1),
        (Wish(not_weekdays=(1,)), 1),
        (Wish(part="morning", not_before=date(2026, 11, 25)), 2),
    ],
)
def test_a_wish_that_cannot_be_had_is_relaxed_by_hours_then_by_days(wish: Wish, asks_less: int) -> None:
    easier = wish.relaxed()
    assert len(easier) == asks_less
    assert wish not in easier


def test_the_nearest_is_fewest_days_away_then_fewest_hours() -> None:
    wanted = datetime(2026, 11, 24, 14, tzinfo=PARIS)
    starts = [datetime(2026, 11, day, hour, tzinfo=PARIS) for day, hour in ((25, 8), (24, 8), (23, 14), (24, 16))]
    windows = [Window(1, "Demo", at, at + LENGTH) for at in starts]
    nearest = sorted(windows, key=lambda w: by_nearness(w, wanted))
    assert [(w.starts_at.day, w.starts_at.hour) for w in nearest] == [(24, 16), (24, 8), (25, 8), (23, 14)]
