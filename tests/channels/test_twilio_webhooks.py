"""What Twilio calls: only its own calls get in, each one becomes a message, and the answer comes at once."""

from collections.abc import AsyncIterator

import httpx
import pytest
from twilio.request_validator import RequestValidator
from twilio.rest.api.v2010.account.call import CallInstance
from twilio.rest.api.v2010.account.message import MessageInstance

from channels import twilio_sms, twilio_voice
from channels.base import Delivery, DeliveryUpdate
from channels.twilio_sms import TwilioAccount, TwilioSms
from channels.twilio_voice import TwilioVoice
from tests.channels.doors import PUBLIC, TOKEN, KeepingDoor, caller, post, sign

ACCOUNT = TwilioAccount("AC" + "0" * 32, TOKEN, "+33199001000", public_url=PUBLIC)
TENANT = "+33639980001"
SMS_PATH = "/channels/twilio/sms"


def form(**changes: str) -> dict[str, str]:
    """The parameters of an inbound SMS, as Twilio sends them (blank ones included)."""
    sid = "SM" + "1" * 32
    sent = {
        "ToCountry": "FR", "ToState": "", "SmsMessageSid": sid, "NumMedia": "0", "ToCity": "", "FromZip": "",
        "SmsSid": sid, "FromState": "", "SmsStatus": "received", "FromCity": "", "Body": "Bonjour, fuite d'eau",
        "FromCountry": "FR", "To": "+33199001000", "ToZip": "", "NumSegments": "1", "MessageSid": sid,
        "AccountSid": ACCOUNT.account_sid, "From": TENANT, "ApiVersion": "2010-04-01",
    }  # fmt: skip
    return sent | changes


@pytest.fixture
async def sms(door: KeepingDoor) -> AsyncIterator[httpx.AsyncClient]:
    channel = TwilioSms(ACCOUNT)
    async with caller(channel, door) as client:
        yield client
    await channel.stop()


@pytest.fixture
async def voice(door: KeepingDoor) -> AsyncIterator[httpx.AsyncClient]:
    channel = TwilioVoice(ACCOUNT)
    async with caller(channel, door) as client:
        yield client
    await channel.stop()


async def test_a_signed_message_is_received(sms: httpx.AsyncClient, door: KeepingDoor) -> None:
    reply = await post(sms, SMS_PATH, form())
    assert (reply.status_code, reply.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    assert reply.text.endswith("<Response/>")
    (message,) = door.received
    assert (message.channel, message.provider_id, message.address) == ("sms", "SM" + "1" * 32, TENANT)
    assert (message.text, message.kind, message.attachments) == ("Bonjour, fuite d'eau", "text", ())


async def test_the_query_is_part_of_what_is_signed(sms: httpx.AsyncClient, door: KeepingDoor) -> None:
    path = SMS_PATH + "?site=nord&empty="
    assert (await post(sms, path, form())).status_code == 200
    signature = sign(path, form())
    other = await sms.post(SMS_PATH + "?site=sud&empty=", data=form(), headers={"X-Twilio-Signature": signature})
    assert other.status_code == 403
    assert len(door.received) == 1


async def test_a_repeated_call_is_answered_and_is_one_message(sms: httpx.AsyncClient, door: KeepingDoor) -> None:
    replies = [await post(sms, SMS_PATH, form()) for _ in range(3)]
    assert [reply.status_code for reply in replies] == [200, 200, 200]
    assert len(door.received) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Twilio-Signature": ""},
        {"X-Twilio-Signature": "bm9wZQ=="},
        {"X-Twilio-Signature": RequestValidator("another").compute_signature(PUBLIC + SMS_PATH, form())},
        {"X-Twilio-Signature": sign(SMS_PATH, form(Body="autre texte"))},
        {"X-Twilio-Signature": RequestValidator(TOKEN).compute_signature("http://10.0.0.5:8080" + SMS_PATH, form())},
    ],
    ids=["missing", "blank", "nonsense", "other-token", "other-text", "inner-address"],
)
async def test_a_forged_call_is_refused(sms: httpx.AsyncClient, door: KeepingDoor, headers: dict[str, str]) -> None:
    reply = await sms.post(SMS_PATH, data=form(), headers=headers)
    assert reply.status_code == 403
    assert door.received == []
    assert [channel for channel, _ in door.refusals] == ["sms"]


async def test_a_forged_receipt_is_refused(sms: httpx.AsyncClient, door: KeepingDoor) -> None:
    fields = {"MessageSid": "SM1", "MessageStatus": "delivered"}
    signature = sign("/channels/twilio/status/8", fields)
    reply = await sms.post("/channels/twilio/status/7", data=fields, headers={"X-Twilio-Signature": signature})
    assert reply.status_code == 403
    assert door.updates == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"MessageSid=SM1&From=%2B33639980001&Body=%ff%fe", 400),
        (b"MessageSid=SM1&Body=\xff\xfe", 400),
        (b"a=1&" * 300, 400),
        (b"Body=" + b"x" * 300_000, 413),
        (b'{"MessageSid": "SM1"}', 403),
        (b"", 403),
    ],
    ids=["escaped-bytes", "raw-bytes", "many-fields", "too-large", "json", "empty"],
)
async def test_an_unreadable_call_is_a_clear_refusal(
    sms: httpx.AsyncClient, door: KeepingDoor, body: bytes, status: int
) -> None:
    kind = "application/x-www-form-urlencoded"
    reply = await sms.post(SMS_PATH, content=body, headers={"Content-Type": kind, "X-Twilio-Signature": "x"})
    assert reply.status_code == status
    assert door.received == []


