"""The other side: the project that ``rasa init`` makes, with its default configuration, on its REST channel.

SQLite holds its conversations, because a hotline needs them on disk; its default store, in memory, is measured too.
"""

import asyncio
import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks import processes
from benchmarks.load import Answer

CACHE = Path(__file__).with_name(".cache")
ENVIRONMENT = {"RASA_TELEMETRY_ENABLED": "false", "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"}
STORES = {
    "SQLite": "tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: rasa.db\n",
    "memory": "",
}
_LONGEST_START = 300.0


@dataclass
class Stock:
    """A running server. ``first_answer``: seconds from its start to the first message it answered."""

    process: "subprocess.Popen[bytes]"
    http: httpx.AsyncClient
    first_answer: float = 0.0
    door: str = "/"

    async def say(self, sender: int, turn: int, text: str) -> Answer:
        started = time.monotonic()
        reply = await self.http.post("/webhooks/rest/webhook", json={"sender": f"tenant-{sender}", "message": text})
        reply.raise_for_status()
        return Answer(time.monotonic() - started, len(reply.json()))


def project(python: str, tell: Callable[[str], None]) -> Path:
    """The project with its trained model, made once for each version of Rasa."""
    version = subprocess.run(
        [python, "-c", "import importlib.metadata as m; print(m.version('rasa'))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    made = CACHE / f"rasa-init-{version}"
    if not list(made.glob("models/*.tar.gz")):
        tell(f"stock: rasa init --no-prompt, version {version}: it trains its model, once (about two minutes)")
        CACHE.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as directory, (CACHE / "rasa-init.log").open("wb") as log:
            command = [python, "-m", "rasa", "init", "--no-prompt", "--init-dir", directory]
            with processes.running(command, Path(log.name), CACHE, ENVIRONMENT) as training:
                if training.wait() != 0:
                    raise RuntimeError(f"rasa init failed, see {log.name}")
            shutil.rmtree(made, ignore_errors=True)
            shutil.copytree(directory, made)
    return made


@contextlib.asynccontextmanager
async def served(python: str, made: Path, store: str, directory: Path) -> AsyncIterator[Stock]:
    """The project served from a fresh copy, so that its database is empty."""
    copy = directory / f"stock-{store}"
    shutil.copytree(made, copy)
    (copy / "endpoints.yml").write_text(STORES[store])
    port = processes.free_port()
    command = [python, "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port)]
    started = time.monotonic()
    with processes.running(command, directory / f"stock-{store}.log", copy, ENVIRONMENT) as process:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=120, limits=_MANY) as http:
            stock = Stock(process, http)
            await _first_answer(stock, started)
            stock.first_answer = time.monotonic() - started
            yield stock


_MANY = httpx.Limits(max_connections=None, max_keepalive_connections=None)


async def _first_answer(stock: Stock, started: float) -> None:
    while time.monotonic() - started < _LONGEST_START:
        if stock.process.poll() is not None:
            raise RuntimeError(f"stock Rasa ended with {stock.process.returncode}")
        with contextlib.suppress(httpx.HTTPError):
            if (await stock.say(0, 0, "hello")).messages:
                return
        await asyncio.sleep(0.2)
    raise RuntimeError("stock Rasa did not answer in time")


def engine_python(root: Path) -> str:
    """The engine environment's interpreter, which both sides run on."""
    return os.environ.get("VEILLEUR_ENGINE_PYTHON") or str((root / ".engine").resolve() / "bin" / "python")
