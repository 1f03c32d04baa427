"""Contractors and 2-hour arrival windows. A window cannot be booked twice: each place in it is a seat with a
unique key."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_client.database import Base

_TAKEN = text("status IN ('held', 'booked')")


class Contractor(Base):
    """A firm (prestataire). ``trades`` and ``sectors`` are lists of codes; no sector means everywhere."""

    __tablename__ = "contractor"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(20), default="")
    trades: Mapped[list[Any]] = mapped_column(default=list)
    sectors: Mapped[list[Any]] = mapped_column(default=list)
    notice_hours: Mapped[int] = mapped_column(default=24)
    horizon_days: Mapped[int] = mapped_column(default=30)


class AvailabilityTemplate(Base):
    """Every week, on this weekday (0 = Monday), from this Europe/Paris time, ``capacity`` arrivals in 2 hours."""

    __tablename__ = "availability_template"
    id: Mapped[int] = mapped_column(primary_key=True)
    contractor_id: Mapped[int] = mapped_column(ForeignKey("contractor.id"), index=True)
    weekday: Mapped[int]
    starts: Mapped[time]
    capacity: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        UniqueConstraint("contractor_id", "weekday", "starts"),
        CheckConstraint("capacity > 0", name="capacity"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    )


class AvailabilityException(Base):
    """A date on which the contractor does not come."""

    __tablename__ = "availability_exception"
    contractor_id: Mapped[int] = mapped_column(ForeignKey("contractor.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


class Appointment(Base):
    """Status: held (until ``hold_until``), booked, cancelled, done, missed."""

    __tablename__ = "appointment"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    contractor_id: Mapped[int] = mapped_column(ForeignKey("contractor.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    seat: Mapped[int]
    status: Mapped[str] = mapped_column(String(12))
    hold_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    contractor: Mapped[Contractor] = relationship()
    __table_args__ = (
        Index(
            "uq_appointment_seat",
            "contractor_id",
            "starts_at",
            "seat",
            unique=True,
            sqlite_where=_TAKEN,
            postgresql_where=_TAKEN,
        ),
        Index(
            "uq_appointment_request",
            "request_id",
            unique=True,
            sqlite_where=text("status = 'booked'"),
            postgresql_where=text("status = 'booked'"),
        ),
    )
