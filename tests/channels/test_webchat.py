"""The web chat's doors over HTTP and WebSocket: who may read and write what, and that nothing counts twice."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
from fastapi.testclient import TestClient
from itsdangerous import URLSafeSerializer
from starlette.websockets import WebSocketDisconnect

from channels.base import Delivery, Outbound
from channels.webchat import MAX_TEXT, WebChat
from channels.webchat_hub import CLOSE_ELSEWHERE
from channels.webchat_routes import MAX_FRAME
from channels.webchat_session import SESSION_LIFE, WebChatAccess, origins_of
from tests.webchat_fakes import KEY, PORTAL_KEY, Clock, Memory, chat_app

PORTAL = "https://portal.example"


class Door:
    """A browser's view of the application."""

    def __init__(self) -> None:
        self.app, self.memory, self.clock = chat_app(frozenset({PORTAL}))
        self.http = TestClient(self.app, base_url="http://hotline.example")

    def open(self, **body: str) -> dict[str, Any]:
        answer = self.http.post("/chat/session", json=body)
        assert answer.status_code == 200, answer.text
        opened: dict[str, Any] = answer.json()
        return opened

    def post(self, session: str, **body: Any) -> httpx.Response:
        return self.http.post("/chat/messages", json=body, headers=bearer(session))

    def read(self, session: str, after: int = 0) -> httpx.Response:
        return self.http.get(f"/chat/messages?after={after}&wait=0", headers=bearer(session))


