"""Answers in own words to a report's questions, through the real engine: what is seen counts, in any language."""

import pytest

from tests.conversations.house import House

DRIPS = {
    "fr": "le robinet de la cuisine goutte",
    "en": "my kitchen tap is dripping",
    "es": "el grifo de la cocina gotea",
}


@pytest.mark.parametrize(
    ("code", "language", "answer", "urgency"),
    [
        ("T0008", "fr", "j'ai coupé au compteur, ça coule plus", "10_days"),
        ("T0009", "fr", "impossible de l'arrêter, j'ai mis trois bassines", "on_call"),
        ("T0010", "en", "I turned the water off under the sink", "10_days"),
        ("T0014", "es", "no hay manera de pararla", "on_call"),
    ],
)
def test_what_is_seen_answers_the_question(house: House, code: str, language: str, answer: str, urgency: str) -> None:
    tenant = house.tenant(code)
    asked = tenant.says(DRIPS[language])[-1]
    assert "1 " in asked
    tenant.says(answer)
    (request,) = tenant.requests()
    assert (request.situation, request.urgency) == ("plumbing.tap_drip", urgency)


def test_an_answer_that_would_alarm_by_itself_pages_nobody(house: House) -> None:
    tenant = house.tenant("T0016")
    tenant.says("le volet roulant du salon est bloqué")
    tenant.says("non il est coincé en haut")
    (request,) = tenant.requests()
    assert (request.danger, request.situation, house.pages_of(request)) == (None, "opening.roller_shutter_stuck", [])


def test_a_danger_in_the_middle_of_a_question_has_its_card(house: House) -> None:
    tenant = house.tenant("T0019")
    tenant.says("le robinet de la cuisine goutte")
    card, *_ = tenant.says("non ça va. mais ça sent fort le gaz dans l'escalier")
    assert "0 800 47 33 33" in card


@pytest.mark.parametrize(
    ("code", "answers", "verdict"),
    [
        ("T0007", ["on n'a rien fait, il s'est coincé tout seul pendant la nuit"], "au bailleur"),
        ("T0018", ["c'est mon neveu qui s'est pendu à la sangle en jouant", "il est tout neuf"], "à votre charge"),
    ],
)
def test_who_pays_is_answered_after_facts_in_own_words(
    office: House, code: str, answers: list[str], verdict: str
) -> None:
    tenant = office.tenant(code)
    tenant.says("qui paie pour mon volet roulant bloqué ?")
    for words in answers:
        said = tenant.says(words)
    assert "titre indicatif" in said[0] and verdict in said[0]
