"""Photos and documents that tenants send, and the one-time addresses they send them to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend_client.database import Base
from backend_client.models.requests import Request

KINDS = ("photo", "document")


class UploadLink(Base):
    """A one-time address that was used: its row is written with the files that came by it.

    The address itself is not kept, only its hash (SHA-256): whoever reads the table cannot use it.
    """

    __tablename__ = "upload_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(24))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime]
    max_files: Mapped[int]
    files: Mapped[int]


class Attachment(Base):
    """A file of a request. ``stored_name`` is random and names the file; ``original_name`` is only what the sender
    called it and never a path. ``size`` (bytes) and ``sha256`` are of the file as kept: photos are re-encoded.

    ``sensitive``: health, income, identity, or anything of a private request: shown only to roles that need it.
    ``expires_at`` is known once the request is closed. Of a file that was deleted (``deleted_at``) the row stays.
    """

    __tablename__ = "attachment"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("request.id"), index=True)
    exchange_id: Mapped[int | None] = mapped_column(ForeignKey("exchange.id"), index=True)
    upload_link_id: Mapped[int | None] = mapped_column(ForeignKey("upload_link.id"))
    kind: Mapped[str] = mapped_column(String(12))
    purpose: Mapped[str] = mapped_column(String(24))
    sensitive: Mapped[bool] = mapped_column(default=False)
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    sha256: Mapped[str] = mapped_column(String(64))
    stored_name: Mapped[str] = mapped_column(String(40), unique=True)
    original_name: Mapped[str] = mapped_column(String(120), default="")
    by: Mapped[str] = mapped_column(String(80))
    uploaded_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    request: Mapped[Request] = relationship()
    __table_args__ = (
        CheckConstraint("kind IN ('" + "','".join(KINDS) + "')", name="kind"),
        Index(
            "ix_attachment_kept",
            "expires_at",
            sqlite_where=text("deleted_at IS NULL"),
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )
