"""The content of what was sent to the bot, with python-telegram-bot's own Bot against the stand-in of the Bot API."""

from collections.abc import AsyncIterator

import pytest

from channels.base import FetchError
from hotline.simulator.telegram_files import MOST_BYTES, SAMPLE, sample
from tests.channels.doors import KeepingDoor
from tests.channels.test_telegram import HOOK, TENANT, World, until

MOST = 15_000_000


@pytest.fixture
async def world(door: KeepingDoor) -> AsyncIterator[World]:
    world = World(HOOK, door)
    yield world
    await world.close()


async def read(world: World, file_id: str, most: int = MOST) -> bytes:
    return b"".join([chunk async for chunk in world.channel.content(file_id, most)])


async def test_a_photo_that_was_sent_can_be_read(world: World, door: KeepingDoor) -> None:
    await world.channel.start(door)
    await until(lambda: "webhook" in world.telegram._journal.records)
    size = {"file_id": SAMPLE, "file_unique_id": "photo", "width": 1280, "height": 960, "file_size": len(sample())}
    await world.telegram.write(TENANT, {"photo": [size]})
    (message,) = door.received
    assert await read(world, message.attachments[0]["file_id"]) == sample()


async def test_a_document_is_read_in_pieces(world: World) -> None:
    world.telegram.files.contents["doc"] = b"%PDF-" + b"x" * 300_000
    assert await read(world, "doc") == world.telegram.files.contents["doc"]


async def test_a_file_that_is_too_large_is_not_read(world: World) -> None:
    world.telegram.files.contents["big"] = b"x" * 2000
    with pytest.raises(FetchError) as refused:
        await read(world, "big", 1999)
    assert refused.value.too_large


async def test_what_telegram_gives_to_no_bot_is_too_large(world: World) -> None:
    world.telegram.files.contents["film"] = b"x"
    world.telegram.files.claimed["film"] = MOST_BYTES + 1
    with pytest.raises(FetchError) as refused:
        await read(world, "film", MOST_BYTES)
    assert (refused.value.too_large, refused.value.retryable) == (True, False)


async def test_a_file_that_telegram_does_not_know_is_gone(world: World) -> None:
    with pytest.raises(FetchError) as refused:
        await read(world, "nobody")
    assert (refused.value.too_large, refused.value.retryable) == (False, False)


async def test_a_file_is_served_to_its_bot_only(world: World) -> None:
    path = world.telegram.files.asked_for(SAMPLE)["file_path"]
    here = "/simulator/telegram/file/bot"
    assert (await world.client.get(f"{here}{HOOK.token}/{path}")).content == sample()
    for wrong in (f"{here}8:other/{path}", f"{here}{HOOK.token}/photos/other.jpg", f"{here}{HOOK.token}/../../secret"):
        assert (await world.client.get(wrong)).status_code == 404


async def test_a_file_that_is_not_served_may_be_later(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world.telegram.files, "served", lambda path: None)
    with pytest.raises(FetchError) as refused:
        await read(world, SAMPLE)
    assert refused.value.retryable
