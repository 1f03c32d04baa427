"""What tenants are told of the technician: accepted, on the way, delayed, on site, done, somebody else.

Of a private matter nothing but that a person in charge has seen it: no name, no time of arrival.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend_client import incidents
from backend_client.models import Exchange, Incident, Request, Technician
from hotline import paging
from hotline.services import Services


def first_name(technician: Technician) -> str:
    return technician.name.split()[0]


def tell(
    s: Session,
    incident: Incident,
    key: str,
    technician: Technician,
    now: datetime,
    cause: Exchange | None = None,
    **facts: Any,
) -> None:
    """Write to everybody who reported an incident, unless it is private."""
    if not incident.request.private:
        named = {"name": first_name(technician), **facts}
        paging.tell_tenants(s, incident, key, named, f"{key}-{now.isoformat()}", now, cause)


def accepted(incident: Incident, now: datetime) -> tuple[str, dict[str, Any]]:
    """The text that says who has an incident and, as far as that is known, when they are there."""
    if incident.request.private or incident.technician is None:
        return "supervisor-accepted", {}
    name = {"name": first_name(incident.technician)}
    if incident.status == "arrived":
        return "technician-arrived", name
    if incident.eta_at is not None and incident.eta_at > now:
        return "technician-coming", {**name, "minutes": minutes_until(incident.eta_at, now)}
    return "technician-accepted", name


def minutes_until(at: datetime, now: datetime) -> int:
    """Rounded up: nobody minds a technician who is early."""
    return -((now - at) // timedelta(minutes=1))


def joined(s: Session, services: Services, request_id: int, now: datetime) -> None:
    """Somebody reported what a technician has already taken: they are told at once who has it."""
    request = s.get_one(Request, request_id)
    incident = incidents.of_request(s, request)
    if incident is None or incident.technician is None or request.private or request.closed_at is not None:
        return
    key, facts = accepted(incident, now)
    paging.tell_tenant(s, request, key, {**facts, "reference": request.reference}, f"joined-{incident.id}", None, now)
