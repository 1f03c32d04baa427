"""What a page says: what, where, and what is needed at the door; of a person's danger only that there is one."""

import textwrap
from collections.abc import Mapping
from typing import Any

from backend_client.models import Contact, Page, Request
from channels.base import SMS, VOICE
from common.wording import text_of, translated
from hotline.services import Services
from hotline.staff_links import link_of

# How long each may be in a page, in characters: what is longer would push the code to answer with out of the SMS.
MOST_WHERE, MOST_ADDRESS, MOST_WHO = 90, 50, 35
# The same once somebody has it and is told everything, in an SMS of its own.
MOST_DOOR = 60


_PURPOSES = {"take": "request", "help": "help", "hand_over": "hand-over"}


def page_key(services: Services, page: Page) -> str:
    """Which text a page is: for a person in danger the words say nothing of it; one that cannot be answered has a
    link in place of a code."""
    private = "private" if page.escalation.request.private else _PURPOSES[page.escalation.purpose]
    answered_by_link = page.means == "sms" and not services.channels["sms"].two_way
    return f"page-{private}-link" if answered_by_link else f"page-{private}"


def page_facts(services: Services, page: Page) -> dict[str, Any]:
    """What a technician needs at the door; of a private danger only that there is one and where to call."""
    request = page.escalation.request
    has_it = page.escalation.incident.technician
    facts = {
        "reference": request.reference,
        "name": has_it.name.split()[0] if has_it else "",
        "code": page.code or "",
        "link": link_of(services.settings, page),
        "hotline": services.backend.landlord.hotline_phone,
    }
    return facts if request.private else {**facts, **place_facts(services, request)}


def place_facts(services: Services, request: Request) -> dict[str, Any]:
    """What happened, where, and whose home it is."""
    return {"what": what(services, request), "where": where(request), "who": who(request)}


def what(services: Services, request: Request) -> Any:
    """The danger, else the situation, as a fact of a text."""
    if request.danger:
        return text_of(f"danger-name-{request.danger.replace('_', '-')}")
    # One that a newer catalogue no longer has must not keep the page from being sent.
    situation = services.catalogue.situations.get(request.situation or "")
    return translated(situation.label) if situation else text_of("page-unqualified")


def where(request: Request) -> str:
    """The address, and what opens the way: on file, else as the tenant told it."""
    building, dwelling, told = request.building, request.dwelling, request.details.get("told", {})
    address = _short(building.address, MOST_ADDRESS) if building else request.typed_address
    floor = (dwelling.floor if dwelling else "") or _told_floor(request.typed_address, told)
    code = (building.access_code if building else "") or told.get("access_code", "")
    parts = (
        address,
        f"étage {floor}" if floor else "",
        f"porte {dwelling.door}" if dwelling and dwelling.door else "",
        f"code {code}" if code and code not in request.typed_address else "",
        "chien" if told.get("dog") else "",
    )
    return _short(", ".join(part for part in parts if part), MOST_WHERE) or "?"


def door(request: Request, contact: Contact | None) -> list[dict[str, Any]]:
    """What whoever has it may need on the way, as texts: the tenant's number, the caretaker, where water or power is
    cut off. Nothing of a private matter."""
    if request.private:
        return []
    residence = request.building.residence if request.building else None
    phone = contact.address if contact is not None and contact.channel in (SMS, VOICE) else ""
    known = {
        "phone": phone,
        "caretaker": _short(residence.caretaker, MOST_DOOR) if residence else "",
        "shut_off": _short(residence.shut_off, MOST_DOOR) if residence else "",
    }
    return [text_of(f"door-{name.replace('_', '-')}", **{name: fact}) for name, fact in known.items() if fact]


def _told_floor(address: str, told: Mapping[str, Any]) -> str:
    """The floor that the tenant named, where the address as typed does not."""
    if told.get("floor") is None or "tage" in address:
        return ""
    return str(told["floor"])


def who(request: Request) -> str:
    """The tenant's name, on file or as typed."""
    name = request.typed_name
    if request.person is not None:
        name = f"{request.person.first_name} {request.person.last_name}"
    return _short(name, MOST_WHO) or "?"


def _short(text: str, most: int) -> str:
    """The text, or its whole words that fit with three dots."""
    return textwrap.shorten(text, most, placeholder="...") if len(text) > most else text
