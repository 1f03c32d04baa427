"""Somebody phones instead of writing: the menu, the duty, the spoken message, a technician who calls back."""

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select

from backend_client.models import Alert, Contact, Escalation, Exchange, Incident, Page, Request, Technician
from channels.base import VOICE, CallEvent, CallStep
from common.phones import is_mobile
from tests.hotline.conftest import KARIM, NOON, TENANT, UNKNOWN, House

LANDLINE = "+33199001234"
URL = "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1"
_CALLS = count(1)


class Caller:
    """One call, told event by event as the channel tells them."""

    def __init__(self, house: House, address: str = TENANT) -> None:
        self.house, self.address, self.sid = house, address, f"CA{next(_CALLS)}"

    async def tell(self, kind: str, **more: Any) -> CallStep:
        """The event arrives, twice: a second time has the same answer and no effect of its own."""
        event = CallEvent(VOICE, self.sid, kind, address=more.pop("address", self.address), **more)
        first = await self.house.hotline.called(event)
        before = rows(self.house)
        assert await self.house.hotline.called(event) == first
        assert rows(self.house) == before
        return first

    async def begin(self) -> CallStep:
        return await self.tell("begins")

    async def press(self, key: str, about: str = "") -> CallStep:
        return await self.tell("key", key=key, about=about)

    async def speak(self, url: str = URL) -> CallStep:
        return await self.tell("recorded", attachment={"kind": "voice", "url": url, "seconds": 14})


def rows(house: House) -> list[int]:
    tables = (Exchange, Request, Escalation, Incident, Page, Alert, Contact)
    return read(house, lambda s: [s.scalar(select(func.count()).select_from(table)) for table in tables])


def read(house: House, what: Callable[[Any], Any]) -> Any:
    with house.services.backend.reading() as s:
        return what(s)


def only(house: House, model: type) -> Any:
    with house.services.backend.reading() as s:
        (row,) = s.scalars(select(model)).all()
        return row


def calls(house: House) -> list[Exchange]:
    with house.services.backend.reading() as s:
        return list(s.scalars(select(Exchange).where(Exchange.kind == "call").order_by(Exchange.id)))


async def test_a_call_is_an_exchange_also_when_the_caller_hangs_up_at_once(house: House) -> None:
    caller = Caller(house)
    menu = await caller.begin()
    assert (menu.then, menu.language) == ("menu", "fr")
    assert menu.text.index("18 ou le 112") < menu.text.index("tapez 1")
    call = only(house, Exchange)
    assert (call.channel, call.kind, call.provider_id, call.status) == ("voice", "call", caller.sid, "recorded")
    assert only(house, Request).kind == "contact"
    await house.settle()
    assert house.engine.asked == []
    assert house.texts() == []


async def test_key_1_at_night_pages_the_duty_and_dials_it(house: House) -> None:
    caller = Caller(house)
    await caller.begin()
    step = await caller.press("1")
    assert (step.then, step.number, step.patience) == ("dial", KARIM, 20)
    request, search = only(house, Request), only(house, Escalation)
    assert (request.kind, request.urgency, request.status) == ("unqualified", "on_call", "qualified")
    assert (search.status, search.duty) == ("open", "technical")
    await house.settle()
    assert any(request.reference in text for text in house.texts())
    assert any("ASTREINTE" in text for text in house.texts(KARIM))


async def test_who_is_dialled_presses_1_and_has_it(house: House) -> None:
    caller = Caller(house)
    await caller.begin()
    await caller.press("1")
    whisper = await caller.tell("whisper", dialled=KARIM)
    assert "Tapez 1" in whisper.text
    bridged = await caller.tell("taken", dialled=KARIM, key="1")
    assert bridged.then == "bridge"
    incident = only(house, Incident)
    karim = read(house, lambda s: s.scalar(select(Technician).where(Technician.phone == KARIM)))
    assert (incident.status, incident.technician_id) == ("taken", karim.id)
    assert only(house, Escalation).status == "acknowledged"
    page = only(house, Page)
    assert (page.status, page.means, page.via) == ("acknowledged", "voice", "key")
    assert (await caller.tell("dialled")).then == "end"
    await house.settle()
    assert not any("ASTREINTE" in text for text in house.texts(KARIM))
    assert any("Karim" in text for text in house.texts())


