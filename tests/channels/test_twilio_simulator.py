"""The stand-in is Twilio: Twilio's own client reads every answer, and our channel works with it unchanged."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from twilio.base.exceptions import TwilioRestException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client
from twilio.rest.api.v2010.account.call import CallInstance
from twilio.rest.api.v2010.account.message import MessageInstance

from channels.base import Delivery, Outbound, SendError, Sent
from channels.twilio_sms import TwilioAccount, TwilioSms
from channels.twilio_voice import TwilioVoice
from hotline.simulator.faults import Faults
from hotline.simulator.journal import Journal
from hotline.simulator.twilio_api import TwilioSimulator
from hotline.simulator.twilio_records import ERRORS
from tests.channels.doors import KeepingDoor

SID = "AC" + "a" * 32
BASE = "http://127.0.0.1:8080"
ACCOUNT = TwilioAccount(SID, "token", "+33199001000", api_base=f"{BASE}/simulator/twilio", public_url=BASE)
TENANT = "+33639980001"
NIGHT = datetime(2026, 1, 10, 22, 0, 0, 400_000, tzinfo=UTC)


class AppClient(HttpClient):
    """Lets Twilio's client speak to an application of ours instead of api.twilio.com."""

    def __init__(self, transport: httpx.ASGITransport) -> None:
        self.is_async = True
        self._client = httpx.AsyncClient(transport=transport)

    async def request(self, method: str, uri: str, **parts: Any) -> Response:  # type: ignore[override]
        url = uri.replace("https://api.twilio.com", ACCOUNT.api_base)
        given = {name: parts.get(name) for name in ("params", "data", "headers", "auth")}
        if given["params"] is None:
            del given["params"]
        reply = await self._client.request(method, url, **given)
        return Response(reply.status_code, reply.text, reply.headers)


@dataclass
class World:
    twilio: TwilioSimulator
    sms: TwilioSms
    voice: TwilioVoice
    client: Client
    door: KeepingDoor
    transport: httpx.ASGITransport


@pytest.fixture
async def world(door: KeepingDoor, tmp_path: Path) -> AsyncIterator[World]:
    app = FastAPI()
    transport = httpx.ASGITransport(app=app)
    twilio = TwilioSimulator(ACCOUNT, lambda: NIGHT, store=tmp_path / "twilio.jsonl", transport=transport)
    sms, voice = TwilioSms(ACCOUNT, transport=transport), TwilioVoice(ACCOUNT, transport=transport)
    app.include_router(twilio.router(), prefix="/simulator/twilio")
    for channel in (sms, voice):
        app.include_router(channel.router(door))
    client = Client(SID, "token", http_client=AppClient(transport))
    yield World(twilio, sms, voice, client, door, transport)
    for stopped in (sms, voice, twilio):
        await stopped.stop()


class Watched(dict[str, Any]):
    """A payload that notes which fields were asked for."""

    def __init__(self, payload: dict[str, Any]) -> None:
        super().__init__(payload)
        self.asked: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)


async def test_a_message_has_exactly_the_fields_that_twilio_has(world: World) -> None:
    await world.client.messages.create_async(to=TENANT, from_=ACCOUNT.sender, body="Bonjour", validity_period=300)
    payload = Watched(world.twilio.phone(TENANT)[0])
    del payload["said"]
    MessageInstance(None, payload, SID)  # type: ignore[arg-type]
    assert payload.asked == set(payload)


async def test_a_call_has_exactly_the_fields_that_twilio_has(world: World) -> None:
    await world.client.calls.create_async(to=TENANT, from_=ACCOUNT.sender, twiml="<Response/>", timeout=30)
    payload = Watched(world.twilio.phone(TENANT)[0])
    del payload["said"]
    CallInstance(None, payload, SID)  # type: ignore[arg-type]
    assert payload.asked == set(payload)


async def test_twilios_client_creates_reads_and_lists(world: World) -> None:
    made = await world.client.messages.create_async(to=TENANT, from_=ACCOUNT.sender, body="Ça goutte", max_price=1.0)
    assert (made.status, made.direction, made.to, made.num_segments) == ("queued", "outbound-api", TENANT, "1")
    assert made.date_created == NIGHT.replace(microsecond=0)
    await world.twilio.settled()
    read = await world.client.messages(made.sid).fetch_async()
    assert (read.sid, read.status, read.body) == (made.sid, "delivered", "Ça goutte")
    assert read.date_sent == NIGHT.replace(microsecond=0)
    assert [item.sid for item in await world.client.messages.list_async(to=TENANT)] == [made.sid]


