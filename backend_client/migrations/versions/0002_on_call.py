"""Incidents, steps of escalation, duties with hours, absences, calendars, test pages, and workers.

Escalations and pages of before keep their request, status and times: each becomes an incident of its own.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_INCIDENT_OF = {"open": "open", "exhausted": "open", "acknowledged": "taken", "cancelled": "cancelled"}


def _where(condition: str) -> dict[str, Any]:
    """A partial index, alike on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    old = {table: _rows(table) for table in ("escalation", "page")}
    for table in ("page", "escalation"):
        op.drop_table(table)
    _new_tables()
    _changed_tables()
    _keep(old["escalation"], old["page"])


def _rows(name: str) -> Sequence[Any]:
    table = sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())
    return op.get_bind().execute(sa.select(table).order_by(table.c.id)).mappings().all()


def _new_tables() -> None:
    op.create_table(
        "duty",
        sa.Column("code", sa.String(length=40), primary_key=True),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("holidays", sa.String(length=8), nullable=False),
        sa.Column("sectors", sa.JSON(), nullable=False),
        sa.Column("trades", sa.JSON(), nullable=False),
        sa.CheckConstraint("holidays IN ('same', 'sunday', 'none')", name="holidays"),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("technician_id", sa.Integer(), sa.ForeignKey("technician.id"), nullable=False),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
    )
    op.create_index("ix_absence_technician_id", "absence", ["technician_id"])
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key_hash", sa.String(length=64), nullable=False, unique=True),
        sa.Column("technician_id", sa.Integer(), sa.ForeignKey("technician.id"), nullable=True),
        sa.Column("duty", sa.String(length=40), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("revoked_at", _MOMENT, nullable=True),
    )
    op.create_table(
        "worker",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("started_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "duty_check",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("technician_id", sa.Integer(), sa.ForeignKey("technician.id"), nullable=False),
        sa.Column("exchange_id", sa.Integer(), sa.ForeignKey("exchange.id"), nullable=True),
        sa.Column("code", sa.String(length=8), nullable=False, unique=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("shift_starts_at", _MOMENT, nullable=False),
        sa.Column("shift_ends_at", _MOMENT, nullable=False),
        sa.Column("call_id", sa.Integer(), sa.ForeignKey("exchange.id"), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.UniqueConstraint(
            "duty",
            "level",
            "technician_id",
            "shift_starts_at",
            name="uq_duty_check_duty_level_technician_id_shift_starts_at",
        ),
    )
    for column in ("call_id", "exchange_id"):
        op.create_index(f"ix_duty_check_{column}", "duty_check", [column])
    _incidents()
    _pages()


def _incidents() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("request.id"), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("merge_key", sa.String(length=120), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("technician_id", sa.Integer(), sa.ForeignKey("technician.id"), nullable=True),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("taken_at", _MOMENT, nullable=True),
        sa.Column("eta_at", _MOMENT, nullable=True),
        sa.Column("arrived_at", _MOMENT, nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("raised_at", _MOMENT, nullable=True),
        sa.Column("agreement", sa.String(length=4), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.CheckConstraint("status IN ('open','taken','arrived','done','cancelled')", name="status"),
    )
    op.create_index("ix_incident_request_id", "incident", ["request_id"])
    op.create_index("ix_incident_technician_id", "incident", ["technician_id"])
    op.create_index(
        "uq_incident_merge_key",
        "incident",
        ["merge_key"],
        unique=True,
        **_where("ended_at IS NULL AND merge_key IS NOT NULL"),
    )
    op.create_table(
        "incident_report",
        sa.Column("incident_id", sa.Integer(), sa.ForeignKey("incident.id"), nullable=False),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("request.id"), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("vulnerable", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "request_id", name="pk_incident_report"),
    )
    op.create_index("ix_incident_report_request_id", "incident_report", ["request_id"])


def _pages() -> None:
    op.create_table(
        "escalation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("incident_id", sa.Integer(), sa.ForeignKey("incident.id"), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("purpose", sa.String(length=12), nullable=False),
        sa.Column("only_id", sa.Integer(), sa.ForeignKey("technician.id"), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.CheckConstraint("status IN ('open', 'acknowledged', 'cancelled')", name="status"),
        sa.CheckConstraint("purpose IN ('take', 'help', 'hand_over')", name="purpose"),
    )
    op.create_index("ix_escalation_incident_id", "escalation", ["incident_id"])
    op.create_index(
        "uq_escalation_open",
        "escalation",
        ["incident_id", "duty", "purpose"],
        unique=True,
        **_where("status = 'open'"),
    )
    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("escalation_id", sa.Integer(), sa.ForeignKey("escalation.id"), nullable=False),
        sa.Column("technician_id", sa.Integer(), sa.ForeignKey("technician.id"), nullable=False),
        sa.Column("exchange_id", sa.Integer(), sa.ForeignKey("exchange.id"), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("means", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=True, unique=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("via", sa.String(length=12), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.CheckConstraint(
            "status IN ('intended','sent','delivered','failed','acknowledged','refused','expired')", name="status"
        ),
    )
    for column in ("escalation_id", "exchange_id", "technician_id"):
        op.create_index(f"ix_page_{column}", "page", [column])


def _changed_tables() -> None:
    op.add_column("rotation", sa.Column("headcount", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("override", sa.Column("instead_of_id", sa.Integer(), nullable=True))
    op.add_column("override", sa.Column("swap", sa.String(length=40), nullable=True))
    op.add_column("override", sa.Column("reason", sa.String(length=120), nullable=True))
    op.add_column("exchange", sa.Column("worker_id", sa.Integer(), nullable=True))


def _keep(escalations: Sequence[Any], pages: Sequence[Any]) -> None:
    """An open search begins its first round again at once: its timer still waits."""
    bind, meta = op.get_bind(), sa.MetaData()
    made = ("incident", "incident_report", "escalation", "page")
    table = {name: sa.Table(name, meta, autoload_with=bind) for name in made}
    open_ones: set[tuple[int, str]] = set()
    for row in reversed(escalations):
        status = _INCIDENT_OF[row["status"]]
        # A search that found nobody was started again as another one: the newest goes on.
        status = "cancelled" if (row["request_id"], row["duty"]) in open_ones else status
        open_ones |= {(row["request_id"], row["duty"])} if status == "open" else set()
        search = {"open": "open", "taken": "acknowledged", "cancelled": "cancelled"}[status]
        common = {"id": row["id"], "duty": row["duty"], "opened_at": row["opened_at"]}
        incident = {
            "request_id": row["request_id"],
            "status": status,
            "taken_at": row["ended_at"] if status == "taken" else None,
            "ended_at": row["ended_at"] if status == "cancelled" else None,
            "report": "",
        }
        bind.execute(table["incident"].insert().values(**common, **incident))
        report = {"incident_id": row["id"], "request_id": row["request_id"], "at": row["opened_at"]}
        bind.execute(table["incident_report"].insert().values(**report, vulnerable=False))
        escalation = {"incident_id": row["id"], "purpose": "take", "status": search, "step": 0, "round": 1}
        ended_at = None if search == "open" else row["ended_at"]
        bind.execute(table["escalation"].insert().values(**common, **escalation, ended_at=ended_at))
    for row in pages:
        kept = {name: value for name, value in row.items() if name != "level"}
        bind.execute(table["page"].insert().values(**kept, step=row["level"], round=1, means="sms"))
    bind.execute(sa.text("UPDATE timer SET kind = 'page' WHERE kind = 'page_round' AND done_at IS NULL"))
    if bind.dialect.name == "postgresql":
        for name in ("incident", "escalation", "page"):
            following = f"SELECT coalesce(max(id), 0) + 1 FROM {name}"
            bind.execute(sa.text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), ({following}), false)"))


def downgrade() -> None:
    raise NotImplementedError("what on-call staff did since cannot be said in the earlier tables: restore a backup")
