"""Planned works and outages, who is told, who follows a known trouble, and cleaning schedules."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def _key(name: str, target: str, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(target), **{"nullable": False, **options})


def _words(name: str, length: int) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length), nullable=False)


def upgrade() -> None:
    _notices()
    _followers()
    op.create_table(
        "cleaning_round",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("building_id", "building.id"),
        _words("service", 24),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("months", sa.JSON(), nullable=False),
        _words("firm", 80),
        sa.UniqueConstraint("building_id", "service", name="uq_cleaning_round_building_id_service"),
    )


def _notices() -> None:
    op.create_table(
        "works_notice",
        sa.Column("id", sa.Integer(), primary_key=True),
        _words("reference", 40),
        _words("kind", 16),
        _words("nature", 24),
        _words("title", 60),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=True),
        _words("duration", 60),
        _words("place", 80),
        _words("manager", 80),
        _words("firms", 80),
        _words("source", 80),
        _key("request_id", "request.id"),
        sa.Column("issued_at", _MOMENT, nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=True),
        sa.Column("cancelled_at", _MOMENT, nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("settled_round", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('planned_works','planned_outage','current_outage')", name="kind"),
        sa.CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends"),
        sa.UniqueConstraint("reference", name="uq_works_notice_reference"),
        sa.UniqueConstraint("request_id", name="uq_works_notice_request_id"),
    )
    op.create_table(
        "works_building",
        _key("notice_id", "works_notice.id", primary_key=True),
        _key("building_id", "building.id", primary_key=True),
    )
    op.create_index("ix_works_building_building_id", "works_building", ["building_id"])
    op.create_table(
        "works_telling",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("notice_id", "works_notice.id"),
        sa.Column("round", sa.Integer(), nullable=False),
        _words("news", 12),
        _key("person_id", "person.id"),
        _words("status", 12),
        _words("why", 16),
        _key("contact_id", "contact.id", nullable=True),
        _key("exchange_id", "exchange.id", nullable=True),
        sa.Column("at", _MOMENT, nullable=True),
        sa.CheckConstraint("news IN ('announced','changed','cancelled','ended')", name="news"),
        sa.CheckConstraint("status IN ('waiting','written','skipped')", name="status"),
        sa.UniqueConstraint("notice_id", "round", "person_id", name="uq_works_telling_notice_id_round_person_id"),
    )
    for name in ("person_id", "contact_id", "exchange_id"):
        op.create_index(f"ix_works_telling_{name}", "works_telling", [name])
    op.create_index("ix_works_telling_status", "works_telling", ["status", "notice_id"])


def _followers() -> None:
    op.create_table(
        "follower",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("request_id", "request.id"),
        _key("incident_id", "incident.id", nullable=True),
        _key("followed_id", "request.id", nullable=True),
        _key("notice_id", "works_notice.id", nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("told_at", _MOMENT, nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN incident_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN followed_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN notice_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="follows_one",
        ),
        sa.UniqueConstraint("request_id", name="uq_follower_request_id"),
    )
    for name in ("incident_id", "followed_id", "notice_id"):
        op.create_index(f"ix_follower_{name}", "follower", [name])


def downgrade() -> None:
    for table in ("cleaning_round", "follower", "works_telling", "works_building", "works_notice"):
        op.drop_table(table)
