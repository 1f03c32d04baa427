"""The service put together: settings in, two applications out (the public doors, the loopback actions)."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from fastapi import Depends, FastAPI
from fastapi.responses import JSONResponse, PlainTextResponse

from backend_client.backend import Backend
from backend_client.database import Database
from backend_client.landlord import Landlord, LandlordError
from backend_client.migrate import upgrade
from backend_client.workers import LockedWorker, Numbered, OnlyWorker, WorkerError
from bot.actions import context as actions_context
from channels.base import Channel
from channels.telegram import TelegramChannel
from channels.twilio_sms import TwilioSms
from channels.twilio_voice import TwilioVoice
from hotline import (
    appointment_links,
    calendar_feeds,
    check_links,
    desk,
    durable,
    language,
    night_notice,
    privacy_page,
    sample,
    upload_links,
    upload_page,
    upload_views,
    visit_page,
    who_pays_page,
    work_orders_api,
)
from hotline.beat import beat_of
from hotline.chat_history import web_chat
from hotline.clock import Clock, SimulatedClock
from hotline.desk import demo
from hotline.engine_client import EngineClient
from hotline.health import Watch
from hotline.knowledge import knowledge
from hotline.outbox import Outbox
from hotline.schedule import Schedule
from hotline.service import Hotline
from hotline.services import Services
from hotline.settings import Settings, SettingsError
from hotline.simulator import endpoints as simulator
from hotline.simulator import page
from hotline.spool import Spool
from hotline.staff_page import router as staff_page
from hotline.turns import Turns

log = logging.getLogger(__name__)

# An inbound webhook gives up on a locked database after this long and uses the spool (milliseconds).
INTAKE_PATIENCE_MS = 1000


def build_services(settings: Settings) -> Services:
    """Load and check everything that a turn needs. :raises SettingsError: in one sentence"""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    clock: Clock = SimulatedClock(settings.data_dir / "clock.json") if settings.simulated else Clock()
    try:
        landlord = Landlord.load(settings.landlord_file)
        known = knowledge()
        spool = Spool(settings.data_dir / "spool")
    except LandlordError as error:
        raise SettingsError(str(error)) from error
    except OSError as error:
        raise SettingsError(f"The spool {settings.data_dir / 'spool'} cannot be written: {error.strerror}.") from error
    backend = Backend(Database(settings.database), landlord, clock)
    worker = _worker(backend)
    if settings.simulated:
        sample.load_when_empty(backend.db, clock())
    services = Services(
        settings=settings,
        clock=clock,
        backend=backend,
        intake=Database(settings.database, busy_ms=INTAKE_PATIENCE_MS, hurried=True),
        guard=known.guard,
        dangers=known.dangers,
        catalogue=known.catalogue,
        wording=known.wording,
        unspoken=known.unspoken,
        own_words=known.own_words,
        spool=spool,
        worker=worker,
        engine=EngineClient(settings.engine_url, settings.engine_secret, settings.engine_timeout),
    )
    services.backend.db.on_work = services.intake.on_work = services.wake_up
    services.channels.update({channel.name: channel for channel in build_channels(services)})
    actions_context.use(
        backend,
        known.catalogue,
        lambda number: appointment_links.link_of(settings, number),
        who_pays_page.link_of(settings),
        lambda request_id, purpose: upload_links.link_of(settings, request_id, purpose, clock()),
        known.own_words.answer,
    )
    return services


def _worker(backend: Backend) -> Numbered:
    """Bring the database up to date and join those who serve it. :raises SettingsError: SQLite, and somebody does"""
    try:
        # Nobody else may have an SQLite file while it changes; on Postgres the numbers are in a table.
        only = OnlyWorker(str(backend.db.url.database)) if backend.db.is_sqlite else None
    except WorkerError as error:
        raise SettingsError(str(error)) from error
    upgrade(backend.db)
    return only or LockedWorker(backend.db, backend.clock)


def build_channels(services: Services) -> list[Channel]:
    """The channels that have credentials, or the simulator's; the web chat always."""
    settings = services.settings
    provider = simulator.providers(settings)
    channels: list[Channel] = [web_chat(services)]
    if provider.twilio is not None:
        channels.append(TwilioSms(provider.twilio))
        # A call needs a number to call from; a sender with letters, or a Messaging Service alone, has none.
        if provider.twilio.sender.startswith("+"):
            channels.append(TwilioVoice(provider.twilio))
    if provider.telegram is not None:
        channels.append(TelegramChannel(provider.telegram))
    return channels


def _include_pages(app: FastAPI, services: Services) -> None:
    """The pages that people open: tenants', technicians', firms' and the advisers' desk."""
    app.include_router(calendar_feeds.router(services))
    app.include_router(appointment_links.router(services))
    app.include_router(visit_page.router(services))
    app.include_router(work_orders_api.router(services))
    for pages in (who_pays_page, upload_page, privacy_page):
        app.include_router(pages.router(services))
    app.include_router(staff_page())
    app.include_router(desk.router(services))
    app.include_router(upload_views.router())


def public_app(settings: Settings) -> FastAPI:
    """The doors that the internet may reach."""
    services = build_services(settings)
    outbox = Outbox(services)
    turns = Turns(services, outbox)
    hotline = Hotline(services, outbox, turns, durable.start_turn)
    schedule = Schedule(services, outbox)
    watch = Watch(services, schedule)

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # First what was due while nobody was there.
        loops = [asyncio.create_task(schedule.start()), asyncio.create_task(hotline.look_after())]
        await asyncio.to_thread(language.warm_up)
        durable.launch(settings, turns.run, services.worker.number or 0)
        for channel in services.channels.values():
            await channel.start(hotline)
        loops += [asyncio.create_task(hotline.drain_spool()), asyncio.create_task(durable.keep_small())]
        if beat := beat_of(settings, watch):
            loops.append(asyncio.create_task(beat.run()))
        yield
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        for channel in services.channels.values():
            await channel.stop()
        await hotline.idle()
        services.background.cancel()
        await services.engine.close()
        durable.stop()
        services.worker.close()
        services.backend.db.dispose()

    app = FastAPI(title="Veilleur", lifespan=lifespan, openapi_url=None)
    app.state.services, app.state.hotline, app.state.schedule = (
        services,
        hotline,
        schedule,
    )
    for channel in services.channels.values():
        app.include_router(channel.router(hotline))
    _include_pages(app, services)
    if settings.simulated:
        app.include_router(simulator.router(services, hotline, schedule))
        app.include_router(page.router(), dependencies=[Depends(simulator.local_only)])
    else:
        app.include_router(page.plain_router())
        demo.close(services.backend)

    app.include_router(check_links.router(services))
    app.include_router(night_notice.router(services))

    @app.get("/healthz")
    async def health() -> JSONResponse:
        """200 while messages are taken and answered and pages go out; 503 names what is not well."""
        found = await watch.look()
        return JSONResponse(found.told(), 200 if found.well else 503, {"Cache-Control": "no-store"})

    @app.get("/robots.txt")
    async def robots() -> PlainTextResponse:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")

    return app
