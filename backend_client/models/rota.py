"""The rota: technicians, duties, who takes turns, who is away, who stands in, and the calendars they subscribe to."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_client.database import Base


class Technician(Base):
    __tablename__ = "technician"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(20), unique=True)
    active: Mapped[bool] = mapped_column(default=True)


class Duty(Base):
    """What somebody can be on call for.

    ``hours``: spans of the week in Europe/Paris, ``{"days": [0..6], "starts": "18:00", "ends": "24:00"}`` with Monday
    0; empty: at every hour. An end at or before the start is on the next day. ``holidays``: what a public holiday is
    to these hours: ``same`` as its weekday, like a ``sunday``, or ``none`` (nobody is on call from 00:00 to 24:00).
    ``sectors`` (of residences) and ``trades`` that it serves; empty: all.
    """

    __tablename__ = "duty"
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    label: Mapped[str] = mapped_column(String(120), default="")
    hours: Mapped[list[Any]] = mapped_column(default=list)
    holidays: Mapped[str] = mapped_column(String(8), default="same")
    sectors: Mapped[list[Any]] = mapped_column(default=list)
    trades: Mapped[list[Any]] = mapped_column(default=list)
    __table_args__ = (CheckConstraint("holidays IN ('same', 'sunday', 'none')", name="holidays"),)


class Rotation(Base):
    """Who takes turns at a level of a duty. Handover is a wall-clock time in Europe/Paris.

    Turn ``days since starts_on // days_per_turn`` is taken by ``headcount`` members in a row, the first of them member
    number ``turn * headcount % members``. Level 1 is paged first.
    """

    __tablename__ = "rotation"
    id: Mapped[int] = mapped_column(primary_key=True)
    duty: Mapped[str] = mapped_column(String(40))
    level: Mapped[int]
    starts_on: Mapped[date]
    handover: Mapped[time]
    days_per_turn: Mapped[int] = mapped_column(default=7)
    headcount: Mapped[int] = mapped_column(default=1, server_default="1")
    members: Mapped[list["RotationMember"]] = relationship(order_by="RotationMember.position")
    __table_args__ = (UniqueConstraint("duty", "level"),)


class RotationMember(Base):
    __tablename__ = "rotation_member"
    rotation_id: Mapped[int] = mapped_column(ForeignKey("rotation.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    technician_id: Mapped[int] = mapped_column(ForeignKey("technician.id"))
    technician: Mapped[Technician] = relationship()


class Override(Base):
    """Somebody stands in at a duty's level between two instants, for one colleague or for the whole level.

    ``instead_of_id`` empty: for everybody of that level. ``swap``: the same word on both halves of an exchange of
    shifts.
    """

    __tablename__ = "override"
    id: Mapped[int] = mapped_column(primary_key=True)
    duty: Mapped[str] = mapped_column(String(40))
    level: Mapped[int]
    technician_id: Mapped[int] = mapped_column(ForeignKey("technician.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    instead_of_id: Mapped[int | None] = mapped_column()
    swap: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(String(120))
    technician: Mapped[Technician] = relationship()


class Absence(Base):
    """Somebody cannot be on call (leave, illness): the next member of the rotation who can takes the turn."""

    __tablename__ = "absence"
    id: Mapped[int] = mapped_column(primary_key=True)
    technician_id: Mapped[int] = mapped_column(ForeignKey("technician.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(120), default="")
    technician: Mapped[Technician] = relationship()


class CalendarFeed(Base):
    """A secret address under which one technician's shifts, or a duty's, can be subscribed to; revoked, it is dead.

    ``key_hash`` is the SHA-256 of the secret (hexadecimal): the table alone opens no feed.
    """

    __tablename__ = "calendar_feed"
    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    technician_id: Mapped[int | None] = mapped_column(ForeignKey("technician.id"))
    duty: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
