"""The page behind a technician's link: shows on GET, acts on POST, says nothing that it must not."""

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend_client.models import Incident, Page, Residence
from hotline import staff_page
from hotline.staff_links import PATH, link_of
from tests.hotline.conftest import KARIM, LEA, SUPERVISOR, TENANT, House
from tests.hotline.form_pages import field, press
from tests.hotline.staff_night import SUNDAY, WEEKDAY, code_of, incident_of, report, request_of, rows


@pytest.fixture
def night(house: House) -> House:
    house.clock.at = WEEKDAY
    return house


@pytest.fixture
def phone(night: House) -> Iterator[TestClient]:
    """A browser without JavaScript; the application with nothing but this page."""
    app = FastAPI()
    app.state.services = night.services
    app.include_router(staff_page.router())
    with TestClient(app, follow_redirects=True) as client:
        yield client


def link(house: House, number: int = -1) -> str:
    with house.services.backend.reading() as s:
        page = s.scalars(select(Page).order_by(Page.id)).all()[number]
        return link_of(house.services.settings, page).removeprefix(house.services.settings.base_url)


async def test_looking_changes_nothing(night: House, phone: TestClient) -> None:
    await report(night)
    before = rows(night)
    for _ in range(3):
        shown = phone.get(link(night))
    assert rows(night) == before
    assert "4 rue des Essais" in shown.text
    assert "Nora Essai" in shown.text
    assert TENANT not in shown.text


async def test_taken_with_minutes_then_on_site_then_done(night: House, phone: TestClient) -> None:
    with night.services.backend.transaction() as s:
        s.scalars(select(Residence)).one().shut_off = "vanne au sous-sol, porte 3"
    reference = await report(night)
    path = link(night)
    assert "vanne au sous-sol" not in phone.get(path).text
    shown = await press(night, phone, path, "take", minutes="40")
    assert "vanne au sous-sol" in shown
    assert TENANT in shown
    assert "40 minutes" in night.texts()[-1]
    with night.services.backend.reading() as s:
        assert s.scalars(select(Page)).one().via == "link"
    await press(night, phone, path, "on_site")
    assert "sur place" in night.texts()[-1]
    shown = await press(night, phone, path, "done", report="joint <b>remplacé</b>")
    assert "terminée" in shown
    assert "4 rue des Essais" not in shown
    assert request_of(night, reference).details["on_call_report"] == "joint <b>remplacé</b>"


async def test_refused_the_next_one_is_paged_at_once(night: House, phone: TestClient) -> None:
    await report(night)
    shown = await press(night, phone, link(night), "refuse")
    assert "refusé" in shown
    assert len(night.texts(LEA)) == 1


async def test_help_and_delay_and_giving_back(night: House, phone: TestClient) -> None:
    reference = await report(night)
    path = link(night)
    await press(night, phone, path, "take", minutes="20")
    await press(night, phone, path, "late", minutes="90")
    assert "90 minutes" in night.texts()[-1]
    shown = await press(night, phone, path, "help")
    assert "deuxième technicien" in shown
    assert "RENFORT" in night.texts(LEA)[-1]
    await press(night, phone, path, "give_back")
    assert incident_of(night, reference).technician_id is None


async def test_a_helpers_page_says_who_is_there(night: House, phone: TestClient) -> None:
    await report(night)
    await press(night, phone, link(night), "take")
    await night.write("aide", KARIM)
    path = link(night)
    assert "Karim" in phone.get(path).text
    shown = await press(night, phone, path, "take", minutes="20")
    assert KARIM in shown
    assert "on_site" not in shown


async def test_somebody_else_was_quicker_and_it_is_over(night: House, phone: TestClient) -> None:
    await report(night)
    path = link(night)
    await night.write("non", KARIM)
    await night.write(f"ok {code_of(night, LEA)}", LEA)
    await night.write("FINI joint", LEA)
    before = rows(night)
    shown = phone.get(path).text
    assert "terminée" in shown
    assert "<form" not in shown
    for act in ("take", "refuse", "on_site", "done", "help", "late", "give_back", "nonsense", ""):
        secret = staff_page.form_field(night.services.settings, path.removeprefix(PATH))
        phone.post(path, data={"act": act, "field": secret, "minutes": "20"})
    assert rows(night) == before


