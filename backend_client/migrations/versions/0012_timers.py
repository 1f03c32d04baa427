"""Timers are found by what they wait for, and know how often their work failed."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_OPEN = sa.text("done_at IS NULL")


def upgrade() -> None:
    op.add_column("timer", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_timer_subject", "timer", ["kind", "subject_id"], sqlite_where=_OPEN, postgresql_where=_OPEN)


def downgrade() -> None:
    op.drop_index("ix_timer_subject", "timer")
    with op.batch_alter_table("timer") as table:
        table.drop_column("failures")
