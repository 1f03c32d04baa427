"""The rows of a night's report, read at once."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from backend_client.models import (
    Alert,
    Duty,
    DutyCheck,
    Escalation,
    Incident,
    IncidentReport,
    Page,
    Request,
    RequestEvent,
)
from backend_client.night_report import EVENTS, Rows

# An alert that only says that there is a report is no news in it.
REASON = "night_report"


def read(s: Session, since: datetime, until: datetime, what: Callable[[Request], str]) -> Rows:
    """Eight queries, however long the night was.

    :param what: what a request is about, in the office's words; asked of no private request
    """
    lasting = Incident.opened_at < until, or_(Incident.ended_at.is_(None), Incident.ended_at >= since)
    place = joinedload(Incident.request).options(joinedload(Request.building), joinedload(Request.dwelling))
    incidents = s.scalars(select(Incident).where(*lasting).options(place, joinedload(Incident.technician))).all()
    of_these = Escalation.incident_id.in_([incident.id for incident in incidents])
    pages = select(Page).join(Escalation).where(of_these)
    reports = select(IncidentReport).where(IncidentReport.incident_id.in_([incident.id for incident in incidents]))
    history = select(RequestEvent).where(
        RequestEvent.request_id.in_([incident.request_id for incident in incidents]), RequestEvent.kind.in_(EVENTS)
    )
    checks = select(DutyCheck).where(
        DutyCheck.created_at >= since, DutyCheck.created_at < until, DutyCheck.status != "known"
    )
    waiting = select(Alert, Request).join(Request, Request.id == Alert.request_id)
    unseen = Alert.acknowledged_at.is_(None), Alert.reason != REASON
    return Rows(
        incidents=incidents,
        reports=s.scalars(reports.options(joinedload(IncidentReport.request))).all(),
        pages=s.scalars(pages.options(joinedload(Page.technician), joinedload(Page.escalation))).all(),
        events=s.scalars(history.order_by(RequestEvent.id)).all(),
        checks=s.scalars(checks.options(joinedload(DutyCheck.technician)).order_by(DutyCheck.id)).all(),
        alerts=[(alert, request) for alert, request in s.execute(waiting.where(*unseen).order_by(Alert.id))],
        duties={code: label for code, label in s.execute(select(Duty.code, Duty.label))},
        what={each.request_id: what(each.request) for each in incidents if not each.request.private},
    )
