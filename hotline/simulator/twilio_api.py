"""A stand-in for Twilio: messages and calls over REST (https://www.twilio.com/docs/messaging/api), signed webhooks."""

import asyncio
import hmac
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import httpx
from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBasic, HTTPBasicCredentials
from twilio.request_validator import RequestValidator

from channels.twilio_client import TwilioAccount
from hotline.simulator import twilio_records as records
from hotline.simulator.faults import Faults
from hotline.simulator.journal import Journal
from hotline.simulator.twilio_records import Json

# What the number's "a message comes in" address is set to in Twilio's console.
SMS_WEBHOOK = "/channels/twilio/sms"
Credentials = Annotated[HTTPBasicCredentials | None, Depends(HTTPBasic(auto_error=False))]


@dataclass(frozen=True)
class Resource:
    """How one kind of thing is checked, made, moved on and told. ``steps`` are the statuses after the first;
    only ``told`` ones have a callback."""

    name: str
    refusal: Callable[[TwilioAccount, Mapping[str, str]], int | None]
    make: Callable[[TwilioAccount, Mapping[str, str], datetime], Json]
    step: Callable[[Json, str, datetime, int | None], Json]
    receipt: Callable[[Json, datetime, int], dict[str, str]]
    steps: tuple[str, ...]
    told: frozenset[str]


MESSAGES = Resource(
    "Messages",
    records.message_refusal,
    records.message,
    records.message_step,
    records.message_receipt,
    ("sent", "delivered"),
    frozenset({"sent", "delivered", "undelivered", "failed", "read", "canceled"}),
)
# Without StatusCallbackEvent Twilio tells only how a call ended.
CALLS = Resource(
    "Calls",
    records.call_refusal,
    records.call,
    records.call_step,
    records.call_receipt,
    ("ringing", "in-progress", "completed"),
    records.FINAL_CALLS,
)


