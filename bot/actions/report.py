"""Reporting a problem: what a message says about it, what is still worth asking, and how each question is put.

At most three questions (what exactly, how bad, for whom), fewer where the words already say it; somebody the
directory does not know is asked for a name and an address besides.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from backend_client.calendar import in_heating_season, paris_day
from bot.actions import danger_told, details, known_trouble, problems, situation, understanding
from bot.actions.context import Turn, backend, catalogue, own_words, settings
from bot.actions.problems import Problem
from bot.actions.replies import NO, NONE, OTHER, UNKNOWN, YES
from bot.actions.report_state import CAN_WAIT, FREE_TEXT, URGENT, OnFile, Report
from bot.actions.situation import joined, standing
from common.catalogue import Condition

_LONGEST = {"typed_name": 120, "typed_address": 200}


def season(turn: Turn) -> dict[str, bool]:
    """The condition that the calendar answers."""
    return {"heating_season": in_heating_season(backend().landlord, paris_day(turn.now))}


def begin(turn: Turn, report: Report, on_file: OnFile) -> Report:
    """The form opens: take what the first message and the file already say."""
    text = report.problem_text or turn.words or turn.summary
    against = report.against if report.problem_text else turn.against
    told = details.merged(report.details(), _read(turn, text))
    at_home = {"vulnerable_person": True} if on_file.vulnerable or told.get("household") else {}
    opened = replace(
        report,
        problem_text=text,
        told=told,
        known={**danger_told.heard(text, against), **season(turn), **at_home, **report.conditions()},
        scope=report.scope or understanding.scope_heard(text, settings()),
        typed_name=on_file.typed_name or told.get("name"),
        typed_address=on_file.typed_address or told.get("address"),
        attempts=0,
    )
    return opened if opened.situation else situation.way_in(turn, situation.guessed(turn, opened))


def _read(turn: Turn, text: str) -> dict[str, Any]:
    return details.read(text, settings().phrases, turn.now).stored()


def questions(report: Report) -> list[Condition]:
    """Whether its danger is still there, where that is doubted; else the conditions that could still make the reported
    situation more urgent."""
    if report.situation in (None, OTHER):
        return []
    situation_ = catalogue().situation(str(report.situation))
    return danger_told.asked(report) or catalogue().questions(situation_, report.conditions())


def yes_no_questions(requested: str, report: Report) -> list[str]:
    """The codes of the yes/no questions that a slot asks, as `bot/data/answers` knows them."""
    if requested == "severity":
        return ["can_wait"] if report.situation == OTHER else [condition.code for condition in questions(report)]
    if requested == "scope":
        return [known_trouble.QUESTION if known_trouble.is_asked(report) else "scope"]
    return ["any_danger"] if requested == "situation" and situation.asks_danger(report) else []


def in_own_words(text: str, requested: str, report: Report) -> bool:
    """Whether a text surely answers what a slot asks with yes or no, though it is no line of its list."""
    return any(own_words(text, question) for question in yes_no_questions(requested, report))


def next_question(report: Report, identified: bool) -> str | None:
    """The slot to ask for next; None: all is told that needs to be."""
    if report.situation is None:
        return "situation"
    if known_trouble.is_asked(report):
        return "scope"
    if report.severity is None and (report.situation == OTHER or questions(report)):
        return "severity"
    if report.scope is None and report.situation != OTHER and catalogue().situation(report.situation).ask_scope:
        return "scope"
    missing = [slot for slot in FREE_TEXT if getattr(report, slot) is None]
    return None if identified or not missing else missing[0]


def _severity(turn: Turn, report: Report) -> Report | None:
    if report.situation == OTHER:
        waits = {YES: CAN_WAIT, NO: URGENT}
        said = turn.answers("can_wait")
        answer = waits.get(str(said), said)
        return replace(report, severity=answer) if answer in (URGENT, CAN_WAIT) else None
    told = _told(turn, yes_no_questions("severity", report), danger_told.said_over(turn, report))
    if told is None:
        return None
    held = sorted(code for code, holds in told.items() if holds)
    return replace(report, severity=held[0] if held else NONE, known={**report.conditions(), **told})


def _told(turn: Turn, asked: list[str], over: bool) -> dict[str, bool] | None:
    """What an answer says of the conditions that were asked about; None: nothing.

    :param over: it says that the danger that is asked about is over
    """
    none, alone = dict.fromkeys(asked, False), asked if len(asked) == 1 else []
    if turn.choice in (NONE, NO):
        return none
    if turn.choice:
        return dict.fromkeys(alone if turn.choice == YES else {turn.choice}.intersection(asked), True) or None
    # A bare "yes" to several questions at once does not tell which.
    plain = turn.plain if turn.plain == NO or alone else None
    said = {code: own_words(turn.words, code, plain) for code in asked}
    named = understanding.heard(turn.words, settings())
    heard = {code for code in asked if named.get(code) and own_words(turn.words, code) != NO}
    held = heard.union(code for code, answer in said.items() if answer == YES)
    if held:
        return dict.fromkeys(held, True)
    return none if over or all(answer == NO for answer in said.values()) else None


def _scope(turn: Turn, report: Report) -> Report | None:
    if known_trouble.is_asked(report):
        return known_trouble.taken(turn, report)
    places = {YES: "dwelling", NO: "building"}
    said = understanding.scope_heard(turn.words, settings()) or turn.answers("scope")
    answer = places.get(str(said), said)
    return replace(report, scope=answer) if answer in ("dwelling", "building", UNKNOWN) else None


def _filled(report: Report, slot: str, value: str) -> Report:
    fields: dict[str, Any] = {slot: value}
    return replace(report, **fields)


def _free(slot: str) -> Callable[[Turn, Report], Report | None]:
    def take(turn: Turn, report: Report) -> Report | None:
        said = turn.words[: _LONGEST[slot]]
        yes_no = turn.plain is not None and turn.confidence >= _leaves(turn, slot)
        spoken = not yes_no and any(c.isalpha() for c in said)
        return _filled(report, slot, said) if spoken else None

    return take


_TAKE: Mapping[str, Callable[[Turn, Report], Report | None]] = {
    "situation": situation.taken,
    "severity": _severity,
    "scope": _scope,
    **{slot: _free(slot) for slot in FREE_TEXT},
}
# What a question that stays unanswered is taken for: the request is opened all the same and a person reads it.
_GIVEN_UP: Mapping[str, str] = {
    "situation": OTHER,
    "severity": UNKNOWN,
    "scope": UNKNOWN,
    "typed_name": "",
    "typed_address": "",
}


def another_problem(turn: Turn, report: Report, requested: str) -> list[Problem]:
    """Problems told in the middle of the questions that are not the one being reported. What answers the question may
    name a situation too: it is an answer."""
    if requested in FREE_TEXT and turn.confidence < _leaves(turn, requested):
        return []
    if turn.intent != "report_problem" or report.situation is None:
        return []
    noted = [str(each["situation"]) for each in report.next_problems]
    told = problems.other_problems(turn, report.situation, noted, standing(report))
    return [each for each in told if not in_own_words(each.text, requested, report)]


def answer(turn: Turn, requested: str, before: Report) -> Report:
    """The report after one answer to one question. One that is not understood counts as an attempt."""
    report = before if requested in FREE_TEXT else _with_details(turn, before)
    taken = _TAKE[requested](turn, report)
    if taken is not None:
        return replace(taken, attempts=0)
    attempts = report.attempts + 1
    if attempts >= settings().tries and known_trouble.is_asked(report):
        return replace(known_trouble.passed(report), attempts=0)
    if attempts >= settings().tries:
        return replace(_filled(report, requested, _GIVEN_UP[requested]), attempts=0)
    told = "" if requested in FREE_TEXT else turn.words
    return replace(report, attempts=attempts, problem_text=joined(report.problem_text, told))


def _with_details(turn: Turn, report: Report) -> Report:
    """What an answer in words tells besides the answer."""
    if not turn.words:
        return report
    told = details.merged(report.details(), _read(turn, turn.words))
    at_home = {"vulnerable_person": True} if told.get("household") else {}
    return replace(
        report,
        told=told,
        known={**at_home, **report.conditions()},
        typed_name=report.typed_name or told.get("name"),
        typed_address=report.typed_address or told.get("address"),
    )


def leaves(turn: Turn, ignored: list[str], requested: str, report: Report) -> bool:
    """Whether a message in the middle of a report is about something else. Of an answer in own words no intent says so:
    "à demain, ça suffit" is no goodbye, and whoever has closed the valve still wants the tap repaired."""
    if in_own_words(turn.words, requested, report) or danger_told.said_over(turn, report):
        return False
    return is_digression(turn, ignored, _answers(turn, requested, report), requested)


def is_digression(turn: Turn, ignored: list[str], answers: bool, requested: str) -> bool:
    """Whether a message in the middle of a question is about something else, so that its own rule answers.

    :param answers: its words answer the question; then only a sure intent leaves it, since any intent may be
        misread in a name, an address or three words
    """
    return turn.intent in ignored and (not answers or turn.confidence >= _leaves(turn, requested))


def _leaves(turn: Turn, requested: str) -> float:
    """How sure an intent has to be to leave a question that the words answer. A question is no name."""
    is_name = requested in FREE_TEXT and "?" not in turn.words
    return settings().thresholds.leaves_name if is_name else settings().thresholds.leaves_question


def _answers(turn: Turn, requested: str, report: Report) -> bool:
    """Whether the words of a message answer the question that was asked."""
    taken = _TAKE[requested](turn, report)
    return taken is not None and (known_trouble.is_asked(report) or getattr(taken, requested) is not None)
