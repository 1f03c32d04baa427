"""A booked appointment with a firm whose phone takes SMS, for the tests of its day."""

from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import appointments
from backend_client.models import (
    Appointment,
    AvailabilityTemplate,
    Contact,
    Contractor,
    Conversation,
    Dwelling,
    Request,
)
from backend_client.requests import open_request
from common.wording import PARIS
from tests.hotline.conftest import NOON, TENANT, House

MOBILE = "+33639980777"
# The day after NOON, which is a Tuesday.
THURSDAY = datetime(2026, 11, 26, 14, tzinfo=PARIS)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 in Paris."""
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS).astimezone(NOON.tzinfo)


def a_firm(s: Session, phone: str = "06 39 98 07 77", notice: int = 0) -> Contractor:
    firm = Contractor(
        code="robinets", name="Robinets Démo", phone=phone, trades=["plumbing"], sectors=[], notice_hours=notice
    )
    s.add(firm)
    s.flush()
    s.add_all(
        AvailabilityTemplate(contractor_id=firm.id, weekday=day, starts=time(hour), capacity=1)
        for day in range(5)
        for hour in (8, 14)
    )
    s.flush()
    return firm


def a_repair(s: Session, address: str = TENANT, language: str | None = None) -> Request:
    contact = s.scalars(select(Contact).where(Contact.address == address)).one()
    contact.language = language or contact.language
    return open_request(
        s,
        kind="repair",
        channel="sms",
        contact_id=contact.id,
        now=NOON,
        situation="plumbing.tap_drip",
        person_id=contact.person_id,
        dwelling_id=contact.dwelling_id,
        building_id=s.get_one(Dwelling, contact.dwelling_id).building_id,
        status="qualified",
    )


async def book(
    house: House,
    starts_at: datetime = THURSDAY,
    now: datetime = NOON,
    phone: str = "06 39 98 07 77",
    address: str = TENANT,
    language: str | None = None,
) -> int:
    """Book a window; what follows at once is done, and what was sent so far is forgotten. Returns the appointment."""
    house.clock.at = now
    with house.services.backend.transaction() as s:
        firm = s.scalars(select(Contractor)).first() or a_firm(s, phone)
        request = a_repair(s, address, language)
        number = appointments.book(s, house.services.backend.landlord, request, firm.id, starts_at, now).id
    await house.settle()
    house.sms.sent.clear()
    house.told = 0
    return number


async def on(house: House, moment: datetime) -> None:
    """The clock goes to a moment, and what is due then is done."""
    house.clock.at = moment
    await house.settle()


def offered(house: House) -> list[str]:
    """The values of the list that waits for an answer of the tenant's."""
    with house.services.backend.reading() as s:
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        found = s.scalars(select(Conversation).where(Conversation.contact_id == contact.id)).first()
        return [line["value"] for line in found.offer["choices"]] if found and found.offer else []


def appointment_of(house: House, number: int) -> Appointment:
    """The row as it stands."""
    with house.services.backend.reading() as s:
        return s.get_one(Appointment, number)
