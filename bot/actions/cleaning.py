"""When a building is cleaned (charter 5.1), answered on demand; and what its questions and complaints sound like.

The hotline reads both by words (:func:`heard`) and gives them to the engine as a picked line, so that no training has
to tell "quand passe le ménage ?" from a question about works.
"""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jsonschema
from sqlalchemy.orm import Session

from backend_client import cleaning
from backend_client.calendar import local_instant
from backend_client.cleaning import Rounds
from bot.actions.context import DATA, Turn, backend
from bot.actions.replies import adviser_choice, answer, choice
from common.text import fold
from common.wording import day, text_of, time_of

TAKER = "cleaning_days"
_GREEN, _CLEANING, _WASHING = "green", "cleaning", "washing"
_GREEN_SPACES = "green_spaces"
# As what a complaint is reported, by what it is about.
_SITUATIONS = {_GREEN: "common.green_spaces", _CLEANING: "common.cleaning"}
# A longer message tells of more than the cleaning: the engine reads it.
_LONGEST = 90
# So many next days of each service where there are several, and where there is one.
_DAYS_EACH, _DAYS_ALONE = 2, 3


class BadCleaningWords(ValueError):
    """``cleaning.toml`` cannot be used; the text says where."""


@dataclass(frozen=True)
class Words:
    """The patterns of one language, compiled."""

    asks: re.Pattern[str]
    complains: re.Pattern[str]
    places: re.Pattern[str]
    elsewhere: re.Pattern[str]
    services: Mapping[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def words() -> Mapping[str, Words]:
    """By language. :raises BadCleaningWords: the file breaks its schema"""
    rows = tomllib.loads((DATA / "cleaning.toml").read_text(encoding="utf-8"))
    schema = json.loads((DATA / "schema" / "cleaning.schema.json").read_text(encoding="utf-8"))
    broken = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(schema).iter_errors(rows))
    if broken is not None:
        raise BadCleaningWords(f"cleaning.toml: {broken.json_path}: {broken.message}")
    return {language: _words(row) for language, row in rows.items()}


def _words(row: Mapping[str, Any]) -> Words:
    plain = {name: _compiled(row[name]) for name in ("asks", "complains", "places", "elsewhere")}
    return Words(services={name: _compiled(patterns) for name, patterns in row["services"].items()}, **plain)


def _compiled(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


def heard(text: str, language: str | None) -> dict[str, Any] | None:
    """A message that asks when the building is cleaned, or says that it was not done, as a picked line's payload.

    :param language: the writer's; their message is read in French too, which many mix in
    """
    for code in dict.fromkeys((language or "fr", "fr")):
        if (spoken := words().get(code)) and (payload := _payload(spoken, fold(text, code))):
            return payload
    return None


def _payload(spoken: Words, text: str) -> dict[str, Any] | None:
    service = next((name for name, words_ in spoken.services.items() if words_.search(text)), None)
    if service is None or len(text) > _LONGEST or spoken.elsewhere.search(text):
        return None
    about, somewhere = _GREEN if service == _GREEN else _CLEANING, spoken.places.search(text)
    if somewhere and spoken.complains.search(text):
        return {"intent": "report_problem", "entities": {"situation": _SITUATIONS[about]}}
    if spoken.asks.search(text) and (somewhere or service != _WASHING):
        return {"intent": "choose", "entities": {"choice": f"{TAKER}:{about}"}}
    return None


def told(s: Session, turn: Turn, rest: str) -> dict[str, Any]:
    """The next days of what was asked about; that they are not known, with an adviser, where nobody imported them."""
    landlord = backend().landlord
    known = cleaning.of_building(s, turn.building_id, landlord, turn.now) if turn.building_id else []
    asked = [each for each in known if (each.service == _GREEN_SPACES) == (rest == _GREEN)]
    if not asked:
        return answer("cleaning_unknown", [adviser_choice()])
    shown = _DAYS_ALONE if len(asked) == 1 else _DAYS_EACH
    *first, lines = [_line(each, shown) for each in asked]
    for line in reversed(first):
        lines = text_of("cleaning_and", first=line, rest=lines)
    situation = _SITUATIONS.get(rest, _SITUATIONS[_CLEANING])
    return answer("cleaning_days", [choice("redo", intent="report_problem", situation=situation)], lines=lines)


def _line(rounds: Rounds, shown: int) -> dict[str, Any]:
    hours: Any = ""
    if rounds.starts is not None and rounds.ends is not None:
        starts, ends = (time_of(local_instant(rounds.days[0], clock)) for clock in (rounds.starts, rounds.ends))
        hours = text_of("cleaning_hours", starts=starts, ends=ends)
    service = text_of(f"cleaning_{rounds.service}")
    return text_of("cleaning_line", service=service, days=[day(each) for each in rounds.days[:shown]], hours=hours)


TAKES: Mapping[str, Any] = {TAKER: told}
