"""What the hotline settles by itself: doubles, order, opt-out, take-over, floods, wordless messages, a dead engine."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from backend_client import conversations, outbox
from backend_client.models import Alert, Conversation, Exchange, Request
from channels.base import Delivery, DeliveryUpdate, SendError
from hotline.engine_client import Turn
from tests.hotline.conftest import KARIM, NIGHT, NOON, TENANT, UNKNOWN, House

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


async def test_a_message_sent_twice_is_answered_once(house: House) -> None:
    first = await house.write("bonjour", provider_id="SM-same")
    second = await house.write("bonjour", provider_id="SM-same")
    assert (first.outcome, second.outcome) == ("stored", "duplicate")
    assert len(house.texts()) == 1


async def test_every_exchange_belongs_to_a_request(house: House) -> None:
    await house.write("bonjour")
    with house.services.backend.reading() as s:
        request = s.scalars(select(Request)).one()
        assert request.kind == "contact"
        assert request.reference == "R-2026-000001"
        assert {exchange.request_id for exchange in s.scalars(select(Exchange))} == {request.id}


@pytest.mark.parametrize("word", ["STOP", "stop", "Arret", "ARRÊT", " stop. "])
async def test_stop_words(house: House, word: str) -> None:
    await house.write(word)
    assert not house.engine.asked
    assert "REPRENDRE" in house.texts()[0]
    with house.services.backend.transaction() as s:
        conversation = s.scalars(select(Conversation)).one()
        assert conversation.contact.opted_out_at is not None
        outbox.queue(s, conversation, key="given-back", effect="news", now=house.clock.at, data={"proactive": True})
    await house.settle()
    assert len(house.texts()) == 1
    await house.write("bonjour")
    assert len(house.texts()) == 2


async def test_stop_in_a_sentence_is_not_an_opt_out(house: House) -> None:
    await house.write("il faut stopper la fuite")
    assert len(house.engine.asked) == 1


@pytest.mark.parametrize("said", ["1", "1.", "un", "le premier", "une fuite", "Une fuite svp"])
async def test_numbered_choices(house: House, said: str) -> None:
    house.engine.turns = [OFFER]
    await house.write("problème")
    await house.write(said)
    assert house.engine.asked[1]["payload"] == {"intent": "choose", "entities": {"choice": "a"}}


async def test_a_choice_counts_only_for_the_last_list(house: House) -> None:
    house.engine.turns = [OFFER]
    await house.write("problème")
    await house.write("3")
    assert house.engine.asked[1]["payload"] is None
    house.clock.at += timedelta(hours=73)
    await house.write("1")
    assert house.engine.asked[2]["payload"] is None
    assert house.engine.asked[2]["events"] == []


async def test_a_button_of_an_older_list_is_not_taken(house: House) -> None:
    house.engine.turns = [OFFER]
    await house.write("problème")
    await house.write("", kind="button", button="1", offer_id=1)
    assert len(house.engine.asked) == 1
    assert "plus valable" in house.texts()[1]


async def test_the_bot_is_silent_in_a_taken_conversation(house: House) -> None:
    await house.write("bonjour")
    with house.services.backend.transaction() as s:
        conversation = s.scalars(select(Conversation)).one()
        conversations.take_over(s, conversation, "Alice", house.clock.at + timedelta(minutes=30))
    await house.write("vous êtes là ?")
    assert len(house.texts()) == 1
    house.clock.at += timedelta(minutes=31)
    await house.settle()
    assert house.texts()[-1] == "L'assistant automatique reprend la conversation."
    await house.write("toujours là ?")
    assert len(house.texts()) == 3


async def test_a_flood_is_told_once_and_everything_is_kept(house: House) -> None:
    for _ in range(25):
        await house.write("allo")
    assert len(house.engine.asked) == 15
    assert sum("une minute" in text for text in house.texts()) == 1
    with house.services.backend.reading() as s:
        assert len(s.scalars(select(Exchange).where(Exchange.direction == "in")).all()) == 25
    house.clock.at += timedelta(minutes=2)
    await house.write("allo")
    assert len(house.engine.asked) == 16


@pytest.mark.parametrize("kind", ["photo", "voice_note", "sticker", "location", "edit", "other", "text", "contact"])
async def test_messages_without_words_are_answered(house: House, kind: str) -> None:
    await house.write("", kind=kind)
    assert len(house.texts()) == 1
    assert not house.engine.asked


async def test_a_leading_slash_stays_text(house: House) -> None:
    await house.write("/restart")
    assert house.engine.asked[0]["payload"] is None


async def test_engine_down_at_night_unanswered_pages(house: House) -> None:
    house.engine.down = True
    await house.write("plus de chauffage depuis hier")
    assert "urgent" in house.texts()[0]
    await house.wait(seconds=house.services.backend.landlord.fallback_seconds)
    assert len(house.texts(KARIM)) == 1
    with house.services.backend.reading() as s:
        request = s.scalars(select(Request)).one()
        assert request.urgency == "on_call"
        assert "chauffage" in request.summary


@pytest.mark.parametrize(
    ("answer", "pages"),
    [
        ("impossible d'attendre demain avec ce froid", 1),
        ("it can't wait, we are freezing in here", 1),
        ("non rien d'urgent, lundi matin me va très bien", 0),
        ("no hurry at all, Monday is fine", 0),
    ],
)
async def test_engine_down_the_answer_may_be_in_own_words(house: House, answer: str, pages: int) -> None:
    house.engine.down = True
    await house.write("plus de chauffage depuis hier")
    await house.write(answer)
    await house.wait(hours=1)
    assert len(house.texts(KARIM)) == pages
    assert len(house.texts()) == 2


async def test_engine_down_urgent_pages_at_once_and_can_wait_does_not(house: House) -> None:
    house.engine.down = True
    await house.write("plus de chauffage depuis hier")
    await house.write("2")
    assert "conseiller" in house.texts()[1]
    await house.wait(hours=1)
    assert not house.texts(KARIM)
    await house.write("en fait ça coule")
    await house.write("1")
    assert len(house.texts(KARIM)) == 1


async def test_engine_down_by_day_alerts_an_adviser(house: House) -> None:
    house.clock.at = NOON
    house.engine.down = True
    await house.write("plus de chauffage depuis hier")
    await house.write("1")
    assert not house.texts(KARIM)
    with house.services.backend.reading() as s:
        assert s.scalars(select(Alert)).first() is not None


async def test_receipts_never_go_backwards(house: House) -> None:
    await house.write("bonjour")
    for delivery in (Delivery.DELIVERED, Delivery.SENT, Delivery.FAILED, Delivery.READ):
        await house.hotline.delivered(DeliveryUpdate("sms", "sms-1", delivery))
        with house.services.backend.reading() as s:
            exchange = s.scalars(select(Exchange).where(Exchange.direction == "out")).one()
            assert exchange.status == ("read" if delivery is Delivery.READ else "delivered")


async def test_a_passing_failure_is_tried_again_later(house: House) -> None:
    house.sms.fail_with = [SendError("429", retryable=True)]
    await house.write("bonjour")
    assert house.texts() == []
    await house.wait(minutes=5)
    assert len(house.texts()) == 1


async def test_after_a_time_out_the_provider_is_asked_first(house: House) -> None:
    house.sms.fail_with = [SendError("time-out", retryable=True, uncertain=True)]
    house.sms.kept = True
    await house.write("bonjour")
    await house.wait(hours=1)
    assert house.texts() == []
    with house.services.backend.reading() as s:
        assert s.scalars(select(Exchange).where(Exchange.direction == "out")).one().status == "sent"


async def test_an_urgent_answer_blocked_by_an_opt_out_becomes_a_call_and_an_alert(house: House) -> None:
    house.engine.down = True
    house.sms.fail_with = [SendError("blocked", code="21610", recipient_gone=True)]
    await house.write("plus de chauffage")
    (call,) = house.services.channels["voice"].sent  # type: ignore[attr-defined]
    assert call.address == TENANT
    with house.services.backend.reading() as s:
        assert s.scalars(select(Alert)).one().reason == "undelivered"


async def test_a_turn_that_never_began_is_answered_after_a_start(house: House) -> None:
    with house.services.backend.transaction() as s:
        conversations.store_inbound(
            s, channel="sms", provider_id="SM-lost", address=TENANT, text="bonjour", kind="text", data={}, now=NIGHT
        )
    await house.hotline.take_over(starting=True)
    await house.settle()
    assert len(house.texts()) == 1


async def test_languages(house: House) -> None:
    await house.write("Hello, the kitchen tap drips all night long", "+33639980777")
    assert house.engine.asked[0]["language"] == "en"
    await house.write("ok", "+33639980777")
    assert house.engine.asked[1]["language"] == "en"
    await house.write("finalement je préfère vous écrire en français merci", "+33639980777")
    assert house.engine.asked[2]["language"] == "fr"


async def test_a_number_is_not_held_against_an_older_list(house: House) -> None:
    form = [{"event": "active_loop", "name": "report_form"}]
    house.engine.turns = [OFFER, Turn(form, [{"key": "empty-message"}])]
    await house.write("problème")
    await house.write("le premier")
    await house.write("2")
    assert house.engine.asked[2]["payload"] is None


async def test_the_introduction_stands_where_there_is_room_for_it(house: House) -> None:
    """A long first answer by SMS keeps its end: the second message says who writes."""
    long = {"reference": "R-2026-000123", "name": "x" * 200}
    house.engine.turns = [Turn([], [{"key": "technician-accepted", "facts": long}, {"key": "sticker-received"}], {})]
    await house.write("bonjour")
    first, second = house.texts()
    assert "Assistant automatique" not in first and second.startswith("Assistant automatique")
    house.engine.turns = [Turn([], [{"key": "sticker-received"}], {})]
    await house.write("bonjour", UNKNOWN)
    assert house.texts(UNKNOWN)[0].startswith("Assistant automatique")
