"""Commitments: what a request owes by the charter, kept only by the event that ends it.

The promises are data (``promises.toml``). Nothing here knows of opening days: when a commitment is warned of and when
it is late is decided by :mod:`backend_client.deadlines`, at the timer :data:`TIMER`.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend_client import timers
from backend_client.models import Alert, Commitment, Pause, Request, RequestEvent

TIMER = "commitment"
"""A commitment is looked at: staff are warned, or the date has passed. The subject is the commitment."""

BREACH_TIMER = "commitment_breached"
"""A date passed unkept: staff and tenant are told. The subject is the commitment."""

DUE_SOON, OVERDUE = ALERTS = ("due_soon", "overdue")
"""The reasons of the alerts of dates: staff are warned; the date has passed."""

SIGNIFICANT_ACTION, ORDER_TOLD, ON_TIME, SURVEY = "3.2", "3.3", "3.7", "4.1"
"""The promises that requests bring with them by themselves; the others are opened by what understands the matter."""

WINDOW = timedelta(hours=2)
"""The length of an arrival window (promise 3.7)."""
SURVEYED = timedelta(days=7)
"""How long after a visit it can be rated (promise 4.1): later nobody remembers well."""

_FILE, _SCHEMA = Path(__file__).with_name("promises.toml"), Path(__file__).with_name("promises.schema.json")


class PromisesError(ValueError):
    """The table of promises cannot be used. The message names the file and the place."""


@dataclass(frozen=True)
class Span:
    """A length of time: one of minutes or hours by day and night, calendar days, or working days."""

    minutes: int = 0
    hours: int = 0
    days: int = 0
    working_days: int = 0


@dataclass(frozen=True)
class Promise:
    """A line of the charter. ``kept_by``: the kinds of request events that end it; ``due``: its default delay.

    ``tell_late``: whether the tenant waits for it by themselves and is told when its date passed. ``by_others``: a firm
    or the service itself keeps it, so that nobody of the staff has to look at it before its date has passed.
    """

    number: str
    title: str
    theme: str
    kept_by: frozenset[str]
    due: Span | None = None
    warn: Span | None = None
    tell_late: bool = True
    by_others: bool = False


@dataclass(frozen=True)
class Promises:
    """The whole table. ``warn``: by urgency, for promise 3.2."""

    by_number: Mapping[str, Promise]
    warn: Mapping[str, Span]

    @classmethod
    def load(cls, path: Path = _FILE) -> "Promises":
        """:raises PromisesError: the file breaks its schema, or names a promise twice"""
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
        problems = sorted(Draft202012Validator(schema).iter_errors(content), key=lambda each: each.json_path)
        if problems:
            raise PromisesError(f"{path.name}: {problems[0].json_path}: {problems[0].message}")
        rows = [_promise(row) for row in content["promise"]]
        by_number = {row.number: row for row in rows}
        if len(by_number) < len(rows):
            raise PromisesError(f"{path.name}: a promise is there twice")
        return cls(by_number, {urgency: Span(**span) for urgency, span in content["warn"].items()})

    @property
    def keeping(self) -> frozenset[str]:
        """The kinds of events that keep any promise."""
        return frozenset().union(*(promise.kept_by for promise in self.by_number.values()))


def _promise(row: Mapping[str, Any]) -> Promise:
    spans = {name: Span(**row[name]) for name in ("due", "warn") if name in row}
    return Promise(**{**row, "kept_by": frozenset(row["kept_by"]), **spans})


@lru_cache(maxsize=1)
def promises() -> Promises:
    """The table of promises, read once."""
    return Promises.load()


@lru_cache(maxsize=1)
def _keeping() -> frozenset[str]:
    return promises().keeping


def open_commitment(
    s: Session, request: Request, promise: str, due_at: datetime, now: datetime, again: bool = False
) -> Commitment:
    """Promise something for a request; what is promised for it already is returned as it is.

    :param promise: the charter's number, as ``3.4``
    :param again: where the earlier one was kept or withdrawn, promise it anew (a request that was reopened)
    :raises KeyError: the table has no such promise
    """
    known_promise = promises().by_number[promise]
    known = latest(s, request, known_promise.number)
    if known is not None and (not again or is_open(known)):
        return known
    made = Commitment(
        request_id=request.id,
        promise=known_promise.number,
        round=known.round + 1 if known else 0,
        opened_at=now,
        first_due_at=due_at,
        due_at=due_at,
    )
    s.add(made)
    s.flush()
    timers.set_timer(s, TIMER, made.id, now)
    return made


def move(s: Session, commitment: Commitment, due_at: datetime, now: datetime) -> None:
    """Give an open commitment another date because what was promised is another thing (a new urgency, another window).

    One that is late already stays late.
    """
    if not is_open(commitment) or commitment.breached_at is not None or commitment.due_at == due_at:
        return
    commitment.due_at = commitment.first_due_at = due_at
    commitment.warned_at = None
    timers.set_timer(s, TIMER, commitment.id, now)
    s.flush()


def withdraw(s: Session, request: Request, now: datetime, promise: str | None = None) -> None:
    """Nobody waits for it any more: all that is open of a request, or one promise. Neither kept nor late, but for a
    window that has passed (:func:`is_missed`)."""
    for commitment in open_of(s, request):
        if promise in (None, commitment.promise):
            commitment.withdrawn_at = now
            timers.drop(s, TIMER, commitment.id)
    s.flush()
    _settle_alerts(s, request, "hotline", now)


def _settle_alerts(s: Session, request: Request, by: str, now: datetime) -> None:
    """What was warned of is nobody's to see any more once nothing else of the request was warned of."""
    if any(each.warned_at or each.breached_at for each in open_of(s, request)):
        return
    waiting = (Alert.request_id == request.id, Alert.reason.in_(ALERTS), Alert.acknowledged_at.is_(None))
    s.execute(update(Alert).where(*waiting).values(acknowledged_at=now, acknowledged_by=by))


