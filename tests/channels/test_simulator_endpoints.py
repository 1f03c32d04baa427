"""The simulator over real HTTP: channels, stand-ins and page routes in one server on a free port."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from backend_client import alerts
from backend_client.backend import Backend
from backend_client.database import Database
from backend_client.landlord import Landlord
from backend_client.models import Alert, Contact, Request
from channels.base import CallStep, Choice, Delivery, Outbound, SendError, Spoken
from channels.telegram import TelegramChannel
from channels.twilio_sms import TwilioSms
from channels.twilio_voice import TwilioVoice
from hotline.clock import Clock, SimulatedClock
from hotline.services import Services
from hotline.settings import ROOT, Settings
from hotline.simulator import endpoints
from tests.channels.doors import KeepingDoor
from tests.databases import sqlite_with_tables
from tests.ports import free_port

TENANT, KARIM = "+33639980001", "+33639989001"


@dataclass
class Running:
    services: Services
    door: KeepingDoor
    sms: TwilioSms
    voice: TwilioVoice
    telegram: TelegramChannel
    page: httpx.AsyncClient
    """A browser on this machine."""


def _services(directory: Path, port: int) -> Services:
    settings = Settings(data_dir=directory, port=port)
    clock = SimulatedClock(directory / "clock.json")
    backend = Backend(
        Database(sqlite_with_tables(directory / "veilleur.db")), Landlord.load(ROOT / "landlord.toml"), clock
    )
    return cast(Services, SimpleNamespace(settings=settings, clock=clock, backend=backend, wake=asyncio.Event()))


@pytest.fixture
async def running(tmp_path: Path, door: KeepingDoor, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    monkeypatch.setattr(endpoints, "PACE", 0.0)
    services = _services(tmp_path, free_port())
    accounts = endpoints.providers(services.settings)
    assert accounts.twilio is not None
    assert accounts.telegram is not None
    channels = (TwilioSms(accounts.twilio), TwilioVoice(accounts.twilio), TelegramChannel(accounts.telegram))
    app = FastAPI()
    for channel in channels:
        app.include_router(channel.router(door))
    app.include_router(endpoints.router(services, cast(Any, None), cast(Any, None)))
    port = services.settings.port
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning", ws="none"))
    serving = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    await channels[2].start(door)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}/simulator", trust_env=False) as page:
        yield Running(services, door, *channels, page)
    for channel in channels:
        await channel.stop()
    server.should_exit = True
    await serving
    services.backend.db.dispose()


async def until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.005)


async def test_a_text_goes_in_and_its_answer_is_seen_on_the_phone(running: Running) -> None:
    reply = await running.page.post(f"/phone/{TENANT}/sms", json={"text": "Fuite d'eau"})
    assert (reply.status_code, reply.json()) == (202, {"webhook": 200})
    assert running.door.received[0].text == "Fuite d'eau"
    await running.sms.send(Outbound(5, TENANT, "C'est noté.", "fr", (Choice(1, "Cuisine"),)))
    await running.voice.send(Outbound(6, TENANT, "Sortez tout de suite.", "fr"))
    await thumb(running, TENANT, "ringing", do="answer")
    await thumb(running, TENANT, "open", do="hang_up")
    await until(lambda: [update.delivery for update in running.door.updates].count(Delivery.DELIVERED) == 2)
    shown = (await running.page.get("/phone/0639980001")).json()
    assert shown["number"] == TENANT
    assert [(item["from_phone"], item["kind"], item["text"]) for item in shown["messages"]] == [
        (True, "sms", "Fuite d'eau"),
        (False, "sms", "C'est noté.\n1 Cuisine\nRépondez 1."),
        (False, "call", "Sortez tout de suite."),
    ]
    assert [item["status"] for item in shown["messages"]] == ["received", "delivered", "completed"]
    assert (await running.page.get("/phones")).json() == [TENANT]


async def thumb(running: Running, number: str, state: str, **act: str) -> dict[str, Any]:
    """Do something with a telephone once its call is in a state, and see the call before that."""
    async with asyncio.timeout(5):
        while True:
            call = (await running.page.get(f"/phone/{number}")).json()["call"]
            if call is not None and call["state"] == state and (call["said"] or state == "ringing"):
                break
            await asyncio.sleep(0.01)
    assert (await running.page.post(f"/phone/{number}/call", json=act)).status_code == 202
    return dict(call)


async def test_a_page_by_voice_is_answered_with_a_key(running: Running) -> None:
    running.door.answers = [Spoken("Dans combien de temps ?", keys=True), Spoken("Merci.")]
    await running.voice.send(Outbound(6, KARIM, "Tapez 1 pour accepter.", "fr", keys=True))
    await thumb(running, KARIM, "ringing", do="answer")
    heard = await thumb(running, KARIM, "open", do="press", key="1")
    assert heard["said"] == ["Tapez 1 pour accepter."]
    await until(lambda: len(running.door.presses) == 1)
    await thumb(running, KARIM, "open", do="press", key="4")
    await until(lambda: [press.key for press in running.door.presses] == ["1", "4"])
    await thumb(running, KARIM, "open", do="hang_up")
    await until(lambda: running.door.updates[-1].delivery is Delivery.DELIVERED)


@pytest.mark.parametrize(
    ("act", "code"), [("refuse", "UNDELIVERED None"), ("voicemail", "UNDELIVERED machine")], ids=["refused", "machine"]
)
async def test_a_call_that_no_human_being_takes(running: Running, act: str, code: str) -> None:
    await running.voice.send(Outbound(6, KARIM, "Tapez 1.", "fr", keys=True))
    await thumb(running, KARIM, "ringing", do=act)
    await until(lambda: running.door.updates and running.door.updates[-1].delivery >= Delivery.DELIVERED)
    lost = next(update for update in running.door.updates if update.delivery >= Delivery.UNDELIVERED)
    assert f"{lost.delivery.name} {lost.error_code}" == code


async def test_a_caller_is_put_through_and_a_message_is_left(running: Running) -> None:
    running.door.steps = [
        CallStep("Tapez 1. Sinon parlez.", "menu"),
        CallStep("Ne quittez pas.", "dial", number=KARIM),
        CallStep("Tapez 1 pour le prendre.", "ask"),
        CallStep("En ligne.", "bridge"),
        CallStep("Parlez après le bip.", "record"),
        CallStep("Merci."),
    ]
    assert (await running.page.post(f"/phone/{TENANT}/call", json={"do": "call"})).status_code == 202
    assert (await running.page.post(f"/phone/{TENANT}/call", json={"do": "call"})).status_code == 409
    await thumb(running, TENANT, "open", do="press", key="1")
    await thumb(running, KARIM, "ringing", do="answer")
    await thumb(running, KARIM, "open", do="press", key="1")
    await thumb(running, KARIM, "bridged", do="hang_up")
    await thumb(running, TENANT, "recording", do="speak", text="Fuite au 3e étage")
    await until(lambda: [event.kind for event in running.door.calls].count("recorded") == 2)
    kinds = [event.kind for event in running.door.calls]
    assert kinds[:5] == ["begins", "key", "whisper", "taken", "dialled"]
    attachment = running.door.calls[-1].attachment
    assert attachment is not None
    assert attachment["kind"] == "voice"
    assert (await running.page.post(f"/phone/{KARIM}/call", json={"do": "answer"})).status_code == 409
    assert (await running.page.post("/phone/nobody/call", json={"do": "call"})).status_code == 422


async def test_an_unanswered_send_times_out_and_is_found(running: Running) -> None:
    """The channel's own time-out, against a Twilio that takes the message and says nothing."""
    account = endpoints.providers(running.services.settings).twilio
    assert account is not None
    hanging = asyncio.Event()

    async def silent(scope: Any, receive: Any, send: Any) -> None:
        await running.sms.send(message)
        await hanging.wait()

    message = Outbound(5, TENANT, "C'est noté.", "fr", created_at=running.services.clock())
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(silent, host="127.0.0.1", port=port, lifespan="off", log_level="critical"))
    serving = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    slow = TwilioSms(replace(account, api_base=f"http://127.0.0.1:{port}"), timeout=0.3)
    with pytest.raises(SendError) as failed:
        await slow.send(message)
    assert failed.value.uncertain
    assert (await running.sms.find_sent(message)) is not None
    hanging.set()
    server.should_exit = True
    await serving
    await slow.stop()


