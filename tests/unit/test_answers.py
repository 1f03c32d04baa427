"""Answers in own words: what is learned from, what is read of any text, and a file that is missing."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import training_data
from benchmarks.training_data import answer_examples
from bot.actions import known_trouble
from bot.actions.appointment_lines import CAME, SUITS, THERE
from bot.actions.feedback import PUNCTUALITY
from bot.actions.settings import Settings
from bot.actions.who_pays_case import question_of
from bot.nlu import danger_examples
from common.answers import ANSWERS, NEITHER, NETWORK, NO, YES, AnswerReader
from common.catalogue import Catalogue
from common.linear_text import ModelError
from common.reader import FOLDER, Reader
from hotline.fallback import IS_URGENT
from hotline.guard_rules import load_dangers

DATA = FOLDER.parent
SURE = Settings.load(DATA).thresholds.own_words
FLOOR = {"fr": 20, "en": 12, "ar": 12, "tr": 12, "es": 10, "pt": 10}
"""So many answers that say yes, and that say no, to each question in a language."""


@pytest.fixture(scope="module")
def reader() -> AnswerReader:
    return AnswerReader.load(Reader.load())


@pytest.fixture(scope="module")
def questions() -> set[str]:
    """Every question that the hotline asks and that is answered with yes or no."""
    catalogue = Catalogue.load(DATA / "catalogue")
    asked = {code for code, condition in catalogue.conditions.items() if condition.ask}
    # Of violence two things are asked at once.
    cards = {f"card_{row['code']}" for row in load_dangers(DATA) if row["ask_question"] and row["code"] != "violence"}
    texts = (DATA / "texts/fr/who_pays.ftl").read_text(encoding="utf-8")
    who_pays = {question_of(fact.replace("-", "_")) for fact in re.findall(r"^who-pays-ask-([a-z-]+) =", texts, re.M)}
    news = {THERE, CAME, SUITS, PUNCTUALITY, known_trouble.QUESTION, IS_URGENT}
    return {*asked, *cards, *who_pays, *news, "can_wait", "scope", "any_danger"}


def test_each_question_has_enough_answers_in_each_language(questions: set[str]) -> None:
    counts = Counter((each.language, each.intent, each.situation) for each in answer_examples())
    wanted = [(language, code, said) for language in FLOOR for code in questions for said in (YES, NO)]
    assert [label for label in wanted if counts[label] < FLOOR[label[0]]] == []


def test_every_answer_is_to_a_known_question(questions: set[str]) -> None:
    assert {(each.intent, each.situation) for each in answer_examples()} <= {(q, a) for q in questions for a in ANSWERS}
    assert {(row["question"], row["answer"]) for row in training_data.test_messages(["answers/blind"])} <= {
        (question, answer) for question in questions for answer in ANSWERS
    }
    with (DATA / "answers/questions.toml").open("rb") as file:
        assert {code for codes in tomllib.load(file).values() for code in codes} <= questions


def test_the_network_knows_every_question(reader: AnswerReader, questions: set[str]) -> None:
    either_or = tomllib.loads((DATA / "answers/questions.toml").read_text(encoding="utf-8"))["either_or"]
    assert [code for code in sorted(questions.difference(either_or)) if reader.likely("oui", code)[YES] < 0.5] == []
    assert [code for code in either_or if reader.said("oui", code, SURE)] == []


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("leak_cannot_be_stopped", "non ça s'arrête pas du tout", YES),
        ("leak_cannot_be_stopped", "j'ai fermé le robinet d'arrêt", NO),
        ("only_toilet", "we have another one upstairs", NO),
        ("whole_building", "todos los vecinos están igual", YES),
        ("danger_now", "c'est fini depuis longtemps", NO),
        ("can_wait", "yarın sabah da olur", YES),
        ("intruder_present", "on est le combien déjà ?", None),
    ],
)
def test_what_is_seen_counts_and_not_the_first_word(
    reader: AnswerReader, question: str, text: str, answer: str | None
) -> None:
    assert reader.said(text, question, SURE) == answer


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(reader: AnswerReader, text: str) -> None:
    likely = reader.likely(text, "scope")
    assert sum(likely.values()) == pytest.approx(1)
    assert set(likely) == set(ANSWERS)


def test_a_question_that_nobody_learned_has_no_answer(reader: AnswerReader) -> None:
    assert reader.likely("oui", "new") == {NEITHER: 1.0}
    assert reader.said("oui", "new", 0.1) is None


def test_a_missing_file_is_named(tmp_path: Path, reader: AnswerReader) -> None:
    with pytest.raises(ModelError, match=NETWORK):
        AnswerReader.load(Reader.load(), tmp_path)


def test_the_guard_learns_only_answers_that_tell_of_no_danger() -> None:
    learned = {each.text for each in danger_examples.harmless_answers()}
    told = {each.text for each in answer_examples() if each.intent.startswith("card_") and each.situation == YES}
    assert len(learned) > 5000
    assert not learned & {*told, "leur lustre dégouline"}
