"""The outside world, which outlives the service: Twilio's stand-in in a thread of its own, and phones that text."""

import asyncio
import contextlib
import random
import secrets
import threading
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import httpx
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from twilio.request_validator import RequestValidator

from channels.twilio_client import TwilioAccount
from hotline.simulator import twilio_records as records
from hotline.simulator.twilio_api import SMS_WEBHOOK, TwilioSimulator
from tests.ports import free_port

SID, TOKEN, NUMBER = "AC" + "5" * 32, "a-token-of-the-tests", "+33199001000"
PUBLIC = "https://hotline.test"
STATUS, CALL_STATUS = "/channels/twilio/status/", "/channels/twilio/voice/"
# How long Twilio takes to answer after it took a message, and between two steps of a message (seconds).
ANSWERS_AFTER, PACE = 0.08, 0.03

T = TypeVar("T")


class Line(httpx.AsyncBaseTransport):
    """From Twilio to the hotline: its public address leads to a port of the service. Every receipt that leaves is
    noted, whether or not anybody is there to take it: its address says which exchange a message or a call was."""

    def __init__(self) -> None:
        self.ports: list[int] = []
        self.exchange_of: dict[str, int] = {}
        self.answered: list[int] = []
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path, body = request.url.path, request.content
        for prefix, name in ((STATUS, "MessageSid"), (CALL_STATUS, "CallSid")):
            if path.startswith(prefix):
                form = dict(parse_qsl(body.decode(), keep_blank_values=True))
                self.exchange_of[form[name]] = int(path.removeprefix(prefix))
        here = f"http://127.0.0.1:{self.port}{path}"
        if request.url.query:
            here += f"?{request.url.query.decode()}"
        kept = [(name, value) for name, value in request.headers.raw if name.lower() != b"host"]
        response = await self._inner.handle_async_request(
            httpx.Request(request.method, here, headers=kept, content=body, extensions=request.extensions)
        )
        self.answered.append(response.status_code)
        return response

    @property
    def port(self) -> int:
        """Any of those that are open, as a proxy before several workers chooses."""
        return random.choice(self.ports) if self.ports else 0

    async def aclose(self) -> None:
        await self._inner.aclose()


class Watched(TwilioSimulator):
    """The stand-in, which tells when a phone gets a message and notes what a list of it kept silent about."""

    rings: Callable[[], None] = staticmethod(lambda: None)
    unseen: frozenset[str] = frozenset()
    """What was asked for in vain: it was there, and the list that was read did not show it yet."""

    def listed(self, resource: str) -> list[dict[str, Any]]:
        shown = super().listed(resource)
        known = {item["sid"] for item in self.items(resource)}
        self.unseen |= known - {item["sid"] for item in shown}
        return shown

    def keep(self, resource: Any, item: dict[str, Any]) -> None:
        super().keep(resource, item)
        self.rings()


