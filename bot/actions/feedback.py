"""How the work was: two questions and a free word after each job, kept as HACT feedback, apart from perception surveys.

A low score opens a follow-up request with its due date, and the tenant is told so at once.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import alerts, calendar, effects, jobs, requests
from backend_client.models import Appointment, FeedbackSet, JobStatusUpdate, Request
from bot.actions.appointment_lines import own_request
from bot.actions.booking_facts import facts_of
from bot.actions.context import Turn, backend, in_transaction, settings
from bot.actions.followup import concerned, rating_in
from bot.actions.free_words import taken
from bot.actions.noted import OPEN
from bot.actions.replies import NO, YES, Choice, adviser_choice, answer, choice, say, says
from bot.actions.survey_words import NO_WORD, word
from common.wording import day, text_of

RATE, ON_TIME = "rate", "ontime"
SATISFACTION, PUNCTUALITY = "satisfaction", "on_time"
LOWEST, BEST, LOW = 1, 5, 2
"""The scale of satisfaction, and the score at which somebody looks into it."""
RATED_WITHIN = timedelta(days=60)
"""How long after a job "4 sur 5" is taken for it."""
FOLLOW_UP, FOLLOW_UP_URGENCY = "follow_up", "3_days"
_YES = ["oui", "yes", "si", "sí", "sim", "evet", "نعم"]
_NO = ["non", "no", "não", "hayır", "لا"]


def rating_lines(feedback: FeedbackSet) -> list[Choice]:
    """One line for each score, so that a line's number is the score."""
    return [choice(f"{RATE}:{feedback.id}:{n}", text_of(f"line_rate_{n}")) for n in range(LOWEST, BEST + 1)]


def _on_time_lines(feedback: FeedbackSet) -> list[Choice]:
    return [
        {**says(YES, PUNCTUALITY, choice(f"{ON_TIME}:{feedback.id}:1", text_of("choice_yes"))), "also": _YES},
        {**says(NO, PUNCTUALITY, choice(f"{ON_TIME}:{feedback.id}:0", text_of("choice_no"))), "also": _NO},
    ]


def _own(s: Session, turn: Turn, rest: str) -> tuple[FeedbackSet, int] | None:
    """The feedback and the score that a line names, if the job was the sender's."""
    number, _, value = rest.partition(":")
    feedback = s.get(FeedbackSet, int(number)) if number.isdecimal() else None
    if feedback is None or own_request(s, turn, str(feedback.appointment.request_id)) is None:
        return None
    return feedback, int(value or 0)


def rate(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """How satisfied they are; then whether it was on time."""
    found = _own(s, turn, rest)
    return rated(s, turn, *found) if found else None


def rated(s: Session, turn: Turn, feedback: FeedbackSet, value: int) -> dict[str, Any]:
    """Keep the score; a low one is followed up, once."""
    jobs.score(s, feedback, SATISFACTION, value, LOWEST, BEST)
    lines = _on_time_lines(feedback)
    if value > LOW:
        return answer("survey_on_time", lines)
    request = _follow_up(s, turn, feedback)
    due = day(calendar.paris_day(request.due_at)) if request.due_at else ""
    return answer("survey_on_time_sorry", lines, reference=request.reference, day=due)


def _follow_up(s: Session, turn: Turn, feedback: FeedbackSet) -> Request:
    """The request in which somebody looks into a low score."""
    if feedback.follow_up_id is not None:
        return s.get_one(Request, feedback.follow_up_id)
    about = s.get_one(Request, feedback.appointment.request_id)
    opened = requests.open_request(
        s,
        kind="contact",
        channel=turn.channel,
        contact_id=turn.contact_id,
        now=turn.now,
        person_id=about.person_id,
        language=turn.language,
    )
    requests.qualify(
        s,
        opened,
        now=turn.now,
        by="assistant",
        kind=FOLLOW_UP,
        situation=about.situation,
        urgency=FOLLOW_UP_URGENCY,
        due_at=calendar.due_at(backend().landlord, FOLLOW_UP_URGENCY, turn.now),
        summary=about.summary,
        dwelling_id=about.dwelling_id,
        building_id=about.building_id,
        team=about.team or settings().teams["default"],
        details={"about": about.reference, "appointment_id": feedback.appointment_id},
    )
    alerts.raise_alert(s, opened, "low_score", turn.now, None)
    feedback.follow_up_id = opened.id
    s.flush()
    return opened


def on_time(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """Whether it was on time; then a free word."""
    found = _own(s, turn, rest)
    if found is None:
        return None
    feedback, value = found
    jobs.score(s, feedback, PUNCTUALITY, value, 0, 1)
    feedback.date_time = turn.now
    return answer("survey_word", [{**choice(f"{NO_WORD}:{feedback.id}", text_of("line_no_thanks")), "also": _NO}])


def no_word(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """Nothing to add."""
    return answer("survey_thanks") if _own(s, turn, rest) else None


TAKES: Mapping[str, Any] = {RATE: rate, ON_TIME: on_time, NO_WORD: no_word}


def latest_job(s: Session, turn: Turn) -> Appointment | None:
    """The tenant's latest job at which somebody was there."""
    own = [request.id for request in requests.latest_of(s, turn.contact(s), limit=10)]
    since = turn.now - RATED_WITHIN
    there = (
        select(Appointment)
        .join(JobStatusUpdate, JobStatusUpdate.appointment_id == Appointment.id)
        .where(Appointment.request_id.in_(own), JobStatusUpdate.kind.in_(("arrived", "done", "parts_needed")))
        .where(JobStatusUpdate.event_time >= since)
    )
    return s.scalars(there.order_by(JobStatusUpdate.event_time.desc()).limit(1)).first()


class ActionRateIntervention(Action):
    """A rating told without being asked goes to the latest job, as an answer of its survey would."""

    def name(self) -> str:
        return "action_rate_intervention"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, busy = Turn.of(tracker), tracker.active_loop_name is not None
        if not busy and rating_in(turn.words) is None and await taken(dispatcher, turn):
            return []

        def write(s: Session) -> dict[str, Any]:
            return effects.once(s, turn.exchange_id, "rate_intervention", lambda: _told(s, turn), turn.now)

        told = await in_transaction(write)
        say(dispatcher, told["key"], [] if busy else told["choices"], **told["facts"])
        return []


def _told(s: Session, turn: Turn) -> dict[str, Any]:
    job, mark = latest_job(s, turn), rating_in(turn.text)
    if job is None:
        return _without_job(s, turn, mark)
    known = s.scalar(select(FeedbackSet).where(FeedbackSet.appointment_id == job.id))
    feedback = known or jobs.ask_feedback(s, job, turn.now)
    assert feedback is not None  # there is none yet, so it is made
    word(s, feedback, turn.words)
    if mark is None:
        return answer("survey_work", rating_lines(feedback), **facts_of(s, job))
    return rated(s, turn, feedback, mark)


def _without_job(s: Session, turn: Turn, mark: int | None) -> dict[str, Any]:
    """Nobody is known to have been there: the words go to the latest request."""
    request = concerned(s, turn, (*OPEN, "done", "closed"))
    if request is None:
        return answer("rating_thanks", [choice("report", intent="report_problem"), adviser_choice()])
    requests.add_detail(s, request, "tenant", turn.now, rating=mark, rating_text=turn.text)
    return answer("rating_noted", reference=request.reference)
