"""An engine to ask: the one that runs, or one of our own for as long as it is needed."""

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator, Callable

from hotline.engine_client import EngineClient
from hotline.settings import ROOT, Settings
from hotline.supervisor import engine_command, engine_environment


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.asynccontextmanager
async def engine_for(settings: Settings, tell: Callable[[str], None]) -> AsyncIterator[str]:
    """The address of a ready engine. Starts one on a free port when none answers, and stops it afterwards."""
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
    client = EngineClient(url, settings.engine_secret, timeout=2)
    try:
        tell("the engine is loading")
        while not await client.ready():
            if process.returncode is not None:
                raise RuntimeError(f"the engine ended with {process.returncode}")
            await asyncio.sleep(0.2)
        yield url
    finally:
        await client.close()
        process.terminate()
        await process.wait()
