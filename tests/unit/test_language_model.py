"""The small linear models: one reading of a text, one file, probabilities."""

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.linear_text import LinearText, ModelError
from common.ngrams import Features, Recipe, marks_of

RECIPE = Recipe(letters=(1, 3), words=(1, 2), folded=False)
TEXTS = ["de l'eau partout", "l'eau est coupée", "water everywhere", "the water is cold"]


def model() -> LinearText:
    features = Features.learn(RECIPE, [RECIPE.counted(text) for text in TEXTS], fewest=1, most=500)
    weights = np.zeros((len(features), 2), dtype=np.float32)
    weights[features.columns(marks_of(["=eau", "=water"])), [0, 1]] = 4.0
    return LinearText(features, ["fr", "en"], weights, np.array([-0.1, -0.1], dtype=np.float32), 2.0)


def test_groups_are_letters_within_words_and_whole_words() -> None:
    groups = set(RECIPE.groups("L’EAU 2026"))
    assert {" l'", "eau", "au ", "=l", "=eau", "=l eau", "=0", "=eau 0"} <= groups
    assert not any(" " in group[1:-1] for group in groups if not group.startswith("="))


def test_accents_count_only_where_the_recipe_says_so() -> None:
    folded = Recipe(letters=(2, 3), words=(1, 1), folded=True)
    assert "=coupee" in folded.groups("coupée")
    assert "=coupée" in RECIPE.groups("coupée")


def test_signs_stay_on_the_words_where_the_recipe_says_so() -> None:
    signs = Recipe(letters=(2, 3), words=(1, 1), signs=True)
    assert {"r?", "? ", "=quand", " 00"} <= set(signs.groups("venir? quand = ~12"))
    assert not {"=", "~", "=12"} & set(signs.groups("venir? quand = ~12"))
    assert "r?" not in Recipe(letters=(2, 3), words=(1, 1)).groups("venir?")


def test_each_kind_of_group_has_length_one_where_the_recipe_says_so() -> None:
    recipe = Recipe(words=(1, 2), heard=True, apart=True)
    features = Features.learn(recipe, [recipe.counted(text) for text in TEXTS], fewest=1, most=500)
    columns, weights = features.row("eau eau water")
    for kind in range(4):
        assert np.linalg.norm(weights[features.marks[columns] >> 32 == kind]) == pytest.approx(1.0, abs=1e-5)


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_is_counted_group_by_group(text: str) -> None:
    recipe = Recipe(words=(1, 2), heard=True, signs=True, apart=True, pairs=3)
    counted = recipe.counted(text)
    assert counted.counts.sum() == len(recipe.groups(text))
    assert (np.diff(counted.marks) > 0).all()


def test_the_commonest_groups_are_kept() -> None:
    words = Recipe(letters=(9, 9), words=(1, 1), folded=False)
    texts = [words.counted(text) for text in (*TEXTS, "eau", "eau")]
    assert len(Features.learn(words, texts, fewest=2, most=9)) == 3  # l, eau, water
    assert Features.learn(words, texts, fewest=2, most=1).columns(marks_of(["=water", "=eau"])).tolist() == [-1, 0]


def test_a_recipe_is_read_as_it_was_written() -> None:
    recipe = Recipe(letters=(3, 4), words=(0, 0), folded=False, signs=True, apart=True)
    assert Recipe.of(recipe.described()) == recipe
    before = {name: value for name, value in RECIPE.described().items() if name not in ("signs", "apart")}
    assert Recipe.of(before) == RECIPE


def test_a_row_has_length_one_and_an_unknown_text_none() -> None:
    features = Features.learn(RECIPE, [RECIPE.counted(text) for text in TEXTS], fewest=1, most=500)
    assert np.linalg.norm(features.row("eau eau water")[1]) == pytest.approx(1.0, abs=1e-5)
    assert len(features.row("水")[0]) == 0


def test_probabilities_sum_to_one() -> None:
    found = model().probabilities("water")
    assert found["en"] > found["fr"]
    assert sum(found.values()) == pytest.approx(1.0)


def test_what_is_saved_is_what_is_read(tmp_path: Path) -> None:
    file = tmp_path / "models" / "tiny.npz"
    model().save(file)
    read = LinearText.load(file)
    assert read.labels == ["fr", "en"]
    for text in (*TEXTS, "", "unknown"):
        assert read.probabilities(text) == pytest.approx(model().probabilities(text), abs=2e-3)


def test_saving_twice_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("a.npz", "b.npz"):
        model().save(tmp_path / name)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


@pytest.mark.parametrize("content", [None, b"", b"not a model"])
def test_a_missing_or_damaged_file_says_what_to_run(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "language.npz"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ModelError, match="make model"):
        LinearText.load(file)


def test_long_texts_cost_no_more_than_a_page() -> None:
    reader = model()
    start = time.perf_counter()
    reader.probabilities("eau " * 100_000)
    assert time.perf_counter() - start < 0.5
