"""A work order was sent: the tenant is told at once and can pick a window in the same message (promise 3.3)."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend_client import alerts, appointments, commitments, deadlines, requests, work_orders
from backend_client.models import WorkOrder
from bot.actions.replies import MORE, adviser_choice, choice, window_choice
from common.wording import text_of, translated, window
from hotline.appointment_news import is_busy, tell_with_choices
from hotline.life_news import put_off
from hotline.services import Services

OFFERED = 3


def tell(s: Session, services: Services, order_id: int, now: datetime) -> None:
    """Write to the tenant, once, by day. Who has an appointment with the contractor already is told that it is kept."""
    order = s.get(WorkOrder, order_id, with_for_update=True)
    if order is None or order.told_at is not None or order.request.closed_at is not None:
        return
    request, landlord = order.request, services.backend.landlord
    due = deadlines.due_of(commitments.promises().by_number[commitments.ORDER_TOLD], landlord, order.received_at)
    commitments.open_commitment(s, request, commitments.ORDER_TOLD, due, now, again=True)
    if put_off(s, work_orders.TIMER, order.id, now):
        return
    situation = services.catalogue.situation(request.situation) if request.situation else None
    facts: dict[str, Any] = {
        "reference": request.reference,
        "firm": order.contractor.name,
        "problem": translated(situation.label) if situation else text_of("understood_request"),
    }
    key, lines, effect = "work-order-told", [choice("book", intent="book_appointment")], f"work-order-{order.id}"
    booked = appointments.booked_for(s, request.id)
    if booked is not None and booked.contractor_id == order.contractor_id:
        key, lines = "work-order-booked", []
        facts["window"] = window(booked.starts_at, booked.ends_at)
    elif booked is None and not is_busy(s, request, now):
        # No hold: people answer an unexpected message hours later.
        found = appointments.find_windows(
            s,
            trade=None,
            sector="",
            only=order.contractor_id,
            now=now,
            landlord=landlord,
            count=OFFERED,
            off_days=appointments.agreement_of(s, request.id) == "yes",
        )
        if found:
            key = "work-order-sent"
            lines = [*map(_line, map(window_choice, found)), _line(choice(MORE)), adviser_choice()]
    if tell_with_choices(s, services, request, key, facts, lines, effect, now):
        order.told_at = now
        requests.record(s, request, "order_told", "hotline", now, work_order_id=order.id)
    else:
        # Nobody wrote for this request from a phone or a chat: a human being has to reach the tenant.
        alerts.raise_alert(s, request, "tenant_to_tell", now, None)


def _line(line: dict[str, Any]) -> dict[str, Any]:
    """A line that begins a booking wherever the conversation stands."""
    return {**line, "payload": {"intent": "book_appointment", "entities": {"choice": line["value"]}}}
