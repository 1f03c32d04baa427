"""DBOS: each turn is a workflow that survives a crash. Its only argument is the exchange's id.

The workflow has no steps of its own: what it does is idempotent by rows (an exchange is handled once, an effect
exists once per exchange), so a recovered workflow simply runs again. Steps would store every result a second time.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from dbos import DBOS, DBOSConfig, SetWorkflowID

from hotline.settings import Settings

log = logging.getLogger(__name__)

# Ended one way or the other. One that failed has to go too: its id would keep the exchange from a second try.
ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
# Finished workflows deleted in one go, and how often (seconds).
SWEEP, SWEEP_EVERY = 500, 60.0

_run: Callable[[int], Awaitable[None]] | None = None
_loop: asyncio.AbstractEventLoop | None = None


@DBOS.workflow(name="turn")
async def turn_workflow(exchange_id: int) -> None:
    """Answer one exchange. A workflow recovered at the start runs in a loop of DBOS's own: it hands over to ours."""
    assert _run is not None and _loop is not None  # set by launch, before DBOS may start anything
    if asyncio.get_running_loop() is _loop:
        await _run(exchange_id)
        return
    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_hand_over(exchange_id), _loop))


async def _hand_over(exchange_id: int) -> None:
    assert _run is not None
    await _run(exchange_id)


def launch(settings: Settings, run: Callable[[int], Awaitable[None]], worker: int) -> None:
    """Start DBOS and recover the turns that a dead process of this worker's number left. Call from the service's loop.

    Whoever runs a recovered turn, the exchange's row says whose it is: it is answered once.
    """
    global _run, _loop
    _run, _loop = run, asyncio.get_running_loop()
    config: DBOSConfig = {
        "name": "veilleur",
        "system_database_url": settings.dbos_database,
        "application_version": settings.app_version,
        "executor_id": f"worker-{worker}",
        "enable_otlp": False,
        "log_level": "WARNING",
    }
    DBOS(config=config)
    DBOS.launch()


async def start_turn(exchange_id: int) -> None:
    """Begin the turn of an exchange; beginning it twice begins it once."""
    with SetWorkflowID(f"turn-{exchange_id}"):
        handle = await DBOS.start_workflow_async(turn_workflow, exchange_id)
    await handle.get_result()


async def sweep() -> int:
    """Forget finished workflows: the exchange's own row says that it was handled. Returns how many were."""
    done = await DBOS.list_workflows_async(status=ENDED, limit=SWEEP, load_input=False, load_output=False)
    if done:
        await DBOS.delete_workflows_async([workflow.workflow_id for workflow in done])
    return len(done)


async def keep_small() -> None:
    """Until cancelled: sweep every minute, so that DBOS's tables stay as small as the work under way."""
    while True:
        await asyncio.sleep(SWEEP_EVERY)
        try:
            while await sweep() == SWEEP:
                pass
        except Exception:
            log.exception("finished workflows could not be deleted; tried again")


def stop() -> None:
    DBOS.destroy()
