"""Calls to the number: a short French menu. Each call is an exchange; 1 pages the duty and dials it, a spoken message
becomes a request, and a technician who calls takes the page that waits for them.

What a call was answered is kept with it: an event that is told again gets the same answer and does nothing.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import acknowledgements, alerts, conversations, escalations, incidents, outbox, requests, routing
from backend_client.calendar import due_at
from backend_client.models import Contact, Escalation, Exchange, Incident, Page, Request, Technician
from backend_client.rota import levels, on_duty
from backend_client.rota_store import load_rota
from channels.base import SMS, VOICE, CallEvent, CallStep, Keypress
from common.phones import is_mobile
from hotline import staff_replies
from hotline.services import Services

URGENT_KEY = "1"
# How urgent a spoken message is until somebody has heard it: what is urgent has its own key.
UNHEARD = "3_days"
# The SMS after an urgent call, by how it was routed.
_CONFIRMED = {"paged": "call-urgent-paged", "known": "call-urgent-paged", "alerted": "call-urgent-alerted"}

Handler = Callable[[Session, Services, Exchange, CallEvent, datetime], CallStep]


def happened(s: Session, services: Services, event: CallEvent, now: datetime) -> CallStep:
    """Act on an event of a call and say what the call does next."""
    exchange = _call(s, event, now)
    answered = exchange.data.get("answered", {})
    name = " ".join((event.kind, event.about, event.key))
    if name in answered:
        return CallStep(**answered[name])
    step = _HANDLERS[event.kind](s, services, exchange, event, now)
    if event.kind not in _ALWAYS_NEW:
        _note(exchange, answered={**answered, name: asdict(step)})
    return step


def _call(s: Session, event: CallEvent, now: datetime) -> Exchange:
    """The call's exchange, held until this transaction ends; a new one with its caller's conversation."""
    known = s.scalar(
        select(Exchange)
        .where(Exchange.channel == event.channel, Exchange.provider_id == event.provider_id, Exchange.direction == "in")
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if known is not None:
        return known
    contact = _caller(s, event, now)
    conversation = conversations.conversation_for(s, contact, now)
    request = s.get_one(Request, conversation.request_id)
    if request.created_at == now:
        request.channel = VOICE
    if not event.address:
        # Nobody can be told anything there.
        request.contact_id = None
    exchange = Exchange(
        conversation_id=conversation.id,
        request_id=conversation.request_id,
        direction="in",
        channel=event.channel,
        provider_id=event.provider_id,
        kind="call",
        author="technician" if contact.technician_id else "tenant",
        data={},
        status="recorded",
        created_at=now,
        settled_at=now,
    )
    s.add(exchange)
    conversation.last_at = now
    s.flush()
    return exchange


def _caller(s: Session, event: CallEvent, now: datetime) -> Contact:
    """A mobile is the contact of its SMS; what takes no SMS is told by a call; a hidden number is its call only."""
    number = event.address
    if not number:
        return conversations.contact_for(s, VOICE, f"hidden-{event.provider_id}", now)
    if conversations.find_contact(s, SMS, number) or is_mobile(number):
        return conversations.contact_for(s, SMS, number, now)
    return conversations.contact_for(s, VOICE, number, now)


def _note(exchange: Exchange, **facts: Any) -> None:
    exchange.data = {**exchange.data, **facts}


def _say(services: Services, key: str, then: str = "end", about: str = "", **facts: Any) -> CallStep:
    return CallStep(services.wording.render(key, facts, "fr", VOICE), then, about)


def _technician(s: Session, exchange: Exchange) -> Technician | None:
    number = exchange.conversation.contact.technician_id
    return s.get(Technician, number) if number else None


def _begins(s: Session, services: Services, exchange: Exchange, event: CallEvent, now: datetime) -> CallStep:
    technician = _technician(s, exchange)
    if technician is not None:
        return _staff_menu(s, services, technician)
    return _say(services, "phone-menu", "menu")


def _key(s: Session, services: Services, exchange: Exchange, event: CallEvent, now: datetime) -> CallStep:
    technician = _technician(s, exchange)
    if technician is not None:
        return _staff_key(s, services, technician, exchange, event, now)
    if event.key != URGENT_KEY:
        return _say(services, "phone-speak", "record")
    return _urgent(s, services, exchange, now)


def _urgent(s: Session, services: Services, exchange: Exchange, now: datetime) -> CallStep:
    """From here on the request and its search exist, whoever picks up."""
    request = _urgent_request(s, services, exchange, now)
    route = routing.route(s, request, "none", services.backend.landlord, now)
    _note(exchange, urgent=route)
    _confirm(s, exchange, _CONFIRMED[route], request, now)
    if route == "alerted":
        return _say(services, "phone-alerted", "record")
    incident = incidents.of_request(s, request)
    number = _on_duty(s, services, incident, now) if incident else ""
    if not number:
        return _say(services, "phone-paged", "record")
    requests.record(s, request, "caller_connected", "hotline", now, exchange_id=exchange.id)
    said = _say(services, "phone-connecting")
    return CallStep(said.text, "dial", number=number)


def _urgent_request(s: Session, services: Services, exchange: Exchange, now: datetime) -> Request:
    """What the caller already waits for, when that is urgent too and somebody is or has to be on it; else a request of
    the call's own."""
    current = s.get_one(Request, exchange.request_id)
    if current.urgency in routing.URGENT and current.closed_at is None and incidents.of_request(s, current):
        return current
    request = _own_request(s, exchange, now)
    _qualify(s, services, request, exchange, "on_call", "phone-summary-urgent", now)
    return request


