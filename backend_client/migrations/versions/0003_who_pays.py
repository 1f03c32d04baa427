"""Who pays: the rules and the landlord's data as they were, and the answers given."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "who_pays_rules",
        sa.Column("version", sa.String(length=12), primary_key=True),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("first_used_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "who_pays_terms",
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("imported_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "who_pays_answer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("exchange_id", sa.Integer(), sa.ForeignKey("exchange.id"), nullable=True),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("request.id"), nullable=True),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("rules_version", sa.String(length=12), sa.ForeignKey("who_pays_rules.version"), nullable=False),
        sa.Column("terms_version", sa.Integer(), sa.ForeignKey("who_pays_terms.version"), nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.UniqueConstraint("exchange_id", "subject", name="uq_who_pays_answer_exchange_id_subject"),
    )
    op.create_index("ix_who_pays_answer_request_id", "who_pays_answer", ["request_id"])


def downgrade() -> None:
    for table in ("who_pays_answer", "who_pays_terms", "who_pays_rules"):
        op.drop_table(table)
