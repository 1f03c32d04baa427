"""Answers to what the hotline asks of an appointment: reminders, "did they come?", freed windows, access, rating."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend_client import appointments, job_reports, requests
from backend_client.job_reports import Said as FirmSaid
from backend_client.models import (
    AccessInformation,
    Alert,
    Appointment,
    Contact,
    Dwelling,
    FeedbackSet,
    FirstInLine,
    JobDay,
    JobStatusUpdate,
    Request,
    Timer,
)
from bot.actions import access
from bot.actions.appointment_lines import ASK_FIRM_TIMER, came_lines, reminder_lines
from tests.backend.builders import DAY
from tests.dialogue.asked import (
    AWA,
    ENDS,
    KARIM,
    STARTS,
    asked,
    asked_word,
    booked,
    done,
    paris,
    row,
    window_for,
    world_with,
)
from tests.dialogue.conftest import Chat, Said, World


def reminded(world: World, number: int, now: datetime = STARTS - timedelta(hours=20), address: str = AWA) -> Chat:
    return asked(world, reminder_lines(row(world, Appointment, number)), address, now)


async def test_i_shall_be_there_is_recorded_once(world: World) -> None:
    number, request = booked(world)
    chat = reminded(world, number)
    [said] = await chat.pick(f"there:{number}")
    assert said.key == "presence_noted" and said.facts["firm"] == "Plumbing"
    chat = reminded(world, number)
    await chat.pick(f"there:{number}")
    assert world.history(row(world, Request, request)).count("presence_confirmed") == 1
    assert row(world, JobDay, number).confirmed_at is not None


async def test_i_have_to_move_it_goes_into_booking_for_that_very_appointment(world: World) -> None:
    booked(world, starts_at=STARTS - timedelta(days=1))
    number, request = booked(world)
    chat = reminded(world, number)
    moving, offered = await chat.pick(f"away:{number}")
    assert (moving.key, offered.key) == ("appointment_moving", "ask_window")
    assert chat.slots["booking_request"] == request
    [said] = await chat.pick(offered.values[0])
    assert said.key == "appointment_booked"
    assert row(world, Appointment, number).status == "cancelled"
    assert len([a for a in world.rows(Appointment) if a.status == "booked"]) == 2


async def test_cancel_cancels_that_very_appointment(world: World) -> None:
    other, _ = booked(world, starts_at=STARTS - timedelta(days=1))
    number, _ = booked(world)
    [said] = await reminded(world, number).pick("cancel")
    assert said.key == "appointment_cancelled"
    assert [row(world, Appointment, n).status for n in (other, number)] == ["booked", "cancelled"]


@pytest.mark.parametrize("line", ["away:{0}", "cancel"])
async def test_after_the_limit_nothing_changes_and_an_adviser_is_told(world: World, line: str) -> None:
    number, _ = booked(world)
    [said] = await reminded(world, number, STARTS - timedelta(hours=1)).pick(line.format(number))
    assert said.key == "appointment_too_late"
    assert row(world, Appointment, number).status == "booked"
    assert [alert.reason for alert in world.rows(Alert)] == ["late_change"]


@pytest.mark.parametrize("line", ["there:{0}", "away:{0}", "cancel"])
async def test_somebody_elses_appointment_cannot_be_answered(world: World, line: str) -> None:
    number, _ = booked(world)
    chat = asked(world_with(world, KARIM), reminder_lines(row(world, Appointment, number)), KARIM)
    said = await chat.pick(line.format(number))
    assert said[0].key in ("choice_stale", "appointment_none")
    assert row(world, Appointment, number).status == "booked" and row(world, JobDay, number) is None


async def test_a_line_of_a_cancelled_appointment_is_over(world: World) -> None:
    number, _ = booked(world)
    chat = reminded(world, number)
    with world.backend.transaction() as s:
        appointments.cancel(s, s.get_one(Appointment, number), "contractor", DAY)
    assert [s.key for s in await chat.pick(f"there:{number}")] == ["choice_stale"]


def came(world: World, number: int, now: datetime = ENDS + timedelta(minutes=1)) -> Chat:
    return asked(world, came_lines(row(world, Appointment, number)), now=now)


@pytest.mark.parametrize("said", ["yes", "now"])
async def test_somebody_came(world: World, said: str) -> None:
    number, _ = booked(world)
    [told] = await came(world, number).pick(f"came:{said}:{number}")
    assert told.key == "came_noted"
    assert [update.kind for update in world.rows(JobStatusUpdate)] == ["booked", "arrived"]


async def test_nobody_came_is_an_apology_with_windows_first_in_line(world: World) -> None:
    number, request = booked(world)
    chat = came(world, number)
    [told] = await chat.pick(f"came:no:{number}")
    assert told.key == "no_show_windows"
    assert [value.partition(":")[0] for value in told.values] == ["window"] * 3 + ["more", "adviser"]
    assert row(world, FirstInLine, request).served_at is None
    assert [alert.reason for alert in world.rows(Alert)] == ["no_show"]
    assert row(world, Appointment, number).status == "missed"
    [told] = await chat.pick(told.values[1])
    assert told.key == "appointment_booked" and row(world, FirstInLine, request).served_at is not None


async def test_others_after_a_no_show_are_of_that_request(world: World) -> None:
    number, request = booked(world)
    chat = came(world, number)
    await chat.pick(f"came:no:{number}")
    said = await chat.pick("more")
    assert said[-1].key == "ask_window" and chat.slots["booking_request"] == request


async def test_nobody_came_told_in_words_does_the_same(world: World) -> None:
    number, _ = booked(world)
    chat = world.chat(now=ENDS + timedelta(minutes=5))
    [told] = await chat.tell("personne n'est venu", "report_no_show")
    assert told.key == "no_show_windows" and row(world, Appointment, number).status == "missed"
    [again] = await chat.tell("personne n'est venu !!", "report_no_show")
    assert again.key == "no_show_recorded"
    assert [update.kind for update in world.rows(JobStatusUpdate)].count("no_show") == 1


async def test_late_within_the_window_is_told_honestly_and_the_firm_is_asked_once(world: World) -> None:
    number, _ = booked(world)
    chat = world.chat(now=STARTS + timedelta(minutes=50))
    for _ in range(2):
        [told] = await chat.tell("il est en retard", "report_no_show")
        assert told.key == "late_window_lasts"
        assert told.facts["until"]["v"] == ENDS.astimezone(DAY.tzinfo).isoformat()
    assert row(world, Appointment, number).status == "booked"
    assert [timer.subject_id for timer in world.rows(Timer) if timer.kind == ASK_FIRM_TIMER] == [number]


async def test_an_announced_delay_is_waited_for(world: World) -> None:
    number, _ = booked(world)
    with world.backend.transaction() as s:
        job_reports.contractor_says(s, s.get_one(Appointment, number), FirmSaid("late", minutes=60), ENDS)
    chat = world.chat(now=ENDS + timedelta(minutes=30))
    [told] = await chat.tell("toujours personne", "report_no_show")
    assert told.key == "late_window_lasts"
    assert told.facts["until"]["v"] == (ENDS + timedelta(hours=1)).astimezone(DAY.tzinfo).isoformat()
    asked = [timer.subject_id for timer in world.rows(Timer) if timer.kind == ASK_FIRM_TIMER]
    assert asked == [number], "the firm's own word of its delay does not stand for the tenant's question"
    chat.now = ENDS + timedelta(minutes=61)
    [told] = await chat.tell("toujours personne", "report_no_show")
    assert told.key == "no_show_windows"


async def test_what_the_firm_reported_is_not_contradicted_by_a_machine(world: World) -> None:
    number, _ = booked(world)
    with world.backend.transaction() as s:
        job_reports.contractor_says(s, s.get_one(Appointment, number), FirmSaid("no_access"), ENDS)
    chat = world.chat(now=ENDS + timedelta(minutes=5))
    [told] = await chat.tell("personne n'est venu", "report_no_show")
    assert told.key == "no_show_disputed"
    assert [alert.reason for alert in world.rows(Alert)] == ["no_show_disputed"]


async def test_of_two_who_want_a_freed_window_the_second_gets_the_three_nearest(world: World) -> None:
    _, mine = booked(world)
    _, theirs = booked(world, KARIM, STARTS + timedelta(days=1))
    first, second = window_for(world, mine, AWA), window_for(world, theirs, KARIM)
    [told] = await first.pick(first.offered[0]["value"])
    assert told.key == "appointment_booked"
    [told] = await second.pick(second.offered[0]["value"])
    assert told.key == "window_taken" and len(told.values) == 5
    assert all(value.startswith(f"window:{theirs}|") for value in told.values[:3])
    [told] = await second.pick(told.values[0])
    assert told.key == "appointment_booked"
    assert len([a for a in world.rows(Appointment) if a.status == "booked"]) == 2


async def test_not_this_window_keeps_the_appointment(world: World) -> None:
    _, request = booked(world)
    chat = window_for(world, request, AWA)
    [told] = await chat.pick(f"keep:{request}")
    assert told.key == "booking_kept"


async def test_a_window_of_somebody_elses_request_cannot_be_taken(world: World) -> None:
    _, request = booked(world)
    chat = window_for(world_with(world, KARIM), request, KARIM)
    [told] = await chat.pick(chat.offered[0]["value"])
    assert told.key == "choice_stale"
    assert len([a for a in world.rows(Appointment) if a.status == "booked"]) == 1


def asked_access(world: World, number: int) -> Chat:
    return asked(world, access.lines(row(world, Appointment, number)))


@pytest.mark.parametrize("intent", ["add_information", "nlu_fallback", "out_of_scope", "thank"])
async def test_how_to_get_in_is_kept_as_told_and_as_read(world: World, intent: str) -> None:
    number, request = booked(world)
    text = "digicode 4521B, ma voisine sera là au 06 39 98 00 12, j'ai un gros chien"
    [told] = await asked_access(world, number).tell(text, intent)
    assert told.key == "access_noted"
    known = row(world, AccessInformation, request)
    assert (known.keysafe, known.phone, known.dog) == ("4521B", "+33639980012", True)
    assert known.description == text


async def test_nothing_to_add(world: World) -> None:
    number, request = booked(world)
    [told] = await asked_access(world, number).pick(f"noaccess:{request}")
    assert told.key == "access_nothing" and world.rows(AccessInformation) == []


async def test_an_earlier_window_is_wanted(world: World) -> None:
    number, _ = booked(world)
    [told] = await asked_access(world, number).pick(f"earlier:{number}")
    assert told.key == "earlier_noted" and row(world, JobDay, number).wants_earlier_at is not None


@pytest.mark.parametrize(
    ("intent", "confidence"), [("report_problem", 0.9), ("add_information", 0.9), ("nlu_fallback", 0.4)]
)
async def test_a_new_problem_is_never_swallowed(world: World, intent: str, confidence: float) -> None:
    number, _ = booked(world)
    chat = asked_access(world, number)
    said = await chat.tell("ma douche fuit partout", intent, ("plumbing.leak_visible_pipe", 0.9), confidence=confidence)
    assert "access_noted" not in [s.key for s in said] and world.rows(AccessInformation) == []
    survey = asked_word(world, done(world, booked(world, starts_at=STARTS - timedelta(hours=4))[0]))
    said = await survey.tell("ma douche fuit partout", intent, ("plumbing.leak_visible_pipe", 0.9))
    assert "survey_word_noted" not in [s.key for s in said]
    assert [each.description for each in world.rows(FeedbackSet)] == [""]


async def test_parts_that_are_awaited_are_waited_for(world: World) -> None:
    number, _ = booked(world)
    with world.backend.transaction() as s:
        said = FirmSaid("parts_needed", parts_on=paris(30, 0).date() + timedelta(days=3))
        job_reports.contractor_says(s, s.get_one(Appointment, number), said, ENDS)
    said_: list[Said] = await world.chat(now=ENDS).tell("je veux un rdv", "book_appointment")
    starts = [value.partition("|")[2][:10] for value in said_[-1].values[:3]]
    assert min(starts) >= "2026-12-03"


async def test_a_tenant_who_has_a_request_books_in_two_turns(world: World) -> None:
    """Median of at most four turns from "je veux un rdv" to confirmed; with nothing known it takes four."""
    chat = world.chat()
    turns = 0
    for text, intent, situations in (
        ("je veux un rdv", "book_appointment", ()),
        ("mon robinet est cassé", "report_problem", (("plumbing.tap_broken", 0.9),)),
    ):
        said = await chat.tell(text, intent, *situations)
        turns += 1
    while said[-1].key != "appointment_booked":
        said = await chat.pick("no" if "no" in said[-1].values else said[-1].values[0])
        turns += 1
    assert turns == 4
    again = world.chat(KARIM)
    with world.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == KARIM)).one()
        known: dict[str, Any] = {"kind": "repair", "channel": "sms", "contact_id": contact.id, "now": DAY}
        request = requests.open_request(s, person_id=contact.person_id, situation="plumbing.tap_broken", **known)
        request.status, request.dwelling_id = "qualified", contact.dwelling_id
        request.building_id = s.get_one(Dwelling, contact.dwelling_id).building_id
    [offered] = await again.tell("je veux un rdv", "book_appointment")
    [confirmed] = await again.pick(offered.values[0])
    assert confirmed.key == "appointment_booked" and again.count == 2
