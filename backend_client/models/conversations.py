"""Contacts, conversations and exchanges: what was said, on which channel, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_client.database import Base
from backend_client.models.places import Person


class Contact(Base):
    """An address on a channel: an E.164 number, a Telegram chat id, a web chat session.

    ``person_id`` is empty until the directory or the tenant tells who it is. A technician's phone is a
    contact too, with ``technician_id``.
    """

    __tablename__ = "contact"
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(12))
    address: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    technician_id: Mapped[int | None] = mapped_column(ForeignKey("technician.id"), index=True)
    # Typed by the tenant, not verified: opens a request, shows no file.
    typed_name: Mapped[str] = mapped_column(String(120), default="")
    typed_address: Mapped[str] = mapped_column(String(200), default="")
    dwelling_id: Mapped[int | None] = mapped_column(ForeignKey("dwelling.id"))
    language: Mapped[str | None] = mapped_column(String(8))
    opted_out_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    person: Mapped[Person | None] = relationship()
    __table_args__ = (UniqueConstraint("channel", "address"),)


class Conversation(Base):
    """One open thread per contact. It belongs to a request from its first message on."""

    __tablename__ = "conversation"
    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    # Rasa events of the open dialogue only; the engine keeps nothing.
    dialogue: Mapped[list[Any]] = mapped_column(default=list)
    # The last list that was offered: {"exchange_id": …, "expires_at": …, "choices": [{"value", "titles", "payload"}]}
    offer: Mapped[dict[str, Any] | None]
    taken_by: Mapped[str | None] = mapped_column(String(80))
    taken_until: Mapped[datetime | None]
    slowed_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    last_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    contact: Mapped[Contact] = relationship()
    __table_args__ = (
        Index(
            "uq_conversation_open",
            "contact_id",
            unique=True,
            sqlite_where=sql("closed_at IS NULL"),
            postgresql_where=sql("closed_at IS NULL"),
        ),
    )


class Exchange(Base):
    """One message in or out. An inbound one is a row before anything else happens; an outbound one is a row
    before it is sent.

    Status of an inbound exchange: received, handled, recorded (stored, deliberately not answered by the bot).
    Status of an outbound one, in the order in which it may move (never back): queued, sending, sent (the
    provider took it), delivered, read; or failed, undelivered, cancelled.
    """

    __tablename__ = "exchange"
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    direction: Mapped[str] = mapped_column(String(3))
    channel: Mapped[str] = mapped_column(String(12))
    provider_id: Mapped[str | None] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(16), default="text")
    author: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text, default="")
    # Inbound: the button payload, attachments, understanding. Outbound: {"key", "facts", "choices"} as decided.
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    language: Mapped[str | None] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(12))
    error: Mapped[str | None] = mapped_column(String(200))
    cause_id: Mapped[int | None] = mapped_column(ForeignKey("exchange.id"))
    effect: Mapped[str | None] = mapped_column(String(80))
    attempts: Mapped[int] = mapped_column(default=0)
    # The process that has it in hand, while it is being answered or sent.
    worker_id: Mapped[int | None]
    due_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    conversation: Mapped[Conversation] = relationship()
    __table_args__ = (
        CheckConstraint("direction IN ('in', 'out')", name="direction"),
        Index(
            "uq_exchange_inbound",
            "channel",
            "provider_id",
            unique=True,
            sqlite_where=sql("direction = 'in'"),
            postgresql_where=sql("direction = 'in'"),
        ),
        Index(
            "ix_exchange_sent",
            "channel",
            "provider_id",
            sqlite_where=sql("direction = 'out' AND provider_id IS NOT NULL"),
            postgresql_where=sql("direction = 'out' AND provider_id IS NOT NULL"),
        ),
        # An effect of a turn happens once, however often the turn is replayed.
        UniqueConstraint("cause_id", "effect"),
        Index("ix_exchange_conversation", "conversation_id", "id"),
        # The work list stays as short as the work, however many exchanges there are.
        Index(
            "ix_exchange_open",
            "status",
            "due_at",
            sqlite_where=sql("status IN ('received', 'queued', 'sending')"),
            postgresql_where=sql("status IN ('received', 'queued', 'sending')"),
        ),
    )


class Effect(Base):
    """What a turn did outside the conversation (opened a request, booked a window), once per exchange."""

    __tablename__ = "effect"
    exchange_id: Mapped[int] = mapped_column(ForeignKey("exchange.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]
