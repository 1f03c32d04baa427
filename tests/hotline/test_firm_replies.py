"""What a contractor's SMS does: bound to today's appointments of that number, once, and never for the assistant."""

import pytest
from sqlalchemy import select

from backend_client.models import Appointment, Contact, JobDay, JobStatusUpdate, Person, Request
from tests.hotline.conftest import NEIGHBOUR, House
from tests.hotline.job_day import MOBILE, appointment_of, at, book, on


async def a_day(house: House) -> int:
    number = await book(house)
    await on(house, at(26, 13, 45))
    house.sms.sent.clear()
    return number


def kinds(house: House, number: int) -> list[str]:
    with house.services.backend.reading() as s:
        mine = select(JobStatusUpdate.kind).where(JobStatusUpdate.appointment_id == number)
        return list(s.scalars(mine.order_by(JobStatusUpdate.id)))[1:]


async def test_a_day_by_sms(house: House) -> None:
    number = await a_day(house)
    for text, told in (
        ("en route 20", "arrivée dans 20 minutes"),
        ("retard 30", "au plus tard vers 16 h 30"),
        ("arrivé", "être arrivé"),
        ("fini joint remplacé", "a terminé"),
    ):
        await house.write(text, MOBILE)
        assert told in house.texts()[-1]
        assert "Noté pour R-2026-" in house.texts(MOBILE)[-1]
    assert kinds(house, number) == ["on_the_way", "late", "arrived", "done"]
    with house.services.backend.reading() as s:
        assert s.get_one(JobDay, number).work_done == "joint remplacé"
    assert house.engine.asked == []


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [("personne", "no_access", "Ce n'est pas grave"), ("pièces 3/12", "parts_needed", "prévue jeudi 3 décembre")],
)
async def test_ends_that_are_none(house: House, text: str, kind: str, told: str) -> None:
    number = await a_day(house)
    await house.write(text, MOBILE)
    assert kinds(house, number) == [kind] and told in house.texts()[-1]


async def test_said_twice_is_known(house: House) -> None:
    number = await a_day(house)
    await house.write("fini", MOBILE)
    await house.write("fini", MOBILE)
    assert "déjà noté" in house.texts(MOBILE)[-1] and kinds(house, number) == ["done"]


async def test_a_delay_needs_its_minutes(house: House) -> None:
    number = await a_day(house)
    await house.write("retard", MOBILE)
    assert "De combien de minutes" in house.texts(MOBILE)[-1] and kinds(house, number) == []


async def test_two_open_asks_which(house: House) -> None:
    first = await book(house, starts_at=at(26, 8))
    second = await book(house, address=house.neighbour())
    await on(house, at(26, 7, 45))
    await house.write("arrivé", MOBILE)
    assert "Lequel" in house.texts(MOBILE)[-1]
    assert [choice.title[:4] for choice in house.sms.sent[-1].choices] == ["8 h,", "14 h"]
    assert kinds(house, first) == kinds(house, second) == []
    await house.write("2", MOBILE)
    assert kinds(house, second) == ["arrived"] and kinds(house, first) == []
    with house.services.backend.reading() as s:
        reference = s.get_one(Request, appointment_of(house, first).request_id).reference
    await house.write(f"fini {reference} joint", MOBILE)
    assert kinds(house, first) == ["done"]
    await house.write("fini", MOBILE)
    assert kinds(house, second) == ["arrived", "done"], "one is left open"


async def test_on_another_day_nothing_changes(house: House) -> None:
    number = await book(house)
    for moment in (at(25, 10), at(30, 10)):
        await on(house, moment)
        await house.write("fini", MOBILE)
        assert "Aucun rendez-vous en cours aujourd'hui" in house.texts(MOBILE)[-1]
    assert appointment_of(house, number).status == "booked" and kinds(house, number) == []


async def test_other_words_get_a_hint_and_no_assistant(house: House) -> None:
    number = await a_day(house)
    await house.write("bonjour", MOBILE)
    assert "EN ROUTE 20" in house.texts(MOBILE)[-1]
    assert house.engine.asked == [] and kinds(house, number) == []


async def test_another_number_changes_nothing(house: House) -> None:
    number = await a_day(house)
    await house.write("fini", house.neighbour())
    assert kinds(house, number) == [] and len(house.engine.asked) == 1


async def test_a_contractor_who_is_a_tenant_too_reaches_the_assistant(house: House) -> None:
    number = await a_day(house)
    house.neighbour()
    with house.services.backend.transaction() as s:
        person = s.scalars(select(Person).where(Person.code == "T2")).one()
        s.scalars(select(Contact).where(Contact.address == MOBILE)).one().person_id = person.id
    await house.write("ma douche fuit", MOBILE)
    assert len(house.engine.asked) == 1
    await house.write("arrivé", MOBILE)
    assert kinds(house, number) == ["arrived"] and len(house.engine.asked) == 1


async def test_nothing_of_it_shows_a_neighbour_anything(house: House) -> None:
    await a_day(house)
    house.neighbour()
    await house.write("arrivé", MOBILE)
    assert house.texts(NEIGHBOUR) == []
    with house.services.backend.reading() as s:
        assert s.scalars(select(Appointment.status)).all() == ["booked"]