def bearer(session: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {session}"}


def texts(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [message["text"] for message in answer.json()["messages"]]


def portal_token(key: str = PORTAL_KEY, **claims: Any) -> str:
    return jwt.encode({"sub": "T0001", "aud": "veilleur", "exp": time.time() + 60, **claims}, key, "HS256")


@pytest.fixture
def door() -> Iterator[Door]:
    door = Door()
    with door.http:
        yield door


def test_the_server_chooses_the_address_and_each_browser_has_its_own(door: Door) -> None:
    first, second = door.open()["session"], door.open(subject="mine", session="mine")["session"]
    door.post(first, id="message-1", text="la fuite du premier")
    door.post(second, id="message-1", text="la panne du second")
    one, two = (message.address for message in door.memory.received)
    assert one != two and "mine" not in (one, two) and len(one) >= 20
    assert texts(door.read(first)) == ["la fuite du premier", "Bien reçu : la fuite du premier"]
    assert texts(door.read(second)) == ["la panne du second", "Bien reçu : la panne du second"]


def _forged(door: Door) -> list[str]:
    session = door.open()["session"]
    payload, _, signature = session.partition(".")
    ours = ["victim", None, int(door.clock.at) + 999]
    return [
        "",
        "nonsense",
        payload,
        session[:-2] + ("AA" if not session.endswith("AA") else "BB"),
        f"{payload}A.{signature}",
        str(URLSafeSerializer("another key", salt="webchat-session").dumps(ours)),
        # Signed by our key, for another purpose.
        str(URLSafeSerializer(KEY, salt="upload-link").dumps(ours)),
        str(URLSafeSerializer(KEY, salt="webchat-session").dumps("victim")),
    ]


def test_a_forged_session_reads_and_writes_nothing(door: Door) -> None:
    for forged in _forged(door):
        for answer in (door.read(forged), door.post(forged, id="message-1", text="bonjour")):
            assert (answer.status_code, answer.json()["error"]) == (401, "session_invalid"), forged
        with door.http.websocket_connect("/chat/ws") as socket:
            socket.send_json({"type": "hello", "session": forged})
            assert socket.receive_json()["error"] == "session_invalid"
            with pytest.raises(WebSocketDisconnect) as closed:
                socket.receive_json()
            assert closed.value.code == 4401
    assert door.memory.received == []
    assert set(door.memory.refusals) == {"session_invalid"}


def test_a_socket_whose_first_frame_is_a_message_is_refused(door: Door) -> None:
    with door.http.websocket_connect("/chat/ws") as socket:
        socket.send_json({"type": "message", "id": "message-1", "text": "bonjour"})
        assert socket.receive_json()["error"] == "session_invalid"
    assert door.memory.received == []


def test_an_expired_session_is_told_apart(door: Door) -> None:
    session = door.open()["session"]
    door.clock.at += SESSION_LIFE + 1
    assert door.read(session).json()["error"] == "session_expired"
    reopened = door.open(session=session)
    assert reopened["resumed"] is False and door.read(reopened["session"]).status_code == 200


def test_a_session_that_ends_while_the_socket_is_open_takes_no_more(door: Door) -> None:
    session = door.open()["session"]
    with door.http.websocket_connect("/chat/ws") as socket:
        socket.send_json({"type": "hello", "session": session})
        assert socket.receive_json() == {"type": "messages", "messages": [], "complete": True}
        door.clock.at += SESSION_LIFE + 1
        socket.send_json({"type": "message", "id": "message-1", "text": "trop tard"})
        assert socket.receive_json()["error"] == "session_expired"
    assert door.memory.received == []


def test_opening_a_page_again_renews_the_same_session(door: Door) -> None:
    session = door.open()["session"]
    door.post(session, id="message-1", text="bonjour")
    door.clock.at += SESSION_LIFE - 10
    renewed = door.open(session=session)
    assert renewed["resumed"] is True
    door.clock.at += 20
    assert door.read(session).json()["error"] == "session_expired"
    assert texts(door.read(renewed["session"]))[0] == "bonjour"


def test_the_portals_token_tells_the_person(door: Door) -> None:
    opened = door.open(portal_token=portal_token())
    assert opened["known"] is True
    door.post(opened["session"], id="message-1", text="bonjour", person_code="T9999")
    assert door.memory.received[0].person_code == "T0001"


@pytest.mark.parametrize(
    "make",
    [
        lambda: portal_token(key="somebody else's secret, of the same length as ours"),
        lambda: portal_token(exp=time.time() - 120),
        lambda: portal_token(exp=time.time() + 7 * 24 * 3600),
        lambda: portal_token(aud="another service"),
        lambda: portal_token(sub=""),
        lambda: portal_token(sub="T" * 41),
        lambda: jwt.encode({"sub": "T0001", "aud": "veilleur"}, PORTAL_KEY, "HS256"),
        lambda: jwt.encode({"sub": "T0001", "aud": "veilleur", "exp": time.time() + 60}, "", "none"),
        lambda: "nonsense",
    ],
    ids=["forged", "expired", "too-long", "audience", "nobody", "long-code", "no-end", "unsigned", "nonsense"],
)
def test_a_bad_portal_token_is_refused_clearly(door: Door, make: Callable[[], str]) -> None:
    answer = door.http.post("/chat/session", json={"portal_token": make()})
    assert answer.status_code == 403 and answer.json()["error"] == "portal_token"
    assert "session" not in answer.json()


def test_without_a_portal_secret_nobody_is_told() -> None:
    access = WebChatAccess(KEY)
    for key in ("", PORTAL_KEY):
        token = portal_token(key=key or "x" * 32)
        with pytest.raises(Exception, match="portal_token"):
            access.person(token)


def test_the_next_person_at_a_shared_computer_sees_nothing(door: Door) -> None:
    anonymous = door.open()["session"]
    door.post(anonymous, id="message-1", text="avant de me connecter")
    mine = door.open(session=anonymous, portal_token=portal_token())
    assert mine["resumed"] is True and texts(door.read(mine["session"]))[0] == "avant de me connecter"
    logged_out = door.open(session=mine["session"])
    other = door.open(session=mine["session"], portal_token=portal_token(sub="T0002"))
    for page in (logged_out, other):
        assert page["resumed"] is False and texts(door.read(page["session"])) == []


def test_the_same_message_sent_again_is_a_duplicate(door: Door) -> None:
    session = door.open()["session"]
    first = door.post(session, id="message-1", text="bonjour").json()
    again = door.post(session, id="message-1", text="bonjour").json()
    assert (first["outcome"], again["outcome"]) == ("stored", "duplicate")
    assert first["exchange_id"] == again["exchange_id"]
    with door.http.websocket_connect("/chat/ws") as socket:
        socket.send_json({"type": "hello", "session": session})
        assert len(socket.receive_json()["messages"]) == 2
        socket.send_json({"type": "message", "id": "message-1", "text": "bonjour"})
        assert socket.receive_json()["outcome"] == "duplicate"
    assert len(door.memory.received) == 1
    assert door.memory.received[0].provider_id == f"{door.memory.received[0].address}:message-1"
    assert len(door.memory.received[0].provider_id) <= 80  # the column's width


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"id": "message-1", "text": "a" * (MAX_TEXT + 1)}, "too_long"),
        ({"id": "message-1", "text": "a" * 10_000}, "too_long"),
        ({"id": "message-1", "text": "  \n "}, "empty"),
        ({"id": "message-1", "text": ["liste"]}, "malformed"),
        ({"id": "message-1", "button": 2}, "malformed"),
        ({"id": "message-1", "button": True, "offer": 3}, "malformed"),
        ({"id": "message-1", "button": 0, "offer": 3}, "malformed"),
        ({"id": "a", "text": "bonjour"}, "malformed"),
        ({"id": "x" * 41, "text": "bonjour"}, "malformed"),
        ({"id": "spaces are not taken", "text": "bonjour"}, "malformed"),
        ({"text": "bonjour"}, "malformed"),
    ],
)
def test_what_is_not_taken_is_told_and_not_stored(door: Door, body: dict[str, Any], error: str) -> None:
    session = door.open()["session"]
    answer = door.post(session, **body)
    assert answer.status_code in (400, 413, 422) and answer.json()["error"] == error
    with door.http.websocket_connect("/chat/ws") as socket:
        socket.send_json({"type": "hello", "session": session})
        socket.receive_json()
        socket.send_json({"type": "message", **body})
        assert socket.receive_json()["error"] == error
        # The connection is still good.
        socket.send_json({"type": "message", "id": "message-2", "text": "bonjour"})
        assert socket.receive_json()["outcome"] == "stored"
    assert [message.text for message in door.memory.received] == ["bonjour"]


