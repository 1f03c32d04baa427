"""How fast a page leaves: ``python -m benchmarks.paging [--quick] [--with-rasa]``.

From the message that completes a report to the page at the provider, at rest and with 200 conversations going on;
from the death of a killed service to its next page; and a storm, in which nobody may be lost. The provider and, where
it says so, the engine are stand-ins; database, schedule, outbox and channel are the product's own.
"""

import argparse
import asyncio
import contextlib
import os
import platform
import random
import signal
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import directory, processes, stock, veilleur
from benchmarks.load import percentile
from benchmarks.paging_world import DANGER, Service, many_buildings, shut_office, until, world
from hotline.settings import ROOT

# The aims, in seconds.
PAGE_AIM, RESTART_AIM, EMERGENCY_AIM = 1.0, 3.0, 1.0
CONVERSATIONS, THINKS = 200, (10.0, 30.0)
STORM_TENANTS, STORM_BUILDINGS, STORM_SECONDS = 5000, 40, 600.0
# The shortest wait of a step, and how long a killed service may take to page again, in seconds.
STEP, RESUMES = 15.0, 12.0
# The emergency comes when this share of the storm has been written.
EMERGENCY_AT = 0.6
BREAKDOWN = "Plus de courant dans tout l'immeuble"
# From here on, senders who write nothing else.
STRANGERS = 6000


@dataclass(frozen=True)
class Row:
    """One line of the table; ``aim`` in seconds, None where there is none."""

    name: str
    seconds: Sequence[float]
    aim: float | None
    note: str = ""

    def __str__(self) -> str:
        if not self.seconds:
            return f"{self.name:52}nothing measured  {self.note}"
        p50, p99 = percentile(self.seconds, 0.5), percentile(self.seconds, 0.99)
        verdict = "" if self.aim is None else f"aim {self.aim:g} s {'met' if p99 < self.aim else 'missed'}"
        return f"{self.name:52}{len(self.seconds):6d}{p50 * 1000:9.0f}{p99 * 1000:9.0f}   {verdict:16}{self.note}"


async def dangers(service: Service, hotline: veilleur.Hotline, count: int, pause: float, first: int) -> list[float]:
    """Dangers told one after the other, by tenants; how long each one's page took."""
    before = set(service.first_pages(hotline))
    for number in range(count):
        await hotline.post(first + number, 0, DANGER)
        await asyncio.sleep(pause)
    await until(lambda: len(service.first_pages(hotline)) >= len(before) + count, 30)
    found = service.first_pages(hotline)
    return [seconds for incident, seconds in found.items() if incident not in before]


async def at_rest(work: Path, count: int) -> list[Row]:
    async with world(work, "rest") as service, service.running() as hotline:
        await hotline.post(STRANGERS - 1, 0, DANGER)
        await asyncio.sleep(1)
        rest = await dangers(service, hotline, count, 0.3, STRANGERS)
        talking = [asyncio.create_task(talk(hotline, sender)) for sender in range(CONVERSATIONS)]
        await asyncio.sleep(5)
        began, sent = time.monotonic(), len(hotline.sent)
        busy = await dangers(service, hotline, count, 0.3, STRANGERS + 500)
        rate = (len(hotline.sent) - sent) / (time.monotonic() - began)
        for task in talking:
            task.cancel()
        await asyncio.gather(*talking, return_exceptions=True)
    return [
        Row("danger to page, at rest", rest, PAGE_AIM),
        Row(f"danger to page, {CONVERSATIONS} conversations (quick engine)", busy, PAGE_AIM, f"{rate:.1f} messages/s"),
    ]


async def talk(hotline: veilleur.Hotline, sender: int) -> None:
    """One conversation that goes on: somebody who writes again some time after the last answer."""
    drawn = random.Random(sender)
    while True:
        await asyncio.sleep(drawn.uniform(*THINKS) * (0.3 if drawn.random() < 0.2 else 1))
        await hotline.post(sender, 0, f"Bonjour, question {drawn.random()}")


async def restarts(work: Path, count: int) -> list[Row]:
    """The service is killed shortly before an unanswered page's next step is due; its keeper starts the next one."""
    resumed: list[float] = []
    async with world(work, "restart") as service, service.running() as hotline:
        opened = [hotline.first_answer]
        for number in range(count):
            known = set(service.provider.handed)
            await hotline.post(STRANGERS + number, 0, DANGER)
            await until(lambda: set(service.first_pages(hotline).values()), 20)
            await asyncio.sleep(STEP - 0.3)
            killed = time.monotonic()
            os.kill(processes.family(hotline.pid)[1], signal.SIGKILL)
            await asyncio.sleep(RESUMES)
            handed = service.provider.handed
            later = [at for exchange, at in handed.items() if exchange not in known and at > killed]
            resumed += [min(later) - killed] if later else []
    return [
        Row("killed to the next page, due 0.3 s later", resumed, RESTART_AIM, f"{len(resumed)} of {count} resumed"),
        Row("start from nothing to open doors", opened, None),
    ]


