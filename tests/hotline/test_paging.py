"""An urgent request reaches one human being: paged, answered, passed on, never after somebody took it."""

import pytest
from sqlalchemy import select

from backend_client import requests, routing
from backend_client.calendar import due_at
from backend_client.models import Alert, Contact, Escalation, Exchange, IncidentReport, Page, Request, Residence
from channels import sms_text
from channels.base import Delivery, DeliveryUpdate, Keypress, SendError, Spoken
from tests.hotline.conftest import KARIM, LAST_RESORT, LEA, NOON, SUPERVISOR, TENANT, UNKNOWN, House


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
    assert f"{reference} est à vous" in house.texts(KARIM)[1]
    assert "Karim" in house.texts(TENANT)[-1]
    await house.wait(hours=1)
    assert not house.texts(LEA)
    with house.services.backend.reading() as s:
        assert s.scalars(select(Request)).one().status == "assigned"


async def test_without_an_answer_a_call_follows_the_sms_then_the_next_one_is_paged(house: House) -> None:
    await urgent_leak(house)
    await house.wait(seconds=119)
    assert not house.calls()
    await house.wait(seconds=1)
    (call,) = house.calls(KARIM)
    assert call.keys and "Tapez 1" in call.text
    await house.wait(seconds=74)
    assert not house.texts(LEA)
    await house.wait(seconds=1)
    assert len(house.texts(LEA)) == 1


async def test_without_a_receipt_the_call_does_not_wait_for_the_answer(house: House) -> None:
    house.receipts = False
    await urgent_leak(house)
    await house.wait(seconds=29)
    assert not house.calls()
    await house.wait(seconds=1)
    assert len(house.calls(KARIM)) == 1


@pytest.mark.parametrize("code", ["machine", None])
async def test_a_call_that_nobody_takes_moves_on_at_once(house: House, code: str | None) -> None:
    await urgent_leak(house)
    await house.wait(seconds=120)
    (call,) = house.calls(KARIM)
    await house.hotline.delivered(DeliveryUpdate("voice", "voice-1", Delivery.UNDELIVERED, code, call.exchange_id))
    await house.settle()
    assert len(house.texts(LEA)) == 1


async def test_a_call_that_ends_without_a_key_is_no_acknowledgement(house: House) -> None:
    await urgent_leak(house)
    await house.wait(seconds=120)
    (call,) = house.calls(KARIM)
    for delivery in (Delivery.SENT, Delivery.DELIVERED, Delivery.SENT):
        await house.hotline.delivered(DeliveryUpdate("voice", "voice-1", delivery, None, call.exchange_id))
    await house.settle()
    assert len(house.texts(LEA)) == 1
    with house.services.backend.reading() as s:
        lost = s.scalars(select(Page).where(Page.means == "voice")).one()
        assert (lost.status, lost.reason) == ("failed", "no_key")


async def test_a_key_takes_it_and_a_digit_says_when_the_technician_arrives(house: House) -> None:
    await urgent_leak(house)
    await house.wait(seconds=120)
    (call,) = house.calls(KARIM)

    async def press(key: str, question: int) -> Spoken:
        said = await house.hotline.pressed(Keypress("voice", "voice-1", call.exchange_id, key, question))
        await house.settle()
        return said

    again = await press("3", 1)
    assert again.keys and "Tapez 1" in again.text
    taken = await press("1", 2)
    assert taken.keys and "Karim" in house.texts(TENANT)[-1]
    assert await press("1", 2) == taken
    assert not (await press("4", 3)).keys
    assert "40 minutes" in house.texts(TENANT)[-1]
    told = len(house.texts(TENANT))
    await house.hotline.delivered(DeliveryUpdate("voice", "voice-1", Delivery.DELIVERED, None, call.exchange_id))
    await house.wait(hours=2)
    assert not house.texts(LEA) and len(house.texts(TENANT)) == told


async def test_a_key_may_refuse(house: House) -> None:
    await urgent_leak(house)
    await house.wait(seconds=120)
    (call,) = house.calls(KARIM)
    said = await house.hotline.pressed(Keypress("voice", "voice-1", call.exchange_id, "2"))
    await house.settle()
    assert not said.keys and len(house.texts(LEA)) == 1


async def test_whoever_has_it_is_told_what_helps_at_the_door(house: House) -> None:
    with house.services.backend.transaction() as s:
        residence = s.scalars(select(Residence)).one()
        residence.caretaker, residence.shut_off = "Loge au 2", "vanne au sous-sol"
    await urgent_leak(house)
    await house.write("ok", KARIM)
    door = house.texts(KARIM)[-1]
    assert TENANT in door and "Loge au 2" in door and "vanne au sous-sol" in door


