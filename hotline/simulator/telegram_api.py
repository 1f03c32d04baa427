"""A stand-in for Telegram's Bot API (https://core.telegram.org/bots/api): its methods, shapes and errors."""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from channels import http
from hotline.simulator.faults import Faults
from hotline.simulator.journal import Journal
from hotline.simulator.telegram_files import TelegramFiles

BOT = {"id": 7000000001, "is_bot": True, "first_name": "Veilleur", "username": "veilleur_simulated_bot"}
MAX_TEXT, MAX_CALLBACK_DATA, MAX_POLL = 4096, 64, 50
# Telegram tries a webhook again that did not answer with 2xx; here after this many seconds.
_RETRY = 1.0
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")

Json = dict[str, Any]


class ApiError(Exception):
    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def reply(self) -> JSONResponse:
        content: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            content["parameters"] = self.parameters
        return JSONResponse(content, self.code)


# What a refusal of Faults looks like, by HTTP status.
REFUSALS: dict[int, Callable[[], ApiError]] = {
    400: lambda: ApiError(400, "Bad Request: chat not found"),
    403: lambda: ApiError(403, "Forbidden: bot was blocked by the user"),
    429: lambda: ApiError(429, "Too Many Requests: retry after 3", retry_after=3),
    500: lambda: ApiError(500, "Internal Server Error"),
    502: lambda: ApiError(502, "Bad Gateway"),
}