async def test_telegram_gestures(running: Running) -> None:
    async def act(**gesture: Any) -> int:
        return (await running.page.post("/telegram/501", json=gesture)).status_code

    assert await act(text="Bonjour", language="en") == 202
    await until(lambda: running.door.received)
    assert running.door.received[0].language_hint == "en"
    await running.telegram.send(Outbound(9, "501", "Où ?", "fr", (Choice(1, "Cuisine"), Choice(2, "Bain"))))
    offered = (await running.page.get("/telegram/501")).json()["messages"][-1]
    assert offered["buttons"] == [{"title": "Cuisine", "data": "c:9:1"}, {"title": "Bain", "data": "c:9:2"}]
    assert await act(button="c:9:2") == 202
    assert await act(photo="Voilà") == 202
    assert await act(voice=4) == 202
    assert await act(sticker="🔥") == 202
    assert await act(contact=TENANT) == 202
    assert await act(location=[48.1, 2.2]) == 202
    assert await act(edit="Bonsoir") == 202
    assert await act(block=True) == 202
    kinds = [message.kind for message in running.door.received]
    assert kinds == ["text", "button", "photo", "voice_note", "sticker", "contact", "location", "edit", "blocked"]
    assert running.door.received[5].verified_phone == TENANT
    assert await act(button="c:9:7") == 404
    assert await act(text="a", photo="b") == 422
    assert await act() == 422
    shown = (await running.page.get("/telegram/501")).json()["messages"]
    assert shown[0]["text"] == "Bonjour"
    assert shown[1]["buttons"] == []


