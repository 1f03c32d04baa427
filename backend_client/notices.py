"""Words to those who keep the service going: technicians, the supervisor on duty, the advisers' desk."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import alerts, conversations, outbox
from backend_client.escalations import last_resort
from backend_client.landlord import Landlord
from backend_client.models import Alert, Exchange, Request, Technician
from backend_client.requests import open_request
from backend_client.rota import Rota, levels, on_duty

# The kind of the requests that stand for matters of the service itself.
KIND = "on_call"


def write(
    s: Session,
    technician: Technician,
    key: str,
    facts: Mapping[str, Any],
    effect: str,
    now: datetime,
    urgent: bool = False,
    channel: str | None = None,
) -> Exchange:
    """Queue an SMS to a technician that is about no tenant's request; on another ``channel``, to the same number."""
    contact = conversations.contact_for(s, "sms", technician.phone, now)
    exchange = outbox.queue(
        s,
        conversations.conversation_for(s, contact, now),
        key=key,
        facts=dict(facts),
        effect=effect,
        now=now,
        language="fr",
        urgent=urgent,
        author="hotline",
        channel=channel,
        data={"keys": True} if channel == "voice" else None,
    )
    assert exchange is not None  # no cause, so nothing can already be there
    return exchange


def supervisors(s: Session, rota: Rota, landlord: Landlord, now: datetime, but: int = 0) -> list[Technician]:
    """Who supervises now: the first level that has anybody else than ``but``, else the landlord's last resort."""
    duty = landlord.supervisor_duty
    for level in levels(rota, duty):
        ids = [person.id for person in on_duty(rota, duty, level, now) if person.id != but]
        if ids:
            return [s.get_one(Technician, number) for number in ids]
    return [last_resort(s, landlord)]


def for_advisers(
    s: Session, reason: str, summary: str, now: datetime, details: dict[str, Any] | None = None
) -> tuple[Request, Alert]:
    """Show the advisers a matter of the service itself, as a request of its own."""
    request = open_request(
        s,
        kind=KIND,
        channel="hotline",
        contact_id=None,
        now=now,
        by="hotline",
        summary=summary,
        details={"topic": reason, **(details or {})},
    )
    return request, alerts.raise_alert(s, request, reason, now, None)


def open_matter(s: Session, topic: str) -> Request | None:
    """The latest matter of the service about this that is not closed."""
    waiting = select(Request).where(Request.kind == KIND, Request.closed_at.is_(None)).order_by(Request.id.desc())
    return next((request for request in s.scalars(waiting) if request.details.get("topic") == topic), None)
