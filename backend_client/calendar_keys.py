"""Secret addresses of calendars: made once, kept as a hash, revoked for good."""

import hashlib
import hmac
import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client.models import CalendarFeed

# 256 bits: nobody finds an address by trying.
_BYTES = 32


def create(
    s: Session, now: datetime, technician_id: int | None = None, duty: str | None = None
) -> tuple[CalendarFeed, str]:
    """A new feed of a technician's shifts or of a duty's, and its secret, which nothing can show again.

    :raises ValueError: for both or neither
    """
    if (technician_id is None) == (duty is None):
        raise ValueError("a calendar is either a technician's or a duty's")
    secret = secrets.token_urlsafe(_BYTES)
    feed = CalendarFeed(key_hash=_hash(secret), technician_id=technician_id, duty=duty, created_at=now)
    s.add(feed)
    s.flush()
    return feed, secret


def find(s: Session, secret: str) -> CalendarFeed | None:
    """The feed of a secret; None for an unknown or revoked one.

    It is looked up by its hash, so how long that takes tells nothing about secrets that exist.
    """
    key_hash = _hash(secret)
    feed = s.scalar(select(CalendarFeed).where(CalendarFeed.key_hash == key_hash))
    known = feed is not None and hmac.compare_digest(feed.key_hash, key_hash)
    return feed if feed is not None and known and feed.revoked_at is None else None


def revoke(s: Session, feed_id: int, now: datetime) -> bool:
    """Make an address dead. False when there is no such feed or it was revoked before."""
    feed = s.get(CalendarFeed, feed_id)
    if feed is None or feed.revoked_at is not None:
        return False
    feed.revoked_at = now
    return True


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
