"""Where a request stands: its last step and the next one with its date. Nothing of anybody else's."""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import effects, requests
from backend_client.models import Conversation, Request
from bot.actions.context import Turn, in_reading, in_transaction
from bot.actions.followup import UNSOLVED, may_take, still_unsolved, unsolved_choice
from bot.actions.identity import proof_lines
from bot.actions.matters import promised
from bot.actions.replies import Choice, adviser_choice, answer, choice, say
from bot.actions.request_facts import facts_of, problem_of
from common.wording import text_of

__all__ = ["STATUS_OF", "TAKES", "ActionRequestStatus", "facts_of"]

STATUS_OF = "status_of"
"""A line that asks where one of several requests stands: ``status_of:<request id>``."""

_MOST_LISTED = 4


def told_of(s: Session, turn: Turn, request: Request) -> dict[str, Any]:
    """Where one request stands; what is written next is about it."""
    s.get_one(Conversation, turn.conversation_id).request_id = request.id
    return answer("status", _lines(request), **facts_of(s, request))


def _lines(request: Request) -> list[Choice]:
    """What is most likely wanted next, where something ended."""
    if request.status in ("done", "closed"):
        return [unsolved_choice(request), adviser_choice()]
    return [adviser_choice()] if request.status == "refused" else []


def _several(open_ones: Sequence[Request]) -> dict[str, Any]:
    lines = [
        choice(f"{STATUS_OF}:{each.id}", text_of("status_line", problem=problem_of(each), reference=each.reference))
        for each in open_ones[:_MOST_LISTED]
    ]
    return answer("status_several", lines, count=len(open_ones))


def picked(s: Session, turn: Turn, rest: str) -> dict[str, Any] | None:
    """One of several requests was picked."""
    request = may_take(s, turn, rest)
    return told_of(s, turn, request) if request else None


TAKES: Mapping[str, Any] = {STATUS_OF: picked}


class ActionRequestStatus(Action):
    """By reference; else the one open request, a list where there are several, the latest where none is open.

    Unknown and somebody else's get the same answer. "Still not repaired" opens what was settled again.
    """

    def name(self) -> str:
        return "action_request_status"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, busy = Turn.of(tracker), tracker.active_loop_name is not None
        quoted = await in_reading(lambda s: requests.find_reference(s, turn.text))
        if quoted is None and await promised(dispatcher, turn, tracker.active_loop_name):
            return []

        def work(s: Session) -> dict[str, Any]:
            again = (
                {} if busy else effects.once(s, turn.exchange_id, UNSOLVED, lambda: still_unsolved(s, turn), turn.now)
            )
            return again or self._told(s, turn)

        told = await in_transaction(work)
        lines = [] if busy and told["key"] != "status_several" else told["choices"]
        say(dispatcher, told["key"], lines, **told["facts"])
        return []

    @staticmethod
    def _told(s: Session, turn: Turn) -> dict[str, Any]:
        contact, nothing = turn.contact(s), [choice("report", intent="report_problem"), adviser_choice()]
        nothing = [*proof_lines(contact), *nothing]
        reference = requests.find_reference(s, turn.text)
        if reference is not None:
            request = requests.request_by_reference(s, reference)
            if request is None or not requests.may_see(request, contact):
                return answer("status_not_found", nothing, reference=reference)
            return told_of(s, turn, request)
        latest = requests.latest_of(s, contact, limit=20)
        open_ones = [each for each in latest if each.status in requests.OPEN_STATUSES]
        if len(open_ones) > 1:
            return _several(open_ones)
        one = next(iter([*open_ones, *latest]), None)
        return told_of(s, turn, one) if one else answer("status_none", nothing)