class FarEnd:
    """Twilio, in a thread with a loop of its own."""

    def __init__(self) -> None:
        self.port = free_port()
        self.line = Line()
        self.api = f"http://127.0.0.1:{self.port}"
        account = TwilioAccount(SID, TOKEN, NUMBER, api_base=self.api, public_url=PUBLIC)
        self.twilio = Watched(account, lambda: datetime.now(UTC), transport=self.line, pace=PACE)
        self.asked = 0
        self.answers_after = ANSWERS_AFTER
        # The share of answers that get lost on the way, after the message was taken.
        self.lost_answers = 0.0
        app = FastAPI()
        app.include_router(self.twilio.router())
        self._server = uvicorn.Server(
            uvicorn.Config(self._slow(app), host="127.0.0.1", port=self.port, log_level="error")
        )
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _slow(self, app: ASGIApp) -> ASGIApp:
        """The answer travels for a while after the message was taken."""

        async def slow(scope: Scope, receive: Receive, send: Send) -> None:
            async def late(message: Message) -> None:
                if message["type"] == "http.response.start":
                    self.asked += scope["method"] == "GET"
                    await asyncio.sleep(self.answers_after)
                    if scope["method"] == "POST" and random.random() < self.lost_answers:
                        message = {**message, "status": 502}
                await send(message)

            await app(scope, receive, late if scope["type"] == "http" else send)

        return slow

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._server.serve())

    @contextlib.contextmanager
    def running(self) -> Iterator["FarEnd"]:
        self._server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        self._thread.start()
        try:
            yield self
        finally:
            self.run(self.twilio.stop())
            self._server.should_exit = True
            self._thread.join(20)
            self._loop.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def release(self) -> None:
        """Answers and receipts that were held back go out."""
        self._loop.call_soon_threadsafe(self.twilio.faults.release)

    async def settled(self) -> None:
        """Every message that was taken has ended, and its receipts were told or found nobody."""
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self.twilio.settled(), self._loop))

    def taken(self) -> dict[int, list[str]]:
        """The messages that Twilio took, by exchange. Read it after :meth:`settled`."""
        taken: dict[int, list[str]] = defaultdict(list)
        for item in self._outbound():
            if item["sid"] in self.line.exchange_of:
                taken[self.line.exchange_of[item["sid"]]].append(item["sid"])
        return dict(taken)

    def without_row(self) -> Counter[str]:
        """Phones that were sent a card straight from the webhook while the database took nothing: such a message
        has no exchange, so no receipt is asked for."""
        return Counter(item["to"] for item in self._outbound() if item["sid"] not in self.line.exchange_of)

    def texts(self, number: str) -> list[str]:
        """What a phone received, oldest first."""
        return [item["body"] for item in self._outbound() if item["to"] == number and "body" in item]

    def _outbound(self) -> list[dict[str, Any]]:
        items = list(self.twilio.journal.records.values())
        return [item for item in items if isinstance(item, dict) and item.get("direction") == "outbound-api"]

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Let this loop's :meth:`rung` wake up whenever Twilio takes or moves a message."""
        self._loop_of_test = asyncio.get_running_loop()
        self._rung = asyncio.Condition()

        async def wake() -> None:
            async with self._rung:
                self._rung.notify_all()

        def rings() -> None:
            asyncio.run_coroutine_threadsafe(wake(), self._loop_of_test)

        self.twilio.rings = rings  # type: ignore[method-assign]
        try:
            yield
        finally:
            self.twilio.rings = lambda: None  # type: ignore[method-assign]

    async def rung(self, holds: Callable[[], bool]) -> None:
        async with self._rung:
            await self._rung.wait_for(holds)


@dataclass
class Told:
    """One text that a phone sent, and what its sender's client saw of it."""

    sid: str
    number: str
    text: str
    tries: int = 0
    accepted: bool = False


@dataclass
class Phones:
    """Twilio's side of inbound messages: each webhook is tried with the same MessageSid until it got 2xx."""

    line: Line
    up: asyncio.Event
    told: list[Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._http = httpx.AsyncClient(timeout=20, trust_env=False)
        self._signer = RequestValidator(TOKEN)

    async def text(self, number: str, text: str, copies: int = 1) -> Told:
        """Returns when the service has answered 2xx; ``copies``: the same webhook so many times at once."""
        message = Told(f"SM{secrets.token_hex(16)}", number, text)
        self.told.append(message)
        await asyncio.gather(*(self._until_accepted(message) for _ in range(copies)))
        return message

    async def _until_accepted(self, message: Told) -> None:
        while True:
            await self.up.wait()
            message.tries += 1
            try:
                answer = await self._post(SMS_WEBHOOK, self._form(message))
            except httpx.HTTPError:
                # The test's next order to the loop: it may be the one that notes the process's death.
                await asyncio.sleep(0.01)
                continue
            if answer.is_success:
                message.accepted = True
                return

    async def receipt(self, exchange_id: int, sid: str, status: str) -> int:
        fields = {"MessageSid": sid, "MessageStatus": status, "AccountSid": SID, "ApiVersion": "2010-04-01"}
        return (await self._post(f"{STATUS}{exchange_id}", fields)).status_code

    def _form(self, message: Told) -> dict[str, str]:
        account = TwilioAccount(SID, TOKEN, NUMBER)
        form = {"From": message.number, "To": NUMBER, "Body": message.text}
        item = records.message(account, form, datetime.now(UTC), inbound=True)
        return records.inbound_form({**item, "sid": message.sid}, [])

    async def _post(self, path: str, fields: dict[str, str]) -> httpx.Response:
        signature = self._signer.compute_signature(PUBLIC + path, fields)
        url = f"http://127.0.0.1:{self.line.port}{path}"
        return await self._http.post(url, data=fields, headers={"X-Twilio-Signature": signature})

    async def close(self) -> None:
        await self._http.aclose()
