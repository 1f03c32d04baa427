"""Work orders and changes of appointments, told to those whom they concern; the calendar file by its signed address."""

from datetime import datetime, time
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from backend_client import appointments, work_orders
from backend_client.models import (
    Alert,
    Appointment,
    AvailabilityTemplate,
    Contact,
    Contractor,
    Conversation,
    Dwelling,
    Request,
    WorkOrder,
)
from backend_client.requests import open_request
from common.gsm7 import is_gsm7, parts, to_gsm7
from common.wording import PARIS
from hotline import appointment_links, cli, work_orders_cli
from tests.hotline.conftest import NOON, TENANT, House

MOBILE = "+33639980777"
WEDNESDAY = datetime(2026, 11, 25, 14, tzinfo=PARIS)


@pytest.fixture
def office(house: House) -> House:
    house.clock.at = NOON
    return house


def a_firm(s: Session, phone: str = "01 99 00 20 12") -> Contractor:
    firm = Contractor(code="robinets", name="Robinets Démo", phone=phone, trades=["plumbing"], sectors=[])
    s.add(firm)
    s.flush()
    s.add_all(
        AvailabilityTemplate(contractor_id=firm.id, weekday=day, starts=time(hour), capacity=1)
        for day in range(5)
        for hour in (8, 14)
    )
    s.flush()
    return firm


def a_repair(s: Session) -> Request:
    contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
    return open_request(
        s,
        kind="repair",
        channel="sms",
        contact_id=contact.id,
        now=NOON,
        situation="plumbing.tap_drip",
        person_id=contact.person_id,
        dwelling_id=contact.dwelling_id,
        building_id=s.get_one(Dwelling, contact.dwelling_id).building_id,
        status="qualified",
    )


def order(house: House, phone: str = "01 99 00 20 12") -> tuple[int, str]:
    """A work order for a repair of the tenant's. Returns the request's id and reference."""
    with house.services.backend.transaction() as s:
        request, firm = a_repair(s), a_firm(s, phone)
        work_orders.receive(s, "BT-1", request, firm, NOON, source="command")
        return request.id, request.reference


async def test_the_tenant_is_told_at_once_with_windows_to_pick(office: House) -> None:
    _, reference = order(office)
    await office.settle()
    (message,) = office.sms.sent
    assert "Robinets Démo" in message.text and reference in message.text
    assert [choice.number for choice in message.choices] == [1, 2, 3, 4, 5]
    whole = to_gsm7("\n".join([message.text, *(f"{choice.number} {choice.title}" for choice in message.choices)]))
    assert is_gsm7(whole) and parts(whole) <= 2
    await office.write("2")
    asked = office.engine.asked[-1]["payload"]
    assert asked["intent"] == "book_appointment" and "2026-11-2" in asked["entities"]["choice"]
    with office.services.backend.reading() as s:
        assert s.scalars(select(WorkOrder)).one().told_at == NOON
        assert s.scalars(select(Appointment)).all() == [], "nothing is held for hours"


async def test_a_question_that_waits_keeps_its_list(office: House) -> None:
    await office.write("bonjour")
    offered = {"exchange_id": 1, "expires_at": "2099-01-01T00:00:00+00:00", "choices": []}
    with office.services.backend.transaction() as s:
        s.scalars(select(Conversation)).one().offer = offered
    order(office)
    await office.settle()
    assert "rendez-vous" in office.texts()[-1] and not office.sms.sent[-1].choices
    with office.services.backend.reading() as s:
        assert s.scalars(select(Conversation)).first().offer == offered


async def test_an_appointment_that_is_there_is_kept(office: House) -> None:
    with office.services.backend.transaction() as s:
        request, firm = a_repair(s), a_firm(s)
        appointments.book(s, office.services.backend.landlord, request, firm.id, WEDNESDAY, NOON)
        work_orders.receive(s, "BT-1", request, firm, NOON, source="api")
    await office.settle()
    assert "maintenu" in office.texts()[-1] and "25 novembre entre 14 h et 16 h" in office.texts()[-1]


@pytest.mark.parametrize("status", ["closed", "refused"])
def test_an_order_for_what_is_over_is_refused(office: House, status: str) -> None:
    with office.services.backend.transaction() as s:
        request, firm = a_repair(s), a_firm(s)
        request.status = status
        s.flush()
        with pytest.raises(work_orders.WorkOrderError, match="open it again"):
            work_orders.receive(s, "BT-1", request, firm, NOON, source="api")


