"""How an answer of who pays is told: the verdict, why, its text, what could change it, and the natural next steps."""

import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot.actions.context import catalogue, who_pays_page
from bot.actions.replies import Choice, adviser_choice, choice, say
from bot.actions.who_pays_case import GAP, Case, label_of, rules, words
from common.who_pays import FACTS, Outcome, Step
from common.who_pays_data import Source
from common.wording import text_of, translated

INTENT = "ask_who_pays"
WHY, DISAGREE, HOW_TO, CONTRACT, INSURANCE, DONE, OVER = (
    *("why", "disagree", "how_to", "contract_phone", "insurance_steps", "done", "danger_over"),
)
# What the hotline finds out by itself is no news to the tenant.
_OWN_WORK = frozenset({"danger", "contract"})
# Which of the facts that would change an answer are told first, and how many; on SMS as many as fit.
_TOLD_FIRST = ("wear", "age", "misuse", "event", "defect", "extent", "place", "neighbours", "owner", "at_entry")
_MOST_TOLD, _MOST_TOLD_BRIEFLY = 4, 2
# The steps that are taken beside the one that comes next.
_STEPS: Mapping[str, tuple[str, ...]] = {
    "how_to": ("book",),
    "book": ("book",),
    "contract_phone": (CONTRACT, "book"),
    "insurance_steps": (INSURANCE, "book"),
    "adviser": (),
    "nothing": (),
}
_STEPS_OF_EVENT = {"break_in": "theft", "water_damage": "water"}
# An SMS cites the first text without its date, and the heading up to its first stop.
_DATE = re.compile(r" du \d{1,2}(?:er)? [^\W\d]+ \d{4}")
_LONGEST_HEADING, _LONGEST_LABEL = 50, 38


def brief(source: Source) -> tuple[str, str]:
    """The citation and the heading for an SMS."""
    cite = _DATE.sub("", source.cite.split(" ; ")[0]).replace("n° ", "").replace(" et suivants", " s.")
    heading = source.heading.rpartition(") ")[2] or source.heading
    heading = re.sub(r"^[IVX]+\. ", "", heading).split(" : ")[0].split(" ; ")[0]
    if len(heading) > _LONGEST_HEADING:
        heading = textwrap.shorten(heading.split(", ")[0], _LONGEST_HEADING, placeholder="...")
    return cite, heading


def source_fact(source: Source) -> dict[str, Any]:
    cite, heading = brief(source)
    return text_of("who_pays_source", cite=source.cite, heading=source.heading, short=cite, brief=heading)


def changing(outcome: Outcome) -> list[str]:
    """The facts worth naming of those that would change an answer, the likeliest first."""
    named = [name for name in outcome.would_change if name not in _OWN_WORK]
    order = (*_TOLD_FIRST, *FACTS)
    return sorted(named, key=order.index)


def _changes(outcome: Outcome) -> Any:
    names = changing(outcome)
    if not names:
        return ""
    facts = [text_of(f"who_pays_fact_{name}") for name in names]
    return text_of("who_pays_changes", facts=facts[:_MOST_TOLD], few=facts[:_MOST_TOLD_BRIEFLY])


def problem_of(case: Case) -> dict[str, Any]:
    return translated(label_of(case.subject))


def brief_label(label: str) -> str:
    """A label as an SMS has room for it: the decree's lines are long, what comes first names them."""
    if len(label) <= _LONGEST_LABEL:
        return label
    return textwrap.shorten(re.split(r" : |: | \(|, ", label)[0], _LONGEST_LABEL, placeholder="...")


def why_of(outcome: Outcome) -> dict[str, Any]:
    return text_of(outcome.why, **outcome.why_facts)


def say_answer(dispatcher: CollectingDispatcher, case: Case, outcome: Outcome) -> None:
    """One message: who, about what, why, the text, how sure it is, what could change it."""
    page = who_pays_page()
    say(
        dispatcher,
        "who_pays_answer",
        verdict=text_of(f"who_pays_{outcome.who}"),
        problem=problem_of(case),
        thing=translated({language: brief_label(label) for language, label in label_of(case.subject).items()}),
        why=why_of(outcome),
        source=source_fact(outcome.source),
        basis="" if outcome.basis == "verified" else text_of(f"who_pays_basis_{outcome.basis}"),
        changes=_changes(outcome),
        page=text_of("who_pays_page", link=page) if page else "",
    )


def say_gap(dispatcher: CollectingDispatcher, busy: bool) -> None:
    """It is in none of our lists: who can confirm it."""
    say(dispatcher, "who_pays_gap", [] if busy else [adviser_choice(), done_choice()])


