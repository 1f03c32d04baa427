"""Reminders, the question whether somebody came, how to get in: once each, only while true, answerable."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import appointments, job_reports, jobs
from backend_client.job_reports import Said
from backend_client.models import (
    AccessInformation,
    Alert,
    Appointment,
    Contact,
    Conversation,
    FeedbackSet,
    Request,
)
from tests.hotline.conftest import NOON, TENANT, House
from tests.hotline.job_day import MOBILE, appointment_of, at, book, offered, on


async def test_the_eve_and_the_morning_once_each_with_lines_that_act(house: House) -> None:
    number = await book(house)
    await on(house, at(25, 17))
    (eve,) = house.texts()
    assert "demain, jeudi 26 novembre entre 14 h et 16 h" in eve
    assert [choice.title for choice in house.sms.sent[-1].choices] == ["je serai là", "je dois décaler", "annuler"]
    await house.write("1")
    assert house.engine.asked[-1]["payload"] == {"intent": "choose", "entities": {"choice": f"there:{number}"}}
    await on(house, at(26, 7, 30))
    assert [text for text in house.texts() if "aujourd'hui" in text] == [house.texts()[-1]]
    kept = offer_of(house)
    request = str(appointment_of(house, number).request_id)
    for answer, intent in (("2", "reschedule_appointment"), ("annuler", "cancel_appointment")):
        offer_again(house, kept)
        await house.write(answer)
        assert house.engine.asked[-1]["payload"] == {"intent": intent, "entities": {"choice": request}}


def _conversation(s: Session) -> Conversation:
    return s.scalars(select(Conversation).join(Contact).where(Contact.address == TENANT)).one()


def offer_of(house: House) -> dict[str, Any] | None:
    with house.services.backend.reading() as s:
        return _conversation(s).offer


def offer_again(house: House, offer: dict[str, Any] | None) -> None:
    with house.services.backend.transaction() as s:
        _conversation(s).offer = offer


async def test_a_yes_in_words_is_understood_days_after_the_last_message(house: House) -> None:
    await house.write("bonjour")
    number = await book(house, now=at(23, 9))
    await on(house, at(25, 17))
    await house.write("oui")
    assert house.engine.asked[-1]["payload"]["entities"] == {"choice": f"there:{number}"}


@pytest.mark.parametrize("by", ["tenant", "contractor"])
async def test_what_was_given_up_reminds_nobody(house: House, by: str) -> None:
    number = await book(house)
    with house.services.backend.transaction() as s:
        appointments.cancel(s, s.get_one(Appointment, number), by, NOON)
    await house.settle()
    before = len(house.sms.sent)
    for moment in (at(25, 17), at(26, 7), at(26, 7, 30), at(26, 16), at(27, 18)):
        await on(house, moment)
    assert len(house.sms.sent) == before


async def test_a_moved_appointment_reminds_of_the_new_window_alone(house: House) -> None:
    number = await book(house)
    with house.services.backend.transaction() as s:
        old = s.get_one(Appointment, number)
        request = s.get_one(Request, old.request_id)
        appointments.book(s, house.services.backend.landlord, request, old.contractor_id, at(27, 14), NOON)
    for moment in (at(25, 17), at(26, 7, 30), at(26, 17)):
        await on(house, moment)
    (told,) = house.texts()
    assert "vendredi 27 novembre" in told


async def test_after_a_downtime_nothing_stale_goes_out(house: House) -> None:
    await book(house)
    await on(house, at(26, 14, 30))
    assert house.texts() == [], "the eve and the morning are over"


async def test_who_is_busy_gets_the_reminder_without_a_list(house: House) -> None:
    await house.write("bonjour")
    await book(house)
    form = [{"event": "active_loop", "name": "report_form"}]
    with house.services.backend.transaction() as s:
        conversation = _conversation(s)
        conversation.dialogue, conversation.last_at, conversation.offer = form, at(25, 16), None
    await on(house, at(25, 17))
    assert "Un empêchement" in house.texts()[-1] and not house.sms.sent[-1].choices
    with house.services.backend.reading() as s:
        assert _conversation(s).dialogue == form


async def test_the_firm_gets_the_page_of_the_day_in_the_morning(house: House) -> None:
    await book(house)
    await on(house, at(26, 6, 59))
    assert house.texts(MOBILE) == []
    await on(house, at(26, 7))
    (link,) = house.texts(MOBILE)
    assert "/v/" in link and "4 rue des Essais" in link and "Nora" not in link


async def test_the_firm_gets_it_at_once_when_it_is_today(house: House) -> None:
    house.clock.at = NOON
    await book(house, starts_at=at(24, 14))
    with house.services.backend.reading() as s:
        assert s.scalars(select(Appointment)).one().status == "booked"
    # what the booking set off was forgotten by the helper: it was sent with it
    await on(house, at(24, 12))
    assert house.texts(MOBILE) == []


async def test_a_window_that_ends_without_arrived_asks_the_tenant(house: House) -> None:
    number = await book(house)
    await on(house, at(26, 8))
    await on(house, at(26, 16))
    assert "est-il venu" in house.texts()[-1]
    assert offered(house) == [f"came:yes:{number}", f"came:no:{number}", f"came:now:{number}"]
    await house.write("non")
    assert house.engine.asked[-1]["payload"]["entities"] == {"choice": f"came:no:{number}"}
    await on(house, at(27, 16))
    with house.services.backend.reading() as s:
        assert "visit_unknown" in s.scalars(select(Alert.reason)).all()


async def test_a_window_in_which_somebody_arrived_asks_nothing(house: House) -> None:
    number = await book(house)
    house.clock.at = at(26, 15)
    with house.services.backend.transaction() as s:
        job_reports.contractor_says(s, s.get_one(Appointment, number), Said("arrived"), at(26, 15))
    await on(house, at(26, 16))
    assert not any("est-il venu" in text for text in house.texts())


async def test_a_delay_is_told_and_waited_for(house: House) -> None:
    number = await book(house)
    await on(house, at(26, 15, 30))
    with house.services.backend.transaction() as s:
        job_reports.contractor_says(s, s.get_one(Appointment, number), Said("late", minutes=30), at(26, 15, 30))
    await house.settle()
    assert "au plus tard vers 16 h 30" in house.texts()[-1]
    await on(house, at(26, 16, 15))
    assert "est-il venu" not in house.texts()[-1]
    await on(house, at(26, 16, 30))
    assert "est-il venu" in house.texts()[-1]


async def test_news_of_the_minute_are_not_told_hours_later(house: House) -> None:
    number = await book(house)
    with house.services.backend.transaction() as s:
        job_reports.contractor_says(s, s.get_one(Appointment, number), Said("on_the_way"), at(26, 13, 50))
    await on(house, at(26, 15, 30))
    assert not any("en route" in text for text in house.texts())


async def test_how_to_get_in_is_asked_once_shortly_after_booking(house: House) -> None:
    number = await book(house)
    await house.wait(seconds=21)
    (asked,) = house.texts()
    assert "qui sera là" in asked and [choice.number for choice in house.sms.sent[-1].choices] == [1, 2]
    request = appointment_of(house, number).request_id
    assert offered(house) == [f"noaccess:{request}", f"earlier:{number}"]
    with house.services.backend.transaction() as s:
        jobs.note_access(s, s.get_one(Request, request), NOON, keysafe="4521B")
        old = s.get_one(Appointment, number)
        about = s.get_one(Request, request)
        appointments.book(s, house.services.backend.landlord, about, old.contractor_id, at(27, 14), NOON)
    await house.wait(seconds=60)
    assert sum("qui sera là" in text for text in house.texts()) == 1


async def test_what_was_told_with_the_report_is_not_asked_again(house: House) -> None:
    number = await book(house)
    with house.services.backend.transaction() as s:
        request = s.get_one(Request, s.get_one(Appointment, number).request_id)
        request.details = {"told": {"access_code": "12B4", "dog": True}}
    await house.wait(seconds=21)
    assert house.texts() == []
    with house.services.backend.reading() as s:
        access = s.scalars(select(AccessInformation)).one()
        assert (access.keysafe, access.dog) == ("12B4", True)


async def test_the_survey_comes_once_in_the_evening(house: House) -> None:
    number = await book(house)
    house.clock.at = at(26, 15)
    with house.services.backend.transaction() as s:
        job_reports.contractor_says(s, s.get_one(Appointment, number), Said("done"), at(26, 15))
    await on(house, at(26, 17, 59))
    assert not any("content du travail" in text for text in house.texts())
    await on(house, at(26, 18))
    assert "content du travail" in house.texts()[-1]
    assert [choice.number for choice in house.sms.sent[-1].choices] == [1, 2, 3, 4, 5]
    feedback = offered(house)[3].split(":")
    assert (feedback[0], feedback[2]) == ("rate", "4"), "the number of a line is the score"
    await on(house, at(27, 18))
    assert sum("content du travail" in text for text in house.texts()) == 1


async def test_who_opted_out_is_not_surveyed(house: House) -> None:
    number = await book(house)
    with house.services.backend.transaction() as s:
        s.scalars(select(Contact).where(Contact.address == TENANT)).one().opted_out_at = NOON
        job_reports.contractor_says(s, s.get_one(Appointment, number), Said("done"), at(26, 15))
    await on(house, at(26, 18))
    with house.services.backend.reading() as s:
        assert s.scalars(select(FeedbackSet)).all() == []


async def test_a_survey_that_was_missed_by_a_downtime_waits_for_a_decent_hour(house: House) -> None:
    number = await book(house)
    with house.services.backend.transaction() as s:
        job_reports.contractor_says(s, s.get_one(Appointment, number), Said("done"), at(26, 15))
    await on(house, at(26, 22))
    assert not any("content" in text for text in house.texts())
    await on(house, at(27, 18))
    assert "content" in house.texts()[-1]


async def test_the_language_is_the_tenants(house: House) -> None:
    await book(house, language="es")
    await on(house, at(25, 17))
    assert "viene mañana" in house.texts()[-1]


async def test_a_no_show_that_an_adviser_notes_offers_windows(house: House) -> None:
    number = await book(house)
    await on(house, at(26, 16, 30))
    with house.services.backend.transaction() as s:
        job_reports.no_show(s, s.get_one(Appointment, number), "claire", at(26, 16, 30))
    await house.settle()
    assert "Nos excuses" in house.texts()[-1]
    assert [value.partition(":")[0] for value in offered(house)] == ["window"] * 3 + ["more", "adviser"]
    assert "personne n'est venu" in house.texts(MOBILE)[-1]
