"""Bringing a database to the schema that this version needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from backend_client.database import Database

_MIGRATIONS = Path(__file__).with_name("migrations")
# Any constant will do: two processes that start together ask for the same lock.
_LOCK = 8_771_245


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's settings without a file; its ``env.py`` runs on the connection given here."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(db: Database) -> None:
    """Run the migrations that are missing, all in one transaction; none missing, nothing happens.

    Of several processes that start together one works and the others wait for it.
    """
    with db.engine.begin() as connection:
        if not db.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        command.upgrade(configuration(connection), "head")


def is_current(db: Database) -> bool:
    """Whether the database has the schema that this version needs."""
    head = ScriptDirectory.from_config(configuration()).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == head