def test_the_reference_of_another_order_is_refused(office: House) -> None:
    order(office)
    with office.services.backend.transaction() as s:
        firm = s.scalars(select(Contractor)).one()
        with pytest.raises(work_orders.WorkOrderError, match="another one's"):
            work_orders.receive(s, "BT-1", a_repair(s), firm, NOON, source="api")


async def _booked(house: House, phone: str) -> int:
    request_id, _ = order(house, phone)
    with house.services.backend.transaction() as s:
        request, firm = s.get_one(Request, request_id), s.scalars(select(Contractor)).one()
        appointment = appointments.book(s, house.services.backend.landlord, request, firm.id, WEDNESDAY, NOON)
        number = appointment.id
    await house.settle()
    return number


def _cancel(house: House, number: int, by: str) -> None:
    with house.services.backend.transaction() as s:
        appointments.cancel(s, s.get_one(Appointment, number), by, NOON)


async def test_the_firm_is_told_of_what_the_tenant_does(office: House) -> None:
    number = await _booked(office, "06 39 98 07 77")
    (booked,) = office.texts(MOBILE)
    assert "25 novembre entre 14 h et 16 h" in booked and "4 rue des Essais" in booked
    assert "Nora" not in booked and TENANT not in booked
    _cancel(office, number, "tenant")
    await office.settle()
    assert "annul" in office.texts(MOBILE)[-1]
    with office.services.backend.reading() as s:
        assert s.scalars(select(Alert)).all() == []


async def test_a_firm_without_a_mobile_phone_is_called_by_an_adviser(office: House) -> None:
    _cancel(office, await _booked(office, "01 99 00 20 12"), "tenant")
    await office.settle()
    with office.services.backend.reading() as s:
        assert [alert.reason for alert in s.scalars(select(Alert))] == ["firm_to_tell"]


async def test_the_tenant_is_told_of_what_the_firm_does_and_can_choose_again(office: House) -> None:
    _cancel(office, await _booked(office, "06 39 98 07 77"), "contractor")
    await office.settle()
    told = next(message for message in office.sms.sent if "ne peut pas venir" in message.text)
    assert (told.address, told.choices[0].title) == (TENANT, "prendre rendez-vous")
    assert "annul" not in " ".join(office.texts(MOBILE)), "who did it needs no telling"


@pytest.fixture
def web(office: House) -> TestClient:
    app = FastAPI()
    app.include_router(appointment_links.router(office.services))
    return TestClient(app)


async def test_the_calendar_file(office: House, web: TestClient) -> None:
    number = await _booked(office, "")
    link = appointment_links.link_of(office.services.settings, number)
    path = link.removeprefix(office.services.settings.base_url)
    answer = web.get(path)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert {"DTSTART:20261125T130000Z", "DTEND:20261125T150000Z", "STATUS:CONFIRMED"} <= set(answer.text.splitlines())
    assert "Nora" not in answer.text and "Essais" not in answer.text
    _cancel(office, number, "tenant")
    assert "STATUS:CANCELLED" in web.get(path).text
    forged = path.replace("/rdv/", "/rdv/x")
    assert [web.get(other).status_code for other in (forged, "/rdv/1.ics")] == [404, 404]


def test_the_command(office: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_orders_cli, "backend_of", lambda _: office.services.backend)
    with office.services.backend.transaction() as s:
        reference = a_repair(s).reference
        a_firm(s)

    def run(*words: str) -> Any:
        return CliRunner().invoke(cli.app, ["work-order", *words])

    assert "is being told" in run("BT-7", reference, "robinets", "--sent", "2026-11-24 08:00").output
    assert "was known" in run("BT-7", reference, "robinets").output
    for words, said in (
        (("BT-8", "R-2026-009999", "robinets"), "is unknown"),
        (("BT-8", reference, "nobody"), "robinets"),
        (("BT-8", reference, "robinets", "--sent", "yesterday"), "is not a day"),
    ):
        result = run(*words)
        assert result.exit_code == 1 and said in result.output
    with office.services.backend.reading() as s:
        assert [(o.reference, o.sent_at.hour) for o in s.scalars(select(WorkOrder))] == [("BT-7", 7)]
