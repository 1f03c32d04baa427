"""Changing a rota: standing in, swapping, being away. Pure: each gives the entries to add, or says why not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from backend_client import rota as rotas
from backend_client.calendar import local_instant, paris_day
from backend_client.rota import Absence, OnCallPerson, Override, Rota, Shift
from backend_client.wall_clock import write


class RotaEditError(ValueError):
    """A change that cannot be made. The message says why in one sentence, ``why`` by a code, ``names`` whom about."""

    def __init__(self, message: str, why: str, *names: str) -> None:
        super().__init__(message)
        self.why, self.names = why, names


@dataclass(frozen=True)
class Half:
    """One side of a swap: whose shift, on which day of Paris, and where that is not plain, of which duty and level."""

    person: OnCallPerson
    day: date
    duty: str | None = None
    level: int | None = None


def clash(rota: Rota, new: Override) -> Override | None:
    """An override that another one cannot stand beside: both for the same colleague, both by the same person, or
    more for the whole level than people are wanted there."""
    rotation = rota.rotation(new.duty, new.level)
    headcount = rotation.headcount if rotation else 1
    beside = [
        other
        for other in rota.overrides
        if (other.duty, other.level) == (new.duty, new.level)
        and other.starts_at < new.ends_at
        and other.ends_at > new.starts_at
    ]
    for other in beside:
        if other.person.id == new.person.id or (new.instead_of is not None and other.instead_of == new.instead_of):
            return other
    whole = [other for other in beside if other.instead_of is None] if new.instead_of is None else []
    for moment in (new.starts_at, *(other.starts_at for other in whole if other.starts_at > new.starts_at)):
        at_once = [other for other in whole if other.starts_at <= moment < other.ends_at]
        if len(at_once) >= headcount:
            return at_once[-1]
    return None


def override(rota: Rota, new: Override, now: datetime) -> Override:
    """Let somebody stand in. Raises :class:`RotaEditError` when that is impossible or would change nothing."""
    person, when = new.person, f"from {write(new.starts_at)} to {write(new.ends_at)}"
    _check_stretch(new.starts_at, new.ends_at, now)
    if new.duty not in rota.duty_codes():
        raise RotaEditError(
            f'the duty "{new.duty}" is unknown: there are {_listed(rota.duty_codes())}', "unknown_duty", new.duty
        )
    if new.instead_of == person.id:
        raise RotaEditError(f"{person.name} cannot stand in for themselves", "same_person", person.name)
    if not person.active:
        raise RotaEditError(f"{person.name} is not active and cannot be on call", "inactive", person.name)
    if away := _away(rota, person, new.starts_at, new.ends_at):
        raise RotaEditError(
            f"{person.name} is away from {write(away.starts_at)} to {write(away.ends_at)}", "away", person.name
        )
    if other := clash(rota, new):
        raise RotaEditError(
            f"{other.person.name} stands in already at {other.duty} level {other.level}"
            f" from {write(other.starts_at)} to {write(other.ends_at)}",
            "clash",
            other.person.name,
        )
    if not rota.duty(new.duty).hours.between(new.starts_at, new.ends_at):
        raise RotaEditError(f"{new.duty} has no hours {when}: nobody is on call then", "no_hours", new.duty)
    if new.instead_of is not None and not _holds(rota, new):
        raise RotaEditError(
            f"the colleague to replace is not on call for {new.duty} level {new.level} {when}", "not_on_call"
        )
    if _shifts(rota, new) == _shifts(replace(rota, overrides=(*rota.overrides, new)), new):
        raise RotaEditError(
            f"{person.name} is on call for {new.duty} level {new.level} already {when}", "already", person.name
        )
    return new


def swap(rota: Rota, one: Half, other: Half, word: str, now: datetime) -> tuple[Override, Override]:
    """Exchange the shifts that two technicians have on given days; both overrides carry the same ``word``.

    Raises :class:`RotaEditError` when one of them has no shift that day, several, one that is over, or cannot take
    the other's.
    """
    if one.person.id == other.person.id:
        raise RotaEditError(f"{one.person.name} cannot swap with themselves", "same_person", one.person.name)
    halves = []
    for giver, taker in ((one, other), (other, one)):
        shift = _shift_of(rota, giver, now)
        halves.append(
            Override(
                duty=shift.duty,
                level=shift.level,
                person=taker.person,
                starts_at=max(shift.starts_at, now),
                ends_at=shift.ends_at,
                instead_of=giver.person.id,
                swap=word,
            )
        )
    # Each half is possible only together with the other: one who gives a shift up is free to take another.
    for half, rest in (halves, reversed(halves)):
        override(replace(rota, overrides=(*rota.overrides, rest)), half, now)
    return halves[0], halves[1]


def absence(rota: Rota, new: Absence, now: datetime) -> Absence:
    """Note that somebody is away. Raises :class:`RotaEditError` when it is over or overlaps another of theirs."""
    _check_stretch(new.starts_at, new.ends_at, now)
    if other := _away(rota, new.person, new.starts_at, new.ends_at):
        raise RotaEditError(
            f"{new.person.name} is away already from {write(other.starts_at)} to {write(other.ends_at)}",
            "away",
            new.person.name,
        )
    return new


def _check_stretch(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    if ends_at <= starts_at:
        raise RotaEditError(
            f"it ends at {write(ends_at)}, which is not after its start at {write(starts_at)}", "ends_first"
        )
    if ends_at <= now:
        raise RotaEditError(f"it ended at {write(ends_at)}: what is over cannot be changed", "over")


def _away(rota: Rota, person: OnCallPerson, starts_at: datetime, ends_at: datetime) -> Absence | None:
    return next(
        (a for a in rota.absences if a.person.id == person.id and a.starts_at < ends_at and a.ends_at > starts_at),
        None,
    )


def _holds(rota: Rota, new: Override) -> bool:
    return any(shift.person.id == new.instead_of for shift in _shifts(rota, new))


def _shifts(rota: Rota, new: Override) -> list[Shift]:
    """Who is on call in the stretch of an override, and from when to when."""
    found = rotas.shifts(rota, new.duty, new.level, new.starts_at, new.ends_at)
    return [replace(s, starts_at=max(s.starts_at, new.starts_at), ends_at=min(s.ends_at, new.ends_at)) for s in found]


def _shift_of(rota: Rota, half: Half, now: datetime) -> Shift:
    """The shift that somebody has on a day: the one that starts on it, or else the one that lasts through it."""
    since, until = local_instant(half.day, time()), local_instant(half.day + timedelta(days=1), time())
    found = [
        shift
        for duty in ([half.duty] if half.duty else rota.duty_codes())
        for level in ([half.level] if half.level else rotas.levels(rota, duty))
        for shift in rotas.shifts(rota, duty, level, since, until)
        if shift.person.id == half.person.id
    ]
    found = [shift for shift in found if paris_day(shift.starts_at) == half.day] or found
    if not found:
        raise RotaEditError(
            f"{half.person.name} has no shift on {half.day}{_instead(rota, half, since, until)}",
            "no_shift",
            half.person.name,
        )
    if len(found) > 1:
        where = _listed(f"{shift.duty} level {shift.level} at {write(shift.starts_at)}" for shift in found)
        raise RotaEditError(
            f"{half.person.name} has several shifts on {half.day} ({where}): say which duty and level",
            "several",
            half.person.name,
        )
    if found[0].ends_at <= now:
        raise RotaEditError(f"the shift of {half.person.name} on {half.day} is over", "over")
    return found[0]


def _instead(rota: Rota, half: Half, since: datetime, until: datetime) -> str:
    if not half.duty:
        return ""
    shifts = rotas.shifts(rota, half.duty, half.level or 1, since, until)
    names = sorted({shift.person.name for shift in shifts})
    return f": {_listed(names)} has {half.duty} level {half.level or 1} then" if names else ""


def _listed(things: Iterable[str]) -> str:
    listed: Sequence[str] = list(things)
    return ", ".join(listed)
