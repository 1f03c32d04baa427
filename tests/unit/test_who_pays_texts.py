"""Each rule says why in one sentence of every language, short enough to stand in an SMS beside its source."""

import re
from pathlib import Path

import pytest

from common.catalogue import Catalogue
from common.gsm7 import is_gsm7, parts, to_gsm7
from common.who_pays import Facts, decide
from common.who_pays_data import Rules
from common.wording import Wording

ROOT = Path(__file__).resolve().parents[2]
WORDING = Wording.load(ROOT / "bot" / "data" / "texts")
RULES = Rules.load(ROOT / "bot" / "data" / "who_pays", Catalogue.load(ROOT / "bot" / "data" / "catalogue"))
FACTS = {"firm": "Robinetterie et Chauffage Démo", "phone": "01 99 00 20 12", "age": 12, "life": 10}


@pytest.mark.parametrize("language", WORDING.languages)
def test_every_rule_has_its_sentence_and_every_sentence_its_rule(language: str) -> None:
    used = {rule.why for rule in RULES.rules}
    there = {key for key in WORDING.keys[language] if key.startswith("who-pays-why-")}
    assert used == there


@pytest.mark.parametrize("language", ["fr", "en", "es", "pt"])
def test_a_sentence_leaves_room_for_its_source_in_two_parts(language: str) -> None:
    for rule in RULES.rules:
        text = to_gsm7(WORDING.render(rule.why, FACTS, language, "sms"))
        assert is_gsm7(text) and parts(text) == 1, f"{rule.id}: {len(text)}"


@pytest.mark.parametrize("language", ["ar", "tr"])
def test_a_sentence_outside_gsm7_takes_two_parts_at_most(language: str) -> None:
    for rule in RULES.rules:
        assert parts(WORDING.render(rule.why, FACTS, language, "sms")) <= 2, rule.id


def test_no_sentence_blames_or_refuses() -> None:
    for rule in RULES.rules:
        text = WORDING.render(rule.why, FACTS, "fr", "web")
        assert not re.search(r"\b(refus|interdit|faute du locataire|vous devez)\b", text), rule.id


def test_an_age_is_told_with_the_usual_life() -> None:
    outcome = decide(Facts("plumbing.tap_drip", age=12), RULES)
    said = WORDING.render(outcome.why, outcome.why_facts, "fr", "web")
    assert "12 ans" in said and "10 ans" in said
