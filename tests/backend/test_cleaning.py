"""Cleaning rounds: the next days of a building, and what an imported line may say."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from backend_client import cleaning
from backend_client.cells import CellError
from backend_client.database import Database
from backend_client.importing import import_file
from backend_client.models import CleaningRound
from tests.backend.builders import LANDLORD, a_home

# A Monday, 10 o'clock in Paris.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def a_round(**fields: Any) -> CleaningRound:
    given: dict[str, Any] = {
        "building_id": 1,
        "service": "common_parts",
        "weekdays": [0, 3],
        "every_weeks": 1,
        "months": [],
    }
    return CleaningRound(**{**given, **fields})


def test_next_days_skip_holidays_and_what_is_over() -> None:
    row = a_round(starts=time(8), ends=time(11))
    assert cleaning.next_days(row, LANDLORD, NOW) == (date(2026, 11, 23), date(2026, 11, 26), date(2026, 11, 30))
    assert cleaning.next_days(row, LANDLORD, NOW + timedelta(hours=2))[0] == date(2026, 11, 26)
    friday = a_round(weekdays=[4])
    assert date(2026, 12, 25) not in cleaning.next_days(friday, LANDLORD, datetime(2026, 12, 19, 23, tzinfo=UTC), 3)


def test_every_second_week_and_only_in_summer() -> None:
    row = a_round(weekdays=[2], every_weeks=2, first_day=date(2026, 4, 1), months=[4, 5])
    days = cleaning.next_days(row, LANDLORD, datetime(2026, 4, 2, 9, tzinfo=UTC), 4)
    assert days == (date(2026, 4, 15), date(2026, 4, 29), date(2026, 5, 13), date(2026, 5, 27))


@pytest.mark.parametrize(
    ("cells_", "said"),
    [
        ({"service": "party", "days": "mon"}, "is no service"),
        ({"service": "bins", "days": "mon 12:00-08:00"}, "is no round"),
        ({"service": "bins", "days": "someday"}, "is not a weekday"),
        ({"service": "bins", "days": "mon", "every_weeks": "2"}, "needs first_day"),
        ({"service": "bins", "days": "mon", "months": "13"}, "is no month"),
    ],
)
def test_a_round_that_cannot_be_read_is_named(cells_: dict[str, str], said: str) -> None:
    with pytest.raises(CellError, match=said):
        cleaning.row_of(cells_)


def test_schedules_are_imported_and_told_in_order(sqlite_db: Database, tmp_path: Path) -> None:
    with sqlite_db.transaction() as s:
        building = a_home(s).building_id
    file = tmp_path / "cleaning.csv"
    file.write_text(
        "building;service;days;firm\nbat1;green_spaces;wed;Jardins\nbat1;common_parts;mon,thu 08:00-11:00;\n"
    )
    assert import_file(sqlite_db, "cleaning", file).created == 2
    assert import_file(sqlite_db, "cleaning", file).unchanged == 2
    with sqlite_db.reading() as s:
        found = cleaning.of_building(s, building, LANDLORD, NOW)
    assert [(each.service, each.starts) for each in found] == [("common_parts", time(8)), ("green_spaces", None)]
