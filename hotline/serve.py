"""The service's process: the public doors and, on loopback, the assistant's actions, in one event loop."""

import asyncio
import logging
import sys

import uvicorn

from hotline.actions_server import actions_app
from hotline.app import public_app
from hotline.knowledge import knowledge
from hotline.settings import Settings, SettingsError, load_settings


async def serve(settings: Settings) -> None:
    public = uvicorn.Server(
        uvicorn.Config(
            public_app(settings),
            host=settings.host,
            port=settings.port,
            log_level="warning",
            access_log=False,
            proxy_headers=True,
            timeout_graceful_shutdown=5,
            ws_max_size=65_536,
            # Longer than the proxy keeps its connections: else it may write to one that is just being closed.
            timeout_keep_alive=75,
        )
    )
    actions = uvicorn.Server(
        uvicorn.Config(
            actions_app(settings.engine_secret),
            host="127.0.0.1",
            port=settings.actions_port,
            log_level="warning",
            access_log=False,
        )
    )
    # One server handles the signals, the other one follows it down.
    actions.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    inner = asyncio.create_task(actions.serve())
    warming = asyncio.create_task(asyncio.to_thread(knowledge().guard.warm_up))
    try:
        await public.serve()
    finally:
        actions.should_exit = True
        await inner
        await warming


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # These log addresses with ids and numbers in them.
    for noisy in ("httpx", "httpcore", "telegram", "rasa_sdk"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    try:
        settings = load_settings()
        asyncio.run(serve(settings))
    except SettingsError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
