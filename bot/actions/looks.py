"""What is read of the words and the file before a matter is opened, by the ``look`` of its line in ``matters.toml``."""

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import jsonschema
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client.calendar import CLOSING, local_instant, paris_day
from backend_client.models import Building, Dwelling, Person, Tenancy
from bot.actions import letters, promise_words
from bot.actions.context import DATA, Turn, backend, settings
from bot.actions.settings import BadSettings
from common.catalogue import rank
from common.wording import day, text_of

CHECKED_IN_WITHIN = timedelta(days=30)
"""Charter 2.4: the call is made within the month after moving in."""

LETTER, ITEMS = "letter", "move_in_item"
SENIOR_AGE, SENIOR_YEARS = 70, 25
"""Charter 7.1: over 70, and more than 25 years in the dwelling."""


@dataclass(frozen=True)
class Seen:
    """What a look found. ``key``, ``urgency``, ``due_at``, ``promises``: in the place of the matter's own.

    ``facts`` of the answer and ``details`` of the request, both plain JSON; ``promise_due``: when the promises are due,
    where their own delay does not say it; ``trade``: whose duty is told at once; ``alert``: why the desk is shown it;
    ``acts``: what the answer itself does, as events of the request.
    """

    key: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)
    urgency: str | None = None
    due_at: datetime | None = None
    promises: tuple[str, ...] | None = None
    promise_due: datetime | None = None
    trade: str | None = None
    alert: str | None = None
    acts: tuple[str, ...] = ()


NOTHING_SEEN = Seen()


@dataclass(frozen=True)
class Item:
    """An item of a home (``bot/data/move_in.toml``). ``urgent``: a danger where the words say so."""

    code: str
    promise: str
    trade: str
    urgency: str
    urgent: bool = False


@lru_cache(maxsize=1)
def items() -> Mapping[str, Item]:
    """The items of charter 2.1 and 2.2. :raises BadSettings: the file breaks its schema"""
    content = tomllib.loads((DATA / "move_in.toml").read_text(encoding="utf-8"))
    schema = json.loads((DATA / "schema" / "move_in.schema.json").read_text(encoding="utf-8"))
    broken = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(schema).iter_errors(content))
    if broken is not None:
        raise BadSettings(f"move_in.toml: {'/'.join(map(str, broken.absolute_path))}: {broken.message}")
    return {row["code"]: Item(**row) for row in content["item"]}


def _offers(s: Session, turn: Turn) -> Seen:
    link = backend().landlord.links.get("offers", "")
    return Seen(facts={"offers": text_of("offers_at", link=link) if link else ""})


def _documents(s: Session, turn: Turn) -> Seen:
    """Where there is a page of documents, its address is the answer, and that keeps the promise."""
    link = backend().landlord.links.get("documents", "")
    if not link:
        return Seen(key="matter_documents_later")
    return Seen(facts={"link": link}, acts=("documents_sent",))


def _apl(s: Session, turn: Turn) -> Seen:
    """What the simulation needs, by what is told of the household."""
    told = promise_words.heard(turn.words, "incomes", turn.language)
    needed = ["rent", *(told or ("any",))]
    return Seen(facts={"needed": [text_of(f"apl_need_{each}") for each in needed]}, details={"household": list(told)})


def _letter(s: Session, turn: Turn) -> Seen:
    """Eight days from receipt; a letter is taken to have come on the working day after it was sent."""
    landlord = backend().landlord
    sent = letters.sent_on(turn.words, settings().phrases, turn.language, turn.now)
    if sent is None:
        return Seen(key="matter_letter_undated")
    received = letters.received_on(landlord, sent)
    due = local_instant(received + letters.ANSWERED_WITHIN, CLOSING)
    found = Seen(facts={"sent": day(sent)}, details={"letter_sent_on": sent.isoformat()}, due_at=due, promise_due=due)
    return found if due > turn.now else replace(found, key="matter_letter_late", alert="letter_late")


def _senior_works(s: Session, turn: Turn) -> Seen:
    """Both conditions, as far as the file goes. What it does not say, an adviser asks; a no is never the last word."""
    age, years = _age(s, turn), _years(s, turn)
    details = {"over_70": age, "over_25_years": years}
    if age and years:
        return Seen(key="matter_senior_works_met", details=details)
    if age is False or years is False:
        return Seen(key="matter_senior_works_not_met", details=details)
    return Seen(details=details)


def _age(s: Session, turn: Turn) -> bool | None:
    person = s.get(Person, turn.person_id) if turn.person_id else None
    if person is None or person.birth_date is None:
        return None
    return _years_between(person.birth_date, paris_day(turn.now)) >= SENIOR_AGE


def _years(s: Session, turn: Turn) -> bool | None:
    tenancy = tenancy_of(s, turn)
    if tenancy is None or tenancy.starts_on is None:
        return None
    return _years_between(tenancy.starts_on, paris_day(turn.now)) >= SENIOR_YEARS


def _years_between(first: date, last: date) -> int:
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def tenancy_of(s: Session, turn: Turn) -> Tenancy | None:
    """The tenancy of whoever writes: only of a number or an account on file, never of a typed name."""
    if turn.person_id is None:
        return None
    rented = select(Tenancy).where(Tenancy.person_id == turn.person_id)
    if turn.dwelling_id is not None:
        rented = rented.where(Tenancy.dwelling_id == turn.dwelling_id)
    return s.scalars(rented.order_by(Tenancy.starts_on.desc().nulls_last(), Tenancy.id.desc())).first()


def _check_in(s: Session, turn: Turn) -> Seen:
    tenancy = tenancy_of(s, turn)
    if tenancy is None or tenancy.starts_on is None:
        return Seen()
    due = local_instant(tenancy.starts_on + CHECKED_IN_WITHIN, CLOSING)
    return Seen(promise_due=due) if due > turn.now else Seen(promise_due=due, alert="check_in_late")


def _move_in_item(s: Session, turn: Turn) -> Seen:
    """Each item's promise, the most pressing one's date; a danger is for the duty at once."""
    found = [items()[code] for code in promise_words.items_lacking(turn.words, turn.language)]
    first = min(found, key=lambda item: rank(item.urgency))
    danger = next((item for item in found if item.urgent), None)
    unsafe = danger is not None and promise_words.sounds_unsafe(turn.words, turn.language)
    return Seen(
        key="matter_move_in_danger" if unsafe else None,
        facts={"items": [text_of(f"item_{item.code}") for item in found]},
        details={"items": [item.code for item in found]},
        urgency="on_call" if unsafe else first.urgency,
        promises=tuple(sorted({item.promise for item in found})),
        trade=danger.trade if danger and unsafe else None,
    )


def _notice_period(s: Session, turn: Turn) -> Seen:
    """Loi 89-462 art. 15 I: three months; one month in a tense zone or for a reason that the letter proves."""
    reasons = promise_words.heard(turn.words, "reasons", turn.language)
    if _in_tense_city(s, turn):
        return Seen(key="matter_notice_period_tense")
    if reasons:
        # a reason of health stays out of what is written back
        return Seen(key="matter_notice_period_reason", details={"notice_reason_told": True})
    return Seen()


def _in_tense_city(s: Session, turn: Turn) -> bool:
    home = s.get(Dwelling, turn.dwelling_id) if turn.dwelling_id else None
    building = home.building if home else s.get(Building, turn.building_id) if turn.building_id else None
    return building is not None and building.residence.city in backend().landlord.tense_cities


LOOKS: Mapping[str, Callable[[Session, Turn], Seen]] = {
    "offers": _offers,
    "documents": _documents,
    "apl": _apl,
    LETTER: _letter,
    "senior_works": _senior_works,
    "check_in": _check_in,
    ITEMS: _move_in_item,
    "notice_period": _notice_period,
}


def look(s: Session, turn: Turn, name: str | None) -> Seen:
    """What a look finds; nothing where the matter names none."""
    return LOOKS[name](s, turn) if name else NOTHING_SEEN
