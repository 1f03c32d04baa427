"""The widget as a tenant meets it: in Chromium, on a page with the strictest policy."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.browser_chat import Chat
from tests.webchat_fakes import running


def bubbles(page: Page) -> Locator:
    return page.locator(".bubble")


def test_a_conversation_from_end_to_end(chat: Chat) -> None:
    chat.open()
    expect(chat.page.get_by_role("dialog", name="Habitat Démo")).to_be_visible()
    chat.write("Il y a une fuite sous l'évier")
    expect(bubbles(chat.page)).to_have_text(
        ["Il y a une fuite sous l'évier", "Bien reçu : Il y a une fuite sous l'évier"]
    )
    expect(chat.page.get_by_label("Votre message")).to_be_focused()
    expect(chat.page.locator(".status")).to_have_text("envoyé")
    chat.page.keyboard.type("deux")
    chat.page.keyboard.press("Shift+Enter")
    chat.page.keyboard.type("lignes")
    chat.page.keyboard.press("Enter")
    expect(bubbles(chat.page).nth(3)).to_have_text("Bien reçu : deux\nlignes")
    assert [message.text for message in chat.memory.received] == ["Il y a une fuite sous l'évier", "deux\nlignes"]
    assert chat.memory.received[0].language_hint == "fr"
    assert chat.complaints == []


def test_a_choice_is_used_once_and_stays_readable(chat: Chat) -> None:
    chat.open()
    chat.write("choix")
    chat.page.get_by_role("group", name="Choix de réponse").get_by_role("button", name="Le chauffage").click()
    expect(bubbles(chat.page)).to_have_count(4)
    received = chat.memory.received[1]
    assert (received.kind, received.button, received.text) == ("button", "2", "")
    assert received.offer_id == chat.memory.rows[received.address][1]["id"]
    used = chat.page.locator(".used button")
    expect(used).to_have_text(["Une fuite", "Le chauffage (choisi)", "Autre chose"])
    for button in used.all():
        expect(button).to_be_disabled()
    expect(chat.page.locator(".choices")).to_be_hidden()
    assert chat.complaints == []


def test_writing_instead_of_choosing_closes_the_choices(chat: Chat) -> None:
    chat.open()
    chat.write("choix")
    expect(chat.page.locator(".choices button")).to_have_count(3)
    chat.write("autre question")
    expect(chat.page.locator(".choices")).to_be_hidden()
    expect(chat.page.locator(".used button").first).to_be_disabled()


def test_a_reload_restores_the_conversation_from_the_server(chat: Chat) -> None:
    chat.open()
    chat.write("bonjour")
    chat.write("choix")
    expect(chat.page.locator(".choices button")).to_have_count(3)
    shown = chat.bubbles
    chat.page.reload()
    chat.open()
    expect(bubbles(chat.page)).to_have_text(shown)
    expect(chat.page.locator(".choices button")).to_have_count(3)
    assert chat.page.evaluate("Object.keys(sessionStorage)") == ["veilleur-session"]
    assert chat.page.evaluate("localStorage.length") == 0
    # What is old is not read out again.
    expect(chat.page.locator("[aria-live=polite] p")).to_have_count(0)


def test_a_message_whose_acknowledgement_is_lost_is_sent_again_and_counts_once(chat: Chat) -> None:
    chat.open()
    chat.write("premier")
    expect(bubbles(chat.page)).to_have_count(2)

    def cut() -> None:
        chat.memory.before_ack = lambda: None
        chat.memory.chat.hub.close()

    chat.memory.before_ack = cut
    chat.write("ne se perd pas")
    expect(bubbles(chat.page)).to_have_text(
        ["premier", "Bien reçu : premier", "ne se perd pas", "Bien reçu : ne se perd pas"]
    )
    expect(chat.page.locator(".status").last).to_have_text("envoyé")
    assert [message.text for message in chat.memory.received] == ["premier", "ne se perd pas"]


def test_without_a_connection_messages_wait_and_leave_in_order_when_it_is_back(chat: Chat) -> None:
    chat.open()
    chat.write("avant")
    expect(bubbles(chat.page)).to_have_count(2)
    chat.server.stop()
    expect(chat.page.get_by_text("Connexion interrompue. Vous pouvez écrire").first).to_be_visible()
    chat.write("pendant")
    chat.write("toujours")
    expect(chat.page.locator(".waiting .status")).to_have_text(["non envoyé, nouvel essai"] * 2)
    chat.server.start()
    chat.page.evaluate("dispatchEvent(new Event('online'))")
    expect(chat.page.locator(".waiting")).to_have_count(0)
    expect(bubbles(chat.page)).to_have_count(6)
    assert [message.text for message in chat.memory.received] == ["avant", "pendant", "toujours"]
    expect(chat.page.locator(".banner")).to_be_hidden()


def test_where_sockets_do_not_pass_plain_http_does(chat: Chat) -> None:
    chat.page.add_init_script(
        "window.WebSocket = class { static OPEN = 1; close() {}"
        " constructor() { setTimeout(() => this.onclose({ code: 1006 })); } };"
    )
    chat.page.reload()
    chat.open()
    chat.write("choix")
    expect(chat.page.locator(".choices button")).to_have_count(3)
    chat.page.get_by_role("button", name="Autre chose").click()
    expect(bubbles(chat.page)).to_have_text(["choix", "Quel est le problème ?", "Autre chose", "Bien reçu : 3"])


def test_by_keyboard_alone(chat: Chat) -> None:
    page, keyboard = chat.page, chat.page.keyboard
    page.get_by_role("button", name="Nous écrire").focus()
    keyboard.press("Enter")
    expect(page.get_by_label("Votre message")).to_be_focused()
    keyboard.type("choix")
    keyboard.press("Enter")
    expect(page.locator("[aria-live=polite]")).to_contain_text("Quel est le problème ? 3 choix. Une fuite")
    expect(page.get_by_label("Votre message")).to_be_focused()
    keyboard.press("Tab")
    expect(page.get_by_role("button", name="Une fuite")).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(bubbles(page)).to_have_count(4)
    expect(page.get_by_label("Votre message")).to_be_focused()
    keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Nous écrire")).to_be_focused()


def test_the_announcer_tells_what_is_new_and_nothing_else(chat: Chat) -> None:
    chat.open()
    chat.write("bonjour")
    expect(chat.page.locator("[aria-live=polite] p")).to_have_text(["Assistant : Bien reçu : bonjour"])
    expect(chat.page.get_by_role("log")).to_have_attribute("aria-live", "off")
    expect(chat.page.locator(".typing")).to_have_attribute("aria-hidden", "true")


def test_a_first_connection_that_comes_after_the_first_message_is_not_called_back(chat: Chat) -> None:
    held: list[Route] = []
    chat.page.route("**/session", lambda route: held.append(route))
    with chat.page.expect_request("**/session"):
        chat.open()
    chat.write("bonjour")
    held[0].continue_()
    expect(chat.page.locator("[aria-live=polite] p")).to_have_text(["Assistant : Bien reçu : bonjour"])


def test_a_closed_panel_shows_that_something_came(chat: Chat) -> None:
    chat.open()
    chat.write("bonjour")
    expect(bubbles(chat.page)).to_have_count(2)
    chat.page.keyboard.press("Escape")
    address = chat.memory.received[0].address
    chat.server.run(chat.memory.say(address, "Je reprends votre dossier.", author="Claire"))
    chat.page.get_by_role("button", name="1 nouveau message").click()
    expect(chat.page.locator("li").last).to_contain_text("Claire : Je reprends votre dossier.")


def _sorted_ids(violations: list[dict[str, Any]]) -> list[str]:
    return sorted(violation["id"] for violation in violations)


@pytest.mark.parametrize("state", ["launcher", "panel", "choices", "used", "arabic", "problem"])
def test_no_violation_of_the_accessibility_rules(chat: Chat, state: str) -> None:
    if state != "launcher":
        chat.open()
    if state in ("choices", "used"):
        chat.write("choix")
        expect(chat.page.locator(".choices button")).to_have_count(3)
    if state == "used":
        chat.page.get_by_role("button", name="Autre chose").click()
        expect(bubbles(chat.page)).to_have_count(4)
    if state == "arabic":
        chat.write("arabe")
        bubble = bubbles(chat.page).nth(1).locator("p")
        expect(bubble).to_have_attribute("lang", "ar")
        expect(bubble).to_have_attribute("dir", "rtl")
        assert bubble.evaluate("node => getComputedStyle(node).direction") == "rtl"
        expect(bubble.locator("a")).to_have_attribute("href", "tel:0199001000")
    if state == "problem":
        chat.write("a" * 4001)
        expect(chat.page.get_by_role("alert")).to_be_visible()
    results = Axe().run(chat.page)
    assert _sorted_ids(results.response["violations"]) == []


def test_targets_are_large_enough(chat: Chat) -> None:
    chat.open()
    chat.write("choix")
    expect(chat.page.locator(".choices button")).to_have_count(3)
    targets = chat.page.locator("button:visible:enabled, textarea, .danger a")
    for target in targets.all():
        box = target.bounding_box()
        assert box is not None and box["height"] >= 44 and box["width"] >= 44, target.text_content()


@pytest.mark.parametrize("size", [(320, 640), (320, 256)])
def test_a_narrow_screen_and_400_percent_zoom_need_no_sideways_scrolling(chat: Chat, size: tuple[int, int]) -> None:
    chat.page.set_viewport_size({"width": size[0], "height": size[1]})
    chat.open()
    chat.write("choix")
    chat.write("unmotinterminable" * 12)
    chat.write("carte")
    expect(bubbles(chat.page)).to_have_count(6)
    wide = "node => node.scrollWidth > node.clientWidth"
    assert not chat.page.locator("html").evaluate(wide)
    assert not chat.page.locator(".panel").evaluate(wide)
    assert not chat.page.locator(".log").evaluate(wide)
    chat.page.get_by_label("Votre message").scroll_into_view_if_needed()
    expect(chat.page.get_by_label("Votre message")).to_be_in_viewport(ratio=1)


def test_the_end_stays_in_sight_when_the_room_changes(chat: Chat) -> None:
    chat.open()
    for text in ("carte", "carte", "carte", "choix"):
        chat.write(text)
    expect(bubbles(chat.page)).to_have_count(8)
    chat.page.set_viewport_size({"width": 320, "height": 640})
    expect(bubbles(chat.page).last).to_be_in_viewport(ratio=1)
    # Whoever reads further up is not pulled away.
    first = bubbles(chat.page).first
    first.scroll_into_view_if_needed()
    expect(first).to_be_in_viewport()
    chat.server.run(chat.memory.say(chat.memory.received[0].address, "Encore un mot."))
    expect(bubbles(chat.page)).to_have_count(9)
    expect(first).to_be_in_viewport()


def test_markup_is_shown_as_text(chat: Chat) -> None:
    alerts: list[str] = []
    chat.page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    chat.open()
    chat.write("<b>script</b>")
    chat.write("script")
    expect(bubbles(chat.page).nth(3)).to_have_text("<img src=x onerror=alert(1)><script>alert(2)</script>")
    expect(bubbles(chat.page).first).to_have_text("<b>script</b>")
    assert chat.page.locator(".log img, .log script, .log b").count() == 0
    assert alerts == []


def test_a_card_keeps_its_lines_and_its_address_is_a_link(chat: Chat) -> None:
    chat.open()
    chat.write("carte")
    card = bubbles(chat.page).nth(1)
    expect(card).to_contain_text("Sortez maintenant.")
    box = card.bounding_box()
    assert box is not None and box["height"] > 70  # three lines
    link = card.get_by_role("link")
    expect(link).to_have_attribute("href", "https://habitat-demo.example/gaz")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    assert chat.complaints == []


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Appelez le 01 99 00 10 00, ou +33 1 99 00 10 00.", ["tel:0199001000", "tel:+33199001000"]),
        ("Gaz : 0 800 47 33 33. Violences : 3919.", ["tel:0800473333", "tel:3919"]),
        ("Référence 10199001000, le 18 novembre, 12345678901234", []),
        ("Voir (https://a.example/x?y=1) et http://b.example.", ["https://a.example/x?y=1", "http://b.example/"]),
        ("javascript:alert(1) data:text/html,x", []),
    ],
)
def test_what_becomes_a_link(chat: Chat, text: str, links: list[str]) -> None:
    found = chat.page.evaluate(
        "async text => (await import('/chat/rich-text.js')).richText(text)"
        ".filter(node => node.href).map(node => node.href)",
        text,
    )
    assert found == links


def test_a_browser_without_storage_can_chat_all_the_same(chat: Chat) -> None:
    chat.page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    chat.page.reload()
    chat.open()
    chat.write("bonjour")
    expect(bubbles(chat.page)).to_have_count(2)


def test_nothing_of_a_message_that_is_too_long_is_lost(chat: Chat) -> None:
    chat.open()
    chat.write("é" * 10_000)
    expect(chat.page.get_by_role("alert")).to_contain_text("10000 caractères. Il peut en avoir 4000 au plus")
    expect(chat.page.get_by_label("Votre message")).to_have_value("é" * 10_000)
    expect(chat.page.get_by_label("Votre message")).to_have_attribute("aria-invalid", "true")
    assert chat.memory.received == []
    chat.write("plus court")
    expect(bubbles(chat.page)).to_have_count(2)
    expect(chat.page.locator(".problem")).to_be_hidden()


def test_an_expired_session_is_told_and_the_message_still_leaves(chat: Chat) -> None:
    chat.open()
    chat.write("hier")
    expect(bubbles(chat.page)).to_have_count(2)
    chat.clock.at += 2 * 24 * 3600
    chat.write("aujourd'hui")
    expect(chat.page.locator(".notice")).to_have_text("Votre session a expiré. Une nouvelle conversation commence ici.")
    expect(bubbles(chat.page).last).to_have_text("Bien reçu : aujourd'hui")
    expect(bubbles(chat.page).first).to_have_text("hier")
    first, second = (message.address for message in chat.memory.received)
    assert first != second


def test_leaving_quickly_leaves_nothing_in_the_tab(chat: Chat) -> None:
    chat.page.evaluate("document.querySelector('veilleur-chat').dataset.exit = '/chat/icon.svg'")
    chat.open()
    chat.write("personne ne doit lire ceci")
    expect(bubbles(chat.page)).to_have_count(2)
    chat.page.get_by_role("button", name=re.compile("^Quitter vite")).click()
    chat.page.wait_for_url("**/chat/icon.svg")
    chat.page.goto(f"{chat.server.url}/chat/demo")
    assert chat.page.evaluate("sessionStorage.length") == 0
    chat.open()
    expect(chat.page.get_by_label("Votre message")).to_be_visible()
    expect(bubbles(chat.page)).to_have_count(0)


def test_escape_twice_leaves_from_anywhere_and_keeps_the_portals_login(chat: Chat) -> None:
    page = chat.page
    page.evaluate("sessionStorage.setItem('portal', 'logged in')")
    page.evaluate("document.querySelector('veilleur-chat').dataset.exit = '/chat/icon.svg'")
    chat.open()
    chat.write("bonjour")
    expect(bubbles(page)).to_have_count(2)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/chat/icon.svg")
    assert page.evaluate("sessionStorage.getItem('veilleur-session')") is None
    assert page.evaluate("sessionStorage.getItem('portal')") == "logged in"


def test_a_stored_address_of_another_conversation_cannot_be_chosen(chat: Chat) -> None:
    chat.page.evaluate("sessionStorage.setItem('veilleur-session', 'forged.session')")
    chat.page.reload()
    chat.open()
    chat.write("bonjour")
    expect(bubbles(chat.page)).to_have_count(2)


def test_an_english_page_has_english_words(browser: Browser, chat: Chat) -> None:
    chat.page.route(
        "**/chat/demo",
        lambda route: route.fulfill(
            body='<!doctype html><html lang="en"><title>Portal</title><body>'
            '<script type="module" src="/chat/widget.js" data-landlord="Demo Homes"></script></body></html>',
            content_type="text/html",
        ),
    )
    chat.page.reload()
    chat.page.get_by_role("button", name="Write to us").click()
    expect(chat.page.get_by_role("dialog", name="Demo Homes")).to_be_visible()
    expect(chat.page.get_by_text("In danger: 18 or 112")).to_be_visible()
    del browser


def _page_in(chat: Chat, language: str) -> None:
    """The demo page as if the landlord had written it in this language: told before the widget's script runs."""
    chat.page.add_init_script(
        f"document.addEventListener('readystatechange', () => document.documentElement.lang = '{language}')"
    )
    chat.page.reload()


