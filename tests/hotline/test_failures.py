"""What goes wrong inside the hotline loses nothing, stops nobody else, and is tried again."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from backend_client import conversations, effects, outbox, timers
from backend_client.models import Alert, Conversation, Exchange, Page, Request
from channels.base import Delivery, DeliveryUpdate, Inbound, Outbound, SendError, Sent
from hotline import failed_work, rules, schedule, service, turns
from hotline.engine_client import EngineDown, Turn
from tests.hotline.conftest import KARIM, LEA, NOON, TENANT, House
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
        assert timers.next_due(s) == house.clock.at + failed_work.FIRST


async def _waits(house: House, tries: int) -> list[int]:
    """Let the only timer that is due fail so often. Returns the wait after each failure, in seconds."""
    waits = []
    for _ in range(tries):
        await house.schedule.tick()
        with house.services.backend.reading() as s:
            due = timers.next_due(s)
        assert due is not None
        waits.append(int((due - house.clock.at).total_seconds()))
        house.clock.at = due
    return waits


@pytest.mark.parametrize(
    ("kind", "expected", "told"),
    [
        ("works_send", [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600], "failed 8 times"),
        ("page", [5, 10, 20, 40, 60, 60], "failed 3 times"),
    ],
)
async def test_work_that_always_fails_waits_longer_each_time_and_the_operator_is_told_once(
    house: House,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    kind: str,
    expected: list[int],
    told: str,
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a code that no table knows any more")

    monkeypatch.setitem(schedule.WORK, kind, broken)
    with house.services.backend.transaction() as s:
        timers.set_timer(s, kind, 7, house.clock.at)
    assert await _waits(house, len(expected)) == expected
    [record] = [record for record in caplog.records if record.levelname == "CRITICAL"]
    assert told in record.getMessage() and f"({kind}, subject 7)" in record.getMessage()


async def test_the_next_wait_of_a_subject_begins_anew_once_the_work_was_done(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = [True, True, True, False, True]

    def now_and_then(s: Session, _: object, subject: int, now: datetime) -> None:
        timers.set_timer(s, "sometimes", subject, now + timedelta(minutes=1))
        if fails.pop(0):
            raise OSError

    monkeypatch.setitem(schedule.WORK, "sometimes", now_and_then)
    with house.services.backend.transaction() as s:
        timers.set_timer(s, "sometimes", 1, house.clock.at)
    assert await _waits(house, 5) == [5, 10, 20, 60, 5]


async def test_a_page_that_could_not_be_written_for_long_goes_out_within_a_minute_of_the_repair(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a code that no table knows any more")

    with monkeypatch.context() as patch:
        patch.setitem(schedule.WORK, "page", broken)
        await urgent_leak(house)
        for _ in range(40):
            await house.wait(seconds=60)
    assert house.texts(KARIM) == []
    await house.wait(seconds=60)
    assert len(house.texts(KARIM)) == 1


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


async def test_a_database_that_takes_no_writes_is_no_endless_loop(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OperationalError("UPDATE", None, Exception("disk is full"))

    with house.services.backend.transaction() as s:
        timers.set_timer(s, "page", 1, house.clock.at)
    monkeypatch.setattr(timers, "claim_due", full)
    async with asyncio.timeout(5):
        with pytest.raises(OperationalError):
            await house.schedule.tick()


def test_an_error_of_the_database_carries_no_words(house: House) -> None:
    with pytest.raises(OperationalError) as raised, house.services.backend.reading() as s:
        s.execute(text("SELECT * FROM nothing WHERE words = :words"), {"words": "il me frappe"})
    assert "frappe" not in str(raised.value)


async def _queue(house: House, key: str, urgent: bool = False) -> int:
    """One message to the tenant, in the outbox."""
    await house.write("bonjour")
    with house.services.backend.transaction() as s:
        thread = s.scalars(select(Conversation)).one()
        row = outbox.queue(s, thread, key=key, effect=key, now=house.clock.at, urgent=urgent)
        assert row is not None
        return row.id


def _status(house: House, exchange_id: int) -> str:
    with house.services.backend.reading() as s:
        return s.get_one(Exchange, exchange_id).status


async def test_a_message_without_words_holds_up_no_other_and_is_given_up(house: House) -> None:
    wordless = await _queue(house, "no-such-text")
    await urgent_leak(house)
    assert len(house.texts(KARIM)) == 1
    assert _status(house, wordless) == "failed"


async def test_an_error_that_a_channel_did_not_foresee_is_tried_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = await _queue(house, "given-back")
    send = house.sms.send

    async def broken(message: Outbound) -> Sent:
        raise TypeError("the provider's answer is no list")

    monkeypatch.setattr(house.sms, "send", broken)
    await house.schedule.tick()
    assert _status(house, row) == "queued"
    monkeypatch.setattr(house.sms, "send", send)
    await house.wait(minutes=5)
    assert _status(house, row) == "sent"


async def test_before_a_second_try_the_provider_is_asked_again(house: House) -> None:
    row = await _queue(house, "given-back")
    sent = len(house.sms.sent)
    house.sms.fail_with = [SendError("time-out", retryable=True, uncertain=True)]
    await house.schedule.tick()
    house.sms.kept = True
    await house.wait(minutes=5)
    assert (_status(house, row), len(house.sms.sent)) == ("sent", sent)


async def test_a_receipt_that_is_quicker_than_the_failure_of_the_call_stands(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = await _queue(house, "given-back")

    async def slow(message: Outbound) -> Sent:
        await house.hotline.delivered(DeliveryUpdate("sms", "SM-known", Delivery.DELIVERED, exchange_id=row))
        raise SendError("time-out", retryable=True, uncertain=True)

    monkeypatch.setattr(house.sms, "send", slow)
    await house.schedule.tick()
    assert _status(house, row) == "delivered"


async def test_a_provider_that_answers_slowly_holds_up_nobody_elses_message(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _queue(house, "given-back")
    paged = asyncio.Event()
    send = house.sms.send

    async def slow_for_tenants(message: Outbound) -> Sent:
        if message.address == KARIM:
            paged.set()
        else:
            await asyncio.wait_for(paged.wait(), 5)
        return await send(message)

    monkeypatch.setattr(house.sms, "send", slow_for_tenants)
    with house.services.backend.transaction() as s:
        contact = conversations.contact_for(s, "sms", KARIM, house.clock.at)
        thread = conversations.conversation_for(s, contact, house.clock.at)
        outbox.queue(s, thread, key="given-back", effect="news", now=house.clock.at)
    await house.schedule.tick()
    assert paged.is_set()


async def test_a_late_receipt_of_the_first_page_leaves_the_second_its_time(house: House) -> None:
    house.receipts = False
    await urgent_leak(house)
    with house.services.backend.reading() as s:
        first = s.scalars(select(Page)).one().exchange_id
    await house.wait(seconds=30)
    await house.wait(seconds=75)
    assert len(house.texts(LEA)) == 1
    await house.hotline.delivered(DeliveryUpdate("sms", "SM-late", Delivery.UNDELIVERED, "30003", first))
    await house.schedule.tick()
    with house.services.backend.reading() as s:
        assert s.scalars(select(Page).order_by(Page.id)).all()[-1].escalation.status == "open"


async def test_a_turn_that_fails_is_recorded_answered_and_blocks_no_later_message(house: House) -> None:
    house.clock.at = NOON
    house.engine.turns = [Turn([], [{"key": "sticker-received", "choices": [{"no": "value"}]}])]
    await house.write("la porte ne ferme plus")
    assert "1" in house.texts()[-1] and "2" in house.texts()[-1]
    await house.write("2")
    with house.services.backend.reading() as s:
        assert {alert.reason for alert in s.scalars(select(Alert))} == {"unqualified"}
    await house.write("bonjour")
    assert house.engine.asked[-1]["text"] == "bonjour"


async def test_a_technicians_turn_that_fails_leaves_the_page_open(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await urgent_leak(house)

    def broken(*_: object) -> None:
        raise KeyError("unforeseen")

    with monkeypatch.context() as patch:
        patch.setattr(rules.staff_replies, "answer", broken)
        await house.write("ok", KARIM)
    await house.wait(seconds=120)
    await house.wait(seconds=75)
    assert len(house.texts(LEA)) == 1
    await house.write("ok", KARIM)
    assert "est à vous" in house.texts(KARIM)[1]


async def test_what_a_failure_left_unfinished_is_looked_after(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    half_sent = await _queue(house, "given-back")
    with house.services.backend.transaction() as s:
        outbox.claim(s, half_sent, 1, house.clock.at)
    with monkeypatch.context() as patch:
        patch.setattr(house.hotline, "_start_turn", lambda _: asyncio.sleep(0))
        await house.write("il y a quelqu'un ?")
    house.clock.at += service.LEFT_OVER * 2
    house.sms.kept = True
    monkeypatch.setattr(service, "LOOK_AFTER_EVERY", 0.01)
    caring = asyncio.create_task(house.hotline.look_after())
    async with asyncio.timeout(5):
        while _status(house, half_sent) != "sent" or house.engine.asked[-1]["text"] != "il y a quelqu'un ?":
            await asyncio.sleep(0.01)
    caring.cancel()
    await asyncio.gather(caring, return_exceptions=True)


async def test_a_spooled_message_that_cannot_be_taken_holds_up_no_other(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = conversations.store_inbound

    def refused(*args: Any, **facts: Any) -> Any:
        if facts["text"] == "refuse":
            raise ValueError("a message that no database takes")
        return store(*args, **facts)

    monkeypatch.setattr(conversations, "store_inbound", refused)
    folder = house.services.settings.data_dir / "spool"
    (folder / "0-damaged.json").write_text("{")
    for number, words in enumerate(("refuse", "il y a une fuite")):
        message = Inbound("sms", f"SM-{words}", TENANT, words)
        house.services.spool.put(message, f"2026-11-21T22:41:0{number}+00:00", False)
    draining = asyncio.create_task(house.hotline.drain_spool())
    async with asyncio.timeout(5):
        while len(house.services.spool) > 1:
            await asyncio.sleep(0.01)
    draining.cancel()
    await asyncio.gather(draining, return_exceptions=True)
    await house.settle()
    assert house.engine.asked[-1]["text"] == "il y a une fuite"
    assert [file.name for file in folder.glob("*.unreadable")] == ["0-damaged.json.unreadable"]


async def test_a_card_leaves_where_a_message_can_be_kept_nowhere(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    def down() -> None:
        raise OperationalError("INSERT", {}, Exception("disk is full"))

    monkeypatch.setattr(house.services.intake, "transaction", down)
    monkeypatch.setattr(house.services.spool, "put", full)
    with pytest.raises(OSError):
        await house.write("ça sent le gaz chez moi")
    await house.hotline.idle()
    assert len(house.texts()) == 1


async def test_engine_down_in_a_conversation_about_an_earlier_request_still_pages(house: House) -> None:
    house.clock.at = NOON
    await urgent_leak(house)
    with house.services.backend.transaction() as s:
        s.scalars(select(Alert)).one().acknowledged_at = house.clock.at
    house.clock.at += timedelta(hours=9)
    house.engine.down = True
    await house.write("maintenant ça coule partout dans la cuisine")
    for _ in range(2):
        await house.wait(minutes=5)
        await house.write("il y a quelqu'un ?")
    assert len(house.texts(KARIM)) == 1
    with house.services.backend.reading() as s:
        first, second = s.scalars(select(Request).order_by(Request.id)).all()[:2]
        assert (first.kind, first.situation) == ("repair", "plumbing.leak_hidden_pipe")
        assert (second.kind, second.summary) == ("unqualified", "maintenant ça coule partout dans la cuisine")


@pytest.mark.parametrize(
    ("outcome", "words", "alerted"),
    [("booking", "Un conseiller vous répondra", ["tenant_to_tell"]), ("paged", "nous appelons le technicien", [])],
)
async def test_an_answer_lost_after_its_request_was_opened_confirms_that_request(
    house: House, monkeypatch: pytest.MonkeyPatch, outcome: str, words: str, alerted: list[str]
) -> None:
    async def dies(conversation_id: int, *_: object) -> Turn:
        with house.services.backend.transaction() as s:
            request = s.get_one(Request, s.get_one(Conversation, conversation_id).request_id)

            def opens() -> dict[str, Any]:
                request.kind, request.situation = "repair", "plumbing.drain_slow"
                return {"reference": request.reference, "outcome": outcome}

            exchange = s.scalars(select(Exchange).where(Exchange.direction == "in")).one()
            effects.once(s, exchange.id, "open_request:plumbing.drain_slow", opens)
        raise EngineDown("killed")

    monkeypatch.setattr(house.engine, "turn", dies)
    await house.write("l'évier se vide mal")
    [answer] = house.texts()
    with house.services.backend.reading() as s:
        [request] = s.scalars(select(Request)).all()
        assert (request.situation, request.reference in answer, words.lower() in answer.lower()) == (
            "plumbing.drain_slow",
            True,
            True,
        )
        assert [alert.reason for alert in s.scalars(select(Alert))] == alerted


async def test_a_dialogue_from_list_to_list_does_not_grow_without_end(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "MAX_EVENTS", 3)
    listed = {"key": "sticker-received", "facts": {}, "choices": [{"value": "a", "title": "une fuite"}]}
    house.engine.turns = [Turn([{"event": "user"}, {"event": "bot"}], [listed]) for _ in range(3)]
    for _ in range(3):
        await house.write("autre chose")
    assert [len(asked["events"]) for asked in house.engine.asked] == [0, 2, 0]
    await house.write("1")
    assert house.engine.asked[-1]["payload"]["entities"] == {"choice": "a"}
