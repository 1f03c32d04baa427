"""In which languages a tenant is answered: the French beside an unreviewed card, Arabic in Latin letters, languages
that are not spoken, and the memory of all that."""

import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from backend_client import conversations
from backend_client.models import Alert, Contact, Exchange, Request
from channels.base import Inbound, SendError
from channels.sms_text import fits, render
from common.gsm7 import is_gsm7, parts
from hotline.chat_history import ChatHistory
from hotline.engine_client import Turn
from hotline.guard import Alarm
from hotline.unspoken_words import name_of
from tests.hotline.conftest import KARIM, NOON, FakeChannel, House

TURK, ARAB, ROMANIAN = "+33639980701", "+33639980702", "+33639980703"
TURKISH_GAS = "mutfakta çok kötü gaz kokusu var"
GAS = {
    "tr": TURKISH_GAS,
    "ar": "رائحة غاز قوية في المطبخ",
    "fr": "ça sent le gaz dans la cuisine",
    "en": "I smell gas here",
}
HOT_WATER = Turn([], [{"key": "greet", "facts": {"landlord": "Office Démo"}}], {"intent": "greet", "confidence": 1.0})
ROMANIAN_LEAK = "Bună ziua, curge apă din tavan în bucătărie și nu o pot opri"


class ScriptedGuard:
    """Sees the same danger in every message that holds one of these words."""

    def __init__(self, alarm: Alarm) -> None:
        self.alarm = alarm

    def assess(self, text: str, language: str | None = None) -> Alarm | None:
        return self.alarm if re.search("ga[zs]|غاز|duman", text) else None


def sees(house: House, danger: str = "gas", certain: bool = True, language: str = "tr") -> None:
    house.services.guard = ScriptedGuard(Alarm(danger, certain, "scripted", language))  # type: ignore[assignment]


def speaks(house: House, address: str, language: str, channel: str = "sms") -> None:
    """Somebody who wrote in this language before."""
    with house.services.backend.transaction() as s:
        conversations.contact_for(s, channel, address, house.clock.at).language = language


def remembered(house: House, address: str) -> str | None:
    with house.services.backend.reading() as s:
        return s.scalars(select(Contact.language).where(Contact.address == address)).one()


def rows(house: House, model: Any) -> list[Any]:
    with house.services.backend.reading() as s:
        return list(s.scalars(select(model).order_by(model.id)))


# --- a safety text that nobody has reviewed


async def test_an_unreviewed_card_by_sms_is_followed_by_the_french(house: House) -> None:
    sees(house)
    await house.write(GAS["tr"], TURK)
    languages = [message.language for message in house.sms.sent if message.address == TURK]
    assert languages[:2] == ["tr", "fr"]
    turkish, french = house.texts(TURK)[:2]
    assert "DANGER GAZ" in french and "DANGER GAZ" not in turkish and "112" not in french[:10]
    assert all("18" in card for card in (turkish, french))
    assert not [message for message in house.sms.sent if message.passages]


async def test_the_french_card_is_a_row_of_its_own_and_stays_single(house: House) -> None:
    sees(house)
    await house.write(GAS["tr"], TURK)
    await house.wait(minutes=2)
    cards = [row for row in rows(house, Exchange) if row.data.get("key") == "card-gas"]
    assert [(row.language, row.status) for row in cards] == [("tr", "sent"), ("fr", "sent")]
    assert cards[1].data["companion"] == cards[0].id


async def test_a_card_that_fails_at_first_is_still_followed_by_one_french_card(house: House) -> None:
    sees(house)
    house.sms.fail_with = [SendError("busy", retryable=True)]
    await house.write(GAS["tr"], TURK)
    await house.wait(seconds=30)
    sent = [(message.language, message.text[:6]) for message in house.sms.sent if message.address == TURK]
    assert sorted(language for language, _ in sent).count("fr") == sorted(language for language, _ in sent).count("tr")


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_reviewed_card_stands_alone(house: House, language: str) -> None:
    sees(house, language=language)
    await house.write(GAS[language], TURK)
    assert {message.language for message in house.sms.sent if message.address == TURK} == {language}


@pytest.mark.parametrize("channel", ["telegram", "webchat"])
async def test_where_there_is_room_both_are_one_message(house: House, channel: str) -> None:
    page = FakeChannel(channel)
    house.services.channels[channel] = page  # type: ignore[assignment]
    sees(house, language="ar")
    await house.hotline.receive(Inbound(channel, "m-1", "someone", GAS["ar"]))
    await house.settle()
    card = page.sent[0]
    assert [passage.language for passage in card.passages] == ["ar", "fr"]
    assert card.text == f"{card.passages[0].text}\n\n{card.passages[1].text}"
    assert "DANGER GAZ" in card.passages[1].text and "0 800" in card.passages[1].text


