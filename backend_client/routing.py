"""Who deals with a qualified request, by its urgency and the hour."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client.calendar import is_open
from backend_client.landlord import Landlord
from backend_client.models import Contractor, Request
from backend_client.oncall import raise_alert, start_escalation

URGENT = ("emergency", "on_call")


def route(s: Session, request: Request, trade: str, landlord: Landlord, now: datetime) -> str:
    """Hand a request on and say how: paged, alerted, booking or recorded.

    Urgent ones page the duty while the office is shut, and alert the advisers while it is open (unanswered,
    the duty is paged). A private request never goes to the trade's duty nor to a contractor.
    """
    if request.urgency in URGENT:
        if is_open(landlord, now):
            due_at = now + timedelta(seconds=landlord.paging.alert_seconds)
            raise_alert(s, request, "urgent", now, due_at)
            return "alerted"
        start_escalation(s, request, duty_of(request, trade, landlord), now)
        return "paged"
    return "booking" if not request.private and has_contractor(s, trade) else "recorded"


def duty_of(request: Request, trade: str, landlord: Landlord) -> str:
    """The duty to page: the supervisor's for a private request, else the trade's."""
    return landlord.supervisor_duty if request.private else landlord.duty_for(trade)


def has_contractor(s: Session, trade: str) -> bool:
    """Whether any contractor works in this trade."""
    return any(trade in trades for trades in s.scalars(select(Contractor.trades)))
