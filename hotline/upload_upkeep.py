"""Once a day: files whose time is over are deleted, and files that no row names."""

import logging
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from backend_client import attachments, timers
from backend_client.calendar import local_instant, paris_day
from hotline.services import Services

log = logging.getLogger(__name__)

TIMER = "attachment_upkeep"
# While nobody is likely to send anything (Paris).
AT = time(4, 10)


def next_at(now: datetime) -> datetime:
    """The next ten past four of Paris after an instant."""
    today = local_instant(paris_day(now), AT)
    return today if today > now else local_instant(paris_day(now) + timedelta(days=1), AT)


def look(s: Session, services: Services, subject: int, now: datetime) -> None:
    """Expire and sweep, and do so again tomorrow."""
    store = services.files.store
    expired = attachments.expire(s, store, services.backend.landlord, now)
    swept = attachments.sweep(s, store, now)
    if expired or swept:
        log.info("files: %s expired, %s without a row", expired, swept)
    timers.set_timer(s, TIMER, subject, next_at(now))
