"""The list of what needs a human being: its filters and pages are in the address."""

import asyncio
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from backend_client import inbox, privacy
from backend_client.accounts import ROLES
from backend_client.inbox import Inbox, Line, Reader, Wanted
from hotline.desk import cases, words
from hotline.desk.auth import Staff, allowed
from hotline.desk.page import rendered, routes, services_of
from hotline.services import Services

PATH = "/desk/inbox"
MOST = 40
_VIEWS = {
    "todo": "À traiter",
    "alerts": "Alertes",
    "late": "En retard",
    "soon": "Échéance 24 h",
    "waiting": "En attente de réponse",
    "contested": "Contestations",
    "mine": "À moi",
    "all": "Toutes",
}


@dataclass(frozen=True)
class Row:
    """A line as it is shown."""

    line: Line
    title: str
    where: str
    who: str
    words: str
    link: str


@dataclass(frozen=True)
class Tab:
    code: str
    label: str
    count: int
    link: str
    here: bool


def router() -> APIRouter:
    pages = routes()

    @pages.get(PATH)
    async def show(
        request: Request,
        staff: Annotated[Staff, Depends(allowed("inbox"))],
        view: str = "todo",
        team: str = "",
        q: str = "",
        page: int = 1,
    ) -> Response:
        return await asyncio.to_thread(_show, services_of(request), staff, view, team, q[:80], max(1, min(page, 1000)))

    return pages


def reader(staff: Staff) -> Reader:
    """Whose eyes the inbox is looked at with."""
    return Reader(staff.id, staff.name, ROLES[staff.role].private, staff.teams)


def _show(services: Services, staff: Staff, view: str, team: str, q: str, page: int) -> Response:
    wanted = Wanted(view if view in _VIEWS else "todo", team or None, q)
    now = services.clock()
    with services.backend.reading() as s:
        found = inbox.inbox(s, reader(staff), wanted, now, (page - 1) * MOST, MOST)
        known = inbox.teams(s)
        rows = [_row(services, line) for line in found.lines]
    named = [line.request.id for line in found.lines if not line.hidden and line.request.private]
    _note(services, staff, named)
    return rendered(
        services,
        "inbox.html",
        staff,
        here=PATH,
        rows=rows,
        tabs=_tabs(found, wanted),
        view=_VIEWS[wanted.view],
        wanted=wanted,
        teams=sorted({*known, *staff.teams}, key=lambda code: words.label(code, "team")),
        total=found.total,
        first=(page - 1) * MOST + 1,
        page=page,
        pages=max(1, -(-found.total // MOST)),
        back=_link(wanted, page),
        earlier=_link(wanted, page - 1),
        later=_link(wanted, page + 1),
    )


def _note(services: Services, staff: Staff, request_ids: list[int]) -> None:
    """A confidential request that was shown in the list was seen: it goes into the log of access."""
    if not request_ids:
        return
    now = services.clock()
    with services.backend.transaction() as s:
        for request_id in request_ids:
            privacy.accessed(s, staff.who, "inbox", "request", request_id, now)


def _row(services: Services, line: Line) -> Row:
    if line.hidden:
        return Row(line, "Signalement confidentiel", "", "", "À traiter par la personne responsable.", "")
    request = line.request
    return Row(
        line,
        cases.title(services.catalogue.situations, services.wording, request),
        cases.where(request),
        cases.who(request),
        cases.words(request),
        f"/desk/requests/{request.reference}",
    )


def _tabs(found: Inbox, wanted: Wanted) -> list[Tab]:
    return [
        Tab(code, label, found.counts[code], _link(Wanted(code, wanted.team, wanted.words), 1), code == wanted.view)
        for code, label in _VIEWS.items()
    ]


def _link(wanted: Wanted, page: int) -> str:
    given = {
        "view": wanted.view if wanted.view != "todo" else "",
        "team": wanted.team or "",
        "q": wanted.words,
        "page": str(page) if page > 1 else "",
    }
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{PATH}?{query}" if query else PATH
