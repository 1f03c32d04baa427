"""``POST /api/work-orders``: the landlord's own system sends a work order, and the tenant is told within a second.

The key is compared by its hash in constant time. The body is small JSON, checked by ``work_orders.schema.json``; the
answer to a wrong one names the field. The same order again is 200 and changes nothing; a new one is 201.
"""

import asyncio
import hashlib
import hmac
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from backend_client import work_orders
from backend_client.models import Contractor
from backend_client.requests import request_by_reference
from backend_client.work_orders import WorkOrderError
from hotline.services import Services

PATH = "/api/work-orders"
MOST_BYTES = 8192
_SCHEMA = json.loads(Path(__file__).with_name("work_orders.schema.json").read_text(encoding="utf-8"))
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

Answer = tuple[int, dict[str, Any]]


class _Wrong(Exception):
    """The body cannot be used: which field, and why."""

    def __init__(self, field: str, error: str) -> None:
        super().__init__(error)
        self.field, self.error = field, error


def router(services: Services) -> APIRouter:
    """The route, for those who show the key; without a key in the settings there is none."""
    routes, key = APIRouter(), services.settings.work_orders_key.get_secret_value()
    if not key:
        return routes
    expected = _hash(key)

    @routes.post(PATH)
    async def receive(request: Request) -> JSONResponse:
        if not hmac.compare_digest(_hash(_shown(request)), expected):
            return _json(401, {"error": "the key is missing or wrong"}, {"WWW-Authenticate": "Bearer"})
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return _json(413, {"error": f"the body is longer than {MOST_BYTES} bytes"})
        try:
            told = _read(body)
            status, answer = await asyncio.to_thread(_receive, services, told)
        except _Wrong as wrong:
            return _json(400, {"field": wrong.field, "error": wrong.error})
        return _json(status, answer)

    return routes


def _hash(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


def _shown(request: Request) -> str:
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    return shown.strip() if scheme.lower() == "bearer" else ""


def _json(status: int, content: dict[str, Any], more: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(content, status, {**_HEADERS, **(more or {})})


def _read(body: bytes) -> dict[str, Any]:
    """The body as the schema allows it, ``sent_at`` as an aware datetime. Raises :class:`_Wrong`."""
    try:
        told = json.loads(body)
    except ValueError:
        raise _Wrong("", "the body is not JSON") from None
    problem = best_match(Draft202012Validator(_SCHEMA).iter_errors(told))
    if problem is not None:
        raise _Wrong(_field_of(problem), problem.message)
    if "sent_at" in told:
        told["sent_at"] = _moment(told["sent_at"])
    return {**told, "reference": told["reference"].strip()}


def _field_of(problem: Any) -> str:
    """The field that a problem is about; of one that is missing, its name."""
    if problem.absolute_path:
        return str(problem.absolute_path[0])
    if problem.validator == "required":
        return str(next(name for name in problem.validator_value if name not in problem.instance))
    if problem.validator == "additionalProperties":
        return str(sorted(set(problem.instance) - set(_SCHEMA["properties"]))[0])
    return ""


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise _Wrong("sent_at", f"'{written}' is not a time of ISO 8601") from None
    if moment.tzinfo is None:
        raise _Wrong("sent_at", f"'{written}' has no offset: write 2026-12-24T08:00:00+01:00")
    return moment


def _receive(services: Services, told: dict[str, Any]) -> Answer:
    """Tried again where the same order came twice at once: the second finds the first."""
    try:
        return _received(services, told)
    except IntegrityError:
        return _received(services, told)


def _received(services: Services, told: dict[str, Any]) -> Answer:
    with services.backend.transaction() as s:
        request = request_by_reference(s, told["request"])
        if request is None:
            raise _Wrong("request", f"the request {told['request']} is unknown")
        firm = s.scalar(select(Contractor).where(Contractor.code == told["contractor"]))
        if firm is None:
            raise _Wrong("contractor", f"the contractor '{told['contractor']}' is unknown")
        try:
            order, created = work_orders.receive(
                s,
                told["reference"],
                request,
                firm,
                services.clock(),
                source="api",
                sent_at=told.get("sent_at"),
                description=told.get("description", ""),
            )
        except WorkOrderError as error:
            return 409, {"error": str(error)}
        answer = {"reference": order.reference, "request": request.reference, "contractor": firm.code}
        return (201 if created else 200), {**answer, "created": created}
