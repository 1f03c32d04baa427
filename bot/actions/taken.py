"""Lines of lists that were picked while no form asks, by what their value begins with.

A value is ``<name>`` or ``<name>:<rest>``. Messages that the hotline writes by itself (a reminder, a survey, a notice)
offer such lines; whatever the dialogue does meanwhile, the value says all that its taker has to know.
"""

from collections.abc import Callable, Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import effects
from bot.actions import access, appointment_lines, cleaning, consent, feedback, followup, new_cleaning, status, times
from bot.actions.context import Turn, in_transaction
from bot.actions.replies import say

Taker = Callable[[Session, Turn, str], dict[str, Any] | None]
"""Does what was picked, in the transaction it is given, and returns :func:`bot.actions.replies.answer`; None: what the
line speaks of is over."""

TAKERS: Mapping[str, Taker] = {
    **consent.TAKES,
    **appointment_lines.TAKES,
    **access.TAKES,
    **feedback.TAKES,
    **followup.TAKES,
    **status.TAKES,
    **times.TAKES,
    **new_cleaning.TAKES,
    **cleaning.TAKES,
}
"""By the name that values begin with."""


async def take(dispatcher: CollectingDispatcher, turn: Turn, value: str) -> bool:
    """Do what a line stands for, once, and say so. False: nobody takes it any more."""
    name, _, rest = value.partition(":")
    if name not in TAKERS:
        return False

    def once(s: Session) -> dict[str, Any]:
        return effects.once(s, turn.exchange_id, name, lambda: TAKERS[name](s, turn, rest) or {}, turn.now)

    told = await in_transaction(once)
    if told:
        say(dispatcher, told["key"], told["choices"], **told["facts"])
    return bool(told)


class ActionTakeChoice(Action):
    """A line picked while no form asks; one that nobody takes any more is said to be over."""

    def name(self) -> str:
        return "action_take_choice"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = Turn.of(tracker)
        if not await take(dispatcher, turn, turn.choice or ""):
            say(dispatcher, "choice_stale")
        return []
