"""The catalogue's words in further languages: whole, at their codes, or the load stops and names the file."""

import shutil
from pathlib import Path

import pytest

from common.catalogue import BadCatalogue, Catalogue
from hotline.services import DATA

LANGUAGES = sorted(["fr", "en", *(file.stem for file in (DATA / "catalogue" / "words").glob("*.toml"))])
LATIN_LABEL = 'label = "gaz kokusu"'


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(DATA / "catalogue")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("catalogue", "schema"):
        shutil.copytree(DATA / name, tmp_path / name)
    return tmp_path / "catalogue"


def test_the_catalogue_speaks_the_languages_of_the_texts() -> None:
    assert sorted(folder.name for folder in (DATA / "texts").iterdir() if folder.is_dir()) == LANGUAGES
    assert len(LANGUAGES) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_catalogue_is_there(catalogue: Catalogue, language: str) -> None:
    for situation in catalogue.situations.values():
        assert situation.label[language], situation.code
        assert bool(situation.depends[language]) == bool(situation.depends["fr"]), situation.code
        assert not situation.advice or situation.advice[language], situation.code
    for condition in catalogue.conditions.values():
        assert condition.label[language], condition.code
        assert not condition.ask or condition.ask[language].endswith(("?", "؟")), condition.code


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('[situation."gas.smell"]', '[situation."gas.smel"]', "tr.toml: gas.smel: the catalogue has no such code"),
        ('[condition.gas_smell]\nlabel = "', '[condition.gas_smells]\nlabel = "', "tr.toml: gas_smells: the catalogue"),
        (LATIN_LABEL, f'label = "{"x" * 39}"', "tr.toml: situation/gas.smell/label"),
        (LATIN_LABEL, 'title = "gaz kokusu"', "tr.toml: situation/gas.smell"),
        (LATIN_LABEL, "label = gaz", "tr.toml: not TOML"),
        ('language = "tr"', 'language = "pt"', "tr.toml: it says that its language is pt"),
    ],
)
def test_a_bad_file_of_words_is_named(copy: Path, before: str, after: str, told: str) -> None:
    file = copy / "words" / "tr.toml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(BadCatalogue, match=told):
        Catalogue.load(copy)


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ('[situation."gas.smell"]', "tr.toml: gas.smell is missing"),
        ("[condition.only_toilet]", "tr.toml: only_toilet is missing"),
    ],
)
def test_a_missing_code_is_named(copy: Path, section: str, told: str) -> None:
    file = copy / "words" / "tr.toml"
    before, _, after = file.read_text(encoding="utf-8").partition(section)
    file.write_text(before + after[after.index("\n[") :], encoding="utf-8")
    with pytest.raises(BadCatalogue, match=told):
        Catalogue.load(copy)


def test_a_missing_exception_is_named(copy: Path) -> None:
    file = copy / "words" / "tr.toml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    lines.pop(next(number for number, line in enumerate(lines) if line.startswith("depends")))
    file.write_text("".join(lines), encoding="utf-8")
    with pytest.raises(BadCatalogue, match=r"tr\.toml: .*: depends is missing"):
        Catalogue.load(copy)
