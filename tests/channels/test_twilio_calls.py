"""Calls to our number: signed webhooks become events, the door's steps become TwiML."""

from collections.abc import AsyncIterator
from xml.etree import ElementTree

import httpx
import pytest

from channels.base import CallEvent, CallStep
from channels.twilio_calls import HIDDEN, caller_of
from channels.twilio_client import TwilioAccount
from channels.twilio_voice import TwilioVoice
from tests.channels.doors import PUBLIC, TOKEN, KeepingDoor, caller, post

ACCOUNT = TwilioAccount("AC" + "0" * 32, TOKEN, "+33199001000", public_url=PUBLIC)
TENANT, KARIM = "+33639980001", "+33639989001"
PATH = "/channels/twilio/call"
RINGING = {
    "CallSid": "CA1",
    "AccountSid": ACCOUNT.account_sid,
    "From": TENANT,
    "To": "+33199001000",
    "CallStatus": "ringing",
    "ApiVersion": "2010-04-01",
    "Direction": "inbound",
    "ForwardedFrom": "",
    "CallerName": "",
    "ParentCallSid": "",
}
URL = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT.account_sid}/Recordings/RE1"


@pytest.fixture
async def calls(door: KeepingDoor) -> AsyncIterator[httpx.AsyncClient]:
    channel = TwilioVoice(ACCOUNT)
    async with caller(channel, door) as client:
        yield client
    await channel.stop()


def verbs(reply: httpx.Response) -> list[ElementTree.Element]:
    assert (reply.status_code, reply.headers["content-type"]) == (200, "text/xml; charset=utf-8")
    return list(ElementTree.fromstring(reply.text))


async def test_a_menu_waits_for_a_key_and_then_takes_a_message(calls: httpx.AsyncClient, door: KeepingDoor) -> None:
    door.steps = [CallStep("Tapez 1. Sinon, parlez.", "menu")]
    gather, record, goodbye = verbs(await post(calls, PATH, RINGING))
    assert (gather.tag, gather.get("action")) == ("Gather", f"{PUBLIC}{PATH}/key")
    assert gather[0].text == "Tapez 1. Sinon, parlez."
    assert record.attrib == {
        "action": f"{PUBLIC}{PATH}/recorded",
        "maxLength": "120",
        "timeout": "5",
        "playBeep": "true",
        "recordingStatusCallback": f"{PUBLIC}{PATH}/recording",
        "recordingStatusCallbackEvent": "completed absent",
    }
    assert (goodbye.tag, goodbye.text) == ("Say", "Au revoir.")
    assert door.calls == [CallEvent("voice", "CA1", "begins", TENANT)]


async def test_a_key_can_dial_and_the_dialled_one_hears_a_question_first(
    calls: httpx.AsyncClient, door: KeepingDoor
) -> None:
    door.steps = [CallStep("Ne quittez pas.", "dial", number=KARIM), CallStep("Tapez 1 pour le prendre.")]
    _, dial = verbs(await post(calls, f"{PATH}/key", RINGING | {"Digits": "1"}))
    assert dial.attrib == {
        "action": f"{PUBLIC}{PATH}/dialled",
        "timeout": "20",
        "answerOnBridge": "true",
        "callerId": "+33199001000",
    }
    (number,) = dial
    assert (number.text, number.get("url")) == (KARIM, f"{PUBLIC}{PATH}/whisper?call=CA1")
    leg = RINGING | {"CallSid": "CA2", "ParentCallSid": "CA1", "From": "+33199001000", "To": KARIM}
    gather, hangup = verbs(await post(calls, f"{PATH}/whisper?call=CA1", leg))
    assert (gather.get("action"), hangup.tag) == (f"{PUBLIC}{PATH}/taken?call=CA1", "Hangup")
    assert gather[0].text == "Tapez 1 pour le prendre."
    assert [(event.kind, event.provider_id, event.dialled) for event in door.calls] == [
        ("key", "CA1", ""),
        ("whisper", "CA1", KARIM),
    ]


