"""Paging: a search goes from step to step, its pages are written, what became of them is heard."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import alerts, conversations, escalations, incidents, outbox, timers
from backend_client.models import (
    Contact,
    Conversation,
    Escalation,
    Exchange,
    Incident,
    IncidentReport,
    Page,
    Request,
    Technician,
)
from backend_client.rota_store import load_rota
from channels.base import SMS, TELEGRAM, VOICE, Delivery
from common.wording import text_of
from hotline import page_words
from hotline.services import Services

# A round in vain is told to the tenants the first, second, fourth, eighth… time: the truth, not a litany.
_MOST_TOLD_ROUND = 64
# What a delivery that ended without an answer says of the page, by its means.
_LOST = {
    (Delivery.UNDELIVERED, "machine"): "machine",
    (Delivery.UNDELIVERED, None): "undelivered",
    (Delivery.FAILED, None): "failed",
}


def advance(s: Session, services: Services, escalation_id: int, now: datetime) -> None:
    """Go to the next step of an open search; when everybody was paged in vain, tell it and begin again later."""
    found = s.get(Escalation, escalation_id)
    if found is None:
        return
    incident = incidents.locked(s, found.incident_id)
    escalation = s.get_one(Escalation, escalation_id, with_for_update=True, populate_existing=True)
    if escalation.status != "open":
        return
    if all(request.closed_at is not None for request in incidents.reports(s, incident)):
        incidents.cancel(s, incident, "hotline", now)
        return
    landlord = services.backend.landlord
    searched = escalations.next_pages(
        s, escalation, load_rota(s, landlord), landlord, lambda who, means: _reachable(s, services, who, means), now
    )
    if not searched.pages:
        _round_in_vain(s, services, escalation, now)
        return
    for page in searched.pages:
        page.exchange_id = _write(s, services, page, now).id
    timers.set_timer(s, escalations.TIMER, escalation.id, now + timedelta(seconds=searched.wait))


def _reachable(s: Session, services: Services, technician: Technician, means: str) -> bool:
    return means in services.channels and _contact(s, technician, means) is not None


def _contact(s: Session, technician: Technician, means: str) -> Contact | str | None:
    """Where a means reaches somebody: their phone, or the Telegram contact that they linked."""
    if means in (SMS, VOICE):
        return technician.phone or None
    linked = select(Contact).where(Contact.channel == means, Contact.technician_id == technician.id)
    return s.scalars(linked.where(Contact.unreachable_at.is_(None)).order_by(Contact.id.desc())).first()


def thread(s: Session, technician: Technician, means: str, request: Request, now: datetime) -> Conversation:
    """The conversation with a technician on a means; it is about this request from now on."""
    contact = _contact(s, technician, means) if means == TELEGRAM else None
    if not isinstance(contact, Contact):
        contact = conversations.contact_for(s, SMS, technician.phone, now)
    return conversations.conversation_for(s, contact, now, request_id=request.id)


def _write(s: Session, services: Services, page: Page, now: datetime) -> Exchange:
    """Queue the message or the call of a page."""
    request = page.escalation.request
    exchange = outbox.queue(
        s,
        thread(s, page.technician, page.means, request, now),
        key=page_words.page_key(services, page),
        facts=page_words.page_facts(services, page),
        choices=_buttons(page) if page.means == TELEGRAM else (),
        effect=f"page-{page.id}",
        now=now,
        language="fr",
        urgent=True,
        request_id=request.id,
        author="hotline",
        channel=page.means,
        data={"keys": True} if page.means == VOICE else None,
    )
    assert exchange is not None  # no cause, so nothing can already be there
    return exchange


def _buttons(page: Page) -> list[dict[str, Any]]:
    return [
        {
            "value": answer,
            "title": text_of(f"page-answer-{answer}"),
            "payload": {"intent": "hotline:page", "entities": {"page_id": page.id, "takes": answer == "yes"}},
        }
        for answer in ("yes", "no")
    ]


def sent(s: Session, services: Services, exchange: Exchange, now: datetime) -> None:
    """The provider took a page: its receipt is waited for, where there will be one."""
    page = page_of(s, exchange)
    if page is None or page.status != "intended":
        return
    page.status = "sent"
    if page.means == SMS:
        policy = services.backend.landlord.policy_for(page.escalation.duty)
        timers.set_timer(s, escalations.RECEIPT_TIMER, page.id, now + timedelta(seconds=policy.receipt_seconds))


def delivered(s: Session, page: Page, exchange: Exchange, now: datetime) -> None:
    """A receipt says that it arrived; a call that ended without a key was nobody's."""
    timers.drop(s, escalations.RECEIPT_TIMER, page.id)
    if page.means == VOICE:
        lost(s, page, "no_key", now)
    elif page.status in ("intended", "sent"):
        page.status = "delivered"


