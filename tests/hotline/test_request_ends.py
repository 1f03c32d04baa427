"""What a request that ended leaves behind: no visit, no call, no question, no second message."""

import pytest
from sqlalchemy import select

from backend_client import agreed_times, request_acts, request_steps, requests
from backend_client.models import AgreedTime, Alert, Commitment, FeedbackSet, Request
from tests.hotline.conftest import NOON, House
from tests.hotline.job_day import MOBILE, appointment_of, at, book, on
from tests.hotline.test_request_life import ADVISER, do, owing, reasons


async def is_called_off(house: House, number: int, of: str) -> None:
    """The tenant is told once, the firm too, and of the day itself nobody hears any more."""
    await house.settle()
    assert appointment_of(house, number).status == "cancelled"
    assert len(house.texts()) == 1, f"the tenant is told once, {of}"
    assert len(house.texts(MOBILE)) == 1, "the firm is told not to come"
    before = len(house.sms.sent)
    for moment in (at(25, 17), at(26, 7), at(26, 7, 30), at(26, 16), at(27, 18)):
        await on(house, moment)
    assert len(house.sms.sent) == before


@pytest.mark.parametrize(("end", "reason"), [("closed", "no_answer"), ("refused", "not_ours"), ("closed", "erasure")])
async def test_the_appointment_of_a_request_that_ended_is_called_off(house: House, end: str, reason: str) -> None:
    number = await book(house)
    request_id = appointment_of(house, number).request_id
    do(house, request_id, lambda s, r: requests.change_status(s, r, end, ADVISER, NOON, reason=reason))
    await is_called_off(house, number, "of the end")


async def test_a_time_agreed_for_a_request_that_ended_is_given_back(house: House) -> None:
    house.clock.at = NOON
    request_id = owing(house, kind="callback", situation=None, team="advisers")

    def agree(s, r: Request) -> None:
        landlord = house.services.backend.landlord
        first = next(agreed_times.free_times(s, landlord, "advisers", NOON))
        agreed_times.agree(s, landlord, r, "advisers", "call", first.starts_at, NOON)

    do(house, request_id, agree)
    do(house, request_id, lambda s, r: request_steps.close(s, r, ADVISER, NOON, "duplicate"))
    await house.settle()
    with house.services.backend.reading() as s:
        assert [row.status for row in s.scalars(select(AgreedTime))] == ["cancelled"]
    await house.wait(hours=24 * 7)
    assert "time_to_record" not in reasons(house)


async def test_who_was_told_that_it_is_done_is_not_asked_whether_somebody_came(house: House) -> None:
    number = await book(house)
    await on(house, at(26, 15))
    request_id = appointment_of(house, number).request_id
    do(house, request_id, lambda s, r: request_acts.act(s, r, "done", ADVISER, house.clock.at))
    await house.settle()
    before = house.texts()
    await on(house, at(26, 16))
    await on(house, at(27, 17))
    assert house.texts() == before
    with house.services.backend.reading() as s:
        assert s.scalar(select(Alert.id).where(Alert.reason == "visit_unknown")) is None


async def test_a_visit_that_staff_say_is_done_is_told_once_and_rated(house: House) -> None:
    number = await book(house)
    await on(house, at(26, 15))
    request_id = appointment_of(house, number).request_id
    before = len(house.texts())
    do(house, request_id, lambda s, r: request_acts.act(s, r, "done", ADVISER, house.clock.at))
    await house.settle()
    assert len(house.texts()) == before + 1
    await on(house, at(26, 18))
    (survey,) = house.texts()[before + 1 :]
    with house.services.backend.reading() as s:
        assert survey and s.scalars(select(FeedbackSet.appointment_id)).all() == [number]
        kept = select(Commitment.kept_at).where(Commitment.request_id == request_id, Commitment.promise == "4.1")
        assert s.scalars(kept).one() == at(26, 18)


async def test_a_visit_that_is_not_needed_any_more_is_called_off(house: House) -> None:
    number = await book(house)
    request_id = appointment_of(house, number).request_id
    do(house, request_id, lambda s, r: request_acts.act(s, r, "done", ADVISER, house.clock.at))
    await is_called_off(house, number, "of the work")


async def test_until_it_begins_a_visit_is_called_off_on_its_own_day(house: House) -> None:
    number = await book(house)
    await on(house, at(26, 9))
    request_id, before = appointment_of(house, number).request_id, len(house.texts(MOBILE))
    do(house, request_id, lambda s, r: request_acts.act(s, r, "done", ADVISER, house.clock.at))
    await house.settle()
    assert appointment_of(house, number).status == "cancelled"
    assert len(house.texts(MOBILE)) == before + 1, "the firm is told not to come"


async def test_a_notice_that_ends_by_command_leaves_nobody_to_be_told(house: House) -> None:
    house.clock.at = NOON
    with house.services.backend.transaction() as s:
        ledger = requests.open_request(s, kind="works", channel="hotline", contact_id=None, now=NOON, by="command")
        requests.change_status(s, ledger, "qualified", "command", NOON)
        requests.change_status(s, ledger, "done", "command", NOON)
    await house.settle()
    assert reasons(house) == []


async def test_an_end_that_two_people_record_is_told_once(house: House) -> None:
    house.clock.at = NOON
    request_id = owing(house)
    for by in (ADVISER, "adviser:karim"):
        do(house, request_id, lambda s, r, by=by: request_acts.act(s, r, "done", by, NOON))
    await house.settle()
    assert len(house.texts()) == 1
