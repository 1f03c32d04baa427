"""Starts, watches and restarts the processes of ``veilleur run``: the engine (Rasa) and the service.

Small and our own, because what matters here is what general supervisors leave out: the service starts at once and
answers while the engine is still loading, progress is shown, and a port that is taken stops the start with a sentence.
"""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from rich.console import Console

from hotline.settings import ROOT, Settings, SettingsError

# A process that keeps dying is restarted ever more slowly, in seconds.
BACKOFF = (0.2, 1.0, 3.0, 10.0, 30.0)
# One that lived this long starts again with the shortest wait.
HEALTHY_AFTER = 60.0
STOP_PATIENCE = 10.0


@dataclass
class Program:
    """One watched process. ``health`` answers 200 when it is ready."""

    name: str
    command: list[str]
    environment: dict[str, str]
    health: str
    headers: dict[str, str] = field(default_factory=dict)
    any_status: bool = False


def engine_environment(settings: Settings) -> dict[str, str]:
    """What Rasa is told: no telemetry, one thread a library (two processes share two cores), our secret."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "VEILLEUR_ENGINE_SECRET": settings.engine_secret,
        "VEILLEUR_ACTION_URL": f"http://127.0.0.1:{settings.actions_port}/webhook",
        "SANIC_HOST": "127.0.0.1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }


def engine_python(settings: Settings) -> str:
    """The engine environment's interpreter. :raises SettingsError: it was not built"""
    path = settings.engine_python or (ROOT / ".engine").resolve() / "bin" / "python"
    if not Path(path).exists():
        raise SettingsError("The engine environment is not there: run `make engine`, or set VEILLEUR_ENGINE_PYTHON.")
    return str(path)


def newest_model(settings: Settings) -> Path:
    """The model to serve. :raises SettingsError: none was trained"""
    if settings.model:
        return Path(settings.model)
    models = sorted((ROOT / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise SettingsError("There is no trained model: run `make model`, or set VEILLEUR_MODEL.")
    return models[-1]


def engine_command(settings: Settings, port: int) -> list[str]:
    """Rasa on loopback, without its API: only the connector's routes exist."""
    return [
        engine_python(settings), "-m", "rasa", "run", "--model", str(newest_model(settings)),
        "--credentials", "credentials.yml", "--endpoints", "endpoints.yml", "-i", "127.0.0.1", "-p", str(port),
    ]  # fmt: skip


def programs(settings: Settings) -> list[Program]:
    engine = engine_command(settings, settings.engine_port)
    service = [sys.executable, "-m", "hotline.keeper"]
    secret = {"X-Engine-Secret": settings.engine_secret}
    address = f"http://127.0.0.1:{settings.port}/robots.txt"
    return [
        Program("service", service, {**os.environ, "PYTHONPATH": str(ROOT)}, address),
        Program(
            "engine",
            engine,
            engine_environment(settings),
            f"{settings.engine_url}/health",
            secret,
        ),
    ]


def check_ports(settings: Settings) -> None:
    """:raises SettingsError: a port is taken, and which setting moves it"""
    for port, name in (
        (settings.port, "PORT"),
        (settings.engine_port, "ENGINE_PORT"),
        (settings.actions_port, "ACTIONS_PORT"),
    ):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise SettingsError(f"Port {port} is taken: set VEILLEUR_{name} to a free one.") from None


class Supervisor:
    """Keeps its programs alive until it is told to stop."""

    def __init__(self, programs: list[Program], tell: Callable[[str], None], logs: Path) -> None:
        self._programs = programs
        self._tell = tell
        self._logs = logs
        self._stopping = asyncio.Event()
        self._running: dict[str, asyncio.subprocess.Process] = {}

    async def run(self) -> None:
        self._logs.mkdir(parents=True, exist_ok=True)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stopping.set)
        keepers = [asyncio.create_task(self._keep(program)) for program in self._programs]
        await self._stopping.wait()
        await asyncio.gather(*(self._stop(process) for process in self._running.values()))
        for keeper in keepers:
            keeper.cancel()
        await asyncio.gather(*keepers, return_exceptions=True)

    async def _keep(self, program: Program) -> None:
        deaths = 0
        while not self._stopping.is_set():
            started = time.monotonic()
            with (self._logs / f"{program.name}.log").open("ab") as log:
                process = await asyncio.create_subprocess_exec(
                    *program.command,
                    cwd=ROOT,
                    env=program.environment,
                    stdout=log,
                    stderr=log,
                )
            self._running[program.name] = process
            watcher = asyncio.create_task(self._announce(program, started))
            code = await process.wait()
            watcher.cancel()
            if self._stopping.is_set():
                return
            deaths = 0 if time.monotonic() - started > HEALTHY_AFTER else deaths + 1
            wait = BACKOFF[min(deaths, len(BACKOFF) - 1)]
            self._tell(f"{program.name} ended with {code}; again in {wait:g} s (see {self._logs / program.name}.log)")
            await asyncio.sleep(wait)

    async def _announce(self, program: Program, started: float) -> None:
        """Say when it is ready, and that it is still loading while somebody waits."""
        async with httpx.AsyncClient(timeout=2.0, headers=program.headers) as http:
            told = started
            while True:
                try:
                    if (await http.get(program.health)).status_code == 200:
                        break
                except httpx.HTTPError:
                    pass
                if time.monotonic() - told > 5:
                    told = time.monotonic()
                    self._tell(f"{program.name} is loading, {told - started:.0f} s")
                await asyncio.sleep(0.2)
        self._tell(f"{program.name} ready after {time.monotonic() - started:.1f} s")

    @staticmethod
    async def _stop(process: asyncio.subprocess.Process) -> None:
        if process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()


def supervise(settings: Settings) -> None:
    """Run until interrupted. :raises SettingsError: what to set before it can start"""
    console = Console()
    check_ports(settings)
    supervisor = Supervisor(
        programs(settings),
        lambda line: console.print(f"[dim]veilleur[/dim] {line}", highlight=False),
        settings.data_dir / "logs",
    )
    console.print(f"Veilleur: {settings.base_url}/" + (" (simulated phones)" if settings.simulated else ""))
    asyncio.run(supervisor.run())