@pytest.mark.parametrize(
    ("language", "launcher", "field", "danger"),
    [
        ("ar", "اكتبوا لنا", "رسالتكم", "في حالة خطر: 18 أو 112"),
        ("tr-TR", "Bize yazın", "Mesajınız", "Tehlike varsa: 18 veya 112"),
        ("pt-BR", "Escreva-nos", "A sua mensagem", "Em perigo: 18 ou 112"),
        ("es", "Escríbanos", "Su mensaje", "En peligro: 18 o 112"),
        ("fr", "Nous écrire", "Votre message", "En danger : 18 ou 112"),
        ("de", "Nous écrire", "Votre message", "En danger : 18 ou 112"),
    ],
)
def test_the_widget_speaks_the_page_s_language(
    chat: Chat, language: str, launcher: str, field: str, danger: str
) -> None:
    _page_in(chat, language)
    chat.page.get_by_role("button", name=launcher).click()
    expect(chat.page.get_by_text(danger)).to_be_visible()
    chat.page.get_by_label(field).fill("bonjour")
    chat.page.keyboard.press("Enter")
    expect(bubbles(chat.page)).to_have_count(2)
    spoken = language.partition("-")[0]
    assert chat.memory.received[0].language_hint == (spoken if spoken != "de" else "fr")
    assert chat.complaints == []


