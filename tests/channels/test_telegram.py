"""The channel with python-telegram-bot's own Bot against the stand-in of the Bot API."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from telegram import ReplyKeyboardMarkup
from telegram.error import NetworkError

from channels import telegram
from channels.base import Choice, Outbound, SendError
from channels.telegram import TelegramAccount, TelegramChannel, keyboard, split
from hotline.simulator.telegram_api import TelegramSimulator
from tests.channels.doors import KeepingDoor

SECRET = "the-secret_token"
BASE = "http://127.0.0.1:8080"
HOOK = TelegramAccount("7:token", "webhook", SECRET, f"{BASE}/simulator/telegram", BASE)
POLLED = replace(HOOK, mode="polling")
TENANT = 501


class World:
    """The channel and Telegram in one application, each calling the other over HTTP."""

    def __init__(self, account: TelegramAccount, door: KeepingDoor) -> None:
        app = FastAPI()
        transport = httpx.ASGITransport(app=app)
        self.door = door
        self.telegram = TelegramSimulator(account.token, lambda: datetime.now(UTC), transport=transport)
        self.channel = TelegramChannel(account, transport=transport)
        app.include_router(self.telegram.router(), prefix="/simulator/telegram")
        app.include_router(self.channel.router(door))
        self.client = httpx.AsyncClient(transport=transport, base_url=BASE)

    async def close(self) -> None:
        await self.channel.stop()
        await self.telegram.stop()
        await self.client.aclose()

    async def info(self) -> dict[str, Any]:
        reply = await self.client.get(f"/simulator/telegram/bot{HOOK.token}/getWebhookInfo")
        result: dict[str, Any] = reply.json()["result"]
        return result


async def until(condition: Callable[[], Any]) -> None:
    """Let the loop run until something is so; two seconds at most."""
    async with asyncio.timeout(2):
        while not condition():
            await asyncio.sleep(0)


@pytest.fixture
async def hooked(door: KeepingDoor) -> AsyncIterator[World]:
    world = World(HOOK, door)
    await world.channel.start(door)
    await until(lambda: "webhook" in world.telegram._journal.records)
    yield world
    await world.close()


@pytest.fixture
async def polled(door: KeepingDoor) -> AsyncIterator[World]:
    world = World(POLLED, door)
    yield world
    await world.close()


async def test_the_webhook_is_registered_and_brings_messages(hooked: World) -> None:
    assert (await hooked.info())["url"] == f"{BASE}/channels/telegram"
    update_id = await hooked.telegram.write(TENANT, {"text": "Bonjour"})
    (message,) = hooked.door.received
    assert (message.text, message.provider_id, message.address) == ("Bonjour", str(update_id), "501")


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "other"}])
async def test_a_call_without_the_secret_is_refused(hooked: World, headers: dict[str, str]) -> None:
    update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}}
    reply = await hooked.client.post("/channels/telegram", json=update, headers=headers)
    assert reply.status_code == 403
    assert hooked.door.received == []
    assert len(hooked.door.refusals) == 1


async def test_without_a_secret_in_the_settings_nobody_gets_in(door: KeepingDoor) -> None:
    world = World(replace(HOOK, secret_token=""), door)
    headers = {"X-Telegram-Bot-Api-Secret-Token": ""}
    assert (await world.client.post("/channels/telegram", json={}, headers=headers)).status_code == 403
    await world.close()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"update_id": "x"}', b'{"update_id": 1, "message": 5}', b"\xff"])
async def test_what_is_no_update_is_a_clear_refusal(hooked: World, body: bytes) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    assert (await hooked.client.post("/channels/telegram", content=body, headers=headers)).status_code == 400
    assert hooked.door.received == []


async def test_what_could_not_be_kept_is_brought_again(hooked: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hotline.simulator.telegram_api._RETRY", 0.0)
    hooked.door.broken = True
    await hooked.telegram.write(TENANT, {"text": "Bonjour"})
    assert (await hooked.info())["pending_update_count"] == 1
    hooked.door.broken = False
    await until(lambda: hooked.door.received)
    assert (await hooked.info())["pending_update_count"] == 0


async def test_polling_has_no_webhook_route(polled: World) -> None:
    assert (await polled.client.post("/channels/telegram", json={})).status_code == 404


async def test_polling_brings_each_message_once_and_in_order(polled: World) -> None:
    await polled.telegram.write(TENANT, {"text": "avant"})
    await polled.channel.start(polled.door)
    await until(lambda: len(polled.door.received) == 1)
    for text in ("un", "deux", "trois"):
        await polled.telegram.write(TENANT, {"text": text})
    await until(lambda: len(polled.door.received) == 4)
    assert [message.text for message in polled.door.received] == ["avant", "un", "deux", "trois"]


async def test_an_update_is_confirmed_only_after_it_was_kept(polled: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram, "_PAUSE", 0.01)
    polled.door.broken = True
    await polled.telegram.write(TENANT, {"text": "Fuite"})
    await polled.channel.start(polled.door)
    await asyncio.sleep(0.05)
    assert len(polled.telegram._pending()) == 1
    polled.door.broken = False
    await until(lambda: polled.door.received)
    assert polled.door.received[0].text == "Fuite"


async def test_network_errors_do_not_end_the_polling(polled: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram, "_PAUSE", 0.01)
    failures = [NetworkError("down"), KeyError("update_id")]
    asked = type(polled.channel._bot).get_updates

    async def get_updates(self: Any, **parameters: Any) -> Any:
        if failures:
            raise failures.pop()
        return await asked(self, **parameters)

    monkeypatch.setattr(type(polled.channel._bot), "get_updates", get_updates)
    await polled.channel.start(polled.door)
    await polled.telegram.write(TENANT, {"text": "toujours là"})
    await until(lambda: polled.door.received)
    assert not failures


OFFER = Outbound(44, str(TENANT), "Où ?", "fr", (Choice(1, "Cuisine"), Choice(2, "Salle de bain")))


async def test_choices_are_buttons_and_go_once_used(hooked: World) -> None:
    await hooked.telegram.write(TENANT, {"text": "Fuite"})
    sent = await hooked.channel.send(OFFER)
    offered = hooked.telegram.chat(TENANT)[-1]
    assert sent.provider_id == f"{TENANT}:{offered['message_id']}"
    assert offered["reply_markup"]["inline_keyboard"] == [
        [{"text": "Cuisine", "callback_data": "c:44:1"}],
        [{"text": "Salle de bain", "callback_data": "c:44:2"}],
    ]
    await hooked.telegram.press(TENANT, offered["message_id"], "c:44:2")
    pressed = hooked.door.received[-1]
    assert (pressed.kind, pressed.button, pressed.offer_id) == ("button", "2", 44)
    await until(lambda: "reply_markup" not in hooked.telegram.chat(TENANT)[-1])
    await until(lambda: not hooked.telegram._queries)


async def test_text_is_plain(hooked: World) -> None:
    await hooked.telegram.write(TENANT, {"text": "Bonjour"})
    await hooked.channel.send(Outbound(1, str(TENANT), "<b>5 * 3_4</b>", "fr"))
    assert hooked.telegram.chat(TENANT)[-1]["text"] == "<b>5 * 3_4</b>"


LONG = "\n\n".join(f"Paragraphe {n}. " + "mot " * 300 for n in range(8))


async def test_a_long_text_comes_in_parts_with_the_buttons_last(hooked: World) -> None:
    await hooked.telegram.write(TENANT, {"text": "Bonjour"})
    await hooked.channel.send(replace(OFFER, text=LONG))
    parts = hooked.telegram.chat(TENANT)[1:]
    assert len(parts) > 1
    assert all(part["text"].startswith("Paragraphe") for part in parts)
    assert ["reply_markup" in part for part in parts] == [False] * (len(parts) - 1) + [True]


async def test_parts_that_arrived_are_not_sent_again(hooked: World) -> None:
    await hooked.telegram.write(TENANT, {"text": "Bonjour"})
    message = replace(OFFER, text=LONG)
    whole = split(LONG)
    refuse_second = iter([None, 500])
    hooked.telegram.faults.refusal = lambda: next(refuse_second, None)  # type: ignore[method-assign]
    with pytest.raises(SendError) as failed:
        await hooked.channel.send(message)
    assert failed.value.retryable
    await hooked.channel.send(message)
    assert [sent["text"] for sent in hooked.telegram.chat(TENANT)[1:]] == whole


@pytest.mark.parametrize(
    ("code", "retryable", "gone"), [(403, False, True), (429, True, False), (500, True, False), (400, False, True)]
)
async def test_refusals_say_what_to_do(hooked: World, code: int, retryable: bool, gone: bool) -> None:
    await hooked.telegram.write(TENANT, {"text": "Bonjour"})
    hooked.telegram.faults.refusals.append(code)
    with pytest.raises(SendError) as failed:
        await hooked.channel.send(OFFER)
    assert (failed.value.retryable, failed.value.recipient_gone) == (retryable, gone)
    assert not failed.value.uncertain


@pytest.mark.parametrize(
    ("error", "uncertain"), [(httpx.ReadTimeout, True), (httpx.ConnectError, False), (httpx.ReadError, False)]
)
async def test_a_broken_connection(error: type[httpx.TransportError], uncertain: bool) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error("no", request=request)

    channel = TelegramChannel(HOOK, transport=httpx.MockTransport(answer))
    with pytest.raises(SendError) as failed:
        await channel.send(OFFER)
    assert failed.value.retryable
    assert failed.value.uncertain is uncertain
    await channel.stop()


async def test_a_blocked_bot_is_told_and_cannot_send(hooked: World) -> None:
    await hooked.telegram.write(TENANT, {"text": "Bonjour"})
    await hooked.telegram.block(TENANT)
    assert hooked.door.received[-1].kind == "blocked"
    with pytest.raises(SendError) as failed:
        await hooked.channel.send(OFFER)
    assert failed.value.recipient_gone


async def test_a_bot_cannot_write_first(hooked: World) -> None:
    with pytest.raises(SendError) as failed:
        await hooked.channel.send(OFFER)
    assert failed.value.recipient_gone


async def test_telegram_cannot_be_asked(hooked: World) -> None:
    assert await hooked.channel.find_sent(OFFER) is None


async def test_a_start_without_telegram_does_not_fail(door: KeepingDoor) -> None:
    channel = TelegramChannel(HOOK, transport=httpx.MockTransport(lambda request: httpx.Response(502)))
    await channel.start(door)
    await channel.stop()


@given(st.text("ab. \n", max_size=400), st.integers(5, 60))
def test_splitting_keeps_every_word(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_splitting_prefers_paragraphs() -> None:
    assert split("un deux\n\ntrois quatre", 15) == ["un deux", "trois quatre"]
    assert split("un deux. trois quatre", 15) == ["un deux.", "trois quatre"]
    assert split("un deux trois quatre", 15) == ["un deux trois", "quatre"]
    assert split("x" * 20, 15) == ["x" * 15, "x" * 5]


def test_a_question_for_a_name_offers_to_send_ones_own_number() -> None:
    message = Outbound(1, "7", "Votre nom ?", "fr", contact_button="Envoyer mon numéro")
    asked = keyboard(message)
    assert isinstance(asked, ReplyKeyboardMarkup)
    assert asked.keyboard[0][0].request_contact
    assert keyboard(replace(message, contact_button="")) is None
