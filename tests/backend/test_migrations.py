"""The migrations make exactly the schema of the models, on both databases."""

from concurrent.futures import ThreadPoolExecutor

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

from backend_client.database import Base, Database
from backend_client.migrate import configuration, is_current, upgrade

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
    """The parts of a definition between its commas; SQLite keeps them in the order in which they were written, and a
    column that was added later stands at the end."""
    parts, depth, part = [], 0, ""
    for letter in definition:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 1:
            parts.append(part)
            part = ""
        else:
            part += letter
    return sorted(" ".join(each.split()).rstrip(" )") for each in [*parts, part])


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


def test_searches_and_pages_of_the_first_schema_are_kept(empty_db: Database) -> None:
    with empty_db.engine.begin() as connection:
        command.upgrade(configuration(connection), "0001")
        for statement in _OLD_ROWS:
            connection.execute(text(statement))
    upgrade(empty_db)
    with empty_db.engine.connect() as connection:
        found = connection.execute(text("SELECT status, step, round FROM escalation ORDER BY id")).all()
        assert [tuple(row) for row in found] == [("acknowledged", 0, 1), ("cancelled", 0, 1), ("open", 0, 1)]
        assert connection.execute(text("SELECT code, means, step FROM page")).all() == [("4821", "sms", 1)]
        assert connection.execute(text("SELECT kind FROM timer")).scalar_one() == "page"
        assert connection.execute(text("SELECT count(*) FROM incident_report")).scalar_one() == 3
    with empty_db.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO incident (request_id, duty, status, opened_at, report)"
                " VALUES (1, 'technical', 'open', '2026-03-01 02:00:00', '')"
            )
        )


_MOMENT = "'2026-03-01 01:00:00'"
_SEARCH = "INSERT INTO escalation (id, request_id, duty, status, level, opened_at, ended_at) VALUES"
_OLD_ROWS = (
    "INSERT INTO request (id, reference, kind, status, private, summary, details, team, typed_name, typed_address,"
    f" channel, created_at, updated_at) VALUES (1, 'R-2026-000001', 'repair', 'assigned', false, '', '{{}}', '', '',"
    f" '', 'sms', {_MOMENT}, {_MOMENT})",
    "INSERT INTO technician (id, code, name, phone, active) VALUES (1, 'malik', 'Malik', '+33639989001', true)",
    f"{_SEARCH} (1, 1, 'supervisor', 'acknowledged', 1, {_MOMENT}, {_MOMENT})",
    f"{_SEARCH} (2, 1, 'technical', 'exhausted', 2, {_MOMENT}, {_MOMENT})",
    f"{_SEARCH} (3, 1, 'technical', 'open', 1, {_MOMENT}, NULL)",
    "INSERT INTO page (id, escalation_id, technician_id, level, code, status, created_at)"
    f" VALUES (1, 3, 1, 1, '4821', 'sent', {_MOMENT})",
    f"INSERT INTO timer (kind, subject_id, due_at) VALUES ('page_round', 3, {_MOMENT})",
)
