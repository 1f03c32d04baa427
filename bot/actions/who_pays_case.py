"""One question of who pays, as the dialogue knows it: what it is about, what is known, what is still worth asking."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from sqlalchemy.orm import Session

from backend_client import who_pays as on_file
from backend_client.models import Building, Request
from bot.actions import understanding
from bot.actions.context import DATA, Turn, catalogue, own_words, settings
from bot.actions.details import read
from bot.actions.replies import NO, OTHER, UNKNOWN, YES
from bot.actions.who_pays_words import Words
from common.text import words as tokens
from common.who_pays import MAX_QUESTIONS, Facts, ResidenceTerms, questions
from common.who_pays_data import Rules, Subject
from common.who_pays_search import search

SLOT, FORM, ANSWER_SLOT = "who_pays_case", "who_pays_form", "who_pays_fact"
SUBJECT = "subject"
"""What is asked first where nothing says what it is about; it is answered like a fact."""

GAP = on_file.NO_SUBJECT
"""The subject of an answer to something that is in none of our lists."""

# The values that are a "yes" and a "no" to a fact's question, in the order of its list; a fact that is not here is
# answered with yes or no.
_YES_NO: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "place": {YES: ("private",), NO: ("common",)},
    "extent": {YES: ("small",), NO: ("whole",)},
    "owner": {YES: ("landlord",), NO: ("tenant",)},
    "event": {NO: ("none",), YES: ("storm", "water_damage", "break_in", "fire")},
}
VALUES: Mapping[str, tuple[str, ...]] = {
    fact: tuple(value for values in answers.values() for value in values) for fact, answers in _YES_NO.items()
}
_EITHER_OR = frozenset({"extent", "owner"})
"""Their questions name two things: a bare yes or no is no answer."""
_NEIGHBOURS = "whole_building"
"""The report asks the same of the neighbours."""
_LISTS = ("asked", "offered", "waiting")
# From here on the situation that a message names wins over a thing of our own lists.
_NEARLY_CERTAIN = 0.8


@lru_cache(maxsize=1)
def rules() -> Rules:
    return Rules.load(DATA / "who_pays", catalogue())


@lru_cache(maxsize=1)
def words() -> Words:
    return Words.load(DATA)


@dataclass(frozen=True)
class Case:
    """``facts``: what is known beside the subject. ``asked``: what was asked, answered or not. ``asking``: what is
    asked now. ``offered``: the subjects to choose from. ``waiting``: those of one message that are not answered
    yet. ``elsewhere``: it is about another dwelling than the tenant's, whose contract nobody knows here. ``paused``:
    the form that goes on afterwards. ``answer_id``: the answer that was given. ``leaves``: the tenant left the question
    for something else."""

    subject: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    asking: str | None = None
    offered: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    elsewhere: bool = False
    attempts: int = 0
    paused: str | None = None
    answer_id: int | None = None
    leaves: bool = False

    @classmethod
    def of(cls, tracker: Tracker) -> "Case":
        stored = dict(tracker.get_slot(SLOT) or {})
        lists = {name: tuple(stored.get(name, ())) for name in _LISTS}
        return cls(**{**stored, **lists})

    def slot(self) -> dict[str, Any]:
        lists = {name: list(getattr(self, name)) for name in _LISTS}
        return dict(SlotSet(SLOT, {**vars(self), "facts": dict(self.facts), **lists}))

    @property
    def about(self) -> Subject | None:
        return rules().subjects.get(self.subject or "")

    def known(self) -> Facts:
        """The facts as the rules take them. Where the subject is no danger, there is none: the guard has looked."""
        danger = None if self.about is not None and self.about.danger else False
        return Facts.of({"subject": self.subject or GAP, "danger": danger, **self.facts})

    def next_fact(self, terms: ResidenceTerms) -> str | None:
        """What to ask next; nothing where the answer stands or enough was asked."""
        count = len([each for each in self.asked if each != SUBJECT])
        if count >= MAX_QUESTIONS:
            return None
        return next((each for each in questions(self.known(), rules(), terms) if each not in self.asked), None)

    def heard(self, text: str) -> "Case":
        """The case with what a text states; what is known already stays."""
        return replace(self, facts={**words().facts_in(text), **self.facts}) if text else self


def terms_of(s: Session, turn: Turn, case: Case) -> ResidenceTerms:
    """What holds where the tenant lives; of another dwelling nothing but the law is known."""
    building = s.get(Building, turn.building_id) if turn.building_id and not case.elsewhere else None
    return on_file.residence_terms(s, building.residence if building else None)


def is_elsewhere(s: Session, turn: Turn) -> bool:
    """Whether a message is about another dwelling than the tenant's: one of their family, or another address."""
    if not turn.words:
        return False
    if words().says("elsewhere", turn.words):
        return True
    building = s.get(Building, turn.building_id) if turn.building_id else None
    address = read(turn.words, settings().phrases, turn.now).address
    return building is not None and address is not None and not set(tokens(address)) <= set(tokens(building.address))


