"""What the building already knows is told at once and can be followed; works and cleaning days are answered."""

from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend_client import followers, incidents, works
from backend_client.models import (
    CleaningRound,
    Commitment,
    Dwelling,
    Escalation,
    Follower,
    Incident,
    IncidentReport,
    Request,
    Timer,
)
from backend_client.requests import record
from backend_client.works import Draft
from bot.actions import cleaning
from channels.sms_text import FOLDED, GSM7_PARTS, UCS2_PARTS
from common.gsm7 import is_gsm7, parts, to_gsm7
from common.wording import Wording, text_of
from tests.backend.builders import DAY, LANDLORD, NIGHT
from tests.dialogue.conftest import Chat, World

LIFT = ("lift.breakdown", 0.95)
NO_WATER = ("plumbing.no_water", 0.9)
LIGHT = ("common.lighting", 0.95)
NEIGHBOUR = "+33639980002"
LANGUAGES = ("fr", "en", "ar", "tr", "pt", "es")


def building_of(world: World) -> int:
    return int(world.rows(Dwelling)[0].building_id)


def announce(world: World, **facts: Any) -> None:
    given: dict[str, Any] = {
        "reference": "T-1",
        "kind": works.OUTAGE,
        "buildings": (building_of(world),),
        "nature": "water",
        "starts_at": DAY - timedelta(hours=1),
    }
    with world.backend.transaction() as s:
        works.announce(s, Draft(**{**given, **facts}), "test", LANDLORD, DAY)


async def an_incident(world: World) -> Incident:
    """The lift of the building is out of order and somebody cannot leave their home."""
    chat = world.chat(now=NIGHT)
    await chat.tell("l'ascenseur est en panne", "report_problem", LIFT)
    await chat.pick("yes")
    [incident] = world.rows(Incident)
    return incident


async def offered(world: World, *situation: tuple[str, float], now: Any = NIGHT) -> tuple[Chat, Any]:
    chat = world.chat(NEIGHBOUR, now=now + timedelta(minutes=5))
    [said] = await chat.tell("l'ascenseur est en panne", "report_problem", *(situation or (LIFT,)))
    return chat, said


async def test_an_open_incident_is_told_before_any_question_and_can_be_followed(world: World) -> None:
    incident = await an_incident(world)
    chat, said = await offered(world)
    assert (said.key, said.values) == ("works_known_trouble", ["follow", "apart", "vulnerable_person"])
    assert said.facts["state"] == text_of("works_state_open")
    assert said.facts["since"]["v"] == NIGHT.isoformat()
    [told] = await chat.pick("follow")
    mine = world.requests()[-1]
    assert (told.key, told.facts["reference"]) == ("works_following", mine.reference)
    assert [row.request_id for row in world.rows(IncidentReport)] == [incident.request_id, mine.id]
    assert len(world.rows(Escalation)) == 1, "nobody is called twice"
    assert world.rows(Incident)[0].raised_at is None
    assert chat.loop is None


async def test_somebody_vulnerable_raises_the_incident(world: World) -> None:
    await an_incident(world)
    chat, _ = await offered(world)
    [told] = await chat.pick("vulnerable_person")
    assert told.key == "works_following"
    assert world.rows(Incident)[0].raised_at is not None
    assert world.requests()[-1].details["conditions"]["vulnerable_person"] is True


async def test_another_trouble_goes_on_with_its_questions(world: World) -> None:
    await an_incident(world)
    chat, _ = await offered(world)
    [asked] = await chat.pick("apart")
    assert asked.key == "ask_condition"
    [opened] = await chat.pick("no")
    assert opened.key.startswith("request_opened")
    assert world.rows(Follower) == []


@pytest.mark.parametrize(
    ("words", "intent", "key"),
    [
        ("oui", "affirm", "works_following"),
        ("non", "deny", "ask_condition"),
        ("j'ai un bébé", "nlu_fallback", "works_following"),
    ],
)
async def test_the_offer_is_answered_in_words_too(world: World, words: str, intent: str, key: str) -> None:
    await an_incident(world)
    chat, _ = await offered(world)
    said = await chat.tell(words, intent)
    assert said[-1].key == key


