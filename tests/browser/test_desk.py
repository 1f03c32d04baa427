"""The desk in a browser: accessible, readable on a phone, and alive without a reload."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from backend_client import accounts, alerts, conversations, requests
from backend_client.models import Contact, Exchange, Request
from tests.hotline.conftest import NOON, TENANT, House, house, knowledge
from tests.hotline.desk_visitor import PASSWORD, account, desk_app
from tests.webchat_fakes import running

__all__ = ["house", "knowledge"]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = accounts.PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(accounts, "_HASHER", cheap)


def _told(house: House) -> str:
    """A leak that an adviser is alerted of, told in English. The reference of its request."""
    with house.services.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        contact.language = "en"
        conversation = conversations.conversation_for(s, contact, NOON)
        request = s.get_one(Request, conversation.request_id)
        requests.qualify(
            s,
            request,
            now=NOON,
            by="assistant",
            kind="repair",
            situation=None,
            urgency="1_day",
            due_at=NOON - timedelta(hours=1),
            summary="The sink is leaking",
            person_id=1,
            dwelling_id=1,
            building_id=1,
            team="technical",
        )
        alerts.raise_alert(s, request, "urgent", NOON, NOON + timedelta(minutes=15))
        _say(house, request.id, conversation.id, "The sink is leaking", s)
        return request.reference


def _say(house: House, request_id: int, conversation_id: int, text: str, s) -> None:  # type: ignore[no-untyped-def]
    said = Exchange(
        conversation_id=conversation_id,
        request_id=request_id,
        direction="in",
        channel="sms",
        provider_id=f"SM-{text}",
        author="tenant",
        text=text,
        data={},
        status="recorded",
        created_at=NOON,
    )
    s.add(said)


def _no_barrier(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


def test_an_adviser_works_at_the_desk(browser: Browser, house: House) -> None:
    house.clock.at = NOON
    reference = _told(house)
    account(house, "marie", "supervisor", name="Marie Essai")
    complaints: list[str] = []
    with running(desk_app(house)) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
        page = context.new_page()
        page.on("console", lambda entry: complaints.append(entry.text) if entry.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{server.url}/desk")
        _no_barrier(page)
        page.get_by_label("Identifiant").fill("marie")
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="À traiter")).to_be_visible()
        _no_barrier(page)

        page.get_by_role("button", name="Je prends l'alerte").click()
        page.goto(f"{server.url}/desk/requests/{reference}")
        _no_barrier(page)
        field = page.get_by_label("Votre message par SMS")
        field.fill("Bonjour")
        expect(page.get_by_text("7 caractères, 1 SMS")).to_be_visible()
        with house.services.backend.transaction() as s:
            exchange = s.scalars(select(Exchange)).first()
            assert exchange is not None
            _say(house, exchange.request_id, exchange.conversation_id, "Anybody there?", s)
        expect(page.get_by_text("Anybody there?")).to_be_visible()
        expect(field).to_have_value("Bonjour")
        page.get_by_role("button", name="Envoyer").click()
        expect(page.get_by_text("Vous avez la conversation")).to_be_visible()
        expect(page.locator(".said.adviser .text")).to_have_text("Bonjour")

        page.goto(f"{server.url}/desk/rota")
        _no_barrier(page)
        for address in ("/desk/inbox", f"/desk/requests/{reference}", "/desk/rota"):
            page.set_viewport_size({"width": 360, "height": 740})
            page.goto(server.url + address)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
        context.close()
    assert complaints == []