def life_of(subject: str | None, terms: ResidenceTerms) -> int:
    """How long the thing lasts, in years: by the landlord's table, else by what is usual; 0: nobody says."""
    about = rules().subjects.get(subject or "")
    if about is None:
        return 0
    return terms.wear[about.life].years if about.life in terms.wear else rules().lives.get(about.life, 0)


def label_of(subject: str | None) -> Mapping[str, str]:
    """What the subject is called, by language."""
    return rules().labels.get(subject or "", {})


def named(turn: Turn) -> tuple[str | None, tuple[str, ...]]:
    """The subject that a message names, and those to choose from where it is not sure.

    A thing that only the lists of who pays know ("le moteur du volet") wins over a situation that is not certain.
    """
    picked = turn.entities.get("situation")
    if picked in rules().subjects:
        return str(picked), ()
    guess = understanding.guess(turn.situations, settings().thresholds)
    likely = max((confidence for _, confidence in turn.situations), default=0.0)
    found = search(words().without_question(turn.words), rules()) if turn.words else []
    kind = rules().subjects[found[0]].kind if found else ""
    if (kind == "item" and likely < _NEARLY_CERTAIN) or (kind == "line" and not (guess.sure or guess.offered)):
        return found[0], ()
    if guess.sure:
        return guess.sure, ()
    return None, tuple(code for code in guess.offered if code in rules().subjects)


def talked_about(s: Session, turn: Turn, tracker: Tracker) -> str | None:
    """ "Is it for me to pay?" means the problem being reported, or the request that was just opened."""
    likely = max((confidence for _, confidence in turn.situations), default=0.0)
    if likely >= settings().thresholds.sure:
        return None
    reported = tracker.get_slot("situation")
    if reported is None and tracker.get_slot("booking_request"):
        reported = s.get_one(Request, tracker.get_slot("booking_request")).situation
    if reported is None and turn.request_id is not None:
        reported = s.get_one(Request, turn.request_id).situation
    return reported if reported in catalogue().situations else None


def answered(turn: Turn, case: Case, terms: ResidenceTerms) -> Case | None:
    """The case after an answer to its question; ``None``: the message does not answer it."""
    if case.asking == SUBJECT:
        return _subject_told(turn, case)
    fact, told = str(case.asking), _stated(turn)
    value = _value(fact, turn, told, life_of(case.subject, terms))
    if value is not None:
        return replace(case, facts={**case.facts, **told, fact: value})
    if turn.choice == UNKNOWN or (turn.words and words().says("unknown", turn.words)):
        return case
    return None


def question_of(fact: str) -> str:
    """The yes/no question of ``bot/data/answers`` that a fact's question is."""
    return _NEIGHBOURS if fact == "neighbours" else f"who_pays_{fact}"


def in_own_words(turn: Turn, case: Case) -> bool:
    """Whether a message surely answers the question that is asked, though it is no line of its list: then no intent
    says that it is about something else."""
    return own_words(turn.words, question_of(str(case.asking))) is not None


def _stated(turn: Turn) -> dict[str, Any]:
    """The facts that an answer states. The tables know single words: where the whole rather says the opposite ("neither
    storm nor thieves"), it states nothing."""
    told = words().facts_in(turn.words) if turn.words else {}
    said = {fact: _yes_no(fact, value) for fact, value in told.items()}
    return {
        fact: value
        for fact, value in told.items()
        if said[fact] is None or own_words(turn.words, question_of(fact), said[fact]) == said[fact]
    }


def _yes_no(fact: str, value: Any) -> str | None:
    """What a value is as an answer to its fact's question; None: neither yes nor no."""
    if isinstance(value, bool):
        return YES if value else NO
    return next((answer for answer, named in _YES_NO.get(fact, {}).items() if value in named), None)


def _value(fact: str, turn: Turn, told: Mapping[str, Any], life: int) -> Any:
    """The value of a fact that an answer gives. "Older than it lasts" is taken as that age, "not yet" as a year less:
    what is not known precisely counts as near as it can be."""
    if fact == "age":
        years = told.get("age", words().age_answered(turn.words) if turn.words else None)
        if years is not None:
            return years
    if fact in told:
        return told[fact]
    if turn.choice in VALUES.get(fact, ()):
        return turn.choice
    said = turn.choice or own_words(turn.words, question_of(fact), None if fact in _EITHER_OR else turn.plain)
    if fact in VALUES:
        named = _YES_NO[fact].get(str(said), ())
        return named[0] if len(named) == 1 else None
    values = {YES: life, NO: max(0, life - 1)} if fact == "age" else {YES: True, NO: False}
    return values.get(str(said))


def _subject_told(turn: Turn, case: Case) -> Case | None:
    if turn.choice in rules().subjects:
        return replace(case, subject=turn.choice, waiting=tuple(each for each in case.waiting if each != turn.choice))
    if turn.choice == OTHER:
        return replace(case, subject=GAP)
    found, offered = named(turn)
    if found is not None:
        return replace(case, subject=found).heard(turn.words)
    if offered and offered != case.offered:
        return replace(case, offered=offered, asked=())
    return None
