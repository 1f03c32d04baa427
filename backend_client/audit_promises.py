"""The charter's promises as they were kept: one case is one commitment, in the month in which it was opened.

docs/audit.md defines each figure. The state is that of the moment at which the report is made.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client.audit import Count, Figure, Hidden, Period, Places, hidden, median, percent, percentile, small
from backend_client.audit_facts import audit_facts
from backend_client.commitments import ON_TIME
from backend_client.models import Commitment, Pause, Request

_DAY = timedelta(days=1)
_K = TypeVar("_K", bound=Hashable)


class State(StrEnum):
    """Where a case stands. One that was late once stays late."""

    IN_TIME = "in_time"
    LATE = "late"
    OPEN_LATE = "open_late"
    OPEN = "open"
    WITHDRAWN = "withdrawn"


class Case(NamedTuple):
    """One commitment. ``days``: from its opening to what kept it; ``paused``: its clock stands still now."""

    promise: str
    residence: int | None
    month: date
    state: State
    paused: bool
    days: float | None
    reason: str | None


@dataclass(frozen=True)
class Line:
    """The figures of some cases. ``share``: kept in time of those that are decided, in percent; delays in days.

    ``paused``: of those open in time, whose clock stands still.
    """

    cases: Count
    in_time: Count
    late: Count
    open_late: Count
    open: Count
    withdrawn: Count
    paused: Count
    share: Figure
    median: Figure
    p90: Figure


@dataclass(frozen=True)
class Promised:
    """All figures of a period. ``None`` as a residence: it is not known.

    ``of``: by promise; ``by_month`` and ``by_residence`` by promise as well. ``months`` and ``residences``: of all
    promises but the private ones. ``reasons``: why cases were late, by code, but for the private promises.
    """

    of: Mapping[str, Line]
    total: Line
    by_month: Mapping[tuple[str, date], Line]
    by_residence: Mapping[tuple[str, int | None], Line]
    months: Mapping[date, Line]
    residences: Mapping[int | None, Line]
    reasons: Mapping[str, int]


def read_cases(s: Session, period: Period, places: Places, now: datetime) -> list[Case]:
    """The cases of a period, of all residences."""
    pauses = _pauses(s)
    rows = s.connection().execute(
        select(
            Commitment.promise,
            Commitment.opened_at,
            Commitment.due_at,
            Commitment.kept_at,
            Commitment.breached_at.is_not(None),
            Commitment.breach_reason,
            Commitment.withdrawn_at.is_not(None),
            Commitment.request_id,
            Request.building_id,
            Request.dwelling_id,
        )
        .join(Request, Request.id == Commitment.request_id)
        .where(Commitment.opened_at >= period.starts_at, Commitment.opened_at < period.ends_at)
    )
    found = []
    for promise, opened, due, kept, breached, reason, withdrawn, request_id, building_id, dwelling_id in rows:
        mine = pauses.get(request_id, ())
        late = breached or _passed(due, kept or now, mine)
        # A window that was missed is not waited for any more, and stays late.
        missed = promise == ON_TIME and breached
        state = _state(kept is not None, withdrawn and not missed, late)
        found.append(
            Case(
                promise,
                places.residence(building_id, dwelling_id),
                period.month_of(opened),
                state,
                state is State.OPEN and any(ends is None for _, ends in mine),
                (kept - opened) / _DAY if kept else None,
                (reason or "") if state in (State.LATE, State.OPEN_LATE) else None,
            )
        )
    return found


def _pauses(s: Session) -> dict[int, list[tuple[datetime, datetime | None]]]:
    found: dict[int, list[tuple[datetime, datetime | None]]] = {}
    for request_id, starts, ends in s.execute(select(Pause.request_id, Pause.starts_at, Pause.ends_at)):
        found.setdefault(request_id, []).append((starts, ends))
    return found


def _passed(due: datetime, at: datetime, pauses: Sequence[tuple[datetime, datetime | None]]) -> bool:
    """Whether a date had passed: not while the clock stood still from before it until then."""
    return at >= due and not any(starts <= due and (ends is None or ends >= at) for starts, ends in pauses)


def _state(kept: bool, withdrawn: bool, late: bool) -> State:
    if kept:
        return State.LATE if late else State.IN_TIME
    if withdrawn:
        return State.WITHDRAWN
    return State.OPEN_LATE if late else State.OPEN


def line(cases: Iterable[Case]) -> Line:
    """The figures of some cases."""
    cases = list(cases)
    states = Counter(case.state for case in cases)
    days = [case.days for case in cases if case.days is not None]
    decided = states[State.IN_TIME] + states[State.LATE] + states[State.OPEN_LATE]
    return Line(
        cases=len(cases),
        in_time=states[State.IN_TIME],
        late=states[State.LATE],
        open_late=states[State.OPEN_LATE],
        open=states[State.OPEN],
        withdrawn=states[State.WITHDRAWN],
        paused=sum(case.paused for case in cases),
        share=percent(states[State.IN_TIME], decided),
        median=median(days),
        p90=percentile(days, 0.9),
    )


def promised(cases: Sequence[Case], places: Places) -> Promised:
    """The figures of a period, for the residences that the report is about."""
    private = audit_facts().private_promises
    shown = [case for case in cases if places.shown(case.residence)]
    public = [case for case in shown if case.promise not in private]
    # Small cells are looked for among all residences: the report of one must not tell what that of all hides.
    every = _by(cases, lambda case: (case.promise, case.residence))
    by_residence = _without_small(every, private)
    within = {key: cell for key, cell in by_residence.items() if places.shown(key[1])}
    of = {promise: _total(cell, promise in private) for promise, cell in _by(shown, lambda case: case.promise).items()}
    by_month = _without_small(_by(shown, lambda case: (case.promise, case.month)), private)
    if places.wanted is not None:
        of |= {promise: cell for (promise, _), cell in within.items() if promise in private}
        by_month = {key: _unless_hidden(of[key[0]], cell) for key, cell in by_month.items()}
    return Promised(
        of=of,
        total=line(public),
        by_month=by_month,
        by_residence=within,
        months=_by(public, lambda case: case.month),
        residences=_by(public, lambda case: case.residence),
        reasons=Counter(case.reason for case in public if case.reason is not None),
    )


def _by(cases: Iterable[Case], key: Callable[[Case], _K]) -> dict[_K, Line]:
    parts: dict[_K, list[Case]] = {}
    for case in cases:
        parts.setdefault(key(case), []).append(case)
    return {part: line(found) for part, found in parts.items()}


def _without_small(lines: Mapping[tuple[str, _K], Line], private: frozenset[str]) -> dict[tuple[str, _K], Line]:
    """The lines of each private promise, those that could point at somebody emptied."""
    counts: dict[str, dict[_K, int]] = {}
    for (promise, part), found in lines.items():
        if promise in private and isinstance(found.cases, int):
            counts.setdefault(promise, {})[part] = found.cases
    covers = {promise: hidden(cells) for promise, cells in counts.items()}
    return {
        (promise, part): _covered(found, covers.get(promise, {}).get(part)) if promise in private else found
        for (promise, part), found in lines.items()
    }


def _covered(found: Line, cover: Hidden | None) -> Line:
    """A private line: empty where its count is hidden; where it is shown, the rest only if no part of it is small."""
    if cover is not None:
        return _emptied(found, cover)
    parts = (found.in_time, found.late, found.open_late, found.open, found.withdrawn, found.paused)
    return _emptied(found, found.cases) if any(isinstance(small(_int(part)), Hidden) for part in parts) else found


def _total(found: Line, private: bool) -> Line:
    """The line of a promise over all residences: hidden only where it is private and small as a whole."""
    count = small(_int(found.cases)) if private else found.cases
    return _emptied(found, count) if isinstance(count, Hidden) else found


def _unless_hidden(total: Line, found: Line) -> Line:
    """A month of a residence is not told where the whole period is not."""
    return _emptied(found, total.cases) if isinstance(total.cases, Hidden) else found


def _emptied(found: Line, cases: Count) -> Line:
    held = Hidden.HELD_BACK
    return replace(
        found,
        cases=cases,
        in_time=held,
        late=held,
        open_late=held,
        open=held,
        withdrawn=held,
        paused=held,
        share=held,
        median=held,
        p90=held,
    )


def _int(count: Count) -> int:
    return count if isinstance(count, int) else 0