async def test_lists_are_filtered_and_paged_newest_first(world: World) -> None:
    for number in range(7):
        await world.client.messages.create_async(to=TENANT, from_=ACCOUNT.sender, body=str(number))
    await world.client.messages.create_async(to="+33639980002", from_=ACCOUNT.sender, body="autre")
    queued = await world.client.messages.list_async(date_sent_after=NIGHT - timedelta(days=1))
    await world.twilio.settled()
    found = await world.client.messages.list_async(to=TENANT, page_size=3)
    assert [item.body for item in found] == list("6543210")
    since = await world.client.messages.list_async(date_sent_after=NIGHT - timedelta(days=1))
    assert len(queued) < len(since) == 8
    assert await world.client.messages.list_async(date_sent_after=NIGHT + timedelta(days=1)) == []
    assert len(await world.client.messages.list_async(date_sent=NIGHT.replace(microsecond=0))) == 8


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"to": "0639"}, 400, 21211),
        ({"to": ""}, 400, 21604),
        ({"from_": "+33199009999"}, 400, 21606),
        ({"body": "x" * 1601}, 400, 21617),
        ({"body": ""}, 400, 21602),
        ({"media_url": ["nowhere"]}, 400, 21620),
    ],
)
async def test_twilios_client_understands_refusals(
    world: World, changes: dict[str, Any], status: int, code: int
) -> None:
    with pytest.raises(TwilioRestException) as refused:
        await world.client.messages.create_async(**{"to": TENANT, "from_": ACCOUNT.sender, "body": "x"} | changes)
    assert (refused.value.status, refused.value.code) == (status, code)
    assert world.twilio.phone(TENANT) == []


async def test_a_wrong_token_and_an_unknown_message(world: World) -> None:
    stranger = Client(SID, "wrong", http_client=AppClient(world.transport))
    with pytest.raises(TwilioRestException) as refused:
        await stranger.messages("SM1").fetch_async()
    assert (refused.value.status, refused.value.code) == (401, 20003)
    with pytest.raises(TwilioRestException):
        await stranger.messages.create_async(to=TENANT, from_=ACCOUNT.sender, body="Bonjour")
    assert world.twilio.phone(TENANT) == []
    with pytest.raises(TwilioRestException) as unknown:
        await world.client.messages("SM" + "0" * 32).fetch_async()
    assert unknown.value.status == 404


@pytest.mark.parametrize("code", sorted(ERRORS))
async def test_every_refusal_reaches_the_channel_with_its_code(world: World, code: int) -> None:
    world.twilio.faults.refusals.append(code)
    with pytest.raises(SendError) as refused:
        await world.sms.send(Outbound(1, TENANT, "Bonjour", "fr"))
    assert refused.value.code == str(code)
    await world.sms.send(Outbound(1, TENANT, "Bonjour", "fr"))


async def test_a_text_reaches_the_door_signed(world: World) -> None:
    reply = await world.twilio.inbound(TENANT, "C'est l'inondation à côté", num_media=1)
    assert reply.status_code == 200
    (message,) = world.door.received
    assert (message.address, message.text, message.kind) == (TENANT, "C'est l'inondation à côté", "photo")
    assert message.provider_id == world.twilio.phone(TENANT)[0]["sid"]


async def test_a_message_is_followed_until_it_is_delivered(world: World) -> None:
    sent = await world.sms.send(Outbound(31, TENANT, "Bonjour", "fr"))
    await world.twilio.settled()
    assert [(update.delivery, update.exchange_id) for update in world.door.updates] == [
        (Delivery.SENT, 31),
        (Delivery.DELIVERED, 31),
    ]
    assert {update.provider_id for update in world.door.updates} == {sent.provider_id}


async def test_a_call_is_followed_until_it_was_answered(world: World) -> None:
    sent = await world.voice.send(Outbound(32, TENANT, "Bonjour", "fr"))
    await world.twilio.settled()
    *under_way, update = world.door.updates
    assert [each.delivery for each in under_way] == [Delivery.SENT] * 3
    assert (update.delivery, update.exchange_id) == (Delivery.DELIVERED, 32)
    assert update.provider_id == sent.provider_id
    assert "Bonjour" in world.twilio.phone(TENANT)[0]["said"]
    message = Outbound(32, TENANT, "Bonjour", "fr", created_at=NIGHT)
    assert await world.voice.find_sent(message) == Sent(sent.provider_id, Delivery.DELIVERED)


@pytest.mark.parametrize(("outcome", "code"), [("undelivered", 30003), ("failed", 30008)])
async def test_a_message_that_does_not_arrive(world: World, outcome: str, code: int) -> None:
    world.twilio.faults.outcome, world.twilio.faults.outcome_code = outcome, code
    await world.sms.send(Outbound(31, TENANT, "Bonjour", "fr"))
    await world.twilio.settled()
    last = world.door.updates[-1]
    assert (last.delivery, last.error_code) == (Delivery[outcome.upper()], str(code))


async def test_nobody_takes_the_call(world: World) -> None:
    world.twilio.faults.outcome = "no-answer"
    await world.voice.send(Outbound(32, TENANT, "Bonjour", "fr"))
    await world.twilio.settled()
    assert [update.delivery for update in world.door.updates] == [Delivery.SENT] * 2 + [Delivery.UNDELIVERED]


