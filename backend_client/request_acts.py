"""What people do to a request: the acts that its kind allows, recorded with who and when.

The acts are data (``request_life.toml``). Each is an event of the request's history; promises that it ends are kept by
it. The tenant is told where the table says so. The act that ends the work ends the visit that was booked for it.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from backend_client import job_reports
from backend_client.commitments import SIGNIFICANT_ACTION, promises
from backend_client.models import Commitment, Request, RequestEvent
from backend_client.request_life import Act, life
from backend_client.requests import change_status, record

__all__ = ["Act", "ActRefused", "act", "acts_of", "life", "move"]


class ActRefused(ValueError):
    """A request does not allow an act. The message names those that it does."""


def acts_of(request: Request) -> tuple[Act, ...]:
    """What may be done to a request now, in the order of the table; nothing where it is closed or refused."""
    if request.closed_at is not None:
        return ()
    owed = _keeping(request)
    return tuple(
        each for each in life().acts.values() if each.kinds is None or request.kind in each.kinds or each.name in owed
    )


def _keeping(request: Request) -> frozenset[str]:
    """The events that keep what a request owes or owed, besides the significant action, which many are."""
    s = object_session(request)
    if s is None:
        return frozenset()
    owed = select(Commitment.promise).where(
        Commitment.request_id == request.id, Commitment.promise != SIGNIFICANT_ACTION
    )
    table = promises().by_number
    return frozenset().union(*(table[number].kept_by for number in s.scalars(owed)))


def act(s: Session, request: Request, act: str, by: str, now: datetime, note: str = "") -> RequestEvent:
    """Record what a human being did for a request; the tenant is told where the table says so.

    :param act: its name in the table, one of :func:`acts_of`
    :param by: who did it, as ``adviser:marie``
    :param note: a word for colleagues, kept with the request and never shown to the tenant
    :raises ActRefused: the request does not allow it; nothing has changed
    :raises backend_client.requests.TransitionRefused: its status does not allow it; nothing has changed
    """
    s.refresh(request, attribute_names=["status", "closed_at"], with_for_update=True)
    allowed = {each.name: each for each in acts_of(request)}
    if act not in allowed:
        may = ", ".join(allowed) or f"none, it is {request.status}: reopen it first"
        raise ActRefused(f"{request.reference}: {act} cannot be recorded; acts of this request: {may}")
    wanted = allowed[act]
    if wanted.status and wanted.status != act:
        move(s, request, wanted.status, by, now, act=act)
    if note:
        kept = {"act": act, "by": by, "at": now.isoformat(), "text": note}
        request.details = {**request.details, "notes": [*request.details.get("notes", ()), kept]}
    if wanted.status == act:
        # Said twice, it is on record twice; the tenant heard it.
        return move(s, request, act, by, now) or record(s, request, act, by, now, act=act)
    return record(s, request, act, by, now)


def move(s: Session, request: Request, status: str, by: str, now: datetime, **data: str) -> RequestEvent | None:
    """Move a request along as staff do: where it is done, the visit that was booked for it ends, too.

    Returns and raises as :func:`backend_client.requests.change_status`.
    """
    if status == "done":
        return job_reports.staff_done(s, request, by, now, **data)
    return change_status(s, request, status, by, now, **data)
