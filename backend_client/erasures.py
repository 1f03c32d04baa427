"""Erasing a person (GDPR art. 17): when it has to wait, what it takes away, and what stays as figures.

The requests stay as rows without words, name, number or home: promises are audited by them (art. 17.3 and recital 26:
what identifies nobody is no personal data). All else that is theirs is emptied or deleted.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from backend_client import attachments, calendar, commitments, personal_data, requests
from backend_client.landlord import Landlord
from backend_client.models import (
    AccessLog,
    Appointment,
    Attachment,
    Contact,
    Erasure,
    Exchange,
    Incident,
    IncidentReport,
    Person,
    Request,
)
from backend_client.models.requests import OPEN_STATUSES
from backend_client.personal_data import Scope

# An answer is owed within a month (GDPR art. 12.3).
ANSWER_WITHIN = timedelta(days=30)
# An incident has no date by which it ends: it is looked at again after this.
_INCIDENT = timedelta(days=2)
_URGENT = ("emergency", "on_call")


@dataclass(frozen=True)
class Obstacle:
    """What an erasure waits for (``emergency``, ``incident`` or ``appointment``) and until when, as far as known."""

    reason: str
    until: datetime


def privacy_request(
    s: Session, landlord: Landlord, contact: Contact, now: datetime, language: str | None = None
) -> Request:
    """A request for the privacy team, due in a month."""
    request = requests.open_request(
        s,
        kind="contact",
        channel=contact.channel,
        contact_id=contact.id,
        now=now,
        person_id=contact.person_id,
        language=language or contact.language,
    )
    due = calendar.local_instant(calendar.paris_day(now + ANSWER_WITHIN), time(18))
    requests.qualify(
        s,
        request,
        now=now,
        by="hotline",
        kind="privacy",
        situation=None,
        urgency=None,
        due_at=due,
        summary="",
        team="privacy",
        private=True,
    )
    return request


def ask(s: Session, contact: Contact, request: Request | None, by: str, now: datetime) -> Erasure:
    """Note that an erasure is wanted; asked for again, it is the same one."""
    person_id = contact.person_id
    whose = Erasure.person_id == person_id if person_id is not None else Erasure.contact_id == contact.id
    known = s.scalar(select(Erasure).where(whose, Erasure.state.in_(("asked", "deferred"))))
    if known is not None:
        return known
    erasure = Erasure(
        person_id=person_id,
        contact_id=None if person_id is not None else contact.id,
        request_id=request.id if request is not None else None,
        state="asked",
        by=by,
        asked_at=now,
        due_at=now + ANSWER_WITHIN,
    )
    s.add(erasure)
    s.flush()
    if request is not None:
        requests.record(s, request, "erasure_asked", by, now, erasure_id=erasure.id)
    return erasure


def scope(s: Session, erasure: Erasure) -> Scope:
    """The rows that it takes away."""
    if erasure.person_id is not None:
        return personal_data.scope_of_person(s, erasure.person_id)
    return personal_data.scope_of_contact(s, erasure.contact_id or 0)


def obstacle(s: Session, erasure: Erasure, now: datetime) -> Obstacle | None:
    """What is under way for them that needs their name, number and home; the latest of several."""
    theirs = scope(s, erasure).ids["request"]
    reported = select(IncidentReport.incident_id).where(IncidentReport.request_id.in_(theirs))
    incidents = select(Incident).where(Incident.ended_at.is_(None), Incident.id.in_(reported))
    booked = select(Appointment).where(
        Appointment.request_id.in_(theirs), Appointment.status.in_(("booked", "held")), Appointment.ends_at > now
    )
    urgent = select(Request).where(
        Request.id.in_(theirs), Request.urgency.in_(_URGENT), Request.status.in_(OPEN_STATUSES)
    )
    found = [
        *(Obstacle("emergency", max(each.due_at or now, now)) for each in s.scalars(urgent)),
        *(Obstacle("incident", now + _INCIDENT) for _ in s.scalars(incidents)),
        *(Obstacle("appointment", each.ends_at) for each in s.scalars(booked)),
    ]
    return max(found, key=lambda each: each.until) if found else None


def defer(s: Session, erasure: Erasure, waits: Obstacle, now: datetime) -> None:
    """It waits, and a human being decides when what it waits for is over."""
    first = erasure.state != "deferred"
    erasure.state, erasure.reason = "deferred", waits.reason
    request = s.get(Request, erasure.request_id) if erasure.request_id else None
    if first and request is not None:
        data: dict[str, Any] = {"erasure_id": erasure.id, "reason": waits.reason, "until": waits.until.isoformat()}
        requests.record(s, request, "erasure_deferred", "hotline", now, **data)


def addresses(s: Session, erasure: Erasure) -> set[str]:
    """Their numbers, chats and sessions: what files outside the database are known by."""
    theirs = scope(s, erasure).ids["contact"]
    return set(s.scalars(select(Contact.address).where(Contact.id.in_(theirs))))


def carry_out(s: Session, data_dir: Path, erasure: Erasure, by: str, now: datetime) -> dict[str, int]:
    """Erase, in the transaction that is given; files go when it commits. Returns the rows concerned, by table."""
    theirs = scope(s, erasure)
    person = s.get(Person, erasure.person_id) if erasure.person_id is not None else None
    erasure.code_digest = digest(person.code) if person is not None else None
    _end_requests(s, theirs, by, now)
    store = attachments.store_in(data_dir)
    for attachment in s.scalars(select(Attachment).where(Attachment.request_id.in_(theirs.ids["request"]))):
        attachments.delete(s, store, attachment, "erasure", now)
    _in_others_messages(s, theirs, person)
    _unsent(s, theirs)
    if person is not None:
        _in_access_log(s, person.id)
    touched = personal_data.anonymise(s, theirs)
    erasure = s.get_one(Erasure, erasure.id)
    erasure.state, erasure.reason, erasure.done_at = "done", None, now
    erasure.person_id = erasure.contact_id = None
    leave_no_copy(s)
    return touched


def _end_requests(s: Session, theirs: Scope, by: str, now: datetime) -> None:
    """What was open is closed: nobody can be written to any more. The request for the erasure itself is done."""
    still = select(Request).where(Request.id.in_(theirs.ids["request"]), Request.status.in_(OPEN_STATUSES))
    for request in s.scalars(still).all():
        # Nobody is told: their last message said so.
        request.contact_id = None
        s.flush()
        commitments.withdraw(s, request, now)
        requests.change_status(s, request, "closed", "hotline", now, reason="erasure")


def _in_others_messages(s: Session, theirs: Scope, person: Person | None) -> None:
    """Messages about somebody else's request that name them: a technician was told of one more report at a door."""
    said = set(s.scalars(select(Contact.address).where(Contact.id.in_(theirs.ids["contact"]))))
    told = select(Request.typed_name, Request.typed_address).where(Request.id.in_(theirs.ids["request"]))
    for name, address in s.execute(told):
        said |= {name, address}
    if person is not None:
        said |= {person.last_name, f"{person.first_name} {person.last_name}"}
    said = {each for each in said if len(each) > 2}
    joined = select(IncidentReport.incident_id).where(IncidentReport.request_id.in_(theirs.ids["request"]))
    near = select(IncidentReport.request_id).where(IncidentReport.incident_id.in_(joined))
    for exchange in s.scalars(select(Exchange).where(Exchange.request_id.in_(near))):
        if any(each in f"{exchange.text} {exchange.data}" for each in said):
            theirs.ids["exchange"].add(exchange.id)


