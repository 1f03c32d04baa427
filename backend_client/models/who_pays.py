"""Who pays: the rules and the landlord's own data as they were, and every answer given with them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend_client.database import Base


class WhoPaysRules(Base):
    """The rules of a version: the whole document, so that an old answer is derived again from what stood then."""

    __tablename__ = "who_pays_rules"
    version: Mapped[str] = mapped_column(String(12), primary_key=True)
    document: Mapped[dict[str, Any]]
    first_used_at: Mapped[datetime]


class WhoPaysTerms(Base):
    """The landlord's own data (contracts, wear table, prices, agreements). A version is never changed; the one
    with the highest number is in force."""

    __tablename__ = "who_pays_terms"
    version: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[dict[str, Any]]
    imported_at: Mapped[datetime]


class WhoPaysAnswer(Base):
    """One answer: the facts, the residence's terms and the outcome, in full, with the versions they come from."""

    __tablename__ = "who_pays_answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    # The tenant's message that was answered; a turn that is replayed answers once.
    exchange_id: Mapped[int | None] = mapped_column(ForeignKey("exchange.id"))
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"), index=True)
    subject: Mapped[str] = mapped_column(String(80))
    facts: Mapped[dict[str, Any]]
    terms: Mapped[dict[str, Any]]
    outcome: Mapped[dict[str, Any]]
    rules_version: Mapped[str] = mapped_column(ForeignKey("who_pays_rules.version"))
    terms_version: Mapped[int | None] = mapped_column(ForeignKey("who_pays_terms.version"))
    at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("exchange_id", "subject"),)
