"""Photos and documents, and the one-time addresses by which they come."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "upload_link",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("request.id"), nullable=False),
        sa.Column("purpose", sa.String(24), nullable=False),
        sa.Column("issued_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT, nullable=False),
        sa.Column("max_files", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
    )
    op.create_index("ix_upload_link_request_id", "upload_link", ["request_id"])
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("request.id"), nullable=False),
        sa.Column("exchange_id", sa.Integer(), sa.ForeignKey("exchange.id")),
        sa.Column("upload_link_id", sa.Integer(), sa.ForeignKey("upload_link.id")),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("purpose", sa.String(24), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer()),
        sa.Column("height", sa.Integer()),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("stored_name", sa.String(40), nullable=False, unique=True),
        sa.Column("original_name", sa.String(120), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("uploaded_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT),
        sa.Column("deleted_at", _MOMENT),
        sa.CheckConstraint("kind IN ('photo','document')", name="kind"),
    )
    op.create_index("ix_attachment_request_id", "attachment", ["request_id"])
    op.create_index("ix_attachment_exchange_id", "attachment", ["exchange_id"])
    op.create_index(
        "ix_attachment_kept",
        "attachment",
        ["expires_at"],
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("attachment")
    op.drop_table("upload_link")
