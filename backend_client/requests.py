"""Requests: opening, qualifying, following and finding what the landlord owes an answer to."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, object_session

from backend_client import commitments, timers
from backend_client.calendar import paris_day
from backend_client.models import Contact, Dwelling, Follower, Identity, ReferenceCounter, Request, RequestEvent
from backend_client.models.requests import OPEN_STATUSES, STATUSES, URGENCIES
from backend_client.request_life import life, text_for_tenant

__all__ = [
    "ANSWERED_TIMER",
    "ENDED_TIMER",
    "NEWS_TIMER",
    "OPEN_STATUSES",
    "PROMISED",
    "TRANSITIONS",
    "TransitionRefused",
    "add_detail",
    "change_status",
    "count_events",
    "find_reference",
    "latest_of",
    "may_see",
    "new_reference",
    "open_in_building",
    "open_request",
    "qualify",
    "record",
    "request_by_reference",
    "tie_to",
]

_INSERT: Mapping[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_ENDED = ("closed", "refused")
_SETTLED = ("done", *_ENDED)
# Who closes a request without owing an explanation: the tenant, and what goes by the tenant's own words.
_NOT_STAFF = frozenset({"tenant", "assistant", "hotline", "fallback"})
# The urgencies that promise 3.2 gives a date to; advice has none.
PROMISED = frozenset(URGENCIES) - {"advice"}
# How long neighbours' reports of the same breakdown are still taken for one.
_SAME_BREAKDOWN = timedelta(days=30)
NEWS_TIMER = "request_news"
"""The tenant is told of an event of their request; the subject is the event."""
ANSWERED_TIMER = "pause_answered"
"""The tenant gave something while the clock stood still for them; the subject is the request."""
ENDED_TIMER = "request_ended"
"""A request was closed or refused: nobody comes or calls for it any more; the subject is the request."""
# What a tenant gives to a request that waits for them.
_ANSWERS = frozenset({"detail_added", "attachment_added", "agreement", "booked"})

# From a status to those it may change to. A refusal or a closing can be taken back: neither is ever final.
_FORWARD = frozenset({"work_order_sent", "appointment_booked", "in_progress", "done", *_ENDED})
TRANSITIONS: Mapping[str, frozenset[str]] = {
    "received": frozenset({"qualified", "assigned", "work_order_sent", *_ENDED}),
    "qualified": _FORWARD | {"assigned"},
    "assigned": _FORWARD | {"qualified"},
    "work_order_sent": _FORWARD | {"qualified", "assigned"},
    "appointment_booked": _FORWARD | {"qualified", "assigned"},
    "in_progress": _FORWARD | {"qualified", "assigned"},
    "done": frozenset({"closed", "in_progress", "qualified"}),
    "closed": frozenset({"qualified"}),
    "refused": frozenset({"qualified"}),
}

_FULL = re.compile(r"\br[\W_]*(20\d\d)[\W_]*(\d{1,7})\b|\b(20\d\d)-(\d{6,7})\b", re.IGNORECASE)
_SHORT = re.compile(
    r"\b(?:r[\W_]{0,2}|r[eé]f(?:[eé]rence)?\b[\W_]*|(?:demande|dossier|request)\s+(?:n°|n|no|num[eé]ro|number)[\W_]*)"
    r"(\d{1,7})\b",
    re.IGNORECASE,
)


class TransitionRefused(ValueError):
    """A request in this status cannot change to that one."""


def new_reference(s: Session, now: datetime) -> str:
    """The next reference of the Paris year, like ``R-2026-000123``.

    The counter's row stays locked until the transaction ends, so a reference is never given twice and a
    request that is not kept leaves no gap.
    """
    year = paris_day(now).year
    insert = _INSERT[s.get_bind().dialect.name](ReferenceCounter).values(year=year, last=1)
    counted = insert.on_conflict_do_update(index_elements=["year"], set_={"last": ReferenceCounter.last + 1})
    number: int = s.execute(counted.returning(ReferenceCounter.last)).scalar_one()
    return f"R-{year}-{number:06d}"


def open_request(
    s: Session,
    *,
    kind: str,
    channel: str,
    contact_id: int | None,
    now: datetime,
    by: str = "tenant",
    **fields: Any,
) -> Request:
    """Open a request and record that it was received. ``fields`` are columns of :class:`Request`."""
    request = Request(
        reference=new_reference(s, now),
        kind=kind,
        channel=channel,
        contact_id=contact_id,
        created_at=now,
        updated_at=now,
        **fields,
    )
    s.add(request)
    s.flush()
    record(s, request, "received", by, now, channel=channel)
    return request


def qualify(
    s: Session,
    request: Request,
    *,
    now: datetime,
    by: str,
    kind: str,
    situation: str | None,
    urgency: str | None,
    due_at: datetime | None,
    summary: str,
    scope: str | None = None,
    person_id: int | None = None,
    dwelling_id: int | None = None,
    building_id: int | None = None,
    typed_name: str = "",
    typed_address: str = "",
    team: str = "",
    details: Mapping[str, Any] | None = None,
    danger: str | None = None,
    private: bool = False,
) -> None:
    """Say what a request is about. Where it stood at ``received`` it is now ``qualified``.

    What is already known is kept where the caller does not know better: a danger, a person, a place, details.
    A private request stays private.
    """
    known_if_empty = {
        "scope": scope,
        "person_id": person_id,
        "dwelling_id": dwelling_id,
        "building_id": building_id,
        "typed_name": typed_name,
        "typed_address": typed_address,
        "team": team,
        "danger": danger,
        "summary": summary,
    }
    for name, value in known_if_empty.items():
        setattr(request, name, value or getattr(request, name))
    request.kind, request.situation, request.urgency, request.due_at = kind, situation, urgency, due_at
    request.details = {**request.details, **(details or {})}
    request.private = request.private or private
    if request.status == "received":
        request.status = "qualified"
    if urgency in PROMISED and due_at is not None:
        commitments.move(
            s, commitments.open_commitment(s, request, commitments.SIGNIFICANT_ACTION, due_at, now), due_at, now
        )
    due = due_at.isoformat() if due_at else None
    data = {"request_kind": kind, "situation": situation, "urgency": urgency, "due_at": due}
    record(s, request, "qualified", by, now, **data)


def record(s: Session, request: Request, kind: str, by: str, now: datetime, **data: Any) -> RequestEvent:
    """Append to a request's history. ``data`` is plain JSON: codes and ids, no tenant's words.

    Promises that the event ends are kept by it (``kept_by`` in ``promises.toml``), and the tenant is told of it where
    ``request_life.toml`` says so.
    """
    event = RequestEvent(request_id=request.id, at=now, kind=kind, by=by, data=data)
    request.updated_at = now
    s.add(event)
    s.flush()
    commitments.heard(s, request, event)
    if text_for_tenant(kind, by, data):
        timers.set_timer(s, NEWS_TIMER, event.id, now)
    if kind in commitments.promises().by_number[commitments.SIGNIFICANT_ACTION].kept_by:
        _pass_on(s, request, event)
    if by == "tenant" and kind in _ANSWERS and _waits_for_tenant(s, request):
        timers.set_timer(s, ANSWERED_TIMER, request.id, now)
    return event


def _pass_on(s: Session, request: Request, event: RequestEvent) -> None:
    """What is done about a trouble is done for those, too, who follow it instead of reporting it again."""
    incident_id = event.data.get("incident_id")
    what = Follower.followed_id == request.id
    if incident_id is not None:
        what = or_(what, Follower.incident_id == incident_id)
    for follower in s.scalars(select(Follower).where(what)):
        owed = [each.promise for each in commitments.open_of(s, follower.request)]
        if commitments.SIGNIFICANT_ACTION in owed:
            done = {"of": request.id, "act": event.kind}
            record(s, follower.request, "followed_action", event.by, event.at, **done)


def _waits_for_tenant(s: Session, request: Request) -> bool:
    pause = commitments.open_pause(s, request)
    return pause is not None and pause.reason == "tenant"


def change_status(
    s: Session, request: Request, status: str, by: str, now: datetime, **data: Any
) -> RequestEvent | None:
    """Move a request along and return the event; nothing happens, and None comes back, when it stands there already.

    A refusal names its ``reason`` (one of ``refusal`` in ``request_life.toml``), so does a closing by staff of a
    request that still owes something. What ends a request ends its pause and what it owes.

    Raises :class:`TransitionRefused` for a change that :data:`TRANSITIONS` does not hold, or an end without its reason;
    nothing has changed then.
    """
    s.refresh(request, attribute_names=["status"], with_for_update=True)
    before = request.status
    if status == before:
        return None
    if status not in TRANSITIONS[before]:
        may = ", ".join(each for each in STATUSES if each in TRANSITIONS[before])
        raise TransitionRefused(f"{request.reference} is {before}: it cannot become {status}, only {may}")
    if status in _ENDED:
        _check_end(s, request, status, by, data.get("reason"))
    request.status = status
    request.closed_at = now if status in _ENDED else None
    event = record(s, request, status, by, now, before=before, **data)
    if status in _SETTLED:
        commitments.settle_pause(s, request, now)
    if status in _ENDED:
        commitments.withdraw(s, request, now)
        timers.set_timer(s, ENDED_TIMER, request.id, now)
    return event


def _check_end(s: Session, request: Request, status: str, by: str, reason: str | None) -> None:
    """A refusal says why. Staff close what is owed only by doing it, or by saying that nobody waits for it."""
    table = life()
    reasons = table.refusals if status == "refused" else table.closings
    if (reason is not None and reason not in reasons) or (status == "refused" and reason is None):
        raise TransitionRefused(f"{request.reference}: {status} needs a reason, one of {', '.join(reasons)}")
    if status == "refused" or by in _NOT_STAFF or (reason and reasons[reason].withdraws):
        return
    charter = commitments.promises().by_number
    owed = ", ".join(each.promise for each in commitments.open_of(s, request) if charter[each.promise].tell_late)
    if owed:
        withdrawing = ", ".join(each.code for each in reasons.values() if each.withdraws)
        raise TransitionRefused(
            f"{request.reference} still owes promise {owed}: record what was done first, or close it for one of "
            f"these reasons: {withdrawing}"
        )


def count_events(s: Session, request: Request, kind: str, since: datetime) -> int:
    """How often something happened to a request since then."""
    same = (RequestEvent.request_id == request.id, RequestEvent.kind == kind, RequestEvent.at >= since)
    return s.scalar(select(func.count()).select_from(RequestEvent).where(*same)) or 0


def add_detail(s: Session, request: Request, by: str, now: datetime, **details: Any) -> None:
    """Add to what is known of a request. A ``text`` joins the earlier ones; any other key takes a new value.

    The history names the keys only: the tenant's words stay in one place, where they can be erased.
    """
    added = dict(details)
    if "text" in added:
        added["text"] = [*request.details.get("text", ()), added["text"]]
    request.details = {**request.details, **added}
    record(s, request, "detail_added", by, now, keys=sorted(details))


def find_reference(s: Session, text: str) -> str | None:
    """The reference that a text quotes, in any spelling: "r 2026 123", "R2026-000123", "2026-000123".

    A reference written with its year is returned as read, whether or not it exists. Without one ("r 123",
    "demande n° 123") it is that number's latest request, None when there is none.
    """
    if full := _FULL.search(text):
        year, number = full[1] or full[3], full[2] or full[4]
        return f"R-{year}-{int(number):06d}"
    if short := _SHORT.search(text):
        same_number = Request.reference.like(f"R-____-{int(short[1]):06d}")
        return s.scalar(select(Request.reference).where(same_number).order_by(Request.id.desc()).limit(1))
    return None


def request_by_reference(s: Session, reference: str) -> Request | None:
    """The request with exactly this reference."""
    return s.scalar(select(Request).where(Request.reference == reference))


def tie_to(s: Session, request: Request, contact: Contact) -> None:
    """A request whose sender has been recognised belongs to that person and their home."""
    home = s.get(Dwelling, contact.dwelling_id) if contact.dwelling_id else None
    request.person_id = request.person_id or contact.person_id
    if request.dwelling_id is None and home is not None:
        request.dwelling_id, request.building_id = home.id, home.building_id


def may_see(request: Request, contact: Contact) -> bool:
    """Whether a contact may be told about a request: it belongs to the person it is about; or nobody is known to be
    that person and the contact opened it, unless it is a sensitive matter and several people use that phone.

    A typed name or address never counts.
    """
    if request.person_id is not None:
        return request.person_id == contact.person_id
    return request.contact_id == contact.id and not (request.private and _is_shared(contact))


def _is_shared(contact: Contact) -> bool:
    s = object_session(contact)
    owners = select(func.count()).select_from(Identity).where(Identity.contact_id == contact.id)
    return s is not None and (s.scalar(owners) or 0) > 1


def latest_of(s: Session, contact: Contact, limit: int = 1) -> Sequence[Request]:
    """The latest requests that a contact may see, newest first, without mere contacts."""
    nobodys = (Request.contact_id == contact.id) & Request.person_id.is_(None)
    own: ColumnElement[bool] = nobodys & Request.private.is_(False) if _is_shared(contact) else nobodys
    if contact.person_id is not None:
        own = own | (Request.person_id == contact.person_id)
    latest = select(Request).where(own, Request.kind != "contact")
    return list(s.scalars(latest.order_by(Request.created_at.desc(), Request.id.desc()).limit(limit)))


def open_in_building(s: Session, building_id: int, situation_prefix: str, now: datetime) -> list[Request]:
    """Unsettled requests of the last 30 days in a building about the same kind of breakdown, oldest first.

    Private requests are left out: nobody is told of them by way of a neighbour's report.
    """
    same = select(Request).where(
        Request.building_id == building_id,
        Request.situation.startswith(situation_prefix, autoescape=True),
        Request.status.not_in(_SETTLED),
        Request.private.is_(False),
        Request.created_at.between(now - _SAME_BREAKDOWN, now),
    )
    return list(s.scalars(same.order_by(Request.created_at, Request.id)))