async def test_the_page_that_was_sent_meanwhile_is_the_one_that_is_taken(house: House) -> None:
    caller = Caller(house)
    await caller.begin()
    await caller.press("1")
    await house.settle()
    await caller.tell("taken", dialled=KARIM, key="1")
    page = only(house, Page)
    assert (page.status, page.means, page.via) == ("acknowledged", "sms", "key")


@pytest.mark.parametrize("key", ["", "2"], ids=["no key, busy or a machine", "another key"])
async def test_nobody_takes_the_call(house: House, key: str) -> None:
    caller = Caller(house)
    await caller.begin()
    await caller.press("1")
    if key:
        assert (await caller.tell("taken", dialled=KARIM, key=key)).then == "end"
    step = await caller.tell("dialled")
    assert step.then == "record"
    assert "Nous continuons" in step.text
    assert only(house, Escalation).status == "open"
    await caller.speak()
    request = only(house, Request)
    assert (request.kind, request.urgency) == ("unqualified", "on_call")
    assert calls(house)[0].data["attachments"] == [{"kind": "voice", "url": URL, "seconds": 14}]


async def test_somebody_took_it_by_sms_while_it_rang(house: House) -> None:
    caller = Caller(house)
    await caller.begin()
    await caller.press("1")
    await house.settle()
    await house.write("ok", KARIM)
    step = await caller.tell("dialled")
    assert (step.then, "a pris votre demande" in step.text) == ("record", True)


async def test_in_office_hours_an_adviser_is_alerted(house: House) -> None:
    house.clock.at = NOON
    caller = Caller(house)
    await caller.begin()
    step = await caller.press("1")
    assert (step.then, "conseiller" in step.text) == ("record", True)
    alert, request = only(house, Alert), only(house, Request)
    assert (alert.reason, alert.due_at is not None, request.urgency) == ("urgent", True, "on_call")
    assert read(house, lambda s: s.scalar(select(func.count()).select_from(Escalation))) == 0
    await house.settle()
    assert [request.reference in text for text in house.texts()] == [True]


async def test_nobody_on_duty_has_a_phone_to_dial(house: House) -> None:
    with house.services.backend.transaction() as s:
        for technician in s.scalars(select(Technician)):
            technician.active = False
    caller = Caller(house)
    await caller.begin()
    step = await caller.press("1")
    assert (step.then, "Nous appelons" in step.text) == ("record", True)
    assert only(house, Escalation).status == "open"


@pytest.mark.parametrize("at", ["night", "noon"])
async def test_a_spoken_message_becomes_a_request(house: House, at: str) -> None:
    house.clock.at = NOON if at == "noon" else house.clock.at
    caller = Caller(house)
    await caller.begin()
    assert (await caller.speak()).then == "end"
    (call,), request, alert = calls(house), only(house, Request), only(house, Alert)
    assert call.data["attachments"] == [{"kind": "voice", "url": URL, "seconds": 14}]
    assert (request.kind, request.urgency, request.channel) == ("unqualified", "3_days", "voice")
    assert (alert.reason, alert.request_id, call.request_id) == ("voice_message", request.id, request.id)
    assert read(house, lambda s: s.scalar(select(func.count()).select_from(Escalation))) == 0
    await house.settle()
    assert [request.reference in text for text in house.texts()] == [True]


async def test_a_spoken_message_joins_what_the_caller_already_asked_for(house: House) -> None:
    first = Caller(house)
    await first.begin()
    await first.speak()
    again = Caller(house)
    await again.begin()
    await again.speak(URL + "2")
    request = only(house, Request)
    assert [call.request_id for call in calls(house)] == [request.id] * 2
    assert request.kind == "unqualified"
    assert only(house, Alert).request_id == request.id


async def test_a_second_urgent_call_is_the_same_request(house: House) -> None:
    for _ in range(2):
        caller = Caller(house)
        await caller.begin()
        await caller.press("1")
    assert only(house, Request).urgency == "on_call"
    assert only(house, Escalation).status == "open"
    assert (
        read(house, lambda s: s.scalar(select(func.count()).select_from(Exchange).where(Exchange.kind == "call"))) == 2
    )


