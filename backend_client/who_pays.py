"""Who pays, on file: the landlord's data in force, the answers given, and their replay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend_client.models import Exchange, Residence, WhoPaysAnswer, WhoPaysRules, WhoPaysTerms
from common.text import fold
from common.who_pays import Facts, Outcome, ResidenceTerms, Step, decide, explain
from common.who_pays_data import Rules
from common.who_pays_terms import BadTerms, Document, plain_terms, stored_terms, terms_for

NOTHING_IMPORTED = 0


def terms_in_force(s: Session) -> tuple[int, Document]:
    """The landlord's data and its version; version 0 without any."""
    row = s.scalar(select(WhoPaysTerms).order_by(WhoPaysTerms.version.desc()).limit(1))
    return (row.version, row.document) if row else (NOTHING_IMPORTED, {})


def residence_terms(s: Session, residence: Residence | None) -> ResidenceTerms:
    """What holds for a residence; without one, what holds everywhere."""
    version, document = terms_in_force(s)
    if residence is None:
        return terms_for(document, version, "", {})
    return terms_for(document, version, residence.code, residence.contracts)


def check_residences(s: Session, document: Document) -> None:
    """:raises BadTerms: a residence that is not on file, or a contract whose firm nobody names"""
    contracts = {code: own for code, own in s.execute(select(Residence.code, Residence.contracts))}
    for key, row in document.get("contract", {}).items():
        if row["residence"] not in contracts:
            raise BadTerms(f"contract {key}: there is no residence {row['residence']}.")
        if not row.get("firm") and row["trade"] not in contracts[row["residence"]]:
            raise BadTerms(f"contract {key}: name its firm, which the residence's file does not.")
    for name, row in document.get("agreement", {}).items():
        for code in row.get("residences", []):
            if code not in contracts:
                raise BadTerms(f"agreement {name}: there is no residence {code}.")


def put_in_force(s: Session, document: Document, now: datetime) -> int:
    """Store the landlord's data as a new version and return its number. The same data again is no new version."""
    version, current = terms_in_force(s)
    if version != NOTHING_IMPORTED and current == document:
        return version
    row = WhoPaysTerms(version=version + 1, document=dict(document), imported_at=now)
    s.add(row)
    s.flush()
    return row.version


NO_SUBJECT = "unknown"
"""The subject of an answer to something that is in none of our lists."""


def store_answer(
    s: Session,
    facts: Facts,
    outcome: Outcome,
    rules: Rules,
    terms: ResidenceTerms,
    now: datetime,
    exchange_id: int | None = None,
    request_id: int | None = None,
) -> int:
    """Keep an answer with all it rests on and return its id.

    An exchange has one answer for each subject: a turn that is replayed finds the first one.
    """
    if (kept := _kept(s, exchange_id, facts.subject)) is not None:
        return kept
    _keep_rules(s, rules, now)
    answer = WhoPaysAnswer(
        exchange_id=exchange_id,
        request_id=request_id,
        subject=facts.subject,
        facts=facts.known(),
        terms=plain_terms(terms),
        outcome=outcome.plain(),
        rules_version=rules.version,
        terms_version=terms.version or None,
        at=now,
    )
    try:
        with s.begin_nested():
            s.add(answer)
    except IntegrityError:
        # Another process answered the same exchange in between.
        if (kept := _kept(s, exchange_id, facts.subject)) is None:
            raise
        return kept
    return answer.id


def _kept(s: Session, exchange_id: int | None, subject: str) -> int | None:
    if exchange_id is None:
        return None
    same = (WhoPaysAnswer.exchange_id == exchange_id, WhoPaysAnswer.subject == subject)
    return s.scalar(select(WhoPaysAnswer.id).where(*same))


def _keep_rules(s: Session, rules: Rules, now: datetime) -> None:
    if s.get(WhoPaysRules, rules.version) is not None:
        return
    try:
        with s.begin_nested():
            s.add(WhoPaysRules(version=rules.version, document=dict(rules.document), first_used_at=now))
    except IntegrityError:
        # Another process kept the same version in between.
        return


@dataclass(frozen=True)
class Replay:
    """An answer as it was given, and as its facts give it again with the data of then."""

    facts: Facts
    terms: ResidenceTerms
    rules: Rules
    steps: list[Step]
    given: Mapping[str, Any]
    again: Outcome
    at: datetime

    @property
    def same(self) -> bool:
        return self.again.plain() == self.given


def replay(s: Session, answer_id: int) -> Replay | None:
    """Derive a stored answer again; ``None`` for an unknown id."""
    answer = s.get(WhoPaysAnswer, answer_id)
    if answer is None:
        return None
    rules = Rules.of(s.get_one(WhoPaysRules, answer.rules_version).document)
    facts, terms = Facts.of(answer.facts), stored_terms(answer.terms)
    steps, again = explain(facts, rules, terms), decide(facts, rules, terms)
    return Replay(facts, terms, rules, steps, answer.outcome, again, answer.at)


@dataclass(frozen=True)
class Gap:
    """What was asked about and is in none of our lists: the words, how often, and when last."""

    words: str
    count: int
    last: datetime


def gaps(s: Session) -> list[Gap]:
    """The gaps in the knowledge, the most asked for first. The words are the tenants' own, case and accents aside."""
    asked = (
        select(Exchange.text, WhoPaysAnswer.at)
        .join(Exchange, Exchange.id == WhoPaysAnswer.exchange_id)
        .where(WhoPaysAnswer.subject == NO_SUBJECT)
        .order_by(WhoPaysAnswer.id)
    )
    found: dict[str, list[datetime]] = {}
    for text, at in s.execute(asked):
        found.setdefault(fold(text).strip(" ?!."), []).append(at)
    counted = [Gap(words, len(times), max(times)) for words, times in found.items()]
    return sorted(counted, key=lambda gap: (-gap.count, gap.words))
