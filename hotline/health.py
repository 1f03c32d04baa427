"""Whether the hotline does its work, part by part: for an outside monitor and for the outgoing beat.

Ages and counts only, nothing about anybody. What is looked at is cheap, and kept for a second: anybody may ask.
"""

import asyncio
import logging
import time
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from backend_client import timers
from backend_client.conversations import OPEN
from backend_client.models import Exchange, Page
from hotline import failed_work
from hotline.schedule import Schedule
from hotline.services import Services

log = logging.getLogger(__name__)

# From here on (seconds) something is not well: the loop that keeps time has not come round; a wait has run out and
# nobody did its work; a page has not left (the tries of an urgent message are over after 85).
LATE_LOOP, LATE_TIMER, LATE_PAGE = 30.0, 60.0, 90.0
# How long the database may take to answer, and how long an answer is good for (seconds).
PATIENCE, KEPT = 3.0, 1.0


@dataclass(frozen=True)
class Part:
    """One part. ``age``: how long it has been late or silent, in seconds; ``waiting``: how many things wait."""

    ok: bool
    age: float | None = None
    waiting: int | None = None

    def told(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True)
class Health:
    """Every part by its name: schedule, timers, pages, database, spool, engine."""

    parts: dict[str, Part]

    @property
    def failing(self) -> list[str]:
        return [name for name, part in self.parts.items() if not part.ok]

    @property
    def well(self) -> bool:
        return not self.failing

    def told(self) -> dict[str, Any]:
        """As JSON: {"well": false, "failing": ["engine"], "parts": {"engine": {"ok": false}, …}}."""
        parts = {name: part.told() for name, part in self.parts.items()}
        return {"well": self.well, "failing": self.failing, "parts": parts}


@dataclass
class Watch:
    """Looks at the running service. ``kept``: how long what was found is good for, in seconds."""

    services: Services
    schedule: Schedule
    kept: float = KEPT
    _known: tuple[float, Health] | None = None
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def look(self) -> Health:
        """What is well and what is not, at most ``kept`` seconds old. Never raises."""
        async with self._looking:
            if self._known is None or time.monotonic() - self._known[0] > self.kept:
                self._known = time.monotonic(), await self._look()
            return self._known[1]

    async def _look(self) -> Health:
        silent = time.monotonic() - self.schedule.came_round_at
        engine, stored = await asyncio.gather(self.services.engine.ready(), self._stored())
        spool = len(self.services.spool)
        return Health(
            {
                "schedule": Part(silent < LATE_LOOP, age=round(silent, 1)),
                **stored,
                "spool": Part(not spool, waiting=spool),
                "engine": Part(engine),
            }
        )

    async def _stored(self) -> dict[str, Part]:
        try:
            # The thread of a database that hangs goes on; nobody waits for it.
            return await asyncio.wait_for(asyncio.to_thread(self._read), PATIENCE)
        except (SQLAlchemyError, TimeoutError) as error:
            log.error("the database does not say how it is (%s)", type(error).__name__)
            return {"database": Part(False)}

    def _read(self) -> dict[str, Part]:
        now = self.services.clock()
        with self.services.intake.reading() as s:
            s.execute(text("SELECT 1"))
            timer, page = _late(timers.next_due(s), now), _late(_oldest_unsent(s), now)
            failing = failed_work.failing_pages(s)
        return {
            "database": Part(True),
            "timers": Part(timer < LATE_TIMER and not failing, age=timer, waiting=failing),
            "pages": Part(page < LATE_PAGE, age=page),
        }


def _oldest_unsent(s: Session) -> datetime | None:
    """Since when the oldest page waits to be handed to its provider."""
    unsent = select(func.min(Exchange.created_at)).join(Page, Page.exchange_id == Exchange.id)
    return s.scalar(unsent.where(OPEN, Exchange.status.in_(("queued", "sending"))))


def _late(since: datetime | None, now: datetime) -> float:
    """For how many seconds; 0 where there is nothing, or not yet."""
    return round(max(0.0, (now - since).total_seconds()), 1) if since is not None else 0.0
