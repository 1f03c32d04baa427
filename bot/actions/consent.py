"""Consent to data processing: a matter that asks for it waits, and its days run from the yes (charter 7.2)."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend_client import calendar, commitments, requests
from backend_client.models import Request
from bot.actions.context import Turn, settings, upload_link
from bot.actions.noted import OPEN
from bot.actions.replies import answer
from bot.actions.settings import Matter
from common.wording import day, text_of

CONSENT, NO_CONSENT = "consent", "no_consent"


def end_of_day(at: datetime) -> datetime:
    """18:00 in Paris of the day, when a promise in days ends."""
    return calendar.local_instant(calendar.paris_day(at), time(18))


def given(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """Note the consent: from now on its promise runs, and the certificate can be sent. None when no matter waits.

    Given again, it changes nothing: what was promised stays, and is said once more.
    """
    asking = {m.kind: m for m in settings().matters.values() if m.consent_days}
    for request in requests.latest_of(s, turn.contact(s), limit=10):
        matter = asking.get(request.kind)
        if matter and request.status in OPEN:
            given_at = request.details.get("consent_at")
            due = _promised(s, request, matter, given_at) if given_at else _begun(s, turn, request, matter)
            link = upload_link(request.id, matter.upload) if matter.upload else ""
            send = text_of("send_certificate", link=link) if link else text_of("send_certificate_later")
            return answer("consent_noted", reference=request.reference, day=day(calendar.paris_day(due)), send=send)
    return None


def _begun(s: Session, turn: Turn, request: Request, matter: Matter) -> datetime:
    """The days run from now. Returns their end."""
    due = request.due_at = _end_of_days(turn.now, matter)
    requests.add_detail(s, request, "tenant", turn.now, consent_at=turn.now.isoformat())
    if matter.consent_promise:
        commitments.open_commitment(s, request, matter.consent_promise, due, turn.now)
    return due


def _promised(s: Session, request: Request, matter: Matter, given_at: str) -> datetime:
    """Until when it is promised since the consent was given; a pause may have moved it."""
    made = commitments.latest(s, request, matter.consent_promise) if matter.consent_promise else None
    return made.due_at if made is not None else _end_of_days(datetime.fromisoformat(given_at), matter)


def _end_of_days(since: datetime, matter: Matter) -> datetime:
    return end_of_day(since + timedelta(days=matter.consent_days or 0))


def refused(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """Nothing is written down, and nothing is done."""
    return answer("no_consent_noted")


TAKES: Mapping[str, Any] = {CONSENT: given, NO_CONSENT: refused}
