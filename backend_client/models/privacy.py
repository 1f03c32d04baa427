"""Who somebody is proven to be, what they ask of their data, and who saw it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_client.database import Base
from backend_client.models.conversations import Contact
from backend_client.models.places import Person

MEANS = ("directory", "contact_button", "portal", "code")
CHECK_STATES = ("name", "address", "code")
ERASURE_STATES = ("asked", "deferred", "done", "withdrawn")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ('" + "','".join(values) + "')"


class Identity(Base):
    """That a contact is proven to be a person's, and by what: ``directory`` (the landlord's number on file),
    ``contact_button`` (Telegram vouches for a number on file), ``portal`` (a signed token), ``code`` (a one-time code
    sent to a number on file). ``until``: empty, it lasts. A phone that two people share has a row for each.
    """

    __tablename__ = "identity"
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    means: Mapped[str] = mapped_column(String(16))
    proved_at: Mapped[datetime]
    until: Mapped[datetime | None]
    contact: Mapped[Contact] = relationship()
    person: Mapped[Person] = relationship()
    __table_args__ = (
        CheckConstraint(_one_of("means", MEANS), name="means"),
        Index("ix_identity_person_id", "person_id"),
    )


class Speaker(Base):
    """Whose turn it is at a contact, asked once: who of several people writes, and about which of several dwellings.

    ``question``: what is asked now (``person`` or ``dwelling``), about ``exchange_id``, the message that waits;
    ``until``: the answer holds as long as they write, and for this long after.
    """

    __tablename__ = "speaker"
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    dwelling_id: Mapped[int | None] = mapped_column(ForeignKey("dwelling.id"))
    question: Mapped[str | None] = mapped_column(String(12))
    exchange_id: Mapped[int | None] = mapped_column(ForeignKey("exchange.id"))
    person_asked: Mapped[bool] = mapped_column(default=False)
    dwelling_asked: Mapped[bool] = mapped_column(default=False)
    until: Mapped[datetime]


class IdentityCheck(Base):
    """A proof under way at a contact: name, address, then the code that was sent to the number on file.

    ``person_id``: whose number the code went to; empty, nobody's: nothing was sent, and the conversation is the same.
    The code is in no table: it is derived from ``nonce`` and the service's key. ``goes_on``: what it is asked for.
    ``outcome``: ``proven``, ``wrong`` (too many tries), ``left`` (another subject), ``expired``.
    """

    __tablename__ = "identity_check"
    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(8))
    goes_on: Mapped[str] = mapped_column(String(16))
    typed_name: Mapped[str] = mapped_column(String(120), default="")
    nonce: Mapped[str] = mapped_column(String(32), default="")
    sent: Mapped[bool] = mapped_column(default=False)
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(8))
    __table_args__ = (
        CheckConstraint(_one_of("state", CHECK_STATES), name="state"),
        Index(
            "uq_identity_check_open",
            "contact_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )


class ExportLink(Base):
    """An address under which a person reads all that is kept of them, once. It is derived from ``nonce`` and the
    service's key, and in no table."""

    __tablename__ = "export_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    nonce: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]


class Erasure(Base):
    """That an erasure was asked for, and what became of it; it names nobody once it is done.

    ``reason``: why it waits (``emergency``, ``incident``, ``appointment``, ``request``). ``code_digest``: a digest of
    the person's code in the landlord's directory, so that an import does not bring them back unseen.
    """

    __tablename__ = "erasure"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(String(12))
    by: Mapped[str] = mapped_column(String(80))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    code_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    __table_args__ = (CheckConstraint(_one_of("state", ERASURE_STATES), name="state"),)


class AccessLog(Base):
    """Append-only: that somebody saw a tenant's data. Ids and codes only, never what was seen.

    ``who``: ``account:12``, ``technician:3``, ``command:inbox`` or ``tenant:5`` (a person who sees their own);
    ``what``: a code (``thread``, ``request``, ``attachment``, ``export`` …); ``subject_kind`` and ``subject_id``:
    the row that was seen (``person``, ``contact``, ``conversation``, ``request``, ``attachment``).
    """

    __tablename__ = "access_log"
    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[int]
    at: Mapped[datetime]
    __table_args__ = (
        Index("ix_access_log_subject", "subject_kind", "subject_id"),
        Index("ix_access_log_at", "at"),
    )
