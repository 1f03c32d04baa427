"""Calls by Twilio: an urgent message that no SMS could bring is read out. Nobody can talk to the hotline by voice."""

import logging
from xml.sax.saxutils import escape

import httpx
from fastapi import APIRouter, Request, Response

from channels.base import VOICE, Delivery, DeliveryUpdate, Door, Outbound, Sent
from channels.twilio_client import TIMEOUT, TwilioAccount, TwilioRest, made_since, required, signed_form

log = logging.getLogger(__name__)

# Twilio's voices: https://www.twilio.com/docs/voice/twiml/say. What has no voice of its own is read in French.
VOICES = {"fr": "fr-FR", "en": "en-GB", "es": "es-ES", "pt": "pt-PT", "tr": "tr-TR", "ar": "arb"}
# Twilio refuses longer TwiML in a call (https://www.twilio.com/docs/voice/api/call-resource).
MAX_TWIML = 4000
# How long a phone rings before the call counts as not answered, in seconds: about six rings.
RINGING = 30

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

_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response>{content}</Response>'
INBOUND = _TWIML.format(
    content='<Say language="fr-FR" loop="2">Bonjour. Ce numéro ne prend pas les appels : écrivez-nous par SMS à ce '
    "numéro. En cas de danger, raccrochez et appelez le 18 ou le 112.</Say>"
)


def twiml(text: str, language: str) -> str:
    """The call: the text, said twice. Characters that XML cannot hold are left out; a text that is too long for
    Twilio ends at a word."""
    said = "".join(c for c in text if c.isprintable() or c in "\n\t")
    while len(call := _call(said, language)) > MAX_TWIML:
        said = said.rpartition(" ")[0] or said[: len(said) // 2]
    return call


def _call(said: str, language: str) -> str:
    voice = VOICES.get(language, VOICES["fr"])
    return _TWIML.format(content=f'<Say language="{voice}" loop="2">{escape(said)}</Say>')


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
        self._rest = TwilioRest(account, timeout, transport)

    def router(self, door: Door) -> APIRouter:
        router = APIRouter()

        @router.post("/channels/twilio/call")
        async def inbound(request: Request) -> Response:
            await signed_form(request, self._account, door, self.name)
            return Response(INBOUND, media_type="text/xml")

        @router.post("/channels/twilio/voice/{exchange_id}", status_code=204)
        async def status(exchange_id: int, request: Request) -> None:
            form = await signed_form(request, self._account, door, self.name)
            await required(form, ("CallSid", "CallStatus"), door, self.name)
            delivery = DELIVERIES.get(form["CallStatus"])
            if delivery is None:
                log.warning("exchange %s: Twilio told a call status that is not known", exchange_id)
                return
            code = form.get("ErrorCode") or form.get("SipResponseCode") if delivery >= Delivery.UNDELIVERED else None
            await door.delivered(
                DeliveryUpdate(self.name, form["CallSid"], delivery, code or None, exchange_id or None)
            )

        return router

    async def send(self, message: Outbound) -> Sent:
        parameters = {
            "To": message.address,
            "From": self._account.sender,
            "Twiml": twiml(message.text, message.language),
            "Timeout": str(RINGING),
        }
        if message.exchange_id and self._account.public_url:
            parameters["StatusCallback"] = self._account.callback(f"/channels/twilio/voice/{message.exchange_id}")
        created = await self._rest.create("Calls", parameters)
        return Sent(created["sid"], DELIVERIES.get(created.get("status", ""), Delivery.SENT))

    async def find_sent(self, message: Outbound) -> Sent | None:
        """The first call to this number that Twilio made since our row was written. Twilio does not keep what a
        call says, so another call to the same number in that time counts as this one.

        :raises SendError: Twilio could not be asked
        """
        for item in reversed(await self._rest.newest("Calls", message.address)):
            delivery = DELIVERIES.get(str(item.get("status")))
            ours = str(item.get("direction", "")).startswith("outbound") and str(item["sid"]) not in message.others
            if delivery is not None and ours and made_since(item, message):
                return Sent(str(item["sid"]), delivery)
        return None

    async def start(self, door: Door) -> None:
        """Nothing runs between calls."""

    async def stop(self) -> None:
        await self._rest.close()
