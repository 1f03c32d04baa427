"""The dialogue's settings as data: thresholds, what a text says by itself, matters and who takes care of them."""

import json
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

import jsonschema

from bot.actions import phrases
from bot.actions.parts import Parts
from bot.actions.phrases import Phrases
from common.wording import PARIS

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class BadSettings(ValueError):
    """A settings file cannot be used; the text names the file and the place."""


@dataclass(frozen=True)
class Thresholds:
    """How sure the understanding has to be, from 0 to 1.

    ``sure``: the best situation is taken without asking; ``margin``: and is this far ahead of the second;
    ``offered``: the least that a situation needs to be offered; ``leaves_question``: words that answer the
    question are taken as a new wish only from this confidence on; ``leaves_name``: the same for a name or an
    address; ``matter``: below it, an intent that names a repair for sure is a report; ``new_problem``: a
    situation told in the middle of a question counts as another problem; ``same_person``: how near a typed name
    and address are to those of a tenant; ``own_words``: an answer that is no line of its question's list;
    ``ends_danger``: the same for what takes an emergency back; ``explains``: the same for what alarms the guard and is
    no danger as an answer.
    """

    sure: float
    margin: float
    offered: float
    leaves_question: float
    leaves_name: float
    matter: float
    new_problem: float
    same_person: float
    own_words: float
    ends_danger: float
    explains: float


@dataclass(frozen=True)
class Hours:
    """A team's own hours in Europe/Paris and the text to use within them."""

    days: tuple[int, ...]
    starts: time
    ends: time
    key: str
    team: str
    promise: str | None = None

    def cover(self, now: datetime) -> bool:
        """Whether an instant is within; ``ends`` 00:00 is midnight."""
        local = now.astimezone(PARIS)
        ends_later = self.ends == time(0) or local.time() < self.ends
        return local.weekday() in self.days and local.time() >= self.starts and ends_later


@dataclass(frozen=True)
class Matter:
    """What an intent opens that is no repair. ``urgency`` or ``due_days`` or ``due_opening`` sets the due date.

    ``open_key`` and ``open_urgency`` replace the text and the opening's date while the office is open. ``wish``: the
    words that choose this one among the intent's; ``promises``: what the charter says of it; ``time``: the kind of time
    that is agreed with the team; ``look``: what is read before it is opened (:mod:`bot.actions.looks`); ``upload``:
    what the tenant may send files for; ``trade``: whose contractors' windows are offered; ``sheet``: a text on demand;
    ``same_days``: so long after, the same matter told again joins its open request.
    """

    intent: str
    kind: str
    team: str
    key: str
    private: bool = False
    urgency: str | None = None
    due_days: int | None = None
    due_opening: bool = False
    open_key: str | None = None
    open_urgency: str | None = None
    consent_days: int | None = None
    consent_promise: str | None = None
    hours: Hours | None = None
    wish: str | None = None
    promises: tuple[str, ...] = ()
    time: str | None = None
    look: str | None = None
    upload: str | None = None
    trade: str | None = None
    sheet: str | None = None
    same_days: int = 1


@dataclass(frozen=True)
class Danger:
    """A danger to people as ``bot/data/dangers.toml`` describes it: the safety card and who may know."""

    code: str
    card: str
    private: bool


@dataclass(frozen=True)
class Settings:
    thresholds: Thresholds
    tries: int
    same_request_days: int
    same_urgent_hours: int
    same_breakdown_hours: int
    languages: Mapping[str, Mapping[str, Any]]
    phrases: tuple[Phrases, ...]
    parts: Parts
    same_trouble: tuple[frozenset[str], ...]
    general_danger: Danger
    danger_over: str
    talk: Mapping[str, str]
    teams: Mapping[str, str]
    private_families: frozenset[str]
    other: Mapping[str, Any]
    matters: Mapping[str, Matter]
    wishes: tuple[Matter, ...]
    answers: Mapping[str, str]
    dangers: Mapping[str, Danger]

    def wish_of(self, intent: str, wishes: Collection[str]) -> Matter | None:
        """The first matter of an intent of which a message has the words."""
        return next((each for each in self.wishes if each.intent == intent and each.wish in wishes), None)

    def matter_of_kind(self, kind: str) -> Matter | None:
        """The matter that opens requests of this kind."""
        return next((each for each in (*self.matters.values(), *self.wishes) if each.kind == kind), None)

    @classmethod
    def load(cls, data: Path) -> "Settings":
        """:raises BadSettings: a file breaks its schema; :raises BadPhrases: one of a language's words does"""
        dialogue = _read(data, "dialogue")
        content = _read(data, "matters")
        rows = [_matter(row) for row in content["matter"]]
        dangers = _dangers(data)
        return cls(
            thresholds=Thresholds(**dialogue["thresholds"]),
            tries=dialogue["tries"],
            same_request_days=dialogue["same_request_days"],
            same_urgent_hours=dialogue["same_urgent_hours"],
            same_breakdown_hours=dialogue["same_breakdown_hours"],
            languages=dialogue["languages"],
            phrases=phrases.load(data / "details", data / "schema" / "details.schema.json"),
            talk=dialogue["talk"],
            teams=dialogue["teams"],
            private_families=frozenset(dialogue["private_families"]),
            other=dialogue["other"],
            matters={row.intent: row for row in rows if row.wish is None},
            wishes=tuple(row for row in rows if row.wish is not None),
            answers={row["wish"]: row["key"] for row in content.get("answer", ())},
            dangers={
                **_by_situation(data, dangers),
                **{condition: dangers[code] for condition, code in dialogue["danger"].items()},
            },
            parts=Parts.of(_read(data, "parts")),
            same_trouble=tuple(map(frozenset, dialogue["same_trouble"])),
            general_danger=dangers[dialogue["general_danger"]],
            danger_over=dialogue["danger_over"],
        )


def _read(data: Path, name: str) -> dict[str, Any]:
    rows = tomllib.loads((data / f"{name}.toml").read_text(encoding="utf-8"))
    schema = json.loads((data / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
    error = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(schema).iter_errors(rows))
    if error is not None:
        raise BadSettings(f"{name}.toml: {'/'.join(map(str, error.absolute_path))}: {error.message}")
    return rows


def _danger_rows(data: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((data / "dangers.toml").read_text(encoding="utf-8"))["dangers"]
    return rows


def _dangers(data: Path) -> dict[str, Danger]:
    return {row["code"]: Danger(row["code"], row["card"], row["private"]) for row in _danger_rows(data)}


def _by_situation(data: Path, dangers: Mapping[str, Danger]) -> dict[str, Danger]:
    """The dangers by the situation that is one."""
    return {row["situation"]: dangers[row["code"]] for row in _danger_rows(data) if row.get("situation")}


def _matter(row: Mapping[str, Any]) -> Matter:
    hours, time_ = row.get("hours"), row.get("time")
    made = {
        "hours": _hours(hours) if hours else None,
        "promises": tuple(row.get("promises", ())),
        "time": time_["kind"] if time_ else None,
    }
    return Matter(**{**row, **made})


def _hours(row: Mapping[str, Any]) -> Hours:
    return Hours(
        days=tuple(_DAYS.index(day) for day in row["days"]),
        starts=time.fromisoformat(row["starts"]),
        ends=time.fromisoformat(row["ends"]),
        key=row["key"],
        team=row["team"],
        promise=row.get("promise"),
    )