@pytest.mark.parametrize(
    ("change", "moment"),
    [
        ({"set": "2026-01-10T23:00:00+00:00"}, "2026-01-10T23:00:00+00:00"),
        ({"set": "2026-07-14T20:00:00"}, "2026-07-14T18:00:00+00:00"),
    ],
    ids=["utc", "paris"],
)
async def test_the_clock_is_set_and_everything_is_woken(running: Running, change: Any, moment: str) -> None:
    told = (await running.page.post("/clock", json=change)).json()
    assert datetime.fromisoformat(told["now"]) - datetime.fromisoformat(moment) < timedelta(seconds=5)
    assert running.services.wake.is_set()
    later = (await running.page.post("/clock", json={"advance_minutes": 90})).json()
    gone = datetime.fromisoformat(later["now"]) - datetime.fromisoformat(told["now"])
    assert timedelta(minutes=90) <= gone < timedelta(minutes=91)
    assert (await running.page.get("/clock")).json()["simulated"] is True


@pytest.mark.parametrize("change", [{}, {"set": "2026-01-10T23:00:00Z", "advance_minutes": 1}, {"advance_minutes": -1}])
async def test_a_change_of_the_clock_that_says_nothing_is_refused(running: Running, change: Any) -> None:
    assert (await running.page.post("/clock", json=change)).status_code == 422


async def test_the_machines_clock_cannot_be_set(running: Running) -> None:
    running.services.clock = Clock()
    assert (await running.page.post("/clock", json={"advance_minutes": 1})).status_code == 409


async def test_requests_and_alerts(running: Running) -> None:
    now = datetime(2026, 1, 10, 22, 0, tzinfo=UTC)
    with running.services.backend.transaction() as s:
        contact = Contact(channel="sms", address=TENANT, created_at=now)
        s.add(contact)
        s.flush()
        for number in range(22):
            s.add(
                Request(
                    reference=f"D26-{number:05}", channel="sms", contact_id=contact.id, private=True, danger="violence",
                    urgency="emergency", due_at=now, created_at=now, updated_at=now,
                )
            )  # fmt: skip
        s.flush()
        alert = alerts.raise_alert(s, s.get_one(Request, 22), "urgent", now, now)
        alert_id = alert.id
    shown = (await running.page.get("/requests")).json()
    assert [one["reference"] for one in shown] == [f"D26-{number:05}" for number in range(21, 1, -1)]
    assert (shown[0]["danger"], shown[0]["due_at"]) == ("violence", "2026-01-10T22:00:00+00:00")
    assert [event["kind"] for event in shown[0]["events"]] == ["alert_raised"]
    assert shown[0]["alerts"][0]["acknowledged_at"] is None
    assert (await running.page.post(f"/alerts/{alert_id}/acknowledge")).json() == {"acknowledged": True}
    assert (await running.page.post(f"/alerts/{alert_id}/acknowledge")).json() == {"acknowledged": False}
    with running.services.backend.reading() as s:
        assert s.get_one(Alert, alert_id).acknowledged_by == "simulator"


@pytest.mark.parametrize(
    "headers", [{"Host": "hotline.example"}, {"Origin": "https://elsewhere.example"}, {"Host": "192.168.1.5:8080"}]
)
async def test_only_this_machines_browser_gets_in(running: Running, headers: dict[str, str]) -> None:
    assert (await running.page.get("/requests", headers=headers)).status_code == 403
    reply = await running.page.post(f"/phone/{TENANT}/sms", json={"text": "x"}, headers=headers)
    assert reply.status_code == 403
    assert running.door.received == []


async def test_the_page_is_there_for_this_machines_browser(running: Running) -> None:
    inside = await running.page.get("static/page.css")
    assert inside.status_code == 200
    top = running.page.base_url.copy_with(path="/")
    assert (await running.page.get(top)).headers["content-type"].startswith("text/html")
    assert (await running.page.get(top, headers={"Host": "hotline.example"})).status_code == 403


def test_real_credentials_take_the_place_of_the_stand_ins(tmp_path: Path) -> None:
    real = Settings(
        data_dir=tmp_path,
        public_url="https://hotline.example/",
        twilio_account_sid="AC1",
        twilio_auth_token="t",
        twilio_from="+33199001234",
    )
    found = endpoints.providers(real)
    assert found.twilio is not None
    assert (found.twilio.account_sid, found.twilio.public_url) == ("AC1", "https://hotline.example")
    assert found.telegram is None
    both = endpoints.providers(real.model_copy(update={"simulator": "on"}))
    assert both.twilio == found.twilio
    assert both.telegram is not None
    off = endpoints.providers(Settings(data_dir=tmp_path, simulator="off"))
    assert (off.twilio, off.telegram) == (None, None)


def test_the_simulated_accounts_are_the_same_after_a_restart(tmp_path: Path) -> None:
    assert endpoints.providers(Settings(data_dir=tmp_path)) == endpoints.providers(Settings(data_dir=tmp_path))
