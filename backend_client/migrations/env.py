"""Alembic's entry: runs the migrations on the connection that backend_client.migrate opened."""

from typing import Any, Literal

from alembic import context

import backend_client.models  # noqa: F401  (fills the metadata)
from backend_client.database import Base, UtcDateTime


def render_item(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """Write our own types as plain ones, so that a migration outlives the code it was made from."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_item=render_item,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
