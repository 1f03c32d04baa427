"""What a report knows at one moment: the slots of its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

FORM = "report_form"
FREE_TEXT = ("typed_name", "typed_address")
URGENT, CAN_WAIT = "urgent", "can_wait"
UNLIKELY = "unlikely"
"""The guard reads no danger in the words."""

_LISTS = ("candidates", "next_problems")
# What is told of the home and of whoever writes holds for each problem of theirs; since when and where, for one.
_OF_ALL_PROBLEMS = ("name", "address", "floor", "household", "age", "phone", "access_code", "dog")


@dataclass(frozen=True)
class OnFile:
    """What is known of whoever writes before they say anything."""

    identified: bool
    vulnerable: bool
    typed_name: str
    typed_address: str


@dataclass(frozen=True)
class Report:
    """The form's slots. ``known``: conditions that hold or do not; ``attempts``: answers not understood in a row.

    ``told``: details as stored (see :mod:`bot.actions.details`); ``guide``: where the dialogue stands in the tree of
    parts; ``next_problems``: told too and reported after this one, the most urgent first; ``noted_request``: the
    request that keeps the words of this one since it was noted; ``against``: what speaks against a danger in the
    words, ``UNLIKELY`` or the code of the one that the sender has just denied.
    """

    situation: str | None = None
    candidates: tuple[str, ...] = ()
    problem_text: str = ""
    known: Mapping[str, bool] | None = None
    severity: str | None = None
    scope: str | None = None
    typed_name: str | None = None
    typed_address: str | None = None
    attempts: int = 0
    told: Mapping[str, Any] | None = None
    guide: str | None = None
    next_problems: tuple[Mapping[str, Any], ...] = ()
    noted_request: int | None = None
    against: str | None = None

    @classmethod
    def of(cls, tracker: Tracker) -> "Report":
        slots = {name: tracker.get_slot(name) for name in cls.__dataclass_fields__}
        given = {name: value for name, value in slots.items() if value is not None}
        for name in _LISTS:
            given[name] = tuple(given.get(name, ()))
        return cls(**{**given, "attempts": int(given.get("attempts", 0))})

    def slots(self) -> list[dict[str, Any]]:
        """The slots as events, so that they are all that the form remembers."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        values.update({name: list(values[name]) for name in _LISTS})
        return [SlotSet(name, value) for name, value in values.items()]

    def conditions(self) -> dict[str, bool]:
        return dict(self.known or {})

    def details(self) -> dict[str, Any]:
        return dict(self.told or {})

    def next(self) -> "Report | None":
        """The report of the next problem that was told, with what holds for all of them; None: there is none."""
        if not self.next_problems:
            return None
        problem, *rest = self.next_problems
        return Report(
            situation=problem["situation"],
            problem_text=problem["text"],
            noted_request=problem.get("request_id"),
            against=problem.get("against"),
            next_problems=tuple(rest),
            told={name: value for name, value in self.details().items() if name in _OF_ALL_PROBLEMS},
        )


NO_REPORT = Report()
