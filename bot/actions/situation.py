"""What the problem is: from one message, from several problems in it, or step by step through the parts of a home."""

from dataclasses import replace

from bot.actions import danger_told, understanding
from bot.actions.context import Turn, catalogue, settings
from bot.actions.parts import DANGER, MORE, TOP, WORDS
from bot.actions.problems import queued, told_together
from bot.actions.replies import NO, OTHER, YES
from bot.actions.report_state import URGENT, Report


def standing(report: Report) -> dict[str, bool]:
    """The known conditions that hold whatever problem is told: those of the season and of the household."""
    return {
        code: holds for code, holds in report.conditions().items() if catalogue().condition(code).source != "answer"
    }


def guessed(turn: Turn, report: Report) -> Report:
    """The report with the situation that the message names, or those to offer.

    Of several problems the most urgent is reported now, with the conditions of its own words, and the others wait.
    """
    together = told_together(turn, standing(report))
    if together:
        first, *rest = together
        own = {**standing(report), **danger_told.heard(first.text, first.against)}
        return replace(
            report,
            situation=first.situation,
            problem_text=first.text,
            known=own,
            scope=understanding.scope_heard(first.text, settings()),
            next_problems=queued(report.next_problems, rest),
            against=first.against,
        )
    found = understanding.guess(turn.situations, settings().thresholds)
    # Whoever picks a danger from a list has one, whatever the words before it were read as.
    against = turn.against if found.sure else report.against
    return replace(report, situation=found.sure, candidates=found.offered or report.candidates, against=against)


def way_in(turn: Turn, report: Report) -> Report:
    """Where the tree is entered by a message that names no problem: with the danger where that may be meant."""
    if report.situation or report.candidates:
        return report
    reporting = turn.intent == "report_problem"
    alarming = settings().parts.is_night(turn.now) or understanding.sounds_urgent(turn.text, settings())
    return replace(report, guide=DANGER if reporting and alarming else _part_named(turn) or TOP)


def _part_named(turn: Turn) -> str | None:
    """The part of the tree that the words name, and nothing more: "un souci dans la cuisine"."""
    room = understanding.room_heard(turn.words, settings())
    return room if room in settings().parts.by_code else None


def taken(turn: Turn, report: Report) -> Report | None:
    """The answer to "what is it?": a line of the list, or words. None: not understood."""
    if asks_danger(report):
        answered = _danger(turn, report)
        return answered or _words(turn, replace(report, guide=TOP))
    if turn.choice and report.guide and not report.candidates:
        return _line(turn, report)
    if turn.choice in (*report.candidates, OTHER):
        return replace(report, situation=turn.choice)
    if turn.intent == "deny" and report.candidates:
        return replace(report, situation=OTHER)
    if turn.intent == "affirm" and len(report.candidates) == 1:
        return replace(report, situation=report.candidates[0])
    return None if turn.choice else _words(turn, report)


def asks_danger(report: Report) -> bool:
    """Whether the question is if anybody is in danger."""
    return report.guide == DANGER and not report.candidates


def _danger(turn: Turn, report: Report) -> Report | None:
    """Yes: handed on at once, whatever it is. No: on to the parts."""
    said = turn.answers("any_danger")
    if said == YES:
        return replace(report, situation=OTHER, severity=URGENT, scope=report.scope or "unknown")
    return replace(report, guide=TOP) if said == NO else None


def _line(turn: Turn, report: Report) -> Report | None:
    guide, value = str(report.guide), str(turn.choice)
    if guide == WORDS:
        return replace(report, situation=OTHER) if value == OTHER else None
    page = settings().parts.page(guide, turn.channel)
    if value not in (*page.items, MORE, OTHER):
        return None
    leads_to = settings().parts.leads_to(guide, value)
    return replace(report, situation=value) if leads_to is None else replace(report, guide=leads_to)


def _words(turn: Turn, report: Report) -> Report | None:
    said = replace(report, problem_text=joined(report.problem_text, turn.words))
    said = replace(said, known={**danger_told.heard(turn.words, turn.against), **said.conditions()})
    found = guessed(turn, said)
    if found.situation or found.candidates != report.candidates:
        return found
    part = _part_named(turn)
    if report.guide not in (None, WORDS, part) and part:
        return replace(said, guide=part)
    # after "something else" any words are what there is to say: a person reads them
    told = report.guide == WORDS and turn.words and turn.intent not in ("affirm", "deny")
    return replace(said, situation=OTHER) if told else None


def joined(before: str, more: str) -> str:
    """Two messages about the same problem, one a line."""
    return f"{before}\n{more}" if more and more not in before.split("\n") and before else before or more