async def test_receipts_can_come_twice_and_in_the_wrong_order(world: World) -> None:
    world.twilio.faults.duplicate_callbacks = world.twilio.faults.reversed_callbacks = True
    await world.sms.send(Outbound(31, TENANT, "Bonjour", "fr"))
    await world.twilio.settled()
    assert [update.delivery for update in world.door.updates] == [Delivery.DELIVERED] * 2 + [Delivery.SENT] * 2


async def test_receipts_can_come_late(world: World) -> None:
    world.twilio.faults.late_callbacks = True
    message = Outbound(31, TENANT, "Bonjour", "fr", created_at=NIGHT)
    sent = await world.sms.send(message)
    assert await world.sms.find_sent(message) == Sent(sent.provider_id, Delivery.SENT)
    assert world.door.updates == []
    world.twilio.faults.release()
    await world.twilio.settled()
    assert len(world.door.updates) == 2


async def test_a_message_that_was_taken_without_an_answer_is_found(world: World) -> None:
    """The answer is lost on its way: the channel says so, asks, and nothing is sent twice."""

    class Lossy(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await world.transport.handle_async_request(request)
            raise httpx.ReadTimeout("lost", request=request)

    lossy = TwilioSms(ACCOUNT, transport=Lossy())
    message = Outbound(31, TENANT, "Bonjour", "fr", created_at=NIGHT)
    assert await world.sms.find_sent(message) is None
    with pytest.raises(SendError) as failed:
        await lossy.send(message)
    await lossy.stop()
    assert failed.value.uncertain
    found = await world.sms.find_sent(message)
    assert found is not None
    assert [item["sid"] for item in world.twilio.phone(TENANT)] == [found.provider_id]
    later = replace(message, created_at=NIGHT + timedelta(seconds=1))
    assert await world.sms.find_sent(later) is None


@pytest.mark.parametrize("lag", [0, 1, 30])
async def test_a_list_can_lag(door: KeepingDoor, lag: int) -> None:
    """What is new does not show in a list for a while; by its name it can be read at once."""
    app, now = FastAPI(), [NIGHT]
    transport = httpx.ASGITransport(app=app)
    twilio = TwilioSimulator(ACCOUNT, lambda: now[0], faults=Faults(list_lag=lag), transport=transport)
    app.include_router(twilio.router(), prefix="/simulator/twilio")
    client = Client(SID, "token", http_client=AppClient(transport))
    made = await client.messages.create_async(to=TENANT, from_=ACCOUNT.sender, body="Bonjour")
    called = await client.calls.create_async(to=TENANT, from_=ACCOUNT.sender, twiml="<Response/>")
    shown = [lag == 0] * 2
    assert [bool(await kind.list_async(to=TENANT)) for kind in (client.messages, client.calls)] == shown
    assert (await client.messages(made.sid).fetch_async()).sid == made.sid
    now[0] += timedelta(seconds=lag)
    assert [item.sid for item in await client.messages.list_async(to=TENANT)] == [made.sid]
    assert [item.sid for item in await client.calls.list_async(to=TENANT)] == [called.sid]
    await twilio.settled()
    await twilio.stop()


async def test_receipts_can_overtake_each_other(world: World) -> None:
    delays = iter([0.02, 0.0])
    world.twilio.faults.callback_delay = lambda: next(delays)
    await world.sms.send(Outbound(31, TENANT, "Bonjour", "fr"))
    await world.twilio.settled()
    assert [update.delivery for update in world.door.updates] == [Delivery.DELIVERED, Delivery.SENT]


async def test_stop_at_the_carrier_is_respected_until_start(world: World) -> None:
    await world.twilio.inbound(TENANT, " stop ")
    with pytest.raises(SendError) as refused:
        await world.sms.send(Outbound(1, TENANT, "Bonjour", "fr"))
    assert (refused.value.code, refused.value.recipient_gone) == ("21610", True)
    await world.twilio.inbound(TENANT, "Start")
    await world.sms.send(Outbound(1, TENANT, "Bonjour", "fr"))
    assert [message.text for message in world.door.received] == [" stop ", "Start"]


async def test_what_twilio_knows_outlives_the_process(world: World, tmp_path: Path) -> None:
    await world.twilio.inbound(TENANT, "Bonjour")
    await world.sms.send(Outbound(1, TENANT, "Réponse", "fr"))
    await world.twilio.settled()
    again = TwilioSimulator(ACCOUNT, lambda: NIGHT, store=tmp_path / "twilio.jsonl")
    assert again.phone(TENANT) == world.twilio.phone(TENANT)
    assert again.numbers() == [TENANT]
    await again.stop()


def test_a_line_that_was_cut_short_by_a_crash_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    journal = Journal(file)
    journal.put("a", {"n": 1})
    journal.put("b", {"n": 2})
    journal.put("a", None)
    with file.open("a") as handle:
        handle.write('["c", {"n"')
    assert Journal(file).records == {"b": {"n": 2}}
    assert Journal(file).records == {"b": {"n": 2}}
