"""What has to be done again and again, on the injected clock: each is one durable timer that sets itself anew."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from backend_client import timers
from hotline import check_ins, handovers, night_notice, rota_watch, upload_upkeep
from hotline.services import Services

# There is one of each: their timers have no row to speak of.
SUBJECT = 0
SWEEP_TIMER, SWEPT_EVERY, KEPT = "timers_swept", timedelta(hours=6), timedelta(days=2)
"""Timers whose work was done are forgotten after two days."""


def sweep(s: Session, services: Services, subject: int, now: datetime) -> None:
    """The table of waits stays small, however often something is looked at. The rota's own say who watched."""
    timers.sweep(s, now - KEPT, but=(handovers.TIMER,))
    timers.set_timer(s, SWEEP_TIMER, subject, now + SWEPT_EVERY)


WORK = {
    handovers.TIMER: handovers.look,
    handovers.ANSWER_TIMER: handovers.no_answer,
    rota_watch.TIMER: rota_watch.look,
    night_notice.TIMER: night_notice.tell,
    check_ins.TIMER: check_ins.look,
    upload_upkeep.TIMER: upload_upkeep.look,
    SWEEP_TIMER: sweep,
}


def begin(s: Session, services: Services, now: datetime) -> None:
    """At the start of a process: look at the rota at once, and see that the daily work is waited for.

    What was missed while nothing ran is done now: its timer is due.
    """
    timers.set_timer(s, handovers.TIMER, SUBJECT, now)
    timers.start_timer(s, SWEEP_TIMER, SUBJECT, now + SWEPT_EVERY)
    timers.start_timer(s, rota_watch.TIMER, SUBJECT, rota_watch.next_at(now))
    timers.start_timer(s, check_ins.TIMER, SUBJECT, check_ins.next_at(services.backend.landlord, now))
    timers.start_timer(s, night_notice.TIMER, SUBJECT, night_notice.next_at(services.backend.landlord, now))
    timers.start_timer(s, upload_upkeep.TIMER, SUBJECT, upload_upkeep.next_at(now))
