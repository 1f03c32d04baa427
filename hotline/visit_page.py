"""The page behind a contractor's link: GET shows, POST acts. No account: the signed link is the capability.

Previews of messages fetch links, so a GET changes nothing. A form sends back a field that only the page itself knows.
What is pressed twice is said to be known; after the day, nothing can be changed.
"""

import asyncio
import hashlib
import hmac
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from backend_client import job_days, job_reports
from backend_client.calendar import paris_day
from backend_client.job_reports import KINDS, MOST_WORK, Said
from backend_client.models import Appointment
from backend_client.models import Request as TenantRequest
from common.text import clean
from hotline import plain_pages, visit_html
from hotline.services import Services
from hotline.settings import Settings
from hotline.signed_links import JOB, number_of

_STYLE = plain_pages.style("visit")
# What the page may be told to say after a button, in its own address.
_SAID = frozenset({"noted", "known", "incomplete", "no-day", "over"})


def form_field(settings: Settings, signed: str) -> str:
    """What a form of the page carries: nobody who has not read the page can send it."""
    key = settings.derived("visit-form").encode()
    return hmac.new(key, signed.encode(), hashlib.sha256).hexdigest()


def router(services: Services) -> APIRouter:
    """``GET`` and ``POST /v/{signed}``."""
    routes = APIRouter()

    @routes.get(JOB + "{signed}")
    async def show(signed: str, said: str = "") -> Response:
        return await asyncio.to_thread(_show, services, signed, said if said in _SAID else "")

    @routes.post(JOB + "{signed}")
    async def act(
        request: Request,
        signed: str,
        act: Annotated[str, Form()] = "",
        field: Annotated[str, Form()] = "",
        minutes: Annotated[str, Form()] = "",
        fixed: Annotated[str, Form()] = "yes",
        work: Annotated[str, Form(max_length=4 * MOST_WORK)] = "",
        parts_on: Annotated[str, Form()] = "",
    ) -> Response:
        from_elsewhere = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
        if from_elsewhere or not hmac.compare_digest(field.encode(), form_field(services.settings, signed).encode()):
            return _page(*visit_html.notice(services, "not-done"), 403)
        told = {"act": act, "minutes": minutes, "fixed": fixed, "work": work, "parts_on": parts_on}
        return await asyncio.to_thread(_act, services, signed, told)

    return routes


def _page(title: str, body: str, status: int = 200) -> HTMLResponse:
    return plain_pages.response(title, body, _STYLE, status)


def _show(services: Services, signed: str, said: str) -> Response:
    with services.backend.reading() as s:
        appointment = s.get(Appointment, number_of(services.settings, JOB, signed) or 0)
        if appointment is None:
            return _page(*visit_html.notice(services, "forged"), 404)
        if s.get_one(TenantRequest, appointment.request_id).private:
            return _page(*visit_html.notice(services, "private"))
        phase = job_days.phase(appointment, services.clock())
        field = form_field(services.settings, signed)
        return _page(*visit_html.shown(s, services, appointment, field, phase, said))


def _act(services: Services, signed: str, told: dict[str, str]) -> Response:
    """One transaction; then back to the page, which says what came of it."""
    with services.backend.transaction() as s:
        appointment = s.get(Appointment, number_of(services.settings, JOB, signed) or 0)
        if appointment is None:
            return _page(*visit_html.notice(services, "forged"), 404)
        now = services.clock()
        said, wrong = _read(told, paris_day(now))
        outcome = wrong or (job_reports.contractor_says(s, appointment, said, now) if said else "")
    query = f"?said={outcome}" if outcome in _SAID else ""
    return RedirectResponse(f"{JOB}{signed}{query}", status_code=303, headers={"Cache-Control": "no-store"})


def _read(told: dict[str, str], today: date) -> tuple[Said | None, str]:
    """What a form says; the second is what is wrong with it."""
    kind, minutes = told["act"], told["minutes"]
    if kind not in KINDS:
        return None, ""
    allowed = {"on_the_way": visit_html.WAY_MINUTES, "late": visit_html.LATE_MINUTES}.get(kind, ())
    chosen = int(minutes) if minutes.isdecimal() and int(minutes) in allowed else None
    if kind == "late" and chosen is None:
        return None, "incomplete"
    day = None
    if kind == "parts_needed" and told["parts_on"]:
        day = _day(told["parts_on"])
        if day is None or day < today:
            return None, "no-day"
    work = clean(told["work"])[:MOST_WORK]
    return Said(kind, minutes=chosen, fixed=told["fixed"] != "no", work=work, parts_on=day), ""


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
