"""The web chat: the hotline's own channel, over a WebSocket or, where that is not possible, over plain HTTP.

What was said is in the database and served from there; a push only makes it quick. Therefore nothing is lost
with a connection, and nothing shows twice: a message is known by its exchange's id.
"""

import asyncio
import logging
import re
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from fastapi import APIRouter

from channels.base import (
    WEBCHAT,
    Delivery,
    DeliveryUpdate,
    Door,
    Inbound,
    Outbound,
    Sent,
)
from channels.webchat_hub import Frame, Hub, Reader
from channels.webchat_session import ChatSession, SessionError, WebChatAccess
from common.background import Background

log = logging.getLogger(__name__)

# Characters in one message. A longer one is refused with a clear word, and the page keeps it.
MAX_TEXT = 4000
_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,40}")
_LANGUAGE = re.compile(r"[a-z]{2}")


class HistoryDown(Exception):
    """The history cannot be read now (the database is down); messages are still taken."""


class History(Protocol):
    """What was said, as the web chat shows it."""

    async def exchanges(self, address: str, after: int) -> list[Frame]:
        """The newest exchanges of a contact with an id above ``after``, in order.

        Each is ``{id, author: "tenant"|"assistant"|an adviser's name, text, language, passages: [{language, text}]
        where the text is in several languages, choices: [{number, title}], choices_open, at, client_id, status}``.
        :raises HistoryDown: the database is down
        """

    async def offer(self, conversation_id: int) -> tuple[str, int | None] | None:
        """(address, exchange whose choices are open) of a web chat conversation; ``None``: another channel's."""


@dataclass(frozen=True)
class SentFile:
    """A file that a page is sending, read piece by piece. ``declared``: its size in bytes, 0 where it is not told."""

    chunks: AsyncIterator[bytes]
    declared: int = 0


class ChatFiles(Protocol):
    """What takes a page's photos and documents, where somebody does."""

    most_bytes: int

    async def keep(self, sent: SentFile, language: str) -> Frame:
        """Check and keep a file. Returns what its message is stored with: ``kind`` and
        ``stored``.

        :raises Refused: it is not kept; ``message`` says why in the language
        """

    async def discard(self, attachment: Frame) -> None:
        """Take back what was kept: no message names it."""


class Refused(Exception):
    """A message that is not taken. ``code`` is what the widget acts on, ``message`` is for a reader."""

    def __init__(self, code: str, message: str, status: int = 422) -> None:
        super().__init__(code)
        self.code, self.message, self.status = code, message, status


@dataclass(frozen=True)
class ClientMessage:
    """One message as a page sends it. ``id`` is the page's own: sent again, it is the same message."""

    id: str
    text: str = ""
    button: int | None = None
    offer: int | None = None
    language: str | None = None
    attachment: Frame | None = None

    @classmethod
    def read(cls, body: Frame) -> "ClientMessage":
        """:raises Refused: malformed, empty or too long; nothing of it is stored"""
        client_id, text = body.get("id"), body.get("text", "")
        button, offer, language = body.get("button"), body.get("offer"), body.get("language")
        if not isinstance(client_id, str) or not _CLIENT_ID.fullmatch(client_id) or not isinstance(text, str):
            raise Refused("malformed", "Le message est mal formé.", 400)
        if button is not None:
            if not (_is_number(button, 99) and _is_number(offer, 2**53)):
                raise Refused("malformed", "Le message est mal formé.", 400)
            return cls(client_id, button=button, offer=offer, language=_language(language))
        if len(text) > MAX_TEXT:
            raise Refused("too_long", f"Le message a {len(text)} caractères ; {MAX_TEXT} au plus sont possibles.", 413)
        if not text.strip():
            raise Refused("empty", "Le message est vide.")
        return cls(client_id, text=text, language=_language(language))

    @property
    def _kind(self) -> str:
        if self.attachment is not None:
            return str(self.attachment["kind"])
        return "text" if self.button is None else "button"

    def inbound(self, session: ChatSession) -> Inbound:
        return Inbound(
            channel=WEBCHAT,
            provider_id=f"{session.subject}:{self.id}",
            address=session.subject,
            text=self.text,
            kind=self._kind,
            button=None if self.button is None else str(self.button),
            offer_id=self.offer,
            attachments=(self.attachment,) if self.attachment else (),
            language_hint=self.language,
            person_code=session.person_code,
        )