def test_every_language_of_the_widget_has_the_same_words(chat: Chat) -> None:
    """And takes the same facts: a word that is missing in one language would be shown as nothing."""
    kinds = chat.page.evaluate(
        """async () => {
          const words = {};
          for (const code of ["ar", "en", "es", "fr", "pt", "tr"]) {
            const { default: texts } = await import(`/chat/chat-texts-${code}.js`);
            words[code] = Object.fromEntries(Object.entries(texts).map(([key, text]) => {
              const facts = typeof text === "function" ? ["7", "9"].slice(0, text.length) : [];
              const said = typeof text === "function" ? text(...facts) : text;
              const whole = Boolean(said) && facts.every((fact) => said.includes(fact));
              return [key, whole ? facts.length : -1];
            }));
          }
          return words;
        }"""
    )
    assert set(kinds) == {"ar", "en", "es", "fr", "pt", "tr"}
    for language, words in kinds.items():
        assert words == kinds["fr"], language
        assert -1 not in words.values(), language


def test_in_arabic_the_widget_stands_from_right_to_left(chat: Chat) -> None:
    _page_in(chat, "ar")
    chat.page.get_by_role("button", name="اكتبوا لنا").click()
    chat.page.get_by_label("رسالتكم").fill("arabe")
    chat.page.keyboard.press("Enter")
    expect(bubbles(chat.page)).to_have_count(2)
    shell = chat.page.locator(".shell")
    expect(shell).to_have_attribute("dir", "rtl")
    panel, mine, theirs = (
        chat.page.locator(name).bounding_box() for name in (".panel", ".mine .bubble", ".theirs .bubble")
    )
    assert panel and mine and theirs
    assert panel["x"] < 100, "the panel is in the corner where an Arabic page ends its lines"
    # One's own messages end the line (on the left), the assistant's begin it (on the right).
    assert mine["x"] - panel["x"] < 40
    assert panel["x"] + panel["width"] - (theirs["x"] + theirs["width"]) < 40
    send, field = (chat.page.locator(name).bounding_box() for name in (".send", "textarea"))
    assert send and field and send["x"] < field["x"]
    assert chat.complaints == []


