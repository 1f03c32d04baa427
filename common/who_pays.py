"""Who pays: a pure, total function over the data of ``bot/data/who_pays``, in the order of the law.

Danger first; common parts; the residence's contract; insurance; the exceptions of article 7 of law 89-462; the list
of decree 87-712; damage; replacement; otherwise a person confirms. Every answer names its text and what would change
it. Nothing here knows a clock, a file or a database.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal

from common.wear import WearRow
from common.who_pays_data import BASES, Rule, Rules, Source, Subject

Tri = bool | None
"""Yes, no, or (``None``) not known."""

Place = Literal["unknown", "private", "common"]
Event = Literal["unknown", "none", "water_damage", "break_in", "fire", "storm"]
Owner = Literal["unknown", "landlord", "tenant"]
Extent = Literal["unknown", "small", "whole"]

WHO = ("tenant", "landlord", "contract", "insurer", "to_be_confirmed", "danger_first")

_CHOICES: Mapping[str, tuple[str, ...]] = {
    "place": ("private", "common"),
    "event": ("none", "water_damage", "break_in", "fire", "storm"),
    "owner": ("landlord", "tenant"),
    "extent": ("small", "whole"),
}
_EXCEPTIONS = ("defect", "chance", "force_majeure", "third_party", "landlord_fault", "at_entry")
# Facts that the hotline finds out by itself: the guard sees dangers, the residence's file knows its contracts.
_NOT_ASKED = frozenset({"danger", "contract"})
_BEFORE_A_COST = frozenset({"neighbours", "age"})
_AS_OLD_AS_IT_GETS = 100
MAX_QUESTIONS = 2


@dataclass(frozen=True)
class Facts:
    """What is known about a case. ``subject``: a line of the decree, a situation's code or an item's.

    ``place`` and ``neighbours``: whose installation it is. ``event``: what an insurance knows. ``belongings``: it is
    about the tenant's own furniture. ``owner``: whose the thing is. ``wear`` to ``landlord_fault``: the exceptions of
    article 7 c and d. ``at_entry``: the inventory says that it was so at move-in. ``recurs``: repaired before, and
    back. ``misuse``: broken or neglected by the tenant, a guest or a pet. ``age`` in years. ``extent``: a small part
    of the thing, or the thing itself.
    """

    subject: str
    danger: Tri = None
    place: Place = "unknown"
    neighbours: Tri = None
    contract: Tri = None
    event: Event = "unknown"
    belongings: Tri = None
    owner: Owner = "unknown"
    wear: Tri = None
    defect: Tri = None
    chance: Tri = None
    force_majeure: Tri = None
    third_party: Tri = None
    landlord_fault: Tri = None
    at_entry: Tri = None
    recurs: Tri = None
    misuse: Tri = None
    age: int | None = None
    extent: Extent = "unknown"

    @classmethod
    def of(cls, known: Mapping[str, Any]) -> "Facts":
        """From plain values, as they are stored or typed.

        :raises ValueError: no such fact, or a value that it cannot have; the text says which
        """
        if "subject" not in known:
            raise ValueError("a case needs a subject")
        for name, value in known.items():
            if name != "subject" and not _possible(name, value):
                raise ValueError(f"{name} cannot be {value!r}")
        return cls(**known)

    def known(self) -> dict[str, Any]:
        """What is known, as plain values."""
        return {name: value for name, value in vars(self).items() if not is_unknown(value)}


FACTS = tuple(each.name for each in fields(Facts) if each.name != "subject")


@dataclass(frozen=True)
class ContractTerms:
    """A maintenance contract. ``covers``: lines ("IV.d.3"), headings ("IV.d") and codes; ``None``: not listed.
    ``misuse``: it also repairs what the tenant broke."""

    firm: str
    phone: str
    covers: tuple[str, ...] | None = None
    misuse: bool = False


@dataclass(frozen=True)
class ResidenceTerms:
    """The landlord's own rules for a residence. ``version`` is the landlord's data version (0: none imported).

    ``agreements``: subjects that a local agreement takes off the tenant, with its name.
    """

    residence: str = ""
    version: int = 0
    contracts: Mapping[str, ContractTerms] = field(default_factory=dict)
    wear: Mapping[str, WearRow] = field(default_factory=dict)
    agreements: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """An answer. ``why`` is a key of the text catalogues and ``why_facts`` what it needs; ``basis`` is ``verified``,
    ``secondary`` or ``to_confirm``; ``would_change`` names the facts of which another value gives another ``who``."""

    who: str
    why: str
    why_facts: Mapping[str, Any]
    source: Source
    basis: str
    would_change: tuple[str, ...]
    next_step: str
    rule: str
    stage: str

    def plain(self) -> dict[str, Any]:
        """As it is stored."""
        return {**asdict(self), "would_change": list(self.would_change), "why_facts": dict(self.why_facts)}


@dataclass(frozen=True)
class Step:
    """A rule that was tried. ``missed``: the first condition that did not hold, what it wants and what was found."""

    rule: Rule
    missed: tuple[str, Any, Any] | None

    @property
    def holds(self) -> bool:
        return self.missed is None


_UNKNOWN_SUBJECT = Subject(code="", kind="unknown", nature="other", trade="none", verified="to_confirm")


def is_unknown(value: Any) -> bool:
    return value is None or value == "unknown"


def _possible(name: str, value: Any) -> bool:
    if name == "age":
        return value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0)
    if name in _CHOICES:
        return value == "unknown" or value in _CHOICES[name]
    return name in FACTS and (value is None or isinstance(value, bool))


def decide(facts: Facts, rules: Rules, residence: ResidenceTerms | None = None) -> Outcome:
    """The answer to a case: exactly one, whatever is known."""
    rule = _deciding(facts, rules, residence)
    subject = rules.subjects.get(facts.subject, _UNKNOWN_SUBJECT)
    source = _source(rule, subject, rules)
    founded = [source.basis, rule.basis]
    if rule.source in ("line", "subject"):
        founded.append("to_confirm" if subject.verified == "to_confirm" else "verified")
    return Outcome(
        who=rule.who,
        why=rule.why,
        why_facts=_why_facts(facts, subject, rules, residence),
        source=source,
        basis=max(founded, key=BASES.index),
        would_change=tuple(name for name in FACTS if _changes(name, facts, rules, residence)),
        next_step=subject.next if subject.next and rule.who != "danger_first" else rule.next,
        rule=rule.id,
        stage=rule.stage,
    )


def questions(facts: Facts, rules: Rules, residence: ResidenceTerms | None = None) -> tuple[str, ...]:
    """The facts to ask for, at most two, the best first: not known, and of which some value changes who pays.

    Those that the subject names come first, in its order; then, before a cost is put on the tenant, what most often
    takes it off again, and of these what opens more outcomes first.
    """
    subject = rules.subjects.get(facts.subject)
    who = _deciding(facts, rules, residence).who
    if subject is None or who == "danger_first":
        return ()
    asked = {*subject.ask, *(_BEFORE_A_COST if who == "tenant" else ())} - _NOT_ASKED
    ranked: list[tuple[int, int, int, str]] = []
    for name in asked:
        outcomes = _outcomes(name, facts, rules, residence)
        if is_unknown(getattr(facts, name)) and outcomes - {who}:
            place = subject.ask.index(name) if name in subject.ask else len(FACTS)
            ranked.append((place, -len(outcomes), rules.ask_order.index(name), name))
    return tuple(name for *_, name in sorted(ranked)[:MAX_QUESTIONS])


def explain(facts: Facts, rules: Rules, residence: ResidenceTerms | None = None) -> list[Step]:
    """Each rule that was tried, in order, up to the one that decides."""
    seen = view(facts, rules, residence)
    tried: list[Step] = []
    for rule in rules.rules:
        tried.append(Step(rule, _missed(rule, seen)))
        if tried[-1].holds:
            break
    return tried


def _deciding(facts: Facts, rules: Rules, residence: ResidenceTerms | None) -> Rule:
    seen = view(facts, rules, residence)
    return next(rule for rule in rules.rules if _missed(rule, seen) is None)


def _missed(rule: Rule, seen: Mapping[str, Any]) -> tuple[str, Any, Any] | None:
    for name, wanted in rule.when.items():
        held = seen[name] in wanted if isinstance(wanted, list) else seen[name] == wanted
        if not held:
            return name, wanted, seen[name]
    return None


def view(facts: Facts, rules: Rules, residence: ResidenceTerms | None) -> dict[str, Any]:
    """What the rules look at: the facts with what the subject states by itself, and what follows from both."""
    subject = rules.subjects.get(facts.subject, _UNKNOWN_SUBJECT)
    known = _known(facts, subject)
    place = subject.place if is_unknown(facts.place) else facts.place
    seen = {name: known[name] is True for name in (*_EXCEPTIONS, "misuse", "recurs")}
    worn = _worn(known, subject, rules, residence)
    natural = known["event"] in ("storm", "break_in")
    return {
        **seen,
        "danger": subject.danger if facts.danger is None else facts.danger,
        "known": subject.kind != "unknown",
        "nature": subject.nature,
        "place": place,
        "common": place == "common" or (subject.shared and facts.neighbours is True),
        "contract": _contract(facts, subject, residence)[0],
        "agreement": residence is not None and _covered(subject, tuple(residence.agreements)),
        "event": known["event"],
        "leak_source": subject.leak_source,
        "own_thing": known["owner"] == "tenant" or known["belongings"] is True,
        "worn": worn,
        "repaint": subject.repaint,
        "extent": known["extent"],
        "beyond": known["extent"] == "whole" and not subject.whole,
        "excepted": natural or worn != "no" or any(seen[name] for name in _EXCEPTIONS),
    }


def _worn(known: Mapping[str, Any], subject: Subject, rules: Rules, residence: ResidenceTerms | None) -> str:
    """Whether wear is stated, or follows from the age by the landlord's table or by what is usual."""
    if known["wear"] is True:
        return "stated"
    years, table = _life(subject, rules, residence)
    if years is None or known["age"] is None or known["age"] < years:
        return "no"
    return "table" if table else "usual"


