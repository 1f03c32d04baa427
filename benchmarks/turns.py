"""``make bench``: stock Rasa and Veilleur in one go on this machine, the same messages, as many at once.

``python -m benchmarks.turns --quick`` takes fewer rounds. Times are of the machine's monotonic clock.
"""

import argparse
import asyncio
import contextlib
import itertools
import os
import platform
import resource
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from benchmarks import directory, ledger, processes, report, stock, trace, veilleur, webhook
from benchmarks.load import LEVELS, SCRIPT, Level, Side, figures, play
from benchmarks.report import Measured
from hotline.settings import ROOT

ROUNDS, ROUNDS_QUICK = 3, 1
MILLION = 1_000_000
WARM_UP = Level(2, 2)
PROCESSES = {"hotline.cli": "supervisor", "hotline.keeper": "service", "rasa": "Rasa"}
_STARTED = time.monotonic()


def tell(line: str) -> None:
    """Progress, with the seconds since the start."""
    print(f"[{time.monotonic() - _STARTED:4.0f} s] {line}", flush=True)


async def rounds(side: Side, pid: int, measured: Measured, count: int, senders: Iterator[int]) -> None:
    """Warm up, then measure every level, and what the processes used for it."""
    await play(side, WARM_UP, senders)
    before = by_name(pid, processes.processor_seconds)
    for level in LEVELS:
        played = []
        for number in range(1, count + 1):
            played.append(await play(side, level, senders))
            last = played[-1]
            tell(
                f"{measured.name}: {level.at_once} at once, round {number} of {count}: p50 "
                f"{last.seconds(0.5) * 1000:.0f} ms, {last.per_second:.1f} messages a second"
            )
        measured.levels.append(figures(played))
    after = by_name(pid, processes.processor_seconds)
    messages = sum(level.messages for level in measured.levels)
    measured.processor = {name: (after[name] - before[name]) / messages for name in before}
    measured.memory = by_name(pid, processes.resident_mb)


def by_name(pid: int, measure: Callable[[int], float]) -> dict[str, float]:
    """A measure of a process and its descendants, by short name."""
    commands = {each: processes.command_of(each) for each in processes.family(pid)}
    names = report.process_names(commands, PROCESSES)
    return {names[each]: measure(each) for each in commands}


async def stock_side(python: str, made: Path, store: str, work: Path, count: int) -> Measured:
    measured = Measured(f"stock Rasa, {store}")
    tell(f"{measured.name}: starting")
    async with stock.served(python, made, store, work) as side:
        measured.starts["first answer"] = side.first_answer
        await rounds(side, side.process.pid, measured, count, itertools.count(1))
    return measured


async def our_side(python: str, data: Path, name: str, tag: str, count: int) -> Measured:
    """Veilleur on a prepared data directory."""
    measured = Measured(name)
    file = data / "veilleur.sqlite"
    senders = itertools.count(10)
    tell(f"{name}: starting")
    async with veilleur.provider(data) as stand_in, veilleur.served(data, stand_in, python, tag) as side:
        measured.starts = {"first answer": side.first_answer, "assistant's first answer": side.assistant_answer}
        await side.learn(file, next(senders))
        await rounds(side, side.pid, measured, count, senders)
        measured.notes += outcome(side, file, tag)
        measured.webhooks = {
            f"{level.at_once} conversations": figures.accepted
            for level, figures in zip(LEVELS, measured.levels, strict=True)
        }
        measured.webhooks[f"steady, {webhook.RATE:.0f} a second"] = await webhook.steady(side, senders)
        measured.webhooks[f"{webhook.SENDERS} in an instant"] = await webhook.burst(side, senders)
        tell(f"{name}: webhooks measured")
    return measured


def outcome(side: veilleur.Hotline, file: Path, tag: str) -> list[str]:
    unlike = ledger.answered_unlike(file, side.sent, side.messages_of_turn)
    requests = ", ".join(f"{count} {status}" for status, count in sorted(ledger.outcome(file, tag).items()))
    spooled = (file.parent / "logs" / "service.log").read_text(errors="replace").count("goes to the spool")
    return [
        f"requests on disk: {requests}; messages answered otherwise than in the first conversation: {unlike}",
        f"messages that the database was too busy to take, kept in the spool: {spooled}",
    ]


async def measure(options: argparse.Namespace, work: Path) -> None:
    python = stock.engine_python(ROOT)
    count = options.rounds
    made = stock.project(python, tell)
    stores = ["SQLite"] if options.quick else ["SQLite", "memory"]
    stocks = [] if options.only_veilleur else [await stock_side(python, made, store, work, count) for store in stores]
    tell("Veilleur: one conversation, looked at closely")
    empty, full, looked = work / "empty", work / "full", work / "looked"
    for data in (empty, looked):
        directory.prepare(data)
    turns = await trace.conversation(looked, python)
    ours = [await our_side(python, empty, "Veilleur", "A", count)]
    began = time.monotonic()
    file = directory.prepare(full)
    directory.fill(file, options.exchanges, tell)
    workflows = ledger.copy_workflows(empty / "dbos.sqlite", full / "dbos.sqlite", options.exchanges // 2)
    size = sum(each.stat().st_size for each in full.glob("*.sqlite")) / 2**20
    filled = (
        f"filled in {time.monotonic() - began:.0f} s: {options.exchanges:,} exchanges, "
        f"{workflows:,} finished workflows, {size:.0f} MB on disk"
    )
    tell(filled)
    ours.append(await our_side(python, full, f"Veilleur, {options.exchanges:,} exchanges", "B", count))
    ours[-1].notes.append(filled)
    spent = resource.getrusage(resource.RUSAGE_SELF)
    lines = [
        f"{os.cpu_count()} processors, {platform.machine()}, load average {os.getloadavg()[0]:.1f}; {count} round(s), "
        f"medians; a conversation is {', '.join(SCRIPT)!r}",
        f"the load generator itself used {spent.ru_utime + spent.ru_stime:.0f} s of processor time",
    ]
    print("\n".join(["", *lines, *(report.whole(stocks, ours, turns) if stocks else report.table(ours))]))


def _interrupt(number: int, frame: FrameType | None) -> None:
    """A polite end is an interruption too: the processes are stopped on the way out."""
    signal.raise_signal(signal.SIGINT)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round, stock with SQLite only")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--exchanges", type=int, default=MILLION, help="what the full database holds")
    parser.add_argument("--only-veilleur", action="store_true", help="leave stock Rasa out: no ratios")
    options = parser.parse_args()
    options.rounds = options.rounds or (ROUNDS_QUICK if options.quick else ROUNDS)
    signal.signal(signal.SIGTERM, _interrupt)
    work = Path(tempfile.mkdtemp(prefix="veilleur-bench-"))
    try:
        asyncio.run(measure(options, work))
    except KeyboardInterrupt:
        print("interrupted: everything that was started has been stopped")
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(work)


if __name__ == "__main__":
    main()