async def test_a_sender_that_cannot_be_answered_prints_a_link_and_no_code(house: House) -> None:
    house.sms.two_way = False
    await urgent_leak(house)
    (page,) = house.texts(KARIM)
    words, _, link = page.partition("http")  # the link's signature may hold any two letters
    assert "/a/" in link and "OK" not in words


async def test_no_moves_on_at_once(house: House) -> None:
    await urgent_leak(house)
    await house.write("NON", KARIM)
    assert len(house.texts(LEA)) == 1


async def test_a_page_the_provider_could_not_deliver_moves_on_at_once(house: House) -> None:
    house.receipts = False
    await urgent_leak(house)
    with house.services.backend.reading() as s:
        page = s.scalars(select(Page)).one()
        exchange_id = page.exchange_id
    await house.hotline.delivered(DeliveryUpdate("sms", "sms-2", Delivery.UNDELIVERED, "30003", exchange_id))
    await house.schedule.tick()
    assert len(house.calls(KARIM)) == 1


async def test_a_page_the_provider_refuses_moves_on_at_once(house: House) -> None:
    await house.write("bonjour")
    house.sms.fail_with = [SendError("blocked", code="21610", recipient_gone=True)]
    with house.services.backend.transaction() as s:
        request = s.scalars(select(Request)).one()
        request.urgency = "on_call"
        routing.route(s, request, "plumbing", house.services.backend.landlord, house.clock.at)
    await house.schedule.tick()
    assert not house.texts(KARIM)
    assert len(house.calls(KARIM)) == 1


async def a_round_in_vain(house: House) -> None:
    """Every step of the sample's policy goes by."""
    for step in house.services.backend.landlord.policy_for("technical").steps:
        await house.wait(seconds=step.wait)


async def test_nobody_answers_and_the_tenant_is_told_the_truth(house: House) -> None:
    await urgent_leak(house)
    told = len(house.texts(TENANT))
    await a_round_in_vain(house)
    assert "pas encore" in house.texts(TENANT)[-1] and len(house.texts(TENANT)) == told + 1
    for somebody in (KARIM, LEA, SUPERVISOR, LAST_RESORT):
        assert (len(house.texts(somebody)), len(house.calls(somebody))) == (1, 1), somebody
    with house.services.backend.reading() as s:
        reasons = {alert.reason for alert in s.scalars(select(Alert))}
        assert "nobody_answered" in reasons
    await house.wait(seconds=300)
    assert len(house.texts(KARIM)) == 2


async def test_it_is_repeated_until_a_human_being_answers_who_may_be_the_last_resort(house: House) -> None:
    await urgent_leak(house)
    for _ in range(4):
        await a_round_in_vain(house)
        await house.wait(seconds=300)
    # told after rounds 1, 2 and 4
    assert sum("pas encore" in text for text in house.texts(TENANT)) == 3
    await house.write("j'y vais", LAST_RESORT)
    paged = len(house.texts(KARIM))
    await house.wait(hours=3)
    assert len(house.texts(KARIM)) == paged


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
    await a_round_in_vain(house)
    with house.services.backend.transaction() as s:
        search = s.scalars(select(Escalation)).one()
        requests.change_status(s, search.request, "closed", "tenant", house.clock.at)
    await house.wait(minutes=15)
    assert len(house.texts(KARIM)) == 1
    with house.services.backend.reading() as s:
        assert s.scalars(select(Escalation)).one().status == "cancelled"


async def test_an_answer_of_the_last_resort_is_not_taken_for_the_tenants(house: House) -> None:
    await house.write("ça sent le gaz chez moi", UNKNOWN)
    await a_round_in_vain(house)
    assert len(house.texts(LAST_RESORT)) == 1
    await house.write("je ne comprends pas", LAST_RESORT)
    await house.write("4 rue des Essais", LAST_RESORT)
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
    await house.wait(seconds=120)
    await house.wait(seconds=75)
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
        assert s.scalars(select(Page)).one().status == "delivered"


async def test_neighbours_are_one_page_and_the_second_danger_is_told_to_who_has_it(house: House) -> None:
    neighbour = house.neighbour()
    await house.write("ça sent le gaz dans l'escalier")
    await house.write("forte odeur de gaz chez moi", neighbour)
    pages = [text for text in house.texts(KARIM) if "OK" in text]
    assert len(pages) == 1
    assert "2 signalements" in house.texts(KARIM)[-1]
    with house.services.backend.reading() as s:
        assert len(s.scalars(select(IncidentReport)).all()) == 2
    await house.write("ok", KARIM)
    for tenant in (TENANT, neighbour):
        assert any("Karim" in text for text in house.texts(tenant))


async def test_two_people_in_danger_are_two_pages(house: House) -> None:
    neighbour = house.neighbour()
    await house.write("je suis bloqué dans l'ascenseur")
    await house.write("on est coincés dans l'ascenseur", neighbour)
    assert len([text for text in house.texts(KARIM) if "OK" in text]) == 2
