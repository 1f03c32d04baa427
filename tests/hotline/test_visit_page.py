"""The contractor's page of the day: shows on GET, acts on POST, once; forged, of another day or cancelled: nothing."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from backend_client import appointments, jobs
from backend_client.models import Appointment, JobDay, JobStatusUpdate, Request, Timer
from hotline import visit_page
from hotline.firm_news import link_of
from hotline.signed_links import CALENDAR, link_to
from tests.hotline.conftest import NOON, TENANT, House
from tests.hotline.form_pages import field, press
from tests.hotline.job_day import appointment_of, at, book


@pytest.fixture
def phone(house: House) -> Iterator[TestClient]:
    """A browser without JavaScript; the application with nothing but this page."""
    app = FastAPI()
    app.include_router(visit_page.router(house.services))
    with TestClient(app, follow_redirects=True) as client:
        yield client


async def a_day(house: House) -> tuple[int, str]:
    """An appointment on its day, and the path of its page."""
    number = await book(house)
    house.clock.at = at(26, 13, 45)
    with house.services.backend.reading() as s:
        link = link_of(house.services.settings, s.get_one(Appointment, number))
    return number, link.removeprefix(house.services.settings.base_url)


def kinds(house: House) -> list[str]:
    with house.services.backend.reading() as s:
        return list(s.scalars(select(JobStatusUpdate.kind).order_by(JobStatusUpdate.id)))


async def test_looking_changes_nothing_and_shows_what_is_needed(house: House, phone: TestClient) -> None:
    number, path = await a_day(house)
    with house.services.backend.transaction() as s:
        request = s.get_one(Request, appointment_of(house, number).request_id)
        jobs.note_access(
            s, request, NOON, keysafe="4521B", phone="+33639980012", dog=True, description="<b>sonnez deux fois</b>"
        )
        job_day = JobDay(appointment_id=number, work_done="", confirmed_at=NOON)
        s.add(job_day)
    for _ in range(3):
        answer = phone.get(path)
    shown = answer.text
    assert kinds(house) == ["booked"]
    for part in ("4 rue des Essais", "4521B", "+33639980012", "Chien", "jeudi 26 novembre", "a confirmé"):
        assert part in shown
    assert "&lt;b&gt;sonnez" in shown and "<b>sonnez" not in shown
    assert TENANT not in shown, "the tenant's own number is shown only where they gave one for the day"
    assert answer.headers["Cache-Control"] == "no-store" and "script" not in answer.headers["Content-Security-Policy"]


async def test_on_the_way_late_arrived_done_each_told_to_the_tenant(house: House, phone: TestClient) -> None:
    number, path = await a_day(house)
    house.sms.sent.clear()
    assert "C&#x27;est noté" in await press(house, phone, path, "on_the_way", minutes="20")
    assert "arrivée dans 20 minutes" in house.texts()[-1]
    await press(house, phone, path, "late", minutes="30")
    assert "au plus tard vers 16 h 30" in house.texts()[-1]
    await press(house, phone, path, "arrived")
    assert "être arrivé" in house.texts()[-1]
    shown = await press(house, phone, path, "done", fixed="yes", work="joint remplacé")
    assert "a terminé" in house.texts()[-1] and "rendez-vous est clos" in shown and "<form" not in shown
    assert "Essais" not in shown, "nobody has to get in any more"
    assert kinds(house) == ["booked", "on_the_way", "late", "arrived", "done"]
    with house.services.backend.reading() as s:
        day = s.get_one(JobDay, number)
        assert (day.fixed, day.work_done) == (True, "joint remplacé")
        assert s.get_one(Request, appointment_of(house, number).request_id).status == "done"


async def test_the_tenant_is_told_in_their_language(house: House, phone: TestClient) -> None:
    number = await book(house, language="en")
    house.clock.at = at(26, 13, 45)
    with house.services.backend.reading() as s:
        link = link_of(house.services.settings, s.get_one(Appointment, number))
    await press(house, phone, link.removeprefix(house.services.settings.base_url), "on_the_way", minutes="10")
    assert "on the way" in house.texts()[-1]


async def test_not_settled_offers_another_visit(house: House, phone: TestClient) -> None:
    _, path = await a_day(house)
    await press(house, phone, path, "done", fixed="no")
    assert "autre passage" in house.texts()[-1]
    assert house.sms.sent[-1].choices[0].title == "prendre rendez-vous"


async def test_no_access_is_kind_and_the_second_one_is_an_advisers(house: House, phone: TestClient) -> None:
    _, path = await a_day(house)
    await press(house, phone, path, "no_access")
    assert "Ce n'est pas grave" in house.texts()[-1] and house.sms.sent[-1].choices
    number = await book(house, starts_at=at(30, 14), now=at(27, 9))
    house.clock.at = at(30, 14, 30)
    with house.services.backend.reading() as s:
        link = link_of(house.services.settings, s.get_one(Appointment, number))
    await press(house, phone, link.removeprefix(house.services.settings.base_url), "no_access")
    assert "Un conseiller vous contacte" in house.texts()[-1] and not house.sms.sent[-1].choices


async def test_parts_with_a_day(house: House, phone: TestClient) -> None:
    number, path = await a_day(house)
    wrong = await press(house, phone, path, "parts_needed", parts_on="2026-02-31")
    assert "pas possible" in wrong
    over = await press(house, phone, path, "parts_needed", parts_on="2026-11-01")
    assert "pas possible" in over and kinds(house) == ["booked"]
    await press(house, phone, path, "parts_needed", parts_on="2026-12-03")
    assert "prévue jeudi 3 décembre" in house.texts()[-1]
    assert appointment_of(house, number).status == "incomplete"


async def test_late_needs_its_minutes(house: House, phone: TestClient) -> None:
    _, path = await a_day(house)
    for minutes in ({}, {"minutes": "9999"}, {"minutes": "-1"}):
        assert "Choisissez une durée" in await press(house, phone, path, "late", **minutes)
    assert kinds(house) == ["booked"]


async def test_a_button_pressed_twice_is_known_and_told_once(house: House, phone: TestClient) -> None:
    _, path = await a_day(house)
    shown = phone.get(path).text
    sent = {"act": "arrived", "field": field(shown)}
    assert "C&#x27;est noté" in phone.post(path, data=sent).text
    assert "déjà noté" in phone.post(path, data=sent).text
    await house.settle()
    assert kinds(house).count("arrived") == 1
    assert sum("être arrivé" in text for text in house.texts()) == 1


async def test_a_forged_link_is_no_page(house: House, phone: TestClient) -> None:
    number, path = await a_day(house)
    for forged in (path[:-2] + "xx", "/v/1", "/v/MQ.abc", path.replace("/v/", "/v/x")):
        assert phone.get(forged).status_code == 404
        answer = phone.post(forged, data={"act": "done", "field": visit_page.form_field(house.services.settings, "1")})
        assert answer.status_code in (403, 404)
    assert appointment_of(house, number).status == "booked"


async def test_the_link_of_something_else_is_no_page(house: House, phone: TestClient) -> None:
    number, _ = await a_day(house)
    other = link_to(house.services.settings, CALENDAR, number).rsplit("/", 1)[-1]
    assert phone.get(f"/v/{other}").status_code == 404


async def test_a_form_from_elsewhere_changes_nothing(house: House, phone: TestClient) -> None:
    _, path = await a_day(house)
    assert phone.post(path, data={"act": "done", "field": "0" * 64}).status_code == 403
    right = field(phone.get(path).text)
    crossed = phone.post(path, data={"act": "done", "field": right}, headers={"Sec-Fetch-Site": "cross-site"})
    assert crossed.status_code == 403
    assert kinds(house) == ["booked"]


async def test_last_weeks_link_says_so_and_changes_nothing(house: House, phone: TestClient) -> None:
    number, path = await a_day(house)
    kept = field(phone.get(path).text)
    house.clock.at = at(30, 9)
    shown = phone.get(path)
    assert "ce rendez-vous est passé" in shown.text.lower() and "<form" not in shown.text
    assert "Essais" not in shown.text, "where somebody lives is shown on the day only"
    answer = phone.post(path, data={"act": "done", "field": kept})
    assert "ce rendez-vous est passé" in answer.text.lower()
    assert (appointment_of(house, number).status, kinds(house)) == ("booked", ["booked"])


async def test_a_cancelled_appointment_shows_nothing_of_whom(house: House, phone: TestClient) -> None:
    number, path = await a_day(house)
    with house.services.backend.transaction() as s:
        appointments.cancel(s, s.get_one(Appointment, number), "claire", house.clock.at)
    assert "annulé" in phone.get(path).text and "Essais" not in phone.get(path).text


async def test_the_day_before_shows_without_buttons(house: House, phone: TestClient) -> None:
    _, path = await a_day(house)
    house.clock.at = at(25, 18)
    shown = phone.get(path).text
    assert "4 rue des Essais" in shown and "<form" not in shown


async def test_a_private_request_is_not_shown(house: House, phone: TestClient) -> None:
    number, path = await a_day(house)
    with house.services.backend.transaction() as s:
        s.get_one(Request, s.get_one(Appointment, number).request_id).private = True
    shown = phone.get(path).text
    assert "Essais" not in shown and "<form" not in shown


async def test_after_a_no_show_the_firm_is_sent_to_the_phone(house: House, phone: TestClient) -> None:
    number, path = await a_day(house)
    with house.services.backend.transaction() as s:
        s.get_one(Appointment, number).status = "missed"
    assert "personne n&#x27;est venu" in phone.get(path).text
    with house.services.backend.reading() as s:
        assert s.scalars(select(Timer.id).where(Timer.kind == "survey")).all() == []
