"""The simulator put together: whom the channels talk to, the stand-ins, and JSON for a page of phones."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from fastapi import APIRouter, Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field, model_validator
from starlette.requests import HTTPConnection

from backend_client import alerts
from channels.http import is_loopback
from channels.numbers import e164
from channels.telegram import TelegramAccount
from channels.twilio_client import TwilioAccount
from hotline.clock import SimulatedClock
from hotline.schedule import Schedule
from hotline.service import Hotline
from hotline.services import Services
from hotline.settings import Settings
from hotline.simulator import overview, page, phones
from hotline.simulator.telegram_api import TelegramSimulator
from hotline.simulator.twilio_api import TwilioSimulator

PARIS = ZoneInfo("Europe/Paris")
SENDER = "+33199001000"
ACCOUNT_SID = "ACsimulated".ljust(34, "0")
# Between two steps of a message, so that a page shows "sent" before "delivered" (seconds).
PACE = 0.3
# Phones ring until somebody at the page picks them up.
BY_HAND = True
# Who acknowledges an alert in the simulator.
ADVISER = "simulator"

Json = dict[str, Any]


@dataclass(frozen=True)
class Providers:
    """The accounts that the channels are built with; None for a provider that is not set up."""

    twilio: TwilioAccount | None
    telegram: TelegramAccount | None


def providers(settings: Settings) -> Providers:
    """Real accounts where there are credentials, the stand-ins' where not and the simulator is on."""
    return Providers(_real_twilio(settings) or simulated_twilio(settings),
                     _real_telegram(settings) or simulated_telegram(settings))  # fmt: skip


def _real_twilio(settings: Settings) -> TwilioAccount | None:
    if not settings.twilio_account_sid:
        return None
    return TwilioAccount(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token.get_secret_value(),
        sender=settings.twilio_from,
        messaging_service=settings.twilio_messaging_service,
        api_base=settings.twilio_api_base,
        public_url=settings.base_url,
        answerable=settings.twilio_two_way,
    )


def _real_telegram(settings: Settings) -> TelegramAccount | None:
    token = settings.telegram_token.get_secret_value()
    if not token:
        return None
    return TelegramAccount(
        token=token,
        mode=settings.telegram_mode,
        secret_token=settings.derived("telegram"),
        api_base=settings.telegram_api_base,
        public_url=settings.base_url,
    )


def simulated_twilio(settings: Settings) -> TwilioAccount | None:
    """The stand-in's account; None where Twilio is real or nothing is simulated."""
    if not settings.simulated or settings.twilio_account_sid:
        return None
    here = _here(settings)
    return TwilioAccount(
        ACCOUNT_SID, settings.derived("twilio"), SENDER, api_base=f"{here}/simulator/twilio", public_url=here
    )


def simulated_telegram(settings: Settings) -> TelegramAccount | None:
    """The stand-in's bot; None where Telegram is real or nothing is simulated. By webhook: a request for updates
    that is held open by this very process would hold up its end."""
    if not settings.simulated or settings.telegram_token.get_secret_value():
        return None
    here = _here(settings)
    token = f"7000000001:{settings.derived('telegram-token')[:35]}"
    return TelegramAccount(token, "webhook", settings.derived("telegram"), f"{here}/simulator/telegram", here)


def _here(settings: Settings) -> str:
    return f"http://127.0.0.1:{settings.port}"


async def local_only(connection: HTTPConnection) -> None:
    """The simulator shows everything and asks nobody who they are: it answers this machine's browser only. The
    name in the address is checked too, so that no other site's page can use that browser to get in.

    :raises HTTPException: 403
    """
    origin = connection.headers.get("origin")
    if not is_loopback(str(connection.url)) or (origin and not is_loopback(origin)):
        raise HTTPException(403, "The simulator is open at http://127.0.0.1 and http://localhost only.")


class ClockChange(BaseModel):
    """One of the two. A ``set`` without an offset is a wall-clock time in Europe/Paris."""

    set: datetime | None = None
    advance_minutes: float | None = Field(None, ge=0, le=60 * 24 * 400)

    @model_validator(mode="after")
    def _one(self) -> "ClockChange":
        if (self.set is None) == (self.advance_minutes is None):
            raise ValueError("either set or advance_minutes")
        return self


