"""Visits of contractors as rows tell them: when somebody came, who was told of a delay, what became of it.

A visit is an appointment that was booked, in the month of its window; docs/audit.md defines each word.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from backend_client.audit import Period, Places
from backend_client.audit_facts import audit_facts
from backend_client.models import Appointment, FeedbackScore, FeedbackSet, JobStatusUpdate, Request

FIRST_TIME_DAYS = timedelta(days=30)
"""No other visit of the same request within this time: it was fixed at the first one."""

_TENANT = "tenant"
# The hotline calls off what a request that ended no longer needs: no fault of the firm's.
_NOT_FIRMS = frozenset({_TENANT, "hotline"})
# Whoever says one of these is there.
_THERE = frozenset({"arrived", "done", "no_access", "parts_needed"})
_ATTENDED = frozenset({"done", "incomplete"})
_NO_VISIT = frozenset({"held", "cancelled"})


class Arrival(StrEnum):
    """How the arrival kept its window. ``unknown``: nobody said; ``ahead``: the window has not ended."""

    IN_TIME = "in_time"
    LATE_TOLD = "late_told"
    LATE_UNTOLD = "late_untold"
    NO_SHOW = "no_show"
    UNKNOWN = "unknown"
    AHEAD = "ahead"


class Visit(NamedTuple):
    """One booked window. ``arrival`` is None where it was cancelled, by ``cancelled_by`` (``tenant``, ``firm``, or
    ``hotline``: its request ended)."""

    id: int
    request_id: int
    contractor_id: int
    residence: int | None
    month: date
    starts_at: datetime
    status: str
    arrival: Arrival | None
    cancelled_by: str | None
    fixed_first: bool | None


class Update(NamedTuple):
    """A status update of an appointment."""

    kind: str
    at: datetime
    by: str


class Booked(NamedTuple):
    """An appointment, as far as the question is whether a request needed more than one."""

    id: int
    starts_at: datetime
    status: str


def read_visits(s: Session, period: Period, places: Places, now: datetime, judged: bool = True) -> list[Visit]:
    """The visits whose window begins in a period, and those cancelled, in the residences that the report is about.

    :param judged: whether it is asked as well if the first visit was enough, which takes a while
    """
    within = (Appointment.starts_at >= period.starts_at) & (Appointment.starts_at < period.ends_at)
    updates, others = _updates(s, within), _of_requests(s, within) if judged else None
    rows = s.connection().execute(
        select(
            Appointment.id,
            Appointment.request_id,
            Appointment.contractor_id,
            Appointment.starts_at,
            Appointment.ends_at,
            Appointment.status,
            Request.building_id,
            Request.dwelling_id,
        )
        .join(Request, Request.id == Appointment.request_id)
        .where(within, Appointment.status != "held")
    )
    found = []
    for number, request_id, contractor_id, starts, ends, status, building_id, dwelling_id in rows:
        residence = places.residence(building_id, dwelling_id)
        if not places.shown(residence):
            continue
        history = updates.get(number, ())
        cancelled = status == "cancelled"
        found.append(
            Visit(
                number,
                request_id,
                contractor_id,
                residence,
                period.month_of(starts),
                starts,
                status,
                None if cancelled else arrival(status, ends, history, now),
                _cancelled_by(history) if cancelled else None,
                fixed_first(number, others[request_id], history, now) if others else None,
            )
        )
    return found


def _updates(s: Session, within: ColumnElement[bool]) -> Mapping[int, Sequence[Update]]:
    rows = s.connection().execute(
        select(JobStatusUpdate.appointment_id, JobStatusUpdate.kind, JobStatusUpdate.event_time, JobStatusUpdate.by)
        .join(Appointment, Appointment.id == JobStatusUpdate.appointment_id)
        .where(within)
        .order_by(JobStatusUpdate.id)
    )
    found: dict[int, list[Update]] = {}
    for appointment_id, kind, at, by in rows:
        found.setdefault(appointment_id, []).append(Update(kind, at, by))
    return found


def _of_requests(s: Session, within: ColumnElement[bool]) -> Mapping[int, Sequence[Booked]]:
    """All visits of the requests that have one in the period, also before and after it."""
    rows = s.connection().execute(
        select(Appointment.request_id, Appointment.id, Appointment.starts_at, Appointment.status).where(
            Appointment.request_id.in_(select(Appointment.request_id).where(within))
        )
    )
    found: dict[int, list[Booked]] = {}
    for request_id, number, starts, status in rows:
        found.setdefault(request_id, []).append(Booked(number, starts, status))
    return found


def arrival(status: str, ends_at: datetime, history: Iterable[Update], now: datetime) -> Arrival:
    """How a window was kept. Whoever ended the visit within the window had arrived in time, also unsaid.

    A tenant who is asked after the window and says that somebody came does not say when: that stays unknown.
    """
    history = list(history)
    timely = (each for each in history if each.at <= ends_at or each.by != _TENANT)
    arrived = min((each.at for each in timely if each.kind == "arrived"), default=None)
    if arrived is None:
        arrived = min((each.at for each in history if each.kind in _THERE and each.at <= ends_at), default=None)
    if arrived is not None and arrived <= ends_at:
        return Arrival.IN_TIME
    if arrived is not None:
        told = any(each.kind == "late" and each.by != _TENANT and each.at <= ends_at for each in history)
        return Arrival.LATE_TOLD if told else Arrival.LATE_UNTOLD
    if status == "missed" or any(each.kind == "no_show" for each in history):
        return Arrival.NO_SHOW
    return Arrival.UNKNOWN if ends_at <= now else Arrival.AHEAD


def _cancelled_by(history: Iterable[Update]) -> str:
    ended = [each.by for each in history if each.kind in ("cancelled", "moved")]
    return ended[-1] if ended and ended[-1] in _NOT_FIRMS else "firm"


def fixed_first(number: int, others: Sequence[Booked], history: Iterable[Update], now: datetime) -> bool | None:
    """Whether the first attended visit of a request was enough; None: it is not that visit, or it is too early to say.

    Enough: done, no part was missing, and no other visit was booked within :data:`FIRST_TIME_DAYS` after it.
    """
    attended = min((each for each in others if each.status in _ATTENDED), key=_in_order, default=None)
    if attended is None or attended.id != number or attended.starts_at + FIRST_TIME_DAYS > now:
        return None
    again = any(
        each.status not in _NO_VISIT
        and each.id != number
        and attended.starts_at < each.starts_at <= attended.starts_at + FIRST_TIME_DAYS
        for each in others
    )
    return attended.status == "done" and not again and not any(each.kind == "parts_needed" for each in history)


def _in_order(booked: Booked) -> tuple[datetime, int]:
    return booked.starts_at, booked.id


class Survey(NamedTuple):
    """The survey of one visit. ``month``: in which it was asked; ``answered``: to the end; ``followed``: a low score
    opened a request. ``visited_at``: the window's beginning."""

    id: int
    contractor_id: int
    residence: int | None
    month: date | None
    visited_at: datetime
    answered: bool
    followed: bool
    scores: tuple["Score", ...]

    @property
    def overall(self) -> "Score | None":
        """The answer to the question that the score is made of."""
        wanted = audit_facts().score_question
        return next((score for score in self.scores if score.name == wanted), None)


