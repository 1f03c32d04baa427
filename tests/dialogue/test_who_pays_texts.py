"""Every answer of who pays fits an SMS, begins with its verdict, is indicative and names its text, in six languages."""

import re
from datetime import date
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import who_pays_reply as reply
from bot.actions.who_pays_case import VALUES, Case, label_of, rules, words
from bot.actions.who_pays_form import lines
from common.gsm7 import to_gsm7
from common.who_pays import FACTS, WHO, ContractTerms, Facts, ResidenceTerms, decide, explain
from common.wording import Wording, day, text_of, translated
from tests.dialogue.conftest import DATA, World
from tests.dialogue.test_texts import FIRM, FOLDED, LANGUAGES, assert_fits, sms

# What a fact may be; unknown otherwise.
STATES: tuple[dict[str, Any], ...] = (
    {},
    {"wear": True},
    {"age": 40},
    {"defect": True},
    {"misuse": True},
    {"recurs": True},
    {"at_entry": True},
    {"extent": "whole"},
    {"extent": "small"},
    {"place": "common"},
    {"event": "storm"},
    {"event": "water_damage", "belongings": True},
    {"owner": "tenant"},
)
INDICATIVE = {
    "fr": "à titre indicatif",
    "en": "for guidance",
    "ar": "للإرشاد فقط",
    "tr": "bilgi amaçlı",
    "pt": "a título indicativo",
    "es": "a título orientativo",
}
NEXT = ("how-to", "book", "contract-phone", "insurance-steps", "why", "disagree", "done", "report", "adviser")


def said(language: str, wording: Wording, message: dict[str, Any]) -> str:
    key = message["response"].removeprefix("utter_").replace("_", "-")
    titles = [choice["title"] for choice in message["choices"]]
    return sms(wording, key, language, titles, **message["facts"])


def cases(language: str) -> list[tuple[Case, Any, Any]]:
    """Each rule with each text that it cites, of the subject with the longest name.

    Without a contract, with one, and with one that names it.
    """
    found: dict[tuple[str, str, str], tuple[Case, Any, Any]] = {}
    by_length = sorted(rules().subjects.values(), key=lambda s: len(reply.brief_label(name_of(s.code, language))))
    for subject in by_length:
        own = ResidenceTerms("x", 1, {subject.trade: ContractTerms(FIRM, "01 99 00 20 12")})
        listed = ContractTerms(FIRM, "01 99 00 20 12", covers=(subject.code,))
        for state in STATES:
            case = Case(subject=subject.code, facts={**state, **({"danger": False} if subject.danger else {})})
            for terms in (ResidenceTerms(), own, ResidenceTerms("x", 1, {subject.trade: listed})):
                outcome = decide(case.known(), rules(), terms)
                tried = explain(case.known(), rules(), terms)
                found[outcome.rule, outcome.source.cite, outcome.basis] = (case, outcome, tried)
    return list(found.values())


