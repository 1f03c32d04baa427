"""Who has to be told of a shift that begins or has ended, and the test pages by which they are.

Which shifts those are is pure; what was told is a row (:class:`backend_client.models.DutyCheck`), so that a restart
or a change of the rota in another process neither loses nor doubles a notice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend_client import acknowledgements, answers, rota, visits
from backend_client.calendar import PARIS, local_instant
from backend_client.escalations import with_new_code
from backend_client.models import DutyCheck, Page, Technician
from backend_client.rota import Rota, Shift

# Between these Paris times nobody is woken for a test; who comes on duty then is tested at this time before it.
QUIET_FROM, QUIET_UNTIL, EVENING = time(22), time(7), time(20)
# A shift is told this long before it begins at the most: from 20:00 to the next morning's 07:00, one hour more on the
# night on which the clocks go back.
AHEAD = timedelta(hours=12)
# The end of a shift is not told any more after this long (a service that was down).
STALE = timedelta(hours=12)
# How long a bare "ok" still answers a test page.
ANSWERABLE = timedelta(hours=12)
OPEN = ("sent", "unanswered")


def told_at(starts_at: datetime, at_night: bool) -> datetime:
    """When whoever comes on duty is told and tested.

    At the handover, unless that is at night and ``at_night`` is off: then at 20:00 of the evening before it.
    """
    local = starts_at.astimezone(PARIS)
    if at_night or QUIET_UNTIL <= local.time() < QUIET_FROM:
        return starts_at
    evening = local.date() if local.time() >= QUIET_FROM else local.date() - timedelta(days=1)
    return local_instant(evening, EVENING)


@dataclass(frozen=True)
class Watch:
    """What the rota says around an instant: who is or soon comes on duty, and when that has to be looked at again."""

    running: tuple[Shift, ...]
    coming: tuple[Shift, ...]
    next_at: datetime | None

    @classmethod
    def of(cls, on_call: Rota, now: datetime, at_night: bool) -> "Watch":
        """``coming``: those that have to be told by now; ``next_at``: the next start, end or telling."""
        found = [
            shift
            for duty in on_call.duty_codes()
            for level in rota.levels(on_call, duty)
            for shift in rota.shifts(on_call, duty, level, now, now + AHEAD)
        ]
        edges = [
            edge for shift in found for edge in (shift.starts_at, shift.ends_at, told_at(shift.starts_at, at_night))
        ]
        return cls(
            tuple(shift for shift in found if shift.starts_at <= now),
            tuple(shift for shift in found if told_at(shift.starts_at, at_night) <= now < shift.starts_at),
            min((edge for edge in edges if edge > now), default=None),
        )


def not_told(watch: Watch, told: Sequence[DutyCheck]) -> list[list[Shift]]:
    """The shifts to tell, those of one person with the same hours together: one message each.

    Not told again: a shift whose row is there and whose end was not told, and one that a change of the rota gave
    another beginning while its holder was on duty anyway and knew it.
    """
    knowing = [row for row in told if row.ended_at is None]
    known = {_key(row) for row in knowing}
    new = [
        shift
        for shift in (*watch.running, *watch.coming)
        if _shift_key(shift) not in known and not any(_same_stretch(row, shift) for row in knowing)
    ]
    return together(new)


def together(shifts: Iterable[Shift]) -> list[list[Shift]]:
    """Shifts of the same person from the same instant to the same instant."""
    return [list(same) for _, same in groupby(sorted(shifts, key=_together), key=_together)]


def _together(shift: Shift) -> tuple[int, datetime, datetime]:
    return shift.person.id, shift.starts_at, shift.ends_at


def _key(row: DutyCheck) -> tuple[str, int, int, datetime]:
    return row.duty, row.level, row.technician_id, row.shift_starts_at


def _shift_key(shift: Shift) -> tuple[str, int, int, datetime]:
    return shift.duty, shift.level, shift.person.id, shift.starts_at


def _same_stretch(row: DutyCheck, shift: Shift) -> bool:
    """Whether a shift overlaps what its holder was told of the same seat."""
    same_seat = (row.duty, row.level, row.technician_id) == (shift.duty, shift.level, shift.person.id)
    return same_seat and row.shift_starts_at < shift.ends_at and shift.starts_at < row.shift_ends_at


@dataclass(frozen=True)
class Over:
    """Rows whose shift is over: of those who are relieved, who go on in a next shift, and who were told of a shift
    that the rota does not give them any more before it began."""

    relieved: tuple[DutyCheck, ...]
    going_on: tuple[DutyCheck, ...]
    called_off: tuple[DutyCheck, ...]


def over(watch: Watch, told: Sequence[DutyCheck], now: datetime) -> Over:
    """What was told and is over, by what the rota says now."""
    due = {_shift_key(shift) for shift in (*watch.running, *watch.coming)}
    gone = [row for row in told if row.ended_at is None and _key(row) not in due]
    begun = [row for row in gone if row.shift_starts_at <= now]
    seats = {(shift.duty, shift.level, shift.person.id) for shift in watch.running}
    on = [row for row in begun if (row.duty, row.level, row.technician_id) in seats]
    return Over(
        relieved=tuple(row for row in begun if row not in on),
        going_on=tuple(row for row in on if not any(_same_stretch(row, shift) for shift in watch.running)),
        called_off=tuple(
            row
            for row in gone
            if row.shift_starts_at > now
            and not any(_same_stretch(row, shift) for shift in (*watch.running, *watch.coming))
        ),
    )


def remembered(s: Session, now: datetime) -> list[DutyCheck]:
    """The rows that may still speak of a shift that runs or comes: whose end was not seen, or lies ahead."""
    open_ = or_(DutyCheck.ended_at.is_(None), DutyCheck.shift_ends_at > now - STALE)
    return list(s.scalars(select(DutyCheck).where(open_).order_by(DutyCheck.id)))


def store(s: Session, shifts: Sequence[Shift], status: str, now: datetime) -> list[DutyCheck]:
    """A row for each of these shifts, under a code of its own; one that was called off and is on again keeps both."""
    rows = []
    for shift in shifts:
        row = s.scalar(
            select(DutyCheck).where(
                DutyCheck.duty == shift.duty,
                DutyCheck.level == shift.level,
                DutyCheck.technician_id == shift.person.id,
                DutyCheck.shift_starts_at == shift.starts_at,
            )
        )
        facts = {"status": status, "shift_ends_at": shift.ends_at, "created_at": now, "ended_at": None, "call_id": None}
        if row is None:
            seat = {"duty": shift.duty, "level": shift.level, "technician_id": shift.person.id}
            row = DutyCheck(**seat, shift_starts_at=shift.starts_at, **facts)
            with_new_code(s, row)
        else:
            for name, value in facts.items():
                setattr(row, name, value)
        rows.append(row)
    return rows


def group_of(s: Session, check: DutyCheck) -> list[DutyCheck]:
    """The rows that were told by the same message, by id."""
    if check.exchange_id is None:
        return [check]
    same = select(DutyCheck).where(DutyCheck.exchange_id == check.exchange_id).order_by(DutyCheck.id)
    return list(s.scalars(same.with_for_update().execution_options(populate_existing=True)))


def by_exchange(s: Session, exchange_id: int) -> DutyCheck | None:
    """The test page that a message or a call of ours is."""
    either = or_(DutyCheck.exchange_id == exchange_id, DutyCheck.call_id == exchange_id)
    return s.scalars(select(DutyCheck).where(either).order_by(DutyCheck.id)).first()


def answered_a_page(s: Session, check: DutyCheck) -> bool:
    """Whether its technician has answered a page since: that shows as well as a test that pages reach them."""
    since = select(Page.id).where(Page.technician_id == check.technician_id, Page.answered_at >= check.created_at)
    return s.scalars(since).first() is not None


@dataclass(frozen=True)
class Answered:
    """What an answer to a test page did. ``was``: its status before; ``checks``: what one message told together."""

    checks: tuple[DutyCheck, ...]
    was: str

    @property
    def changed(self) -> bool:
        """Whether it says anything new."""
        return self.was != self.checks[0].status


def answer(s: Session, technician: Technician, text: str, now: datetime) -> Answered | None:
    """Read a technician's message as the answer to a test page; None: it is none.

    It is one with the code of one of theirs, or by a bare "ok" or "non" while no page waits for them. Words that say
    when, or a "non" while they have an incident in hand, are about that incident.
    """
    read = answers.read(text)
    check = None
    mine = select(DutyCheck).where(DutyCheck.technician_id == technician.id).order_by(DutyCheck.id.desc())
    if read.codes:
        check = s.scalars(mine.where(DutyCheck.code.in_(read.codes))).first()
    elif _bare(read) and not _about_an_incident(s, technician, read):
        waiting = DutyCheck.status.in_(OPEN), DutyCheck.ended_at.is_(None)
        check = s.scalars(mine.where(*waiting, DutyCheck.created_at > now - ANSWERABLE)).first()
    return None if check is None else settle(s, check, read.takes is not False, now)


def _bare(read: answers.Answer) -> bool:
    """A yes or no that says nothing else."""
    return read.takes is not None and read.minutes is None and read.clock is None and not read.references


def _about_an_incident(s: Session, technician: Technician, read: answers.Answer) -> bool:
    if acknowledgements.open_pages(s, technician):
        return True
    return read.takes is False and bool(visits.in_hand(s, technician))


def settle(s: Session, check: DutyCheck, yes: bool, now: datetime) -> Answered:
    """Act on a plain yes or no to a test page. A no after a yes counts; the same word again changes nothing."""
    checks = group_of(s, check)
    was, status = checks[0].status, "acknowledged" if yes else "refused"
    if was != status:
        for each in checks:
            each.status, each.answered_at = status, now
        s.flush()
    return Answered(tuple(checks), was)
