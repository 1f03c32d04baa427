"""What a monitor is told: every part, nothing about anybody; and the beat, which stays away when all is not well."""

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError
from sqlalchemy import select, text

from backend_client import timers
from backend_client.models import Exchange, Page
from hotline.beat import Beat, beat_of
from hotline.doctor import _beat
from hotline.health import Watch
from hotline.schedule import WORK
from hotline.settings import Settings
from tests.hotline.conftest import KARIM, TENANT, House


@pytest.fixture
def watch(house: House) -> Watch:
    async def ready() -> bool:
        return not house.engine.down

    house.engine.ready = ready  # type: ignore[attr-defined]
    return Watch(house.services, house.schedule, kept=0)


async def look(watch: Watch) -> dict[str, Any]:
    return (await watch.look()).told()


async def test_all_is_well(watch: Watch) -> None:
    told = await look(watch)
    assert told["well"] and told["failing"] == []
    assert set(told["parts"]) == {"schedule", "timers", "pages", "database", "spool", "engine"}


async def test_the_engine_alone_is_named(house: House, watch: Watch) -> None:
    house.engine.down = True
    assert (await look(watch))["failing"] == ["engine"]


async def test_a_loop_that_does_not_come_round_is_named(house: House, watch: Watch) -> None:
    house.schedule.came_round_at = time.monotonic() - 31
    assert (await look(watch))["failing"] == ["schedule"]
    await house.schedule.tick()
    assert (await look(watch))["well"]


async def test_a_wait_that_ran_out_and_that_nobody_sees_to_is_named(house: House, watch: Watch) -> None:
    with house.services.backend.transaction() as s:
        timers.set_timer(s, "page", 999, house.clock.at)
    house.clock.at += timedelta(seconds=59)
    assert (await look(watch))["well"]
    house.clock.at += timedelta(seconds=1)
    told = await look(watch)
    assert told["failing"] == ["timers"] and told["parts"]["timers"]["age"] == 60
    await house.schedule.tick()
    assert (await look(watch))["well"]


@pytest.mark.parametrize(("kind", "failing"), [("page", ["timers"]), ("works_send", [])])
async def test_a_page_whose_work_fails_again_and_again_is_named_but_nothing_that_can_wait(
    house: House, watch: Watch, monkeypatch: pytest.MonkeyPatch, kind: str, failing: list[str]
) -> None:
    def broken(*_: object) -> None:
        raise KeyError

    monkeypatch.setitem(WORK, kind, broken)
    with house.services.backend.transaction() as s:
        timers.set_timer(s, kind, 999, house.clock.at)
    for expected in ([], [], failing):
        await house.schedule.tick()
        assert (await look(watch))["failing"] == expected
        house.clock.at += timedelta(seconds=20)


async def test_a_page_that_does_not_leave_is_named_and_nothing_said_of_whom(house: House, watch: Watch) -> None:
    await house.write("ça sent le gaz chez moi")
    with house.services.backend.transaction() as s:
        page = s.scalars(select(Page).order_by(Page.id)).first()
        assert page is not None
        s.get_one(Exchange, page.exchange_id).status = "queued"
        timers.drop(s, "page", page.escalation_id)
        s.execute(text("UPDATE timer SET done_at = due_at"))
    house.clock.at += timedelta(seconds=90)
    told = await look(watch)
    assert told["failing"] == ["pages"]
    for secret in (KARIM, TENANT, "Karim", "gaz"):
        assert secret not in json.dumps(told)


async def test_a_database_that_fails_is_named_and_the_answer_comes_all_the_same(house: House, watch: Watch) -> None:
    with house.services.backend.transaction() as s:
        s.execute(text("ALTER TABLE timer RENAME TO gone"))
    assert (await look(watch))["failing"] == ["database"]


async def test_many_askers_cost_one_look(house: House) -> None:
    asked = 0

    async def ready() -> bool:
        nonlocal asked
        asked += 1
        await asyncio.sleep(0)
        return True

    house.engine.ready = ready  # type: ignore[attr-defined]
    watch = Watch(house.services, house.schedule)
    await asyncio.gather(*(watch.look() for _ in range(50)))
    assert asked == 1


@asynccontextmanager
async def monitor(status: int = 200) -> AsyncIterator[tuple[str, asyncio.Queue[bytes]]]:
    """An outside monitor on this machine: its address, and each call that it gets."""
    calls: asyncio.Queue[bytes] = asyncio.Queue()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                calls.put_nowait(head)
                writer.write(f"HTTP/1.1 {status} x\r\nContent-Length: 2\r\n\r\nOK".encode())
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/ping/secret-word", calls
    finally:
        server.close()


@asynccontextmanager
async def beating(beat: Beat) -> AsyncIterator[None]:
    running = asyncio.create_task(beat.run())
    try:
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_the_beat_goes_out_while_all_is_well_and_stays_away_when_not(
    house: House, watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    async with monitor() as (url, calls), beating(Beat(url, 0.01, watch)):
        assert (await asyncio.wait_for(calls.get(), 5)).startswith(b"GET /ping/secret-word ")
        house.engine.down = True
        while "engine" not in caplog.text:
            await asyncio.sleep(0.01)
        while not calls.empty():
            calls.get_nowait()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(calls.get(), 0.1)
        house.engine.down = False
        assert await asyncio.wait_for(calls.get(), 5)


@pytest.mark.parametrize("status", [500, 0])
async def test_a_monitor_that_fails_is_logged_once_without_its_address(
    house: House, watch: Watch, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    caplog.set_level(logging.INFO, "hotline.beat")
    async with monitor(status or 200) as (url, calls):
        address = url if status else "http://127.0.0.1:1/secret-word"
        beat = Beat(address, 0.01, watch)
        async with beating(beat):
            while not caplog.records:
                await asyncio.sleep(0.01)
            for _ in range(5):
                await asyncio.wait_for(calls.get(), 5) if status else await asyncio.sleep(0.02)
        assert len([record for record in caplog.records if record.name == "hotline.beat"]) == 1
        assert "secret-word" not in caplog.text


def test_the_address_is_https_or_on_this_machine() -> None:
    for good in ("https://hc.example/ping/1", "http://127.0.0.1:9/x", "http://localhost/x"):
        assert Settings(beat_url=SecretStr(good)).beat_url.get_secret_value() == good
    for bad in ("http://hc.example/ping/1", "ftp://127.0.0.1/x", "hc.example", "https://"):
        with pytest.raises(ValidationError, match="VEILLEUR_BEAT_URL"):
            Settings(beat_url=SecretStr(bad))
    assert "ping" not in repr(Settings(beat_url=SecretStr("https://hc.example/ping/1")))


async def test_the_doctor_says_whether_it_is_set(watch: Watch) -> None:
    assert [finding.state for finding in await _beat(Settings())] == ["missing"]
    beating = Settings(beat_url=SecretStr("https://hc.example/ping/1"), beat_seconds=30)
    (finding,) = await _beat(beating)
    assert finding.state == "ok" and "30" in finding.sentence and "ping" not in finding.sentence
    assert beat_of(Settings(), watch) is None and beat_of(beating, watch) is not None