def _own_request(s: Session, exchange: Exchange, now: datetime) -> Request:
    """The contact request of the caller's conversation, or a new one where that is about something known."""
    conversation = exchange.conversation
    request = s.get_one(Request, exchange.request_id)
    if request.kind != "contact":
        request = conversations.new_contact_request(s, conversation.contact, now)
        request.channel, exchange.request_id = VOICE, request.id
        if not conversations.is_pending(conversation, now):
            conversation.request_id = request.id
    return request


def _qualify(
    s: Session, services: Services, request: Request, exchange: Exchange, urgency: str, summary: str, now: datetime
) -> None:
    contact = exchange.conversation.contact
    requests.qualify(
        s,
        request,
        now=now,
        by="phone",
        kind="unqualified",
        situation=None,
        urgency=urgency,
        due_at=due_at(services.backend.landlord, urgency, now),
        summary=services.wording.render(summary, {}, "fr", VOICE),
        typed_name=contact.typed_name,
        typed_address=contact.typed_address,
        team="technical",
    )


def _on_duty(s: Session, services: Services, incident: Incident, now: datetime) -> str:
    """The number of whoever has the incident, else of the first person on its duty; empty: nobody is."""
    if incident.technician is not None:
        return incident.technician.phone
    rota = load_rota(s, services.backend.landlord)
    people = (person for level in levels(rota, incident.duty) for person in on_duty(rota, incident.duty, level, now))
    return next((person.phone for person in people if person.phone), "")


def _confirm(s: Session, exchange: Exchange, key: str, request: Request, now: datetime) -> None:
    """In writing, where the caller's phone takes it."""
    contact = exchange.conversation.contact
    if contact.channel != SMS or not is_mobile(contact.address):
        return
    outbox.queue(
        s,
        exchange.conversation,
        key=key,
        facts={"reference": request.reference},
        effect=key,
        cause_id=exchange.id,
        now=now,
        urgent=request.urgency in routing.URGENT,
        request_id=request.id,
    )


def _whisper(s: Session, services: Services, exchange: Exchange, event: CallEvent, now: datetime) -> CallStep:
    return _say(services, "phone-whisper", "ask")


def _taken(s: Session, services: Services, exchange: Exchange, event: CallEvent, now: datetime) -> CallStep:
    """The one who was dialled pressed a key: 1 takes the incident and lets them talk."""
    if event.key != URGENT_KEY:
        return _say(services, "phone-declined")
    request = s.get_one(Request, exchange.request_id)
    technician = s.scalar(select(Technician).where(Technician.phone == event.dialled, Technician.active))
    found = incidents.of_request(s, request)
    if technician is not None and found is not None:
        page = _page_for(s, incidents.locked(s, found.id), technician, now)
        if page is not None:
            result = acknowledgements.settle(s, page, True, "key", now)
            staff_replies.told(s, services, result, now, exchange)
    requests.record(s, request, "caller_bridged", "hotline", now, exchange_id=exchange.id)
    _note(exchange, bridged=True)
    return _say(services, "phone-bridged", "bridge")


