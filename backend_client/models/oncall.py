"""On call: technicians, rotations, escalations, pages, adviser alerts, and the rows that hold time."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_client.database import Base
from backend_client.models.requests import Request


class Technician(Base):
    __tablename__ = "technician"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(20), unique=True)
    active: Mapped[bool] = mapped_column(default=True)


class Rotation(Base):
    """Who takes turns at a level of a duty. Handover is a wall-clock time in Europe/Paris.

    Member number ``(days since starts_on // days_per_turn) % members`` is on call. Level 1 is paged first.
    """

    __tablename__ = "rotation"
    id: Mapped[int] = mapped_column(primary_key=True)
    duty: Mapped[str] = mapped_column(String(40))
    level: Mapped[int]
    starts_on: Mapped[date]
    handover: Mapped[time]
    days_per_turn: Mapped[int] = mapped_column(default=7)
    members: Mapped[list["RotationMember"]] = relationship(order_by="RotationMember.position")
    __table_args__ = (UniqueConstraint("duty", "level"),)


class RotationMember(Base):
    __tablename__ = "rotation_member"
    rotation_id: Mapped[int] = mapped_column(ForeignKey("rotation.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    technician_id: Mapped[int] = mapped_column(ForeignKey("technician.id"))
    technician: Mapped[Technician] = relationship()


class Override(Base):
    """Somebody stands in for a duty's level between two instants."""

    __tablename__ = "override"
    id: Mapped[int] = mapped_column(primary_key=True)
    duty: Mapped[str] = mapped_column(String(40))
    level: Mapped[int]
    technician_id: Mapped[int] = mapped_column(ForeignKey("technician.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    technician: Mapped[Technician] = relationship()


class Escalation(Base):
    """The search for somebody who takes an urgent request. Status: open, acknowledged, exhausted, cancelled."""

    __tablename__ = "escalation"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    duty: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(16), default="open")
    level: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    request: Mapped[Request] = relationship()
    __table_args__ = (
        Index(
            "uq_escalation_open",
            "request_id",
            "duty",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
    )


class Page(Base):
    """One call to duty sent to one technician. Status: intended, sent, failed, acknowledged, refused, expired.

    ``code`` is what the technician sends back; it is bound to the technician and never reused (unique).
    """

    __tablename__ = "page"
    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalation.id"), index=True)
    technician_id: Mapped[int] = mapped_column(ForeignKey("technician.id"), index=True)
    exchange_id: Mapped[int | None] = mapped_column(ForeignKey("exchange.id"), index=True)
    level: Mapped[int]
    code: Mapped[str] = mapped_column(String(8), unique=True)
    status: Mapped[str] = mapped_column(String(16), default="intended")
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    escalation: Mapped[Escalation] = relationship()
    technician: Mapped[Technician] = relationship()


class Alert(Base):
    """An urgent request shown to the adviser desk in office hours; unanswered, the duty is paged."""

    __tablename__ = "alert"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    reason: Mapped[str] = mapped_column(String(40), default="urgent")
    raised_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str | None] = mapped_column(String(80))


class Timer(Base):
    """A wait. ``due_at`` is on the injected clock; ``subject_id`` is the row that the ``kind`` speaks of."""

    __tablename__ = "timer"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "ix_timer_open",
            "due_at",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )
