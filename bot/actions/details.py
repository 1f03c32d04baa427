"""What a message says beside the problem: since when, where, who lives there, who writes, when to come.

Pure: text, phrases of all languages, and ``now``. What is read is never asked again and is kept with the request.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from bot.actions import moments
from bot.actions.moments import NO_WISH, Since, Wish
from bot.actions.phrases import Pattern, Phrases
from common.phones import e164
from common.text import fold

_PHONE = re.compile(r"(?<![\w+])(?:0[1-9](?:[ .-]?\d{2}){4}|(?:\+|00)[1-9]\d{0,2}[ .-]?(?:\d[ .-]?){7,11}\d)(?!\d)")
_REFERENCE = re.compile(r"\br[\W_]*(20\d\d)[\W_]*(\d{1,7})\b|\b(20\d\d)-(\d{6,7})\b", re.IGNORECASE)
_HIGHEST_FLOOR = 60
_LONGEST = {"name": 80, "address": 160}

# Who is at home, as one condition of the catalogue.
_VULNERABLE = "vulnerable_person"
_HOUSEHOLD = {
    "age_of_child": "baby",
    "age_in_months": "baby",
    "age_of_elder": "elderly",
}
_MOST_MONTHS = 36


@dataclass(frozen=True)
class Details:
    """What was read. ``household``: baby, elderly, pregnant, wheelchair, disabled, ill, medical_device.

    ``age``: of the child in months, or of the old person in years; ``callback``: they want to be called, on
    ``phone`` (E.164) where they name a number; ``name`` and ``address`` as written; ``wish``: when to come.
    """

    since: Since | None = None
    room: str | None = None
    floor: int | None = None
    household: tuple[str, ...] = ()
    age: str | None = None
    reported_before: bool = False
    reference: str | None = None
    callback: bool = False
    phone: str | None = None
    name: str | None = None
    address: str | None = None
    access_code: str | None = None
    dog: bool = False
    wish: Wish = NO_WISH

    @property
    def conditions(self) -> dict[str, bool]:
        """The condition of the catalogue that the household stands for."""
        return {_VULNERABLE: True} if self.household else {}

    def stored(self) -> dict[str, Any]:
        """As JSON, without what was not said."""
        plain = {each.name: getattr(self, each.name) for each in fields(self) if each.name not in ("since", "wish")}
        said = {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}
        when = {"since": self.since.at, "since_words": self.since.words} if self.since else {}
        told = {**said, **when, "wish": self.wish.stored()}
        return {name: value for name, value in told.items() if value or (name == "floor" and value == 0)}


def read(text: str, phrases: Iterable[Phrases], now: datetime) -> Details:
    """Everything that a text tells by itself; the first language that knows a thing decides it."""
    languages = [(each, each.fold(text)) for each in phrases]
    flags = {flag: any(p.flags[flag].search(folded) for p, folded in languages) for flag in languages[0][0].flags}
    household, age = _household(languages, flags["negation"])
    phone, listed = _phone(text), [phrases for phrases, _ in languages]
    since = moments.since(text, listed, now)
    comes = flags["visit"] or flags["callback"]
    return Details(
        since=since,
        room=_first(_code(p.rooms, folded) for p, folded in languages),
        floor=_first(_floor(p, folded) for p, folded in languages),
        household=household,
        age=age,
        reported_before=flags["reported"],
        reference=_reference(text),
        callback=flags["callback"] and (phone is not None or not flags["visit"]),
        phone=phone,
        name=_first(_name(p, text) for p, _ in languages),
        address=_first(_address(p, text) for p, _ in languages),
        access_code=_first(_group(p.flags["access"], folded, "code") for p, folded in languages),
        dog=flags["dog"],
        wish=moments.wish(text, listed, now, since.words if since else " ") if comes else NO_WISH,
    )


def merged(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What two messages told, as stored: the later words win, the households add up."""
    both = [*before.get("household", ()), *after.get("household", ())]
    household = {"household": sorted(set(both))} if both else {}
    return {**before, **after, **household}


def _first(found: Iterable[Any]) -> Any:
    return next((each for each in found if each is not None), None)


def _code(table: Mapping[str, Pattern], folded: str) -> str | None:
    return next((code for code, words in table.items() if words.search(folded)), None)


def _group(pattern: Pattern, folded: str, name: str) -> str | None:
    match = pattern.search(folded)
    return match[name].upper() if match else None


def _household(languages: list[tuple[Phrases, str]], negated: bool) -> tuple[tuple[str, ...], str | None]:
    """Who lives there that needs help sooner, and an age where one is told. What is taken back tells nothing."""
    if negated:
        return (), None
    found: set[str] = set()
    ages: list[str] = []
    for phrases, folded in languages:
        for code, words in phrases.household.items():
            match = words.search(folded)
            told = _age(match) if match else None
            if match is None or (code == "age_in_months" and told and int(told) > _MOST_MONTHS):
                continue
            found.add(_HOUSEHOLD.get(code, code))
            if told:
                ages.append(f"{told} {'months' if code == 'age_in_months' else 'years'}")
    return tuple(sorted(found)), next(iter(ages), None)


def _age(match: re.Match[str]) -> str | None:
    return next((age for name, age in match.groupdict().items() if name.startswith("age") and age), None)


def _floor(phrases: Phrases, folded: str) -> int | None:
    for pattern in phrases.floors:
        match = pattern.search(folded)
        groups = match.groupdict() if match else {}
        if "ground" in groups:
            return 0
        written = next((number for name, number in groups.items() if name.startswith("floor") and number), None)
        if written and int(written) <= _HIGHEST_FLOOR:
            return int(written)
        if groups.get("ordinal"):
            return next((n for n, words in phrases.ordinals.items() if words.fullmatch(groups["ordinal"])), None)
    return None


def _reference(text: str) -> str | None:
    match = _REFERENCE.search(text)
    return f"R-{match[1] or match[3]}-{int(match[2] or match[4]):06d}" if match else None


def _phone(text: str) -> str | None:
    match = _PHONE.search(text)
    return e164(match[0]) if match else None


def _name(phrases: Phrases, text: str) -> str | None:
    """The name that somebody gives as theirs; words that are none end it, or make it none."""
    for pattern in phrases.names:
        match = pattern.search(text)
        kept: list[str] = []
        for word in match["name"].split() if match else ():
            if fold(word.strip(".,"), "") in phrases.not_names:
                break
            kept.append(word)
        if kept and not (len(kept) == 1 and len(kept[0]) > 1 and kept[0].isupper() and text.isupper()):
            return " ".join(kept).rstrip(".,'’")[: _LONGEST["name"]]
    return None


def _address(phrases: Phrases, text: str) -> str | None:
    match = next((m for m in (pattern.search(text) for pattern in phrases.addresses) if m), None)
    return " ".join(match[0].split()).rstrip(" ,")[: _LONGEST["address"]] if match else None
