"""What a technician's answer to a page does: by SMS, key, link or button."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import escalations, incidents
from backend_client.answers import read
from backend_client.models import Escalation, Incident, Page, Technician
from backend_client.requests import record

# How long "OK" without a code, sent once more, is still understood as an answer to what was taken.
_JUST_TAKEN = timedelta(hours=12)


@dataclass(frozen=True)
class Acknowledgement:
    """What an answer did.

    ``outcome``: acknowledged, refused, already (somebody has it), yours (this technician has it already), over (it
    has ended), unknown_code (not one of this technician's), which (several open pages, or words that say neither yes
    nor no: ``codes`` are the open ones), nothing_open. Only the first two change anything.
    """

    outcome: str
    page: Page | None = None
    incident: Incident | None = None
    codes: tuple[str, ...] = ()


def acknowledge(s: Session, technician: Technician, text: str, now: datetime, via: str = "sms") -> Acknowledgement:
    """Act on a technician's written answer: "OK 4821", "ok", "4821", "j'y vais", "NON 4821", "non".

    A wrong code, a code of an earlier search or of somebody else's page changes nothing. Of two technicians who
    answer at once, the first transaction takes it and the second is told ``already``.
    """
    answer = read(text)
    open_ = open_pages(s, technician)
    codes = tuple(page.code for page in open_ if page.code)
    own = _own_pages(s, technician, answer.codes)
    if answer.codes and not own:
        return Acknowledgement("unknown_code", codes=codes)
    candidates = own or open_
    if not candidates:
        return _just_taken(s, technician, now) or Acknowledgement("nothing_open")
    if answer.takes is None or len(candidates) > 1:
        return Acknowledgement("which" if codes else "nothing_open", codes=codes)
    return settle(s, candidates[0], answer.takes, via, now)


def _own_pages(s: Session, technician: Technician, codes: Sequence[str]) -> list[Page]:
    return list(s.scalars(select(Page).where(Page.technician_id == technician.id, Page.code.in_(codes))))


def open_pages(s: Session, technician: Technician) -> list[Page]:
    """The technician's latest page with a code of each search that is still open, oldest first."""
    pages = s.scalars(
        select(Page)
        .join(Escalation)
        .where(
            Page.technician_id == technician.id,
            Page.status.in_(escalations.UNANSWERED),
            Page.code.is_not(None),
            Escalation.status == "open",
        )
        .order_by(Page.id)
    )
    latest = {page.escalation_id: page for page in pages}
    return list(latest.values())


def _just_taken(s: Session, technician: Technician, now: datetime) -> Acknowledgement | None:
    latest = s.scalar(select(Page).where(Page.technician_id == technician.id).order_by(Page.id.desc()).limit(1))
    ended_at = latest.escalation.ended_at if latest else None
    if latest is None or ended_at is None or now - ended_at > _JUST_TAKEN:
        return None
    return _too_late(latest, latest.escalation.incident)


def settle(s: Session, page: Page, takes: bool, via: str, now: datetime) -> Acknowledgement:
    """Act on a plain yes or no to a known page.

    The incident's row is held: a page that is being sent, and a colleague's answer, come before or after this.
    """
    incident = incidents.locked(s, page.escalation.incident_id)
    s.refresh(page)
    s.refresh(page.escalation)
    if page.escalation.status != "open":
        return _too_late(page, incident)
    if page.status == "refused" and not takes:
        return Acknowledgement("refused", page, incident)
    page.answered_at, page.via = now, via
    return _take(s, page, incident, now) if takes else _refuse(s, page, incident, now)


def _too_late(page: Page, incident: Incident) -> Acknowledgement:
    if incident.ended_at is not None:
        return Acknowledgement("over", page, incident)
    mine = incident.technician_id == page.technician_id
    return Acknowledgement("yours" if mine else "already", page, incident)


def _take(s: Session, page: Page, incident: Incident, now: datetime) -> Acknowledgement:
    page.status = "acknowledged"
    s.flush()
    technician = page.technician
    data = {"page_id": page.id, "via": page.via, "purpose": page.escalation.purpose}
    record(s, incident.request, "page_acknowledged", f"technician:{technician.code}", now, **data)
    if page.escalation.purpose == "take" or incident.technician_id is None:
        # Whoever was to help or to take over from somebody who gave it back meanwhile has it now.
        incidents.take(s, incident, technician, now)
    elif page.escalation.purpose == "hand_over":
        incidents.handed_over(s, incident, technician, now)
    if page.escalation.status == "open":
        escalations.end(s, page.escalation, "acknowledged", now)
    return Acknowledgement("acknowledged", page, incident)


def _refuse(s: Session, page: Page, incident: Incident, now: datetime) -> Acknowledgement:
    """Whoever refused is not asked again for this incident, by no means; the next one is, at once."""
    mine = select(Page).where(Page.escalation_id == page.escalation_id, Page.technician_id == page.technician_id)
    for other in s.scalars(mine.where(Page.status.in_(escalations.UNANSWERED))):
        other.status = "refused"
    s.flush()
    data = {"page_id": page.id, "via": page.via}
    record(s, incident.request, "page_refused", f"technician:{page.technician.code}", now, **data)
    escalations.move_on(s, page.escalation, now)
    return Acknowledgement("refused", page, incident)
