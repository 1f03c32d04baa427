"""Firms over a year (charter 4.1, 4.2): punctuality, no-shows, repairs done at the first visit, the tenants' score."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client.audit import LEAST, Figure, Hidden, Period, Places, by_name, mean, percent
from backend_client.audit_jobs import Arrival, Survey, Visit, read_surveys, read_visits
from backend_client.landlord import FirmThresholds
from backend_client.models import Contractor


@dataclass(frozen=True)
class FirmLine:
    """The figures of some visits. ``visits``: whose window has ended, not cancelled. Shares in percent.

    ``no_shows`` are in ``missed`` too, the share of those of which the arrival is known. ``score``: of 5.
    """

    visits: int
    in_time: int
    late_told: int
    late_untold: int
    no_shows: int
    unknown: int
    no_access: int
    cancelled_by_firm: int
    cancelled_by_tenant: int
    first_visits: int
    fixed: int
    answers: int
    punctual: Figure
    missed: Figure
    first_time: Figure
    score: Figure


@dataclass(frozen=True)
class Firm:
    """A contractor, this year and the year before, and the thresholds that it missed (names of the landlord's)."""

    code: str
    name: str
    now: FirmLine
    before: FirmLine
    below: tuple[str, ...]


def firms(
    s: Session, period: Period, places: Places, thresholds: FirmThresholds, now: datetime
) -> tuple[list[Firm], FirmLine, FirmLine]:
    """Each contractor with a visit or a survey in one of the two years, by name; all of them; all a year before."""
    parts, sums = [], []
    for each in (period, period.a_year_before()):
        visits = read_visits(s, each, places, now)
        surveys = read_surveys(s, each, places, by_visit=True)
        parts.append(_by_firm(visits, surveys))
        sums.append(firm_line(visits, surveys))
    known = s.execute(select(Contractor.id, Contractor.code, Contractor.name)).all()
    nothing = firm_line((), ())
    found = []
    for number, code, name in sorted(known, key=lambda row: (by_name(row[2]), row[1])):
        mine = [part.get(number, nothing) for part in parts]
        if any(line != nothing for line in mine):
            found.append(Firm(code, name, mine[0], mine[1], below(mine[0], thresholds)))
    return found, sums[0], sums[1]


def _by_firm(visits: Iterable[Visit], surveys: Iterable[Survey]) -> Mapping[int, FirmLine]:
    came: dict[int, list[Visit]] = {}
    asked: dict[int, list[Survey]] = {}
    for visit in visits:
        came.setdefault(visit.contractor_id, []).append(visit)
    for survey in surveys:
        asked.setdefault(survey.contractor_id, []).append(survey)
    return {number: firm_line(came.get(number, ()), asked.get(number, ())) for number in {*came, *asked}}


def firm_line(visits: Sequence[Visit], surveys: Sequence[Survey]) -> FirmLine:
    """The figures of some visits and of the surveys about them."""
    kept = Counter(visit.arrival for visit in visits)
    known = kept[Arrival.IN_TIME] + kept[Arrival.LATE_TOLD] + kept[Arrival.LATE_UNTOLD] + kept[Arrival.NO_SHOW]
    first = [visit.fixed_first for visit in visits if visit.fixed_first is not None]
    scores = [score.of_five for survey in surveys if (score := survey.overall)]
    answers = len(scores)
    return FirmLine(
        visits=known + kept[Arrival.UNKNOWN],
        in_time=kept[Arrival.IN_TIME],
        late_told=kept[Arrival.LATE_TOLD],
        late_untold=kept[Arrival.LATE_UNTOLD],
        no_shows=kept[Arrival.NO_SHOW],
        unknown=kept[Arrival.UNKNOWN],
        no_access=sum(visit.status == "no_access" for visit in visits),
        cancelled_by_firm=sum(visit.cancelled_by == "firm" for visit in visits),
        cancelled_by_tenant=sum(visit.cancelled_by == "tenant" for visit in visits),
        first_visits=len(first),
        fixed=sum(first),
        answers=answers,
        punctual=percent(kept[Arrival.IN_TIME], known),
        missed=percent(kept[Arrival.NO_SHOW], known),
        first_time=percent(sum(first), len(first)),
        score=Hidden.SMALL if 0 < answers < LEAST else mean(sum(scores), len(scores)),
    )


def below(line: FirmLine, thresholds: FirmThresholds) -> tuple[str, ...]:
    """The thresholds that a firm missed; none while it made fewer visits than the landlord judges by."""
    if line.visits < thresholds.least_visits:
        return ()
    checks = (
        ("punctual", line.punctual, thresholds.punctual_percent, 1),
        ("missed", line.missed, thresholds.no_show_percent, -1),
        ("first_time", line.first_time, thresholds.first_time_percent, 1),
        ("score", line.score, thresholds.score, 1),
    )
    return tuple(
        name
        for name, figure, limit, better in checks
        if isinstance(figure, int | float) and (figure - limit) * better < 0
    )
