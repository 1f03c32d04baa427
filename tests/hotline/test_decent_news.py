"""News that can wait come by day and once; what is looked at again and again leaves no trail."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from backend_client import (
    agreed_times,
    appointments,
    commitments,
    conversations,
    followers,
    job_reports,
    jobs,
    request_acts,
    request_steps,
    requests,
    timers,
    work_orders,
)
from backend_client.calendar import due_at
from backend_client.job_reports import Said
from backend_client.models import AgreedTime, Appointment, Contact, Request, Timer
from hotline import standing
from tests.hotline.conftest import NOON, TENANT, House
from tests.hotline.job_day import a_firm, a_repair, at, book, on
from tests.hotline.test_request_life import ADVISER, do, owing


async def test_two_promises_that_are_late_on_one_day_are_told_once(house: House) -> None:
    house.clock.at = NOON
    request_id = owing(house, "1_day")
    with house.services.backend.transaction() as s:
        request = s.get_one(Request, request_id)
        due = due_at(house.services.backend.landlord, "1_day", NOON)
        commitments.open_commitment(s, request, "8.1", due, NOON)
        commitments.open_commitment(s, request, "3.8", due + timedelta(days=7), NOON)
    await house.wait(hours=48)
    [late] = house.texts()
    assert "Ce n'est pas fait" in late
    await house.wait(days=7)
    assert len(house.texts()) == 2, "another day's is told"


async def test_what_a_firm_reports_late_in_the_evening_is_told_in_the_morning(house: House) -> None:
    number = await book(house)
    await on(house, at(26, 22))
    before = house.texts()
    with house.services.backend.transaction() as s:
        job_reports.contractor_says(s, s.get_one(Appointment, number), Said("done"), house.clock.at)
    await house.settle()
    assert house.texts() == before
    await on(house, at(27, 8))
    assert len(house.texts()) == len(before) + 1


@pytest.mark.parametrize(("starts", "at_once"), [((26, 14), False), ((26, 8), True)])
async def test_at_night_only_a_window_of_that_morning_is_given_up_aloud(
    house: House, starts: tuple[int, int], at_once: bool
) -> None:
    number = await book(house, at(*starts))
    await on(house, at(25, 22))
    before = len(house.texts())
    with house.services.backend.transaction() as s:
        appointments.cancel(s, s.get_one(Appointment, number), "claire", house.clock.at)
    await house.settle()
    assert len(house.texts()) - before == at_once
    await on(house, at(26, 8))
    assert len(house.texts()) - before == 1


async def test_a_work_order_of_the_night_is_told_in_the_morning(house: House) -> None:
    house.clock.at = at(25, 2)
    with house.services.backend.transaction() as s:
        request, firm = a_repair(s), a_firm(s)
        work_orders.receive(s, "BT-1", request, firm, house.clock.at, source="api")
    await house.settle()
    assert house.texts() == []
    await on(house, at(25, 8))
    assert len(house.texts()) == 1


async def test_a_follower_hears_of_an_end_at_night_in_the_morning(house: House) -> None:
    house.clock.at = NOON
    with house.services.backend.transaction() as s:
        first, mine = a_repair(s), a_repair(s)
        first.contact_id = first.person_id = None
        trouble = followers.again(s, f"request:{first.id}")
        assert trouble is not None
        followers.follow(s, mine, trouble, False, NOON)
        first_id = first.id
    await on(house, at(26, 1))
    with house.services.backend.transaction() as s:
        requests.change_status(s, s.get_one(Request, first_id), "done", "technician", house.clock.at)
    await on(house, at(26, 3))
    assert house.texts() == []
    await on(house, at(26, 8))
    assert len(house.texts()) == 1


def _agreed(house: House, starts_at: datetime) -> None:
    """A visit that was agreed on, and its reminder of the evening before."""
    with house.services.backend.transaction() as s:
        request = a_repair(s)
        times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=30), "created_at": NOON}
        row = AgreedTime(request_id=request.id, team="tenancy", kind="advice_visit", seat=1, status="agreed", **times)
        s.add(row)
        s.flush()
        timers.set_timer(s, agreed_times.REMINDER, row.id, agreed_times.reminder_at(row))


async def test_after_a_downtime_a_visit_is_reminded_of_in_the_morning(house: House) -> None:
    _agreed(house, at(26, 9))
    house.clock.at = at(25, 22)
    await house.settle()
    assert house.texts() == []
    await on(house, at(26, 8))
    [text] = house.texts()
    assert "Rappel" in text


async def test_a_visit_that_begins_before_that_is_not_reminded_of_any_more(house: House) -> None:
    _agreed(house, at(26, 7, 30))
    house.clock.at = at(25, 22)
    await house.settle()
    await on(house, at(26, 8))
    assert house.texts() == []


async def test_after_a_downtime_what_is_awaited_is_asked_for_again_in_the_morning(house: House) -> None:
    house.clock.at = NOON
    request_id = owing(house, "10_days")
    landlord = house.services.backend.landlord
    do(house, request_id, lambda s, r: request_steps.pause(s, landlord, r, "tenant", ADVISER, NOON))
    await house.settle()
    before = len(house.texts())
    house.clock.at = at(29, 23)
    await house.settle()
    assert len(house.texts()) == before
    await on(house, at(30, 8))
    assert len(house.texts()) == before + 1


async def test_waits_that_are_over_are_forgotten(house: House) -> None:
    house.clock.at = NOON
    house.schedule.begin()
    for _ in range(20):
        await house.wait(hours=12)
    with house.services.backend.reading() as s:
        done = select(func.count()).select_from(Timer).where(Timer.done_at < house.clock.at - standing.KEPT * 1.5)
        assert s.scalar(done.where(Timer.kind != "rota")) == 0


def in_a_form(house: House, open_: bool) -> None:
    """The assistant waits for an answer of the tenant's, or not any more."""
    with house.services.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        conversation = conversations.conversation_for(s, contact, house.clock.at)
        conversation.dialogue = [{"event": "active_loop", "name": "report_form"}] if open_ else []
        conversation.last_at = house.clock.at


