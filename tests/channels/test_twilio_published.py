"""What is sent to Twilio and expected of it, against the classes that Twilio generates from its API description."""

import inspect
from typing import Any
from urllib.parse import parse_qs
from xml.etree import ElementTree

import httpx
import pytest
from twilio.rest.api.v2010.account.call import CallContext, CallInstance, CallList
from twilio.rest.api.v2010.account.message import MessageInstance, MessageList
from twilio.rest.api.v2010.account.recording import RecordingInstance
from twilio.twiml import voice_response

from channels import twilio_calls, twilio_sms, twilio_voice
from channels.base import CallStep, Outbound
from channels.twilio_sms import TwilioAccount, TwilioSms
from channels.twilio_twiml import question, read_out
from channels.twilio_voice import TOLD, TwilioVoice
from tests.channels.doors import PUBLIC, KeepingDoor

ACCOUNT = TwilioAccount("AC" + "0" * 32, "token", "+33199001000", public_url=PUBLIC)
SERVICE = TwilioAccount("AC" + "0" * 32, "token", "", "MG1", public_url=PUBLIC)


def parameters_of(method: Any) -> set[str]:
    """The parameters of a method of Twilio's client, as they are written in a request: ``from_`` is ``From``."""
    names = set(inspect.signature(method).parameters) - {"self"}
    return {"".join(part.capitalize() for part in name.strip("_").split("_")) for name in names}


async def sent_by(channel: Any, message: Outbound, requests: list[httpx.Request]) -> dict[str, list[str]]:
    await channel.send(message)
    await channel.stop()
    return parse_qs(requests[-1].content.decode(), keep_blank_values=True)


@pytest.mark.parametrize("account", [ACCOUNT, SERVICE], ids=["number", "service"])
@pytest.mark.parametrize("urgent", [True, False])
async def test_every_parameter_of_a_message_is_twilios(account: TwilioAccount, urgent: bool) -> None:
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(201, json={"sid": "SM1", "status": "queued"})

    channel = TwilioSms(account, transport=httpx.MockTransport(answer))
    sent = await sent_by(channel, Outbound(7, "+33639980001", "Bonjour", "fr", urgent=urgent), requests)
    assert set(sent) <= parameters_of(MessageList.create)


@pytest.mark.parametrize("keys", [True, False])
async def test_every_parameter_of_a_call_is_twilios(keys: bool) -> None:
    requests: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return httpx.Response(201, json={"sid": "CA1", "status": "queued"})

    channel = TwilioVoice(ACCOUNT, transport=httpx.MockTransport(answer))
    sent = await sent_by(channel, Outbound(7, "+33639980001", "Bonjour", "fr", keys=keys), requests)
    assert set(sent) <= parameters_of(CallList.create)


def test_a_call_is_ended_and_calls_are_listed_as_twilio_has_it() -> None:
    assert "Status" in parameters_of(CallContext.update)
    assert CallInstance.UpdateStatus.COMPLETED == "completed"
    for listed in (MessageList.list, CallList.list):
        assert {"To", "PageSize"} <= parameters_of(listed)
    # The callback tells a call that was answered as in-progress; these are the events' names.
    assert TOLD == ["initiated", "ringing", "answered", "completed"]


def values_of(enumeration: type) -> set[str]:
    return {value for name, value in vars(enumeration).items() if name.isupper()}


def test_every_status_is_known() -> None:
    assert set(twilio_sms.DELIVERIES) | {"receiving", "received"} == values_of(MessageInstance.Status)
    assert set(twilio_voice.DELIVERIES) == values_of(CallInstance.Status) | {"initiated"}
    assert {"completed", "absent"} <= values_of(RecordingInstance.Status)


STEPS = [
    CallStep("Bonjour.", then, number="+33639989001") for then in ("end", "menu", "ask", "record", "dial", "bridge")
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.then)
def test_every_verb_and_attribute_of_a_call_is_twilios(step: CallStep) -> None:
    calls = twilio_calls._Calls(ACCOUNT, KeepingDoor())
    for written in (calls.written(step, "CA1"), calls.whispered(step, "CA1")):
        check(written)


def test_every_verb_and_attribute_of_a_page_is_twilios() -> None:
    check(read_out("Bonjour", "fr"))
    check(question("Bonjour", "fr", f"{PUBLIC}/key?a=1&b=2"))


def check(written: str) -> None:
    """What stands in each element is what Twilio's own builder of that element can make, with these attributes."""
    response = ElementTree.fromstring(written)
    assert (response.tag, len(response) > 0) == ("Response", True)
    parents = [(voice_response.VoiceResponse, response)]
    while parents:
        builder, parent = parents.pop()
        for element in parent:
            known = inspect.signature(getattr(builder, element.tag.lower())).parameters
            assert set(element.attrib) <= {camel(name) for name in known}, element.tag
            parents.append((getattr(voice_response, element.tag), element))


def camel(name: str) -> str:
    """``num_digits`` as it is written in TwiML."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
