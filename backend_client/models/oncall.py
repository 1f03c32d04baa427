"""On call: incidents, escalations, pages, adviser alerts, and the rows that hold time."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_client.database import Base
from backend_client.models.requests import Request
from backend_client.models.rota import Technician

INCIDENT_STATUSES = ("open", "taken", "arrived", "done", "cancelled")
PAGE_STATUSES = ("intended", "sent", "delivered", "failed", "acknowledged", "refused", "expired")


class Incident(Base):
    """What somebody on call is sent to: one breakdown or danger, however many tenants report it.

    Status: open (nobody has it), taken, arrived, done, cancelled. ``request_id`` is the report that opened it.
    ``merge_key`` is what a later report must equal to belong to it while it lasts; empty: it never merges.
    ``technician_id`` is who has it; ``eta_at`` when they said to arrive; ``report`` what they wrote at the end.
    ``raised_at``: when somebody vulnerable was first among those who report. ``agreement``: what the tenant said to a
    visit on a Sunday or holiday (``yes`` or ``no``; loi 89-462 art. 7 e), where it was asked.
    """

    __tablename__ = "incident"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    duty: Mapped[str] = mapped_column(String(40))
    merge_key: Mapped[str | None] = mapped_column(String(120))
    status: Mapped[str] = mapped_column(String(12), default="open")
    technician_id: Mapped[int | None] = mapped_column(ForeignKey("technician.id"), index=True)
    opened_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    eta_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    raised_at: Mapped[datetime | None]
    agreement: Mapped[str | None] = mapped_column(String(4))
    report: Mapped[str] = mapped_column(Text, default="")
    request: Mapped[Request] = relationship()
    technician: Mapped[Technician | None] = relationship()
    __table_args__ = (
        CheckConstraint("status IN ('" + "','".join(INCIDENT_STATUSES) + "')", name="status"),
        Index(
            "uq_incident_merge_key",
            "merge_key",
            unique=True,
            sqlite_where=text("ended_at IS NULL AND merge_key IS NOT NULL"),
            postgresql_where=text("ended_at IS NULL AND merge_key IS NOT NULL"),
        ),
    )


class IncidentReport(Base):
    """A request that belongs to an incident; the one that opened it is among them."""

    __tablename__ = "incident_report"
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), primary_key=True)
    at: Mapped[datetime]
    vulnerable: Mapped[bool] = mapped_column(default=False)
    incident: Mapped[Incident] = relationship()
    request: Mapped[Request] = relationship()
    __table_args__ = (Index("ix_incident_report_request_id", "request_id"),)


class Escalation(Base):
    """The search for somebody of a duty who takes an incident. Status: open, acknowledged, cancelled.

    ``step`` is the number of steps of the duty's policy that were gone in this ``round`` (from 1); after the last one
    the next round begins, until a human being acknowledges. ``purpose``: ``take`` the incident, ``help`` whoever has
    it, or take it over from them (``hand_over``); ``only_id``: the one technician who is asked, where one was named.
    """

    __tablename__ = "escalation"
    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    duty: Mapped[str] = mapped_column(String(40))
    purpose: Mapped[str] = mapped_column(String(12), default="take")
    only_id: Mapped[int | None] = mapped_column(ForeignKey("technician.id"))
    status: Mapped[str] = mapped_column(String(16), default="open")
    step: Mapped[int] = mapped_column(default=0)
    round: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    incident: Mapped[Incident] = relationship()
    __table_args__ = (
        CheckConstraint("status IN ('open', 'acknowledged', 'cancelled')", name="status"),
        CheckConstraint("purpose IN ('take', 'help', 'hand_over')", name="purpose"),
        Index(
            "uq_escalation_open",
            "incident_id",
            "duty",
            "purpose",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
    )

    @property
    def request(self) -> Request:
        """The report that opened the incident."""
        return self.incident.request


class Page(Base):
    """One call to duty, by one means, to one technician.

    Status: intended, sent (the provider took it), delivered, failed (it cannot reach them this way: refused, not
    delivered, no receipt in time, a voice mail, nobody at the phone), acknowledged, refused, expired (somebody else
    took it). ``code`` is what an SMS is answered with: bound to the technician and the incident, never given twice.
    ``via``: how it was answered (``sms``, ``key``, ``link``, ``telegram``).
    """

    __tablename__ = "page"
    id: Mapped[int] = mapped_column(primary_key=True)
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalation.id"), index=True)
    technician_id: Mapped[int] = mapped_column(ForeignKey("technician.id"), index=True)
    exchange_id: Mapped[int | None] = mapped_column(ForeignKey("exchange.id"), index=True)
    round: Mapped[int] = mapped_column(default=1)
    step: Mapped[int]
    means: Mapped[str] = mapped_column(String(12))
    code: Mapped[str | None] = mapped_column(String(8), unique=True)
    status: Mapped[str] = mapped_column(String(16), default="intended")
    reason: Mapped[str | None] = mapped_column(String(40))
    via: Mapped[str | None] = mapped_column(String(12))
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    escalation: Mapped[Escalation] = relationship()
    technician: Mapped[Technician] = relationship()
    __table_args__ = (CheckConstraint("status IN ('" + "','".join(PAGE_STATUSES) + "')", name="status"),)


class DutyCheck(Base):
    """That somebody was told of a shift of theirs, and the test page by which they were.

    Status: ``sent``, ``acknowledged``, ``refused`` (they said no), ``unanswered``, ``known`` (on duty when the hotline
    began to watch: nothing was sent). ``code`` shares the numbers of pages: none is given twice. Shifts that one
    message tells have the same ``exchange_id``; ``call_id`` is the call that asks again. ``ended_at``: when the end of
    the shift was seen, and told where there was something to tell.
    """

    __tablename__ = "duty_check"
    id: Mapped[int] = mapped_column(primary_key=True)
    duty: Mapped[str] = mapped_column(String(40))
    level: Mapped[int]
    technician_id: Mapped[int] = mapped_column(ForeignKey("technician.id"))
    exchange_id: Mapped[int | None] = mapped_column(ForeignKey("exchange.id"), index=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    status: Mapped[str] = mapped_column(String(16), default="sent")
    shift_starts_at: Mapped[datetime]
    shift_ends_at: Mapped[datetime]
    call_id: Mapped[int | None] = mapped_column(ForeignKey("exchange.id"), index=True)
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    technician: Mapped[Technician] = relationship()
    __table_args__ = (UniqueConstraint("duty", "level", "technician_id", "shift_starts_at"),)


class Alert(Base):
    """An urgent request shown to the adviser desk in office hours; unanswered, the duty is paged."""

    __tablename__ = "alert"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    reason: Mapped[str] = mapped_column(String(40), default="urgent")
    raised_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str | None] = mapped_column(String(80))


class Timer(Base):
    """A wait. ``due_at`` is on the injected clock; ``subject_id`` is the row that the ``kind`` speaks of.

    ``failures`` counts how often its work failed; the next wait of the same kind and subject begins at 0.
    """

    __tablename__ = "timer"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0, server_default="0")
    __table_args__ = (
        Index(
            "ix_timer_open",
            "due_at",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
        # Only of open ones: what is looked at every few seconds leaves thousands of done ones of the same subject.
        Index(
            "ix_timer_subject",
            "kind",
            "subject_id",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )


class Worker(Base):
    """A process of the service, by the number under which it takes messages; only a living one holds its lock."""

    __tablename__ = "worker"
    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
