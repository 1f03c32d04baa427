"""When contractors can come: a few days at a time are read for all contractors at once, and searched."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import CompoundSelect, Date, Integer, Row, String, Time, cast, func, null, or_, select, text, union_all
from sqlalchemy.orm import Session

from backend_client.calendar import local_instant, paris_day
from backend_client.landlord import Landlord
from backend_client.models import (
    Appointment,
    AvailabilityException,
    AvailabilityTemplate,
    Contractor,
    ContractorAbsence,
)
from backend_client.models.appointments import TAKEN
from backend_client.windows import LENGTH, MOST_TRAVEL, Firm, Window, Wish, by_nearness, days_of, free_windows, start_of

_Contractor = Row[int, str, int, int, int | None]
Taken = Mapping[int, Mapping[datetime, Collection[int]]]
# Days read at first, most searches end there: few of many contractors. Each following stretch is twice as long.
_MOST_DAYS, _CONTRACTOR_DAYS = 3, 300
_MIDNIGHT = time()
# How far from a window a team's other one may be in its way: a window's length and the longest travel.
_BESIDE = LENGTH + timedelta(minutes=MOST_TRAVEL)
_TAKEN = text(f"appointment.{TAKEN}")
_FIRM = (
    *(Contractor.id, Contractor.name, Contractor.notice_hours, Contractor.horizon_days, Contractor.travel_minutes),
)


def find_windows(
    s: Session,
    *,
    trade: str | None,
    sector: str,
    now: datetime,
    landlord: Landlord,
    count: int = 3,
    wish: Wish | None = None,
    off_days: bool = False,
    near: datetime | None = None,
    but: int = 0,
    only: int = 0,
) -> list[Window]:
    """The first ``count`` windows that a trade's contractors of a sector have free, one for each start.

    Where several contractors could come at the same time, the one with most places left.

    :param off_days: Saturdays, Sundays and holidays too: the tenant agreed (loi 89-462 art. 7 e)
    :param near: the nearest ones to this window instead of the first ones
    :param but: a request whose own holds count as free, since it gives them up
    :param only: this contractor alone; then no ``trade`` is needed
    """
    firms = _contractors(s, trade, sector, only)
    if not firms:
        return []
    wanted, horizon = wish or Wish(), now + timedelta(days=max(row.horizon_days for row in firms))
    notice = now + timedelta(hours=min(row.notice_hours for row in firms))
    days = days_of(wanted, landlord, paris_day(notice), paris_day(horizon), off_days)
    if near is not None:
        days.sort(key=lambda day: abs((day - paris_day(near)).days))
    best: dict[datetime, tuple[Firm, int]] = {}
    for stretch in _stretches(days, max(1, min(_MOST_DAYS, _CONTRACTOR_DAYS // len(firms)))):
        for firm, starts_at, free in _free(s, firms, stretch, wanted, now, but):
            rival = best.get(starts_at)
            if (rival is None or free > rival[1]) and wanted.suits(starts_at):
                best[starts_at] = firm, free
        if len(best) >= count:
            break
    found = [Window(firm.id, firm.name, starts_at, starts_at + LENGTH) for starts_at, (firm, _) in best.items()]
    found.sort(key=lambda w: w.starts_at if near is None else by_nearness(w, near))
    return sorted(found[:count], key=lambda w: w.starts_at)


def _stretches(days: Sequence[date], length: int) -> Iterator[Sequence[date]]:
    first = 0
    while first < len(days):
        yield days[first : first + length]
        first, length = first + length, length * 2


def _contractors(s: Session, trade: str | None, sector: str, only: int) -> Sequence[_Contractor]:
    found = select(*_FIRM).order_by(Contractor.id)
    if only:
        return s.execute(found.where(Contractor.id == only)).all()
    sectors = cast(Contractor.sectors, String)
    fitting = found.where(
        cast(Contractor.trades, String).contains(f'"{trade}"', autoescape=True),
        or_(sectors == "[]", sectors.contains(f'"{sector}"', autoescape=True)),
    )
    return s.execute(fitting).all()


def _free(
    s: Session, contractors: Sequence[_Contractor], days: Sequence[date], wish: Wish, now: datetime, but: int
) -> Iterator[tuple[Firm, datetime, int]]:
    firms = firms_on(s, contractors, days, wish.clocks)
    travelling = [firm.id for firm in firms if firm.travel is not None]
    taken = taken_on(s, travelling, days, now, but) if travelling else {}
    given = _given(s, [firm.id for firm in firms if firm.travel is None], _starts(firms, days), now, but)
    for firm in firms:
        known = given if firm.travel is None else taken
        for starts_at, free in free_windows(firm, days, known.get(firm.id, {}), now):
            yield firm, starts_at, free


def _starts(firms: Sequence[Firm], days: Sequence[date]) -> set[datetime]:
    """When any window of these days begins."""
    clocks: defaultdict[date, set[time]] = defaultdict(set)
    for firm in firms:
        for day in days:
            clocks[day].update(firm.places(day))
    begin = (start_of(day, at) for day, starts in clocks.items() for at in starts)
    return {start for start in begin if start is not None}


def _given(s: Session, ids: Sequence[int], starts: Collection[datetime], now: datetime, but: int) -> Taken:
    """How many places are given in the windows that begin then: their numbers do not matter, and are made up."""
    counted = (
        select(Appointment.contractor_id, Appointment.starts_at, func.count())
        .where(
            _TAKEN,
            Appointment.contractor_id.in_(ids),
            Appointment.starts_at.in_(starts),
            or_(Appointment.hold_until.is_(None), Appointment.hold_until > now),
            or_(Appointment.hold_until.is_(None), Appointment.request_id != but),
        )
        .group_by(Appointment.contractor_id, Appointment.starts_at)
    )
    found: defaultdict[int, dict[datetime, Collection[int]]] = defaultdict(dict)
    for contractor_id, starts_at, count in s.execute(counted):
        found[contractor_id][starts_at] = range(1, count + 1)
    return found


def firm_on(s: Session, contractor_id: int, day: date) -> Firm | None:
    """One contractor, as far as a day goes."""
    rows = s.execute(select(*_FIRM).where(Contractor.id == contractor_id)).all()
    return next(iter(firms_on(s, rows, [day])), None)


def firms_on(
    s: Session,
    contractors: Sequence[_Contractor],
    days: Sequence[date],
    clocks: tuple[time, time] = (time.min, time.max),
) -> list[Firm]:
    """Contractors, as far as some days go, and windows that start between two times of day."""
    weeks: defaultdict[int, defaultdict[int, dict[Any, int]]] = defaultdict(lambda: defaultdict(dict))
    dates: defaultdict[int, defaultdict[date, dict[Any, int]]] = defaultdict(lambda: defaultdict(dict))
    absences: defaultdict[int, list[tuple[date, date]]] = defaultdict(list)
    rules = s.execute(_rules([row.id for row in contractors], days, clocks))
    for contractor_id, weekday, day, last, starts, capacity in rules:
        if weekday is not None:
            weeks[contractor_id][weekday][starts] = capacity
        elif last is not None:
            absences[contractor_id].append((day, last))
        else:
            dates[contractor_id][day][starts] = capacity
    return [
        Firm(
            id=row.id,
            name=row.name,
            notice=timedelta(hours=row.notice_hours),
            horizon=timedelta(days=row.horizon_days),
            travel=None if row.travel_minutes is None else timedelta(minutes=row.travel_minutes),
            week=weeks[row.id],
            dates=dates[row.id],
            absences=absences[row.id],
        )
        for row in contractors
    ]


def _of(model: Any, *names: str) -> list[Any]:
    return [getattr(model, name) for name in names]


def _rules(ids: Sequence[int], days: Sequence[date], clocks: tuple[time, time]) -> CompoundSelect[Any]:
    """The weeks, the dates and the absences of contractors as rows of one query: each way to the database and back
    costs more than reading them does. A weekday: of the week; a last day: an absence; else a date."""
    no_weekday, no_day = cast(null(), Integer), cast(null(), Date)
    week, dated, away = AvailabilityTemplate, AvailabilityException, ContractorAbsence
    columns = (week.contractor_id, week.weekday, no_day.label("day"), no_day.label("last"), week.starts, week.capacity)
    weekly = select(*columns).where(
        week.contractor_id.in_(ids),
        week.weekday.in_({day.weekday() for day in days}),
        week.starts.between(*clocks),
    )
    on_dates = select(dated.contractor_id, no_weekday, dated.day, no_day, dated.starts, dated.capacity).where(
        dated.contractor_id.in_(ids), dated.day.in_(days)
    )
    absent = select(
        away.contractor_id, no_weekday, away.first_day, away.last_day, cast(null(), Time), cast(null(), Integer)
    ).where(away.contractor_id.in_(ids), away.first_day <= max(days), away.last_day >= min(days))
    return union_all(weekly, on_dates, absent)


def taken_on(s: Session, ids: Sequence[int], days: Sequence[date], now: datetime, but: int = 0) -> Taken:
    """Places given on some days, and on those just before and after, by contractor and start.

    A hold that has run out is a free place. ``but``: see :func:`find_windows`.
    """
    since = local_instant(min(days), _MIDNIGHT) - _BESIDE
    until = local_instant(max(days) + timedelta(days=1), _MIDNIGHT) + _BESIDE
    given = select(*_of(Appointment, "contractor_id", "starts_at", "seat")).where(
        _TAKEN,
        Appointment.contractor_id.in_(ids),
        Appointment.starts_at.between(since, until),
        or_(Appointment.hold_until.is_(None), Appointment.hold_until > now),
        or_(Appointment.hold_until.is_(None), Appointment.request_id != but),
    )
    taken: defaultdict[int, defaultdict[datetime, list[int]]] = defaultdict(lambda: defaultdict(list))
    for contractor_id, starts_at, seat in s.execute(given):
        taken[contractor_id][starts_at].append(seat)
    return taken
