"""Calls at the stand-in are Twilio's: its own client reads them, and our channel is called as Twilio would call it."""

from typing import Any

import httpx
import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest.api.v2010.account.call import CallInstance
from twilio.rest.api.v2010.account.recording import RecordingInstance

from channels.base import CallStep, Delivery, Outbound, Spoken
from hotline.simulator import call_records
from tests.channels.test_twilio_simulator import ACCOUNT, NIGHT, SID, TENANT, Watched, World
from tests.channels.test_twilio_simulator import world as world

KARIM = "+33639989001"
PAGE = Outbound(12, KARIM, "Tapez 1 pour accepter.", "fr", urgent=True, keys=True, created_at=NIGHT)


def deliveries(world: World) -> list[tuple[Delivery, str | None]]:
    return [(update.delivery, update.error_code) for update in world.door.updates]


UNDER_WAY = [(Delivery.SENT, None)] * 3
DONE, MACHINE = (Delivery.DELIVERED, None), (Delivery.UNDELIVERED, "machine")


async def test_a_page_is_answered_with_keys(world: World) -> None:
    world.door.answers = [Spoken("Dans combien de temps ?", keys=True), Spoken("Merci.")]
    world.twilio.faults.keys.extend("14")
    sent = await world.voice.send(PAGE)
    await world.twilio.settled()
    assert [(press.key, press.turn, press.provider_id) for press in world.door.presses] == [
        ("1", 1, sent.provider_id),
        ("4", 2, sent.provider_id),
    ]
    assert deliveries(world) == [*UNDER_WAY, DONE]
    assert world.twilio.phone(KARIM)[0]["said"] == "Tapez 1 pour accepter.\nDans combien de temps ?\nMerci."


async def test_nobody_presses_a_key(world: World) -> None:
    await world.voice.send(PAGE)
    await world.twilio.settled()
    assert world.door.presses == []
    assert deliveries(world) == [*UNDER_WAY, DONE]
    assert world.twilio.phone(KARIM)[0]["said"] == "Tapez 1 pour accepter.\nAu revoir."


@pytest.mark.parametrize("answered_by", ["machine_start", "fax"])
async def test_a_machine_is_told_of_and_its_call_is_ended_at_once(world: World, answered_by: str) -> None:
    world.twilio.faults.answered_by = answered_by
    world.twilio.faults.keys.extend("1")
    sent = await world.voice.send(PAGE)
    await world.twilio.settled()
    assert deliveries(world) == [*UNDER_WAY, MACHINE, MACHINE]
    assert world.door.presses == []
    call = await world.client.calls(sent.provider_id).fetch_async()
    assert (call.answered_by, call.status) == (answered_by, "completed")
    assert "Au revoir" not in (world.twilio.phone(KARIM)[0]["said"] or "")


@pytest.mark.parametrize("answered_by", ["human", "unknown"])
async def test_who_may_be_human_can_press_a_key(world: World, answered_by: str) -> None:
    world.twilio.faults.answered_by = answered_by
    world.twilio.faults.keys.extend("1")
    await world.voice.send(PAGE)
    await world.twilio.settled()
    assert [press.key for press in world.door.presses] == ["1"]
    assert deliveries(world) == [*UNDER_WAY, DONE]


@pytest.mark.parametrize("outcome", ["busy", "no-answer", "failed", "canceled"])
async def test_nobody_picks_up(world: World, outcome: str) -> None:
    world.twilio.faults.outcome = outcome
    await world.voice.send(PAGE)
    await world.twilio.settled()
    (call,) = await world.client.calls.list_async(to=KARIM)
    assert (call.status, call.duration, call.answered_by) == (outcome, "0", None)
    assert world.door.updates[-1].delivery >= Delivery.UNDELIVERED


