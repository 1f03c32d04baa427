"""Technicians: what a page says, what their answer does, and what the tenant is told of it."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import conversations, oncall, requests, timers
from backend_client.models import (
    Contact,
    Conversation,
    Escalation,
    Exchange,
    Page,
    Request,
    Residence,
    Technician,
)
from channels.base import VOICE
from common.phones import e164
from common.wording import text_of, translated
from hotline.services import Services

# How long each may be in a page, in characters: what is longer would push the code to answer with out of the SMS.
MOST_WHERE, MOST_ADDRESS, MOST_WHO = 90, 50, 35


@dataclass(frozen=True)
class StaffAnswer:
    key: str
    facts: dict[str, Any] = field(default_factory=dict)


def answer(s: Session, services: Services, exchange: Exchange, contact: Contact, now: datetime) -> StaffAnswer:
    """Act on a technician's message (OK 4821, NON, a bare ok) and say what came of it."""
    technician = s.get_one(Technician, contact.technician_id)
    result = oncall.acknowledge(s, technician, exchange.text, now)
    facts: dict[str, Any] = {"codes": ", ".join(result.codes)}
    if result.escalation is not None:
        request = result.escalation.request
        exchange.request_id = request.id
        facts["reference"] = request.reference
        if result.outcome == "acknowledged":
            _accepted(s, services, result.escalation, technician, exchange, now)
    return StaffAnswer(f"staff-{result.outcome.replace('_', '-')}", facts)


def _accepted(
    s: Session,
    services: Services,
    escalation: Escalation,
    technician: Technician,
    exchange: Exchange,
    now: datetime,
) -> None:
    request = escalation.request
    key = "supervisor-accepted" if request.private else "technician-accepted"
    facts = {"name": technician.name.split()[0], "reference": request.reference}
    tell_tenant(s, request, key, facts, f"accepted-{escalation.id}", exchange, now)


def tell_tenant(
    s: Session,
    request: Request,
    key: str,
    facts: dict[str, Any],
    effect: str,
    cause: Exchange | None,
    now: datetime,
    urgent: bool = True,
) -> None:
    """Write to the tenant of a request on the channel they used."""
    if request.contact_id is None:
        return
    contact = s.get_one(Contact, request.contact_id)
    conversation = conversations.open_conversation(s, contact) or conversations.conversation_for(
        s, contact, now, request_id=request.id
    )
    conversations.queue_outbound(
        s,
        conversation,
        key=key,
        facts=facts,
        effect=effect,
        cause_id=cause.id if cause else None,
        now=now,
        urgent=urgent,
        request_id=request.id,
        data={"proactive": True},
    )


def advance(s: Session, services: Services, escalation_id: int, now: datetime) -> None:
    """Page the next person of an open escalation; when everybody was paged in vain, the last resort."""
    escalation = s.get(Escalation, escalation_id, with_for_update=True)
    if escalation is None or escalation.status != "open":
        return
    page = oncall.next_page(s, escalation, now)
    paging = services.backend.landlord.paging
    if page is None:
        _exhausted(s, services, escalation, now)
        return
    exchange = _write_page(s, services, page.technician.phone, escalation.request, page.code, now)
    page.exchange_id = exchange.id
    timers.set_timer(s, "page", escalation.id, now + timedelta(seconds=paging.ack_seconds))


# The page's text: whether it is about a person in danger, and whether its reader answers with a code.
_PAGE_TEXT = {
    (False, True): "page-request",
    (True, True): "page-private",
    (False, False): "page-last-resort",
    (True, False): "page-last-resort-private",
}


def _write_page(
    s: Session, services: Services, phone: str, request: Request, code: str | None, now: datetime
) -> Exchange:
    """Queue the SMS to one phone; without a code it is the last resort's, who calls instead of answering."""
    conversation = _thread(s, phone, request, now)
    exchange = conversations.queue_outbound(
        s,
        conversation,
        key=_PAGE_TEXT[request.private, code is not None],
        facts=page_facts(services, request, code),
        effect=f"page-{code or 'last-resort'}",
        now=now,
        language="fr",
        urgent=True,
        request_id=request.id,
        author="hotline",
    )
    assert exchange is not None  # no cause, so nothing can already be there
    return exchange


def _thread(s: Session, phone: str, request: Request, now: datetime) -> Conversation:
    """The conversation with somebody who is called for a request. A technician's is about it from now on; anybody
    else's words (the last resort's, the lift firm's) must not be taken for the tenant's."""
    contact = conversations.contact_for(s, "sms", phone, now)
    about = request.id if contact.technician_id is not None else None
    return conversations.conversation_for(s, contact, now, request_id=about)


