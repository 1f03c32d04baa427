"""Calendars to subscribe to, under secret addresses: a technician's shifts, or those of a duty."""

import asyncio
import hashlib
from datetime import datetime, timedelta

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from backend_client import calendar_keys, rota_calendars
from backend_client.models import CalendarFeed, Technician
from backend_client.rota_store import load_rota
from common import icalendar_text
from hotline.services import Services

BACK, AHEAD = timedelta(days=14), timedelta(days=180)
# Calendars ask every hour at most; what is between them and us may not keep what is secret.
_HEADERS = {
    "Cache-Control": "private, max-age=900",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
}


def router(services: Services) -> APIRouter:
    """``GET /calendars/{key}.ics``."""
    routes = APIRouter()

    @routes.get("/calendars/{key}.ics")
    async def calendar(key: str, request: Request) -> Response:
        """The shifts of 14 days back and 180 ahead; 404 for an address that is unknown or revoked."""
        body = await asyncio.to_thread(_calendar, services, key)
        if body is None:
            return Response(status_code=404, headers={"Cache-Control": "no-store"})
        headers = {**_HEADERS, "ETag": f'"{hashlib.sha256(body).hexdigest()[:20]}"'}
        if request.headers.get("If-None-Match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        disposition = {"Content-Disposition": 'inline; filename="astreinte.ics"'}
        return Response(body, media_type="text/calendar; charset=utf-8", headers=headers | disposition)

    return routes


def _calendar(services: Services, key: str) -> bytes | None:
    now = services.clock()
    with services.backend.reading() as s:
        feed = calendar_keys.find(s, key)
        return None if feed is None else _written(services, s, feed, now)


def _written(services: Services, s: Session, feed: CalendarFeed, now: datetime) -> bytes:
    rota = load_rota(s, services.backend.landlord)
    # By the day, so that the same shifts are the same bytes for as long.
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    found = rota_calendars.events(rota, today - BACK, today + AHEAD, feed.duty, feed.technician_id)
    whose = rota.duty(feed.duty).label or feed.duty if feed.duty else s.get_one(Technician, feed.technician_id).name
    name = f"{services.backend.landlord.name} : {whose}"
    return icalendar_text.write(name, found, today).encode()
