"""The shapes of Twilio's calls and recordings: resources, errors, webhook parameters. Pure functions."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from channels.twilio_client import TwilioAccount
from hotline.simulator.twilio_records import API_VERSION, E164, Json, rfc2822

FINAL = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
# A call's status -> the event that is asked for by StatusCallbackEvent; each end is "completed".
EVENTS = {"initiated": "initiated", "ringing": "ringing", "in-progress": "answered"} | dict.fromkeys(FINAL, "completed")
_UNKNOWN = (
    "answered_by", "caller_name", "duration", "end_time", "forwarded_from", "group_sid",
    "price", "start_time", "stir_verstat", "trunk_sid",
)  # fmt: skip


def refusal(account: TwilioAccount, form: Mapping[str, str]) -> int | None:
    """The error code for a call that Twilio would not place."""
    checks = (
        (not form.get("To"), 21201),
        (not form.get("From"), 21213),
        (not (form.get("Url") or form.get("Twiml") or form.get("ApplicationSid")), 21205),
        (not E164.fullmatch(form.get("To", "")), 21211),
        (form.get("From") != account.sender, 21210),
    )
    return next((code for wrong, code in checks if wrong), None)


def change_refusal(item: Json, form: Mapping[str, str]) -> int | None:
    """The error code for a change of a call that Twilio would not make: what has ended stays so."""
    wrong = item["status"] in FINAL or form.get("Status") not in ("completed", "canceled")
    return 21220 if wrong else None


def call(
    account: TwilioAccount,
    form: Mapping[str, str],
    now: datetime,
    *,
    direction: str = "outbound-api",
    parent: str | None = None,
) -> Json:
    """A Call resource as Twilio writes it. ``direction``: inbound, outbound-api, or outbound-dial of ``parent``."""
    sid, moment = f"CA{secrets.token_hex(16)}", rfc2822(now)
    uri = f"/{API_VERSION}/Accounts/{account.account_sid}/Calls/{sid}"
    return {
        **dict.fromkeys(_UNKNOWN),
        "account_sid": account.account_sid,
        "api_version": API_VERSION,
        "date_created": moment,
        "date_updated": moment,
        "direction": direction,
        "from": form["From"],
        "from_formatted": form["From"],
        "parent_call_sid": parent,
        "phone_number_sid": f"PN{'0' * 32}",
        "price_unit": "USD",
        "queue_time": "0",
        "sid": sid,
        "status": "ringing" if direction == "inbound" else "queued",
        "subresource_uris": {"recordings": f"{uri}/Recordings.json"},
        "to": form["To"],
        "to_formatted": form["To"],
        "uri": f"{uri}.json",
    }


def step(item: Json, status: str, now: datetime) -> Json:
    """The call one step further. It is ``initiated`` for a callback only: its own status is then still queued."""
    moment = rfc2822(now)
    changed = {**item, "status": item["status"] if status == "initiated" else status, "date_updated": moment}
    if status in ("in-progress", "completed"):
        changed["start_time"] = item["start_time"] or moment
    if status in FINAL:
        changed |= {"end_time": moment, "duration": "12" if status == "completed" else "0"}
    return changed


def voice_form(item: Json, **more: str) -> dict[str, str]:
    """The parameters by which Twilio asks for TwiML, the blank ones included."""
    fields = {
        "CallSid": item["sid"],
        "AccountSid": item["account_sid"],
        "From": item["from"],
        "To": item["to"],
        "CallStatus": item["status"],
        "ApiVersion": API_VERSION,
        "Direction": item["direction"],
        "ForwardedFrom": "",
        "CallerName": "",
        "Caller": item["from"],
        "Called": item["to"],
        **{f"{who}{what}": "" for who in ("From", "To") for what in ("City", "State", "Zip", "Country")},
    }
    if item["parent_call_sid"]:
        fields["ParentCallSid"] = item["parent_call_sid"]
    return fields | more


def receipt(item: Json, status: str, now: datetime, number: int) -> dict[str, str]:
    """The parameters of a status callback for a call."""
    fields = {
        "CallSid": item["sid"],
        "AccountSid": item["account_sid"],
        "From": item["from"],
        "To": item["to"],
        "CallStatus": status,
        "ApiVersion": API_VERSION,
        "Direction": item["direction"],
        "Timestamp": rfc2822(now),
        "CallbackSource": "call-progress-events",
        "SequenceNumber": str(number),
    }
    if status in FINAL:
        fields["CallDuration"] = item["duration"]
        if item["answered_by"]:
            fields["AnsweredBy"] = item["answered_by"]
    return fields


def verdict(item: Json) -> dict[str, str]:
    """The parameters by which asynchronous answering machine detection tells who answered."""
    return {
        "CallSid": item["sid"],
        "AccountSid": item["account_sid"],
        "AnsweredBy": item["answered_by"],
        "MachineDetectionDuration": "2400",
    }


def recording(item: Json, seconds: int, now: datetime) -> Json:
    """A Recording resource as Twilio writes it; without a length it is absent."""
    sid, moment = f"RE{secrets.token_hex(16)}", rfc2822(now)
    uri = f"/{API_VERSION}/Accounts/{item['account_sid']}/Recordings/{sid}"
    return {
        "account_sid": item["account_sid"],
        "api_version": API_VERSION,
        "call_sid": item["parent_call_sid"] or item["sid"],
        "channels": 1,
        "conference_sid": None,
        "date_created": moment,
        "date_updated": moment,
        "duration": str(seconds),
        "encryption_details": None,
        "error_code": None,
        "media_url": f"https://api.twilio.com{uri}",
        "price": None,
        "price_unit": "USD",
        "sid": sid,
        "source": "RecordVerb",
        "start_time": moment,
        "status": "completed" if seconds else "absent",
        "subresource_uris": {},
        "uri": f"{uri}.json",
    }


def recorded(made: Json) -> dict[str, str]:
    """What the action of a ``Record`` is told of it."""
    return {"RecordingUrl": made["media_url"], "RecordingSid": made["sid"], "RecordingDuration": made["duration"]}


def recording_receipt(made: Json) -> dict[str, str]:
    """The parameters of a recording's status callback."""
    return {
        "AccountSid": made["account_sid"],
        "CallSid": made["call_sid"],
        "RecordingSid": made["sid"],
        "RecordingUrl": made["media_url"],
        "RecordingStatus": made["status"],
        "RecordingDuration": made["duration"],
        "RecordingChannels": "1",
        "RecordingStartTime": made["start_time"],
        "RecordingSource": made["source"],
        "ErrorCode": "0",
    }
