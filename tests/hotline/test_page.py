"""The first page: people to play where the service is simulated, a plain word where it is not."""

from fastapi import FastAPI
from fastapi.testclient import TestClient

from hotline.simulator import page
from tests.hotline.conftest import KARIM, TENANT, House


def test_the_people_to_play_have_their_homes_and_duties(house: House) -> None:
    app = FastAPI()
    app.state.services = house.services
    app.include_router(page.router())
    people = TestClient(app).get("/simulator/people").json()
    assert people["tenants"] == [
        {"name": "Nora Essai", "phone": TENANT, "language": "fr", "home": "4 rue des Essais, porte 12"}
    ]
    assert people["technicians"][0] == {"name": "Karim Essai", "phone": KARIM, "duties": ["technical 1"]}


def test_the_page_forbids_code_from_elsewhere() -> None:
    app = FastAPI()
    app.include_router(page.router())
    http = TestClient(app)
    shown = http.get("/")
    assert "SIMULATEUR" in shown.text
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert http.get("/simulator/static/page.js").status_code == 200
    assert http.get("/simulator/static/page.py").status_code == 404


def test_where_providers_are_real_the_first_page_is_plain() -> None:
    app = FastAPI()
    app.include_router(page.plain_router())
    http = TestClient(app)
    assert http.get("/").headers["content-type"].startswith("text/plain")
    assert http.get("/simulator/people").status_code == 404
