"""What people may do to a request, what the tenant is told of it, and the reasons of an end: ``request_life.toml``."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

_FILE, _SCHEMA = Path(__file__).with_name("request_life.toml"), Path(__file__).with_name("request_life.schema.json")

# Whose doings the tenant knows of already: their own, what the assistant said in its answer, and those whose news
# have texts of their own (a technician on call, a contractor).
_TOLD_BY_OTHERS = frozenset({"tenant", "assistant", "hotline", "fallback", "technician", "firm", "contractor"})


class LifeError(ValueError):
    """The table cannot be used. The message names the file and the place."""


@dataclass(frozen=True)
class Act:
    """What a human being may record of a request. ``kinds`` None: of every request."""

    name: str
    title: str
    kinds: frozenset[str] | None = None
    status: str | None = None
    tell: str | None = None


@dataclass(frozen=True)
class Reason:
    """Why a request is refused, closed, paused or late. ``title``: for staff, in French.

    ``withdraws``: nobody waits for what was promised any more (closings only).
    """

    code: str
    title: str
    withdraws: bool = False


@dataclass(frozen=True)
class Life:
    """The whole table, each part by its names.

    ``told``: the text for the tenant by the kind of event. ``reopen_days``: how long a settled request can be opened
    again as the same. ``remind_days``, ``reminders``: while something is awaited from the tenant, they are reminded
    every so many working days, so many times; then an adviser is told.
    """

    acts: Mapping[str, Act]
    told: Mapping[str, str]
    refusals: Mapping[str, Reason]
    closings: Mapping[str, Reason]
    pauses: Mapping[str, Reason]
    breaches: Mapping[str, Reason]
    reopen_days: int
    remind_days: int
    reminders: int

    @classmethod
    def load(cls, path: Path = _FILE) -> "Life":
        """:raises LifeError: the file breaks its schema"""
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
        problems = sorted(Draft202012Validator(schema).iter_errors(content), key=lambda each: each.json_path)
        if problems:
            raise LifeError(f"{path.name}: {problems[0].json_path}: {problems[0].message}")
        acts = {row["name"]: _act(row) for row in content["act"]}
        return cls(
            acts=acts,
            told={**content["tell"], **{name: each.tell for name, each in acts.items() if each.tell}},
            refusals=_reasons(content["refusal"]),
            closings=_reasons(content["closing"]),
            pauses=_reasons(content["pause"]),
            breaches=_reasons(content["breach"]),
            **content["times"],
        )


def _act(row: Mapping[str, Any]) -> Act:
    return Act(**{**row, "kinds": frozenset(row["kinds"]) if "kinds" in row else None})


def _reasons(rows: list[dict[str, Any]]) -> dict[str, Reason]:
    return {row["code"]: Reason(**row) for row in rows}


@lru_cache(maxsize=1)
def life() -> Life:
    """The table, read once."""
    return Life.load()


def text_for_tenant(kind: str, by: str, data: Mapping[str, Any]) -> str | None:
    """The text by which the tenant hears of an event; None: they did it, were told, or it is no concern of theirs.

    A change of status that an act brings with it (``act`` in its data) is told by the act itself.
    """
    if by.partition(":")[0] in _TOLD_BY_OTHERS or "act" in data:
        return None
    return life().told.get(kind)
