"""What the hotline's own database says of a turn: how many messages answered it, which rows it wrote.

Read from outside while the service runs; only :func:`watch_rows` adds something (triggers), in the traced run.
"""

import contextlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

_OPERATIONS = {"INSERT": "inserted", "UPDATE": "updated", "DELETE": "deleted"}


@contextlib.contextmanager
def reading(file: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(file, timeout=10)
    try:
        yield connection
    finally:
        connection.close()


def replies_to(file: Path, message_sid: str) -> list[dict[str, Any]] | None:
    """The messages that answer an inbound one, as kept: key, facts, choices; ``None`` while it is not
    handled and all of it sent."""
    with reading(file) as connection:
        inbound = connection.execute(
            "SELECT id, status FROM exchange WHERE channel = 'sms' AND provider_id = ? AND direction = 'in'",
            (message_sid,),
        ).fetchone()
        if inbound is None or inbound[1] == "received":
            return None
        replies = connection.execute(
            "SELECT data, status FROM exchange WHERE cause_id = ? ORDER BY id", inbound[:1]
        ).fetchall()
    return None if any(status == "sending" for _, status in replies) else [json.loads(data) for data, _ in replies]


def answered_unlike(file: Path, sent: Iterable[tuple[str, int]], messages_of_turn: Sequence[int]) -> int:
    """How many of the messages sent (sid, turn) were answered with another number of messages than expected."""
    with reading(file) as connection:
        replies = [
            connection.execute(
                "SELECT count(*) FROM exchange WHERE cause_id = (SELECT id FROM exchange WHERE channel = 'sms' "
                "AND provider_id = ? AND direction = 'in')",
                (sid,),
            ).fetchone()[0]
            for sid, _ in sent
        ]
    return sum(1 for count, (_, turn) in zip(replies, sent, strict=True) if count != messages_of_turn[turn])


def outcome(file: Path, tag: str) -> dict[str, int]:
    """What a run left behind: its conversations' exchanges, their requests by status."""
    with reading(file) as connection:
        requests = connection.execute(
            "SELECT r.status, count(DISTINCT r.id) FROM request r JOIN exchange e ON e.request_id = r.id "
            "WHERE e.channel = 'sms' AND e.direction = 'in' AND e.provider_id BETWEEN ? AND ? GROUP BY r.status",
            (f"SM{tag}", f"SM{tag}~"),
        ).fetchall()
    return dict(requests)


def watch_rows(files: Iterable[Path]) -> None:
    """From now on each row that is written to these databases is counted, by whatever process writes it."""
    for file in files:
        with reading(file) as connection:
            tables = [
                name
                for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                if not name.startswith("sqlite_")
            ]
            connection.execute("CREATE TABLE benchmark_row (source TEXT, operation TEXT)")
            for table in tables:
                for operation, word in _OPERATIONS.items():
                    connection.execute(
                        f'CREATE TRIGGER "benchmark_{table}_{word}" AFTER {operation} ON "{table}" '
                        f"BEGIN INSERT INTO benchmark_row VALUES ('{table}', '{word}'); END"
                    )
            connection.commit()


def rows_so_far(files: Iterable[Path]) -> Counter[tuple[str, str]]:
    """Rows written since :func:`watch_rows`, by (table, inserted | updated | deleted)."""
    counted: Counter[tuple[str, str]] = Counter()
    for file in files:
        with reading(file) as connection:
            for source, operation, count in connection.execute(
                "SELECT source, operation, count(*) FROM benchmark_row GROUP BY source, operation"
            ):
                counted[source, operation] += count
    return counted


def copy_workflows(template: Path, file: Path, wanted: int) -> int:
    """A database of finished turns as the durable executor leaves them: as many as wanted, like one of the template.

    Returns how many there are. What the executor keeps of a turn is part of what a year of turns leaves on disk.
    """
    with reading(template) as source, reading(file) as target:
        source.backup(target)
        columns = [row[1] for row in target.execute("PRAGMA table_info(workflow_status)")]
        values = ", ".join("workflow_uuid || '-' || n" if c == "workflow_uuid" else f'"{c}"' for c in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        target.execute(
            f"WITH RECURSIVE series(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < {wanted:d}) "
            f"INSERT INTO workflow_status ({names}) SELECT {values} FROM series, "
            "(SELECT * FROM workflow_status WHERE status = 'SUCCESS' LIMIT 1)"
        )
        target.commit()
        return int(target.execute("SELECT count(*) FROM workflow_status").fetchone()[0])
