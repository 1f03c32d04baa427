"""Normalising of messages: what every other component relies on, for any Unicode text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text import clean, deletions, fold, within_edits, words

any_text = st.text(alphabet=st.characters(), max_size=200)
with_surrogates = st.lists(st.integers(0, 0x10FFFF), max_size=60).map(lambda points: "".join(map(chr, points)))
short_word = st.text(alphabet="abcé", max_size=7)


@given(with_surrogates)
def test_a_cleaned_text_can_be_stored(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in cleaned)
    assert cleaned == cleaned.strip() and "  " not in cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


@given(any_text)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(with_surrogates)
def test_folding_and_splitting_never_raise(text: str) -> None:
    for language in ("fr", "en", "ar"):
        assert all(word and not word.isspace() for word in words(text, language))
        assert isinstance(fold(text, language), str)


def test_cleaning_keeps_what_people_write() -> None:
    assert clean("  Ça  sent\r\n le gaz\x00 ! 🔥 \ud800") == "Ça sent le gaz ! 🔥"
    assert clean("e\u0301tincelle") == "étincelle"
    assert clean("رائحة غاز") == "رائحة غاز"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ça sent le GAZ", "ca sent le gaz"),
        ("J’ai un pb", "j'ai un probleme"),
        ("g pri le jus", "j'ai pri le jus"),
        ("ya koi ds mon appart", "il y a quoi dans mon appartement"),
        ("jarrive pa a sortir", "j'arrive pas a sortir"),
        ("c'est", "c'est"),
        ("œuf pourri", "oeuf pourri"),
        ("auuuu secouuuurs", "auu secouurs"),
        ("IŞIK", "isik"),
    ],
)
def test_french_spellings_meet(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_abbreviations_belong_to_their_language() -> None:
    assert fold("c u later, g", "en") == "c u later, g"


def test_words_split_elisions() -> None:
    assert words("Je n'arrive pas à l'ouvrir") == ["je", "n", "arrive", "pas", "a", "l", "ouvrir"]


@pytest.mark.parametrize(
    ("written", "meant", "limit", "near"),
    [
        ("acsenseur", "ascenseur", 1, True),
        ("ascensceur", "ascenseur", 1, True),
        ("monoxide", "monoxyde", 1, True),
        ("plafon", "plafond", 1, True),
        ("profond", "plafond", 1, False),
        ("", "gaz", 2, False),
    ],
)
def test_bounded_edit_distance(written: str, meant: str, limit: int, near: bool) -> None:
    assert within_edits(written, meant, limit) is near


@given(short_word, short_word, st.integers(0, 2))
def test_near_words_share_a_deletion(left: str, right: str, limit: int) -> None:
    assert within_edits(left, right, limit) == within_edits(right, left, limit)
    if within_edits(left, right, limit):
        assert deletions(left, limit) & deletions(right, limit)
