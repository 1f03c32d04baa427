"""A database for each test: SQLite in a file, and Postgres in a throw-away cluster of this session."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from xdist.scheduler import LoadScopeScheduling

from backend_client.database import Base, Database
from tests.databases import sqlite_with_tables, take_rows_out
from tests.ports import free_port

_BINARIES = Path("/usr/lib/postgresql/15/bin")
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=120"

# As wide as an operator's window: tables in the terminal are cut to it.
os.environ["COLUMNS"] = "160"

_ORDER = {"conversations": 0, "faults": 1, "browser": 2, "engine": 3}

# The conversations of one database: each starts its service once.
_CONVERSATION = re.compile(r"tests/conversations/.*\[(sqlite|postgres)\b")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest come first: then no process is left alone with them at the end."""
    items.sort(key=lambda item: _ORDER.get(item.nodeid.split("/")[1], len(_ORDER)))


class ByFileOrDatabase(LoadScopeScheduling):  # type: ignore[misc]
    """With several processes, a file's tests stay together, and so do all conversations of a database."""

    def _split_scope(self, nodeid: str) -> str:
        conversation = _CONVERSATION.match(nodeid)
        return conversation[1] if conversation else nodeid.split("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFileOrDatabase:
    return ByFileOrDatabase(config, log)


@dataclass
class Cluster:
    """A Postgres server of our own. ``shared`` is its database that already has the tables."""

    port: int
    shared: str = "veilleur"

    def __post_init__(self) -> None:
        self._numbers = count(1)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def create(self) -> str:
        """The URL of a new, empty database."""
        name = f"test_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def prepare(self) -> None:
        self._run(f'CREATE DATABASE "{self.shared}"')
        engine = create_engine(self.url(self.shared))
        Base.metadata.create_all(engine)
        engine.dispose()

    def empty(self) -> None:
        """Take every row out of the shared database: far quicker than a database for each test."""
        engine = create_engine(self.url(self.shared))
        with engine.begin() as connection:
            take_rows_out(connection)
        engine.dispose()

    def _run(self, statement: str) -> None:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


def _as_postgres(command: list[str]) -> list[str]:
    """Postgres refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


def _binaries() -> Path | None:
    if (_BINARIES / "initdb").exists():
        return _BINARIES
    found = shutil.which("initdb")
    return Path(found).parent if found else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A running cluster. Skips when the machine has no Postgres, which is a failure where ``CI`` is set."""
    binaries = _binaries()
    if binaries is None:
        if os.environ.get("CI"):
            pytest.fail("Postgres server binaries are needed here")
        pytest.skip("no Postgres server binaries on this machine")
    folder = Path(tempfile.mkdtemp(prefix="veilleur-postgres-"))
    data, port = folder / "data", free_port()
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    run = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    start = ["-D", str(data), "-l", str(folder / "log"), "-w", "-o"]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {_FAST}"
    initdb = [str(binaries / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "-N"]
    subprocess.run(_as_postgres(initdb), **run)
    subprocess.run(_as_postgres([str(binaries / "pg_ctl"), *start, options, "start"]), **run)
    try:
        cluster = Cluster(port)
        cluster.prepare()
        yield cluster
    finally:
        stop = [str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"]
        subprocess.run(_as_postgres(stop), **run)
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgres"])
def empty_db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables, on each kind."""
    if request.param == "sqlite":
        db = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    else:
        db = Database(request.getfixturevalue("postgres").create())
    yield db
    db.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with the tables and no rows, on each kind."""
    if request.param == "sqlite":
        db = Database(sqlite_with_tables(tmp_path / "veilleur.db"))
        yield db
        db.dispose()
        return
    cluster = request.getfixturevalue("postgres")
    db = Database(cluster.url(cluster.shared))
    yield db
    db.dispose()
    cluster.empty()


@pytest.fixture
def sqlite_db(tmp_path: Path) -> Iterator[Database]:
    """SQLite only, for tests in which the database does not matter."""
    db = Database(sqlite_with_tables(tmp_path / "veilleur.db"))
    yield db
    db.dispose()
