"""The figures that every report leans on: quantiles, hidden counts, arrivals; at their edges and at random."""

from datetime import timedelta
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_client.audit import Hidden, by_name, change, hidden, median, percentile, small
from backend_client.audit_facts import audit_facts
from backend_client.audit_jobs import Arrival, Booked, Update, arrival, fixed_first
from backend_client.commitments import promises
from tests.backend.audit_world import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ENDS = NOW - DAY


@given(st.lists(st.floats(0, 1e6), min_size=2))
def test_quantiles_are_those_of_a_spreadsheet(values: list[float]) -> None:
    expected = quantiles(values, n=10, method="inclusive")
    assert percentile(values, 0.9) == pytest.approx(expected[8])
    assert median(values) == pytest.approx(expected[4])


@given(st.dictionaries(st.integers(), st.integers(0, 30)))
def test_no_small_count_can_be_worked_out_from_the_total(counts: dict[int, int]) -> None:
    covered = hidden(counts)
    assert all(count == 0 or count >= 5 for key, count in counts.items() if key not in covered)
    assert all((counts[key] < 5) == (cover is Hidden.SMALL) for key, cover in covered.items())
    left = sum(counts[key] for key in covered)
    everything = all(key in covered for key, count in counts.items() if count)
    assert not covered or everything or (len(covered) > 1 and left >= 5)
    assert bool(covered) == any(0 < count < 5 for count in counts.values())


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, Hidden.SMALL), (4, Hidden.SMALL), (5, 5)])
def test_a_small_total_is_not_shown(count: int, shown: object) -> None:
    assert small(count) == shown


def test_a_change_from_nothing_is_no_figure() -> None:
    assert change(3, 0) is None
    assert change(3, 4) == -25


def test_names_are_sorted_as_people_do() -> None:
    assert sorted(["Zola", "Élec", "=Abc", "eau"], key=by_name) == ["=Abc", "eau", "Élec", "Zola"]


@pytest.mark.parametrize(
    ("status", "history", "kept"),
    [
        ("done", [Update("arrived", ENDS, "contractor")], Arrival.IN_TIME),
        ("done", [Update("arrived", ENDS + HOUR, "contractor")], Arrival.LATE_UNTOLD),
        ("done", [Update("arrived", ENDS, "tenant")], Arrival.IN_TIME),
        ("booked", [Update("arrived", ENDS + HOUR, "tenant")], Arrival.UNKNOWN),
        ("done", [Update("late", ENDS, "contractor"), Update("arrived", ENDS + HOUR, "contractor")], Arrival.LATE_TOLD),
        ("done", [Update("late", ENDS, "tenant"), Update("arrived", ENDS + HOUR, "contractor")], Arrival.LATE_UNTOLD),
        (
            "done",
            [Update("late", ENDS + HOUR, "contractor"), Update("arrived", ENDS + HOUR, "contractor")],
            Arrival.LATE_UNTOLD,
        ),
        ("done", [Update("done", ENDS, "contractor")], Arrival.IN_TIME),
        ("done", [Update("done", ENDS + HOUR, "contractor")], Arrival.UNKNOWN),
        ("no_access", [Update("no_access", ENDS, "contractor")], Arrival.IN_TIME),
        ("missed", [Update("no_show", ENDS + HOUR, "hotline")], Arrival.NO_SHOW),
        ("booked", [], Arrival.UNKNOWN),
    ],
)
def test_how_a_window_was_kept(status: str, history: list[Update], kept: Arrival) -> None:
    assert arrival(status, ENDS, history, NOW) is kept


def test_a_window_to_come_is_not_judged() -> None:
    assert arrival("booked", NOW + HOUR, (), NOW) is Arrival.AHEAD


OLD = NOW - 60 * DAY


@pytest.mark.parametrize(
    ("others", "fixed"),
    [
        ([Booked(1, OLD, "done")], True),
        ([Booked(1, OLD, "incomplete")], False),
        ([Booked(1, OLD, "done"), Booked(2, OLD + 30 * DAY, "booked")], False),
        ([Booked(1, OLD, "done"), Booked(2, OLD + 31 * DAY, "booked")], True),
        ([Booked(1, OLD, "done"), Booked(2, OLD + DAY, "cancelled")], True),
        ([Booked(2, OLD - DAY, "missed"), Booked(1, OLD, "done")], True),
        ([Booked(2, OLD - DAY, "done"), Booked(1, OLD, "done")], None),
        ([Booked(1, NOW - 29 * DAY, "done")], None),
        ([Booked(1, OLD, "no_access")], None),
    ],
)
def test_whether_the_first_visit_was_enough(others: list[Booked], fixed: bool | None) -> None:
    assert fixed_first(1, others, (), NOW) is fixed


def test_every_promise_of_the_charter_is_in_the_report() -> None:
    charter = {
        *("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7"),
        *("3.8", "4.1", "4.2", "5.1", "5.2", "6.1", "6.2", "7.1", "7.2", "8.1", "9.1", "L1", "L2"),
    }
    counted, standing = set(promises().by_number), {stand.promise for stand in audit_facts().stands}
    assert counted | standing == charter
    assert not counted & standing
    assert audit_facts().private_promises <= counted