def undelivered(s: Session, page: Page, delivery: Delivery, code: str | None, now: datetime) -> None:
    """It cannot have reached the technician."""
    lost(s, page, _LOST.get((delivery, code)) or _LOST[delivery, None], now)


def lost(s: Session, page: Page, reason: str, now: datetime) -> bool:
    """Note it under the incident's lock, as an answer is. Returns whether it changed anything."""
    incidents.locked(s, page.escalation.incident_id)
    s.refresh(page)
    s.refresh(page.escalation)
    return escalations.lost(s, page, reason, now)


def no_receipt(s: Session, services: Services, page_id: int, now: datetime) -> None:
    """A page that the provider took, and no receipt in time: it counts as lost, a late answer still counts."""
    page = s.get(Page, page_id)
    if page is not None and page.status in ("intended", "sent"):
        lost(s, page, "no_receipt", now)


def unconfirmed(s: Session, services: Services, page: Page, now: datetime) -> bool:
    """Nobody can say whether the provider has a page: the search takes its next step rather than send it twice.

    Returns whether that is so; False where no step is left in the round, so that the page has to be sent again.
    """
    incidents.locked(s, page.escalation.incident_id)
    escalation = page.escalation
    s.refresh(escalation)
    current = (page.round, page.step) == (escalation.round, escalation.step)
    if escalation.status == "open" and current and not escalations.has_next(escalation, services.backend.landlord):
        return False
    lost(s, page, "unconfirmed", now)
    return True


def page_of(s: Session, exchange: Exchange) -> Page | None:
    """The page that an outbound exchange is; answers to somebody have a cause and are none."""
    if exchange.cause_id is not None:
        return None
    return s.scalar(select(Page).where(Page.exchange_id == exchange.id))


def _round_in_vain(s: Session, services: Services, escalation: Escalation, now: datetime) -> None:
    """Everybody was paged in vain: the tenants are told the truth, and it starts again, or whoever asked is told."""
    incident, round_ = escalation.incident, escalation.round
    if escalation.purpose == "hand_over":
        escalations.end(s, escalation, "cancelled", now)
        tell_technician(s, incident, "staff-hand-over-failed", {}, f"hand-over-{escalation.id}", now)
        return
    again = escalations.next_round(s, escalation, services.backend.landlord, now)
    timers.set_timer(s, escalations.TIMER, escalation.id, again)
    if escalation.purpose == "help":
        tell_technician(s, incident, "staff-help-nobody", {}, f"help-{escalation.id}-{round_}", now)
        return
    alerts.raise_alert(s, incident.request, "nobody_answered", now, None)
    if round_ & (round_ - 1) == 0 and round_ <= _MOST_TOLD_ROUND:
        tell_tenants(s, incident, "nobody-yet", {}, f"nobody-{escalation.id}-{round_}", now)


def tell_technician(
    s: Session, incident: Incident, key: str, facts: dict[str, Any], effect: str, now: datetime
) -> Exchange | None:
    """An SMS to whoever has the incident."""
    if incident.technician is None:
        return None
    return outbox.queue(
        s,
        thread(s, incident.technician, SMS, incident.request, now),
        key=key,
        facts={"reference": incident.request.reference, **facts},
        effect=effect,
        now=now,
        language="fr",
        urgent=True,
        request_id=incident.request_id,
        author="hotline",
    )


