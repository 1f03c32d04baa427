"""A week of the rota as a calendar: for each duty and level who is on call from when to when, and what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import count

from backend_client import rota as rotas
from backend_client import rota_check
from backend_client.calendar import PARIS, is_holiday, local_instant, paris_day
from backend_client.landlord import Landlord
from backend_client.rota import Absence, Override, Rota
from backend_client.rota_check import Finding
from hotline.desk.words import label, when

DAYS = 7
_WEEK = timedelta(days=DAYS)
# So many colours there are for people; more people share them, and their names stand on the bars.
COLOURS = 8


@dataclass(frozen=True)
class Day:
    at: datetime
    day: date
    today: bool
    off: bool


@dataclass(frozen=True)
class Bar:
    """A shift or a gap in the week, cut to it. ``left`` and ``width`` in percent of the week's wall-clock hours."""

    id: str
    name: str
    starts_at: datetime
    ends_at: datetime
    left: float
    width: float
    kind: str
    colour: int = 0
    instead: bool = False
    row: int = 0


@dataclass(frozen=True)
class Lane:
    """A level of a duty; people who are on call at the same time stand in ``rows`` of their own."""

    id: str
    duty: str
    label: str
    level: int
    bars: tuple[Bar, ...]
    rows: int


@dataclass(frozen=True)
class Wrong:
    """Something the supervisor has to mend, in words."""

    title: str
    text: str
    refused: bool


@dataclass(frozen=True)
class Week:
    monday: date
    days: tuple[Day, ...]
    lanes: tuple[Lane, ...]
    wrong: tuple[Wrong, ...]


def week(rota: Rota, landlord: Landlord, day: date, now: datetime, unreachable: dict[int, str] | None = None) -> Week:
    """The week that a day is in, and what is wrong from now on for two weeks."""
    monday = day - timedelta(days=day.weekday())
    since, until = _start(monday), _start(monday + _WEEK)
    gaps = _gaps(rota, landlord, since, until, now)
    number = count()
    lanes = tuple(
        _lane(rota, duty, level, _bars(rota, gaps, duty, level, since, until, number))
        for duty in rota.duty_codes()
        for level in rotas.levels(rota, duty)
    )
    days = tuple(
        Day(_start(each), each, each == paris_day(now), each.weekday() > 4 or is_holiday(landlord, each))
        for each in (monday + timedelta(days=n) for n in range(DAYS))
    )
    found = rota_check.check(rota, landlord, now, unreachable=unreachable)
    return Week(monday, days, lanes, tuple(wrong(rota, each, now) for each in found))


@dataclass(frozen=True)
class Coming:
    """A stand-in or an absence that is not over. ``key`` names it: of a swap both halves."""

    key: str
    who: str
    what: str
    starts_at: datetime
    ends_at: datetime
    reason: str


def coming(rota: Rota, names: Mapping[int, str], now: datetime) -> list[Coming]:
    """What was changed by hand and is still to come, the next first."""
    found = [
        Coming(override_key(o), o.person.name, _instead(rota, o, names), o.starts_at, o.ends_at, o.reason or "")
        for o in rota.overrides
        if o.ends_at > now
    ]
    found += [
        Coming(absence_key(a), a.person.name, "absent", a.starts_at, a.ends_at, a.reason)
        for a in rota.absences
        if a.ends_at > now
    ]
    return sorted(found, key=lambda each: each.starts_at)


def override_key(override: Override) -> str:
    return f"swap:{override.swap}" if override.swap else f"override:{override.id}"


def absence_key(absence: Absence) -> str:
    return f"absence:{absence.id}"


def _instead(rota: Rota, override: Override, names: Mapping[int, str]) -> str:
    whom = names.get(override.instead_of or 0, "tout le niveau")
    kind = "échange avec" if override.swap else "remplace"
    return f"{kind} {whom} ({rota.duty(override.duty).label or override.duty}, niveau {override.level})"


