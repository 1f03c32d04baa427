"""A danger that a report names: the card before any question for a name, and none where the danger is over."""

import pytest

from common.wording import Wording
from hotline.services import DATA
from tests.conversations.house import House
from tests.conversations.test_dangers import card_of

# Each from a tenant of its own.
OVER = {
    "T0032": "L'incendie de la cave, c'était en mars, les pompiers l'ont éteint. L'assurance veut un papier de vous.",
    "T0039": "Vendredi il y a eu une odeur de gaz dans l'immeuble, on a resserré un écrou, c'est passé. Un rapport ?",
    "T0040": "hier g été bloqué 40 min ds l'ascenseur, le gardien ma sorti, faudrait regarder pk il s'arrete",
}
FIRE = OVER["T0032"]
WORDING = Wording.load(DATA / "texts")
NOW = "Y a-t-il encore un danger maintenant"


@pytest.mark.parametrize("code", OVER)
def test_a_danger_that_is_over_pages_nobody(house: House, code: str) -> None:
    tenant = house.tenant(code)
    (asked,) = tenant.says(OVER[code])
    assert NOW in asked and "1 oui" in asked
    told, *_ = tenant.says("2")
    (request,) = tenant.requests()
    assert request.reference in told
    assert (request.danger, request.urgency, request.kind) == (None, "1_day", "repair")
    assert request.summary == OVER[code] and house.pages_of(request) == []
    assert "Sortez" not in told


def test_it_is_over_in_words(house: House) -> None:
    stranger = house.stranger()
    assert NOW in stranger.says(FIRE)[0]
    (asked,) = stranger.says("c'est fini")
    assert "prénom" in asked


def test_a_danger_that_seemed_over_and_is_not(house: House) -> None:
    stranger = house.stranger()
    assert NOW in stranger.says(FIRE)[0]
    card, notice = stranger.says("oui")
    assert card == card_of(WORDING, "fire", "fr", "sms") and "automatique" in notice
    (request,) = stranger.requests()
    assert (request.danger, request.summary) == ("fire", FIRE)
    assert len(house.pages_of(request)) == 1


def test_the_answer_that_makes_a_danger_brings_the_card_before_any_name(house: House) -> None:
    stranger = house.stranger()
    words = "En rentrant de voyage j'ai trouvé ma porte forcée au pied de biche"
    assert "quelqu'un" in stranger.says(words)[0].lower()
    card, _ = stranger.says("1")
    assert card == card_of(WORDING, "intrusion", "fr", "sms")
    (request,) = stranger.requests()
    assert (request.danger, request.private, request.summary) == ("intrusion", True, words)
    (page,) = house.pages_of(request)
    assert page.escalation.duty == "supervisor"


def test_whoever_denied_the_danger_is_not_asked_again(house: House) -> None:
    stranger = house.stranger()
    assert "1 Oui" in stranger.says("ça brule un peu dans la cave je crois")[-1]
    answers = stranger.says("2")
    assert not any(NOW in answer or "FEU" in answer for answer in answers)
    assert all(row.danger is None for row in stranger.requests())


def test_of_two_problems_the_one_that_is_over_is_no_emergency(house: House) -> None:
    stranger = house.stranger()
    told = "hier soir ça sentait le gaz mais GRDF est passé, c réglé. par contre la porte du hall ferme plus"
    answers = stranger.says(told)
    assert "porte du hall" in answers[0] and NOW in answers[-1]
    stranger.says("non")
    stranger.says("Lea Essai")
    stranger.says("9 rue du Test, Lyon")
    first, second = stranger.requests()
    assert {first.situation, second.situation} == {"gas.smell", "common.entrance_door"}
    assert first.danger is None and second.danger is None
    assert house.pages_of(first) == []


def test_an_address_right_after_the_card_is_not_asked_for(house: House) -> None:
    stranger = house.stranger()
    stranger.says("ça sent le gaz")
    (noted,) = stranger.says("Lea Essai, 9 rue du Test, Lyon")
    assert "transmis" in noted
    (request,) = stranger.requests()
    assert request.typed_address == "Lea Essai, 9 rue du Test, Lyon"


def test_a_danger_among_waiting_problems_opens_no_third_request(house: House) -> None:
    stranger = house.stranger()
    answers = stranger.says("y a plus d'eau du tout chez moi et le robinet de gaz est très dur à tourner")
    assert "robinet de gaz" in answers[0]
    for answer in ("1", "Lea Essai", "9 rue du Test, Lyon"):
        answers = stranger.says(answer)
    assert "odeur de gaz" in answers[-1]
    assert stranger.says("oui")[0] == card_of(WORDING, "gas", "fr", "sms")
    assert sorted(str(row.danger) for row in stranger.requests()) == ["None", "gas"]
