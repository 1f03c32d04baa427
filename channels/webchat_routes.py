"""The web chat's doors: sessions, messages by WebSocket or HTTP, and the widget's own files."""

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response, WebSocket
from fastapi.responses import JSONResponse
from starlette.websockets import WebSocketDisconnect

from channels.base import Door
from channels.static_files import StaticFiles
from channels.webchat import Refused, SentFile, WebChat
from channels.webchat_hub import Frame, Reader
from channels.webchat_session import ChatSession, SessionError

# Bytes of one request or frame: 4,000 characters and what surrounds them, with room to refuse 10,000 politely.
MAX_FRAME = 65_536
# How long a read waits for something new, and a new socket for its first frame, in seconds.
LONG_POLL, HELLO = 20.0, 10.0
# Close codes of our own (4000 to 4999 are an application's).
CLOSE_SESSION, CLOSE_ORIGIN = 4401, 4403

DEMO_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_STATUS = {"portal_token": 403, "session_invalid": 401, "session_expired": 401}
_CORS = {
    "Vary": "Origin",
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "600",
}

Answer = Callable[[], Awaitable[Frame]]


def routes(chat: WebChat, door: Door) -> APIRouter:
    router = APIRouter()
    doors = _Doors(chat, door)
    router.add_api_route("/chat/session", doors.session, methods=["POST"])
    router.add_api_route("/chat/messages", doors.post, methods=["POST"])
    router.add_api_route("/chat/messages", doors.get, methods=["GET"])
    router.add_api_route("/chat/files", doors.post_file, methods=["POST"])
    router.add_api_websocket_route("/chat/ws", doors.socket)
    router.add_api_route("/chat/{path}", doors.preflight, methods=["OPTIONS"])
    router.add_api_route("/chat/demo", doors.demo, methods=["GET"])
    router.add_api_route("/chat/{name}", doors.file, methods=["GET"])
    return router


