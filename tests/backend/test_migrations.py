"""The migrations make exactly the schema of the models, on both databases."""

from concurrent.futures import ThreadPoolExecutor

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

from backend_client.database import Base, Database
from backend_client.migrate import is_current, upgrade

_INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}
_CONSTRAINTS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint",
}


def _described(connection: Connection) -> dict[str, list[str]]:
    """What autogenerate does not compare: conditions of partial indexes, checks, names of keys."""
    rows = []
    for queries in (_INDEXES, _CONSTRAINTS):
        rows += connection.execute(text(queries[connection.dialect.name])).all()
    return {name: _in_order(definition) for name, definition in rows if "alembic" not in name}


def _in_order(definition: str) -> list[str]:
    """The lines of a definition; SQLite keeps them in the order in which they were written."""
    return sorted(line.strip().rstrip(",") for line in definition.splitlines())


def test_autogenerate_finds_no_difference(empty_db: Database) -> None:
    upgrade(empty_db)
    with empty_db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_partial_indexes_and_constraints_are_the_models(empty_db: Database, tmp_path, request) -> None:
    upgrade(empty_db)
    if empty_db.is_sqlite:
        modelled = create_engine(f"sqlite:///{tmp_path / 'modelled.db'}")
    else:
        modelled = create_engine(request.getfixturevalue("postgres").create())
    Base.metadata.create_all(modelled)
    with empty_db.engine.connect() as ours, modelled.connect() as theirs:
        assert _described(ours) == _described(theirs)
    modelled.dispose()


def test_upgrading_again_changes_nothing(empty_db: Database) -> None:
    assert not is_current(empty_db)
    upgrade(empty_db)
    upgrade(empty_db)
    assert is_current(empty_db)


def test_processes_that_start_together_all_find_the_schema(empty_db: Database) -> None:
    url = empty_db.url.render_as_string(hide_password=False)

    def start(_: int) -> bool:
        db = Database(url)
        upgrade(db)
        current = is_current(db)
        db.dispose()
        return current

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, range(4))) == [True] * 4
