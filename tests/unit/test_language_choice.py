"""Which language a tenant is answered in: French first, then what is remembered, changed on a clear signal only."""

import pytest

from common.reviews import Review, Reviews
from hotline.language import choose, hear
from hotline.spoken import as_written, base, read_in

SPOKEN = ["ar", "en", "es", "fr", "pt", "tr"]


@pytest.mark.parametrize(
    ("text", "answered_in"),
    [
        ("the heating in my flat has stopped working", "en"),
        ("dün akşamdan beri sıcak su yok", "tr"),
        ("3andi mouchkil f lma", "ar-Latn"),
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
        ("ar-Latn", "ok"),
        ("ar-Latn", "salam"),
        ("ar-Latn", "4 rue des Lilas"),
        ("ar", "12 rue des Lilas"),
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
        ("fr", "wach 3andkom chi 7ed yji lyoum", "ar-Latn"),
        ("ar", "wach 3andkom chi 7ed yji lyoum", "ar-Latn"),
        ("ar-Latn", "لا يوجد ماء ساخن منذ أمس", "ar"),
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


@pytest.mark.parametrize(
    ("text", "unspoken"),
    [
        ("Bună ziua, nu avem apă caldă de ieri seară și e frig în casă", "ro"),
        ("nie mamy swiatla na klatce schodowej od wczoraj", "pl"),
        ("我家厨房漏水了", "zh"),
        ("Здравствуйте, у нас нет горячей воды", "ru"),
        ("Guten Tag, seit gestern haben wir kein warmes Wasser", "de"),
        ("bonjour, plus d'eau chaude depuis hier soir", None),
        ("3andi mouchkil f lma", None),
        ("لا يوجد ماء ساخن منذ أمس", None),
        ("ciao", None),
        ("4 rue des Lilas", None),
        ("ok", None),
    ],
)
def test_a_language_that_is_not_spoken_is_named_where_it_is_sure(text: str, unspoken: str | None) -> None:
    for stored in (None, "fr", "ar-Latn"):
        heard = hear(stored, text, None, SPOKEN)
        assert heard.unspoken == unspoken
        assert unspoken is None or heard.answer_in == (stored or "fr")


def test_regional_hints_and_tags() -> None:
    assert choose(None, "👍", "pt-BR", SPOKEN) == "pt"
    assert [base(tag) for tag in ("ar-Latn", "pt-BR", "fr", None)] == ["ar", "pt", "fr", None]
    assert as_written("ar", "3andi mochkil") == "ar-Latn"
    assert as_written("ar", "عندي مشكلة 4 rue des Lilas") == "ar"
    assert as_written("tr", "su yok") == "tr"


REVIEWS = Reviews({"fr": Review(reference=True), "ar": Review(), "tr": Review()}, frozenset({"card-gas"}))


@pytest.mark.parametrize(
    ("language", "key", "languages"),
    [
        ("fr", "card-gas", ("fr",)),
        ("tr", "card-gas", ("tr", "fr")),
        ("tr", "card_gas", ("tr", "fr")),
        ("tr", "greet", ("tr",)),
        ("ar-Latn", "greet", ("fr", "ar")),
        ("ar-Latn", "card-gas", ("fr", "ar")),
        ("ar", "greet", ("ar",)),
        ("ro", None, ("ro",)),
        (None, "greet", ("fr",)),
    ],
)
def test_the_languages_of_one_text(language: str | None, key: str | None, languages: tuple[str, ...]) -> None:
    assert read_in(language, key, REVIEWS) == languages


def test_a_reviewed_language_stands_alone() -> None:
    reviewed = Reviews({"tr": Review("A. Essai", "2026-11-01")}, REVIEWS.safety_keys)
    assert read_in("tr", "card-gas", reviewed) == ("tr",)
