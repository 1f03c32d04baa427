"""The web chat on the real database: what a page is shown, and that it is shown to its own reader only."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from backend_client import outbox
from backend_client.database import Database
from backend_client.models import Conversation, Exchange
from channels.base import WEBCHAT
from channels.webchat import HistoryDown, WebChat
from hotline.chat_history import ChatHistory, web_chat
from hotline.engine_client import Turn
from tests.hotline.conftest import NIGHT, House

ME, OTHER = "subject-of-this-browser", "subject-of-another-one"
OFFER = Turn(
    [{"event": "active_loop", "name": "report_form"}],
    [
        {
            "key": "sticker-received",
            "facts": {},
            "choices": [{"value": "a", "title": "une fuite"}, {"value": "b", "title": "un bouchon"}],
        }
    ],
)


@pytest.fixture
def chat(house: House) -> WebChat:
    chat = web_chat(house.services)
    house.services.channels[WEBCHAT] = chat
    return chat


async def write(house: House, text: str, address: str = ME, **more: Any) -> None:
    number = next(house.ids)
    await house.write(text, address, channel=WEBCHAT, provider_id=f"{address}:message-{number}", **more)


async def test_both_sides_are_shown_with_the_open_choices(house: House, chat: WebChat) -> None:
    house.engine.turns = [OFFER]
    await write(house, "j'ai un souci")
    mine, answer = await chat.history.exchanges(ME, 0)
    assert (mine["author"], mine["text"], mine["client_id"]) == ("tenant", "j'ai un souci", "message-0")
    assert answer["author"] == "assistant" and "Bien reçu" in answer["text"]
    assert answer["choices"] == [{"number": 1, "title": "une fuite"}, {"number": 2, "title": "un bouchon"}]
    assert answer["choices_open"] is True and answer["status"] == "sent"
    assert await chat.history.exchanges(ME, answer["id"]) == []


async def test_a_used_choice_is_closed_and_its_words_stand_for_the_button(house: House, chat: WebChat) -> None:
    house.engine.turns = [OFFER]
    await write(house, "j'ai un souci")
    offered = (await chat.history.exchanges(ME, 0))[1]["id"]
    await write(house, "", kind="button", button="2", offer_id=offered)
    rows = await chat.history.exchanges(ME, 0)
    assert [row["text"] for row in rows if row["author"] == "tenant"] == ["j'ai un souci", "un bouchon"]
    assert not any(row["choices_open"] for row in rows)
    assert house.engine.asked[-1]["payload"]["entities"] == {"choice": "b"}


async def test_nobody_elses_words_are_shown(house: House, chat: WebChat) -> None:
    house.engine.turns = [OFFER]
    await write(house, "mon secret", OTHER)
    offered = (await chat.history.exchanges(OTHER, 0))[1]["id"]
    assert await chat.history.exchanges(ME, 0) == []
    # A button that names another conversation's list shows nothing of it and picks nothing.
    await write(house, "", kind="button", button="2", offer_id=offered)
    mine, answer = await chat.history.exchanges(ME, 0)
    assert mine["text"] == "" and "n'est plus valable" in answer["text"]


async def test_the_list_expires(house: House, chat: WebChat) -> None:
    house.engine.turns = [OFFER]
    await write(house, "j'ai un souci")
    await house.wait(hours=73)
    assert (await chat.history.exchanges(ME, 0))[1]["choices_open"] is False


async def test_an_adviser_is_named_and_what_is_not_sent_is_not_shown(house: House, chat: WebChat) -> None:
    await write(house, "bonjour")
    with house.services.backend.transaction() as s:
        thread = s.scalars(select(Conversation)).one()
        for text, status in (("Je suis Claire.", "queued"), ("annulé", "cancelled"), ("perdu", "failed")):
            row = outbox.queue(s, thread, effect=text, now=NIGHT, text=text, author="Claire")
            assert row is not None
            row.status = status
    assert len(await chat.history.exchanges(ME, 0)) == 2
    await house.schedule.tick()
    rows = await chat.history.exchanges(ME, 0)
    assert [(row["author"], row["text"]) for row in rows[2:]] == [("Claire", "Je suis Claire.")]


async def test_an_open_page_is_told_at_once_and_the_row_is_delivered(house: House, chat: WebChat) -> None:
    await chat.start(house.hotline)
    house.engine.turns = [OFFER]
    with chat.hub.reading(ME) as reader, chat.hub.reading(OTHER) as other:
        await write(house, "j'ai un souci")
        frames = [await asyncio.wait_for(reader.frames.get(), 5) for _ in range(2)]
        by_type = {frame["type"]: frame for frame in frames if frame}
        told = by_type["message"]["message"]
        assert told == {**(await chat.history.exchanges(ME, 0))[1], "status": "sending"}
        assert by_type["offer"]["exchange_id"] == told["id"]
        assert other.frames.empty()
    with house.services.backend.reading() as s:
        assert s.get_one(Exchange, told["id"]).status == "delivered"


async def test_a_card_reaches_the_page_without_the_database_and_is_not_told_twice(
    house: House, chat: WebChat, tmp_path: Path
) -> None:
    working = house.services.intake
    house.services.intake = Database(f"sqlite:///{tmp_path / 'nowhere' / 'gone.db'}", busy_ms=50)
    with chat.hub.reading(ME) as reader:
        await write(house, "il y a une forte odeur de gaz")
        frame = await asyncio.wait_for(reader.frames.get(), 5)
        assert frame is not None and "sortez" in frame["message"]["text"].lower()
    house.services.intake.dispose()
    house.services.intake = working
    draining = asyncio.create_task(house.hotline.drain_spool())
    while len(house.services.spool):
        await asyncio.sleep(0.01)
    draining.cancel()
    await house.settle()
    texts = [row["text"] for row in await chat.history.exchanges(ME, 0)]
    assert texts[0] == "il y a une forte odeur de gaz" and frame["message"]["text"] not in texts[1:]
    assert len(texts) >= 2


async def test_a_dead_database_is_a_word_that_the_channel_knows(house: House) -> None:
    history = ChatHistory(house.services)
    house.services.backend.db.dispose()

    def down() -> Any:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    object.__setattr__(house.services.backend, "reading", down)
    with pytest.raises(HistoryDown):
        await history.exchanges(ME, 0)
    with pytest.raises(HistoryDown):
        await history.offer(1)
