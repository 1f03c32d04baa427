"""What the provider does to a message: an answer that never comes, receipts in any order, twice, late."""

from datetime import UTC, datetime

from sqlalchemy import select

from backend_client import conversations, outbox
from backend_client.models import Exchange
from channels.base import Outbound
from channels.twilio_client import TwilioAccount
from channels.twilio_sms import TwilioSms
from tests.faults.conftest import Open
from tests.faults.far_end import NUMBER, PUBLIC, SID, TOKEN
from tests.faults.ledger import at_work
from tests.faults.world import World, until

TENANT = "+33639985001"


async def answered(world: World) -> None:
    await until(lambda: not at_work(world), lambda: at_work(world))
    await world.far_end.settled()


def rows(world: World) -> list[dict[str, object]]:
    """Every outbound row with every column."""
    with world.db.reading() as s:
        found = s.scalars(select(Exchange).where(Exchange.direction == "out").order_by(Exchange.id))
        return [{name: getattr(row, name) for name in Exchange.__table__.columns.keys()} for row in found]  # noqa: SIM118


async def test_taken_but_never_answered_is_not_sent_again(open_world: Open) -> None:
    async with open_world("sqlite") as world:
        faults = world.far_end.twilio.faults
        faults.unanswered, faults.late_callbacks = 1, True
        await world.start()
        await world.phones.text(TENANT, "Bonjour, une question")
        await until(lambda: not at_work(world), lambda: at_work(world))
        assert [row["status"] for row in rows(world)] == ["sent"]
        world.far_end.release()
        await answered(world)
        assert len(world.far_end.texts(TENANT)) == 1
        assert [row["status"] for row in rows(world)] == ["delivered"]


async def test_receipts_twice_late_and_out_of_order_change_nothing(open_world: Open) -> None:
    async with open_world("sqlite") as world:
        faults = world.far_end.twilio.faults
        faults.duplicate_callbacks = faults.reversed_callbacks = True
        await world.start()
        await world.phones.text(TENANT, "Bonjour, une question")
        await answered(world)
        (before,) = rows(world)
        assert before["status"] == "delivered"
        for status in ("sent", "queued", "failed", "undelivered", "delivered", "sending", "no such word"):
            told = await world.phones.receipt(int(str(before["id"])), str(before["provider_id"]), status)
            assert told == 204
        assert rows(world) == [before]
        assert len(world.far_end.texts(TENANT)) == 1


async def test_of_two_messages_of_the_same_words_each_is_sent(open_world: Open) -> None:
    """The first was sent and recorded; the second was claimed, and the service died before it called."""
    async with open_world("sqlite") as world:
        twilio = TwilioSms(TwilioAccount(SID, TOKEN, NUMBER, api_base=world.far_end.api, public_url=PUBLIC))
        now = datetime.now(UTC)
        with world.db.transaction() as s:
            thread = conversations.conversation_for(s, conversations.contact_for(s, "sms", TENANT, now), now)
            first, second = (
                outbox.queue(s, thread, effect=effect, now=now, text="Bonjour.", worker_id=1)
                for effect in ("one", "two")
            )
            assert first is not None and second is not None
        sent = await twilio.send(Outbound(first.id, TENANT, "Bonjour.", "fr", created_at=now))
        await twilio.stop()
        with world.db.transaction() as s:
            row = s.get_one(Exchange, first.id)
            outbox.settle(s, row, "sent", now, provider_id=sent.provider_id)
        await world.start()
        await answered(world)
        assert world.far_end.texts(TENANT) == ["Bonjour.", "Bonjour."]
        assert world.far_end.taken().keys() == {first.id, second.id}
