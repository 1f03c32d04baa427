"""Choosing a window: holds on channels that are answered at once, off days by agreement, answers that mean nothing."""

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from backend_client import appointments, work_orders
from backend_client.calendar import PARIS
from backend_client.models import (
    Appointment,
    AvailabilityTemplate,
    Contact,
    Contractor,
    JobStatusUpdate,
    OffDayAgreement,
    Request,
)
from bot.actions import context
from bot.actions.window_search import misdated
from common.wording import Wording
from tests.backend.builders import DAY, LANDLORD, a_contractor
from tests.dialogue.conftest import Chat, World
from tests.dialogue.test_booking import BROKEN, _offered, _starts


def _rows(world: World) -> list[tuple[str, datetime]]:
    return sorted((a.status, a.starts_at) for a in world.rows(Appointment))


async def test_on_sms_nothing_is_held(world: World) -> None:
    await _offered(world)
    assert world.rows(Appointment) == []


@pytest.fixture
def web(world: World) -> Chat:
    """A web chat of somebody known."""
    with world.backend.transaction() as s:
        known = s.scalars(select(Contact).where(Contact.address == "+33639980001")).one()
        s.add(
            Contact(
                channel="webchat",
                address="session-1",
                person_id=known.person_id,
                dwelling_id=known.dwelling_id,
                created_at=DAY,
            )
        )
    chat = world.chat("session-1")
    chat.channel = "webchat"
    return chat


async def _shown(chat: Chat) -> list[datetime]:
    await chat.tell("mon robinet est cassé", "report_problem", BROKEN)
    said = await chat.pick("no")
    assert said[-1].key == "ask_window"
    return _starts(said[-1].values)


async def test_on_the_web_what_is_offered_is_kept_for_five_minutes(world: World, web: Chat) -> None:
    starts = await _shown(web)
    held = world.rows(Appointment)
    assert sorted(a.starts_at for a in held) == starts
    assert {(a.status, a.hold_until) for a in held} == {("held", DAY + timedelta(minutes=5))}
    other = world.chat("+33639980002")
    await other.tell("mon robinet est cassé", "report_problem", BROKEN)
    said = await other.pick("no")
    assert not set(_starts(said[-1].values)) & set(starts), "nobody else is offered them"
    [booked] = await web.pick(web.offered[1]["value"])
    assert booked.key == "appointment_booked"
    assert _rows(world) == [("booked", starts[1])], "the others are given back"


async def test_others_and_a_change_of_mind_give_back_what_was_held(world: World, web: Chat) -> None:
    first = await _shown(web)
    [again] = await web.pick("more")
    assert [at for _, at in _rows(world)] == _starts(again.values) and first[0] not in _starts(again.values)
    await web.tell("non laissez", "deny")
    assert world.rows(Appointment) == []


async def test_confirming_after_the_hold_is_over(world: World, web: Chat) -> None:
    """Still free: it is booked. Gone: the nearest ones at once, and nothing has changed."""
    first = await _shown(web)
    web.now = DAY + timedelta(minutes=6)
    other = world.chat("+33639980002", web.now)
    await other.tell("mon robinet est cassé", "report_problem", BROKEN)
    await other.pick("no")
    [booked] = await other.pick(web.offered[1]["value"])
    assert booked.key == "appointment_booked"
    said = await web.pick(web.offered[1]["value"])
    assert [s.key for s in said] == ["window_taken", "ask_window"]
    assert first[1] not in _starts(said[1].values) and first[2] in _starts(said[1].values)
    [booked] = await web.pick(said[1].values[0])
    assert booked.key == "appointment_booked"
    assert [status for status, _ in _rows(world)] == ["booked", "booked"]


async def test_the_nearest_to_the_one_that_is_gone(world: World) -> None:
    mine = await _offered(world)
    await mine.tell("plutôt jeudi", "nlu_fallback")
    mine.offered = [c for c in mine.offered if "|" in c["value"]]
    wanted = mine.offered[1]["value"]
    theirs = await _offered(world, "+33639980002")
    await theirs.tell("plutôt jeudi", "nlu_fallback")
    await theirs.pick(wanted)
    said = await mine.pick(wanted)
    days = {at.astimezone(PARIS).weekday() for at in _starts(said[1].values)}
    assert (said[0].key, days) == ("window_taken", {3}), "on the day that was wished"


