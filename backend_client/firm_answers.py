"""What a contractor's SMS about today's appointments says: "en route 20", "retard 30", "arrivé", "fini joint changé",
"personne", "pièces le 12/12". Pure; the words that technicians write too are read as theirs are."""

import re
from dataclasses import dataclass
from datetime import date

from backend_client.answers import Verb
from backend_client.answers import read as read_staff
from backend_client.job_reports import MOST_MINUTES, Said
from common.text import clean, fold

_NO_ACCESS = re.compile(
    r"\b(?:personne(?! d'autre)|locataire absente?|absente?s?|pas (?:de reponse|d'acces|la)|porte (?:close|fermee)"
    r"|n'?(?:ouvre|repond) pas|(?:ouvre|repond) pas|pas pu entrer|impossible d'entrer)\b"
)
_PARTS = re.compile(r"\bpieces?\b|\ben (?:attente|commande)\b|\bcommander?\b")
_LATE = re.compile(r"\b(?:retards?|en retard|decale|plus tard)\b")
_ON_THE_WAY = re.compile(
    r"\b(?:en route|en chemin|(?:j'? ?|on |nous )arriv(?:e|ons)|je pars|j'? ?y vai[st]?|serai la)\b"
)
_NOT_FIXED = re.compile(
    r"\b(?:pas (?:regle|repare|fini|termine|resolu)e?|(?:faut|faudra|dois|devrai) (?:re(?:venir|passer))|a revoir)\b"
)
_ARRIVED = re.compile(r"\b(?:arrivee?s?|sur place|sur site|j'? ?y suis|je suis la|devant la porte)\b")
_NOT_YET = re.compile(r"\b(?:pas (?:encore )?arriv|bientot arriv|arrivee? (?:dans|prevue|vers))")
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})(?:[/.-](20\d\d))?(?!\d)")
_REFERENCE = re.compile(r"\br[\W_]{0,2}(20\d\d)[\W_]{0,2}(\d{1,7})\b", re.IGNORECASE)
_MINUTES = re.compile(r"(?<!\d)(\d{1,3})(?!\d)")
_FIRST_WORDS = re.compile(r"^\W*(?:pi[eè]ces?|personne|absente?)\b[\s:,;.!–—-]*", re.IGNORECASE)


@dataclass(frozen=True)
class FirmAnswer:
    """``said``: None where the words say nothing that can be noted; ``references``: the requests that are named."""

    said: Said | None
    references: tuple[str, ...] = ()


def read(text: str, today: date) -> FirmAnswer:
    """Read one message. ``today``: a date without a year is the next one from then on."""
    whole = clean(text)
    references = tuple(f"R-{year}-{int(number):06d}" for year, number in _REFERENCE.findall(whole))
    bare = " ".join(_REFERENCE.sub(" ", whole).split())
    return FirmAnswer(_said(bare, today), references)


def _said(text: str, today: date) -> Said | None:
    words, staff = fold(text), read_staff(text)
    kind = _kind(words, staff.verb is Verb.DONE)
    if kind is None:
        return None
    timed = kind in ("late", "on_the_way")
    told = kind in ("done", "no_access", "parts_needed")
    work = staff.report if staff.verb is Verb.DONE else _FIRST_WORDS.sub("", text)
    return Said(
        kind,
        minutes=(staff.minutes or _minutes(words)) if timed else None,
        fixed=not _NOT_FIXED.search(words),
        work=work if told else "",
        parts_on=_day(words, today) if kind == "parts_needed" else None,
    )


def _kind(words: str, done: bool) -> str | None:
    """What is said, the first that holds; a question says nothing."""
    coming = bool(_ON_THE_WAY.search(words) or _NOT_YET.search(words))
    for kind, holds in (
        (None, words.endswith("?")),
        ("done", done),
        ("no_access", _NO_ACCESS.search(words)),
        ("parts_needed", _PARTS.search(words)),
        ("done", _NOT_FIXED.search(words)),
        ("late", _LATE.search(words)),
        ("on_the_way", coming),
        ("arrived", _ARRIVED.search(words)),
    ):
        if holds:
            return kind
    return None


def _minutes(words: str) -> int | None:
    found = _MINUTES.search(words)
    minutes = int(found[1]) if found else 0
    return minutes if 0 < minutes <= MOST_MINUTES else None


def _day(words: str, today: date) -> date | None:
    """The day that is named; one that is in no calendar, or over, is none."""
    found = _DAY.search(words)
    if found is None:
        return None
    day, month, year = int(found[1]), int(found[2]), int(found[3] or today.year)
    for each in (year,) if found[3] else (year, year + 1):
        try:
            named = date(each, month, day)
        except ValueError:
            continue
        if named >= today:
            return named
    return None
