"""The landlord's database: who writes (imported and bulk-inserted), and a million exchanges that went before.

Plain SQL on a SQLite file that no process has open, because it is the state that is wanted, not its making.
"""

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from backend_client.database import Database
from backend_client.importing import import_file
from backend_client.migrate import upgrade
from benchmarks.veilleur import number
from hotline.settings import ROOT

# Tenants with a phone on file: as many as there are fictional numbers besides the technicians'.
TENANTS = 8900
SAMPLE = ("residences", "buildings", "technicians", "rotations")
# A contractor that never runs out of windows, so that every conversation of the load goes the same way.
CONTRACTORS = (
    "code;name;phone;trades;windows\n"
    "robinets;Robinets Démo;01 99 00 20 12;plumbing;mon-fri 08:00 10:00 14:00 16:00 x10000\n"
)
EXCHANGES_PER_CONVERSATION, EXCHANGES_PER_REQUEST = 20, 4
# What lies in the database is older than what still counts as the same conversation.
_OLDEST, _NEWEST = timedelta(days=700), timedelta(days=60)


def prepare(directory: Path) -> Path:
    """A database with the sample landlord and the tenants who will write. Returns its file."""
    directory.mkdir(parents=True, exist_ok=True)
    file = directory / "veilleur.sqlite"
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    for kind in SAMPLE:
        _import(database, kind, ROOT / "deploy" / "sample" / f"{kind}.csv")
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as contractors:
        contractors.write(CONTRACTORS)
        contractors.flush()
        _import(database, "contractors", Path(contractors.name))
    database.dispose()
    with sqlite3.connect(file) as connection:
        _tenants(connection)
    connection.close()
    return file


def _import(database: Database, kind: str, file: Path) -> None:
    report = import_file(database, kind, file)
    if report.errors:
        raise RuntimeError(f"{file.name}: {report.errors[0]}")