async def test_a_window_that_is_over_or_too_soon(world: World) -> None:
    chat = await _offered(world)
    chat.now = DAY + timedelta(days=2)
    said = await chat.pick(chat.offered[0]["value"])
    assert [s.key for s in said] == ["window_gone", "ask_window"]
    assert min(_starts(said[1].values)) > chat.now
    assert world.rows(Appointment) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("le 31 février", "day_impossible"),
        ("31/02", "day_impossible"),
        ("on 31 February", "day_impossible"),
        ("el 31 de febrero", "day_impossible"),
        ("31 de fevereiro", "day_impossible"),
        ("31 şubat", "day_impossible"),
        ("31 فبراير", "day_impossible"),
        ("hier après-midi", "day_past"),
        ("le 12/11/2026", "day_past"),
        ("7", "number_not_listed"),
        ("le 3 décembre", None),
    ],
)
async def test_an_answer_that_means_nothing_gets_a_clear_one(world: World, text: str, key: str | None) -> None:
    chat = await _offered(world)
    before = chat.said[-1].values
    said = await chat.tell(text, "nlu_fallback")
    if key is None:
        assert [s.key for s in said] == ["ask_window"]
        return
    assert [s.key for s in said] == [key, "ask_window"]
    assert said[1].values == before
    assert world.rows(Appointment) == []


def test_a_date_without_a_mistake_is_none(world: World) -> None:
    for text in ("jeudi matin", "après 17h", "la semaine prochaine", "le 3/12", "pas le 29", "demain"):
        assert misdated(text, DAY) is None, text


def _on_saturdays(world: World) -> None:
    with world.backend.transaction() as s:
        contractor = s.scalars(select(Contractor)).one()
        s.add(AvailabilityTemplate(contractor_id=contractor.id, weekday=5, starts=time(9), capacity=1))


async def test_a_saturday_needs_an_express_agreement_which_is_recorded(world: World) -> None:
    _on_saturdays(world)
    chat = await _offered(world)
    assert all(at.astimezone(PARIS).weekday() < 5 for at in _starts(chat.said[-1].values))
    [asked] = await chat.tell("plutôt samedi", "nlu_fallback")
    assert (asked.key, asked.values) == ("ask_off_days", ["yes", "no"])
    [agreement] = world.rows(OffDayAgreement)
    assert (agreement.answer, agreement.asked_at) == (None, DAY)
    [offered] = await chat.pick("yes")
    assert {at.astimezone(PARIS).weekday() for at in _starts(offered.values)} == {5}
    [agreement] = world.rows(OffDayAgreement)
    assert (agreement.answer, agreement.by) == ("yes", "tenant")
    assert agreement.exchange_id == chat.message["metadata"]["exchange_id"]
    [booked] = await chat.pick(offered.values[0])
    assert booked.key == "appointment_booked"
    assert {"agreement_asked", "agreement"} <= set(world.history(world.requests()[0]))


async def test_without_agreement_no_saturday_and_the_weekdays_are_offered(world: World) -> None:
    _on_saturdays(world)
    chat = await _offered(world)
    await chat.tell("samedi", "nlu_fallback")
    [offered] = await chat.tell("non merci", "deny")
    assert offered.key == "ask_window"
    assert all(at.astimezone(PARIS).weekday() < 5 for at in _starts(offered.values))
    saturday = datetime(2026, 11, 28, 9, tzinfo=PARIS)
    with world.backend.transaction() as s:
        request = s.scalars(select(Request).where(Request.kind == "repair")).one()
        firm = s.scalars(select(Contractor)).one()
        with pytest.raises(appointments.AgreementMissing):
            appointments.book(s, LANDLORD, request, firm.id, saturday, DAY)


