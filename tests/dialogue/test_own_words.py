"""Answers that are no line of a question's list: what they say counts, whatever intent they look like."""

from datetime import timedelta

import pytest

from backend_client.models import Appointment, Escalation, JobDay, WhoPaysAnswer
from bot.actions import known_trouble
from bot.actions.appointment_lines import CAME, SUITS, THERE, came_lines, reminder_lines
from tests.backend.builders import NIGHT
from tests.dialogue.asked import AWA, ENDS, asked, booked, row, window_for
from tests.dialogue.conftest import World

DRIP = ("plumbing.tap_drip", 0.9)
LIFT = ("lift.breakdown", 0.95)
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


@pytest.mark.parametrize(("told", "rule"), [("no", "list.line"), ("yes", "exception.age_usual")])
async def test_a_fact_of_who_pays_is_told_in_words(world: World, told: str, rule: str) -> None:
    words, mended = "il était là avant moi je crois bien", "première panne"
    world.own_words = {words: {"who_pays_age": told}, mended: {"who_pays_recurs": "no"}}
    chat = world.chat()
    await chat.tell("qui paie pour mon robinet qui goutte ?", "ask_who_pays", DRIP)
    said = await chat.tell(words, "report_problem", DRIP, confidence=0.99)
    if said[0].key == "who_pays_ask_recurs":
        await chat.tell(mended, "report_problem", confidence=0.99)
    [answer] = world.rows(WhoPaysAnswer)
    assert answer.outcome["rule"] == rule


async def test_a_fact_that_looks_like_another_wish_is_still_a_fact(world: World) -> None:
    words = "il était déjà là dans les années 90"
    world.own_words[words] = {"who_pays_age": "yes"}
    chat = world.chat()
    await chat.tell("qui paie pour mon robinet qui goutte ?", "ask_who_pays", DRIP)
    await chat.tell(words, "ask_adaptation", confidence=0.999)
    [answer] = world.rows(WhoPaysAnswer)
    assert answer.outcome["rule"] == "exception.age_usual"


async def test_what_is_known_in_the_building_is_followed_in_words(world: World) -> None:
    words = "c'est exactement ça, tenez-moi au courant"
    world.own_words[words] = {known_trouble.QUESTION: "yes"}
    first = world.chat(now=NIGHT)
    await first.tell("l'ascenseur est en panne", "report_problem", LIFT)
    await first.pick("yes")
    chat = world.chat("+33639980002", now=NIGHT)
    await chat.tell("l'ascenseur est en panne", "report_problem", LIFT)
    [told] = await chat.tell(words, "ask_appointment", confidence=0.99)
    assert told.key == "works_following"


@pytest.mark.parametrize("intent", ["out_of_scope", "thank", "deny", "nlu_fallback"])
async def test_that_nobody_came_is_told_in_words(world: World, intent: str) -> None:
    words = "j'ai attendu toute la matinée pour rien"
    world.own_words[words] = {CAME: "no"}
    number, _ = booked(world)
    chat = asked(world, came_lines(row(world, Appointment, number)), now=ENDS + timedelta(minutes=1))
    [told] = await chat.tell(words, intent)
    assert told.key == "no_show_windows" and row(world, Appointment, number).status == "missed"


async def test_a_problem_told_after_a_reminder_is_no_answer_to_it(world: World) -> None:
    words = "il n'y a plus personne pour ouvrir et le robinet goutte"
    world.own_words[words] = {THERE: "yes"}
    number, _ = booked(world)
    chat = asked(world, reminder_lines(row(world, Appointment, number)))
    await chat.tell(words, "out_of_scope", DRIP)
    assert row(world, JobDay, number) is None


async def test_the_one_window_that_is_offered_is_taken_in_words(world: World) -> None:
    words = "parfait je m'arrange avec mon patron"
    world.own_words[words] = {SUITS: "yes"}
    _, request = booked(world)
    chat = window_for(world, request, AWA)
    [told] = await chat.tell(words, "thank")
    assert told.key == "appointment_booked"


async def test_what_the_whole_answer_denies_is_no_fact(world: World) -> None:
    words = "cassé par la grêle, mais non voyons, il a 12 ans"
    world.own_words[words] = {"who_pays_event": "no"}
    chat = world.chat()
    await chat.tell("qui paie pour mon robinet qui goutte ?", "ask_who_pays", DRIP)
    await chat.tell(words, "deny")
    [answer] = world.rows(WhoPaysAnswer)
    assert (answer.outcome["rule"], answer.facts.get("event")) == ("exception.age_usual", None)


async def test_nobody_will_be_there_asks_what_instead(world: World) -> None:
    words = "non demain je travaille"
    world.own_words[words] = {THERE: "no"}
    number, request = booked(world)
    chat = asked(world, reminder_lines(row(world, Appointment, number)))
    [told] = await chat.tell(words, "deny")
    assert (told.key, told.values) == ("not_there", [f"away:{number}", "cancel", "adviser"])
    moving, _ = await chat.pick(f"away:{number}")
    assert (moving.key, chat.slots["booking_request"]) == ("appointment_moving", request)
