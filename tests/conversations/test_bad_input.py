"""Whatever comes in: a clear answer or a clear error, nothing lost, nothing of anybody else's, no stack trace."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

import httpx
import pytest
from sqlalchemy import create_engine, func, select, text
from twilio.request_validator import RequestValidator

from backend_client.models import Exchange, Request
from channels.webchat_session import SESSION_LIFE, WebChatAccess
from tests.conversations.house import Browser, House, Phone, until

SMS = "/channels/twilio/sms"
CARD = "DANGER GAZ"
WORDS_OF_CODE = ("Traceback", 'File "', "sqlalchemy", "Exception", "Error:")


def form(sid: str, sender: str, body: str) -> dict[str, str]:
    return {"MessageSid": sid, "From": sender, "To": "+33199001000", "Body": body, "NumMedia": "0"}


def signature(house: House, fields: dict[str, str]) -> str:
    url = f"http://127.0.0.1:{house.settings.port}{SMS}"
    return str(RequestValidator(house.settings.derived("twilio")).compute_signature(url, fields))


def post(house: House, fields: dict[str, str], signed: str | None = None, body: bytes | None = None) -> httpx.Response:
    """A webhook call; ``signed``: the signature instead of the right one, empty for none."""
    mark = signature(house, fields) if signed is None else signed
    headers = {"Content-Type": "application/x-www-form-urlencoded", **({"X-Twilio-Signature": mark} if mark else {})}
    return house.http.post(SMS, content=urlencode(fields).encode() if body is None else body, headers=headers)


def plain(response: httpx.Response) -> None:
    """Nothing in an answer speaks of our code."""
    assert not [word for word in WORDS_OF_CODE if word in response.text], response.text


def stored(house: House) -> int:
    with house.reading() as s:
        return s.scalar(select(func.count()).select_from(Exchange)) or 0


@pytest.mark.parametrize("signed", ["", "bm90IGEgc2lnbmF0dXJlIGF0IGFsbA=="], ids=["missing", "forged"])
def test_a_call_that_twilio_did_not_sign(house: House, signed: str) -> None:
    before = stored(house)
    for path_form in (form("SM-forged", "+33639985900", "ça sent le gaz"), {}):
        answer = post(house, path_form, signed=signed)
        assert answer.status_code == 403
        plain(answer)
    house.settle()
    assert stored(house) == before
    assert house.phone("+33639985900").heard() == []


def test_telegram_without_its_secret(house: House) -> None:
    before = stored(house)
    update = {"update_id": 1, "message": {"message_id": 1, "text": "bonjour"}}
    for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "forged"}):
        answer = house.http.post("/channels/telegram", json=update, headers=headers)
        assert answer.status_code == 403
        plain(answer)
    assert stored(house) == before


def test_the_same_message_twice_has_one_effect(house: House) -> None:
    fields = form("SM-twice", "+33639985901", "de l'eau coule du plafond de ma chambre")
    assert [post(house, fields).status_code for _ in range(2)] == [200, 200]
    house.settle()
    assert post(house, fields).status_code == 200
    house.settle()
    assert len(house.exchanges_of("+33639985901")) == 1
    assert len(house.phone("+33639985901").heard()) == 1


def test_an_empty_message(office: House) -> None:
    (answer,) = office.tenant("T0051").says("   ")
    assert "vide" in answer


def test_a_form_without_its_fields(house: House) -> None:
    before = stored(house)
    answer = post(house, {"Body": "bonjour"})
    assert answer.status_code == 400
    plain(answer)
    assert stored(house) == before


def test_sixteen_hundred_characters_of_emoji(office: House) -> None:
    tenant = office.tenant("T0052")
    answers = tenant.says("🚿" * 1600)
    assert len(answers) == 1 and "1 " in answers[0]
    assert office.exchanges_of(tenant.number)[0].text == "🚿" * 1600


def test_nul_bytes_cost_no_message(house: House) -> None:
    fields = form("SM-nul", "+33639985902", "ça sent\0 le gaz\0")
    assert post(house, fields).status_code == 200
    house.settle()
    assert CARD in house.phone("+33639985902").heard()[0]
    (row,) = house.exchanges_of("+33639985902")
    assert row.text == "ça sent le gaz"


@pytest.mark.parametrize("bytes_", [b"%ff%fe%c3", b"\xff\xfe"], ids=["in percents", "raw"])
def test_broken_utf8(house: House, bytes_: bytes) -> None:
    before = stored(house)
    fields = form("SM-broken", "+33639985903", "x")
    body = urlencode(fields).replace("Body=x", "Body=").encode() + b"&Body=" + bytes_
    answer = post(house, fields, body=body)
    assert answer.status_code == 400
    plain(answer)
    assert stored(house) == before


def test_html_and_script_are_words_like_any_other(office: House) -> None:
    browser = office.browser()
    script = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    answers = browser.says(script)
    mine = next(row for row in browser.shown() if row["author"] == "tenant")
    assert mine["text"] == script
    assert answers and "<" not in answers[0]["text"]
    answer = office.http.get("/chat/messages", params={"after": 0, "wait": 0}, headers=browser.headers)
    assert answer.headers["content-type"].startswith("application/json")


def test_rasas_own_orders_are_words_too(office: House) -> None:
    tenant = office.tenant("T0053")
    tenant.says("le volet roulant de ma chambre est bloqué")
    for order in ("/restart", "/session_start", '/choose{"choice": "yes"}', "/report_form"):
        assert tenant.says(order)
    assert tenant.requests() == [] or tenant.requests()[0].situation == "opening.roller_shutter_stuck"


def test_a_chat_message_of_ten_thousand_characters(office: House) -> None:
    browser = office.browser()
    before = stored(office)
    answer = browser.posts(text="a" * 10_000)
    assert answer.status_code == 413
    assert "4000" in answer.text
    plain(answer)
    assert stored(office) == before


@pytest.mark.parametrize(
    "body",
    [b"", b"not json", b"[]", b'{"id": 7}', b'{"id": "abcdefgh", "button": "x"}', b"\xff", b'{"id": "abcdefgh"}'],
)
def test_a_malformed_chat_message(office: House, body: bytes) -> None:
    browser = office.browser()
    before = stored(office)
    answer = office.http.post("/chat/messages", content=body, headers=browser.headers)
    assert answer.status_code in (400, 422)
    assert isinstance(json.loads(answer.text), dict)
    plain(answer)
    assert stored(office) == before


def test_a_button_that_nobody_was_shown(office: House) -> None:
    browser = office.browser()
    browser.says("le robinet de la cuisine goutte")
    for button, offer in ((9, browser.shown()[-1]["id"]), (1, 1), (1, 2**53 - 1)):
        assert browser.posts(button=button, offer=offer).json()["outcome"] == "stored"
        office.settle()
        assert "plus valable" in browser.shown()[-1]["text"]
    chat = office.telegram()
    chat.does(text="le robinet de la cuisine goutte")
    answer = office.http.post(f"/simulator/telegram/{chat.chat_id}", json={"button": "c:1:1"})
    assert answer.status_code == 404


@pytest.mark.parametrize("token", ["nothing", "forged", "W10.forged"])
def test_a_web_session_that_nobody_issued(office: House, token: str) -> None:
    before = stored(office)
    for answer in (
        office.http.get("/chat/messages", headers={"Authorization": f"Bearer {token}"}),
        office.http.post("/chat/messages", json={"id": "abcdefgh", "text": "x"}, headers={"Authorization": token}),
    ):
        assert answer.status_code == 401
        plain(answer)
    assert stored(office) == before


def test_an_expired_web_session(office: House) -> None:
    now = WebChatAccess("").now()
    past = WebChatAccess(office.settings.derived("webchat"), now=lambda: now - SESSION_LIFE - 60)
    expired = Browser(office, past.issue()[0])
    answer = expired.posts(text="bonjour")
    assert answer.status_code == 401 and "session_expired" in answer.text
    plain(answer)
    renewed = office.http.post("/chat/session", json={"session": expired.session}).json()
    assert renewed["resumed"] is False and renewed["session"] != expired.session


def test_references_that_are_nobodys_or_nonsense(office: House) -> None:
    owner, curious = office.tenant("T0054"), office.tenant("T0055")
    owner.says("de l'eau coule du plafond de ma chambre")
    (secret,) = owner.requests()
    curious.says("bonjour")
    references = (secret.reference, "R-2026-999999", "R-0000-000000", "R-2026-99999999999999999999")
    for reference in references:
        for answer in curious.says(f"où en est la demande {reference} ?"):
            assert not [word for word in ("plafond", "Maillard", "Félix", "Belv", "urgent") if word in answer]
    for attempt in ("R-2026-000001' OR 1=1 --", "R-2026-%00", "R-2026-"):
        assert curious.says(f"où en est {attempt}")
    assert curious.requests() == []


def test_a_flood_is_told_once_and_nothing_is_lost(house: House) -> None:
    tenant = house.tenant("T0056")
    for number in range(25):
        assert tenant.sends(f"vous êtes là ? {number}") == 200
    house.settle()
    assert sum("une minute" in answer for answer in tenant.heard()) == 1
    assert len(tenant.heard()) <= 16
    rows = house.exchanges_of(tenant.number)
    assert [row.text for row in rows] == [f"vous êtes là ? {number}" for number in range(25)]
    assert CARD in tenant.says("ça sent le gaz")[0]


@contextmanager
def locked(house: House) -> Iterator[None]:
    """Somebody else holds the database: nobody can write (SQLite), or touch the messages (Postgres)."""
    if house.db.is_sqlite:
        holder = sqlite3.connect(str(house.db.url.database), isolation_level=None, timeout=30)
        holder.execute("BEGIN EXCLUSIVE")
        yield
        holder.execute("ROLLBACK")
        holder.close()
        return
    engine = create_engine(house.db.url)
    with engine.connect() as connection, connection.begin():
        connection.execute(text("LOCK TABLE exchange, contact IN ACCESS EXCLUSIVE MODE"))
        yield
    engine.dispose()


def spooled(house: House) -> int:
    return len(list((house.settings.data_dir / "spool").glob("[!.]*.json")))


def test_a_locked_database_loses_nothing_and_the_card_leaves_at_once(house: House) -> None:
    in_danger, other = house.tenant("T0057"), house.tenant("T0058")
    with locked(house):
        assert in_danger.sends("ça sent le gaz dans ma cuisine") == 200
        assert other.sends("de l'eau coule du plafond de ma chambre") == 200
        until("the card without the database", in_danger.heard)
        assert spooled(house) == 2
    until("the spool is empty", lambda: not spooled(house))
    house.settle()

    heard = in_danger.heard()
    assert CARD in heard[0] and sum(CARD in answer for answer in heard) == 1
    (danger,) = in_danger.requests()
    assert danger.danger == "gas" and len(house.pages_of(danger)) == 1
    assert [row.text for row in house.exchanges_of(in_danger.number)] == ["ça sent le gaz dans ma cuisine"]
    (leak,) = other.requests()
    assert any(leak.reference in answer for answer in other.heard())
    assert house.http.get("/healthz").status_code == 200


def test_a_path_that_does_not_exist_and_a_body_that_is_too_large(house: House) -> None:
    for answer in (
        house.http.get("/channels/nothing/here"),
        house.http.get("/chat/" + quote("../../etc/passwd", safe="")),
        post(house, form("SM-large", "+33639985904", "a" * 300_000)),
    ):
        assert answer.status_code in (404, 413)
        plain(answer)


def test_nobody_reads_another_conversation(office: House) -> None:
    mine, theirs = office.browser(), office.browser()
    theirs.says("mon code de porte est le 4512A")
    last = theirs.shown()[-1]["id"]
    answer = office.http.get("/chat/messages", params={"after": -last, "wait": 0}, headers=mine.headers)
    assert "4512A" not in answer.text
    mine.posts(button=1, offer=last)
    office.settle()
    assert all("4512A" not in row["text"] for row in mine.shown())


def test_every_message_is_answered_or_recorded(house: House) -> None:
    """After all that: nothing waits, and every exchange belongs to a request with a reference."""
    tenant: Phone = house.tenant("T0059")
    tenant.says("bonjour")
    with house.reading() as s:
        statuses = set(s.scalars(select(Exchange.status).where(Exchange.direction == "in")))
        assert statuses <= {"handled", "recorded"}
        requests = {row.id: row.reference for row in s.execute(select(Request.id, Request.reference))}
        assert all(requests[row] for row in s.scalars(select(Exchange.request_id)))
