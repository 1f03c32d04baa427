"""The spool: where inbound messages wait when the database cannot be written."""

import hashlib
import json
import logging
import os
from collections.abc import Collection, Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from channels.base import Inbound

log = logging.getLogger(__name__)


class Spool:
    """One small file a message, written whole or not at all (write, sync, rename).

    :raises OSError: from the constructor, when the folder cannot be written: the start is refused
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_text("")
        probe.unlink()
        self._folder = folder

    def put(self, message: Inbound, received_at: str, carded: bool) -> None:
        """Keep a message. ``carded``: its safety card already left. Kept again, it is the same file."""
        body = {
            "message": asdict(message),
            "received_at": received_at,
            "carded": carded,
        }
        waiting = next(self._folder.glob(_pattern(message)), None)
        name = waiting.name if waiting else f"{received_at.replace(':', '')}-{_digest(message)}.json"
        temporary = self._folder / f".{name}"
        with temporary.open("w", encoding="utf-8") as handle:
            json.dump(body, handle)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.rename(self._folder / name)

    def holds(self, message: Inbound) -> bool:
        """Whether a copy of it is waiting."""
        return next(self._folder.glob(_pattern(message)), None) is not None

    def forget(self, addresses: Collection[str]) -> int:
        """Delete what came from these addresses, also what could not be read. Returns how many files."""
        gone = 0
        for file in self._folder.glob("[!.]*.json*"):
            text = file.read_text(encoding="utf-8", errors="replace")
            if any(json.dumps(address) in text for address in addresses):
                file.unlink(missing_ok=True)
                gone += 1
        return gone

    def waiting(self) -> Iterator[tuple[Path, Inbound, str, bool]]:
        """The messages in the order in which they came. A file that cannot be read is put aside, under its name
        with ``.unreadable``."""
        for file in sorted(self._folder.glob("[!.]*.json")):
            try:
                body: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
                raw = {**body["message"], "attachments": tuple(body["message"]["attachments"])}
                message = Inbound(**{f.name: raw[f.name] for f in fields(Inbound)})
                read = file, message, str(body["received_at"]), bool(body["carded"])
            except (ValueError, KeyError, TypeError) as error:
                log.error("the spooled message %s cannot be read (%s)", file.name, type(error).__name__)
                file.rename(file.with_suffix(".json.unreadable"))
                continue
            yield read

    def __len__(self) -> int:
        return sum(1 for _ in self._folder.glob("[!.]*.json"))


def _digest(message: Inbound) -> str:
    return hashlib.sha256(f"{message.channel}:{message.provider_id}".encode()).hexdigest()[:32]


def _pattern(message: Inbound) -> str:
    return f"[!.]*-{_digest(message)}.json"
