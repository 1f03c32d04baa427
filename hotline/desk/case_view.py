"""All that the page of a request shows, read in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from backend_client import attachments, commitments, conversations, incidents
from backend_client.models import (
    Account,
    Alert,
    Assignment,
    Attachment,
    Commitment,
    Contact,
    Conversation,
    Incident,
    Pause,
    RequestEvent,
    Technician,
)
from backend_client.models import Request as Case
from backend_client.request_acts import acts_of
from backend_client.request_life import Act, Reason, life
from backend_client.requests import OPEN_STATUSES, TRANSITIONS
from hotline import takeovers, upload_views
from hotline.desk import cases, words
from hotline.desk.auth import Staff
from hotline.desk.thread import Said, thread
from hotline.services import Services

# Details whose names are shown; the others are the assistant's own.
_DETAILS = tuple(words.GLOBALS["labels"]["detail"])


@dataclass(frozen=True)
class Happened:
    """One line of a request's history."""

    at: datetime
    what: str
    by: str
    more: str = ""


@dataclass(frozen=True)
class Owed:
    """A promise of the charter and where it stands: ``kept``, ``kept_late``, ``late``, ``open``, ``missed`` or
    ``withdrawn``."""

    number: str
    title: str
    due_at: datetime
    state: str
    at: datetime | None = None


@dataclass(frozen=True)
class CaseView:
    """A request and everything around it. ``holder``: who has its conversation taken over."""

    case: Case
    title: str
    where: str
    who: str
    contact: Contact | None
    address: str
    said: list[Said]
    history: list[Happened]
    owed: list[Owed]
    details: list[tuple[str, str]]
    files: Sequence[Attachment]
    hidden_files: int
    alerts: Sequence[Alert]
    incident: Incident | None
    pause: Pause | None
    assignee: Account | None
    conversation: Conversation | None
    holder: str | None
    acts: Sequence[Act]
    refusals: Sequence[Reason]
    closings: Sequence[Reason]
    pauses: Sequence[Reason]
    can_reopen: bool
    others: Sequence[Case]


def view(s: Session, services: Services, case: Case, staff: Staff) -> CaseView:
    """Read what the page of a request shows to somebody who may see it."""
    contact = contact_of(s, case)
    conversation = conversations.open_conversation(s, contact) if contact else None
    assignment = s.get(Assignment, case.id)
    files = attachments.of_request(s, case)
    seen = [each for each in files if upload_views.may_see(staff, each)]
    can = TRANSITIONS[case.status]
    table = life()
    return CaseView(
        case=case,
        title=cases.title(services.catalogue.situations, services.wording, case),
        where=cases.where(case),
        who=cases.who(case),
        contact=contact,
        address=cases.address(contact),
        said=thread(s, services, case),
        history=_history(s, case),
        owed=_owed(s, case, services.clock()),
        details=_details(case.details),
        files=seen,
        hidden_files=len(files) - len(seen),
        alerts=list(s.scalars(_open_alerts(case))),
        incident=incidents.of_request(s, case),
        pause=commitments.open_pause(s, case),
        assignee=assignment.account if assignment else None,
        conversation=conversation,
        holder=takeovers.holder(conversation, services.clock()) if conversation else None,
        acts=acts_of(case),
        refusals=list(table.refusals.values()) if "refused" in can else (),
        closings=list(table.closings.values()) if "closed" in can else (),
        pauses=list(table.pauses.values()) if case.status in OPEN_STATUSES and case.kind != "contact" else (),
        can_reopen=case.status not in OPEN_STATUSES,
        others=_others(s, case, contact, staff),
    )


def contact_of(s: Session, case: Case) -> Contact | None:
    return s.get(Contact, case.contact_id) if case.contact_id else None


def conversation_id(s: Session, case: Case) -> int | None:
    """The open conversation with a request's tenant."""
    return s.scalar(
        select(Conversation.id).where(Conversation.contact_id == case.contact_id, Conversation.closed_at.is_(None))
    )


def _open_alerts(case: Case) -> Any:
    still = (Alert.acknowledged_at.is_(None), Alert.reason.not_in(commitments.ALERTS))
    return select(Alert).where(Alert.request_id == case.id, *still).order_by(Alert.id)


def names(s: Session) -> dict[str, str]:
    """Whom the words of a history stand for."""
    found = {f"adviser:{account.login}": account.name for account in s.scalars(select(Account))}
    found |= {f"technician:{each.code}": each.name for each in s.scalars(select(Technician))}
    return found


def _history(s: Session, case: Case) -> list[Happened]:
    known = names(s)
    events = select(RequestEvent).where(RequestEvent.request_id == case.id).order_by(RequestEvent.id.desc())
    notes = {(note["act"], note["at"]): note["text"] for note in case.details.get("notes", ())}
    return [
        Happened(
            event.at,
            _event(event),
            words.actor(event.by, known),
            notes.get((event.kind, event.at.isoformat())) or _more(event),
        )
        for event in s.scalars(events)
    ]


def _event(event: RequestEvent) -> str:
    act = life().acts.get(event.kind)
    return words.known(event.kind, "event") or (act.title if act else words.label(event.kind, "event").capitalize())


def _more(event: RequestEvent) -> str:
    """What an event says beside its kind: its reason, its team."""
    data, table = event.data, life()
    reason = data.get("reason")
    if reason:
        for of in (table.refusals, table.closings, table.pauses, table.breaches):
            if reason in of:
                return of[reason].title
        return words.label(reason, "why")
    return words.label(data["team"], "team") if data.get("team") else ""


def _owed(s: Session, case: Case, now: datetime) -> list[Owed]:
    table = commitments.promises().by_number
    rows = select(Commitment).where(Commitment.request_id == case.id).order_by(Commitment.due_at)
    return [
        Owed(row.promise, table[row.promise].title, row.due_at, _standing(row, now), row.kept_at)
        for row in s.scalars(rows)
    ]


def _standing(row: Commitment, now: datetime) -> str:
    if row.withdrawn_at is not None:
        return "missed" if commitments.is_missed(row) else "withdrawn"
    late = row.breached_at is not None or (row.kept_at or now) > row.due_at
    if row.kept_at is not None:
        return "kept_late" if late else "kept"
    return "late" if late else "open"


def _details(details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is known of a request beside its summary: what has a name for it."""
    flat = {**details, **(details.get("told") if isinstance(details.get("told"), dict) else {})}  # type: ignore[dict-item]
    found = []
    for name in _DETAILS:
        value = flat.get(name)
        if isinstance(value, dict) or value in (None, "", [], False):
            continue
        shown = " · ".join(str(each) for each in value) if isinstance(value, list) else str(value)
        found.append((words.label(name, "detail"), "oui" if value is True else shown))
    return found


def _others(s: Session, case: Case, contact: Contact | None, staff: Staff) -> list[Case]:
    """Other requests of the same tenant that this reader may see, newest first."""
    same = Case.person_id == case.person_id if case.person_id else Case.contact_id == (contact.id if contact else -1)
    rows = select(Case).where(same, Case.id != case.id, Case.kind != "contact").options(joinedload(Case.person))
    return [each for each in s.scalars(rows.order_by(Case.id.desc()).limit(12)) if staff.may_see(each)][:6]
