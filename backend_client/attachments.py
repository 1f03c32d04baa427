"""Photos and documents of a request: what is kept, for whom and until when.

The row says everything about a file but its content; the content lies outside of any web root under a random name.
A file is written before its row and deleted after it: what a crash leaves is a file without a living row, which the
daily sweep deletes.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import event, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from backend_client import requests
from backend_client.file_store import FileStore, StoredFile
from backend_client.landlord import Attachments, Landlord
from backend_client.models import Attachment, Contact, Conversation, Exchange, Request, UploadLink

PHOTO, DOCUMENT = "photo", "document"


@dataclass(frozen=True)
class Purpose:
    """What files are sent for. ``sensitive``: only roles that need them see them, and they are kept less long."""

    sensitive: bool = False


# Addresses in circulation name a purpose by its place: new ones come last, none is ever taken out.
PURPOSES: Mapping[str, Purpose] = {
    "photo": Purpose(),
    "document": Purpose(),
    "letter": Purpose(),
    "medical_certificate": Purpose(sensitive=True),
    "income": Purpose(sensitive=True),
    "identity": Purpose(sensitive=True),
}
# A request holds at most this many files, whatever their door: more is nobody's report any more.
MOST_PER_REQUEST = 50
# How old a file without a living row has to be before the sweep takes it: its row may wait for a database that is down.
ORPHAN_AGE = timedelta(days=2)
_MOST_NAME = 120


class LinkUsed(Exception):
    """A one-time address was used already."""


class TooMany(Exception):
    """The request holds as many files as it may."""


@dataclass(frozen=True)
class Origin:
    """How files came: who sent them, what for, in which exchange or by which link, and what each was called."""

    by: str
    purpose: str
    exchange_id: int | None = None
    link_id: int | None = None
    original_name: str = ""


def store_in(data_dir: Path) -> FileStore:
    """Where the files of a service lie, given its data folder."""
    return FileStore(data_dir / "attachments")


def add(s: Session, request: Request, file: StoredFile, origin: Origin, now: datetime) -> Attachment:
    """Write the row of a kept file, and that it came into the request's history.

    :raises TooMany: the request has :data:`MOST_PER_REQUEST` files
    """
    if count_of(s, request) >= MOST_PER_REQUEST:
        raise TooMany(request.reference)
    attachment = Attachment(
        request_id=request.id,
        exchange_id=origin.exchange_id,
        upload_link_id=origin.link_id,
        kind=file.kind,
        purpose=origin.purpose,
        sensitive=request.private or PURPOSES[origin.purpose].sensitive,
        media_type=file.media_type,
        size=file.size,
        width=file.width,
        height=file.height,
        sha256=file.sha256,
        stored_name=file.name,
        original_name=origin.original_name[:_MOST_NAME],
        by=origin.by,
        uploaded_at=now,
    )
    s.add(attachment)
    s.flush()
    data = {"attachment_id": attachment.id, "file_kind": file.kind, "purpose": origin.purpose}
    requests.record(s, request, "attachment_added", origin.by, now, **data)
    return attachment


def use_link(s: Session, link: UploadLink) -> UploadLink:
    """Write that a one-time address was used, in the transaction that writes its files.

    :raises LinkUsed: it was used before, or by another process at the same moment
    """
    try:
        with s.begin_nested():
            s.add(link)
    except IntegrityError as error:
        raise LinkUsed(link.token_hash) from error
    return link


def used_link(s: Session, token_hash: str) -> UploadLink | None:
    """The use of a one-time address; None: it was not used yet."""
    return s.scalar(select(UploadLink).where(UploadLink.token_hash == token_hash))


def of_request(s: Session, request: Request) -> list[Attachment]:
    """The files of a request that are kept, oldest first."""
    kept = select(Attachment).where(Attachment.request_id == request.id, Attachment.deleted_at.is_(None))
    return list(s.scalars(kept.order_by(Attachment.id)))


def count_of(s: Session, request: Request, sensitive: bool = True) -> int:
    """How many files of a request are kept. :param sensitive: whether those count that few may see"""
    kept = select(func.count(Attachment.id)).where(Attachment.request_id == request.id, Attachment.deleted_at.is_(None))
    return s.scalar(kept if sensitive else kept.where(Attachment.sensitive.is_(False))) or 0


def request_for(s: Session, exchange: Exchange) -> Request:
    """The request that a file sent in a conversation belongs to.

    The conversation's own, unless that one says nothing yet while the sender has exactly one other open request: a
    photo sent two days after the report belongs to the report.
    """
    own = s.get_one(Request, s.get_one(Conversation, exchange.conversation_id).request_id)
    if own.kind != "contact":
        return own
    contact = s.get_one(Contact, s.get_one(Conversation, exchange.conversation_id).contact_id)
    living = [each for each in requests.latest_of(s, contact, limit=5) if each.closed_at is None]
    return living[0] if len(living) == 1 else own


def delete(s: Session, store: FileStore, attachment: Attachment, by: str, now: datetime) -> None:
    """Delete a file and keep its row, without what its sender called it. The file goes once this is committed."""
    if attachment.deleted_at is not None:
        return
    attachment.deleted_at, attachment.original_name = now, ""
    requests.record(s, attachment.request, "attachment_deleted", by, now, attachment_id=attachment.id)
    name = attachment.stored_name
    event.listen(s, "after_commit", lambda _session: store.remove(name), once=True)


def erase_for_person(s: Session, store: FileStore, person_id: int, by: str, now: datetime) -> int:
    """Delete every file of a person's requests and of those that their contacts opened. Returns how many."""
    contacts = select(Contact.id).where(Contact.person_id == person_id)
    theirs = or_(Request.person_id == person_id, Request.contact_id.in_(contacts))
    found = s.scalars(select(Attachment).join(Request).where(theirs, Attachment.deleted_at.is_(None))).all()
    for attachment in found:
        delete(s, store, attachment, by, now)
    return len(found)


def expires_at(attachment: Attachment, rules: Attachments) -> datetime | None:
    """Until when a file is kept: so many months after its request was closed. None: the request is open.

    A mere contact is never closed: its last event counts.
    """
    request = attachment.request
    ended = request.closed_at or (request.updated_at if request.kind == "contact" else None)
    months = rules.keep_sensitive_months if attachment.sensitive else rules.keep_months
    return None if ended is None else months_after(ended, months)


def months_after(at: datetime, months: int) -> datetime:
    """The same day and hour so many calendar months later, the month's last day where it has no such day."""
    year, month = divmod(at.month - 1 + months, 12)
    last = calendar.monthrange(at.year + year, month + 1)[1]
    return at.replace(year=at.year + year, month=month + 1, day=min(at.day, last))


def expire(s: Session, store: FileStore, landlord: Landlord, now: datetime) -> int:
    """Write until when files are kept, and delete those whose time is over. Returns how many were deleted."""
    deleted = 0
    living = select(Attachment).options(joinedload(Attachment.request)).where(Attachment.deleted_at.is_(None))
    for attachment in s.scalars(living):
        attachment.expires_at = expires_at(attachment, landlord.attachments)
        if attachment.expires_at is not None and attachment.expires_at <= now:
            delete(s, store, attachment, "retention", now)
            deleted += 1
    return deleted


def sweep(s: Session, store: FileStore, now: datetime) -> int:
    """Delete files that no living row names: what a crash between file and row left. Returns how many."""
    living = s.scalars(select(Attachment.stored_name).where(Attachment.deleted_at.is_(None)))
    return store.sweep(frozenset(living), now - ORPHAN_AGE)
