"""What is said of photos and documents fits an SMS, and tells how to answer what the hotline then understands."""

import re

import pytest

from backend_client.attachments import PURPOSES
from bot.actions.context import settings
from bot.actions.open_request import PHOTO_HELPS
from common.catalogue import URGENCIES
from common.wording import Wording, moment, text_of
from hotline.file_checks import REASONS
from hotline.upload_asks import asks
from tests.dialogue.conftest import DATA
from tests.dialogue.test_texts import LANGUAGES, LONG_DAY, assert_fits, sms

LINK = "https://astreinte.habitat-demo.example/envoi/AAAAewNrA0t5.us9CAoA1-nKT-rfOzf9RIgOwnv0"
FACTS = {"link": LINK, "hours": 720, "reference": "R-2026-000123", "most": 64}
SAID = ("upload-link", "upload-here", "upload-mms", "upload-received", "upload-failed")
# What a text asks to write, in capitals; in Arabic after "the word".
_WORD = {"ar": r"كلمة (\S+):|أجيبوا: (\S+)\."}


def test_matters_ask_for_files_of_a_purpose_that_there_is() -> None:
    asked = {matter.upload for matter in settings().matters.values() if matter.upload}
    assert {"medical_certificate"} <= asked <= set(PURPOSES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_files_fits_an_sms(wording: Wording, language: str) -> None:
    for key in SAID:
        assert_fits(sms(wording, key, language, **FACTS), language)
    for reason in REASONS:
        fact = text_of(f"upload-refused-{reason}", most=64)
        assert_fits(sms(wording, "upload-not-kept", language, reason=fact), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", sorted(PHOTO_HELPS))
def test_the_confirmation_that_asks_for_a_photo_fits(wording: Wording, language: str, outcome: str) -> None:
    for urgency in URGENCIES:
        when = text_of(f"when_{urgency}", due=moment(LONG_DAY))
        text = sms(wording, "request-opened", language, when=when, next=text_of(f"next_{outcome}_photo"))
        assert_fits(text, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_that_a_text_asks_for_is_understood(wording: Wording, language: str) -> None:
    source = (DATA / "texts" / language / "uploads.ftl").read_text(encoding="utf-8")
    found = re.findall(_WORD.get(language, r"\b(PHOTO|FOTO)\b"), source)
    told = {word for each in found for word in ([each] if isinstance(each, str) else each) if word}
    assert told
    assert {asks(word) for word in told} == {"photo"}
