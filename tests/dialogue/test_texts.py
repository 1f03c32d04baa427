"""Every text that the dialogue can say exists in every language and fits an SMS with the longest facts."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from backend_client.request_life import life
from bot.actions import report_questions
from bot.actions.context import settings
from bot.actions.parts import TOP
from bot.actions.replies import condition_choice, situation_choice
from bot.actions.request_facts import STEPS
from bot.actions.talk import opening_hours
from channels.sms_text import FOLDED, GSM7_PARTS, UCS2_PARTS
from common.catalogue import URGENCIES, Catalogue
from common.gsm7 import is_gsm7, parts, to_gsm7
from common.wording import Wording, day, moment, text_of, translated, window
from tests.backend.builders import LANDLORD
from tests.dialogue.conftest import DATA, DOMAIN, ROOT, World

LANGUAGES = ("fr", "en", "ar", "tr", "pt", "es")
TOPICS = ("report", "parts", "choices", "booking", "prepare", "status", "followup", "life", "matters", "talk")
# The longest names that are still likely, and the longest day of the year in French.
LONG_DAY = datetime(2026, 9, 23, 21, 45, tzinfo=UTC)
FIRM = "Robinetterie et Chauffage Démo"
LABEL = {language: ("ع" if language == "ar" else "x") * 38 for language in LANGUAGES}
ADVICE = {language: ("ع" if language == "ar" else "x") * 120 for language in LANGUAGES}
TRADES = json.loads((DATA / "schema" / "catalogue.schema.json").read_text(encoding="utf-8"))["$defs"]["situation"][
    "properties"
]["trade"]["enum"]
NEXTS = ("paged", "alerted", "booking", "recorded", "advice", "joined", "known")

FACTS: dict[str, Any] = {
    "reference": "R-2026-000123",
    "problem": translated(LABEL),
    "firm": FIRM,
    "window": window(LONG_DAY, LONG_DAY + timedelta(hours=2)),
    "due": moment(LONG_DAY),
    "day": day(date(2026, 9, 23)),
    "on": day(date(2026, 9, 23)),
    "landlord": "Office Public de l'Habitat Démo",
    "phone": "01 99 00 10 00",
    "send": text_of("send_certificate", link="https://habitat-demo.example/envoi/" + "x" * 40),
    "offers": text_of("offers_at", link="https://habitat-demo.example/louer"),
    "mediator": "Médiation de la consommation Démo",
    "sentence": max((str(each["sentence"]) for each in settings().languages.values()), key=len),
    "last": text_of("step_no_show"),
    "next": text_of("step_next_appointment", firm=FIRM, window=window(LONG_DAY)),
    "hours": "",
    "count": 5,
    "link": "https://astreinte.habitat-demo.example/rdv/MTIzNDU2.0123456789abcdefghijklmnopq.ics",
    "prepare": text_of("prepare_pest_control"),
    "calendar": "",
    "first": text_of("weekday_2"),
    "others": [translated(LABEL), translated(LABEL)],
    "what": text_of("life_wait_third_party"),
    "why": text_of("life_why_waiting_for_firm"),
    "reason": text_of("life_refusal_tenant_pays"),
    "old": "R-2026-000122",
}
# What the code returns or chooses between that is no text: slots, outcomes, kinds of request and of event.
OUTCOMES = frozenset(["advice", "emergency", "known", "recorded"])
NO_TEXTS = OUTCOMES | {"late", "no_show", "scope", "severity", "situation", "typed_name"}


def used_keys() -> set[str]:
    """Every key that the actions name in their code, with the families that are put together from codes."""
    modules = [file.read_text(encoding="utf-8") for file in (ROOT / "bot" / "actions").glob("*.py")]
    source = "\n".join(module for module in modules if "dispatcher" in module or "text_of(" in module)
    found = set(re.findall(r'(?:say\(\s*dispatcher,\s*|text_of\(|return )"([a-z_0-9]+)"', source))
    found |= set(re.findall(r'_key = "[a-z_]+", "([a-z_]+)"', source))
    found |= set(re.findall(r'"([a-z_]+)" if [a-z_.]+ else "[a-z_]+"', source))
    found |= set(re.findall(r'"[a-z_]+" if [a-z_.]+ else "([a-z_]+)"', source))
    return {key for key in found if not key.startswith(("action_", "validate_"))} - NO_TEXTS


def made_keys() -> Iterator[str]:
    """The keys that are made of a code."""
    yield from (f"when_{urgency}" for urgency in (*URGENCIES, "open"))
    yield from (f"next_{outcome}" for outcome in NEXTS)
    yield from (f"step_{step}" for step in STEPS.values())
    yield from (f"step_next_{step}" for step in ("appointment", "due", "open", "done", "closed", "refused"))
    table = life()
    yield from table.told.values()
    for family, reasons in (("refusal", table.refusals), ("closing", table.closings), ("wait", table.pauses)):
        yield from (f"life_{family}_{code}" for code in reasons)
    yield from (f"life_why_{code}" for code in table.breaches)
    yield from (f"weekday_{number}" for number in range(7))
    yield from (f"part_{code}" for code in settings().parts.by_code if code != TOP)
    yield from (f"prepare_{trade}" for trade in TRADES)
    yield from settings().talk.values()
    for matter in settings().matters.values():
        yield from filter(None, (matter.key, matter.open_key, matter.hours.key if matter.hours else None))
    yield from (danger.card.replace("-", "_") for danger in settings().dangers.values())
    yield from (response.removeprefix("utter_") for response in DOMAIN["responses"])
    source = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "bot" / "actions").glob("*.py"))
    lines = set(re.findall(r'choice\("([a-z_]+)"', source))
    constants = "other none more adviser yes no unknown urgent can_wait consent book report status next_page"
    yield from (f"choice_{value}" for value in lines | set(constants.split()))


def test_every_key_of_the_dialogue_exists_in_every_language(wording: Wording) -> None:
    keys = {key.replace("_", "-") for key in {*used_keys(), *made_keys()}}
    assert len(keys) > 120
    for language in wording.languages:
        missing = sorted(key for key in keys if not wording.has(key, language))
        assert missing == [], f"{language}: {missing}"


def test_the_languages_say_the_same_keys(wording: Wording) -> None:
    """But for technicians, and for whoever calls the number."""
    assert wording.french_only < wording.keys["fr"]
    for language in set(wording.languages) - {"fr"}:
        assert wording.keys[language] == wording.keys["fr"] - wording.french_only


def own_keys() -> list[str]:
    """The keys of the dialogue's own files."""
    text = "\n".join((DATA / "texts" / "fr" / f"{topic}.ftl").read_text(encoding="utf-8") for topic in TOPICS)
    return re.findall(r"^([a-z][a-z0-9-]+) =", text, re.MULTILINE)


