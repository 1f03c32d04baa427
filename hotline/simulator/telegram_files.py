"""The files that lie with a stand-in for Telegram: asked for by their id, served under a path of their own."""

import hashlib
import io
from functools import lru_cache
from typing import Any

from PIL import Image

# What a phone of the simulator sends when its photo button is pressed.
SAMPLE = "simulated-photo"
# Bots get no larger file (https://core.telegram.org/bots/api#getfile), in bytes.
MOST_BYTES = 20_000_000


@lru_cache(maxsize=1)
def sample() -> bytes:
    """A photo of nothing in particular, as a JPEG of 1280 by 960 pixels."""
    photo = Image.linear_gradient("L").resize((1280, 960)).convert("RGB")
    written = io.BytesIO()
    photo.save(written, "JPEG", quality=85)
    return written.getvalue()


class TelegramFiles:
    """Files by id. ``claimed``: what getFile says of a file's size where that is not the truth."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}
        self.claimed: dict[str, int] = {}

    def asked_for(self, file_id: str) -> dict[str, Any]:
        """The File object of an id. :raises KeyError: no such file. :raises ValueError: too large for a bot"""
        size = self.claimed.get(file_id, len(self._content(file_id)))
        if size > MOST_BYTES:
            raise ValueError(file_id)
        unique = hashlib.sha256(file_id.encode()).hexdigest()[:16]
        path = f"photos/file_{unique}.jpg"
        return {"file_id": file_id, "file_unique_id": unique, "file_size": size, "file_path": path}

    def served(self, path: str) -> bytes | None:
        """The content under a path that :meth:`asked_for` told; None: there is none."""
        for file_id in (SAMPLE, *self.contents):
            if self.claimed.get(file_id, 0) <= MOST_BYTES and self.asked_for(file_id)["file_path"] == path:
                return self._content(file_id)
        return None

    def _content(self, file_id: str) -> bytes:
        return sample() if file_id == SAMPLE else self.contents[file_id]
