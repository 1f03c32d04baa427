"""Several problems in one message, or one in the middle of another's questions: which, in which order. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.actions import danger_told
from bot.actions.context import Turn, catalogue, settings
from common.catalogue import rank


@dataclass(frozen=True)
class Problem:
    """A situation, the words that tell of it, how urgent they alone make it, and what speaks against a danger."""

    situation: str
    text: str
    urgency: str
    against: str | None = None

    def slot(self) -> dict[str, Any]:
        return asdict(self)


def problem(situation: str, text: str, standing: Mapping[str, bool], against: str | None) -> Problem:
    """
    :param standing: the conditions that hold whatever is told: the season, the household
    :param against: what speaks against a danger in the message (:attr:`bot.actions.report_state.Report.against`)
    """
    known = {**standing, **danger_told.heard(text, against)}
    return Problem(situation, text, danger_told.urgency(catalogue().situation(situation), known, against), against)


def told_together(turn: Turn, standing: Mapping[str, bool]) -> list[Problem]:
    """The problems of a message that tells of several, the most urgent first; none where it tells of one.

    Two situations that are one trouble in other words ("plus d'eau chaude", here and in the building) are one.
    """
    kept: list[Problem] = []
    for code, _, text in sorted(turn.problems, key=lambda p: -p[1]):
        if code in catalogue().situations and not any(same_trouble(code, other.situation) for other in kept):
            kept.append(problem(code, text, standing, turn.against))
    order = [code for code, _, _ in turn.problems]
    return sorted(kept, key=lambda p: (rank(p.urgency), order.index(p.situation))) if len(kept) > 1 else []


def same_trouble(one: str, other: str) -> bool:
    """Whether two situations are the same, or the same trouble for whoever tells of it."""
    return one == other or any(one in group and other in group for group in settings().same_trouble)


def other_problems(turn: Turn, situation: str, noted: Iterable[str], standing: Mapping[str, bool]) -> list[Problem]:
    """What a message in the middle of a report tells besides it: neither the reported problem nor one noted before.

    One situation alone has to be of another family, since the same problem is told again in other words.
    """
    told = told_together(turn, standing)
    if not told and turn.situations:
        code, confidence = max(turn.situations, key=lambda s: s[1])
        same_family = situation.partition(".")[0] == code.partition(".")[0]
        if confidence >= settings().thresholds.new_problem and not same_family:
            told = [problem(code, turn.words, standing, turn.against)]
    known = [situation, *noted]
    return [each for each in told if not any(same_trouble(each.situation, code) for code in known)]


def queued(queue: Iterable[Mapping[str, Any]], more: Iterable[Problem]) -> tuple[Mapping[str, Any], ...]:
    """The queue with more problems in it, the most urgent first; what was told first comes first."""
    return tuple(sorted([*queue, *(each.slot() for each in more)], key=lambda p: rank(p["urgency"])))