def test_the_longest_message_passes_whole(door: Door) -> None:
    longest = "ضé" * (MAX_TEXT // 2)
    assert door.post(door.open()["session"], id="message-1", text=longest).status_code == 200
    assert door.memory.received[0].text == longest


def test_a_huge_body_or_frame_ends_there(door: Door) -> None:
    session = door.open()["session"]
    assert door.post(session, id="message-1", text="a" * MAX_FRAME).status_code == 413
    assert door.http.post("/chat/session", content=b"[" * 60_000).status_code == 400
    for send in ({"text": "a" * (MAX_FRAME + 1)}, {"bytes": b"\x00"}, {"text": "[1]"}, {"text": "{"}):
        with door.http.websocket_connect("/chat/ws") as socket:
            socket.send_json({"type": "hello", "session": session})
            socket.receive_json()
            socket.send({"type": "websocket.receive", **send})
            with pytest.raises(WebSocketDisconnect) as closed:
                socket.receive_json()
            assert closed.value.code in (1003, 1009)
    assert door.memory.received == []


def test_another_site_is_refused_unless_it_is_listed(door: Door) -> None:
    foreign, listed = {"Origin": "https://elsewhere.example"}, {"Origin": PORTAL}
    assert door.http.post("/chat/session", json={}, headers=foreign).json()["error"] == "origin"
    assert door.http.options("/chat/session", headers=foreign).status_code == 403
    with pytest.raises(WebSocketDisconnect), door.http.websocket_connect("/chat/ws", headers=foreign):
        pass
    assert door.http.options("/chat/messages", headers=listed).headers["access-control-allow-origin"] == PORTAL
    opened = door.http.post("/chat/session", json={}, headers=listed)
    assert opened.headers["access-control-allow-origin"] == PORTAL and opened.headers["vary"] == "Origin"
    same = {"Origin": "http://hotline.example"}
    assert door.http.post("/chat/session", json={}, headers=same).status_code == 200
    assert origins_of(f"{PORTAL}/, https://b.example") == {PORTAL, "https://b.example"}


def test_a_button_carries_its_number_and_its_list(door: Door) -> None:
    session = door.open()["session"]
    door.post(session, id="message-1", button=2, offer=17, language="en")
    received = door.memory.received[0]
    assert (received.kind, received.button, received.offer_id, received.text) == ("button", "2", 17, "")
    assert received.language_hint == "en"


def test_a_second_tab_hears_of_what_the_first_one_wrote(door: Door) -> None:
    session = door.open()["session"]
    with door.http.websocket_connect("/chat/ws") as tab:
        tab.send_json({"type": "hello", "session": session})
        tab.receive_json()
        door.post(session, id="message-1", text="silence")
        assert tab.receive_json() == {"type": "changed", "exchange_id": 1}
        tab.send_json({"type": "ping", "after": 0})
        assert [message["text"] for message in tab.receive_json()["messages"]] == ["silence"]


def test_when_nothing_can_be_stored_the_page_is_asked_to_try_again(door: Door) -> None:
    session = door.open()["session"]
    door.memory.full = True
    answer = door.post(session, id="message-1", text="bonjour")
    assert (answer.status_code, answer.json()["error"]) == (503, "unavailable")


def test_without_the_database_messages_are_taken_and_a_card_still_shows(door: Door) -> None:
    session = door.open()["session"]
    door.memory.down = True
    assert door.post(session, id="message-1", text="odeur de gaz").json()["outcome"] == "spooled"
    subject = door.memory.chat.access.read(session).subject
    card = Outbound(0, subject, "Sortez. Appelez le 18.", "fr", urgent=True)
    asyncio.run(door.memory.chat.send(card))
    answer = door.read(session)
    assert texts(answer) == ["Sortez. Appelez le 18."] and answer.json()["complete"] is False
    assert texts(door.read(door.open()["session"])) == []


def test_what_a_page_has_read_is_delivered_once(door: Door) -> None:
    session = door.open()["session"]
    door.post(session, id="message-1", text="bonjour")
    assert door.memory.updates == []
    door.read(session)
    door.read(session)
    updates = [(update.exchange_id, update.delivery) for update in door.memory.updates]
    assert updates == [(2, Delivery.DELIVERED)]


def test_the_widgets_files_are_revalidated(door: Door) -> None:
    for name in ("widget.js", "widget.css"):
        first = door.http.get(f"/chat/{name}")
        assert first.status_code == 200 and first.headers["access-control-allow-origin"] == "*"
        again = door.http.get(f"/chat/{name}", headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304 and again.content == b""
    assert door.http.get("/chat/demo").headers["content-security-policy"].startswith("default-src 'none'")
    for name in ("webchat.py", "..%2fwebchat.py", "%2e%2e%2f%2e%2e%2fpyproject.toml", ""):
        assert door.http.get(f"/chat/{name}").status_code == 404


def test_the_widget_has_no_inline_code_and_reads_no_markup() -> None:
    static = Path("channels/static")
    for file in sorted(static.glob("*.js")):
        source = file.read_text()
        for banned in ("innerHTML", "insertAdjacentHTML", "document.write", "eval(", "localStorage", "console."):
            assert banned not in source, (file.name, banned)


async def test_a_long_read_ends_as_soon_as_something_comes() -> None:
    app, memory, _ = chat_app()
    await memory.chat.start(memory)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hotline.example") as http:
        session = (await http.post("/chat/session", json={})).json()["session"]
        subject = memory.chat.access.read(session).subject
        reading = asyncio.create_task(http.get("/chat/messages?after=0&wait=20", headers=bearer(session)))
        while not memory.chat.hub:  # the read has begun to wait
            await asyncio.sleep(0)
        sent = await memory.say(subject, "Votre rendez-vous est demain.")
        answer = await asyncio.wait_for(reading, 5)
        assert texts(answer) == ["Votre rendez-vous est demain."]
        assert sent["id"] == answer.json()["messages"][0]["id"]
        empty = await http.get(f"/chat/messages?after={sent['id']}&wait=0", headers=bearer(session))
        assert texts(empty) == []
    assert not memory.chat.hub


async def test_sending_says_whether_somebody_was_reading() -> None:
    memory = Memory()
    memory.chat = WebChat(WebChatAccess(KEY, now=Clock()), memory)
    message = Outbound(memory.add("someone", "assistant", "bonjour")["id"], "someone", "bonjour", "fr")
    assert (await memory.chat.send(message)).delivery is Delivery.SENT
    with memory.chat.hub.reading("someone") as reader, memory.chat.hub.reading("other") as other:
        sent = await memory.chat.send(message)
        assert (sent.provider_id, sent.delivery) == ("web-1", Delivery.DELIVERED)
        frame = await asyncio.wait_for(reader.frames.get(), 1)
        assert frame is not None and frame["message"]["text"] == "bonjour"
        assert other.frames.empty()


async def test_the_oldest_of_too_many_readers_is_sent_away() -> None:
    memory = Memory()
    chat = WebChat(WebChatAccess(KEY), memory)
    readers = [chat.hub.reading("someone") for _ in range(9)]
    opened = [reader.__enter__() for reader in readers]
    assert await asyncio.wait_for(opened[0].frames.get(), 1) is None
    assert opened[0].code == CLOSE_ELSEWHERE
    assert opened[1].frames.empty()
    for reader in readers:
        reader.__exit__(None, None, None)
    assert not chat.hub
