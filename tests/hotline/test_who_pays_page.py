"""The page of who pays: the same answers as the dialogue's, in six languages, without a script, on a phone."""

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from common.catalogue import Catalogue
from common.who_pays import Facts, decide
from common.who_pays_data import Rules
from hotline import who_pays_page
from hotline.services import DATA
from hotline.who_pays_page import LANGUAGES, PATH
from tests.hotline.conftest import House

RULES = Rules.load(DATA / "who_pays", Catalogue.load(DATA / "catalogue"))


@pytest.fixture
def browser(house: House) -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(who_pays_page.router(house.services))
    with TestClient(app) as client:
        yield client


def lines(html: str) -> list[str]:
    return re.findall(r"<tr><th scope=\"row\".*?</tr>", html, re.DOTALL)


def test_every_subject_is_a_line_in_every_language(browser: TestClient) -> None:
    for language in LANGUAGES:
        answer = browser.get(PATH, params={"lang": language})
        assert answer.status_code == 200
        assert len(lines(answer.text)) == len(RULES.subjects)
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in answer.text
        assert "{" not in re.sub(r"<style>.*?</style>", "", answer.text, flags=re.DOTALL)


def test_a_line_says_what_the_dialogue_answers(browser: TestClient, house: House) -> None:
    [line] = [each for each in lines(browser.get(PATH).text) if ">un robinet qui goutte<" in each]
    outcome = decide(Facts("plumbing.tap_drip", danger=False), RULES)
    assert "<strong>locataire</strong>" in line
    assert outcome.source.cite in line.replace("&#x27;", "'")
    assert house.services.wording.render(outcome.why, outcome.why_facts, "fr", "web") in line.replace("&#x27;", "'")
    assert "bailleur si : usure" in line


def test_a_search_is_a_get_and_finds_by_words_in_the_reader_s_language(browser: TestClient) -> None:
    searches = {"fr": "robinet", "en": "tap", "es": "grifo", "pt": "torneira", "tr": "musluk", "ar": "حنفية"}
    for language, word in searches.items():
        html = browser.get(PATH, params={"lang": language, "q": word}).text
        assert 0 < len(lines(html)) < len(RULES.subjects), language
        assert f'value="{word}"' in html


def test_what_is_not_found_says_so_and_whoever_asks_is_not_left_alone(browser: TestClient) -> None:
    html = browser.get(PATH, params={"q": "soucoupe volante"}).text
    assert lines(html) == []
    assert "demandez à un conseiller" in html
    assert f"{PATH}?lang=fr" in html


def test_what_is_typed_is_shown_as_text(browser: TestClient) -> None:
    html = browser.get(PATH, params={"q": '"><script>alert(1)</script>'}).text
    assert "<script" not in html
    assert browser.get(PATH, params={"lang": "xx"}).text.startswith('<!doctype html>\n<html lang="fr"')
    assert browser.get(PATH, params={"q": "x" * 401}).status_code == 422


def test_it_asks_nothing_of_anybody_else(browser: TestClient) -> None:
    answer = browser.get(PATH)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not re.search(r"https?://|<script|<img|<link", answer.text)
    assert "set-cookie" not in answer.headers


def test_it_names_the_landlord_and_is_indicative_and_open_to_another_look(browser: TestClient, house: House) -> None:
    html = browser.get(PATH).text
    assert house.services.backend.landlord.name in html
    assert "À titre indicatif" in html
    assert "un conseiller regarde votre cas" in html
    assert "à confirmer par un conseiller" in html


def test_french_labels_are_marked_as_french_elsewhere(browser: TestClient) -> None:
    html = browser.get(PATH, params={"lang": "tr"}).text
    unnamed = [code for code, label in RULES.labels.items() if "tr" not in label]
    assert html.count('<th scope="row" lang="fr" dir="ltr">') == len(unnamed)


def test_a_danger_is_never_answered_with_a_cost_first(browser: TestClient) -> None:
    [line] = [each for each in lines(browser.get(PATH).text) if ">une odeur de gaz<" in each]
    assert "<strong>sécurité d&#x27;abord, puis : " in line
