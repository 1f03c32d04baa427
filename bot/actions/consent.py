"""Consent to data processing: a matter that asks for it waits, and its days run from the yes (charter 7.2)."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend_client import calendar, commitments, requests
from bot.actions.context import Turn, settings, upload_link
from bot.actions.noted import OPEN
from bot.actions.replies import answer
from common.wording import day, text_of

CONSENT, NO_CONSENT = "consent", "no_consent"


def end_of_day(at: datetime) -> datetime:
    """18:00 in Paris of the day, when a promise in days ends."""
    return calendar.local_instant(calendar.paris_day(at), time(18))


def given(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """Note the consent: from now on its promise runs, and the certificate can be sent. None when no matter waits."""
    asking = {m.kind: m for m in settings().matters.values() if m.consent_days}
    for request in requests.latest_of(s, turn.contact(s), limit=10):
        matter = asking.get(request.kind)
        if matter and matter.consent_days and request.status in OPEN:
            request.due_at = end_of_day(turn.now + timedelta(days=matter.consent_days))
            requests.add_detail(s, request, "tenant", turn.now, consent_at=turn.now.isoformat())
            if matter.consent_promise:
                commitments.open_commitment(s, request, matter.consent_promise, request.due_at, turn.now)
            link = upload_link(request.id, matter.upload) if matter.upload else ""
            due = day(calendar.paris_day(request.due_at))
            send = text_of("send_certificate", link=link) if link else text_of("send_certificate_later")
            return answer("consent_noted", reference=request.reference, day=due, send=send)
    return None


def refused(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """Nothing is written down, and nothing is done."""
    return answer("no_consent_noted")


TAKES: Mapping[str, Any] = {CONSENT: given, NO_CONSENT: refused}
