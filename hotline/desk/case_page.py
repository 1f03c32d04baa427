"""The page of a request: its thread, what is owed, and the buttons of those who work on it."""

import asyncio
import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy.orm import Session

from backend_client import privacy
from backend_client.models import Request as Case
from backend_client.requests import request_by_reference
from channels import sms_text
from channels.base import SMS
from common.gsm7 import parts
from hotline.desk import case_view, words
from hotline.desk.auth import Refused, Staff, allowed, local_address
from hotline.desk.deeds import DEEDS, Doing, Problem, do, teams
from hotline.desk.page import go_to, rendered, routes, services_of
from hotline.desk.thread import thread
from hotline.services import Services
from hotline.takeovers import MOST_TEXT

PATH = "/desk/requests"
_UNKNOWN = "Cette demande n'existe pas, ou elle est confidentielle et ne vous est pas ouverte."


def router() -> APIRouter:
    pages = routes()

    @pages.get(PATH + "/{reference}")
    async def show(request: Request, reference: str, staff: Annotated[Staff, Depends(allowed("inbox"))]) -> Response:
        return await asyncio.to_thread(_show, services_of(request), staff, reference)

    @pages.get(PATH + "/{reference}/thread")
    async def live(request: Request, reference: str, staff: Annotated[Staff, Depends(allowed("inbox"))]) -> Response:
        """The thread alone, for a page that is open."""
        return await asyncio.to_thread(_thread, services_of(request), staff, reference)

    @pages.post(PATH + "/{reference}/length")
    async def length(request: Request, reference: str, staff: Annotated[Staff, Depends(allowed("answer"))]) -> Response:
        """How long an answer would be as an SMS."""
        text = (await request.form()).get("text", "")
        written = text if isinstance(text, str) else ""
        return await asyncio.to_thread(_length, services_of(request), staff, reference, written)

    @pages.post(PATH + "/{reference}/{deed}")
    async def act(
        request: Request, reference: str, deed: str, staff: Annotated[Staff, Depends(allowed("answer"))]
    ) -> Response:
        form = await request.form()
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
        return await asyncio.to_thread(_act, services_of(request), staff, reference, deed, fields)

    return pages


def _case(s: Session, staff: Staff, reference: str) -> Case:
    """:raises Refused: there is none, or not for them; both are told the same"""
    case = request_by_reference(s, reference)
    if case is None or not staff.may_see(case):
        raise Refused(404, _UNKNOWN)
    return case


def _show(
    services: Services, staff: Staff, reference: str, problem: str = "", written: str = "", status: int = 200
) -> Response:
    now = services.clock()
    with services.backend.reading() as s:
        case = _case(s, staff, reference)
        shown = case_view.view(s, services, case, staff)
        facts = {"view": shown, "case": case, "teams": teams(s, services)}
        page = rendered(
            services,
            "case.html",
            staff,
            status,
            here="/desk/inbox",
            problem=problem,
            written=written,
            once=secrets.token_hex(8),
            most_text=MOST_TEXT,
            spoken=_spoken(shown),
            **facts,
        )
    with services.backend.transaction() as s:
        privacy.accessed(s, staff.who, "thread", "request", case.id, now)
    return page


def _spoken(shown: case_view.CaseView) -> str:
    """The tenant's language, where it is another one than French."""
    spoken = (shown.contact.language if shown.contact else None) or shown.case.language
    return words.label(spoken, "language") if spoken and spoken != "fr" else ""


def _thread(services: Services, staff: Staff, reference: str) -> Response:
    with services.backend.reading() as s:
        case = _case(s, staff, reference)
        return rendered(services, "thread.html", staff, said=thread(s, services, case))


def _length(services: Services, staff: Staff, reference: str, text: str) -> Response:
    with services.backend.reading() as s:
        contact = case_view.contact_of(s, _case(s, staff, reference))
    if contact is None or contact.channel != SMS:
        return JSONResponse({"told": f"{len(text)} caractères", "fits": len(text) <= MOST_TEXT})
    sms = sms_text.render(text, (), contact.language or "fr")
    number = parts(sms.text) if text.strip() else 0
    told = "trop long pour un SMS" if sms.shortened else f"{len(sms.text)} caractères, {number} SMS"
    return JSONResponse({"told": told, "fits": not sms.shortened})


def _act(services: Services, staff: Staff, reference: str, deed: str, fields: dict[str, str]) -> Response:
    if deed not in DEEDS:
        raise Refused(404, "Cette page n'existe pas.")
    try:
        with services.backend.transaction() as s:
            case = _case(s, staff, reference)
            do(Doing(s, services, case, staff, fields, services.clock()), deed)
            seen = staff.may_see(case)
            conversation_id = case_view.conversation_id(s, case)
    except Problem as problem:
        written = fields.get("text", "") if deed == "write" else ""
        return _show(services, staff, reference, str(problem), written, 409)
    services.wake_up()
    if conversation_id is not None:
        services.changed(conversation_id)
    # Given to another team, a confidential request may be out of one's sight.
    back = fields.get("back", "") or f"{PATH}/{reference}"
    return go_to(local_address(back) if seen else "/desk/inbox")
