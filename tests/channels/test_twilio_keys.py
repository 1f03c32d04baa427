"""A page by voice is answered by a key that a human being pressed: once, signed, and never by a machine."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs
from xml.etree import ElementTree

import httpx
import pytest

from channels.base import Delivery, DeliveryUpdate, Keypress, Spoken
from channels.twilio_client import TwilioAccount
from channels.twilio_voice import ANSWERED_BY, TwilioVoice
from tests.channels.doors import PUBLIC, TOKEN, KeepingDoor, caller, post

ACCOUNT = TwilioAccount("AC" + "0" * 32, TOKEN, "+33199001000", public_url=PUBLIC)
KEY, MACHINE, STATUS = "/channels/twilio/key/12?turn=1", "/channels/twilio/machine/12", "/channels/twilio/voice/12"
PRESSED = {"CallSid": "CA1", "From": "+33199001000", "To": "+33639989001", "CallStatus": "in-progress", "Digits": "1"}
MACHINES = sorted(word for word, human in ANSWERED_BY.items() if not human)


@dataclass
class Twilio:
    """Where calls are ended."""

    requests: list[httpx.Request] = field(default_factory=list)
    status: int = 200

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(self.status, json={"sid": "CA1", "status": "completed", "code": 21220})


@pytest.fixture
def twilio() -> Twilio:
    return Twilio()


@pytest.fixture
async def voice(door: KeepingDoor, twilio: Twilio) -> AsyncIterator[httpx.AsyncClient]:
    channel = TwilioVoice(ACCOUNT, transport=httpx.MockTransport(twilio))
    async with caller(channel, door) as client:
        yield client
    await channel.stop()


async def test_a_key_is_acted_on_and_the_next_question_is_asked(voice: httpx.AsyncClient, door: KeepingDoor) -> None:
    door.answers = [Spoken("C'est à vous. Dans combien de dizaines de minutes ?", keys=True), Spoken("Merci.")]
    reply = await post(voice, KEY, PRESSED)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    gather, _ = ElementTree.fromstring(reply.text)
    assert gather.get("action") == f"{PUBLIC}/channels/twilio/key/12?turn=2"
    last = await post(voice, "/channels/twilio/key/12?turn=2", PRESSED | {"Digits": "4"})
    (say,) = ElementTree.fromstring(last.text)
    assert (say.tag, say.text) == ("Say", "Merci.")
    assert door.presses == [Keypress("voice", "CA1", 12, "1", 1), Keypress("voice", "CA1", 12, "4", 2)]


async def test_a_key_that_is_told_twice_is_one_key(voice: httpx.AsyncClient, door: KeepingDoor) -> None:
    door.answers = [Spoken("C'est à vous.", keys=True), Spoken("Merci.")]
    first, again = await asyncio.gather(post(voice, KEY, PRESSED), post(voice, KEY, PRESSED))
    await post(voice, "/channels/twilio/key/12?turn=2", PRESSED | {"Digits": "4"})
    late = await post(voice, KEY, PRESSED)
    assert first.text == again.text == late.text
    assert [press.key for press in door.presses] == ["1", "4"]


async def test_a_key_that_could_not_be_kept_can_be_pressed_again(voice: httpx.AsyncClient, door: KeepingDoor) -> None:
    door.broken = True
    reply = await post(voice, KEY, PRESSED)
    gather, _ = ElementTree.fromstring(reply.text)
    assert gather.get("action") == f"{PUBLIC}/channels/twilio/key/12?turn=1"
    door.broken = False
    assert "Merci." in (await post(voice, KEY, PRESSED)).text
    assert len(door.presses) == 1


@pytest.mark.parametrize("path", [KEY, MACHINE, STATUS])
async def test_only_twilio_gets_in(voice: httpx.AsyncClient, door: KeepingDoor, twilio: Twilio, path: str) -> None:
    fields = PRESSED | {"AnsweredBy": "machine_start"}
    reply = await voice.post(path, data=fields, headers={"X-Twilio-Signature": "bm9wZQ=="})
    assert reply.status_code == 403
    assert (door.presses, door.updates, twilio.requests) == ([], [], [])
    assert door.refusals == [("voice", "forged signature")]


@pytest.mark.parametrize("path", [KEY, MACHINE])
async def test_a_call_that_says_nothing_is_refused(voice: httpx.AsyncClient, door: KeepingDoor, path: str) -> None:
    assert (await post(voice, path, {"CallSid": "CA1"})).status_code == 400
    assert (door.presses, door.updates) == ([], [])


@pytest.mark.parametrize("answered_by", MACHINES)
async def test_a_machine_is_no_reader_and_its_call_is_ended(
    voice: httpx.AsyncClient, door: KeepingDoor, twilio: Twilio, answered_by: str
) -> None:
    reply = await post(voice, MACHINE, {"CallSid": "CA1", "AnsweredBy": answered_by})
    assert reply.status_code == 204
    assert door.updates == [DeliveryUpdate("voice", "CA1", Delivery.UNDELIVERED, "machine", 12)]
    (ended,) = twilio.requests
    assert (ended.method, ended.url.path.rpartition("/")[2]) == ("POST", "CA1.json")
    assert parse_qs(ended.content.decode()) == {"Status": ["completed"]}


@pytest.mark.parametrize("answered_by", ["human", "unknown", "a word of tomorrow"])
async def test_somebody_who_may_be_human_is_left_in_peace(
    voice: httpx.AsyncClient, door: KeepingDoor, twilio: Twilio, answered_by: str
) -> None:
    await post(voice, MACHINE, {"CallSid": "CA1", "AnsweredBy": answered_by})
    assert (door.updates, twilio.requests) == ([], [])


async def test_a_call_that_cannot_be_ended_is_a_machines_all_the_same(
    voice: httpx.AsyncClient, door: KeepingDoor, twilio: Twilio
) -> None:
    twilio.status = 404
    assert (await post(voice, MACHINE, {"CallSid": "CA1", "AnsweredBy": "fax"})).status_code == 204
    assert [update.error_code for update in door.updates] == ["machine"]


async def test_who_pressed_a_key_is_no_machine(voice: httpx.AsyncClient, door: KeepingDoor, twilio: Twilio) -> None:
    await post(voice, KEY, PRESSED)
    await post(voice, MACHINE, {"CallSid": "CA1", "AnsweredBy": "machine_start"})
    await post(voice, STATUS, {"CallSid": "CA1", "CallStatus": "completed", "AnsweredBy": "machine_start"})
    assert [update.delivery for update in door.updates] == [Delivery.DELIVERED]
    assert twilio.requests == []


async def test_a_machine_is_known_at_the_end_of_its_call_too(voice: httpx.AsyncClient, door: KeepingDoor) -> None:
    await post(voice, STATUS, {"CallSid": "CA1", "CallStatus": "completed", "AnsweredBy": "machine_start"})
    assert door.updates == [DeliveryUpdate("voice", "CA1", Delivery.UNDELIVERED, "machine", 12)]
