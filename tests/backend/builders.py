"""Small rows for the tests of this room."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from backend_client import requests
from backend_client.landlord import Landlord
from backend_client.models import (
    AvailabilityTemplate,
    Building,
    Contact,
    Contractor,
    Dwelling,
    Person,
    Request,
    Residence,
    Rotation,
    RotationMember,
    Technician,
    Tenancy,
)

PARIS = ZoneInfo("Europe/Paris")
LANDLORD = Landlord.load(Path(__file__).parents[2] / "landlord.toml")
# A Monday morning, and the night after it.
DAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)


def a_request(s: Session, now: datetime = NIGHT, contact: Contact | None = None, **fields: object) -> Request:
    wanted = {"kind": "repair", "channel": "sms"} | fields
    return requests.open_request(s, contact_id=contact.id if contact else None, now=now, **wanted)  # type: ignore[arg-type]


def a_contact(s: Session, number: int = 0, person: Person | None = None) -> Contact:
    contact = Contact(channel="sms", address=f"+336399800{number:02d}", created_at=DAY)
    contact.person_id = person.id if person else None
    s.add(contact)
    s.flush()
    return contact


def a_technician(s: Session, code: str, number: int, active: bool = True) -> Technician:
    technician = Technician(code=code, name=code.title(), phone=f"+336399890{number:02d}", active=active)
    s.add(technician)
    s.flush()
    return technician


def a_rotation(s: Session, duty: str, level: int, *technicians: Technician) -> Rotation:
    rotation = Rotation(duty=duty, level=level, starts_on=date(2026, 1, 5), handover=time(8), days_per_turn=7)
    s.add(rotation)
    s.flush()
    s.add_all(
        RotationMember(rotation_id=rotation.id, position=n, technician_id=technician.id)
        for n, technician in enumerate(technicians)
    )
    s.flush()
    return rotation


def a_contractor(s: Session, trade: str = "plumbing", capacity: int = 1, **fields: object) -> Contractor:
    """Comes Monday to Friday at 8, 10 and 14 o'clock."""
    contractor = Contractor(**({"code": trade, "name": trade.title(), "trades": [trade], "sectors": []} | fields))
    s.add(contractor)
    s.flush()
    s.add_all(
        AvailabilityTemplate(contractor_id=contractor.id, weekday=day, starts=time(hour), capacity=capacity)
        for day in range(5)
        for hour in (8, 10, 14)
    )
    s.flush()
    return contractor


def a_home(s: Session, code: str = "1") -> Dwelling:
    residence = Residence(code=f"res{code}", name="Les Tilleuls", postcode="35990", city="Valbourg")
    s.add(residence)
    s.flush()
    building = Building(residence_id=residence.id, code=f"bat{code}", name="A", address="2 rue des Tilleuls")
    s.add(building)
    s.flush()
    dwelling = Dwelling(building_id=building.id, code=f"log{code}", door="11", floor="1")
    s.add(dwelling)
    s.flush()
    return dwelling


def a_tenant(s: Session, first_name: str, last_name: str, dwelling: Dwelling, **tenancy: date) -> Person:
    person = Person(code=f"{first_name}.{last_name}", first_name=first_name, last_name=last_name)
    s.add(person)
    s.flush()
    s.add(Tenancy(person_id=person.id, dwelling_id=dwelling.id, **tenancy))
    s.flush()
    return person
