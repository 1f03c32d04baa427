"""``veilleur understand``: what one first message would be understood as, by the code of a live turn.

The guard and the engine's understanding are the ones a tenant meets; an uncertain danger counts as one, because
its card is shown.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend_client.calendar import in_heating_season
from backend_client.landlord import Landlord
from common.catalogue import Catalogue, degree
from common.text import clean
from common.wording import PARIS
from hotline.clock import Clock
from hotline.danger_reader import danger_model
from hotline.danger_table import Danger, dangers_of, missed_danger
from hotline.guard import Guard, load_guard
from hotline.language import detect
from hotline.services import DATA
from hotline.settings import Settings

# What a text without any known word is, for the measurement; a live turn asks what was meant.
NOTHING_READ = "out_of_scope"
# The intents whose situation is a problem with a degree of urgency; a question of cost has none.
_PROBLEM = frozenset(
    {
        "report_problem",
        "report_neighbour_nuisance",
        "add_information",
        "book_appointment",
    }
)


@dataclass(frozen=True)
class Understanding:
    """What the measurement needs beside the engine: the guard, the dangers, the catalogue, the season."""

    guard: Guard
    dangers: dict[str, Danger]
    catalogue: Catalogue
    landlord: Landlord
    now: datetime

    @classmethod
    def of(cls, settings: Settings) -> "Understanding":
        """What a live turn would use, now. :raises ModelError: the guard's model is missing or damaged"""
        return cls(
            load_guard(DATA, danger_model()),
            dangers_of(DATA),
            Catalogue.load(DATA / "catalogue"),
            Landlord.load(settings.landlord_file),
            Clock().now(),
        )

    def row(self, message: dict[str, Any], parsed: dict[str, Any]) -> dict[str, Any]:
        """One output line, all keys always there."""
        text = clean(str(message.get("text") or ""))
        emergency = self.emergency(text, message.get("language"), parsed)
        situation = parsed.get("situation")
        return {
            "id": message.get("id"),
            "language": detect(text)[0],
            "intent": parsed.get("intent") or NOTHING_READ,
            "confidence": parsed.get("confidence", 0.0),
            "situation": situation,
            "situations": parsed.get("situations", []),
            "emergency": emergency,
            "urgency": self.urgency(parsed.get("intent"), situation, emergency),
        }

    def emergency(self, text: str, language: str | None, parsed: dict[str, Any]) -> str | None:
        alarm = self.guard.assess(text, language)
        if alarm is not None:
            return alarm.danger
        missed = missed_danger(self.guard, self.catalogue, self.dangers, text, parsed)
        return missed.code if missed else None

    def urgency(self, intent: str | None, situation: str | None, emergency: str | None) -> str | None:
        if emergency:
            return "emergency"
        if situation is None or intent not in _PROBLEM:
            return None
        season = in_heating_season(self.landlord, self.now.astimezone(PARIS).date())
        return degree(self.catalogue.situation(situation), {"heating_season"} if season else set())


def read_lines(
    lines: Iterable[bytes],
) -> Iterator[tuple[int, dict[str, Any] | None, str]]:
    """Each line as (number, message or None, what is wrong). Bad bytes and bad JSON never stop the reading."""
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        try:
            message = json.loads(raw.decode("utf-8", errors="replace"))
        except ValueError as error:
            yield number, None, f"line {number}: not JSON ({error})"
            continue
        if not isinstance(message, dict) or "text" not in message:
            yield number, None, f"line {number}: an object with a text is expected"
            continue
        yield number, message, ""
