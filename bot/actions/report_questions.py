"""How each question of a report is put: numbered lists wherever there is a choice."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.replies import NO, NONE, OTHER, UNKNOWN, YES, choice, condition_choice, say, situation_choice
from bot.actions.report import CAN_WAIT, URGENT, Report, questions
from common.wording import translated


class AskSituation(Action):
    """ "Did you mean": the likely situations in plain words, or an open question where none is likely."""

    def name(self) -> str:
        return "action_ask_report_form_situation"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        codes = Report.of(tracker).candidates
        if codes:
            say(dispatcher, "ask_situation", [*map(situation_choice, codes), choice(OTHER)])
        else:
            say(dispatcher, "ask_situation_open")
        return []


class AskSeverity(Action):
    """All conditions that matter as one question: yes or no for one, a list for several."""

    def name(self) -> str:
        return "action_ask_report_form_severity"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        asked = questions(Report.of(tracker))
        if not asked:
            say(dispatcher, "ask_can_wait", [choice(CAN_WAIT), choice(URGENT)])
        elif len(asked) == 1:
            say(dispatcher, "ask_condition", [choice(YES), choice(NO)], question=translated(asked[0].ask))
        else:
            say(dispatcher, "ask_conditions", [*(condition_choice(c.code) for c in asked), choice(NONE)])
        return []


class AskScope(Action):
    """Only the tenant's dwelling, or the whole building."""

    def name(self) -> str:
        return "action_ask_report_form_scope"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        say(dispatcher, "ask_scope", [choice("dwelling"), choice("building"), choice(UNKNOWN)])
        return []
