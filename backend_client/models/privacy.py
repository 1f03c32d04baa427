"""Personal data under control: who read what."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend_client.database import Base


class AccessLog(Base):
    """Append-only: that somebody saw a tenant's data. Ids and codes only, never what was seen.

    ``who``: ``account:12``, ``technician:3``, ``command:inbox`` or ``tenant:5`` (a person who sees their own);
    ``what``: a code (``thread``, ``request``, ``attachment``, ``export`` …); ``subject_kind`` and ``subject_id``:
    the row that was seen (``person``, ``contact``, ``conversation``, ``request``, ``attachment``).
    """

    __tablename__ = "access_log"
    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(String(80))
    what: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[int]
    at: Mapped[datetime]
    __table_args__ = (
        Index("ix_access_log_subject", "subject_kind", "subject_id"),
        Index("ix_access_log_at", "at"),
    )