def router(services: Services, hotline: Hotline, schedule: Schedule) -> APIRouter:
    """Everything under /simulator, and the page at /. The stand-ins are mounted only for providers that are not
    real; only they are not held to this machine's browser, since they ask for their account's secrets."""
    settings, directory = services.settings, services.settings.data_dir / "simulator"
    bot, account = simulated_telegram(settings), simulated_twilio(settings)
    twilio = _twilio(account, services, directory) if account else None
    telegram = TelegramSimulator(bot.token, services.clock, store=directory / "telegram.jsonl") if bot else None

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        for stand_in in (twilio, telegram):
            if stand_in is not None:
                await stand_in.stop()

    whole = APIRouter(lifespan=lifespan, include_in_schema=False)
    desk = APIRouter(prefix="/simulator")
    if twilio is not None:
        whole.include_router(twilio.router(), prefix="/simulator/twilio")
        _phone_routes(desk, twilio)
    if telegram is not None:
        whole.include_router(telegram.router(), prefix="/simulator/telegram")
        _telegram_routes(desk, telegram)
    _clock_routes(desk, services)
    _request_routes(desk, services)
    for local in (desk, page.router()):
        whole.include_router(local, dependencies=[Depends(local_only)])
    return whole


def _twilio(account: TwilioAccount, services: Services, directory: Path) -> TwilioSimulator:
    """Set up as a landlord's number has to be: the hotline hears and answers STOP itself, so that a safety card
    still leaves afterwards."""
    return TwilioSimulator(
        account, services.clock, store=directory / "twilio.jsonl", pace=PACE, opt_out=False, by_hand=BY_HAND
    )


def _phone_routes(desk: APIRouter, twilio: TwilioSimulator) -> None:
    @desk.get("/phones")
    async def read_phones() -> list[str]:
        return twilio.numbers()

    @desk.get("/phone/{number}")
    async def read_phone(number: str) -> Json:
        own = e164(number)
        return {
            "number": own,
            "messages": [phones.phone_item(item) for item in twilio.phone(own)],
            "call": phones.line_shown(twilio.calls.line_of(own)),
        }

    @desk.post("/phone/{number}/sms", status_code=202)
    async def text(number: str, text: phones.Text) -> Json:
        sender = e164(number)
        if not sender.startswith("+"):
            raise HTTPException(422, "This is not a telephone number.")
        try:
            reply = await twilio.inbound(sender, text.text, text.photos)
        except httpx.HTTPError:
            raise HTTPException(502, "The hotline's webhook cannot be reached.") from None
        return {"webhook": reply.status_code}

    @desk.post("/phone/{number}/call", status_code=202)
    async def use(number: str, thumb: phones.Thumb) -> Json:
        own = e164(number)
        if not own.startswith("+"):
            raise HTTPException(422, "This is not a telephone number.")
        try:
            phones.use(twilio.calls, own, thumb)
        except LookupError:
            raise HTTPException(409, "This telephone cannot do that now.") from None
        return {"call": phones.line_shown(twilio.calls.line_of(own))}


def _telegram_routes(desk: APIRouter, telegram: TelegramSimulator) -> None:
    @desk.get("/telegram/{chat_id}")
    async def read_chat(chat_id: int) -> Json:
        return {"chat_id": chat_id, "messages": [phones.chat_message(item) for item in telegram.chat(chat_id)]}

    @desk.post("/telegram/{chat_id}", status_code=202)
    async def act(chat_id: int, gesture: phones.Gesture) -> Json:
        try:
            await phones.act(telegram, chat_id, gesture)
        except LookupError:
            raise HTTPException(404, "There is no such button or message in this chat.") from None
        return {"chat_id": chat_id}


def _clock_routes(desk: APIRouter, services: Services) -> None:
    def told() -> Json:
        return {"now": services.clock().isoformat(), "simulated": services.clock.simulated}

    @desk.get("/clock")
    async def read_clock() -> Json:
        return told()

    @desk.post("/clock")
    async def change_clock(change: ClockChange) -> Json:
        clock = services.clock
        if not isinstance(clock, SimulatedClock):
            raise HTTPException(409, "The clock is the machine's.")
        if change.set is not None:
            clock.set(change.set if change.set.tzinfo else change.set.replace(tzinfo=PARIS))
        else:
            clock.advance(timedelta(minutes=change.advance_minutes or 0))
        services.wake.set()
        return told()


def _request_routes(desk: APIRouter, services: Services) -> None:
    def newest() -> list[Json]:
        with services.backend.reading() as s:
            return overview.requests(s)

    def take(alert_id: int) -> bool:
        with services.backend.transaction() as s:
            return alerts.acknowledge_alert(s, alert_id, ADVISER, services.clock())

    @desk.get("/requests")
    async def read_requests() -> list[Json]:
        return await asyncio.to_thread(newest)

    @desk.post("/alerts/{alert_id}/acknowledge")
    async def acknowledge(alert_id: int) -> Json:
        taken = await asyncio.to_thread(take, alert_id)
        services.wake.set()
        return {"acknowledged": taken}
