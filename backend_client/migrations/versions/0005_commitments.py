"""Commitments: what a request owes by the charter, and the pauses of its clock. A request may stand at
``work_order_sent``."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_BEFORE = "'assigned','appointment_booked'"
_AFTER = "'assigned','work_order_sent','appointment_booked'"
_ENDS = "'in_progress','done','closed','refused'"


def _allow(before: str, after: str) -> None:
    """Change the statuses that a request may have.

    SQLite cannot alter a check, and copying the table would break what refers to it. The text of a check touches no
    stored row, so it is edited in the schema, by the steps that SQLite's documentation of ALTER TABLE gives for it.
    """
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("status", "request", type_="check")
        op.create_check_constraint("status", "request", f"status IN ('received','qualified',{after},{_ENDS})")
        return
    version = op.get_bind().exec_driver_sql("PRAGMA schema_version").scalar_one()
    edit = sa.text("UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type='table' AND name='request'")
    op.execute("PRAGMA writable_schema = ON")
    op.get_bind().execute(edit, {"before": before, "after": after})
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = OFF")


def upgrade() -> None:
    _allow(_BEFORE, _AFTER)
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("request.id"), nullable=False),
        sa.Column("promise", sa.String(8), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("first_due_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("kept_at", _MOMENT),
        sa.Column("kept_by_id", sa.Integer(), sa.ForeignKey("request_event.id")),
        sa.Column("warned_at", _MOMENT),
        sa.Column("breached_at", _MOMENT),
        sa.Column("breach_reason", sa.String(40)),
        sa.Column("withdrawn_at", _MOMENT),
        sa.UniqueConstraint("request_id", "promise", "round"),
        sa.CheckConstraint("kept_at IS NULL OR kept_by_id IS NOT NULL", name="kept_by"),
    )
    op.create_index("ix_commitment_request_id", "commitment", ["request_id"])
    op.create_index("ix_commitment_promise_opened", "commitment", ["promise", "opened_at"])
    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("request.id"), nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT),
        sa.CheckConstraint("reason IN ('tenant', 'parts', 'third_party')", name="reason"),
    )
    op.create_index("ix_pause_request_id", "pause", ["request_id"])
    op.create_index(
        "uq_pause_open",
        "pause",
        ["request_id"],
        unique=True,
        sqlite_where=sa.text("ends_at IS NULL"),
        postgresql_where=sa.text("ends_at IS NULL"),
    )


def downgrade() -> None:
    op.execute("UPDATE request SET status = 'assigned' WHERE status = 'work_order_sent'")
    _allow(_AFTER, _BEFORE)
    op.drop_table("pause")
    op.drop_table("commitment")
