"""Times that a tenant and a team of the landlord agreed on: a call, a statement, an interview, an advice visit."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_client.database import Base
from backend_client.models.requests import Request

KINDS = ("call", "statement", "interview", "advice_visit", "check_in")
STATUSES = ("agreed", "done", "missed", "cancelled")
_AGREED = text("status = 'agreed'")


class AgreedTime(Base):
    """A place at a team's table. Status: agreed, done (what was agreed on is on record), missed, cancelled.

    ``team``: a code of the landlord's ``[teams]``; ``seat``: from 1 on, never given twice for one start.
    """

    __tablename__ = "agreed_time"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    team: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(16))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    seat: Mapped[int]
    status: Mapped[str] = mapped_column(String(12), default="agreed")
    created_at: Mapped[datetime]
    request: Mapped[Request] = relationship()
    __table_args__ = (
        CheckConstraint("kind IN ('" + "','".join(KINDS) + "')", name="kind"),
        CheckConstraint("status IN ('" + "','".join(STATUSES) + "')", name="status"),
        CheckConstraint("seat > 0", name="seat"),
        CheckConstraint("ends_at > starts_at", name="ends"),
        Index(
            "uq_agreed_time_seat",
            "team",
            "starts_at",
            "seat",
            unique=True,
            sqlite_where=_AGREED,
            postgresql_where=_AGREED,
        ),
        Index("uq_agreed_time_request", "request_id", unique=True, sqlite_where=_AGREED, postgresql_where=_AGREED),
    )
