"""Appointments, and lists that the hotline just offered, for the tests of their answers."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from backend_client import appointments, job_reports, jobs, requests
from backend_client.calendar import PARIS
from backend_client.job_reports import Said as FirmSaid
from backend_client.models import (
    Appointment,
    Contact,
    Contractor,
    Conversation,
    Dwelling,
    Exchange,
    Request,
)
from bot.actions.appointment_lines import offer_lines
from tests.backend.builders import DAY, LANDLORD
from tests.dialogue.conftest import Chat, World

AWA, KARIM = "+33639980001", "+33639980002"
STARTS = datetime(2026, 11, 26, 14, tzinfo=PARIS)
ENDS = STARTS + timedelta(hours=2)


def paris(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


def booked(world: World, address: str = AWA, starts_at: datetime = STARTS) -> tuple[int, int]:
    """An appointment of a tenant's, with its request."""
    with world.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == address)).one()
        request = requests.open_request(
            s,
            kind="repair",
            channel="sms",
            contact_id=contact.id,
            now=DAY,
            situation="plumbing.tap_broken",
            urgency="10_days",
            person_id=contact.person_id,
            dwelling_id=contact.dwelling_id,
            building_id=s.get_one(Dwelling, contact.dwelling_id).building_id,
            status="qualified",
        )
        firm = s.scalars(select(Contractor)).first()
        assert firm is not None
        return appointments.book(s, LANDLORD, request, firm.id, starts_at, DAY).id, request.id


def asked(world: World, lines: list[dict[str, Any]], address: str = AWA, now: datetime = DAY) -> Chat:
    """A conversation in which the hotline just offered these lines."""
    chat = world.chat(address, now)
    chat.count = len(world.rows(Exchange))
    with world.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == address)).one()
        request = requests.latest_of(s, contact)[0]
        conversation = s.scalars(select(Conversation).where(Conversation.contact_id == contact.id)).first()
        if conversation is None:
            known: dict[str, Any] = {"dialogue": [], "created_at": now, "last_at": now}
            conversation = Conversation(contact_id=contact.id, request_id=request.id, **known)
            s.add(conversation)
        kept = ("value", "payload", "question", "says")
        offer = [{"titles": [], **{name: line.get(name) for name in kept}} for line in lines]
        conversation.last_at = now
        conversation.offer = {"exchange_id": 1, "expires_at": "2027-12-31T00:00:00+00:00", "choices": offer}
    chat.offered = lines
    return chat


def row(world: World, model: Any, number: int) -> Any:
    with world.backend.reading() as s:
        return s.get(model, number)


def world_with(world: World, address: str) -> World:
    """The same, where this tenant has a request of their own, without an appointment."""
    with world.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == address)).one()
        known = {"kind": "question", "channel": "sms", "contact_id": contact.id, "now": DAY}
        requests.open_request(s, person_id=contact.person_id, **known)  # type: ignore[arg-type]
    return world


def done(world: World, number: int) -> int:
    """The job was done; its survey is asked. Returns the feedback."""
    with world.backend.transaction() as s:
        appointment = s.get_one(Appointment, number)
        job_reports.contractor_says(s, appointment, FirmSaid("done"), ENDS)
        asked_now = jobs.ask_feedback(s, appointment, ENDS)
        assert asked_now is not None
        return asked_now.id


def asked_word(world: World, number: int) -> Chat:
    lines = [{"value": f"noword:{number}", "title": ""}]
    return asked(world, lines, now=ENDS + timedelta(hours=2))


def window_for(world: World, request: int, address: str) -> Chat:
    """A freed window, Friday at eight, offered to a request."""
    with world.backend.reading() as s:
        about = s.get_one(Request, request)
        found = appointments.find_windows(
            s, trade="plumbing", sector="", now=DAY, landlord=LANDLORD, count=1, near=paris(27, 8)
        )
        lines = offer_lines(about, found[0])
    return asked(world, lines, address)