def say_next(dispatcher: CollectingDispatcher, case: Case, outcome: Outcome, requested: bool) -> None:
    """The natural next steps, to choose from.

    :param requested: the conversation's request is about this very thing
    """
    lines = [*map(_also, case.waiting[:1]), *steps(case, outcome, requested)]
    elsewhere = text_of("who_pays_elsewhere") if case.elsewhere else ""
    every = [*lines, why_choice(), disagree_choice(), done_choice()]
    say_what_now(dispatcher, every, elsewhere or _changes(outcome), elsewhere)


def say_what_now(dispatcher: CollectingDispatcher, lines: list[Choice], changes: Any = "", elsewhere: Any = "") -> None:
    """
    :param changes: what could change the answer, where the answer had no room for it
    :param elsewhere: that the answer is the general one
    """
    say(dispatcher, "who_pays_next", lines, changes=changes, elsewhere=elsewhere)


def _also(subject: str) -> Choice:
    """What the same message asked about besides."""
    thing = translated({language: brief_label(label) for language, label in label_of(subject).items()})
    return choice(subject, text_of("who_pays_also", thing=thing), INTENT, situation=subject)


def steps(case: Case, outcome: Outcome, requested: bool) -> list[Choice]:
    """The lines of what can be done now."""
    if case.elsewhere:
        return [adviser_choice()]
    described = case.subject in words().how_to and outcome.who == "tenant"
    lines = [_further(HOW_TO)] if described else []
    for step in _STEPS[outcome.next_step]:
        lines.append(book_choice(case, requested) if step == "book" else _further(step))
    return lines or [adviser_choice()]


def book_choice(case: Case, requested: bool) -> Choice:
    """A visit: of the request that there is, else by way of a report."""
    if requested:
        return choice("book", intent="book_appointment")
    if case.subject in catalogue().situations:
        return choice("book", intent="report_problem", situation=case.subject)
    return choice("report", intent="report_problem")


def _further(value: str) -> Choice:
    return choice(value, intent=INTENT, choice=value)


def why_choice() -> Choice:
    return {**_further(WHY), "also": list(words().also["why"])}


def disagree_choice() -> Choice:
    return {**_further(DISAGREE), "also": list(words().also["disagree"])}


def done_choice() -> Choice:
    return _further(DONE)


def say_reasoning(dispatcher: CollectingDispatcher, case: Case, outcome: Outcome, tried: Iterable[Step]) -> None:
    """The longer reasoning: what was looked at in the law's order, what decides, what is known, the text."""
    stages = list(
        dict.fromkeys(step.rule.stage for step in tried if not step.holds and step.rule.stage != outcome.stage)
    )
    known = [
        text_of("who_pays_known", fact=text_of(f"who_pays_fact_{name}"), value=_told(name, value))
        for name, value in case.facts.items()
        if name not in _OWN_WORK
    ]
    say(
        dispatcher,
        "who_pays_reasoning",
        passed=text_of("who_pays_passed", stages=[text_of(f"who_pays_stage_{stage}") for stage in stages])
        if stages
        else "",
        stage=text_of(f"who_pays_stage_{outcome.stage}"),
        why=why_of(outcome),
        known=text_of("who_pays_what_is_known", facts=known) if known else "",
        source=source_fact(outcome.source),
    )


def _told(name: str, value: Any) -> Any:
    if name == "age":
        return text_of("who_pays_years", count=value)
    if isinstance(value, bool):
        return text_of("choice_yes" if value else "choice_no")
    return text_of(f"who_pays_value_{value}")


def say_how_to(dispatcher: CollectingDispatcher, case: Case) -> None:
    """The tenant's own repair, with the point at which to stop and write to us."""
    lines = [book_choice(case, False), adviser_choice(), done_choice()]
    say(dispatcher, f"who_pays_how_to_{words().how_to[str(case.subject)]}", lines)


def say_contract(dispatcher: CollectingDispatcher, case: Case, outcome: Outcome) -> None:
    firm, phone = outcome.why_facts["firm"], outcome.why_facts["phone"]
    key = "who_pays_contract_phone" if firm and phone else "who_pays_contract_no_phone"
    say(dispatcher, key, [book_choice(case, False), adviser_choice(), done_choice()], firm=firm, phone=phone)


def say_insurance(dispatcher: CollectingDispatcher, case: Case) -> None:
    """Whom to tell, with what, by when."""
    given = case.about.given if case.about else {}
    event = case.facts.get("event", given.get("event"))
    key = f"who_pays_insurance_{_STEPS_OF_EVENT.get(str(event), 'other')}"
    say(dispatcher, key, [adviser_choice(), done_choice()])


def is_gap(case: Case) -> bool:
    return case.subject in (None, GAP) or case.subject not in rules().subjects
