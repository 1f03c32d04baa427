"""The simulator's page: phones, Telegram, web chat, requests and clock in one browser window."""

import asyncio
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from sqlalchemy import select

from backend_client import rota
from backend_client.directory import dwelling_of
from backend_client.models import Contact, Person, Technician
from backend_client.rota_store import load_rota
from channels.base import SMS
from channels.static_files import StaticFiles
from hotline.services import Services

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# Tenants offered in the list; any other number can be typed.
MOST_TENANTS = 100


def router() -> APIRouter:
    """``/`` with its files, and the people to play. The application's services are in its state."""
    routes = APIRouter()
    files = StaticFiles(Path(__file__).parent / "static")

    @routes.get("/")
    async def page(request: Request) -> Response:
        headers = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer"}
        return files.response(request, "page.html", headers)

    @routes.get("/simulator/static/{name}")
    async def file(request: Request, name: str) -> Response:
        return files.response(request, name)

    @routes.get("/simulator/people")
    async def people(request: Request) -> dict[str, Any]:
        """The tenants and technicians on file, with their phones, homes and today's duties."""
        return await asyncio.to_thread(_people, request.app.state.services)

    return routes


def plain_router() -> APIRouter:
    """``/`` where real providers are set up: there is nothing to play with."""
    routes = APIRouter()

    @routes.get("/")
    async def page() -> Response:
        return PlainTextResponse("Veilleur est en service.\nVeilleur is running.\n")

    return routes


def _people(services: Services) -> dict[str, Any]:
    now = services.clock()
    with services.backend.reading() as s:
        tenants = s.execute(
            select(Person, Contact.address)
            .join(Contact, Contact.person_id == Person.id)
            .where(Contact.channel == SMS)
            .order_by(Person.id)
            .limit(MOST_TENANTS)
        ).all()
        homes = {person.id: dwelling_of(s, person.id, now.date()) for person, _ in tenants}
        duties: dict[int, list[str]] = {}
        on_call = load_rota(s, services.backend.landlord)
        for duty in on_call.duty_codes():
            for level in rota.levels(on_call, duty):
                for person in rota.on_duty(on_call, duty, level, now):
                    duties.setdefault(person.id, []).append(f"{duty} {level}")
        technicians = s.scalars(select(Technician).where(Technician.active).order_by(Technician.id))
        return {
            "tenants": [
                {
                    "name": f"{person.first_name} {person.last_name}".strip(),
                    "phone": phone,
                    "language": person.language,
                    "home": f"{home.building.address}, porte {home.door}" if (home := homes[person.id]) else "",
                }
                for person, phone in tenants
            ],
            "technicians": [
                {"name": each.name, "phone": each.phone, "duties": duties.get(each.id, [])} for each in technicians
            ],
        }
