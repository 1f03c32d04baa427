"""Who pays, in conversation: what decides is asked, what stands in the message is not, the answer names its text."""

import pytest
from sqlalchemy import select

from backend_client.models import Alert, Building, WhoPaysAnswer
from bot.actions.who_pays_case import FORM, rules, words
from tests.dialogue.conftest import DATA, Chat, World

DRIP = ("plumbing.tap_drip", 0.9)
ASK = "ask_who_pays"


async def _answered(chat: Chat, *picked: str) -> None:
    for value in picked:
        await chat.pick(value)


def answers(world: World) -> list[WhoPaysAnswer]:
    return list(world.rows(WhoPaysAnswer))


async def test_it_asks_only_what_decides_and_two_questions_at_most(world: World) -> None:
    chat = world.chat()
    [first] = await chat.tell("qui paie pour mon robinet qui goutte ?", ASK, DRIP)
    assert (first.key, first.facts["life"]) == ("who_pays_ask_age", 10)
    assert first.values == ["yes", "no", "unknown"]
    [second] = await chat.pick("no")
    assert second.key == "who_pays_ask_recurs"
    answer, now = await chat.pick("no")
    assert (answer.key, answer.facts["verdict"]["v"]) == ("who_pays_answer", "who_pays_tenant")
    assert "87-712" in answer.facts["source"]["facts"]["cite"]
    assert "robinetterie" in answer.facts["source"]["facts"]["heading"]
    assert now.values == ["how_to", "book", "why", "disagree", "done"]
    assert chat.loop is None
    [stored] = answers(world)
    assert stored.outcome["rule"] == "list.line"
    assert stored.facts == {"subject": "plumbing.tap_drip", "danger": False, "age": 9, "recurs": False}


@pytest.mark.parametrize(
    ("words_of_tenant", "rule"),
    [
        ("le robinet a 15 ans, qui paie ?", "exception.age_usual"),
        ("the tap is 15 years old, who pays?", "exception.age_usual"),
        ("el grifo tiene 15 años, ¿quién paga?", "exception.age_usual"),
        ("a torneira tem 15 anos, quem paga?", "exception.age_usual"),
        ("musluk 15 yıllık, kim öder?", "exception.age_usual"),
        ("الحنفية تقطر، عمرها 15 سنة، من يدفع؟", "exception.age_usual"),
        ("robinet cassé par la grêle, qui paie ?", "insurance.storm"),
        ("il était mal posé, qui paie", "exception.defect"),
    ],
)
async def test_what_stands_in_the_message_is_not_asked(world: World, words_of_tenant: str, rule: str) -> None:
    said = await world.chat().tell(words_of_tenant, ASK, DRIP)
    assert said[0].key == "who_pays_answer"
    assert answers(world)[0].outcome["rule"] == rule


@pytest.mark.parametrize(
    "text", ["je n'ai pas cassé le robinet", "mon fils a 12 ans", "ce n'est pas usé", "ben kırmadım"]
)
def test_what_is_denied_or_somebody_s_age_is_no_fact(text: str) -> None:
    assert words().facts_in(text) == {}


async def test_answers_in_words_and_not_known_are_taken(world: World) -> None:
    chat = world.chat()
    await chat.tell("qui paie le robinet qui goutte", ASK, DRIP)
    said = await chat.tell("environ 12 ans", "add_information")
    assert said[0].key == "who_pays_answer"
    assert answers(world)[0].facts["age"] == 12
    other = world.chat("+33639980002")
    await other.tell("qui paie le robinet qui goutte", ASK, DRIP)
    await other.tell("je ne sais pas trop", "out_of_scope")
    said = await other.tell("aucune idée", "out_of_scope")
    assert said[0].key == "who_pays_answer"


async def test_an_answer_that_is_not_understood_is_asked_again_once(world: World) -> None:
    chat = world.chat()
    await chat.tell("qui paie le robinet qui goutte", ASK, DRIP)
    said = await chat.tell("bleu", "out_of_scope")
    assert [s.key for s in said] == ["answer_unclear", "who_pays_ask_age"]
    said = await chat.tell("vert", "out_of_scope")
    assert said[-1].key == "who_pays_ask_recurs"


