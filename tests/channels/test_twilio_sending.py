"""What goes to Twilio, and what each of its answers means for the message."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs
from xml.etree import ElementTree

import httpx
import pytest

from channels.base import Choice, Delivery, Outbound, SendError, Sent
from channels.twilio_sms import VALIDITY, VALIDITY_URGENT, TwilioAccount, TwilioSms
from channels.twilio_twiml import MAX_TWIML, question, read_out
from channels.twilio_voice import TwilioVoice
from tests.channels.doors import PUBLIC

SID = "AC" + "0" * 32
ACCOUNT = TwilioAccount(SID, "token", "+33199001000", public_url=PUBLIC)
WRITTEN_AT = datetime(2026, 1, 10, 22, 0, 0, 400_000, tzinfo=UTC)
MESSAGE = Outbound(7, "+33639980001", "C’est noté.", "fr", created_at=WRITTEN_AT)


class Twilio:
    """Answers every request with one function and keeps the requests."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self.requests: list[httpx.Request] = []
        self._answer = answer

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self._answer(request)

    @property
    def parameters(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.requests[-1].content.decode()).items()}


def answering(status: int, content: Any) -> Twilio:
    return Twilio(lambda request: httpx.Response(status, json=content))


def failing(error: type[httpx.TransportError]) -> Twilio:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error("no", request=request)

    return Twilio(answer)


def sms(twilio: Twilio, account: TwilioAccount = ACCOUNT) -> TwilioSms:
    return TwilioSms(account, transport=httpx.MockTransport(twilio))


async def test_a_message_is_handed_over() -> None:
    twilio = answering(201, {"sid": "SM9", "status": "queued"})
    message = Outbound(7, "+33639980001", "C’est noté. Où ?", "fr", (Choice(1, "Cuisine"), Choice(2, "Bain")))
    assert await sms(twilio).send(message) == Sent("SM9", Delivery.SENT)
    request = twilio.requests[0]
    assert str(request.url) == f"https://api.twilio.com/2010-04-01/Accounts/{SID}/Messages.json"
    assert request.headers["Authorization"] == httpx.BasicAuth(SID, "token")._auth_header
    assert twilio.parameters == {
        "To": "+33639980001",
        "From": "+33199001000",
        "Body": "C'est noté. Où ?\n1 Cuisine\n2 Bain\nRépondez 1 ou 2.",
        "ValidityPeriod": str(VALIDITY),
        "StatusCallback": f"{PUBLIC}/channels/twilio/status/7",
    }


async def test_an_urgent_message_does_not_wait_long() -> None:
    twilio = answering(201, {"sid": "SM9", "status": "accepted"})
    await sms(twilio).send(Outbound(7, "+33639980001", "ASTREINTE", "fr", urgent=True))
    assert twilio.parameters["ValidityPeriod"] == str(VALIDITY_URGENT)
    assert 60 <= VALIDITY_URGENT <= 300


async def test_a_messaging_service_takes_the_place_of_the_number() -> None:
    twilio = answering(201, {"sid": "SM9", "status": "accepted"})
    account = TwilioAccount(SID, "token", "", "MG1", public_url=PUBLIC)
    await sms(twilio, account).send(Outbound(0, "+33639980001", "Bonjour", "fr"))
    assert twilio.parameters["MessagingServiceSid"] == "MG1"
    assert not {"From", "StatusCallback"} & set(twilio.parameters)


ERRORS = [
    # status, code, retryable, uncertain, recipient_gone
    (400, 21211, False, False, True),
    (400, 21610, False, False, True),
    (400, 21614, False, False, True),
    (400, 21617, False, False, False),
    (400, 21606, False, False, False),
    (401, 20003, False, False, False),
    (404, 20404, False, False, False),
    (429, 20429, True, False, False),
    (500, 20500, True, True, False),
    (503, 20503, True, True, False),
]


@pytest.mark.parametrize(("status", "code", "retryable", "uncertain", "gone"), ERRORS)
async def test_refusals_say_what_to_do(status: int, code: int, retryable: bool, uncertain: bool, gone: bool) -> None:
    twilio = answering(status, {"code": code, "message": "no", "more_info": "", "status": status})
    with pytest.raises(SendError) as refused:
        await sms(twilio).send(MESSAGE)
    error = refused.value
    assert error.code == str(code)
    assert (error.retryable, error.uncertain, error.recipient_gone) == (retryable, uncertain, gone)
    assert "+336" not in str(error)


