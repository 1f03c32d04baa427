"""Tenants hear once of what staff do to their request; staff are warned of dates; what is late is told honestly."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import calendar, commitments, request_acts, request_steps, requests
from backend_client.models import Alert, Commitment, Contact, Contractor, Dwelling, Exchange, Request
from backend_client.work_orders import receive
from tests.hotline.conftest import NOON, TENANT, House

ADVISER = "adviser:marie"
LEAK = "plumbing.tap_drip"


def owing(house: House, urgency: str = "3_days", **fields: Any) -> int:
    """A request of the tenant that was qualified now, on a working day at noon unless the clock says otherwise."""
    now = house.clock.at
    with house.services.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        home = s.get_one(Dwelling, contact.dwelling_id)
        request = requests.open_request(s, kind="repair", channel="sms", contact_id=contact.id, now=now)
        due = calendar.due_at(house.services.backend.landlord, urgency, now)
        wanted = {"kind": "repair", "situation": LEAK, "summary": "", "by": "assistant"} | fields
        requests.qualify(
            s,
            request,
            now=now,
            urgency=urgency,
            due_at=due,
            dwelling_id=home.id,
            building_id=home.building_id,
            **wanted,
        )
        return request.id


def do(house: House, request_id: int, work: Any) -> None:
    with house.services.backend.transaction() as s:
        work(s, s.get_one(Request, request_id))


def reasons(house: House) -> list[str]:
    with house.services.backend.reading() as s:
        return list(s.scalars(select(Alert.reason).order_by(Alert.id)))


def owed(house: House, request_id: int) -> Commitment:
    with house.services.backend.reading() as s:
        return s.scalars(select(Commitment).where(Commitment.request_id == request_id)).one()


@pytest.fixture
def noon(house: House) -> House:
    house.clock.at = NOON
    return house


async def test_what_staff_do_is_told_once_with_what_comes_next(noon: House) -> None:
    request_id = owing(noon)
    do(noon, request_id, lambda s, r: request_steps.assign(s, r, "technical", ADVISER, noon.clock.at))
    await noon.settle()
    await noon.wait(hours=1)
    [told] = noon.texts()
    assert "est confiée à une équipe" in told and "nous agissons au plus tard le" in told


@pytest.mark.parametrize("by", ["tenant", "assistant", "hotline", "technician:karim", "firm:plomb"])
async def test_what_the_tenant_knows_or_others_tell_is_not_told_again(noon: House, by: str) -> None:
    request_id = owing(noon)
    do(noon, request_id, lambda s, r: requests.change_status(s, r, "in_progress", by, noon.clock.at))
    await noon.settle()
    assert noon.texts() == []


async def test_at_night_it_waits_for_the_morning(house: House) -> None:
    request_id = owing(house)
    do(house, request_id, lambda s, r: request_steps.assign(s, r, "technical", ADVISER, house.clock.at))
    await house.settle()
    assert house.texts() == []
    await house.wait(hours=8, minutes=19)
    assert house.texts() == []
    await house.wait(minutes=1)
    assert len(house.texts()) == 1
    assert house.clock.at == datetime(2026, 11, 22, 7, tzinfo=UTC)


async def test_a_refusal_says_why_and_offers_a_human_being(noon: House) -> None:
    request_id = owing(noon)
    do(noon, request_id, lambda s, r: request_steps.refuse(s, r, "tenant_pays", ADVISER, noon.clock.at))
    await noon.settle()
    [message] = noon.sms.sent
    assert "à la charge du locataire, à titre indicatif (décret 87-712)" in message.text
    assert "pas définitif" in message.text
    assert [line.title for line in message.choices] == ["parler à un conseiller"]


async def test_an_end_of_work_asks_whether_it_is_fixed(noon: House) -> None:
    request_id = owing(noon)
    do(noon, request_id, lambda s, r: request_acts.act(s, r, "done", ADVISER, noon.clock.at))
    await noon.settle()
    [message] = noon.sms.sent
    assert [line.title for line in message.choices][:2] == ["c'est réglé", "ce n'est pas réglé"]


async def test_newer_news_take_the_place_of_a_list_that_nobody_answered(noon: House) -> None:
    request_id = owing(noon)
    for work in (
        lambda s, r: request_acts.act(s, r, "done", ADVISER, noon.clock.at),
        lambda s, r: request_steps.close(s, r, ADVISER, noon.clock.at),
    ):
        do(noon, request_id, work)
        await noon.settle()
    asked, closed = noon.sms.sent
    assert len(asked.choices) == 3
    assert [line.title for line in closed.choices] == ["ce n'est pas réglé", "parler à un conseiller"]


async def test_an_act_that_moves_the_request_is_told_once(noon: House) -> None:
    request_id = owing(noon)
    do(noon, request_id, lambda s, r: request_acts.act(s, r, "arrived", ADVISER, noon.clock.at))
    await noon.settle()
    [told] = noon.texts()
    assert "L'équipe est sur place" in told


async def test_of_a_private_matter_nothing_is_said_but_that_there_is_news(noon: House) -> None:
    request_id = owing(noon, kind="nuisance", private=True)
    do(noon, request_id, lambda s, r: request_acts.act(s, r, "statement_taken", ADVISER, noon.clock.at))
    do(noon, request_id, lambda s, r: request_steps.refuse(s, r, "no_fault_found", ADVISER, noon.clock.at))
    await noon.settle()
    assert len(noon.texts()) == 2
    for told in noon.texts():
        assert told.startswith("Il y a du nouveau pour votre demande R-")


async def test_a_work_order_is_told_by_its_own_text_and_keeps_its_promise(noon: House) -> None:
    request_id = owing(noon)

    def order(s: Session, request: Request) -> None:
        firm = Contractor(code="plomb", name="Plomberie Essai", trades=["plumbing"], sectors=[], phone="01 99 00 30 01")
        s.add(firm)
        s.flush()
        receive(s, "BT-1", request, firm, noon.clock.at, source="command")

    do(noon, request_id, order)
    await noon.settle()
    [told] = noon.texts()
    assert "Plomberie Essai" in told
    with noon.services.backend.reading() as s:
        kept = {each.promise: each.kept_at for each in s.scalars(select(Commitment))}
    assert kept == {"3.2": NOON, "3.3": NOON}


async def test_staff_are_warned_before_the_date_and_the_breach_is_told_honestly(noon: House) -> None:
    request_id = owing(noon)
    await noon.settle()
    due = owed(noon, request_id).due_at
    assert due == datetime(2026, 11, 27, 17, tzinfo=UTC)
    await noon.wait(hours=45)
    assert reasons(noon) == []
    noon.clock.at = datetime(2026, 11, 26, 8, tzinfo=UTC)
    await noon.settle()
    assert reasons(noon) == ["due_soon"] and owed(noon, request_id).breached_at is None
    noon.clock.at = due - timedelta(seconds=1)
    await noon.settle()
    assert reasons(noon) == ["due_soon"] and noon.texts() == []
    noon.clock.at = due
    await noon.settle()
    await noon.wait(days=3)
    broken = owed(noon, request_id)
    assert (broken.breached_at, broken.breach_reason, broken.warned_at is not None) == (due, "nobody_acted", True)
    assert reasons(noon) == ["due_soon", "overdue"]
    [told] = noon.texts()
    assert "nous devions agir avant le vendredi 27 novembre à 18 h" in told
    assert "personne ne s'en est occupé à temps" in told


async def test_a_breach_at_night_is_told_in_the_morning_unless_it_is_kept_by_then(house: House) -> None:
    late, kept = owing(house, "on_call"), owing(house, "on_call")
    await house.wait(hours=24)
    assert house.texts() == []
    assert owed(house, late).breached_at == owed(house, late).due_at
    do(house, kept, lambda s, r: request_acts.act(s, r, "visit_done", "technician:karim", house.clock.at))
    await house.wait(hours=10)
    assert owed(house, kept).kept_at is not None and owed(house, kept).breached_at is not None
    assert len(house.texts()) == 1


async def test_what_was_warned_of_is_off_the_desk_once_it_is_done(noon: House) -> None:
    request_id = owing(noon)
    await noon.settle()
    for each in (datetime(2026, 11, 26, 8, tzinfo=UTC), datetime(2026, 11, 27, 17, tzinfo=UTC)):
        noon.clock.at = each
        await noon.settle()
    with noon.services.backend.reading() as s:
        assert s.scalars(select(Alert.reason).where(Alert.acknowledged_at.is_(None))).all() == ["due_soon", "overdue"]
    do(noon, request_id, lambda s, r: request_acts.act(s, r, "answered", ADVISER, noon.clock.at))
    with noon.services.backend.reading() as s:
        assert s.scalars(select(Alert.acknowledged_by)).all() == [ADVISER, ADVISER]


async def test_whoever_said_stop_is_not_told(noon: House) -> None:
    request_id = owing(noon)
    with noon.services.backend.transaction() as s:
        s.scalars(select(Contact).where(Contact.address == TENANT)).one().opted_out_at = NOON
    do(noon, request_id, lambda s, r: request_steps.assign(s, r, "technical", ADVISER, noon.clock.at))
    await noon.wait(days=7)
    assert noon.texts() == [] and owed(noon, request_id).breached_at is not None


async def test_the_reason_of_a_breach_comes_from_the_facts(noon: House) -> None:
    request_id = owing(noon)
    do(noon, request_id, lambda s, r: request_steps.assign(s, r, "technical", ADVISER, noon.clock.at))
    await noon.wait(days=7)
    assert owed(noon, request_id).breach_reason == "assigned_no_action"
    with noon.services.backend.transaction() as s:
        s.add(Contractor(code="plomb", name="Plomberie Essai", trades=["plumbing"], sectors=[]))
    full = owing(noon)
    await noon.wait(days=7)
    assert owed(noon, full).breach_reason == "no_window"


async def test_a_pause_for_the_tenant_is_told_reminded_and_ends_with_their_answer(noon: House) -> None:
    request_id = owing(noon, "10_days")
    landlord = noon.services.backend.landlord
    do(noon, request_id, lambda s, r: request_steps.pause(s, landlord, r, "tenant", ADVISER, noon.clock.at))
    await noon.settle()
    assert "nous attendons une réponse ou un document de votre part" in noon.texts()[0]
    await noon.wait(days=30)
    assert owed(noon, request_id).breached_at is None
    assert len(noon.texts()) == 2
    await noon.wait(days=10)
    await noon.wait(days=10)
    assert len(noon.texts()) == 3 and reasons(noon) == ["no_answer"]
    do(noon, request_id, lambda s, r: requests.add_detail(s, r, "tenant", noon.clock.at, text="voici"))
    await noon.settle()
    assert owed(noon, request_id).due_at > noon.clock.at
    assert reasons(noon) == ["no_answer", "tenant_answered"]
    with noon.services.backend.reading() as s:
        assert commitments.open_pause(s, s.get_one(Request, request_id)) is None


async def test_where_nobody_can_be_written_to_a_human_being_is_told(noon: House) -> None:
    with noon.services.backend.transaction() as s:
        request = requests.open_request(s, kind="repair", channel="hotline", contact_id=None, now=noon.clock.at)
        request_steps.refuse(s, request, "not_ours", ADVISER, noon.clock.at)
    await noon.settle()
    assert reasons(noon) == ["tenant_to_tell"]
    with noon.services.backend.reading() as s:
        assert s.scalars(select(Exchange)).all() == []