async def test_receipts_of_a_call_twice_and_in_the_wrong_order(world: World) -> None:
    world.twilio.faults.duplicate_callbacks = world.twilio.faults.reversed_callbacks = True
    await world.voice.send(PAGE)
    await world.twilio.settled()
    assert deliveries(world) == [DONE] * 2 + [(Delivery.SENT, None)] * 6


async def test_receipts_of_a_call_late(world: World) -> None:
    world.twilio.faults.late_callbacks = True
    world.twilio.faults.answered_by = "machine_start"
    await world.voice.send(PAGE)
    found = await world.voice.find_sent(PAGE)
    assert found is not None
    assert world.door.updates == []
    world.twilio.faults.release()
    await world.twilio.settled()
    assert MACHINE in deliveries(world)


async def test_only_the_events_that_were_asked_for_are_told(world: World) -> None:
    told: list[str] = []

    async def post(url: str, fields: dict[str, str]) -> Any:
        told.append(fields["CallStatus"])

    world.twilio.post = post  # type: ignore[method-assign]
    where = f"{ACCOUNT.public_url}/somewhere"
    for events in (["answered"], ["initiated", "ringing"], []):
        more = {"status_callback_event": events} if events else {}
        await world.client.calls.create_async(
            to=KARIM, from_=ACCOUNT.sender, twiml="<Response/>", status_callback=where, **more
        )
        await world.twilio.settled()
    assert told == ["in-progress", "initiated", "ringing", "completed"]
    assert set(call_records.EVENTS.values()) == {"initiated", "ringing", "answered", "completed"}


@pytest.mark.parametrize(
    ("detection", "told"),
    [
        ({}, None),
        ({"machine_detection": "Enable"}, "machine_start"),
        ({"machine_detection": "Enable", "async_amd": "true"}, None),
    ],
)
async def test_who_answered_is_told_before_anything_is_said_where_nothing_else_was_asked_for(
    world: World, detection: dict[str, str], told: str | None
) -> None:
    asked: list[dict[str, str]] = []

    async def post(url: str, fields: dict[str, str]) -> httpx.Response:
        asked.append(fields)
        return httpx.Response(200, text="<Response/>")

    world.twilio.post = post  # type: ignore[method-assign]
    world.twilio.faults.answered_by = "machine_start"
    where = f"{ACCOUNT.public_url}/somewhere"
    await world.client.calls.create_async(to=KARIM, from_=ACCOUNT.sender, url=where, **detection)
    await world.twilio.settled()
    assert [fields.get("AnsweredBy") for fields in asked] == [told]
    (call,) = await world.client.calls.list_async(to=KARIM)
    assert call.answered_by == ("machine_start" if detection else None)


async def test_a_call_is_ended_over_rest_and_only_once(world: World) -> None:
    world.twilio.pace = 0.05
    made = await world.client.calls.create_async(to=KARIM, from_=ACCOUNT.sender, twiml="<Response><Pause/></Response>")
    ended = await world.client.calls(made.sid).update_async(status=CallInstance.UpdateStatus.COMPLETED)
    assert (ended.sid, ended.status) == (made.sid, "canceled")
    await world.twilio.settled()
    assert (await world.client.calls(made.sid).fetch_async()).status == "canceled"
    with pytest.raises(TwilioRestException) as refused:
        await world.client.calls(made.sid).update_async(status="completed")
    assert refused.value.code == 21220
    with pytest.raises(TwilioRestException) as unknown:
        await world.client.calls("CA" + "0" * 32).update_async(status="completed")
    assert unknown.value.status == 404


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"to": "0639"}, 21211), ({"to": ""}, 21201), ({"from_": "+33199009999"}, 21210), ({"twiml": ""}, 21205)],
)
async def test_twilios_client_understands_refusals_of_calls(world: World, changes: dict[str, Any], code: int) -> None:
    given = {"to": KARIM, "from_": ACCOUNT.sender, "twiml": "<Response/>"} | changes
    with pytest.raises(TwilioRestException) as refused:
        await world.client.calls.create_async(**given)
    assert (refused.value.status, refused.value.code) == (400, code)


