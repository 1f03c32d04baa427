"""A door that keeps what it was told, and an application around a channel."""

from dataclasses import dataclass, field

import httpx
from fastapi import FastAPI
from twilio.request_validator import RequestValidator

from channels.base import CallEvent, CallStep, Channel, DeliveryUpdate, Inbound, Keypress, Receipt, Spoken

PUBLIC = "https://hotline.example"
# Twilio's secret, by which it signs.
TOKEN = "the-auth-token"


@dataclass
class KeepingDoor:
    """A :class:`channels.base.Door` without a hotline behind it. ``broken``: nothing can be kept.

    ``answers`` and ``steps`` are what it says next to a key and in a call, one each.
    """

    received: list[Inbound] = field(default_factory=list)
    updates: list[DeliveryUpdate] = field(default_factory=list)
    refusals: list[tuple[str, str]] = field(default_factory=list)
    presses: list[Keypress] = field(default_factory=list)
    answers: list[Spoken] = field(default_factory=list)
    calls: list[CallEvent] = field(default_factory=list)
    steps: list[CallStep] = field(default_factory=list)
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

    async def pressed(self, press: Keypress) -> Spoken:
        if self.broken:
            raise OSError("no space left")
        self.presses.append(press)
        return self.answers.pop(0) if self.answers else Spoken("Merci.")

    async def called(self, event: CallEvent) -> CallStep:
        if self.broken:
            raise OSError("no space left")
        self.calls.append(event)
        return self.steps.pop(0) if self.steps else CallStep("Bonjour.")

    async def refused(self, channel: str, reason: str) -> None:
        self.refusals.append((channel, reason))


def caller(channel: Channel, door: KeepingDoor, base: str = "http://10.0.0.5:8080") -> httpx.AsyncClient:
    """A client that reaches the channel's routes at an inner address, as a TLS proxy does."""
    app = FastAPI()
    app.include_router(channel.router(door))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=base)


def sign(path: str, fields: dict[str, str]) -> str:
    return RequestValidator(TOKEN).compute_signature(PUBLIC + path, fields)


async def post(client: httpx.AsyncClient, path: str, fields: dict[str, str]) -> httpx.Response:
    """A webhook as Twilio calls it."""
    return await client.post(path, data=fields, headers={"X-Twilio-Signature": sign(path, fields)})
