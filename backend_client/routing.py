"""Who deals with a qualified request, by its urgency and the hour."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import incidents
from backend_client.alerts import raise_alert
from backend_client.calendar import is_open
from backend_client.landlord import Landlord
from backend_client.models import Contractor, Request
from backend_client.rota import duty_for
from backend_client.rota_store import load_rota

URGENT = ("emergency", "on_call")


def route(
    s: Session,
    request: Request,
    trade: str,
    landlord: Landlord,
    now: datetime,
    key: str | None = None,
    vulnerable: bool = False,
) -> str:
    """Hand a request on and say how: paged, alerted, known (somebody is already on it), booking or recorded.

    Urgent ones page the duty while the office is shut, and alert the advisers while it is open (unanswered,
    the duty is paged). A private request never goes to the trade's duty nor to a contractor.

    :param key: what it has in common with reports of the same trouble (:func:`backend_client.incidents.merge_key`)
    :param vulnerable: somebody vulnerable is among those concerned
    """
    if request.urgency not in URGENT:
        return "booking" if not request.private and has_contractor(s, trade) else "recorded"
    office = is_open(landlord, now)
    duty = duty_of(s, request, trade, landlord, now)
    reported = incidents.report(s, request, duty, now, None if request.private else key, vulnerable, search=not office)
    if reported.joined:
        return "known"
    if not office:
        return "paged"
    raise_alert(s, request, "urgent", now, now + timedelta(seconds=landlord.paging.alert_seconds))
    return "alerted"


def duty_of(s: Session, request: Request, trade: str, landlord: Landlord, now: datetime) -> str:
    """The duty to page: the supervisor's for a private request, else the one of the trade and the sector."""
    if request.private:
        return landlord.supervisor_duty
    sector = request.building.residence.sector if request.building else ""
    return duty_for(load_rota(s, landlord), trade, sector, now, landlord.duty_for(trade))


def has_contractor(s: Session, trade: str) -> bool:
    """Whether any contractor works in this trade."""
    return any(trade in trades for trades in s.scalars(select(Contractor.trades)))
