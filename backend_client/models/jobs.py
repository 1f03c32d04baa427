"""What becomes of an appointment: work orders, status updates, access, feedback. Names are HACT's where it has one."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_client.database import Base
from backend_client.models.appointments import Appointment, Contractor
from backend_client.models.requests import Request

UPDATE_KINDS = (
    *("booked", "moved", "cancelled", "on_the_way", "late", "arrived", "done", "no_access", "parts_needed", "no_show"),
)


class WorkOrder(Base):
    """A work order (bon de travaux) that the landlord sent to a contractor. ``reference`` is the landlord's.

    ``sent_at``: to the contractor; ``received_at``: by the hotline; ``told_at``: when the tenant's message was queued;
    ``source``: command, csv or api.
    """

    __tablename__ = "work_order"
    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    contractor_id: Mapped[int] = mapped_column(ForeignKey("contractor.id"), index=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    description_of_work: Mapped[str] = mapped_column(String(300), default="")
    source: Mapped[str] = mapped_column(String(12))
    sent_at: Mapped[datetime]
    received_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    contractor: Mapped[Contractor] = relationship()
    request: Mapped[Request] = relationship()


class JobStatusUpdate(Base):
    """Append-only: what happened to an appointment, when, by whom (``tenant``, ``contractor``, ``hotline``, a name).

    ``minutes``: of delay, for ``late``. ``told_at``: when those concerned were told.
    """

    __tablename__ = "job_status_update"
    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    event_time: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(80))
    minutes: Mapped[int | None]
    comments: Mapped[str] = mapped_column(Text, default="")
    told_at: Mapped[datetime | None]
    appointment: Mapped[Appointment] = relationship()
    __table_args__ = (CheckConstraint("kind IN ('" + "','".join(UPDATE_KINDS) + "')", name="kind"),)


class JobDay(Base):
    """What both sides said of an appointment besides its status updates.

    ``confirmed_at``: the tenant will be there; ``wants_earlier_at``: they would take an earlier window of this firm;
    ``link_sent_at``: when the contractor's phone got the page of the day; ``fixed``: the contractor says that it is
    settled; ``work_done``: in the contractor's words; ``parts_on``: when missing parts are expected.
    """

    __tablename__ = "job_day"
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), primary_key=True)
    confirmed_at: Mapped[datetime | None]
    wants_earlier_at: Mapped[datetime | None]
    link_sent_at: Mapped[datetime | None]
    fixed: Mapped[bool | None]
    work_done: Mapped[str] = mapped_column(Text, default="")
    parts_on: Mapped[date | None]


class FreedOffer(Base):
    """A window that was given back (``appointment_id``: by whom it had been booked) was offered to a request, once."""

    __tablename__ = "freed_offer"
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), primary_key=True)
    offered_at: Mapped[datetime]


class AccessInformation(Base):
    """How to get in, for one request: told to whoever comes, never to another tenant. ``keysafe``: a door code."""

    __tablename__ = "access_information"
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), primary_key=True)
    contact_name: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    keysafe: Mapped[str] = mapped_column(String(40), default="")
    dog: Mapped[bool | None]
    description: Mapped[str] = mapped_column(String(300), default="")
    updated_at: Mapped[datetime]


class FirstInLine(Base):
    """A request that a freed window is offered to before all others, since its contractor did not come."""

    __tablename__ = "first_in_line"
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), primary_key=True)
    contractor_id: Mapped[int] = mapped_column(ForeignKey("contractor.id"))
    reason: Mapped[str] = mapped_column(String(40))
    since: Mapped[datetime]
    served_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "ix_first_in_line_waiting",
            "contractor_id",
            "since",
            sqlite_where=text("served_at IS NULL"),
            postgresql_where=text("served_at IS NULL"),
        ),
    )


class FeedbackSet(Base):
    """A tenant's rating of one job, apart from perception surveys. ``date_time``: when it was answered in full;
    ``follow_up_id``: the request that a low score opened."""

    __tablename__ = "feedback_set"
    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), unique=True)
    asked_at: Mapped[datetime]
    date_time: Mapped[datetime | None]
    description: Mapped[str] = mapped_column(Text, default="")
    follow_up_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"))
    appointment: Mapped[Appointment] = relationship()
    scores: Mapped[list["FeedbackScore"]] = relationship(order_by="FeedbackScore.id")


class FeedbackScore(Base):
    """One question's answer: ``current_score`` from ``minimum`` to ``maximum``."""

    __tablename__ = "feedback_score"
    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_set_id: Mapped[int] = mapped_column(ForeignKey("feedback_set.id"))
    name: Mapped[str] = mapped_column(String(40))
    current_score: Mapped[int]
    minimum: Mapped[int]
    maximum: Mapped[int]
    comment: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (
        UniqueConstraint("feedback_set_id", "name"),
        CheckConstraint("current_score BETWEEN minimum AND maximum", name="current_score"),
    )
