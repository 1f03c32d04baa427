"""Who is proven to be whom, one-time codes, exports, erasures and the log of access."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _ref(name: str, nullable: bool = True, primary_key: bool = False) -> sa.Column[int]:
    table = name.removesuffix("_id")
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id"), nullable=nullable, primary_key=primary_key)


def upgrade() -> None:
    op.create_table(
        "identity",
        _ref("contact_id", nullable=False, primary_key=True),
        _ref("person_id", nullable=False, primary_key=True),
        sa.Column("means", sa.String(16), nullable=False),
        sa.Column("proved_at", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT),
        sa.CheckConstraint("means IN ('directory','contact_button','portal','code')", name="means"),
    )
    op.create_index("ix_identity_person_id", "identity", ["person_id"])
    # Until now every contact that was tied was tied for good; a number is the directory's.
    op.execute(
        "INSERT INTO identity (contact_id, person_id, means, proved_at) SELECT id, person_id, "
        "CASE channel WHEN 'sms' THEN 'directory' WHEN 'telegram' THEN 'contact_button' ELSE 'portal' END, created_at "
        "FROM contact WHERE person_id IS NOT NULL"
    )
    op.create_table(
        "speaker",
        _ref("contact_id", nullable=False, primary_key=True),
        _ref("person_id"),
        _ref("dwelling_id"),
        sa.Column("question", sa.String(12)),
        _ref("exchange_id"),
        sa.Column("person_asked", sa.Boolean(), nullable=False),
        sa.Column("dwelling_asked", sa.Boolean(), nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
    )
    _checks()
    _rights()
    op.create_table(
        "access_log",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("subject_kind", sa.String(16), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
    )
    op.create_index("ix_access_log_subject", "access_log", ["subject_kind", "subject_id"])
    op.create_index("ix_access_log_at", "access_log", ["at"])


def _checks() -> None:
    op.create_table(
        "identity_check",
        sa.Column("id", sa.Integer(), primary_key=True),
        _ref("contact_id", nullable=False),
        _ref("person_id"),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("goes_on", sa.String(16), nullable=False),
        sa.Column("typed_name", sa.String(120), nullable=False),
        sa.Column("nonce", sa.String(32), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT),
        sa.Column("outcome", sa.String(8)),
        sa.CheckConstraint("state IN ('name','address','code')", name="state"),
    )
    for column in ("contact_id", "person_id"):
        op.create_index(f"ix_identity_check_{column}", "identity_check", [column])
    open_ = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_identity_check_open",
        "identity_check",
        ["contact_id"],
        unique=True,
        sqlite_where=open_,
        postgresql_where=open_,
    )


def _rights() -> None:
    op.create_table(
        "export_link",
        sa.Column("id", sa.Integer(), primary_key=True),
        _ref("person_id", nullable=False),
        _ref("contact_id", nullable=False),
        sa.Column("nonce", sa.String(32), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("opened_at", _MOMENT),
    )
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), primary_key=True),
        _ref("person_id"),
        _ref("contact_id"),
        _ref("request_id"),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(12)),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("done_at", _MOMENT),
        sa.Column("code_digest", sa.String(64)),
        sa.CheckConstraint("state IN ('asked','deferred','done','withdrawn')", name="state"),
    )
    for table, columns in {
        "export_link": ("person_id", "contact_id"),
        "erasure": ("person_id", "contact_id", "request_id", "code_digest"),
    }.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    for table in ("access_log", "erasure", "export_link", "identity_check", "speaker", "identity"):
        op.drop_table(table)