def _insert(connection: sqlite3.Connection, table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    marks = ", ".join("?" * len(columns.split(",")))
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _tenants(connection: sqlite3.Connection) -> None:
    buildings = [row[0] for row in connection.execute("SELECT id FROM building ORDER BY id")]
    home = {n: buildings[n % len(buildings)] for n in range(TENANTS)}
    people = range(1, TENANTS + 1)
    _insert(
        connection, "dwelling", "id, building_id, code, door, floor",
        ((n, home[n - 1], f"B{n:05d}", str(n), "1") for n in people),
    )  # fmt: skip
    _insert(
        connection, "person", "id, code, first_name, last_name, vulnerable",
        ((n, f"P{n:05d}", "Camille", f"Essai{n}", 0) for n in people),
    )  # fmt: skip
    _insert(connection, "tenancy", "person_id, dwelling_id, starts_on", ((n, n, "2020-01-01") for n in people))
    _insert(
        connection, "contact", "channel, address, person_id, typed_name, typed_address, created_at",
        (("sms", number(n - 1), n, "", "", _stamp(_OLDEST)) for n in people),
    )  # fmt: skip


def _stamp(ago: timedelta) -> str:
    return (datetime.now(UTC) - ago).strftime("%Y-%m-%d %H:%M:%S.%f")


def fill(file: Path, exchanges: int, tell: Callable[[str], None]) -> None:
    """Exchanges, half of them in and half out, with the contacts, conversations and requests they belong to.

    The tenants who write in the load are among the contacts, so they write into conversations with a history.
    """
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    conversations = exchanges // EXCHANGES_PER_CONVERSATION
    contacts = _contacts(connection, conversations)
    requests = exchanges // EXCHANGES_PER_REQUEST
    _requests(connection, contacts, requests)
    tell(f"inserted {requests:,} requests of {conversations:,} contacts")
    per_contact = EXCHANGES_PER_CONVERSATION // EXCHANGES_PER_REQUEST
    newest = _stamp(_NEWEST)
    _insert(
        connection, "conversation", "id, contact_id, request_id, dialogue, created_at, last_at",
        ((n + 1, contact, (n + 1) * per_contact, "[]", newest, newest) for n, (contact, _) in enumerate(contacts)),
    )  # fmt: skip
    _insert(
        connection, "exchange",
        "conversation_id, request_id, direction, channel, provider_id, kind, author, text, data, language, status, "
        "cause_id, effect, attempts, created_at, settled_at",
        _exchanges(connection, contacts),
    )  # fmt: skip
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _contacts(connection: sqlite3.Connection, wanted: int) -> list[tuple[int, int | None]]:
    """(contact, person) of as many contacts as wanted: first those of the load, then Telegram chats."""
    known = connection.execute("SELECT id, person_id FROM contact WHERE person_id IS NOT NULL ORDER BY id").fetchall()
    last = connection.execute("SELECT max(id) FROM contact").fetchone()[0]
    added = [(last + n, n % TENANTS + 1) for n in range(1, max(0, wanted - len(known)) + 1)]
    _insert(
        connection, "contact", "id, channel, address, person_id, typed_name, typed_address, language, created_at",
        ((c, "telegram", str(10**9 + c), person, "", "", "fr", _stamp(_OLDEST)) for c, person in added),
    )  # fmt: skip
    return [*known[:wanted], *added]


def _requests(connection: sqlite3.Connection, contacts: list[tuple[int, int | None]], requests: int) -> None:
    stamps = _stamps(requests)
    per_contact = requests // len(contacts)
    people = [person for _, person in contacts]

    def rows() -> Iterator[tuple[Any, ...]]:
        for n in range(requests):
            contact, person = contacts[n // per_contact][0], people[n // per_contact]
            yield (
                n + 1, f"R-2024-{n + 1:06d}", "repair", "closed", "plumbing.tap_drip", 0, "le robinet goutte", "{}",
                "10_days", stamps[n], "plumbing", person, contact, person, "", "", "sms", "fr",
                stamps[n], stamps[n], stamps[n],
            )  # fmt: skip

    _insert(
        connection, "request",
        "id, reference, kind, status, situation, private, summary, details, urgency, due_at, team, person_id, "
        "contact_id, dwelling_id, typed_name, typed_address, channel, language, created_at, updated_at, closed_at",
        rows(),
    )  # fmt: skip
    for kind in ("received", "qualified", "closed"):
        _insert(
            connection, "request_event", "request_id, at, kind, by, data",
            ((n + 1, stamps[n], kind, "assistant", "{}") for n in range(requests)),
        )  # fmt: skip


def _stamps(count: int) -> list[str]:
    """Times from the oldest to the newest, evenly."""
    start, step = datetime.now(UTC) - _OLDEST, (_OLDEST - _NEWEST) / max(1, count)
    return [(start + step * n).strftime("%Y-%m-%d %H:%M:%S.%f") for n in range(count)]


def _exchanges(connection: sqlite3.Connection, contacts: list[tuple[int, int | None]]) -> Iterator[tuple[Any, ...]]:
    first = (connection.execute("SELECT max(id) FROM exchange").fetchone()[0] or 0) + 1
    said = json.dumps({"understood": {"intent": "report_problem", "confidence": 0.93}})
    answered = json.dumps({"key": "request-opened", "facts": {"reference": "R-2024-000001"}, "choices": []})
    stamps = _stamps(len(contacts) * EXCHANGES_PER_CONVERSATION)
    for n, at in enumerate(stamps):
        conversation = n // EXCHANGES_PER_CONVERSATION
        request = n // EXCHANGES_PER_REQUEST + 1
        channel = "sms" if conversation < TENANTS else "telegram"
        sid = f"BK{n:032x}"
        if n % 2 == 0:
            text = "bonjour, le robinet de la cuisine goutte depuis hier soir, que dois-je faire ?"
            yield (conversation + 1, request, "in", channel, sid, "text", "tenant", text, said, None, "handled",
                   None, None, 0, at, at)  # fmt: skip
        else:
            yield (conversation + 1, request, "out", channel, sid, "text", "assistant", "", answered, "fr", "delivered",
                   first + n - 1, "reply-0", 1, at, at)  # fmt: skip
