"""The training data: enough of everything, nothing twice under two names, nothing that it is later judged on."""

from itertools import combinations

import pytest

from benchmarks.data_check import FLOOR, Check
from benchmarks.training_data import alike, answer_examples, danger_examples, plain, trigrams, written_examples


@pytest.fixture(scope="module")
def check() -> Check:
    return Check(written_examples(), danger_examples(), answer_examples())


def test_every_example_has_a_known_language_intent_and_situation(check: Check) -> None:
    assert [f"{e.file.name}:{e.line} {e.label}" for e in check.unknown_codes()] == []


def test_no_example_has_brackets_that_the_engine_reads_as_an_entity(check: Check) -> None:
    assert [f"{e.file.name}:{e.line}" for e in check.markup()] == []


def test_no_text_stands_under_two_labels(check: Check) -> None:
    assert [(found[0].text, sorted({e.label for e in found})) for found in check.contradictions()] == []


def test_nothing_that_is_judged_on_was_trained_on(check: Check) -> None:
    assert [(leak.found_in, leak.example.text, leak.message) for leak in check.leaks()] == []


def test_every_situation_and_intent_has_enough_distinct_messages(check: Check) -> None:
    assert [f"{s.language} {s.kind} {s.label}: {s.count} of {FLOOR[s.language]}" for s in check.below_floor()] == []


def test_near_duplicates_are_those_that_comparing_every_pair_finds() -> None:
    texts = [e.text for e in written_examples() if e.language == "fr" and e.situation.startswith("damp.")]
    texts += [text.upper() + " !" for text in texts[::50]] + [text.replace("e", "é", 1) for text in texts[::70]]
    sets = [trigrams(text) for text in texts]

    def share(left: set[str], right: set[str]) -> float:
        return len(left & right) / len(left | right)

    expected = {(a, b) for a, b in combinations(range(len(texts)), 2) if share(sets[a], sets[b]) > 0.7}
    assert {(a, b) for a, b, _ in alike(texts, 0.7)} == expected
    assert len(expected) >= len(texts[::50])


def test_dress_makes_no_other_message_and_signs_are_kept_apart() -> None:
    assert plain("L'ÉVIER, il FUIT…") == plain("l’evier il fuit")
    assert plain("👍") != plain("👎")
