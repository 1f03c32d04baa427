"""What the stand-in for Twilio keeps and tells: its records, its signed webhooks, and the faults on their way."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
from twilio.request_validator import RequestValidator

from channels.twilio_client import TwilioAccount
from hotline.simulator.faults import Faults
from hotline.simulator.journal import Journal

Json = dict[str, Any]


class Wire:
    """One account. ``pace``: the seconds between two steps of a message or a call."""

    def __init__(
        self,
        account: TwilioAccount,
        clock: Callable[[], datetime],
        *,
        store: Path | None = None,
        faults: Faults | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        pace: float = 0.0,
    ) -> None:
        self.account, self.clock, self.pace = account, clock, pace
        self.faults = faults or Faults()
        self.journal = Journal(store)
        self._made: dict[str, datetime] = {}
        self._signer = RequestValidator(account.auth_token)
        self._client = httpx.AsyncClient(transport=transport, timeout=15, trust_env=False)
        self._tasks: set[asyncio.Task[None]] = set()

    def keep(self, resource: str, item: Json) -> None:
        """Store a message or a call as it stands now. ``resource``: Messages, Calls, Recordings."""
        self._made.setdefault(item["sid"], self.clock())
        self.journal.put(f"{resource}:{item['sid']}", item)

    def items(self, resource: str) -> list[Json]:
        """All of one kind, the oldest first."""
        prefix = f"{resource}:"
        return [item for key, item in self.journal.records.items() if key.startswith(prefix)]

    def listed(self, resource: str) -> list[Json]:
        """Those that a list shows by now: it may lag."""
        shown = self.clock() - timedelta(seconds=self.faults.list_lag)
        return [item for item in self.items(resource) if self._made.get(item["sid"], shown) <= shown]

    async def post(self, url: str, fields: dict[str, str]) -> httpx.Response:
        """A signed webhook. :raises httpx.HTTPError: nobody answers"""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "X-Twilio-Signature": self._signer.compute_signature(url, fields),
            "User-Agent": "TwilioProxy/1.1",
        }
        return await self._client.post(url, content=urlencode(fields).encode(), headers=headers)

    async def tell(self, callback: str, receipt: dict[str, str]) -> None:
        """A status callback, whose answer does not matter."""
        for _ in range(2 if self.faults.duplicate_callbacks else 1):
            if self.faults.callback_delay is not None:
                await asyncio.sleep(self.faults.callback_delay())
            try:
                await self.post(callback, receipt)
            except httpx.HTTPError:
                # Twilio does not try a status callback again either.
                continue

    async def tell_all(self, callback: str, receipts: list[dict[str, str]]) -> None:
        """Those of one message or call that were held back; delayed ones overtake each other."""
        if self.faults.callback_delay is not None:
            await asyncio.gather(*(self.tell(callback, receipt) for receipt in receipts))
            return
        for receipt in receipts:
            await self.tell(callback, receipt)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Wait until every message and call has ended and every callback was answered."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def stop(self) -> None:
        self.faults.release()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.aclose()
