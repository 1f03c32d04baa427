"""Telegram, on python-telegram-bot: a webhook or polling in, the Bot API out."""

import asyncio
import contextlib
import functools
import hmac
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx
from fastapi import APIRouter, HTTPException, Request
from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.constants import MessageLimit
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from channels import http
from channels.base import TELEGRAM, Door, Inbound, Outbound, SendError, Sent
from channels.telegram_files import chunks_of
from channels.telegram_updates import choice_data, inbound_of

log = logging.getLogger(__name__)

WEBHOOK = "/channels/telegram"
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
# How long Telegram holds a request for updates open when there are none, in seconds.
LONG_POLL = 50
# The first and the longest wait after a failed request for updates, in seconds.
_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Where a long text is best divided.
_DIVISIONS = ("\n\n", "\n", ". ", " ")
# Messages of several parts whose first parts were taken, remembered until they are complete.
_MOST_BEGUN = 1000


@dataclass(frozen=True)
class TelegramAccount:
    """``secret_token`` is what Telegram sends with each webhook call (A-Z, a-z, 0-9, _ and -)."""

    token: str = field(repr=False)
    mode: Literal["webhook", "polling"] = "polling"
    secret_token: str = field(default="", repr=False)
    api_base: str = "https://api.telegram.org"
    public_url: str = ""


def split(text: str, limit: int = MessageLimit.MAX_TEXT_LENGTH) -> list[str]:
    """The text in parts of at most ``limit`` characters, divided between paragraphs, lines, sentences or words."""
    parts, text = [], text.strip()
    while len(text) > limit:
        end = next((end for mark in _DIVISIONS if (end := _last_end(text, mark, limit))), limit)
        parts.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*parts, text]


def _last_end(text: str, mark: str, limit: int) -> int:
    """Where the last part before ``mark`` that fits ends; 0 when there is none. A full stop stays with it."""
    kept = len(mark.rstrip())
    at = text.rfind(mark, 1, limit - kept + len(mark))
    return at + kept if at > 0 else 0