async def test_a_caller_is_put_through(world: World) -> None:
    world.door.steps = [
        CallStep("Tapez 1.", "menu"),
        CallStep("Ne quittez pas.", "dial", number=KARIM),
        CallStep("Tapez 1 pour le prendre.", "ask"),
        CallStep("En ligne.", "bridge"),
        CallStep("Au revoir."),
    ]
    world.twilio.faults.keys.extend("11")
    caller = world.twilio.calls.call_in(TENANT)
    await world.twilio.settled()
    assert [event.kind for event in world.door.calls] == ["begins", "key", "whisper", "taken", "dialled"]
    assert {event.provider_id for event in world.door.calls} == {caller.item["sid"]}
    assert [event.dialled for event in world.door.calls[2:4]] == [KARIM] * 2
    (leg,) = await world.client.calls.list_async(parent_call_sid=caller.item["sid"])
    assert (leg.direction, leg.to, leg.status) == ("outbound-dial", KARIM, "completed")
    assert caller.said == ["Tapez 1.", "Ne quittez pas.", "Au revoir."]
    # The outbox never takes the leg for a call of its own.
    assert await world.voice.find_sent(PAGE) is None


@pytest.mark.parametrize("fault", [{"outcome": "busy"}, {"outcome": "no-answer"}, {"answered_by": "machine_start"}, {}])
async def test_a_caller_who_is_not_put_through_goes_on(world: World, fault: dict[str, str]) -> None:
    world.door.steps = [
        CallStep("Ne quittez pas.", "dial", number=KARIM),
        *([CallStep("Tapez 1 pour le prendre.", "ask")] if "outcome" not in fault else []),
        CallStep("Parlez.", "record"),
        CallStep("Merci."),
    ]
    for name, value in fault.items():
        setattr(world.twilio.faults, name, value)
    world.twilio.faults.spoken.append("Plus de chauffage")
    caller = world.twilio.calls.call_in(TENANT)
    await world.twilio.settled()
    whispered = [] if "outcome" in fault else ["whisper"]
    kinds = [event.kind for event in world.door.calls]
    assert kinds == ["begins", *whispered, "dialled", "recorded", "recorded"]
    assert caller.said[-1] == "Merci."


async def test_a_spoken_message_is_a_recording(world: World) -> None:
    world.door.steps = [CallStep("Parlez.", "record"), CallStep("Merci.")]
    world.twilio.faults.spoken.append("Il n'y a plus de chauffage chez moi depuis ce matin")
    world.twilio.calls.call_in(TENANT)
    await world.twilio.settled()
    (recording,) = world.twilio.items("Recordings")
    for event in world.door.calls[1:]:
        assert event.attachment == {"kind": "voice", "url": recording["media_url"], "seconds": 3}
    read = await world.client.recordings(recording["sid"]).fetch_async()
    assert (read.status, read.source, read.duration, read.channels) == ("completed", "RecordVerb", "3", 1)
    payload = Watched(recording)
    RecordingInstance(None, payload, SID)  # type: ignore[arg-type]
    assert payload.asked == set(payload)


async def test_a_hidden_caller(world: World) -> None:
    world.twilio.calls.call_in(TENANT, hidden=True)
    await world.twilio.settled()
    assert world.door.calls[0].address == ""
    (call,) = await world.client.calls.list_async()
    assert (call._from, call.direction, call.status) == ("anonymous", "inbound", "completed")


async def test_an_answer_that_is_no_twiml_ends_the_call_as_twilio_would(world: World) -> None:
    world.twilio.faults.keys.extend("1")
    await world.client.calls.create_async(to=KARIM, from_=ACCOUNT.sender, url=f"{ACCOUNT.public_url}/nowhere")
    await world.twilio.settled()
    (call,) = world.twilio.phone(KARIM)
    assert (call["status"], call["said"]) == ("completed", "An application error has occurred. Goodbye.")
