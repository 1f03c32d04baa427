"""Incidents: what somebody on call is sent to, from its first report to the technician's own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend_client import escalations, timers
from backend_client.models import Escalation, Incident, IncidentReport, Page, Request, Technician
from backend_client.requests import TRANSITIONS, change_status, record

# Fires when a report made an incident more pressing, or when its last reporter took it back: who has it is told.
NEWS_TIMER, WITHDRAWN_TIMER = "incident_news", "incident_withdrawn"
# Fires when a report joined an incident: its tenant is told who has it. After the confirmation of the report itself.
JOINED_TIMER, JOINED_AFTER = "incident_joined", timedelta(seconds=2)


@dataclass(frozen=True)
class Reported:
    """``joined``: the incident was there before this request; ``raised``: this report made it more pressing."""

    incident: Incident
    joined: bool = False
    raised: bool = False


def merge_key(building_id: int | None, what: str | None) -> str | None:
    """What later reports of the same trouble in the same building have in common; None: they never merge."""
    return f"{building_id}:{what}" if building_id and what else None


def report(
    s: Session,
    request: Request,
    duty: str,
    now: datetime,
    key: str | None = None,
    vulnerable: bool = False,
    search: bool = True,
) -> Reported:
    """Open the incident of a request, or attach the request to the one that its key already names.

    :param key: see :func:`merge_key`; a danger to a person has none
    :param vulnerable: somebody vulnerable is among those concerned
    :param search: look for somebody on call at once; else an adviser is asked first
    """
    if known := of_request(s, request, duty):
        if search and known.status == "open":
            escalations.start(s, known, now)
        return Reported(known)
    incident = _open_with(s, key) if key else None
    joined = incident is not None
    if incident is None:
        incident, joined = _opened(s, request, duty, now, key)
    s.add(IncidentReport(incident_id=incident.id, request_id=request.id, at=now, vulnerable=vulnerable))
    s.flush()
    if joined:
        record(s, request, "incident_joined", "hotline", now, incident_id=incident.id)
        _follow(s, incident, request, now)
        timers.set_timer(s, JOINED_TIMER, request.id, now + JOINED_AFTER)
    raised = vulnerable and incident.raised_at is None
    if raised:
        incident.raised_at = now
        record(s, incident.request, "incident_raised", "hotline", now, incident_id=incident.id)
    if joined and (raised or request.danger):
        timers.set_timer(s, NEWS_TIMER, request.id, now)
    if search and incident.status == "open":
        escalations.start(s, incident, now)
    return Reported(incident, joined, raised)


def _opened(s: Session, request: Request, duty: str, now: datetime, key: str | None) -> tuple[Incident, bool]:
    """A new incident, unless somebody else's report with this key was quicker."""
    try:
        with s.begin_nested():
            incident = Incident(request_id=request.id, duty=duty, merge_key=key, opened_at=now)
            s.add(incident)
            s.flush()
    except IntegrityError:
        if key and (first := _open_with(s, key)):
            return first, True
        raise
    record(s, request, "incident_opened", "hotline", now, incident_id=incident.id, duty=duty)
    return incident, False


