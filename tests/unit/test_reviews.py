"""Who has read a language's safety texts over: the files, and what `veilleur doctor` says of them."""

import shutil
from pathlib import Path

import pytest

from common.reviews import Review, Reviews
from hotline import doctor, unspoken_words
from hotline.services import DATA
from hotline.unspoken_words import Words


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "schema", tmp_path / "schema")
    shutil.copytree(DATA / "texts", tmp_path / "texts")
    return tmp_path / "texts"


def test_each_language_says_whether_it_was_reviewed() -> None:
    reviews = Reviews.load(DATA / "texts")
    folders = [folder for folder in (DATA / "texts").iterdir() if folder.is_dir()]
    assert all((folder / "review.toml").exists() for folder in folders)
    assert {code for code, review in reviews.by_language.items() if review.reference} == {"fr", "en"}
    assert {"card-gas", "card-bot-notice", "card-question-fire"} <= reviews.safety_keys
    assert not reviews.together("card-gas", "fr") and not reviews.together("card-gas", "en")
    assert not reviews.together("greet", "tr")


def test_a_reviewer_s_name_and_date_end_the_company_of_the_french(texts: Path) -> None:
    assert Reviews.load(texts).together("card-gas", "tr")
    (texts / "tr" / "review.toml").write_text('reviewer = "A. Essai"\nreviewed_on = "2026-11-20"\n', "utf-8")
    assert not Reviews.load(texts).together("card-gas", "tr")


def test_without_the_file_nobody_has_reviewed_it(texts: Path) -> None:
    (texts / "en" / "review.toml").unlink()
    assert Reviews.load(texts).together("card-gas", "en")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('reviewer = "A. Essai"\nreviewed_on = ""\n', "tr/review.toml: reviewed_on"),
        ('reviewer = ""\nreviewed_on = "2026-11-20"\n', "tr/review.toml: reviewed_on"),
        ('reviewer = ""\n', "tr/review.toml: .*reviewed_on"),
        ('reviewer = ""\nreviewed_on = "soon"\n', "tr/review.toml: reviewed_on"),
        ("reviewer = \n", "tr/review.toml: not TOML"),
    ],
)
def test_a_bad_review_is_named(texts: Path, written: str, told: str) -> None:
    (texts / "tr" / "review.toml").write_text(written, "utf-8")
    with pytest.raises(ValueError, match=told):
        Reviews.load(texts)


def test_doctor_names_what_nobody_has_reviewed() -> None:
    reviews = Reviews({"fr": Review(reference=True), "tr": Review()}, frozenset())
    finding = doctor._reviews(
        reviews, {"ro": Words("112", "?", reviewed=False), "fr": Words("112", "?", reviewed=True)}
    )
    assert finding.state == "missing"
    assert "texts/tr/review.toml" in finding.sentence and "unspoken.toml ro" in finding.sentence
    assert "fr" not in finding.sentence.partition(": ")[2].replace("French", "")
    assert doctor._reviews(Reviews({}, frozenset()), {}).state == "ok"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('text = "Asistent automat.', 'texts = "Asistent automat.', "unspoken.toml: words/ro"),
        ("pericol sunați la 112", "pericol sunați", "unspoken.toml: words/ro/text"),
        ("[words.en]", "[words.eng_lish]", "unspoken.toml: words"),
    ],
)
def test_a_bad_first_answer_is_named(texts: Path, before: str, after: str, told: str) -> None:
    text = (DATA / "unspoken.toml").read_text("utf-8")
    assert before in text
    (texts.parent / "unspoken.toml").write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(ValueError, match=told):
        unspoken_words.load(texts.parent)
