"""The page behind a technician's link: GET shows, POST acts. For those who cannot answer an SMS.

The signed link is the capability; previews of messages fetch it, so a GET changes nothing. A form sends back a field
that only the page itself knows. No script, nothing kept by the browser, nobody told where it came from.
"""

import asyncio
import hashlib
import hmac
from base64 import b64encode
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy.orm import Session

from backend_client import acknowledgements, visits
from backend_client.answers import MOST_REPORT, Answer, Verb
from backend_client.models import Incident, Page
from common.text import clean
from hotline import staff_acts, staff_html, staff_replies
from hotline.services import Services
from hotline.settings import Settings
from hotline.staff_links import PATH, page_id_of

TAKES, REFUSES = "take", "refuse"
# What whoever has it can do here.
_VERBS = {
    "on_site": Verb.ON_SITE,
    "done": Verb.DONE,
    "help": Verb.HELP,
    "late": Verb.EXPECT,
    "give_back": Verb.GIVE_BACK,
}
MINUTES = (20, 40, 60, 90)

_STYLE_HASH = b64encode(hashlib.sha256(staff_html.STYLE.encode()).digest()).decode()
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
}


def form_field(settings: Settings, signed: str) -> str:
    """What a form of the page carries: nobody who has not read the page can send it."""
    key = settings.derived("page-form").encode()
    return hmac.new(key, signed.encode(), hashlib.sha256).hexdigest()


def router() -> APIRouter:
    """The routes; the application's services are in its state."""
    routes = APIRouter()

    @routes.get(PATH + "{signed}")
    async def show(request: Request, signed: str) -> Response:
        services: Services = request.app.state.services
        return await asyncio.to_thread(_show, services, signed)

    @routes.post(PATH + "{signed}")
    async def act(
        request: Request,
        signed: str,
        act: Annotated[str, Form()] = "",
        field: Annotated[str, Form()] = "",
        minutes: Annotated[str, Form()] = "",
        report: Annotated[str, Form(max_length=4 * MOST_REPORT)] = "",
    ) -> Response:
        services: Services = request.app.state.services
        from_elsewhere = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
        if from_elsewhere or not hmac.compare_digest(field.encode(), form_field(services.settings, signed).encode()):
            return _page(staff_html.notice(services, "link-not-done"), 403)
        return await asyncio.to_thread(_act, services, signed, act, minutes, report)

    return routes


def _page(html: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(html, status_code=status, headers=HEADERS)


def _show(services: Services, signed: str) -> Response:
    with services.backend.reading() as s:
        page = s.get(Page, page_id_of(services.settings, signed) or 0)
        if page is None:
            return _page(staff_html.notice(services, "link-forged"), 404)
        field = form_field(services.settings, signed)
        return _page(staff_html.shown(s, services, page, field, MINUTES, services.clock()))


def _act(services: Services, signed: str, act: str, minutes: str, report: str) -> Response:
    """One transaction; then back to the page, which says what came of it."""
    with services.backend.transaction() as s:
        page = s.get(Page, page_id_of(services.settings, signed) or 0)
        if page is None:
            return _page(staff_html.notice(services, "link-forged"), 404)
        chosen = {str(choice): choice for choice in MINUTES}.get(minutes)
        incident, now = page.escalation.incident, services.clock()
        if act in (TAKES, REFUSES):
            result = acknowledgements.settle(s, page, act == TAKES, "link", now)
            staff_replies.told(s, services, result, now, minutes=chosen if act == TAKES else None)
        elif act in _VERBS and incident.technician_id == page.technician_id:
            said = Answer(_VERBS[act], minutes=chosen, report=clean(report)[:MOST_REPORT])
            _in_hand(s, services, page, incident, said)
    return RedirectResponse(PATH + signed, status_code=303, headers=HEADERS)


def _in_hand(s: Session, services: Services, page: Page, incident: Incident, said: Answer) -> None:
    now = services.clock()
    if said.verb is Verb.DONE and incident.ended_at is not None:
        visits.add_report(s, incident, page.technician, said.report, now)
        return
    staff_acts.act(s, services, incident, page.technician, said, now)
