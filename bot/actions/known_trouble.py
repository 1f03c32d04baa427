"""What the building already knows is told before a report's first question, and can be followed instead.

Where the dialogue stands is kept in the report's ``guide``: ``known:<trouble>`` while the offer waits for its answer,
``follow:<trouble>`` when it is followed, ``apart`` when the tenant's own trouble is another one or worse. Dangers are
never offered: they always report.
"""

from dataclasses import replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from backend_client import followers, works
from backend_client.followers import INCIDENT, NOTICE, REQUEST, Trouble
from backend_client.models import WorksNotice
from bot.actions import understanding
from bot.actions.context import Turn, catalogue, settings
from bot.actions.replies import NO, NONE, OTHER, YES, Choice, answering, choice, condition_choice, say, understood
from bot.actions.report_state import Report
from bot.actions.works_facts import facts_of
from common.wording import moment, text_of

FOLLOW, APART, FRAGILE = "follow", "apart", "vulnerable_person"
QUESTION = "follow_known"
"""Of ``bot/data/answers``: "yes" is to be told of it, "no" is another trouble."""
_KNOWN = "known"
_BUILDING, _DWELLING = "building", "dwelling"


def is_asked(report: Report) -> bool:
    """Whether the offer waits for its answer."""
    return _part(report, _KNOWN) is not None


def is_apart(report: Report) -> bool:
    """Whether the tenant said that theirs is another trouble than the one that is known."""
    return report.guide == APART


def _part(report: Report, name: str) -> str | None:
    head, _, code = (report.guide or "").partition(":")
    return code if head == name else None


def offered(s: Session, turn: Turn, report: Report, is_danger: bool) -> Report:
    """The report with the offer of what is known of it in the building, where there is anything.

    :param is_danger: what is told is a danger to people, or a private matter
    """
    code = report.situation
    if code in (None, OTHER) or is_danger or turn.building_id is None or report.guide == APART:
        return report
    situation = catalogue().situation(str(code))
    if report.scope == _DWELLING:
        return report
    trouble = followers.known(s, turn.building_id, situation.code, situation.place, turn.contact(s), turn.now)
    return replace(report, guide=f"{_KNOWN}:{trouble.code}") if trouble else report


def ask(dispatcher: CollectingDispatcher, s: Session, report: Report) -> None:
    """Tell what is known, since when and who is on it, and ask what to do."""
    trouble = followers.again(s, str(_part(report, _KNOWN)))
    lines: list[Choice] = [answering(QUESTION, choice(FOLLOW)), answering(QUESTION, choice(APART))]
    if not report.conditions().get(FRAGILE):
        lines.append(condition_choice(FRAGILE))
    if trouble is None:
        say(dispatcher, "ask_scope", [choice(_DWELLING), choice(_BUILDING), choice("unknown")])
    elif trouble.what == NOTICE:
        notice = s.get_one(WorksNotice, trouble.id)
        key = "works_known_outage" if notice.kind == works.OUTAGE else "works_known_works"
        say(dispatcher, key, lines, **facts_of(notice))
    else:
        say(dispatcher, "works_known_trouble", lines, **_facts(trouble, report))


def _facts(trouble: Trouble, report: Report) -> dict[str, Any]:
    state = trouble.state if trouble.what == INCIDENT else REQUEST
    return {
        "problem": understood(report.situation),
        "since": moment(trouble.since),
        "state": text_of(f"works_state_{state}"),
    }


def taken(turn: Turn, report: Report) -> Report | None:
    """The report after an answer to the offer; None: not understood."""
    heard = understanding.heard(turn.words, settings()).get(FRAGILE, False)
    said = FRAGILE if heard else turn.answers(QUESTION)
    return _TAKE.get(str(said), lambda _: None)(report)


def passed(report: Report) -> Report:
    """Nothing is followed: the report goes on with its own questions."""
    return replace(report, guide=APART) if is_asked(report) else report


def _followed(report: Report) -> Report:
    code = _part(report, _KNOWN)
    return replace(report, guide=f"{FOLLOW}:{code}", severity=NONE, scope=_BUILDING)


def _fragile(report: Report) -> Report:
    """Somebody vulnerable is concerned: the incident is raised by following it; anything else is reported anew."""
    raised = replace(report, known={**report.conditions(), FRAGILE: True})
    is_incident = str(_part(report, _KNOWN)).startswith(INCIDENT)
    return _followed(raised) if is_incident else replace(raised, guide=APART, scope=report.scope or _BUILDING)


_TAKE = {FOLLOW: _followed, YES: _followed, APART: passed, NO: passed, FRAGILE: _fragile}


def followed(s: Session, report: Report) -> Trouble | None:
    """What the tenant follows; None: nothing, or it has ended meanwhile, and the report is one like any other."""
    code = _part(report, FOLLOW)
    return followers.again(s, code) if code else None
