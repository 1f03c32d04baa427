"""Vague messages: a short way through the parts of a home, with words understood at every step."""

import tomllib

import pytest

from backend_client.models import Timer
from bot.actions.context import settings
from bot.actions.parts import DANGER, BadParts, Parts
from common.catalogue import Catalogue
from tests.backend.builders import DAY, NIGHT
from tests.dialogue.conftest import DATA, World

VAGUE = "j'ai un problème"


async def test_a_vague_message_gets_an_open_question_and_a_list(world: World) -> None:
    chat = world.chat()
    [asked] = await chat.tell(VAGUE, "report_problem")
    assert (asked.key, asked.values) == (
        "ask_situation_open",
        ["home", "building", "outside", "neighbours", "papers", "other"],
    )
    [asked] = await chat.pick("home")
    assert (asked.key, asked.values[0], asked.values[-1]) == ("ask_part", "kitchen", "other")
    [asked] = await chat.pick("kitchen")
    assert asked.values[0] == "plumbing.trap_leak"
    assert asked.values[-2:] == ["next_page", "other"]
    assert len(asked.values) <= 8
    [asked] = await chat.pick("next_page")
    assert "appliance.hob_broken" in asked.values
    said = await chat.pick("appliance.hob_broken")
    assert said[0].key.startswith("request_opened") or said[0].key.startswith("ask_")
    assert chat.slots.get("situation") in (None, "appliance.hob_broken")


async def test_words_are_understood_at_every_step(world: World) -> None:
    chat = world.chat()
    await chat.tell(VAGUE, "report_problem")
    await chat.pick("home")
    [asked] = await chat.tell("mon robinet goutte", "report_problem", ("plumbing.tap_drip", 0.9))
    assert asked.key == "ask_condition"
    assert chat.slots["situation"] == "plumbing.tap_drip"


async def test_two_problems_are_understood_inside_the_tree_too(world: World) -> None:
    chat = world.chat()
    await chat.tell(VAGUE, "report_problem")
    problems = (("plumbing.trap_leak", "fuite sous l'évier"), ("common.lighting", "plus de lumière"))
    said = await chat.tell("fuite sous l'évier et plus de lumière", "report_problem", problems=problems)
    assert said[0].key == "problems_noted"
    assert len(chat.slots["next_problems"]) == 1


async def test_something_else_asks_for_words_and_takes_them_as_they_are(world: World) -> None:
    chat = world.chat()
    await chat.tell(VAGUE, "report_problem")
    [asked] = await chat.pick("other")
    assert (asked.key, asked.values) == ("ask_situation_words", [])
    [asked] = await chat.tell("le truc du machin est tombé", "nlu_fallback")
    assert asked.values == ["can_wait", "urgent"]
    await chat.pick("can_wait")
    [request] = world.requests()
    assert (request.situation, request.urgency) == (None, "3_days")
    assert request.summary == f"{VAGUE}\nle truc du machin est tombé"


@pytest.mark.parametrize(
    "text", ["venez vite !!", "help come quickly", "acil yardım", "ajudem depressa", "ayuda rápido", "النجدة بسرعة"]
)
async def test_alarming_words_are_asked_about_danger_first(world: World, text: str) -> None:
    chat = world.chat(now=DAY)
    [asked] = await chat.tell(text, "report_problem")
    assert (asked.key, asked.values) == ("ask_danger", ["yes", "no"])


async def test_at_night_danger_is_asked_about_first(world: World) -> None:
    assert (await world.chat(now=NIGHT).tell(VAGUE, "report_problem"))[0].key == "ask_danger"
    assert (await world.chat("+33639980002").tell(VAGUE, "report_problem"))[0].key == "ask_situation_open"


async def test_danger_sends_the_numbers_and_calls_somebody_at_once(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("venez vite", "report_problem")
    card, opened = await chat.pick("yes")
    assert (card.key, opened.key) == ("card_medical", "request_opened")
    [request] = world.requests()
    assert (request.urgency, opened.facts["next"]["v"]) == ("on_call", "next_paged")


async def test_no_danger_goes_on_to_the_parts_and_calls_nobody(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("venez vite", "report_problem")
    assert [t.kind for t in world.rows(Timer)] == ["fallback"], "silence after a cry for help calls somebody"
    [asked] = await chat.tell("non", "deny")
    assert asked.key == "ask_situation_open"
    assert world.rows(Timer) == []


async def test_words_answer_the_question_about_danger(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("venez vite", "report_problem")
    await chat.tell("mon robinet goutte", "report_problem", ("plumbing.tap_drip", 0.9))
    assert chat.slots["situation"] == "plumbing.tap_drip"


async def test_answers_that_are_not_understood_end_in_a_request_for_a_person(world: World) -> None:
    chat = world.chat()
    await chat.tell(VAGUE, "report_problem")
    said = await chat.tell("hm", "nlu_fallback")
    assert [s.key for s in said] == ["answer_unclear", "ask_situation_open"]
    said = await chat.tell("bof", "nlu_fallback")
    assert said[-1].values == ["can_wait", "urgent"]


def test_every_situation_can_be_reached(knowledge: Catalogue) -> None:
    parts = settings().parts
    offered = {code for part in parts.by_code.values() for code in part.situations}
    assert offered | parts.not_offered == set(knowledge.situations)
    assert not offered & parts.not_offered
    for channel in ("sms", "web"):
        for code, part in parts.by_code.items():
            shown: list[str] = []
            guide: str | None = code
            while guide:
                page = parts.page(guide, channel)
                shown += page.items
                guide = parts.leads_to(guide, "next_page") if page.more else None
            assert shown == list(part.items)


def test_no_way_is_longer_than_four_steps() -> None:
    parts = settings().parts

    def depth(code: str) -> int:
        below = parts.by_code[code].children
        return 1 + max((depth(child) for child in below), default=0)

    assert depth("top") <= 4


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('in = "heat"', 'in = "attic"', "attic, which is no part"),
        ('situations = ["lift.breakdown", "lift.person_trapped"]', "", "lift leads to nothing"),
    ],
)
def test_a_broken_tree_is_named(before: str, after: str, told: str) -> None:
    text = (DATA / "parts.toml").read_text(encoding="utf-8")
    assert before in text
    with pytest.raises(BadParts, match=told):
        Parts.of(tomllib.loads(text.replace(before, after, 1)))


def test_the_danger_is_a_place_of_its_own() -> None:
    assert DANGER not in settings().parts.by_code


@pytest.mark.parametrize(
    "text", ["souci dans la cuisine", "problem in the kitchen", "mutfakta sorun var", "مشكلة في المطبخ"]
)
async def test_a_room_that_is_named_is_not_asked_for(world: World, text: str) -> None:
    chat = world.chat()
    [asked] = await chat.tell(text, "report_problem")
    assert (asked.key, asked.values[0]) == ("ask_part", "plumbing.trap_leak")


async def test_a_room_in_words_is_a_step(world: World) -> None:
    chat = world.chat()
    await chat.tell(VAGUE, "report_problem")
    [asked] = await chat.tell("dans la salle de bain", "nlu_fallback")
    assert (asked.key, asked.values[0]) == ("ask_part", "plumbing.drain_slow")
    said = await chat.tell("la salle de bain je vous dis", "nlu_fallback")
    assert [s.key for s in said] == ["answer_unclear", "ask_part"]