def name_of(code: str, language: str) -> str:
    return label_of(code).get(language) or label_of(code)["fr"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_fits_with_its_verdict_and_its_text(wording: Wording, world: World, language: str) -> None:
    for case, outcome, tried in cases(language):
        dispatcher = CollectingDispatcher()
        reply.say_answer(dispatcher, case, outcome)
        text = said(language, wording, dispatcher.messages[0])
        assert_fits(text, language)
        first = str(wording.render(f"who-pays-{outcome.who.replace('_', '-')}", {}, language, "sms"))
        assert text.startswith(to_gsm7(first) if language in FOLDED else first)
        indicative = INDICATIVE[language]
        assert (to_gsm7(indicative) if language in FOLDED else indicative) in text
        assert reply.brief(outcome.source)[0] in text or to_gsm7(reply.brief(outcome.source)[0]) in text
        if outcome.basis == "to_confirm":
            unsure = wording.render("who-pays-basis-to-confirm", {}, language, "sms").strip()
            assert (to_gsm7(unsure) if language in FOLDED else unsure) in text
        dispatcher = CollectingDispatcher()
        reply.say_next(dispatcher, case, outcome, False)
        reply.say_contract(dispatcher, case, outcome)
        reply.say_reasoning(dispatcher, case, outcome, tried)
        for message in dispatcher.messages:
            assert_fits(said(language, wording, message), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_fits_and_can_be_left_open(wording: Wording, world: World, language: str) -> None:
    asked = {name for subject in rules().subjects.values() for name in subject.ask} | {"neighbours", "age"}
    for fact in asked - {"danger", "contract"}:
        offered = lines(fact)
        assert offered[-1]["value"] == "unknown"
        longest = max((label_of(code)[language] for code in settings_subjects(language)), key=len)
        titles = [line["title"] for line in offered]
        assert_fits(
            sms(wording, f"who-pays-ask-{fact.replace('_', '-')}", language, titles, problem=longest, life=25), language
        )


def settings_subjects(language: str) -> list[str]:
    """Subjects whose label stands in a question."""
    return [
        code for code, label in rules().labels.items() if language in label and rules().subjects[code].kind != "line"
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_other_texts_fit(wording: Wording, world: World, language: str) -> None:
    late = day(date(2026, 9, 23))
    for key in ("gap", "done", "danger-first", "open", "insurance-water", "insurance-theft", "insurance-other"):
        assert_fits(sms(wording, f"who-pays-{key}", language, []), language)
    assert_fits(sms(wording, "who-pays-review", language, reference="R-2026-000123", day=late), language)
    three = [translated(label_of("plumbing.tap_drip"))] * 3
    assert_fits(sms(wording, "who-pays-ask", language, [*three, text_of("choice_adviser")]), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_described_repair_fits_and_says_when_to_stop(wording: Wording, world: World, language: str) -> None:
    stop = {"fr": "arrêtez", "en": "stop", "es": "pare", "pt": "pare", "tr": "durun", "ar": "فتوقفوا"}[language]
    repairs = set(words().how_to.values())
    assert len(repairs) >= 15
    for repair in repairs:
        key = f"who-pays-how-to-{repair.replace('_', '-')}"
        lines_ = [text_of("choice_book"), text_of("choice_adviser"), text_of("choice_done")]
        assert_fits(sms(wording, key, language, lines_), language)
        assert stop in wording.render(key, {}, language, "web")


def test_every_described_repair_is_of_a_known_subject_and_has_its_text(wording: Wording, world: World) -> None:
    assert set(words().how_to) <= set(rules().subjects)
    there = {key for key in wording.keys["fr"] if key.startswith("who-pays-how-to-")}
    assert there == {f"who-pays-how-to-{repair.replace('_', '-')}" for repair in words().how_to.values()}


def test_every_code_that_becomes_a_key_has_its_text(wording: Wording, world: World) -> None:
    keys = {f"who-pays-{who}" for who in WHO if who != "danger_first"}
    keys |= {f"who-pays-fact-{name}" for name in FACTS if name not in ("danger", "contract")}
    keys |= {f"who-pays-value-{value}" for values in VALUES.values() for value in values}
    keys |= {f"who-pays-stage-{rule.stage}" for rule in rules().rules}
    keys |= {f"choice-{line}" for line in NEXT}
    missing = sorted(key for key in keys if not wording.has(key.replace("_", "-")))
    assert missing == []


def test_a_brief_source_keeps_the_article() -> None:
    source = decide(Facts("plumbing.tap_drip", danger=False), rules()).source
    assert reply.brief(source) == ("décret 87-712, annexe, IV d", "Chauffage, production d'eau chaude et robinetterie")
    assert not re.search(r"\d{4}", reply.brief(rules().sources["law.7.d"])[0])


def test_no_text_blames_or_refuses(wording: Wording, world: World) -> None:
    """The reasons have a test of their own."""
    texts = "".join((DATA / "texts" / "fr" / f"{name}.ftl").read_text() for name in ("who_pays", "who_pays_how_to"))
    assert re.findall(r"votre faute|refusé|interdit|obligation|vous devez", texts) == []
