"""The table of dangers (``bot/data/dangers.toml``): who is told of each, and how."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.catalogue import Catalogue
from hotline.guard import Guard
from hotline.guard_rules import load_dangers

# From this confidence on, and so far ahead of the second situation, a danger that the engine understood and the guard
# did not see shows its card as well: so a report takes a situation without asking (bot/data/dialogue.toml).
NLU_DANGER, NLU_MARGIN = 0.5, 0.15


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
    """A danger that the engine understood by the situation of a report, surely enough for the card, where the guard
    saw none and does not deny it."""
    if guard.denies(text):
        return None
    code = parsed.get("situation")
    best, second = [*(float(s["confidence"]) for s in parsed.get("situations") or ()), 0.0, 0.0][:2]
    sure = best >= NLU_DANGER and best - second >= NLU_MARGIN
    if parsed.get("intent") != "report_problem" or not code or not sure:
        return None
    if catalogue.situation(code).urgency != "emergency":
        return None
    return next((danger for danger in dangers.values() if danger.situation == code), None)
