"""The shapes of Twilio's REST interface: resources, errors, lists, webhook parameters. Pure functions."""

import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

from channels.twilio_client import TwilioAccount
from common.gsm7 import parts

Json = dict[str, Any]

API_VERSION = "2010-04-01"
MAX_BODY = 1600
# The words by which Twilio itself stops and resumes sending to a number, when they are the whole message.
STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"})
START_WORDS = frozenset({"START", "YES", "UNSTOP"})
E164 = re.compile(r"\+[1-9]\d{6,14}")

# Error code -> HTTP status and message (https://www.twilio.com/docs/api/errors).
ERRORS: dict[int, tuple[int, str]] = {
    20003: (401, "Authenticate"),
    20404: (404, "The requested resource was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "Internal Server Error"),
    20503: (503, "Service Unavailable"),
    21201: (400, "No 'To' number is specified"),
    21205: (400, "Url parameter is required."),
    21210: (400, "'From' phone number not verified"),
    21211: (400, "The 'To' number is not a valid phone number."),
    21213: (400, "Caller phone number is required"),
    21214: (400, "'To' phone number cannot be reached"),
    21215: (
        400,
        "Account not authorized to call this number",
    ),
    21216: (400, "Call blocked by Twilio"),
    21217: (400, "Phone number does not appear to be valid"),
    21219: (400, "'To' phone number not verified"),
    21220: (400, "Call is not in-progress. Cannot redirect."),
    21408: (400, "Permission to send an SMS has not been enabled for the region"),
    21602: (400, "Message body is required."),
    21603: (400, "A 'From' phone number is required."),
    21604: (400, "A 'To' phone number is required."),
    21606: (400, "The 'From' phone number is not a valid, SMS-capable phone number for your account."),
    21608: (400, "The number is unverified. Trial accounts cannot send messages to unverified numbers."),
    21612: (400, "The 'To' phone number is not currently reachable using the 'From' phone number via SMS."),
    21611: (429, "This 'From' number has exceeded the maximum number of queued messages"),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21614: (400, "'To' number is not a valid mobile number"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit"),
    21635: (400, "'To' number cannot be a landline"),
    21620: (400, "Invalid media URL(s)"),
}


def error(code: int) -> tuple[int, Json]:
    """The HTTP status and the body of a refusal."""
    status, message = ERRORS[code]
    more = f"https://www.twilio.com/docs/errors/{code}"
    return status, {"code": code, "message": message, "more_info": more, "status": status}


def message_refusal(account: TwilioAccount, form: Mapping[str, str]) -> int | None:
    """The error code for a message that Twilio would not take."""
    sender, service = form.get("From", ""), form.get("MessagingServiceSid", "")
    checks = (
        (not form.get("To"), 21604),
        (not sender and not service, 21603),
        (not form.get("Body") and not form.get("MediaUrl"), 21602),
        (not E164.fullmatch(form.get("To", "")), 21211),
        (bool(sender) and sender != account.sender, 21606),
        (len(form.get("Body", "")) > MAX_BODY, 21617),
        ("MediaUrl" in form and not form["MediaUrl"].startswith(("http://", "https://")), 21620),
    )
    return next((code for wrong, code in checks if wrong), None)


def message(account: TwilioAccount, form: Mapping[str, str], now: datetime, *, inbound: bool = False) -> Json:
    """A Message resource as Twilio writes it."""
    sid, moment = f"SM{secrets.token_hex(16)}", rfc2822(now)
    uri = f"/{API_VERSION}/Accounts/{account.account_sid}/Messages/{sid}"
    return {
        "account_sid": account.account_sid,
        "api_version": API_VERSION,
        "body": form.get("Body", ""),
        "date_created": moment,
        "date_sent": moment if inbound else None,
        "date_updated": moment,
        "direction": "inbound" if inbound else "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": form.get("From") or account.sender or None,
        "messaging_service_sid": form.get("MessagingServiceSid") or None,
        "num_media": form.get("NumMedia", "0"),
        "num_segments": str(parts(form.get("Body", ""))),
        "price": None,
        "price_unit": "USD",
        "sid": sid,
        "status": "received" if inbound else "queued",
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": form["To"],
        "uri": f"{uri}.json",
    }


def message_step(item: Json, status: str, now: datetime, code: int | None) -> Json:
    """The message one step further."""
    sent = item["date_sent"] or (rfc2822(now) if status != "failed" else None)
    return {**item, "status": status, "date_updated": rfc2822(now), "date_sent": sent, "error_code": code}


def message_receipt(item: Json, now: datetime) -> dict[str, str]:
    """The parameters of a status callback for a message."""
    fields = {
        "SmsSid": item["sid"],
        "SmsStatus": item["status"],
        "MessageStatus": item["status"],
        "To": item["to"],
        "MessageSid": item["sid"],
        "AccountSid": item["account_sid"],
        "From": item["from"] or "",
        "ApiVersion": API_VERSION,
    }
    if item["status"] in ("delivered", "undelivered"):
        fields["RawDlrDoneDate"] = now.astimezone(UTC).strftime("%y%m%d%H%M")
    if item["error_code"]:
        fields["ErrorCode"] = str(item["error_code"])
    return fields


def inbound_form(item: Json, media: list[str]) -> dict[str, str]:
    """The parameters by which Twilio tells an inbound message, the blank ones included."""
    fields = {
        "ToCountry": "FR",
        "ToState": "",
        "SmsMessageSid": item["sid"],
        "NumMedia": str(len(media)),
        "ToCity": "",
        "FromZip": "",
        "SmsSid": item["sid"],
        "FromState": "",
        "SmsStatus": "received",
        "FromCity": "",
        "Body": item["body"],
        "FromCountry": "FR",
        "To": item["to"],
        "ToZip": "",
        "NumSegments": item["num_segments"],
        "MessageSid": item["sid"],
        "AccountSid": item["account_sid"],
        "From": item["from"],
        "ApiVersion": API_VERSION,
    }
    for number, url in enumerate(media):
        fields |= {f"MediaContentType{number}": "image/jpeg", f"MediaUrl{number}": url}
    return fields


def listed(items: list[Json], resource: str, uri: str, query: Mapping[str, str]) -> Json:
    """One page of a list, the newest first, filtered as Twilio filters."""
    kept = [item for item in reversed(items) if _asked_for(item, query)]
    size = min(max(int(query.get("PageSize", 50)), 1), 1000)
    page = max(int(query.get("Page", 0)), 0)

    def at(number: int) -> str:
        return f"{uri}?{urlencode({**query, 'PageSize': size, 'Page': number})}"

    shown = kept[page * size : (page + 1) * size]
    return {
        resource.lower(): shown,
        "first_page_uri": at(0),
        "next_page_uri": at(page + 1) if len(kept) > (page + 1) * size else None,
        "previous_page_uri": at(page - 1) if page else None,
        "page": page,
        "page_size": size,
        "start": page * size,
        "end": page * size + max(len(shown) - 1, 0),
        "uri": at(page),
    }


# The parameter of a filter -> the field it looks at. Twilio's dates end in "<" or ">" in the parameter's name.
_SAME = {"To": "to", "From": "from", "Status": "status", "ParentCallSid": "parent_call_sid"}
_DATES = {"DateSent": "date_sent", "StartTime": "start_time", "EndTime": "end_time"}


def _asked_for(item: Json, query: Mapping[str, str]) -> bool:
    same = all(item.get(field) == query[name] for name, field in _SAME.items() if query.get(name))
    return same and all(_in_time(item.get(field), name, query) for name, field in _DATES.items())


def _in_time(value: str | None, name: str, query: Mapping[str, str]) -> bool:
    asked = {sign: query[name + sign] for sign in ("", "<", ">") if query.get(name + sign)}
    if not asked:
        return True
    if value is None:
        return False
    moment = parsedate_to_datetime(value).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    day_or_moment = {sign: (moment[: len(limit)], limit) for sign, limit in asked.items()}
    holds = {"": lambda a, b: a == b, "<": lambda a, b: a <= b, ">": lambda a, b: a >= b}
    return all(holds[sign](*pair) for sign, pair in day_or_moment.items())


def rfc2822(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC))
