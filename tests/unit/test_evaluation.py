"""How the evaluation counts."""

from typing import Any

import pytest

from benchmarks import evaluate_tables as tables
from benchmarks.evaluate_tables import Reading, wilson


def reading(expected: dict[str, Any], given: dict[str, Any], language: str | None = "fr", name: str = "m1") -> Reading:
    nothing = {"intent": "greet", "situation": None, "emergency": None}
    message = {"id": name, "language": language, "set": "dev_messages", **nothing, **expected}
    row = {"language": language, "situations": [], **nothing, **given}
    return message, row


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(10, 10, 0.7225, 1.0), (0, 10, 0.0, 0.2775), (81, 263, 0.2553, 0.3662), (0, 0, 0.0, 1.0)],
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


def test_a_card_that_is_shown_for_another_danger_is_any_card_but_not_the_right_one() -> None:
    some = [
        reading({"emergency": "gas"}, {"emergency": "gas"}),
        reading({"emergency": "gas"}, {"emergency": "fire"}),
        reading({"emergency": "gas"}, {}),
        reading({}, {"emergency": "fire"}),
    ]
    assert tables.counted(tables.dangers(some), tables.alarmed).startswith("2/3 66.7 (")
    assert tables.counted(tables.dangers(some), tables.right("emergency")).startswith("1/3 33.3 (")
    assert tables.counted(tables.harmless(some), tables.alarmed).startswith("1/1 100.0 (")
    assert "| fire 1 |" in tables.by_danger(some)


def test_situations_are_judged_on_all_where_named_and_among_three() -> None:
    leak, lift = "plumbing.trap_leak", "lift.broken"
    some = [
        reading({"situation": leak}, {"situation": leak, "situations": [{"code": leak}]}),
        reading({"situation": leak}, {"situation": lift, "situations": [{"code": lift}, {"code": leak}]}),
        reading({}, {}),
        reading({}, {"situation": lift}, language=None),
    ]
    drawn = tables.understanding(some)
    assert "| fr, D | 3 | 2 | 100.0 | 66.7 | 50.0 | 100.0 | 100.0 |" in drawn
    assert "| none, D | 1 | 0 | 100.0 | 0.0 | - | - | 100.0 |" in drawn
    assert "| all, all |" not in drawn  # one author only
    assert "| all, D | 4 | 2 | 100.0 | 50.0 | 50.0 | 100.0 | 100.0 |" in drawn


def test_the_costliest_confusion_comes_first_with_one_message() -> None:
    some = [
        reading({"intent": "deny"}, {"intent": "affirm"}, name="m1"),
        reading({"intent": "thank"}, {"intent": "greet"}, name="m2"),
        reading({"intent": "thank"}, {"intent": "greet"}, name="m3"),
        reading({}, {}),
    ]
    lines = tables.confusions(some, "intent", shown=1).splitlines()
    assert lines[1] == "Wrong intent: 3 of 4"
    assert lines[-1] == "| thank as greet | 2 | m2 |"


def test_what_spelling_costs_is_said_in_points() -> None:
    clean = [reading({}, {}), reading({}, {})]
    sms = [reading({}, {}), reading({}, {"intent": "deny"})]
    assert "| intent | 2 | 100.0 | 50.0 | -50.0 |" in tables.spelling(clean, sms, [], [])
