"""Who pays: asked only what decides, answered with its text, always open to another look; indicative, never a refusal.

The decision is ``common.who_pays``; here is only the conversation about it. A danger is answered first, with its card.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import who_pays as on_file
from backend_client.calendar import paris_day
from backend_client.models import Request
from bot.actions import who_pays_reply as reply
from bot.actions.context import Turn, in_reading, in_transaction, settings
from bot.actions.open_request import numbers
from bot.actions.replies import adviser_choice, choice, say, say_card
from bot.actions.who_pays_case import (
    ANSWER_SLOT,
    FORM,
    SUBJECT,
    Case,
    is_elsewhere,
    named,
    rules,
    talked_about,
    terms_of,
    words,
)
from bot.actions.who_pays_review import open_review
from common.who_pays import Outcome, ResidenceTerms, decide, explain
from common.wording import day

Events = list[dict[str, Any]]
CONTEST = "contest_decision"


class ActionWhoPays(Action):
    """Answers at once, or opens the form that asks what decides; a form that was asking goes on afterwards."""

    def name(self) -> str:
        return "action_who_pays"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn, before, loop = Turn.of(tracker), Case.of(tracker), tracker.active_loop_name
        wanted = _wanted(turn, before)
        if wanted is not None:
            return await _FURTHER[wanted](dispatcher, turn, before, loop is not None)
        paused = before.paused if loop == FORM else loop
        case = replace(await self._begun(turn, tracker, before), paused=paused)
        return [*await proceed(dispatcher, turn, case, loop)]

    @staticmethod
    async def _begun(turn: Turn, tracker: Tracker, before: Case) -> Case:
        together = tuple(dict.fromkeys(code for code, _, _ in turn.problems if code in rules().subjects))
        elsewhere = await in_reading(lambda s: is_elsewhere(s, turn))
        if len(together) > 1:
            return Case(offered=together, waiting=together, elsewhere=elsewhere).heard(turn.words)
        found, offered = named(turn)
        if turn.picked and found in before.waiting:
            waiting = tuple(each for each in before.waiting if each != found)
            return Case(subject=found, waiting=waiting, elsewhere=before.elsewhere)
        about = found or await in_reading(lambda s: talked_about(s, turn, tracker))
        return Case(subject=about, offered=() if about else offered, elsewhere=elsewhere).heard(turn.words)


def _wanted(turn: Turn, case: Case) -> str | None:
    """What is wanted of the answer that was given: a line of its list, or words that ask why or do not agree."""
    picked = turn.entities.get("choice")
    if turn.picked and picked in _FURTHER:
        return str(picked) if case.subject or picked == reply.DONE else None
    if case.asking not in (None, SUBJECT) and turn.words and words().says(reply.WHY, turn.words):
        return reply.WHY
    if case.answer_id is None or not turn.words:
        return None
    if turn.intent == CONTEST or words().says(reply.DISAGREE, turn.words):
        return reply.DISAGREE
    same = named(turn)[0] in (None, case.subject)
    return reply.WHY if same and words().says(reply.WHY, turn.words) else None


async def proceed(dispatcher: CollectingDispatcher, turn: Turn, case: Case, loop: str | None = None) -> Events:
    """Danger first; then the question that decides, while there is one; then the answer."""
    terms = await in_reading(lambda s: terms_of(s, turn, case))
    if reply.is_gap(case) and SUBJECT not in case.asked:
        return _ask(replace(case, asking=SUBJECT, asked=(SUBJECT,)), loop)
    outcome = decide(case.known(), rules(), terms)
    if outcome.who == "danger_first":
        await _say_danger(dispatcher, turn, case)
        return [*_ended(loop), case.slot(), *_resumed(case, loop)]
    fact = None if reply.is_gap(case) else case.next_fact(terms)
    if fact is not None:
        return _ask(replace(case, asking=fact, asked=(*case.asked, fact), attempts=0), loop)
    return await give(dispatcher, turn, case, loop)


def _ask(case: Case, loop: str | None) -> Events:
    return [
        *([ActiveLoop(None), SlotSet("requested_slot", None)] if loop else []),
        case.slot(),
        SlotSet(ANSWER_SLOT, None),
        FollowupAction(FORM),
    ]


def _ended(loop: str | None) -> Events:
    """Our own form, where a new question of the same kind ended it."""
    return [ActiveLoop(None), SlotSet("requested_slot", None)] if loop == FORM else []


def _resumed(case: Case, loop: str | None) -> Events:
    """The form that was asking goes on: by itself where it is still open, else it is opened again."""
    return [FollowupAction(case.paused)] if case.paused and case.paused != loop else []


async def give(dispatcher: CollectingDispatcher, turn: Turn, case: Case, loop: str | None) -> Events:
    """The answer: stored with all it rests on, then told."""
    facts, asked_for = case.known(), case.paused is not None

    def write(s: Session) -> tuple[Outcome, int, bool]:
        terms = terms_of(s, turn, case)
        outcome = decide(facts, rules(), terms)
        answer = on_file.store_answer(
            s, facts, outcome, rules(), terms, turn.now, turn.exchange_id, request_id=turn.request_id
        )
        request = s.get(Request, turn.request_id) if turn.request_id else None
        return outcome, answer, request is not None and request.situation == case.subject

    outcome, answer_id, requested = await in_transaction(write)
    given = replace(case, answer_id=answer_id, asking=None, offered=())
    if reply.is_gap(case):
        reply.say_gap(dispatcher, asked_for)
    else:
        reply.say_answer(dispatcher, given, outcome)
        if not asked_for:
            reply.say_next(dispatcher, given, outcome, requested)
    return [*_ended(loop), replace(given, paused=None).slot(), *_resumed(case, loop)]


async def _say_danger(dispatcher: CollectingDispatcher, turn: Turn, case: Case) -> None:
    card = settings().dangers.get(str(case.subject))
    if card is not None:
        say_card(dispatcher, card, await in_reading(lambda s: numbers(s, turn.building_id)))
    over = choice(reply.OVER, intent=reply.INTENT, choice=reply.OVER)
    say(dispatcher, "who_pays_danger_first", [] if case.paused else [over, adviser_choice()])


async def _over(dispatcher: CollectingDispatcher, turn: Turn, case: Case, busy: bool) -> Events:
    """Whoever asks says that the danger is over: now the cost may be spoken of."""
    return await proceed(dispatcher, turn, replace(case, facts={**case.facts, "danger": False}))


async def _decided(turn: Turn, case: Case) -> tuple[Outcome, ResidenceTerms]:
    terms = await in_reading(lambda s: terms_of(s, turn, case))
    return decide(case.known(), rules(), terms), terms


async def _why(dispatcher: CollectingDispatcher, turn: Turn, case: Case, busy: bool) -> Events:
    if case.asking:
        say(dispatcher, "who_pays_asked_why")
        return []
    outcome, terms = await _decided(turn, case)
    reply.say_reasoning(dispatcher, case, outcome, explain(case.known(), rules(), terms))
    if not busy:
        reply.say_what_now(dispatcher, [reply.disagree_choice(), adviser_choice(), reply.done_choice()])
    return [case.slot()]


async def _disagree(dispatcher: CollectingDispatcher, turn: Turn, case: Case, busy: bool) -> Events:
    outcome, _ = await _decided(turn, case)
    told = await in_transaction(lambda s: open_review(s, turn, case, outcome))
    due = datetime.fromisoformat(told["due_at"])
    say(dispatcher, "who_pays_review", reference=told["reference"], day=day(paris_day(due)))
    return []


async def _how_to(dispatcher: CollectingDispatcher, turn: Turn, case: Case, busy: bool) -> Events:
    reply.say_how_to(dispatcher, case)
    return [case.slot()]


async def _contract(dispatcher: CollectingDispatcher, turn: Turn, case: Case, busy: bool) -> Events:
    reply.say_contract(dispatcher, case, (await _decided(turn, case))[0])
    return [case.slot()]


async def _insurance(dispatcher: CollectingDispatcher, turn: Turn, case: Case, busy: bool) -> Events:
    reply.say_insurance(dispatcher, case)
    return [case.slot()]


async def _done(dispatcher: CollectingDispatcher, turn: Turn, case: Case, busy: bool) -> Events:
    say(dispatcher, "who_pays_done")
    return []


_FURTHER: Mapping[str, Callable[[CollectingDispatcher, Turn, Case, bool], Awaitable[Events]]] = {
    reply.WHY: _why,
    reply.DISAGREE: _disagree,
    reply.HOW_TO: _how_to,
    reply.CONTRACT: _contract,
    reply.INSURANCE: _insurance,
    reply.OVER: _over,
    reply.DONE: _done,
}
