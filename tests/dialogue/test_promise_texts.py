"""Every text of the promises fits an SMS, with the longest facts, and the lists of times with it."""

import re
from datetime import UTC, date, datetime

import pytest

from backend_client.commitments import promises
from backend_client.request_life import life
from bot.actions import looks, promise_words
from bot.actions.settings import Settings
from channels.sms_text import FOLDED, GSM7_PARTS
from common.gsm7 import is_gsm7, parts, to_gsm7
from common.wording import Wording, day, moment, text_of, window
from tests.dialogue.conftest import DATA

LANGUAGES = ("fr", "en", "es", "pt", "tr", "ar")
LONG = datetime(2026, 9, 23, 8, 45, tzinfo=UTC)
LINK = "https://astreinte.habitat-demo.example/envoi/MTIzNDU2Nzg5.0123456789abcdefghijkl"
FACTS = {
    "reference": "R-2026-000123",
    "landlord": "Habitat Démo",
    "phone": "01 99 00 10 00",
    "mediator": "Médiation Démo",
    "mediator_url": "https://mediation-demo.example",
    "due": moment(LONG),
    "day": day(date(2026, 9, 23)),
    "when": moment(LONG),
    "since": day(date(2026, 9, 23)),
    "sent": day(date(2026, 9, 23)),
    "window": window(LONG),
    "firm": "Propre et Vert Démo",
    "link": "https://habitat-demo.example/mon-logement",
    "offers": text_of("offers_at", link="https://habitat-demo.example/louer"),
    "items": [text_of("item_smoke_detector"), text_of("item_door_cylinder")],
    "needed": [text_of("apl_need_rent"), text_of("apl_need_work"), text_of("apl_need_family")],
    "send": text_of("send_certificate", link=LINK),
    "language": "fr",
}
MATTERS = Settings.load(DATA)
TOLD = {"matter-financial", "matter-search", "consent-noted", "matter-nuisance", "matter-notice"}


def _keys() -> list[str]:
    text = (DATA / "texts" / "fr" / "promises.ftl").read_text(encoding="utf-8")
    return [*re.findall(r"^([a-z][a-z0-9-]+) =", text, re.MULTILINE), *sorted(TOLD)]


def _sms(wording: Wording, key: str, language: str, *titles: object) -> str:
    text = wording.render(key, {**FACTS, "send": FACTS["send"]}, language, "sms")
    lines = [f"{n} {wording.worded(title, language, 'sms')}" for n, title in enumerate(titles, 1)]
    whole = "\n".join([text, *lines])
    return to_gsm7(whole) if language in FOLDED else whole


def _fits(text: str, language: str) -> None:
    assert is_gsm7(text) or language not in FOLDED, text
    assert parts(text) <= (GSM7_PARTS if language in FOLDED else 3), f"{len(text)}: {text}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_promises_fits_an_sms(wording: Wording, language: str) -> None:
    for key in _keys():
        _fits(_sms(wording, key, language), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_times_fit_with_their_question(wording: Wording, language: str) -> None:
    times = [moment(LONG)] * 3
    rest = [text_of("choice_more_times"), text_of("choice_any_time")]
    questions = [key for key in _keys() if key.startswith("ask-time-")]
    assert len(questions) == 5
    for key in (*questions, "time-taken", "check-in-proposed"):
        _fits(_sms(wording, key, language, *times, *rest), language)
    cleaning = [*[window(LONG)] * 3, text_of("choice_none"), text_of("choice_adviser")]
    _fits(_sms(wording, "ask-new-cleaning", language, *cleaning), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_follows_an_agreed_time_fits(wording: Wording, language: str) -> None:
    after = [text_of(f"choice_{each}") for each in ("change_time", "cancel_time", "sheet")]
    phone = [text_of(f"choice_{each}") for each in ("this_phone", "other_phone")]
    for key in (key for key in _keys() if key.startswith("time-agreed-")):
        _fits(_sms(wording, key, language, *after), language)
    for key in ("ask-phone-this", "ask-phone-file"):
        _fits(_sms(wording, key, language, *phone), language)


def test_every_matter_and_answer_has_its_texts(wording: Wording) -> None:
    rows = (*MATTERS.matters.values(), *MATTERS.wishes)
    keys = (
        {row.key for row in rows} | {f"ask_time_{row.time}" for row in rows if row.time} | set(MATTERS.answers.values())
    )
    keys |= {f"time_agreed_{row.time}" for row in rows if row.time} | {row.sheet for row in rows if row.sheet}
    missing = {(key, each) for key in keys for each in LANGUAGES if not wording.has(key.replace("_", "-"), each)}
    assert missing == set()


def test_reminders_say_nothing_of_the_matter(wording: Wording) -> None:
    """Somebody else may read the phone: no team, no word of health, debt or neighbours."""
    named = re.compile(r"social|loyer|dette|sant|voisin|trouble|t[ée]moi|tranquill|handicap|mediat|m[ée]diat", re.I)
    for key in ("time-reminder-call", "time-reminder-visit", "ask-phone-this", "time-agreed-statement", "phone-noted"):
        assert not named.search(_sms(wording, key, "fr"))


def test_every_promise_named_is_in_the_table_and_can_be_kept_by_somebody() -> None:
    rows = (*MATTERS.matters.values(), *MATTERS.wishes)
    named = {number for row in rows for number in row.promises}
    named |= {row.consent_promise for row in rows if row.consent_promise}
    named |= {row.hours.promise for row in rows if row.hours and row.hours.promise}
    named |= {item.promise for item in looks.items().values()}
    table = promises().by_number
    assert named <= set(table)
    assert {
        "1.2",
        "1.3",
        "2.1",
        "2.2",
        "2.3",
        "2.4",
        "2.5",
        "3.4",
        "3.5",
        "3.6",
        "3.8",
        "7.1",
        "7.2",
        "8.1",
        "9.1",
    } <= named
    acts = set(life().acts) | {"on_call_done"}
    assert {number for number in named if not table[number].kept_by & acts} == set()


def test_every_look_and_wish_that_a_matter_names_exists() -> None:
    rows = (*MATTERS.matters.values(), *MATTERS.wishes)
    assert {row.look for row in rows if row.look} <= set(looks.LOOKS)
    for each in promise_words.words():
        known = {*each.tables["wishes"], "move_in_item"}
        assert {row.wish for row in MATTERS.wishes} | set(MATTERS.answers) <= known
        assert set(each.tables["items"]) == set(looks.items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_and_paper_has_its_name(wording: Wording, language: str) -> None:
    codes = [f"item-{code.replace('_', '-')}" for code in looks.items()]
    incomes = (*promise_words.words()[0].tables["incomes"], "rent", "any")
    codes += [f"apl-need-{code.replace('_', '-')}" for code in incomes]
    assert [code for code in codes if not wording.has(code, language)] == []
