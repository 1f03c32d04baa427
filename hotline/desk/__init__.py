"""The desk: what the landlord's staff see and do, behind a sign-in.

Others add their pages by an ``APIRouter`` of :func:`hotline.desk.page.routes` whose routes depend on
:func:`hotline.desk.auth.signed_in`, and a line in :func:`router`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import FileResponse

from hotline import audit_page
from hotline.desk import case_page, inbox_page, rota_page, sign_in, sso_pages
from hotline.desk.auth import HOME, Staff, signed_in
from hotline.desk.page import go_to, menu, routes
from hotline.desk.sso import SingleSignOn
from hotline.services import Services

_STATIC = Path(__file__).parent / "static"
_FILES = {"desk.css": "text/css", "desk.js": "text/javascript", "icon.svg": "image/svg+xml"}


def router(services: Services) -> APIRouter:
    """Every route of the desk. :raises hotline.settings.SettingsError: the identity provider is set by half"""
    provider = SingleSignOn.of(services.settings)
    if provider is not None:
        provider.check()
    every = APIRouter()
    parts: Sequence[APIRouter] = (
        _first(),
        sign_in.router(provider),
        inbox_page.router(),
        case_page.router(),
        audit_page.router(),
        rota_page.router(),
    )
    for part in parts:
        every.include_router(part)
    if provider is not None:
        every.include_router(sso_pages.router(provider))
    return every


def _first() -> APIRouter:
    pages = routes()

    @pages.get(HOME)
    async def home(staff: Annotated[Staff, Depends(signed_in())]) -> Response:
        """To the first page that the role has."""
        lines = menu(staff)
        return go_to(lines[0][0] if lines else "/desk/password")

    @pages.get("/desk/static/{name}")
    async def static(name: str) -> Response:
        if name not in _FILES:
            return Response(status_code=404)
        headers = {"Cache-Control": "public, max-age=300"}
        return FileResponse(_STATIC / name, media_type=_FILES[name], headers=headers)

    return pages