def _life(subject: Subject, rules: Rules, residence: ResidenceTerms | None) -> tuple[int | None, bool]:
    """How long the thing lasts, in years, and whether the landlord's own table says so."""
    if residence is not None and subject.life in residence.wear:
        return residence.wear[subject.life].years, True
    return rules.lives.get(subject.life), False


def _covered(subject: Subject, names: tuple[str, ...]) -> bool:
    """Whether a list of codes, lines and headings holds the subject."""
    own = (subject.code, *subject.lines)
    return any(name == code or code.startswith(f"{name}.") for name in names for code in own)


def _contract(facts: Facts, subject: Subject, residence: ResidenceTerms | None) -> tuple[str, ContractTerms | None]:
    """Whether a contract covers the case, may cover it (its list is not known), or not; and which contract.

    A contract is for usual wear and tear unless it says otherwise: what was broken needs its ``misuse``.
    """
    if facts.contract is False:
        return "no", None
    broken = _known(facts, subject)["misuse"] is True
    contracts = residence.contracts if residence is not None else {}
    of_trade = contracts.get(subject.trade)
    if facts.contract is True:
        return "covers", of_trade
    for terms in contracts.values():
        if terms.covers is not None and _covered(subject, terms.covers) and (terms.misuse or not broken):
            return "covers", terms
    if of_trade is None or of_trade.covers is not None or (broken and not of_trade.misuse):
        return "no", None
    return "trade", of_trade


