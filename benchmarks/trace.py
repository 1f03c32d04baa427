"""One conversation looked at closely: per turn, the rows that are written and the custom actions that are run.

A run of its own, because looking costs: triggers count the rows, and the engine's calls to the actions pass through
a counting relay. The processes are those of ``veilleur run``; only the relay's address differs.
"""

import asyncio
import contextlib
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from benchmarks import ledger, processes, veilleur
from benchmarks.load import SCRIPT
from hotline.settings import ROOT, load_settings
from hotline.supervisor import programs

_CALL = re.compile(rb'"next_action": ?"([a-z_]+)"')
_QUIET = 1.0


@dataclass(frozen=True)
class TracedTurn:
    text: str
    replies: Sequence[str]
    actions: Sequence[str]
    rows: Counter[tuple[str, str]]


class Relay:
    """Passes bytes on to the actions' port and notes which actions are called for."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.actions: list[str] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        onward_reader, onward_writer = await asyncio.open_connection("127.0.0.1", self._port)
        # The engine keeps its connection open: at the end of the run this is cancelled.
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(
                self._pump(reader, onward_writer, note=True), self._pump(onward_reader, writer, note=False)
            )

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, note: bool) -> None:
        seen = b""
        while data := await reader.read(2**16):
            if note:
                seen += data
                for match in _CALL.finditer(seen):
                    self.actions.append(match[1].decode())
                    seen = seen[match.end() :]
                # A call may be cut in two between reads: keep the end of what was seen.
                seen = seen[-100:]
            writer.write(data)
            await writer.drain()
        writer.close()


@contextlib.asynccontextmanager
async def _served(
    directory: Path, stand_in: veilleur.Provider, python: str
) -> AsyncIterator[tuple[veilleur.Hotline, Relay]]:
    environment = veilleur.settings_of(directory, stand_in, python)
    with mock.patch.dict("os.environ", environment), contextlib.ExitStack() as stack:
        settings = load_settings()
        relay = Relay(settings.actions_port)
        port = processes.free_port()
        server = await asyncio.start_server(relay, "127.0.0.1", port, limit=2**20)
        pids = []
        for program in programs(settings):
            own = {**program.environment, **environment}
            if program.name == "engine":
                own["VEILLEUR_ACTION_URL"] = f"http://127.0.0.1:{port}/webhook"
            log = directory / f"{program.name}.log"
            pids.append(stack.enter_context(processes.running(program.command, log, ROOT, own)).pid)
        async with server, veilleur.client(environment) as http:
            await veilleur.ready(http, time.monotonic())
            yield veilleur.Hotline(pids[0], http, stand_in, "TRACE"), relay


async def conversation(directory: Path, python: str) -> list[TracedTurn]:
    """The script's conversation, by a known tenant."""
    files = [directory / "veilleur.sqlite", directory / "dbos.sqlite"]
    traced = []
    async with veilleur.provider(directory) as stand_in, _served(directory, stand_in, python) as (hotline, relay):
        await hotline.warm_up_answer(files[0], 0, SCRIPT[0])
        ledger.watch_rows(files)
        before = ledger.rows_so_far(files)
        for text in SCRIPT:
            relay.actions.clear()
            replies = await hotline.warm_up_answer(files[0], 1, text)
            after = await _settled(files)
            traced.append(TracedTurn(text, replies, tuple(relay.actions), after - before))
            before = after
    return traced


async def _settled(files: Sequence[Path]) -> Counter[tuple[str, str]]:
    """The count of rows once nothing is written any more."""
    last = ledger.rows_so_far(files)
    while True:
        await asyncio.sleep(_QUIET)
        now = ledger.rows_so_far(files)
        if now == last:
            return now
        last = now
