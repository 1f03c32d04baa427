"""The steps that people decide in the life of a request: assign, refuse, close, open again, stop and start its clock.

Each is one event of its history with who and when; a step that the request does not allow raises
:class:`backend_client.requests.TransitionRefused` and changes nothing.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import alerts, commitments, deadlines, timers
from backend_client.calendar import due_at as due_by_urgency
from backend_client.landlord import Landlord
from backend_client.models import Pause, Request, RequestEvent
from backend_client.request_life import life
from backend_client.requests import (
    OPEN_STATUSES,
    PROMISED,
    TransitionRefused,
    change_status,
    open_request,
    qualify,
    record,
)

REMIND_TIMER = "pause_reminder"
"""Something is still awaited from the tenant; the subject is the pause."""
_HOURLY = ("emergency", "on_call")
# Work that was done and has to be done again is owed again: the promises that such events keep.
_REPEATABLE = frozenset({"done", "works_done", "cleaned", "cleaning_redone"})


def assign(s: Session, request: Request, team: str, by: str, now: datetime) -> None:
    """Give a request to a team; one that another team has is handed over."""
    if request.status == "assigned" and request.team != team:
        request.team = team
        record(s, request, "assigned", by, now, before="assigned", team=team)
        return
    change_status(s, request, "assigned", by, now, team=team)
    request.team = team


def refuse(s: Session, request: Request, reason: str, by: str, now: datetime) -> None:
    """Refuse a request for one of the reasons of the table; the tenant is told why and how to reach a human being."""
    change_status(s, request, "refused", by, now, reason=reason)


def close(s: Session, request: Request, by: str, now: datetime, reason: str = "completed") -> None:
    """Close a request for one of the reasons of the table."""
    change_status(s, request, "closed", by, now, reason=reason)


def reopen(s: Session, landlord: Landlord, request: Request, by: str, now: datetime) -> Request:
    """Open a settled request again; after ``reopen_days`` as a new one that names the old. An adviser is alerted.

    Returns the request that is open now. Raises ``TransitionRefused`` where it is still open.
    """
    s.refresh(request, attribute_names=["status"], with_for_update=True)
    if request.status in OPEN_STATUSES:
        raise TransitionRefused(f"{request.reference} is {request.status}: it is still open")
    due = due_by_urgency(landlord, request.urgency, now) if request.urgency else None
    if now - settled_at(s, request) > timedelta(days=life().reopen_days):
        current = _renewed(s, request, by, now, due)
    else:
        current = request
        current.status, current.closed_at, current.due_at = "qualified", None, due
        record(s, current, "reopened", by, now)
        _promise_again(s, landlord, current, due, now)
    alerts.raise_alert(s, current, "reopened", now, None)
    return current


def settled_at(s: Session, request: Request) -> datetime:
    """When a request was last done, closed or refused."""
    ends = select(RequestEvent.at).where(
        RequestEvent.request_id == request.id, RequestEvent.kind.in_(("done", "closed", "refused"))
    )
    return s.scalar(ends.order_by(RequestEvent.id.desc()).limit(1)) or request.updated_at


def _promise_again(s: Session, landlord: Landlord, request: Request, due: datetime | None, now: datetime) -> None:
    table = commitments.promises().by_number
    if request.urgency in PROMISED and due is not None:
        commitments.open_commitment(s, request, commitments.SIGNIFICANT_ACTION, due, now, again=True)
    for number in sorted(commitments.promised(s, request) - {commitments.SIGNIFICANT_ACTION, commitments.ON_TIME}):
        promise = table[number]
        if promise.kept_by & _REPEATABLE:
            again_at = deadlines.due_of(promise, landlord, now)
            commitments.open_commitment(s, request, number, again_at, now, again=True)


def _renewed(s: Session, old: Request, by: str, now: datetime, due: datetime | None) -> Request:
    """A new request about what the old one was about."""
    new = open_request(
        s, kind=old.kind, channel=old.channel, contact_id=old.contact_id, now=now, by=by, language=old.language
    )
    qualify(
        s,
        new,
        now=now,
        by=by,
        kind=old.kind,
        situation=old.situation,
        urgency=old.urgency,
        due_at=due,
        summary=old.summary,
        scope=old.scope,
        person_id=old.person_id,
        dwelling_id=old.dwelling_id,
        building_id=old.building_id,
        typed_name=old.typed_name,
        typed_address=old.typed_address,
        team=old.team,
        details={"reopens": old.reference},
        danger=old.danger,
        private=old.private,
    )
    record(s, old, "reopened_as", "hotline", now, reference=new.reference)
    return new


def pause(s: Session, landlord: Landlord, request: Request, reason: str, by: str, now: datetime) -> Pause:
    """Stop a request's clock: something is awaited, ``tenant``, ``parts`` or ``third_party``; the tenant is told what.

    Paused for the same reason already, that pause is returned. Raises ``TransitionRefused`` for a request that is
    settled or urgent, a reason that is none, and a request that waits for something else.
    """
    s.refresh(request, attribute_names=["status"], with_for_update=True)
    known, reasons = commitments.open_pause(s, request), life().pauses
    if reason not in reasons:
        raise TransitionRefused(
            f"{request.reference}: {reason} is no reason for a pause; there are {', '.join(reasons)}"
        )
    if request.status not in OPEN_STATUSES:
        raise TransitionRefused(f"{request.reference} is {request.status}: there is no clock to stop")
    if request.urgency in _HOURLY:
        raise TransitionRefused(f"{request.reference} is urgent ({request.urgency}): its clock does not stop")
    if known is not None and known.reason != reason:
        raise TransitionRefused(f"{request.reference} waits for {known.reason} already: resume it first")
    if known is not None:
        return known
    for commitment in commitments.open_of(s, request):
        if commitment.due_at <= now:
            commitments.breach(s, commitment, "nobody_acted", now)
    made = Pause(request_id=request.id, reason=reason, by=by, starts_at=now)
    s.add(made)
    s.flush()
    record(s, request, "paused", by, now, reason=reason)
    if reason == "tenant":
        timers.set_timer(s, REMIND_TIMER, made.id, remind_at(landlord, now))
    return made


def remind_at(landlord: Landlord, now: datetime) -> datetime:
    """When the tenant is reminded next of what is awaited from them: in the morning of a working day."""
    span = commitments.Span(working_days=life().remind_days)
    return deadlines.morning_of(deadlines.later(landlord, span, now))


def resume(s: Session, landlord: Landlord, request: Request, by: str, now: datetime) -> Pause:
    """Start a request's clock again: what is owed is due later by the working time that the pause took.

    Raises ``TransitionRefused`` where it does not stand still.
    """
    s.refresh(request, attribute_names=["status"], with_for_update=True)
    ended = commitments.end_pause(s, request, now)
    if ended is None:
        raise TransitionRefused(f"{request.reference} is not paused: its clock runs")
    timers.drop(s, REMIND_TIMER, ended.id)
    hourly = request.urgency in _HOURLY
    for commitment in commitments.open_of(s, request):
        # A window that was agreed stays where it is, and what was promised meanwhile waited since then only.
        if commitment.breached_at is None and commitment.promise != commitments.ON_TIME:
            stood = max(ended.starts_at, commitment.opened_at)
            commitment.due_at = deadlines.moved(landlord, commitment.due_at, stood, now, hourly)
            commitment.warned_at = None
    if request.due_at is not None:
        request.due_at = deadlines.moved(landlord, request.due_at, ended.starts_at, now, hourly)
    record(s, request, "resumed", by, now, reason=ended.reason)
    return ended
