"""Each error code of Twilio that matters: what it means, in a refusal and in a receipt."""

import httpx
import pytest

from channels.base import Delivery, Outbound, SendError
from channels.twilio_errors import OUTCOMES, SIP_OUTCOMES, Outcome, failure, outcome
from channels.twilio_sms import TwilioAccount, TwilioSms
from hotline.simulator.twilio_records import ERRORS

MOVE_ON, RETRY, GONE = Outcome.MOVE_ON, Outcome.RETRY, Outcome.GONE
# Written out a second time on purpose: a change of the table is a change of what happens to a page.
MEANING = {
    "20003": MOVE_ON, "20404": MOVE_ON, "20429": RETRY, "20500": RETRY, "20503": RETRY, "14107": RETRY,
    "21210": MOVE_ON, "21211": GONE, "21214": GONE, "21215": MOVE_ON, "21216": MOVE_ON, "21217": GONE,
    "21219": MOVE_ON, "21265": GONE, "21408": MOVE_ON, "21606": MOVE_ON, "21608": MOVE_ON, "21610": GONE,
    "21611": RETRY, "21612": MOVE_ON, "21614": GONE, "21617": MOVE_ON, "21635": GONE,
    "30001": RETRY, "30002": MOVE_ON, "30003": RETRY, "30004": GONE, "30005": GONE, "30006": GONE,
    "30007": MOVE_ON, "30008": RETRY, "30034": MOVE_ON, "30036": RETRY,
    "13223": GONE, "13224": MOVE_ON, "13225": MOVE_ON, "13226": GONE, "13227": MOVE_ON,
}  # fmt: skip
SIP = {"404": GONE, "410": GONE, "604": GONE, "480": RETRY, "486": RETRY, "503": RETRY}


def test_the_tables_say_what_each_code_means() -> None:
    assert OUTCOMES == MEANING
    assert SIP_OUTCOMES == SIP
    assert outcome("99999") is outcome(None) is MOVE_ON


@pytest.mark.parametrize(("code", "meaning"), MEANING.items())
def test_a_receipt_says_what_to_do(code: str, meaning: Outcome) -> None:
    update = failure("sms", "SM1", Delivery.UNDELIVERED, 12, code)
    assert (update.error_code, update.exchange_id) == (code, 12)
    assert (update.recipient_gone, update.retryable) == (meaning is GONE, meaning is RETRY)


@pytest.mark.parametrize(("code", "meaning"), SIP.items())
def test_what_the_network_answered_counts_where_twilio_has_no_code(code: str, meaning: Outcome) -> None:
    update = failure("voice", "CA1", Delivery.FAILED, 0, None, code)
    assert (update.error_code, update.exchange_id) == (code, None)
    assert (update.recipient_gone, update.retryable) == (meaning is GONE, meaning is RETRY)
    assert failure("voice", "CA1", Delivery.FAILED, 0, "13225", code).error_code == "13225"


@pytest.mark.parametrize(("code", "meaning"), MEANING.items())
async def test_a_refusal_says_what_to_do(code: str, meaning: Outcome) -> None:
    status = ERRORS.get(int(code), (400, ""))[0]
    reply = httpx.Response(status, json={"code": int(code), "message": "no", "status": status})
    channel = TwilioSms(TwilioAccount("AC1", "token", "+33199001000"), transport=httpx.MockTransport(lambda _: reply))
    with pytest.raises(SendError) as refused:
        await channel.send(Outbound(1, "+33639980001", "Bonjour", "fr"))
    assert refused.value.recipient_gone is (meaning is GONE)
    assert refused.value.retryable is (meaning is RETRY)
    await channel.stop()


async def test_a_page_that_is_not_found_says_nothing_about_the_recipient() -> None:
    reply = httpx.Response(404, text="<html>")
    channel = TwilioSms(TwilioAccount("AC1", "token", "+33199001000"), transport=httpx.MockTransport(lambda _: reply))
    with pytest.raises(SendError) as refused:
        await channel.send(Outbound(1, "+33639980001", "Bonjour", "fr"))
    assert (refused.value.code, refused.value.recipient_gone) == ("404", False)
    await channel.stop()
