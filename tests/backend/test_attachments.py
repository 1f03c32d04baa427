"""Rows and files of what tenants send: one never outlives the other for long, and both end on time."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from backend_client import attachments, requests
from backend_client.attachments import Origin, months_after
from backend_client.database import Database
from backend_client.file_store import FileStore, StoredFile
from backend_client.models import Attachment, Request, RequestEvent, UploadLink
from tests.backend.builders import DAY, LANDLORD, NIGHT, a_contact, a_home, a_request, a_tenant

YEAR = timedelta(days=366)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return attachments.store_in(tmp_path)


def a_file(store: FileStore, content: bytes = b"photo") -> StoredFile:
    path = store.incoming()
    path.write_bytes(content)
    return StoredFile(store.keep(path, "jpg"), "photo", "image/jpeg", len(content), "0" * 64, 10, 10)


def a_link(request: Request, digest: str = "a" * 64) -> UploadLink:
    times = {"issued_at": NIGHT, "expires_at": NIGHT + timedelta(days=3), "used_at": NIGHT}
    return UploadLink(token_hash=digest, request_id=request.id, purpose="photo", max_files=10, files=1, **times)


def test_a_file_gets_its_row_and_its_line_in_the_history(db: Database, store: FileStore) -> None:
    with db.transaction() as s:
        request = a_request(s)
        name = "../../etc/passwd"
        row = attachments.add(s, request, a_file(store), Origin("tenant", "photo", original_name=name), NIGHT)
        event = s.scalars(select(RequestEvent).where(RequestEvent.kind == "attachment_added")).one()
        assert event.data == {"attachment_id": row.id, "file_kind": "photo", "purpose": "photo"}
        assert store.path(row.stored_name).read_bytes() == b"photo"
        assert store.root in store.path(row.stored_name).resolve().parents
        assert (row.original_name, row.sensitive, row.by) == (name, False, "tenant")


@pytest.mark.parametrize(
    ("purpose", "private", "sensitive"),
    [("photo", False, False), ("medical_certificate", False, True), ("photo", True, True), ("income", False, True)],
)
def test_what_is_sensitive(db: Database, store: FileStore, purpose: str, private: bool, sensitive: bool) -> None:
    with db.transaction() as s:
        request = a_request(s, private=private)
        row = attachments.add(s, request, a_file(store), Origin("tenant", purpose), NIGHT)
        assert row.sensitive is sensitive
        assert attachments.count_of(s, request) == 1
        assert attachments.count_of(s, request, sensitive=False) == (0 if sensitive else 1)


def test_a_link_is_used_once_and_its_second_use_undoes_nothing_else(db: Database, store: FileStore) -> None:
    with db.transaction() as s:
        request = a_request(s)
        attachments.use_link(s, a_link(request))
    with db.transaction() as s:
        again = a_request(s)
        with pytest.raises(attachments.LinkUsed):
            attachments.use_link(s, a_link(again))
        reference = again.reference
    with db.reading() as s:
        assert requests.request_by_reference(s, reference) is not None
        used = attachments.used_link(s, "a" * 64)
        assert used is not None
        assert used.request_id == request.id


def test_a_request_has_only_so_many_files(
    sqlite_db: Database, store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MOST_PER_REQUEST", 2)
    with sqlite_db.transaction() as s:
        request = a_request(s)
        for _ in range(2):
            attachments.add(s, request, a_file(store), Origin("tenant", "photo"), NIGHT)
        with pytest.raises(attachments.TooMany):
            attachments.add(s, request, a_file(store), Origin("tenant", "photo"), NIGHT)


def test_a_file_goes_with_the_commit_that_deletes_it_and_stays_without(db: Database, store: FileStore) -> None:
    with db.transaction() as s:
        row = attachments.add(s, a_request(s), a_file(store), Origin("tenant", "photo", original_name="x"), NIGHT)
        path, row_id = store.path(row.stored_name), row.id
    with pytest.raises(RuntimeError), db.transaction() as s:
        attachments.delete(s, store, s.get_one(Attachment, row_id), "adviser:a", NIGHT)
        raise RuntimeError
    assert path.exists()
    with db.transaction() as s:
        attachments.delete(s, store, s.get_one(Attachment, row_id), "adviser:a", NIGHT)
        assert path.exists()
    assert not path.exists()
    with db.reading() as s:
        row = s.get_one(Attachment, row_id)
        assert (row.deleted_at, row.original_name) == (NIGHT, "")
        assert attachments.of_request(s, s.get_one(Request, row.request_id)) == []


def aged(path: Path, days: float) -> None:
    at = NIGHT.timestamp() - days * 86_400
    os.utime(path, (at, at))


def test_a_crash_between_a_file_and_its_row_leaves_nothing_for_long(db: Database, store: FileStore) -> None:
    """Whole files without a row and halves of files are swept; what is young may still get its row."""
    with db.transaction() as s:
        row = attachments.add(s, a_request(s), a_file(store), Origin("tenant", "photo"), NIGHT)
        kept, orphan, young, half = store.path(row.stored_name), store.path(a_file(store).name), *_two(store)
        for path, days in ((kept, 30), (orphan, 3), (young, 1), (half, 3)):
            aged(path, days)
        assert attachments.sweep(s, store, NIGHT) == 2
    assert [path.exists() for path in (kept, orphan, young, half)] == [True, False, True, False]


def _two(store: FileStore) -> tuple[Path, Path]:
    return store.path(a_file(store).name), store.incoming()


def test_a_file_whose_deletion_a_crash_interrupted_is_swept(db: Database, store: FileStore) -> None:
    with db.transaction() as s:
        row = attachments.add(s, a_request(s), a_file(store), Origin("tenant", "photo"), NIGHT)
        row.deleted_at = NIGHT
        path = store.path(row.stored_name)
        aged(path, 3)
        attachments.sweep(s, store, NIGHT)
    assert not path.exists()


def test_files_end_so_many_months_after_their_request(db: Database, store: FileStore) -> None:
    """12 months, 6 for what is sensitive; as long as the request is open they stay."""
    closed = datetime(2026, 8, 31, 10, 0, tzinfo=UTC)
    with db.transaction() as s:
        request, open_one = a_request(s, status="closed", closed_at=closed), a_request(s)
        rows = {
            purpose: attachments.add(s, request, a_file(store), Origin("tenant", purpose), DAY)
            for purpose in ("photo", "medical_certificate")
        }
        stays = attachments.add(s, open_one, a_file(store), Origin("tenant", "photo"), DAY)
        sensitive, plain = rows["medical_certificate"], rows["photo"]
        february = datetime(2027, 2, 28, 10, 0, tzinfo=UTC)
        assert attachments.expire(s, store, LANDLORD, february - timedelta(minutes=1)) == 0
        assert (sensitive.expires_at, plain.expires_at) == (february, datetime(2027, 8, 31, 10, 0, tzinfo=UTC))
        assert attachments.expire(s, store, LANDLORD, february) == 1
        assert sensitive.deleted_at == february
        assert attachments.expire(s, store, LANDLORD, closed + YEAR) == 1
        assert (plain.deleted_at, stays.deleted_at, stays.expires_at) == (closed + YEAR, None, None)
    assert [store.path(row.stored_name).exists() for row in (sensitive, plain, stays)] == [False, False, True]


def test_a_request_that_is_opened_again_keeps_its_files(sqlite_db: Database, store: FileStore) -> None:
    with sqlite_db.transaction() as s:
        request = a_request(s, status="closed", closed_at=NIGHT)
        row = attachments.add(s, request, a_file(store), Origin("tenant", "photo"), NIGHT)
        attachments.expire(s, store, LANDLORD, NIGHT)
        assert row.expires_at is not None
        request.status, request.closed_at = "qualified", None
        assert attachments.expire(s, store, LANDLORD, NIGHT + 2 * YEAR) == 0
        assert row.expires_at is None


def test_what_came_with_a_mere_contact_ends_after_its_last_event(sqlite_db: Database, store: FileStore) -> None:
    with sqlite_db.transaction() as s:
        row = attachments.add(s, a_request(s, kind="contact"), a_file(store), Origin("tenant", "photo"), NIGHT)
        assert attachments.expire(s, store, LANDLORD, months_after(NIGHT, 12) - timedelta(seconds=1)) == 0
        assert attachments.expire(s, store, LANDLORD, months_after(NIGHT, 12)) == 1
        assert row.deleted_at is not None


def test_erasure_finds_a_person_by_request_and_by_contact(db: Database, store: FileStore) -> None:
    with db.transaction() as s:
        nora = a_tenant(s, "Nora", "Essai", a_home(s))
        theirs = [a_request(s, person_id=nora.id), a_request(s, contact=a_contact(s, 1, nora))]
        other = a_request(s, contact=a_contact(s, 2))
        rows = [attachments.add(s, each, a_file(store), Origin("tenant", "photo"), NIGHT) for each in (*theirs, other)]
        assert attachments.erase_for_person(s, store, nora.id, "erasure", NIGHT) == 2
    assert [store.path(row.stored_name).exists() for row in rows] == [False, False, True]


@pytest.mark.parametrize(
    ("months", "day"), [(1, (2026, 12, 31)), (3, (2027, 2, 28)), (12, (2027, 11, 30)), (15, (2028, 2, 29))]
)
def test_months_end_on_a_day_that_there_is(months: int, day: tuple[int, int, int]) -> None:
    at = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
    expected = (day[0], day[1], min(day[2], 30))
    assert (months_after(at, months).date().timetuple()[:3], months_after(at, months).hour) == (expected, 8)
