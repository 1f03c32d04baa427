"""Who writes, and where they live."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from backend_client import directory, identity
from backend_client.database import Database
from backend_client.models import Building, Person, Tenancy
from common import phones
from tests.backend.builders import DAY, a_contact, a_home, a_tenant

TODAY = date(2026, 11, 23)


def on_file(s: Session, phone: str) -> Person | None:
    """The one person whose number on file this is, in any spelling."""
    return next(iter(identity.people_on_file(s, phones.e164(phone) or phone, DAY)), None)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("06 39 98 00 00", "+33639980000"),
        ("+33639980000", "+33639980000"),
        ("0033 6 39 98 00 00", "+33639980000"),
        ("01.99.00.10.00", "+33199001000"),
        ("12", None),
        ("bonjour", None),
        ("", None),
    ],
)
def test_phone_numbers(written: str, number: str | None) -> None:
    assert phones.e164(written) == number


def test_a_number_on_file_names_its_person(db: Database) -> None:
    with db.transaction() as s:
        person = a_tenant(s, "Awa", "Diallo", a_home(s))
        a_contact(s, 1, person)
        a_contact(s, 2)
        assert on_file(s, "06 39 98 00 01") is person
        assert on_file(s, "+33639980001") is person
        assert on_file(s, "+33639980002") is None
        assert on_file(s, "not a number") is None


def test_the_dwelling_of_the_day(db: Database) -> None:
    with db.transaction() as s:
        old, new = a_home(s, "1"), a_home(s, "2")
        person = a_tenant(s, "Awa", "Diallo", old, starts_on=date(2020, 1, 1), ends_on=date(2026, 11, 23))
        s.add(Tenancy(person_id=person.id, dwelling_id=new.id, starts_on=date(2026, 11, 23)))
        s.flush()
        assert directory.dwellings_of(s, person.id, TODAY) == [new, old]
        assert directory.dwelling_of(s, person.id, TODAY) is new
        assert directory.dwelling_of(s, person.id, date(2026, 11, 22)) is old
        assert directory.dwellings_of(s, person.id, date(2026, 11, 24)) == [new]
        assert directory.dwelling_of(s, person.id, date(2019, 12, 31)) is None


def test_a_tenancy_without_dates_always_runs_and_comes_last(db: Database) -> None:
    with db.transaction() as s:
        undated, dated = a_home(s, "1"), a_home(s, "2")
        person = a_tenant(s, "Awa", "Diallo", undated)
        s.add(Tenancy(person_id=person.id, dwelling_id=dated.id, starts_on=date(2020, 1, 1)))
        s.flush()
        assert directory.dwellings_of(s, person.id, TODAY) == [dated, undated]


@pytest.fixture
def street(db: Database) -> Database:
    with db.transaction() as s:
        first, second = a_home(s, "1"), a_home(s, "2")
        s.get_one(Building, second.building_id).address = "14 allée du Moulin"
        a_tenant(s, "Élodie", "Fabre", first, ends_on=date(2026, 1, 1))
        a_tenant(s, "Inès", "Lefèvre", second)
        a_tenant(s, "Jean", "Lefèvre", first)
    return db


@pytest.mark.parametrize(
    ("name", "address", "first"),
    [
        ("Elodie Fabre", "2 rue des tilleuls", "Élodie"),
        ("FABRE elodie", "rue des Tilleuls", "Élodie"),
        ("ines lefevre", "14 allee du moulin Valbourg", "Inès"),
        ("lefebvre jean", "2 r des tilleuls 35990", "Jean"),
        ("", "14 allée du moulin", "Inès"),
        ("Inès Lefèvre", "", "Inès"),
    ],
)
def test_matching_what_was_typed(street: Database, name: str, address: str, first: str) -> None:
    with street.reading() as s:
        best = directory.match_people(s, name, address)[0]
        assert best.person.first_name == first and 0.6 <= best.score <= 1


@pytest.mark.parametrize(("name", "address"), [("", ""), (" ", ""), ("Zzz Qqq", "99 boulevard Inconnu")])
def test_matching_nobody(street: Database, name: str, address: str) -> None:
    with street.reading() as s:
        assert directory.match_people(s, name, address) == []


def test_matching_has_a_limit_and_can_leave_out_those_who_moved(street: Database) -> None:
    with street.reading() as s:
        assert len(directory.match_people(s, "", "2 rue des Tilleuls", limit=1)) == 1
        here = directory.match_people(s, "", "2 rue des Tilleuls", day=TODAY)
        assert [match.person.first_name for match in here] == ["Jean"]
