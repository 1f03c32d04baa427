"""What each of Twilio's error codes that matter here means for a message or a call, wherever it is told: in the answer
to a POST, or in a status callback (https://www.twilio.com/docs/api/errors)."""

from enum import Enum

from channels.base import Delivery, DeliveryUpdate


class Outcome(Enum):
    """MOVE_ON: it did not arrive this way and will not; another means may. RETRY: what was in the way passes, so the
    same again can succeed later. GONE: this number cannot be reached this way, now or later."""

    MOVE_ON = "move on"
    RETRY = "retry"
    GONE = "gone"


OUTCOMES: dict[str, Outcome] = {
    # The request.
    "20003": Outcome.MOVE_ON,  # not authenticated
    "20404": Outcome.MOVE_ON,  # no such resource
    "20429": Outcome.RETRY,  # too many requests
    "20500": Outcome.RETRY,  # Twilio's own failure
    "20503": Outcome.RETRY,  # Twilio is not available
    "14107": Outcome.RETRY,  # too many messages
    # The number as it was given.
    "21211": Outcome.GONE,  # not valid
    "21214": Outcome.GONE,  # cannot be reached
    "21215": Outcome.MOVE_ON,  # the account may not call this country
    "21216": Outcome.MOVE_ON,  # calls to it are blocked
    "21217": Outcome.GONE,  # not valid
    "21219": Outcome.MOVE_ON,  # not verified (trial account)
    "21265": Outcome.GONE,  # a short code
    "21408": Outcome.MOVE_ON,  # the account may not text this country
    "21608": Outcome.MOVE_ON,  # not verified (trial account)
    "21610": Outcome.GONE,  # opted out with STOP
    "21612": Outcome.MOVE_ON,  # no way from this sender to this number
    "21614": Outcome.GONE,  # not a mobile
    "21635": Outcome.GONE,  # a landline
    # The sender.
    "21210": Outcome.MOVE_ON,  # not verified
    "21606": Outcome.MOVE_ON,  # cannot send SMS
    "21611": Outcome.RETRY,  # its queue is full
    "21617": Outcome.MOVE_ON,  # the text is too long
    # A message on its way.
    "30001": Outcome.RETRY,  # the queue is full
    "30002": Outcome.MOVE_ON,  # the account is suspended
    "30003": Outcome.RETRY,  # the phone is off or out of reach
    "30004": Outcome.GONE,  # the number takes no such messages
    "30005": Outcome.GONE,  # the number is unknown
    "30006": Outcome.GONE,  # a landline
    "30007": Outcome.MOVE_ON,  # filtered by the carrier
    "30008": Outcome.RETRY,  # unknown
    "30034": Outcome.MOVE_ON,  # the sender is not registered
    "30036": Outcome.RETRY,  # its validity ended in the queue
    # A call on its way. 13224 is also said when no carrier could put it through.
    "13223": Outcome.GONE,  # not a number
    "13224": Outcome.MOVE_ON,  # not supported, or not valid
    "13225": Outcome.MOVE_ON,  # blocked
    "13226": Outcome.GONE,  # no such country
    "13227": Outcome.MOVE_ON,  # the account may not call this country
}
# What the phone network answered to a call (RFC 3261, section 21).
SIP_OUTCOMES: dict[str, Outcome] = {
    "404": Outcome.GONE,  # not found
    "410": Outcome.GONE,  # gone
    "604": Outcome.GONE,  # exists nowhere
    "480": Outcome.RETRY,  # not available for the moment
    "486": Outcome.RETRY,  # busy
    "503": Outcome.RETRY,  # no carrier
}


def outcome(code: str | None) -> Outcome:
    """What one of Twilio's codes means; one that is not in the table says only that it did not arrive."""
    return OUTCOMES.get(code or "", Outcome.MOVE_ON)


def failure(
    channel: str, provider_id: str, delivery: Delivery, exchange_id: int, code: str | None, sip: str | None = None
) -> DeliveryUpdate:
    """A receipt of something that did not arrive. ``sip``: the network's code, where Twilio has none of its own."""
    meaning = outcome(code) if code else SIP_OUTCOMES.get(sip or "", Outcome.MOVE_ON)
    return DeliveryUpdate(
        channel,
        provider_id,
        delivery,
        code or sip or None,
        exchange_id or None,
        recipient_gone=meaning is Outcome.GONE,
        retryable=meaning is Outcome.RETRY,
    )
