"""Short answers that change nothing, the list when a message was not understood, and the language."""

from collections.abc import Iterable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client.landlord import Hours, Landlord
from bot.actions.context import Turn, backend, in_transaction, settings
from bot.actions.free_words import taken
from bot.actions.matters import promised
from bot.actions.replies import adviser_choice, choice, landlord_facts, say, situation_choice
from bot.actions.said_lines import said
from bot.actions.understanding import guess
from common.text import fold
from common.wording import text_of, translated

DID_YOU_MEAN, FALLBACK = "action_did_you_mean", "action_default_fallback"
# Understood as these, a few words may still be what the last question asked for; up to so many are mere politeness.
_MAY_ANSWER = frozenset({"thank", "greet", "goodbye", "affirm", "deny", "out_of_scope"})
_POLITE = 2
_BETWEEN = ("action_listen", "action_session_start", "action_extract_slots")


class ActionTalk(Action):
    """Answers greetings, thanks, questions about the assistant and the office."""

    def name(self) -> str:
        return "action_talk"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, landlord = Turn.of(tracker), backend().landlord
        wordy = turn.intent in _MAY_ANSWER and len(turn.words.split()) > _POLITE
        if tracker.active_loop_name is None and wordy and await _taken(dispatcher, turn):
            return []
        if await promised(dispatcher, turn, tracker.active_loop_name):
            return []
        key = settings().talk.get(turn.intent, "out_of_scope")
        hours = opening_hours(landlord) if key == "contact_hours" else {}
        say(dispatcher, key, **landlord_facts(landlord), **hours)
        return []


async def _taken(dispatcher: CollectingDispatcher, turn: Turn) -> bool:
    """Take a message as the answer to the last question, where no form asked it."""
    return await taken(dispatcher, turn) or await said(dispatcher, turn)


def opening_hours(landlord: Landlord) -> dict[str, Any]:
    """The week as facts: days that share their hours are named together, at most three groups."""
    groups: list[tuple[int, int, list[dict[str, Any]]]] = []
    for weekday, spans in enumerate(landlord.opening):
        written = [_span(span) for span in spans]
        if groups and groups[-1][2] == written:
            groups[-1] = (groups[-1][0], weekday, written)
        else:
            groups.append((weekday, weekday, written))
    return {"hours": [_line(*group) for group in groups if group[2]]}


def _line(first: int, last: int, hours: list[dict[str, Any]]) -> dict[str, Any]:
    if first == last:
        return text_of("hours_day", day=text_of(f"weekday_{first}"), hours=hours)
    return text_of("hours_days", first=text_of(f"weekday_{first}"), last=text_of(f"weekday_{last}"), hours=hours)


def _span(hours: Hours) -> dict[str, Any]:
    """Two clock times in every language; midnight at the end of the day is written 24."""
    starts, ends = hours.starts, hours.ends
    last = (ends.hour, ends.minute) if ends else (24, 0)
    return translated(
        {
            language: f"{_clock(written, starts.hour, starts.minute)}-{_clock(written, *last)}"
            for language, written in _CLOCKS.items()
        }
    )


# How a clock time is written on the hour, and at other minutes.
_CLOCKS = {
    "fr": ("{0} h", "{0} h {1:02d}"),
    "en": ("{0:02d}:00", "{0:02d}:{1:02d}"),
    "ar": ("{0}:00", "{0}:{1:02d}"),
    "tr": ("{0:02d}:00", "{0:02d}:{1:02d}"),
    "pt": ("{0}h", "{0}h{1:02d}"),
    "es": ("{0}:00", "{0}:{1:02d}"),
}


def _clock(written: tuple[str, str], hour: int, minute: int) -> str:
    return written[bool(minute)].format(hour, minute)


def misses_in_a_row(events: Iterable[dict[str, Any]]) -> int:
    """How many of the tenant's last messages in a row were answered with "did you mean"."""
    count = 0
    for event in reversed(list(events)):
        name = event.get("name") if event.get("event") == "action" else None
        if name in (DID_YOU_MEAN, FALLBACK):
            count += 1
        elif name and name not in _BETWEEN:
            break
    return count


class ActionDidYouMean(Action):
    """A numbered list of what the message may have been about; after two in a row, an adviser is offered."""

    def name(self) -> str:
        return DID_YOU_MEAN

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn = Turn.of(tracker)
        if await promised(dispatcher, turn, tracker.active_loop_name):
            return []
        if tracker.active_loop_name:
            say(dispatcher, "answer_unclear")
            return []
        if await _taken(dispatcher, turn):
            return []
        if misses_in_a_row(tracker.events) >= settings().tries:
            say(dispatcher, "offer_adviser", [adviser_choice(), choice("report", intent="report_problem")])
            return []
        offered = guess(turn.situations, settings().thresholds)
        codes = [offered.sure] if offered.sure else list(offered.offered[:2])
        lines = [situation_choice(code, "report_problem") for code in codes]
        wishes = {"report": "report_problem", "book": "book_appointment", "status": "follow_up_request"}
        shown = ["status"] if codes else list(wishes)
        rest = [choice(wish, intent=wishes[wish]) for wish in shown]
        say(dispatcher, "did_you_mean", [*lines, *rest, adviser_choice()])
        return []


class ActionDefaultFallback(ActionDidYouMean):
    """Rasa's last resort, without taking the message back out of the dialogue; never silent."""

    def name(self) -> str:
        return FALLBACK


class ActionChangeLanguage(Action):
    """Writes in the language that is asked for by name, or offers those there are."""

    def name(self) -> str:
        return "action_change_language"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        turn, languages = Turn.of(tracker), settings().languages
        wanted = str(turn.entities.get("language") or _named(turn.text) or "")
        if wanted not in languages:
            lines = [
                choice(code, language["name"], intent="change_language", language=code)
                for code, language in languages.items()
            ]
            say(dispatcher, "change_language", [] if tracker.active_loop_name else lines)
            return []

        def write(s: Session) -> None:
            turn.contact(s).language = wanted

        await in_transaction(write)
        say(dispatcher, "language_set", sentence=languages[wanted]["sentence"])
        return []


def _named(text: str) -> str | None:
    said = f" {fold(text)} "
    return next(
        (code for code, language in settings().languages.items() if any(w in said for w in language["words"])), None
    )
