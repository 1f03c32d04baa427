"""The simulator's page against the whole service, without an engine: what a visitor tries first."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]


def _answers(url: str) -> bool:
    try:
        return bool(urllib.request.urlopen(url, timeout=2).status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service in its own process, with the sample landlord and nobody listening where the engine should be."""
    folder, port = tmp_path_factory.mktemp("simulator"), free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VEILLEUR_")}
    environment |= {
        "VEILLEUR_DATA_DIR": str(folder),
        "VEILLEUR_PORT": str(port),
        "VEILLEUR_ENGINE_PORT": str(free_port()),
        "VEILLEUR_ACTIONS_PORT": str(free_port()),
    }
    url, log = f"http://127.0.0.1:{port}", (folder / "log").open("w")
    process = subprocess.Popen([sys.executable, "-m", "hotline.serve"], cwd=ROOT, env=environment, stderr=log)
    try:
        deadline = time.monotonic() + 90
        while not _answers(f"{url}/robots.txt"):
            assert process.poll() is None and time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait(20)
        log.close()


@pytest.fixture
def page(browser: Browser, service: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(30_000)
    complaints: list[str] = []
    page.on("console", lambda entry: complaints.append(entry.text) if entry.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(service)
    yield page
    context.close()
    assert complaints == []


def test_a_danger_at_night_pages_the_technician_who_accepts(page: Page) -> None:
    expect(page.get_by_text("SIMULATEUR – aucun message réel n'est envoyé")).to_be_visible()
    page.get_by_role("button", name="samedi 23:40").click()
    expect(page.locator("#clock")).to_contain_text(re.compile(r"samedi .* 23:40"))
    page.get_by_placeholder("SMS du locataire").fill("forte odeur de gaz dans la cage d'escalier")
    page.keyboard.press("Enter")
    expect(page.locator("#tenant-screen")).to_contain_text("DANGER GAZ", timeout=30_000)
    request = page.locator(".request.emergency").first
    expect(request).to_contain_text("urgence", timeout=30_000)
    expect(request).to_contain_text("Appel d'astreinte", timeout=30_000)
    reference = re.search(r"R-\d{4}-\d{6}", request.text_content() or "")
    assert reference is not None
    called = page.locator("#technician-screen .message").first
    expect(called).to_contain_text("ASTREINTE", timeout=30_000)
    code = re.search(r"OK (\d+)", called.text_content() or "")
    assert code is not None
    page.get_by_placeholder("OK 1234").fill(code.group(0))
    page.keyboard.press("Enter")
    expect(request).to_contain_text("accepté", timeout=30_000)
    alert = page.get_by_role("button", name=f"Prendre l'alerte {reference[0]}")
    alert.click()
    expect(alert).to_have_count(0, timeout=30_000)


def test_telegram_and_the_web_chat_show_buttons(page: Page) -> None:
    page.get_by_placeholder("Message Telegram").fill("bonjour, ma chasse d'eau coule")
    page.keyboard.press("Enter")
    page.locator("#telegram-screen .keys").get_by_role("button", name="Cela peut attendre").click(timeout=60_000)
    page.get_by_label("Votre message").fill("Bonjour, la lumière du hall est en panne")
    page.keyboard.press("Enter")
    page.locator("veilleur-chat .choices").get_by_role("button", name="Cela peut attendre").click(timeout=60_000)
    expect(page.locator("veilleur-chat .bubble")).to_have_count(4, timeout=60_000)
    expect(page.locator("#telegram-screen .message").nth(2)).to_be_visible(timeout=60_000)


def test_the_clock_moves(page: Page) -> None:
    clock = page.locator("#clock")
    expect(clock).to_contain_text("20")
    page.get_by_role("button", name="samedi 23:40").click()
    expect(clock).to_contain_text("23:40")
    page.get_by_role("button", name="+1 h", exact=True).click()
    expect(clock).to_contain_text(re.compile(r"dimanche .* 00:40"))
    page.get_by_role("button", name="maintenant").click()
    expect(clock).not_to_contain_text("00:40")


def test_it_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator("#tenant option").first).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_it_follows_the_accessibility_rules(browser: Browser, service: str) -> None:
    # axe sets styles of its own while it measures, which the page's policy forbids.
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.goto(service)
        expect(page.locator("#tenant option").first).to_be_attached()
        assert [violation["id"] for violation in Axe().run(page).response["violations"]] == []


def test_other_machines_and_other_sites_are_refused(service: str) -> None:
    for path in ("/", "/simulator/people", "/simulator/requests"):
        asked = urllib.request.Request(service + path, headers={"Host": "hotline.example"})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(asked, timeout=20)
        assert refused.value.code == 403
