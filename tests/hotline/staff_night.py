"""Reports that page, and what a page's answer needs: for the tests of technicians' answers."""

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from backend_client import requests, routing
from backend_client.calendar import due_at
from backend_client.database import Base
from backend_client.models import Building, Contact, Incident, Request, RequestEvent
from tests.hotline.conftest import TENANT, House

NEIGHBOUR, SECOND = "+33639980002", "+33639980003"
# A Tuesday night, on which nobody has to agree to a visit, and a Sunday.
WEEKDAY = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
LEAK, COLLECTIVE = "plumbing.leak_hidden_pipe", "heating.collective_off"


async def report(house: House, who: str = TENANT, situation: str = LEAK, urgency: str = "on_call", **more: Any) -> str:
    """An urgent request of a tenant, routed as the assistant routes it; what is due is done. Returns its reference.

    ``more``: columns of the request, ``key`` for :func:`routing.route`, ``language`` of the tenant.
    """
    key, language = more.pop("key", None), more.pop("language", None)
    await house.write("bonjour", who)
    now, landlord = house.clock.at, house.services.backend.landlord
    with house.services.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == who)).one()
        contact.language = language or contact.language
        request = requests.open_request(
            s, kind="contact", channel=contact.channel, contact_id=contact.id, now=now, person_id=contact.person_id
        )
        requests.qualify(
            s,
            request,
            now=now,
            by="assistant",
            kind="repair",
            situation=situation,
            urgency=urgency,
            due_at=due_at(landlord, urgency, now),
            summary="ça coule",
            person_id=contact.person_id,
            dwelling_id=contact.dwelling_id,
            building_id=s.scalars(select(Building.id)).first(),
        )
        for name, value in more.items():
            setattr(request, name, value)
        routing.route(s, request, "plumbing", landlord, now, key)
        reference = request.reference
    await house.settle()
    return reference


def code_of(house: House, who: str, number: int = -1) -> str:
    """The code of a page that was sent by SMS, the latest one unless another is asked for."""
    found = [re.search(r"OK (\d+)", text) for text in house.texts(who)]
    return [match[1] for match in found if match][number]


def incident_of(house: House, reference: str) -> Incident:
    with house.services.backend.reading() as s:
        found = s.scalars(
            select(Incident).join(Request, Request.id == Incident.request_id).where(Request.reference == reference)
        ).one()
        s.expunge_all()
        return found


def request_of(house: House, reference: str) -> Request:
    with house.services.backend.reading() as s:
        found = s.scalars(select(Request).where(Request.reference == reference)).one()
        s.expunge_all()
        return found


def history(house: House, reference: str) -> list[tuple[str, str]]:
    """What is on record of a request: what happened, and who did it."""
    with house.services.backend.reading() as s:
        rows = select(RequestEvent).join(Request, Request.id == RequestEvent.request_id)
        events = s.scalars(rows.where(Request.reference == reference).order_by(RequestEvent.id))
        return [(event.kind, event.by) for event in events]


# Every message is kept, with its sender, its conversation and what it is about; nothing else may change.
KEPT = {"exchange", "conversation", "contact", "timer", "worker"}


def rows(house: House) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for the messages themselves and empty contact requests of strangers."""
    with house.services.backend.reading() as s:
        tables = {name: table for name, table in Base.metadata.tables.items() if name not in KEPT}
        return {
            name: sorted((tuple(map(str, row)) for row in s.execute(select(table))), key=str)
            for name, table in tables.items()
        }
