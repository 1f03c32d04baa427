"""Answers that are no line of a question's list: what they say counts, whatever intent they look like."""

import pytest

from backend_client.models import Escalation
from tests.backend.builders import NIGHT
from tests.dialogue.conftest import World

DRIP = ("plumbing.tap_drip", 0.9)
RUNS = "leak_cannot_be_stopped"


@pytest.mark.parametrize(
    ("intent", "confidence"), [("report_problem", 0.9), ("ask_adaptation", 0.999), ("goodbye", 0.99), ("deny", 0.99)]
)
async def test_what_is_seen_answers_like_a_yes(world: World, intent: str, confidence: float) -> None:
    words = "non ça s'arrête pas, le seau déborde"
    world.own_words[words] = {RUNS: "yes"}
    chat = world.chat(now=NIGHT)
    await chat.tell("mon robinet goutte", "report_problem", DRIP)
    [opened] = await chat.tell(words, intent, confidence=confidence)
    assert opened.key == "request_opened_with_advice"
    assert (world.requests()[0].urgency, len(world.rows(Escalation))) == ("on_call", 1)


async def test_what_is_seen_answers_like_a_no(world: World) -> None:
    words = "j'ai fermé le robinet d'arrêt"
    world.own_words[words] = {RUNS: "no"}
    chat = world.chat(now=NIGHT)
    await chat.tell("mon robinet goutte", "report_problem", DRIP)
    await chat.tell(words, "report_problem", ("plumbing.stop_valve", 0.9))
    [request] = world.requests()
    assert (request.situation, request.urgency) == (DRIP[0], "10_days"), "and it is no problem of its own"


async def test_an_answer_and_another_problem_in_one_message(world: World) -> None:
    words = "oui ça coule toujours. et l'ascenseur est en panne"
    world.own_words[words] = {RUNS: "yes"}
    world.own_words["oui ça coule toujours"] = {RUNS: "yes"}
    chat = world.chat(now=NIGHT)
    await chat.tell("mon robinet goutte", "report_problem", DRIP)
    told = [("damp.water_ingress", "oui ça coule toujours"), ("lift.breakdown", "et l'ascenseur est en panne")]
    said = await chat.tell(words, "report_problem", ("lift.breakdown", 0.9), problems=told)
    assert said[0].key == "problem_noted"
    assert {request.situation for request in world.requests()} == {DRIP[0], "lift.breakdown"}
    assert len(said[0].facts["problem"]) == 1, "what answers the question is no third problem"


async def test_words_that_answer_nothing_are_asked_about_again(world: World) -> None:
    chat = world.chat()
    await chat.tell("mon robinet goutte", "report_problem", DRIP)
    said = await chat.tell("attendez je regarde", "out_of_scope")
    assert [each.key for each in said] == ["answer_unclear", "ask_condition"]


@pytest.mark.parametrize(("answer", "urgency"), [("yes", "3_days"), ("no", "on_call")])
async def test_whether_it_can_wait(world: World, answer: str, urgency: str) -> None:
    words = "mardi ça ira aussi"
    world.own_words[words] = {"can_wait": answer}
    chat = world.chat(now=NIGHT)
    await chat.tell("le truc fait du bruit", "report_problem", ("plumbing.trap_leak", 0.4), (*DRIP[:1], 0.35))
    await chat.pick("other")
    await chat.tell(words, "reschedule_appointment", confidence=0.999)
    assert world.requests()[0].urgency == urgency


async def test_whoever_closed_the_valve_still_has_a_tap_to_repair(world: World) -> None:
    words = "j'ai coupé l'eau, c'est arrêté"
    world.own_words[words] = {RUNS: "no"}
    chat = world.chat()
    await chat.tell("mon robinet goutte", "report_problem", DRIP)
    await chat.tell(words, "close_request", confidence=0.999)
    assert [request.urgency for request in world.requests()] == ["10_days"]


async def test_all_is_well_again_ends_a_report_where_it_answers_nothing(world: World) -> None:
    chat = world.chat()
    await chat.tell("mon robinet goutte", "report_problem", DRIP)
    await chat.tell("laissez tomber, merci", "close_request", confidence=0.95)
    assert world.requests() == []