def _is_number(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most


def _language(value: object) -> str | None:
    return value if isinstance(value, str) and _LANGUAGE.fullmatch(value) else None


def shown_passages(message: Outbound) -> list[Frame]:
    """The parts of a text in several languages, as a page shows them."""
    return [{"language": passage.language, "text": passage.text} for passage in message.passages]


class WebChat:
    """Implements :class:`channels.base.Channel`."""

    name = WEBCHAT
    can_be_asked = True
    two_way = True

    def __init__(self, access: WebChatAccess, history: History, files: ChatFiles | None = None) -> None:
        self.access = access
        self.history = history
        self.files = files
        self.hub = Hub()
        self._background = Background(log)
        self._loop: asyncio.AbstractEventLoop | None = None

    def router(self, door: Door) -> APIRouter:
        # The routes know this module; this module needs them only here.
        from channels.webchat_routes import routes

        return routes(self, door)

    async def start(self, door: Door) -> None:
        self._loop = asyncio.get_running_loop()

    async def stop(self) -> None:
        self.hub.close()
        self._background.cancel()

    async def send(self, message: Outbound) -> Sent:
        """The row is in the database, so it is sent; an open page shows it now, another one when it asks."""
        shown = await self._shown(message)
        if message.exchange_id == 0:
            self.hub.keep_card(message.address, shown)
        taken = self.hub.push(message.address, {"type": "message", "message": shown})
        return Sent(f"web-{message.exchange_id}", Delivery.DELIVERED if taken else Delivery.SENT)

    async def find_sent(self, message: Outbound) -> Sent | None:
        """The history serves it, whether or not it was pushed."""
        return Sent(f"web-{message.exchange_id}")

    async def _shown(self, message: Outbound) -> Frame:
        """The message as the history tells it (an adviser's name is only there); a card does not wait for that."""
        if not message.urgent and self.hub:
            try:
                rows = await self.history.exchanges(message.address, message.exchange_id - 1)
                return next(row for row in rows if row["id"] == message.exchange_id)
            except (HistoryDown, StopIteration):
                log.info("exchange %s is pushed as it was handed over", message.exchange_id)
        return {
            "id": message.exchange_id or f"card-{secrets.token_hex(8)}",
            "author": "assistant",
            "text": message.text,
            "language": message.language,
            "passages": shown_passages(message),
            "choices": [{"number": choice.number, "title": choice.title} for choice in message.choices],
            "choices_open": bool(message.choices),
            "at": message.created_at.isoformat() if message.created_at else None,
            "client_id": None,
            "status": "sent",
        }

    async def accept(self, door: Door, session: ChatSession, body: Frame, sender: Reader | None) -> Frame:
        """Take one message of a page and show it in the person's other tabs. Returns the acknowledgement.

        :raises Refused: malformed, empty, too long, or nothing can be stored
        :raises SessionError: the session ended while the page was open
        """
        if session.expires_at < self.access.now():
            raise SessionError("session_expired", "La session a expiré.")
        return await self._deliver(door, session, ClientMessage.read(body), sender)

    async def accept_file(
        self, door: Door, session: ChatSession, client_id: str, language: str, sent: SentFile
    ) -> Frame:
        """Take one photo or document of a page as a message. Returns the acknowledgement.

        :raises Refused: it is not kept, or nothing can be stored
        """
        if self.files is None or not _CLIENT_ID.fullmatch(client_id):
            raise Refused("malformed", "Le message est mal formé.", 400)
        attachment = await self.files.keep(sent, language)
        message = ClientMessage(client_id, language=_language(language), attachment=attachment)
        try:
            frame = await self._deliver(door, session, message, None)
        except BaseException:
            await self.files.discard(attachment)
            raise
        if frame["outcome"] == "duplicate":
            await self.files.discard(attachment)
        return frame

    async def _deliver(self, door: Door, session: ChatSession, message: ClientMessage, sender: Reader | None) -> Frame:
        try:
            receipt = await door.receive(message.inbound(session))
        except OSError as error:
            log.error("a web chat message could be stored nowhere: %s", type(error).__name__)
            raise Refused("unavailable", "Le message n'a pas pu être enregistré.", 503) from error
        if receipt.outcome == "stored" and self.hub:
            await self._show_elsewhere(session.subject, receipt.exchange_id or 0, sender)
        return {
            "type": "ack",
            "id": message.id,
            "exchange_id": receipt.exchange_id,
            "outcome": receipt.outcome,
        }

    async def _show_elsewhere(self, subject: str, exchange_id: int, sender: Reader | None) -> None:
        frame = {"type": "changed", "exchange_id": exchange_id}
        self.hub.push(subject, frame, besides=sender)

    async def messages(self, subject: str, after: int) -> Frame:
        """What a page lacks: the history after an exchange, and a card that is in no database yet."""
        cards = self.hub.cards(subject)
        try:
            rows = await self.history.exchanges(subject, after)
        except HistoryDown:
            return {"type": "messages", "messages": cards, "complete": False}
        return {"type": "messages", "messages": rows + cards, "complete": True}

    def shown(self, door: Door, frame: Frame) -> None:
        """Record as delivered what a page has now been given and nobody had taken before."""
        for row in frame["messages"]:
            if row["status"] == "sent" and isinstance(row["id"], int):
                update = DeliveryUpdate(self.name, f"web-{row['id']}", Delivery.DELIVERED, exchange_id=row["id"])
                self._background.spawn(door.delivered(update))

    def conversation_changed(self, conversation_id: int) -> None:
        """Tell open pages which choices are still open. May be called from any thread."""
        if self._loop is not None and self.hub and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(lambda: self._background.spawn(self._tell_offer(conversation_id)))

    async def _tell_offer(self, conversation_id: int) -> None:
        try:
            found = await self.history.offer(conversation_id)
        except HistoryDown:
            return
        if found is not None:
            address, offer = found
            self.hub.push(address, {"type": "offer", "exchange_id": offer})
