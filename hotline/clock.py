"""The clock that everything reads: the machine's, or in the simulator one that can be set and moved on."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """The machine's clock, in UTC."""

    simulated = False

    def now(self) -> datetime:
        return datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now()


class SimulatedClock(Clock):
    """The machine's clock shifted by an offset that survives a restart (a small file)."""

    simulated = True

    def __init__(self, file: Path) -> None:
        self._file = file
        self._offset = timedelta(0)
        if file.exists():
            self._offset = timedelta(seconds=json.loads(file.read_text())["offset_seconds"])

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def set(self, moment: datetime) -> None:
        """Make it ``moment`` (aware) now. It may go back: rows keep their own times."""
        self._offset = moment - datetime.now(UTC)
        self._save()

    def advance(self, by: timedelta) -> None:
        self._offset += by
        self._save()

    def _save(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps({"offset_seconds": self._offset.total_seconds()}))
