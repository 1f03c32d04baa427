"""A photo or document as staff see it: behind the desk's sign-in, each view in the log of access, kept by no cache.

What a tenant sent is never a page of ours: a photo was re-encoded, a PDF is only ever downloaded, and the policy gives
either of them an origin of its own without any right (``sandbox``).
"""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import FileResponse, PlainTextResponse

from backend_client.accounts import ROLES
from backend_client.attachments import PHOTO
from backend_client.models import Attachment
from backend_client.privacy import accessed
from hotline.desk.auth import Staff, allowed
from hotline.services import Services

PATH = "/desk/attachments/"
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def router() -> APIRouter:
    """``GET /desk/attachments/<id>``, for whoever may see requests; the application's services are in its state."""
    routes = APIRouter()

    @routes.get(PATH + "{attachment_id}")
    async def show(
        request: Request, attachment_id: int, staff: Annotated[Staff, Depends(allowed("inbox"))]
    ) -> Response:
        services: Services = request.app.state.services
        return await asyncio.to_thread(attachment_response, services, staff, attachment_id)

    return routes


def may_see(staff: Staff, attachment: Attachment) -> bool:
    """Whether a file may be shown to somebody who may see requests: a sensitive one is like a confidential request."""
    case, reach = attachment.request, ROLES[staff.role].private
    theirs = reach == "all" or (reach == "teams" and case.team in staff.teams)
    return staff.may_see(case) and (theirs or not attachment.sensitive)


def attachment_response(services: Services, staff: Staff, attachment_id: int) -> Response:
    """The file, once it is in the log who saw it; 403 for whoever has no need of it, 404 and 410 for what is not
    there."""
    with services.backend.transaction() as s:
        attachment = s.get(Attachment, attachment_id)
        if attachment is None:
            return _plain("Cette pièce n'existe pas.", 404)
        if not may_see(staff, attachment):
            return _plain("Cette pièce est réservée à l'équipe qui traite la demande.", 403)
        path = services.files.store.path(attachment.stored_name)
        if attachment.deleted_at is not None or not path.is_file():
            return _plain("Cette pièce a été effacée.", 410)
        accessed(s, staff.who, "attachment", "attachment", attachment.id, services.clock())
        shown = "inline" if attachment.kind == PHOTO else "attachment"
        name = f"{attachment.request.reference}-{attachment.id}{path.suffix}"
        media_type = attachment.media_type
    return FileResponse(path, media_type=media_type, headers=_HEADERS, filename=name, content_disposition_type=shown)


def _plain(text: str, status: int) -> Response:
    return PlainTextResponse(text, status_code=status, headers=_HEADERS)
