"""The first schema. Names of keys come from the naming convention in backend_client.database."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# In the order of their creation.
_TABLES = (
    "contractor",
    "person",
    "reference_counter",
    "residence",
    "rotation",
    "technician",
    "timer",
    "availability_exception",
    "availability_template",
    "building",
    "override",
    "rotation_member",
    "dwelling",
    "contact",
    "tenancy",
    "request",
    "alert",
    "appointment",
    "conversation",
    "escalation",
    "request_event",
    "exchange",
    "effect",
    "page",
)


def _where(condition: str) -> dict[str, Any]:
    """A partial index, alike on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:  # noqa: PLR0915  (one statement for each table and index)
    op.create_table(
        "contractor",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code", sa.String(length=40), nullable=False, unique=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("trades", sa.JSON(), nullable=False),
        sa.Column("sectors", sa.JSON(), nullable=False),
        sa.Column("notice_hours", sa.Integer(), nullable=False),
        sa.Column("horizon_days", sa.Integer(), nullable=False),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code", sa.String(length=40), nullable=False, unique=True),
        sa.Column("first_name", sa.String(length=80), nullable=False),
        sa.Column("last_name", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("vulnerable", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_person_last_name", "person", ["last_name"])
    op.create_table(
        "reference_counter",
        sa.Column("year", sa.Integer(), primary_key=True),
        sa.Column("last", sa.Integer(), nullable=False),
    )
    op.create_table(
        "residence",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code", sa.String(length=40), nullable=False, unique=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("sector", sa.String(length=40), nullable=False),
        sa.Column("gas_number", sa.String(length=30), nullable=False),
        sa.Column("power_number", sa.String(length=30), nullable=False),
        sa.Column("lift_firm", sa.String(length=120), nullable=False),
        sa.Column("lift_phone", sa.String(length=20), nullable=False),
        sa.Column("caretaker", sa.String(length=120), nullable=False),
        sa.Column("shut_off", sa.String(length=300), nullable=False),
        sa.Column("contracts", sa.JSON(), nullable=False),
    )
    op.create_table(
        "rotation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("handover", sa.Time(), nullable=False),
        sa.Column("days_per_turn", sa.Integer(), nullable=False),
        sa.UniqueConstraint("duty", "level", name="uq_rotation_duty_level"),
    )
    op.create_table(
        "technician",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code", sa.String(length=40), nullable=False, unique=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False, unique=True),
        sa.Column("active", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "timer",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_timer_open", "timer", ["due_at"], **_where("done_at IS NULL"))
    op.create_table(
        "availability_exception",
        sa.Column("contractor_id", sa.Integer(), sa.ForeignKey("contractor.id"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("contractor_id", "day", name="pk_availability_exception"),
    )
    op.create_table(
        "availability_template",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("contractor_id", sa.Integer(), sa.ForeignKey("contractor.id"), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity > 0", name="capacity"),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        sa.UniqueConstraint(
            "contractor_id", "weekday", "starts", name="uq_availability_template_contractor_id_weekday_starts"
        ),
    )
    op.create_index("ix_availability_template_contractor_id", "availability_template", ["contractor_id"])
    op.create_table(
        "building",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("residence_id", sa.Integer(), sa.ForeignKey("residence.id"), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False, unique=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("access_code", sa.String(length=40), nullable=False),
    )
    op.create_index("ix_building_residence_id", "building", ["residence_id"])
    op.create_table(
        "override",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("technician_id", sa.Integer(), sa.ForeignKey("technician.id"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "rotation_member",
        sa.Column("rotation_id", sa.Integer(), sa.ForeignKey("rotation.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("technician_id", sa.Integer(), sa.ForeignKey("technician.id"), nullable=False),
        sa.PrimaryKeyConstraint("rotation_id", "position", name="pk_rotation_member"),
    )
    op.create_table(
        "dwelling",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("building_id", sa.Integer(), sa.ForeignKey("building.id"), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False, unique=True),
        sa.Column("door", sa.String(length=40), nullable=False),
        sa.Column("floor", sa.String(length=20), nullable=False),
    )
    op.create_index("ix_dwelling_building_id", "dwelling", ["building_id"])
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("technician_id", sa.Integer(), sa.ForeignKey("technician.id"), nullable=True),
        sa.Column("typed_name", sa.String(length=120), nullable=False),
        sa.Column("typed_address", sa.String(length=200), nullable=False),
        sa.Column("dwelling_id", sa.Integer(), sa.ForeignKey("dwelling.id"), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("opted_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unreachable_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("channel", "address", name="uq_contact_channel_address"),
    )
    op.create_index("ix_contact_person_id", "contact", ["person_id"])
    op.create_index("ix_contact_technician_id", "contact", ["technician_id"])
    op.create_table(
        "tenancy",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=False),
        sa.Column("dwelling_id", sa.Integer(), sa.ForeignKey("dwelling.id"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.UniqueConstraint("person_id", "dwelling_id", name="uq_tenancy_person_id_dwelling_id"),
    )
    op.create_index("ix_tenancy_dwelling_id", "tenancy", ["dwelling_id"])
    op.create_index("ix_tenancy_person_id", "tenancy", ["person_id"])
    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("reference", sa.String(length=16), nullable=False, unique=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("situation", sa.String(length=60), nullable=True),
        sa.Column("danger", sa.String(length=24), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("urgency", sa.String(length=12), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("scope", sa.String(length=12), nullable=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id"), nullable=True),
        sa.Column("contact_id", sa.Integer(), sa.ForeignKey("contact.id"), nullable=True),
        sa.Column("dwelling_id", sa.Integer(), sa.ForeignKey("dwelling.id"), nullable=True),
        sa.Column("building_id", sa.Integer(), sa.ForeignKey("building.id"), nullable=True),
        sa.Column("typed_name", sa.String(length=120), nullable=False),
        sa.Column("typed_address", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('received','qualified','assigned','appointment_booked','in_progress',"
            "'done','closed','refused')",
            name="status",
        ),
        sa.CheckConstraint("urgency IN ('emergency','on_call','1_day','3_days','10_days','advice')", name="urgency"),
    )
    op.create_index("ix_request_building_id", "request", ["building_id"])
    op.create_index("ix_request_contact_id", "request", ["contact_id"])
    op.create_index("ix_request_dwelling_id", "request", ["dwelling_id"])
    op.create_index("ix_request_person_created", "request", ["person_id", "created_at"])
    op.create_index("ix_request_person_id", "request", ["person_id"])
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("request.id"), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=80), nullable=True),
    )
    op.create_index("ix_alert_request_id", "alert", ["request_id"])
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("request.id"), nullable=False),
        sa.Column("contractor_id", sa.Integer(), sa.ForeignKey("contractor.id"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("hold_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_appointment_request_id", "appointment", ["request_id"])
    op.create_index("uq_appointment_request", "appointment", ["request_id"], unique=True, **_where("status = 'booked'"))
    op.create_index(
        "uq_appointment_seat",
        "appointment",
        ["contractor_id", "starts_at", "seat"],
        unique=True,
        **_where("status IN ('held', 'booked')"),
    )
    op.create_table(
        "conversation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("contact_id", sa.Integer(), sa.ForeignKey("contact.id"), nullable=False),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("request.id"), nullable=False),
        sa.Column("dialogue", sa.JSON(), nullable=False),
        sa.Column("offer", sa.JSON(), nullable=True),
        sa.Column("taken_by", sa.String(length=80), nullable=True),
        sa.Column("taken_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("slowed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_conversation_contact_id", "conversation", ["contact_id"])
    op.create_index("ix_conversation_request_id", "conversation", ["request_id"])
    op.create_index("uq_conversation_open", "conversation", ["contact_id"], unique=True, **_where("closed_at IS NULL"))
    op.create_table(
        "escalation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("request.id"), nullable=False),
        sa.Column("duty", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_escalation_request_id", "escalation", ["request_id"])
    op.create_index(
        "uq_escalation_open", "escalation", ["request_id", "duty"], unique=True, **_where("status = 'open'")
    )
    op.create_table(
        "request_event",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("request.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
    )
    op.create_index("ix_request_event_request_id", "request_event", ["request_id"])
    op.create_table(
        "exchange",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation_id", sa.Integer(), sa.ForeignKey("conversation.id"), nullable=False),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("request.id"), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("provider_id", sa.String(length=80), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("author", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.Column("cause_id", sa.Integer(), sa.ForeignKey("exchange.id"), nullable=True),
        sa.Column("effect", sa.String(length=80), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("direction IN ('in', 'out')", name="direction"),
        sa.UniqueConstraint("cause_id", "effect", name="uq_exchange_cause_id_effect"),
    )
    op.create_index("ix_exchange_conversation", "exchange", ["conversation_id", "id"])
    op.create_index(
        "ix_exchange_open",
        "exchange",
        ["status", "due_at"],
        **_where("status IN ('received', 'queued', 'sending')"),
    )
    op.create_index("ix_exchange_request_id", "exchange", ["request_id"])
    op.create_index(
        "ix_exchange_sent",
        "exchange",
        ["channel", "provider_id"],
        **_where("direction = 'out' AND provider_id IS NOT NULL"),
    )
    op.create_index(
        "uq_exchange_inbound",
        "exchange",
        ["channel", "provider_id"],
        unique=True,
        **_where("direction = 'in'"),
    )
    op.create_table(
        "effect",
        sa.Column("exchange_id", sa.Integer(), sa.ForeignKey("exchange.id"), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("exchange_id", "name", name="pk_effect"),
    )
    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("escalation_id", sa.Integer(), sa.ForeignKey("escalation.id"), nullable=False),
        sa.Column("technician_id", sa.Integer(), sa.ForeignKey("technician.id"), nullable=False),
        sa.Column("exchange_id", sa.Integer(), sa.ForeignKey("exchange.id"), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False, unique=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_page_escalation_id", "page", ["escalation_id"])
    op.create_index("ix_page_exchange_id", "page", ["exchange_id"])
    op.create_index("ix_page_technician_id", "page", ["technician_id"])


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)
