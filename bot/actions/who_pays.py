"""Who pays: the verdict in one sentence, its exceptions, its legal basis; indicative, never a refusal.

Order of the rules: danger first, then a contract of the residence, then what the decree and the law say.
"""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client.models import Building, Request
from bot.actions import understanding
from bot.actions.context import Turn, catalogue, in_reading, settings
from bot.actions.open_request import numbers
from bot.actions.replies import adviser_choice, choice, say, say_card, situation_choice
from common.catalogue import Situation
from common.wording import text_of, translated

INTENT = "ask_who_pays"


def contract_of(s: Session, building_id: int | None, trade: str) -> dict[str, Any] | None:
    """The residence's maintenance contract for a trade."""
    building = s.get(Building, building_id) if building_id else None
    return building.residence.contracts.get(trade) if building else None


def verdict(situation: Situation, contract: dict[str, Any] | None) -> tuple[str, dict[str, Any]]:
    """The key of the first sentence and its facts."""
    facts: dict[str, Any] = {"problem": translated(situation.label)}
    if contract and situation.who_pays != "landlord":
        return "who_pays_contract", {**facts, "firm": contract.get("firm", "")}
    return f"who_pays_{situation.who_pays}", facts


class ActionWhoPays(Action):
    """Answers from the catalogue, also in the middle of a form, whose question then comes back."""

    def name(self) -> str:
        return "action_who_pays"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, busy = Turn.of(tracker), tracker.active_loop_name is not None
        code = understanding.guess(turn.situations, settings().thresholds)
        found = code.sure or await self._talked_about(turn, tracker)
        if found is None:
            self._ask(dispatcher, code.offered, busy)
            return []
        situation = catalogue().situation(found)

        def read(s: Session) -> tuple[dict[str, Any] | None, dict[str, Any]]:
            return contract_of(s, turn.building_id, situation.trade), numbers(s, turn.building_id)

        contract, card_facts = await in_reading(read)
        self._danger_first(dispatcher, situation, card_facts)
        self._answer(dispatcher, situation, contract, busy)
        return []

    @staticmethod
    async def _talked_about(turn: Turn, tracker: Tracker) -> str | None:
        """ "Is it for me to pay?" means the problem being reported, or the request that was just opened."""
        likely = max((confidence for _, confidence in turn.situations), default=0.0)
        if likely >= settings().thresholds.sure:
            return None
        reported = tracker.get_slot("situation")
        if reported is None and turn.request_id is not None:
            reported = await in_reading(lambda s: s.get_one(Request, turn.request_id).situation)
        return reported if reported in catalogue().situations else None

    @staticmethod
    def _ask(dispatcher: CollectingDispatcher, offered: tuple[str, ...], busy: bool) -> None:
        if busy or not offered:
            say(dispatcher, "who_pays_open", [] if busy else [adviser_choice()])
            return
        say(dispatcher, "who_pays_ask", [*(situation_choice(c, INTENT) for c in offered), adviser_choice()])

    @staticmethod
    def _danger_first(dispatcher: CollectingDispatcher, situation: Situation, card_facts: dict[str, Any]) -> None:
        danger = settings().dangers.get(situation.code)
        if situation.urgency == "emergency" and danger:
            say_card(dispatcher, danger, card_facts)

    @staticmethod
    def _answer(
        dispatcher: CollectingDispatcher, situation: Situation, contract: dict[str, Any] | None, busy: bool
    ) -> None:
        key, facts = verdict(situation, contract)
        depends = translated(situation.depends) if situation.depends.get("fr") else text_of("who_pays_no_exception")
        say(dispatcher, key, **facts, depends=depends)
        lines = [choice("report", intent="report_problem", situation=situation.code), adviser_choice()]
        basis = "who_pays_basis" if situation.verified == "text_read" else "who_pays_basis_to_confirm"
        say(dispatcher, basis, [] if busy else lines, basis=situation.legal_basis)
