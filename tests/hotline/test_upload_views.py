"""What staff are shown of the files, and what is noted of it."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from backend_client import attachments, incidents, requests
from backend_client.attachments import Origin
from backend_client.file_store import StoredFile
from backend_client.models import AccessLog, Attachment
from hotline import staff_html, upload_views
from hotline.desk import auth
from hotline.desk.auth import Staff
from hotline.file_checks import Arrived
from tests.hotline import upload_files as files
from tests.hotline.conftest import House

STAFF = {
    "adviser": Staff(1, "Ada", "adviser", ("rental",)),
    "other": Staff(2, "Max", "adviser", ("technical",)),
    "supervisor": Staff(3, "Sam", "supervisor", ()),
    "auditor": Staff(4, "Ali", "auditor", ()),
}


async def a_file(house: House, content: bytes = b"", purpose: str = "photo", private: bool = False) -> int:
    path = house.services.files.store.incoming()
    path.write_bytes(content or files.photo())
    (kept,) = await house.services.files.keep_all([Arrived(path)])
    with house.services.backend.transaction() as s:
        request = requests.open_request(
            s, kind="repair", channel="sms", contact_id=None, now=house.clock.at, team="rental", private=private
        )
        origin = Origin("tenant", purpose, original_name='a".html')
        return attachments.add(s, request, kept, origin, house.clock.at).id


@pytest.fixture
async def desk(house: House, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    """The route, with whoever the header names signed in."""
    monkeypatch.setattr(auth, "current", lambda request: STAFF.get(request.headers.get("x-test-staff", "")))
    app = FastAPI()
    app.state.services = house.services
    app.include_router(upload_views.router())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8080") as client:
        yield client


async def open_as(desk: httpx.AsyncClient, who: str, attachment_id: int) -> httpx.Response:
    return await desk.get(f"/desk/attachments/{attachment_id}", headers={"x-test-staff": who})


def log_of(house: House) -> list[tuple[str, str, int]]:
    with house.services.backend.reading() as s:
        return [(row.who, row.subject_kind, row.subject_id) for row in s.scalars(select(AccessLog))]


async def test_a_photo_is_shown_to_staff_and_noted(house: House, desk: httpx.AsyncClient) -> None:
    number = await a_file(house)
    shown = await open_as(desk, "adviser", number)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert shown.content.startswith(b"\xff\xd8\xff")
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert shown.headers["cache-control"] == "no-store"
    assert "sandbox" in shown.headers["content-security-policy"]
    disposition = shown.headers["content-disposition"]
    assert disposition.startswith("inline")
    assert "html" not in disposition
    assert log_of(house) == [("account:1", "attachment", number)]


async def test_a_document_is_only_downloaded(house: House, desk: httpx.AsyncClient) -> None:
    shown = await open_as(desk, "adviser", await a_file(house, files.PDF, "letter"))
    assert shown.headers["content-type"] == "application/pdf"
    assert shown.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("who", "purpose", "private", "status"),
    [
        ("adviser", "medical_certificate", False, 200),
        ("other", "medical_certificate", False, 403),
        ("supervisor", "medical_certificate", False, 200),
        ("other", "photo", False, 200),
        ("other", "photo", True, 403),
        ("auditor", "photo", False, 403),
        ("nobody", "photo", False, 303),
    ],
)
async def test_only_who_needs_it_sees_it(
    house: House, desk: httpx.AsyncClient, who: str, purpose: str, private: bool, status: int
) -> None:
    number = await a_file(house, purpose=purpose, private=private)
    assert (await open_as(desk, who, number)).status_code == status
    assert len(log_of(house)) == (1 if status == 200 else 0)


async def test_what_was_deleted_is_gone(house: House, desk: httpx.AsyncClient) -> None:
    number = await a_file(house)
    with house.services.backend.transaction() as s:
        attachments.delete(s, house.services.files.store, s.get_one(Attachment, number), "erasure", house.clock.at)
    assert (await open_as(desk, "adviser", number)).status_code == 410
    assert (await open_as(desk, "adviser", 999)).status_code == 404
    assert log_of(house) == []


def test_a_technician_is_told_how_many_there_are_but_not_of_the_sensitive_ones(house: House) -> None:
    with house.services.backend.transaction() as s:
        request = requests.open_request(s, kind="repair", channel="sms", contact_id=None, now=house.clock.at)
        for number, purpose in enumerate(("photo", "letter", "income")):
            name = f"{number:032x}.jpg"
            file = StoredFile(name, "photo", "image/jpeg", 1, "0" * 64, 1, 1)
            attachments.add(s, request, file, Origin("tenant", purpose), house.clock.at)
        incident = incidents.report(s, request, "technical", house.clock.at).incident
        html = staff_html.Html(house.services)
        staff_html._place(s, house.services, html, incident, door=False)
        assert "<dt>Photos et documents reçus</dt><dd>2</dd>" in html.whole("Intervention")