def keyboard(message: Outbound) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """One choice a row: titles stay readable on a narrow phone. A button that sends one's own number goes away once
    it was used (https://core.telegram.org/bots/api#keyboardbutton)."""
    if message.contact_button and not message.choices:
        ask = KeyboardButton(message.contact_button, request_contact=True)
        return ReplyKeyboardMarkup([[ask]], resize_keyboard=True, one_time_keyboard=True)
    rows = [
        [InlineKeyboardButton(choice.title, callback_data=choice_data(message.exchange_id, choice.number))]
        for choice in message.choices
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def send_error(error: TelegramError) -> SendError:
    """What an error of the library means for a message. The most special kinds come first."""
    name = type(error).__name__
    if isinstance(error, Forbidden):
        return SendError("the bot is blocked or the account is gone", code="403", recipient_gone=True)
    if isinstance(error, RetryAfter):
        return SendError("Telegram asks to wait", code="429", retryable=True)
    if isinstance(error, TimedOut):
        return SendError("Telegram did not answer in time", retryable=True, uncertain=True)
    if isinstance(error, BadRequest):
        gone = "chat not found" in error.message.lower()
        return SendError(f"Telegram refused it ({name})", code="400", recipient_gone=gone)
    return SendError(f"Telegram failed ({name})", retryable=isinstance(error, NetworkError))


class TelegramChannel:
    """Implements :class:`channels.base.Channel`. An address is the id of a private chat."""

    name = TELEGRAM
    can_be_asked = False
    two_way = True

    def __init__(
        self,
        account: TelegramAccount,
        *,
        timeout: float = 10.0,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._account = account
        options: dict[str, Any] = {"trust_env": not http.is_loopback(account.api_base)}
        if transport is not None:
            options["transport"] = transport
        self._client = functools.partial(httpx.AsyncClient, **options)
        self._requests = [
            HTTPXRequest(read_timeout=timeout, connect_timeout=timeout, pool_timeout=timeout, httpx_kwargs=options)
            for _ in range(2)
        ]
        self._bot = Bot(
            account.token,
            base_url=f"{account.api_base.rstrip('/')}/bot",
            base_file_url=f"{account.api_base.rstrip('/')}/file/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
        )
        self._timeout = timeout
        self._runner: asyncio.Task[None] | None = None
        self._asides: set[asyncio.Task[None]] = set()
        self._begun: dict[int, int] = {}

    def router(self, door: Door) -> APIRouter:
        """The webhook's route; none when updates are polled."""
        router = APIRouter()
        if self._account.mode == "webhook":

            @router.post(WEBHOOK)
            async def webhook(request: Request) -> dict[str, bool]:
                await self._check_secret(request, door)
                update = self._parse(await http.read_body(request))
                if update is None:
                    await door.refused(self.name, "not an update")
                    raise HTTPException(400, "The body is not an update.")
                try:
                    await self._take(update, door)
                except OSError:
                    # Telegram brings the update again until it is confirmed.
                    raise HTTPException(503, "The message cannot be kept at the moment.") from None
                return {"ok": True}

        return router

    async def _check_secret(self, request: Request, door: Door) -> None:
        told = request.headers.get(_SECRET_HEADER, "")
        expected = self._account.secret_token
        if not expected or not hmac.compare_digest(told.encode(), expected.encode()):
            await door.refused(self.name, "forged secret" if told else "missing secret")
            raise HTTPException(403, "The secret token is not Telegram's.")

    def _parse(self, body: bytes) -> Update | None:
        try:
            data = json.loads(body)
            if not isinstance(data, dict) or not isinstance(data.get("update_id"), int):
                return None
            return Update.de_json(data, self._bot)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    async def _take(self, update: Update, door: Door) -> None:
        """:raises OSError: the message could not be kept"""
        query = update.callback_query
        if query is not None:
            # At once: until then the phone shows the button as busy.
            self._aside(self._bot.answer_callback_query(query.id))
        message = inbound_of(update)
        if message is not None:
            await door.receive(message)
            if query is not None:
                self._aside(self._remove_keyboard(message, query))

    async def _remove_keyboard(self, message: Inbound, query: CallbackQuery) -> None:
        """A list that was answered must not be answered again."""
        if query.message is not None:
            await self._bot.edit_message_reply_markup(chat_id=int(message.address), message_id=query.message.message_id)

    def _aside(self, work: Coroutine[Any, Any, Any]) -> None:
        """What helps the reader but must not hold up or undo the message."""

        async def quietly() -> None:
            try:
                await work
            except TelegramError as error:
                log.info("Telegram refused a side call: %s", type(error).__name__)

        task = asyncio.create_task(quietly())
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    async def send(self, message: Outbound) -> Sent:
        """Parts that Telegram took are not sent again when a later part failed and the message is tried again."""
        parts = split(message.text)
        provider_id = ""
        for number in range(self._begun.get(message.exchange_id, 0), len(parts)):
            buttons = keyboard(message) if number == len(parts) - 1 else None
            provider_id = await self._send_part(message, parts[number], buttons)
            self._remember(message.exchange_id, number + 1, len(parts))
        return Sent(provider_id)

    async def _send_part(
        self, message: Outbound, text: str, buttons: InlineKeyboardMarkup | ReplyKeyboardMarkup | None
    ) -> str:
        try:
            sent = await self._bot.send_message(chat_id=message.address, text=text, reply_markup=buttons)
        except TelegramError as error:
            raise send_error(error) from error
        return f"{sent.chat_id}:{sent.message_id}"

    def _remember(self, exchange_id: int, taken: int, parts: int) -> None:
        if taken == parts or not exchange_id:
            self._begun.pop(exchange_id, None)
            return
        self._begun[exchange_id] = taken
        while len(self._begun) > _MOST_BEGUN:
            self._begun.pop(next(iter(self._begun)))

    def content(self, file_id: str, most_bytes: int) -> AsyncIterator[bytes]:
        """Implements :class:`channels.base.FileSource`."""
        return chunks_of(self._bot, self._client, file_id, most_bytes)

    async def find_sent(self, message: Outbound) -> Sent | None:
        """Always None: the Bot API cannot be asked what a bot has sent. After a crash or a time-out in the middle
        of a send, a message may therefore arrive twice; it is never lost."""
        return None

    async def start(self, door: Door) -> None:
        """Begin to listen, in the background: a Telegram that cannot be reached does not hold up the start."""
        for request in self._requests:
            await request.initialize()
        work = self._register() if self._account.mode == "webhook" else self._poll(door)
        self._runner = asyncio.create_task(work)

    async def _register(self) -> None:
        url = self._account.public_url.rstrip("/") + WEBHOOK
        secret = self._account.secret_token
        await self._insist(lambda: self._bot.set_webhook(url, allowed_updates=ALLOWED_UPDATES, secret_token=secret))

    async def _poll(self, door: Door) -> None:
        """Until cancelled. Telegram forgets an update when a later one is asked for: only after it was kept."""
        await self._insist(self._bot.delete_webhook)
        offset, pause = 0, _PAUSE
        while True:
            try:
                updates = await self._bot.get_updates(
                    offset=offset,
                    timeout=LONG_POLL,
                    read_timeout=LONG_POLL + self._timeout,
                    allowed_updates=ALLOWED_UPDATES,
                )
                for update in updates:
                    await self._take(update, door)
                    offset, pause = update.update_id + 1, _PAUSE
            except Exception as error:
                # Whatever it is, listening goes on: an update that was not kept is brought again.
                log.warning("Telegram's updates: %s; asked again in %s s", type(error).__name__, pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)

    @staticmethod
    async def _insist(call: Callable[[], Awaitable[object]]) -> None:
        pause = _PAUSE
        while True:
            try:
                await call()
            except TelegramError as error:
                # At the start a single failure is ordinary: the network, or what Telegram calls, is not up yet.
                level = logging.INFO if pause == _PAUSE else logging.WARNING
                log.log(level, "Telegram cannot be set up: %s; tried again in %s s", type(error).__name__, pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                return

    async def stop(self) -> None:
        if self._runner is not None:
            self._runner.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._runner
        await asyncio.gather(*self._asides, return_exceptions=True)
        for request in self._requests:
            await request.shutdown()
