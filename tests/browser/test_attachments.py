"""Photos as a tenant sends them: in the web chat, and on the page behind a one-time link."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from channels.webchat import Refused, SentFile
from hotline import upload_page
from tests.browser.browser_chat import Chat
from tests.hotline import upload_files as files
from tests.hotline.conftest import House, house, knowledge
from tests.hotline.test_upload_page import a_link, rows
from tests.webchat_fakes import running

__all__ = ["house", "knowledge"]


class Keeper:
    """Takes what begins like a JPEG, up to a size."""

    most_bytes = 1_000_000

    async def keep(self, sent: SentFile, language: str) -> dict[str, object]:
        content = b"".join([chunk async for chunk in sent.chunks])
        if not content.startswith(b"\xff\xd8"):
            raise Refused("file_type", f"Pas une photo ({language}).")
        return {"kind": "photo", "stored": {"size": len(content)}}

    async def discard(self, attachment: dict[str, object]) -> None:
        raise AssertionError("nothing is taken back here")


@pytest.fixture
def taking(chat: Chat) -> Chat:
    """The widget of a service that takes files."""
    chat.memory.chat.files = Keeper()  # type: ignore[assignment]
    chat.page.reload()
    return chat


def choose(chat: Chat, name: str, content: bytes, said: str = "image/jpeg") -> None:
    with chat.page.expect_file_chooser() as chooser:
        chat.page.get_by_role("button", name="Joindre une photo").click()
    chooser.value.set_files([{"name": name, "mimeType": said, "buffer": content}])


def test_a_photo_is_sent_in_the_chat(taking: Chat) -> None:
    taking.open()
    choose(taking, "fuite.jpg", files.photo())
    expect(taking.page.locator(".mine canvas.thumbnail")).to_be_visible()
    expect(taking.page.locator(".mine .status")).to_have_text("envoyé")
    (received,) = taking.memory.received
    assert received.kind == "photo"
    assert received.attachments[0]["stored"] == {"size": len(files.photo())}
    assert taking.complaints == []
    assert Axe().run(taking.page).violations_count == 0


def test_what_is_refused_says_why_and_is_taken_back(taking: Chat) -> None:
    taking.open()
    choose(taking, "photo.jpg", files.EXECUTABLE)
    expect(taking.page.get_by_role("alert")).to_have_text("Pas une photo (fr).")
    choose(taking, "grande.jpg", b"\xff\xd8" + b"\0" * 1_000_000)
    expect(taking.page.get_by_role("alert")).to_have_text("Ce fichier est trop lourd : 1 Mo au plus.")
    expect(taking.page.locator(".mine")).to_have_count(0)
    assert taking.memory.received == []


def test_without_somebody_who_takes_files_there_is_no_button(chat: Chat) -> None:
    chat.open()
    chat.write("bonjour")
    expect(chat.page.get_by_role("button", name="Joindre une photo")).to_be_hidden()


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A telephone, with and without a script."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def test_the_page_takes_photos_with_and_without_a_script(phone: Page, house: House, tmp_path: Path) -> None:
    app = FastAPI()
    app.include_router(upload_page.router(house.services))
    photo, program = tmp_path / "fuite.jpg", tmp_path / "photo.jpg"
    photo.write_bytes(files.photo())
    program.write_bytes(files.EXECUTABLE)
    with running(app) as server:
        phone.goto(server.url + "/envoi/" + a_link(house).rsplit("/", 1)[1])
        phone.get_by_label("Choisir des photos").set_input_files([program])
        phone.get_by_role("button", name="Envoyer").click()
        expect(phone.get_by_role("alert")).to_contain_text("Nous gardons seulement les photos")
        phone.get_by_label("Choisir des photos").set_input_files([photo, photo])
        phone.get_by_role("button", name="Envoyer").click()
        expect(phone.get_by_role("status")).to_contain_text("vos 2 fichiers sont bien arrivés")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert len(rows(house)) == 2


def test_the_page_is_accessible_and_reads_from_right_to_left(browser: Browser, house: House) -> None:
    app = FastAPI()
    app.include_router(upload_page.router(house.services))
    page = browser.new_page(viewport={"width": 360, "height": 640})
    with running(app) as server:
        page.goto(server.url + "/envoi/" + a_link(house, language="ar").rsplit("/", 1)[1])
        assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        assert Axe().run(page).violations_count == 0
        page.goto(page.url + "?lang=fr")
        assert Axe().run(page).violations_count == 0
    page.close()
