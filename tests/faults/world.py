"""One service under test: its processes, which can be killed, and its database, which outlives them."""

import asyncio
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from backend_client.database import Database
from hotline.settings import ROOT, Settings
from tests.faults.far_end import NUMBER, PUBLIC, SID, TOKEN, FarEnd, Phones
from tests.ports import free_port

# Nothing is awaited for longer than this, in seconds.
PATIENCE = 90.0


class Launcher:
    """Forks service processes that are imported once (``tests/faults/launcher.py``)."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.launcher"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None and self._process.stdout.readline() == "ready\n"
        # Two worlds may ask at once: each reads the answer to its own question.
        self._asking = threading.Lock()

    def start(self, environment: dict[str, str], log: Path) -> int:
        assert self._process.stdin is not None and self._process.stdout is not None
        with self._asking:
            self._process.stdin.write(json.dumps({"env": environment, "log": str(log)}) + "\n")
            self._process.stdin.flush()
            return int(self._process.stdout.readline())

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


def start_module(environment: dict[str, str], log: Path) -> int:
    """The service as the supervisor starts it."""
    with log.open("ab") as sink:
        command = [sys.executable, "-m", "hotline.serve"]
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=sink, stderr=sink)
    return process.pid


class Process:
    """A running process, by a descriptor of it: its death is an event, and its id cannot be mistaken."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._descriptor = os.pidfd_open(pid)

    @property
    def dead(self) -> bool:
        return bool(select.select([self._descriptor], [], [], 0)[0])

    def kill(self) -> None:
        """SIGKILL; returns when it is dead."""
        if not self.dead:
            signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)
        select.select([self._descriptor], [], [], PATIENCE)
        try:
            os.waitpid(self.pid, 0)
        except ChildProcessError:
            return  # the launcher's child


async def until(holds: Callable[[], object], what: Callable[[], str] | str, patience: float = PATIENCE) -> None:
    """Wait for what another process or its database shows; there is no event to wait for.

    :raises AssertionError: it did not come to pass in time
    """
    try:
        async with asyncio.timeout(patience):
            while not await asyncio.to_thread(holds):
                await asyncio.sleep(0.05)
    except TimeoutError:
        told = what if isinstance(what, str) else what()
        raise AssertionError(f"after {patience:g} s still waiting for: {told}") from None


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class World:
    """The service, its engine and the far end. ``up``: the service takes webhooks."""

    folder: Path
    database_url: str
    far_end: FarEnd
    start_service: Callable[[dict[str, str], Path], int]
    engine_command: Callable[["World"], list[str]]
    engine_environment: Callable[["World"], dict[str, str]] = lambda _: dict(os.environ)
    up: asyncio.Event = field(default_factory=asyncio.Event)
    extra: dict[str, str] = field(default_factory=dict)
    kills: int = 0
    service: Process | None = None
    engine: Process | None = None

    def __post_init__(self) -> None:
        self.settings = Settings(
            port=free_port(),
            engine_port=free_port(),
            actions_port=free_port(),
            data_dir=self.folder,
            database_url=self.database_url,
            secret="a-key-of-the-tests",  # type: ignore[arg-type]
        )
        self.db = Database(self.settings.database)
        self.phones = Phones(self.far_end.line, self.up)
        self.log = self.folder / "service.log"

    @property
    def environment(self) -> dict[str, str]:
        settings = self.settings
        real = {
            "PORT": str(settings.port),
            "ENGINE_PORT": str(settings.engine_port),
            "ACTIONS_PORT": str(settings.actions_port),
            "DATA_DIR": str(settings.data_dir),
            "DATABASE_URL": self.database_url,
            "SECRET": settings.secret.get_secret_value(),
            "SIMULATOR": "off",
            "PUBLIC_URL": PUBLIC,
            "TWILIO_ACCOUNT_SID": SID,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": NUMBER,
            "TWILIO_API_BASE": self.far_end.api,
        }
        return {"PYTHONPATH": str(ROOT), **{f"VEILLEUR_{name}": value for name, value in (real | self.extra).items()}}

    async def start(self) -> None:
        """Start the service and wait until its doors are open, or it was killed before that."""
        pid = await asyncio.to_thread(self.start_service, self.environment, self.log)
        self.service = started = Process(pid)
        await until(lambda: started.dead or answers(self.settings.port), "the service is up")
        if not started.dead:
            self.far_end.line.ports.append(self.settings.port)
            self.up.set()

    async def kill(self) -> None:
        """SIGKILL, at whatever it is doing."""
        assert self.service is not None
        ports = self.far_end.line.ports
        ports[:] = [port for port in ports if port != self.settings.port]
        if not ports:
            self.up.clear()
        await asyncio.to_thread(self.service.kill)
        self.kills += 1

    async def start_engine(self, wait: bool = True) -> None:
        with (self.folder / "engine.log").open("ab") as sink:
            command, environment = self.engine_command(self), self.engine_environment(self)
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=sink, stderr=sink)
        self.engine = Process(process.pid)
        if wait:
            await until(self._engine_ready, "the engine is ready")

    def _engine_ready(self) -> bool:
        try:
            return httpx.get(f"{self.settings.engine_url}/health", timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    async def kill_engine(self) -> None:
        assert self.engine is not None
        await asyncio.to_thread(self.engine.kill)

    async def close(self) -> None:
        for process in (self.service, self.engine):
            if process is not None:
                await asyncio.to_thread(process.kill)
        await self.phones.close()
        self.db.dispose()
