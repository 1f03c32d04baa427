"""An appointment as a calendar file, under an address that only we can make: nobody's name or address is in it."""

import asyncio

from fastapi import APIRouter, Response

from backend_client.models import Appointment, Request
from common import icalendar_text
from common.icalendar_text import Event
from hotline.services import Services
from hotline.settings import Settings
from hotline.signed_links import CALENDAR, link_to, number_of

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
    "Content-Disposition": 'attachment; filename="rendez-vous.ics"',
}
# What a reader of calendars is told of an appointment; any other status is a window that nobody comes in any more.
_CONFIRMED = ("booked", "done")


def link_of(settings: Settings, appointment_id: int) -> str:
    """Where the calendar file of an appointment is."""
    return f"{link_to(settings, CALENDAR, appointment_id)}.ics"


def appointment_of(settings: Settings, signed: str) -> int | None:
    """The appointment that an address was signed for; None: nobody signed it."""
    return number_of(settings, CALENDAR, signed)


def router(services: Services) -> APIRouter:
    """``GET /rdv/{signed}.ics``."""
    routes = APIRouter()

    @routes.get(CALENDAR + "{signed}.ics")
    async def calendar(signed: str) -> Response:
        """The appointment, cancelled where it is; 404 for an address that nobody signed."""
        body = await asyncio.to_thread(_calendar, services, appointment_of(services.settings, signed))
        if body is None:
            return Response(status_code=404, headers={"Cache-Control": "no-store"})
        return Response(body, media_type="text/calendar; charset=utf-8", headers=_HEADERS)

    return routes


def _calendar(services: Services, appointment_id: int | None) -> bytes | None:
    with services.backend.reading() as s:
        appointment = s.get(Appointment, appointment_id) if appointment_id is not None else None
        if appointment is None or appointment.status == "held":
            return None
        reference = s.get_one(Request, appointment.request_id).reference
        event = Event(
            uid=f"appointment-{appointment.id}@veilleur",
            starts_at=appointment.starts_at,
            ends_at=appointment.ends_at,
            summary=f"{appointment.contractor.name} ({reference})",
            extra={"STATUS": "CONFIRMED" if appointment.status in _CONFIRMED else "CANCELLED"},
        )
        name = services.backend.landlord.name
        return icalendar_text.write(name, [event], services.clock()).encode()
