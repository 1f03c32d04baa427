"""Chromium, once for all tests, and a page on the web chat's demo page for each."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from webchat_fakes import Clock, Memory, Running, chat_app, running

_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Chat:
    """The demo page in a browser, the application behind it, and what the console complained of."""

    page: Page
    server: Running
    memory: Memory
    clock: Clock
    complaints: list[str]

    def open(self) -> None:
        self.page.get_by_role("button", name="Nous écrire").click()

    def write(self, text: str) -> None:
        self.page.get_by_label("Votre message").fill(text)
        self.page.keyboard.press("Enter")

    @property
    def bubbles(self) -> list[str]:
        return self.page.locator(".bubble").all_text_contents()


@pytest.fixture
def chat(browser: Browser) -> Iterator[Chat]:
    app, memory, clock = chat_app()
    with running(app) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda entry: complaints.append(entry.text) if entry.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{server.url}/chat/demo")
        yield Chat(page, server, memory, clock, complaints)
        context.close()
