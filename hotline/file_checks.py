"""What a file that arrived really is, by its content and never by its name, and whether it may be kept.

JPEG, PNG and WebP are re-encoded (``hotline/photo_worker.py``); a PDF is kept as it came and only ever served as a
download. Anything else is refused, with the reason as a key of the catalogue.
"""

import asyncio
import contextlib
import hashlib
import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend_client.attachments import DOCUMENT, PHOTO
from backend_client.file_store import FileStore, StoredFile
from hotline import photo_worker

log = logging.getLogger(__name__)

# The longer side of a kept photo, in pixels: enough to read a boiler's label.
SIDE = 2560
# More pixels than the cameras of ordinary telephones have; decoded, it is 200 MB.
MOST_PIXELS = 64_000_000
# What a photo may take to be re-encoded: bytes of memory, seconds of processor time and of waiting.
MEMORY, PROCESSOR_SECONDS, PATIENCE = 1_000_000_000, 20, 30.0
# Photos re-encoded at the same time by this process.
AT_ONCE = 2
_HEAD = 4096
# A PDF ends with this mark, within so many bytes of its end (ISO 32000-1, annex H.3 of readers' practice).
_PDF_END, _PDF_TAIL = b"%%EOF", 1024
# The brands of an ISO media file that is a photo of a newer telephone (ISO/IEC 23008-12; AVIF 1.1).
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"})

REASONS = ("size", "type", "heic", "pixels", "damaged", "empty", "many", "full")


class FileRefused(Exception):
    """A file that is not kept. ``key`` is the reason's text, ``facts`` what it names, ``place`` which file (from 1)."""

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts
        self.place = 0

    @property
    def key(self) -> str:
        return f"upload-refused-{self.reason}"


@dataclass(frozen=True)
class Arrived:
    """A file that arrived whole and is not kept yet. ``name``: what its sender calls it."""

    path: Path
    name: str = ""


def sniff(head: bytes) -> str:
    """``photo`` or ``document`` by a file's first bytes. :raises FileRefused: it is neither"""
    if not head:
        raise FileRefused("empty")
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return PHOTO
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        raise FileRefused("heic")
    if head.startswith(b"%PDF-1.") or head.startswith(b"%PDF-2."):
        return DOCUMENT
    raise FileRefused("type")


class FileChecks:
    """Checks and keeps files; at most :data:`AT_ONCE` photos are decoded at the same time."""

    def __init__(self, store: FileStore) -> None:
        self.store = store
        self._at_once = asyncio.Semaphore(AT_ONCE)

    async def keep_all(self, arrived: Sequence[Arrived]) -> list[StoredFile]:
        """Keep all of them or none. :raises FileRefused: the first that is refused; nothing is kept"""
        kept: list[StoredFile] = []
        try:
            for place, each in enumerate(arrived, 1):
                try:
                    kept.append(await self._keep(each.path))
                except FileRefused as refused:
                    refused.place = place
                    raise
        except BaseException:
            self.discard(kept)
            raise
        return kept

    def discard(self, kept: Sequence[StoredFile]) -> None:
        """Take back what was kept: it gets no row."""
        for each in kept:
            self.store.remove(each.name)

    async def _keep(self, arrived: Path) -> StoredFile:
        head = await asyncio.to_thread(_head, arrived)
        if sniff(head) == DOCUMENT:
            return await asyncio.to_thread(self._keep_document, arrived)
        result = await asyncio.to_thread(self.store.incoming)
        try:
            async with self._at_once:
                shape = await _reencode(arrived, result)
            return await asyncio.to_thread(self._keep_photo, result, shape)
        finally:
            result.unlink(missing_ok=True)

    def _keep_document(self, arrived: Path) -> StoredFile:
        size = arrived.stat().st_size
        with arrived.open("rb") as file:
            file.seek(max(0, size - _PDF_TAIL))
            if _PDF_END not in file.read():
                raise FileRefused("damaged")
        digest = _sha256(arrived)
        return StoredFile(self.store.keep(arrived, "pdf"), DOCUMENT, "application/pdf", size, digest)

    def _keep_photo(self, result: Path, shape: dict[str, int]) -> StoredFile:
        size, digest = result.stat().st_size, _sha256(result)
        name = self.store.keep(result, "jpg")
        return StoredFile(name, PHOTO, "image/jpeg", size, digest, shape["width"], shape["height"])


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


async def _reencode(arrived: Path, result: Path) -> dict[str, int]:
    """Run the worker: isolated from our environment, which holds secrets.

    :raises FileRefused: what the worker says; one that dies or takes too long met a file that does that on purpose
    """
    limits = (MOST_PIXELS, SIDE, MEMORY, PROCESSOR_SECONDS)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(Path(photo_worker.__file__)),
        str(arrived),
        str(result),
        *(str(each) for each in limits),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    except TimeoutError:
        log.warning("a photo took longer than %s s to be re-encoded", PATIENCE)
        raise FileRefused("pixels", most=MOST_PIXELS // 1_000_000) from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            if process.returncode is None:
                process.kill()
                await process.wait()
    if process.returncode != 0:
        log.warning("re-encoding a photo ended with code %s", process.returncode)
        raise FileRefused("damaged")
    told: dict[str, Any] = json.loads(said)
    if "refused" in told:
        raise FileRefused(
            told["refused"], **({"most": MOST_PIXELS // 1_000_000} if told["refused"] == "pixels" else {})
        )
    return told