def page_facts(services: Services, request: Request, code: str | None) -> dict[str, Any]:
    """What a technician needs at the door; of a private danger only that there is one and where to call."""
    facts: dict[str, Any] = {
        "reference": request.reference,
        "code": code or "",
        "hotline": services.backend.landlord.hotline_phone,
    }
    if request.private:
        return facts
    if request.danger:
        what: Any = text_of(f"danger-name-{request.danger.replace('_', '-')}")
    elif request.situation:
        what = translated(services.catalogue.situation(request.situation).label)
    else:
        what = text_of("page-unqualified")
    return {**facts, "what": what, "where": _where(request), "who": _who(request)}


def _where(request: Request) -> str:
    """The address, and what helps at the door: on file, else as the tenant told it."""
    building, dwelling, told = request.building, request.dwelling, request.details.get("told", {})
    address = _short(building.address, MOST_ADDRESS) if building else request.typed_address
    floor = (dwelling.floor if dwelling else "") or _told_floor(request.typed_address, told)
    code = (building.access_code if building else "") or told.get("access_code", "")
    parts = (
        address,
        f"étage {floor}" if floor else "",
        f"porte {dwelling.door}" if dwelling and dwelling.door else "",
        f"code {code}" if code and code not in request.typed_address else "",
        "chien" if told.get("dog") else "",
    )
    return _short(", ".join(part for part in parts if part), MOST_WHERE) or "?"


def _told_floor(address: str, told: Mapping[str, Any]) -> str:
    """The floor that the tenant named, where the address as typed does not."""
    if told.get("floor") is None or "tage" in address:
        return ""
    return str(told["floor"])


def _who(request: Request) -> str:
    name = request.typed_name
    if request.person is not None:
        name = f"{request.person.first_name} {request.person.last_name}"
    return _short(name, MOST_WHO) or "?"


def _short(text: str, most: int) -> str:
    """The text, or its whole words that fit with three dots."""
    return textwrap.shorten(text, most, placeholder="...") if len(text) > most else text


def call_lift_firm(s: Session, services: Services, request: Request, residence: Residence, now: datetime) -> None:
    """Somebody is trapped: the lift firm's emergency line is called, and once per request."""
    effect = f"lift-firm-{request.id}"
    already = select(Exchange.id).where(Exchange.request_id == request.id, Exchange.effect == effect)
    if s.scalar(already) is not None:
        return
    conversations.queue_outbound(
        s,
        _thread(s, e164(residence.lift_phone) or residence.lift_phone, request, now),
        key="lift-firm-call",
        facts={"where": _where(request), "hotline": services.backend.landlord.hotline_phone},
        effect=effect,
        now=now,
        language="fr",
        urgent=True,
        request_id=request.id,
        author="hotline",
        channel=VOICE if VOICE in services.channels else None,
    )
    requests.record(s, request, "lift_firm_called", "hotline", now)


def _exhausted(s: Session, services: Services, escalation: Escalation, now: datetime) -> None:
    """Everybody was paged in vain: the last resort is written to, the tenant told the truth, and it starts again."""
    request, paging = escalation.request, services.backend.landlord.paging
    requests.record(s, request, "nobody_answered", "hotline", now, escalation_id=escalation.id)
    oncall.raise_alert(s, request, "nobody_answered", now, None)
    _write_page(
        s,
        services,
        e164(paging.last_resort_phone) or paging.last_resort_phone,
        request,
        None,
        now,
    )
    tell_tenant(s, request, "nobody-yet", {}, f"nobody-{escalation.id}", None, now)
    timers.set_timer(s, "page_round", escalation.id, now + timedelta(seconds=paging.repeat_seconds))


def tell_paged(s: Session, services: Services, request: Request, exchange: Exchange, now: datetime) -> None:
    """An address that came after the page goes to whoever was paged for this request.

    Never for a danger to a person: the supervisor calls the hotline and reads the file.
    """
    if request.private:
        return
    pages = s.scalars(
        select(Page)
        .join(Escalation)
        .where(
            Escalation.request_id == request.id,
            Page.status.in_(("sent", "acknowledged")),
        )
    )
    for page in pages:
        conversations.queue_outbound(
            s,
            _thread(s, page.technician.phone, request, now),
            key="page-address",
            facts={"reference": request.reference, "where": request.typed_address},
            effect=f"address-{page.id}",
            cause_id=exchange.id,
            now=now,
            language="fr",
            urgent=True,
            request_id=request.id,
        )
