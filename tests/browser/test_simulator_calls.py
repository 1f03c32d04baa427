"""Telephones on the simulator's page: a tenant phones the service, the technician picks up or does not."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_simulator import page as page
from tests.browser.test_simulator import service as service

LONG = 45_000


def test_a_tenant_is_put_through_to_the_technician(page: Page) -> None:
    page.get_by_role("button", name="samedi 23:40").click()
    expect(page.locator("#clock")).to_contain_text(re.compile(r"samedi .* 23:40"))
    tenant, technician = page.locator("#tenant-call"), page.locator("#technician-call")
    tenant.get_by_role("button", name="Appeler le service").click()
    expect(tenant.locator(".heard")).to_contain_text("appelez le 18 ou le 112", timeout=LONG)
    tenant.get_by_role("button", name="Touche 1").click()
    expect(page.locator("#technician-screen")).to_contain_text("ASTREINTE", timeout=LONG)
    technician.get_by_role("button", name="Décrocher").click(timeout=LONG)
    expect(technician.locator(".heard")).to_contain_text("Tapez 1 pour le prendre", timeout=LONG)
    technician.get_by_role("button", name="Touche 1").click()
    expect(tenant.get_by_role("status")).to_have_text("Vous êtes en ligne.", timeout=LONG)
    expect(page.locator(".request").first).to_contain_text("accepté", timeout=LONG)
    technician.get_by_role("button", name="Raccrocher").click()
    expect(tenant.get_by_role("button", name="Appeler le service")).to_be_visible(timeout=LONG)
    expect(page.locator("#tenant-screen")).to_contain_text("prend en charge", timeout=LONG)


def test_a_hidden_caller_leaves_a_message(page: Page) -> None:
    tenant = page.locator("#tenant-call")
    tenant.get_by_role("button", name="Appeler en numéro caché").click()
    tenant.get_by_role("button", name="Touche 5").click(timeout=LONG)
    message = tenant.get_by_label("Message à laisser")
    message.fill("La porte du hall ne ferme plus", timeout=LONG)
    tenant.get_by_role("button", name="Laisser le message").click()
    expect(page.locator("#alerts")).to_contain_text("message vocal à écouter", timeout=LONG)
    expect(tenant.get_by_role("button", name="Appeler le service")).to_be_visible(timeout=LONG)


def test_a_call_follows_the_accessibility_rules(browser: Browser, service: str) -> None:
    # axe sets styles of its own while it measures, which the page's policy forbids.
    with browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(service)
        page.locator("#tenant-call").get_by_role("button", name="Appeler le service").click()
        expect(page.locator("#tenant-call .heard")).to_contain_text("112", timeout=LONG)
        assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []
        page.locator("#tenant-call").get_by_role("button", name="Raccrocher").click()
