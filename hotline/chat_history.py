"""What was said, as the web chat shows it, and the web chat put together for this service."""

import asyncio
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from backend_client import conversations
from backend_client.attachments import DOCUMENT, PHOTO
from backend_client.models import Conversation, Exchange
from channels.base import WEBCHAT
from channels.webchat import HistoryDown, WebChat, shown_passages
from channels.webchat_session import WebChatAccess, origins_of
from hotline.privacy_secrets import filled
from hotline.rendering import languages, outbound, titles, visible
from hotline.services import Services
from hotline.upload_chat import ChatUploads

# An outbound row that is queued is on its way, one that failed or was cancelled is not to be read.
_SHOWN = {"sending", "sent", "delivered", "read"}


def web_chat(services: Services) -> WebChat:
    """The web chat with this service's key, landlord and history; it hears of every change."""
    settings = services.settings
    access = WebChatAccess(
        signing_key=settings.derived("webchat"),
        portal_secret=settings.portal_secret.get_secret_value(),
        # Our own address too: behind a proxy that rewrites the host, a page of ours names the outside one.
        origins=origins_of(settings.webchat_origins) | {settings.base_url},
        landlord=services.backend.landlord.name,
        exit=services.backend.landlord.links.get("quick_exit", ""),
    )
    chat = WebChat(access, ChatHistory(services), ChatUploads(services))
    services.listeners.append(chat.conversation_changed)
    return chat


# Of an integer column.
_LARGEST_KEY = 2**31 - 1


class ChatHistory:
    """Implements :class:`channels.webchat.History` on the database."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def exchanges(self, address: str, after: int) -> list[dict[str, Any]]:
        """:raises HistoryDown: the database is down"""
        try:
            return await asyncio.to_thread(self._exchanges, address, after)
        except SQLAlchemyError as error:
            raise HistoryDown from error

    async def offer(self, conversation_id: int) -> tuple[str, int | None] | None:
        """:raises HistoryDown: the database is down"""
        try:
            return await asyncio.to_thread(self._offer, conversation_id)
        except SQLAlchemyError as error:
            raise HistoryDown from error

    def _exchanges(self, address: str, after: int) -> list[dict[str, Any]]:
        with self._services.backend.reading() as s:
            contact = conversations.find_contact(s, WEBCHAT, address)
            if contact is None:
                return []
            threads = s.scalars(
                select(Conversation).where(Conversation.contact_id == contact.id).order_by(Conversation.id)
            )
            return [
                self._shown(s, thread, exchange)
                for thread in threads
                for exchange in conversations.history(s, thread.id, after)
                if exchange.direction == "in" or exchange.status in _SHOWN
            ]

    def _shown(self, s: Session, thread: Conversation, exchange: Exchange) -> dict[str, Any]:
        common = {
            "id": exchange.id,
            "at": exchange.created_at.isoformat(),
            "language": exchange.language or thread.contact.language or "fr",
            "passages": [],
            "choices": [],
            "choices_open": False,
            "client_id": None,
            "status": exchange.status,
        }
        if exchange.direction == "in":
            client_id = (exchange.provider_id or "").partition(":")[2]
            text = exchange.text or self._picked(s, exchange) or self._file(exchange, str(common["language"]))
            return {**common, "author": "tenant", "text": text, "client_id": client_id}
        message = outbound(self._services.wording, exchange, thread.contact.address)
        message = filled(self._services.settings, exchange, message)
        choices = [{"number": choice.number, "title": choice.title} for choice in message.choices]
        return {
            **common,
            "author": exchange.author,
            "text": message.text,
            "language": message.language,
            "passages": shown_passages(message),
            "choices": choices,
            "choices_open": bool(choices) and self._open(s, thread) == exchange.id,
        }

    def _file(self, exchange: Exchange, language: str) -> str:
        """The word for a photo or document: what it shows is for staff only."""
        known = exchange.kind in (PHOTO, DOCUMENT)
        return self._services.wording.render(f"upload-{exchange.kind}", {}, language, WEBCHAT) if known else ""

    def _picked(self, s: Session, exchange: Exchange) -> str:
        """The words of the choice that a button stood for."""
        offer_id = exchange.data.get("offer_id") or 0
        # A page may send any number; one that is no key of ours must not reach the database.
        offered = s.get(Exchange, offer_id) if offer_id <= _LARGEST_KEY else None
        if offered is None or offered.conversation_id != exchange.conversation_id:
            return ""
        wording = self._services.wording
        shown = titles(wording, visible(offered.data.get("choices", [])), languages(wording, offered), WEBCHAT)
        number = int(exchange.data.get("button") or 0)
        return shown[number - 1] if 1 <= number <= len(shown) else ""

    def _open(self, s: Session, thread: Conversation) -> int | None:
        """The exchange whose choices can still be picked: on offer, not expired, nothing answered since."""
        offer = thread.offer
        if not offer or datetime.fromisoformat(offer["expires_at"]) < self._services.clock():
            return None
        answered = select(Exchange.id).where(
            Exchange.conversation_id == thread.id,
            Exchange.id > offer["exchange_id"],
            Exchange.direction == "in",
            Exchange.status == "handled",
        )
        return None if s.scalar(answered.limit(1)) else int(offer["exchange_id"])

    def _offer(self, conversation_id: int) -> tuple[str, int | None] | None:
        with self._services.backend.reading() as s:
            thread = s.get(Conversation, conversation_id)
            if thread is None or thread.contact.channel != WEBCHAT:
                return None
            return thread.contact.address, self._open(s, thread)
