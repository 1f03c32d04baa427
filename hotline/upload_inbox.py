"""Files that come within a conversation: which rows and waits a message with a photo or document leaves, and what is
answered to one that has no words.

The web chat brings the file itself, checked before its message was stored. Telegram brings a file's id: the file is
fetched afterwards (``hotline/upload_fetch.py``), and only then is anything said of it. An SMS brings nothing in France.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import attachments, timers, visits
from backend_client.attachments import DOCUMENT, PHOTO, Origin
from backend_client.file_store import StoredFile
from backend_client.models import Attachment, Exchange, Request, Technician
from channels.base import SMS, WEBCHAT
from common.wording import text_of
from hotline.services import Services
from hotline.turn_context import Context, Reply
from hotline.upload_links import link_of

# Waits for the content of an exchange's file.
TIMER = "attachment_fetch"
KINDS = (PHOTO, DOCUMENT)
# Photos of one album come as so many messages: they are thanked for once.
ALBUM = timedelta(seconds=60)
_KEPT = ("photo-received", "upload-received")
_TYPES = ("image/", "application/pdf")


def arrived(turn: Context) -> None:
    """See that a message's files get their rows, whoever answers the message."""
    if turn.exchange.kind not in KINDS or _has_rows(turn.s, turn.exchange):
        return
    for each in turn.exchange.data.get("attachments", ()):
        if "stored" in each:
            _add(turn, each["stored"])
        elif "file_id" in each and _refused(turn.services, each) is None and request_of(turn.s, turn.exchange):
            timers.start_timer(turn.s, TIMER, turn.exchange.id, turn.now)


def answer(turn: Context) -> list[Reply] | None:
    """What is said to a photo or document without words."""
    if turn.exchange.kind not in KINDS:
        return None
    if turn.exchange.channel == SMS:
        return [Reply("upload-mms", link_facts(turn.services, turn.conversation.request_id))]
    sent = turn.exchange.data.get("attachments", ())
    refused = next(filter(None, (_refused(turn.services, each) for each in sent)), None)
    if refused is not None:
        return [refused]
    if turn.exchange.channel != WEBCHAT:
        return []
    if not _has_rows(turn.s, turn.exchange):
        return [refusal("full")]
    request = attachments.request_for(turn.s, turn.exchange)
    return thanks(turn.s, turn.exchange, request)


def where_to(turn: Context, purpose: str) -> Reply:
    """How to send something on the channel that is written on."""
    if turn.exchange.channel == SMS:
        request = attachments.request_for(turn.s, turn.exchange)
        return Reply("upload-link", link_facts(turn.services, request.id, purpose))
    return Reply("upload-here")


def thanks(s: Session, exchange: Exchange, request: Request) -> list[Reply]:
    """That a file is kept, and with which request; nothing where that was just said. Without any words yet, they are
    asked for."""
    said = select(Exchange.id).where(
        Exchange.conversation_id == exchange.conversation_id,
        Exchange.direction == "out",
        Exchange.created_at >= exchange.created_at - ALBUM,
        Exchange.data["key"].as_string().in_(_KEPT),
    )
    if s.scalar(said.limit(1)) is not None:
        return []
    if request.kind == "contact" and exchange.kind == PHOTO:
        return [Reply("photo-received")]
    return [Reply("upload-received", {"reference": request.reference})]


def request_of(s: Session, exchange: Exchange) -> Request | None:
    """The request that an exchange's file belongs to; None: a technician's who has no intervention, or several."""
    technician = exchange.conversation.contact.technician_id
    if technician is None:
        return attachments.request_for(s, exchange)
    mine = visits.in_hand(s, s.get_one(Technician, technician))
    return mine[0].request if len(mine) == 1 else None


def sender_of(exchange: Exchange) -> str:
    """Who sent it, as a request's history names them."""
    technician = exchange.conversation.contact.technician_id
    return "tenant" if technician is None else f"technician:{technician}"


def link_facts(services: Services, request_id: int, purpose: str = PHOTO) -> dict[str, Any]:
    """A fresh one-time address for files, and for how long it works, as facts of a text."""
    hours = services.backend.landlord.attachments.link_hours
    return {"link": link_of(services.settings, request_id, purpose, services.clock()), "hours": hours}


def refusal(reason: str, **facts: Any) -> Reply:
    """Why a file is not kept."""
    return Reply("upload-not-kept", {"reason": text_of(f"upload-refused-{reason}", **facts)})


def _refused(services: Services, sent: dict[str, Any]) -> Reply | None:
    """What is known of a file before its content is asked for: its size, and the type that its sender says."""
    rules, said = services.backend.landlord.attachments, str(sent.get("content_type", ""))
    if sent.get("size", 0) > rules.max_bytes:
        return refusal("size", most=rules.max_megabytes)
    if said and not said.startswith(_TYPES):
        return refusal("type")
    return None


def _has_rows(s: Session, exchange: Exchange) -> bool:
    return s.scalar(select(Attachment.id).where(Attachment.exchange_id == exchange.id).limit(1)) is not None


def _add(turn: Context, stored: dict[str, Any]) -> None:
    """Of one too many the file gets no row and does not stay: who sends thousands must not fill the disk."""
    request = attachments.request_for(turn.s, turn.exchange)
    file = StoredFile(**stored)
    try:
        attachments.add(turn.s, request, file, Origin("tenant", file.kind, turn.exchange.id), turn.now)
    except attachments.TooMany:
        turn.services.files.discard([file])