def _page_for(s: Session, incident: Incident, technician: Technician, now: datetime) -> Page | None:
    """The page that the answered call is: one that waits for this technician, else a new one; None: nobody is looked
    for any more."""
    search = escalations.open_search(s, incident)
    if search is None:
        return None
    waiting = select(Page).where(Page.escalation_id == search.id, Page.technician_id == technician.id)
    page = s.scalars(waiting.where(Page.status.in_(escalations.UNANSWERED)).order_by(Page.id.desc())).first()
    if page is not None:
        return page
    page = Page(
        escalation_id=search.id,
        technician_id=technician.id,
        round=search.round,
        step=search.step,
        means=VOICE,
        status="sent",
        created_at=now,
    )
    s.add(page)
    s.flush()
    return page


def _dialled(s: Session, services: Services, exchange: Exchange, event: CallEvent, now: datetime) -> CallStep:
    """The dialled call is over: they talked, or the caller hears that the search goes on."""
    if exchange.data.get("bridged"):
        return _say(services, "phone-goodbye")
    incident = incidents.of_request(s, s.get_one(Request, exchange.request_id))
    taken = incident is not None and incident.technician_id is not None
    return _say(services, "phone-taken-meanwhile" if taken else "phone-not-connected", "record")


def _recorded(s: Session, services: Services, exchange: Exchange, event: CallEvent, now: datetime) -> CallStep:
    """A spoken message is kept with the call, once however often it is told of."""
    known = exchange.data.get("attachments", [])
    if event.attachment is None:
        return _say(services, "phone-goodbye")
    if event.attachment["url"] not in [one["url"] for one in known]:
        _note(exchange, attachments=[*known, event.attachment])
        _to_hear(s, services, exchange, now)
    return _say(services, "phone-thanks")


def _to_hear(s: Session, services: Services, exchange: Exchange, now: datetime) -> None:
    """An adviser has to hear it; what is not said to be urgent becomes a request of its own, or joins the open one."""
    request = s.get_one(Request, exchange.request_id)
    if not exchange.data.get("urgent") and (request.kind == "contact" or request.closed_at is not None):
        request = _own_request(s, exchange, now)
        _qualify(s, services, request, exchange, UNHEARD, "phone-summary-message", now)
    requests.record(s, request, "voice_message", "tenant", now, exchange_id=exchange.id)
    alerts.raise_alert(s, request, "voice_message", now, None)
    if not exchange.data.get("urgent"):
        _confirm(s, exchange, "call-message-kept", request, now)


def _staff_menu(s: Session, services: Services, technician: Technician) -> CallStep:
    """The page that waits for a technician. Anybody can show their number: the menu says no address."""
    page = _waiting_page(s, technician)
    if page is None:
        return _say(services, "phone-staff-none")
    return _say(services, "phone-staff-page", "ask", str(page.id), reference=page.escalation.request.reference)


def _waiting_page(s: Session, technician: Technician) -> Page | None:
    """The oldest search that waits for this technician, by their latest page of it."""
    pages = s.scalars(
        select(Page)
        .join(Escalation)
        .where(
            Page.technician_id == technician.id,
            Page.status.in_(escalations.UNANSWERED),
            Escalation.status == "open",
        )
        .order_by(Page.escalation_id, Page.id.desc())
    )
    return pages.first()


def _staff_key(
    s: Session, services: Services, technician: Technician, exchange: Exchange, event: CallEvent, now: datetime
) -> CallStep:
    """1 takes the page, 2 refuses it; then how long it takes to be there, or what else waits."""
    number, _, minutes = event.about.partition(".")
    page = s.get(Page, int(number)) if number.isdigit() else None
    if page is None or page.technician_id != technician.id or page.exchange_id is None:
        return _staff_menu(s, services, technician)
    answers = (staff_replies.TAKES, staff_replies.REFUSES)
    if not minutes and event.key not in answers:
        asked = _say(services, "phone-staff-page", reference=page.escalation.request.reference)
        return CallStep(asked.text, "ask", f"{page.id}")
    exchange.request_id = page.escalation.request.id
    press = Keypress(VOICE, event.provider_id, page.exchange_id, event.key, 2 if minutes else 1)
    spoken = staff_replies.pressed(s, services, press, now)
    if spoken.keys:
        return CallStep(spoken.text, "ask", f"{page.id}.minutes")
    more = _staff_menu(s, services, technician)
    return CallStep(f"{spoken.text} {more.text}", more.then, more.about) if more.about else CallStep(spoken.text)


_HANDLERS: dict[str, Handler] = {
    "begins": _begins,
    "key": _key,
    "whisper": _whisper,
    "taken": _taken,
    "dialled": _dialled,
    "recorded": _recorded,
}
# Harmless to do again, and never the same twice.
_ALWAYS_NEW = frozenset({"whisper", "recorded"})
