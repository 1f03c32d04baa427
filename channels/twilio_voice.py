"""Calls by Twilio: an urgent message is read out, or read out and answered with a key. Calls to our number are in
``channels.twilio_calls``."""

import asyncio
import logging
from collections import OrderedDict

import httpx
from fastapi import APIRouter, Request, Response

from channels import twilio_twiml
from channels.base import VOICE, Delivery, DeliveryUpdate, Door, Keypress, Outbound, SendError, Sent, Spoken
from channels.twilio_calls import call_routes
from channels.twilio_client import TIMEOUT, TwilioAccount, TwilioRest, made_since, required, signed_form
from channels.twilio_errors import failure

log = logging.getLogger(__name__)

# How long a phone rings before the call counts as not answered, in seconds: about six rings.
RINGING = 30
# What Twilio is asked to tell of a call (https://www.twilio.com/docs/voice/api/call-resource).
TOLD = ["initiated", "ringing", "answered", "completed"]

# Twilio's word for a call -> where it stands for us. "completed" says that the call was answered, by a person or by
# a voice mail: it is a delivery, never an acknowledgement.
DELIVERIES: dict[str, Delivery] = {
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
# Who answered, as answering machine detection tells it, and whether that is a human being as far as can be told
# (https://www.twilio.com/docs/voice/answering-machine-detection).
ANSWERED_BY: dict[str, bool] = {
    "human": True,
    "unknown": True,
    "machine_start": False,
    "machine_end_beep": False,
    "machine_end_silence": False,
    "machine_end_other": False,
    "fax": False,
    # What a Call resource says of a machine.
    "machine": False,
}
# The error code of a call that no human being answered.
MACHINE = "machine"
# Calls whose keys are remembered, the latest ones: a key that Twilio tells twice is one key.
MOST_CALLS = 1000
_NOT_TAKEN = Spoken("Votre réponse n'a pas pu être enregistrée. Essayez encore.", keys=True)


class TwilioVoice:
    """Implements :class:`channels.base.Channel`. An address is an E.164 number."""

    name = VOICE
    can_be_asked = True

    def __init__(
        self,
        account: TwilioAccount,
        *,
        timeout: float = TIMEOUT,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._account = account
        # Keys are told to an address of ours: without one a call only speaks.
        self.two_way = bool(account.public_url)
        self._rest = TwilioRest(account, timeout, transport)
        self._answers: OrderedDict[tuple[str, int], asyncio.Task[Spoken]] = OrderedDict()

    def router(self, door: Door) -> APIRouter:
        router = APIRouter()
        router.include_router(call_routes(self._account, door))

        @router.post("/channels/twilio/voice/{exchange_id}", status_code=204)
        async def status(exchange_id: int, request: Request) -> None:
            form = await signed_form(request, self._account, door, self.name)
            await required(form, ("CallSid", "CallStatus"), door, self.name)
            await self._delivered(exchange_id, form, door)

        @router.post("/channels/twilio/key/{exchange_id}")
        async def key(exchange_id: int, request: Request, turn: int = 1) -> Response:
            form = await signed_form(request, self._account, door, self.name)
            await required(form, ("CallSid", "Digits"), door, self.name)
            press = Keypress(self.name, form["CallSid"], exchange_id, form["Digits"], turn)
            said, turn = await self._pressed(press, door)
            return Response(self._spoken(said, exchange_id, turn), media_type=twilio_twiml.MEDIA_TYPE)

        @router.post("/channels/twilio/machine/{exchange_id}", status_code=204)
        async def machine(exchange_id: int, request: Request) -> None:
            form = await signed_form(request, self._account, door, self.name)
            await required(form, ("CallSid", "AnsweredBy"), door, self.name)
            if self._machine(form):
                await self._unheard(exchange_id, form, door)
                await self._end(form["CallSid"])

        return router

    async def _delivered(self, exchange_id: int, form: dict[str, str], door: Door) -> None:
        delivery = DELIVERIES.get(form["CallStatus"])
        if delivery is None:
            log.warning("exchange %s: Twilio told a call status that is not known", exchange_id)
        elif delivery is Delivery.DELIVERED and self._machine(form):
            await self._unheard(exchange_id, form, door)
        elif delivery >= Delivery.UNDELIVERED:
            codes = form.get("ErrorCode"), form.get("SipResponseCode")
            await door.delivered(failure(self.name, form["CallSid"], delivery, exchange_id, *codes))
        else:
            await door.delivered(DeliveryUpdate(self.name, form["CallSid"], delivery, None, exchange_id or None))

    def _machine(self, form: dict[str, str]) -> bool:
        """Whether no human being answered. Detection can err, and a machine presses no key."""
        human = ANSWERED_BY.get(form.get("AnsweredBy", ""), True)
        return not human and (form["CallSid"], 1) not in self._answers

    async def _unheard(self, exchange_id: int, form: dict[str, str], door: Door) -> None:
        await door.delivered(
            DeliveryUpdate(self.name, form["CallSid"], Delivery.UNDELIVERED, MACHINE, exchange_id or None)
        )

    async def _end(self, sid: str) -> None:
        try:
            await self._rest.update("Calls", sid, {"Status": "completed"})
        except SendError as error:
            # It speaks to the machine until its text ends; the page has moved on all the same.
            log.warning("a call that a machine answered could not be ended: %s", error.code or error.reason)

    async def _pressed(self, press: Keypress, door: Door) -> tuple[Spoken, int]:
        """What is said next, and the question's number; a key that is told again gets the same answer."""
        known = (press.provider_id, press.turn)
        answer = self._answers.get(known)
        if answer is None:
            answer = self._answers[known] = asyncio.create_task(door.pressed(press))
            while len(self._answers) > MOST_CALLS:
                self._answers.popitem(last=False)
        try:
            return await asyncio.shield(answer), press.turn + 1
        except Exception:
            log.exception("exchange %s: a key could not be acted on", press.exchange_id)
            self._answers.pop(known, None)
            return _NOT_TAKEN, press.turn

    def _spoken(self, said: Spoken, exchange_id: int, turn: int) -> str:
        if not said.keys:
            return twilio_twiml.read_out(said.text, said.language, loop=1)
        return twilio_twiml.question(said.text, said.language, self._keys(exchange_id, turn))

    def _keys(self, exchange_id: int, turn: int) -> str:
        return self._account.callback(f"/channels/twilio/key/{exchange_id}?turn={turn}")

    async def send(self, message: Outbound) -> Sent:
        created = await self._rest.create("Calls", self._parameters(message))
        return Sent(created["sid"], DELIVERIES.get(created.get("status", ""), Delivery.SENT))

    def _parameters(self, message: Outbound) -> dict[str, str | list[str]]:
        parameters: dict[str, str | list[str]] = {
            "To": message.address,
            "From": self._account.sender,
            "Timeout": str(RINGING),
            "Twiml": twilio_twiml.read_out(message.text, message.language),
        }
        if not (message.exchange_id and self._account.public_url):
            return parameters
        parameters["StatusCallback"] = self._account.callback(f"/channels/twilio/voice/{message.exchange_id}")
        parameters["StatusCallbackEvent"] = TOLD
        if message.keys:
            machine = self._account.callback(f"/channels/twilio/machine/{message.exchange_id}")
            keys = self._keys(message.exchange_id, 1)
            parameters |= {
                "Twiml": twilio_twiml.question(message.text, message.language, keys),
                "MachineDetection": "Enable",
                "AsyncAmd": "true",
                "AsyncAmdStatusCallback": machine,
            }
        return parameters

    async def find_sent(self, message: Outbound) -> Sent | None:
        """The first call to this number that Twilio made since our row was written. Twilio does not keep what a
        call says, so another call of ours to the same number in that time counts as this one.

        :raises SendError: Twilio could not be asked
        """
        for item in reversed(await self._rest.newest("Calls", message.address)):
            delivery = DELIVERIES.get(str(item.get("status")))
            # A caller who is put through to this number is no call of the outbox ("outbound-dial").
            ours = item.get("direction") == "outbound-api" and str(item["sid"]) not in message.others
            if delivery is not None and ours and made_since(item, message):
                heard = ANSWERED_BY.get(str(item.get("answered_by")), True)
                return Sent(str(item["sid"]), delivery if heard else Delivery.UNDELIVERED)
        return None

    async def start(self, door: Door) -> None:
        """Nothing runs between calls."""

    async def stop(self) -> None:
        await self._rest.close()
