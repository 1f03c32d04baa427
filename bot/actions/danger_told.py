"""A danger that a report names but that may be over.

The guard reads every message before the assistant. Where it is sure that the words tell of no danger now, a situation
that is one by itself ("une odeur de gaz") opens no emergency unasked: "hier ça sentait le gaz, c'est réglé".
"""

from collections.abc import Mapping

from bot.actions import understanding
from bot.actions.context import Turn, catalogue, settings
from bot.actions.replies import OTHER
from bot.actions.report_state import DENIED, UNLIKELY, Report
from common.catalogue import Condition, Situation, degree, rank

NOW = "danger_now"
"""The condition that is asked about: there is still a danger."""
_DANGER = "emergency"
_OVER = ("deny", "close_request")


def heard(text: str, danger: str | None) -> dict[str, bool]:
    """The conditions that a text states; none that is a danger where the danger is doubted or denied.

    :param danger: what speaks against a danger (:attr:`Report.danger`)
    """
    stated = understanding.heard(text, settings())
    if not danger:
        return stated
    over = {NOW: False} if danger == DENIED else {}
    return {**{code: holds for code, holds in stated.items() if code not in settings().dangers}, **over}


def asked(report: Report) -> list[Condition]:
    """Whether the danger is still there, where the guard doubts it and the situation is one by itself; a question that
    stays unanswered leaves the danger."""
    answered = report.severity is not None or NOW in report.conditions()
    if report.situation in (None, OTHER) or report.danger != UNLIKELY or answered:
        return []
    situation = catalogue().situation(str(report.situation))
    return [catalogue().condition(NOW)] if situation.urgency == _DANGER else []


def said_over(turn: Turn, report: Report) -> bool:
    """Whether a message answers that question with "it is over": it closes nothing else then."""
    return turn.intent in _OVER and bool(asked(report))


def as_urgent(situation: Situation, given: str) -> bool:
    """Whether a request is at least as urgent as its situation is by itself: no danger of it is over."""
    return rank(given) <= rank(situation.urgency)


def urgency(situation: Situation, conditions: Mapping[str, bool]) -> str:
    """The urgency of a situation under what is known to hold or not to hold: another one where its danger is over."""
    if situation.urgency == _DANGER and conditions.get(NOW) is False:
        return settings().danger_over
    return degree(situation, {code for code, holds in conditions.items() if holds})
