"""The catalogue: every row can be graded, asked about and told; a bad file stops the start with one sentence."""

import shutil
from pathlib import Path

import pytest

from bot.actions.replies import situation_choice
from bot.actions.settings import Settings
from common.catalogue import URGENCIES, BadCatalogue, Catalogue, degree, rank
from tests.dialogue.conftest import DATA

LANGUAGES = ("fr", "en")


def test_every_situation_has_its_default_degree_and_each_stronger_one(knowledge: Catalogue) -> None:
    for situation in knowledge.situations.values():
        assert degree(situation, set()) == situation.urgency
        for step in situation.degrees:
            assert rank(degree(situation, {step.when})) <= rank(step.urgency)
            assert rank(step.urgency) < rank(situation.urgency), situation.code
        everything = {step.when for step in situation.degrees}
        strongest = min([situation.urgency, *(d.urgency for d in situation.degrees)], key=URGENCIES.index)
        assert degree(situation, everything) == strongest


def test_a_condition_that_no_degree_names_changes_nothing(knowledge: Catalogue) -> None:
    tap = knowledge.situation("plumbing.tap_drip")
    assert degree(tap, {"heating_season", "vulnerable_person"}) == "10_days"
    assert degree(tap, {"leak_cannot_be_stopped"}) == "on_call"


def test_only_what_can_still_raise_the_urgency_is_asked(knowledge: Catalogue) -> None:
    boiler = knowledge.situation("heating.boiler_breakdown")
    asked = [c.code for c in knowledge.questions(boiler, {"heating_season": False})]
    assert asked == ["vulnerable_person"]
    assert knowledge.questions(boiler, {"heating_season": True}) == []
    assert knowledge.questions(boiler, {"heating_season": False, "vulnerable_person": False}) == []
    for situation in knowledge.situations.values():
        codes = [c.code for c in knowledge.questions(situation, {})]
        assert len(codes) <= 3, f"{situation.code}: one question has at most three lines and 'none'"
        assert "heating_season" not in codes


def test_every_condition_that_is_asked_has_its_question(knowledge: Catalogue) -> None:
    for condition in knowledge.conditions.values():
        for language in LANGUAGES:
            assert condition.label[language]
            assert condition.source == "season" or condition.ask[language].endswith("?"), condition.code


def test_conditions_that_words_can_state_and_that_make_a_danger_exist(knowledge: Catalogue) -> None:
    settings = Settings.load(DATA)
    for phrases in settings.phrases:
        assert set(phrases.heard) <= set(knowledge.conditions), phrases.language
    for code in settings.dangers:
        assert code in knowledge.conditions or code in knowledge.situations, code


def test_every_emergency_has_its_card(knowledge: Catalogue) -> None:
    dangers = Settings.load(DATA).dangers
    for situation in knowledge.situations.values():
        if situation.urgency == "emergency":
            assert situation.code in dangers, situation.code
        for step in situation.degrees:
            if step.urgency == "emergency":
                assert situation.code in dangers or step.when in dangers, (situation.code, step.when)


def test_a_situation_is_offered_in_the_words_of_its_label(knowledge: Catalogue, world: object) -> None:
    line = situation_choice("plumbing.tap_drip", "report_problem")
    assert line["title"]["v"]["fr"] == knowledge.situation("plumbing.tap_drip").label["fr"]
    assert line["payload"] == {"intent": "report_problem", "entities": {"situation": "plumbing.tap_drip"}}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("catalogue", "schema"):
        shutil.copytree(DATA / folder, tmp_path / folder)
    return tmp_path / "catalogue"


def _edit(folder: Path, name: str, before: str, after: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('when = "leak_cannot_be_stopped"', 'when = "never_declared"', "never_declared is not declared"),
        ('code = "plumbing.tap_broken"', 'code = "plumbing.tap_drip"', "plumbing.tap_drip is there twice"),
        ('code = "plumbing.tap_broken"', 'code = "heating.tap_broken"', "belongs to another family file"),
        ('who_pays = "tenant"', 'who_pays = "neighbour"', "neighbour"),
        ("[[situation]]", "[[situation", "not TOML"),
    ],
)
def test_a_bad_family_file_is_named_with_what_is_wrong(copy: Path, before: str, after: str, told: str) -> None:
    _edit(copy, "plumbing.toml", before, after)
    with pytest.raises(BadCatalogue, match=told):
        Catalogue.load(copy)


def test_a_missing_family_is_noticed(copy: Path) -> None:
    (copy / "lift.toml").unlink()
    with pytest.raises(BadCatalogue, match="instead of 178"):
        Catalogue.load(copy)