def heard(s: Session, request: Request, event: RequestEvent) -> None:
    """Keep what an event of a request ends, and promise what it brings with it.

    A booked window is promised (3.7), and another one in its place moves it; one that is given up is not waited for.
    One that was missed stays late, and the window after it is a case of its own. A visit that took place is to be
    rated (4.1).
    """
    if event.kind in _keeping():
        for commitment in open_of(s, request):
            if event.kind in promises().by_number[commitment.promise].kept_by:
                keep(s, commitment, event)
    if event.kind == "no_show":
        _miss(s, request, "firm_absent", event.at)
    if event.kind == "booked" and (starts := event.data.get("starts_at")):
        if _has_lapsed(s, request, event.at):
            _miss(s, request, "not_reported", event.at)
        ends_at = datetime.fromisoformat(starts) + WINDOW
        move(s, open_commitment(s, request, ON_TIME, ends_at, event.at, again=True), ends_at, event.at)
    elif event.kind == "appointment_given_up" and event.data.get("reason") != "moved":
        withdraw(s, request, event.at, ON_TIME)
    elif event.kind in ("arrived", "done") and "appointment_id" in event.data:
        open_commitment(s, request, SURVEY, event.at + SURVEYED, event.at, again=_is_new_visit(s, request, event))


def _has_lapsed(s: Session, request: Request, now: datetime) -> bool:
    """Whether the window that is promised is over, and nobody said what became of it."""
    known = latest(s, request, ON_TIME)
    if known is None or not is_open(known):
        return False
    return known.breached_at is not None or (known.due_at <= now and open_pause(s, request) is None)


def _miss(s: Session, request: Request, reason: str, now: datetime) -> None:
    """The window that is promised was missed: late for good, and nobody waits for that one any more."""
    known = latest(s, request, ON_TIME)
    if known is None or not is_open(known):
        return
    breach(s, known, reason, now)
    if reason == "firm_absent":
        known.breach_reason = reason
    withdraw(s, request, now, ON_TIME)


