"""Files that tenants send, and files that nobody should: made here, none is kept in the repository."""

import io
import struct
import zlib
from collections.abc import AsyncIterator

from PIL import Image

EXECUTABLE = b"MZ\x90\x00" + b"\x00" * 2000
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 500
# Paris, as a camera writes it; the make of the camera; "turn me a quarter".
_GPS, _MAKE, _ORIENTATION = 0x8825, 0x010F, 0x0112


def photo(width: int = 640, height: int = 480, kind: str = "JPEG", mode: str = "RGB") -> bytes:
    """A photo whose left half is red and whose right half is blue."""
    image = Image.new(mode, (width, height), "blue")
    image.paste(Image.new(mode, (width // 2, height), "red"), (0, 0))
    return written(image, kind)


def written(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)  # type: ignore[arg-type]
    return file.getvalue()


def photo_with_place() -> bytes:
    """A photo with the place, the camera and the way it was held in its metadata."""
    exif = Image.Exif()
    exif[_MAKE], exif[_ORIENTATION] = "Appareil de l'Essai", 6
    exif.get_ifd(_GPS).update({1: "N", 2: (48.0, 51.0, 24.0), 3: "E", 4: (2.0, 21.0, 7.0)})
    return written(Image.new("RGB", (640, 480), "green"), "JPEG", exif=exif)


def animation() -> bytes:
    """A WebP of two pictures, red then blue."""
    first, second = Image.new("RGB", (64, 64), "red"), Image.new("RGB", (64, 64), "blue")
    return written(first, "WEBP", save_all=True, append_images=[second], duration=100)


def bomb(side: int = 50_000) -> bytes:
    """A small PNG that claims ``side`` by ``side`` pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100_000)) + chunk(b"IEND", b"")


class Lazy:
    """A body of so many bytes that is made while it is read, and counts what was read of it."""

    def __init__(self, size: int, before: bytes = b"", after: bytes = b"", first: bytes = b"\xff\xd8\xff\xe0") -> None:
        self._size, self._before, self._after, self._first = size, before, after, first
        self.read = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._before + self._first
        while self.read < self._size:
            self.read += 65_536
            yield b"\0" * 65_536
        yield self._after
