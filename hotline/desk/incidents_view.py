"""Live incidents for the supervisor: what is under way, who has it, who was called and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from backend_client import incidents
from backend_client.models import Escalation, Incident, Page
from hotline.desk import cases
from hotline.desk.auth import Staff
from hotline.services import Services


@dataclass(frozen=True)
class Live:
    """An incident that has not ended. ``link`` is empty where the reader may only know that there is one."""

    incident: Incident
    title: str
    where: str
    link: str
    reports: int
    pages: Sequence[Page]
    searching: bool


def live(s: Session, services: Services, staff: Staff) -> list[Live]:
    """Those nobody has first, then by their beginning."""
    rows = select(Incident).where(Incident.ended_at.is_(None))
    found = s.scalars(rows.options(joinedload(Incident.technician), joinedload(Incident.request)))
    ordered = sorted(found, key=lambda each: (each.technician_id is not None, each.opened_at))
    return [_live(s, services, staff, incident) for incident in ordered]


def _live(s: Session, services: Services, staff: Staff, incident: Incident) -> Live:
    case = incident.request
    sent = (
        select(Page)
        .join(Escalation, Escalation.id == Page.escalation_id)
        .where(Escalation.incident_id == incident.id)
        .options(joinedload(Page.technician))
        .order_by(Page.id)
    )
    searching = select(Escalation.id).where(Escalation.incident_id == incident.id, Escalation.status == "open")
    seen = staff.may_see(case) and staff.may("inbox")
    return Live(
        incident,
        cases.title(services.catalogue.situations, services.wording, case) if seen else "Signalement confidentiel",
        cases.where(case) if seen else "",
        f"/desk/requests/{case.reference}" if seen else "",
        len(incidents.reports(s, incident)),
        list(s.scalars(sent)),
        s.scalar(searching.limit(1)) is not None,
    )
