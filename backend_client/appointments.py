"""Appointments: finding, booking and giving up a contractor's 2-hour arrival windows."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend_client.calendar import local_instant, paris_day
from backend_client.landlord import Landlord
from backend_client.models import (
    Appointment,
    AvailabilityException,
    AvailabilityTemplate,
    Contractor,
    Request,
)
from backend_client.requests import change_status, record
from backend_client.windows import LENGTH, Window, Wish, free_windows


class WindowTaken(Exception):
    """Every place of the window is given: offer others."""


class WindowUnknown(Exception):
    """The contractor does not come then, or not any more."""


def find_windows(
    s: Session,
    *,
    trade: str,
    sector: str,
    now: datetime,
    landlord: Landlord,
    count: int = 3,
    after: datetime | None = None,
    part: str | None = None,
    not_weekdays: Collection[int] = (),
    not_before: date | datetime | None = None,
) -> list[Window]:
    """The first ``count`` windows that a trade's contractors of a sector have free, one for each start.

    Where several contractors could come at the same time, the one with most places left. The wishes are those
    of :class:`backend_client.windows.Wish`.
    """
    wish = Wish(after, part, not_weekdays, not_before)
    contractors = _contractors(s, trade, sector)
    templates, exceptions = _availability(s, contractors)
    taken = _taken(s, contractors, now)
    best: dict[datetime, tuple[Window, int]] = {}
    for contractor in contractors:
        offered = 0
        known = templates[contractor.id], exceptions[contractor.id], taken[contractor.id]
        for window, free in free_windows(contractor, *known, landlord, now):
            if not wish.suits(window.starts_at):
                continue
            rival = best.get(window.starts_at)
            if rival is None or free > rival[1]:
                best[window.starts_at] = window, free
            offered += 1
            if offered == count:
                break
    return [best[starts_at][0] for starts_at in sorted(best)[:count]]


def _contractors(s: Session, trade: str, sector: str) -> list[Contractor]:
    contractors = s.scalars(select(Contractor).order_by(Contractor.id))
    return [c for c in contractors if trade in c.trades and (not c.sectors or sector in c.sectors)]


def _availability(
    s: Session, contractors: Sequence[Contractor]
) -> tuple[Mapping[int, list[AvailabilityTemplate]], Mapping[int, set[date]]]:
    ids = [contractor.id for contractor in contractors]
    templates: defaultdict[int, list[AvailabilityTemplate]] = defaultdict(list)
    weekly = select(AvailabilityTemplate).where(AvailabilityTemplate.contractor_id.in_(ids))
    for template in s.scalars(weekly):
        templates[template.contractor_id].append(template)
    exceptions: defaultdict[int, set[date]] = defaultdict(set)
    not_there = select(AvailabilityException).where(AvailabilityException.contractor_id.in_(ids))
    for away in s.scalars(not_there):
        exceptions[away.contractor_id].add(away.day)
    return templates, exceptions


def _taken(s: Session, contractors: Sequence[Contractor], now: datetime) -> Mapping[int, Mapping[datetime, int]]:
    """Places given from now on, by contractor and start. A hold that has run out is a free place."""
    until = now + timedelta(days=max((c.horizon_days for c in contractors), default=0))
    given = (
        select(Appointment.contractor_id, Appointment.starts_at, func.count())
        .where(
            Appointment.contractor_id.in_([c.id for c in contractors]),
            Appointment.starts_at.between(now, until),
            Appointment.status.in_(("held", "booked")),
            or_(Appointment.hold_until.is_(None), Appointment.hold_until > now),
        )
        .group_by(Appointment.contractor_id, Appointment.starts_at)
    )
    taken: defaultdict[int, dict[datetime, int]] = defaultdict(dict)
    for contractor_id, starts_at, places in s.execute(given):
        taken[contractor_id][starts_at] = places
    return taken


def book(
    s: Session, request: Request, contractor_id: int, starts_at: datetime, now: datetime, by: str = "tenant"
) -> Appointment:
    """Book a place. A request that has an appointment is moved: the old one goes only if the new one is got.

    Booking the same window again returns the appointment. Raises :class:`WindowTaken` when no place is left,
    :class:`WindowUnknown` when the contractor does not come then; nothing has changed in either case.
    """
    capacity = _capacity(s, contractor_id, starts_at, now)
    # Turns of the same request book one after the other: the second finds what the first one got.
    s.refresh(request, attribute_names=["status"], with_for_update=True)
    old = booked_for(s, request.id)
    if old is not None and (old.contractor_id, old.starts_at) == (contractor_id, starts_at):
        return old
    with s.begin_nested():
        _release_holds(s, contractor_id, starts_at, now)
        if old is not None:
            old.status = "cancelled"
            record(s, request, "appointment_given_up", by, now, appointment_id=old.id, reason="moved")
        appointment = _take_seat(s, request, contractor_id, starts_at, capacity, now)
        change_status(s, request, "appointment_booked", by, now)
    where = {"appointment_id": appointment.id, "contractor_id": contractor_id}
    record(s, request, "booked", by, now, starts_at=starts_at.isoformat(), **where)
    return appointment


def _capacity(s: Session, contractor_id: int, starts_at: datetime, now: datetime) -> int:
    day = paris_day(starts_at)
    weekly = select(AvailabilityTemplate).where(
        AvailabilityTemplate.contractor_id == contractor_id, AvailabilityTemplate.weekday == day.weekday()
    )
    places = [t.capacity for t in s.scalars(weekly) if local_instant(day, t.starts) == starts_at]
    away = s.get(AvailabilityException, (contractor_id, day))
    if not places or away is not None or starts_at <= now:
        raise WindowUnknown(f"contractor {contractor_id} does not come at {starts_at.isoformat()}")
    return places[0]


def _release_holds(s: Session, contractor_id: int, starts_at: datetime, now: datetime) -> None:
    s.execute(
        update(Appointment)
        .where(
            Appointment.contractor_id == contractor_id,
            Appointment.starts_at == starts_at,
            Appointment.status == "held",
            Appointment.hold_until <= now,
        )
        .values(status="cancelled")
    )


def _take_seat(
    s: Session, request: Request, contractor_id: int, starts_at: datetime, capacity: int, now: datetime
) -> Appointment:
    """A free place. The unique key on (contractor, start, seat) decides; reading first only saves tries."""
    given = select(Appointment.seat).where(
        Appointment.contractor_id == contractor_id,
        Appointment.starts_at == starts_at,
        Appointment.status.in_(("held", "booked")),
    )
    for seat in sorted(set(range(1, capacity + 1)) - set(s.scalars(given))):
        appointment = Appointment(
            request_id=request.id,
            contractor_id=contractor_id,
            starts_at=starts_at,
            ends_at=starts_at + LENGTH,
            seat=seat,
            status="booked",
            created_at=now,
        )
        try:
            with s.begin_nested():
                s.add(appointment)
                s.flush()
        except IntegrityError:
            continue
        return appointment
    raise WindowTaken(f"no place is left with contractor {contractor_id} at {starts_at.isoformat()}")


def booked_for(s: Session, request_id: int) -> Appointment | None:
    """The appointment that a request has."""
    return s.scalar(select(Appointment).where(Appointment.request_id == request_id, Appointment.status == "booked"))


def cancel(s: Session, appointment: Appointment, by: str, now: datetime) -> None:
    """Give a place back; the request waits for another one. Cancelling twice changes nothing."""
    s.refresh(appointment, with_for_update=True)
    if appointment.status not in ("held", "booked"):
        return
    appointment.status = "cancelled"
    request = s.get_one(Request, appointment.request_id)
    record(s, request, "appointment_given_up", by, now, appointment_id=appointment.id, reason="cancelled")
    if request.status == "appointment_booked":
        change_status(s, request, "qualified", by, now)
