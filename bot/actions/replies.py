"""Replies as keys and facts: choices, and the few sentences that several capabilities share."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from backend_client.landlord import Landlord
from backend_client.windows import Window
from bot.actions.context import catalogue
from bot.actions.settings import Danger
from common.wording import moment, text_of, translated, window

Choice = dict[str, Any]

OTHER, NONE, MORE, ADVISER, LATER = "other", "none", "more", "adviser", "later"
YES, NO, UNKNOWN = "yes", "no", "unknown"


def say(dispatcher: CollectingDispatcher, key: str, choices: Sequence[Choice] = (), **facts: Any) -> None:
    """Say one message of the catalogue."""
    dispatcher.utter_message(response=f"utter_{key}", facts=facts, choices=list(choices))


def answer(key: str, choices: Sequence[Choice] = (), **facts: Any) -> dict[str, Any]:
    """One message of the catalogue as plain JSON, so that an effect can keep it and a replay says the same."""
    return {"key": key, "facts": facts, "choices": list(choices)}


def say_card(dispatcher: CollectingDispatcher, danger: Danger, numbers: dict[str, Any]) -> None:
    """Send the safety card of a danger; ``numbers`` are the emergency numbers that cards name."""
    dispatcher.utter_message(response=f"utter_{danger.card.replace('-', '_')}", facts=numbers, choices=[])


def hand_over(dispatcher: CollectingDispatcher, danger: Danger, certain: bool, words: str) -> None:
    """Leave a danger to the hotline, which sends the card, pages and asks where, instead of what the form would ask.

    :param certain: the tenant has said so in answer to a question; else the hotline asks once
    :param words: what the tenant wrote of it
    """
    dispatcher.utter_message(json_message={"danger": danger.code, "certain": certain, "words": words})


def choice(value: str, title: Any = None, intent: str | None = None, **entities: Any) -> Choice:
    """One line of a list.

    :param title: a fact; without one, the text ``choice-<value>``
    :param intent: what the answer means, where it means more than "this line"; ``entities`` go with it
    """
    line: Choice = {"value": value, "title": text_of(f"choice_{value}") if title is None else title}
    if intent:
        line["payload"] = {"intent": intent, "entities": entities}
    return line


def answering(question: str, line: Choice) -> Choice:
    """A line that answers a yes/no question of ``bot/data/answers``, so that own words are read as its answer too."""
    return {**line, "question": question}


def says(answer: str, question: str, line: Choice) -> Choice:
    """A line by itself that is ``yes`` or ``no`` to a question, outside of any form: own words pick it too.

    Any other ``answer`` is in no words but the line's own.
    """
    return {**answering(question, line), "says": answer}


def situation_choice(code: str, intent: str | None = None) -> Choice:
    """A situation in the words of the catalogue."""
    title = translated(catalogue().situation(code).label)
    return choice(code, title, intent, situation=code) if intent else choice(code, title)


def condition_choice(code: str) -> Choice:
    return choice(code, translated(catalogue().condition(code).label))


def window_choice(found: Window) -> Choice:
    """A window; its value names the contractor and the start, so that the answer needs nothing remembered."""
    title = window(found.starts_at, found.ends_at)
    return choice(f"{found.contractor_id}|{found.starts_at.isoformat()}", title)


def window_of(value: str) -> tuple[int, datetime] | None:
    """The contractor and the start that a window's value names; None for any other value."""
    contractor, bar, starts_at = value.partition("|")
    return (int(contractor), datetime.fromisoformat(starts_at)) if bar else None


def adviser_choice() -> Choice:
    return choice(ADVISER, intent="ask_adviser")


def understood(situation: str | None) -> Any:
    """What was understood, as a fact: the situation's label, or that an adviser will read the words."""
    if not situation:
        return text_of("understood_other")
    return translated(catalogue().situation(situation).label)


def by_when(urgency: str | None, due: str | datetime | None) -> Any:
    """How urgent, in plain words, and by when, as one fact."""
    if due is None or urgency in (None, "advice"):
        return text_of("when_advice" if urgency == "advice" else "when_open")
    at = datetime.fromisoformat(due) if isinstance(due, str) else due
    return text_of(f"when_{urgency}", due=moment(at))


def landlord_facts(landlord: Landlord) -> dict[str, Any]:
    """The landlord's facts that short texts may name."""
    return {"landlord": landlord.name, "phone": landlord.hotline_phone}