class TwilioSimulator:
    """One account with one number. ``pace``: the seconds between two steps of a message.

    ``opt_out``: Twilio's own handling of STOP and START, which is on for a new account and has to be switched off
    for a number whose owner handles these words (https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out).
    """

    def __init__(
        self,
        account: TwilioAccount,
        clock: Callable[[], datetime],
        *,
        store: Path | None = None,
        faults: Faults | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        pace: float = 0.0,
        opt_out: bool = True,
    ) -> None:
        self.account = account
        self.faults = faults or Faults()
        self._clock, self._pace, self._opt_out = clock, pace, opt_out
        self._journal = Journal(store)
        self._signer = RequestValidator(account.auth_token)
        self._client = httpx.AsyncClient(transport=transport, timeout=15, trust_env=False)
        self._tasks: set[asyncio.Task[None]] = set()

    def router(self) -> APIRouter:
        router = APIRouter(prefix=f"/{records.API_VERSION}/Accounts/{self.account.account_sid}")
        for resource in (MESSAGES, CALLS):
            self._routes(router, resource)
        return router

    def _routes(self, router: APIRouter, resource: Resource) -> None:
        @router.post(f"/{resource.name}.json")
        async def create(request: Request, credentials: Credentials) -> JSONResponse:
            return self._unless_refused(credentials) or await self._create(resource, request)

        @router.get(f"/{resource.name}.json")
        async def read_all(request: Request, credentials: Credentials) -> JSONResponse:
            items = self._items(resource)
            page = records.listed(items, resource.name, self._path(request), dict(request.query_params))
            return self._unless_refused(credentials) or JSONResponse(page)

        @router.get(f"/{resource.name}/{{sid}}.json")
        async def read(sid: str, credentials: Credentials) -> JSONResponse:
            known = self._journal.records.get(f"{resource.name}:{sid}")
            return self._unless_refused(credentials) or (JSONResponse(known) if known else _refused(20404))

    def _unless_refused(self, credentials: HTTPBasicCredentials | None) -> JSONResponse | None:
        expected = (self.account.account_sid, self.account.auth_token)
        given = (credentials.username, credentials.password) if credentials else ("", "")
        right = [hmac.compare_digest(a.encode(), b.encode()) for a, b in zip(given, expected, strict=True)]
        return None if all(right) else _refused(20003)

    def _path(self, request: Request) -> str:
        """The address of a list without what the stand-in is mounted under, as Twilio tells it."""
        return request.url.path[request.url.path.index(f"/{records.API_VERSION}/") :]

    async def _create(self, resource: Resource, request: Request) -> JSONResponse:
        form = {name: str(value) for name, value in (await request.form()).items()}
        code = self.faults.refusal() or resource.refusal(self.account, form)
        if code is None and resource is MESSAGES and f"stopped:{form['To']}" in self._journal.records:
            code = 21610
        if code is not None:
            return _refused(code)
        item = resource.make(self.account, form, self._clock())
        self._keep(resource, item)
        self._journal.put(f"said:{item['sid']}", form.get("Twiml"))
        self._spawn(self._progress(resource, item, form.get("StatusCallback", "")))
        await self.faults.before_answer()
        return JSONResponse(item, 201)

    async def _progress(self, resource: Resource, item: Json, callback: str) -> None:
        """Move it on step by step, and tell each one where that was asked for."""
        await self.faults.before_callbacks()
        receipts = []
        for number, status in enumerate(self._steps(resource)):
            await asyncio.sleep(self._pace)
            final = status == self.faults.outcome
            item = resource.step(item, status, self._clock(), self.faults.outcome_code if final else None)
            self._keep(resource, item)
            if callback and status in resource.told:
                receipt = resource.receipt(item, self._clock(), number)
                receipts.append(receipt)
                if not self.faults.reversed_callbacks:
                    await self._tell(callback, receipt)
        if self.faults.reversed_callbacks:
            for receipt in reversed(receipts):
                await self._tell(callback, receipt)

    def _steps(self, resource: Resource) -> tuple[str, ...]:
        outcome = self.faults.outcome
        if not outcome:
            return resource.steps
        return (outcome,) if outcome == "failed" else (*resource.steps[:1], outcome)

    async def _tell(self, callback: str, receipt: dict[str, str]) -> None:
        for _ in range(2 if self.faults.duplicate_callbacks else 1):
            try:
                await self._post(callback, receipt)
            except httpx.HTTPError:
                # Twilio does not try a status callback again either.
                continue

    async def _post(self, url: str, fields: dict[str, str]) -> httpx.Response:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "X-Twilio-Signature": self._signer.compute_signature(url, fields),
            "User-Agent": "TwilioProxy/1.1",
        }
        return await self._client.post(url, content=urlencode(fields).encode(), headers=headers)

    async def inbound(self, from_: str, body: str, num_media: int = 0) -> httpx.Response:
        """A phone texts our number. Returns what the webhook answered.

        :raises httpx.HTTPError: the webhook cannot be reached
        """
        word = body.strip().upper()
        if self._opt_out and word in records.STOP_WORDS | records.START_WORDS:
            self._journal.put(f"stopped:{from_}", True if word in records.STOP_WORDS else None)
        form = {"From": from_, "To": self.account.sender, "Body": body, "NumMedia": str(num_media)}
        item = records.message(self.account, form, self._clock(), inbound=True)
        self._keep(MESSAGES, item)
        base = self.account.api_base.rstrip("/") + item["uri"].removesuffix(".json")
        media = [f"{base}/Media/ME{number:032x}" for number in range(num_media)]
        return await self._post(self.account.callback(SMS_WEBHOOK), records.inbound_form(item, media))

    def phone(self, number: str) -> list[Json]:
        """What this phone sent and received, calls included, oldest first. ``said``: the TwiML of a call."""
        return [
            {**item, "said": self._journal.records.get(f"said:{item['sid']}")}
            for key, item in self._journal.records.items()
            if key.startswith((MESSAGES.name, CALLS.name)) and number in (item["to"], item["from"])
        ]

    def numbers(self) -> list[str]:
        """The phones that were texted, called or heard of, in the order in which they first appeared."""
        items = [*self._items(MESSAGES), *self._items(CALLS)]
        seen = {item["from"] if item["direction"] == "inbound" else item["to"]: None for item in items}
        return list(seen)

    def _items(self, resource: Resource) -> list[Json]:
        prefix = f"{resource.name}:"
        return [item for key, item in self._journal.records.items() if key.startswith(prefix)]

    def _keep(self, resource: Resource, item: Json) -> None:
        self._journal.put(f"{resource.name}:{item['sid']}", item)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Wait until every message has ended and every callback was answered."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def stop(self) -> None:
        self.faults.release()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.aclose()


def _refused(code: int) -> JSONResponse:
    status, body = records.error(code)
    return JSONResponse(body, status)
