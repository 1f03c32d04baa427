"""What ``benchmarks/evaluate.py`` counts: shares with their intervals, tables, confusions. Pure functions.

A reading is a pair: the message with what is right, and the line that ``veilleur understand`` wrote for it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from benchmarks.load import percentile

Reading = tuple[dict[str, Any], dict[str, Any]]
Test = Callable[[dict[str, Any], dict[str, Any]], bool]

AUTHORS = {"dev/author_a": "A", "dev/author_b": "B", "dev/author_c": "C", "dev_messages": "D"}
NO_LANGUAGE = "none"
ALL = "all"
NOTHING = "none"
_STANDARD_DEVIATIONS = 1.959964  # of the normal distribution hold 95 %


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The interval that holds the true share with 95 % confidence (Wilson 1927), from 0 to 1; all of it for none."""
    if not of:
        return 0.0, 1.0
    z2 = _STANDARD_DEVIATIONS**2
    share = hits / of
    middle = share + z2 / (2 * of)
    reach = _STANDARD_DEVIATIONS * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, (middle - reach) / (1 + z2 / of)), min(1.0, (middle + reach) / (1 + z2 / of))


def right(key: str) -> Test:
    """Whether one key of both sides is the same."""
    return lambda message, row: bool(message.get(key) == row.get(key))


def offered(message: dict[str, Any], row: dict[str, Any]) -> bool:
    """Whether the situation is among the three that the tenant would choose from."""
    return message["situation"] in [situation["code"] for situation in row["situations"]]


def alarmed(message: dict[str, Any], row: dict[str, Any]) -> bool:
    """Whether a safety card is shown, whichever."""
    return row["emergency"] is not None


def percent(readings: Iterable[Reading], test: Test) -> str:
    """The share that passes, in percent; "-" where there is nothing to judge."""
    passed = [test(message, row) for message, row in readings]
    return f"{100 * sum(passed) / len(passed):.1f}" if passed else "-"


def counted(readings: Iterable[Reading], test: Test) -> str:
    """How many of how many pass, the share in percent, and its interval."""
    passed = [test(message, row) for message, row in readings]
    if not passed:
        return "-"
    low, high = wilson(sum(passed), len(passed))
    share = 100 * sum(passed) / len(passed)
    return f"{sum(passed)}/{len(passed)} {share:.1f} ({100 * low:.1f}-{100 * high:.1f})"


def named(readings: Iterable[Reading]) -> list[Reading]:
    """The readings of messages that name a situation."""
    return [(message, row) for message, row in readings if message["situation"]]


def dangers(readings: Iterable[Reading]) -> list[Reading]:
    """The readings of messages that tell of a danger."""
    return [(message, row) for message, row in readings if message["emergency"]]


def harmless(readings: Iterable[Reading]) -> list[Reading]:
    """The readings of messages that tell of none."""
    return [(message, row) for message, row in readings if not message["emergency"]]


def grouped(readings: Iterable[Reading], key: Callable[[dict[str, Any]], str]) -> dict[str, list[Reading]]:
    """The readings by what the key says of the message, in alphabetical order."""
    found: dict[str, list[Reading]] = defaultdict(list)
    for message, row in readings:
        found[key(message)].append((message, row))
    return dict(sorted(found.items()))


def language_of(message: dict[str, Any]) -> str:
    return message["language"] or NO_LANGUAGE