async def test_why_tells_the_reasoning_in_words_or_as_a_line(world: World) -> None:
    chat = world.chat()
    await chat.tell("le robinet a 15 ans, qui paie ?", ASK, DRIP)
    reasoning, now = await chat.pick("why")
    assert reasoning.key == "who_pays_reasoning"
    assert reasoning.facts["stage"]["v"] == "who_pays_stage_exception"
    passed = [stage["v"] for stage in reasoning.facts["passed"]["facts"]["stages"]]
    assert passed[:2] == ["who_pays_stage_danger", "who_pays_stage_scope"]
    assert reasoning.facts["known"]["facts"]["facts"][0]["facts"]["value"]["facts"] == {"count": 15}
    assert now.values == ["disagree", "adviser", "done"]
    [again, _] = await chat.tell("mais pourquoi donc ?", ASK)
    assert again.key == "who_pays_reasoning"
    assert len(answers(world)) == 1, "a reason is no new answer"


@pytest.mark.parametrize("intent", [ASK, "contest_decision"])
async def test_disagreeing_opens_one_review_with_the_whole_context(world: World, intent: str) -> None:
    chat = world.chat()
    await chat.tell("le robinet a 15 ans, qui paie ?", ASK, DRIP)
    [said] = await chat.tell("je ne suis pas d'accord", intent)
    assert said.key == "who_pays_review"
    [request] = [r for r in world.requests() if r.kind == "review"]
    assert (request.team, request.situation, request.reference) == (
        "advisers",
        "plumbing.tap_drip",
        said.facts["reference"],
    )
    context = request.details["who_pays"]
    assert context["answer_id"] == answers(world)[0].id
    assert (context["who"], context["rule"], context["facts"]) == ("landlord", "exception.age_usual", {"age": 15})
    assert request.due_at is not None
    assert [(a.reason, a.request_id) for a in world.rows(Alert)] == [("who_pays_review", request.id)]


async def test_a_replayed_turn_answers_and_opens_once(world: World) -> None:
    chat = world.chat()
    await chat.tell("le robinet a 15 ans, qui paie ?", ASK, DRIP)
    slots = dict(chat.slots)
    await chat.tell("", ASK, replay=True)
    assert len(answers(world)) == 1
    chat.slots = slots
    await chat.pick("disagree")
    chat.slots = slots
    await chat.tell("", ASK, replay=True)
    assert [r.kind for r in world.requests()] == ["review"]


async def test_the_next_steps_are_taken_from_the_list(world: World) -> None:
    chat = world.chat()
    await chat.tell("qui paie le robinet qui goutte", ASK, DRIP)
    await _answered(chat, "no", "no")
    [how_to] = await chat.pick("how_to")
    assert (how_to.key, how_to.values) == ("who_pays_how_to_tap_washer", ["book", "adviser", "done"])
    said = await chat.pick("book")
    assert (said[-1].key, chat.loop) == ("ask_condition", "report_form")


async def test_insurance_steps_and_the_contract_s_phone(world: World) -> None:
    chat = world.chat()
    await chat.tell("mes affaires", ASK, entities={"situation": "item.belongings"})
    said = await chat.pick("water_damage")
    assert answers(world)[0].outcome["who"] == "insurer"
    assert "insurance_steps" in said[-1].values
    [steps] = await chat.pick("insurance_steps")
    assert steps.key == "who_pays_insurance_water"
    with world.backend.transaction() as s:
        contracts = {"plumbing": {"firm": "Robinets Démo", "phone": "01 99 00 20 12"}}
        s.scalars(select(Building)).one().residence.contracts = contracts
    other = world.chat("+33639980002")
    await other.tell("qui paie le flexible", ASK, ("plumbing.shower_hose", 0.9))
    [phone] = await other.pick("contract_phone")
    assert phone.facts["phone"] == "01 99 00 20 12"


