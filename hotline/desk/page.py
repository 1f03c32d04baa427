"""How a page of the desk is made and served: templates that escape, one style sheet and one small script of ours."""

import secrets
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from hotline.desk.auth import Staff
from hotline.desk.words import FILTERS, GLOBALS
from hotline.services import Services

_HERE = Path(__file__).parent
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters.update(FILTERS)
_TEMPLATES.globals.update(GLOBALS)

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{nonce}; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class DeskRoute(APIRoute):
    """Every answer of the desk carries the same headers; what is refused is told on a page."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                response = await handle(request)
            except HTTPException as refused:
                response = _refusal(request, refused)
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            response.headers.setdefault("Content-Security-Policy", _POLICY.format(nonce=""))
            return response

        return guarded


def routes() -> APIRouter:
    """A router whose answers have the desk's headers and refusals."""
    return APIRouter(route_class=DeskRoute)


def services_of(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


def rendered(
    services: Services, template: str, staff: Staff | None = None, status: int = 200, **facts: Any
) -> HTMLResponse:
    """A page of the desk. ``facts`` are what its template shows; every text in them is escaped."""
    nonce = secrets.token_urlsafe(16)
    html = _TEMPLATES.get_template(template).render(
        staff=staff,
        landlord=services.backend.landlord.name,
        now=services.clock(),
        nonce=nonce,
        menu=menu(staff),
        simulated=services.settings.simulated,
        **facts,
    )
    policy = _POLICY.format(nonce=f" 'nonce-{nonce}'")
    return HTMLResponse(html, status_code=status, headers={**HEADERS, "Content-Security-Policy": policy})


def go_to(address: str) -> RedirectResponse:
    """After a form: the page that shows what came of it."""
    return RedirectResponse(address, status_code=303)


# What the menu offers to whom: right, address, label. Others add theirs where they add their routes.
MENU: list[tuple[str, str, str]] = [
    ("inbox", "/desk/inbox", "À traiter"),
    ("rota", "/desk/rota", "Astreinte"),
]


def menu(staff: Staff | None) -> list[tuple[str, str]]:
    """The lines of the menu, for somebody who has changed their one-time password."""
    if staff is None or staff.one_time:
        return []
    return [(address, label) for right, address, label in MENU if staff.may(right)]


def _refusal(request: Request, refused: HTTPException) -> Response:
    if refused.status_code == 303 and refused.headers:
        return RedirectResponse(refused.headers["Location"], status_code=303)
    title = str(refused.detail) if refused.detail else "Cette page n'existe pas."
    return rendered(services_of(request), "notice.html", status=refused.status_code, title=title)
