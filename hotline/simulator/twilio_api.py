"""A stand-in for Twilio: messages and calls over REST (https://www.twilio.com/docs/messaging/api), signed webhooks."""

import asyncio
import hmac
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import httpx
from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBasic, HTTPBasicCredentials

from channels.twilio_client import TwilioAccount
from hotline.simulator import call_records
from hotline.simulator import twilio_records as records
from hotline.simulator.calls import CALLS, RECORDINGS, Calls
from hotline.simulator.faults import Faults
from hotline.simulator.twilio_records import Json
from hotline.simulator.wire import Wire

# What the number's "a message comes in" address is set to in Twilio's console.
SMS_WEBHOOK = "/channels/twilio/sms"
MESSAGES = "Messages"
# The statuses of a message after the first, and those that have a callback.
STEPS = ("sent", "delivered")
TOLD = frozenset({"sent", "delivered", "undelivered", "failed", "read", "canceled"})
Credentials = Annotated[HTTPBasicCredentials | None, Depends(HTTPBasic(auto_error=False))]


class TwilioSimulator(Wire):
    """One account with one number.

    ``opt_out``: Twilio's own handling of STOP and START, which is on for a new account and has to be switched off
    for a number whose owner handles these words (https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out).
    ``by_hand``: phones ring until somebody at the page picks them up, else the faults say who does.
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
        by_hand: bool = False,
    ) -> None:
        super().__init__(account, clock, store=store, faults=faults, transport=transport, pace=pace)
        self._opt_out = opt_out
        self.calls = Calls(self, by_hand=by_hand)

    def router(self) -> APIRouter:
        router = APIRouter(prefix=f"/{records.API_VERSION}/Accounts/{self.account.account_sid}")
        self._creations(router)
        for resource in (MESSAGES, CALLS, RECORDINGS):
            self._readings(router, resource)
        return router

    def _creations(self, router: APIRouter) -> None:
        @router.post(f"/{MESSAGES}.json")
        async def create_message(request: Request, credentials: Credentials) -> JSONResponse:
            return self._unless_refused(credentials) or await self._message(await _form(request))

        @router.post(f"/{CALLS}.json")
        async def create_call(request: Request, credentials: Credentials) -> JSONResponse:
            return self._unless_refused(credentials) or await self._call(await _form(request))

        @router.post(f"/{CALLS}/{{sid}}.json")
        async def change_call(sid: str, request: Request, credentials: Credentials) -> JSONResponse:
            return self._unless_refused(credentials) or self._change(sid, await _form(request))

    def _readings(self, router: APIRouter, resource: str) -> None:
        @router.get(f"/{resource}.json")
        async def read_all(request: Request, credentials: Credentials) -> JSONResponse:
            page = records.listed(self.listed(resource), resource, self._path(request), dict(request.query_params))
            return self._unless_refused(credentials) or JSONResponse(page)

        @router.get(f"/{resource}/{{sid}}.json")
        async def read(sid: str, credentials: Credentials) -> JSONResponse:
            known = self.journal.records.get(f"{resource}:{sid}")
            return self._unless_refused(credentials) or (JSONResponse(known) if known else _refused(20404))

    def _unless_refused(self, credentials: HTTPBasicCredentials | None) -> JSONResponse | None:
        expected = (self.account.account_sid, self.account.auth_token)
        given = (credentials.username, credentials.password) if credentials else ("", "")
        right = [hmac.compare_digest(a.encode(), b.encode()) for a, b in zip(given, expected, strict=True)]
        return None if all(right) else _refused(20003)

    def _path(self, request: Request) -> str:
        """The address of a list without what the stand-in is mounted under, as Twilio tells it."""
        return request.url.path[request.url.path.index(f"/{records.API_VERSION}/") :]

    async def _message(self, form: dict[str, str]) -> JSONResponse:
        code = self.faults.refusal() or records.message_refusal(self.account, form)
        if code is None and f"stopped:{form['To']}" in self.journal.records:
            code = 21610
        if code is not None:
            return _refused(code)
        item = records.message(self.account, form, self.clock())
        self.keep(MESSAGES, item)
        self.spawn(self._progress(item, form.get("StatusCallback", "")))
        await self.faults.before_answer()
        return JSONResponse(item, 201)

    async def _call(self, form: dict[str, str]) -> JSONResponse:
        code = self.faults.refusal() or call_records.refusal(self.account, form)
        if code is not None:
            return _refused(code)
        item = self.calls.place(form)
        await self.faults.before_answer()
        return JSONResponse(item, 201)

    def _change(self, sid: str, form: dict[str, str]) -> JSONResponse:
        item = self.journal.records.get(f"{CALLS}:{sid}")
        if item is None:
            return _refused(20404)
        code = call_records.change_refusal(item, form)
        return _refused(code) if code is not None else JSONResponse(self.calls.change(item, form))

    async def _progress(self, item: Json, callback: str) -> None:
        """Move a message on step by step, and tell each one where that was asked for."""
        await self.faults.before_callbacks()
        receipts = []
        held = self.faults.reversed_callbacks or self.faults.callback_delay is not None
        for status in self._steps():
            await asyncio.sleep(self.pace)
            final = status == self.faults.outcome
            code = self.faults.outcome_code if final else None
            item = records.message_step(item, status, self.clock(), code)
            self.keep(MESSAGES, item)
            if callback and status in TOLD:
                receipts.append(records.message_receipt(item, self.clock()))
                if not held:
                    await self.tell(callback, receipts[-1])
        if held:
            await self.tell_all(callback, receipts[::-1] if self.faults.reversed_callbacks else receipts)

    def _steps(self) -> tuple[str, ...]:
        outcome = self.faults.outcome if self.faults.outcome in TOLD else ""
        if not outcome:
            return STEPS
        return (outcome,) if outcome == "failed" else (*STEPS[:1], outcome)

    async def inbound(self, from_: str, body: str, num_media: int = 0) -> httpx.Response:
        """A phone texts our number. Returns what the webhook answered.

        :raises httpx.HTTPError: the webhook cannot be reached
        """
        word = body.strip().upper()
        if self._opt_out and word in records.STOP_WORDS | records.START_WORDS:
            self.journal.put(f"stopped:{from_}", True if word in records.STOP_WORDS else None)
        form = {"From": from_, "To": self.account.sender, "Body": body, "NumMedia": str(num_media)}
        item = records.message(self.account, form, self.clock(), inbound=True)
        self.keep(MESSAGES, item)
        base = self.account.api_base.rstrip("/") + item["uri"].removesuffix(".json")
        media = [f"{base}/Media/ME{number:032x}" for number in range(num_media)]
        return await self.post(self.account.callback(SMS_WEBHOOK), records.inbound_form(item, media))

    def phone(self, number: str) -> list[Json]:
        """What this phone sent and received, calls included, oldest first. ``said``: what was heard in a call."""
        return [
            {**item, "said": self.journal.records.get(f"said:{item['sid']}")}
            for key, item in self.journal.records.items()
            if key.startswith((f"{MESSAGES}:", f"{CALLS}:")) and number in (item["to"], item["from"])
        ]

    def numbers(self) -> list[str]:
        """The phones that were texted, called or heard of, in the order in which they first appeared."""
        items = [*self.items(MESSAGES), *self.items(CALLS)]
        seen = {item["from"] if item["direction"] == "inbound" else item["to"]: None for item in items}
        return list(seen)


async def _form(request: Request) -> dict[str, str]:
    """The parameters; one that is given several times is a list with spaces between."""
    form = await request.form()
    return {name: " ".join(str(value) for value in form.getlist(name)) for name in form}


def _refused(code: int) -> JSONResponse:
    status, body = records.error(code)
    return JSONResponse(body, status)
