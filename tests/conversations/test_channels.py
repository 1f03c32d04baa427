"""Telegram and the web chat: buttons, edits, what carries no words, sessions."""

from sqlalchemy import select

from backend_client.models import Contact
from tests.conversations.house import Browser, House

TAP = "le robinet de la cuisine goutte"


def test_a_report_on_telegram_by_buttons(office: House) -> None:
    chat = office.telegram()
    (hello,) = chat.does(text="/start")
    assert "Bonjour" in hello["text"]
    (question,) = chat.does(text=TAP)
    assert [button["title"] for button in question["buttons"]] == ["oui", "non"]
    (name,) = chat.does(button=question["buttons"][1]["data"])
    assert "nom" in name["text"]
    chat.does(text="Denis Blanc")
    chat.does(text="12 allée du Moulin, 1er étage, porte 12")
    (request,) = office.requests_of("telegram", str(chat.chat_id))
    assert (request.situation, request.channel) == ("plumbing.tap_drip", "telegram")
    assert request.dwelling is not None and request.dwelling.code == "MOU-1-12"
    windows = chat.answers()[-1]
    assert len([button for button in windows["buttons"] if "entre" in button["title"]]) == 3
    (booked,) = chat.does(button=windows["buttons"][0]["data"])
    assert request.reference in booked["text"]
    (row,) = office.appointments_of(request)
    assert row.status == "booked"


def test_a_sticker_and_an_edited_message_leave_the_question_open(office: House) -> None:
    chat = office.telegram()
    (question,) = chat.does(text=TAP)
    assert "quelques mots" in chat.does(sticker="👍")[0]["text"]
    assert "modifi" in chat.does(edit="le robinet de la salle de bain goutte")[0]["text"]
    kinds = [row.kind for row in office.exchanges_of(str(chat.chat_id))]
    assert kinds == ["text", "sticker", "edit"]
    (name,) = chat.does(button=question["buttons"][1]["data"])
    assert "nom" in name["text"]


def test_the_button_of_an_older_question_is_refused_kindly(office: House) -> None:
    chat = office.telegram()
    (question,) = chat.does(text=TAP)
    chat.does(text="non")
    (stale,) = chat.does(button=question["buttons"][0]["data"])
    assert "n'est plus valable" in stale["text"]


def test_the_phone_that_telegram_vouches_for_tells_who_it_is(office: House) -> None:
    chat = office.telegram()
    (known,) = chat.does(contact=office.tenants["T0036"].number)
    assert "André" in known["text"]
    with office.reading() as s:
        contact = s.scalars(select(Contact).where(Contact.address == str(chat.chat_id))).one()
        assert contact.person is not None and contact.person.code == "T0036"


def test_a_report_on_the_web_chat(office: House) -> None:
    browser = office.browser()
    (question,) = browser.says(TAP)
    assert [choice["title"] for choice in question["choices"]] == ["oui", "non"] and question["choices_open"]
    pressed = browser.posts(button=2, offer=question["id"])
    assert pressed.json()["outcome"] == "stored"
    office.settle()
    assert "nom" in browser.shown()[-1]["text"]
    browser.says("Denis Blanc")
    browser.says("12 allée du Moulin, porte 12")
    said = [(row["author"], row["text"]) for row in browser.shown()]
    assert ("tenant", "non") in said
    assert any("R-2026-" in text for author, text in said if author == "assistant")


def test_a_session_continues_and_another_browser_sees_nothing_of_it(office: House) -> None:
    browser = office.browser()
    browser.says("bonjour, mon secret est bien gardé")
    renewed = office.http.post("/chat/session", json={"session": browser.session}).json()
    assert renewed["resumed"] is True
    same = Browser(office, renewed["session"])
    assert any("secret" in row["text"] for row in same.shown())
    assert office.browser().shown() == []


def test_a_message_sent_twice_by_a_page_is_one_message(office: House) -> None:
    browser = office.browser()
    outcomes = [browser.posts(id="the-same-message", text="bonjour").json()["outcome"] for _ in range(2)]
    office.settle()
    assert outcomes == ["stored", "duplicate"]
    assert len([row for row in browser.shown() if row["author"] == "tenant"]) == 1
