"""Files as they arrive, written aside while they are read: what is too large is refused in the middle, not afterwards.

Two forms: a page's multipart form (RFC 7578), and a bare body, which the web chat and a download are.
"""

import asyncio
import hmac
from collections.abc import AsyncIterator
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from backend_client.file_store import FileStore
from hotline.file_checks import Arrived, FileRefused

# A form's fields are a few short codes; a file's name longer than this is cut.
_MOST_FIELD, _MOST_FIELDS, _MOST_NAME = 1000, 8, 120


class Malformed(Exception):
    """A body that is no form of ours."""


class Arrivals:
    """Files on their way in. As a context it deletes what was not moved to its place when it is left.

    :param most_bytes: of one file
    :param most_files: at a time
    """

    def __init__(self, store: FileStore, most_bytes: int, most_files: int) -> None:
        self._store, self._most_bytes, self._most_files = store, most_bytes, most_files
        self.files: list[Arrived] = []
        self._open: BinaryIO | None = None
        self._size = 0

    def __enter__(self) -> "Arrivals":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._open is not None:
            self._open.close()
        for each in self.files:
            each.path.unlink(missing_ok=True)

    def begin(self, name: str = "") -> None:
        """:raises FileRefused: too many"""
        if len(self.files) == self._most_files:
            raise FileRefused("many", most=self._most_files)
        path = self._store.incoming()
        self.files.append(Arrived(path, name[:_MOST_NAME]))
        self._open, self._size = path.open("wb"), 0

    def write(self, data: bytes) -> None:
        """:raises FileRefused: the file is larger than it may be"""
        self._size += len(data)
        if self._size > self._most_bytes:
            refused = FileRefused("size", most=self._most_bytes // 1_000_000)
            refused.place = len(self.files)
            raise refused
        if self._open is not None:
            self._open.write(data)

    def end(self) -> None:
        """A field for a file in which nobody chose one sends an empty file without a name: it is none."""
        if self._open is None:
            return
        self._open.close()
        self._open = None
        if self._size == 0 and not self.files[-1].name:
            self.files.pop().path.unlink(missing_ok=True)

    async def body(self, chunks: AsyncIterator[bytes]) -> Path:
        """One file that is the whole body. :raises FileRefused: too large"""
        self.begin("-")
        async for chunk in chunks:
            await asyncio.to_thread(self.write, chunk)
        self.end()
        return self.files[0].path

    async def form(self, content_type: str, chunks: AsyncIterator[bytes], field: str, expected: str) -> None:
        """The files of a multipart form whose first field has to be the expected one: nothing is written before.

        :raises FileRefused: too large, too many
        :raises Malformed: no form, or without that field
        """
        form = _Form(self, field, expected)
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or b"boundary" not in options:
            raise Malformed("not a multipart form")
        try:
            parser = MultipartParser(options[b"boundary"], form.callbacks())
            async for chunk in chunks:
                await asyncio.to_thread(parser.write, chunk)
            parser.finalize()
        except FormParserError as error:
            raise Malformed("a damaged form") from error
        form.check()


class _Form:
    """The parts of one form, as the parser comes across them."""

    def __init__(self, into: Arrivals, field: str, expected: str) -> None:
        self._into, self._field, self._expected = into, field, expected
        self._header, self._value, self._headers = b"", b"", dict[bytes, bytes]()
        self._is_file, self._name, self._text = False, "", b""
        self._fields = 0
        self._proven = self._whole = False

    def callbacks(self) -> Any:
        """What the parser calls, by its names."""
        names = (
            "part_begin",
            "part_data",
            "part_end",
            "header_field",
            "header_value",
            "header_end",
            "headers_finished",
        )
        return {f"on_{name}": getattr(self, f"_{name}") for name in (*names, "end")}

    def check(self) -> None:
        """:raises Malformed: the form was cut off, or lacks its field"""
        if not (self._whole and self._proven):
            raise Malformed("an incomplete form")

    def _part_begin(self) -> None:
        self._headers, self._text = {}, b""

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header = self._value = b""

    def _headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._name = options.get(b"name", b"").decode("utf-8", "replace")
        self._is_file = b"filename" in options
        if self._is_file:
            if not self._proven:
                raise Malformed("a file before the form's own field")
            self._into.begin(options[b"filename"].decode("utf-8", "replace").replace("\0", ""))
            return
        self._fields += 1
        if self._fields > _MOST_FIELDS:
            raise Malformed("too many fields")

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self._into.write(data[start:end])
            return
        self._text += data[start:end]
        if len(self._text) > _MOST_FIELD:
            raise Malformed("a field that is too long")

    def _part_end(self) -> None:
        if self._is_file:
            self._into.end()
        elif self._name == self._field:
            self._proven = hmac.compare_digest(self._text, self._expected.encode())

    def _end(self) -> None:
        self._whole = True
