"""``python -m benchmarks.booking_turns``: how many messages a tenant writes until a window is confirmed.

Conversations over the SMS webhook of a running Veilleur: "je veux un rdv" and the problem after it, then the problem
at once. The problems are development messages (never trained on) that a contractor comes for. The tenant answers each
list with its first arrival window where it has one, with the problem where it is among those offered, else with its
last line that is not a human being ("none of these", "no").
"""

import asyncio
import json
import random
import statistics
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend_client.database import Database
from backend_client.importing import import_file
from benchmarks import directory, stock, veilleur
from benchmarks.turns import tell
from benchmarks.veilleur import Hotline
from common.catalogue import Catalogue, Situation
from hotline.settings import ROOT

ASKING = {
    "fr": ("je veux un rdv", "Bonjour, je voudrais prendre rendez-vous", "il me faut un rdv svp"),
    "en": ("I want an appointment", "Hello, can I book a visit please?"),
}
REPORT = "report_problem"
AUTHORS = ("author_a", "author_c")
CONVERSATIONS, MOST, SEED = 40, 10, 7
NOT_BOOKED = ("tenancy", "none", "lift", "cleaning")
"""Trades that no tenant books a visit of: offices, and firms that come by themselves."""
CATALOGUE = ROOT / "bot" / "data" / "catalogue"
BOOKED = "utter_appointment_booked"
_A_PERSON = ("adviser", "more")
# One firm for every trade that never runs out of windows: what is measured is the conversation.
_FIRM = (
    "code;name;phone;trades;windows\ntous;Tous Démo;01 99 00 20 12;{trades};mon-fri 08:00 10:00 14:00 16:00 x10000\n"
)


@dataclass(frozen=True)
class Talk:
    """One conversation: how many messages until the confirmation (0: it ended otherwise), the key of the last answer,
    and the problem's situation."""

    messages: int
    last: str
    situation: str


def problems() -> list[dict[str, Any]]:
    """Development messages in French and English that name a situation whose trade comes by appointment."""
    catalogue = Catalogue.load(CATALOGUE)
    found: list[dict[str, Any]] = []
    for author in AUTHORS:
        lines = (ROOT / "tests/data/dev" / f"{author}.jsonl").read_text("utf-8").splitlines()
        found += [row for row in map(json.loads, lines) if row["language"] in ASKING and row["intent"] == REPORT]
    bookable = [row for row in found if row.get("situation") and _is_booked(catalogue.situation(row["situation"]))]
    random.Random(SEED).shuffle(bookable)
    return bookable


def _is_booked(situation: Situation) -> bool:
    return situation.trade not in NOT_BOOKED and situation.urgency in ("3_days", "10_days")


def answer_to(replies: Sequence[dict[str, Any]], situation: str) -> str | None:
    """The number of the line that the tenant picks; None where nothing is asked by a list."""
    choices: list[dict[str, Any]] = next((reply["choices"] for reply in reversed(replies) if reply.get("choices")), [])
    windows = [n for n, each in enumerate(choices, 1) if each["title"]["t"] == "window"]
    named = [n for n, each in enumerate(choices, 1) if each["value"] == situation]
    others = [n for n, each in enumerate(choices, 1) if each["value"] not in _A_PERSON]
    picked = windows[:1] or named or others[-1:]
    return str(picked[0]) if picked else None


async def talk(hotline: Hotline, file: Path, sender: int, first: Sequence[str], situation: str) -> Talk:
    """Say what comes first, then answer lists until the confirmation."""
    said = list(first)
    keys: list[str] = []
    for count in range(1, MOST + 1):
        replies = await hotline.replies(file, sender, said.pop(0))
        keys = [reply.get("key", "") for reply in replies]
        if BOOKED in keys:
            return Talk(count, BOOKED, situation)
        picked = None if said else answer_to(replies, situation)
        if not said and picked is None:
            break
        said = said or [str(picked)]
    return Talk(0, keys[-1] if keys else "", situation)


def report(title: str, talks: Sequence[Talk]) -> None:
    """The distribution of the confirmed ones, and how the others ended."""
    counts = sorted(each.messages for each in talks if each.messages)
    print(f"\n{title}: {len(talks)} conversations, {len(counts)} confirmed")
    if counts:
        spread = ", ".join(f"{n} messages: {many}" for n, many in sorted(Counter(counts).items()))
        print(f"median {statistics.median(counts):g}, mean {statistics.mean(counts):.1f} ({spread})")
    ends = Counter(each.last for each in talks if not each.messages)
    print("ended otherwise: " + (", ".join(f"{key} {many}" for key, many in ends.most_common()) or "none"))


async def measure(work: Path) -> None:
    file = directory.prepare(work)
    _one_firm(file)
    senders: Iterator[int] = iter(range(100, 8000))
    async with (
        veilleur.provider(work) as provider,
        veilleur.served(work, provider, stock.engine_python(ROOT), "B") as hotline,
    ):
        tell("ready")
        chosen = problems()[: 2 * CONVERSATIONS]
        asked, told = [], []
        for number, row in enumerate(chosen):
            words, situation = row["text"], row["situation"]
            if number < CONVERSATIONS:
                ways = ASKING[row["language"]]
                first = (ways[number % len(ways)], words)
                asked.append(await talk(hotline, file, next(senders), first, situation))
            else:
                told.append(await talk(hotline, file, next(senders), (words,), situation))
            if number % 20 == 19:
                tell(f"{number + 1} of {len(chosen)} conversations")
    report("asked for an appointment, then told the problem", asked)
    report("told the problem at once", told)


def _one_firm(file: Path) -> None:
    trades = sorted({each.trade for each in Catalogue.load(CATALOGUE).situations.values()} - {*NOT_BOOKED})
    database = Database(f"sqlite:///{file}")
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as contractors:
        contractors.write(_FIRM.format(trades="|".join(trades)))
        contractors.flush()
        import_file(database, "contractors", Path(contractors.name))
    database.dispose()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder) / "data"))
