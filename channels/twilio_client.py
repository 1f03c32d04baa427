"""What SMS and voice share at Twilio: the account, verified webhooks, and REST calls with typed errors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qsl

import httpx
from fastapi import HTTPException, Request
from starlette.datastructures import ImmutableMultiDict
from twilio.request_validator import RequestValidator

from channels import http
from channels.base import Door, Outbound, SendError
from channels.twilio_errors import Outcome, outcome

# Twilio answers in well under a second; after this long its answer is not waited for.
TIMEOUT = 10.0
# Twilio sends some thirty fields, and three more for each of at most ten media.
_MAX_FIELDS = 200


# The parameters of a request; a list is sent as one parameter each.
Parameters = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class TwilioAccount:
    """``sender`` is a number (E.164) or alphanumeric; ``messaging_service`` (MG…) takes its place where set.
    ``public_url`` is how Twilio reaches us: its signatures are computed over that address.
    ``answerable``: whether an SMS can be answered, where the sender does not tell."""

    account_sid: str
    auth_token: str = field(repr=False)
    sender: str = ""
    messaging_service: str = ""
    api_base: str = "https://api.twilio.com"
    public_url: str = ""
    answerable: bool | None = None

    @property
    def two_way(self) -> bool:
        """Whether an SMS of ours can be answered: a number, a short code and a Messaging Service can, a sender with
        letters cannot (https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id)."""
        if self.answerable is not None:
            return self.answerable
        return bool(self.messaging_service) or self.sender.removeprefix("+").isdigit()

    def callback(self, path: str) -> str:
        return self.public_url.rstrip("/") + path


async def signed_form(request: Request, account: TwilioAccount, door: Door, channel: str) -> dict[str, str]:
    """The parameters of a call by Twilio, after its signature was verified.

    :raises HTTPException: 413 too large, 400 not a form in UTF-8, 403 not signed by
        Twilio. Each is told to the door; nothing is stored.
    """
    try:
        fields = parse_qsl(
            (await http.read_body(request)).decode(),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MAX_FIELDS,
        )
    except ValueError:
        await door.refused(channel, "unreadable form")
        raise HTTPException(400, "The body is not a form in UTF-8.") from None
    url = account.callback(request.url.path) + (f"?{request.url.query}" if request.url.query else "")
    signature = request.headers.get("X-Twilio-Signature", "")
    if not signature or not RequestValidator(account.auth_token).validate(url, ImmutableMultiDict(fields), signature):
        await door.refused(channel, "forged signature" if signature else "missing signature")
        raise HTTPException(403, "The signature is not Twilio's.")
    # No database keeps NUL, and a tenant's message is worth more than the character.
    return {name: value.replace("\0", "") for name, value in fields}


async def required(form: dict[str, str], names: tuple[str, ...], door: Door, channel: str) -> None:
    """:raises HTTPException: 400 when one of the parameters is missing or blank"""
    for name in names:
        if not form.get(name, "").strip():
            await door.refused(channel, f"missing {name}")
            raise HTTPException(400, f"The parameter {name} is missing.")


class TwilioRest:
    """POST and GET on one account's resources. Errors are :class:`channels.base.SendError` and say what to do."""

    def __init__(
        self, account: TwilioAccount, timeout: float = TIMEOUT, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._base = f"{account.api_base.rstrip('/')}/2010-04-01/Accounts/{account.account_sid}"
        self._auth = httpx.BasicAuth(account.account_sid, account.auth_token)
        self._client = http.client(account.api_base, timeout, transport)

    async def create(self, resource: str, parameters: Parameters) -> dict[str, Any]:
        """A new message or call, as Twilio's JSON. A POST is not idempotent at Twilio, so what is not known to
        have failed before Twilio had it is ``uncertain`` (https://www.twilio.com/docs/errors/20500)."""
        created = await self._ask("POST", resource, data=parameters)
        if not isinstance(created.get("sid"), str):
            raise SendError("Twilio's answer has no sid", retryable=True, uncertain=True)
        return created

    async def update(self, resource: str, sid: str, parameters: Parameters) -> dict[str, Any]:
        """Change a message or a call, which may have ended meanwhile."""
        return await self._ask("POST", f"{resource}/{sid}", data=parameters)

    async def newest(self, resource: str, to: str, size: int = 200) -> list[dict[str, Any]]:
        """The newest messages or calls to a number.

        Not filtered by the day they were sent: what Twilio has only queued has no such day yet.
        """
        page = await self._ask("GET", resource, params={"To": to, "PageSize": str(size)})
        return [item for item in page.get(resource.lower(), []) if isinstance(item, dict)]

    async def _ask(self, method: str, resource: str, **content: Any) -> dict[str, Any]:
        try:
            reply = await self._client.request(method, f"{self._base}/{resource}.json", auth=self._auth, **content)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise SendError(f"Twilio cannot be reached ({type(error).__name__})", retryable=True) from error
        except httpx.HTTPError as error:
            reason = f"Twilio did not answer ({type(error).__name__})"
            raise SendError(reason, retryable=True, uncertain=True) from error
        try:
            told = reply.json()
        except ValueError:
            told = None
        if reply.is_success and isinstance(told, dict):
            return told
        raise _refusal(reply.status_code, told if isinstance(told, dict) else {})

    async def close(self) -> None:
        await self._client.aclose()


def _refusal(status: int, told: dict[str, Any]) -> SendError:
    code = str(told.get("code") or status)
    # A 2xx that is not JSON, like a 5xx, does not say whether the message was taken.
    unclear = status >= 500 or status < 300
    return SendError(
        f"Twilio answered {status}",
        code=code,
        retryable=unclear or status == 429 or outcome(code) is Outcome.RETRY,
        uncertain=unclear,
        recipient_gone=outcome(code) is Outcome.GONE,
    )


def made_since(item: dict[str, Any], message: Outbound) -> bool:
    """Whether Twilio made it at or after our row was written. Twilio's times have no fractions of a second."""
    try:
        made_at = parsedate_to_datetime(str(item.get("date_created")))
    except ValueError:
        return False
    since = message.created_at or datetime.min.replace(tzinfo=UTC)
    return made_at >= since.replace(microsecond=0)
