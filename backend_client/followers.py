"""What a building already knows of a trouble, and who follows it instead of reporting it again.

A neighbour's private request is never told of, nor a danger: those are always reported.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from backend_client import incidents, requests, timers, works, works_news
from backend_client.models import Contact, Follower, Incident, Request, RequestEvent, WorksNotice
from backend_client.works_data import works_data

TIMER, LOOKED, LEAST_LOOKED = "follower", timedelta(minutes=5), timedelta(hours=1)
"""It is looked whether what somebody follows has ended, so often: the older the trouble, the less. The subject is the
follower."""
_PART = 24
INCIDENT, REQUEST, NOTICE = "incident", "request", "notice"
DONE, CLOSED, CANCELLED = "done", "closed", "cancelled"
TOLD, TOLD_CANCELLED = "told", "told_cancelled"
"""How what was followed ended: it is settled; nobody came; a notice was called off. The last two: it is settled, or was
called off, and whoever follows it was told so already."""
_ENDING = ("done", "cleaning_redone", "on_call_done", "works_done")


@dataclass(frozen=True)
class Trouble:
    """What is known: an incident, a neighbour's request or a notice, by its id, and since when (UTC).

    ``state``: of an incident its status, of a notice its kind, of a request its status.
    """

    what: str
    id: int
    since: datetime
    state: str

    @property
    def code(self) -> str:
        return f"{self.what}:{self.id}"


def known(s: Session, building_id: int, situation: str, place: str, contact: Contact, now: datetime) -> Trouble | None:
    """What a building knows of a situation: an open incident, else an outage or works that explain it, else a
    neighbour's request. None too where the contact reported it themselves: then their own request goes on.

    :param place: where the situation is, by the catalogue: a ``dwelling``'s is no neighbour's concern, an outage may
        explain it all the same; of an ``either`` only what was told to touch the whole building counts
    """
    own = place == "dwelling"
    incident = None if own else _incident(s, building_id, situation)
    if incident is not None:
        if any(requests.may_see(request, contact) for request in incidents.reports(s, incident)):
            return None
        return Trouble(INCIDENT, incident.id, incident.opened_at, incident.status)
    notice = works.explaining(s, building_id, situation, now)
    if notice is not None:
        return Trouble(NOTICE, notice.id, notice.starts_at, notice.kind)
    return None if own else _request(s, building_id, situation, place == "building", contact, now)


def _request(
    s: Session, building_id: int, situation: str, shared: bool, contact: Contact, now: datetime
) -> Trouble | None:
    """The oldest open report of a neighbour in the last days."""
    since = now - timedelta(days=works_data().follow_days)
    same = [r for r in requests.open_in_building(s, building_id, situation, now) if r.situation == situation]
    if any(requests.may_see(request, contact) for request in same):
        return None
    told = [r for r in same if r.created_at >= since and not r.danger and (shared or r.scope == "building")]
    return Trouble(REQUEST, told[0].id, told[0].created_at, told[0].status) if told else None


def _incident(s: Session, building_id: int, situation: str) -> Incident | None:
    key = incidents.merge_key(building_id, situation)
    found = s.scalar(select(Incident).where(Incident.merge_key == key, Incident.ended_at.is_(None)))
    return None if found is None or found.request.private or found.request.danger else found


def again(s: Session, code: str) -> Trouble | None:
    """The trouble that :attr:`Trouble.code` names, unless it has ended meanwhile."""
    what, _, number = code.partition(":")
    if what == INCIDENT:
        incident = s.get(Incident, int(number))
        open_ = incident is not None and incident.ended_at is None
        return Trouble(what, incident.id, incident.opened_at, incident.status) if incident and open_ else None
    if what == NOTICE:
        notice = s.get(WorksNotice, int(number))
        open_ = notice is not None and notice.cancelled_at is None and notice.ended_at is None
        return Trouble(what, notice.id, notice.starts_at, notice.kind) if notice and open_ else None
    request = s.get(Request, int(number))
    open_ = request is not None and request.status not in (DONE, CLOSED, "refused")
    return Trouble(what, request.id, request.created_at, request.status) if request and open_ else None


def follow(s: Session, request: Request, trouble: Trouble, vulnerable: bool, now: datetime) -> Follower:
    """Let a request follow a trouble; to an incident it belongs from now on, and may raise it. Once per request."""
    known_row = s.scalar(select(Follower).where(Follower.request_id == request.id))
    if known_row is not None:
        return known_row
    row = Follower(request_id=request.id, at=now, **{_COLUMNS[trouble.what]: trouble.id})
    s.add(row)
    s.flush()
    requests.record(s, request, "follows", "assistant", now, what=trouble.what, id=trouble.id)
    if trouble.what == INCIDENT:
        incident = s.get_one(Incident, trouble.id)
        incidents.report(s, request, incident.duty, now, incident.merge_key, vulnerable, search=False)
    elif trouble.what == REQUEST:
        requests.add_detail(s, request, "assistant", now, same_as=s.get_one(Request, trouble.id).reference)
    timers.set_timer(s, TIMER, row.id, now + LOOKED)
    return row


_COLUMNS: Mapping[str, str] = {INCIDENT: "incident_id", REQUEST: "followed_id", NOTICE: "notice_id"}


def next_look(row: Follower, now: datetime) -> datetime:
    """When to look again: works of weeks are not asked after every five minutes."""
    return now + min(max(LOOKED, (now - row.at) / _PART), LEAST_LOOKED)


def ended(s: Session, row: Follower) -> str | None:
    """How what is followed ended; None: it goes on."""
    return next(how for name, how in _ENDED.items() if getattr(row, name) is not None)(s, row)


def _incident_ended(s: Session, row: Follower) -> str | None:
    incident = row.incident
    if incident is None or incident.ended_at is None:
        return None
    return TOLD if incident.status == DONE else CLOSED


def _request_ended(s: Session, row: Follower) -> str | None:
    if row.followed is None:
        return None
    event = (RequestEvent.request_id == row.followed.id, RequestEvent.kind.in_(_ENDING))
    if s.scalar(select(exists().where(*event, RequestEvent.at >= row.at))):
        return DONE
    return CLOSED if row.followed.status in (CLOSED, "refused") else None


def _notice_ended(s: Session, row: Follower) -> str | None:
    notice = row.notice
    if notice is None or (notice.cancelled_at is None and notice.ended_at is None):
        return None
    news, untold, told = (
        ("ended", DONE, TOLD) if notice.cancelled_at is None else ("cancelled", CANCELLED, TOLD_CANCELLED)
    )
    return told if works_news.is_told(s, notice, row.request.person_id, (news,)) else untold


_ENDED: Mapping[str, Callable[[Session, Follower], str | None]] = {
    "incident_id": _incident_ended,
    "followed_id": _request_ended,
    "notice_id": _notice_ended,
}
