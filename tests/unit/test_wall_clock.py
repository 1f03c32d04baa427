"""Paris wall-clock times as people write them, on ordinary days and in the two nights."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend_client.wall_clock import WallClockError, read, write


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-12-24 08:00", datetime(2026, 12, 24, 7, tzinfo=UTC)),
        ("2026-07-24T08:00:00", datetime(2026, 7, 24, 6, tzinfo=UTC)),
        ("2026-10-25 02:30+01:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
        ("2026-12-24 08:00+00:00", datetime(2026, 12, 24, 8, tzinfo=UTC)),
        ("2026-03-29 03:00", datetime(2026, 3, 29, 1, tzinfo=UTC)),
        ("2026-03-29 01:59", datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
    ],
)
def test_a_time_in_paris(written: str, instant: datetime) -> None:
    assert read(written).instant == instant and read(written).note == ""


def test_of_a_time_that_occurs_twice_the_first_is_taken_and_the_other_told() -> None:
    reading = read("2026-10-25 02:30")
    assert reading.instant == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert '"2026-10-25 02:30+01:00"' in reading.note


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-03-29 02:00", "does not exist"),
        ("2026-03-29 02:59", "the clocks go from 02:00 to 03:00"),
        ("2026-12-24", "has no time of day: write it as"),
        ("24/12/2026 08:00", "is not a day and a time"),
        ("2026-02-30 08:00", "is not a day and a time"),
        ("2026-12-24 24:30", "is not a day and a time"),
        ("", "is not a day and a time"),
    ],
)
def test_what_is_no_time(written: str, said: str) -> None:
    with pytest.raises(WallClockError, match=said):
        read(written)


_instants = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
_nights = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from((datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC))),
    st.integers(-180, 180),
)


@given(st.one_of(_instants, _nights))
@example(datetime(2026, 10, 25, 1, 59, tzinfo=UTC))
def test_what_is_written_is_read_back(instant: datetime) -> None:
    assert read(write(instant)).instant == instant
