"""The rota as it is stored: rows in, one pure :class:`backend_client.rota.Rota` out."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import models
from backend_client.duty_hours import DutyHours, Span
from backend_client.landlord import Landlord
from backend_client.rota import Absence, Duty, OnCallPerson, Override, Rota, Rotation
from backend_client.wall_clock import write


def person_of(technician: models.Technician) -> OnCallPerson:
    """A technician as the rota knows one."""
    return OnCallPerson(technician.id, technician.code, technician.name, technician.phone, technician.active)


def people(s: Session) -> dict[int, OnCallPerson]:
    """All technicians by their id, those who are no longer active too."""
    return {technician.id: person_of(technician) for technician in s.scalars(select(models.Technician))}


def load_rota(s: Session, landlord: Landlord) -> Rota:
    """The whole rota: six queries, however many people and turns there are."""
    by_id = people(s)
    return Rota(
        duties=_duties(s, landlord.holiday_region),
        rotations=_rotations(s, by_id),
        overrides=tuple(
            Override(
                duty=row.duty,
                level=row.level,
                person=by_id[row.technician_id],
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                instead_of=row.instead_of_id,
                swap=row.swap,
                reason=row.reason,
                id=row.id,
            )
            for row in s.scalars(select(models.Override).order_by(models.Override.id))
        ),
        absences=tuple(
            Absence(by_id[row.technician_id], row.starts_at, row.ends_at, row.reason, row.id)
            for row in s.scalars(select(models.Absence).order_by(models.Absence.id))
        ),
    )


def _duties(s: Session, region: str) -> tuple[Duty, ...]:
    return tuple(
        Duty(
            code=row.code,
            label=row.label,
            hours=DutyHours(tuple(Span.of(span) for span in row.hours), row.holidays, region),
            sectors=frozenset(row.sectors),
            trades=frozenset(row.trades),
        )
        for row in s.scalars(select(models.Duty).order_by(models.Duty.code))
    )


def _rotations(s: Session, by_id: dict[int, OnCallPerson]) -> tuple[Rotation, ...]:
    members: dict[int, list[OnCallPerson]] = {}
    for member in s.scalars(select(models.RotationMember).order_by(models.RotationMember.position)):
        members.setdefault(member.rotation_id, []).append(by_id[member.technician_id])
    return tuple(
        Rotation(
            duty=row.duty,
            level=row.level,
            starts_on=row.starts_on,
            handover=row.handover,
            members=tuple(members.get(row.id, ())),
            days_per_turn=row.days_per_turn,
            headcount=row.headcount,
        )
        for row in s.scalars(select(models.Rotation).order_by(models.Rotation.duty, models.Rotation.level))
    )


def unreachable(s: Session) -> dict[int, str]:
    """Why messages do not reach some technicians, by their id."""
    marked = select(models.Contact).where(models.Contact.technician_id.is_not(None), models.Contact.channel == "sms")
    reasons: dict[int, str] = {}
    for contact in s.scalars(marked):
        if contact.technician_id is not None and contact.unreachable_at is not None:
            reasons[contact.technician_id] = f"messages did not arrive since {write(contact.unreachable_at)}"
        elif contact.technician_id is not None and contact.opted_out_at is not None:
            reasons[contact.technician_id] = f"has answered STOP, on {write(contact.opted_out_at)}"
    return reasons
