"""Who writes, and where they live."""

from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from backend_client.models import (
    Building,
    Dwelling,
    Person,
    Residence,
    Tenancy,
)
from common.text import fold, words

_NAME_WEIGHT = 0.6
# What is left of the likeness of two streets when the house numbers differ.
_OTHER_HOUSE = 0.6
_LEAST_SCORE = 0.6


@dataclass(frozen=True)
class PersonMatch:
    """Somebody the typed name and address may mean; ``score`` is 0 to 1. It proves nothing."""

    person: Person
    dwelling: Dwelling
    score: float


def _at_home(day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        or_(Tenancy.starts_on.is_(None), Tenancy.starts_on <= day),
        or_(Tenancy.ends_on.is_(None), Tenancy.ends_on >= day),
    )


def dwellings_of(s: Session, person_id: int, day: date) -> list[Dwelling]:
    """The dwellings a person rents on a day, the latest rented first."""
    rented = (
        select(Dwelling)
        .join(Tenancy)
        .where(Tenancy.person_id == person_id, *_at_home(day))
        .order_by(Tenancy.starts_on.desc().nulls_last(), Tenancy.id.desc())
    )
    return list(s.scalars(rented))


def dwelling_of(s: Session, person_id: int, day: date) -> Dwelling | None:
    """The dwelling a person rents on a day; of several, the latest rented."""
    return next(iter(dwellings_of(s, person_id, day)), None)


def only_dwelling_of(s: Session, person_id: int, day: date) -> Dwelling | None:
    """The dwelling a person rents on a day, where there is one only: of several, they have to say which."""
    homes = dwellings_of(s, person_id, day)
    return homes[0] if len(homes) == 1 else None


def home_of(s: Session, person_id: int, chosen: Dwelling | None, day: date) -> Dwelling | None:
    """Where a person lives on a day: the dwelling that was chosen while it is theirs, else their only one.

    Of somebody without any tenancy on file, the chosen one is all that is known.
    """
    if s.scalar(select(Tenancy.id).where(Tenancy.person_id == person_id).limit(1)) is None:
        return chosen
    homes = dwellings_of(s, person_id, day)
    if chosen in homes:
        return chosen
    return homes[0] if len(homes) == 1 else None


def match_people(s: Session, name: str, address: str, limit: int = 3, day: date | None = None) -> list[PersonMatch]:
    """Tenants whose name and address are near what was typed, best first; accents and order do not count.

    With ``day``, only tenancies that run on that day. An empty address compares names only, and the other
    way round; both empty match nobody.
    """
    written = fold(name, language=""), fold(address, language="")
    if not any(part.strip() for part in written):
        return []
    street = (Building.address, Residence.postcode, Residence.city)
    homes = select(Tenancy.id, Person.first_name, Person.last_name, *street).select_from(Tenancy)
    homes = homes.join(Tenancy.person).join(Tenancy.dwelling)
    homes = homes.join(Dwelling.building).join(Building.residence)
    if day is not None:
        homes = homes.where(*_at_home(day))
    # Many tenants share an address: each is compared once.
    near = cache(partial(_address_score, address))
    scored = [
        (_score(_name_score(written[0], f"{first} {last}"), near(*where)), tenancy_id)
        for tenancy_id, first, last, *where in s.execute(homes)
    ]
    best = sorted((hit for hit in scored if hit[0] >= _LEAST_SCORE), reverse=True)[:limit]
    rows = select(Tenancy).options(joinedload(Tenancy.person), joinedload(Tenancy.dwelling))
    found = {t.id: t for t in s.scalars(rows.where(Tenancy.id.in_([tenancy_id for _, tenancy_id in best])))}
    return [PersonMatch(found[i].person, found[i].dwelling, round(score, 3)) for score, i in best]


def _name_score(typed: str, name: str) -> float | None:
    return fuzz.token_sort_ratio(typed, fold(name, language="")) / 100 if typed.strip() else None


def _address_score(typed: str, street: str, *place: str) -> float | None:
    """How far the words are this address, with or without its town, whatever else they say of floor and door.

    Where numbers were typed and the house's is not among them, it is another house.
    """
    said, house = words(typed, language=""), words(street, language="")
    if not said:
        return None
    whole = [*house, *words(" ".join(place), language="")]
    alike = max(fuzz.token_set_ratio(" ".join(said), " ".join(known)) for known in (house, whole)) / 100
    numbers = [word for word in said if word[0].isdigit()]
    other_house = bool(numbers) and house[:1] != [] and house[0][0].isdigit() and house[0] not in numbers
    return alike * _OTHER_HOUSE if other_house else alike


def _score(by_name: float | None, by_address: float | None) -> float:
    """Both weighed together; what was not typed does not count."""
    if by_name is None or by_address is None:
        return by_name if by_name is not None else by_address or 0.0
    return _NAME_WEIGHT * by_name + (1 - _NAME_WEIGHT) * by_address
