"""Which language a tenant is answered in: sticky, changed on a clear signal only."""

import pytest

from hotline.language import choose, detect

SPOKEN = ["en", "fr"]


@pytest.mark.parametrize("text", ["ok", "1", "R-2026-000123", "4 rue des Lilas", "👍", "06 39 98 00 00", "", "12:30"])
def test_some_texts_carry_no_language(text: str) -> None:
    assert detect(text)[0] is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("il n'y a plus d'eau chaude depuis hier soir", "fr"),
        ("the heating in my flat has stopped working", "en"),
        ("no tengo agua caliente desde ayer", "es"),
        ("dün akşamdan beri sıcak su yok", "tr"),
        ("لا يوجد ماء ساخن منذ أمس", "ar"),
    ],
)
def test_plain_sentences(text: str, language: str) -> None:
    assert detect(text)[0] == language


@pytest.mark.parametrize(
    ("stored", "text", "hint", "answered_in"),
    [
        (None, "the heating in my flat has stopped working", None, "en"),
        (None, "ok", "en", "en"),
        (None, "ok", "de", "fr"),
        (None, "dün akşamdan beri sıcak su yok", "tr", "fr"),
        ("en", "ok merci", None, "en"),
        ("en", "4 rue des Lilas", None, "en"),
        ("en", "je préfère vous écrire en français maintenant", None, "fr"),
        ("fr", "the heating in my flat has stopped working", None, "en"),
    ],
)
def test_choice(stored: str | None, text: str, hint: str | None, answered_in: str) -> None:
    assert choose(stored, text, hint, SPOKEN) == answered_in
