"""Times that an adviser and a tenant agreed on, and the birth dates that comfort works depend on (charter 7.1)."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_AGREED = sa.text("status = 'agreed'")


def upgrade() -> None:
    op.add_column("person", sa.Column("birth_date", sa.Date()))
    op.create_table(
        "agreed_time",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("request.id"), nullable=False),
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('call','statement','interview','advice_visit','check_in')", name="kind"),
        sa.CheckConstraint("status IN ('agreed','done','missed','cancelled')", name="status"),
        sa.CheckConstraint("seat > 0", name="seat"),
        sa.CheckConstraint("ends_at > starts_at", name="ends"),
    )
    op.create_index("ix_agreed_time_request_id", "agreed_time", ["request_id"])
    for name, columns in (
        ("uq_agreed_time_seat", ["team", "starts_at", "seat"]),
        ("uq_agreed_time_request", ["request_id"]),
    ):
        op.create_index(name, "agreed_time", columns, unique=True, sqlite_where=_AGREED, postgresql_where=_AGREED)


def downgrade() -> None:
    op.drop_table("agreed_time")
    with op.batch_alter_table("person") as table:
        table.drop_column("birth_date")
