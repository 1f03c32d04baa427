"""A danger to people: its card is the first thing the tenant reads, in their language, on every channel."""

from dataclasses import dataclass

import pytest

from channels import sms_text
from common.wording import Wording
from hotline.services import DATA
from tests.conversations.house import House

NUMBERS = {"gas_number": "0 800 47 33 33", "power_number": "09 72 67 50 35"}


@dataclass(frozen=True)
class Danger:
    """What a tenant writes, and who has to hear of it. ``private``: no technician, no details."""

    code: str
    fr: str
    en: str
    private: bool = False


DANGERS = (
    Danger("gas", "bonjour ça sent le gaz dans ma cuisine depuis ce matin", "i can smell gas in the kitchen"),
    Danger("carbon_monoxide", "le détecteur de monoxyde sonne", "carbon monoxide alarm going off"),
    Danger("fire", "il y a le feu dans la cave", "my kitchen is on fire"),
    Danger("water_and_electricity", "l'eau coule sur le tableau électrique", "water is dripping onto the fuse box"),
    Danger("electrocution", "la prise fait des étincelles", "the socket is sparking"),
    Danger("lift_trapped", "je suis bloqué dans l'ascenseur", "im stuck in the elevator"),
    Danger("collapse", "le plafond s'effondre", "the ceiling just collapsed"),
    Danger("violence", "mon mari me frappe", "my husband is hitting me", private=True),
    Danger("intrusion", "quelqu'un essaie de forcer ma porte", "someone is trying to break into my flat", private=True),
    Danger("suicide", "je veux mourir", "i want to kill myself", private=True),
    Danger("medical", "mon mari ne respire plus", "my dad collapsed and he is not breathing", private=True),
)


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording.load(DATA / "texts")


def card_of(wording: Wording, danger: str, language: str, channel: str) -> str:
    text = wording.render(f"card-{danger.replace('_', '-')}", NUMBERS, language, channel)
    return sms_text.render(text, (), language).text if channel == "sms" else text


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("danger", DANGERS, ids=lambda danger: danger.code)
def test_the_card_comes_first(house: House, wording: Wording, danger: Danger, language: str) -> None:
    tenant = house.stranger()
    words = getattr(danger, language)
    card, notice, *_ = tenant.says(words)
    assert card == card_of(wording, danger.code, language, "sms")
    assert ("automatique" if language == "fr" else "automatic") in notice

    (request,) = tenant.requests()
    assert (request.kind, request.danger, request.urgency) == ("emergency", danger.code, "emergency")
    assert (request.private, request.summary, request.language) == (danger.private, words, language)
    (page,) = house.pages_of(request)
    assert page.escalation.duty == ("supervisor" if danger.private else "technical")
    paged = house.page_text(page)
    assert request.reference in paged and (words not in paged)
    assert "danger" in [alert.reason for alert in house.alerts_of(request)]
    (row,) = house.exchanges_of(tenant.number)
    assert row.status == "handled" and row.data["alarm"]["danger"] == danger.code


def test_gas_on_telegram(house: House, wording: Wording) -> None:
    chat = house.telegram()
    card, notice = chat.does(text="ça sent le gaz dans l'escalier")
    assert card["text"] == card_of(wording, "gas", "fr", "telegram")
    assert "technicien d'astreinte" in notice["text"]
    (request,) = house.requests_of("telegram", str(chat.chat_id))
    assert request.danger == "gas" and len(house.pages_of(request)) == 1


def test_gas_on_the_web_chat_over_plain_http(house: House, wording: Wording) -> None:
    browser = house.browser()
    card, notice = browser.says("je sens une odeur de gaz très forte")
    assert card["text"] == card_of(wording, "gas", "fr", "webchat")
    assert "technicien d'astreinte" in notice["text"]


def test_a_danger_in_the_middle_of_a_report_and_after_an_opt_out(house: House, wording: Wording) -> None:
    tenant = house.tenant("T0048")
    tenant.says("le robinet de ma cuisine goutte")
    assert tenant.says("en fait ça sent le gaz ici")[0] == card_of(wording, "gas", "fr", "sms")
    tenant.says("STOP")
    assert tenant.says("mon fils s'est électrocuté")[0] == card_of(wording, "electrocution", "fr", "sms")


def test_an_unsure_alarm_asks_and_silence_counts_as_yes(house: House) -> None:
    tenant = house.tenant("T0049")
    answers = tenant.says("il y a de la fumée je crois")
    (request,) = tenant.requests()
    assert request.danger == "fire"
    assert "1 Oui" in answers[-1] and house.pages_of(request) == []
    house.advance(minutes=2)
    (page,) = house.pages_of(request)
    assert page.escalation.status == "open"
    house.technician_of(page).says(f"OK {page.code}")


def test_after_the_card_a_stranger_is_asked_where_and_the_technician_reads_it(house: House) -> None:
    stranger = house.stranger()
    stranger.says("odeur de gaz au 3eme étage")
    (where,) = stranger.says("je suis sorti, je suis dans la rue")
    assert "adresse" in where
    stranger.says("Ali Essai, 9 rue du Test, 3e étage")
    (request,) = stranger.requests()
    assert request.typed_address == "Ali Essai, 9 rue du Test, 3e étage"
    (page,) = house.pages_of(request)
    assert "9 rue du Test" in house.technician_of(page).heard()[-1]
