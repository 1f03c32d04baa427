"""A page in a browser and the application behind it."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.webchat_fakes import Clock, Memory, Running


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
