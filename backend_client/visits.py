"""What a technician has in hand, and what is known of the visit: who helps, whether the tenant agrees to it."""

from datetime import datetime
from typing import Literal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from backend_client import incidents
from backend_client.calendar import is_public_holiday, paris_day
from backend_client.landlord import LAST_RESORT, Landlord
from backend_client.models import Escalation, Incident, Page, RequestEvent, Technician
from backend_client.requests import record

Agreement = Literal["yes", "no"]
_SATURDAY = 5


def in_hand(s: Session, technician: Technician) -> list[Incident]:
    """The incidents that a technician has taken and that have not ended, oldest first."""
    mine = select(Incident).where(Incident.technician_id == technician.id, Incident.ended_at.is_(None))
    return list(s.scalars(mine.order_by(Incident.id)))


def by_codes(s: Session, technician: Technician, codes: tuple[str, ...]) -> list[Page]:
    """The pages of a technician that these codes name."""
    return list(s.scalars(select(Page).where(Page.technician_id == technician.id, Page.code.in_(codes))))


def helping(s: Session, technician: Technician) -> list[Page]:
    """The pages by which a technician agreed to help somebody with an incident that has not ended."""
    return list(s.scalars(_agreed_to_help().where(Page.technician_id == technician.id, Incident.ended_at.is_(None))))


def helpers(s: Session, incident: Incident) -> list[Technician]:
    """Who agreed to help whoever has an incident."""
    pages = s.scalars(_agreed_to_help().where(Incident.id == incident.id))
    return list({page.technician_id: page.technician for page in pages}.values())


def _agreed_to_help() -> Select[Page]:
    return (
        select(Page)
        .join(Escalation, Escalation.id == Page.escalation_id)
        .join(Incident, Incident.id == Escalation.incident_id)
        .where(Escalation.purpose == "help", Page.status == "acknowledged")
        .order_by(Page.id)
    )


def had_before(s: Session, incident: Incident, page: Page) -> Technician | None:
    """Who had an incident before the technician of this page took it over."""
    earlier = (
        select(Page)
        .join(Escalation, Escalation.id == Page.escalation_id)
        .where(
            Escalation.incident_id == incident.id,
            Escalation.purpose.in_(("take", "hand_over")),
            Page.status == "acknowledged",
            Page.technician_id != page.technician_id,
        )
        .order_by(Page.answered_at.desc(), Page.id.desc())
    )
    found = s.scalars(earlier).first()
    return found.technician if found else None


def add_report(s: Session, incident: Incident, technician: Technician, text: str, now: datetime) -> bool:
    """The report of an incident that was ended without one. False: it has one, or did not end that way."""
    if incident.status != "done" or incident.report or incident.technician_id != technician.id or not text:
        return False
    incident.report = text
    for request in incidents.reports(s, incident):
        request.details = {**request.details, "on_call_report": text}
        record(s, request, "on_call_report", f"technician:{technician.code}", now, incident_id=incident.id)
    return True


def needs_agreement(landlord: Landlord, now: datetime) -> bool:
    """Whether works in a home need the tenant's express agreement on this day: on Saturdays, Sundays and public
    holidays (loi 89-462 art. 7 e)."""
    day = paris_day(now)
    return day.weekday() >= _SATURDAY or is_public_holiday(landlord.holiday_region, day)


def ask_agreement(s: Session, incident: Incident, now: datetime) -> None:
    """Note that the tenant was asked."""
    record(s, incident.request, "agreement_asked", "hotline", now, incident_id=incident.id)


def agree(s: Session, incident: Incident, agreement: Agreement, by: str, now: datetime) -> None:
    """Note what the tenant said to the visit, and who told it."""
    incident.agreement = agreement
    record(s, incident.request, "agreement", by, now, incident_id=incident.id, answer=agreement)


def agreement_asked(s: Session, incident: Incident) -> bool:
    """Whether the tenant of this incident was asked."""
    return _noted(s, incident, "agreement_asked")


def note_unanswered(s: Session, incident: Incident, now: datetime) -> None:
    """The visit takes place and the tenant has not answered: that is on record too, once."""
    asked = incident.agreement is None and agreement_asked(s, incident)
    if asked and not _noted(s, incident, "agreement_unanswered"):
        record(s, incident.request, "agreement_unanswered", "hotline", now, incident_id=incident.id)


def _noted(s: Session, incident: Incident, kind: str) -> bool:
    kinds = select(RequestEvent.data).where(RequestEvent.request_id == incident.request_id, RequestEvent.kind == kind)
    return any(data.get("incident_id") == incident.id for data in s.scalars(kinds))


def colleagues(s: Session, technician: Technician) -> list[Technician]:
    """Everybody else who can be asked to take over."""
    others = select(Technician).where(Technician.active, Technician.id != technician.id, Technician.code != LAST_RESORT)
    return list(s.scalars(others.order_by(Technician.name)))
