"""The page behind a one-time link, over HTTP."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from backend_client import requests
from backend_client.models import Attachment, Contact, Request, RequestEvent, UploadLink
from hotline import upload_page
from hotline.upload_links import link_of
from tests.hotline import upload_files as files
from tests.hotline.conftest import NIGHT, TENANT, House

BOUNDARY = "limit-of-the-tests"
MULTIPART = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}


@pytest.fixture
async def browser(house: House) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.include_router(upload_page.router(house.services))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=house.services.settings.base_url) as client:
        yield client


def a_link(house: House, purpose: str = "photo", **fields: Any) -> str:
    """A fresh link for a new request of the tenant."""
    with house.services.backend.transaction() as s:
        contact = s.scalars(select(Contact).where(Contact.address == TENANT)).one()
        wanted = {"kind": "repair", "channel": "sms", "contact_id": contact.id, "language": "fr"} | fields
        request = requests.open_request(s, now=house.clock.at, **wanted)
        return link_of(house.services.settings, request.id, purpose, house.clock.at)


async def field_of(browser: httpx.AsyncClient, link: str) -> str:
    page = await browser.get(link)
    assert page.status_code == 200
    found = re.search(r'name="field" value="([0-9a-f]+)"', page.text)
    assert found is not None
    return found[1]


async def send(browser: httpx.AsyncClient, link: str, *contents: bytes, **headers: str) -> httpx.Response:
    field = await field_of(browser, link)
    parts = [("file", (f"photo {n}.jpg", content, "image/jpeg")) for n, content in enumerate(contents, 1)]
    return await browser.post(link, data={"field": field}, files=parts, headers=headers)


def rows(house: House) -> list[Attachment]:
    with house.services.backend.reading() as s:
        return list(s.scalars(select(Attachment).order_by(Attachment.id)))


def kept_files(house: House) -> list[str]:
    """Every file under the store, also what only arrived."""
    return [path.name for path in house.services.files.store.root.rglob("*") if path.is_file()]


async def test_photos_and_a_document_are_sent_once(house: House, browser: httpx.AsyncClient) -> None:
    link = a_link(house)
    sent = await send(browser, link, files.photo(), files.PDF)
    assert sent.status_code == 303
    page = await browser.get(sent.headers["location"])
    assert "vos 2 fichiers sont bien arrivés" in page.text
    assert "<form" not in page.text
    first, second = rows(house)
    assert (first.kind, second.kind, first.purpose, first.original_name) == (
        "photo",
        "document",
        "photo",
        "photo 1.jpg",
    )
    assert sorted(kept_files(house)) == sorted([first.stored_name, second.stored_name])
    with house.services.backend.reading() as s:
        link_row = s.scalars(select(UploadLink)).one()
        assert (link_row.files, link_row.used_at, link_row.request_id) == (2, NIGHT, first.request_id)
        assert link.rsplit("/", 1)[1] not in link_row.token_hash
        added = s.scalars(select(RequestEvent).where(RequestEvent.kind == "attachment_added")).all()
        assert [event.data["attachment_id"] for event in added] == [first.id, second.id]
    assert (await browser.post(link, files={"file": files.photo()})).status_code == 200
    assert len(rows(house)) == 2


async def test_the_page_says_what_it_takes_and_allows_nothing_else(house: House, browser: httpx.AsyncClient) -> None:
    page = await browser.get(a_link(house))
    assert 'capture="environment"' in page.text
    assert 'accept="image/jpeg,image/png,image/webp,application/pdf"' in page.text
    assert "12 mois" in page.text
    assert "R-2026-" in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"


async def test_what_is_sensitive_is_not_named_and_kept_less_long(house: House, browser: httpx.AsyncClient) -> None:
    """A link is opened on a phone that others may see."""
    page = await browser.get(a_link(house, "medical_certificate"))
    assert "6 mois" in page.text
    assert "dical" not in page.text


async def test_a_preview_changes_nothing(house: House, browser: httpx.AsyncClient) -> None:
    link = a_link(house)
    for _ in range(3):
        assert (await browser.get(link)).status_code == 200
    with house.services.backend.reading() as s:
        assert s.scalar(select(func.count(UploadLink.id))) == 0
    assert (await send(browser, link, files.photo())).status_code == 303


@pytest.mark.parametrize("language", ["fr", "en", "es", "pt", "tr", "ar"])
async def test_the_page_speaks_the_languages(house: House, browser: httpx.AsyncClient, language: str) -> None:
    page = await browser.get(a_link(house, language=language))
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page.text
    chosen = await browser.get(a_link(house), params={"lang": language})
    assert f'<html lang="{language}"' in chosen.text
    title = house.services.wording.render("upload-page-title", {}, language, "web")
    assert title in chosen.text


async def test_a_forged_link_opens_nothing(house: House, browser: httpx.AsyncClient) -> None:
    link = a_link(house)
    # Not the last sign: two bits of it stand for nothing.
    forged = link[:-2] + ("A" if link[-2] != "A" else "B") + link[-1]
    for address in (forged, "/envoi/x", "/envoi/x.y", "/envoi/" + "A" * 300):
        page = await browser.get(address)
        assert page.status_code == 404
        assert "écrivez-nous PHOTO" in page.text
        assert (await browser.post(address, files={"file": files.photo()})).status_code == 404
    assert rows(house) == []


async def test_a_link_expires(house: House, browser: httpx.AsyncClient) -> None:
    link = a_link(house)
    field = await field_of(browser, link)
    house.clock.at += timedelta(hours=72)
    page = await browser.get(link)
    assert page.status_code == 410
    assert "plus valable" in page.text
    late = await browser.post(link, data={"field": field}, files={"file": files.photo()})
    assert late.status_code == 410
    assert kept_files(house) == []


async def test_nothing_is_taken_for_a_request_that_is_nobodys_any_more(
    house: House, browser: httpx.AsyncClient
) -> None:
    link = a_link(house)
    with house.services.backend.transaction() as s:
        s.scalars(select(Request)).one().contact_id = None
    assert (await browser.get(link)).status_code == 410


@pytest.mark.parametrize(
    ("contents", "status", "said"),
    [
        ((files.EXECUTABLE,), 422, "Fichier 1 : Nous gardons seulement les photos"),
        ((files.photo(), files.HEIC), 422, "Fichier 2 : Cette photo est au format HEIC"),
        ((files.bomb(),), 413, "millions de points"),
        ((files.photo()[:300],), 422, "abîmé"),
        ((b"",), 422, "Aucun fichier"),
        ((files.photo(),) * 11, 413, "10 au plus"),
    ],
)
async def test_a_refusal_says_why_and_keeps_nothing(
    house: House, browser: httpx.AsyncClient, contents: tuple[bytes, ...], status: int, said: str
) -> None:
    link = a_link(house)
    refused = await send(browser, link, *contents)
    assert refused.status_code == status
    assert said in refused.text
    assert "Rien n&#x27;a été gardé" in refused.text
    assert (rows(house), kept_files(house)) == ([], [])
    # The link is as good as before.
    assert (await send(browser, link, files.photo())).status_code == 303


async def test_a_form_in_which_nothing_was_chosen_says_so(house: House, browser: httpx.AsyncClient) -> None:
    link = a_link(house)
    empty = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n'.encode()
    good, end = part("field", await field_of(browser, link)), f"--{BOUNDARY}--\r\n".encode()
    refused = await browser.post(link, content=b"\r\n".join([good, empty, empty, end]), headers=MULTIPART)
    assert refused.status_code == 422
    assert "Aucun fichier" in refused.text


async def test_a_refusal_is_in_the_language_of_the_tenant(house: House, browser: httpx.AsyncClient) -> None:
    refused = await send(browser, a_link(house, language="en"), files.EXECUTABLE)
    assert "We only keep photos" in refused.text


def part(name: str, value: str = "", filename: str = "") -> bytes:
    named = f'; filename="{filename}"' if filename else ""
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n{value}'.encode()


async def test_two_hundred_megabytes_are_cut_off_while_they_are_read(house: House, browser: httpx.AsyncClient) -> None:
    link = a_link(house)
    before = part("field", await field_of(browser, link)) + b"\r\n" + part("file", filename="vacances.jpg")
    body = files.Lazy(200_000_000, before, f"\r\n--{BOUNDARY}--\r\n".encode())
    refused = await browser.post(link, content=body, headers=MULTIPART)
    assert refused.status_code == 413
    assert "15 Mo au plus" in refused.text
    assert 15_000_000 < body.read < 16_000_000
    assert (rows(house), kept_files(house)) == ([], [])


async def test_what_says_itself_that_it_is_too_large_is_not_read_at_all(
    house: House, browser: httpx.AsyncClient
) -> None:
    link = a_link(house)
    body = files.Lazy(200_000_000)
    refused = await browser.post(link, content=body, headers={**MULTIPART, "content-length": "200000000"})
    assert (refused.status_code, body.read) == (413, 0)


@pytest.mark.parametrize("forgery", ["no field", "wrong field", "field after the file", "another site", "no form"])
async def test_only_the_page_itself_can_send(house: House, browser: httpx.AsyncClient, forgery: str) -> None:
    link = a_link(house)
    good, photo = part("field", await field_of(browser, link)), part("file", "\xff\xd8\xff", "a.jpg")
    end = f"--{BOUNDARY}--\r\n".encode()
    orders = {
        "no field": [photo],
        "wrong field": [part("field", "0" * 64), photo],
        "field after the file": [photo, good],
    }
    body = b"\r\n".join([*orders.get(forgery, [good, photo]), end])
    headers = dict(MULTIPART)
    if forgery == "another site":
        headers["sec-fetch-site"] = "cross-site"
    if forgery == "no form":
        headers["content-type"] = "application/octet-stream"
    refused = await browser.post(link, content=body, headers=headers)
    assert refused.status_code == 403
    assert (rows(house), kept_files(house)) == ([], [])


async def test_a_form_that_is_cut_off_keeps_nothing(house: House, browser: httpx.AsyncClient) -> None:
    link = a_link(house)
    body = part("field", await field_of(browser, link)) + b"\r\n" + part("file", "half", "a.jpg")
    assert (await browser.post(link, content=body, headers=MULTIPART)).status_code == 403
    assert kept_files(house) == []


async def test_of_two_sendings_at_once_one_is_kept(house: House, browser: httpx.AsyncClient) -> None:
    link = a_link(house)
    field = await field_of(browser, link)
    page = upload_page._Doors(house.services)
    upload, _ = page._open(link.rsplit("/", 1)[1], "")
    assert upload is not None
    # Both were let in before either was written.
    assert (await browser.post(link, data={"field": field}, files={"file": files.photo()})).status_code == 303
    request = upload_page.Request({"type": "http", "method": "POST", "headers": [], "query_string": b""})
    body = part("field", field) + b"\r\n" + part("file", "", "a.pdf") + files.PDF + f"\r\n--{BOUNDARY}--\r\n".encode()
    request.scope["headers"] = [(b"content-type", MULTIPART["content-type"].encode())]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    request._receive = receive
    assert await page._taken(request, upload, field) is None
    assert len(rows(house)) == 1
    assert kept_files(house) == [rows(house)[0].stored_name]


async def test_a_crash_before_the_row_leaves_a_file_that_is_swept(
    house: House, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = a_link(house)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(upload_page._Doors, "_write", killed)
    monkeypatch.setattr(house.services.files, "discard", lambda _: None)
    with pytest.raises(KeyboardInterrupt):
        await send(browser, link, files.photo())
    monkeypatch.undo()
    assert (len(kept_files(house)), rows(house)) == (1, [])
    # Nothing was half done: the same link takes the same photo.
    assert (await send(browser, link, files.photo())).status_code == 303
    house.schedule.begin()
    await house.wait(days=30)
    assert kept_files(house) == [rows(house)[0].stored_name]


async def test_a_private_request_makes_its_files_sensitive(house: House, browser: httpx.AsyncClient) -> None:
    await send(browser, a_link(house, private=True), files.photo())
    assert [row.sensitive for row in rows(house)] == [True]


async def test_a_request_that_is_full_says_so(
    house: House, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend_client.attachments.MOST_PER_REQUEST", 1)
    refused = await send(browser, a_link(house), files.photo(), files.photo())
    assert refused.status_code == 413
    assert "déjà beaucoup de fichiers" in refused.text
    assert (rows(house), kept_files(house)) == ([], [])
    with house.services.backend.reading() as s:
        assert s.scalars(select(UploadLink)).all() == []
        assert s.scalar(select(func.count(Request.id))) == 1


async def test_a_request_that_is_erased_while_files_are_on_their_way_keeps_none(
    house: House, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, keep_all = a_link(house), house.services.files.keep_all

    async def erased_meanwhile(arrived: Any) -> Any:
        with house.services.backend.transaction() as s:
            s.scalars(select(Request)).one().contact_id = None
        return await keep_all(arrived)

    monkeypatch.setattr(house.services.files, "keep_all", erased_meanwhile)
    assert (await send(browser, link, files.photo())).status_code == 303
    assert (await browser.get(link)).status_code == 410
    assert (rows(house), kept_files(house)) == ([], [])
