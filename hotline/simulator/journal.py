"""A small store in one file: what a far end knows outlives the hotline's process, as it does in the real world."""

import json
from pathlib import Path
from typing import Any


class Journal:
    """Records by key. Each change is one line of JSON at the end of the file, written before it is answered for;
    the file is written anew, without what was replaced, when it is opened. Without a file it is in memory only."""

    def __init__(self, file: Path | None = None, keep: int = 20_000) -> None:
        self.records: dict[str, Any] = {}
        self._file = file
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._load(file, keep)

    def _load(self, file: Path, keep: int) -> None:
        for line in file.read_text().splitlines() if file.exists() else ():
            try:
                key, record = json.loads(line)
            except ValueError:
                # The last line of a process that was killed while it wrote.
                continue
            self._apply(key, record)
        self.records = dict(list(self.records.items())[-keep:])
        file.write_text("".join(json.dumps(item) + "\n" for item in self.records.items()))

    def put(self, key: str, record: Any) -> None:
        """Store a record of JSON; None removes it."""
        self._apply(key, record)
        if self._file is not None:
            with self._file.open("a") as file:
                file.write(json.dumps([key, record]) + "\n")

    def _apply(self, key: str, record: Any) -> None:
        if record is None:
            self.records.pop(key, None)
        else:
            self.records[key] = record
