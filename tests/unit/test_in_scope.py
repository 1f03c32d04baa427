"""A message that names a situation is in scope."""

from bot.nlu.problems import in_scope

RANKING = [
    {"name": "out_of_scope", "confidence": 0.7},
    {"name": "report_problem", "confidence": 0.24},
    {"name": "ask_adviser", "confidence": 0.06},
]


def test_a_named_situation_is_in_scope_and_the_other_intents_share_what_is_left() -> None:
    assert in_scope(RANKING, 0.8) == [
        {"name": "report_problem", "confidence": 0.8},
        {"name": "ask_adviser", "confidence": 0.2},
    ]


def test_an_unsure_one_changes_nothing_and_neither_does_a_ranking_that_is_in_scope() -> None:
    assert in_scope(RANKING, 0.4) == RANKING
    assert in_scope(RANKING[1:], 0.9) == RANKING[1:]
    assert in_scope(RANKING[:1], 0.9) == RANKING[:1]
