"""The dialogue's settings are data: a bad line stops the start with the file and the place."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions import understanding
from bot.actions.context import settings
from bot.actions.settings import BadSettings, Settings
from tests.backend.builders import DAY
from tests.dialogue.conftest import DATA


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "schema", tmp_path / "schema")
    shutil.copytree(DATA / "details", tmp_path / "details")
    for name in ("dialogue.toml", "matters.toml", "dangers.toml", "parts.toml"):
        shutil.copy(DATA / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        ("dialogue.toml", "sure = 0.5", "sure = 5", "dialogue.toml: thresholds/sure"),
        ("dialogue.toml", "tries = 2", "tries = 0", "dialogue.toml: tries"),
        ("matters.toml", 'team = "advisers"', 'crew = "advisers"', "matters.toml: matter/0"),
        ("matters.toml", "due_days = 8 ", "due_days = 0 ", "matters.toml: matter"),
    ],
)
def test_a_bad_setting_is_named(copy: Path, name: str, before: str, after: str, told: str) -> None:
    file = copy / name
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(BadSettings, match=told):
        Settings.load(copy)


def test_the_tranquillity_team_works_monday_to_saturday_until_midnight() -> None:
    hours = settings().matters["report_neighbour_nuisance"].hours
    assert hours is not None
    # DAY is a Monday, 10:00 in Paris
    at = {hour: DAY + timedelta(hours=hour - 10) for hour in (10, 17, 18, 23, 24)}
    assert [hour for hour, moment in at.items() if hours.cover(moment)] == [18, 23]
    assert hours.cover(at[23] + timedelta(days=5))
    assert not hours.cover(at[23] + timedelta(days=6))


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("j'arrive pas a l'arreter l'eau", {"leak_cannot_be_stopped"}),
        ("on a un BÉBÉ à la maison", {"vulnerable_person"}),
        ("c'est mon seul wc et ca déborde", {"only_toilet", "water_overflows"}),
        ("ma mère a 84 ans", {"vulnerable_person"}),
        ("l'eau ne coule plus, merci", set()),
        ("le chien aboie", set()),
    ],
)
def test_what_a_text_says_by_itself(text: str, conditions: set[str]) -> None:
    assert set(understanding.heard(text, settings())) == conditions


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("les voisins aussi", "building"),
        ("que chez moi", "dwelling"),
        ("seulement chez nous, pas tout l'immeuble", None),
        ("je ne sais pas", None),
    ],
)
def test_whom_a_text_says_it_touches(text: str, scope: str | None) -> None:
    assert understanding.scope_heard(text, settings()) == scope


def test_a_guess_is_sure_only_when_likely_and_well_ahead() -> None:
    limits = settings().thresholds
    assert understanding.guess([("a", 0.9), ("b", 0.05)], limits).sure == "a"
    assert understanding.guess([("a", 0.55), ("b", 0.45)], limits).offered == ("a", "b")
    assert understanding.guess([("a", 0.3), ("b", 0.01)], limits).offered == ("a",)
    assert understanding.guess([("a", 0.01)], limits) == understanding.Guess()
    assert understanding.guess([], limits) == understanding.Guess()
