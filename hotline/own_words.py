"""Answers in own words to the question that is open: what they pick, and alarms that they explain.

The guard reads a message without what was asked before it. "Il est coincé en haut" is somebody in a lift, but as an
answer to "does the shutter stay open?" it is a shutter.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from backend_client.conversations import open_choices
from bot.actions.settings import Thresholds
from common.answers import NO, OPPOSITE, YES, AnswerReader
from hotline.choices import Picked
from hotline.guard import Guard

_HOTLINES = "hotline:"
"""How the meaning of a choice of the hotline's own begins; any other is the assistant's to take."""
_CLAUSE_END = re.compile(r"[.!?;:,\n\u061b\u060c\u061f\u2026]+")
_MOST_WORDS = 15
"""A longer message tells more than an answer."""


@dataclass(frozen=True)
class OwnWords:
    """``harmless``: questions to which a "yes" is no danger; ``urgent_if_no``: to which a "no" may be one."""

    reader: AnswerReader
    limits: Thresholds
    harmless: frozenset[str]
    urgent_if_no: frozenset[str]

    @classmethod
    def load(cls, data: Path, reader: AnswerReader, limits: Thresholds) -> "OwnWords":
        """:param data: the folder of ``answers/questions.toml``"""
        with (data / "answers" / "questions.toml").open("rb") as file:
            questions = tomllib.load(file)
        return cls(reader, limits, frozenset(questions["harmless"]), frozenset(questions["urgent_if_no"]))

    def said(self, text: str, question: str) -> str | None:
        """``YES`` or ``NO`` where a text surely answers a question so."""
        return self.reader.said(text, question, self.limits.own_words)

    def answer(self, text: str, question: str, otherwise: str | None) -> str | None:
        """As :meth:`said`; else what the text was taken for otherwise, unless it may say the opposite: "non ça coule
        toujours" is no plain "no"."""
        likely = self.reader.likely(text, question)
        said = self.said(text, question)
        doubted = otherwise is not None and likely.get(OPPOSITE[otherwise], 0.0) > 1 - self.limits.own_words
        return said or (None if doubted else otherwise)

    def picked(self, offer: Mapping[str, Any] | None, text: str, now: datetime) -> Picked | None:
        """The answer to a question of the hotline's own that no line of its list names."""
        for number, choice in enumerate(open_choices(offer, now), start=1):
            if choice.get("says") and choice["payload"]["intent"].startswith(_HOTLINES):
                # A "no" ends an emergency.
                sure = self.limits.own_words if choice["says"] == YES else self.limits.ends_danger
                if self.reader.said(text, choice["question"], sure) == choice["says"]:
                    return Picked(number, choice["value"], choice["payload"])
        return None

    def explain(self, offer: Mapping[str, Any] | None, text: str, guard: Guard, now: datetime) -> bool:
        """Whether a text so surely answers the open question that what the guard reads in it is no danger: all of it,
        and each clause in which the guard reads one."""
        if len(text.split()) > _MOST_WORDS:
            return False
        asked = {choice["question"] for choice in open_choices(offer, now) if choice.get("question")}
        answered = [question for question in asked if self._is_harmless(text, question)]
        if not answered:
            return False
        clauses = filter(None, map(str.strip, _CLAUSE_END.split(text)))
        alarming = [clause for clause in clauses if clause != text and guard.assess(clause) is not None]
        return any(all(self._is_harmless(clause, question) for clause in alarming) for question in answered)

    def _is_harmless(self, text: str, question: str) -> bool:
        said = self.reader.said(text, question, self.limits.explains)
        return (said == YES and question in self.harmless) or (said == NO and question not in self.urgent_if_no)
