"""News that can wait come by day and once; what is looked at again and again leaves no trail."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from backend_client import appointments, commitments, followers, job_reports, requests, work_orders
from backend_client.calendar import due_at
from backend_client.job_reports import Said
from backend_client.models import Appointment, Request, Timer
from hotline import standing
from tests.hotline.conftest import NOON, House
from tests.hotline.job_day import a_firm, a_repair, at, book, on
from tests.hotline.test_request_life import owing


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


async def test_waits_that_are_over_are_forgotten(house: House) -> None:
    house.clock.at = NOON
    house.schedule.begin()
    for _ in range(20):
        await house.wait(hours=12)
    with house.services.backend.reading() as s:
        done = select(func.count()).select_from(Timer).where(Timer.done_at < house.clock.at - standing.KEPT * 1.5)
        assert s.scalar(done.where(Timer.kind != "rota")) == 0