def test_each_passage_of_a_card_has_its_own_language_and_direction(chat: Chat) -> None:
    chat.open()
    chat.write("deux langues")
    expect(chat.page.locator(".theirs .bubble p")).to_have_count(2)
    arabic, french = chat.page.locator(".theirs .bubble p").all()
    for passage, language, direction in ((arabic, "ar", "rtl"), (french, "fr", "ltr")):
        expect(passage).to_have_attribute("lang", language)
        assert passage.evaluate("node => getComputedStyle(node).direction") == direction
        expect(passage.locator("a")).to_have_attribute("href", "tel:0800473333")
        assert passage.locator("a").evaluate("node => getComputedStyle(node).direction") == "ltr"
    assert chat.page.locator(".shell").get_attribute("dir") == "ltr"
    assert _sorted_ids(Axe().run(chat.page).response["violations"]) == []


def test_a_page_of_another_site_needs_to_be_allowed(browser: Browser, chat: Chat) -> None:
    from fastapi import FastAPI
    from fastapi.responses import HTMLResponse

    portal = FastAPI()
    script = f'<script type="module" src="{chat.server.url}/chat/widget.js"></script>'

    @portal.get("/")
    async def page() -> HTMLResponse:
        return HTMLResponse(f'<!doctype html><html lang="fr"><title>Portail</title><body>{script}</body></html>')

    with running(portal) as host:
        visitor = browser.new_page()
        visitor.goto(host.url)
        visitor.get_by_role("button", name="Nous écrire").click()
        visitor.get_by_label("Votre message").fill("bonjour")
        visitor.keyboard.press("Enter")
        expect(visitor.locator(".waiting .status")).to_have_text("non envoyé, nouvel essai")
        assert chat.memory.received == []
        visitor.close()
