"""Appointments: capacities of dates, absences, travel, agreement to off days, work orders, updates, access, feedback.

A date on which a contractor does not come is now a capacity of 0.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_TAKEN = "status IN ('held', 'booked')"
_KINDS = "'booked','moved','cancelled','on_the_way','late','arrived','done','no_access','parts_needed','no_show'"


def _where(condition: str) -> dict[str, Any]:
    """A partial index, alike on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _key(name: str, target: str, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target), **{"nullable": False, **options})


def upgrade() -> None:
    op.add_column("contractor", sa.Column("travel_minutes", sa.Integer(), nullable=True))
    op.add_column("contractor", sa.Column("change_hours", sa.Integer(), nullable=False, server_default="2"))
    taken = ["contractor_id", "starts_at", "seat", "hold_until", "request_id"]
    op.create_index("ix_appointment_taken", "appointment", taken, **_where(_TAKEN))
    op.create_index("ix_appointment_held", "appointment", ["contractor_id", "hold_until"], **_where("status = 'held'"))
    _exceptions()
    _days()
    _jobs()
    _feedback()


def _exceptions() -> None:
    bind = op.get_bind()
    away = bind.execute(sa.text("SELECT contractor_id, day FROM availability_exception")).all()
    op.drop_table("availability_exception")
    op.create_table(
        "availability_exception",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("contractor_id", "contractor.id"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity >= 0", name="capacity"),
        sa.UniqueConstraint(
            "contractor_id", "day", "starts", name="uq_availability_exception_contractor_id_day_starts"
        ),
    )
    op.create_index(
        "uq_availability_exception_whole_day",
        "availability_exception",
        ["contractor_id", "day"],
        unique=True,
        **_where("starts IS NULL"),
    )
    kept = sa.text("INSERT INTO availability_exception (contractor_id, day, capacity) VALUES (:contractor, :day, 0)")
    for contractor_id, day in away:
        bind.execute(kept, {"contractor": contractor_id, "day": day})


def _days() -> None:
    op.create_table(
        "contractor_absence",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("contractor_id", "contractor.id"),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name="days"),
    )
    op.create_index("ix_contractor_absence_contractor_id", "contractor_absence", ["contractor_id"])
    op.create_table(
        "off_day_agreement",
        _key("request_id", "request.id", primary_key=True),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("answer", sa.String(length=4), nullable=True),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.Column("by", sa.String(length=80), nullable=True),
        _key("exchange_id", "exchange.id", nullable=True),
        sa.CheckConstraint("answer IN ('yes', 'no')", name="answer"),
    )


def _jobs() -> None:
    op.create_table(
        "work_order",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("reference", sa.String(length=40), nullable=False, unique=True),
        _key("contractor_id", "contractor.id"),
        _key("request_id", "request.id"),
        sa.Column("description_of_work", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("sent_at", _MOMENT, nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("told_at", _MOMENT, nullable=True),
    )
    for column in ("contractor_id", "request_id"):
        op.create_index(f"ix_work_order_{column}", "work_order", [column])
    op.create_table(
        "job_status_update",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("appointment_id", "appointment.id"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("event_time", _MOMENT, nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("comments", sa.Text(), nullable=False),
        sa.Column("told_at", _MOMENT, nullable=True),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
    )
    op.create_index("ix_job_status_update_appointment_id", "job_status_update", ["appointment_id"])
    op.create_table(
        "access_information",
        _key("request_id", "request.id", primary_key=True),
        sa.Column("contact_name", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("keysafe", sa.String(length=40), nullable=False),
        sa.Column("dog", sa.Boolean(), nullable=True),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
    )
    op.create_table(
        "first_in_line",
        _key("request_id", "request.id", primary_key=True),
        _key("contractor_id", "contractor.id"),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("served_at", _MOMENT, nullable=True),
    )
    waiting = _where("served_at IS NULL")
    op.create_index("ix_first_in_line_waiting", "first_in_line", ["contractor_id", "since"], **waiting)


def _feedback() -> None:
    op.create_table(
        "feedback_set",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("appointment_id", "appointment.id", unique=True),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("date_time", _MOMENT, nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        _key("follow_up_id", "request.id", nullable=True),
    )
    op.create_table(
        "feedback_score",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("feedback_set_id", "feedback_set.id"),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("current_score", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("maximum", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.UniqueConstraint("feedback_set_id", "name", name="uq_feedback_score_feedback_set_id_name"),
        sa.CheckConstraint("current_score BETWEEN minimum AND maximum", name="current_score"),
    )


def downgrade() -> None:
    raise NotImplementedError("capacities and work orders cannot be said in the earlier tables: restore a backup")