async def test_a_form_that_the_page_did_not_make_does_nothing(night: House, phone: TestClient) -> None:
    await report(night)
    path, before = link(night), rows(night)
    secret = field(phone.get(path).text)
    assert phone.post(path, data={"act": "take"}).status_code == 403
    assert phone.post(path, data={"act": "take", "field": "é" * 64}).status_code == 403
    crossing = {"sec-fetch-site": "cross-site"}
    assert phone.post(path, data={"act": "take", "field": secret}, headers=crossing).status_code == 403
    assert rows(night) == before


@pytest.mark.parametrize("signed", ["1", "MQ.AAAA", "", "é", "../a", "x" * 3000, "MQ.%00"])
async def test_a_link_that_nobody_signed_is_not_found(night: House, phone: TestClient, signed: str) -> None:
    await report(night)
    assert phone.get(PATH + signed).status_code == 404
    made_up = phone.post(
        PATH + signed, data={"act": "take", "field": staff_page.form_field(night.services.settings, signed)}
    )
    assert made_up.status_code in (403, 404)
    assert incident_of_any(night) == "open"


def incident_of_any(house: House) -> str:
    with house.services.backend.reading() as s:
        return s.scalars(select(Incident.status)).one()


@pytest.mark.parametrize("minutes", ["-1", "1e3", "9999999999999", "٤٠", "30"])
async def test_minutes_that_are_not_on_the_page_are_none(night: House, phone: TestClient, minutes: str) -> None:
    reference = await report(night)
    await press(night, phone, link(night), "take", minutes=minutes)
    assert incident_of(night, reference).eta_at is None
    assert incident_of(night, reference).status == "taken"


async def test_nothing_is_kept_and_nobody_is_told_where_it_came_from(night: House, phone: TestClient) -> None:
    await report(night)
    for answer in (phone.get(link(night)), phone.get(PATH + "forged")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "<script" not in answer.text
        assert "http://" not in answer.text.replace("http-equiv", "")


async def test_a_private_danger_is_never_on_it(night: House, phone: TestClient) -> None:
    await report(night, private=True)
    path = link(night)
    for act in ("take", "on_site"):
        shown = phone.get(path).text
        for word in ("rue des Essais", "Nora", "12B4", TENANT, "fuite"):
            assert word not in shown
        assert "01 99 00 10 00" in shown
        await press(night, phone, path, act)
    assert SUPERVISOR not in phone.get(path).text


async def test_what_tenants_typed_is_no_markup(night: House, phone: TestClient) -> None:
    await report(
        night,
        typed_name="<script>x</script>",
        person_id=None,
        building_id=None,
        dwelling_id=None,
        typed_address='"><img',
    )
    shown = phone.get(link(night)).text
    assert "<script" not in shown
    assert "<img" not in shown


async def test_it_says_that_the_tenant_was_asked_and_what_they_said(night: House, phone: TestClient) -> None:
    night.clock.at = SUNDAY
    await report(night)
    path = link(night)
    shown = await press(night, phone, path, "take", minutes="20")
    assert "pas encore répondu" in shown
    await night.write("non")
    assert "ne veut pas de visite" in phone.get(path).text


async def test_it_can_be_used_without_seeing_it(night: House, phone: TestClient) -> None:
    """The language, a title, one heading, a name for every field."""
    await report(night)
    await press(night, phone, link(night), "take")
    shown = phone.get(link(night)).text
    assert '<html lang="fr">' in shown
    assert shown.count("<h1>") == 1
    assert re.search(r"<title>[^<]+</title>", shown)
    named = set(re.findall(r'<label for="(\w+)"', shown))
    assert set(re.findall(r'<textarea id="(\w+)"', shown)) <= named
    assert shown.count('<input type="radio"') == shown.count('<label><input type="radio"')
    assert shown.count("<fieldset>") == shown.count("<legend>")
