"""The form of a report: takes each answer, leaves digressions to their rules, says what is asked next."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import timers
from backend_client.models import Person
from bot.actions import known_trouble
from bot.actions.context import Turn, in_reading, in_transaction, settings
from bot.actions.noted import FALLBACK_TIMER, kept_report, say_noted, say_order
from bot.actions.open_request import danger_left, numbers, plan, watch
from bot.actions.parts import DANGER, TOP
from bot.actions.problems import queued
from bot.actions.replies import say, say_card
from bot.actions.report import another_problem, answer, begin, in_own_words, leaves, next_question
from bot.actions.report_state import FORM, URGENT, OnFile, Report
from bot.actions.understanding import sounds_urgent


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
        elif leaves(turn, domain["forms"][FORM]["ignored_intents"], requested, before):
            return [SlotSet("requested_slot", requested)]
        else:
            report = self._answered(dispatcher, turn, requested, before)
        if report.situation and report.next_problems and before.situation is None:
            say_order(dispatcher, report)
        if report.situation and (requested is None or before.situation is None):
            told = plan(report)
            report = await in_reading(
                lambda s: known_trouble.offered(s, turn, report, bool(told.danger or told.private))
            )
        asked = next_question(report, on_file.identified)
        # Nobody in danger is asked for a name first.
        left = asked is not None and await danger_left(dispatcher, turn, report)
        report = await in_transaction(lambda s: _kept(s, turn, report, None if left else asked))
        await self._danger_told(dispatcher, turn, before, report)
        return [*report.slots(), SlotSet("requested_slot", asked)]

    @staticmethod
    def _answered(dispatcher: CollectingDispatcher, turn: Turn, requested: str, report: Report) -> Report:
        others = another_problem(turn, report, requested)
        if others:
            say_noted(dispatcher, others)
            report = replace(report, next_problems=queued(report.next_problems, others))
            if not in_own_words(turn.words, requested, report):
                return report
        after = answer(turn, requested, report)
        if after.attempts:
            say(dispatcher, "answer_unclear")
        return after

    @staticmethod
    async def _danger_told(dispatcher: CollectingDispatcher, turn: Turn, before: Report, after: Report) -> None:
        """Somebody is in danger, and nothing more is known: the numbers to call come before anything else."""
        if before.guide == DANGER and before.situation is None and after.severity == URGENT:
            at = await in_reading(lambda s: numbers(s, turn.building_id))
            say_card(dispatcher, settings().general_danger, at)


def _kept(s: Session, turn: Turn, report: Report, asked: str | None) -> Report:
    """What must not be lost where the question stays unanswered: urgent reports, and the problems that wait."""
    help_wanted = report.guide == DANGER and sounds_urgent(report.problem_text, settings())
    if known_trouble.is_asked(report):
        # Somebody is on it already: who falls silent after hearing that is not taken for a new emergency.
        return kept_report(s, turn, report)
    over = plan(report).over
    if asked is not None and (report.situation is not None or help_wanted) and not over:
        watch(s, turn, report)
    elif asked is not None and turn.request_id and (report.guide == TOP or over):
        timers.drop(s, FALLBACK_TIMER, report.noted_request or turn.request_id)
    return kept_report(s, turn, report)
