"""Appointments: holding, booking, moving and giving up a place in a contractor's arrival window.

Whoever takes a place holds the request's row, then the contractor's, so that of two who want the last one the second
sees what the first got. The unique key on (contractor, start, seat) stands behind that.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend_client import freed_windows, job_days
from backend_client.availability import find_windows, firm_on, taken_on
from backend_client.calendar import paris_day
from backend_client.jobs import note, serve_first
from backend_client.landlord import Landlord
from backend_client.models import Appointment, Contractor, OffDayAgreement, Request
from backend_client.requests import change_status, record
from backend_client.windows import LENGTH, Window, is_off_day

__all__ = [
    "HOLD",
    "AgreementMissing",
    "TooLate",
    "WindowPassed",
    "WindowTaken",
    "WindowUnknown",
    "agree_to_off_days",
    "agreement_of",
    "ask_off_days",
    "book",
    "booked_for",
    "cancel",
    "change_limit",
    "find_windows",
    "hold",
    "is_too_late",
    "release",
]

HOLD = timedelta(minutes=5)


class WindowTaken(Exception):
    """Every place of the window is given: offer others."""


class WindowUnknown(Exception):
    """The contractor does not come then, or not any more."""


class WindowPassed(WindowUnknown):
    """The window has begun, or begins too soon for the contractor."""


class AgreementMissing(WindowUnknown):
    """It is on a Saturday, a Sunday or a holiday, and the tenant has not agreed (loi 89-462 art. 7 e)."""


class TooLate(Exception):
    """The tenant cannot change the appointment by themselves any more: somebody has to call."""

    def __init__(self, request_id: int, limit: datetime) -> None:
        super().__init__(f"the appointment of request {request_id} could be changed until {limit.isoformat()}")
        self.request_id = request_id


def hold(
    s: Session, landlord: Landlord, request: Request, windows: Sequence[Window], now: datetime, for_: timedelta = HOLD
) -> list[Window]:
    """Keep a place in each of these windows while the tenant decides; what the request held before is given back.

    Returns the windows that could be held. Nothing is to be cleaned up after a crash: a hold runs out by itself.
    """
    _lock_request(s, request)
    release(s, request)
    held = []
    # In one order, so that two who hold at several contractors never wait for each other.
    for window in sorted(windows, key=lambda w: (w.contractor_id, w.starts_at)):
        try:
            seat = _free_seat(s, landlord, request, window.contractor_id, window.starts_at, now)
        except (WindowTaken, WindowUnknown):
            continue
        _add(s, request, window.contractor_id, window.starts_at, seat, now, until=now + for_)
        held.append(window)
    return [window for window in windows if window in held]


def release(s: Session, request: Request) -> None:
    """Give back what a request holds and has not booked."""
    s.execute(delete(Appointment).where(Appointment.request_id == request.id, Appointment.status == "held"))


def book(
    s: Session,
    landlord: Landlord,
    request: Request,
    contractor_id: int,
    starts_at: datetime,
    now: datetime,
    by: str = "tenant",
) -> Appointment:
    """Book a place: the one held for this request, else one that is free now.

    A request that has an appointment is moved: the old one goes only if the new one is got. Booking the same window
    again returns the appointment. Nothing has changed where it raises :class:`WindowTaken` (no place is left),
    :class:`WindowUnknown` or one of its kinds (nobody comes then), :class:`TooLate` (the appointment that it would move
    cannot be changed any more) or :class:`backend_client.requests.TransitionRefused` (the request is closed).
    """
    _lock_request(s, request)
    old = booked_for(s, request.id)
    if old is not None and (old.contractor_id, old.starts_at) == (contractor_id, starts_at):
        return old
    with s.begin_nested():
        if old is not None:
            _check_in_time(old, by, now)
            old.status = "cancelled"
            record(s, request, "appointment_given_up", by, now, appointment_id=old.id, reason="moved")
            s.flush()
        appointment = _claim(s, landlord, request, contractor_id, starts_at, now)
        release(s, request)
        change_status(s, request, "appointment_booked", by, now)
        if old is not None:
            note(s, old, "moved", by, now)
            freed_windows.free(s, old, now)
        note(s, appointment, "booked", by, now)
        job_days.plan(s, appointment, now)
        serve_first(s, request.id, now)
        where = {"appointment_id": appointment.id, "contractor_id": contractor_id}
        record(s, request, "booked", by, now, starts_at=starts_at.isoformat(), **where)
    return appointment


def _lock_request(s: Session, request: Request) -> None:
    """Turns of the same request come one after the other: the second finds what the first one got."""
    s.refresh(request, attribute_names=["status"], with_for_update=True)


def _lock_contractor(s: Session, contractor_id: int, now: datetime) -> None:
    """From here to the end of the transaction nobody else takes a place there. Holds that ran out are swept."""
    s.execute(select(Contractor.id).where(Contractor.id == contractor_id).with_for_update(key_share=True))
    over = delete(Appointment).where(
        Appointment.contractor_id == contractor_id, Appointment.status == "held", Appointment.hold_until <= now
    )
    s.execute(over)


def _claim(
    s: Session, landlord: Landlord, request: Request, contractor_id: int, starts_at: datetime, now: datetime
) -> Appointment:
    seat = _free_seat(s, landlord, request, contractor_id, starts_at, now)
    mine = select(Appointment).where(
        Appointment.request_id == request.id,
        Appointment.contractor_id == contractor_id,
        Appointment.starts_at == starts_at,
        Appointment.status == "held",
    )
    held = s.scalars(mine.execution_options(populate_existing=True)).first()
    if held is None:
        return _add(s, request, contractor_id, starts_at, seat, now)
    held.status, held.hold_until = "booked", None
    s.flush()
    return held


def _free_seat(
    s: Session, landlord: Landlord, request: Request, contractor_id: int, starts_at: datetime, now: datetime
) -> int:
    """A free place, after which nobody else gets it before this transaction ends."""
    _lock_contractor(s, contractor_id, now)
    day = paris_day(starts_at)
    firm = firm_on(s, contractor_id, day)
    capacity = firm.capacity(starts_at) if firm else 0
    if firm is None or not capacity or starts_at > now + firm.horizon:
        raise WindowUnknown(f"contractor {contractor_id} does not come at {starts_at.isoformat()}")
    # What is held was in time when it was offered.
    held = _holds(s, request, contractor_id, starts_at)
    if starts_at <= now or (not held and starts_at < now + firm.notice):
        raise WindowPassed(f"{starts_at.isoformat()} is over or too soon for contractor {contractor_id}")
    if is_off_day(landlord, day) and not _agreed(s, request.id):
        raise AgreementMissing(f"{request.reference}: no agreement to {day.isoformat()}")
    taken = taken_on(s, [contractor_id], [day], now, but=request.id).get(contractor_id, {})
    seat = firm.seats(starts_at, capacity, taken)
    if not seat:
        raise WindowTaken(f"no place is left with contractor {contractor_id} at {starts_at.isoformat()}")
    return seat


def _holds(s: Session, request: Request, contractor_id: int, starts_at: datetime) -> bool:
    mine = select(Appointment.id).where(
        Appointment.request_id == request.id,
        Appointment.contractor_id == contractor_id,
        Appointment.starts_at == starts_at,
        Appointment.status == "held",
    )
    return s.scalar(mine) is not None


def _add(
    s: Session,
    request: Request,
    contractor_id: int,
    starts_at: datetime,
    seat: int,
    now: datetime,
    until: datetime | None = None,
) -> Appointment:
    appointment = Appointment(
        request_id=request.id,
        contractor_id=contractor_id,
        starts_at=starts_at,
        ends_at=starts_at + LENGTH,
        seat=seat,
        status="held" if until else "booked",
        hold_until=until,
        created_at=now,
    )
    s.add(appointment)
    s.flush()
    return appointment


def booked_for(s: Session, request_id: int) -> Appointment | None:
    """The appointment that a request has."""
    return s.scalar(select(Appointment).where(Appointment.request_id == request_id, Appointment.status == "booked"))


def cancel(s: Session, appointment: Appointment, by: str, now: datetime) -> bool:
    """Give a booked place back; the request waits for another one. False: it was not booked, nothing changes.

    Raises :class:`TooLate` where the tenant cancels after the contractor's limit.
    """
    request = s.get_one(Request, appointment.request_id)
    _lock_request(s, request)
    s.refresh(appointment, with_for_update=True)
    if appointment.status != "booked":
        return False
    _check_in_time(appointment, by, now)
    appointment.status = "cancelled"
    record(s, request, "appointment_given_up", by, now, appointment_id=appointment.id, reason="cancelled")
    note(s, appointment, "cancelled", by, now)
    freed_windows.free(s, appointment, now)
    if request.status == "appointment_booked":
        change_status(s, request, "qualified", by, now)
    return True


def change_limit(appointment: Appointment) -> datetime:
    """Until when the tenant may move or cancel by themselves."""
    return appointment.starts_at - timedelta(hours=appointment.contractor.change_hours)


def is_too_late(appointment: Appointment, now: datetime) -> bool:
    """A tenant changes in time, or after the window: then nobody is on the way any more."""
    return change_limit(appointment) < now <= appointment.ends_at


def _check_in_time(appointment: Appointment, by: str, now: datetime) -> None:
    if by == "tenant" and is_too_late(appointment, now):
        raise TooLate(appointment.request_id, change_limit(appointment))


def agreement_of(s: Session, request_id: int) -> str | None:
    """What the tenant said to works on off days: ``yes``, ``no``; None: nothing, or nobody asked."""
    return s.scalar(select(OffDayAgreement.answer).where(OffDayAgreement.request_id == request_id))


def _agreed(s: Session, request_id: int) -> bool:
    return agreement_of(s, request_id) == "yes"


def ask_off_days(s: Session, request: Request, now: datetime) -> None:
    """Note that the tenant is asked whether works may take place on a Saturday, Sunday or holiday."""
    if s.get(OffDayAgreement, request.id) is None:
        s.add(OffDayAgreement(request_id=request.id, asked_at=now))
        record(s, request, "agreement_asked", "hotline", now, what="off_days")


def agree_to_off_days(
    s: Session, request: Request, yes: bool, by: str, now: datetime, exchange_id: int | None = None
) -> None:
    """Note the tenant's answer: express, with the message that gave it. A later answer replaces it."""
    ask_off_days(s, request, now)
    agreement = s.get_one(OffDayAgreement, request.id)
    agreement.answer, agreement.answered_at, agreement.by = "yes" if yes else "no", now, by
    agreement.exchange_id = exchange_id
    record(s, request, "agreement", by, now, what="off_days", answer=agreement.answer)
