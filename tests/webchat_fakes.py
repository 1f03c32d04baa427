"""A hotline in memory for the web chat's tests: it stores, answers by a table, and serves the history."""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn
from fastapi import FastAPI

from channels.base import Choice, DeliveryUpdate, Inbound, Outbound, Passage, Receipt
from channels.webchat import HistoryDown, WebChat, shown_passages
from channels.webchat_session import WebChatAccess
from tests.ports import free_port

KEY = "a key of the tests, long enough to sign with"
PORTAL_KEY = "a portal secret of the tests, long enough too"
ARABIC = "مرحبا، تم تسجيل طلبك.\nاتصلوا بالرقم 01 99 00 10 00"

# The same card in Arabic and in French, as one message.
CARD = (
    Passage("ar", "خطر غاز: اخرجوا فورا مع الجميع. في الخارج، اتصلوا بالرقم 0\u00a0800\u00a047\u00a033\u00a033 أو 18."),
    Passage("fr", "DANGER GAZ : sortez tout de suite, avec tout le monde. Dehors, appelez le 0 800 47 33 33 ou le 18."),
)

# What the hotline in memory answers: (text, language, choices).
ANSWERS: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {
    "choix": [("Quel est le problème ?", "fr", ("Une fuite", "Le chauffage", "Autre chose"))],
    "arabe": [(ARABIC, "ar", ())],
    "carte": [("Sortez maintenant.\nAppelez le 18.\nhttps://habitat-demo.example/gaz.", "fr", ())],
    "script": [("<img src=x onerror=alert(1)><script>alert(2)</script>", "fr", ())],
    "silence": [],
}


class Memory:
    """Implements Door and History."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.received: list[Inbound] = []
        self.updates: list[DeliveryUpdate] = []
        self.refusals: list[str] = []
        self.known: dict[str, int] = {}
        self.down = self.full = False
        self.before_ack: Callable[[], None] = lambda: None
        self.chat: WebChat
        self._id = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def receive(self, message: Inbound) -> Receipt:
        if self.full:
            raise OSError("no room")
        if self.down:
            return Receipt("spooled")
        self.before_ack()
        if message.provider_id in self.known:
            return Receipt("duplicate", self.known[message.provider_id])
        self.received.append(message)
        row = self.add(message.address, "tenant", message.text or f"choix {message.button}")
        row["client_id"] = message.provider_id.partition(":")[2]
        self.known[message.provider_id] = row["id"]
        for earlier in self.rows[message.address]:
            earlier["choices_open"] = False
        task = asyncio.create_task(self._answer(message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return Receipt("stored", row["id"])

    async def _answer(self, message: Inbound) -> None:
        if message.text == "deux langues":
            await self.say(message.address, "\n\n".join(each.text for each in CARD), "ar", passages=CARD)
            return
        otherwise = [(f"Bien reçu : {message.text or message.button}", "fr", ())]
        for text, language, choices in ANSWERS.get(message.text, otherwise):
            await self.say(message.address, text, language, choices)

    async def say(
        self,
        address: str,
        text: str,
        language: str = "fr",
        choices: tuple[str, ...] = (),
        author: str = "assistant",
        passages: tuple[Passage, ...] = (),
    ) -> dict[str, Any]:
        offered = tuple(Choice(number, title) for number, title in enumerate(choices, start=1))
        row = self.add(address, author, text, language, offered)
        message = Outbound(row["id"], address, text, language, offered, passages=passages)
        row["passages"] = shown_passages(message)
        await self.chat.send(message)
        return row

    def add(
        self, address: str, author: str, text: str, language: str = "fr", choices: tuple[Choice, ...] = ()
    ) -> dict[str, Any]:
        self._id += 1
        row = {
            "id": self._id,
            "author": author,
            "text": text,
            "language": language,
            "passages": [],
            "choices": [{"number": choice.number, "title": choice.title} for choice in choices],
            "choices_open": bool(choices),
            "at": "2026-11-22T10:00:00+00:00",
            "client_id": None,
            "status": "received" if author == "tenant" else "sent",
        }
        self.rows.setdefault(address, []).append(row)
        return row

    async def delivered(self, update: DeliveryUpdate) -> None:
        self.updates.append(update)
        for row in self.rows.get(self.address_of(update.exchange_id), []):
            if row["id"] == update.exchange_id:
                row["status"] = "delivered"

    def address_of(self, exchange_id: int | None) -> str:
        return next((key for key, rows in self.rows.items() if any(row["id"] == exchange_id for row in rows)), "")

    async def refused(self, channel: str, reason: str) -> None:
        self.refusals.append(reason)

    async def exchanges(self, address: str, after: int) -> list[dict[str, Any]]:
        if self.down:
            raise HistoryDown
        return [dict(row) for row in self.rows.get(address, []) if row["id"] > after]

    async def offer(self, conversation_id: int) -> tuple[str, int | None] | None:
        del conversation_id
        return None


class Clock:
    """Seconds since 1970, moved by hand."""

    def __init__(self) -> None:
        self.at = 1_800_000_000.0

    def __call__(self) -> float:
        return self.at


def chat_app(origins: frozenset[str] = frozenset()) -> tuple[FastAPI, Memory, Clock]:
    """An application with the web chat alone, the hotline behind it, and the clock of its sessions."""
    memory, clock = Memory(), Clock()
    access = WebChatAccess(KEY, PORTAL_KEY, origins, landlord="Habitat Démo", now=clock)
    memory.chat = WebChat(access, memory)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> Any:
        await memory.chat.start(memory)
        yield
        await memory.chat.stop()

    app = FastAPI(lifespan=lifespan, openapi_url=None)
    app.include_router(memory.chat.router(memory))
    return app, memory, clock


class Running:
    """The application on a port of this machine, in a thread; it can be stopped and started again."""

    def __init__(self, app: FastAPI, port: int | None = None) -> None:
        self.app = app
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        config = uvicorn.Config(
            self.app, host="127.0.0.1", port=self.port, log_level="error", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        started = threading.Event()
        startup = self._server.startup

        async def and_tell(sockets: Any = None) -> None:
            await startup(sockets)
            self.loop = asyncio.get_running_loop()
            started.set()

        self._server.startup = and_tell  # type: ignore[method-assign]
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        assert started.wait(10), "the application did not start"

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)

    def run(self, work: Any) -> Any:
        """Run a coroutine in the application's loop and wait for its result."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)


@contextlib.contextmanager
def running(app: FastAPI) -> Iterator[Running]:
    server = Running(app)
    server.start()
    try:
        yield server
    finally:
        server.stop()
