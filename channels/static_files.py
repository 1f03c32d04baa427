"""A folder of public files, served with an ETag: a page asks again and gets 304 until the file changes."""

import hashlib
from pathlib import Path

from fastapi import Request, Response

_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
}


class StaticFiles:
    """The files of one folder, read once. Nothing outside it can be named: only names found there exist.

    The modules of a page import one another, so all of them are revalidated on each load: an upgrade never
    mixes an old module with a new one.
    """

    def __init__(self, folder: Path) -> None:
        self._files = {
            file.name: (file.read_bytes(), _TYPES[file.suffix])
            for file in sorted(folder.iterdir())
            if file.suffix in _TYPES
        }

    def response(self, request: Request, name: str, headers: dict[str, str] | None = None) -> Response:
        """The file, 304 when the caller has it already, or 404."""
        if name not in self._files:
            return Response(status_code=404)
        body, media_type = self._files[name]
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        kept = {
            "ETag": etag,
            "Cache-Control": "public, no-cache",
            "X-Content-Type-Options": "nosniff",
            **(headers or {}),
        }
        if etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=kept)
        return Response(body, media_type=media_type, headers=kept)
