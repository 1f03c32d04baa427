"""The call of the first month (charter 2.4): each day, whoever moved in some days ago is offered an hour for it.

The promise is the call: it is kept by ``call_made`` alone, whatever was agreed.
"""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import alerts, commitments, requests, timers
from backend_client.calendar import CLOSING, is_working_day, local_instant, paris_day
from backend_client.landlord import Landlord
from backend_client.models import Contact, Request, Tenancy
from bot.actions import times
from bot.actions.context import settings
from bot.actions.looks import CHECKED_IN_WITHIN
from common.wording import day
from hotline.appointment_news import tell_with_choices
from hotline.services import Services

TIMER = "check_ins"
KIND, PROMISE = "check_in", "2.4"
# When tenants are written to: a decent hour of a working day (Paris).
AT = time(10)


def next_at(landlord: Landlord, now: datetime) -> datetime:
    """The next look: at 10:00 of the first working day that is still to come."""
    today = paris_day(now)
    while not is_working_day(landlord, today) or local_instant(today, AT) <= now:
        today += timedelta(days=1)
    return local_instant(today, AT)


def look(s: Session, services: Services, subject: int, now: datetime) -> None:
    """Open what is due and set the next look. Days that were missed, and off days, are made up for."""
    landlord = services.backend.landlord
    timers.set_timer(s, TIMER, subject, next_at(landlord, now))
    today = paris_day(now)
    since, until = today - CHECKED_IN_WITHIN, today - timedelta(days=landlord.check_in_days)
    moved_in = select(Tenancy).where(Tenancy.starts_on > since, Tenancy.starts_on <= until, Tenancy.ends_on.is_(None))
    for tenancy in s.scalars(moved_in.order_by(Tenancy.id)):
        if tenancy.starts_on is not None and not _known(s, tenancy, tenancy.starts_on):
            _open(s, services, tenancy, tenancy.starts_on, now)


def _known(s: Session, tenancy: Tenancy, first_day: date) -> bool:
    """Whether the call of this tenancy has its request already: ours, or the tenant's own."""
    own = select(Request.id).where(
        Request.kind == KIND,
        Request.person_id == tenancy.person_id,
        Request.created_at >= local_instant(first_day, time()),
    )
    return s.scalar(own.limit(1)) is not None


def _open(s: Session, services: Services, tenancy: Tenancy, first_day: date, now: datetime) -> None:
    landlord = services.backend.landlord
    contact = _contact(s, tenancy)
    due = local_instant(first_day + CHECKED_IN_WITHIN, CLOSING)
    matter = settings().matter_of_kind(KIND)
    request = requests.open_request(
        s,
        kind=KIND,
        channel=contact.channel if contact else "sms",
        contact_id=contact.id if contact else None,
        now=now,
        by="hotline",
        person_id=tenancy.person_id,
        language=contact.language if contact else None,
    )
    requests.qualify(
        s,
        request,
        now=now,
        by="hotline",
        kind=KIND,
        situation=None,
        urgency="advice",
        due_at=due,
        summary="",
        person_id=tenancy.person_id,
        dwelling_id=tenancy.dwelling_id,
        building_id=tenancy.dwelling.building_id,
        team=matter.team if matter else "",
    )
    commitments.open_commitment(s, request, PROMISE, due, now)
    lines = times.lines(s, request, now)
    facts = {"landlord": landlord.name, "since": day(first_day)}
    key = "check-in-proposed" if lines else "check-in-untimed"
    if not tell_with_choices(s, services, request, key, facts, lines, f"check-in-{request.id}", now):
        # No number and no account to write to: an adviser finds another way.
        alerts.raise_alert(s, request, "tenant_to_tell", now, None)


def _contact(s: Session, tenancy: Tenancy) -> Contact | None:
    """Where the tenant can be written to: a number on file first, else the account they wrote from."""
    reachable = select(Contact).where(Contact.person_id == tenancy.person_id, Contact.unreachable_at.is_(None))
    return s.scalars(reachable.order_by((Contact.channel == "sms").desc(), Contact.id.desc())).first()