async def test_an_offer_that_is_not_answered_does_not_hold_the_report_up(world: World) -> None:
    await an_incident(world)
    chat, _ = await offered(world)
    first = await chat.tell("le chat est gris", "out_of_scope", confidence=0.4)
    assert [said.key for said in first] == ["answer_unclear", "works_known_trouble"]
    second = await chat.tell("et alors", "nlu_fallback")
    assert second[-1].key == "ask_condition"


async def test_who_falls_silent_after_the_offer_calls_nobody(world: World) -> None:
    announce(world)
    chat = world.chat(now=DAY)
    [said] = await chat.tell("plus d'eau", "report_problem", NO_WATER)
    assert said.key == "works_known_outage"
    assert [timer.kind for timer in world.rows(Timer) if timer.kind == "fallback"] == []


async def test_the_reporter_is_not_offered_their_own_report(world: World) -> None:
    await an_incident(world)
    again = world.chat(now=NIGHT + timedelta(minutes=10))
    said = await again.tell("l'ascenseur est en panne", "report_problem", LIFT)
    assert said[0].key != "works_known_trouble"


async def test_a_danger_is_never_offered(world: World) -> None:
    await an_incident(world)
    chat = world.chat(NEIGHBOUR, now=NIGHT + timedelta(minutes=5))
    said = await chat.tell("je suis bloqué dans l'ascenseur", "report_problem", ("lift.person_trapped", 0.95))
    assert "works_known_trouble" not in [each.key for each in said]


async def test_an_outage_is_told_even_where_the_trouble_is_at_home_and_followed_without_a_date(world: World) -> None:
    announce(world, nature="gas", ends_at=DAY + timedelta(hours=3), place="colonne B")
    chat = world.chat(now=DAY)
    [said] = await chat.tell("chaudière en panne", "report_problem", ("heating.boiler_breakdown", 0.9))
    assert said.key == "works_known_outage"
    [told] = await chat.pick("follow")
    [_, mine] = world.requests()
    assert told.key == "works_following"
    assert (mine.kind, mine.due_at, mine.situation) == ("question", None, "heating.boiler_breakdown")
    assert [row.notice_id for row in world.rows(Follower)] == [1]


async def test_only_at_home_is_no_trouble_of_the_building(world: World) -> None:
    announce(world)
    chat = world.chat(now=DAY)
    said = await chat.tell("plus d'eau, seulement chez moi", "report_problem", NO_WATER)
    assert said[0].key != "works_known_outage"


async def test_a_neighbours_report_is_followed_until_its_end(world: World) -> None:
    chat = world.chat(now=DAY)
    await chat.tell("plus de lumière dans le hall", "report_problem", LIGHT)
    await chat.pick("no")
    [first] = world.requests()
    neighbour, said = await offered(world, LIGHT, now=DAY)
    assert said.facts["state"] == text_of("works_state_request")
    await neighbour.pick("follow")
    [row] = world.rows(Follower)
    assert row.followed_id == first.id
    assert world.requests()[-1].details["same_as"] == first.reference
    with world.backend.transaction() as s:
        follower = s.get_one(Follower, row.id)
        assert followers.ended(s, follower) is None
        request = s.get_one(Request, first.id)
        record(s, request, "done", "staff:a", DAY + timedelta(hours=1))
        assert followers.ended(s, follower) == "done"


async def test_a_complaint_about_cleaning_is_done_again_without_an_appointment(world: World) -> None:
    chat = world.chat(now=DAY)
    [said] = await chat.tell("le hall est sale", "report_problem", ("common.cleaning", 0.95))
    assert said.facts["next"] == text_of("next_redo")
    [request] = world.requests()
    owed = {row.promise: row for row in world.rows(Commitment)}
    assert (request.kind, owed["5.1"].due_at, owed["5.1"].kept_at) == ("cleaning", request.due_at, None)
    with world.backend.transaction() as s:
        record(s, s.get_one(Request, request.id), "cleaning_redone", "staff:a", DAY)
    assert {row.promise: row.kept_at for row in world.rows(Commitment)}["5.1"] == DAY


