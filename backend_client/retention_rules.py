"""How long each kind of data is kept, and why: ``retention.toml``, and the landlord's own periods over it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("retention.toml")


@dataclass(frozen=True)
class Period:
    """How long, in calendar months or in days, and the reason with its text of law."""

    reason: str
    months: int = 0
    days: int = 0

    def ends_for(self, now: datetime) -> datetime:
        """What is older than this is not kept any more."""
        year, month = divmod(now.month - 1 - self.months, 12)
        # The 28th is a day of every month: a period is never longer than it says by more than three days.
        earlier = now.replace(year=now.year + year, month=month + 1, day=min(now.day, 28)) if self.months else now
        return earlier - timedelta(days=self.days)

    def __str__(self) -> str:
        return f"{self.months} months" if self.months else f"{self.days} days"


def periods(own: Mapping[str, Mapping[str, Any]]) -> dict[str, Period]:
    """The periods by kind.

    :param own: the landlord's, by kind; a kind that gives months or days replaces both
    :raises ValueError: a kind that nobody knows
    """
    known = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    wrong = sorted(set(own) - set(known))
    if wrong:
        raise ValueError(f"retention.{wrong[0]}: the kinds are {', '.join(known)}")
    merged = {kind: _over(given, own.get(kind, {})) for kind, given in known.items()}
    return {kind: Period(**given) for kind, given in merged.items()}


def _over(known: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    replaced = {"months", "days"} if {"months", "days"} & set(own) else set()
    return {key: value for key, value in known.items() if key not in replaced} | dict(own)
