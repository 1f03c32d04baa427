"""The files of training messages, read once for all that learn from them."""

from pathlib import Path

import pytest

from bot.nlu.messages import Written, languages, messages_in


def test_the_situation_stands_behind_the_intent(tmp_path: Path) -> None:
    file = tmp_path / "some.yml"
    file.write_text(
        'version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - bonjour\n    -  - bonsoir \n'
        "- intent: report_problem/heating.none\n  examples: |\n    - plus de chauffage\n",
        encoding="utf-8",
    )
    assert list(messages_in(file)) == [
        Written("bonjour", "greet", ""),
        Written("- bonsoir", "greet", ""),
        Written("plus de chauffage", "report_problem", "heating.none"),
    ]


def test_what_would_be_lost_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "synonyms.yml"
    file.write_text("nlu:\n- synonym: robinet\n  examples: |\n    - robinetterie\n", encoding="utf-8")
    with pytest.raises(ValueError, match="an entry of synonym, examples"):
        list(messages_in(file))


def test_six_languages_are_written() -> None:
    assert languages() == ["ar", "en", "es", "fr", "pt", "tr"]
