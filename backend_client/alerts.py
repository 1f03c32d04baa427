"""Alerts: what the adviser desk is shown, and when the duty is paged because nobody took it."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from backend_client import timers
from backend_client.models import Alert, Request
from backend_client.requests import record


def raise_alert(s: Session, request: Request, reason: str, now: datetime, due_at: datetime | None) -> Alert:
    """Show a request to the adviser desk; unanswered at ``due_at``, if there is one, the timer ``alert`` fires.

    While one is open for the same reason, that one is returned.
    """
    waiting = select(Alert).where(
        Alert.request_id == request.id, Alert.reason == reason, Alert.acknowledged_at.is_(None)
    )
    if known := s.scalars(waiting).first():
        return known
    alert = Alert(request_id=request.id, reason=reason, raised_at=now, due_at=due_at)
    s.add(alert)
    s.flush()
    if due_at is not None:
        timers.set_timer(s, "alert", alert.id, due_at)
    record(s, request, "alert_raised", "hotline", now, alert_id=alert.id, reason=reason)
    return alert


def acknowledge_alert(s: Session, alert_id: int, by: str, now: datetime) -> bool:
    """An adviser takes it. False when it is unknown or was taken before: nothing changes then."""
    taken = cast(
        CursorResult[Any],
        s.execute(
            update(Alert)
            .where(Alert.id == alert_id, Alert.acknowledged_at.is_(None))
            .values(acknowledged_at=now, acknowledged_by=by)
        ),
    )
    if not taken.rowcount:
        return False
    timers.drop(s, "alert", alert_id)
    request = s.get_one(Request, s.get_one(Alert, alert_id).request_id)
    record(s, request, "alert_acknowledged", by, now, alert_id=alert_id)
    return True
