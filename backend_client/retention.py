"""The end of a retention: what is due, counted first (a dry run), then emptied or deleted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, delete, func, or_, select
from sqlalchemy.orm import Session

from backend_client import personal_data
from backend_client.calendar import paris_day
from backend_client.erasures import leave_no_copy
from backend_client.landlord import Landlord
from backend_client.models import (
    AccessLog,
    Contact,
    Conversation,
    Exchange,
    ExportLink,
    Identity,
    IdentityCheck,
    Person,
    Request,
    Tenancy,
)
from backend_client.models.requests import OPEN_STATUSES
from backend_client.retention_rules import Period

ERASED = "erased-"


@dataclass(frozen=True)
class Due:
    """A kind whose time is over for ``count`` rows; ``before``: what is older than that."""

    kind: str
    count: int
    before: datetime
    period: Period


def plan(s: Session, landlord: Landlord, now: datetime) -> list[Due]:
    """What would go now, by kind; nothing is changed."""
    found = []
    for kind, period in landlord.retention.items():
        before = period.ends_for(now)
        found.append(Due(kind, len(_FIND[kind](s, before)), before, period))
    return found


def apply(s: Session, landlord: Landlord, now: datetime) -> dict[str, int]:
    """Empty and delete what is due. Returns how many rows of each kind."""
    done = {}
    for kind, period in landlord.retention.items():
        ids = _FIND[kind](s, period.ends_for(now))
        if ids:
            _DO[kind](s, ids)
        done[kind] = len(ids)
    leave_no_copy(s)
    return done


def _ids(s: Session, found: Select[Any]) -> set[int]:
    return set(s.scalars(found))


def _has_words() -> ColumnElement[bool]:
    """A message with words, or with facts that its words are made of."""
    return or_(Exchange.text != "", cast(Exchange.data, String) != "{}")


def _conversations(s: Session, before: datetime) -> set[int]:
    """Messages of requests that are over."""
    old = select(Exchange.id).join(Request, Request.id == Exchange.request_id)
    settled = or_(Request.status.not_in(OPEN_STATUSES), Request.kind == "contact")
    return _ids(s, old.where(Exchange.created_at < before, settled, _has_words()))


def _worded_requests(before: datetime) -> Select[Any]:
    worded = or_(Request.summary != "", Request.typed_name != "", Request.typed_address != "")
    worded = or_(worded, cast(Request.details, String) != "{}")
    return select(Request.id).where(Request.closed_at < before, worded)


def _requests(s: Session, before: datetime) -> set[int]:
    return _ids(s, _worded_requests(before))


def _sensitive(s: Session, before: datetime) -> set[int]:
    """Closed requests that are private, while they or their messages still have words."""
    told = select(Exchange.request_id).where(_has_words())
    worded = or_(Request.summary != "", cast(Request.details, String) != "{}", Request.id.in_(told))
    return _ids(s, select(Request.id).where(Request.private, Request.closed_at < before, worded))


def _contacts(s: Session, before: datetime) -> set[int]:
    """Addresses of nobody on file that have been silent, without an open request."""
    waiting = select(Request.contact_id).where(
        Request.status.in_(OPEN_STATUSES), Request.kind != "contact", Request.contact_id.is_not(None)
    )
    lately = select(Conversation.contact_id).where(Conversation.last_at >= before)
    silent = select(Contact.id).where(
        Contact.person_id.is_(None),
        Contact.technician_id.is_(None),
        Contact.created_at < before,
        Contact.address.not_like(f"{ERASED}%"),
        Contact.id.not_in(lately),
        Contact.id.not_in(waiting),
        Contact.id.not_in(select(Identity.contact_id)),
    )
    return _ids(s, silent)


def _former_tenants(s: Session, before: datetime) -> set[int]:
    """People all of whose tenancies ended, without an open request."""
    staying = select(Tenancy.person_id).where(or_(Tenancy.ends_on.is_(None), Tenancy.ends_on >= paris_day(before)))
    waiting = select(Request.person_id).where(
        Request.status.in_(OPEN_STATUSES), Request.kind != "contact", Request.person_id.is_not(None)
    )
    left = select(Person.id).where(Person.id.in_(select(Tenancy.person_id)), Person.id.not_in(staying))
    return _ids(s, left.where(Person.id.not_in(waiting)))


def _accesses(s: Session, before: datetime) -> set[int]:
    return _ids(s, select(AccessLog.id).where(AccessLog.at < before))


def _checks(s: Session, before: datetime) -> set[int]:
    return _ids(s, select(IdentityCheck.id).where(IdentityCheck.created_at < before))


# What holds the words of a request beside its messages.
_WORDED = (
    *("request", "access_information", "request_note", "job_status_update", "feedback_set", "feedback_score"),
    *("incident", "work_order", "job_day"),
)


def _empty_messages(s: Session, ids: set[int]) -> None:
    personal_data.empty(s, personal_data.scope_of_messages(ids), "exchange", "effect")


def _empty_requests(s: Session, ids: set[int]) -> None:
    """Their words; whose they are stays, until the tenancy's own time is over."""
    personal_data.empty(s, personal_data.scope_of_requests(s, ids), *_WORDED)


def _empty_sensitive(s: Session, ids: set[int]) -> None:
    _empty_requests(s, ids)
    _empty_messages(s, _ids(s, select(Exchange.id).where(Exchange.request_id.in_(ids))))


def _anonymise_contacts(s: Session, ids: set[int]) -> None:
    for number in sorted(ids):
        personal_data.anonymise(s, personal_data.scope_of_contact(s, number))


def _anonymise_people(s: Session, ids: set[int]) -> None:
    for number in sorted(ids):
        personal_data.anonymise(s, personal_data.scope_of_person(s, number))


def _delete(model: Any) -> Callable[[Session, set[int]], None]:
    def work(s: Session, ids: set[int]) -> None:
        s.execute(delete(model).where(model.id.in_(ids)))

    return work


def _delete_checks(s: Session, ids: set[int]) -> None:
    newest = s.scalar(select(func.max(IdentityCheck.created_at)).where(IdentityCheck.id.in_(ids)))
    s.execute(delete(IdentityCheck).where(IdentityCheck.id.in_(ids)))
    s.execute(delete(ExportLink).where(ExportLink.created_at <= newest))


_FIND: Mapping[str, Callable[[Session, datetime], set[int]]] = {
    "conversations": _conversations,
    "sensitive": _sensitive,
    "requests": _requests,
    "contacts": _contacts,
    "former_tenants": _former_tenants,
    "access_log": _accesses,
    "checks": _checks,
}
_DO: Mapping[str, Callable[[Session, set[int]], None]] = {
    "conversations": _empty_messages,
    "sensitive": _empty_sensitive,
    "requests": _empty_requests,
    "contacts": _anonymise_contacts,
    "former_tenants": _anonymise_people,
    "access_log": _delete(AccessLog),
    "checks": _delete_checks,
}
