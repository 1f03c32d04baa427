"""The page of somebody's own data: shown on GET as a button, opened on POST, since previews fetch addresses.

The address is good once; the file can be downloaded from the opened page, for a few minutes.
"""

import asyncio
import hmac
from datetime import datetime, timedelta
from html import escape
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session

from backend_client import personal_data, privacy
from backend_client.models import Contact, ExportLink
from hotline import plain_pages
from hotline.privacy_export import as_html, as_json, document
from hotline.privacy_secrets import EXPORT_PATH, link_of
from hotline.services import Services

# After it was opened, how long the file can still be downloaded from the page.
DOWNLOAD = timedelta(minutes=10)
_RIGHT_TO_LEFT = frozenset({"ar"})


def router(services: Services) -> APIRouter:
    """``GET`` and ``POST /mes-donnees/{token}``, ``POST /mes-donnees/{token}/fichier``."""
    routes = APIRouter()

    @routes.get(EXPORT_PATH + "{token}")
    async def show(token: str) -> HTMLResponse:
        """The button; nothing is opened yet."""
        return await asyncio.to_thread(_shown, services, token)

    @routes.post(EXPORT_PATH + "{token}")
    async def opened(token: str, request: Request) -> Response:
        """The data, once."""
        return await asyncio.to_thread(_opened, services, token, False)

    @routes.post(EXPORT_PATH + "{token}/fichier")
    async def file(token: str) -> Response:
        """The same as JSON, shortly after the page was opened."""
        return await asyncio.to_thread(_opened, services, token, True)

    return routes


def _link(s: Session, services: Services, token: str) -> ExportLink | None:
    number = token.partition("-")[0]
    link = s.get(ExportLink, int(number), with_for_update=True) if number.isdecimal() and len(number) < 10 else None
    if link is None:
        return None
    address = link_of(services.settings, link).rpartition("/")[2]
    return link if hmac.compare_digest(address.encode(), token.encode()) else None


def _usable(link: ExportLink | None, now: datetime, again: bool) -> bool:
    if link is None or link.expires_at <= now:
        return False
    if link.opened_at is None:
        return not again
    return again and link.opened_at + DOWNLOAD > now


def _shown(services: Services, token: str) -> HTMLResponse:
    with services.backend.reading() as s:
        link = _link(s, services, token)
        language = _language(s, link)
        if not _usable(link, services.clock(), again=False):
            return _over(services, language)
    say = _words(services, language)
    body = (
        f"<h1>{say('title')}</h1>\n<p>{say('intro')}</p>\n"
        f'<form method="post" action="{EXPORT_PATH}{escape(token)}"><button>{say("open")}</button></form>'
    )
    return _page(say("title"), body, language)


def _opened(services: Services, token: str, as_file: bool) -> Response:
    now = services.clock()
    with services.backend.transaction() as s:
        link = _link(s, services, token)
        language = _language(s, link)
        if link is None or not _usable(link, now, again=as_file):
            return _over(services, language)
        link.opened_at = link.opened_at or now
        privacy.accessed(s, f"tenant:{link.person_id}", "export", "person", link.person_id, now)
        found = document(s, services.wording, personal_data.scope_of_person(s, link.person_id))
    if as_file:
        headers = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="mes-donnees.json"'}
        return Response(as_json(found), media_type="application/json", headers=headers)
    say = _words(services, language)
    body = (
        f"<h1>{say('title')}</h1>\n"
        f'<form method="post" action="{EXPORT_PATH}{escape(token)}/fichier"><button>{say("download")}</button></form>\n'
        + as_html(found)
    )
    return _page(say("title"), body, language)


def _language(s: Session, link: ExportLink | None) -> str:
    contact = s.get(Contact, link.contact_id) if link is not None else None
    return (contact.language if contact is not None else None) or "fr"


def _words(services: Services, language: str) -> Any:
    facts = {"landlord": services.backend.landlord.name}

    def say(name: str) -> str:
        return escape(services.wording.render(f"privacy-page-{name}", facts, language, "web"))

    return say


def _over(services: Services, language: str) -> HTMLResponse:
    say = _words(services, language)
    return _page(say("title"), f"<h1>{say('title')}</h1>\n<p>{say('over')}</p>", language, 404)


def _page(title: str, body: str, language: str, status: int = 200) -> HTMLResponse:
    direction = "rtl" if language in _RIGHT_TO_LEFT else "ltr"
    inside = f'<main lang="{language}" dir="{direction}">\n{body}\n</main>'
    return plain_pages.response(title, inside, plain_pages.style("privacy"), status)
