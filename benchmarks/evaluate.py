"""How well messages are understood: ``make evaluate``.

Reads the development messages, the danger set and French messages laid in SMS spelling with ``veilleur understand``,
the code of a live turn, and prints tables in Markdown. They are kept as ``var/evaluation/report.md``, what was read as
``var/evaluation/understood.jsonl``, and the confusions are drawn beside them. The model must have been built.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import Progress

from benchmarks import evaluate_tables as tables
from benchmarks.evaluate_tables import Reading
from benchmarks.sms_noise import noisy
from benchmarks.training_data import DEVELOPMENT, ROOT, test_messages
from hotline.engine_client import EngineClient, EngineDown
from hotline.settings import Settings, load_settings
from hotline.supervisor import engine_python, newest_model
from hotline.temporary_engine import engine_for
from hotline.understand import Understanding

OUT = ROOT / "var/evaluation"
DANGERS = ("dangers/blind", "dangers/blind_2")
"""The danger sets, by different hands."""
SHORTEST = 12
"""Letters from which a message is laid in SMS spelling: of less, nothing is left."""
CONFUSIONS = 15
CLEAN, SMS = "clean", "sms"

console = Console(stderr=True)
Messages = list[dict[str, Any]]


def messages() -> Messages:
    """All that is read, each with its ``set`` and its ``spelling``; a set without intents has none to judge."""
    found = [{**message, "spelling": CLEAN} for message in test_messages(DEVELOPMENT)]
    found += [
        {**message, "spelling": CLEAN, "emergency": message["danger"], "intent": None, "situation": None}
        for message in test_messages(DANGERS)
    ]
    french = [message for message in found if message["language"] == "fr" and len(message["text"]) >= SHORTEST]
    laid = [{**message, "spelling": SMS, "text": noisy(message["text"], at)} for at, message in enumerate(french)]
    return found + laid


def asked(message: dict[str, Any]) -> dict[str, Any]:
    """What the assistant is told of a message: not its language."""
    return {"id": message["id"], "text": message["text"], "channel": message.get("channel") or "sms"}


def understood(some: Messages, port: int) -> list[dict[str, Any]]:
    """The lines that ``veilleur understand`` writes for the messages. Raises ``SystemExit`` where it fails."""
    lines = "".join(json.dumps(asked(message), ensure_ascii=False) + "\n" for message in some)
    done = subprocess.run(
        [sys.executable, "-m", "hotline.cli", "understand"],
        cwd=ROOT,
        env={**os.environ, "VEILLEUR_ENGINE_PORT": str(port)},
        input=lines.encode(),
        stdout=subprocess.PIPE,
    )
    if done.returncode:
        raise SystemExit("veilleur understand failed")
    return [json.loads(line) for line in done.stdout.splitlines()]


async def timed(some: Messages, settings: Settings, url: str) -> list[float]:
    """Milliseconds that one message takes, asked one after the other: the engine, the guard and the language."""
    understanding = Understanding.of(settings)
    client, spent = EngineClient(url, settings.engine_secret, timeout=120), []
    with Progress(console=console, transient=True) as progress:
        for message in progress.track(some, description="timing"):
            question = {**asked(message), "language": None}
            started = time.perf_counter()
            parsed = await client.parse([question])
            understanding.row(question, parsed[0])
            spent.append((time.perf_counter() - started) * 1000)
    await client.close()
    return spent


def engine_alone(settings: Settings) -> dict[str, Any]:
    """The time of a message in a process that holds nothing but the engine, the model's load and the memory."""
    answer = OUT / "engine.json"
    script = ROOT / "benchmarks/nlu_components.py"
    done = subprocess.run(
        [engine_python(settings), script, "--judge", newest_model(settings), answer],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    if done.returncode:
        raise SystemExit("the engine alone could not be timed")
    measured: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return measured


def draw(settings: Settings) -> None:
    """The confusions as pictures, by the engine's environment, which has a library for it."""
    script = ROOT / "benchmarks/evaluate_pictures.py"
    subprocess.run([engine_python(settings), script, OUT / "understood.jsonl", OUT], cwd=ROOT, check=True)


def report(readings: list[Reading], spent: list[float], engine: dict[str, Any]) -> str:
    """All tables."""

    def those(test: Callable[[dict[str, Any]], bool]) -> list[Reading]:
        return [(message, row) for message, row in readings if test(message)]

    def set_of(message: dict[str, Any]) -> bool:
        return message["set"] in DANGERS

    clean = those(lambda m: m["spelling"] == CLEAN)
    development = [pair for pair in clean if not set_of(pair[0])]
    danger_set = [pair for pair in clean if set_of(pair[0])]
    sms = those(lambda m: m["spelling"] == SMS)
    laid = {message["id"] for message, _ in sms}
    return "\n".join(
        (
            tables.understanding(development),
            tables.times(spent, engine),
            tables.emergencies("Dangers, development messages", development),
            *(
                tables.emergencies(f"Dangers, {name}", [pair for pair in danger_set if pair[0]["set"] == name])
                for name in DANGERS
            ),
            tables.emergencies("Dangers, both sets", danger_set),
            tables.by_danger(danger_set),
            tables.spelling(
                [pair for pair in development if pair[0]["id"] in laid],
                [pair for pair in sms if not set_of(pair[0])],
                [pair for pair in danger_set if pair[0]["id"] in laid],
                [pair for pair in sms if set_of(pair[0])],
            ),
            tables.confusions(development, "intent", CONFUSIONS),
            tables.confusions(development, "situation", CONFUSIONS),
        )
    )


async def measured(settings: Settings) -> tuple[list[Reading], list[float]]:
    """What is understood of every message, and the time of the clean ones that carry an intent."""
    every = messages()
    timing = [message for message in every if message["intent"] and message["spelling"] == CLEAN]
    async with AsyncExitStack() as stack:
        try:
            url = await stack.enter_async_context(engine_for(settings, lambda line: console.print(line, style="dim")))
        except EngineDown as error:
            raise SystemExit(f"The engine does not answer: {error}") from None
        console.print(f"{len(every)} messages", style="dim")
        rows = await asyncio.to_thread(understood, every, int(urlsplit(url).port or settings.engine_port))
        spent = await timed(timing, settings, url)
    return list(zip(every, rows, strict=True)), spent


def main() -> None:
    """Measure, print, keep and draw."""
    settings = load_settings()
    OUT.mkdir(parents=True, exist_ok=True)
    engine = engine_alone(settings)
    readings, spent = asyncio.run(measured(settings))
    with (OUT / "understood.jsonl").open("w", encoding="utf-8") as kept:
        for message, row in readings:
            kept.write(json.dumps({"message": message, "understood": row}, ensure_ascii=False) + "\n")
    text = report(readings, spent, engine)
    (OUT / "report.md").write_text(text + "\n", encoding="utf-8")
    print(text)
    draw(settings)
    console.print(f"pictures and report: {OUT.relative_to(ROOT)}", style="dim")


if __name__ == "__main__":
    main()
