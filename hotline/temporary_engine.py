"""An engine to ask: the one that runs, or one of our own for as long as it is needed."""

import asyncio
import contextlib
import os
import socket
import time
from collections.abc import AsyncIterator, Callable

import httpx

from hotline.engine_client import EngineClient, EngineDown
from hotline.settings import ROOT, Settings
from hotline.supervisor import engine_command, engine_environment

PATIENCE = 180.0
"""Seconds for the engine to load its model, on a busy machine."""
_READY, _NO_MODEL = 200, 503


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.asynccontextmanager
async def engine_for(settings: Settings, tell: Callable[[str], None], patience: float = PATIENCE) -> AsyncIterator[str]:
    """The address of a ready engine. Starts one on a free port when none answers, and stops it afterwards.

    :param patience: seconds for a started engine to become ready
    :raises EngineDown: the engine could not be started, as half a sentence that says why and what to do
    """
    running = EngineClient(settings.engine_url, settings.engine_secret, timeout=2)
    is_ready = await running.ready()
    await running.close()
    if is_ready:
        yield settings.engine_url
        return
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *engine_command(settings, port),
        cwd=ROOT,
        env=engine_environment(settings),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        preexec_fn=os.setpgrp,
    )
    url = f"http://127.0.0.1:{port}/webhooks/engine"
    try:
        tell("the engine is loading")
        await _until_ready(process, f"{url}/health", patience)
        yield url
    finally:
        with contextlib.suppress(ProcessLookupError):  # it has ended by itself
            process.terminate()
        await process.wait()


async def _until_ready(process: asyncio.subprocess.Process, health: str, patience: float) -> None:
    started = time.monotonic()
    async with httpx.AsyncClient(timeout=2.0) as http:
        while (status := await _status(http, health)) != _READY:
            if process.returncode is not None:
                raise EngineDown(f"it ended with {process.returncode} while it was loading; run `make model`.")
            if status == _NO_MODEL:
                raise EngineDown("it cannot load its model; run `make model`.")
            if time.monotonic() - started > patience:
                raise EngineDown(f"it was not ready after {patience:.0f} s.")
            await asyncio.sleep(0.2)


async def _status(http: httpx.AsyncClient, url: str) -> int | None:
    """The status of the answer; None while nobody answers."""
    try:
        return (await http.get(url)).status_code
    except httpx.HTTPError:
        return None
