"""Staff who sign in to the desk: accounts, sessions, failed sign-ins; what they note and what they have in hand."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_client.database import Base
from backend_client.models.requests import Request


class Account(Base):
    """Somebody who may sign in. ``name`` is what tenants and colleagues read, so no two accounts have the same.

    ``role``: a role of ``backend_client/roles.toml``. ``password_hash``: Argon2id in its PHC form; empty: there is
    none (the identity provider vouches, see ``subject``, or nobody may sign in). ``one_time``: the password was given
    out by somebody else and opens nothing but the page that changes it. ``subject``: the issuer and the subject of an
    identity provider (OpenID Connect Core 1.0, section 2), by a hash.
    """

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    teams: Mapped[list[Any]] = mapped_column(default=list)
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    one_time: Mapped[bool] = mapped_column(default=False)
    password_at: Mapped[datetime | None]
    subject: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class StaffSession(Base):
    """One browser that is signed in. Only the hash of its token is kept; a revoked one is deleted."""

    __tablename__ = "staff_session"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    account: Mapped[Account] = relationship()


class SignInFailure(Base):
    """Failed sign-ins in a row: of a name that was typed (known or not), or from an address; both by a keyed hash."""

    __tablename__ = "sign_in_failure"
    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]


class Assignment(Base):
    """Who has a request in hand among the staff; its team stands in the request."""

    __tablename__ = "assignment"
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    at: Mapped[datetime]
    account: Mapped[Account] = relationship()
    request: Mapped[Request] = relationship()


class RequestNote(Base):
    """A word to colleagues about a request. It is never sent to anybody."""

    __tablename__ = "request_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(Text)
    account: Mapped[Account] = relationship()
    __table_args__ = (CheckConstraint("text <> ''", name="text"),)
