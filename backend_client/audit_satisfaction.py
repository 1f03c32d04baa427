"""What tenants said of the visits (charter 6.2): HACT feedback, apart from surveys of perception."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client.audit import LEAST, Figure, Hidden, Period, Places, mean, percent
from backend_client.audit_jobs import Score, Survey, read_surveys
from backend_client.models import Contractor

_K = TypeVar("_K", bound=Hashable)


@dataclass(frozen=True)
class Rating:
    """The figures of some surveys. ``answered``: to the end; ``score``: the mean of the question about the whole, of 5;
    ``satisfied``: the share of its answers in the upper quarter of their scale, in percent; ``followed``: low scores
    with a follow-up."""

    asked: int
    answered: int
    partly: int
    rate: Figure
    score: Figure
    satisfied: Figure
    followed: int


@dataclass(frozen=True)
class Question:
    """The answers to one question on one scale. ``counts``: answers by value, from the least to the best."""

    name: str
    minimum: int
    maximum: int
    answers: int
    mean: float
    satisfied: Figure
    counts: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Satisfaction:
    """All figures of a period; ``before``: the same days a year earlier."""

    total: Rating
    before: Rating
    questions: tuple[Question, ...]
    by_month: Mapping[date | None, Rating]
    by_firm: Mapping[str, Rating]
    by_residence: Mapping[int | None, Rating]


def satisfaction(s: Session, period: Period, places: Places) -> Satisfaction:
    """The figures of the surveys that were asked in a period."""
    surveys = read_surveys(s, period, places)
    names = dict(s.execute(select(Contractor.id, Contractor.name)).all())
    return Satisfaction(
        total=rating(surveys),
        before=rating(read_surveys(s, period.a_year_before(), places)),
        questions=questions(surveys),
        by_month=_by(surveys, lambda each: each.month),
        by_firm=_by(surveys, lambda each: names[each.contractor_id]),
        by_residence=_by(surveys, lambda each: each.residence),
    )


def rating(surveys: Sequence[Survey]) -> Rating:
    """The figures of some surveys; of fewer than five with an answer no mean."""
    scores = [score for survey in surveys if (score := survey.overall)]
    answered = sum(survey.answered for survey in surveys)
    few = 0 < len(scores) < LEAST
    return Rating(
        asked=len(surveys),
        answered=answered,
        partly=sum(bool(survey.scores) and not survey.answered for survey in surveys),
        rate=percent(answered, len(surveys)),
        score=Hidden.SMALL if few else mean(sum(score.of_five for score in scores), len(scores)),
        satisfied=Hidden.SMALL if few else percent(sum(score.satisfied for score in scores), len(scores)),
        followed=sum(survey.followed for survey in surveys),
    )


def questions(surveys: Iterable[Survey]) -> tuple[Question, ...]:
    """The answers by question, in the order of their names; one asked on two scales is two."""
    parts: dict[tuple[str, int, int], list[Score]] = {}
    for survey in surveys:
        for score in survey.scores:
            parts.setdefault((score.name, score.minimum, score.maximum), []).append(score)
    return tuple(_question(*key, parts[key]) for key in sorted(parts))


def _question(name: str, minimum: int, maximum: int, scores: Sequence[Score]) -> Question:
    counts = Counter(score.value for score in scores)
    return Question(
        name,
        minimum,
        maximum,
        len(scores),
        sum(score.value for score in scores) / len(scores),
        percent(sum(score.satisfied for score in scores), len(scores)),
        tuple((value, counts[value]) for value in range(minimum, maximum + 1)),
    )


def _by(surveys: Iterable[Survey], key: Callable[[Survey], _K]) -> dict[_K, Rating]:
    parts: dict[_K, list[Survey]] = {}
    for survey in surveys:
        parts.setdefault(key(survey), []).append(survey)
    return {part: rating(found) for part, found in parts.items()}
