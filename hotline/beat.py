"""The outgoing beat: a call to an outside monitor as long as all is well. When it stays away, the monitor alerts.

Any monitor that waits for a GET fits: healthchecks.io, Uptime Kuma's push, Better Stack's heartbeats.
"""

import asyncio
import logging
from dataclasses import dataclass

import httpx

from hotline.health import Watch
from hotline.settings import Settings

log = logging.getLogger(__name__)

# How long the monitor may take (seconds).
PATIENCE = 10.0


@dataclass
class Beat:
    """Calls ``url`` every ``seconds``. The address is a secret of its own: it is never logged."""

    url: str
    seconds: float
    watch: Watch
    _troubled: str = ""

    async def run(self) -> None:
        """Until cancelled."""
        async with httpx.AsyncClient(timeout=PATIENCE, headers={"User-Agent": "veilleur"}) as http:
            while True:
                self._note(await self._once(http))
                await asyncio.sleep(self.seconds)

    async def _once(self, http: httpx.AsyncClient) -> str:
        """Why there was no beat; empty: there was."""
        health = await self.watch.look()
        if not health.well:
            return f"not well: {', '.join(health.failing)}"
        try:
            answer = await http.get(self.url)
        except httpx.HTTPError as error:
            return f"the monitor cannot be reached ({type(error).__name__})"
        return "" if answer.is_success else f"the monitor answers {answer.status_code}"

    def _note(self, trouble: str) -> None:
        """Once when it begins, once when it is over."""
        if trouble and trouble != self._troubled:
            log.error("no beat: %s", trouble)
        elif self._troubled and not trouble:
            log.info("the beat goes out again")
        self._troubled = trouble


def beat_of(settings: Settings, watch: Watch) -> Beat | None:
    """The beat that the settings name; None: none."""
    url = settings.beat_url.get_secret_value()
    return Beat(url, settings.beat_seconds, watch) if url else None
