"""The table of dangers (``bot/data/dangers.toml``): who is told of each, and how."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.actions.context import settings
from bot.actions.understanding import guess
from common.catalogue import Catalogue
from hotline.guard import Guard
from hotline.guard_rules import load_dangers


@dataclass(frozen=True)
class Danger:
    """One row of ``bot/data/dangers.toml``: who is told, and how."""

    code: str
    notify: str
    private: bool
    ask_question: bool
    merges: bool
    situation: str | None


def dangers_of(data: Path) -> dict[str, Danger]:
    """The table of dangers by code. :raises ValueError: naming the file and the key"""
    return {
        row["code"]: Danger(
            code=row["code"],
            notify=row["notify"],
            private=row["private"],
            ask_question=row["ask_question"],
            merges=row["merges"],
            situation=row.get("situation"),
        )
        for row in load_dangers(data)
    }


def missed_danger(
    guard: Guard, catalogue: Catalogue, dangers: dict[str, Danger], text: str, parsed: dict[str, Any]
) -> Danger | None:
    """A danger that the engine understood by the situation of a report, as surely as a report takes one without asking,
    where the guard saw none and does not deny it."""
    if guard.denies(text):
        return None
    if parsed.get("intent") != "report_problem" or not parsed.get("situation"):
        return None
    named = ((s["code"], float(s["confidence"])) for s in parsed.get("situations") or ())
    code = guess(named, settings().thresholds).sure
    if code is None:
        return None
    if catalogue.situation(code).urgency != "emergency":
        return None
    return next((danger for danger in dangers.values() if danger.situation == code), None)