async def test_works_are_answered_from_the_notices_of_the_building(world: World) -> None:
    facts = {"place": "façade", "manager": "M. Essai 01 99 00 30 00", "firms": "Façades Démo"}
    announce(world)
    announce(
        world,
        reference="T-2",
        kind=works.WORKS,
        nature="facade",
        starts_at=DAY + timedelta(days=14),
        ends_at=DAY + timedelta(days=30),
        **facts,
    )
    said = await world.chat(now=DAY).tell("quels travaux sont prévus ?", "ask_planned_works")
    assert [each.key for each in said] == ["works_known_outage", "works_told"]
    assert {name: said[1].facts[name] for name in facts} == facts
    assert said[1].values == ["adviser"]
    assert [request.kind for request in world.requests()] == ["works", "works"], (
        "a question that is answered opens none"
    )


async def test_where_nothing_is_known_of_works_a_human_being_answers(world: World) -> None:
    [said] = await world.chat(now=DAY).tell("quels travaux sont prévus ?", "ask_planned_works")
    assert said.key == "matter_works"
    assert [request.kind for request in world.requests()] == ["question"]


async def test_the_days_of_the_cleaning_are_told_on_demand(world: World) -> None:
    with world.backend.transaction() as s:
        plain = {"building_id": building_of(world), "every_weeks": 1, "months": []}
        s.add(CleaningRound(service="common_parts", weekdays=[0, 3], starts=time(8), ends=time(11), **plain))
        s.add(CleaningRound(service="bins", weekdays=[1], **plain))
    payload = cleaning.heard("quand passe le ménage ?", "fr")
    assert payload is not None
    chat = world.chat(now=DAY)
    [said] = await chat.tell("quand passe le ménage ?", payload["intent"], entities=payload["entities"])
    assert (said.key, said.values) == ("cleaning_days", ["redo"])
    wording = Wording.load(cleaning.DATA / "texts")
    told = wording.render("cleaning-days", said.facts, "fr", "sms")
    assert told == (
        "Prochains passages : ménage des parties communes : lundi 23 novembre, jeudi 26 novembre (8 h-11 h) ;"
        " poubelles : mardi 24 novembre, mardi 1er décembre."
    )
    again = await chat.pick("redo")
    assert again[0].facts["next"] == text_of("next_redo")


async def test_unknown_days_are_an_advisers(world: World) -> None:
    said = await world.chat(now=DAY).tell("?", "choose", entities={"choice": "cleaning_days:green"})
    assert (said[0].key, said[0].values) == ("cleaning_unknown", ["adviser"])


@pytest.mark.parametrize(
    ("language", "question", "complaint"),
    [
        ("fr", "quel jour passe la femme de ménage", "le ménage n'est pas fait dans l'escalier"),
        ("en", "when is the building cleaned?", "nobody cleans the stairs"),
        ("es", "¿qué día limpian la escalera?", "las escaleras están muy sucias, nadie limpia"),
        ("pt", "que dia limpam as escadas?", "ninguém limpa as escadas"),
        ("tr", "merdivenler hangi gün temizleniyor?", "merdivenler temizlenmiyor"),
        ("ar", "متى يتم تنظيف الدرج؟", "لا أحد ينظف الدرج"),
    ],
)
def test_questions_and_complaints_about_cleaning_are_heard(language: str, question: str, complaint: str) -> None:
    assert cleaning.heard(question, language) == {"intent": "choose", "entities": {"choice": "cleaning_days:cleaning"}}
    complained = {"intent": "report_problem", "entities": {"situation": "common.cleaning"}}
    assert cleaning.heard(complaint, language) == complained


