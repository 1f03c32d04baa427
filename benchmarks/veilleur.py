"""Veilleur as ``veilleur run`` serves it, with its SMS provider replaced by the stand-in of this benchmark."""

import asyncio
import contextlib
import itertools
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from benchmarks import ledger, processes
from benchmarks.load import SCRIPT, Answer
from hotline.settings import ROOT

ACCOUNT, TOKEN = "AC" + "0" * 32, "benchmark"
PUBLIC_URL = "https://hotline.example"
SMS_PATH = "/channels/twilio/sms"
# An answer that takes longer counts as none.
LONGEST_ANSWER = 60.0
LONGEST_START = 300.0
_MANY = httpx.Limits(max_connections=None, max_keepalive_connections=None)


def number(sender: int) -> str:
    """A fictional number: 06 39 98 00 00 to 06 39 98 89 99."""
    return f"+3363998{sender % 9000:04d}"


class Provider:
    """What the stand-in provider was handed, as it tells it: times by recipient."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.exchanges: list[int] = []
        self.handed: dict[int, float] = {}
        """When it was first handed a message or call of an exchange (monotonic clock, seconds)."""
        self._waiting: dict[str, tuple[int, list[float], asyncio.Event]] = {}

    def expect(self, address: str, messages: int) -> tuple[list[float], asyncio.Event]:
        """The times at which messages reach this address from now on; the event: as many as expected did."""
        times: list[float] = []
        event = asyncio.Event()
        self._waiting[address] = (messages, times, event)
        return times, event

    async def read(self, lines: asyncio.StreamReader) -> None:
        while line := await lines.readline():
            at, address, exchange = line.decode().split()
            self.exchanges.append(int(exchange))
            self.handed.setdefault(int(exchange), int(at) / 1e9)
            messages, times, event = self._waiting.get(address, (0, [], None))
            times.append(int(at) / 1e9)
            if event is not None and len(times) >= messages:
                event.set()


@contextlib.asynccontextmanager
async def provider(directory: Path) -> AsyncIterator[Provider]:
    port = processes.free_port()
    command = [sys.executable, "-m", "benchmarks.provider", str(port)]
    with processes.running(command, directory / "provider.log", ROOT, {}, stdout=subprocess.PIPE) as process:
        reader = asyncio.StreamReader(limit=2**20)
        protocol = asyncio.StreamReaderProtocol(reader)
        assert process.stdout is not None  # asked for above
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, process.stdout)
        await reader.readline()
        stand_in = Provider(port)
        task = asyncio.create_task(stand_in.read(reader))
        try:
            yield stand_in
        finally:
            task.cancel()
            transport.close()


@dataclass
class Hotline:
    """A running hotline. ``messages_of_turn``: how many messages answer each message of the script."""

    pid: int
    http: httpx.AsyncClient
    provider: Provider
    tag: str
    door: str = "/robots.txt"
    messages_of_turn: list[int] = field(default_factory=list)
    first_answer: float = 0.0
    assistant_answer: float = 0.0
    sent: list[tuple[str, int]] = field(default_factory=list)
    posted: dict[str, float] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    async def post(self, sender: int, turn: int, text: str) -> float:
        """One signed webhook. Returns the seconds to its 2xx."""
        sid = f"SM{self.tag}{next(self._numbers):08d}"
        self.sent.append((sid, turn))
        form = {
            "MessageSid": sid,
            "AccountSid": ACCOUNT,
            "From": number(sender),
            "To": "+33199001000",
            "Body": text,
            "NumMedia": "0",
            "NumSegments": "1",
        }
        signature = RequestValidator(TOKEN).compute_signature(PUBLIC_URL + SMS_PATH, form)
        started = self.posted[sid] = time.monotonic()
        reply = await self.http.post(SMS_PATH, data=form, headers={"X-Twilio-Signature": signature})
        reply.raise_for_status()
        return time.monotonic() - started

    async def say(self, sender: int, turn: int, text: str) -> Answer:
        """One message, until the provider has the last message of its answer."""
        messages = self.messages_of_turn[turn] if self.messages_of_turn else 1
        times, event = self.provider.expect(number(sender), messages)
        started = time.monotonic()
        accepted = await self.post(sender, turn, text)
        try:
            await asyncio.wait_for(event.wait(), LONGEST_ANSWER)
        except TimeoutError:
            return Answer(LONGEST_ANSWER, 0, accepted)
        return Answer(times[messages - 1] - started, len(times), accepted)

    async def warm_up_answer(self, file: Path, sender: int, text: str) -> list[str]:
        """One message, until the database has all of its answer as sent. Returns the messages' keys."""
        return [reply.get("key", "") for reply in await self.replies(file, sender, text)]

    async def replies(self, file: Path, sender: int, text: str) -> list[dict[str, Any]]:
        """The same, with each message as the database keeps it (``ledger.replies_to``)."""
        await self.post(sender, 0, text)
        sid, _ = self.sent.pop()
        started = time.monotonic()
        while time.monotonic() - started < LONGEST_ANSWER:
            if (found := ledger.replies_to(file, sid)) is not None:
                return found
            await asyncio.sleep(0.05)
        raise RuntimeError(f"no answer to {text!r}")

    async def learn(self, file: Path, sender: int) -> None:
        """One conversation, to know how many messages answer each of the script's."""
        self.messages_of_turn = [len(await self.warm_up_answer(file, sender, text)) for text in SCRIPT]


