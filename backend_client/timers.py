"""Waits. Every wait is a row with a due time on the injected clock, claimed in one transaction."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import Session

from backend_client.database import WORK_MADE
from backend_client.models import Timer


def set_timer(s: Session, kind: str, subject_id: int, due_at: datetime) -> None:
    """Wait until ``due_at``. A kind has one open timer per subject: setting it again moves it."""
    s.info[WORK_MADE] = True
    moved = cast(
        CursorResult[Any],
        s.execute(update(Timer).where(*_open(kind, subject_id)).values(due_at=due_at)),
    )
    if not moved.rowcount:
        _add(s, kind, subject_id, due_at)


def start_timer(s: Session, kind: str, subject_id: int, due_at: datetime) -> None:
    """Wait until ``due_at``; what is being waited for already keeps its time, however often it is asked for."""
    if s.scalar(select(Timer.id).where(*_open(kind, subject_id))) is None:
        _add(s, kind, subject_id, due_at)


def _add(s: Session, kind: str, subject_id: int, due_at: datetime) -> None:
    s.add(Timer(kind=kind, subject_id=subject_id, due_at=due_at))
    s.flush()


def claim_due(s: Session, now: datetime, limit: int) -> list[Timer]:
    """The open timers that are due, earliest first, marked done in this transaction.

    On Postgres, two workers never claim the same one and never wait for each other.
    """
    due = (
        select(Timer)
        .where(Timer.done_at.is_(None), Timer.due_at <= now)
        .order_by(Timer.due_at, Timer.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    timers = list(s.scalars(due))
    for timer in timers:
        timer.done_at = now
    s.flush()
    return timers


def put_off(s: Session, timer_id: int, due_at: datetime, now: datetime) -> None:
    """Count a failure of a timer's work and wait until ``due_at``. One that was done or moved on meanwhile is left."""
    due = (Timer.id == timer_id, Timer.done_at.is_(None), Timer.due_at <= now)
    s.execute(update(Timer).where(*due).values(due_at=due_at, failures=Timer.failures + 1))


def count_failing(s: Session, kinds: Collection[str], failures: int) -> int:
    """How many open timers of these kinds failed so often or more."""
    failing = (Timer.kind.in_(kinds), Timer.done_at.is_(None), Timer.failures >= failures)
    return s.scalar(select(func.count()).select_from(Timer).where(*failing)) or 0


def next_due(s: Session) -> datetime | None:
    """When the next open timer is due."""
    return s.scalar(select(func.min(Timer.due_at)).where(Timer.done_at.is_(None)))


def drop(s: Session, kind: str, subject_id: int) -> bool:
    """Stop waiting. Returns whether anything was waiting."""
    dropped = cast(CursorResult[Any], s.execute(delete(Timer).where(*_open(kind, subject_id))))
    return bool(dropped.rowcount)


def sweep(s: Session, before: datetime, but: Collection[str] = ()) -> int:
    """Forget what was waited for and done before an instant, except for some kinds. Returns how many."""
    done = (Timer.done_at < before, Timer.kind.not_in(but))
    swept = cast(CursorResult[Any], s.execute(delete(Timer).where(*done)))
    return swept.rowcount


def _open(kind: str, subject_id: int) -> tuple[Any, ...]:
    return Timer.kind == kind, Timer.subject_id == subject_id, Timer.done_at.is_(None)
