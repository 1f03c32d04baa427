"""Consent to data processing: a matter that asks for it waits, and its days run from the yes (charter 7.2)."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend_client import calendar, requests
from bot.actions.context import Turn, settings
from bot.actions.noted import OPEN
from bot.actions.replies import answer
from common.wording import day

CONSENT, NO_CONSENT = "consent", "no_consent"


def end_of_day(at: datetime) -> datetime:
    """18:00 in Paris of the day, when a promise in days ends."""
    return calendar.local_instant(calendar.paris_day(at), time(18))


def given(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """Note the consent. None when no matter waits for one."""
    asking = {m.kind: m.consent_days for m in settings().matters.values() if m.consent_days}
    for request in requests.latest_of(s, turn.contact(s), limit=10):
        days = asking.get(request.kind)
        if days and request.status in OPEN:
            request.due_at = end_of_day(turn.now + timedelta(days=days))
            requests.add_detail(s, request, "tenant", turn.now, consent_at=turn.now.isoformat())
            due = day(calendar.paris_day(request.due_at))
            return answer("consent_noted", reference=request.reference, day=due)
    return None


def refused(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """Nothing is written down, and nothing is done."""
    return answer("no_consent_noted")


TAKES: Mapping[str, Any] = {CONSENT: given, NO_CONSENT: refused}
