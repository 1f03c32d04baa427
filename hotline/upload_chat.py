"""Photos and documents of the web chat: checked and kept before their message is stored."""

from dataclasses import asdict
from typing import Any

from backend_client.file_store import StoredFile
from channels.base import WEBCHAT
from channels.webchat import Refused, SentFile
from common.wording import FALLBACK
from hotline.arrivals import Arrivals
from hotline.file_checks import FileRefused
from hotline.services import Services


class ChatUploads:
    """Implements :class:`channels.webchat.ChatFiles`."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self.most_bytes = services.backend.landlord.attachments.max_bytes

    async def keep(self, sent: SentFile, language: str) -> dict[str, Any]:
        """:raises Refused: ``file_<reason>`` with the reason in the language; 413 while a file is read"""
        files = self._services.files
        try:
            if sent.declared > self.most_bytes:
                raise FileRefused("size", most=self.most_bytes // 1_000_000)
            with Arrivals(files.store, self.most_bytes, 1) as arrived:
                await arrived.body(sent.chunks)
                kept = (await files.keep_all(arrived.files))[0]
        except FileRefused as refused:
            raise self._refused(refused, language) from refused
        return {"kind": kept.kind, "stored": asdict(kept)}

    async def discard(self, attachment: dict[str, Any]) -> None:
        self._services.files.discard([StoredFile(**attachment["stored"])])

    def _refused(self, refused: FileRefused, language: str) -> Refused:
        wording = self._services.wording
        spoken = language if language in wording.languages else FALLBACK
        message = wording.render(refused.key, refused.facts, spoken, WEBCHAT)
        return Refused(f"file_{refused.reason}", message, 413 if refused.reason == "size" else 422)