def wrong(rota: Rota, finding: Finding, now: datetime) -> Wrong:
    """A finding of the check in French."""
    duty = rota.duty(finding.duty).label or finding.duty
    where = f"{duty}, niveau {finding.level}" if finding.level else duty
    parts = [where]
    if finding.person is not None:
        parts.append(finding.person.name)
    if finding.starts_at is not None and finding.ends_at is not None:
        parts.append(f"de {when(finding.starts_at, now)} à {when(finding.ends_at, now)}")
    return Wrong(label(finding.kind, "finding"), " · ".join(parts), finding.refused)


def _bars(
    rota: Rota, gaps: Sequence[Finding], duty: str, level: int, since: datetime, until: datetime, number: "count[int]"
) -> list[Bar]:
    shifts = _shifts(rota, duty, level, since, until, number)
    return [*shifts, *_missing(gaps, duty, level, since, until, number)]


def _lane(rota: Rota, duty: str, level: int, bars: Sequence[Bar]) -> Lane:
    """The bars in rows in which none covers another."""
    ends: list[datetime] = []
    placed = []
    for bar in sorted(bars, key=lambda bar: bar.starts_at):
        row = next((row for row, end in enumerate(ends) if end <= bar.starts_at), len(ends))
        ends[row : row + 1] = [bar.ends_at]
        placed.append(replace(bar, row=row))
    return Lane(
        f"l-{duty.replace('_', '-')}-{level}",
        duty,
        rota.duty(duty).label or duty,
        level,
        tuple(placed),
        max(1, len(ends)),
    )


def _start(day: date) -> datetime:
    return local_instant(day, time())


def _gaps(rota: Rota, landlord: Landlord, since: datetime, until: datetime, now: datetime) -> Sequence[Finding]:
    """What is missing in the part of the week that is not over."""
    start = max(since, now)
    if start >= until:
        return ()
    found = rota_check.check(rota, landlord, start, DAYS)
    return [each for each in found if each.kind == "gap" and each.starts_at is not None and each.starts_at < until]


def _shifts(rota: Rota, duty: str, level: int, since: datetime, until: datetime, number: "count[int]") -> list[Bar]:
    members = {member.id for rotation in [rota.rotation(duty, level)] if rotation for member in rotation.members}
    bars = []
    for shift in rotas.shifts(rota, duty, level, since, until):
        instead = shift.person.id not in members or _stands_in(rota, shift)
        left, width = _place(shift.starts_at, shift.ends_at, since, until)
        bars.append(
            Bar(
                f"b{next(number)}",
                shift.person.name,
                shift.starts_at,
                shift.ends_at,
                left,
                width,
                "shift",
                shift.person.id % COLOURS,
                instead,
            )
        )
    return bars


def _stands_in(rota: Rota, shift: rotas.Shift) -> bool:
    return any(
        (o.duty, o.level, o.person.id) == (shift.duty, shift.level, shift.person.id)
        and o.starts_at <= shift.starts_at < o.ends_at
        for o in rota.overrides
    )


def _missing(
    gaps: Sequence[Finding], duty: str, level: int, since: datetime, until: datetime, number: "count[int]"
) -> list[Bar]:
    bars = []
    for gap in gaps:
        if (gap.duty, gap.level) == (duty, level) and gap.starts_at and gap.ends_at:
            left, width = _place(gap.starts_at, gap.ends_at, since, until)
            name = "Personne" if gap.missing == 1 else f"{gap.missing} personnes manquent"
            bars.append(Bar(f"b{next(number)}", name, gap.starts_at, gap.ends_at, left, width, "gap"))
    return bars


def _place(starts_at: datetime, ends_at: datetime, since: datetime, until: datetime) -> tuple[float, float]:
    """Where a stretch lies in the week by the clocks of Paris, so that midnight is on the line between two days."""
    first = _wall(since)
    left, right = _wall(max(starts_at, since)) - first, _wall(min(ends_at, until)) - first
    return round(100 * (left / _WEEK), 3), round(100 * ((right - left) / _WEEK), 3)


def _wall(at: datetime) -> datetime:
    return at.astimezone(PARIS).replace(tzinfo=None)
