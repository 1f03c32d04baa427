"""An SMS holds what it must: numbered choices, few parts, no cut word, no cut number."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.base import Choice
from channels.sms_text import HARD_LIMIT, MARK, fits, render
from common.gsm7 import is_gsm7, parts

THREE = (Choice(1, "Fuite"), Choice(2, "Chauffage"), Choice(3, "Autre chose"))
LONG = "Nous avons bien reçu votre message et nous le traitons. " * 12


def test_a_short_text_is_sent_as_it_is() -> None:
    assert render("Bonjour.", (), "fr").text == "Bonjour."


@pytest.mark.parametrize(
    ("language", "hint"),
    [
        ("fr", "Répondez 1, 2 ou 3."),
        ("en", "Reply 1, 2 or 3."),
        ("es", "Responda 1, 2 o 3."),
        ("pt", "Responda 1, 2 ou 3."),
        ("tr", "1, 2 veya 3 yazarak yanitlayin."),
    ],
)
def test_choices_are_numbered_and_the_hint_speaks_the_language(language: str, hint: str) -> None:
    assert render("?", THREE, language).text == f"?\n1 Fuite\n2 Chauffage\n3 Autre chose\n{hint}"


def test_one_choice_and_an_unknown_language() -> None:
    assert render("?", THREE[:1], "fr").text == "?\n1 Fuite\nRépondez 1."
    assert render("?", THREE[:1], "so").text == "?\n1 Fuite"


def test_the_hint_is_left_out_when_it_would_cost_a_part() -> None:
    text = "a" * 125
    rendered = render(text, THREE, "fr").text
    assert rendered == f"{text}\n1 Fuite\n2 Chauffage\n3 Autre chose"
    assert parts(rendered) == 1


@pytest.mark.parametrize("language", ["fr", "en", "es", "pt", "tr"])
def test_latin_languages_are_folded_into_gsm7(language: str) -> None:
    rendered = render("Ça goutte « là-bas », é, ñ, ç, ã, İ, ş, ğ, ı", (Choice(1, "Fenêtre"),) * 3, language)
    assert is_gsm7(rendered.text)


def test_turkish_reads_as_it_is_typed_on_a_telephone() -> None:
    assert render("Su sızıntısı, ışık yok, şifreli kapı bozuk", (), "tr").text == (
        "Su sizintisi, isik yok, sifreli kapi bozuk"
    )


@pytest.mark.parametrize(("language", "text"), [("ro", "Apă și lumină"), ("ar", "تسرب ماء")])
def test_other_languages_keep_their_letters(language: str, text: str) -> None:
    assert render(text, (), language).text == text


def test_a_long_text_ends_at_a_sentence_and_says_so() -> None:
    rendered = render(LONG, THREE, "fr")
    assert rendered.shortened
    body, _, choices = rendered.text.partition(MARK)
    assert body.endswith("nous le traitons.")
    assert choices == "\n1 Fuite\n2 Chauffage\n3 Autre chose"
    assert parts(rendered.text) == 2


def test_a_long_arabic_text_takes_four_parts() -> None:
    rendered = render("تسرب ماء كبير في المطبخ. " * 20, (), "ar")
    assert rendered.shortened
    assert parts(rendered.text) == 4


def test_a_telephone_number_is_not_cut() -> None:
    number = "01 99 00 12 34"
    for filler in range(270, 306):
        rendered = render(f"{'x' * filler} {number} {'y' * 60}", (), "fr").text
        digits = "".join(re.findall(r"\d", rendered))
        assert digits in ("", "0199001234"), filler


def test_choices_are_never_dropped() -> None:
    many = tuple(Choice(n, f"Proposition numéro {n} avec un titre assez long") for n in range(1, 10))
    rendered = render(LONG, many, "fr")
    assert all(f"\n{choice.number} {choice.title}" in rendered.text for choice in many)
    assert len(rendered.text) <= HARD_LIMIT


def test_one_endless_word_is_the_only_thing_that_is_cut() -> None:
    rendered = render("x" * 2000, (), "fr")
    assert rendered.shortened
    assert len(rendered.text) == HARD_LIMIT


@given(
    st.lists(st.text("abeêç😀ب0123456789.!", min_size=1, max_size=24), min_size=1, max_size=60),
    st.integers(0, 6),
    st.sampled_from(["ro", "ar"]),
)
def test_whatever_is_written_no_word_and_no_number_is_cut(words: list[str], count: int, language: str) -> None:
    text = " ".join(words)
    choices = tuple(Choice(n, f"Choix {n}") for n in range(1, count + 1))
    rendered = render(text, choices, language)
    assert fits(rendered.text)
    assert all(f"\n{choice.number} {choice.title}" in rendered.text for choice in choices)
    if rendered.shortened:
        kept = rendered.text.partition(MARK)[0]
        left_out = text.removeprefix(kept)
        assert text.startswith(kept)
        assert left_out[0] == " "
        assert not (kept[-1].isdigit() and left_out[1].isdigit())
