"""The day of an appointment, and to whom a freed window was offered."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _key(name: str, target: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target), primary_key=True)


def upgrade() -> None:
    op.create_table(
        "job_day",
        _key("appointment_id", "appointment.id"),
        sa.Column("confirmed_at", _MOMENT, nullable=True),
        sa.Column("wants_earlier_at", _MOMENT, nullable=True),
        sa.Column("link_sent_at", _MOMENT, nullable=True),
        sa.Column("fixed", sa.Boolean(), nullable=True),
        sa.Column("work_done", sa.Text(), nullable=False),
        sa.Column("parts_on", sa.Date(), nullable=True),
    )
    op.create_table(
        "freed_offer",
        _key("appointment_id", "appointment.id"),
        _key("request_id", "request.id"),
        sa.Column("offered_at", _MOMENT, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("freed_offer")
    op.drop_table("job_day")
