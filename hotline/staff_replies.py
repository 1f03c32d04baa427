"""Technicians' answers: what they do, what the technician is told, and what the tenants are told of it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend_client import acknowledgements, incidents
from backend_client.acknowledgements import Acknowledgement
from backend_client.models import Contact, Exchange, Page, Technician
from channels.base import Keypress, Spoken
from hotline import page_words, paging
from hotline.services import Services

TAKES, REFUSES = "1", "2"
_MINUTES_A_KEY = 10


@dataclass(frozen=True)
class StaffAnswer:
    key: str
    facts: dict[str, Any] = field(default_factory=dict)


def answer(s: Session, services: Services, exchange: Exchange, contact: Contact, now: datetime) -> StaffAnswer:
    """Act on a technician's message (OK 4821, NON, a bare ok) and say what came of it."""
    technician = s.get_one(Technician, contact.technician_id)
    result = acknowledgements.acknowledge(s, technician, exchange.text, now)
    if result.incident is not None:
        exchange.request_id = result.incident.request_id
    return told(s, result, now, exchange)


def told(s: Session, result: Acknowledgement, now: datetime, cause: Exchange | None = None) -> StaffAnswer:
    """What the technician reads; a yes is told to the tenants too."""
    facts: dict[str, Any] = {"codes": ", ".join(result.codes)}
    if result.incident is None:
        return StaffAnswer(f"staff-{result.outcome.replace('_', '-')}", facts)
    request = result.incident.request
    facts["reference"] = request.reference
    if result.outcome == "acknowledged":
        _accepted(s, result, now, cause)
    return StaffAnswer(f"staff-{result.outcome}", facts)


def _accepted(s: Session, result: Acknowledgement, now: datetime, cause: Exchange | None) -> None:
    incident, page = result.incident, result.page
    assert incident is not None and page is not None  # what was acknowledged has both
    key = "supervisor-accepted" if incident.request.private else "technician-accepted"
    facts = {"name": page.technician.name.split()[0]}
    paging.tell_tenants(s, incident, key, facts, f"accepted-{page.id}", now, cause)
    contact = s.get(Contact, incident.request.contact_id) if incident.request.contact_id else None
    if door := page_words.door(incident.request, contact):
        paging.tell_technician(s, incident, "staff-door", {"door": door}, f"door-{page.id}", now)


def pressed(s: Session, services: Services, press: Keypress, now: datetime) -> Spoken:
    """A key in a call: 1 takes it, 2 refuses it, another says it again; once taken, a digit is how many tens of
    minutes it takes to be there."""
    exchange = s.get(Exchange, press.exchange_id)
    page = paging.page_of(s, exchange) if exchange is not None else None
    if page is None:
        return Spoken(services.wording.render("call-nothing", {}, "fr", "voice"))
    if page.status == "acknowledged" and page.via == "key" and press.key.isdigit():
        return _expected(s, services, page, int(press.key) * _MINUTES_A_KEY, now)
    if press.key not in (TAKES, REFUSES):
        again = services.wording.render(
            page_words.page_key(services, page), page_words.page_facts(services, page), "fr", "voice"
        )
        return Spoken(again, keys=True)
    result = acknowledgements.settle(s, page, press.key == TAKES, "key", now)
    said = told(s, result, now)
    text = services.wording.render(said.key, said.facts, "fr", "voice")
    return Spoken(text, keys=result.outcome == "acknowledged" and press.key == TAKES)


def _expected(s: Session, services: Services, page: Page, minutes: int, now: datetime) -> Spoken:
    incident = incidents.locked(s, page.escalation.incident_id)
    if minutes and incident.technician_id == page.technician_id and incident.status == "taken":
        expect(s, incident.id, page.technician, minutes, now)
    return Spoken(services.wording.render("call-goodbye", {}, "fr", "voice"))


def expect(
    s: Session, incident_id: int, technician: Technician, minutes: int, now: datetime, cause: Exchange | None = None
) -> None:
    """When the technician says to be there: the tenants are told, and that it is later than said before."""
    incident = incidents.locked(s, incident_id)
    key = "technician-late" if incident.eta_at is not None else "technician-coming"
    incidents.expect(s, incident, technician, now + timedelta(minutes=minutes), now)
    if incident.request.private:
        return
    facts = {"name": technician.name.split()[0], "minutes": minutes}
    paging.tell_tenants(s, incident, key, facts, f"eta-{incident.id}-{incident.eta_at}", now, cause)
