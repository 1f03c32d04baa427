"""Work of the clock that failed: it is tried again after ever longer waits, and an operator is told when it goes on."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from backend_client import escalations, incidents, timers
from hotline import handovers

log = logging.getLogger(__name__)

FIRST = timedelta(seconds=5)
"""The wait after the first failure; each further one doubles it. Others' work comes first meanwhile."""
# A doubling more than these and every wait is the longest.
_DOUBLINGS = 10


@dataclass(frozen=True)
class Patience:
    """How work of a kind is tried again. ``longest``: no wait is longer; ``told_at``: at so many failures in a row the
    operator is told, once."""

    longest: timedelta
    told_at: int


PAGING, OTHER = Patience(timedelta(seconds=60), told_at=3), Patience(timedelta(hours=1), told_at=8)
OF_KIND: Mapping[str, Patience] = {
    escalations.TIMER: PAGING,
    escalations.RECEIPT_TIMER: PAGING,
    incidents.NEWS_TIMER: PAGING,
    incidents.JOINED_TIMER: PAGING,
    incidents.WITHDRAWN_TIMER: PAGING,
    handovers.TIMER: PAGING,
    handovers.ANSWER_TIMER: PAGING,
    "alert": PAGING,
    "danger_question": PAGING,
    "fallback": PAGING,
}
"""The kinds of timers by which somebody on call is found or told; all others can wait longer."""


@dataclass(frozen=True)
class Claimed:
    """A timer whose work is being done. ``failures``: how often it failed before."""

    id: int
    kind: str
    subject: int
    failures: int


def wait_after(kind: str, failures: int) -> timedelta:
    """How long to wait after so many failures in a row (1 or more)."""
    return min(FIRST * (1 << min(failures - 1, _DOUBLINGS)), OF_KIND.get(kind, OTHER).longest)


def put_off(s: Session, claimed: Claimed, now: datetime) -> None:
    """Try again later; the log says once, with ids, that it is for a human being to look at."""
    failures = claimed.failures + 1
    wait = wait_after(claimed.kind, failures)
    timers.put_off(s, claimed.id, now + wait, now)
    if failures == OF_KIND.get(claimed.kind, OTHER).told_at:
        log.critical(
            "timer %d (%s, subject %d) has failed %d times in a row: somebody has to look at it, it is tried on",
            claimed.id,
            claimed.kind,
            claimed.subject,
            failures,
        )


def failing_pages(s: Session) -> int:
    """How many timers by which somebody on call is found or told fail again and again."""
    return timers.count_failing(s, [kind for kind, patience in OF_KIND.items() if patience is PAGING], PAGING.told_at)
