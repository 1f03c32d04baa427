"""The clock of promises: staff are warned before a date; when it has passed, they and the tenant are told honestly."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import alerts, appointments, commitments, deadlines, routing, timers
from backend_client.calendar import paris_day
from backend_client.models import Appointment, Commitment, JobStatusUpdate, Request, WorkOrder
from bot.actions.followup import solved_choice
from bot.actions.replies import adviser_choice
from hotline import life_news
from hotline.appointment_news import tell_with_choices
from hotline.services import Services


def look(s: Session, services: Services, commitment_id: int, now: datetime) -> None:
    """Warn of an open commitment or note that its date has passed, and wait for what comes next.

    While the request's clock stands still nothing is looked at; its resumption looks again.
    """
    commitment = s.get(Commitment, commitment_id, with_for_update=True)
    if commitment is None or not commitments.is_open(commitment) or commitment.breached_at is not None:
        return
    request, table = commitment.request, commitments.promises()
    if commitments.open_pause(s, request) is not None:
        return
    promise = table.by_number[commitment.promise]
    warn_at = deadlines.warn_at(promise, table, request.urgency, services.backend.landlord, commitment.due_at)
    found = deadlines.look(commitment.due_at, warn_at, commitment.warned_at is not None, now)
    if found.warn:
        commitment.warned_at = now
        alerts.raise_alert(s, request, commitments.DUE_SOON, now, None)
    if found.breach:
        commitments.breach(s, commitment, reason_of(s, services, commitment, now), now)
        alerts.raise_alert(s, request, commitments.OVERDUE, now, None)
    if found.again_at is not None:
        timers.set_timer(s, commitments.TIMER, commitment.id, found.again_at)


def tell_breach(s: Session, services: Services, commitment_id: int, now: datetime) -> None:
    """Tell the tenant that a date has passed unkept, why, and what happens next; at night, in the morning.

    Not where it was kept meanwhile, or where the promise is no delay that the tenant waits for by themselves.
    """
    commitment = s.get_one(Commitment, commitment_id)
    request = commitment.request
    promise = commitments.promises().by_number[commitment.promise]
    if not promise.tell_late or not commitments.is_open(commitment) or request.contact_id is None:
        return
    if life_news.put_off(s, commitments.BREACH_TIMER, commitment.id, now) or _said_today(s, commitment):
        return
    facts = life_news.facts_of(s, services, request)
    facts |= life_news.late_facts(commitment.due_at, commitment.breach_reason or "nobody_acted")
    key = "life-private-late" if request.private else "life-late"
    lines = [adviser_choice()] if request.private else [solved_choice(request), adviser_choice()]
    tell_with_choices(s, services, request, key, facts, lines, f"late-{commitment.id}", now)


def _said_today(s: Session, commitment: Commitment) -> bool:
    """Whether the tenant hears the same of another promise of the request whose date passed that day, before it."""
    table, order = commitments.promises().by_number, (commitment.due_at, commitment.id)
    return any(
        each.breached_at is not None
        and table[each.promise].tell_late
        and paris_day(each.due_at) == paris_day(commitment.due_at)
        and (each.due_at, each.id) < order
        for each in commitments.open_of(s, commitment.request)
    )


def reason_of(s: Session, services: Services, commitment: Commitment, now: datetime) -> str:
    """Why a date passed, in the words of a code (``breach`` in ``request_life.toml``), from the facts on record."""
    request = commitment.request
    if commitment.promise == commitments.ON_TIME:
        # Of a window in which nobody came by what the tenant said, the date was seen to at once.
        return "not_reported"
    missed = (
        select(JobStatusUpdate.id)
        .join(Appointment)
        .where(Appointment.request_id == request.id, JobStatusUpdate.kind == "no_show")
    )
    if s.scalar(missed.limit(1)) is not None:
        return "firm_absent"
    ordered = s.scalar(select(WorkOrder.id).where(WorkOrder.request_id == request.id).limit(1)) is not None
    if ordered and appointments.booked_for(s, request.id) is None:
        return "waiting_for_firm"
    if request.kind == "repair" and not _has_window(s, services, request, now):
        return "no_window"
    return "assigned_no_action" if request.status in ("assigned", "in_progress") else "nobody_acted"


def _has_window(s: Session, services: Services, request: Request, now: datetime) -> bool:
    """Whether any contractor of the trade could come; a trade without contractors has no windows to lack."""
    trade = services.catalogue.situation(request.situation).trade if request.situation else "none"
    if request.private or not routing.has_contractor(s, trade):
        return True
    sector = request.building.residence.sector if request.building else ""
    return bool(
        appointments.find_windows(s, trade=trade, sector=sector, now=now, landlord=services.backend.landlord, count=1)
    )