def table(title: str, header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A titled table in Markdown; the first column is text, the others are figures."""
    drawn = ["| " + " | ".join(cells) + " |" for cells in (header, *lines)]
    drawn.insert(1, "|---|" + "---:|" * (len(header) - 1))
    return f"\n{title}\n\n" + "\n".join(drawn)


def understanding(readings: list[Reading]) -> str:
    """Intents, situations and languages, by language and author."""
    lines = []
    for language, theirs in [*grouped(readings, language_of).items(), (ALL, readings)]:
        authors = grouped(theirs, lambda message: AUTHORS[message["set"]])
        for author, some in [*authors.items(), *([(ALL, theirs)] if len(authors) > 1 else [])]:
            measures = (
                percent(some, right("intent")),
                percent(some, right("situation")),
                percent(named(some), right("situation")),
                percent(named(some), offered),
                percent(some, right("language")),
            )
            lines.append((f"{language}, {author}", str(len(some)), str(len(named(some))), *measures))
    header = ("language, author", "messages", "with a situation", "intent %", "situation %", "where named %",
              "among three %", "language %")  # fmt: skip
    return table("Development messages", header, lines)


def emergencies(title: str, readings: list[Reading]) -> str:
    """Safety cards by language: shown where there is a danger, and where there is none."""
    lines = [
        (
            language,
            counted(dangers(some), alarmed),
            counted(dangers(some), right("emergency")),
            counted(harmless(some), alarmed),
        )
        for language, some in [*grouped(readings, language_of).items(), (ALL, readings)]
    ]
    return table(title, ("language", "any card", "right card", "false alarms"), lines)


def by_danger(readings: list[Reading]) -> str:
    """Safety cards by danger."""
    lines = [
        (danger, counted(some, alarmed), counted(some, right("emergency")), _wrong_cards(some))
        for danger, some in grouped(dangers(readings), lambda message: str(message["emergency"])).items()
    ]
    return table("Dangers, by danger", ("danger", "any card", "right card", "other cards shown"), lines)


def _wrong_cards(readings: list[Reading]) -> str:
    shown = Counter(
        row["emergency"] for message, row in readings if row["emergency"] not in (None, message["emergency"])
    )
    return ", ".join(f"{card} {times}" for card, times in shown.most_common(3)) or "-"


def spelling(clean: list[Reading], sms: list[Reading], dangers_clean: list[Reading], dangers_sms: list[Reading]) -> str:
    """What SMS spelling costs, in points; the same messages in both."""
    measures: tuple[tuple[str, list[Reading], list[Reading], Test], ...] = (
        ("intent", clean, sms, right("intent")),
        ("situation", clean, sms, right("situation")),
        ("situation, where named", named(clean), named(sms), right("situation")),
        ("among three, where named", named(clean), named(sms), offered),
        ("language", clean, sms, right("language")),
        ("any card, danger set", dangers(dangers_clean), dangers(dangers_sms), alarmed),
        ("right card, danger set", dangers(dangers_clean), dangers(dangers_sms), right("emergency")),
        ("false alarms, danger set", harmless(dangers_clean), harmless(dangers_sms), alarmed),
    )
    lines = []
    for name, before, after, test in measures:
        kept, left = percent(before, test), percent(after, test)
        change = f"{float(left) - float(kept):+.1f}" if "-" not in (kept, left) else "-"
        lines.append((name, str(len(before)), kept, left, change))
    return table("French, clean and in SMS spelling", ("measure", "messages", "clean %", "SMS %", "points"), lines)


def confusions(readings: list[Reading], key: str, shown: int) -> str:
    """What is most often taken for what, with the id of one message each."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for message, row in readings:
        if message[key] != row[key]:
            found[message[key] or NOTHING, row[key] or NOTHING].append(message["id"])
    worst = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:shown]
    wrong = sum(len(ids) for ids in found.values())
    lines = [(f"{expected} as {given}", str(len(ids)), ids[0]) for (expected, given), ids in worst]
    return table(f"Wrong {key}: {wrong} of {len(readings)}", ("what is taken for what", "messages", "such as"), lines)


def times(whole: Sequence[float], engine: Mapping[str, Any]) -> str:
    """Half of the messages, and 99 in 100, are read in so many milliseconds; the engine alone, its start and memory.

    :param whole: milliseconds of each message, one after the other, over HTTP
    :param engine: what ``benchmarks/nlu_components.py --judge`` says of the model: ms of each message, load s, RSS MB
    """
    lines = [
        ("engine, guard and language, over HTTP", *_half_and_most(whole), str(len(whole))),
        ("the engine in its own process", *_half_and_most(engine["ms"]), str(len(engine["ms"]))),
    ]
    return (
        table("Time of one message", ("what", "p50 ms", "p99 ms", "messages"), lines)
        + f"\n\nThe model loads in {engine['load']:.1f} s and its process then holds {engine['rss']:.0f} MB.\n"
    )


def _half_and_most(milliseconds: Sequence[float]) -> tuple[str, str]:
    return f"{percentile(milliseconds, 0.5):.1f}", f"{percentile(milliseconds, 0.99):.1f}"
