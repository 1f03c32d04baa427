"""The picture of each residence (quality label L1, L2): volumes, repeats, what is followed per site, hot spots."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client.audit import (
    LEAST,
    Count,
    Figure,
    Hidden,
    Period,
    Place,
    Places,
    change,
    hidden,
    percent,
    small,
)
from backend_client.audit_facts import AuditFacts, audit_facts
from backend_client.models import Request

REPEATED_WITHIN = timedelta(days=90)
"""A request of the same dwelling and category this soon after another one is a repeat."""

HOT_SPOTS = 10


class Asked(NamedTuple):
    """One request. ``repeat``: its dwelling had another one of its category not long before."""

    residence: int | None
    building: int | None
    month: date
    category: str
    private: bool
    themes: tuple[str, ...]
    repeat: bool


@dataclass(frozen=True)
class Volume:
    """Requests of one kind, this year and the year before, and the change in percent."""

    now: Count
    before: Count
    change: Figure


@dataclass(frozen=True)
class Site:
    """A residence's year. ``per_100``: requests for each 100 dwellings; ``repeats``: their share in percent."""

    place: Place
    requests: Volume
    per_100: float | None
    repeats: int
    repeat_share: float | None
    themes: Mapping[str, Count]


@dataclass(frozen=True)
class HotSpot:
    """A building with many requests for its size; private ones are not counted."""

    building: Place
    residence: Place
    requests: int
    per_100: float
    most: str
    most_count: int


@dataclass(frozen=True)
class Picture:
    """All figures of a period, for the residences that the report is about. ``elsewhere``: requests of no known place.

    ``categories`` and ``themes`` by code; ``months``: by month, now and a year before (the same month).
    """

    total: Volume
    contacts: Volume
    elsewhere: int
    dwellings: int
    repeats: int
    repeat_share: float | None
    categories: Mapping[str, Volume]
    themes: Mapping[str, Volume]
    months: Sequence[tuple[date, int, int]]
    sites: Sequence[Site]
    hot_spots: Sequence[HotSpot]


def picture(s: Session, period: Period, places: Places) -> Picture:
    """The figures of a period beside those of the same days a year before."""
    facts = audit_facts()
    this, contacts = read_requests(s, period, places, facts)
    last, contacts_before = read_requests(s, period.a_year_before(), places, facts)
    shown, before = [[each for each in part if places.shown(each.residence)] for part in (this, last)]
    repeats = sum(each.repeat for each in shown)
    return Picture(
        total=volume(len(shown), len(before)),
        contacts=volume(contacts, contacts_before),
        elsewhere=sum(each.residence is None for each in shown),
        dwellings=places.dwellings,
        repeats=repeats,
        repeat_share=percent(repeats, len(shown)),
        categories=_categories(this, last, places, facts),
        themes=_themes(this, last, places, facts),
        months=_months(shown, before, period),
        sites=_sites(this, last, places, facts),
        hot_spots=hot_spots(shown, places, facts),
    )


def read_requests(s: Session, period: Period, places: Places, facts: AuditFacts) -> tuple[list[Asked], int]:
    """The requests of a period, of all residences; and how many messages became none, of those shown."""
    rows = s.connection().execute(
        select(
            Request.created_at,
            Request.kind,
            Request.situation,
            Request.danger,
            Request.building_id,
            Request.dwelling_id,
        )
        .where(Request.created_at >= period.starts_at - REPEATED_WITHIN, Request.created_at < period.ends_at)
        .order_by(Request.created_at, Request.id)
    )
    last: dict[tuple[int, str], datetime] = {}
    subjects: dict[tuple[str, str | None, str | None], tuple[str, bool, tuple[str, ...]]] = {}
    found, contacts = [], 0
    for at, kind, situation, danger, building_id, dwelling_id in rows:
        residence = places.residence(building_id, dwelling_id)
        if kind in facts.contacts:
            contacts += at >= period.starts_at and places.shown(residence)
        if kind in facts.contacts or kind in facts.not_counted:
            continue
        key = kind, situation, danger
        if key not in subjects:
            about = facts.category(kind, situation)
            themes = tuple(theme.code for theme in facts.themes if theme.holds(kind, situation, danger))
            subjects[key] = about, about in facts.private_categories, themes
        about, private, themes = subjects[key]
        repeat = False
        if dwelling_id is not None:
            earlier = last.get((dwelling_id, about))
            repeat = earlier is not None and at - earlier <= REPEATED_WITHIN
            last[dwelling_id, about] = at
        if at >= period.starts_at:
            building = places.building(building_id, dwelling_id)
            found.append(Asked(residence, building, period.month_of(at), about, private, themes, repeat))
    return found, contacts


