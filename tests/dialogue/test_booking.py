"""Appointments in the dialogue: windows of two hours, only what was booked is confirmed, races end kindly."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from backend_client import appointments
from backend_client.calendar import PARIS
from backend_client.models import Alert, Appointment, AvailabilityTemplate, Request, Residence
from bot.actions import understanding
from bot.actions.context import settings
from bot.actions.replies import window_of
from tests.backend.builders import DAY
from tests.dialogue.conftest import Chat, World

BROKEN = ("plumbing.tap_broken", 0.9)


async def _offered(world: World, address: str = "+33639980001") -> Chat:
    chat = world.chat(address)
    await chat.tell("mon robinet est cassé", "report_problem", BROKEN)
    said = await chat.pick("no")
    assert said[-1].key == "ask_window"
    return chat


def _starts(values: list[str]) -> list[datetime]:
    found = [window_of(value) for value in values]
    return [each[1] for each in found if each]


async def test_a_window_is_booked_and_confirmed_with_firm_window_and_reference(world: World) -> None:
    chat = await _offered(world)
    first = chat.said[-1].values[0]
    [said] = await chat.pick(first)
    [request] = world.requests()
    [appointment] = world.rows(Appointment)
    assert said.key == "appointment_booked"
    assert said.facts["firm"] == "Plumbing"
    assert said.facts["reference"] == request.reference
    assert said.facts["window"]["v"][0] == appointment.starts_at.isoformat()
    assert request.status == "appointment_booked"
    assert chat.loop is None
    assert chat.slots == {}, "nothing is left for the next report"


async def test_others_are_later_and_never_the_same(world: World) -> None:
    chat = await _offered(world)
    first = _starts(chat.said[-1].values)
    [again] = await chat.pick("more")
    assert min(_starts(again.values)) > max(first)


async def test_a_wish_in_words_finds_that_day_and_part(world: World) -> None:
    chat = await _offered(world)
    [asked] = await chat.tell("plutôt jeudi matin", "nlu_fallback")
    assert {at.astimezone(PARIS).weekday() for at in _starts(asked.values)} == {3}
    assert all(at.astimezone(PARIS).hour < 12 for at in _starts(asked.values))
    [asked] = await chat.tell("ah non pas jeudi finalement", "add_information")
    assert 3 not in {at.astimezone(PARIS).weekday() for at in _starts(asked.values)}


@pytest.mark.parametrize(
    ("text", "part", "excluded"),
    [
        ("jeudi matin", "morning", (0, 1, 2, 4, 5, 6)),
        ("pas le lundi", None, (0,)),
        ("Monday or Tuesday afternoon", "afternoon", (2, 3, 4, 5, 6)),
        ("je ne peux pas mardi, l'aprem sinon", "afternoon", (1,)),
    ],
)
def test_wishes_are_read(text: str, part: str | None, excluded: tuple[int, ...]) -> None:
    wish = understanding.wish(text, settings(), DAY)
    assert (wish.part, wish.excluded) == (part, excluded)


def test_words_without_a_wish_are_none() -> None:
    assert not understanding.wish("je ne sais pas trop", settings(), DAY)


async def test_an_hour_that_is_wished_is_kept_to(world: World) -> None:
    chat = await _offered(world)
    [asked] = await chat.tell("après 13h", "nlu_fallback")
    assert {at.astimezone(PARIS).hour for at in _starts(asked.values)} == {14}
    [asked] = await chat.pick("more")
    assert {at.astimezone(PARIS).hour for at in _starts(asked.values)} == {14}, "others are as wished too"
    [asked] = await chat.tell("yarın saat 13'ten sonra", "nlu_fallback")
    assert [at.astimezone(PARIS).isoformat() for at in _starts(asked.values)] == ["2026-11-24T14:00:00+01:00"]
    said = await chat.tell("après 17h", "nlu_fallback")
    assert [s.key for s in said] == ["no_window_suits", "ask_window"]


async def test_a_wish_told_with_the_problem_is_not_asked_again(world: World) -> None:
    chat = world.chat()
    await chat.tell("mon robinet est cassé depuis lundi, je suis dispo jeudi matin", "report_problem", BROKEN)
    said = await chat.pick("no")
    starts = [at.astimezone(PARIS) for at in _starts(said[-1].values)]
    assert {(at.weekday(), at.hour < 12) for at in starts} == {(3, True)}


async def test_no_window_that_suits_keeps_the_list(world: World) -> None:
    chat = await _offered(world)
    before = chat.said[-1].values
    for _ in range(30):
        said = await chat.pick("more")
        if said[0].key == "no_window_suits":
            break
    else:
        pytest.fail("windows never end")
    assert said[1].key == "ask_window"
    assert len(said[1].values) >= 3
    assert before[0] not in said[1].values


async def test_a_taken_window_is_told_and_the_nearest_are_offered(world: World) -> None:
    mine = await _offered(world)
    theirs = await _offered(world, "+33639980002")
    wanted = mine.said[-1].values[0]
    [booked] = await theirs.pick(wanted)
    assert booked.key == "appointment_booked"
    said = await mine.pick(wanted)
    assert [s.key for s in said] == ["window_taken", "ask_window"]
    assert wanted not in said[1].values
    assert len(world.rows(Appointment)) == 1
    assert mine.loop == "booking_form"


async def test_a_replayed_booking_books_once(world: World) -> None:
    chat = await _offered(world)
    await chat.pick(chat.said[-1].values[0])
    chat.slots = {"window": chat.message["text"], "booking_request": world.requests()[0].id}
    await chat._run("action_book_window")
    assert chat.said[-1].key == "appointment_booked"
    assert len(world.rows(Appointment)) == 1


async def test_a_lost_slot_confirms_nothing(world: World) -> None:
    chat = world.chat()
    await chat.tell("merci", "thank")
    chat.slots = {}
    await chat._run("action_book_window")
    assert chat.said[-1].key == "booking_lost"
    assert world.rows(Appointment) == []


async def test_what_the_tenant_pays_is_told_first_and_an_adviser_may_check(world: World) -> None:
    chat = world.chat()
    await chat.tell("le flexible de douche fuit", "report_problem", ("plumbing.shower_hose", 0.9))
    assert chat.said[-1].key == "ask_window_tenant_pays"
    [again] = await chat.pick("more")
    assert again.key == "ask_window", "it was said"
    [said, *_] = await chat.pick("adviser")
    assert said.key == "matter_callback_open"
    assert [r.kind for r in world.requests()] == ["repair", "callback"]
    assert chat.loop is None


async def test_a_contract_of_the_residence_goes_before_the_decree(world: World) -> None:
    with world.backend.transaction() as s:
        s.scalars(select(Residence)).one().contracts = {"plumbing": {"firm": "Robinets Démo"}}
    chat = world.chat()
    said = await chat.tell("le flexible de douche fuit", "report_problem", ("plumbing.shower_hose", 0.9))
    assert said[-1].key == "ask_window"
    other = world.chat("+33639980002")
    [first, _] = await other.tell("qui paie le flexible", "ask_who_pays", ("plumbing.shower_hose", 0.9))
    assert first.facts["verdict"]["v"] == "who_pays_contract"
    assert first.facts["why"]["facts"]["firm"] == "Robinets Démo"


async def test_no_free_window_at_all_gives_it_to_an_adviser(world: World) -> None:
    chat = world.chat()
    with world.backend.transaction() as s:
        for template in s.scalars(select(AvailabilityTemplate)):
            s.delete(template)
    await chat.tell("mon robinet est cassé", "report_problem", BROKEN)
    said = await chat.pick("no")
    assert [s.key for s in said][1:3] == ["no_window_at_all", "matter_callback_open"]
    assert chat.loop is None


async def test_asking_for_an_appointment_without_a_request_asks_what_is_wrong(world: World) -> None:
    [said] = await world.chat().tell("je voudrais un rdv", "book_appointment")
    assert said.key == "ask_situation_open"


async def test_an_urgent_request_is_followed_not_booked(world: World) -> None:
    chat = world.chat()
    await chat.tell("je peux pas arrêter le robinet", "report_problem", ("plumbing.tap_drip", 0.9))
    [said] = await chat.tell("il passe quand", "book_appointment")
    assert (said.key, said.facts["reference"]) == ("status", world.requests()[0].reference)


async def test_a_wish_that_is_misread_is_still_a_wish(world: World) -> None:
    chat = await _offered(world)
    [said] = await chat.tell("jeudi ce serait bien", "ask_appointment", confidence=0.6)
    assert {at.astimezone(PARIS).weekday() for at in _starts(said.values)} == {3}


async def test_asking_later_finds_the_request_that_waits(world: World) -> None:
    chat = await _offered(world)
    [later] = await chat.tell("non pas maintenant", "deny")
    assert (later.key, chat.loop) == ("booking_later", None)
    [said] = await chat.tell("finalement je veux un rdv", "book_appointment")
    assert said.key == "ask_window"
    assert len(world.requests()) == 1


async def _booked(world: World) -> Chat:
    chat = await _offered(world)
    await chat.pick(chat.said[-1].values[0])
    return chat


async def test_asking_moving_and_cancelling(world: World) -> None:
    chat = await _booked(world)
    [told] = await chat.tell("c'est quand", "ask_appointment")
    assert (told.key, told.values) == ("appointment_is", ["move_appointment", "cancel_appointment"])
    moving, asked = await chat.pick("move_appointment")
    assert (moving.key, asked.key) == ("appointment_moving", "ask_window")
    [moved] = await chat.pick(asked.values[1])
    assert moved.key == "appointment_booked"
    assert sorted(a.status for a in world.rows(Appointment)) == ["booked", "cancelled"]
    [cancelled] = await chat.tell("annulez", "cancel_appointment")
    assert cancelled.key == "appointment_cancelled"
    assert world.requests()[0].status == "qualified"
    [none] = await chat.tell("c'est quand", "ask_appointment")
    assert none.key == "appointment_none"


async def test_giving_up_a_move_keeps_the_appointment(world: World) -> None:
    chat = await _booked(world)
    await chat.tell("je peux pas, on décale", "reschedule_appointment")
    [said] = await chat.tell("non laissez", "deny")
    assert said.key == "booking_kept"
    assert [a.status for a in world.rows(Appointment)] == ["booked"]


async def test_somebody_else_has_no_appointment_to_cancel(world: World) -> None:
    await _booked(world)
    [said] = await world.chat("+33639980002").tell("annulez", "cancel_appointment")
    assert said.key == "appointment_none"
    assert [a.status for a in world.rows(Appointment)] == ["booked"]


async def test_nobody_came(world: World) -> None:
    chat = await _booked(world)
    [early] = await chat.tell("personne n'est venu", "report_no_show")
    assert early.key == "appointment_is", "it is still to come"
    [appointment] = world.rows(Appointment)
    chat.now = appointment.ends_at + timedelta(hours=1)
    [said] = await chat.tell("personne n'est venu", "report_no_show")
    assert said.key == "no_show_windows"
    assert "no_show" in world.history(world.requests()[0])
    assert [a.reason for a in world.rows(Alert)] == ["no_show"]


async def test_a_problem_told_while_choosing_waits_for_the_window(world: World) -> None:
    chat = await _offered(world)
    said = await chat.tell("et plus de courant", "report_problem", ("electricity.breaker_trips", 0.9))
    assert [s.key for s in said] == ["problem_noted", "ask_window"]
    said = await chat.pick(said[1].values[0])
    assert [s.key for s in said] == ["appointment_booked", "ask_condition"]
    assert chat.slots["situation"] == "electricity.breaker_trips"


async def test_windows_cross_the_clock_change_in_local_time(world: World) -> None:
    with world.backend.transaction() as s:
        request = Request(
            reference="R-2026-000900",
            channel="sms",
            kind="repair",
            situation="plumbing.tap_broken",
            created_at=DAY,
            updated_at=DAY,
        )
        s.add(request)
        s.flush()
        found = appointments.find_windows(
            s,
            trade="plumbing",
            sector="",
            now=datetime(2026, 10, 23, 6, tzinfo=UTC),
            landlord=world.backend.landlord,
            count=4,
        )
    assert {w.starts_at.astimezone(PARIS).hour for w in found} <= {8, 10, 14}


async def test_a_wish_in_the_message_that_moves_an_appointment_is_kept(world: World) -> None:
    chat = await _booked(world)
    said = await chat.tell("je ne peux pas jeudi ni vendredi, plutot le matin", "reschedule_appointment")
    starts = [at.astimezone(PARIS) for at in _starts(said[-1].values)]
    assert starts
    assert all(at.hour < 12 and at.weekday() not in (3, 4) for at in starts)


async def test_the_day_it_broke_is_no_wish(world: World) -> None:
    chat = world.chat()
    said = await chat.tell("depuis vendredi le flexible fuit", "report_problem", ("plumbing.shower_hose", 0.9))
    assert {at.astimezone(PARIS).weekday() for at in _starts(said[-1].values)} != {4}