async def test_a_wish_that_cannot_be_had_gets_what_is_nearest(world: World) -> None:
    chat = await _offered(world)
    said = await chat.tell("jeudi après 17h", "nlu_fallback")
    assert [s.key for s in said] == ["no_window_suits", "ask_window"]
    assert {at.astimezone(PARIS).weekday() for at in _starts(said[1].values)} == {3}, "the day, at other hours"


async def test_too_late_to_change_by_oneself(world: World) -> None:
    chat = await _offered(world)
    await chat.pick(chat.offered[0]["value"])
    [appointment] = world.rows(Appointment)
    chat.now = appointment.starts_at - timedelta(minutes=30)
    [said] = await chat.tell("annulez", "cancel_appointment")
    assert said.key == "appointment_too_late"
    assert [a.status for a in world.rows(Appointment)] == ["booked"]
    assert "alert_raised" in world.history(world.requests()[0])


async def test_what_happens_to_an_appointment_is_on_record(world: World) -> None:
    chat = await _offered(world)
    await chat.pick(chat.offered[0]["value"])
    _, asked = await chat.tell("on décale", "reschedule_appointment")
    await chat.pick(asked.values[0])
    await chat.tell("annulez", "cancel_appointment")
    kinds = [(update.kind, update.by) for update in world.rows(JobStatusUpdate)]
    assert kinds == [(kind, "tenant") for kind in ("booked", "moved", "booked", "cancelled")]


async def test_a_confirmation_says_how_to_prepare_and_where_the_calendar_file_is(
    world: World, wording: Wording
) -> None:
    context.use(world.backend, context.catalogue(), lambda number: f"https://demo.example/rdv/{number}.ics")
    chat = await _offered(world)
    [said] = await chat.pick(chat.offered[0]["value"])
    [appointment] = world.rows(Appointment)
    link = f"https://demo.example/rdv/{appointment.id}.ics"
    for language in wording.languages:
        shown = {
            channel: wording.render("appointment-booked", said.facts, language, channel) for channel in ("web", "sms")
        }
        prepare = wording.render("prepare-plumbing", {}, language, "sms")
        assert all(prepare in text and "Plumbing" in text for text in shown.values())
        assert link in shown["web"] and link not in shown["sms"]


async def test_a_work_orders_windows_are_booked_by_one_answer(world: World) -> None:
    """Its lines carry their meaning, wherever the conversation stands; the firm is the order's, whatever its trade."""
    chat = await _offered(world)
    await chat.tell("non pas maintenant", "deny")
    with world.backend.transaction() as s:
        request = s.scalars(select(Request).where(Request.kind == "repair")).one()
        firm = a_contractor(s, trade="masonry")
        work_orders.receive(s, "BT-1", request, firm, DAY, source="command")
        assert request.status == "work_order_sent"
        number = firm.id
    starts = datetime(2026, 11, 25, 10, tzinfo=PARIS)
    entities = {"choice": f"{number}|{starts.isoformat()}"}
    [said] = await chat.tell("1", "book_appointment", entities=entities)
    assert (said.key, said.facts["firm"]) == ("appointment_booked", "Masonry")
    _, asked = await chat.tell("je veux changer", "reschedule_appointment")
    assert {value.partition("|")[0] for value in asked.values if "|" in value} == {str(number)}


async def test_others_than_the_work_orders_windows_are_later_ones(world: World) -> None:
    chat = await _offered(world)
    first = _starts(chat.said[-1].values)
    await chat.tell("non pas maintenant", "deny")
    with world.backend.transaction() as s:
        request = s.scalars(select(Request).where(Request.kind == "repair")).one()
        work_orders.receive(s, "BT-1", request, s.scalars(select(Contractor)).one(), DAY, source="command")
    [said] = await chat.tell("4", "book_appointment", entities={"choice": "more"})
    assert said.key == "ask_window" and min(_starts(said.values)) > max(first)


async def test_from_asking_to_confirmed_in_two_messages(world: World) -> None:
    chat = await _offered(world)
    await chat.tell("non pas maintenant", "deny")
    turns = chat.count
    await chat.tell("je veux un rdv", "book_appointment")
    [said] = await chat.pick(chat.offered[0]["value"])
    assert (said.key, chat.count - turns) == ("appointment_booked", 2)
