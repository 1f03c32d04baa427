"""Reporting a problem: few questions, one confirmation, no answer that swallows something else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from backend_client import requests
from backend_client.models import Alert, Contact, Conversation, Escalation, Person, Request, Timer
from bot.actions.report_state import UNLIKELY
from tests.backend.builders import DAY, NIGHT
from tests.dialogue.conftest import DANGER, World

DRIP = ("plumbing.tap_drip", 0.9)
NO_WATER = ("plumbing.no_water", 0.9)
FIRE = ("incident.fire", 0.9)
KNOWN, STRANGER = "+33639980001", "+33639985555"


async def test_one_question_then_request_windows_and_advice(world: World) -> None:
    chat = world.chat()
    asked = await chat.tell("mon robinet goutte", "report_problem", DRIP)
    assert [s.key for s in asked] == ["ask_condition"]
    assert asked[0].values == ["yes", "no"]
    opened, windows = await chat.pick("no")
    [request] = world.requests()
    assert (opened.key, opened.facts["reference"]) == ("request_opened_with_advice", request.reference)
    assert (request.kind, request.situation, request.urgency) == ("repair", "plumbing.tap_drip", "10_days")
    assert request.summary == "mon robinet goutte"
    assert request.due_at is not None
    assert request.building_id is not None
    assert windows.key == "ask_window_tenant_pays"
    assert windows.values[3:] == ["more", "adviser"]


async def test_nothing_is_asked_that_the_words_already_say(world: World) -> None:
    chat = world.chat(now=NIGHT)
    said = await chat.tell("le robinet goutte et je peux pas l'arrêter", "report_problem", DRIP)
    assert [s.key for s in said] == ["request_opened_with_advice"]
    assert world.requests()[0].urgency == "on_call"
    assert [e.status for e in world.rows(Escalation)] == ["open"]
    assert said[0].facts["next"]["v"] == "next_paged"
    assert chat.loop is None


async def test_urgent_in_office_hours_alerts_the_advisers(world: World) -> None:
    chat = world.chat(now=DAY)
    await chat.tell("mon robinet goutte", "report_problem", DRIP)
    said = await chat.tell("oui", "affirm")
    assert said[0].facts["next"]["v"] == "next_alerted"
    assert len(world.rows(Alert)) == 1


async def test_an_uncertain_situation_is_offered_in_plain_words(world: World) -> None:
    chat = world.chat()
    [asked] = await chat.tell("fuite", "report_problem", ("plumbing.trap_leak", 0.4), ("plumbing.tap_drip", 0.35))
    assert (asked.key, asked.values) == ("ask_situation", ["plumbing.trap_leak", "plumbing.tap_drip", "other"])
    [severity] = await chat.pick("plumbing.trap_leak")
    assert severity.key == "ask_condition"


async def test_something_else_is_read_by_a_person_and_may_be_urgent(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("truc bizarre", "report_problem", ("plumbing.trap_leak", 0.4), ("plumbing.tap_drip", 0.35))
    [asked] = await chat.pick("other")
    assert asked.values == ["can_wait", "urgent"]
    [opened] = await chat.pick("urgent")
    [request] = world.requests()
    assert (opened.key, request.situation, request.urgency) == ("request_opened", None, "on_call")
    assert len(world.rows(Escalation)) == 1


async def test_two_answers_that_are_not_understood_do_not_hold_the_request_up(world: World) -> None:
    chat = world.chat()
    await chat.tell("mon robinet goutte", "report_problem", DRIP)
    first = await chat.tell("le chat est gris", "out_of_scope")
    assert [s.key for s in first] == ["answer_unclear", "ask_condition"]
    second = await chat.tell("et alors", "nlu_fallback")
    assert second[0].key == "request_opened_with_advice"
    [request] = world.requests()
    assert request.summary == "mon robinet goutte\nle chat est gris"


async def test_a_digression_is_answered_and_the_question_comes_back(world: World) -> None:
    chat = world.chat()
    await chat.tell("mon robinet goutte", "report_problem", DRIP)
    said = await chat.tell("c'est à moi de payer ? le robinet a 15 ans", "ask_who_pays")
    assert [s.key for s in said] == ["who_pays_answer", "ask_condition"]
    assert said[0].choices == [], "the form's own list stays the last one"
    assert chat.slots["requested_slot"] == "severity"
    said = await chat.tell("un conseiller", "ask_adviser")
    assert [s.key for s in said] == ["matter_callback_open", "ask_condition"]
    assert [r.kind for r in world.requests()] == ["callback"]


async def test_a_second_problem_waits_and_opens_a_second_request(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("mon robinet goutte", "report_problem", DRIP)
    noted = await chat.tell("et l'ascenseur est en panne", "report_problem", ("lift.breakdown", 0.9))
    assert [s.key for s in noted] == ["problem_noted", "ask_condition"]
    said = await chat.pick("yes")
    assert [s.key for s in said] == ["request_opened_with_advice", "ask_condition"]
    await chat.pick("no")
    assert [(r.situation, r.urgency) for r in world.requests()] == [
        ("plumbing.tap_drip", "on_call"),
        ("lift.breakdown", "1_day"),
    ]
    assert chat.loop is None
    assert world.requests()[1].summary == "et l'ascenseur est en panne"


async def test_the_next_report_starts_from_nothing(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("je peux pas arrêter le robinet", "report_problem", DRIP)
    [asked] = await chat.tell("l'ascenseur est en panne", "report_problem", ("lift.breakdown", 0.9))
    assert asked.key == "ask_condition"
    assert chat.slots["situation"] == "lift.breakdown"


async def test_the_same_problem_told_again_joins_its_request(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("je peux pas arrêter le robinet", "report_problem", DRIP)
    chat.now += timedelta(minutes=5)
    [said] = await chat.tell("je peux toujours pas arrêter le robinet !", "report_problem", DRIP)
    assert said.facts["next"]["v"] == "next_joined"
    assert len(world.requests()) == 1
    chat.now += timedelta(hours=3)
    await chat.tell("je peux toujours pas arrêter le robinet !", "report_problem", DRIP)
    assert len(world.requests()) == 2, "urgent and hours later: somebody is called again"


async def test_a_replayed_message_opens_nothing_twice(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("je peux pas arrêter le robinet", "report_problem", DRIP)
    first = chat.said[0].facts["reference"]
    await chat.tell("", "report_problem", replay=True)
    assert chat.said[0].facts["reference"] == first
    assert len(world.requests()) == 1


async def test_a_stranger_is_asked_name_and_address_in_free_text(world: World) -> None:
    chat = world.stranger(now=NIGHT)
    [asked] = await chat.tell("je peux pas arrêter le robinet", "report_problem", DRIP)
    assert asked.key == "ask_report_form_typed_name"
    [asked] = await chat.tell("Awa Diallo", "rate_intervention", confidence=0.4)
    assert asked.key == "ask_report_form_typed_address"
    said = await chat.tell("vous ouvrez à quelle heure ?", "ask_contact_or_hours", confidence=0.95)
    assert [s.key for s in said] == ["contact_hours", "ask_report_form_typed_address"]
    await chat.tell("2 rue des Tilleuls", "add_information", confidence=0.5)
    [request] = world.requests()
    assert (request.typed_name, request.typed_address) == ("Awa Diallo", "2 rue des Tilleuls")
    assert request.dwelling_id is not None, "found in the directory"
    assert request.person_id is None, "a typed name proves nothing"
    [again] = await chat.tell("plus d'eau", "report_problem", NO_WATER)
    assert again.key == "ask_scope", "the name is not asked twice"


async def test_an_address_nobody_knows_still_opens_the_request(world: World) -> None:
    chat = world.stranger()
    await chat.tell("mon robinet goutte", "report_problem", DRIP)
    await chat.pick("no")
    await chat.tell("Zoé Inconnue", "out_of_scope", confidence=0.5)
    [said] = await chat.tell("99 avenue de Nulle Part", "out_of_scope", confidence=0.5)
    [request] = world.requests()
    assert (request.dwelling_id, request.typed_name) == (None, "Zoé Inconnue")
    assert said.facts["next"]["v"] == "next_recorded", "nobody is sent to an address that is not known"
    with world.backend.reading() as s:
        assert s.get_one(Contact, request.contact_id).typed_name == "Zoé Inconnue"


async def test_a_vulnerable_person_on_file_is_not_asked_about(world: World) -> None:
    with world.backend.transaction() as s:
        contact = s.query(Contact).filter_by(address="+33639980001").one()
        s.get_one(Person, contact.person_id).vulnerable = True
    chat = world.chat(now=NIGHT)
    await chat.tell("plus d'eau chaude au ballon", "report_problem", ("hot_water.none_electric_tank", 0.9))
    assert world.requests()[0].urgency == "on_call"


async def test_the_season_is_computed_never_asked(world: World) -> None:
    winter = world.chat(now=NIGHT)
    await winter.tell("ma chaudière est en panne", "report_problem", ("heating.boiler_breakdown", 0.9))
    assert world.requests()[0].urgency == "on_call"
    summer = world.chat("+33639980002", now=NIGHT - timedelta(days=120))
    [asked] = await summer.tell("ma chaudière est en panne", "report_problem", ("heating.boiler_breakdown", 0.9))
    assert asked.facts["question"]["v"]["fr"].startswith("Y a-t-il chez vous")


async def test_scope_is_asked_where_it_matters_and_heard_where_it_is_said(world: World) -> None:
    chat = world.chat(now=NIGHT)
    [asked] = await chat.tell("plus d'eau", "report_problem", NO_WATER)
    assert (asked.key, asked.values) == ("ask_scope", ["dwelling", "building", "unknown"])
    await chat.pick("building")
    assert world.requests()[0].scope == "building"
    neighbour = world.chat("+33639980002", now=NIGHT + timedelta(minutes=30))
    [told] = await neighbour.tell("plus d'eau, les voisins aussi", "report_problem", NO_WATER)
    assert (told.key, told.values) == ("works_known_trouble", ["follow", "apart", "vulnerable_person"])
    [said] = await neighbour.pick("apart")
    assert said.facts["next"]["v"] == "next_known"
    assert len(world.rows(Escalation)) == 1, "one breakdown, one call"
    assert len(world.requests()) == 2


@pytest.mark.parametrize("address", [KNOWN, STRANGER])
async def test_an_answer_that_is_a_danger_is_left_to_the_hotline_before_any_other_question(
    world: World, address: str
) -> None:
    chat, words = world.chat(address, now=NIGHT), "le robinet de gaz est dur"
    await chat.tell(words, "report_problem", ("gas.tap_stiff", 0.9))
    left, *_ = await chat.pick("yes")
    assert (left.key, left.facts) == (DANGER, {"danger": "gas", "certain": True, "words": words})
    assert world.requests() == [], "the hotline opens it, with its card and its page"


async def test_a_danger_in_the_words_is_left_to_the_hotline_which_asks_once(world: World) -> None:
    left, *_ = await world.stranger(now=NIGHT).tell("y a le feu", "report_problem", FIRE)
    assert (left.key, left.facts["danger"], left.facts["certain"]) == (DANGER, "fire", False)


async def test_a_danger_that_the_guard_does_not_read_is_asked_about(world: World) -> None:
    chat = world.chat(now=NIGHT)
    [asked] = await chat.tell(
        "l'incendie de mars, l'assurance veut un papier", "report_problem", FIRE, against=UNLIKELY
    )
    assert (asked.key, asked.values) == ("ask_condition", ["yes", "no"])
    [said] = await chat.pick("no")
    assert (said.key, world.rows(Escalation)) == ("request_opened", [])
    [request] = world.requests()
    assert (request.kind, request.danger, request.urgency) == ("repair", None, "1_day")


@pytest.mark.parametrize("answer", ["deny", "close_request", "report_problem"])
async def test_it_is_over_in_words(world: World, answer: str) -> None:
    chat = world.chat(now=NIGHT)
    if answer == "report_problem":
        world.own_words["c'est fini"] = {"danger_now": "no"}
    await chat.tell("un feu de poubelle samedi, éteint", "report_problem", FIRE, against=UNLIKELY)
    await chat.tell("c'est fini", answer)
    assert world.requests()[0].urgency == "1_day"


async def test_it_is_not_over(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("le feu de samedi", "report_problem", FIRE, against=UNLIKELY)
    left, *_ = await chat.tell("si ça reprend", "affirm")
    assert (left.key, left.facts["certain"]) == (DANGER, True)


async def test_a_question_about_danger_that_stays_unanswered_leaves_the_danger(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("le feu de samedi", "report_problem", FIRE, against=UNLIKELY)
    await chat.tell("hein ?", "nlu_fallback")
    left = (await chat.tell("quoi ?", "nlu_fallback"))[-1]
    assert (left.key, left.facts["danger"]) == (DANGER, "fire")


async def test_a_danger_that_the_sender_has_just_denied_is_not_asked_about(world: World) -> None:
    said = await world.chat(now=NIGHT).tell("ça brûle un peu dans la cave", "report_problem", FIRE, against="fire")
    assert said[-1].key == "request_opened" and world.rows(Escalation) == []


async def test_the_no_to_one_danger_is_none_to_another(world: World) -> None:
    [asked] = await world.chat(now=NIGHT).tell("ça sent bizarre", "report_problem", ("gas.smell", 0.9), against="fire")
    assert asked.key == "ask_condition"


async def test_a_denied_danger_that_is_picked_later_is_one(world: World) -> None:
    chat = world.chat(now=DAY)
    await chat.tell("y a un truc", "report_problem", against="lift_trapped")
    await chat.pick("building")
    await chat.pick("lift")
    assert (await chat.pick("lift.person_trapped"))[0].key == DANGER


async def test_who_is_asked_for_a_name_after_a_danger_that_is_over_is_called_by_nobody(world: World) -> None:
    chat = world.stranger(now=NIGHT)
    await chat.tell("le feu de mars", "report_problem", FIRE, against=UNLIKELY)
    assert [timer.kind for timer in world.rows(Timer)] == ["fallback"]
    [asked] = await chat.pick("no")
    assert (asked.key, world.rows(Timer)) == ("ask_report_form_typed_name", [])


async def test_what_the_report_knows_goes_with_the_danger(world: World) -> None:
    chat = world.stranger(now=NIGHT)
    await chat.tell("gaz dur à tourner, 9 rue du Test Lyon, j'ai un bébé", "report_problem", ("gas.tap_stiff", 0.9))
    await chat.pick("yes")
    [request] = world.rows(Request)
    assert "9 rue du Test" in request.typed_address
    assert request.details["conditions"]["vulnerable_person"] and world.rows(Timer) == []


async def test_a_danger_told_again_is_the_same_request(world: World) -> None:
    chat = world.chat(now=NIGHT)
    with world.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == chat.address)).one()
        about = {"situation": "lift.person_trapped", "urgency": "emergency", "danger": "lift_trapped"}
        open_ = requests.open_request(
            s, kind="emergency", channel="sms", contact_id=contact.id, now=NIGHT, status="qualified", **about
        ).id
    await chat.tell("toujours personne", "report_problem", ("lift.person_trapped", 0.9))
    with world.backend.reading() as s:
        assert s.scalars(select(Conversation)).one().request_id == open_


async def test_a_danger_picked_from_the_list_is_one_whatever_was_written_before(world: World) -> None:
    chat = world.chat(now=DAY)
    await chat.tell("j'ai un problème", "report_problem", against=UNLIKELY)
    await chat.pick("building")
    await chat.pick("lift")
    left, *_ = await chat.pick("lift.person_trapped")
    assert (left.key, left.facts["danger"], left.facts["certain"]) == (DANGER, "lift_trapped", True)


async def test_a_conflict_is_private(world: World) -> None:
    chat = world.chat()
    await chat.tell("des gens squattent le hall", "report_problem", ("neighbourhood.squatting_or_dealing", 0.9))
    await chat.pick("no")
    assert world.requests()[0].private


async def test_dropping_the_report_ends_the_form(world: World) -> None:
    chat = world.chat()
    await chat.tell("mon robinet goutte", "report_problem", DRIP)
    [said] = await chat.tell("laissez tomber c'est bon", "close_request")
    assert (said.key, chat.loop) == ("report_dropped", None)
    assert world.requests() == []


@pytest.mark.parametrize("intent", ["affirm", "deny", "choose", "nlu_fallback", "out_of_scope", "add_information"])
async def test_an_open_question_takes_any_answer_without_silence(world: World, intent: str) -> None:
    chat = world.chat()
    [asked] = await chat.tell("j'ai un problème", "report_problem")
    assert asked.key == "ask_situation_open"
    for _ in range(3):
        if chat.loop:
            await chat.tell("hm", intent, entities={"choice": "9"} if intent == "choose" else None)
    assert chat.slots.get("situation") in (None, "other")


async def test_words_that_answer_are_an_answer_though_misread(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("plus d'eau", "report_problem", NO_WATER)
    [said] = await chat.tell("que chez moi", "ask_help", confidence=0.4)
    assert said.key == "request_opened_with_advice"
    assert world.requests()[0].scope == "dwelling"


async def test_a_sure_situation_goes_before_an_unsure_matter(world: World) -> None:
    chat = world.chat()
    lighting = ("common.lighting", 0.95)
    [said] = await chat.tell("plus de lumière dans l'escalier", "ask_adaptation", lighting, confidence=0.7)
    assert said.key == "ask_condition"
    sure = world.chat("+33639980002")
    [said, *_] = await sure.tell("en emménageant pas de lumière", "move_in_issue", lighting, confidence=0.95)
    assert said.key == "matter_move_in"


async def test_an_urgent_report_left_unanswered_is_watched(world: World) -> None:
    chat = world.stranger(now=NIGHT)
    await chat.tell("je peux pas arrêter le robinet", "report_problem", DRIP)
    [timer] = world.rows(Timer)
    assert (timer.kind, timer.due_at) == ("fallback", NIGHT + timedelta(seconds=600))
    await chat.tell("Awa Diallo", "out_of_scope", confidence=0.4)
    await chat.tell("2 rue des Tilleuls", "out_of_scope", confidence=0.4)
    assert [t.kind for t in world.rows(Timer) if t.done_at is None] == ["commitment", "page"]


async def test_a_report_that_is_dropped_calls_nobody(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("plus d'eau", "report_problem", NO_WATER)
    assert [t.kind for t in world.rows(Timer)] == ["fallback"]
    await chat.tell("laissez tomber", "close_request")
    assert world.rows(Timer) == []


async def test_an_answer_after_the_call_joins_what_was_handed_on(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("plus d'eau", "report_problem", NO_WATER)
    with world.backend.transaction() as s:
        request = s.get_one(Request, chat.message["metadata"]["request_id"])
        request.kind, request.urgency = "unqualified", "on_call"
    [said] = await chat.pick("dwelling")
    assert said.facts["next"]["v"] == "next_joined"
    assert [(r.kind, r.situation) for r in world.requests()] == [("repair", "plumbing.no_water")]


async def test_a_matter_in_the_middle_leaves_the_reports_request_alone(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("plus d'eau", "report_problem", NO_WATER)
    before = chat.message["metadata"]["request_id"]
    await chat.tell("un conseiller", "ask_adviser")
    await chat.pick("dwelling")
    kinds = {r.id: r.kind for r in world.requests()}
    assert kinds.pop(before) == "repair"
    assert list(kinds.values()) == ["callback"]


async def test_an_urgent_report_after_an_earlier_request_is_watched_on_its_own(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("un conseiller", "ask_adviser")
    await chat.tell("plus d'eau", "report_problem", NO_WATER)
    [timer] = world.rows(Timer)
    watched = world.rows(Request)[-1]
    assert (timer.subject_id, watched.kind) == (watched.id, "contact")
    await chat.pick("dwelling")
    assert [(r.kind, r.id) for r in world.requests()][-1] == ("repair", watched.id)
    assert [t for t in world.rows(Timer) if t.kind == "fallback"] == []


async def test_a_report_that_joins_an_open_one_is_watched_no_longer(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("plus d'eau", "report_problem", NO_WATER)
    await chat.pick("dwelling")
    await chat.tell("toujours plus d'eau", "report_problem", NO_WATER)
    [said] = await chat.pick("dwelling")
    assert said.facts["next"]["v"] == "next_joined"
    assert [t for t in world.rows(Timer) if t.kind == "fallback"] == []


async def test_name_and_address_in_the_first_message_are_not_asked(world: World) -> None:
    chat = world.stranger(now=NIGHT)
    text = "Bonjour je suis Mme Awa Diallo, 2 rue des Tilleuls, je peux pas arrêter le robinet depuis hier soir"
    [said] = await chat.tell(text, "report_problem", DRIP)
    assert said.key == "request_opened_with_advice"
    [request] = world.requests()
    assert (request.typed_name, request.typed_address) == ("Awa Diallo", "2 rue des Tilleuls")
    assert request.details["told"]["since"] == (NIGHT - timedelta(hours=29)).isoformat()


async def test_a_baby_at_home_makes_it_urgent_without_a_question(world: World) -> None:
    chat = world.chat(now=NIGHT)
    await chat.tell("bebeğim var, sıcak su yok", "report_problem", ("hot_water.none_electric_tank", 0.9))
    assert world.requests()[0].urgency == "on_call"


async def test_what_an_answer_tells_besides_is_kept(world: World) -> None:
    chat = world.chat()
    await chat.tell("mon robinet goutte", "report_problem", DRIP)
    await chat.tell("non, 3e étage, ça fait 3 jours", "deny")
    [request] = world.requests()
    assert (request.details["told"]["floor"], request.details["told"]["since"]) == (3, "2026-11-20")