async def test_a_danger_is_answered_before_any_cost(world: World) -> None:
    chat = world.chat()
    card, safety = await chat.tell("ça sent le gaz, qui paie ?", ASK, ("gas.smell", 0.9))
    assert (card.key, safety.key) == ("card_gas", "who_pays_danger_first")
    assert answers(world) == [], "no cost is spoken of"
    said = await chat.pick("danger_over")
    assert said[0].key.startswith(("who_pays_answer", "who_pays_ask"))


async def test_in_the_middle_of_a_report_it_is_asked_and_the_report_goes_on(world: World) -> None:
    chat = world.chat()
    await chat.tell("mon robinet goutte", "report_problem", DRIP)
    [asked] = await chat.tell("c'est à moi de payer ?", ASK)
    assert (asked.key, chat.loop) == ("who_pays_ask_age", FORM)
    await chat.pick("no")
    said = await chat.pick("no")
    assert [s.key for s in said] == ["who_pays_answer", "ask_condition"]
    assert (chat.loop, chat.slots["situation"]) == ("report_form", "plumbing.tap_drip")
    await chat.pick("no")
    [request] = world.requests()
    assert (request.situation, request.summary) == ("plumbing.tap_drip", "mon robinet goutte")


async def test_while_choosing_a_window_the_windows_come_back(world: World) -> None:
    chat = world.chat()
    await chat.tell("mon robinet est cassé", "report_problem", ("plumbing.tap_broken", 0.9))
    await chat.pick("no")
    assert chat.loop == "booking_form"
    await chat.tell("et c'est à moi de payer ?", ASK)
    while chat.loop == FORM:
        await chat.pick("unknown")
    assert chat.said[0].key == "who_pays_answer"
    assert (chat.loop, chat.said[-1].key.startswith("ask_window")) == ("booking_form", True)
    assert answers(world)[0].subject == "plumbing.tap_broken"


async def test_several_subjects_or_an_unsure_one_are_offered(world: World) -> None:
    chat = world.chat()
    unsure = (("plumbing.mixer_cartridge", 0.4), ("plumbing.tap_drip", 0.35))
    [asked] = await chat.tell("le truc de la cuisine c'est pour qui", ASK, *unsure)
    assert asked.values == ["plumbing.mixer_cartridge", "plumbing.tap_drip", "other", "adviser"]
    said = await chat.pick("plumbing.mixer_cartridge")
    assert said[-1].key.startswith("who_pays_a")
    two = (("plumbing.tap_drip", "le robinet"), ("lock.stiff", "la serrure"))
    [asked] = await world.chat("+33639980002").tell("le robinet et la serrure, qui paie", ASK, problems=two)
    assert asked.values == ["plumbing.tap_drip", "lock.stiff", "other", "adviser"]


async def test_of_two_things_at_once_the_second_one_follows_the_first(world: World) -> None:
    chat = world.chat()
    two = (("plumbing.tap_drip", "le robinet"), ("opening.pane_broken_by_storm", "la vitre"))
    await chat.tell("qui paie le robinet qui goutte et la vitre cassée par la grêle", ASK, problems=two)
    said = await chat.pick("opening.pane_broken_by_storm")
    assert [s.key for s in said] == ["who_pays_answer", "who_pays_next"]
    assert said[1].values[0] == "plumbing.tap_drip"
    said = await chat.pick("plumbing.tap_drip")
    while chat.loop == FORM:
        said = await chat.pick("unknown")
    assert [each.subject for each in answers(world)] == ["opening.pane_broken_by_storm", "plumbing.tap_drip"]
    assert "opening.pane_broken_by_storm" not in said[1].values


