"""The clock of promises: staff are warned before a date, and the tenant is told honestly when it has passed."""

from datetime import datetime

from sqlalchemy.orm import Session

from backend_client import alerts, commitments, deadlines, timers
from backend_client.models import Commitment
from hotline.services import Services


def look(s: Session, services: Services, commitment_id: int, now: datetime) -> None:
    """Warn of an open commitment or note that its date has passed, and wait for what comes next."""
    commitment = s.get(Commitment, commitment_id, with_for_update=True)
    if commitment is None or not commitments.is_open(commitment) or commitment.breached_at is not None:
        return
    request, landlord, table = commitment.request, services.backend.landlord, commitments.promises()
    if commitments.open_pause(s, request) is not None:
        return
    promise = table.by_number[commitment.promise]
    warn_at = deadlines.warn_at(promise, table, request.urgency, landlord, commitment.due_at)
    if now < warn_at:
        timers.set_timer(s, commitments.TIMER, commitment.id, warn_at)
    elif now < commitment.due_at:
        if commitment.warned_at is None and warn_at < commitment.due_at:
            commitment.warned_at = now
            alerts.raise_alert(s, request, "due_soon", now, None)
        timers.set_timer(s, commitments.TIMER, commitment.id, commitment.due_at)
    else:
        commitment.breached_at, commitment.breach_reason = commitment.due_at, "nobody_acted"
        alerts.raise_alert(s, request, "overdue", now, None)
