"""A window that was given back: first to who is first in line, alone for an hour; then to those who want an earlier."""

from sqlalchemy import select

from backend_client import appointments, jobs
from backend_client.models import Appointment, Contractor, JobDay, Request
from tests.hotline.conftest import NEIGHBOUR, NOON, TENANT, House
from tests.hotline.job_day import a_repair, appointment_of, at, book, offered, on


def give_back(house: House, number: int, now=NOON) -> None:
    with house.services.backend.transaction() as s:
        appointments.cancel(s, s.get_one(Appointment, number), "contractor", now)


def waiting(house: House, address: str = TENANT) -> int:
    """A request that is first in line with the firm."""
    with house.services.backend.transaction() as s:
        request = a_repair(s, address)
        jobs.put_first(s, request, s.scalars(select(Contractor.id)).one(), "no_show", NOON)
        return request.id


async def test_first_in_line_has_it_alone_for_an_hour(house: House) -> None:
    number = await book(house, address=house.neighbour())
    request = waiting(house)
    give_back(house, number)
    await house.settle()
    assert "s'est libéré" in house.texts()[-1] and "jusqu'à 12 h" in house.texts()[-1]
    assert [value.split("|")[0] for value in offered(house)] == [f"window:{request}", f"keep:{request}"]
    with house.services.backend.reading() as s:
        held = s.scalars(select(Appointment).where(Appointment.status == "held")).one()
        assert (held.request_id, held.starts_at) == (request, appointment_of(house, number).starts_at)


async def test_unused_it_goes_to_the_next(house: House) -> None:
    number = await book(house, address=house.neighbour())
    first = waiting(house)
    with house.services.backend.transaction() as s:
        later = a_repair(s, NEIGHBOUR)
        firm = s.scalars(select(Contractor)).one()
        booked = appointments.book(s, house.services.backend.landlord, later, firm.id, at(30, 14), NOON)
        s.add(JobDay(appointment_id=booked.id, work_done="", wants_earlier_at=NOON))
    give_back(house, number)
    await house.settle()
    assert not any("plus tôt s'est libéré" in text for text in house.texts(NEIGHBOUR))
    await on(house, at(24, 12))
    assert "plus tôt s'est libéré" in house.texts(NEIGHBOUR)[-1]
    await on(house, at(24, 14))
    told = [text for text in house.texts() + house.texts(NEIGHBOUR) if "libéré" in text]
    assert len(told) == 2, "each once"
    with house.services.backend.reading() as s:
        assert s.get_one(Request, first).status == "qualified"


async def test_taken_meanwhile_it_is_offered_to_nobody(house: House) -> None:
    number = await book(house, address=house.neighbour())
    give_back(house, number)
    with house.services.backend.transaction() as s:
        other, firm = a_repair(s, NEIGHBOUR), s.scalars(select(Contractor)).one()
        appointments.book(
            s, house.services.backend.landlord, other, firm.id, appointment_of(house, number).starts_at, NOON
        )
    waiting(house)
    await house.settle()
    assert not any("libéré" in text for text in house.texts())


async def test_at_night_it_waits_for_the_morning(house: House) -> None:
    number = await book(house, address=house.neighbour())
    waiting(house)
    house.clock.at = at(24, 22)
    give_back(house, number, at(24, 22))
    await house.settle()
    assert not any("libéré" in text for text in house.texts())
    await on(house, at(25, 8))
    assert any("libéré" in text for text in house.texts())


async def test_a_window_that_is_over_is_offered_to_nobody(house: House) -> None:
    number = await book(house, address=house.neighbour())
    waiting(house)
    house.clock.at = at(26, 15)
    give_back(house, number, at(26, 15))
    await house.settle()
    assert not any("libéré" in text for text in house.texts())
