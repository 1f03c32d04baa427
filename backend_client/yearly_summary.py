"""The yearly summary of satisfaction (charter 6.2): each is a request without a tenant, kept by its sending.

Noting one opens the next, due a year later, so that staff are warned of it in time.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import commitments, deadlines, requests
from backend_client.landlord import Landlord
from backend_client.models import Request

KIND, PROMISE, SENT = "satisfaction", "6.2", "summary_sent"
APART = timedelta(days=30)
"""Nobody sends two within this time: the second note is a mistake."""


class SentAlready(ValueError):
    """The summary was noted a moment ago."""


def sent(s: Session, landlord: Landlord, by: str, now: datetime) -> datetime:
    """Note that the summary was sent to the tenants. Returns when the next one is due.

    :param by: who says so, as ``adviser:marie``
    :raises SentAlready: one was noted within :data:`APART`; nothing was written
    """
    open_ = select(Request).where(Request.kind == KIND, Request.closed_at.is_(None)).order_by(Request.id)
    waiting = s.scalars(open_.limit(1).with_for_update()).first()
    if waiting is not None and now - waiting.created_at < APART:
        raise SentAlready(f"the summary was noted on {waiting.created_at.date().isoformat()} already")
    current = waiting or _open(s, landlord, by, now)
    requests.record(s, current, SENT, by, now)
    requests.change_status(s, current, "closed", by, now, reason="completed")
    due_at = _open(s, landlord, by, now).due_at
    assert due_at is not None  # a promise in days has a date
    return due_at


def _open(s: Session, landlord: Landlord, by: str, now: datetime) -> Request:
    due_at = deadlines.due_of(commitments.promises().by_number[PROMISE], landlord, now)
    request = requests.open_request(s, kind=KIND, channel="hotline", contact_id=None, now=now, by=by, due_at=due_at)
    commitments.open_commitment(s, request, PROMISE, due_at, now)
    return request