def _open_with(s: Session, key: str) -> Incident | None:
    return s.scalar(
        select(Incident)
        .where(Incident.merge_key == key, Incident.ended_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _follow(s: Session, incident: Incident, request: Request, now: datetime) -> None:
    """A later report stands where the incident stands."""
    standing = {"taken": "assigned", "arrived": "in_progress"}.get(incident.status)
    if standing:
        _move(s, request, standing, "hotline", now)


def of_request(s: Session, request: Request, duty: str | None = None) -> Incident | None:
    """The incident that a request belongs to and that has not ended, of this duty where one is named."""
    found = (
        select(Incident)
        .join(IncidentReport, IncidentReport.incident_id == Incident.id)
        .where(IncidentReport.request_id == request.id, Incident.ended_at.is_(None))
        .order_by(Incident.id.desc())
    )
    return s.scalars(found if duty is None else found.where(Incident.duty == duty)).first()


def reports(s: Session, incident: Incident) -> list[Request]:
    """The requests that belong to an incident, oldest first."""
    rows = select(Request).join(IncidentReport, IncidentReport.request_id == Request.id)
    return list(s.scalars(rows.where(IncidentReport.incident_id == incident.id).order_by(Request.id)))


def locked(s: Session, incident_id: int) -> Incident:
    """The incident, held until this transaction ends: who takes, refuses or sends waits for each other here."""
    return s.execute(
        select(Incident).where(Incident.id == incident_id).with_for_update().execution_options(populate_existing=True)
    ).scalar_one()


def take(s: Session, incident: Incident, technician: Technician, now: datetime) -> None:
    """A technician has it from now on: the search is over, every reporter's request is assigned."""
    by = _by(technician)
    incident.status, incident.technician_id, incident.taken_at = "taken", technician.id, now
    incident.technician = technician
    for search in (*_searches(s, incident, "take"), *_searches(s, incident, "hand_over")):
        escalations.end(s, search, "acknowledged", now)
    for request in reports(s, incident):
        record(s, request, "acknowledged", by, now, incident_id=incident.id)
        _move(s, request, "assigned", by, now)


def expect(s: Session, incident: Incident, technician: Technician, eta_at: datetime, now: datetime) -> None:
    """When the technician said to be there; told again, it is a delay."""
    incident.eta_at = eta_at
    record(s, incident.request, "arrival_expected", _by(technician), now, at=eta_at.isoformat())


def arrive(s: Session, incident: Incident, technician: Technician, now: datetime) -> bool:
    """The technician is on site. False when that was known, or nobody is on the way."""
    if incident.status != "taken":
        return False
    incident.status, incident.arrived_at = "arrived", now
    for request in reports(s, incident):
        record(s, request, "technician_arrived", _by(technician), now, incident_id=incident.id)
        _move(s, request, "in_progress", _by(technician), now)
    return True


def finish(s: Session, incident: Incident, technician: Technician, text: str, now: datetime) -> bool:
    """The technician is done and wrote a short report. False when the incident had ended before."""
    if incident.ended_at is not None:
        return False
    incident.report = "\n".join(part for part in (incident.report, text) if part)
    _end(s, incident, "done", now)
    for request in reports(s, incident):
        request.details = {**request.details, "on_call_report": incident.report}
        record(s, request, "on_call_done", _by(technician), now, incident_id=incident.id)
        _move(s, request, "done", _by(technician), now)
    return True


def give_back(s: Session, incident: Incident, technician: Technician, now: datetime) -> None:
    """Whoever had it cannot after all: the search goes on without them."""
    by = _by(technician)
    mine = select(Page).join(Escalation).where(Escalation.incident_id == incident.id)
    for page in s.scalars(mine.where(Page.technician_id == technician.id, Page.status == "acknowledged")):
        page.status = "refused"
    incident.status, incident.technician_id, incident.technician = "open", None, None
    incident.taken_at = incident.eta_at = incident.arrived_at = None
    for request in reports(s, incident):
        record(s, request, "given_back", by, now, incident_id=incident.id)
        _move(s, request, "assigned", by, now)
        _move(s, request, "qualified", by, now)
    escalations.start(s, incident, now)


def ask_help(s: Session, incident: Incident, technician: Technician, now: datetime) -> Escalation:
    """A second technician is looked for; the first one keeps the incident."""
    record(s, incident.request, "help_asked", _by(technician), now, incident_id=incident.id)
    return escalations.start(s, incident, now, "help")


def hand_over(s: Session, incident: Incident, technician: Technician, to: Technician, now: datetime) -> Escalation:
    """A named colleague is asked to take it over, in place of any other; until they do, the first one keeps it."""
    for search in _searches(s, incident, "hand_over"):
        escalations.end(s, search, "cancelled", now)
    record(s, incident.request, "hand_over_asked", _by(technician), now, incident_id=incident.id, to=to.code)
    return escalations.start(s, incident, now, "hand_over", only=to)


def handed_over(s: Session, incident: Incident, to: Technician, now: datetime) -> None:
    """The colleague said yes: it is theirs, and they are still to come."""
    incident.technician_id, incident.technician, incident.eta_at = to.id, to, None
    incident.status, incident.taken_at, incident.arrived_at = "taken", now, None
    for search in _searches(s, incident, "hand_over"):
        escalations.end(s, search, "acknowledged", now)
    for request in reports(s, incident):
        record(s, request, "handed_over", _by(to), now, incident_id=incident.id)
        _move(s, request, "assigned", _by(to), now)


def cancel(s: Session, incident: Incident, by: str, now: datetime) -> bool:
    """Nobody is needed any more (a false alarm, an adviser took it). False when it had ended before."""
    if incident.ended_at is not None:
        return False
    _end(s, incident, "cancelled", now)
    record(s, incident.request, "incident_cancelled", by, now, incident_id=incident.id)
    if incident.technician_id is not None:
        timers.set_timer(s, WITHDRAWN_TIMER, incident.id, now)
    return True


def withdraw(s: Session, request: Request, by: str, now: datetime) -> None:
    """A tenant needs nobody any more: the incident ends with its last reporter."""
    found = of_request(s, request)
    if found is None:
        return
    incident = locked(s, found.id)
    others = [other for other in reports(s, incident) if other.id != request.id and other.closed_at is None]
    if not others:
        cancel(s, incident, by, now)


def _end(s: Session, incident: Incident, status: str, now: datetime) -> None:
    incident.status, incident.ended_at = status, now
    for search in _searches(s, incident):
        escalations.end(s, search, "cancelled", now)


def _searches(s: Session, incident: Incident, purpose: str | None = None) -> list[Escalation]:
    still = select(Escalation).where(Escalation.incident_id == incident.id, Escalation.status == "open")
    return list(s.scalars(still if purpose is None else still.where(Escalation.purpose == purpose)))


def _move(s: Session, request: Request, status: str, by: str, now: datetime) -> None:
    if status in TRANSITIONS[request.status]:
        change_status(s, request, status, by, now)


def _by(technician: Technician) -> str:
    return f"technician:{technician.code}"
