"""What goes wrong inside the hotline loses nothing, stops nobody else, and is tried again."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from backend_client import timers
from hotline import schedule
from tests.hotline.conftest import KARIM, House
from tests.hotline.test_paging import urgent_leak


async def test_a_timer_whose_work_fails_holds_up_no_page(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a code that no table knows any more")

    monkeypatch.setitem(schedule.WORK, "broken", broken)
    with house.services.backend.transaction() as s:
        timers.set_timer(s, "broken", 1, house.clock.at)
    await urgent_leak(house)
    assert len(house.texts(KARIM)) == 1
    with house.services.backend.reading() as s:
        assert timers.next_due(s) == house.clock.at + schedule.AGAIN


async def test_time_goes_on_after_the_database_was_away(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = asyncio.Event()
    ask = timers.next_due

    def away(_: object) -> None:
        loop.call_soon_threadsafe(failed.set)
        raise OperationalError("SELECT", None, Exception("the database is down"))

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(schedule, "HEARTBEAT", 0.01)
    monkeypatch.setattr(timers, "next_due", away)
    keeping = asyncio.create_task(house.schedule.start())
    await asyncio.wait_for(failed.wait(), 5)
    monkeypatch.setattr(timers, "next_due", ask)
    monkeypatch.setitem(schedule.WORK, "proof", lambda *_: loop.call_soon_threadsafe(done.set))
    done = asyncio.Event()
    with house.services.backend.transaction() as s:
        timers.set_timer(s, "proof", 1, house.clock.at)
    await asyncio.wait_for(done.wait(), 5)
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)


def test_an_error_of_the_database_carries_no_words(house: House) -> None:
    with pytest.raises(OperationalError) as raised, house.services.backend.reading() as s:
        s.execute(text("SELECT * FROM nothing WHERE words = :words"), {"words": "il me frappe"})
    assert "frappe" not in str(raised.value)
