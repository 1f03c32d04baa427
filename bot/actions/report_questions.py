"""How each question of a report is put: numbered lists wherever there is a choice."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions import known_trouble
from bot.actions.context import Turn, in_reading, settings
from bot.actions.parts import DANGER, MORE, TOP, WORDS
from bot.actions.replies import (
    NO,
    NONE,
    OTHER,
    UNKNOWN,
    YES,
    Choice,
    answering,
    choice,
    condition_choice,
    say,
    situation_choice,
)
from bot.actions.report import questions
from bot.actions.report_state import CAN_WAIT, URGENT, Report
from common.wording import text_of, translated


class AskSituation(Action):
    """ "Did you mean": the likely situations in plain words, or an open question with a list where none is likely."""

    def name(self) -> str:
        return "action_ask_report_form_situation"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        report = Report.of(tracker)
        if report.candidates:
            say(dispatcher, "ask_situation", [*map(situation_choice, report.candidates), choice(OTHER)])
        else:
            _ask_in_tree(dispatcher, report.guide or WORDS, Turn.of(tracker).channel)
        return []


def _ask_in_tree(dispatcher: CollectingDispatcher, guide: str, channel: str) -> None:
    """One step of the way through the parts of a home; words in answer are always understood too."""
    if guide == DANGER:
        say(dispatcher, "ask_danger", _lines("any_danger", YES, NO))
    elif guide == WORDS:
        say(dispatcher, "ask_situation_words")
    else:
        page = settings().parts.page(guide, channel)
        key = "ask_situation_open" if guide == TOP else "ask_part"
        say(dispatcher, key, [line(value) for value in page.values])


def _lines(question: str, *values: str) -> list[Choice]:
    """The lines of a yes/no question."""
    return [answering(question, choice(value)) for value in values]


def line(value: str) -> Choice:
    """A line of the tree: a part, a situation, or one of the ways on."""
    if value in (MORE, OTHER):
        return choice(value)
    is_part = value in settings().parts.by_code
    return choice(value, text_of(f"part_{value}")) if is_part else situation_choice(value)


class AskSeverity(Action):
    """All conditions that matter as one question: yes or no for one, a list for several."""

    def name(self) -> str:
        return "action_ask_report_form_severity"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        asked = questions(Report.of(tracker))
        if not asked:
            say(dispatcher, "ask_can_wait", _lines("can_wait", CAN_WAIT, URGENT))
        elif len(asked) == 1:
            (alone,) = asked
            say(dispatcher, "ask_condition", _lines(alone.code, YES, NO), question=translated(alone.ask))
        else:
            say(
                dispatcher,
                "ask_conditions",
                [*(answering(c.code, condition_choice(c.code)) for c in asked), choice(NONE)],
            )
        return []


class AskScope(Action):
    """Only the tenant's dwelling, or the whole building; before that, what the building already knows."""

    def name(self) -> str:
        return "action_ask_report_form_scope"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        report = Report.of(tracker)
        if known_trouble.is_asked(report):
            await in_reading(lambda s: known_trouble.ask(dispatcher, s, report))
            return []
        say(dispatcher, "ask_scope", _lines("scope", "dwelling", "building", UNKNOWN))
        return []
