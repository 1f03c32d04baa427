"""The texts of a request's life fit an SMS in every language, with the longest of what they may say and offer."""

import re

import pytest

from backend_client.request_life import life
from common.wording import Wording, moment, text_of, translated, window
from tests.dialogue.conftest import DATA
from tests.dialogue.test_texts import FIRM, LABEL, LANGUAGES, LONG_DAY, assert_fits, sms

TABLE = life()
NEXTS = {
    "due": {"due": moment(LONG_DAY)},
    "open": {},
    "done": {},
    "closed": {},
    "refused": {},
    "work_order": {"firm": FIRM},
    "appointment": {"firm": FIRM, "window": window(LONG_DAY)},
}
WAITS = [text_of(f"life_wait_{code}") for code in TABLE.pauses]
WHYS = [text_of(f"life_why_{code}") for code in TABLE.breaches]
EVERY_NEXT = [
    *(text_of(f"step_next_{code}", **facts) for code, facts in NEXTS.items()),
    *(text_of("step_next_waiting", what=what) for what in WAITS),
    *(text_of("step_next_late", due=moment(LONG_DAY), why=why) for why in WHYS),
]
FIXED = [text_of("choice_life_solved"), text_of("choice_life_unsolved"), text_of("choice_adviser")]
ADVISER = [text_of("choice_adviser")]
LINES = {
    "life-done": FIXED,
    "life-cleaned": FIXED,
    "life-closed": FIXED[1:],
    "life-refused": ADVISER,
    "life-paused": ADVISER,
    "life-paused-tenant": ADVISER,
    "life-reminder": ADVISER,
    "life-appeal-heard": ADVISER,
    "life-late": [FIXED[0], *ADVISER],
    "life-private": ADVISER,
    "life-private-late": ADVISER,
    "life-private-waits": ADVISER,
}
FAMILIES = ("life-refusal", "life-closing", "life-wait", "life-why")


def own_keys() -> list[str]:
    source = (DATA / "texts" / "fr" / "life.ftl").read_text(encoding="utf-8")
    keys = re.findall(r"^([a-z][a-z0-9-]+) =", source, re.MULTILINE)
    return [key for key in keys if not key.startswith((*FAMILIES, "choice-"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_fits_with_its_lines(wording: Wording, language: str) -> None:
    reasons = {
        "life-refused": [text_of(f"life_refusal_{code}") for code in TABLE.refusals],
        "life-closed": [text_of(f"life_closing_{code}") for code in TABLE.closings],
    }
    for key in own_keys():
        for reason in reasons.get(key, [""]):
            for what in WAITS if key == "life-paused" else [""]:
                for why in WHYS if key == "life-late" else [""]:
                    facts = {"reason": reason, "what": what, "why": why, "next": EVERY_NEXT[0]}
                    assert_fits(sms(wording, key, language, LINES.get(key), **facts), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_comes_next_fits_wherever_it_is_said(wording: Wording, language: str) -> None:
    keys = ("status", "life-assigned", "life-visit-done", "life-reopened", "life-resumed", "request-reopened")
    for next_ in EVERY_NEXT:
        for key in keys:
            assert_fits(sms(wording, key, language, next=next_, last=text_of("step_paused")), language)
    assert_fits(sms(wording, "request-renewed", language, next=EVERY_NEXT[0]), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_of_requests_fit(wording: Wording, language: str) -> None:
    line = text_of("status_line", problem=translated(LABEL), reference="R-2026-000123")
    for key in ("status-several", "close-request-which", "unsolved-which"):
        assert_fits(sms(wording, key, language, [line] * 4), language)