def volume(now: int, before: int) -> Volume:
    return Volume(now, before, change(now, before))


def _private_volume(now: Count, before: Count) -> Volume:
    if isinstance(now, Hidden) or isinstance(before, Hidden):
        return Volume(now, before, Hidden.HELD_BACK)
    return volume(now, before)


def _categories(
    this: Iterable[Asked], last: Iterable[Asked], places: Places, facts: AuditFacts
) -> Mapping[str, Volume]:
    parts = [Counter((each.category, each.residence) for each in part) for part in (this, last)]
    names = sorted({name for part in parts for name, _ in part})
    found = {
        name: _volume_of(_one(parts[0], name), _one(parts[1], name), places, name in facts.private_categories)
        for name in names
    }
    return {name: each for name, each in found.items() if (each.now, each.before) != (0, 0)}


def _themes(this: Iterable[Asked], last: Iterable[Asked], places: Places, facts: AuditFacts) -> Mapping[str, Volume]:
    parts = [Counter((theme, each.residence) for each in part for theme in each.themes) for part in (this, last)]
    return {
        theme.code: _volume_of(_one(parts[0], theme.code), _one(parts[1], theme.code), places, theme.private)
        for theme in facts.themes
    }


def _one(counts: Mapping[tuple[str, int | None], int], name: str) -> dict[int | None, int]:
    return {residence: count for (each, residence), count in counts.items() if each == name}


def _volume_of(
    now: Mapping[int | None, int], before: Mapping[int | None, int], places: Places, private: bool
) -> Volume:
    """By residence, to what the report is about: of one residence what the report of all would show of it."""
    if not private:
        return volume(*(sum(n for place, n in part.items() if places.shown(place)) for part in (now, before)))
    if places.wanted is None:
        return _private_volume(small(sum(now.values())), small(sum(before.values())))
    return _private_volume(*(hidden(part).get(places.wanted, part.get(places.wanted, 0)) for part in (now, before)))


def _months(shown: Iterable[Asked], before: Iterable[Asked], period: Period) -> list[tuple[date, int, int]]:
    now, earlier = Counter(each.month for each in shown), Counter(each.month for each in before)
    return [(month, now[month], earlier[month.replace(year=month.year - 1)]) for month in period.months]


def _sites(this: Sequence[Asked], last: Iterable[Asked], places: Places, facts: AuditFacts) -> list[Site]:
    now, before = Counter(each.residence for each in this), Counter(each.residence for each in last)
    repeats = Counter(each.residence for each in this if each.repeat)
    themes = {
        theme.code: Counter(each.residence for each in this if theme.code in each.themes) for theme in facts.themes
    }
    covers = {theme.code: hidden(themes[theme.code]) if theme.private else {} for theme in facts.themes}
    return [
        Site(
            place,
            volume(now[place.id], before[place.id]),
            per_100(now[place.id], place.dwellings),
            repeats[place.id],
            percent(repeats[place.id], now[place.id]),
            {code: covers[code].get(place.id, counts[place.id]) for code, counts in themes.items()},
        )
        for place in places.listed
    ]


def per_100(count: int, dwellings: int) -> float | None:
    """For each 100 dwellings; None where there are none."""
    return 100 * count / dwellings if dwellings else None


def hot_spots(shown: Iterable[Asked], places: Places, facts: AuditFacts) -> list[HotSpot]:
    """The buildings with most requests for their size, and what they are about most; small buildings are left out."""
    about: dict[int, Counter[str]] = {}
    for each in shown:
        if each.building in places.buildings and not _sensitive(each, facts):
            about.setdefault(each.building or 0, Counter())[each.category] += 1
    found = []
    for number, counts in about.items():
        building, total = places.buildings[number], counts.total()
        if building.dwellings >= LEAST:
            most, most_count = min(counts.items(), key=lambda item: (-item[1], item[0]))
            residence = places.residences[building.residence_id]
            found.append(HotSpot(building, residence, total, 100 * total / building.dwellings, most, most_count))
    return sorted(found, key=lambda each: (-each.per_100, each.building.code))[:HOT_SPOTS]


def _sensitive(each: Asked, facts: AuditFacts) -> bool:
    return each.private or any(theme.private and theme.code in each.themes for theme in facts.themes)
