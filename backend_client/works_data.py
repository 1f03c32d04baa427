"""What works can be of and which troubles they explain (``works.toml``), and when tenants may be written to."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jsonschema import Draft202012Validator

_FILE, _SCHEMA = Path(__file__).with_name("works.toml"), Path(__file__).with_name("works.schema.json")


class WorksDataError(ValueError):
    """The table cannot be used. The message names the file and the place."""


@dataclass(frozen=True)
class Nature:
    """One kind of works. ``situations``: reports that a notice of this nature explains; ``outage``: it can be one."""

    code: str
    situations: frozenset[str] = frozenset()
    outage: bool = False


@dataclass(frozen=True)
class WorksData:
    """The whole table. ``redo``: situations whose complaint is done again; ``services``: what schedules are of;
    ``follow_days``: how long a neighbour's report is offered to be followed."""

    natures: Mapping[str, Nature]
    redo: frozenset[str]
    services: tuple[str, ...]
    follow_days: int

    @classmethod
    def load(cls, path: Path = _FILE) -> "WorksData":
        """:raises WorksDataError: the file breaks its schema, or names a nature twice"""
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
        problems = sorted(Draft202012Validator(schema).iter_errors(content), key=lambda each: each.json_path)
        if problems:
            raise WorksDataError(f"{path.name}: {problems[0].json_path}: {problems[0].message}")
        rows = [
            Nature(row["code"], frozenset(row.get("situations", ())), row.get("outage", False))
            for row in content["nature"]
        ]
        natures = {row.code: row for row in rows}
        if len(natures) < len(rows):
            raise WorksDataError(f"{path.name}: a nature is there twice")
        return cls(natures, frozenset(content["redo"]), tuple(content["services"]), content["follow_days"])

    def explaining(self, situation: str) -> frozenset[str]:
        """The natures of works that explain a situation."""
        return frozenset(code for code, nature in self.natures.items() if situation in nature.situations)


@lru_cache(maxsize=1)
def works_data() -> WorksData:
    """The table of this installation."""
    return WorksData.load()