@pytest.mark.parametrize(("step", "tags"), [(CallStep(then="bridge"), []), (CallStep("Merci."), ["Say", "Hangup"])])
async def test_whoever_presses_1_is_put_through(
    calls: httpx.AsyncClient, door: KeepingDoor, step: CallStep, tags: list[str]
) -> None:
    door.steps = [step]
    leg = RINGING | {"CallSid": "CA2", "To": KARIM, "Digits": "1"}
    assert [verb.tag for verb in verbs(await post(calls, f"{PATH}/taken?call=CA1", leg))] == tags
    assert door.calls == [CallEvent("voice", "CA1", "taken", key="1", dialled=KARIM)]


async def test_a_spoken_message_is_told_when_it_ends_and_when_it_can_be_fetched(
    calls: httpx.AsyncClient, door: KeepingDoor
) -> None:
    spoken = {"RecordingUrl": URL, "RecordingDuration": "14"}
    await post(calls, f"{PATH}/recorded", RINGING | spoken | {"Digits": "hangup"})
    status = {"CallSid": "CA1", "RecordingSid": "RE1", "RecordingStatus": "completed", **spoken}
    assert (await post(calls, f"{PATH}/recording", status)).status_code == 204
    attachment = {"kind": "voice", "url": URL, "seconds": 14}
    assert [(event.kind, event.attachment) for event in door.calls] == [("recorded", attachment)] * 2


async def test_silence_is_no_message(calls: httpx.AsyncClient, door: KeepingDoor) -> None:
    status = {"CallSid": "CA1", "RecordingSid": "RE1", "RecordingStatus": "absent", "RecordingUrl": URL}
    assert (await post(calls, f"{PATH}/recording", status)).status_code == 204
    assert door.calls == []
    await post(calls, f"{PATH}/recorded", RINGING)
    assert door.calls[0].attachment is None


async def test_a_caller_hears_who_helps_when_nothing_can_be_kept(calls: httpx.AsyncClient, door: KeepingDoor) -> None:
    door.broken = True
    for path, more in ((PATH, {}), (f"{PATH}/key", {"Digits": "1"}), (f"{PATH}/dialled", {"DialCallStatus": "busy"})):
        say, hangup = verbs(await post(calls, path, RINGING | more))
        assert say.text is not None
        assert "18 ou le 112" in say.text
        assert hangup.tag == "Hangup"
    leg = RINGING | {"To": KARIM}
    assert [verb.tag for verb in verbs(await post(calls, f"{PATH}/whisper?call=CA1", leg))] == ["Hangup"]
    # The one who pressed 1 is put through all the same.
    assert verbs(await post(calls, f"{PATH}/taken?call=CA1", leg | {"Digits": "1"})) == []
    assert "Hangup" in [verb.tag for verb in verbs(await post(calls, f"{PATH}/taken?call=CA1", leg | {"Digits": "2"}))]


@pytest.mark.parametrize(
    "path", [PATH, f"{PATH}/key", f"{PATH}/dialled", f"{PATH}/recorded", f"{PATH}/recording"]
)  # fmt: skip
async def test_only_twilio_gets_in(calls: httpx.AsyncClient, door: KeepingDoor, path: str) -> None:
    fields = RINGING | {"Digits": "1", "DialCallStatus": "busy", "RecordingStatus": "completed", "RecordingUrl": URL}
    assert (await calls.post(path, data=fields)).status_code == 403
    for more in ("whisper", "taken"):
        forged = await calls.post(f"{PATH}/{more}?call=CA1", data=fields, headers={"X-Twilio-Signature": "bm9wZQ=="})
        assert forged.status_code == 403
    assert door.calls == []


@pytest.mark.parametrize(
    ("told", "number"),
    [
        (TENANT, TENANT),
        ("0639980001", TENANT),
        ("anonymous", ""),
        ("Restricted", ""),
        ("", ""),
        ("+266696687", ""),
        ("+7378742833", ""),
        ("+2562533", ""),
        ("+8656696", ""),
        ("+86282452253", ""),
        ("sip:caller@example.org", ""),
    ],
)
def test_a_hidden_number_is_none(told: str, number: str) -> None:
    assert caller_of(told) == number
    assert len(HIDDEN) == 6