async def test_what_is_none_of_the_offered_subjects_is_a_gap(world: World) -> None:
    chat = world.chat()
    unsure = (("outdoor.building_gutter_overflow", 0.3), ("damp.water_ingress", 0.25))
    await chat.tell("qui paie la piscine du toit ?", ASK, *unsure)
    said = await chat.pick("other")
    assert said[0].key == "who_pays_gap"
    assert answers(world)[0].subject == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "qui paie le robinet qui goutte chez ma mère ?",
        "who pays for the dripping tap in my sister's flat?",
        "annemin evinde musluk damliyor kim oder",
        "من يدفع صنبور يقطر في بيت امي",
        "quem paga a torneira a pingar na casa da minha mãe?",
        "quién paga el grifo en casa de mi hermana",
        "qui paie le robinet qui goutte au 3 avenue des Roses",
    ],
)
async def test_of_another_dwelling_only_the_law_is_told(world: World, text: str) -> None:
    with world.backend.transaction() as s:
        contracts = {"plumbing": {"firm": "Robinets Démo", "phone": "01 99 00 20 12"}}
        s.scalars(select(Building)).one().residence.contracts = contracts
    chat = world.chat()
    await chat.tell(text, ASK, DRIP)
    while chat.loop == FORM:
        await chat.pick("unknown")
    answer, further = chat.said
    assert answer.facts["verdict"]["v"] == "who_pays_tenant"
    assert further.facts["elsewhere"]["v"] == "who_pays_elsewhere"
    assert "book" not in further.values
    await chat.tell("et chez moi, qui paie le robinet qui goutte ?", ASK, DRIP)
    assert chat.said[0].facts["verdict"]["v"] == "who_pays_contract"


async def test_why_a_question_is_asked_is_told_and_it_is_asked_again(world: World) -> None:
    chat = world.chat()
    await chat.tell("qui paie le robinet qui goutte ?", ASK, DRIP)
    said = await chat.pick("why")
    assert [s.key for s in said] == ["who_pays_asked_why", "who_pays_ask_age"]


async def test_a_thing_that_only_our_lists_know_is_found_by_its_words(world: World) -> None:
    chat = world.chat()
    await chat.tell("qui paie le moteur du volet roulant ?", ASK, ("opening.roller_shutter_stuck", 0.4))
    assert rules().labels[chat.slots["who_pays_case"]["subject"]]["fr"] == "le moteur du volet roulant"


async def test_something_in_no_list_is_said_honestly_and_kept_as_a_gap(world: World) -> None:
    chat = world.chat()
    [asked] = await chat.tell("qui paie la soucoupe volante ?", ASK)
    assert asked.key == "who_pays_open"
    await chat.tell("la soucoupe volante", "out_of_scope")
    said = await chat.tell("je vous dis la soucoupe", "out_of_scope")
    assert said[-1].key == "who_pays_gap"
    assert said[-1].values == ["adviser", "done"]
    [kept] = answers(world)
    assert (kept.subject, kept.outcome["rule"]) == ("unknown", "gap.unknown")


async def test_an_adviser_or_another_problem_ends_the_question(world: World) -> None:
    chat = world.chat()
    await chat.tell("qui paie le robinet qui goutte", ASK, DRIP)
    [said, *_] = await chat.tell("je veux parler à quelqu'un", "ask_adviser")
    assert (said.key, chat.loop) == ("matter_callback_open", None)
    other = world.chat("+33639980002")
    await other.tell("qui paie le robinet qui goutte", ASK, DRIP)
    await other.tell("l'ascenseur est en panne", "report_problem", ("lift.breakdown", 0.9))
    assert [r.situation for r in world.requests() if r.kind == "repair"] == ["lift.breakdown"] or other.loop is not None


async def test_who_pays_for_something_else_is_answered_instead(world: World) -> None:
    chat = world.chat()
    await chat.tell("qui paie le robinet qui goutte", ASK, DRIP)
    said = await chat.tell("et la poignée qui a 20 ans, qui paie", ASK, ("opening.handle_broken", 0.9))
    assert said[0].key == "who_pays_answer"
    assert (answers(world)[0].subject, chat.loop) == ("opening.handle_broken", None)


def test_the_tables_of_words_are_in_six_languages() -> None:
    assert sorted(language.code for language in words().languages) == sorted(
        folder.name for folder in (DATA / "texts").iterdir() if folder.is_dir()
    )