@pytest.mark.parametrize(
    ("error", "uncertain"),
    [
        (httpx.ConnectError, False),
        (httpx.ConnectTimeout, False),
        (httpx.PoolTimeout, False),
        (httpx.ReadTimeout, True),
        (httpx.WriteTimeout, True),
        (httpx.ReadError, True),
        (httpx.RemoteProtocolError, True),
    ],
)
async def test_a_broken_connection_says_whether_twilio_may_have_it(
    error: type[httpx.TransportError], uncertain: bool
) -> None:
    with pytest.raises(SendError) as failed:
        await sms(failing(error)).send(MESSAGE)
    assert failed.value.retryable
    assert failed.value.uncertain is uncertain


@pytest.mark.parametrize("reply", [httpx.Response(200, text="<html>"), httpx.Response(201, json={"status": "queued"})])
async def test_an_answer_that_is_not_twilios_is_uncertain(reply: httpx.Response) -> None:
    with pytest.raises(SendError) as failed:
        await sms(Twilio(lambda request: reply)).send(MESSAGE)
    assert failed.value.retryable
    assert failed.value.uncertain


def listed(**changes: Any) -> dict[str, Any]:
    item = {
        "sid": "SM9",
        "body": "C'est noté.",
        "status": "delivered",
        "date_created": "Sat, 10 Jan 2026 22:00:00 +0000",
    }
    return item | changes


@pytest.mark.parametrize(
    ("messages", "found"),
    [
        ([listed()], Sent("SM9", Delivery.DELIVERED)),
        ([listed(status="queued")], Sent("SM9", Delivery.SENT)),
        ([listed(status="undelivered")], Sent("SM9", Delivery.UNDELIVERED)),
        ([listed(body="Sent from your Twilio trial account - C'est noté.")], Sent("SM9", Delivery.DELIVERED)),
        ([listed(sid="SM1", body="Autre"), listed()], Sent("SM9", Delivery.DELIVERED)),
        ([listed(date_created="Sat, 10 Jan 2026 21:59:59 +0000")], None),
        ([listed(status="received")], None),
        ([listed(date_created=None)], None),
        ([listed(body="C'est noté. Merci.")], None),
        ([], None),
    ],
)
async def test_twilio_is_asked_what_it_took(messages: list[dict[str, Any]], found: Sent | None) -> None:
    twilio = answering(200, {"messages": messages, "next_page_uri": None})
    assert await sms(twilio).find_sent(MESSAGE) == found
    assert twilio.requests[0].method == "GET"
    assert twilio.requests[0].url.params["To"] == "+33639980001"


async def test_twilio_cannot_be_asked() -> None:
    with pytest.raises(SendError):
        await sms(failing(httpx.ConnectError)).find_sent(MESSAGE)


def voice(twilio: Twilio) -> TwilioVoice:
    return TwilioVoice(ACCOUNT, transport=httpx.MockTransport(twilio))


async def test_a_call_reads_the_text_out_twice() -> None:
    twilio = answering(201, {"sid": "CA9", "status": "queued"})
    message = Outbound(7, "+33639980001", "Fuite <b> & danger", "en", urgent=True)
    assert await voice(twilio).send(message) == Sent("CA9", Delivery.SENT)
    assert str(twilio.requests[0].url).endswith(f"/Accounts/{SID}/Calls.json")
    assert twilio.parameters["StatusCallback"] == f"{PUBLIC}/channels/twilio/voice/7"
    told = parse_qs(twilio.requests[0].content.decode())["StatusCallbackEvent"]
    assert told == ["initiated", "ringing", "answered", "completed"]
    assert "MachineDetection" not in twilio.parameters
    (say,) = ElementTree.fromstring(twilio.parameters["Twiml"])
    assert (say.tag, say.text) == ("Say", "Fuite <b> & danger")
    assert say.attrib == {"language": "en-GB", "loop": "2"}


