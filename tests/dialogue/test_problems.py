"""Several problems in one message: each gets its own request, the most urgent first, and none is lost."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from backend_client.models import Conversation, Escalation, Request, RequestEvent, Timer
from bot.actions import context
from bot.actions.report_state import UNLIKELY
from hotline.page_words import place_facts
from hotline.schedule import WORK
from tests.backend.builders import DAY, NIGHT
from tests.dialogue.conftest import DANGER, Chat, World

LEAK = ("plumbing.trap_leak", "une fuite sous l'évier")
LIGHT = ("common.lighting", "la lumière du palier ne marche plus")
NO_WATER = ("plumbing.no_water", "plus d'eau du tout chez moi")
BOTH = "J'ai une fuite sous l'évier et en plus la lumière du palier ne marche plus"


def rows(world: World) -> list[tuple[str, str | None, str | None]]:
    return [(r.kind, r.situation, r.urgency) for r in world.rows(Request)]


async def finish(chat: Chat) -> None:
    """Answer whatever is asked with the last line of its list, or the first window."""
    for _ in range(12):
        if chat.loop is None:
            return
        values = [each["value"] for each in chat.offered]
        await chat.pick(values[0] if chat.loop == "booking_form" else values[-1])


async def test_two_problems_open_two_requests_the_more_urgent_first(world: World) -> None:
    chat = world.chat()
    said = await chat.tell(
        "les lumières du palier marchent plus et j'ai plus d'eau", "report_problem", problems=(LIGHT, NO_WATER)
    )
    assert said[0].key == "problems_noted"
    assert said[0].facts["first"]["v"]["fr"] == "plus d'eau du tout"
    assert [each["v"]["fr"] for each in said[0].facts["others"]] == ["la lumière du hall ou de l'escalier"]
    await finish(chat)
    assert [(r.situation, r.summary) for r in world.requests()] == [
        ("plumbing.no_water", NO_WATER[1]),
        ("common.lighting", LIGHT[1]),
    ]


async def test_the_second_is_opened_after_the_window_of_the_first(world: World) -> None:
    chat = world.chat()
    noted, asked = await chat.tell(BOTH, "report_problem", problems=(LEAK, LIGHT))
    assert (noted.key, asked.key) == ("problems_noted", "ask_condition")
    said = await chat.pick("no")
    assert [s.key for s in said] == ["request_opened_with_advice", "ask_window_tenant_pays"]
    said = await chat.pick(chat.said[-1].values[0])
    assert [s.key for s in said][:1] == ["appointment_booked"]
    assert said[-1].key == "ask_condition"
    await finish(chat)
    assert [r.situation for r in world.requests()] == ["plumbing.trap_leak", "common.lighting"]
    assert all(r.kind == "repair" for r in world.requests())
    assert len({r.reference for r in world.requests()}) == 2


async def test_conditions_are_heard_in_the_clause_that_says_them(world: World) -> None:
    chat = world.chat(now=NIGHT)
    drip = ("plumbing.tap_drip", "le robinet coule et je peux pas l'arrêter")
    said = await chat.tell(
        "interphone mort et le robinet…", "report_problem", problems=(("common.intercom", "interphone"), drip)
    )
    assert said[0].facts["first"]["v"]["fr"] == "un robinet qui goutte", "urgent by its own words"
    first = world.requests()
    assert ("plumbing.tap_drip", "on_call") in [(r.situation, r.urgency) for r in first]
    assert ("common.intercom", "3_days") in [(r.situation, r.urgency) for r in first]


async def test_a_tenant_who_falls_silent_loses_nothing(world: World) -> None:
    chat = world.chat()
    await chat.tell(BOTH, "report_problem", problems=(LEAK, LIGHT))
    [kept] = world.requests()
    assert (kept.kind, kept.situation, kept.summary) == ("unqualified", "common.lighting", LIGHT[1])
    assert kept.due_at is not None
    assert kept.building_id is not None


async def test_an_urgent_problem_that_waits_is_watched_like_any_other(world: World) -> None:
    chat = world.stranger(now=NIGHT)
    gas = ("heating.boiler_leak", "la chaudière fuit")
    await chat.tell("plus d'eau et la chaudière fuit", "report_problem", problems=(NO_WATER, gas))
    watched = [t for t in world.rows(Timer) if t.kind == "fallback"]
    kept = {r.id: r for r in world.rows(Request) if r.kind == "contact"}
    waiting = [kept[t.subject_id] for t in watched if kept[t.subject_id].summary in (gas[1], NO_WATER[1])]
    assert len(watched) == 2, "the reported one and the one that waits"
    assert len(waiting) == 1
    chat.now += timedelta(minutes=5)
    await chat.tell("je ne sais pas", "out_of_scope", confidence=0.3)
    later = {t.due_at for t in world.rows(Timer) if t.kind == "fallback" and t.done_at is None}
    assert later == {NIGHT + timedelta(minutes=15)}, "the wait begins anew with each message"


async def test_no_request_is_left_over_when_all_are_reported(world: World) -> None:
    chat = world.chat()
    await chat.tell(BOTH, "report_problem", problems=(LEAK, LIGHT))
    await finish(chat)
    assert sorted(kind for kind, _, _ in rows(world)) == ["repair", "repair"]
    assert [t for t in world.rows(Timer) if t.kind == "fallback" and t.done_at is None] == []


async def test_the_same_trouble_in_two_words_is_one_request(world: World) -> None:
    chat = world.chat(now=NIGHT)
    cold = ("hot_water.collective_cold", "plus d'eau chaude dans l'immeuble")
    tank = ("hot_water.none_electric_tank", "plus d'eau chaude chez moi")
    said = await chat.tell(
        "plus d'eau chaude chez moi ni dans l'immeuble", "report_problem", (cold[0], 0.9), problems=(tank, cold)
    )
    assert "problems_noted" not in [s.key for s in said]
    await finish(chat)
    assert len(world.requests()) == 1


async def test_a_problem_that_is_already_open_joins_and_leaves_no_second_row(world: World) -> None:
    chat = world.chat()
    await chat.tell("plus de lumière au palier", "report_problem", (LIGHT[0], 0.9))
    await finish(chat)
    [before] = world.requests()
    await chat.tell(BOTH, "report_problem", problems=(LEAK, LIGHT))
    await finish(chat)
    assert [r.situation for r in world.requests()] == ["common.lighting", "plumbing.trap_leak"]
    assert world.requests()[0].id == before.id


async def test_a_building_breakdown_of_neighbours_is_known_for_the_second_too(world: World) -> None:
    neighbour = world.chat("+33639980002")
    await neighbour.tell("plus de lumière au palier", "report_problem", (LIGHT[0], 0.9))
    await finish(neighbour)
    chat = world.chat()
    await chat.tell(BOTH, "report_problem", problems=(LEAK, LIGHT))
    await chat.pick("no")
    said = await chat.pick(chat.said[-1].values[0])
    await finish(chat)
    outcomes = [s.facts["next"]["v"] for s in [*said, *chat.said] if "next" in s.facts]
    assert outcomes[-1] == "next_known"


async def test_three_problems_and_another_in_the_middle(world: World) -> None:
    chat = world.chat()
    mould = ("damp.mould", "des moisissures")
    await chat.tell("fuite, lumière, moisissures", "report_problem", problems=(LEAK, LIGHT, mould))
    said = await chat.tell("et l'ascenseur est en panne", "report_problem", ("lift.breakdown", 0.9))
    assert said[0].key == "problem_noted"
    await finish(chat)
    found = [r.situation for r in world.requests()]
    assert sorted(found, key=str) == sorted(["plumbing.trap_leak", "common.lighting", "damp.mould", "lift.breakdown"])
    assert all(r.kind == "repair" for r in world.requests())


async def test_dropping_the_first_goes_on_with_the_next(world: World) -> None:
    chat = world.chat()
    await chat.tell(BOTH, "report_problem", problems=(LEAK, LIGHT))
    said = await chat.tell("laissez tomber", "close_request")
    assert said[0].key == "report_dropped"
    assert chat.slots["situation"] == "common.lighting"
    await chat.tell("laissez tomber aussi", "close_request")
    assert chat.loop is None
    assert [r.status for r in world.requests()] == ["closed"]


async def test_a_problem_told_while_a_window_is_chosen_waits_its_turn(world: World) -> None:
    chat = world.chat()
    await chat.tell("une fuite", "report_problem", (LEAK[0], 0.9))
    await chat.pick("no")
    said = await chat.tell("et plus de lumière au palier", "report_problem", (LIGHT[0], 0.9))
    assert [s.key for s in said] == ["problem_noted", "ask_window_tenant_pays"]
    assert [r.kind for r in world.requests()] == ["repair", "unqualified"]
    await finish(chat)
    assert [r.kind for r in world.requests()] == ["repair", "repair"]


async def test_a_replay_notes_nothing_twice(world: World) -> None:
    chat = world.chat()
    await chat.tell(BOTH, "report_problem", problems=(LEAK, LIGHT))
    before = rows(world)
    chat.loop, chat.slots = None, {}
    await chat.tell("", "report_problem", replay=True)
    assert rows(world) == before


async def test_who_writes_and_where_holds_for_every_problem(world: World) -> None:
    chat = world.stranger()
    text = "je m'appelle Awa Diallo, 2 rue des Tilleuls, j'ai un bébé, fuite sous l'évier et plus de lumière"
    await chat.tell(text, "report_problem", problems=(LEAK, LIGHT))
    await finish(chat)
    found = world.requests()
    assert {(r.typed_name, r.typed_address) for r in found} == {("Awa Diallo", "2 rue des Tilleuls")}
    assert all(r.details["told"]["household"] == ["baby"] for r in found)


async def test_history_holds_no_words_of_the_tenant(world: World) -> None:
    chat = world.chat()
    await chat.tell(BOTH, "report_problem", problems=(LEAK, LIGHT))
    assert all("palier" not in str(event.data) for event in world.rows(RequestEvent))


def test_day_and_night_are_what_these_tests_take_them_for() -> None:
    assert DAY < NIGHT


async def test_a_waiting_urgent_problem_is_handed_on_with_its_words(world: World) -> None:
    chat = world.stranger(now=NIGHT)
    leak = ("heating.boiler_leak", "la chaudière fuit")
    await chat.tell("plus d'eau et la chaudière fuit", "report_problem", problems=(NO_WATER, leak))
    services: Any = SimpleNamespace(backend=world.backend, clock=lambda: NIGHT, catalogue=context.catalogue())
    with world.backend.transaction() as s:
        for timer in s.query(Timer).filter_by(kind="fallback"):
            WORK["fallback"](s, services, timer.subject_id, NIGHT + timedelta(minutes=10))
    handed_on = world.requests()
    assert {(r.kind, r.urgency) for r in handed_on} == {("unqualified", "on_call")}
    words = {r.summary for r in handed_on}
    assert leak[1] in words or NO_WATER[1] in words
    assert len(world.rows(Escalation)) == 2


async def test_the_technician_reads_what_helps_at_the_door(world: World) -> None:
    chat = world.stranger(now=NIGHT)
    text = "je m'appelle Zoé Inconnue, 99 avenue de Nulle Part, 3e étage, digicode 45B12, j'ai un chien, robinet"
    await chat.tell(f"{text} je peux pas l'arrêter", "report_problem", ("plumbing.tap_drip", 0.9))
    services: Any = SimpleNamespace(backend=world.backend, catalogue=context.catalogue())
    with world.backend.transaction() as s:
        facts = place_facts(services, s.query(Request).filter_by(kind="repair").one())
    assert facts["where"] == "99 avenue de Nulle Part, étage 3, code 45B12, chien"
    assert facts["who"] == "Zoé Inconnue"


async def test_of_two_dangers_that_seem_over_each_is_asked_about(world: World) -> None:
    chat = world.chat(now=NIGHT)
    problems = (("gas.smell", "hier ça sentait le gaz"), ("incident.fire", "le feu de mars est éteint"))
    said = await chat.tell("hier le gaz, en mars le feu", "report_problem", problems=problems, against=UNLIKELY)
    assert [each.key for each in said] == ["problems_noted", "ask_condition"]
    said = await chat.pick("no")
    assert [each.key for each in said] == ["request_opened", "ask_condition"]
    left, *_ = await chat.pick("yes")
    assert (left.key, left.facts["danger"], left.facts["words"]) == (DANGER, "fire", "le feu de mars est éteint")


async def test_a_waiting_problem_that_is_a_danger_keeps_its_request(world: World) -> None:
    chat = world.chat(now=NIGHT)
    problems = (NO_WATER, ("gas.tap_stiff", "le robinet de gaz est dur"))
    await chat.tell("plus d'eau et robinet de gaz dur", "report_problem", problems=problems)
    while (asked := chat.said[-1]).key != "ask_condition" or chat.slots["situation"] != "gas.tap_stiff":
        await chat.pick(asked.values[-1])
    kept = chat.slots["noted_request"]
    left, *_ = await chat.pick("yes")
    assert (left.key, left.facts["danger"]) == (DANGER, "gas")
    with world.backend.reading() as s:
        assert s.scalars(select(Conversation)).one().request_id == kept
