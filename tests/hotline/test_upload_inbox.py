"""Photos and documents within a conversation: Telegram fetches them, the web chat brings them, an SMS gets a link."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from backend_client import requests
from backend_client.models import Contact, Conversation, Exchange, RequestEvent, Timer
from channels.base import WEBCHAT, FetchError
from channels.webchat import WebChat
from hotline import upload_asks, upload_fetch
from hotline.chat_history import web_chat
from hotline.file_checks import Arrived
from tests.hotline import upload_files as files
from tests.hotline.conftest import NIGHT, FakeChannel, House
from tests.hotline.test_upload_page import kept_files, rows

CHAT = "501"


@dataclass
class FakeTelegram(FakeChannel):
    """Telegram as a source of files: ``holds`` by file id; ``failures`` are raised first."""

    holds: dict[str, bytes] = field(default_factory=dict)
    failures: list[FetchError] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def content(self, file_id: str, most_bytes: int) -> AsyncIterator[bytes]:
        self.asked.append(file_id)
        if self.failures:
            raise self.failures.pop(0)
        yield self.holds[file_id]


@pytest.fixture
async def telegram(house: House) -> FakeTelegram:
    channel = FakeTelegram("telegram", holds={"a": files.photo_with_place(), "exe": files.EXECUTABLE})
    house.services.channels["telegram"] = channel  # type: ignore[assignment]
    house.services.loop = asyncio.get_running_loop()
    return channel


async def show(house: House, file_id: str = "a", text: str = "", **more: Any) -> None:
    """A photo arrives on Telegram and everything it sets off is done."""
    attachment = {"kind": "photo", "file_id": file_id, "size": 200_000, **more}
    number = str(next(house.ids))
    kind = attachment["kind"]
    await house.write(text, CHAT, channel="telegram", provider_id=number, kind=kind, attachments=(attachment,))
    await fetched(house)


async def fetched(house: House) -> None:
    await asyncio.sleep(0)
    await house.services.background.idle()
    await house.settle()


def said(channel: FakeChannel) -> list[str]:
    return [message.text for message in channel.sent]


def waiting(house: House) -> list[Timer]:
    with house.services.backend.reading() as s:
        return list(s.scalars(select(Timer).where(Timer.kind == "attachment_fetch", Timer.done_at.is_(None))))


def a_repair(house: House, **fields: Any) -> str:
    """A request that the Telegram tenant opened earlier."""
    with house.services.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == CHAT)).one()
        request = requests.open_request(
            s, kind="repair", channel="telegram", contact_id=contact.id, now=house.clock.at, **fields
        )
        return request.reference


async def test_a_photo_is_fetched_and_thanked_for_once_it_is_kept(house: House, telegram: FakeTelegram) -> None:
    await show(house)
    (row,) = rows(house)
    assert (row.kind, row.purpose, row.by, row.media_type) == ("photo", "photo", "tenant", "image/jpeg")
    assert kept_files(house) == [row.stored_name]
    assert len(said(telegram)) == 1
    assert "Merci pour la photo" in said(telegram)[0]
    assert waiting(house) == []
    with house.services.backend.reading() as s:
        exchange = s.get_one(Exchange, row.exchange_id)
        assert row.request_id == exchange.request_id


async def test_a_photo_some_days_later_belongs_to_the_open_request(house: House, telegram: FakeTelegram) -> None:
    await house.write("bonjour", CHAT, channel="telegram", provider_id="first")
    reference = a_repair(house)
    await house.wait(days=2)
    await show(house)
    with house.services.backend.reading() as s:
        request = requests.request_by_reference(s, reference)
        assert request is not None
        assert rows(house)[0].request_id == request.id
        kinds = s.scalars(select(RequestEvent.kind).where(RequestEvent.request_id == request.id)).all()
        assert "attachment_added" in kinds
    assert reference in said(telegram)[-1]


async def test_a_photo_with_words_is_kept_and_the_words_are_answered(house: House, telegram: FakeTelegram) -> None:
    await show(house, text="Voilà la fuite sous l'évier")
    assert len(rows(house)) == 1
    assert len(house.engine.asked) == 1
    assert len(said(telegram)) == 1


async def test_an_album_is_thanked_for_once(house: House, telegram: FakeTelegram) -> None:
    for _ in range(3):
        await show(house)
    assert len(rows(house)) == 3
    assert len(said(telegram)) == 1


async def test_what_is_refused_is_said_with_the_reason(house: House, telegram: FakeTelegram) -> None:
    await show(house, "exe", kind="document", content_type="application/pdf")
    assert (rows(house), kept_files(house), waiting(house)) == ([], [], [])
    assert len(said(telegram)) == 1
    assert "Nous gardons seulement les photos" in said(telegram)[0]
    assert "Rien n'a été gardé" in said(telegram)[0]


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ({"size": 200_000_000}, "15 Mo au plus"),
        ({"kind": "document", "content_type": "application/x-msdownload", "name": "facture.pdf.exe"}, "seulement"),
    ],
)
async def test_what_is_known_to_be_refused_is_not_asked_for(
    house: House, telegram: FakeTelegram, sent: dict[str, Any], answer: str
) -> None:
    await show(house, **sent)
    assert telegram.asked == []
    assert waiting(house) == []
    assert answer in said(telegram)[0]


async def test_telegram_that_fails_is_asked_again_later(house: House, telegram: FakeTelegram) -> None:
    telegram.failures = [FetchError("down", retryable=True)]
    await show(house)
    assert (rows(house), said(telegram), len(waiting(house))) == ([], [], 1)
    house.clock.at += upload_fetch.TRIES_AGAIN[0]
    await house.settle()
    await fetched(house)
    assert len(rows(house)) == 1
    assert len(said(telegram)) == 1
    assert waiting(house) == []


async def test_a_crash_while_a_photo_is_fetched_loses_nothing(house: House, telegram: FakeTelegram) -> None:
    """The process that asked for it is gone; the timer is there, and another one does it again."""
    loop, house.services.loop = house.services.loop, None
    await show(house)
    assert (telegram.asked, len(waiting(house))) == ([], 1)
    house.services.loop = loop
    house.clock.at += upload_fetch.TRIES_AGAIN[0]
    await house.settle()
    await fetched(house)
    assert len(rows(house)) == 1


async def test_a_photo_that_is_there_is_not_fetched_again(house: House, telegram: FakeTelegram) -> None:
    await show(house)
    (row,) = rows(house)
    with house.services.backend.transaction() as s:
        upload_fetch.fetch(s, house.services, row.exchange_id or 0, house.clock.at)
    await upload_fetch.bring(house.services, row.exchange_id or 0, "telegram", "a")
    await fetched(house)
    assert len(rows(house)) == 1
    assert kept_files(house) == [row.stored_name]
    assert len(said(telegram)) == 1


async def test_in_the_end_a_link_is_given(house: House, telegram: FakeTelegram) -> None:
    telegram.failures = [FetchError("down", retryable=True)] * 6
    await show(house)
    for wait in upload_fetch.TRIES_AGAIN:
        house.clock.at += wait
        await house.settle()
        await fetched(house)
    assert len(telegram.asked) == 6
    assert "/envoi/" in said(telegram)[-1]
    assert waiting(house) == []


async def test_a_file_that_telegram_does_not_have_any_more_gets_a_link(house: House, telegram: FakeTelegram) -> None:
    telegram.failures = [FetchError("gone")]
    await show(house)
    assert "/envoi/" in said(telegram)[0]
    assert waiting(house) == []


async def test_a_photo_is_kept_while_an_adviser_has_the_conversation(house: House, telegram: FakeTelegram) -> None:
    await house.write("bonjour", CHAT, channel="telegram", provider_id="first")
    with house.services.backend.transaction() as s:
        conversation = s.scalars(select(Conversation)).one()
        conversation.taken_by, conversation.taken_until = "adviser:a", NIGHT + timedelta(hours=1)
    before = len(said(telegram))
    await show(house)
    assert len(rows(house)) == 1
    assert len(said(telegram)) == before


async def test_a_picture_by_sms_gets_a_link(house: House) -> None:
    """MMS does not exist in France; a foreign carrier may bring one."""
    media = ({"kind": "photo", "url": "https://api.twilio.com/m/1", "content_type": "image/jpeg"},)
    await house.write("", kind="photo", attachments=media)
    assert "Les photos n'arrivent pas par SMS" in house.texts()[0]
    assert "/envoi/" in house.texts()[0]
    assert rows(house) == []


@pytest.mark.parametrize("text", ["PHOTO", "je peux envoyer une photo ?", "Can I send you a picture?"])
async def test_who_asks_by_sms_gets_a_link_for_their_request(house: House, text: str) -> None:
    await house.write("bonjour")
    await house.write(text)
    assert "/envoi/" in house.texts()[-1]
    assert len(house.texts()[-1]) <= 306
    assert len(house.engine.asked) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Fuite sous l'évier, je peux envoyer une photo ?",
        "j'ai envoyé les photos la semaine dernière, vous les avez ?",
        "la photo de mon robinet",
        "je peux joindre le gardien comment ?",
        "comment joindre un conseiller",
    ],
)
def test_what_says_more_is_for_the_assistant(text: str) -> None:
    assert upload_asks.asks(text) is None


@pytest.fixture
def chat(house: House) -> WebChat:
    chat = web_chat(house.services)
    house.services.channels[WEBCHAT] = chat
    return chat


@pytest.fixture
async def browser(house: House, chat: WebChat) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.include_router(chat.router(house.hotline))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
        session = (await client.post("/chat/session", json={})).json()
        assert session["most_bytes"] == 15_000_000
        client.headers["authorization"] = f"Bearer {session['session']}"
        yield client


async def post(browser: httpx.AsyncClient, content: Any, name: str = "photo-0001", language: str = "fr") -> Any:
    return await browser.post("/chat/files", params={"id": name, "language": language}, content=content)


async def test_a_photo_of_the_web_chat_is_a_message(house: House, browser: httpx.AsyncClient) -> None:
    answer = await post(browser, files.photo_with_place())
    assert answer.json()["outcome"] == "stored"
    await house.settle()
    (row,) = rows(house)
    assert row.exchange_id == answer.json()["exchange_id"]
    told = (await browser.get("/chat/messages", params={"wait": 0})).json()["messages"]
    assert (told[0]["author"], told[0]["text"]) == ("tenant", "Photo")
    assert "Merci pour la photo" in told[1]["text"]
    assert row.stored_name not in str(told)


async def test_a_photo_sent_again_is_kept_once(house: House, browser: httpx.AsyncClient) -> None:
    await post(browser, files.photo())
    again = await post(browser, files.photo())
    await house.settle()
    assert again.json()["outcome"] == "duplicate"
    assert kept_files(house) == [rows(house)[0].stored_name]


@pytest.mark.parametrize(
    ("content", "status", "code", "message"),
    [
        (files.EXECUTABLE, 422, "file_type", "We only keep photos"),
        (files.bomb(), 422, "file_pixels", "too large"),
        (files.Lazy(200_000_000), 413, "file_size", "15 MB at most"),
    ],
)
async def test_the_web_chat_refuses_with_the_reason(
    house: House, browser: httpx.AsyncClient, content: Any, status: int, code: str, message: str
) -> None:
    refused = await post(browser, content, language="en")
    assert (refused.status_code, refused.json()["error"]) == (status, code)
    assert message in refused.json()["message"]
    assert kept_files(house) == []
    with house.services.backend.reading() as s:
        assert s.scalars(select(Exchange)).all() == []


async def test_nobody_sends_a_photo_without_a_session(house: House, browser: httpx.AsyncClient) -> None:
    for token in ("", "Bearer x.y"):
        refused = await browser.post(
            "/chat/files", params={"id": "photo-0001"}, content=files.photo(), headers={"authorization": token}
        )
        assert refused.status_code == 401
    elsewhere = await browser.post(
        "/chat/files", params={"id": "photo-0001"}, content=files.photo(), headers={"origin": "https://evil.example"}
    )
    assert elsewhere.status_code == 403
    assert kept_files(house) == []


async def test_one_photo_too_many_does_not_stay_on_the_disk(
    house: House, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend_client.attachments.MOST_PER_REQUEST", 1)
    await post(browser, files.photo())
    await house.settle()
    await post(browser, files.photo(), name="photo-0002")
    await house.settle()
    assert kept_files(house) == [rows(house)[0].stored_name]


async def test_a_turn_that_is_replayed_writes_one_row(house: House, chat: WebChat) -> None:
    path = house.services.files.store.incoming()
    path.write_bytes(files.photo())
    (kept,) = await house.services.files.keep_all([Arrived(path)])
    attachment = {"kind": "photo", "stored": asdict(kept)}
    message = {"channel": WEBCHAT, "provider_id": "subject:photo-1", "kind": "photo", "attachments": (attachment,)}
    await house.write("voilà la fuite", "subject", **message)
    with house.services.backend.transaction() as s:
        s.scalars(select(Exchange).where(Exchange.direction == "in")).one().status = "received"
    await house.hotline.answer_left_over()
    await house.settle()
    assert len(rows(house)) == 1