def _known(facts: Facts, subject: Subject) -> dict[str, Any]:
    """The facts, with what the subject states by itself and without what changes nothing for it."""
    stated = {name: value for name, value in subject.given.items() if is_unknown(getattr(facts, name))}
    return {**vars(facts), **stated, **dict.fromkeys(subject.exempt, None)}


def _why_facts(facts: Facts, subject: Subject, rules: Rules, residence: ResidenceTerms | None) -> dict[str, Any]:
    """Plain values that a sentence may name; every sentence gets the same ones."""
    terms = _contract(facts, subject, residence)[1]
    return {
        "firm": terms.firm if terms else "",
        "phone": terms.phone if terms else "",
        "age": facts.age if facts.age is not None else 0,
        "life": _life(subject, rules, residence)[0] or 0,
    }


def _source(rule: Rule, subject: Subject, rules: Rules) -> Source:
    if rule.source == "line" and subject.lines:
        return rules.line_source(subject.lines[0])
    own = rule.source in ("line", "subject")
    return rules.sources[(subject.source or rule.fallback) if own else rule.source]


def _values(name: str, facts: Facts, rules: Rules, residence: ResidenceTerms | None) -> tuple[Any, ...]:
    """Every value of a fact that the rules can tell apart, with "not known"."""
    if name == "age":
        years, _ = _life(rules.subjects.get(facts.subject, _UNKNOWN_SUBJECT), rules, residence)
        return (None, 0, years or 0, _AS_OLD_AS_IT_GETS)
    if name in _CHOICES:
        return ("unknown", *_CHOICES[name])
    return (None, True, False)


def _outcomes(name: str, facts: Facts, rules: Rules, residence: ResidenceTerms | None) -> set[str]:
    """Who pays, over all values of one fact."""
    values = _values(name, facts, rules, residence)
    return {_deciding(replace(facts, **{name: value}), rules, residence).who for value in values}


def _changes(name: str, facts: Facts, rules: Rules, residence: ResidenceTerms | None) -> bool:
    return len(_outcomes(name, facts, rules, residence)) > 1
