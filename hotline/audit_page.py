"""The yearly reports behind the desk's sign-in: ``/desk/report/…`` as pages, their tables as files."""

import asyncio
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.routing import APIRouter
from markupsafe import Markup

from backend_client.audit import AuditError, Places
from backend_client.commitments import promises
from hotline import audit_csv, audit_html, plain_pages
from hotline.audit_document import Report
from hotline.audit_html import PATH
from hotline.audit_reports import make
from hotline.desk.auth import Staff, allowed
from hotline.desk.page import MENU, go_to, rendered, routes, services_of
from hotline.services import Services

_STYLE = plain_pages.style("audit")
_LINE = ("audit", PATH, "Rapports")
_WRONG = "Ce rapport ne peut pas être établi : vérifiez son nom, les dates, la résidence et la promesse."
Reader = Annotated[Staff, Depends(allowed("audit"))]


def _given(since: str = "", until: str = "", residence: str = "", promise: str = "") -> dict[str, str]:
    return {"since": since, "until": until, "residence": residence, "promise": promise}


Given = Annotated[dict[str, str], Depends(_given)]


def router() -> APIRouter:
    """``GET /desk/report/<name>`` and ``GET /desk/report/<name>/<table>.csv``."""
    pages = routes()
    if _LINE not in MENU:
        MENU.append(_LINE)

    @pages.get(PATH)
    async def first(staff: Reader) -> Response:
        return go_to(audit_html.address("promises"))

    @pages.get(PATH + "/{name}")
    async def page(
        request: Request,
        staff: Reader,
        name: str,
        given: Given,
    ) -> Response:
        """A report; a mistake in the address is told on the page (400)."""
        return await asyncio.to_thread(_page, services_of(request), staff, name, given)

    @pages.get(PATH + "/{name}/{table}.csv")
    async def file(
        request: Request,
        staff: Reader,
        name: str,
        table: str,
        given: Given,
    ) -> Response:
        """One table of a report as a file."""
        return await asyncio.to_thread(_file, services_of(request), staff, name, table, given)

    return pages


def _made(services: Services, name: str, given: dict[str, str]) -> tuple[Report, list[tuple[str, str]]]:
    """The report, and the residences that can be chosen."""
    backend = services.backend
    with backend.reading() as s:
        report = make(s, backend.landlord, name, services.clock(), **given)
        places = Places.read(s).residences.values()
    return report, [(each.code, each.name) for each in places]


def _page(services: Services, staff: Staff, name: str, given: dict[str, str]) -> Response:
    try:
        report, places = _made(services, name, given)
    except AuditError:
        return rendered(services, "notice.html", staff, 400, title=_WRONG)
    query = {**given, "since": report.period.since.isoformat(), "until": report.period.until.isoformat()}
    listed = [(each.number, f"{each.number} {each.title}") for each in promises().by_number.values()]
    form = audit_html.filters(name, places, listed if name == "promises" else (), query)
    body = audit_html.body(report, services.backend.landlord.name, query, form)
    # Everything in it was escaped when it was made.
    safe, css = Markup(body), Markup(_STYLE)
    return rendered(services, "audit.html", staff, title=report.title, body=safe, css=css, here=PATH)


def _file(services: Services, staff: Staff, name: str, table: str, given: dict[str, str]) -> Response:
    try:
        report, _ = _made(services, name, given)
    except AuditError:
        return rendered(services, "notice.html", staff, 400, title=_WRONG)
    found = report.table(table)
    if found is None:
        return rendered(services, "notice.html", staff, 404, title="Ce rapport n'a pas ce tableau.")
    called = audit_csv.file_name(name, found, report.period.since.isoformat(), report.period.until.isoformat())
    return Response(
        audit_csv.written(found).encode(audit_csv.ENCODING),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{called}"'},
    )
