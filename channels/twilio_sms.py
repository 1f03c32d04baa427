"""SMS by Twilio: signed webhooks in, its REST interface out, delivery receipts followed."""

import logging

import httpx
from fastapi import APIRouter, HTTPException, Request, Response

from channels import sms_text
from channels.base import SMS, Delivery, DeliveryUpdate, Door, Inbound, Outbound, Receipt, Sent
from channels.numbers import e164
from channels.twilio_client import TIMEOUT, TwilioRest, made_since, required, signed_form
from channels.twilio_client import TwilioAccount as TwilioAccount
from channels.twilio_errors import failure

log = logging.getLogger(__name__)

EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
# How long Twilio may keep a message in its queue, in seconds (its default is 10 hours). An urgent one that cannot
# leave has to fail early, so that it is read out in a call or the next person is paged.
VALIDITY, VALIDITY_URGENT = 4 * 3600, 300
_MAX_MEDIA = 10
# What a trial account puts before every text.
_TRIAL_PREFIX = "Sent from your Twilio trial account - "

# Twilio's word for a message -> where it stands for us. "sent" means that the provider took it, whatever it does
# with it next. Words for inbound messages have no place here.
DELIVERIES: dict[str, Delivery] = {
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


def attachments_of(form: dict[str, str]) -> tuple[dict[str, str], ...]:
    """Media of an MMS, where a carrier has them. ``url`` is Twilio's and needs the account's credentials."""
    count = form.get("NumMedia", "0")
    number = min(int(count), _MAX_MEDIA) if count.isascii() and count.isdigit() else 0
    return tuple(
        {
            "kind": "photo",
            "url": form.get(f"MediaUrl{n}", ""),
            "content_type": form.get(f"MediaContentType{n}", ""),
        }
        for n in range(number)
    )


class TwilioSms:
    """Implements :class:`channels.base.Channel`. An address is an E.164 number."""

    name = SMS
    can_be_asked = True

    def __init__(
        self,
        account: TwilioAccount,
        *,
        timeout: float = TIMEOUT,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._account = account
        self.two_way = account.two_way
        self._rest = TwilioRest(account, timeout, transport)

    def router(self, door: Door) -> APIRouter:
        router = APIRouter()

        @router.post("/channels/twilio/sms")
        async def inbound(request: Request) -> Response:
            form = await signed_form(request, self._account, door, self.name)
            await required(form, ("MessageSid", "From"), door, self.name)
            await self._receive(form, door)
            return Response(EMPTY_TWIML, media_type="text/xml")

        @router.post("/channels/twilio/status/{exchange_id}", status_code=204)
        async def status(exchange_id: int, request: Request) -> None:
            form = await signed_form(request, self._account, door, self.name)
            await required(form, ("MessageSid", "MessageStatus"), door, self.name)
            await self._delivered(exchange_id, form, door)

        return router

    async def _receive(self, form: dict[str, str], door: Door) -> Receipt:
        attachments = attachments_of(form)
        try:
            return await door.receive(
                Inbound(
                    channel=self.name,
                    provider_id=form["MessageSid"],
                    address=e164(form["From"]),
                    text=form.get("Body", ""),
                    kind="photo" if attachments else "text",
                    attachments=attachments,
                )
            )
        except OSError:
            # Twilio shows the failure in its console, and tries again where the webhook's address says so.
            raise HTTPException(503, "The message cannot be kept at the moment.") from None

    async def _delivered(self, exchange_id: int, form: dict[str, str], door: Door) -> None:
        delivery = DELIVERIES.get(form["MessageStatus"])
        if delivery is None:
            log.warning("exchange %s: Twilio told a status that is not known", exchange_id)
            return
        sid, code = form["MessageSid"], form.get("ErrorCode") or None
        if delivery >= Delivery.UNDELIVERED:
            await door.delivered(failure(self.name, sid, delivery, exchange_id, code))
        else:
            await door.delivered(DeliveryUpdate(self.name, sid, delivery, code, exchange_id or None))

    async def send(self, message: Outbound) -> Sent:
        rendered = sms_text.render(message.text, message.choices, message.language)
        if rendered.shortened:
            log.warning("exchange %s is too long for an SMS and was shortened", message.exchange_id)
        created = await self._rest.create("Messages", self._parameters(message, rendered.text))
        return Sent(created["sid"], DELIVERIES.get(created.get("status", ""), Delivery.SENT))

    def _parameters(self, message: Outbound, text: str) -> dict[str, str]:
        account = self._account
        parameters = {
            "To": message.address,
            "Body": text,
            "ValidityPeriod": str(VALIDITY_URGENT if message.urgent else VALIDITY),
        }
        if account.messaging_service:
            parameters["MessagingServiceSid"] = account.messaging_service
        else:
            parameters["From"] = account.sender
        if message.exchange_id and account.public_url:
            parameters["StatusCallback"] = account.callback(f"/channels/twilio/status/{message.exchange_id}")
        return parameters

    async def find_sent(self, message: Outbound) -> Sent | None:
        """The message to this number with this text that Twilio made since our row was written, if there is one.

        :raises SendError: Twilio could not be asked
        """
        text = sms_text.render(message.text, message.choices, message.language).text.strip()
        for item in await self._rest.newest("Messages", message.address):
            delivery = DELIVERIES.get(str(item.get("status")))
            body = str(item.get("body", "")).removeprefix(_TRIAL_PREFIX).strip()
            another = str(item["sid"]) in message.others
            if delivery is not None and not another and body == text and made_since(item, message):
                return Sent(str(item["sid"]), delivery)
        return None

    async def start(self, door: Door) -> None:
        """Nothing runs between calls."""

    async def stop(self) -> None:
        await self._rest.close()
