"""What is said of the day of an appointment: in every language, short enough for an SMS with its list."""

import re
from typing import Any

import pytest

from bot.actions.feedback import BEST, LOWEST
from channels.sms_text import FOLDED, GSM7_PARTS
from common.gsm7 import is_gsm7, parts
from common.wording import Wording, day, text_of, time_of, window
from tests.dialogue.conftest import DATA
from tests.dialogue.test_texts import FACTS, LANGUAGES, LONG_DAY, sms

MOST_UCS2 = 3
LINES: dict[str, list[Any]] = {
    "reminder-eve": [text_of(name) for name in ("line_there", "choice_move", "choice_cancel")],
    "job-came": [text_of(f"line_came_{said}") for said in ("yes", "no", "now")],
    "no-show-windows": [*[window(LONG_DAY)] * 3, text_of("choice_more"), text_of("choice_adviser")],
    "window-taken": [*[window(LONG_DAY)] * 3, text_of("choice_more"), text_of("choice_adviser")],
    "freed-first": [text_of("line_take"), text_of("line_keep")],
    "freed-earlier": [text_of("line_take"), text_of("line_keep")],
    "ask-access": [text_of("line_no_thanks"), text_of("line_earlier")],
    "survey-work": [text_of(f"line_rate_{n}") for n in range(LOWEST, BEST + 1)],
    "survey-on-time-sorry": [text_of("choice_yes"), text_of("choice_no")],
    "survey-word": [text_of("line_no_thanks")],
}
for each in ("job-not-fixed", "job-no-access", "job-parts", "job-parts-day"):
    LINES[each] = [text_of("choice_book"), text_of("choice_adviser")]
LINES["reminder-morning"] = LINES["reminder-eve"]
MORE_FACTS = {"minutes": 120, "until": time_of(LONG_DAY), "day": day(LONG_DAY.date())}


def keys() -> list[str]:
    text = (DATA / "texts" / "fr" / "jobs.ftl").read_text(encoding="utf-8")
    return re.findall(r"^([a-z][a-z0-9-]+) =", text, re.MULTILINE)


def assert_short(text: str, language: str) -> None:
    assert is_gsm7(text) or language not in FOLDED, text
    assert parts(text) <= (GSM7_PARTS if language in FOLDED else MOST_UCS2), f"{len(text)} characters: {text}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_day_fits(wording: Wording, language: str) -> None:
    for key in keys():
        assert_short(sms(wording, key, language, LINES.get(key), **MORE_FACTS), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(set(LINES) - {"window-taken"}))
def test_every_list_is_of_a_text_that_exists(wording: Wording, key: str, language: str) -> None:
    assert key in keys() and wording.has(key, language)


def test_what_contractors_read_fits_two_parts(wording: Wording) -> None:
    source = (DATA / "texts" / "fr" / "firm.ftl").read_text(encoding="utf-8")
    facts: dict[str, Any] = {
        **FACTS,
        "where": "x" * 90,
        "link": "https://astreinte.habitat-demo.example/v/MTIzNDU2.0123456789abcdefghijklmnopq",
        "hotline": "01 99 00 10 00",
        "said": text_of("firm-said-parts-needed"),
        "start": time_of(LONG_DAY),
        "minutes": 120,
    }
    for key in re.findall(r"^(firm-[a-z0-9-]+) =", source, re.MULTILINE):
        assert_short(sms(wording, key, "fr", **facts), "fr")
    lines = [text_of("firm-line", start=time_of(LONG_DAY), where="x" * 30)] * 5
    assert_short(sms(wording, "firm-which", "fr", lines), "fr")