async def test_the_page_shows_each_passage_in_its_language(house: House) -> None:
    house.services.channels["webchat"] = FakeChannel("webchat")  # type: ignore[assignment]
    sees(house, language="ar")
    await house.hotline.receive(Inbound("webchat", "someone:m-1", "someone", GAS["ar"]))
    await house.settle()
    shown = await ChatHistory(house.services).exchanges("someone", 0)
    card = next(row for row in shown if row["author"] == "assistant")
    assert [passage["language"] for passage in card["passages"]] == ["ar", "fr"]


async def test_without_the_database_the_card_goes_out_in_both_languages(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    sees(house)

    def down(*_: object) -> None:
        raise OperationalError("down", None, Exception())

    with monkeypatch.context() as patch:
        patch.setattr(house.hotline, "_store", down)
        await house.hotline.receive(Inbound("sms", "SM-x", TURK, GAS["tr"]))
        await house.hotline.idle()
    assert [sent.language for sent in house.sms.sent] == ["tr", "fr"]
    assert "DANGER GAZ" in house.texts(TURK)[1]


async def test_a_question_may_be_answered_in_either_language(house: House) -> None:
    sees(house, "fire", certain=False)
    await house.write("apartmanda duman kokusu var galiba", TURK)
    questions = [message for message in house.sms.sent if message.choices]
    assert [[choice.title for choice in message.choices] for message in questions] == [
        ["Evet", "Hayır"],
        ["Oui", "Non"],
    ]
    await house.write("non", TURK)
    await house.wait(minutes=10)
    assert not house.texts(KARIM)


# --- Arabic in Latin letters


async def test_arabic_in_latin_letters_is_answered_in_french_and_arabic(house: House) -> None:
    house.engine.turns = [HOT_WATER]
    await house.write("salam 3andi mochkil f lma skhoun makaynch", ARAB)
    french, arabic = [message for message in house.sms.sent if message.address == ARAB]
    assert (french.language, arabic.language) == ("fr", "ar")
    assert is_gsm7(french.text.replace("ê", "e")) and not is_gsm7(arabic.text)
    assert remembered(house, ARAB) == "ar-Latn"
    await house.write("ok", ARAB)
    assert remembered(house, ARAB) == "ar-Latn"


async def test_what_the_hotline_writes_of_itself_comes_in_both_languages_too(house: House) -> None:
    sees(house, language="fr")
    await house.write("kayn ri7at lgas f lkouzina", ARAB)
    assert remembered(house, ARAB) == "ar-Latn"
    await house.write("ok", KARIM)
    await house.wait(seconds=1)
    told = [row for row in rows(house, Exchange) if row.data.get("key") == "technician-accepted"]
    assert [(row.language, row.status) for row in told] == [("ar-Latn", "sent"), ("ar", "sent")]
    assert [message.language for message in house.sms.sent if "Karim" in message.text and message.address == ARAB] == [
        "fr",
        "ar",
    ]


async def test_both_are_read_out_where_no_sms_arrives(house: House) -> None:
    sees(house)
    house.sms.fail_with = [SendError("no such number", recipient_gone=True) for _ in range(2)]
    await house.write(GAS["tr"], TURK)
    await house.wait(seconds=1)
    calls = [call for call in house.services.channels["voice"].sent if call.address == TURK]  # type: ignore[attr-defined]
    assert [call.language for call in calls] == ["tr", "fr"]
    assert "DANGER GAZ" in calls[1].text and "DANGER GAZ" not in calls[0].text


async def test_on_telegram_french_and_arabic_are_one_message(house: House) -> None:
    page = FakeChannel("telegram")
    house.services.channels["telegram"] = page  # type: ignore[assignment]
    house.engine.turns = [HOT_WATER]
    await house.hotline.receive(Inbound("telegram", "m-1", "501", "salam 3andi mochkil f lma skhoun makaynch"))
    await house.settle()
    (answer,) = page.sent
    assert [passage.language for passage in answer.passages] == ["fr", "ar"]


# --- a language that is not spoken


async def test_by_day_another_language_gets_112_and_a_call_back(house: House) -> None:
    house.clock.at = NOON
    await house.write(ROMANIAN_LEAK, ROMANIAN)
    romanian, french = [message for message in house.sms.sent if message.address == ROMANIAN]
    assert romanian.language == "ro" and "112" in romanian.text and "română" in romanian.text
    assert french.language == "fr" and "112" in french.text and "roumain" in french.text
    assert not french.choices and not house.engine.asked
    (request,) = rows(house, Request)
    assert (request.kind, request.team, request.details["language"]) == ("callback", "advisers", "ro")
    assert request.summary == ROMANIAN_LEAK and request.due_at is not None
    assert [alert.reason for alert in rows(house, Alert)] == ["language"]


async def test_the_first_answer_comes_once_and_what_follows_is_added(house: House) -> None:
    house.clock.at = NOON
    await house.write(ROMANIAN_LEAK, ROMANIAN)
    await house.write("Vă rog să veniți repede, apa ajunge în sufragerie", ROMANIAN)
    assert len(house.texts(ROMANIAN)) == 3
    (request,) = rows(house, Request)
    assert request.reference in house.texts(ROMANIAN)[-1]
    assert request.details["text"] == ["Vă rog să veniți repede, apa ajunge în sufragerie"]
    assert len(rows(house, Alert)) == 1


async def test_a_language_without_words_of_its_own_is_answered_in_french_and_english(house: House) -> None:
    house.clock.at = NOON
    await house.write("გამარჯობა, წყალი არ მოდის სახლში", ROMANIAN)
    assert [message.language for message in house.sms.sent] == ["fr", "en"]
    assert "géorgien" in house.texts(ROMANIAN)[0] and "Georgian" in house.texts(ROMANIAN)[1]


async def test_at_night_it_asks_whether_it_is_urgent_and_one_pages(house: House) -> None:
    await house.write(ROMANIAN_LEAK, ROMANIAN)
    romanian, french = [message for message in house.sms.sent if message.address == ROMANIAN]
    assert "răspundeți 1" in romanian.text and len(french.choices) == 2
    await house.write("1", ROMANIAN)
    assert len(house.texts(KARIM)) == 1
    (request,) = rows(house, Request)
    assert (request.urgency, request.details["language"]) == ("on_call", "ro")
    assert "engine" not in request.details


async def test_at_night_two_waits_for_the_office(house: House) -> None:
    await house.write(ROMANIAN_LEAK, ROMANIAN)
    await house.write("2", ROMANIAN)
    await house.wait(minutes=30)
    assert not house.texts(KARIM)


async def test_at_night_no_answer_counts_as_urgent(house: House) -> None:
    await house.write(ROMANIAN_LEAK, ROMANIAN)
    await house.wait(seconds=house.services.backend.landlord.fallback_seconds + 1)
    assert len(house.texts(KARIM)) == 1


async def test_a_copy_of_the_message_opens_nothing_more(house: House) -> None:
    house.clock.at = NOON
    for _ in range(2):
        await house.write(ROMANIAN_LEAK, ROMANIAN, provider_id="SM-same")
    assert len(rows(house, Request)) == 1 and len(house.texts(ROMANIAN)) == 2


async def test_a_following_message_in_a_spoken_language_goes_the_normal_way(house: House) -> None:
    house.clock.at = NOON
    await house.write(ROMANIAN_LEAK, ROMANIAN)
    await house.write("my heating has not been working since yesterday", ROMANIAN)
    assert [asked["language"] for asked in house.engine.asked] == ["en"]


def test_each_first_answer_names_112_and_fits_an_sms(house: House) -> None:
    for code, words in house.services.unspoken.items():
        longest = max((name_of(other, code) if code in ("fr", "en") else "" for other in ("zgh", "ckb")), key=len)
        text = f"{words.text} {words.night}".replace("{language}", longest)
        assert "112" in text and fits(render(text, (), code).text), (code, parts(text))
        assert not render(text, (), code).shortened, code
        assert name_of(code, "fr") and words.reviewed == (code in ("fr", "en"))


def test_a_language_that_nobody_can_name_is_said_to_be_so() -> None:
    assert name_of("qqq", "fr") == name_of("und", "fr") == "langue indéterminée"


# --- memory


async def test_the_reply_to_the_message_that_changes_the_language_is_in_the_new_one(house: House) -> None:
    house.engine.turns = [HOT_WATER]
    speaks(house, TURK, "fr")
    await house.write("dün akşamdan beri sıcak su yok", TURK)
    assert (house.sms.sent[-1].language, remembered(house, TURK)) == ("tr", "tr")


async def test_a_language_that_is_asked_for_is_that_of_the_answer(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As action_change_language does it: the action stores the language while the engine thinks."""
    speaks(house, TURK, "fr")
    think = house.engine.turn

    async def changing(*told: Any) -> Turn:
        speaks(house, TURK, "tr")
        return await think(*told)

    monkeypatch.setattr(house.engine, "turn", changing)
    house.engine.turns = [HOT_WATER]
    await house.write("Türkçe", TURK)
    assert house.sms.sent[-1].language == "tr"


@pytest.mark.parametrize("said", ["ok", "4 rue des Lilas", "merci", "1", "👍"])
async def test_small_words_and_addresses_change_no_language(house: House, said: str) -> None:
    speaks(house, TURK, "tr")
    await house.write(said, TURK)
    assert remembered(house, TURK) == "tr"
