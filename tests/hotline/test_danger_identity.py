"""A danger's page says where to go, whoever of a household writes and however they signed in."""

import pytest
from sqlalchemy import select

from backend_client import identity
from backend_client.models import Contact, Dwelling, Person, Request, Tenancy
from channels.base import WEBCHAT
from tests.hotline.conftest import KARIM, NIGHT, TENANT, FakeChannel, House
from tests.hotline.test_privacy_identity import share_phone

GAS = "au secours ça sent le gaz dans tout l'appartement"


def danger(house: House) -> Request:
    with house.services.backend.reading() as s:
        return s.scalars(select(Request).where(Request.danger == "gas")).one()


async def test_the_first_words_of_somebody_from_the_portal_may_be_a_danger(house: House) -> None:
    house.services.channels[WEBCHAT] = FakeChannel(WEBCHAT)  # type: ignore[assignment]
    await house.write(GAS, "browser", channel=WEBCHAT, person_code="T1")
    request = danger(house)
    assert request.person_id is not None
    assert request.building_id is not None
    assert any("4 rue des Essais" in text for text in house.texts(KARIM))


@pytest.mark.parametrize("first", [(), ("bonjour",), ("bonjour", "2")])
async def test_a_couple_with_one_phone_lives_where_both_live(house: House, first: tuple[str, ...]) -> None:
    share_phone(house)
    for said in first:
        await house.write(said)
    await house.write(GAS)
    assert danger(house).building_id is not None
    assert any("4 rue des Essais" in text for text in house.texts(KARIM))


async def test_who_says_to_be_somebody_else_does_not_live_there(house: House) -> None:
    share_phone(house)
    for said in ("bonjour", "3"):
        await house.write(said)
    assert house.engine.asked[-1]["metadata"]["dwelling_id"] is None


async def test_people_of_one_phone_with_two_homes_are_at_neither(house: House) -> None:
    _, max_ = share_phone(house)
    with house.services.backend.transaction() as s:
        home = s.scalars(select(Dwelling)).first()
        assert home is not None
        other = Dwelling(building_id=home.building_id, code="LILAS-A-91", door="91")
        s.add(other)
        s.flush()
        s.scalars(select(Tenancy).where(Tenancy.person_id == max_)).one().dwelling_id = other.id
        s.flush()
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        identity.settle(s, contact, NIGHT)
        assert contact.dwelling_id is None
        assert s.get_one(Person, max_)
