"""What the landlord owes by its charter: one row for each promise that a request brings with it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_client.database import Base
from backend_client.models.requests import Request


class Commitment(Base):
    """A promise of the charter (``promise``: its number, as ``3.4``) for one request.

    It is kept only by the event that ends it (``kept_by_id``, a request event: the call made, the statement taken).
    ``due_at`` moves with pauses; ``first_due_at`` does not. ``round``: 0, then 1 … each time it is promised anew
    because the request was reopened. ``warned_at``: staff were warned before the date;
    ``breached_at``: the date passed unkept, ``breach_reason`` why, in the words of a code; ``withdrawn_at``: nobody
    waits for it any more (the tenant's wish, a duplicate), which counts neither as kept nor as late. An arrival window
    (3.7) that had passed by then stays late.
    """

    __tablename__ = "commitment"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    promise: Mapped[str] = mapped_column(String(8))
    round: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    first_due_at: Mapped[datetime]
    due_at: Mapped[datetime]
    kept_at: Mapped[datetime | None]
    kept_by_id: Mapped[int | None] = mapped_column(ForeignKey("request_event.id"))
    warned_at: Mapped[datetime | None]
    breached_at: Mapped[datetime | None]
    breach_reason: Mapped[str | None] = mapped_column(String(40))
    withdrawn_at: Mapped[datetime | None]
    request: Mapped[Request] = relationship()
    __table_args__ = (
        UniqueConstraint("request_id", "promise", "round"),
        CheckConstraint("kept_at IS NULL OR kept_by_id IS NOT NULL", name="kept_by"),
        Index("ix_commitment_promise_opened", "promise", "opened_at"),
    )


class Pause(Base):
    """A clock that stands still, and why: ``tenant`` (something is awaited from them), ``parts``, ``third_party``.

    While it lasts no promise of the request is late; its due dates move by the working time that it took.
    """

    __tablename__ = "pause"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    reason: Mapped[str] = mapped_column(String(24))
    by: Mapped[str] = mapped_column(String(80))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    __table_args__ = (
        CheckConstraint("reason IN ('tenant', 'parts', 'third_party')", name="reason"),
        Index(
            "uq_pause_open",
            "request_id",
            unique=True,
            sqlite_where=text("ends_at IS NULL"),
            postgresql_where=text("ends_at IS NULL"),
        ),
    )