def sms(wording: Wording, key: str, language: str, choices: list[Any] | None = None, **facts: Any) -> str:
    """The whole SMS as it leaves: the text and its numbered lines, in GSM-7 where the language is written in it."""
    lines = [str(wording.worded(title, language, "sms")) for title in choices or []]
    text = wording.render(key, {**FACTS, **facts}, language, "sms")
    whole = "\n".join([text, *(f"{number} {line}" for number, line in enumerate(lines, 1))])
    return to_gsm7(whole) if language in FOLDED else whole


def assert_fits(text: str, language: str) -> None:
    """Into the parts that an SMS may have: two, or four in a language that has to go out in UCS-2."""
    assert is_gsm7(text) or language not in FOLDED, f"not GSM-7: {text}"
    assert parts(text) <= (GSM7_PARTS if language in FOLDED else UCS2_PARTS), f"{len(text)} characters: {text}"


# The longest that the hotline's own texts are given: an address, a name, a code.
HOTLINE_FACTS = {
    "name": "Karim",
    "minutes": 120,
    "code": "1234",
    "codes": "1234, 5678",
    "what": translated(LABEL),
    "where": "x" * 90,
    "who": "x" * 35,
    "hotline": "01 99 00 10 00",
    # The longest of what a question about a visit begins with.
    "told": text_of("technician-accepted", name="Karim", reference="R-2026-000123"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_hotline_fits_an_sms(wording: Wording, language: str) -> None:
    source = (DATA / "texts" / "fr" / "hotline.ftl").read_text(encoding="utf-8")
    for key in re.findall(r"^([a-z][a-z0-9-]+) =", source, re.MULTILINE):
        assert_fits(sms(wording, key, language, **HOTLINE_FACTS), language)
    asked = [text_of("engine-down-urgent"), text_of("engine-down-wait")]
    assert_fits(sms(wording, "engine-down", language, asked), language)
    yes_no = [text_of("answer-yes"), text_of("answer-no")]
    assert_fits(sms(wording, "agreement-ask", language, yes_no, **HOTLINE_FACTS), language)


# The longest facts that technicians are told.
STAFF_FACTS = HOTLINE_FACTS | {
    "link": "https://astreinte.habitat-demo.example/a/MTIzNDU2.0123456789abcdefghijklmnopq",
    "count": 20,
    "door": ["tél locataire +33639980001", "gardien : " + "x" * 60, "coupure : " + "x" * 60],
    "phone": "+33639980001",
    "caretaker": "x" * 60,
    "shut_off": "x" * 60,
    "names": ", ".join(["Marie-Christine Exemple"] * 4),
    "references": ", ".join(["R-2026-000123"] * 4),
    "first": "R-2026-000123",
    "answer": "yes",
    "duty": "x" * 24,
    "level": 2,
    "duties": ["x" * 24 + " niveau 2"] * 3,
    "starts": moment(LONG_DAY),
    "ends": moment(LONG_DAY),
    "since": "mercredi 23 septembre",
    "seat": "x" * 24 + " niveau 2",
    "missing": 2,
    "finding": "x" * 180,
}


def test_every_text_for_technicians_fits_an_sms(wording: Wording) -> None:
    source = (DATA / "texts" / "fr" / "staff.ftl").read_text(encoding="utf-8")
    for key in re.findall(r"^([a-z][a-z0-9-]+) =", source, re.MULTILINE):
        assert_fits(sms(wording, key, "fr", **STAFF_FACTS), "fr")


COMPUTED = {"request-opened", "request-opened-with-advice", "contact-hours", "ask-condition"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_fits_an_sms(wording: Wording, language: str) -> None:
    for key in own_keys():
        if key in COMPUTED:
            continue
        assert_fits(sms(wording, key, language), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", NEXTS)
@pytest.mark.parametrize("urgency", URGENCIES)
def test_the_confirmation_fits(wording: Wording, language: str, outcome: str, urgency: str) -> None:
    when = text_of(f"when_{urgency}", due=moment(LONG_DAY))
    facts = {"when": when, "next": text_of(f"next_{outcome}")}
    assert_fits(sms(wording, "request-opened", language, **facts), language)
    assert_fits(sms(wording, "request-opened-with-advice", language, **facts, advice=translated(ADVICE)), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_situation_can_be_told_and_offered(
    wording: Wording, knowledge: Catalogue, world: World, language: str
) -> None:
    for situation in knowledge.situations.values():
        line = situation_choice(situation.code)["title"]
        assert len(str(wording.worded(line, language, "sms"))) <= 38
    three = [translated(LABEL)] * 3
    assert_fits(sms(wording, "ask-situation", language, [*three, text_of("choice_other")]), language)
    assert_fits(sms(wording, "who-pays-ask", language, [*three, text_of("choice_adviser")]), language)
    two = [translated(LABEL)] * 2
    assert_fits(
        sms(wording, "did-you-mean", language, [*two, text_of("choice_status"), text_of("choice_adviser")]), language
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_folding_for_sms_makes_no_line_of_the_catalogue_longer(knowledge: Catalogue, language: str) -> None:
    lines = [s.label[language] for s in knowledge.situations.values()]
    lines += [c.label[language] for c in knowledge.conditions.values()]
    lines += [s.advice[language] for s in knowledge.situations.values() if s.advice]
    lines += [c.ask[language] for c in knowledge.conditions.values() if c.ask]
    assert [line for line in lines if len(to_gsm7(line)) > len(line)] == []
    assert [line for line in lines if not is_gsm7(to_gsm7(line)) and language in FOLDED] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_condition_can_be_asked(wording: Wording, knowledge: Catalogue, world: World, language: str) -> None:
    yes_no = [text_of("choice_yes"), text_of("choice_no")]
    for condition in knowledge.conditions.values():
        if condition.source != "season":
            assert_fits(sms(wording, "ask-condition", language, yes_no, question=translated(condition.ask)), language)
    for situation in knowledge.situations.values():
        asked = knowledge.questions(situation, {})
        lines = [*(condition_choice(c.code)["title"] for c in asked), text_of("choice_none")]
        assert_fits(sms(wording, "ask-conditions", language, lines), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_of_the_tree_fits(wording: Wording, world: World, language: str) -> None:
    tree = settings().parts
    for code, part in tree.by_code.items():
        for number in range(len(part.items)):
            page = tree.page(f"{code}:{number}", "sms")
            lines = [report_questions.line(value)["title"] for value in page.values]
            assert len(lines) <= 8
            text = sms(wording, "ask-situation-open" if code == TOP else "ask-part", language, lines)
            assert_fits(text, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["ask-window", "ask-window-tenant-pays", "work-order-sent"])
def test_three_windows_fit(wording: Wording, language: str, key: str) -> None:
    lines = [window(LONG_DAY)] * 3
    assert_fits(sms(wording, key, language, [*lines, text_of("choice_more"), text_of("choice_adviser")]), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_appointments_takes_three_parts_at_most(wording: Wording, language: str) -> None:
    """Two in GSM-7, with any way to prepare."""
    source = (DATA / "texts" / "fr" / "booking.ftl").read_text(encoding="utf-8")
    most = GSM7_PARTS if language in FOLDED else 3
    for key in re.findall(r"^([a-z][a-z0-9-]+) =", source, re.MULTILINE):
        for trade in TRADES:
            text = sms(wording, key, language, prepare=text_of(f"prepare_{trade}"))
            assert parts(text) <= most, f"{len(text)} characters: {text}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_opening_hours_fit(wording: Wording, language: str) -> None:
    text = sms(wording, "contact-hours", language, **opening_hours(LANDLORD))
    assert_fits(text, language)
    assert "9" in text


def test_a_language_names_itself_and_answers_in_itself(wording: Wording) -> None:
    assert sorted(settings().languages) == wording.languages
