"""What people do to a request: the acts that its kind allows, recorded with who and when.

The acts are data (``request_life.toml``). Each is an event of the request's history; promises that it ends are kept by
it. The tenant is told where the table says so.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from backend_client.commitments import SIGNIFICANT_ACTION, promises
from backend_client.models import Commitment, Request, RequestEvent
from backend_client.requests import change_status, record

_FILE, _SCHEMA = Path(__file__).with_name("request_life.toml"), Path(__file__).with_name("request_life.schema.json")


class LifeError(ValueError):
    """The table of acts cannot be used. The message names the file and the place."""


class ActRefused(ValueError):
    """A request does not allow an act. The message names those that it does."""


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
    """Why a request is refused or closed. ``withdraws``: nobody waits for what was promised any more."""

    code: str
    title: str
    withdraws: bool = False


@dataclass(frozen=True)
class Life:
    """The whole table, each part by its names."""

    acts: Mapping[str, Act]
    refusals: Mapping[str, Reason]
    closings: Mapping[str, Reason]

    @classmethod
    def load(cls, path: Path = _FILE) -> "Life":
        """:raises LifeError: the file breaks its schema"""
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
        problems = sorted(Draft202012Validator(schema).iter_errors(content), key=lambda each: each.json_path)
        if problems:
            raise LifeError(f"{path.name}: {problems[0].json_path}: {problems[0].message}")
        return cls(
            acts={row["name"]: _act(row) for row in content["act"]},
            refusals={row["code"]: Reason(**row) for row in content["refusal"]},
            closings={row["code"]: Reason(**row) for row in content["closing"]},
        )


def _act(row: Mapping[str, Any]) -> Act:
    return Act(**{**row, "kinds": frozenset(row["kinds"]) if "kinds" in row else None})


@lru_cache(maxsize=1)
def life() -> Life:
    """The table of acts and reasons, read once."""
    return Life.load()


def acts_of(request: Request) -> tuple[Act, ...]:
    """What may be done to a request now, in the order of the table; nothing where it is closed or refused."""
    if request.closed_at is not None:
        return ()
    owed = _keeping(request)
    return tuple(
        each for each in life().acts.values() if each.kinds is None or request.kind in each.kinds or each.name in owed
    )


def _keeping(request: Request) -> frozenset[str]:
    """The events that keep what a request owes or owed, besides the significant action, which many are."""
    s = object_session(request)
    if s is None:
        return frozenset()
    owed = select(Commitment.promise).where(
        Commitment.request_id == request.id, Commitment.promise != SIGNIFICANT_ACTION
    )
    table = promises().by_number
    return frozenset().union(*(table[number].kept_by for number in s.scalars(owed)))


def act(s: Session, request: Request, act: str, by: str, now: datetime, note: str = "") -> RequestEvent:
    """Record what a human being did for a request; the tenant is told where the table says so.

    :param act: its name in the table, one of :func:`acts_of`
    :param by: who did it, as ``adviser:marie``
    :param note: a word for colleagues, kept with the request and never shown to the tenant
    :raises ActRefused: the request does not allow it; nothing has changed
    :raises backend_client.requests.TransitionRefused: its status does not allow it; nothing has changed
    """
    allowed = {each.name: each for each in acts_of(request)}
    if act not in allowed:
        may = ", ".join(allowed) or f"none, it is {request.status}: reopen it first"
        raise ActRefused(f"{request.reference}: {act} cannot be recorded; acts of this request: {may}")
    wanted = allowed[act]
    if wanted.status and wanted.status != act:
        change_status(s, request, wanted.status, by, now, act=act)
    if note:
        kept = {"act": act, "by": by, "at": now.isoformat(), "text": note}
        request.details = {**request.details, "notes": [*request.details.get("notes", ()), kept]}
    if wanted.status == act:
        return change_status(s, request, act, by, now) or record(s, request, act, by, now)
    return record(s, request, act, by, now)