def _unsent(s: Session, theirs: Scope) -> None:
    """What is still to be sent has nobody to go to."""
    waiting = Exchange.id.in_(theirs.ids["exchange"]) & Exchange.status.in_(("queued", "sending"))
    s.execute(update(Exchange).where(waiting).values(status="cancelled", due_at=None))


def _in_access_log(s: Session, person_id: int) -> None:
    """That something was read stays, of whom does not."""
    of_them = (AccessLog.subject_kind == "person") & (AccessLog.subject_id == person_id)
    s.execute(update(AccessLog).where(of_them).values(subject_id=0))
    s.execute(update(AccessLog).where(AccessLog.who == f"tenant:{person_id}").values(who="tenant:0"))


def digest(code: str) -> str:
    """What is kept of the code of an erased person, so that an import does not bring them back unseen."""
    return hashlib.sha256(f"erased:{code}".encode()).hexdigest()


def erased_at(s: Session, code: str) -> datetime | None:
    """When the person with this code in the directory was erased; None: they were not."""
    done = select(Erasure.done_at).where(Erasure.code_digest == digest(code), Erasure.state == "done")
    return s.scalar(done.order_by(Erasure.id.desc()).limit(1))


def leave_no_copy(s: Session) -> None:
    """SQLite keeps older copies of pages in its log: it is emptied once this transaction is committed.

    What is deleted is overwritten at once (``secure_delete``, :mod:`backend_client.database`). On Postgres deleted
    rows are overwritten after a vacuum, which runs by itself.
    """
    bind: Any = s.get_bind()
    if bind.dialect.name != "sqlite":
        return

    def empty_log(_session: Session) -> None:
        connection = bind.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    event.listen(s, "after_commit", empty_log, once=True)