def settings_of(directory: Path, stand_in: Provider, python: str) -> dict[str, str]:
    """The environment of ``veilleur run``: real channels only, pointed at the stand-in, on free ports."""
    return {
        "VEILLEUR_DATA_DIR": str(directory),
        "VEILLEUR_SIMULATOR": "off",
        "VEILLEUR_TWILIO_ACCOUNT_SID": ACCOUNT,
        "VEILLEUR_TWILIO_AUTH_TOKEN": TOKEN,
        "VEILLEUR_TWILIO_FROM": "+33199001000",
        "VEILLEUR_TWILIO_API_BASE": stand_in.url,
        "VEILLEUR_PUBLIC_URL": PUBLIC_URL,
        "VEILLEUR_PORT": str(processes.free_port()),
        "VEILLEUR_ENGINE_PORT": str(processes.free_port()),
        "VEILLEUR_ACTIONS_PORT": str(processes.free_port()),
        "VEILLEUR_ENGINE_PYTHON": python,
    }


@contextlib.asynccontextmanager
async def served(directory: Path, stand_in: Provider, python: str, tag: str) -> AsyncIterator[Hotline]:
    """``veilleur run`` on this data directory, until the assistant itself has answered."""
    environment = settings_of(directory, stand_in, python)
    command = [sys.executable, "-m", "hotline.cli", "run"]
    started = time.monotonic()
    with processes.running(command, directory / "run.log", ROOT, environment) as process:
        async with client(environment) as http:
            hotline = Hotline(process.pid, http, stand_in, tag)
            await reachable(hotline, process, started)
            await hotline.say(8998, 0, "hello")
            hotline.first_answer = time.monotonic() - started
            await ready(http, started)
            await hotline.say(8999, 0, "hello")
            hotline.assistant_answer = time.monotonic() - started
            yield hotline


def client(environment: Mapping[str, str]) -> httpx.AsyncClient:
    address = f"http://127.0.0.1:{environment['VEILLEUR_PORT']}"
    return httpx.AsyncClient(base_url=address, timeout=120, limits=_MANY)


async def reachable(hotline: Hotline, process: "subprocess.Popen[bytes]", started: float) -> None:
    while time.monotonic() - started < LONGEST_START:
        if process.poll() is not None:
            raise RuntimeError(f"veilleur run ended with {process.returncode}, see run.log in the data directory")
        with contextlib.suppress(httpx.HTTPError):
            if (await hotline.http.get("/robots.txt")).status_code == 200:
                return
        await asyncio.sleep(0.05)
    raise RuntimeError("veilleur run did not open its doors in time")


async def ready(http: httpx.AsyncClient, started: float) -> None:
    """Wait until the engine answers too."""
    while time.monotonic() - started < LONGEST_START:
        with contextlib.suppress(httpx.HTTPError):
            if (await http.get("/healthz")).status_code == 200:
                return
        await asyncio.sleep(0.05)
    raise RuntimeError("the engine was not ready in time")
