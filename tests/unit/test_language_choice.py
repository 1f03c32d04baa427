"""Which language a tenant is answered in: French first, then what is remembered, changed on a clear signal only."""

import pytest

from hotline.language import choose

SPOKEN = ["ar", "en", "es", "fr", "pt", "tr"]


@pytest.mark.parametrize(
    ("text", "answered_in"),
    [
        ("the heating in my flat has stopped working", "en"),
        ("dün akşamdan beri sıcak su yok", "tr"),
        ("3andi mouchkil f lma", "ar"),
        ("merhaba", "tr"),
        ("obrigado", "pt"),
        ("nie mamy swiatla na klatce schodowej", "fr"),
        ("ok", "fr"),
        ("12 rue des Lilas", "fr"),
        ("Mohamed", "fr"),
        ("1", "fr"),
    ],
)
def test_a_new_contact(text: str, answered_in: str) -> None:
    assert choose(None, text, None, SPOKEN) == answered_in


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("en", "ok"),
        ("en", "ok merci"),
        ("en", "bonjour"),
        ("en", "4 rue des Lilas"),
        ("en", "Résidence Les Tilleuls bât C"),
        ("tr", "R-2026-000123"),
        ("tr", "no"),
        ("pt", "Carmen Lopez"),
        ("es", "obrigado"),
        ("fr", "thanks"),
        ("fr", "salam"),
        ("fr", "nie mamy swiatla na klatce schodowej"),
        ("fr", "g plu de chofage depui 2 jour"),
        ("ar", "👍"),
    ],
)
def test_a_remembered_language_stays(stored: str, text: str) -> None:
    assert choose(stored, text, None, SPOKEN) == stored


@pytest.mark.parametrize(
    ("stored", "text", "answered_in"),
    [
        ("en", "je préfère vous écrire en français maintenant", "fr"),
        ("fr", "the heating in my flat has stopped working", "en"),
        ("fr", "no tengo agua caliente desde ayer", "es"),
        ("es", "não tenho água quente desde segunda", "pt"),
        ("fr", "لا يوجد ماء ساخن منذ أمس", "ar"),
        ("fr", "wach 3andkom chi 7ed yji lyoum", "ar"),
        ("fr", "dün akşamdan beri sıcak su yok", "tr"),
    ],
)
def test_a_sentence_in_another_language_changes_it(stored: str, text: str, answered_in: str) -> None:
    assert choose(stored, text, None, SPOKEN) == answered_in


@pytest.mark.parametrize(
    ("text", "hint", "answered_in"),
    [
        ("ok", "en", "en"),
        ("ok", "de", "fr"),
        ("👍", "pt", "pt"),
        ("the heating in my flat has stopped working", "fr", "en"),
        ("il n'y a plus d'eau chaude depuis hier soir", "en", "fr"),
    ],
)
def test_the_channel_s_hint_is_a_prior_only(text: str, hint: str, answered_in: str) -> None:
    assert choose(None, text, hint, SPOKEN) == answered_in


def test_only_a_language_of_the_catalogue_is_chosen() -> None:
    assert choose(None, "dün akşamdan beri sıcak su yok", None, ["en", "fr"]) == "fr"
    assert choose("tr", "ok", None, ["en", "fr"]) == "fr"
    assert choose("en", "dün akşamdan beri sıcak su yok", None, ["en", "fr"]) == "en"
