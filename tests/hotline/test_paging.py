"""An urgent request reaches one human being: paged, answered, passed on, never after somebody took it."""

from sqlalchemy import select

from backend_client import requests, routing
from backend_client.calendar import due_at
from backend_client.models import Alert, Contact, Escalation, Exchange, Page, Request
from channels import sms_text
from channels.base import Delivery, DeliveryUpdate, SendError
from tests.hotline.conftest import KARIM, LEA, NOON, SUPERVISOR, TENANT, UNKNOWN, House


async def urgent_leak(house: House) -> str:
    """An urgent request of the tenant, routed as an action routes it; what is due is done."""
    await house.write("bonjour")
    now = house.clock.at
    with house.services.backend.transaction() as s:
        request = s.scalars(select(Request)).one()
        landlord = house.services.backend.landlord
        requests.qualify(
            s,
            request,
            now=now,
            by="assistant",
            kind="repair",
            situation="plumbing.leak_hidden_pipe",
            urgency="on_call",
            due_at=due_at(landlord, "on_call", now),
            summary="ça coule du mur",
            person_id=request.person_id,
        )
        routing.route(s, request, "plumbing", landlord, now)
        reference = request.reference
    await house.settle()
    return reference


def _code(text: str) -> str:
    return text.split("OK ")[1].split()[0]


async def test_the_page_says_what_where_who_and_is_acknowledged_by_reply(house: House) -> None:
    reference = await urgent_leak(house)
    (page,) = house.texts(KARIM)
    for told in (reference, "4 rue des Essais", "12B4", "Nora Essai"):
        assert told in page
    await house.write(f"ok {_code(page)}", KARIM)
    assert reference in house.texts(KARIM)[1]
    assert "Karim" in house.texts(TENANT)[-1]
    await house.wait(hours=1)
    assert not house.texts(LEA)
    with house.services.backend.reading() as s:
        assert s.scalars(select(Request)).one().status == "assigned"


async def test_five_minutes_without_an_answer_and_the_next_one_is_paged(house: House) -> None:
    await urgent_leak(house)
    await house.wait(seconds=299)
    assert not house.texts(LEA)
    await house.wait(seconds=1)
    assert len(house.texts(LEA)) == 1


async def test_no_moves_on_at_once(house: House) -> None:
    await urgent_leak(house)
    await house.write("NON", KARIM)
    assert len(house.texts(LEA)) == 1


async def test_a_page_the_provider_could_not_deliver_moves_on_at_once(house: House) -> None:
    await urgent_leak(house)
    with house.services.backend.reading() as s:
        page = s.scalars(select(Page)).one()
        exchange_id = page.exchange_id
    await house.hotline.delivered(DeliveryUpdate("sms", "sms-2", Delivery.UNDELIVERED, "30003", exchange_id))
    await house.schedule.tick()
    assert len(house.texts(LEA)) == 1


async def test_a_page_the_provider_refuses_moves_on_at_once(house: House) -> None:
    await house.write("bonjour")
    house.sms.fail_with = [SendError("blocked", code="21610", recipient_gone=True)]
    with house.services.backend.transaction() as s:
        request = s.scalars(select(Request)).one()
        request.urgency = "on_call"
        routing.route(s, request, "plumbing", house.services.backend.landlord, house.clock.at)
    await house.schedule.tick()
    assert not house.texts(KARIM)
    assert len(house.texts(LEA)) == 1


async def test_nobody_answers_and_the_tenant_is_told_the_truth(house: House) -> None:
    await urgent_leak(house)
    await house.wait(seconds=300)
    await house.wait(seconds=300)
    assert "pas encore" in house.texts(TENANT)[-1]
    (last,) = house.texts("+33639989900")
    assert "Appelez" in last and "OK" not in last
    assert len(house.texts(KARIM)) == 1
    with house.services.backend.reading() as s:
        reasons = {alert.reason for alert in s.scalars(select(Alert))}
        assert "nobody_answered" in reasons
    await house.wait(seconds=900)
    assert len(house.texts(KARIM)) == 2


