"""Who is told of what happens to an appointment: the contractor of what the tenant did, the tenant of the rest."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend_client import alerts, conversations, outbox
from backend_client.models import Appointment, Contact, Exchange, JobStatusUpdate, Request
from bot.actions.replies import adviser_choice, choice
from channels.base import SMS
from common.phones import e164, is_mobile
from common.wording import text_of, translated, window
from hotline import page_words, paging
from hotline.rendering import offer
from hotline.services import Services

TENANT = "tenant"
# The text for the contractor, by the kind of update.
_FOR_FIRM = {"booked": "firm-booked", "moved": "firm-given-up", "cancelled": "firm-given-up"}
# The text for the tenant, where somebody else did it.
_FOR_TENANT = {"moved": "appointment-withdrawn", "cancelled": "appointment-withdrawn"}
# Lists that nobody has to answer: the newest news has its own.
_REPLACED_BY_NEWER = frozenset({"work-order-sent", "work-order-told", "appointment-withdrawn"})


def tell(s: Session, services: Services, update_id: int, now: datetime) -> None:
    """Write to those whom a status update concerns, once."""
    update = s.get(JobStatusUpdate, update_id, with_for_update=True)
    if update is None or update.told_at is not None:
        return
    update.told_at = now
    request = s.get_one(Request, update.appointment.request_id)
    if update.by == TENANT and update.kind in _FOR_FIRM:
        _tell_firm(s, services, update, request, now)
    elif update.by != TENANT and update.kind in _FOR_TENANT:
        _tell_tenant(s, services, update, request, now)


def facts_of(services: Services, appointment: Appointment, request: Request) -> dict[str, Any]:
    """What is told of an appointment to either side."""
    situation = services.catalogue.situation(request.situation) if request.situation else None
    return {
        "reference": request.reference,
        "firm": appointment.contractor.name,
        "window": window(appointment.starts_at, appointment.ends_at),
        "problem": translated(situation.label) if situation else text_of("understood_request"),
    }


def _tell_firm(s: Session, services: Services, update: JobStatusUpdate, request: Request, now: datetime) -> None:
    """An SMS to the contractor's mobile phone; without one, an adviser has to call where a visit was given up."""
    contractor = update.appointment.contractor
    number = e164(contractor.phone)
    if number is None or not is_mobile(number):
        if update.kind != "booked":
            alerts.raise_alert(s, request, "firm_to_tell", now, None)
        return
    contact = conversations.contact_for(s, SMS, number, now)
    facts = facts_of(services, update.appointment, request)
    outbox.queue(
        s,
        conversations.conversation_for(s, contact, now),
        key=_FOR_FIRM[update.kind],
        facts={**facts, "where": page_words.where(request)},
        effect=f"appointment-news-{update.id}",
        now=now,
        language="fr",
        author="hotline",
    )


def _tell_tenant(s: Session, services: Services, update: JobStatusUpdate, request: Request, now: datetime) -> None:
    facts, effect = facts_of(services, update.appointment, request), f"appointment-news-{update.id}"
    tell_with_choices(
        s,
        services,
        request,
        _FOR_TENANT[update.kind],
        facts,
        [choice("book", intent="book_appointment"), adviser_choice()],
        effect,
        now,
    )


def tell_with_choices(
    s: Session,
    services: Services,
    request: Request,
    key: str,
    facts: dict[str, Any],
    choices: list[dict[str, Any]],
    effect: str,
    now: datetime,
) -> bool:
    """Write to a request's tenant in their open conversation, with a list that can be answered.

    Where the assistant waits for an answer to something else, the list would take its place: it is left out, and the
    text alone has to do. Returns whether there was anybody to write to.
    """
    busy = is_busy(s, request, now)
    row = paging.tell_tenant(s, request, key, facts, effect, None, now, urgent=False, choices=() if busy else choices)
    if row is not None and not busy:
        row.conversation.request_id = request.id
        if choices:
            row.conversation.offer = offer(services.wording, row, now)
    return row is not None


def is_busy(s: Session, request: Request, now: datetime) -> bool:
    """Whether the tenant of a request is in the middle of answering something that newer news must not take away."""
    contact = s.get(Contact, request.contact_id) if request.contact_id else None
    conversation = conversations.open_conversation(s, contact) if contact else None
    if conversation is None or not conversations.is_pending(conversation, now):
        return False
    offered = s.get(Exchange, conversation.offer["exchange_id"]) if conversation.offer else None
    newer_counts = offered is not None and offered.data.get("key") in _REPLACED_BY_NEWER
    return bool(conversation.dialogue) or not newer_counts