async def test_whether_it_is_fixed_is_asked_after_what_the_tenant_is_answering(house: House) -> None:
    house.clock.at = NOON
    request_id = owing(house)
    in_a_form(house, True)
    do(house, request_id, lambda s, r: request_acts.act(s, r, "done", ADVISER, NOON))
    await house.settle()
    assert house.texts() == [], "a yes would answer the form"
    in_a_form(house, False)
    await house.wait(minutes=6)
    [message] = house.sms.sent
    assert [line.title for line in message.choices][:2] == ["c'est réglé", "ce n'est pas réglé"]


async def test_within_the_hour_it_is_told_all_the_same(house: House) -> None:
    house.clock.at = NOON
    request_id = owing(house)
    do(house, request_id, lambda s, r: request_acts.act(s, r, "done", ADVISER, NOON))
    for _ in range(13):
        in_a_form(house, True)
        await house.wait(minutes=5)
    assert len(house.texts()) == 1


async def test_a_freed_window_is_not_kept_for_who_is_answering_something_else(house: House) -> None:
    number = await book(house, address=house.neighbour())
    with house.services.backend.transaction() as s:
        request = a_repair(s)
        jobs.put_first(s, request, s.get_one(Appointment, number).contractor_id, "no_show", NOON)
    in_a_form(house, True)
    with house.services.backend.transaction() as s:
        appointments.cancel(s, s.get_one(Appointment, number), "contractor", NOON)
    await house.settle()
    assert house.texts() == []
    with house.services.backend.reading() as s:
        assert s.scalar(select(func.count()).select_from(Appointment).where(Appointment.status == "held")) == 0
