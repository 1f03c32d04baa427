"""The page behind a one-time link: ``GET /envoi/<token>`` shows, ``POST`` takes the files. All of them or none.

The signed address is the capability. Previews of messages fetch it, so a GET changes nothing; a form sends back a field
that only the page knows, before its first file. An address works once: for one sending that was kept.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from backend_client import attachments
from backend_client import models as rows
from backend_client.attachments import Origin
from backend_client.file_store import StoredFile
from common.wording import FALLBACK
from hotline.arrivals import Arrivals, Malformed
from hotline.file_checks import FileRefused
from hotline.services import Services
from hotline.staff_page import form_field
from hotline.upload_html import Form, UploadPage
from hotline.upload_links import PATH, Upload, upload_of

FIELD = "field"
# What a form has besides its files: fields and the lines between its parts.
_ROOM = 100_000
_TOO_LARGE = frozenset({"size", "many", "pixels", "full"})


def router(services: Services) -> APIRouter:
    """The routes."""
    routes, page = APIRouter(), _Doors(services)
    routes.add_api_route(PATH + "{signed}", page.show, methods=["GET"])
    routes.add_api_route(PATH + "{signed}", page.take, methods=["POST"])
    return routes


class _Doors:
    def __init__(self, services: Services) -> None:
        self._services = services
        self._rules = services.backend.landlord.attachments

    async def show(self, signed: str, lang: str = Query("", max_length=8)) -> Response:
        """The form, or in plain words why there is none."""
        return await asyncio.to_thread(self._shown, signed, lang)

    async def take(self, request: Request, signed: str, lang: str = Query("", max_length=8)) -> Response:
        """Keep the files of one sending. 413 while they are read where they are too large, 422 for another refusal."""
        upload, gone = await asyncio.to_thread(self._open, signed, lang)
        if upload is None:
            return gone
        field = form_field(self._services.settings, signed)
        try:
            refused = await self._taken(request, upload, field)
        except Malformed:
            return self._page(lang).notice("upload-page-interrupted", 403)
        if refused is not None:
            return await asyncio.to_thread(self._form, signed, upload, lang, refused)
        query = f"?lang={lang}" if lang.isalpha() else ""
        return RedirectResponse(f"{PATH}{signed}{query}", status_code=303, headers={"Cache-Control": "no-store"})

    async def _taken(self, request: Request, upload: Upload, field: str) -> FileRefused | None:
        """None: the files are kept, or were by another sending of the same link.

        :raises Malformed: it is not our form, or comes from another site
        """
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise Malformed("from another site")
        most, most_files = self._rules.max_bytes, self._rules.max_files
        if int(request.headers.get("content-length") or 0) > most * most_files + _ROOM:
            return FileRefused("size", most=self._rules.max_megabytes)
        files = self._services.files
        with Arrivals(files.store, most, most_files) as arrived:
            try:
                await arrived.form(request.headers.get("content-type", ""), request.stream(), FIELD, field)
                if not arrived.files:
                    raise FileRefused("empty")
                kept = await files.keep_all(arrived.files)
            except FileRefused as refused:
                return refused
            names = [each.name for each in arrived.files]
            try:
                await asyncio.to_thread(self._write, upload, kept, names)
            except BaseException as error:
                files.discard(kept)
                if isinstance(error, attachments.TooMany):
                    return FileRefused("full")
                if not isinstance(error, attachments.LinkUsed):
                    raise
        return None

    def _write(self, upload: Upload, kept: Sequence[StoredFile], names: Sequence[str]) -> None:
        """One transaction: the link is used, its files have rows.

        :raises attachments.LinkUsed: another sending was first
        :raises attachments.TooMany: the request is full
        """
        now = self._services.clock()
        with self._services.backend.transaction() as s:
            request = s.get_one(rows.Request, upload.request_id, with_for_update=True)
            if _is_erased(request):
                # While the files were on their way: the address says so when it is opened again.
                raise attachments.LinkUsed(upload.token_hash)
            link = attachments.use_link(
                s,
                rows.UploadLink(
                    token_hash=upload.token_hash,
                    request_id=upload.request_id,
                    purpose=upload.purpose,
                    issued_at=upload.issued_at,
                    expires_at=upload.expires_at,
                    used_at=now,
                    max_files=self._rules.max_files,
                    files=len(kept),
                ),
            )
            for file, name in zip(kept, names, strict=True):
                attachments.add(s, request, file, Origin("tenant", upload.purpose, None, link.id, name), now)

    def _shown(self, signed: str, lang: str) -> Response:
        upload, gone = self._open(signed, lang)
        return gone if upload is None else self._form(signed, upload, lang)

    def _open(self, signed: str, lang: str) -> tuple[Upload | None, Response]:
        """What an address that still works is for; None, and the page that says so, for any other."""
        upload = upload_of(self._services.settings, signed, timedelta(hours=self._rules.link_hours))
        with self._services.backend.reading() as s:
            request = s.get(rows.Request, upload.request_id) if upload else None
            if upload is None or request is None:
                return None, self._page(lang).notice("upload-page-forged", 404)
            page = self._page(lang or request.language or FALLBACK)
            used = attachments.used_link(s, upload.token_hash)
            if used is not None:
                return None, page.received(used.files, request.reference)
            erased = _is_erased(request)
        if erased or self._services.clock() >= upload.expires_at:
            return None, page.notice("upload-page-expired", 410)
        return upload, Response()

    def _form(self, signed: str, upload: Upload, lang: str, refused: FileRefused | None = None) -> Response:
        with self._services.backend.reading() as s:
            request = s.get_one(rows.Request, upload.request_id)
            language, reference, private = lang or request.language or FALLBACK, request.reference, request.private
        page = self._page(language)
        sensitive = private or attachments.PURPOSES[upload.purpose].sensitive
        months = self._rules.keep_sensitive_months if sensitive else self._rules.keep_months
        form = Form(reference, form_field(self._services.settings, signed), months)
        if refused is None:
            return page.form(form)
        status = 413 if refused.reason in _TOO_LARGE else 422
        return page.form(form, status, page.refusal(refused.reason, refused.place, **refused.facts))

    def _page(self, lang: str) -> UploadPage:
        return UploadPage(self._services.wording, self._services.backend.landlord, lang)


def _is_erased(request: rows.Request) -> bool:
    """Whose request it was has been erased: nothing more is taken for it."""
    return request.contact_id is None and request.person_id is None
