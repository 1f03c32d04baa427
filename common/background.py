"""Work that goes on after its caller has answered."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any


class Background:
    """Tasks with a reference kept, so that none is collected half done, and with failures logged."""

    def __init__(self, log: logging.Logger) -> None:
        self._log = log
        self._tasks: set[asyncio.Task[None]] = set()

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._log.error("background work failed", exc_info=task.exception())

    async def idle(self) -> None:
        """Wait until nothing runs."""
        while self._tasks:
            await asyncio.gather(*list(self._tasks), return_exceptions=True)

    def cancel(self) -> None:
        for task in self._tasks:
            task.cancel()
