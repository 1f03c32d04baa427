"""From one rota to another: the differences, to be shown and then written in one transaction."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend_client import models
from backend_client.cells import span_text
from backend_client.rota import Absence, Duty, Override, Rota, Rotation
from backend_client.wall_clock import write

Entry = Duty | Rotation | Absence | Override


@dataclass(frozen=True)
class Change:
    """An entry that comes (``before`` None), goes (``after`` None) or becomes another."""

    before: Entry | None
    after: Entry | None

    def told(self, codes: Mapping[int, str]) -> str:
        """In one or two lines; ``codes`` of technicians by their id."""
        if self.before is None or self.after is None:
            return f"{'-' if self.after is None else '+'} {_sentence(self.after or self.before, codes)}"
        return f"~ {_sentence(self.before, codes)}\n  -> {_sentence(self.after, codes)}"


def changes(old: Rota, new: Rota, now: datetime) -> list[Change]:
    """What makes one rota into another. What is over at ``now`` is history: it is never taken away."""
    found: list[Change] = []
    for code in sorted({*old.duty_codes(), *new.duty_codes()}):
        before, after = old.duty(code), new.duty(code) if code in new.duty_codes() else None
        if before != after:
            found.append(Change(before if before in old.duties else None, after))
    found += list(_rotations(old, new))
    found += _lasting(old.absences, new.absences, _absence_key, now)
    found += _lasting(old.overrides, new.overrides, _override_key, now)
    return found


def apply(s: Session, found: Sequence[Change]) -> None:
    """Write them. The caller's transaction makes it all or nothing."""
    for change in found:
        if change.before is not None and (change.after is None or not isinstance(change.after, Duty)):
            _delete(s, change.before)
    s.flush()
    for change in found:
        if change.after is not None:
            _add(s, change.after)
    s.flush()


def _rotations(old: Rota, new: Rota) -> Iterator[Change]:
    levels = {(r.duty, r.level) for r in (*old.rotations, *new.rotations)}
    for duty, level in sorted(levels):
        before, after = old.rotation(duty, level), new.rotation(duty, level)
        if before != after:
            yield Change(before, after)


def _lasting(old: Sequence[Any], new: Sequence[Any], key: Callable[[Any], Hashable], now: datetime) -> Iterator[Change]:
    had, has = Counter(key(entry) for entry in old), Counter(key(entry) for entry in new)
    for entry in old:
        if had[key(entry)] > has[key(entry)] and entry.ends_at > now:
            had[key(entry)] -= 1
            yield Change(entry, None)
    had = Counter(key(entry) for entry in old)
    for entry in new:
        if has[key(entry)] > had[key(entry)]:
            has[key(entry)] -= 1
            yield Change(None, entry)


def _absence_key(a: Absence) -> Hashable:
    return a.person.id, a.starts_at, a.ends_at, a.reason


def _override_key(o: Override) -> Hashable:
    return o.duty, o.level, o.person.id, o.starts_at, o.ends_at, o.instead_of, o.swap or None, o.reason or None


def _sentence(entry: Entry | None, codes: Mapping[int, str]) -> str:
    match entry:
        case Duty():
            hours = " | ".join(span_text(span) for span in entry.hours.spans) or "at every hour"
            limits = [f"{name} {', '.join(sorted(of))}" for name, of in _limits(entry) if of]
            return "; ".join((f"duty {entry.code} ({entry.label})", hours, f"holidays {entry.hours.holidays}", *limits))
        case Rotation():
            members = ", ".join(member.code for member in entry.members)
            turns = f"{entry.headcount} of {members} for {entry.days_per_turn} days"
            return f"rotation {entry.duty} level {entry.level}: {turns} from {entry.starts_on} {entry.handover:%H:%M}"
        case Absence():
            return f"absence {entry.person.code}: {_stretch(entry)}"
        case Override():
            instead = f" instead of {codes.get(entry.instead_of, '?')}" if entry.instead_of is not None else ""
            swap = f" (swap {entry.swap})" if entry.swap else ""
            return f"override {entry.duty} level {entry.level}: {entry.person.code}{instead}, {_stretch(entry)}{swap}"
    return ""


def _limits(duty: Duty) -> tuple[tuple[str, frozenset[str]], ...]:
    return ("trades", duty.trades), ("sectors", duty.sectors)


def _stretch(entry: Absence | Override) -> str:
    return f"{write(entry.starts_at)} to {write(entry.ends_at)}"


def _delete(s: Session, entry: Entry) -> None:
    match entry:
        case Duty():
            s.execute(delete(models.Duty).where(models.Duty.code == entry.code))
        case Rotation():
            row = s.scalars(select(models.Rotation).filter_by(duty=entry.duty, level=entry.level)).one()
            s.execute(delete(models.RotationMember).where(models.RotationMember.rotation_id == row.id))
            s.execute(delete(models.Rotation).where(models.Rotation.id == row.id))
        case Absence():
            s.execute(delete(models.Absence).where(models.Absence.id == entry.id))
        case Override():
            s.execute(delete(models.Override).where(models.Override.id == entry.id))


def _add(s: Session, entry: Entry) -> None:
    match entry:
        case Duty():
            s.merge(
                models.Duty(
                    code=entry.code,
                    label=entry.label,
                    hours=[span.row() for span in entry.hours.spans],
                    holidays=entry.hours.holidays,
                    sectors=sorted(entry.sectors),
                    trades=sorted(entry.trades),
                )
            )
        case Rotation():
            row = models.Rotation(**_fields(entry, "duty level starts_on handover days_per_turn headcount"))
            s.add(row)
            s.flush()
            s.add_all(
                models.RotationMember(rotation_id=row.id, position=position, technician_id=member.id)
                for position, member in enumerate(entry.members)
            )
        case Absence():
            s.add(models.Absence(technician_id=entry.person.id, **_fields(entry, "starts_at ends_at reason")))
        case Override():
            fields = _fields(entry, "duty level starts_at ends_at swap reason")
            s.add(models.Override(technician_id=entry.person.id, instead_of_id=entry.instead_of, **fields))


def _fields(entry: Entry, names: str) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in names.split()}
