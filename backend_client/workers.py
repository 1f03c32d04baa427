"""Workers: the processes of the service, each under a number, and what a dead one left to those that live.

On Postgres a process holds a session-level advisory lock on its number, on a connection of its own: the lock goes
with the connection, so that a death shows at once and to everybody. On SQLite there is one process, and a lock on a
file beside the database says so.
"""

import fcntl
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, NullPool, create_engine, func, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from backend_client.conversations import OPEN, waiting
from backend_client.database import Database
from backend_client.models import Exchange, Worker

log = logging.getLogger(__name__)

# The first of the two numbers of our advisory locks; the second one is the worker's.
LOCKS = 8_771_246
# How often a worker looks whether it still has its lock, and how soon it tries again to get one, in seconds.
LOOK_EVERY, TRY_EVERY = 0.5, 0.2
# A machine that is gone says no goodbye: the server lets its lock go after 5 + 3 * 2 seconds without an answer.
_ALIVE = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3"
_CLIENT = {"connect_timeout": 3, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
_HELD = text(
    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = :locks AND objid = :number "
    "AND pid = :pid AND granted"
)


class WorkerError(RuntimeError):
    """The process cannot be a worker of this database, in one sentence."""


class Numbered(Protocol):
    """This process among the workers. ``number`` is None while it may take nothing."""

    @property
    def number(self) -> int | None: ...

    def claiming(self, s: Session) -> int | None:
        """The number to claim under in this transaction; None: nothing may be claimed now."""

    def close(self) -> None: ...


@dataclass(frozen=True)
class Left:
    """What dead workers had in hand and what nobody had: now this worker's.

    ``half_sent``: messages that may have left. ``unanswered``: messages in without an answer, oldest first.
    ``dead``: the numbers of those who had them.
    """

    half_sent: list[int] = field(default_factory=list)
    unanswered: list[int] = field(default_factory=list)
    dead: list[int] = field(default_factory=list)


class OnlyWorker:
    """The one process on an SQLite file; without a file, of a database that nobody else can have.

    :raises WorkerError: another process has the file
    """

    number = 1

    def __init__(self, file: str = "") -> None:
        self._lock = os.open(Path(f"{file}.lock") if file else os.devnull, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if file:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._lock)
            raise WorkerError(
                f"Another process serves {file}: SQLite is for one process, set VEILLEUR_DATABASE_URL to Postgres "
                "for several."
            ) from None

    def claiming(self, s: Session) -> int:
        return self.number

    def close(self) -> None:
        os.close(self._lock)


class LockedWorker:
    """One of several processes on a Postgres database, by the lowest number that nobody alive has."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        options = {"options": f"-c lock_timeout=3000 {_ALIVE}", **_CLIENT}
        self._engine = create_engine(
            db.url, poolclass=NullPool, isolation_level="AUTOCOMMIT", hide_parameters=True, connect_args=options
        )
        self._clock = clock
        self._held: tuple[int, int] | None = None
        self._closed = threading.Event()
        self._connection: Connection | None = self._take()
        self._keeper = threading.Thread(target=self._keep, name="worker-lock", daemon=True)
        self._keeper.start()

    @property
    def number(self) -> int | None:
        held = self._held
        return held[0] if held else None

    def claiming(self, s: Session) -> int | None:
        """Asks the database itself: after its restart this process may not know yet that the lock is gone."""
        held = self._held
        if held is None:
            return None
        number, pid = held
        return number if s.scalar(_HELD, {"locks": LOCKS, "number": number, "pid": pid}) else None

    def _take(self) -> Connection:
        """A new connection that holds the lock of a number. :raises SQLAlchemyError: the database is away"""
        connection = self._engine.connect()
        try:
            number = self._free(connection)
            pid = connection.scalar(text("SELECT pg_backend_pid()"))
            started = update(Worker).where(Worker.id == number).values(started_at=self._clock())
            connection.execute(started)
        except SQLAlchemyError:
            connection.close()
            raise
        self._held = (number, int(pid or 0))
        return connection

    def _free(self, connection: Connection) -> int:
        while True:
            known = connection.scalars(select(Worker.id).order_by(Worker.id)).all()
            for number in known:
                if connection.scalar(select(func.pg_try_advisory_lock(LOCKS, number))):
                    return number
            connection.execute(Worker.__table__.insert().values(started_at=self._clock()))  # type: ignore[attr-defined]

    def _keep(self) -> None:
        """Until closed: notice that the lock is gone, and get one again."""
        while not self._closed.wait(LOOK_EVERY if self._connection is not None else TRY_EVERY):
            try:
                if self._connection is None:
                    self._connection = self._take()
                    log.warning("worker %s has its lock again", self.number)
                else:
                    self._connection.execute(text("SELECT 1"))
            except SQLAlchemyError as error:
                if self._held is not None:
                    log.error("worker %s lost its lock (%s); it takes nothing", self.number, type(error).__name__)
                self._held = None
                self._let_go()

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
        self._connection = None

    def close(self) -> None:
        self._closed.set()
        self._keeper.join(5)
        self._held = None
        self._let_go()
        self._engine.dispose()


def take_over(s: Session, mine: int, starting: bool = False) -> Left:
    """Make the open work of dead workers, and what nobody has, one's own: all in this transaction.

    Whoever holds a dead worker's lock takes its work; a second survivor does not get the lock and finds nothing.

    :param starting: the process has claimed nothing yet, so what is under its number is an earlier one's
    """
    unfinished = (OPEN, Exchange.status.in_(("received", "sending")))
    holders = s.scalars(select(Exchange.worker_id).where(*unfinished, Exchange.worker_id.is_not(None)).distinct())
    dead = [number for number in holders if number is not None and number != mine and _gone(s, number)]
    taken = [*dead, mine] if starting else dead
    moved = s.execute(
        update(Exchange)
        .where(*unfinished, Exchange.worker_id.in_(taken) | Exchange.worker_id.is_(None))
        .values(worker_id=mine)
        .returning(Exchange.id, Exchange.direction)
    ).all()
    by_direction = {way: sorted(number for number, direction in moved if direction == way) for way in ("out", "in")}
    return Left(by_direction["out"], by_direction["in"], dead)


def answering(s: Session, conversation_id: int, mine: int) -> list[Exchange]:
    """What a worker has to answer in a conversation, in order: all of it where the earliest message is its own, or
    was a dead worker's; else nothing, and what came to it is left to whoever has the earliest one.

    Their rows are held meanwhile: that one finds what was left to it when it has finished its own.
    """
    unanswered = waiting(s, conversation_id)
    if not unanswered:
        return []
    first = unanswered[0].worker_id
    theirs = first is not None and first != mine and not _gone(s, first)
    for exchange in unanswered:
        exchange.worker_id = first if theirs else mine
    s.flush()
    return [] if theirs else unanswered


def _gone(s: Session, number: int) -> bool:
    """Whether nobody alive has this number; if so nobody can get it before this transaction ends.

    SQLite has one worker: any other number was an earlier process's.
    """
    if s.get_bind().dialect.name == "sqlite":
        return True
    return bool(s.scalar(select(func.pg_try_advisory_xact_lock(LOCKS, number))))
