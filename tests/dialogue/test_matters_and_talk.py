"""Everything that is no repair: the right team, the promised date, kind words; nothing of anybody else's."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from backend_client import requests
from backend_client.calendar import PARIS
from backend_client.models import Alert, Contact
from bot.actions.context import settings
from bot.actions.followup import rating_in
from bot.actions.talk import opening_hours
from tests.backend.builders import DAY, LANDLORD, NIGHT
from tests.dialogue.conftest import DOMAIN, RULES, World


def test_every_intent_has_a_rule_or_starts_a_form() -> None:
    assert set(RULES) | {"report_problem"} == {*DOMAIN["intents"], "nlu_fallback"}
    assert set(RULES.values()) <= {*DOMAIN["actions"], "report_form"}


def test_every_matter_and_every_short_answer_has_its_rule() -> None:
    assert {i for i, action in RULES.items() if action == "action_record_matter"} == set(settings().matters)
    talked = {i for i, action in RULES.items() if action == "action_talk"}
    assert talked <= set(settings().talk)


def test_digressions_are_the_same_in_both_forms_but_for_what_a_window_may_answer() -> None:
    report, booking = (set(DOMAIN["forms"][form]["ignored_intents"]) for form in ("report_form", "booking_form"))
    assert report - booking == {"book_appointment", "reschedule_appointment"}
    answers = {"affirm", "deny", "choose", "report_problem", "add_information", "out_of_scope"}
    assert not report & answers
    assert report | answers == set(DOMAIN["intents"])


async def test_every_matter_opens_one_request_with_team_and_date(world: World) -> None:
    for number, (intent, matter) in enumerate(settings().matters.items()):
        chat = world.chat(f"+3363998010{number:02d}"[:13], now=DAY)
        [said, *_] = await chat.tell("mes mots", intent)
        request = world.requests()[-1]
        assert (request.kind, request.team, request.private) == (matter.kind, matter.team, matter.private)
        assert request.due_at is not None
        assert said.facts["reference"] == request.reference
        assert said.key in (matter.key, matter.open_key)
    assert len(world.requests()) == len(settings().matters)


@pytest.mark.parametrize(
    ("intent", "days"), [("report_neighbour_nuisance", 7), ("contest_decision", 8), ("ask_privacy", 30)]
)
async def test_promised_days_end_at_six_in_paris(world: World, intent: str, days: int) -> None:
    await world.chat().tell("mes mots", intent)
    due = world.requests()[0].due_at.astimezone(PARIS)
    assert (due.date() - DAY.astimezone(PARIS).date()).days == days
    assert due.hour == 18


async def test_the_same_matter_told_again_joins_its_request(world: World) -> None:
    chat = world.chat()
    await chat.tell("je veux parler à quelqu'un", "ask_adviser")
    [again, *_] = await chat.tell("alors, quelqu'un ?", "ask_adviser")
    assert again.key == "matter_again"
    assert len(world.requests()) == 1
    assert world.requests()[0].details["text"] == ["alors, quelqu'un ?"]


async def test_a_call_back_at_night_is_for_the_opening(world: World) -> None:
    [said, *_] = await world.chat(now=NIGHT).tell("un conseiller", "ask_adviser")
    due = world.requests()[0].due_at.astimezone(PARIS)
    assert (said.key, due.hour) == ("matter_callback", 9)


async def test_the_tranquillity_team_in_its_hours(world: World) -> None:
    # DAY is a Monday: 20:00 is theirs, 10:00 and Sunday evening are not
    evening = DAY.replace(hour=19)
    [said, *_] = await world.chat(now=evening).tell("ils hurlent dans l'escalier", "report_neighbour_nuisance")
    assert said.key == "matter_nuisance_now"
    assert world.requests()[0].team == "tranquillity_patrol"
    assert len(world.rows(Alert)) == 1
    sunday = evening + timedelta(days=6)
    [said, *_] = await world.chat("+33639980002", sunday).tell("ils hurlent", "report_neighbour_nuisance")
    assert said.key == "matter_nuisance"


async def test_the_consent_starts_the_twenty_days(world: World) -> None:
    chat = world.chat()
    [asked] = await chat.tell("je suis en fauteuil", "ask_adaptation")
    assert asked.values == ["consent", "no_consent"]
    [noted] = await chat.pick("consent")
    assert noted.key == "consent_noted"
    [request] = world.requests()
    assert (request.due_at.astimezone(PARIS).date() - DAY.date()).days == 20
    assert request.details["consent_at"] == DAY.isoformat()


async def test_no_consent_is_respected(world: World) -> None:
    chat = world.chat()
    await chat.tell("je suis en fauteuil", "ask_adaptation")
    [said] = await chat.pick("no_consent")
    assert said.key == "no_consent_noted"
    assert "consent_at" not in world.requests()[0].details


async def _own_request(world: World) -> str:
    chat = world.chat(now=NIGHT)
    await chat.tell("je peux pas arrêter le robinet", "report_problem", ("plumbing.tap_drip", 0.9))
    return str(world.requests()[0].reference)


async def test_status_of_ones_own_and_never_of_anybody_elses(world: World) -> None:
    reference = await _own_request(world)
    chat = world.chat(now=NIGHT)
    [own] = await chat.tell("où en est ma demande", "follow_up_request")
    assert (own.key, own.facts["reference"]) == ("status", reference)
    assert own.facts["next"]["v"] == "step_next_due"
    [spoken] = await chat.tell("r 2026 1", "follow_up_request")
    assert spoken.key == "status"
    stranger = world.stranger(now=NIGHT)
    [theirs] = await stranger.tell(f"où en est {reference}", "follow_up_request")
    [unknown] = await stranger.tell("où en est R-2026-999999", "follow_up_request")
    assert theirs.key == unknown.key == "status_not_found"
    assert set(theirs.facts) == set(unknown.facts) == {"reference"}
    [none] = await stranger.tell("et ma demande ?", "follow_up_request")
    assert none.key == "status_none"


async def test_a_typed_name_shows_no_file(world: World) -> None:
    await _own_request(world)
    stranger = world.stranger(now=NIGHT)
    await stranger.tell("plus de chauffage", "report_problem", ("heating.boiler_leak", 0.9))
    await stranger.tell("Awa Diallo", "out_of_scope", confidence=0.4)
    await stranger.tell("2 rue des Tilleuls", "out_of_scope", confidence=0.4)
    [said] = await stranger.tell("où en est R-2026-000001", "follow_up_request")
    assert said.key == "status_not_found"


async def test_details_ratings_and_closing_go_to_the_latest_request(world: World) -> None:
    await _own_request(world)
    chat = world.chat(now=NIGHT)
    [added] = await chat.tell("c'est la salle de bain", "add_information")
    assert added.key == "information_added"
    [rated] = await chat.tell("5/5 très bien", "rate_intervention")
    assert rated.key == "rating_noted"
    request = world.requests()[0]
    assert request.details["text"] == ["c'est la salle de bain"]
    assert request.details["rating"] == 5
    [closed] = await chat.tell("c'est réparé", "close_request")
    assert closed.key == "request_closed"
    assert world.requests()[0].status == "closed"
    assert "incident_cancelled" in world.history(request)
    [nothing] = await chat.tell("c'est réparé", "close_request")
    assert nothing.key == "nothing_to_close"


async def test_a_danger_is_not_closed_by_a_text(world: World) -> None:
    chat = world.chat(now=NIGHT)
    with world.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == chat.address)).one()
        about = {"situation": "gas.smell", "urgency": "emergency", "danger": "gas", "status": "qualified"}
        requests.open_request(s, kind="emergency", channel="sms", contact_id=contact.id, now=NIGHT, **about)
    [said] = await chat.tell("c'est bon", "close_request")
    assert said.key == "danger_said_settled"
    assert world.requests()[0].status != "closed"
    assert "said_settled" in {a.reason for a in world.rows(Alert)}


@pytest.mark.parametrize(
    ("text", "mark"),
    [("5/5", 5), ("je mets 8 sur 10", 4), ("3 étoiles", 3), ("nul 0/5", 1), ("12/20", 3), ("il est venu à 8h", None)],
)
def test_marks_are_read(text: str, mark: int | None) -> None:
    assert rating_in(text) == mark


async def test_danger_never_answers_a_cost_first(world: World) -> None:
    said = await world.chat().tell("ça sent le gaz, qui paie ?", "ask_who_pays", ("gas.smell", 0.9))
    assert [s.key for s in said] == ["card_gas", "who_pays_danger_first"]


async def test_two_misses_then_an_adviser(world: World) -> None:
    chat = world.chat()
    guesses = (("plumbing.trap_leak", 0.2), ("plumbing.tap_drip", 0.1))
    [first] = await chat.tell("blurp", "nlu_fallback", *guesses)
    assert first.values == ["plumbing.trap_leak", "plumbing.tap_drip", "status", "adviser"]
    [second] = await chat.tell("blarp", "nlu_fallback")
    assert second.key == "did_you_mean"
    [third] = await chat.tell("blorp", "nlu_fallback")
    assert third.values == ["adviser", "report"]
    await chat.pick("report")
    assert chat.loop == "report_form"


async def test_a_line_of_the_list_reports_with_the_first_words(world: World) -> None:
    chat = world.chat()
    await chat.tell("blurp", "nlu_fallback", ("plumbing.drain_slow", 0.3))
    await chat.pick("plumbing.drain_slow")
    await chat.pick("no")
    assert world.requests()[0].summary == "premiers mots"


async def test_the_language_is_set_by_name_or_offered(world: World) -> None:
    chat = world.chat()
    [said] = await chat.tell("can you speak english", "change_language")
    assert said.key == "language_set"
    [offered] = await chat.tell("another language please", "change_language")
    assert offered.values == ["fr", "en", "ar", "tr", "pt", "es"]
    await chat.pick("fr")
    with world.backend.reading() as s:
        assert s.query(Contact).filter_by(address="+33639980001").one().language == "fr"


@pytest.mark.parametrize("intent", sorted(settings().talk))
async def test_short_answers_are_never_silent_and_leave_nothing_open(world: World, intent: str) -> None:
    chat = world.chat()
    entities = {"choice": "old"} if intent == "choose" else None
    [said] = await chat.tell("hm", intent, entities=entities)
    assert chat.loop is None
    assert said.key == settings().talk[intent]


async def test_booking_form_gives_way_to_digressions(world: World) -> None:
    chat = world.chat()
    await chat.tell("le flexible de douche fuit", "report_problem", ("plumbing.shower_hose", 0.9))
    said = await chat.tell("je n'arrive plus à payer le loyer", "report_financial_difficulty")
    assert [s.key for s in said] == ["matter_financial", "ask_window_tenant_pays"]


async def test_a_lone_number_after_a_list_is_over_is_no_detail(world: World) -> None:
    reference = await _own_request(world)
    [said] = await world.chat(now=NIGHT).tell("2", "add_information")
    assert said.key == "choice_stale"
    assert reference and "text" not in world.requests()[0].details


async def test_who_pays_without_a_name_means_the_request_at_hand(world: World) -> None:
    await _own_request(world)
    said = await world.chat(now=NIGHT).tell("c'est à moi de payer ?", "ask_who_pays", ("pests.ants", 0.2))
    assert said[0].facts["problem"]["v"]["fr"] == "un robinet qui goutte"


def test_opening_hours_are_written_in_six_languages() -> None:
    [first, *_] = opening_hours(LANDLORD)["hours"]
    spans = [span["v"] for span in first["facts"]["hours"]]
    assert {language: spans[0][language] for language in settings().languages} == {
        "fr": "9 h-12 h",
        "en": "09:00-12:00",
        "ar": "9:00-12:00",
        "tr": "09:00-12:00",
        "pt": "9h-12h",
        "es": "9:00-12:00",
    }
