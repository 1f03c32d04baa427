"""The free word of a survey."""

from typing import Any

from sqlalchemy.orm import Session

from backend_client.models import FeedbackSet
from bot.actions.appointment_lines import own_request
from bot.actions.context import Turn
from bot.actions.replies import answer

NO_WORD = "noword"
MOST = 1000


def word(s: Session, feedback: FeedbackSet, text: str) -> None:
    """Keep what was written of a job, after what was written before."""
    feedback.description = "\n".join(each for each in (feedback.description, text.strip()) if each)[:MOST]
    s.flush()


def words(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """The word that was asked for last."""
    feedback = s.get(FeedbackSet, int(rest)) if rest.isdecimal() else None
    if feedback is None or own_request(s, turn, str(feedback.appointment.request_id)) is None:
        return None
    word(s, feedback, turn.words)
    return answer("survey_word_noted")
