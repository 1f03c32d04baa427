"""A door that keeps what it was told, and an application around a channel."""

from dataclasses import dataclass, field

import httpx
from fastapi import FastAPI

from channels.base import Channel, DeliveryUpdate, Inbound, Receipt

PUBLIC = "https://hotline.example"


@dataclass
class KeepingDoor:
    """A :class:`channels.base.Door` without a hotline behind it. ``broken``: nothing can be kept."""

    received: list[Inbound] = field(default_factory=list)
    updates: list[DeliveryUpdate] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)
    broken: bool = False

    async def receive(self, message: Inbound) -> Receipt:
        if self.broken:
            raise OSError("no space left")
        known = any(kept.provider_id == message.provider_id for kept in self.received)
        if not known:
            self.received.append(message)
        return Receipt("duplicate" if known else "stored", len(self.received))

    async def delivered(self, update: DeliveryUpdate) -> None:
        self.updates.append(update)

    async def refused(self, channel: str, reason: str) -> None:
        self.refusals.append((channel, reason))


def caller(channel: Channel, door: KeepingDoor, base: str = "http://10.0.0.5:8080") -> httpx.AsyncClient:
    """A client that reaches the channel's routes at an inner address, as a TLS proxy does."""
    app = FastAPI()
    app.include_router(channel.router(door))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=base)