def tell_tenants(
    s: Session,
    incident: Incident,
    key: str,
    facts: dict[str, Any],
    effect: str,
    now: datetime,
    cause: Exchange | None = None,
) -> None:
    """Write to everybody who reported an incident, each on the channel they used and about their own request."""
    for request in incidents.reports(s, incident):
        if request.closed_at is None or request.id == incident.request_id:
            own = {**facts, "reference": request.reference}
            tell_tenant(s, request, key, own, f"{effect}-{request.id}", cause, now)


def tell_tenant(
    s: Session,
    request: Request,
    key: str,
    facts: dict[str, Any],
    effect: str,
    cause: Exchange | None,
    now: datetime,
    urgent: bool = True,
    choices: Sequence[dict[str, Any]] = (),
) -> Exchange | None:
    """Write to the tenant of a request on the channel they used; None: nobody to write to, or it was written."""
    if request.contact_id is None:
        return None
    contact = s.get_one(Contact, request.contact_id)
    conversation = conversations.open_conversation(s, contact) or conversations.conversation_for(
        s, contact, now, request_id=request.id
    )
    return outbox.queue(
        s,
        conversation,
        key=key,
        facts=facts,
        choices=choices,
        effect=effect,
        cause_id=cause.id if cause else None,
        now=now,
        urgent=urgent,
        request_id=request.id,
        data={"proactive": True},
    )


def tell_news(s: Session, services: Services, request_id: int, now: datetime) -> None:
    """Another report made the incident more pressing: whoever was paged for it and may come is told."""
    request = s.get_one(Request, request_id)
    incident = incidents.of_request(s, request)
    if incident is None or request.private:
        return
    count = len(incidents.reports(s, incident))
    facts = {"reference": incident.request.reference, "count": count, "where": page_words.where(request)}
    for technician in _concerned(s, incident):
        outbox.queue(
            s,
            thread(s, technician, SMS, incident.request, now),
            key="page-news-vulnerable" if _by_vulnerable(s, request) else "page-news",
            facts=facts,
            effect=f"news-{request.id}",
            now=now,
            language="fr",
            urgent=True,
            request_id=incident.request_id,
            author="hotline",
        )


def _by_vulnerable(s: Session, request: Request) -> bool:
    """Whether this report says that somebody vulnerable is concerned."""
    said = select(IncidentReport.vulnerable).where(IncidentReport.request_id == request.id)
    return any(s.scalars(said))


def _concerned(s: Session, incident: Incident) -> list[Technician]:
    """Who has it; while nobody does, who was paged for it and did not refuse."""
    if incident.technician is not None:
        return [incident.technician]
    asked = (
        select(Page)
        .join(Escalation)
        .where(Escalation.incident_id == incident.id, Page.status.in_(("sent", "delivered", "failed")))
    )
    return list({page.technician_id: page.technician for page in s.scalars(asked.order_by(Page.id))}.values())


def tell_withdrawn(s: Session, services: Services, incident_id: int, now: datetime) -> None:
    """Nobody needs the technician any more."""
    incident = s.get_one(Incident, incident_id)
    tell_technician(s, incident, "staff-withdrawn", {}, f"withdrawn-{incident.id}", now)


def tell_address(s: Session, services: Services, request: Request, exchange: Exchange, now: datetime) -> None:
    """An address that came after the page goes to whoever was paged for this request.

    Never for a danger to a person: the supervisor calls the hotline and reads the file.
    """
    incident = incidents.of_request(s, request)
    if request.private or incident is None:
        return
    for technician in _concerned(s, incident):
        outbox.queue(
            s,
            thread(s, technician, SMS, request, now),
            key="page-address",
            facts={"reference": request.reference, "where": request.typed_address},
            effect=f"address-{technician.id}",
            cause_id=exchange.id,
            now=now,
            language="fr",
            urgent=True,
            request_id=request.id,
        )