class TelegramSimulator:
    """One bot and the private chats of those who wrote to it."""

    def __init__(
        self,
        token: str,
        clock: Callable[[], datetime],
        *,
        store: Path | None = None,
        faults: Faults | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.faults = faults or Faults()
        self._token, self._clock = token, clock
        self._journal = Journal(store)
        self._client = httpx.AsyncClient(transport=transport, timeout=10, trust_env=False)
        # Ids go on after a restart: an update whose id was seen before would be taken for a duplicate.
        self._ids = count(int(time.time() * 100))
        self._queries: set[str] = set()
        self._news = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._posting = asyncio.Lock()
        self._methods: dict[str, Callable[[Json], Awaitable[Any]]] = {
            "getme": self._get_me,
            "getupdates": self._get_updates,
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": self._get_webhook_info,
            "sendmessage": self._send_message,
            "answercallbackquery": self._answer_callback_query,
            "editmessagereplymarkup": self._edit_reply_markup,
            "getfile": self._get_file,
        }
        self.files = TelegramFiles()

    def router(self) -> APIRouter:
        router = APIRouter()

        @router.api_route("/bot{token}/{method}", methods=["GET", "POST"])
        async def call(token: str, method: str, request: Request) -> JSONResponse:
            try:
                if token != self._token:
                    raise ApiError(401, "Unauthorized")
                if method.lower() not in self._methods:
                    raise ApiError(404, "Not Found")
                result = await self._methods[method.lower()](await _parameters(request))
            except ApiError as error:
                return error.reply()
            return JSONResponse({"ok": True, "result": result})

        @router.get("/file/bot{token}/{path:path}")
        async def file(token: str, path: str) -> Response:
            content = self.files.served(path) if token == self._token else None
            if content is None:
                return ApiError(404, "Not Found").reply()
            return Response(content, media_type="application/octet-stream")

        return router

    def chat(self, chat_id: int) -> list[Json]:
        """The messages of a chat both ways, oldest first, as Message objects of the Bot API."""
        prefix = f"message:{chat_id}:"
        return [record for key, record in self._journal.records.items() if key.startswith(prefix)]

    async def write(self, chat_id: int, content: Json, language: str = "fr", *, edited: bool = False) -> int:
        """The tenant writes: ``content`` is what a Message holds (text, photo and caption, voice, contact …).

        :param edited: it takes the place of the tenant's last message; there has to be one
        """
        self._journal.put(f"chat:{chat_id}", {"blocked": False})
        if edited:
            message = {**self._last_written(chat_id), **content, "edit_date": self._now()}
        else:
            message = self._new_message(chat_id, _person(chat_id, language)) | content
        self._keep(message)
        return await self.inbound({"edited_message" if edited else "message": message})

    def _last_written(self, chat_id: int) -> Json:
        return next(message for message in reversed(self.chat(chat_id)) if not message["from"]["is_bot"])

    async def press(self, chat_id: int, message_id: int, data: str, language: str = "fr") -> int:
        """The tenant presses a button of the bot's message. :raises KeyError: there is no such message"""
        query_id = str(next(self._ids))
        self._queries.add(query_id)
        return await self.inbound(
            {
                "callback_query": {
                    "id": query_id,
                    "from": _person(chat_id, language),
                    "message": self._journal.records[f"message:{chat_id}:{message_id}"],
                    "chat_instance": str(chat_id),
                    "data": data,
                }
            }
        )

    async def block(self, chat_id: int) -> int:
        """The tenant stops the bot."""
        self._journal.put(f"chat:{chat_id}", {"blocked": True})
        bot = {"user": BOT}
        return await self.inbound(
            {
                "my_chat_member": {
                    "chat": _private(chat_id),
                    "from": _person(chat_id, "fr"),
                    "date": self._now(),
                    "old_chat_member": bot | {"status": "member"},
                    "new_chat_member": bot | {"status": "kicked", "until_date": 0},
                }
            }
        )

    async def inbound(self, update: Json) -> int:
        """Bring an update (without its id) to the bot: to its webhook, or to who asks for updates. Returns the
        id. It is kept until the bot confirms it."""
        update_id = next(self._ids)
        self._journal.put(f"update:{update_id}", {"update_id": update_id, **update})
        self._news.set()
        await self._post_updates()
        return update_id

    def _pending(self) -> list[Json]:
        return [record for key, record in self._journal.records.items() if key.startswith("update:")]

    async def _post_updates(self) -> None:
        """Post what is pending, in order, to the webhook where there is one."""
        async with self._posting:
            hook: Json = self._journal.records.get("webhook", {})
            for update in self._pending() if hook else ():
                if not await self._post(hook, update):
                    self._spawn(self._post_later())
                    return
                self._journal.put(f"update:{update['update_id']}", None)

    async def _post(self, hook: Json, update: Json) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook["secret_token"]} if hook["secret_token"] else {}
        try:
            return (await self._client.post(hook["url"], json=update, headers=headers)).is_success
        except httpx.HTTPError:
            return False

    async def _post_later(self) -> None:
        await asyncio.sleep(_RETRY)
        await self._post_updates()

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _get_me(self, _parameters: Json) -> Json:
        flags = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
        return {**BOT, **dict.fromkeys(flags, False)}

    async def _get_updates(self, parameters: Json) -> list[Json]:
        if "webhook" in self._journal.records:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        offset = int(parameters.get("offset") or 0)
        for update in self._pending():
            if update["update_id"] < offset:
                self._journal.put(f"update:{update['update_id']}", None)
        self._news.clear()
        if not self._pending():
            with suppress(TimeoutError):
                wait = min(float(parameters.get("timeout") or 0), MAX_POLL)
                await asyncio.wait_for(self._news.wait(), wait)
        return self._pending()[: int(parameters.get("limit") or 100)]

    async def _set_webhook(self, parameters: Json) -> bool:
        url, secret = parameters.get("url", ""), parameters.get("secret_token", "")
        if not url:
            return await self._delete_webhook(parameters)
        if not url.startswith("https://") and not http.is_loopback(url):
            raise ApiError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if secret and not _SECRET.fullmatch(secret):
            raise ApiError(400, "Bad Request: secret token contains unallowed characters")
        self._journal.put("webhook", {"url": url, "secret_token": secret})
        self._spawn(self._post_updates())
        return True

    async def _delete_webhook(self, _parameters: Json) -> bool:
        self._journal.put("webhook", None)
        return True

    async def _get_webhook_info(self, _parameters: Json) -> Json:
        url = self._journal.records.get("webhook", {}).get("url", "")
        return {"url": url, "has_custom_certificate": False, "pending_update_count": len(self._pending())}

    async def _send_message(self, parameters: Json) -> Json:
        if (code := self.faults.refusal()) is not None:
            raise REFUSALS[code]()
        chat_id, text = _number(parameters, "chat_id"), str(parameters.get("text", ""))
        chat = self._journal.records.get(f"chat:{chat_id}")
        if chat is None:
            raise ApiError(400, "Bad Request: chat not found")
        if chat["blocked"]:
            raise REFUSALS[403]()
        if not text.strip():
            raise ApiError(400, "Bad Request: message text is empty")
        if len(text) > MAX_TEXT:
            raise ApiError(400, "Bad Request: message is too long")
        message = self._new_message(chat_id, BOT) | {"text": text}
        if markup := _markup(parameters):
            message["reply_markup"] = markup
        self._keep(message)
        await self.faults.before_answer()
        return message

    async def _answer_callback_query(self, parameters: Json) -> bool:
        query_id = str(parameters.get("callback_query_id"))
        if query_id not in self._queries:
            raise ApiError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self._queries.discard(query_id)
        return True

    async def _get_file(self, parameters: Json) -> Json:
        try:
            return self.files.asked_for(str(parameters.get("file_id", "")))
        except KeyError:
            raise ApiError(400, "Bad Request: wrong file_id or the file is temporarily unavailable") from None
        except ValueError:
            raise ApiError(400, "Bad Request: file is too big") from None

    async def _edit_reply_markup(self, parameters: Json) -> Json:
        chat_id, message_id = _number(parameters, "chat_id"), _number(parameters, "message_id")
        message = self._journal.records.get(f"message:{chat_id}:{message_id}")
        if message is None or message["from"] != BOT:
            raise ApiError(400, "Bad Request: message to edit not found")
        markup = _markup(parameters)
        if markup == message.get("reply_markup"):
            raise ApiError(400, "Bad Request: message is not modified")
        changed: Json = {name: value for name, value in message.items() if name != "reply_markup"}
        if markup:
            changed["reply_markup"] = markup
        self._keep(changed)
        return changed

    def _new_message(self, chat_id: int, sender: Json) -> Json:
        return {"message_id": next(self._ids), "from": sender, "chat": _private(chat_id), "date": self._now()}

    def _keep(self, message: Json) -> None:
        self._journal.put(f"message:{message['chat']['id']}:{message['message_id']}", message)

    def _now(self) -> int:
        return int(self._clock().timestamp())

    async def stop(self) -> None:
        self.faults.release()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.aclose()


async def _parameters(request: Request) -> Json:
    """Telegram takes them from the query, a form or JSON."""
    if request.headers.get("content-type", "").startswith("application/json"):
        return {**request.query_params, **(await request.json())}
    return {**request.query_params, **(await request.form())}


def _number(parameters: Json, name: str) -> int:
    try:
        return int(parameters[name])
    except (KeyError, ValueError):
        raise ApiError(400, f"Bad Request: {name} is empty") from None


def _markup(parameters: Json) -> Json | None:
    """:raises ApiError: a button carries more than Telegram takes"""
    given = parameters.get("reply_markup")
    markup: Json = json.loads(given) if isinstance(given, str) and given else given or {}
    for row in markup.get("inline_keyboard", []):
        for button in row:
            if not 1 <= len(button.get("callback_data", "").encode()) <= MAX_CALLBACK_DATA:
                raise ApiError(400, "Bad Request: BUTTON_DATA_INVALID")
    return markup or None


def _person(chat_id: int, language: str) -> Json:
    return {"id": chat_id, "is_bot": False, "first_name": f"Locataire {chat_id}", "language_code": language}


def _private(chat_id: int) -> Json:
    return {"id": chat_id, "type": "private", "first_name": f"Locataire {chat_id}"}
