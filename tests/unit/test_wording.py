"""Every text in every language, with the same facts; typed facts in the reader's words."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, VariableReference
from fluent.syntax.visitor import Visitor

from common.wording import MissingText, Wording, day, moment, text_of, time_of, translated, window
from hotline.services import DATA

TEXTS = DATA / "texts"
LANGUAGES = sorted(folder.name for folder in TEXTS.iterdir() if folder.is_dir())
# The last Sunday of October at 02:30 in Paris happens twice: this is the second one.
NIGHT = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


class _Facts(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:
        self.names.add(node.id.name)


def _messages(language: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for file in (TEXTS / language).glob("*.ftl"):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, Message):
                facts = _Facts()
                facts.visit(entry)
                found[entry.id.name] = facts.names
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_in_every_language_with_the_same_facts(language: str) -> None:
    alone, french, other = Wording.load(TEXTS).french_only, _messages("fr"), _messages(language)
    assert set(other) == (set(french) if language == "fr" else set(french) - alone)
    assert {key: facts for key, facts in other.items() if facts != french[key]} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_tenant_is_told_to_type_a_word_that_carriers_take_for_an_opt_out(language: str) -> None:
    for file in (TEXTS / language).glob("*.ftl"):
        assert not re.search(r"\b(END|CANCEL|QUIT)\b", file.read_text(encoding="utf-8")), file.name


def test_facts_are_worded_in_the_readers_language() -> None:
    wording = Wording.load(TEXTS)
    eight = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    assert wording.worded(window(eight), "fr", "sms") == "mardi 24 novembre entre 8 h et 10 h"
    assert wording.worded(window(eight), "en", "sms") == "Tuesday 24 November between 08:00 and 10:00"
    assert wording.worded(window(eight), "pt", "sms") == "terça-feira, 24 de novembro das 8h às 10h"
    assert wording.worded(moment(NIGHT), "pt", "sms") == "domingo, 25 de outubro às 2h30"
    assert wording.worded(moment(NIGHT - timedelta(hours=2)), "pt", "sms") == "domingo, 25 de outubro à 1h30"
    assert wording.worded(day(date(2027, 5, 1)), "pt", "sms") == "sábado, 1 de maio"
    assert wording.worded(moment(NIGHT), "fr", "sms") == "dimanche 25 octobre à 2 h 30"
    assert wording.worded(time_of(eight), "fr", "sms") == "8 h"
    assert wording.worded(day(date(2027, 5, 1)), "fr", "sms") == "samedi 1er mai"
    assert wording.worded(translated({"fr": "une fuite", "en": "a leak"}), "tr", "sms") == "une fuite"
    assert wording.worded(text_of("answer-yes"), "en", "sms") == "Yes"
    assert wording.worded([text_of("answer-yes"), 2], "fr", "sms") == "Oui, 2"


def test_arabic_days_are_numbers_and_a_telephone_number_is_never_shown_in_reverse_groups() -> None:
    wording = Wording.load(TEXTS)
    eight = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    assert wording.worded(window(eight), "ar", "sms") == "الثلاثاء 24/11 بين 8:00 و10:00"
    assert wording.worded(moment(NIGHT), "ar", "sms") == "الأحد 25/10 الساعة 2:30"
    for channel in ("sms", "web"):
        card = wording.render("card-gas", {"gas_number": "0 800 47 33 33"}, "ar", channel)
        assert "0\u00a0800\u00a047\u00a033\u00a033" in card
        assert "31\u00a014" in wording.render("card-suicide", {}, "ar", channel)
    assert "0 800 47 33 33" in wording.render("card-gas", {"gas_number": "0 800 47 33 33"}, "fr", "sms")


def test_turkish_days_begin_with_their_number() -> None:
    wording = Wording.load(TEXTS)
    eight = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    assert wording.worded(day(date(2027, 5, 1)), "tr", "sms") == "1 Mayıs Cumartesi"
    assert wording.worded(window(eight), "tr", "sms") == "24 Kasım Salı, 08:00-10:00 arası"
    assert wording.worded(moment(NIGHT), "tr", "sms") == "25 Ekim Pazar, saat 02:30"


def test_spanish_days_have_no_comma_and_one_oclock_is_singular() -> None:
    wording = Wording.load(TEXTS)
    eight = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    assert wording.worded(day(date(2027, 5, 1)), "es", "sms") == "sábado 1 de mayo"
    assert wording.worded(window(eight), "es", "sms") == "martes 24 de noviembre de 8:00 a 10:00"
    assert wording.worded(moment(NIGHT), "es", "sms") == "domingo 25 de octubre a las 2:30"
    assert wording.worded(moment(NIGHT - timedelta(hours=2)), "es", "sms") == "domingo 25 de octubre a la 1:30"
    assert wording.worded(moment(NIGHT + timedelta(hours=9)), "es", "sms") == "domingo 25 de octubre a las 11:30"


def test_a_missing_key_or_fact_is_an_error_and_an_unknown_language_is_french() -> None:
    wording = Wording.load(TEXTS)
    with pytest.raises(MissingText):
        wording.render("no-such-text", {}, "fr", "sms")
    with pytest.raises(MissingText):
        wording.render("staff-acknowledged", {}, "fr", "sms")
    assert wording.render("answer-yes", {}, "de", "sms") == "Oui"


def test_a_text_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "bad.ftl").write_text("good = Bonjour\nbad text without a key\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.ftl"):
        Wording.load(tmp_path)
