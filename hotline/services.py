"""What the running service is made of, put together once at the start and handed to each part."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from backend_client.attachments import store_in
from backend_client.backend import Backend
from backend_client.database import Database
from backend_client.workers import Numbered, OnlyWorker
from channels.base import Channel
from common.background import Background
from common.catalogue import Catalogue
from common.wording import Wording
from hotline.clock import Clock
from hotline.danger_table import Danger
from hotline.engine_client import EngineClient
from hotline.file_checks import FileChecks
from hotline.guard import Guard
from hotline.own_words import OwnWords
from hotline.settings import Settings
from hotline.spool import Spool
from hotline.unspoken_words import Words

log = logging.getLogger(__name__)

T = TypeVar("T")

# Timers, claims and receipts that are worked on at the same time.
PAGERS = 3


@dataclass
class Services:
    """The parts. ``intake`` is the same database with little patience: a webhook must not wait for a lock."""

    settings: Settings
    clock: Clock
    backend: Backend
    intake: Database
    guard: Guard
    dangers: dict[str, Danger]
    catalogue: Catalogue
    wording: Wording
    # The first answers in languages that the texts are not in.
    unspoken: Mapping[str, Words]
    # What they answer to the question that is open.
    own_words: OwnWords
    spool: Spool
    engine: EngineClient
    # This process among those that serve the same database.
    worker: Numbered = field(default_factory=OnlyWorker)
    channels: dict[str, Channel] = field(default_factory=dict)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    # The loop that the schedule runs in, once it does.
    loop: asyncio.AbstractEventLoop | None = None
    pagers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(PAGERS, thread_name_prefix="pager"))
    # What a timer began that takes longer than its transaction.
    background: Background = field(default_factory=lambda: Background(log))
    # Told after every change that a page may show (the web chat's sockets, the simulator).
    listeners: list[Callable[[int], None]] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return DATA

    @cached_property
    def files(self) -> FileChecks:
        """What checks and keeps the photos and documents that tenants send."""
        return FileChecks(store_in(self.settings.data_dir))

    async def paging(self, work: Callable[..., T], *given: Any) -> T:
        """Run what brings a page on its way in a thread that is kept for it: those of the turns may all be busy.

        A transaction that Postgres sent back is tried again at once.
        """
        return await asyncio.get_running_loop().run_in_executor(self.pagers, self.backend.db.retried, work, *given)

    def spawn(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Begin work in the schedule's loop: from any thread. Whoever begins it has a timer that begins it again."""
        if self.loop is not None:
            self.loop.call_soon_threadsafe(lambda: self.background.spawn(work()))

    def wake_up(self) -> None:
        """There is work that is due: from any thread."""
        if self.loop is not None:
            self.loop.call_soon_threadsafe(self.wake.set)

    def changed(self, conversation_id: int) -> None:
        for listener in self.listeners:
            listener(conversation_id)


DATA = Path(__file__).resolve().parent.parent / "bot" / "data"