async def storm(work: Path, tenants: int, seconds: float) -> list[str]:
    """Everybody of 40 buildings reports the same outage; among them somebody smells gas."""
    async with world(work, "storm") as service:
        many_buildings(service.file, STORM_BUILDINGS)
        async with service.running() as hotline:
            began = time.monotonic()
            posted: list[asyncio.Task[float]] = []
            for number in range(tenants):
                await asyncio.sleep(max(0.0, began + seconds * number / tenants - time.monotonic()))
                posted.append(asyncio.create_task(hotline.post(number, 0, BREAKDOWN)))
                if number == int(tenants * EMERGENCY_AT):
                    posted.append(asyncio.create_task(hotline.post(STRANGERS + 2500, 0, DANGER)))
            accepted = await asyncio.gather(*posted)
            written = time.monotonic() - began
            open_ = "SELECT count(*) FROM exchange WHERE direction = 'in' AND status = 'received'"
            await until(lambda: not service.count(open_), 1800)
            answered = time.monotonic() - began
            await until(lambda: len(service.first_pages(hotline)) >= STORM_BUILDINGS + 1, 60)
            pages = service.first_pages(hotline)
            danger = "SELECT min(i.id) FROM incident i JOIN request r ON r.id = i.request_id WHERE r.danger IS NOT NULL"
            emergency = pages.get(service.count(danger), float("nan"))
            counts = {
                name: service.count(query)
                for name, query in {
                    "reports": "SELECT count(*) FROM incident_report",
                    "incidents": "SELECT count(*) FROM incident",
                    "first": "SELECT count(*) FROM page WHERE round = 1 AND step = 1",
                    "stored": "SELECT count(*) FROM exchange WHERE direction = 'in'",
                }.items()
            }
    met = "met" if emergency < EMERGENCY_AIM else "missed"
    return [
        f"storm: {tenants} tenants of {STORM_BUILDINGS} buildings in {written:.0f} s (aimed at {seconds:.0f} s), "
        f"all answered after {answered:.0f} s (quick engine)",
        f"  messages stored {counts['stored']} of {tenants + 1}, reports {counts['reports']}, "
        f"incidents {counts['incidents']}, first pages {counts['first']}",
        f"  webhook to 2xx p50 {statistics.median(accepted):.3f} s, p99 {percentile(accepted, 0.99):.3f} s",
        f"  first pages of the buildings p50 {percentile(list(pages.values()), 0.5):.2f} s",
        f"  the emergency's page after {emergency:.2f} s (aim {EMERGENCY_AIM:g} s {met})",
    ]


async def with_rasa(work: Path, count: int) -> list[Row]:
    """``veilleur run`` with the product's model, at rest: a leak, and the answer that completes its report."""
    folder = work / "rasa"
    directory.prepare(folder)
    async with veilleur.provider(folder) as provider:
        python = stock.engine_python(ROOT)
        extra = {"VEILLEUR_LANDLORD_FILE": str(shut_office(folder))}
        with _environment(extra):
            async with veilleur.served(folder, provider, python, "R") as hotline:
                service = Service(folder, provider, {})
                for sender in range(count):
                    await hotline.say(sender, 0, "un tuyau fuit dans ma cuisine")
                    await hotline.post(sender, 1, "1")
                    await asyncio.sleep(1.5)
                await until(lambda: len(service.first_pages(hotline)) >= count, 30)
                seconds = list(service.first_pages(hotline).values())
    return [Row("completed report to page, at rest (Rasa)", seconds, PAGE_AIM)]


@contextlib.contextmanager
def _environment(extra: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(extra)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def show(rows: list[Row]) -> None:
    print("\n".join(map(str, rows)), flush=True)


async def measure(options: argparse.Namespace, work: Path) -> None:
    print(f"{os.cpu_count()} processors, {platform.machine()}, load average {os.getloadavg()[0]:.1f} at the start")
    print(f"{'':52}{'times':>6}{'p50 ms':>9}{'p99 ms':>9}", flush=True)
    if "rest" in options.only:
        show(await at_rest(work, options.count))
    if "restart" in options.only:
        show(await restarts(work, options.restarts))
    if "rasa" in options.only:
        show(await with_rasa(work, options.count))
    if "storm" in options.only:
        print("\n".join(await storm(work, options.tenants, options.seconds)))
    print(f"load average {os.getloadavg()[0]:.1f} at the end")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", default=["rest", "restart", "rasa", "storm"])
    parser.add_argument("--count", type=int, default=100, help="pages measured at rest and under load")
    parser.add_argument("--restarts", type=int, default=5)
    parser.add_argument("--tenants", type=int, default=STORM_TENANTS)
    parser.add_argument("--seconds", type=float, default=STORM_SECONDS, help="over which the storm is written")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="veilleur-bench-") as work:
        asyncio.run(measure(options, Path(work)))


if __name__ == "__main__":
    main()
