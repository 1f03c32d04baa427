"""The morning report: made for a day, told to the desk at each first opening, served under an expiring address."""

import asyncio
from datetime import date, datetime, time, timedelta

from fastapi import APIRouter, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import alerts, night_rows, notices, timers
from backend_client.calendar import closure, local_instant, next_opening, paris_day
from backend_client.landlord import Landlord
from backend_client.models import Alert, Request
from backend_client.night_report import Report, build
from backend_client.requests import change_status
from common.catalogue import Catalogue
from common.wording import Wording
from hotline import night_html, night_words, plain_pages
from hotline.services import Services
from hotline.signed_links import REPORT, report_of

TIMER = "night_report"
# How long the address of a report opens it: over a long weekend.
LINK_LASTS = timedelta(days=4)


def next_at(landlord: Landlord, now: datetime) -> datetime:
    """The first opening of the office on the next day on which it opens: of today, when that is still to come."""
    today = next_opening(landlord, local_instant(paris_day(now), time()))
    return today if today > now else next_opening(landlord, local_instant(paris_day(now) + timedelta(days=1), time()))


def make(s: Session, landlord: Landlord, catalogue: Catalogue, wording: Wording, day: date, now: datetime) -> Report:
    """The report of the time for which the office is shut before its first opening on a day or after it."""
    since, until = closure(landlord, day)

    def what(request: Request) -> str:
        if request.danger:
            return wording.render(f"danger-name-{request.danger.replace('_', '-')}", {}, "fr", "web")
        return catalogue.situation(request.situation).label["fr"] if request.situation else ""

    return build(night_rows.read(s, since, min(until, now), what), since, until, now)


def tell(s: Session, services: Services, subject: int, now: datetime) -> None:
    """The office opens: one line for the advisers, in the place of yesterday's if nobody has seen that; of a quiet
    night none, an alert that says nothing teaches people to look away."""
    landlord = services.backend.landlord
    timers.set_timer(s, TIMER, subject, next_at(landlord, now))
    seen = select(Alert).where(Alert.reason == night_rows.REASON, Alert.acknowledged_at.is_(None))
    for old in s.scalars(seen):
        alerts.acknowledge_alert(s, old.id, "hotline", now)
        change_status(s, s.get_one(Request, old.request_id), "closed", "hotline", now)
    day = paris_day(now)
    report = make(s, landlord, services.catalogue, services.wording, day, now)
    if report.quiet:
        return
    summary = f"{night_words.headline(report)} veilleur report night --date {day}"
    notices.for_advisers(s, night_rows.REASON, summary, now, {"day": day.isoformat()})


def router(services: Services) -> APIRouter:
    """``GET /reports/night/{signed}``."""
    routes = APIRouter()

    @routes.get(REPORT + "{signed}")
    async def read(signed: str) -> Response:
        """The report as a page; 404 for an address that nobody signed, or that has expired."""
        return await asyncio.to_thread(_page, services, signed)

    return routes


def _page(services: Services, signed: str) -> Response:
    now = services.clock()
    day = report_of(services.settings, signed, now)
    if day is None:
        body = "<main><h1>Rapport d'astreinte</h1><p>Cette adresse n'est pas ou plus valable.</p></main>"
        return plain_pages.response("Rapport d'astreinte", body, night_html.STYLE, 404)
    landlord = services.backend.landlord
    with services.backend.reading() as s:
        report = make(s, landlord, services.catalogue, services.wording, day, now)
    return plain_pages.response(night_html.title(report), night_html.body(report, landlord.name), night_html.STYLE)
