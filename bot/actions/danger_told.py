"""A danger that a report names but that may be over.

The guard reads every message before the assistant. Where it is sure that the words tell of no danger now, a situation
that is one by itself ("une odeur de gaz") opens no emergency unasked: "hier ça sentait le gaz, c'est réglé".
"""

from collections.abc import Mapping

from bot.actions import understanding
from bot.actions.context import Turn, catalogue, settings
from bot.actions.replies import OTHER
from bot.actions.report_state import Report
from common.catalogue import Condition, Situation, degree

NOW = "danger_now"
"""The condition that is asked about: there is still a danger."""
_DANGER = "emergency"


def heard(text: str, against: str | None) -> dict[str, bool]:
    """The conditions that a text states; none that makes a danger where something speaks against one.

    :param against: what speaks against a danger (:attr:`Report.against`)
    """
    stated = understanding.heard(text, settings())
    return {code: holds for code, holds in stated.items() if not (against and code in settings().dangers)}


def asked(report: Report) -> list[Condition]:
    """Whether the danger is still there, where that is doubted and the situation is one by itself; a question that
    stays unanswered leaves the danger."""
    if report.situation in (None, OTHER) or report.severity is not None or NOW in report.conditions():
        return []
    situation = catalogue().situation(str(report.situation))
    doubted = report.against is not None and not _denied(situation, report.against)
    return [catalogue().condition(NOW)] if doubted and situation.urgency == _DANGER else []


def said_over(turn: Turn, report: Report) -> bool:
    """Whether a message answers that question with "it is over": it closes nothing else then."""
    sure = turn.intent == "close_request" and turn.confidence >= settings().thresholds.leaves_question
    return sure and "reference" not in turn.entities and bool(asked(report))


def is_over(situation: Situation, conditions: Mapping[str, bool], against: str | None) -> bool:
    """Whether a situation that is a danger by itself is none any more, in its sender's own words.

    :param against: what speaks against a danger (:attr:`Report.against`)
    """
    return situation.urgency == _DANGER and (conditions.get(NOW) is False or _denied(situation, against))


def urgency(situation: Situation, conditions: Mapping[str, bool], against: str | None) -> str:
    """The urgency of a situation under what is known to hold or not to hold: another one where its danger is over."""
    if is_over(situation, conditions, against):
        return settings().danger_over
    return degree(situation, {code for code, holds in conditions.items() if holds})


def _denied(situation: Situation, against: str | None) -> bool:
    """Whether it is this very danger that its sender has denied; another one may be there all the same."""
    danger = settings().dangers.get(situation.code)
    return danger is not None and danger.code == against
