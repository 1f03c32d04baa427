"""Planned works and outages, who is told of them, who follows a known trouble, and when buildings are cleaned."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_client.database import Base
from backend_client.models.conversations import Contact, Exchange
from backend_client.models.oncall import Incident
from backend_client.models.places import Building, Person
from backend_client.models.requests import Request

NOTICE_KINDS = ("planned_works", "planned_outage", "current_outage")
NEWS = ("announced", "changed", "cancelled", "ended")
TELLING_STATUSES = ("waiting", "written", "skipped")


class WorksNotice(Base):
    """Works or an outage that the tenants of some buildings are told of.

    ``nature`` is a code of ``works.toml``; ``title`` says more in the landlord's own words, or nothing. ``manager``:
    the project manager's contact, as tenants read it. ``request`` holds the ledger: the promise 6.1 and its events.
    ``round`` counts what tenants are told (0: the announcement, then each change, the cancelling, the end);
    ``settled_round`` is the last one that is over and counted.
    """

    __tablename__ = "works_notice"
    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(16))
    nature: Mapped[str] = mapped_column(String(24))
    title: Mapped[str] = mapped_column(String(60), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    duration: Mapped[str] = mapped_column(String(60), default="")
    place: Mapped[str] = mapped_column(String(80), default="")
    manager: Mapped[str] = mapped_column(String(80), default="")
    firms: Mapped[str] = mapped_column(String(80), default="")
    source: Mapped[str] = mapped_column(String(80))
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), unique=True)
    issued_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    round: Mapped[int] = mapped_column(default=0)
    settled_round: Mapped[int] = mapped_column(default=-1)
    request: Mapped[Request] = relationship()
    __table_args__ = (
        CheckConstraint("kind IN ('" + "','".join(NOTICE_KINDS) + "')", name="kind"),
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends"),
    )


class WorksBuilding(Base):
    """A building that a notice concerns."""

    __tablename__ = "works_building"
    notice_id: Mapped[int] = mapped_column(ForeignKey("works_notice.id"), primary_key=True)
    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"), primary_key=True, index=True)
    building: Mapped[Building] = relationship()


class WorksTelling(Base):
    """One tenant who is told of one round of a notice, once. ``skipped`` says in ``why`` what stood against it."""

    __tablename__ = "works_telling"
    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("works_notice.id"))
    round: Mapped[int]
    news: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[str] = mapped_column(String(12), default="waiting")
    why: Mapped[str] = mapped_column(String(16), default="")
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    exchange_id: Mapped[int | None] = mapped_column(ForeignKey("exchange.id"), index=True)
    at: Mapped[datetime | None]
    notice: Mapped[WorksNotice] = relationship()
    person: Mapped[Person] = relationship()
    contact: Mapped[Contact | None] = relationship()
    exchange: Mapped[Exchange | None] = relationship()
    __table_args__ = (
        UniqueConstraint("notice_id", "round", "person_id"),
        CheckConstraint("news IN ('" + "','".join(NEWS) + "')", name="news"),
        CheckConstraint("status IN ('" + "','".join(TELLING_STATUSES) + "')", name="status"),
        Index("ix_works_telling_status", "status", "notice_id"),
    )


class Follower(Base):
    """A tenant's request that follows what the building already knows, instead of reporting it again.

    It follows exactly one of an incident, a neighbour's request and a notice; ``told_at``: its end was told.
    """

    __tablename__ = "follower"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), unique=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    followed_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"), index=True)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("works_notice.id"), index=True)
    at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    request: Mapped[Request] = relationship(foreign_keys=request_id)
    followed: Mapped[Request | None] = relationship(foreign_keys=followed_id)
    incident: Mapped[Incident | None] = relationship()
    notice: Mapped[WorksNotice | None] = relationship()
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN incident_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN followed_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN notice_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="follows_one",
        ),
    )


class CleaningRound(Base):
    """When a building is cleaned, or its green spaces are seen to (promise 5.1): weekdays (0 is Monday), Paris time.

    ``every_weeks`` counts from the week of ``first_day``; ``months``: only in these, all of them where it is empty.
    """

    __tablename__ = "cleaning_round"
    id: Mapped[int] = mapped_column(primary_key=True)
    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"))
    service: Mapped[str] = mapped_column(String(24))
    weekdays: Mapped[list[Any]] = mapped_column(default=list)
    starts: Mapped[time | None]
    ends: Mapped[time | None]
    every_weeks: Mapped[int] = mapped_column(default=1)
    first_day: Mapped[date | None]
    months: Mapped[list[Any]] = mapped_column(default=list)
    firm: Mapped[str] = mapped_column(String(80), default="")
    __table_args__ = (UniqueConstraint("building_id", "service"),)
