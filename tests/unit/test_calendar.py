"""Opening hours, holidays and due dates, over both nights on which the clocks change."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend_client import calendar
from backend_client.landlord import Hours, Landlord

PARIS = ZoneInfo("Europe/Paris")
LANDLORD = Landlord.load(Path(__file__).parents[2] / "landlord.toml")
NATIONAL_2026 = (
    *("2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25"),
    *("2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25"),
)
# Easter by Gauss and Butcher, as printed in almanacs.
EASTER = {2026: (4, 5), 2027: (3, 28), 2028: (4, 16), 2029: (4, 1), 2030: (4, 21)}
CLOCK_CHANGES = (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26))

_first, _last = datetime(2026, 1, 1), datetime(2030, 12, 31)
_anywhere = st.datetimes(_first, _last, timezones=st.just(UTC))
_change_nights = st.builds(
    lambda day, minutes: datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minutes),
    st.sampled_from(CLOCK_CHANGES),
    st.integers(-24 * 60, 48 * 60),
)
instants = st.one_of(_anywhere, _change_nights)
clocks = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45)))
days = st.one_of(st.dates(_first.date(), _last.date()), st.sampled_from(CLOCK_CHANGES))


def paris(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=PARIS, fold=fold).astimezone(UTC)  # type: ignore[misc, arg-type]


@st.composite
def landlords(draw: st.DrawFn) -> Landlord:
    """Any opening hours, nights included, and any extra closed days."""
    opening = []
    for _ in range(7):
        edges = sorted(draw(st.sets(clocks, max_size=4)))
        ends: list[time | None] = list(edges[1::2])
        opening.append(tuple(Hours(s, e) for s, e in zip(edges[::2], [*ends, None], strict=False)))
    closed = frozenset(draw(st.sets(days, max_size=3)))
    region = draw(st.sampled_from(("", "Alsace-Moselle")))
    return replace(LANDLORD, opening=tuple(opening), extra_closed=closed, holiday_region=region)


def test_the_eleven_days_of_2026() -> None:
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    assert [day.isoformat() for day in year if calendar.is_holiday(LANDLORD, day)] == list(NATIONAL_2026)


def test_alsace_moselle_adds_two_days() -> None:
    east = replace(LANDLORD, holiday_region="Alsace-Moselle")
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    added = [d.isoformat() for d in year if calendar.is_holiday(east, d) and not calendar.is_holiday(LANDLORD, d)]
    assert added == ["2026-04-03", "2026-12-26"]


def test_the_pinned_package_still_names_the_regions_we_use() -> None:
    """The package has renamed its regions before: both parts of Alsace-Moselle have to keep the same days."""
    assert {"57", "6AE"} <= set(holidays.France.subdivisions)  # type: ignore[attr-defined]
    moselle, alsace = (holidays.country_holidays("FR", subdiv=code, years=range(2026, 2031)) for code in ("57", "6AE"))
    assert set(moselle) == set(alsace)


@pytest.mark.parametrize(("year", "easter"), EASTER.items())
def test_feasts_that_move_with_easter(year: int, easter: tuple[int, int]) -> None:
    sunday = date(year, *easter)
    assert all(calendar.is_holiday(LANDLORD, sunday + timedelta(days=after)) for after in (1, 39, 50))
    assert not calendar.is_holiday(LANDLORD, sunday - timedelta(days=2))


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (paris(2026, 11, 23, 8, 59), False),
        (paris(2026, 11, 23, 9, 0), True),
        (paris(2026, 11, 23, 12, 0), False),
        (paris(2026, 11, 23, 14, 0), True),
        (paris(2026, 11, 23, 17, 30), False),
        (paris(2026, 11, 27, 16, 30), False),
        (paris(2026, 11, 28, 10, 0), False),
        (paris(2026, 11, 11, 10, 0), False),
        (paris(2026, 12, 24, 10, 0), False),
    ],
)
def test_opening_hours(at: datetime, is_open: bool) -> None:
    assert calendar.is_open(LANDLORD, at) is is_open


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (paris(2026, 11, 23, 10, 15), paris(2026, 11, 23, 10, 15)),
        (paris(2026, 11, 23, 12, 30), paris(2026, 11, 23, 14, 0)),
        (paris(2026, 11, 27, 17, 0), paris(2026, 11, 30, 9, 0)),
        (paris(2026, 12, 23, 18, 0), paris(2026, 12, 28, 9, 0)),
        # The weekends on which the clocks change: nine o'clock is nine o'clock.
        (paris(2026, 3, 27, 20, 0), datetime(2026, 3, 30, 7, 0, tzinfo=UTC)),
        (paris(2026, 10, 23, 20, 0), datetime(2026, 10, 26, 8, 0, tzinfo=UTC)),
    ],
)
def test_next_opening(at: datetime, opens: datetime) -> None:
    assert calendar.next_opening(LANDLORD, at) == opens


def test_an_office_that_never_opens_is_an_error() -> None:
    with pytest.raises(ValueError, match="not open"):
        calendar.next_opening(replace(LANDLORD, opening=((),) * 7), paris(2026, 1, 1))


@settings(deadline=None)
@given(landlords(), instants)
def test_the_next_opening_is_open_and_nothing_before_it_is(landlord: Landlord, at: datetime) -> None:
    try:
        opens = calendar.next_opening(landlord, at)
    except ValueError:
        assert not any(landlord.opening)
        return
    assert opens >= at
    assert calendar.is_open(landlord, opens)
    quarters = int(min(opens - at, timedelta(days=2)) / timedelta(minutes=15))
    earlier = (opens - timedelta(minutes=15 * n, microseconds=1) for n in range(quarters + 1))
    assert not any(calendar.is_open(landlord, moment) for moment in earlier if moment >= at)


@settings(deadline=None)
@given(landlords(), days)
def test_a_closed_day_is_closed_all_day(landlord: Landlord, day: date) -> None:
    midnight = calendar.local_instant(day, time())
    moments = [midnight + timedelta(minutes=30 * n) for n in range(50)]
    shut = calendar.is_holiday(landlord, day) or day in landlord.extra_closed or not landlord.opening[day.weekday()]
    inside = [moment for moment in moments if calendar.paris_day(moment) == day]
    assert not (shut and any(calendar.is_open(landlord, moment) for moment in inside))


@settings(deadline=None)
@given(days, clocks)
def test_a_wall_clock_time_is_the_first_instant_that_shows_it_or_later(day: date, clock: time) -> None:
    instant = calendar.local_instant(day, clock)
    shown, before = instant.astimezone(PARIS), (instant - timedelta(minutes=1)).astimezone(PARIS)
    assert (shown.date(), shown.time()) >= (day, clock)
    assert (before.date(), before.time()) < (day, clock)


def test_the_half_hours_of_the_two_nights() -> None:
    assert calendar.local_instant(date(2026, 3, 29), time(2, 30)) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert calendar.local_instant(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("urgency", "at", "due"),
    [
        ("emergency", paris(2026, 10, 25, 1, 30), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("on_call", paris(2026, 3, 28, 12, 0), datetime(2026, 3, 29, 11, 0, tzinfo=UTC)),
        ("1_day", paris(2026, 11, 23, 23, 59), paris(2026, 11, 24, 18, 0)),
        ("1_day", paris(2026, 11, 27, 10, 0), paris(2026, 11, 30, 18, 0)),
        # Wednesday; Thursday is closed, Friday is Christmas.
        ("3_days", paris(2026, 12, 23, 10, 0), paris(2026, 12, 30, 18, 0)),
        ("10_days", paris(2026, 3, 20, 10, 0), datetime(2026, 4, 3, 16, 0, tzinfo=UTC)),
    ],
)
def test_due_dates(urgency: str, at: datetime, due: datetime) -> None:
    assert calendar.due_at(LANDLORD, urgency, at) == due


def test_advice_has_no_due_date_and_an_unknown_urgency_is_an_error() -> None:
    assert calendar.due_at(LANDLORD, "advice", paris(2026, 1, 2)) is None
    with pytest.raises(KeyError):
        calendar.due_at(LANDLORD, "2_days", paris(2026, 1, 2))


def test_calendar_days_count_every_day() -> None:
    landlord = replace(LANDLORD, working_days=False)
    assert calendar.due_at(landlord, "3_days", paris(2026, 12, 23, 10, 0)) == paris(2026, 12, 26, 18, 0)


@settings(deadline=None)
@given(landlords(), instants, st.sampled_from((("1_day", 1), ("3_days", 3), ("10_days", 10))), st.booleans())
def test_a_due_date_holds_exactly_its_days(
    landlord: Landlord, at: datetime, urgency: tuple[str, int], working_days: bool
) -> None:
    landlord = replace(landlord, working_days=working_days)
    due = calendar.due_at(landlord, urgency[0], at)
    assert due is not None and due.utcoffset() == timedelta(0)
    local = due.astimezone(PARIS)
    assert local.time() == time(18)
    first = calendar.paris_day(at)
    between = [first + timedelta(days=n + 1) for n in range((local.date() - first).days)]
    counted = [day for day in between if not working_days or calendar.is_working_day(landlord, day)]
    assert len(counted) == urgency[1] and counted[-1] == local.date()


@pytest.mark.parametrize(
    ("day", "heated"),
    [("2026-10-14", False), ("2026-10-15", True), ("2026-12-31", True), ("2026-04-15", True), ("2026-04-16", False)],
)
def test_heating_season(day: str, heated: bool) -> None:
    assert calendar.in_heating_season(LANDLORD, date.fromisoformat(day)) is heated


def test_a_heating_season_within_one_year() -> None:
    southern = replace(LANDLORD, heating_season=((2, 1), (3, 1)))
    inside, outside = date(2026, 2, 10), date(2026, 12, 1)
    assert calendar.in_heating_season(southern, inside) and not calendar.in_heating_season(southern, outside)
