"""Answers to a numbered list."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.choices import number_in, pick

NOW = datetime(2026, 11, 22, tzinfo=UTC)
OFFER = {
    "exchange_id": 7,
    "expires_at": (NOW + timedelta(hours=1)).isoformat(),
    "choices": [
        {
            "value": "a",
            "titles": ["une fuite sous l'évier"],
            "payload": {"intent": "choose", "entities": {"choice": "a"}},
        },
        {
            "value": "b",
            "titles": ["mardi 24 novembre entre 8 h et 10 h"],
            "payload": {"intent": "choose", "entities": {}},
        },
    ],
}


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("1", 1), ("1.", 1), ("1)", 1), (" 2 ", 2), ("un", 1), ("une", 1), ("le premier", 1), ("la deuxième", 2),
        ("Le 2 svp", 2), ("je prends le 2 merci", 2), ("the second one", 2), ("number 2 please", 2), ("2eme", 2),
        ("plutôt le 1", 1), ("oui 1", 1), ("I choose 2", 2),
        ("primero", 1), ("la segunda por favor", 2), ("a segunda", 2), ("o primeiro", 1), ("dois", 2), ("üç", 3),
        ("ikincisi", 2), ("2 numara lütfen", 2), ("واحد", 1), ("الثانية", 2), ("رقم 2", 2), ("٢", 2), ("jouj", 2),
        ("12", 12), ("R-2026-000123", None), ("demain", None), ("2 fuites", None), ("il y a 1 fuite", None),
        ("06 39 98 00 00", None), ("", None), ("9h", None), ("4 rue des Lilas", None),
    ],
)  # fmt: skip
def test_numbers(said: str, number: int | None) -> None:
    assert number_in(said) == number


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("une fuite sous l'evier", "a"),
        ("Fuite sous l évier", "a"),
        ("mardi 24 novembre entre 8h et 10h", "b"),
        ("3", None),
    ],
)
def test_words_and_range(said: str, value: str | None) -> None:
    picked = pick(OFFER, said, None, None, NOW)
    assert (picked.value if picked else None) == value


def test_words_of_either_language_of_a_list() -> None:
    choices = [{"value": "yes", "titles": ["Evet", "Oui"], "payload": {}}, {"value": "no", "titles": ["Hayır", "Non"]}]
    offer = OFFER | {"choices": [{"payload": {}, **choice} for choice in choices]}
    for said, value in (("oui", "yes"), ("evet", "yes"), ("Hayir", "no"), ("non", "no")):
        picked = pick(offer, said, None, None, NOW)
        assert picked is not None and picked.value == value


def test_only_the_last_list_and_only_in_time() -> None:
    assert pick(None, "1", None, None, NOW) is None
    assert pick(OFFER, "1", None, None, NOW + timedelta(hours=2)) is None
    assert pick(OFFER, "", "2", 6, NOW) is None
    assert pick(OFFER, "", "not a number", 7, NOW) is None
    picked = pick(OFFER, "", "2", 7, NOW)
    assert picked is not None and picked.value == "b"


@given(st.text(max_size=80), st.one_of(st.none(), st.text(max_size=5)))
def test_any_text_is_a_choice_of_the_list_or_none(text: str, button: str | None) -> None:
    picked = pick(OFFER, text, button, None, NOW)
    assert picked is None or picked.value in {"a", "b"}
