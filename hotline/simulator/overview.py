"""What the landlord's desk would see of the newest requests, as JSON for the simulator's page."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from backend_client.models import Alert, Appointment, Escalation, IncidentReport, Page, Request, RequestEvent

Json = dict[str, Any]

_LIVE = ("booked", "done", "missed", "no_access", "incomplete")


def requests(s: Session, limit: int = 20) -> list[Json]:
    """The newest requests with what happened to them; dangers to people too, since nobody real is in there."""
    newest = s.scalars(
        select(Request).options(joinedload(Request.person)).order_by(Request.id.desc()).limit(limit)
    ).all()
    ids = [request.id for request in newest]
    events = _by_request(
        s.scalars(select(RequestEvent).where(RequestEvent.request_id.in_(ids)).order_by(RequestEvent.id))
    )
    alerts = _by_request(s.scalars(select(Alert).where(Alert.request_id.in_(ids)).order_by(Alert.id)))
    appointments = _by_request(
        s.scalars(
            select(Appointment)
            .options(joinedload(Appointment.contractor))
            .where(Appointment.request_id.in_(ids), Appointment.status.in_(_LIVE))
            .order_by(Appointment.id)
        )
    )
    pages = _pages(s, ids)
    return [
        {
            "id": request.id,
            "reference": request.reference,
            "kind": request.kind,
            "status": request.status,
            "situation": request.situation,
            "urgency": request.urgency,
            "due_at": _iso(request.due_at),
            "danger": request.danger,
            "private": request.private,
            "summary": request.summary,
            "team": request.team,
            "channel": request.channel,
            "language": request.language,
            "who": f"{request.person.first_name} {request.person.last_name}" if request.person else request.typed_name,
            "created_at": _iso(request.created_at),
            "closed_at": _iso(request.closed_at),
            "events": [_event(event) for event in events[request.id]],
            "pages": [_page(page) for page in pages[request.id]],
            "appointment": next((_appointment(one) for one in reversed(appointments[request.id])), None),
            "alerts": [_alert(alert) for alert in alerts[request.id]],
        }
        for request in newest
    ]


def _pages(s: Session, ids: list[int]) -> dict[int, list[Page]]:
    found: dict[int, list[Page]] = defaultdict(list)
    sent = (
        select(Page, IncidentReport.request_id)
        .join(Escalation, Escalation.id == Page.escalation_id)
        .join(IncidentReport, IncidentReport.incident_id == Escalation.incident_id)
        .where(IncidentReport.request_id.in_(ids))
        .order_by(Page.id)
    )
    for page, request_id in s.execute(sent.options(joinedload(Page.technician), joinedload(Page.escalation))):
        found[request_id].append(page)
    return found


def _by_request(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.request_id].append(row)
    return found


def _event(event: RequestEvent) -> Json:
    return {"at": _iso(event.at), "kind": event.kind, "by": event.by, "data": event.data}


def _page(page: Page) -> Json:
    return {
        "id": page.id,
        "duty": page.escalation.duty,
        "step": page.step,
        "round": page.round,
        "means": page.means,
        "reason": page.reason,
        "technician": page.technician.name,
        "phone": page.technician.phone,
        "code": page.code,
        "status": page.status,
        "created_at": _iso(page.created_at),
        "answered_at": _iso(page.answered_at),
    }


def _appointment(appointment: Appointment) -> Json:
    return {
        "id": appointment.id,
        "contractor": appointment.contractor.name,
        "starts_at": _iso(appointment.starts_at),
        "ends_at": _iso(appointment.ends_at),
        "status": appointment.status,
    }


def _alert(alert: Alert) -> Json:
    return {
        "id": alert.id,
        "reason": alert.reason,
        "raised_at": _iso(alert.raised_at),
        "due_at": _iso(alert.due_at),
        "acknowledged_at": _iso(alert.acknowledged_at),
        "acknowledged_by": alert.acknowledged_by,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
