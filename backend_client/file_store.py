"""Files under random names in a folder of their own, readable by the service only (0700, 0600).

A file is whole or absent: it is written aside, flushed to disk and renamed. Names never come from a sender.
"""

import os
import re
import secrets
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{32}\.(jpg|pdf)")
_INCOMING = "incoming"


@dataclass(frozen=True)
class StoredFile:
    """A file that was checked and kept. ``size`` in bytes; ``width`` and ``height`` in pixels, None for a document."""

    name: str
    kind: str
    media_type: str
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True)
class FileStore:
    """The files under ``root``, spread over 256 folders by the first two characters of their names."""

    root: Path

    def incoming(self) -> Path:
        """A new, empty file for what is arriving; it is not kept until :meth:`keep`."""
        folder = self._folder(_INCOMING)
        path = folder / secrets.token_hex(16)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        return path

    def keep(self, arrived: Path, extension: str) -> str:
        """Move a file that has arrived to its place. Returns its name; after this it survives a loss of power."""
        name = f"{secrets.token_hex(16)}.{extension}"
        folder = self._folder(name[:2])
        arrived.chmod(0o600)
        _flush(arrived)
        arrived.rename(folder / name)
        _flush(folder)
        return name

    def path(self, name: str) -> Path:
        """Where the file of a name is. :raises ValueError: it is no name of ours"""
        if not _NAME.fullmatch(name):
            raise ValueError("not the name of a kept file")
        return self.root / name[:2] / name

    def remove(self, name: str) -> None:
        """Delete a file; one that is gone already stays gone."""
        self.path(name).unlink(missing_ok=True)

    def sweep(self, living: Set[str], before: datetime) -> int:
        """Delete files that no living row names and that were written before; returns how many.

        Younger ones may still get their row.
        """
        swept = 0
        for path in self._files():
            if path.name not in living and path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)
                swept += 1
        return swept

    def _files(self) -> Iterator[Path]:
        for folder in sorted(self.root.iterdir()) if self.root.is_dir() else ():
            yield from sorted(path for path in folder.iterdir() if path.is_file())

    def _folder(self, name: str) -> Path:
        folder = self.root / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.root.chmod(0o700)
        return folder


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
