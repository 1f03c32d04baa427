"""Time: what is due is claimed and done in one transaction, on the injected clock."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from backend_client import (
    commitments,
    escalations,
    incidents,
    outbox,
    request_steps,
    requests,
    routing,
    timers,
    work_orders,
)
from backend_client.database import broken_off
from backend_client.models import Alert, Request
from hotline import (
    agreed_time_news,
    danger,
    deadline_news,
    failed_work,
    fallback,
    job_work,
    life_news,
    paging,
    privacy_rights,
    privacy_speaker,
    standing,
    takeovers,
    tenant_news,
    upload_fetch,
    upload_inbox,
    work_order_news,
    works_news,
)
from hotline.failed_work import Claimed
from hotline.outbox import Outbox
from hotline.services import Services

log = logging.getLogger(__name__)

# The longest the loop sleeps: work that another process stored is seen after this at the latest.
HEARTBEAT = 1.0
LEAST_PAUSE = 0.05


def _alert(s: Session, services: Services, subject: int, now: datetime) -> None:
    """No adviser took an urgent request in office hours: the duty is paged as it would be at night."""
    alert = s.get(Alert, subject)
    if alert is None or alert.acknowledged_at is not None:
        return
    request = s.get_one(Request, alert.request_id)
    if request.closed_at is not None:
        return
    trade = services.catalogue.situation(request.situation).trade if request.situation else "none"
    landlord = services.backend.landlord
    incidents.report(s, request, routing.duty_of(s, request, trade, landlord, now), now)


def _danger_question(s: Session, services: Services, subject: int, now: datetime) -> None:
    """Nobody answered whether the danger is real: it counts as real."""
    request = s.get(Request, subject)
    if request is not None and request.danger and request.closed_at is None:
        danger.tell(s, services, request, services.dangers[request.danger], now)


def _fallback(s: Session, services: Services, subject: int, now: datetime) -> None:
    """At night, with a message that could not be read, nobody said whether it is urgent: it counts as urgent."""
    request = s.get(Request, subject)
    if request is not None and request.closed_at is None and fallback.undecided(request):
        fallback.record(s, services, request, "on_call")


Work = Callable[[Session, Services, int, datetime], None]
WORK: dict[str, Work] = {
    escalations.TIMER: paging.advance,
    escalations.RECEIPT_TIMER: paging.no_receipt,
    incidents.NEWS_TIMER: paging.tell_news,
    incidents.JOINED_TIMER: tenant_news.joined,
    incidents.WITHDRAWN_TIMER: paging.tell_withdrawn,
    work_orders.TIMER: work_order_news.tell,
    commitments.TIMER: deadline_news.look,
    commitments.BREACH_TIMER: deadline_news.tell_breach,
    requests.NEWS_TIMER: life_news.tell,
    requests.ANSWERED_TIMER: life_news.answered,
    requests.ENDED_TIMER: life_news.ended,
    request_steps.REMIND_TIMER: life_news.remind,
    **agreed_time_news.WORK,
    "alert": _alert,
    upload_inbox.TIMER: upload_fetch.fetch,
    "danger_question": _danger_question,
    "fallback": _fallback,
    **job_work.WORK,
    **privacy_rights.WORK,
    **privacy_speaker.WORK,
    **standing.WORK,
    **works_news.WORK,
    **takeovers.WORK,
}


class Schedule:
    """One loop: do what is due, send what is queued, then sleep until the next due time or a wake-up."""

    def __init__(self, services: Services, outbox: Outbox) -> None:
        self._services = services
        self._outbox = outbox
        # When the loop last came round, on the machine's clock (a simulated one may be set while it runs).
        self.came_round_at = time.monotonic()

    async def run(self) -> None:
        begun = False
        while True:
            self._services.wake.clear()
            try:
                begun = begun or await self._services.paging(self._begun)
                await self.tick()
                pause = await self._services.paging(self._pause)
            except (SQLAlchemyError, OSError) as error:
                log.error("the database does not let the schedule work (%s); it tries again", type(error).__name__)
                pause = HEARTBEAT
            except Exception:
                # Whatever it is, time goes on: a loop that ends would page nobody until the next start.
                log.exception("the schedule could not do its work; it tries again")
                pause = HEARTBEAT
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._services.wake.wait(), timeout=pause)

    def begin(self) -> None:
        """See that what has to be done again and again is waited for."""
        with self._services.backend.transaction() as s:
            standing.begin(s, self._services, self._services.clock())

    def _begun(self) -> bool:
        """What cannot be begun keeps no page from going out; it is tried again."""
        try:
            self.begin()
        except Exception:
            log.exception("the standing work could not be begun; it is tried again")
            return False
        return True

    async def tick(self) -> None:
        """Do everything that is due now, including what that work makes due."""
        self.came_round_at = time.monotonic()
        while await self._services.paging(self._one) or await self._outbox.send_due():
            self.came_round_at = time.monotonic()

    def _pause(self) -> float:
        with self._services.backend.reading() as s:
            dues = [due for due in (timers.next_due(s), outbox.next_due(s)) if due is not None]
        if not dues:
            return HEARTBEAT
        left = (min(dues) - self._services.clock()) / timedelta(seconds=1)
        # What is due already is in another worker's hands.
        return min(max(left, LEAST_PAUSE), HEARTBEAT)

    def _one(self) -> bool:
        """Claim one timer and do its work, both in one transaction: a crash leaves it due.

        Work that fails is put off, ever longer, so that it never stands before the work of others.
        """
        now = self._services.clock()
        with self._services.backend.reading() as s:
            due = timers.next_due(s)
        if due is None or due > now:
            return False
        claimed: list[Claimed] = []
        try:
            with self._services.backend.transaction() as s:
                claimed = [Claimed(t.id, t.kind, t.subject_id, t.failures) for t in timers.claim_due(s, now, 1)]
                for timer in claimed:
                    WORK[timer.kind](s, self._services, timer.subject, now)
        except Exception as error:
            if not claimed or (isinstance(error, OperationalError) and broken_off(error)):
                raise
            log.exception("the work of these timers failed, it is put off: %s", claimed)
            with self._services.backend.transaction() as s:
                for timer in claimed:
                    failed_work.put_off(s, timer, now)
        return bool(claimed)

    async def start(self) -> None:
        """Keep time until cancelled."""
        self._services.loop = asyncio.get_running_loop()
        await self.run()
