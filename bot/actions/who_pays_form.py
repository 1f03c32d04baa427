"""The form of who pays: one fact at a time, at most two, in plain words; "I do not know" is always an answer."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.context import Turn, in_reading, settings
from bot.actions.replies import NO, OTHER, UNKNOWN, YES, Choice, adviser_choice, answering, choice, say
from bot.actions.report import is_digression
from bot.actions.who_pays import proceed
from bot.actions.who_pays_case import (
    ANSWER_SLOT,
    FORM,
    GAP,
    SUBJECT,
    VALUES,
    Case,
    answered,
    in_own_words,
    label_of,
    life_of,
    named,
    question_of,
    rules,
    terms_of,
)
from bot.actions.who_pays_reply import why_choice
from common.who_pays import ResidenceTerms
from common.wording import text_of, translated

# What ends the question: somebody wants a person, or tells of a problem instead.
_LEAVES: Mapping[str, str] = {"ask_adviser": "action_record_matter", "report_problem": "report_form"}
_TOLD = "told"


class ValidateWhoPaysForm(Action):
    """Takes the answer to the question and says what is asked next; a digression is left to its rule."""

    def name(self) -> str:
        return f"validate_{FORM}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, case, requested = Turn.of(tracker), Case.of(tracker), tracker.get_slot("requested_slot")
        if requested is None:
            return [SlotSet("requested_slot", ANSWER_SLOT)]
        terms = await in_reading(lambda s: terms_of(s, turn, case))
        after = answered(turn, case, terms)
        ignored = domain["forms"][FORM]["ignored_intents"]
        if after is None and _is_left(turn, case):
            return self._events(replace(case, leaves=True, asking=None))
        leaves = self._other_question(turn, case) or is_digression(turn, ignored, after is not None, requested)
        if leaves and not in_own_words(turn, case):
            return [SlotSet("requested_slot", requested)]
        return self._events(_next(after or self._not_answered(dispatcher, case), terms))

    @staticmethod
    def _other_question(turn: Turn, case: Case) -> bool:
        """Who pays for something else: that is answered instead."""
        other = named(turn)[0] if turn.intent == "ask_who_pays" else None
        return other is not None and case.asking != SUBJECT and other != case.subject

    @staticmethod
    def _not_answered(dispatcher: CollectingDispatcher, case: Case) -> Case:
        """Asked once more, then taken as not known."""
        attempts = case.attempts + 1
        if attempts < settings().tries:
            say(dispatcher, "answer_unclear")
            return replace(case, attempts=attempts)
        return replace(case, attempts=0, subject=case.subject or GAP)

    @staticmethod
    def _events(case: Case) -> list[dict[str, Any]]:
        told = None if case.asking else _TOLD
        return [
            case.slot(),
            SlotSet(ANSWER_SLOT, told),
            SlotSet("requested_slot", ANSWER_SLOT if case.asking else None),
        ]


def _is_left(turn: Turn, case: Case) -> bool:
    """Whether the message is for something else. While a report waits, an adviser is only a digression from it."""
    sure = turn.picked or turn.confidence >= settings().thresholds.leaves_question
    return sure and turn.intent in _LEAVES and not (case.paused and turn.intent == "ask_adviser")


def _next(case: Case, terms: ResidenceTerms) -> Case:
    """What is asked now. The same again after an answer that was not understood, or a new list of subjects."""
    if case.attempts or (case.asking == SUBJECT and case.subject is None):
        return replace(case, asked=(*case.asked, *([SUBJECT] if SUBJECT not in case.asked else [])))
    if case.subject == GAP or (case.about is not None and case.about.danger and "danger" not in case.facts):
        return replace(case, asking=None)
    fact = case.next_fact(terms)
    return replace(case, asking=fact, asked=(*case.asked, fact) if fact else case.asked, attempts=0)


class AskWhoPays(Action):
    """One short question with its answers as a list."""

    def name(self) -> str:
        return f"action_ask_{FORM}_{ANSWER_SLOT}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, case = Turn.of(tracker), Case.of(tracker)
        if case.asking == SUBJECT:
            offered = [_offered(code) for code in case.offered]
            key = "who_pays_ask" if offered else "who_pays_open"
            say(dispatcher, key, [*offered, choice(OTHER), adviser_choice()] if offered else [])
            return []
        terms = await in_reading(lambda s: terms_of(s, turn, case))
        say(
            dispatcher,
            f"who_pays_ask_{case.asking}",
            [*lines(str(case.asking)), {**why_choice(), "silent": True}],
            problem=translated(label_of(case.subject)),
            life=life_of(case.subject, terms),
        )
        return []


def _offered(code: str) -> Choice:
    return choice(code, translated(rules().labels[code]))


def lines(fact: str) -> list[Choice]:
    """The answers to a fact's question; the last one is always that it is not known."""
    values = [choice(value, text_of(f"who_pays_value_{value}")) for value in VALUES.get(fact, ())]
    told = [*(values or [choice(YES), choice(NO)]), choice(UNKNOWN)]
    return [answering(question_of(fact), line) for line in told]


class ActionWhoPaysAnswer(Action):
    """What the questions led to: the answer, or what the tenant left them for; then a paused form goes on."""

    def name(self) -> str:
        return "action_who_pays_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, case = Turn.of(tracker), Case.of(tracker)
        if case.leaves:
            kept = replace(case, leaves=False, asking=None, offered=(), paused=None)
            return [kept.slot(), FollowupAction(_LEAVES[turn.intent])]
        return await proceed(dispatcher, turn, case)