def _is_new_visit(s: Session, request: Request, event: RequestEvent) -> bool:
    """Whether no earlier event told that this visit took place."""
    seen = select(RequestEvent.data).where(
        RequestEvent.request_id == request.id, RequestEvent.kind.in_(("arrived", "done")), RequestEvent.id < event.id
    )
    return all(data.get("appointment_id") != event.data["appointment_id"] for data in s.scalars(seen))


def keep(s: Session, commitment: Commitment, event: RequestEvent) -> None:
    """An event ends a commitment. One that comes after the date finds the promise broken, and says so."""
    late = event.at >= commitment.due_at and open_pause(s, commitment.request) is None
    if late and commitment.breached_at is None:
        commitment.breached_at, commitment.breach_reason = commitment.due_at, "late_action"
    commitment.kept_at, commitment.kept_by_id = event.at, event.id
    timers.drop(s, TIMER, commitment.id)
    s.flush()
    _settle_alerts(s, commitment.request, event.by, event.at)


def breach(s: Session, commitment: Commitment, reason: str, now: datetime) -> None:
    """The date passed unkept: noted once, as of the date, and told by the timer :data:`BREACH_TIMER`."""
    if is_open(commitment) and commitment.breached_at is None:
        commitment.breached_at, commitment.breach_reason = commitment.due_at, reason
        timers.set_timer(s, BREACH_TIMER, commitment.id, now)
        s.flush()


def end_pause(s: Session, request: Request, now: datetime) -> Pause | None:
    """The clock goes on: what is owed is looked at again. Returns the pause that ended, None where there was none."""
    pause = open_pause(s, request)
    if pause is not None:
        pause.ends_at = now
        s.flush()
        for commitment in open_of(s, request):
            timers.set_timer(s, TIMER, commitment.id, now)
    return pause


def settle_pause(s: Session, request: Request, now: datetime) -> None:
    """A request was settled while its clock stood: what it still owes has as much time left as when it stopped."""
    pause = end_pause(s, request, now)
    if pause is None:
        return
    for commitment in open_of(s, request):
        if commitment.breached_at is None and commitment.promise != ON_TIME:
            commitment.due_at += now - max(pause.starts_at, commitment.opened_at)
    s.flush()


def is_open(commitment: Commitment) -> bool:
    """Whether somebody still waits for it, in time or late."""
    return commitment.kept_at is None and commitment.withdrawn_at is None


def is_missed(commitment: Commitment) -> bool:
    """Whether it was a window that passed unkept and is not waited for any more: that cannot be taken back."""
    over = commitment.withdrawn_at is not None and commitment.breached_at is not None
    return over and commitment.promise == ON_TIME


def latest(s: Session, request: Request, promise: str) -> Commitment | None:
    """The newest commitment of a request to a promise."""
    same = select(Commitment).where(Commitment.request_id == request.id, Commitment.promise == promise)
    return s.scalar(same.order_by(Commitment.round.desc()).limit(1))


def open_of(s: Session, request: Request) -> Sequence[Commitment]:
    """What a request still owes, the earliest date first."""
    owed = select(Commitment).where(
        Commitment.request_id == request.id, Commitment.kept_at.is_(None), Commitment.withdrawn_at.is_(None)
    )
    return s.scalars(owed.order_by(Commitment.due_at, Commitment.id)).all()


def promised(s: Session, request: Request) -> frozenset[str]:
    """Every promise that a request ever brought with it."""
    return frozenset(s.scalars(select(Commitment.promise).where(Commitment.request_id == request.id)))


def open_pause(s: Session, request: Request) -> Pause | None:
    """The pause that a request's clock is in."""
    return s.scalar(select(Pause).where(Pause.request_id == request.id, Pause.ends_at.is_(None)))
