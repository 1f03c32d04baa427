"""The rota: who is on call for which duty and level at which instant. Pure: no database, no clock.

Handovers, hours and holidays are wall-clock rules of Europe/Paris (:func:`backend_client.calendar.local_instant`
says what they are in the two nights on which the clocks change); instants go in and come out aware, in UTC.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from backend_client.calendar import local_instant, paris_day
from backend_client.duty_hours import DutyHours

# How far :func:`next_change` looks, one after the other.
_HORIZONS = (timedelta(days=2), timedelta(days=15), timedelta(days=400))


@dataclass(frozen=True)
class OnCallPerson:
    """A technician, or whoever else is paged. ``phone`` in E.164 form; an inactive one is never on call."""

    id: int
    code: str
    name: str
    phone: str
    active: bool = True


@dataclass(frozen=True)
class Duty:
    """What somebody can be on call for, and for which ``trades`` and ``sectors`` of residences; none: for all."""

    code: str
    label: str = ""
    hours: DutyHours = field(default_factory=DutyHours)
    sectors: frozenset[str] = frozenset()
    trades: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rotation:
    """Members take turns of ``days_per_turn`` days from ``starts_on``; handover at a Paris wall-clock time.

    Turn number t has ``headcount`` members in a row, the first of them number ``t * headcount % members``.
    """

    duty: str
    level: int
    starts_on: date
    handover: time
    members: tuple[OnCallPerson, ...]
    days_per_turn: int = 7
    headcount: int = 1

    def handover_of(self, turn: int) -> datetime:
        """When a turn begins."""
        return local_instant(self.starts_on + timedelta(days=turn * self.days_per_turn), self.handover)

    def turn_at(self, at: datetime) -> int:
        """The number of the turn at an instant; negative before the first one."""
        day = paris_day(at)
        if at < local_instant(day, self.handover):
            day -= timedelta(days=1)
        return (day - self.starts_on).days // self.days_per_turn


@dataclass(frozen=True)
class Override:
    """``person`` stands in between two instants: for one colleague (``instead_of``, their id) or the whole level.

    ``swap``: the same word on both halves of an exchange of shifts.
    """

    duty: str
    level: int
    person: OnCallPerson
    starts_at: datetime
    ends_at: datetime
    instead_of: int | None = None
    swap: str | None = None
    reason: str | None = None
    id: int = 0


@dataclass(frozen=True)
class Absence:
    """Somebody cannot be on call between two instants."""

    person: OnCallPerson
    starts_at: datetime
    ends_at: datetime
    reason: str = ""
    id: int = 0


@dataclass(frozen=True)
class Rota:
    """Everything that decides who is on call. A duty without an entry of its own is kept at every hour."""

    duties: tuple[Duty, ...] = ()
    rotations: tuple[Rotation, ...] = ()
    overrides: tuple[Override, ...] = ()
    absences: tuple[Absence, ...] = ()

    def duty(self, code: str) -> Duty:
        """The duty with this code."""
        return next((duty for duty in self.duties if duty.code == code), Duty(code))

    def rotation(self, duty: str, level: int) -> Rotation | None:
        """Who take turns at a level."""
        return next((r for r in self.rotations if (r.duty, r.level) == (duty, level)), None)

    def duty_codes(self) -> tuple[str, ...]:
        """All duties that are described, have a rotation or somebody who stands in; in alphabetical order."""
        staffed = {r.duty for r in self.rotations} | {o.duty for o in self.overrides}
        return tuple(sorted({duty.code for duty in self.duties} | staffed))


@dataclass(frozen=True)
class Seat:
    """Somebody who is on call, and as what. Level 1 is paged first."""

    duty: str
    level: int
    person: OnCallPerson


@dataclass(frozen=True)
class Shift:
    """Somebody is on call from ``starts_at`` (included) to ``ends_at`` (excluded), without a break."""

    duty: str
    level: int
    person: OnCallPerson
    starts_at: datetime
    ends_at: datetime


def on_duty(rota: Rota, duty: str, level: int, at: datetime) -> tuple[OnCallPerson, ...]:
    """Who is on call for a duty's level at an instant. Nobody outside the duty's hours, nor before the first turn.

    A member who is absent or inactive is replaced by the next member of the rotation who is neither, and is not on
    call in the same turn already. Whoever stands in goes before the rotation; of several who stand in for the same,
    the one who starts last. Somebody absent, inactive or on call at this level already cannot stand in: then things
    stay as they were, since somebody is better than nobody.
    """
    if not rota.duty(duty).hours.hold(at):
        return ()
    return tuple(place.holder for place in _Level(rota, duty, level).places(at))


def levels(rota: Rota, duty: str) -> tuple[int, ...]:
    """The levels of a duty, the first to be paged first."""
    in_turn = {r.level for r in rota.rotations if r.duty == duty}
    return tuple(sorted(in_turn | {o.level for o in rota.overrides if o.duty == duty}))


def duty_for(rota: Rota, trade: str, sector: str, at: datetime, default: str) -> str:
    """The duty that serves a trade in a sector at an instant: of those that name either, the one that says most.

    A trade and a sector say more than a trade, a trade more than a sector. Duties that name neither are not for
    breakdowns of a trade (a supervisor's), and are only reached as the ``default``.
    """
    fitting = [
        duty
        for duty in rota.duties
        if (duty.trades or duty.sectors)
        and (not duty.trades or trade in duty.trades)
        and (not duty.sectors or sector in duty.sectors)
        and duty.hours.hold(at)
    ]
    if not fitting:
        return default
    return min(fitting, key=lambda duty: (not duty.trades, not duty.sectors, duty.code)).code


def who(rota: Rota, trade: str, sector: str, at: datetime, default: str) -> tuple[Seat, ...]:
    """Who is on call for this trade in this sector at this instant, level by level."""
    duty = duty_for(rota, trade, sector, at, default)
    return tuple(Seat(duty, level, person) for level in levels(rota, duty) for person in on_duty(rota, duty, level, at))


def shifts(rota: Rota, duty: str, level: int, since: datetime, until: datetime) -> list[Shift]:
    """The shifts that overlap a stretch of time, by their start. Their instants are their own, not cut to it.

    A shift ends with the turn, with the duty's hours, or when somebody else takes over. Within the hours, and while
    there is somebody, the next one starts at the very instant at which one ends.
    """
    staff = _Level(rota, duty, level)
    first, last = staff.bounds(since, until)
    edges = staff.edges(first, last)
    found: list[Shift] = []
    for opens, closes in staff.duty.hours.between(first, last):
        inside = edges[bisect_right(edges, opens) : bisect_left(edges, closes)]
        found += _shifts_within(staff, [opens, *inside, closes])
    overlapping = [shift for shift in found if shift.starts_at < until and shift.ends_at > since]
    return sorted(overlapping, key=lambda shift: shift.starts_at)


def next_change(rota: Rota, after: datetime) -> datetime | None:
    """The next instant at which anybody's shift begins or ends; None when there is none for more than a year."""
    for horizon in _HORIZONS:
        changes = [
            instant
            for duty in rota.duty_codes()
            for level in levels(rota, duty)
            for shift in shifts(rota, duty, level, after, after + horizon)
            for instant in (shift.starts_at, shift.ends_at)
            if instant > after
        ]
        if changes:
            return min(changes)
    return None


@dataclass
class _Place:
    """One of the people on call at a level: who had it (the last one has it), and what gave it to them.

    ``position``: the first one's among the members of the rotation. ``source``: the turn's number, or the override.
    """

    holders: list[OnCallPerson]
    position: int | None = None
    source: int | Override = 0

    @property
    def holder(self) -> OnCallPerson:
        return self.holders[-1]


class _Level:
    """A level of a duty, with what decides who has it."""

    def __init__(self, rota: Rota, duty: str, level: int) -> None:
        self.duty, self.level = rota.duty(duty), level
        self.rotation = rota.rotation(duty, level)
        mine = [o for o in rota.overrides if (o.duty, o.level) == (duty, level)]
        self.overrides = sorted(mine, key=lambda o: (o.starts_at, o.id))
        self.absences = rota.absences

    def places(self, at: datetime) -> list[_Place]:
        """Who has it at an instant, whatever the hours."""
        standing_in = [o for o in self.overrides if o.starts_at <= at < o.ends_at and self._present(o.person, at)]
        places = self._for_everybody(standing_in) or self._in_turn(at)
        waiting = _replace(places, [o for o in standing_in if o.instead_of is not None])
        places = self._substitute(places, at)
        _replace(places, waiting)
        return places

    def bounds(self, since: datetime, until: datetime) -> tuple[datetime, datetime]:
        """Instants around a stretch of time between which all of its shifts begin and end."""
        near = [o for o in self.overrides if o.ends_at > since and o.starts_at < until]
        first, last = [since, *(o.starts_at for o in near)], [until, *(o.ends_at for o in near)]
        if self.rotation:
            first.append(self.rotation.handover_of(self.rotation.turn_at(since)))
            last.append(self.rotation.handover_of(self.rotation.turn_at(until) + 1))
        return min(first), max(last)

    def edges(self, first: datetime, last: datetime) -> list[datetime]:
        """The instants between two, in order, at which who has it may change."""
        found = {instant for o in self.overrides for instant in (o.starts_at, o.ends_at)}
        found |= {instant for a in self.absences for instant in (a.starts_at, a.ends_at)}
        if self.rotation:
            turns = range(self.rotation.turn_at(first), self.rotation.turn_at(last) + 1)
            found |= {self.rotation.handover_of(turn) for turn in turns}
        return sorted(instant for instant in found if first <= instant <= last)

    def _present(self, person: OnCallPerson, at: datetime) -> bool:
        away = (a.person.id == person.id and a.starts_at <= at < a.ends_at for a in self.absences)
        return person.active and not any(away)

    def _for_everybody(self, standing_in: list[Override]) -> list[_Place]:
        whole_level = {o.person.id: o for o in standing_in if o.instead_of is None}
        headcount = self.rotation.headcount if self.rotation else 1
        latest = sorted(whole_level.values(), key=lambda o: (o.starts_at, o.id))[-headcount:]
        return [_Place([o.person], source=o) for o in latest]

    def _in_turn(self, at: datetime) -> list[_Place]:
        rotation = self.rotation
        turn = rotation.turn_at(at) if rotation else -1
        if rotation is None or turn < 0 or not rotation.members:
            return []
        count = len(rotation.members)
        positions = [(turn * rotation.headcount + n) % count for n in range(min(rotation.headcount, count))]
        return [_Place([rotation.members[position]], position, turn) for position in positions]

    def _substitute(self, places: list[_Place], at: datetime) -> list[_Place]:
        """Give the places of those who cannot be on call to the next members who can; one without any falls away."""
        seated: set[int] = set()
        vacant = []
        for place in places:
            if self._present(place.holder, at) and place.holder.id not in seated:
                seated.add(place.holder.id)
            else:
                vacant.append(place)
        for place in vacant:
            able = (p for p in self._after(place.position) if p.id not in seated and self._present(p, at))
            if substitute := next(able, None):
                place.holders.append(substitute)
                seated.add(substitute.id)
            else:
                places = [other for other in places if other is not place]
        return places

    def _after(self, position: int | None) -> Iterator[OnCallPerson]:
        if self.rotation and position is not None:
            members = self.rotation.members
            yield from (members[(position + n) % len(members)] for n in range(1, len(members)))


def _replace(places: list[_Place], overrides: list[Override]) -> list[Override]:
    """Put those who stand in for one colleague in that colleague's place; give back those that found none.

    One may stand in for somebody who stands in, whichever of the two was told first: so all are tried until none
    of them changes anything any more.
    """
    waiting = overrides
    while True:
        left = [override for override in waiting if not _put_in(places, override)]
        if len(left) == len(waiting):
            return left
        waiting = left


def _put_in(places: list[_Place], override: Override) -> bool:
    if any(place.holder.id == override.person.id for place in places):
        return False
    has_it = [place for place in places if place.holder.id == override.instead_of]
    had_it = [place for place in places if any(p.id == override.instead_of for p in place.holders)]
    for place in (has_it or had_it)[:1]:
        place.holders.append(override.person)
        place.source = override
        return True
    return False


def _shifts_within(staff: _Level, moments: list[datetime]) -> Iterator[Shift]:
    """The shifts of one unbroken stretch of hours; ``moments``: its start, the edges in it, its end."""
    running: dict[tuple[OnCallPerson, int | Override], datetime] = {}
    for moment in moments[:-1]:
        now = {(place.holder, place.source): moment for place in staff.places(moment)}
        for key in [key for key in running if key not in now]:
            yield Shift(staff.duty.code, staff.level, key[0], running.pop(key), moment)
        running = {key: running.get(key, moment) for key in now}
    for (person, _), starts_at in running.items():
        yield Shift(staff.duty.code, staff.level, person, starts_at, moments[-1])
