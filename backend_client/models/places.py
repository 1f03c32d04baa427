"""Who lives where: residences, buildings, dwellings, people and their tenancies."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_client.database import Base


class Residence(Base):
    """An estate. Its numbers are what a safety card and a page need: local gas and power, lift firm, valves."""

    __tablename__ = "residence"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    postcode: Mapped[str] = mapped_column(String(10), default="")
    city: Mapped[str] = mapped_column(String(80), default="")
    sector: Mapped[str] = mapped_column(String(40), default="")
    gas_number: Mapped[str] = mapped_column(String(30), default="")
    power_number: Mapped[str] = mapped_column(String(30), default="")
    lift_firm: Mapped[str] = mapped_column(String(120), default="")
    lift_phone: Mapped[str] = mapped_column(String(20), default="")
    caretaker: Mapped[str] = mapped_column(String(120), default="")
    shut_off: Mapped[str] = mapped_column(String(300), default="")
    # Maintenance contracts by trade: {"plumbing": {"firm": …, "phone": …, "covers": …}}
    contracts: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Building(Base):
    __tablename__ = "building"
    id: Mapped[int] = mapped_column(primary_key=True)
    residence_id: Mapped[int] = mapped_column(ForeignKey("residence.id"), index=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(200))
    access_code: Mapped[str] = mapped_column(String(40), default="")
    residence: Mapped[Residence] = relationship()


class Dwelling(Base):
    __tablename__ = "dwelling"
    id: Mapped[int] = mapped_column(primary_key=True)
    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"), index=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    door: Mapped[str] = mapped_column(String(40), default="")
    floor: Mapped[str] = mapped_column(String(20), default="")
    building: Mapped[Building] = relationship()


class Person(Base):
    """A tenant or an occupant. ``vulnerable`` only says that somebody there is; it holds no health detail.

    ``birth_date``: for what depends on an age (comfort works, charter 7.1); None: not on file.
    """

    __tablename__ = "person"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    first_name: Mapped[str] = mapped_column(String(80), default="")
    last_name: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str | None] = mapped_column(String(8))
    vulnerable: Mapped[bool] = mapped_column(default=False)
    birth_date: Mapped[date | None]
    __table_args__ = (Index("ix_person_last_name", "last_name"),)


class Tenancy(Base):
    __tablename__ = "tenancy"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    dwelling_id: Mapped[int] = mapped_column(ForeignKey("dwelling.id"), index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    person: Mapped[Person] = relationship()
    dwelling: Mapped[Dwelling] = relationship()
    __table_args__ = (UniqueConstraint("person_id", "dwelling_id"),)