async def test_a_silent_message_is_nothing_to_hear(house: House) -> None:
    caller = Caller(house)
    await caller.begin()
    await caller.tell("recorded")
    assert only(house, Request).kind == "contact"
    assert read(house, lambda s: s.scalars(select(Alert)).all()) == []


async def test_another_key_takes_a_message(house: House) -> None:
    caller = Caller(house)
    await caller.begin()
    assert (await caller.press("5")).then == "record"
    assert only(house, Request).kind == "contact"


async def test_a_hidden_number_is_paged_for_and_told_nothing(house: House) -> None:
    caller = Caller(house, address="")
    await caller.begin()
    step = await caller.press("1")
    assert (step.then, step.number) == ("dial", KARIM)
    assert only(house, Request).contact_id is None
    await caller.tell("taken", dialled=KARIM, key="1")
    await house.settle()
    assert [message for message in house.sms.sent if message.address != KARIM] == []
    assert house.services.channels["voice"].sent == []  # type: ignore[attr-defined]


async def test_two_hidden_callers_are_two_people(house: House) -> None:
    for _ in range(2):
        caller = Caller(house, address="")
        await caller.begin()
        await caller.press("1")
    assert read(house, lambda s: s.scalar(select(func.count()).select_from(Incident))) == 2


async def test_a_landline_is_told_by_a_call(house: House) -> None:
    caller = Caller(house, LANDLINE)
    await caller.begin()
    await caller.press("1")
    await caller.tell("taken", dialled=KARIM, key="1")
    await house.settle()
    assert house.texts(LANDLINE) == []
    read_out = house.services.channels["voice"].sent  # type: ignore[attr-defined]
    assert [message.address for message in read_out] == [LANDLINE]


async def test_events_out_of_order_are_one_call(house: House) -> None:
    """The recording can be told of first, by a callback that does not say who calls."""
    caller = Caller(house, UNKNOWN)
    await caller.tell("recorded", address="", attachment={"kind": "voice", "url": URL, "seconds": 3})
    await caller.begin()
    assert only(house, Exchange).provider_id == caller.sid
    assert only(house, Alert).reason == "voice_message"


async def test_a_technician_with_no_page_hears_so(house: House) -> None:
    step = await Caller(house, KARIM).begin()
    assert (step.then, "ne vous attend" in step.text) == ("end", True)


async def paged(house: House, tenant: str = TENANT) -> None:
    await Caller(house, tenant).press("1")
    await house.settle()


async def test_a_technician_who_calls_back_takes_the_page_and_says_when(house: House) -> None:
    await paged(house)
    karim = Caller(house, KARIM)
    menu = await karim.begin()
    assert menu.then == "ask"
    assert "rue des Essais" not in menu.text
    minutes = await karim.press("1", menu.about)
    assert minutes.then == "ask"
    assert only(house, Incident).status == "taken"
    assert (await karim.press("3", minutes.about)).then == "end"
    assert only(house, Incident).eta_at is not None
    await house.settle()
    assert any("30 minutes" in text for text in house.texts())


async def test_a_technician_refuses_by_phone(house: House) -> None:
    await paged(house)
    karim = Caller(house, KARIM)
    menu = await karim.begin()
    again = await karim.press("7", menu.about)
    assert (again.then, again.about) == ("ask", menu.about)
    await karim.press("2", menu.about)
    assert only(house, Incident).status == "open"
    await house.settle()
    assert read(house, lambda s: [page.status for page in s.scalars(select(Page).order_by(Page.id))])[0] == "refused"


async def test_a_technician_cannot_take_a_colleagues_page(house: House) -> None:
    await paged(house)
    page = only(house, Page)
    stranger = Caller(house, "+33639989002")
    await stranger.begin()
    await stranger.press("1", str(page.id))
    assert only(house, Incident).status == "open"


@pytest.mark.parametrize(
    ("number", "mobile"),
    [
        ("+33639980001", True),
        ("+33756000000", True),
        (LANDLINE, False),
        ("+33912345678", False),
        ("+4915112345678", True),
        ("+493012345678", False),
    ],
)
def test_which_numbers_take_an_sms(number: str, mobile: bool) -> None:
    assert is_mobile(number) is mobile