async def test_a_call_that_waits_for_a_key_asks_who_answered_and_says_goodbye() -> None:
    twilio = answering(201, {"sid": "CA9", "status": "queued"})
    await voice(twilio).send(Outbound(7, "+33639980001", "Tapez 1 & 2", "fr", urgent=True, keys=True))
    asked = twilio.parameters
    assert (asked["MachineDetection"], asked["AsyncAmd"]) == ("Enable", "true")
    assert asked["AsyncAmdStatusCallback"] == f"{PUBLIC}/channels/twilio/machine/7"
    gather, goodbye = ElementTree.fromstring(asked["Twiml"])
    assert gather.attrib == {"numDigits": "1", "action": f"{PUBLIC}/channels/twilio/key/7?turn=1", "timeout": "6"}
    assert [(say.text, say.get("loop")) for say in gather] == [("Tapez 1 & 2", "2")]
    assert (goodbye.tag, goodbye.text) == ("Say", "Au revoir.")


async def test_without_a_public_address_no_key_is_waited_for() -> None:
    twilio = answering(201, {"sid": "CA9", "status": "queued"})
    account = TwilioAccount(SID, "token", "+33199001000")
    channel = TwilioVoice(account, transport=httpx.MockTransport(twilio))
    assert not channel.two_way
    await channel.send(Outbound(7, "+33639980001", "Tapez 1", "fr", keys=True))
    assert [verb.tag for verb in ElementTree.fromstring(twilio.parameters["Twiml"])] == ["Say"]
    assert not {"StatusCallback", "MachineDetection", "AsyncAmd"} & set(twilio.parameters)


@pytest.mark.parametrize("text", ["mot " * 3000, "x" * 9000, "&" * 4000, "a\0b\x07c"])
def test_twiml_is_always_well_formed_and_short_enough(text: str) -> None:
    for call in (read_out(text, "fr"), question(text, "fr", "https://hotline.example/?a=1&b=2")):
        assert len(call) <= MAX_TWIML
        say = ElementTree.fromstring(call).find(".//Say")
        assert say is not None
        assert say.get("language") == "fr-FR"
        assert say.text


@pytest.mark.parametrize(
    ("sender", "service", "setting", "two_way"),
    [
        ("+33199001000", "", None, True),
        ("38123", "", None, True),
        ("BAILLEUR", "", None, False),
        ("1BAILLEUR", "", None, False),
        ("", "MG1", None, True),
        ("", "MG1", False, False),
        ("BAILLEUR", "", True, True),
    ],
)
def test_a_sender_with_letters_cannot_be_answered(
    sender: str, service: str, setting: bool | None, two_way: bool
) -> None:
    account = TwilioAccount(SID, "token", sender, service, public_url=PUBLIC, answerable=setting)
    assert TwilioSms(account).two_way is two_way


async def test_a_call_that_was_placed_is_found() -> None:
    calls = [
        {"sid": "CA8", "status": "completed", "direction": "inbound",
         "date_created": "Sat, 10 Jan 2026 22:00:09 +0000"},
        {"sid": "CA9", "status": "no-answer", "direction": "outbound-api",
         "date_created": "Sat, 10 Jan 2026 22:00:05 +0000"},
        {"sid": "CA1", "status": "completed", "direction": "outbound-api",
         "date_created": "Sat, 10 Jan 2026 21:00:00 +0000"},
    ]  # fmt: skip
    assert await voice(answering(200, {"calls": calls})).find_sent(MESSAGE) == Sent("CA9", Delivery.UNDELIVERED)
    assert await voice(answering(200, {"calls": calls[2:]})).find_sent(MESSAGE) is None


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, Sent("CA9", Delivery.DELIVERED)),
        ({"answered_by": "human"}, Sent("CA9", Delivery.DELIVERED)),
        ({"answered_by": "machine_start"}, Sent("CA9", Delivery.UNDELIVERED)),
        ({"direction": "outbound-dial"}, None),
    ],
)
async def test_only_calls_of_the_outbox_are_found(changes: dict[str, str], found: Sent | None) -> None:
    call = {
        "sid": "CA9",
        "status": "completed",
        "direction": "outbound-api",
        "answered_by": None,
        "date_created": "Sat, 10 Jan 2026 22:00:05 +0000",
    }
    assert await voice(answering(200, {"calls": [call | changes]})).find_sent(MESSAGE) == found
