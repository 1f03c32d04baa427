"""What each act needs and what each proof is worth, as data (``identity.toml``)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from backend_client.models.privacy import MEANS

LEVELS = ("none", "typed", "on_file", "code")
"""From nothing to a proof of a moment ago."""

_FILE = Path(__file__).with_name("identity.toml")


class BadIdentityRules(ValueError):
    """The table cannot be used; the text names the place."""


@dataclass(frozen=True)
class Limits:
    """How long a one-time code holds (minutes), how often it may be tried, how many are given to one contact and
    sent to one person in an hour and in a day."""

    minutes: int
    tries: int
    per_contact_hour: int
    per_contact_day: int
    per_person_hour: int
    per_person_day: int


@dataclass(frozen=True)
class IdentityRules:
    """``acts``: the level that each act needs; ``means``: the level that each proof is worth for ``fresh``."""

    acts: Mapping[str, str]
    means: Mapping[str, str]
    fresh: timedelta
    code: Limits
    web: timedelta
    speaker: timedelta
    former: timedelta

    def enough(self, level: str, act: str) -> bool:
        """Whether a level allows an act. :raises KeyError: an act that the table does not name"""
        return LEVELS.index(level) >= LEVELS.index(self.acts[act])


@lru_cache(maxsize=1)
def rules() -> IdentityRules:
    """The table of this hotline. :raises BadIdentityRules: an act or a means has no level"""
    return read(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def read(table: Mapping[str, Any]) -> IdentityRules:
    """:raises BadIdentityRules: an act or a means has no level, or a means is none of :data:`MEANS`"""
    means = {name: level for name, level in table["means"].items() if name != "fresh_minutes"}
    wrong = [name for name, level in {**table["acts"], **means}.items() if level not in LEVELS]
    if wrong or set(means) != set(MEANS):
        raise BadIdentityRules(f"identity.toml: no level is known for {', '.join(wrong or set(MEANS) ^ set(means))}")
    remember = table["remember"]
    return IdentityRules(
        acts=table["acts"],
        means=means,
        fresh=timedelta(minutes=table["means"]["fresh_minutes"]),
        code=Limits(**table["code"]),
        web=timedelta(hours=remember["web_hours"]),
        speaker=timedelta(hours=remember["speaker_hours"]),
        former=timedelta(days=remember["former_days"]),
    )
