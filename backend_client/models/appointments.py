"""Contractors, when they can come, and appointments. A place cannot be booked twice: each is a seat with a unique key.

What happens to an appointment afterwards is in :mod:`backend_client.models.jobs`.
"""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_client.database import Base

# Where a place is given. Queries repeat it word for word: SQLite then uses the partial indexes.
TAKEN = "status IN ('held', 'booked')"
_TAKEN = text(TAKEN)


class Contractor(Base):
    """A firm (prestataire). ``trades`` and ``sectors`` are lists of codes; no sector means everywhere.

    ``notice_hours``: the least time between booking and window; ``horizon_days``: how far ahead it takes bookings;
    ``travel_minutes``: the least time between the end of a team's window and its next one (then the places of a window
    are teams); none: the windows do not compete for teams. ``change_hours``: until when before the window the tenant
    may move or cancel by themselves.
    """

    __tablename__ = "contractor"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(20), default="")
    trades: Mapped[list[Any]] = mapped_column(default=list)
    sectors: Mapped[list[Any]] = mapped_column(default=list)
    notice_hours: Mapped[int] = mapped_column(default=24)
    horizon_days: Mapped[int] = mapped_column(default=30)
    travel_minutes: Mapped[int | None]
    change_hours: Mapped[int] = mapped_column(default=2, server_default="2")


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
    """On this date, another capacity: of the window that starts then (also one that the week has not), or without
    ``starts`` of every window of the day. 0: none."""

    __tablename__ = "availability_exception"
    id: Mapped[int] = mapped_column(primary_key=True)
    contractor_id: Mapped[int] = mapped_column(ForeignKey("contractor.id"))
    day: Mapped[date]
    starts: Mapped[time | None]
    capacity: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        CheckConstraint("capacity >= 0", name="capacity"),
        UniqueConstraint("contractor_id", "day", "starts"),
        Index(
            "uq_availability_exception_whole_day",
            "contractor_id",
            "day",
            unique=True,
            sqlite_where=text("starts IS NULL"),
            postgresql_where=text("starts IS NULL"),
        ),
    )


class ContractorAbsence(Base):
    """The contractor does not come from ``first_day`` to ``last_day``, both included."""

    __tablename__ = "contractor_absence"
    id: Mapped[int] = mapped_column(primary_key=True)
    contractor_id: Mapped[int] = mapped_column(ForeignKey("contractor.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    reason: Mapped[str] = mapped_column(String(120), default="")
    __table_args__ = (CheckConstraint("last_day >= first_day", name="days"),)


class Appointment(Base):
    """Status: held (until ``hold_until``; a hold that ends unused leaves no row), booked, cancelled, done, missed
    (nobody came), no_access, incomplete (parts are needed).

    HACT: a RefinedAppointmentWindow, ``starts_at`` its earliest and ``ends_at`` its latest arrival.
    """

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
        # All that a search for windows reads of an appointment.
        Index(
            "ix_appointment_taken",
            "contractor_id",
            "starts_at",
            "seat",
            "hold_until",
            "request_id",
            sqlite_where=_TAKEN,
            postgresql_where=_TAKEN,
        ),
        Index(
            "ix_appointment_held",
            "contractor_id",
            "hold_until",
            sqlite_where=text("status = 'held'"),
            postgresql_where=text("status = 'held'"),
        ),
    )


class OffDayAgreement(Base):
    """What a tenant said to works on Saturdays, Sundays and public holidays (loi 89-462 art. 7 e): asked when, answered
    what (``yes`` or ``no``), when, by whom, and in which exchange."""

    __tablename__ = "off_day_agreement"
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), primary_key=True)
    asked_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(String(4))
    answered_at: Mapped[datetime | None]
    by: Mapped[str | None] = mapped_column(String(80))
    exchange_id: Mapped[int | None] = mapped_column(ForeignKey("exchange.id"))
    __table_args__ = (CheckConstraint("answer IN ('yes', 'no')", name="answer"),)
