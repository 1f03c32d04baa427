"""Who is reading now: open sockets and waiting polls by subject. Everything here runs in the event loop."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# A browser reads from a few tabs; an older reader beyond this is sent away.
MAX_READERS = 8
# A reader that takes nothing for this many messages is gone; it reads the history when it is back.
MAX_WAITING = 200
# How long a card that no database holds is kept for a reader that was between two polls (seconds), for how many.
CARD_LIFE, MAX_CARDS = 600.0, 1000

Frame = dict[str, Any]


# Close codes of a socket: the service stops (RFC 6455, registry), or the person reads in too many other places.
CLOSE_RESTART, CLOSE_ELSEWHERE = 1012, 4408


class Reader:
    """One open socket or waiting poll. ``None`` in the queue sends it away, with ``code``."""

    def __init__(self) -> None:
        self.frames: asyncio.Queue[Frame | None] = asyncio.Queue(MAX_WAITING)
        self.code = CLOSE_RESTART

    def leave(self, code: int) -> None:
        self.code = code
        self.give(None)

    def give(self, frame: Frame | None) -> bool:
        try:
            self.frames.put_nowait(frame)
        except asyncio.QueueFull:
            return False
        return True


class Hub:
    def __init__(self) -> None:
        self._readers: dict[str, list[Reader]] = {}
        self._cards: OrderedDict[str, tuple[float, Frame]] = OrderedDict()

    def __bool__(self) -> bool:
        """Whether anybody is reading."""
        return bool(self._readers)

    @contextmanager
    def reading(self, subject: str) -> Iterator[Reader]:
        """Be a reader of this subject's frames."""
        reader, readers = Reader(), self._readers.setdefault(subject, [])
        readers.append(reader)
        if len(readers) > MAX_READERS:
            readers.pop(0).leave(CLOSE_ELSEWHERE)
        try:
            yield reader
        finally:
            if reader in readers:
                readers.remove(reader)
            if not readers and self._readers.get(subject) is readers:
                del self._readers[subject]

    def push(self, subject: str, frame: Frame, besides: Reader | None = None) -> bool:
        """Give a frame to every reader of the subject. Returns whether one took it."""
        readers = [reader for reader in self._readers.get(subject, ()) if reader is not besides]
        return any([reader.give(frame) for reader in readers])

    def keep_card(self, subject: str, message: Frame) -> None:
        """Keep a card that is in no database for a reader that comes within ten minutes."""
        self._cards[subject] = (time.monotonic(), message)
        self._cards.move_to_end(subject)
        while len(self._cards) > MAX_CARDS:
            self._cards.popitem(last=False)

    def cards(self, subject: str) -> list[Frame]:
        kept = self._cards.get(subject)
        if kept is None or time.monotonic() - kept[0] > CARD_LIFE:
            self._cards.pop(subject, None)
            return []
        return [kept[1]]

    def close(self) -> None:
        """Send everybody away: the service stops."""
        for readers in self._readers.values():
            for reader in readers:
                reader.leave(CLOSE_RESTART)
