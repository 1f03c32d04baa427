"""Instants as people write them: Paris wall-clock time, with the two nights on which that is not enough."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_EXAMPLE = "write it as 2026-12-24 08:00"


class WallClockError(ValueError):
    """A time cannot be used. The message says why and what to write instead."""


@dataclass(frozen=True)
class Reading:
    """An instant (UTC), and what to tell whoever wrote it: which of two is taken; empty when there is no doubt."""

    instant: datetime
    note: str = ""


def read(written: str) -> Reading:
    """Read "2026-12-24 08:00" in Paris, or "2026-10-25 02:30+01:00", which says which of two it is.

    A time that the spring night leaves out is refused. Of a time that the autumn night has twice the first one is
    taken, with a note. Raises :class:`WallClockError`.
    """
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError as error:
        raise WallClockError(f'"{written}" is not a day and a time: {_EXAMPLE}') from error
    if len(written.strip()) <= len("2026-12-24"):
        raise WallClockError(f'"{written}" has no time of day: {_EXAMPLE}')
    if moment.tzinfo is not None:
        return Reading(moment.astimezone(UTC))
    first, second = (moment.replace(tzinfo=PARIS, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first.astimezone(PARIS).replace(tzinfo=None) != moment:
        raise WallClockError(
            f'"{written}" does not exist: in that night the clocks go from 02:00 to 03:00; write 03:00 or before 02:00'
        )
    if first == second:
        return Reading(first)
    later = write(second)
    return Reading(first, f'"{written}" occurs twice in that night: the first is taken; the second is "{later}"')


def write(instant: datetime) -> str:
    """What :func:`read` reads back: Paris wall-clock time, with its offset where that is needed."""
    local = instant.astimezone(PARIS)
    text = local.replace(tzinfo=None).isoformat(" ", "minutes" if _whole_minutes(local) else "auto")
    hour = local.utcoffset() or timedelta()
    is_second = local.fold == 1
    return f"{text}+{hour // timedelta(hours=1):02d}:00" if is_second else text


def _whole_minutes(moment: datetime) -> bool:
    return not moment.second and not moment.microsecond
