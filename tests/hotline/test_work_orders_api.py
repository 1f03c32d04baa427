"""Work orders over HTTP: with the key alone, a wrong field by its name, the same one twice changes nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import SecretStr
from sqlalchemy import select

from backend_client.models import WorkOrder
from hotline import work_orders_api
from hotline.settings import SettingsError, load_settings
from tests.hotline.conftest import NOON, House
from tests.hotline.job_day import a_firm, a_repair

KEY = "k" * 40
HEADERS = {"Authorization": f"Bearer {KEY}"}


def served(house: House) -> TestClient:
    app = FastAPI()
    app.include_router(work_orders_api.router(house.services))
    return TestClient(app)


@pytest.fixture
def door(house: House) -> Iterator[TestClient]:
    house.clock.at = NOON
    house.services.settings = house.services.settings.model_copy(update={"work_orders_key": SecretStr(KEY)})
    with served(house) as client:
        yield client


@pytest.fixture
def order(house: House) -> dict[str, Any]:
    with house.services.backend.transaction() as s:
        a_firm(s)
        return {"reference": "BT-17", "request": a_repair(s).reference, "contractor": "robinets"}


async def test_an_order_is_taken_and_the_tenant_told(house: House, door: TestClient, order: dict[str, Any]) -> None:
    told = {**order, "sent_at": "2026-11-24T08:00:00+01:00", "description": "remplacer le mitigeur"}
    answer = door.post(work_orders_api.PATH, json=told, headers=HEADERS)
    assert (answer.status_code, answer.json()["created"]) == (201, True)
    again = door.post(work_orders_api.PATH, json=told, headers=HEADERS)
    assert (again.status_code, again.json()["created"]) == (200, False)
    await house.settle()
    assert "Robinets Démo" in house.texts()[-1] and len(house.texts()) == 1
    with house.services.backend.reading() as s:
        kept = s.scalars(select(WorkOrder)).one()
        assert (kept.source, kept.sent_at.hour, kept.description_of_work) == ("api", 7, "remplacer le mitigeur")


@pytest.mark.parametrize(
    "shown", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": KEY}, {"Authorization": "Bearer"}]
)
def test_without_the_key_nothing(house: House, door: TestClient, order: dict[str, Any], shown: dict[str, str]) -> None:
    answer = door.post(work_orders_api.PATH, json=order, headers=shown)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    with house.services.backend.reading() as s:
        assert s.scalars(select(WorkOrder)).all() == []


def test_without_a_key_in_the_settings_there_is_no_door(house: House, order: dict[str, Any]) -> None:
    assert served(house).post(work_orders_api.PATH, json=order, headers=HEADERS).status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reference": ""}, "reference"),
        ({"reference": "  "}, "reference"),
        ({"reference": "x" * 41}, "reference"),
        ({"reference": 17}, "reference"),
        ({"reference": None}, "reference"),
        ({"request": "123"}, "request"),
        ({"request": "R-2026-999999"}, "request"),
        ({"contractor": "nobody"}, "contractor"),
        ({"sent_at": "yesterday"}, "sent_at"),
        ({"sent_at": "2026-11-24T08:00:00"}, "sent_at"),
        ({"description": "x" * 301}, "description"),
        ({"price": 12}, "price"),
    ],
)
def test_a_wrong_field_is_named(
    house: House, door: TestClient, order: dict[str, Any], change: dict[str, Any], field: str
) -> None:
    told = {name: value for name, value in {**order, **change}.items() if value is not None}
    answer = door.post(work_orders_api.PATH, json=told, headers=HEADERS)
    assert (answer.status_code, answer.json()["field"]) == (400, field)
    assert answer.json()["error"]
    with house.services.backend.reading() as s:
        assert s.scalars(select(WorkOrder)).all() == []


def test_what_is_no_json_or_too_long(door: TestClient) -> None:
    assert door.post(work_orders_api.PATH, content=b"{", headers=HEADERS).status_code == 400
    assert door.post(work_orders_api.PATH, content=b"[]", headers=HEADERS).status_code == 400
    assert door.post(work_orders_api.PATH, content=b"\xff\xfe", headers=HEADERS).status_code == 400
    assert door.post(work_orders_api.PATH, content=b" " * 9000, headers=HEADERS).status_code == 413


def test_what_contradicts_is_a_conflict(house: House, door: TestClient, order: dict[str, Any]) -> None:
    assert door.post(work_orders_api.PATH, json=order, headers=HEADERS).status_code == 201
    with house.services.backend.transaction() as s:
        other, closed = a_repair(s).reference, a_repair(s)
        closed.status = "closed"
        over = closed.reference
    taken = door.post(work_orders_api.PATH, json={**order, "request": other}, headers=HEADERS)
    assert taken.status_code == 409 and "BT-17" in taken.json()["error"]
    settled = door.post(work_orders_api.PATH, json={**order, "reference": "BT-18", "request": over}, headers=HEADERS)
    assert settled.status_code == 409 and "open it again" in settled.json()["error"]


def test_a_short_key_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VEILLEUR_WORK_ORDERS_KEY", "short")
    with pytest.raises(SettingsError, match="VEILLEUR_WORK_ORDERS_KEY"):
        load_settings()
