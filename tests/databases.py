"""Databases with every table and no row, made once and copied."""

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, text

import backend_client.models  # noqa: F401  (fills the metadata)
from backend_client.database import Base, Database

_HAVE_ROWS = " UNION ALL ".join(
    f'SELECT \'"{table}"\' WHERE EXISTS (SELECT 1 FROM "{table}")' for table in Base.metadata.tables
)


@lru_cache(maxsize=1)
def _template() -> Path:
    """Creating fifty tables takes longer than most tests."""
    folder = Path(tempfile.mkdtemp(prefix="veilleur-tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    db = Database(f"sqlite:///{folder / 'tables.db'}")
    Base.metadata.create_all(db.engine)
    db.dispose()
    return folder / "tables.db"


def sqlite_with_tables(path: Path) -> str:
    """The URL of a new SQLite file with the tables."""
    shutil.copyfile(_template(), path)
    return f"sqlite:///{path}"


def take_rows_out(connection: Connection) -> None:
    """Empty the tables of a Postgres database that have rows, and begin their numbers anew."""
    filled = connection.execute(text(_HAVE_ROWS)).scalars().all()
    if filled:
        connection.execute(text(f"TRUNCATE {', '.join(filled)} RESTART IDENTITY CASCADE"))
