"""The signed link of a test page: for those whom an SMS cannot be answered to. Shown on GET, answered on POST."""

import asyncio
from html import escape
from typing import Annotated

from fastapi import APIRouter, Form, Response

from backend_client import duty_checks
from backend_client.models import DutyCheck
from backend_client.wall_clock import write
from hotline import handovers, plain_pages
from hotline.services import Services
from hotline.signed_links import CHECK, check_of

_TITLE = "Essai d'astreinte"
_STYLE = plain_pages.style("answer")
_FORM = (
    '<form method="post"><button name="answer" value="yes">Oui, je suis joignable</button>'
    '<button class="second" name="answer" value="no">Non, je ne peux pas</button></form>'
)


def router(services: Services) -> APIRouter:
    """``GET`` and ``POST /e/{signed}``."""
    routes = APIRouter()

    @routes.get(CHECK + "{signed}")
    async def show(signed: str) -> Response:
        """What is asked, with two buttons; 404 for an address that nobody signed."""
        return await asyncio.to_thread(_shown, services, check_of(services.settings, signed))

    @routes.post(CHECK + "{signed}")
    async def act(signed: str, answer: Annotated[str, Form(pattern="^(yes|no)$")]) -> Response:
        """The answer; sent twice it counts once."""
        return await asyncio.to_thread(_answered, services, check_of(services.settings, signed), answer == "yes")

    return routes


def _unknown() -> Response:
    body = f"<main><h1>{_TITLE}</h1><p>Cette adresse ne correspond à aucun essai.</p></main>"
    return plain_pages.response(_TITLE, body, _STYLE, 404)


def _shown(services: Services, check_id: int | None) -> Response:
    with services.backend.reading() as s:
        check = s.get(DutyCheck, check_id) if check_id is not None else None
        if check is None:
            return _unknown()
        span = f"Du {write(check.shift_starts_at)} au {write(check.shift_ends_at)}"
        asked = "<p>Cette astreinte est finie.</p>" if check.ended_at is not None else _FORM
        body = f"<main><h1>{_TITLE}</h1><p>{escape(check.technician.name)}. {span}.</p>{asked}</main>"
        return plain_pages.response(_TITLE, body, _STYLE)


def _answered(services: Services, check_id: int | None, yes: bool) -> Response:
    now = services.clock()
    with services.backend.transaction() as s:
        check = s.get(DutyCheck, check_id) if check_id is not None else None
        if check is None:
            return _unknown()
        if check.ended_at is None:
            said = handovers.settled(s, services, duty_checks.settle(s, check, yes, now), now)
            words = services.wording.render(*said, "fr", "web")
        else:
            words = "Cette astreinte est finie."
    return plain_pages.response(_TITLE, f"<main><h1>{_TITLE}</h1><p>{escape(words)}</p></main>", _STYLE)