@dataclass(frozen=True, slots=True)
class Score:
    """One answer. ``of_five``: the same on a scale from 1 to 5."""

    name: str
    value: int
    minimum: int
    maximum: int

    @property
    def share(self) -> float:
        """Where it lies between the least (0) and the best (1)."""
        return (self.value - self.minimum) / (self.maximum - self.minimum) if self.maximum > self.minimum else 1.0

    @property
    def of_five(self) -> float:
        return 1 + 4 * self.share

    @property
    def satisfied(self) -> bool:
        """In the upper quarter of its scale: 4 and 5 of 1 to 5, 8 to 10 of 0 to 10."""
        return self.share >= 0.75


def read_surveys(s: Session, period: Period, places: Places, by_visit: bool = False) -> list[Survey]:
    """The surveys asked in a period; ``by_visit``: those of visits whose window begins in it, whenever asked."""
    moment = Appointment.starts_at if by_visit else FeedbackSet.asked_at
    within = (moment >= period.starts_at) & (moment < period.ends_at)
    scores: dict[int, list[Score]] = {}
    answers = s.connection().execute(
        select(
            FeedbackScore.feedback_set_id,
            FeedbackScore.name,
            FeedbackScore.current_score,
            FeedbackScore.minimum,
            FeedbackScore.maximum,
        )
        .join(FeedbackSet, FeedbackSet.id == FeedbackScore.feedback_set_id)
        .join(Appointment, Appointment.id == FeedbackSet.appointment_id)
        .where(within)
        .order_by(FeedbackScore.id)
    )
    for number, name, value, minimum, maximum in answers:
        scores.setdefault(number, []).append(Score(name, value, minimum, maximum))
    rows = s.connection().execute(
        select(
            FeedbackSet.id,
            FeedbackSet.asked_at,
            FeedbackSet.date_time,
            FeedbackSet.follow_up_id,
            Appointment.contractor_id,
            Appointment.starts_at,
            Request.building_id,
            Request.dwelling_id,
        )
        .join(Appointment, Appointment.id == FeedbackSet.appointment_id)
        .join(Request, Request.id == Appointment.request_id)
        .where(within)
    )
    found = []
    for number, asked, answered, follow_up, contractor_id, starts, building_id, dwelling_id in rows:
        residence = places.residence(building_id, dwelling_id)
        if places.shown(residence):
            month = None if by_visit else period.month_of(asked)
            mine = tuple(scores.get(number, ()))
            found.append(
                Survey(
                    number, contractor_id, residence, month, starts, answered is not None, follow_up is not None, mine
                )
            )
    return found