@pytest.mark.parametrize(
    "text",
    [
        "le ménage n'a pas été fait avant mon emménagement",
        "nettoyage des conduits dans l'ascenseur, quel jour pour le 6e ?",
        "quand on ouvre la purge il faut nettoyer le circuit",
        "jusqu'à quand l'eau est coupée",
        "immeuble entier eau froide, bébé pas laver",
        "fuite d'eau chez moi, et quand passe le ménage ?",
        "quand passe le ménage " + "et je voulais aussi vous dire autre chose " * 2,
    ],
)
def test_what_is_not_about_the_buildings_cleaning_is_left_to_the_engine(text: str) -> None:
    assert cleaning.heard(text, "fr") is None


LATE = {"t": "moment", "v": "2026-09-23T19:45:00+00:00"}
LONGEST: dict[str, Any] = {
    "reference": "R-2026-000123",
    "until": text_of("works_until", ends=LATE),
    "starts": LATE,
    "since": LATE,
    "ends": LATE,
    "problem": "x" * 38,
    "state": text_of("works_state_taken"),
}
# As many words of the landlord's own as are let in: of works, and of an outage, in the order title, place, the rest.
WORKS_WORDS = {"title": 35, "place": 25, "manager": 32, "firms": 18, "duration": 10}
OUTAGE_WORDS = {"title": 20, "place": 30, "manager": 0, "firms": 0, "duration": 0}


def own_words(wording: Wording, language: str, lengths: dict[str, int]) -> dict[str, Any]:
    """The facts of a notice with so many of the landlord's words, and the longest nature of a language."""
    natures = sorted(key for key in wording.keys["fr"] if key.startswith("works-nature-"))
    longest = max(natures, key=lambda key: len(wording.render(key, {}, language, "sms")))
    said = {name: "w" * length for name, length in lengths.items()}
    return {
        **LONGEST,
        **said,
        "what": text_of("works_what", nature=text_of(longest), title=said["title"]),
        "where": text_of("works_in_brackets", said=said["place"]),
        "duration": text_of("works_in_brackets", said=said["duration"]),
    }


OFFERS = {"works-known-outage": OUTAGE_WORDS, "works-known-works": WORKS_WORDS, "works-known-trouble": WORKS_WORDS}
NEWS = {
    "works-outage-now": OUTAGE_WORDS,
    "works-ended": OUTAGE_WORDS,
    **dict.fromkeys(("works-told", "works-announced", "works-outage-planned"), WORKS_WORDS),
    **dict.fromkeys(("works-changed", "works-cancelled", "works-following"), WORKS_WORDS),
    **dict.fromkeys(("works-follow-done", "works-follow-closed", "works-follow-cancelled"), WORKS_WORDS),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_fits_an_sms_with_all_its_facts(wording: Wording, language: str) -> None:
    assert sum(WORKS_WORDS.values()) == works.TEXT_LIMIT
    assert sum(OUTAGE_WORDS.values()) == works.OUTAGE_TEXT_LIMIT
    for key, lengths in {**OFFERS, **NEWS}.items():
        facts = own_words(wording, language, lengths)
        lines = [text_of("choice_follow"), text_of("choice_apart"), "x" * 38] if key in OFFERS else []
        titles = [str(wording.worded(line, language, "sms")) for line in lines]
        whole = "\n".join(
            [wording.render(key, facts, language, "sms"), *(f"{n} {title}" for n, title in enumerate(titles, 1))]
        )
        text = to_gsm7(whole) if language in FOLDED else whole
        assert is_gsm7(text) or language not in FOLDED, key
        assert parts(text) <= (GSM7_PARTS if language in FOLDED else UCS2_PARTS), f"{key}: {len(text)}: {text}"


async def test_an_incident_that_ended_meanwhile_is_reported_anew(world: World) -> None:
    await an_incident(world)
    chat, _ = await offered(world)
    with world.backend.transaction() as s:
        incidents.cancel(s, s.scalars(select(Incident)).one(), "test", NIGHT)
    [opened] = await chat.pick("follow")
    assert opened.facts["next"] == text_of("next_known")
    [row] = world.rows(Follower)
    assert (row.incident_id, row.followed_id) == (None, world.requests()[0].id), "the neighbour's report is still open"