@pytest.mark.parametrize("changes", [{"MessageSid": ""}, {"From": " "}])
async def test_a_signed_call_that_is_no_message_is_refused(
    sms: httpx.AsyncClient, door: KeepingDoor, changes: dict[str, str]
) -> None:
    assert (await post(sms, SMS_PATH, form(**changes))).status_code == 400
    assert door.received == []
    assert len(door.refusals) == 1


async def test_nul_characters_do_not_cost_a_message(sms: httpx.AsyncClient, door: KeepingDoor) -> None:
    await post(sms, SMS_PATH, form(Body="fu\0ite"))
    (message,) = door.received
    assert message.text == "fuite"


async def test_a_photo_keeps_its_text(sms: httpx.AsyncClient, door: KeepingDoor) -> None:
    media = {"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/m/1", "MediaContentType0": "image/jpeg"}
    await post(sms, SMS_PATH, form(**media))
    (message,) = door.received
    assert (message.kind, message.text) == ("photo", "Bonjour, fuite d'eau")
    assert message.attachments == (
        {"kind": "photo", "url": "https://api.twilio.com/m/1", "content_type": "image/jpeg"},
    )


@pytest.mark.parametrize(
    ("sender", "address"),
    [
        ("whatsapp:+33639980001", TENANT),
        ("+33639980001", TENANT),
        ("06 39 98 00 01", TENANT),
        (" +33639980001", TENANT),
        ("36180", "36180"),
        ("LA POSTE", "LA POSTE"),
    ],
)
async def test_senders_become_one_address(sms: httpx.AsyncClient, door: KeepingDoor, sender: str, address: str) -> None:
    await post(sms, SMS_PATH, form(From=sender))
    assert door.received[0].address == address


async def test_what_cannot_be_kept_is_not_confirmed(sms: httpx.AsyncClient, door: KeepingDoor) -> None:
    door.broken = True
    assert (await post(sms, SMS_PATH, form())).status_code == 503


MESSAGES = {
    "accepted": Delivery.SENT,
    "scheduled": Delivery.SENT,
    "queued": Delivery.SENT,
    "sending": Delivery.SENT,
    "sent": Delivery.SENT,
    "partially_delivered": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "read": Delivery.READ,
    "undelivered": Delivery.UNDELIVERED,
    "failed": Delivery.FAILED,
    "canceled": Delivery.FAILED,
}
CALLS = {
    "queued": Delivery.SENT,
    "initiated": Delivery.SENT,
    "ringing": Delivery.SENT,
    "in-progress": Delivery.SENT,
    "completed": Delivery.DELIVERED,
    "busy": Delivery.UNDELIVERED,
    "no-answer": Delivery.UNDELIVERED,
    "failed": Delivery.FAILED,
    "canceled": Delivery.FAILED,
}


def words_of(status: type) -> set[str]:
    return {value for name, value in vars(status).items() if name.isupper()}


def test_the_tables_hold_every_word_that_twilio_has() -> None:
    inbound = {"receiving", "received"}
    assert twilio_sms.DELIVERIES == MESSAGES
    assert set(MESSAGES) == words_of(MessageInstance.Status) - inbound
    assert twilio_voice.DELIVERIES == CALLS
    assert set(CALLS) == words_of(CallInstance.Status) | {"initiated"}
    assert words_of(CallInstance.UpdateStatus) >= {"completed"}


@pytest.mark.parametrize(("word", "delivery"), MESSAGES.items())
async def test_message_receipts(sms: httpx.AsyncClient, door: KeepingDoor, word: str, delivery: Delivery) -> None:
    fields = {"MessageSid": "SM1", "MessageStatus": word, "ErrorCode": "30003"}
    assert (await post(sms, "/channels/twilio/status/12", fields)).status_code == 204
    lost = delivery in (Delivery.UNDELIVERED, Delivery.FAILED)
    assert door.updates == [DeliveryUpdate("sms", "SM1", delivery, "30003", 12, retryable=lost)]


@pytest.mark.parametrize(("word", "delivery"), CALLS.items())
async def test_call_receipts(voice: httpx.AsyncClient, door: KeepingDoor, word: str, delivery: Delivery) -> None:
    fields = {"CallSid": "CA1", "CallStatus": word, "SipResponseCode": "486"}
    assert (await post(voice, "/channels/twilio/voice/12", fields)).status_code == 204
    code = "486" if delivery in (Delivery.UNDELIVERED, Delivery.FAILED) else None
    assert door.updates == [DeliveryUpdate("voice", "CA1", delivery, code, 12, retryable=code is not None)]


async def test_a_word_that_is_not_known_changes_nothing(sms: httpx.AsyncClient, door: KeepingDoor) -> None:
    reply = await post(sms, "/channels/twilio/status/12", {"MessageSid": "SM1", "MessageStatus": "teleported"})
    assert reply.status_code == 204
    assert door.updates == []
