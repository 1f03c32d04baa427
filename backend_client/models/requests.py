"""Requests (demandes): what the landlord owes an answer to, with urgency, due date and history."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_client.database import Base
from backend_client.models.places import Building, Dwelling, Person

URGENCIES = ("emergency", "on_call", "1_day", "3_days", "10_days", "advice")
OPEN_STATUSES = ("received", "qualified", "assigned", "work_order_sent", "appointment_booked", "in_progress")
STATUSES = (*OPEN_STATUSES, "done", "closed", "refused")


class ReferenceCounter(Base):
    """The last reference given in a year: taken in the transaction that opens the request, so never twice."""

    __tablename__ = "reference_counter"
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class Request(Base):
    """A request. ``kind`` is ``contact`` until the conversation says what it is about.

    ``private`` marks dangers to people and other sensitive matters: never shown to contractors or technicians.
    """

    __tablename__ = "request"
    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[str] = mapped_column(String(24), default="contact")
    status: Mapped[str] = mapped_column(String(24), default="received")
    situation: Mapped[str | None] = mapped_column(String(60))
    danger: Mapped[str | None] = mapped_column(String(24))
    private: Mapped[bool] = mapped_column(default=False)
    summary: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    urgency: Mapped[str | None] = mapped_column(String(12))
    due_at: Mapped[datetime | None]
    team: Mapped[str] = mapped_column(String(40), default="")
    scope: Mapped[str | None] = mapped_column(String(12))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    dwelling_id: Mapped[int | None] = mapped_column(ForeignKey("dwelling.id"), index=True)
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"), index=True)
    typed_name: Mapped[str] = mapped_column(String(120), default="")
    typed_address: Mapped[str] = mapped_column(String(200), default="")
    channel: Mapped[str] = mapped_column(String(12))
    language: Mapped[str | None] = mapped_column(String(8))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    person: Mapped[Person | None] = relationship()
    dwelling: Mapped[Dwelling | None] = relationship()
    building: Mapped[Building | None] = relationship()
    __table_args__ = (
        CheckConstraint("urgency IN ('" + "','".join(URGENCIES) + "')", name="urgency"),
        CheckConstraint("status IN ('" + "','".join(STATUSES) + "')", name="status"),
        Index("ix_request_person_created", "person_id", "created_at"),
    )


class RequestEvent(Base):
    """Append-only: what happened to a request, when, by whom."""

    __tablename__ = "request_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(80))
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
