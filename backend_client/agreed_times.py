"""Agreed times: when a team of the landlord calls, listens or visits, offered from its weekly hours, never given twice.

A team's places at one start are numbered seats with a unique key; whoever loses a race for one gets the next, or is
told that the time is taken.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend_client import timers
from backend_client.calendar import decent, is_holiday, local_instant, paris_day
from backend_client.landlord import Landlord, Team
from backend_client.models import AgreedTime, Request, RequestEvent
from backend_client.requests import record

REMINDER, OVER = "agreed_time_reminder", "agreed_time_over"
"""Timers; the subject is the agreed time: the tenant is reminded, or it is looked whether it took place."""

VISITS = frozenset({"advice_visit"})
REMINDED_BEFORE, EVENING = timedelta(hours=1), time(18)
WAITED_FOR_RECORD = timedelta(hours=2)

APART = timedelta(hours=2)
"""Times that are offered together differ by this much at least."""

PROVEN_BY = {
    "call": frozenset({"call_made", "interview_held", "answered"}),
    "statement": frozenset({"statement_taken"}),
    "interview": frozenset({"interview_held", "call_made", "appeal_heard"}),
    "advice_visit": frozenset({"visit_done"}),
    "check_in": frozenset({"call_made"}),
}
"""The events of the request that show that an agreed time took place, by its kind."""


class TimeTaken(Exception):
    """Every place at this start is given: offer others."""


class TimeUnknown(Exception):
    """The team is not there then, or it is over or too soon: offer others."""


@dataclass(frozen=True)
class Free:
    """A start that can be agreed on, with its end. Aware datetimes in UTC."""

    starts_at: datetime
    ends_at: datetime


def starts_on(team: Team, landlord: Landlord, day: date) -> Iterator[datetime]:
    """When a team's places begin on a day, in order: one after the other from the beginning of each of its hours.

    None on public holidays and on days on which the landlord is shut. A place that would end after the hours is left
    out, and so is one in the hour that the spring night leaves out.
    """
    if is_holiday(landlord, day) or day in landlord.extra_closed:
        return
    length = timedelta(minutes=team.minutes)
    for hours in sorted(team.hours[day.weekday()], key=lambda each: each.starts):
        ends = local_instant(day, hours.ends) if hours.ends else local_instant(day + timedelta(days=1), time())
        starts = local_instant(day, hours.starts)
        while starts + length <= ends:
            yield starts
            starts += length


def free_times(
    s: Session, landlord: Landlord, team_code: str, now: datetime, after: datetime | None = None
) -> Iterator[Free]:
    """The starts at which a team has a place left, in order, within its notice and its horizon.

    :param after: later than this start
    :raises KeyError: the landlord has no such team
    """
    team = landlord.teams[team_code]
    earliest, latest = now + timedelta(hours=team.notice_hours), now + timedelta(days=team.horizon_days)
    taken = _taken(s, team_code, earliest, latest)
    day = paris_day(earliest)
    while day <= paris_day(latest):
        for starts in starts_on(team, landlord, day):
            later = after is None or starts > after
            if earliest <= starts <= latest and later and len(taken.get(starts, ())) < team.capacity:
                yield Free(starts, starts + timedelta(minutes=team.minutes))
        day += timedelta(days=1)


def to_offer(free: Iterator[Free], count: int = 3) -> list[Free]:
    """A few of the first free times that differ: at most two of a day, and not within two hours of each other."""
    chosen: list[Free] = []
    for each in free:
        same_day = [other for other in chosen if paris_day(other.starts_at) == paris_day(each.starts_at)]
        apart = all(each.starts_at - other.starts_at >= APART for other in same_day)
        if len(same_day) < 2 and apart:
            chosen.append(each)
        if len(chosen) == count:
            break
    return chosen


def agree(
    s: Session, landlord: Landlord, request: Request, team_code: str, kind: str, starts_at: datetime, now: datetime
) -> AgreedTime:
    """Give a request a place at a team's start; the one that it had before is given back only then.

    :raises TimeTaken: no place is left; :raises TimeUnknown: the team is not there then, or it is too soon;
    :raises KeyError: the landlord has no such team. Nothing has changed then.
    """
    s.refresh(request, attribute_names=["status"], with_for_update=True)
    old = agreed_for(s, request.id)
    if old is not None and (old.team, old.starts_at) == (team_code, starts_at):
        return old
    team = landlord.teams[team_code]
    if starts_at < now + timedelta(hours=team.notice_hours) or starts_at > now + timedelta(days=team.horizon_days):
        raise TimeUnknown(f"{starts_at.isoformat()} is too soon or too far for {team_code}")
    if starts_at not in set(starts_on(team, landlord, paris_day(starts_at))):
        raise TimeUnknown(f"{team_code} is not there at {starts_at.isoformat()}")
    with s.begin_nested():
        if old is not None:
            _end(s, old, "cancelled")
        made = _seated(s, request, team_code, team, kind, starts_at, now)
    timers.set_timer(s, OVER, made.id, made.ends_at + WAITED_FOR_RECORD)
    if (reminded_at := reminder_at(made)) > now:
        timers.set_timer(s, REMINDER, made.id, reminded_at)
    told = {"team": team_code, "time_kind": kind, "starts_at": starts_at.isoformat(), "agreed_time_id": made.id}
    record(s, request, "time_changed" if old is not None else "time_agreed", "tenant", now, **told)
    return made


def _seated(
    s: Session, request: Request, team_code: str, team: Team, kind: str, starts_at: datetime, now: datetime
) -> AgreedTime:
    """The lowest free seat. One that somebody else gets at the same moment is passed over."""
    given = set(_taken(s, team_code, starts_at, starts_at).get(starts_at, ()))
    for seat in range(1, team.capacity + 1):
        if seat in given or len(given) >= team.capacity:
            continue
        row = AgreedTime(
            request_id=request.id,
            team=team_code,
            kind=kind,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=team.minutes),
            seat=seat,
            status="agreed",
            created_at=now,
        )
        try:
            with s.begin_nested():
                s.add(row)
                s.flush()
        except IntegrityError:
            given.add(seat)
            continue
        return row
    raise TimeTaken(f"no place is left with {team_code} at {starts_at.isoformat()}")


def _taken(s: Session, team_code: str, first: datetime, last: datetime) -> dict[datetime, Collection[int]]:
    found: defaultdict[datetime, list[int]] = defaultdict(list)
    rows = select(AgreedTime.starts_at, AgreedTime.seat).where(
        AgreedTime.team == team_code, AgreedTime.status == "agreed", AgreedTime.starts_at.between(first, last)
    )
    for starts_at, seat in s.execute(rows):
        found[starts_at].append(seat)
    return dict(found)


def agreed_for(s: Session, request_id: int) -> AgreedTime | None:
    """The time that is agreed for a request."""
    return s.scalar(select(AgreedTime).where(AgreedTime.request_id == request_id, AgreedTime.status == "agreed"))


def coming(s: Session, since: datetime, until: datetime, team: str = "") -> Sequence[AgreedTime]:
    """What is agreed from one instant to another, for the people of a team, or of all teams, in order."""
    rows = select(AgreedTime).where(
        AgreedTime.status == "agreed", AgreedTime.starts_at >= since, AgreedTime.starts_at < until
    )
    if team:
        rows = rows.where(AgreedTime.team == team)
    return s.scalars(rows.order_by(AgreedTime.starts_at, AgreedTime.team, AgreedTime.seat)).all()


def cancel(s: Session, agreed: AgreedTime, by: str, now: datetime) -> bool:
    """Give the place back; the request stays open. False: it was not agreed any more, nothing changes."""
    return _close(s, agreed, "cancelled", "time_cancelled", by, now)


def missed(s: Session, agreed: AgreedTime, by: str, now: datetime) -> bool:
    """The tenant could not be reached, or nobody was there. False: it was over already."""
    return _close(s, agreed, "missed", "time_missed", by, now)


def _close(s: Session, agreed: AgreedTime, status: str, event: str, by: str, now: datetime) -> bool:
    s.refresh(agreed, with_for_update=True)
    if agreed.status != "agreed":
        return False
    _end(s, agreed, status)
    record(s, s.get_one(Request, agreed.request_id), event, by, now, agreed_time_id=agreed.id)
    return True


def _end(s: Session, agreed: AgreedTime, status: str) -> None:
    agreed.status = status
    for kind in (REMINDER, OVER):
        timers.drop(s, kind, agreed.id)
    s.flush()


def took_place(s: Session, agreed: AgreedTime) -> bool:
    """Whether what was agreed on is on record for its request since it was agreed; then it is done."""
    proof = select(RequestEvent.id).where(
        RequestEvent.request_id == agreed.request_id,
        RequestEvent.kind.in_(PROVEN_BY[agreed.kind]),
        RequestEvent.at >= agreed.created_at,
    )
    if s.scalar(proof.limit(1)) is None:
        return False
    if agreed.status == "agreed":
        _end(s, agreed, "done")
    return True


def reminder_at(agreed: AgreedTime) -> datetime:
    """When the tenant is reminded: an hour before a call, at 18:00 (Paris) of the evening before a visit.

    Where that hour before is none at which tenants are written to, at 18:00 before it.
    """
    if agreed.kind in VISITS:
        return local_instant(paris_day(agreed.starts_at) - timedelta(days=1), EVENING)
    before = agreed.starts_at - REMINDED_BEFORE
    evening = local_instant(paris_day(before), EVENING)
    if decent(before) == before:
        return before
    return evening if evening <= before else local_instant(paris_day(before) - timedelta(days=1), EVENING)
