"""Who follows a notice is told once how it ended: that it is settled, or that it was cancelled."""

from typing import Any

import pytest
from sqlalchemy import select

from backend_client import followers, requests, works
from backend_client.models import Contact, Request, WorksNotice
from tests.hotline.conftest import NOON, TENANT, House
from tests.hotline.test_works import outage, rows, tenants


def _follows(house: House, notice: int, address: str) -> int:
    """A tenant's own request follows a notice. Returns the request's id."""
    with house.services.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == address)).one()
        mine = requests.open_request(
            s, kind="question", contact_id=contact.id, person_id=contact.person_id, channel="sms", now=house.clock.at
        )
        requests.change_status(s, mine, "qualified", "assistant", house.clock.at)
        trouble = followers.again(s, f"notice:{notice}")
        assert trouble is not None
        followers.follow(s, mine, trouble, False, house.clock.at)
        return mine.id


def _status(house: House, request_id: int) -> str:
    return next(request.status for request in rows(house, Request) if request.id == request_id)


_ENDINGS = [
    (works.cancel, "annoncé dans votre immeuble est annulé", "réglé", "closed"),
    (works.end, "réglé dans votre immeuble", "annulé", "done"),
]


@pytest.mark.parametrize(("ending", "said", "unsaid", "status"), _ENDINGS)
async def test_who_follows_a_notice_is_told_whether_it_ended_or_was_cancelled(
    house: House, ending: Any, said: str, unsaid: str, status: str
) -> None:
    house.clock.at = NOON
    notice = outage(house)
    await house.settle()
    # Somebody who was not written to: they moved in since.
    [neighbour] = tenants(house, 1)
    mine = _follows(house, notice, neighbour)
    with house.services.backend.transaction() as s:
        ending(s, s.get_one(WorksNotice, notice), "staff:a", NOON)
    await house.wait(minutes=5)
    [text] = house.texts(neighbour)
    assert said in text and unsaid not in text
    assert _status(house, mine) == status


@pytest.mark.parametrize(("ending", "said", "unsaid", "status"), _ENDINGS)
async def test_who_was_told_of_the_end_of_a_notice_as_everybody_is_not_told_twice(
    house: House, ending: Any, said: str, unsaid: str, status: str
) -> None:
    house.clock.at = NOON
    notice = outage(house)
    await house.settle()
    mine = _follows(house, notice, TENANT)
    with house.services.backend.transaction() as s:
        ending(s, s.get_one(WorksNotice, notice), "staff:a", NOON)
    await house.settle()
    told = len(house.texts())
    await house.wait(minutes=5)
    await house.wait(minutes=30)
    assert (len(house.texts()), told) == (2, 2)
    assert _status(house, mine) == status
