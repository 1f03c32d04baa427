"""The tables: what was measured of each side, and the ratios with their aims."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks import webhook
from benchmarks.load import LEVELS, Figures
from benchmarks.trace import TracedTurn

# The aims: Veilleur's p50 at most this share of stock's, its throughput at least this many times stock's.
P50_AIM, THROUGHPUT_AIM, WEBHOOK_AIM = 0.5, 2.0, 0.1


@dataclass
class Measured:
    """One side in one state. ``levels`` in the order of :data:`benchmarks.load.LEVELS`.

    ``memory`` is in MB and ``processor`` in seconds of processor time per message, both by process.
    """

    name: str
    levels: list[Figures] = field(default_factory=list)
    memory: dict[str, float] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)
    starts: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    webhooks: dict[str, Sequence[float]] = field(default_factory=dict)


def table(sides: Sequence[Measured]) -> list[str]:
    lines = ["", f"{'':34}{'at once':>8}{'p50 ms':>9}{'p95 ms':>9}{'msg/s':>8}{'messages':>10}{'no answer':>11}"]
    for side in sides:
        for level, figures in zip(LEVELS, side.levels, strict=True):
            lines.append(
                f"{side.name:34}{level.at_once:8d}{figures.p50 * 1000:9.0f}{figures.p95 * 1000:9.0f}"
                f"{figures.per_second:8.1f}{figures.messages:10d}{figures.unanswered:11d}"
            )
    lines.append("")
    for side in sides:
        memory = ", ".join(f"{name} {size:.0f}" for name, size in side.memory.items())
        lines.append(f"{side.name:34}memory {sum(side.memory.values()):.0f} MB ({memory})")
        processor = ", ".join(f"{name} {seconds * 1000:.1f}" for name, seconds in side.processor.items())
        lines.append(f"{'':34}processor time per message, ms: {processor}")
        starts = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in side.starts.items())
        lines.append(f"{'':34}from start to {starts}")
        lines += [f"{'':34}{note}" for note in side.notes]
    return lines


def webhooks(sides: Sequence[Measured]) -> list[str]:
    title = f"webhook to 2xx, ms (aim: under {WEBHOOK_AIM * 1000:.0f})"
    lines = ["", f"{title:55}{'p50':>7} {'p95':>7} {'p99':>7}"]
    for side in sides:
        lines += [f"{side.name:34}{load:20} {webhook.in_words(times)}" for load, times in side.webhooks.items()]
    return lines


def traced(turns: Sequence[TracedTurn]) -> list[str]:
    lines = ["", "Veilleur, what one conversation does:"]
    for turn in turns:
        by_operation: Counter[str] = Counter()
        for (_, operation), count in turn.rows.items():
            by_operation[operation] += count
        rows = ", ".join(f"{count} {operation}" for operation, count in sorted(by_operation.items()))
        lines.append(f'  "{turn.text}": rows {rows}; custom actions {len(turn.actions)}: {", ".join(turn.actions)}')
        tables = ", ".join(f"{source} {count}" for (source, _), count in sorted(turn.rows.items()) if count)
        lines.append(f"      rows by table: {tables}")
        lines.append(f"      answered with {', '.join(turn.replies)}")
    return lines


def ratios(stock: Measured, others: Sequence[Measured]) -> list[str]:
    aims = f"p50 at most {P50_AIM}, messages per second at least {THROUGHPUT_AIM:.0f}"
    lines = ["", f"Veilleur / {stock.name} (aims: {aims})"]
    for other in others:
        for level, ours, theirs in zip(LEVELS, other.levels, stock.levels, strict=True):
            p50, rate = ours.p50 / theirs.p50, ours.per_second / theirs.per_second
            verdict = {True: "met", False: "missed"}
            lines.append(
                f"{other.name:34}{level.at_once:4d} at once: p50 {p50:5.2f} ({verdict[p50 <= P50_AIM]}), "
                f"messages per second {rate:5.2f} ({verdict[rate >= THROUGHPUT_AIM]})"
            )
    return lines


def whole(stock: Sequence[Measured], ours: Sequence[Measured], turns: Sequence[TracedTurn]) -> list[str]:
    """The report. The first of ``stock`` is the one that the ratios are taken against."""
    return [*table([*stock, *ours]), *webhooks(ours), *traced(turns), *ratios(stock[0], ours)]


def process_names(commands: Mapping[int, str], names: Mapping[str, str]) -> dict[int, str]:
    """Short names of processes, by what their command line holds."""
    return {
        pid: next((name for part, name in names.items() if part in command), command.rpartition("/")[2][:20])
        for pid, command in commands.items()
    }