async def test_a_wrong_code_and_somebody_elses_code_change_nothing(house: House) -> None:
    await urgent_leak(house)
    code = _code(house.texts(KARIM)[0])
    wrong = "1111" if code != "1111" else "2222"
    await house.write(f"OK {wrong}", KARIM)
    await house.write(f"OK {code}", LEA)
    with house.services.backend.reading() as s:
        assert s.scalars(select(Escalation)).one().status == "open"
    assert "code" in house.texts(KARIM)[1]


async def test_in_office_hours_the_adviser_first_then_the_duty(house: House) -> None:
    house.clock.at = NOON
    await urgent_leak(house)
    assert not house.texts(KARIM)
    with house.services.backend.reading() as s:
        assert s.scalars(select(Alert)).one().due_at is not None
    await house.wait(seconds=house.services.backend.landlord.paging.alert_seconds)
    assert len(house.texts(KARIM)) == 1


async def test_a_technician_never_reaches_the_assistant(house: House) -> None:
    await house.write("mon chauffage est en panne", KARIM)
    assert not house.engine.asked
    assert len(house.texts(KARIM)) == 1
    with house.services.backend.reading() as s:
        assert s.scalars(select(Contact).where(Contact.address == KARIM)).one().technician_id is not None


async def test_a_private_request_that_no_adviser_took_goes_to_the_supervisor(house: House) -> None:
    house.clock.at = NOON
    await urgent_leak(house)
    with house.services.backend.transaction() as s:
        s.scalars(select(Request)).one().private = True
    await house.wait(minutes=15)
    assert not house.texts(KARIM)
    assert len(house.texts(SUPERVISOR)) == 1


async def test_nobody_is_paged_for_a_request_that_was_closed_meanwhile(house: House) -> None:
    house.clock.at = NOON
    await urgent_leak(house)
    with house.services.backend.transaction() as s:
        requests.change_status(s, s.scalars(select(Request)).one(), "closed", "tenant", house.clock.at)
    await house.wait(minutes=15)
    assert not house.texts(KARIM)


async def test_a_search_that_found_nobody_ends_when_the_request_is_closed(house: House) -> None:
    await urgent_leak(house)
    await house.wait(minutes=5)
    await house.wait(minutes=5)
    with house.services.backend.transaction() as s:
        search = s.scalars(select(Escalation)).one()
        assert search.status == "exhausted"
        requests.change_status(s, search.request, "closed", "tenant", house.clock.at)
    await house.wait(minutes=15)
    assert len(house.texts(KARIM)) == 1


async def test_an_answer_of_the_last_resort_is_not_taken_for_the_tenants(house: House) -> None:
    await house.write("ça sent le gaz chez moi", UNKNOWN)
    await house.wait(minutes=5)
    await house.wait(minutes=5)
    last_resort = "+33639989900"
    assert len(house.texts(last_resort)) == 1
    await house.write("je m'en occupe", last_resort)
    await house.write("je suis en route", last_resort)
    with house.services.backend.reading() as s:
        emergency = s.scalars(select(Request).where(Request.danger.is_not(None))).one()
        assert emergency.typed_address == ""
        assert emergency.details.get("asked_where") is None


async def test_however_long_the_facts_the_page_keeps_the_code_to_answer_with(house: House) -> None:
    longest = max(house.services.catalogue.situations.values(), key=lambda row: len(row.label["fr"]))
    await urgent_leak(house)
    with house.services.backend.transaction() as s:
        request = s.scalars(select(Request).where(Request.kind == "repair")).one()
        request.situation, request.person_id, request.person = longest.code, None, None
        request.typed_name = "Marie " * 20
        request.typed_address = "appartement au fond de la cour " * 6
        request.dwelling_id = request.building_id = None
    await house.wait(minutes=5)
    (page,) = house.texts(LEA)
    sent = sms_text.render(page, (), "fr")
    assert not sent.shortened
    assert f"NON {_code(page)}" in sent.text


async def test_a_receipt_alone_tells_that_a_page_left(house: House) -> None:
    await urgent_leak(house)
    with house.services.backend.transaction() as s:
        page = s.scalars(select(Page)).one()
        exchange = s.get_one(Exchange, page.exchange_id)
        page.status, exchange.status, exchange.provider_id = "intended", "sending", None
        sent = exchange.id
    await house.hotline.delivered(DeliveryUpdate("sms", "SM-late", Delivery.DELIVERED, None, sent))
    with house.services.backend.reading() as s:
        assert s.scalars(select(Page)).one().status == "sent"
