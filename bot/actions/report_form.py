"""The form of a report: takes each answer, leaves digressions to their rules, says what is asked next."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client.models import Person
from bot.actions.context import Turn, catalogue, in_reading, in_transaction
from bot.actions.open_request import watch
from bot.actions.replies import say
from bot.actions.report import (
    FORM,
    OnFile,
    Report,
    another_problem,
    answer,
    answers,
    begin,
    is_digression,
    next_question,
)
from common.wording import translated


def _on_file(turn: Turn) -> Callable[[Session], OnFile]:
    def read(s: Session) -> OnFile:
        contact = turn.contact(s)
        person = s.get(Person, contact.person_id) if contact.person_id else None
        vulnerable = bool(person and person.vulnerable)
        return OnFile(person is not None, vulnerable, contact.typed_name, contact.typed_address)

    return read


class ValidateReportForm(Action):
    """Takes the answer to the form's question and says what is asked next; a digression is left to its rule."""

    def name(self) -> str:
        return "validate_report_form"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, before = Turn.of(tracker), Report.of(tracker)
        requested = tracker.get_slot("requested_slot")
        on_file = await in_reading(_on_file(turn))
        if requested is None:
            report = begin(turn, before, on_file)
        elif is_digression(turn, domain["forms"][FORM]["ignored_intents"], answers(turn, requested, before), requested):
            return [SlotSet("requested_slot", requested)]
        else:
            report = self._answered(dispatcher, turn, requested, before)
        asked = next_question(report, on_file.identified)
        if asked is not None and report.situation is not None:
            await in_transaction(lambda s: watch(s, turn, report))
        return [*report.slots(), SlotSet("requested_slot", asked)]

    @staticmethod
    def _answered(dispatcher: CollectingDispatcher, turn: Turn, requested: str, report: Report) -> Report:
        other = another_problem(turn, report, requested)
        if other:
            say(dispatcher, "problem_noted", problem=translated(catalogue().situation(other).label))
            return replace(report, next_problem={"situation": other, "text": turn.words})
        after = answer(turn, requested, report)
        if after.attempts:
            say(dispatcher, "answer_unclear")
        return after
