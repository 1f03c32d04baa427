"""Training messages written anew: short spellings of the languages that have a table of them."""

import random
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.messages import languages
from bot.nlu.variants import shortened
from common.text import fold
from hotline.services import DATA

SPELLINGS = tomllib.loads((DATA / "short_spellings.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "j'ai un problème", {"g un probleme", "j'ai un pb", "g un pb"}),
        ("en", "please help", {"pls help", "plz hlp"}),
        ("es", "¿por qué?", {"¿xq?", "¿pq?"}),
        ("de", "bitte", {"bitte"}),
    ],
)
def test_words_are_written_short(language: str, text: str, found: set[str]) -> None:
    written = {shortened(text, language, random.Random(seed)) for seed in range(200)}
    assert found <= written


@given(st.text(max_size=80), st.sampled_from(["fr", "en", "es", "pt", "tr", "ar", "xx"]))
def test_where_nothing_is_shortened_the_text_stays_as_it_is(text: str, language: str) -> None:
    written = shortened(text, language, random.Random(1))
    assert written == text or written != fold(text, "")


@pytest.mark.parametrize("language", SPELLINGS)
def test_the_table_can_be_met(language: str) -> None:
    """A word that is not folded would never be found; a spelling that is the word changes nothing."""
    assert language in languages()
    for full, short in SPELLINGS[language].items():
        assert full == fold(full, "")
        assert short and full not in short
