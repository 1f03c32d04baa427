"""What is kept of a file, and what is refused, by its content alone."""

import io
import os
import stat
from pathlib import Path

import pytest
from PIL import Image

from backend_client.file_store import FileStore, StoredFile
from hotline import file_checks
from hotline.file_checks import MOST_PIXELS, SIDE, Arrived, FileChecks, FileRefused, sniff
from tests.hotline import upload_files as files


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "attachments")


async def keep(store: FileStore, *contents: bytes) -> list[StoredFile]:
    arrived = []
    for content in contents:
        path = store.incoming()
        path.write_bytes(content)
        arrived.append(Arrived(path, "../../fuite.jpg"))
    return await FileChecks(store).keep_all(arrived)


def kept_files(store: FileStore) -> list[Path]:
    """Every file that was kept, wherever it is."""
    return [path for path in store.root.rglob("*") if path.is_file() and path.parent.name != "incoming"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_a_photo_is_kept_as_a_jpeg(store: FileStore, kind: str) -> None:
    (kept,) = await keep(store, files.photo(kind=kind))
    assert (kept.kind, kept.media_type, kept.width, kept.height) == ("photo", "image/jpeg", 640, 480)
    with Image.open(store.path(kept.name)) as image:
        assert image.format == "JPEG"
        red, blue = image.getpixel((100, 240)), image.getpixel((540, 240))
    assert red[0] > 200 > 60 > red[2]
    assert blue[2] > 200 > 60 > blue[0]
    assert kept.size == store.path(kept.name).stat().st_size


async def test_only_the_service_can_read_what_is_kept(store: FileStore) -> None:
    (kept,) = await keep(store, files.photo())
    path = store.path(kept.name)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, store.root)} == {0o700}
    assert path.parent.parent == store.root
    assert "fuite" not in str(path)


async def test_the_place_and_everything_else_that_hides_in_a_photo_is_gone(store: FileStore) -> None:
    content = files.photo_with_place()
    with Image.open(io.BytesIO(content)) as before:
        assert before.getexif().get_ifd(0x8825)
    (kept,) = await keep(store, content)
    with Image.open(store.path(kept.name)) as image:
        assert dict(image.getexif()) == {}
        assert not {"exif", "icc_profile", "comment", "xmp"} & set(image.info)
    assert b"Essai" not in store.path(kept.name).read_bytes()
    # It was held upright: the quarter turn is in the pixels now.
    assert (kept.width, kept.height) == (480, 640)


async def test_a_large_photo_becomes_smaller(store: FileStore) -> None:
    (kept,) = await keep(store, files.photo(4000, 3000))
    assert (kept.width, kept.height) == (SIDE, SIDE * 3 // 4)


async def test_of_an_animation_the_first_picture_stays(store: FileStore) -> None:
    (kept,) = await keep(store, files.animation())
    with Image.open(store.path(kept.name)) as image:
        assert getattr(image, "n_frames", 1) == 1
        assert image.getpixel((32, 32))[0] > 200


async def test_what_is_transparent_becomes_white(store: FileStore) -> None:
    (kept,) = await keep(store, files.written(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG"))
    with Image.open(store.path(kept.name)) as image:
        assert min(image.getpixel((20, 20))) > 250


async def test_a_document_is_kept_as_it_came(store: FileStore) -> None:
    (kept,) = await keep(store, files.PDF)
    assert (kept.kind, kept.media_type, kept.name[-4:]) == ("document", "application/pdf", ".pdf")
    assert store.path(kept.name).read_bytes() == files.PDF


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (files.EXECUTABLE, "type"),
        (b"<html><script>alert(1)</script></html>", "type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "type"),
        (b"GIF89a" + b"\0" * 100, "type"),
        (files.HEIC, "heic"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 5000, "damaged"),
        (files.photo(kind="PNG")[:600], "damaged"),
        (files.PDF[:-7], "damaged"),
        (files.bomb(), "pixels"),
        # Under the library's own limit of twice as much, over ours.
        (files.bomb(9_000), "pixels"),
    ],
)
async def test_what_is_refused_leaves_nothing(store: FileStore, content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused) as refused:
        await keep(store, content)
    assert refused.value.reason == reason
    assert refused.value.place == 1
    assert kept_files(store) == []


async def test_a_bomb_is_refused_before_it_is_decoded(store: FileStore) -> None:
    """It claims 7.5 GB: its header is believed and no more of it is read."""
    assert len(files.bomb()) < 1000
    before = os.times()
    with pytest.raises(FileRefused) as refused:
        await keep(store, files.bomb())
    after = os.times()
    assert refused.value.facts == {"most": MOST_PIXELS // 1_000_000}
    assert after.children_user - before.children_user < 3


async def test_a_photo_that_is_also_something_else_is_only_a_photo_afterwards(store: FileStore) -> None:
    hidden = b"<?php system($_GET['c']); ?>PK\x03\x04<script>alert(1)</script>"
    (kept,) = await keep(store, files.photo() + hidden)
    assert b"script" not in store.path(kept.name).read_bytes()
    assert b"php" not in store.path(kept.name).read_bytes()


async def test_a_document_that_begins_as_something_else_is_refused(store: FileStore) -> None:
    with pytest.raises(FileRefused) as refused:
        await keep(store, b"<script>alert(1)</script>" + files.PDF)
    assert refused.value.reason == "type"


async def test_all_of_them_or_none(store: FileStore) -> None:
    with pytest.raises(FileRefused) as refused:
        await keep(store, files.photo(), files.PDF, files.EXECUTABLE)
    assert (refused.value.reason, refused.value.place) == ("type", 3)
    assert kept_files(store) == []


async def test_a_worker_that_needs_too_much_memory_ends_alone(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_checks, "MEMORY", 60_000_000)
    with pytest.raises(FileRefused) as refused:
        await keep(store, files.photo(4000, 3000, "PNG"))
    assert refused.value.reason in ("damaged", "pixels")
    assert kept_files(store) == []


async def test_a_worker_that_takes_too_long_is_ended(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_checks, "PATIENCE", 0.0)
    with pytest.raises(FileRefused) as refused:
        await keep(store, files.photo())
    assert refused.value.reason == "pixels"
    assert kept_files(store) == []


def test_the_type_is_in_the_content() -> None:
    assert sniff(files.photo(kind="WEBP")) == "photo"
    assert sniff(files.PDF) == "document"
    with pytest.raises(FileRefused):
        sniff(b"RIFF\x00\x00\x00\x00AVI LIST")


def test_a_name_that_is_not_ours_names_no_file(store: FileStore) -> None:
    for name in ("../secret", "a" * 32 + ".jpg/../../x", "a" * 32 + ".exe", ""):
        with pytest.raises(ValueError, match="kept file"):
            store.path(name)
