"""One database behind one URL: SQLite (WAL) to try and for one process, Postgres in production."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar

from sqlalchemy import JSON, DateTime, Engine, MetaData, create_engine, event
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

# Named constraints, so that a migration can drop them on both databases.
_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


# Set in a session's ``info`` by operations that leave work for later.
WORK_MADE = "work made"


# Two transactions waited for each other, or saw each other's rows change: Postgres sends one of them back
# (https://www.postgresql.org/docs/current/errcodes-appendix.html, class 40).
_BROKEN_OFF = frozenset({"40P01", "40001"})
# How soon one that was sent back is tried again, in seconds.
_TRIES_AGAIN = (0.02, 0.1, 0.3)

T = TypeVar("T")


def broken_off(error: OperationalError) -> bool:
    """Whether the same transaction can be expected to succeed when it is tried again at once."""
    return getattr(error.orig, "sqlstate", None) in _BROKEN_OFF


class _Writers:
    """Whose turn it is to write an SQLite file: one at a time, those who must not wait before all others."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._writing = False
        self._hurried = 0

    def acquire(self, hurried: bool, timeout: float) -> bool:
        with self._changed:
            self._hurried += hurried
            try:
                free = self._changed.wait_for(lambda: not self._writing and (hurried or not self._hurried), timeout)
            finally:
                self._hurried -= hurried
            self._writing = self._writing or free
            return free

    def release(self) -> None:
        with self._changed:
            self._writing = False
            self._changed.notify_all()


# One for each SQLite file that this process writes.
_WRITERS: dict[str, _Writers] = {}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; a naive one is a programming error and raises ``ValueError``."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a time zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


class Database:
    """Sessions on one URL. Every write transaction is serialisable enough for the unique keys to decide races.

    :param url: an SQLAlchemy URL, ``sqlite:///path`` or ``postgresql+psycopg://…``
    :param busy_ms: how long a transaction waits for a lock, in milliseconds, before it fails
    :param hurried: whether its transactions go before those of others in this process (a webhook must not wait)
    """

    def __init__(self, url: str, busy_ms: int = 10_000, hurried: bool = False) -> None:
        self._busy_ms = busy_ms
        self._hurried = hurried
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        # Called after a transaction that left work to be done (a timer, a queued message): whoever does it may sleep.
        self.on_work: Callable[[], None] = lambda: None
        self.engine = self._engine()
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    def _engine(self) -> Engine:
        # Parameters stay out of errors, which are logged: they are tenants' words and numbers.
        if not self.is_sqlite:
            limits = {
                "options": f"-c lock_timeout={self._busy_ms}",
                "connect_timeout": max(2, self._busy_ms // 1000),
            }
            return create_engine(
                self.url,
                pool_size=10,
                max_overflow=20,
                pool_pre_ping=True,
                hide_parameters=True,
                connect_args=limits,
            )
        engine = create_engine(self.url, hide_parameters=True, connect_args={"check_same_thread": False})

        @event.listens_for(engine, "connect")
        def _pragmas(connection: Any, _record: Any) -> None:
            # Driver-level autocommit: the BEGIN below is ours, so that a reader never upgrades to a writer
            # halfway and fails with SQLITE_BUSY, which no timeout waits for.
            connection.isolation_level = None
            for pragma in (
                "journal_mode=WAL",
                "synchronous=FULL",
                "foreign_keys=ON",
                # What is deleted is overwritten: a tenant's words must not stay in a free page.
                "secure_delete=ON",
                f"busy_timeout={self._busy_ms}",
            ):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def _begin(connection: Any) -> None:
            mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
            connection.exec_driver_sql(f"BEGIN {mode}")

        return engine

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits at the end of the block and rolls back on an exception.

        :raises sqlalchemy.exc.OperationalError: the database is away, or stayed locked for ``busy_ms``
        """
        with self._turn_to_write(), self._sessions.begin() as session:
            yield session
        if session.info.get(WORK_MADE):
            self.on_work()

    @staticmethod
    def retried(work: Callable[..., T], *given: Any) -> T:
        """Do the work of a whole transaction; again where Postgres broke it off for another one's sake.

        :raises sqlalchemy.exc.OperationalError: as the work does, and when it was broken off too often
        """
        for wait in _TRIES_AGAIN:
            try:
                return work(*given)
            except OperationalError as error:
                if not broken_off(error):
                    raise
                time.sleep(wait)
        return work(*given)

    @contextmanager
    def _turn_to_write(self) -> Iterator[None]:
        """SQLite has one writer. Waiting for it in the process is prompt and fair; SQLite's own wait sleeps ever
        longer while latecomers pass."""
        if not self.is_sqlite:
            yield
            return
        writers = _WRITERS.setdefault(str(self.url.database), _Writers())
        if not writers.acquire(self._hurried, self._busy_ms / 1000):
            raise OperationalError("BEGIN IMMEDIATE", None, TimeoutError("database is locked"))
        try:
            yield
        finally:
            writers.release()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads: it takes no write lock."""
        with self._sessions() as session:
            if self.is_sqlite:
                session.connection(execution_options={"sqlite_begin": "DEFERRED"})
            yield session

    def dispose(self) -> None:
        self.engine.dispose()
