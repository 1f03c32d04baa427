"""The guard's reader of sentences: what a text is cut into, what is read of it, and files that are missing."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.linear_text import ModelError, log_odds
from common.pieces import BEGIN, END, LONGEST, UNKNOWN, Pieces
from common.reader import FOLDER, LAYERS, TABLE
from hotline.danger_model import NOTHING, DangerModel, Opinion
from hotline.danger_reader import NETWORK, DangerReader
from hotline.guard_rules import load_dangers

NAMES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁ga", "▁gaz", "z", "a", "g", "odeur", "▁odeur"]
SCORES = [0.0, 0.0, 0.0, 0.0, -3.0, -4.0, -5.0, -6.0, -6.0, -6.0, -5.0, -4.5]


@pytest.fixture(scope="module")
def reader() -> DangerReader:
    return DangerReader.load()


def cut(text: str) -> list[str]:
    return [NAMES[number] for number in Pieces(NAMES, SCORES).numbers(text)[1:-1]]


def test_the_likeliest_pieces_are_taken() -> None:
    assert cut("Odeur  GAZ") == ["▁odeur", "▁gaz"]
    assert cut("gaga") == ["▁ga", "g", "a"]
    assert cut("") == ["▁"]


def test_letters_that_are_in_no_piece_are_one_unknown_one() -> None:
    assert cut("gaz 日本") == ["▁gaz", "▁", "<unk>"]
    assert Pieces(NAMES, SCORES).numbers("日")[1:-1] == [4, UNKNOWN]


@given(st.text(max_size=1500))
def test_any_text_has_two_ends_and_is_not_too_long(text: str) -> None:
    numbers = Pieces(NAMES, SCORES).numbers(text)
    assert (numbers[0], numbers[-1]) == (BEGIN, END)
    assert 2 <= len(numbers) <= LONGEST


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(reader: DangerReader, text: str) -> None:
    read = reader.probabilities(text)
    assert sum(read.values()) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in read.values())


def test_it_knows_the_dangers_of_the_table(reader: DangerReader) -> None:
    known = {row["code"] for row in load_dangers(FOLDER.parent)}
    assert set(reader.probabilities("bonjour")) == {*known, NOTHING}


@pytest.mark.parametrize(
    ("now", "over"),
    [
        ("ça sent le gaz dans toute la cuisine", "votre facture de gaz est trop chère"),
        ("someone is trying to break my door down right now", "someone broke my letterbox last month"),
        ("on est coincés dans l'ascenseur", "l'ascenseur fait du bruit"),
    ],
)
def test_a_danger_is_likelier_than_its_look_alike(reader: DangerReader, now: str, over: str) -> None:
    first, second = (log_odds(1 - reader.probabilities(text)[NOTHING]) for text in (now, over))
    assert first > 1 > second


@pytest.mark.parametrize("lost", [LAYERS, TABLE, NETWORK])
@pytest.mark.parametrize("content", [None, b"", b"no file of ours"])
def test_a_file_that_is_missing_or_damaged_is_told_in_one_sentence(
    tmp_path: Path, lost: str, content: bytes | None
) -> None:
    for name in (LAYERS, TABLE, NETWORK):
        shutil.copy(FOLDER / name, tmp_path / name)
    (tmp_path / lost).unlink()
    if content is not None:
        (tmp_path / lost).write_bytes(content)
    with pytest.raises(ModelError, match="is missing or damaged: restore it"):
        DangerReader.load(tmp_path)


class Sure:
    """A reader that always says the same, and counts how often it is asked."""

    def __init__(self, nothing: float) -> None:
        self.nothing, self.asked = nothing, 0

    def probabilities(self, text: str) -> dict[str, float]:
        self.asked += 1
        return {NOTHING: self.nothing, "fire": 1 - self.nothing}


class Linear:
    """Stands for the linear model: the same answer to every text."""

    def __init__(self, **likely: float) -> None:
        self.likely = {NOTHING: 1 - sum(likely.values()), **likely}

    def probabilities(self, text: str) -> dict[str, float]:
        return dict(self.likely)


def opinion(linear: Linear, reader: Sure) -> Opinion:
    return DangerModel(linear, reader).read("une phrase")  # type: ignore[arg-type]


def test_letters_and_words_count_more_than_the_reader() -> None:
    read = opinion(Linear(fire=0.2, gas=0.3), Sure(nothing=0.01))
    assert read.danger == "fire", "what only one of them knows of is less likely"
    assert read.odds == pytest.approx((log_odds(0.5) + 0.4 * log_odds(0.99)) / 1.4)


def test_a_reader_that_is_sure_does_not_silence_clear_words() -> None:
    class Lift(Sure):
        def probabilities(self, text: str) -> dict[str, float]:
            return {NOTHING: 0.01, "lift_trapped": 0.9, "medical": 0.09}

    assert opinion(Linear(lift_trapped=0.2, medical=0.6), Lift(nothing=0.01)).danger == "medical"


@pytest.mark.parametrize("share", [0.9999, 0.0001])
def test_where_the_words_leave_no_doubt_nobody_else_is_asked(share: float) -> None:
    reader = Sure(nothing=0.5)
    assert opinion(Linear(fire=share), reader).odds == pytest.approx(log_odds(share))
    assert reader.asked == 0