class _Doors:
    def __init__(self, chat: WebChat, door: Door) -> None:
        self._chat, self._door = chat, door
        self._files = StaticFiles(Path(__file__).parent / "static")

    async def session(self, request: Request) -> Response:
        """Issue or renew a session. Body: ``{"session": the old one, "portal_token": …}``, both optional."""

        async def answer() -> Frame:
            body = await _body(request)
            signed, session, resumed = self._chat.access.open(
                _string(body.get("session")), _string(body.get("portal_token"))
            )
            return {
                "session": signed,
                "expires_at": session.expires_at,
                "resumed": resumed,
                "known": session.person_code is not None,
                "landlord": self._chat.access.landlord,
                "exit": self._chat.access.exit,
                "most_bytes": self._chat.files.most_bytes if self._chat.files else 0,
            }

        return await self._answer(request, answer)

    async def post(self, request: Request) -> Response:
        """One message; the answer is its acknowledgement."""

        async def answer() -> Frame:
            session = self._session(request)
            return await self._chat.accept(self._door, session, await _body(request), None)

        return await self._answer(request, answer)

    async def post_file(self, request: Request) -> Response:
        """A photo or document: the body is the file, ``id`` the page's own id of the message. 413 while it is read."""

        async def answer() -> Frame:
            session, asked = self._session(request), request.query_params
            sent = SentFile(request.stream(), _whole(request.headers.get("content-length"), 0))
            return await self._chat.accept_file(
                self._door, session, asked.get("id", ""), asked.get("language", "fr"), sent
            )

        return await self._answer(request, answer)

    async def get(self, request: Request) -> Response:
        """What came after an exchange; waits up to ``wait`` seconds (20 at most) where nothing did yet."""

        async def answer() -> Frame:
            session = self._session(request)
            after = _whole(request.query_params.get("after"), 0)
            wait = min(_whole(request.query_params.get("wait"), int(LONG_POLL)), LONG_POLL)
            # A reader before the first look: nothing can fall between the look and the wait.
            with self._chat.hub.reading(session.subject) as reader:
                frame = await self._chat.messages(session.subject, after)
                if not frame["messages"] and wait:
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(reader.frames.get(), wait)
                    frame = await self._chat.messages(session.subject, after)
            self._chat.shown(self._door, frame)
            return frame

        return await self._answer(request, answer)

    async def preflight(self, request: Request) -> Response:
        allowed = self._chat.access.allows(request.headers.get("origin"), request.headers.get("host"))
        return Response(status_code=204 if allowed else 403, headers=self._cors(request) if allowed else {})

    async def demo(self, request: Request) -> Response:
        """A host page with the strictest policy that the widget has to live with."""
        policy = {"Content-Security-Policy": DEMO_POLICY, "Referrer-Policy": "no-referrer"}
        return self._files.response(request, "demo.html", policy)

    async def file(self, request: Request, name: str) -> Response:
        """The widget's files are public: a module script of another origin needs the header."""
        return self._files.response(request, name, {"Access-Control-Allow-Origin": "*"})

    async def socket(self, ws: WebSocket) -> None:
        if not self._chat.access.allows(ws.headers.get("origin"), ws.headers.get("host")):
            await self._door.refused(self._chat.name, "a socket from an origin that is not allowed")
            await ws.close(CLOSE_ORIGIN)
            return
        await ws.accept()
        with contextlib.suppress(WebSocketDisconnect, _Gone, RuntimeError):
            await self._converse(ws)

    async def _converse(self, ws: WebSocket) -> None:
        try:
            hello = await asyncio.wait_for(_frame(ws), HELLO)
            session = self._chat.access.read(_string(hello.get("session")) or "")
        except TimeoutError:
            await ws.close(CLOSE_SESSION)
            return
        except SessionError as error:
            await self._door.refused(self._chat.name, error.code)
            await ws.send_json(_error(error))
            await ws.close(CLOSE_SESSION)
            return
        with self._chat.hub.reading(session.subject) as reader:
            writing = asyncio.create_task(_write(ws, reader))
            try:
                await self._catch_up(session, reader, hello)
                while True:
                    await self._react(session, reader, await _frame(ws))
            finally:
                writing.cancel()
                with contextlib.suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
                    await writing

    async def _react(self, session: ChatSession, reader: Reader, frame: Frame) -> None:
        if frame.get("type") == "ping":
            await self._catch_up(session, reader, frame)
            return
        try:
            reader.give(await self._chat.accept(self._door, session, frame, reader))
        except (Refused, SessionError) as error:
            reader.give({**_error(error), "id": _string(frame.get("id"))})

    async def _catch_up(self, session: ChatSession, reader: Reader, frame: Frame) -> None:
        after = frame.get("after")
        fresh = await self._chat.messages(session.subject, after if isinstance(after, int) else 0)
        if reader.give(fresh):
            self._chat.shown(self._door, fresh)

    def _session(self, request: Request) -> ChatSession:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return self._chat.access.read(token if scheme.lower() == "bearer" else "")

    async def _answer(self, request: Request, answer: Answer) -> Response:
        """Run a route with the origin checked, errors as ``{"error", "message"}`` and the headers set."""
        if not self._chat.access.allows(request.headers.get("origin"), request.headers.get("host")):
            await self._door.refused(self._chat.name, "a call from an origin that is not allowed")
            return JSONResponse({"error": "origin", "message": "Cette page n'est pas autorisée."}, 403)
        headers = {**self._cors(request), "Cache-Control": "no-store"}
        try:
            return JSONResponse(await answer(), headers=headers)
        except SessionError as error:
            await self._door.refused(self._chat.name, error.code)
            return JSONResponse(_error(error), _STATUS[error.code], headers=headers)
        except Refused as error:
            return JSONResponse(_error(error), error.status, headers=headers)

    @staticmethod
    def _cors(request: Request) -> dict[str, str]:
        origin = request.headers.get("origin")
        return {**_CORS, "Access-Control-Allow-Origin": origin} if origin else {}


class _Gone(Exception):
    """The socket was closed from here."""


async def _frame(ws: WebSocket) -> Frame:
    """The next frame. A frame that is too large or no JSON object ends the connection.

    :raises _Gone: it was ended
    """
    received = await ws.receive()
    if received["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(received.get("code", 1000))
    text = received.get("text")
    if text is None or len(text) > MAX_FRAME:
        await ws.close(1003 if text is None else 1009)
        raise _Gone
    frame = _object(text)
    if frame is None:
        await ws.close(1003)
        raise _Gone
    return frame


async def _write(ws: WebSocket, reader: Reader) -> None:
    """The only writer of a socket."""
    while (frame := await reader.frames.get()) is not None:
        await ws.send_json(frame)
        if frame.get("error") in ("session_expired", "session_invalid"):
            await ws.close(CLOSE_SESSION)
    await ws.close(reader.code)


async def _body(request: Request) -> Frame:
    """The JSON object of a request. :raises Refused: too large, or none"""
    received = b""
    async for chunk in request.stream():
        received += chunk
        if len(received) > MAX_FRAME:
            raise Refused("too_long", "La requête est trop longue.", 413)
    body = _object(received or b"{}")
    if body is None:
        raise Refused("malformed", "La requête est mal formée.", 400)
    return body


def _object(text: str | bytes) -> Frame | None:
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _error(error: SessionError | Refused) -> Frame:
    return {"type": "error", "error": error.code, "message": error.message}


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 16 else otherwise
