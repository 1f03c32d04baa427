"""Who is told of what happens to an appointment: the contractor of what the tenant did, the tenant of the rest."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend_client import alerts, appointments, conversations, job_days, job_reports, jobs, timers
from backend_client.calendar import decent
from backend_client.models import Appointment, Contact, Conversation, Exchange, JobStatusUpdate, Request
from backend_client.requests import OPEN_STATUSES
from bot.actions.appointment_lines import window_lines
from bot.actions.replies import adviser_choice, choice
from common.wording import canonical, day, text_of, time_of, translated, window
from hotline import firm_news, paging
from hotline.rendering import offer
from hotline.services import Services

TENANT, CONTRACTOR = "tenant", "contractor"
# The text for the contractor, by the kind of update.
_FOR_FIRM = {
    "booked": "firm-booked",
    "moved": "firm-given-up",
    "cancelled": "firm-given-up",
    "no_show": "firm-no-show",
}
# Lists that nobody has to answer: the newest news has its own.
_REPLACED_BY_NEWER = frozenset(
    {
        *("work-order-sent", "work-order-told", "appointment-withdrawn", "appointment-is", "ask-access"),
        *("reminder-eve", "reminder-morning", "job-came", "job-not-fixed", "job-no-access", "job-parts"),
        *("job-parts-day", "freed-earlier", "survey-work", "survey-on-time", "survey-word"),
        # The status of a request, and every step of its life that is told with a list.
        *("status", "life-done", "life-cleaned", "life-closed", "life-refused", "life-paused", "life-paused-tenant"),
        *("life-reminder", "life-late", "life-private", "life-private-late", "life-private-waits", "life-appeal-heard"),
    }
)
# A list that was not answered for so long gives way to newer news; a form that waits does not.
LIST_WAITS = timedelta(hours=1)
_AGAIN = timedelta(minutes=5)
# News of the minute that come later than this say nothing true any more.
_STALE = timedelta(hours=1)
_MORNING_ROUND = timedelta(hours=4)
_OF_THE_MINUTE = frozenset({"on_the_way", "late", "arrived"})
_ASKING = frozenset({"moved", "cancelled"})
OFFERED = 3

Words = tuple[str, dict[str, Any], list[dict[str, Any]]]


def tell(s: Session, services: Services, update_id: int, now: datetime) -> None:
    """Write to those whom a status update concerns, once."""
    update = s.get(JobStatusUpdate, update_id, with_for_update=True)
    if update is None or update.told_at is not None:
        return
    if update.kind in _OF_THE_MINUTE and now - update.event_time > _STALE:
        return
    request = s.get_one(Request, update.appointment.request_id)
    if _waits_for_morning(s, update, now):
        return
    asks = update.by != TENANT and update.kind in _ASKING and update.appointment.starts_at > now + _MORNING_ROUND
    if asks and comes_after(s, request, jobs.NEWS_TIMER, update.id, update.event_time, now):
        return
    update.told_at = now
    called_off = update.kind == "cancelled" and request.status not in OPEN_STATUSES
    ours = update.by == TENANT or update.kind == "no_show" or called_off
    if update.kind in _FOR_FIRM and update.by != CONTRACTOR and ours:
        _tell_firm(s, services, update, request, now)
    # That their request is done or ended, the tenant was told.
    if update.by != TENANT and update.kind in _FOR_TENANT and not called_off:
        key, facts, lines = _FOR_TENANT[update.kind](s, services, update, request)
        facts = {**facts_of(services, update.appointment, request), **facts}
        tell_with_choices(s, services, request, key, facts, lines, f"appointment-news-{update.id}", now)


def _waits_for_morning(s: Session, update: JobStatusUpdate, now: datetime) -> bool:
    """Whether the news can wait and it is night: told in the morning. A window of that morning that is given up is not
    waited for in vain."""
    morning = decent(now)
    soon = update.kind in ("cancelled", "moved") and update.appointment.starts_at < morning + _MORNING_ROUND
    if morning <= now or update.by == TENANT or update.kind not in _FOR_TENANT or update.kind in _OF_THE_MINUTE or soon:
        return False
    timers.set_timer(s, jobs.NEWS_TIMER, update.id, morning)
    return True


def facts_of(services: Services, appointment: Appointment, request: Request) -> dict[str, Any]:
    """What is told of an appointment to its tenant."""
    situation = services.catalogue.situation(request.situation) if request.situation else None
    return {
        "reference": request.reference,
        "firm": appointment.contractor.name,
        "window": window(appointment.starts_at, appointment.ends_at),
        "problem": translated(situation.label) if situation else text_of("understood_request"),
    }


def _tell_firm(s: Session, services: Services, update: JobStatusUpdate, request: Request, now: datetime) -> None:
    """An SMS to the contractor's mobile phone; without one, an adviser has to call where a visit was given up."""
    key = _FOR_FIRM[update.kind]
    told = firm_news.write(s, services, update.appointment, key, f"appointment-news-{update.id}", now)
    if not told and update.kind != "booked":
        alerts.raise_alert(s, request, "firm_to_tell", now, None)


def _book_lines() -> list[dict[str, Any]]:
    return [choice("book", intent="book_appointment"), adviser_choice()]


def _withdrawn(s: Session, services: Services, update: JobStatusUpdate, request: Request) -> Words:
    return "appointment-withdrawn", {}, _book_lines()


def _on_the_way(s: Session, services: Services, update: JobStatusUpdate, request: Request) -> Words:
    return ("job-on-the-way", {"minutes": update.minutes}, []) if update.minutes else ("job-coming", {}, [])


def _late(s: Session, services: Services, update: JobStatusUpdate, request: Request) -> Words:
    return "job-late", {"until": time_of(job_days.expected_by(s, update.appointment))}, []


def _arrived(s: Session, services: Services, update: JobStatusUpdate, request: Request) -> Words:
    return "job-arrived", {}, []


def _done(s: Session, services: Services, update: JobStatusUpdate, request: Request) -> Words:
    fixed = job_days.day_of_known(s, update.appointment).fixed
    return ("job-not-fixed", {}, _book_lines()) if fixed is False else ("job-done", {}, [])


def _no_access(s: Session, services: Services, update: JobStatusUpdate, request: Request) -> Words:
    """The second time within a year, no more windows by a machine: an adviser looks for a way with the tenant."""
    if job_reports.is_recurring(s, request, update.event_time):
        return "job-no-access-again", {}, []
    return "job-no-access", {}, _book_lines()


def _parts(s: Session, services: Services, update: JobStatusUpdate, request: Request) -> Words:
    on = job_days.day_of_known(s, update.appointment).parts_on
    return ("job-parts-day", {"day": day(on)}, _book_lines()) if on else ("job-parts", {}, _book_lines())


def _no_show(s: Session, services: Services, update: JobStatusUpdate, request: Request) -> Words:
    """An adviser noted it: the tenant gets the apology with the firm's next windows, first in line."""
    found = appointments.find_windows(
        s,
        trade=None,
        sector="",
        only=update.appointment.contractor_id,
        now=update.event_time,
        landlord=services.backend.landlord,
        count=OFFERED,
        off_days=appointments.agreement_of(s, request.id) == "yes",
    )
    return ("no-show-windows", {}, window_lines(request, found)) if found else ("no-show-recorded", {}, _book_lines())


_FOR_TENANT: dict[str, Callable[[Session, Services, JobStatusUpdate, Request], Words]] = {
    "moved": _withdrawn,
    "cancelled": _withdrawn,
    "on_the_way": _on_the_way,
    "late": _late,
    "arrived": _arrived,
    "done": _done,
    "no_access": _no_access,
    "parts_needed": _parts,
    "no_show": _no_show,
}
"""What the tenant is told where somebody else did it."""


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
        conversation = row.conversation
        conversation.request_id = request.id
        if choices:
            # What was open before is over; the list waits as long as one that answered a message just now.
            conversation.dialogue, conversation.last_at = [], now
            conversation.offer = offer(services.wording, row, now)
    return row is not None


def comes_after(s: Session, request: Request, timer: str, subject: int, since: datetime, now: datetime) -> bool:
    """Whether the tenant is answering something else, so that a "yes" to our question would answer that: the timer then
    asks later, but never more than an hour after ``since``."""
    if now - since >= LIST_WAITS or not is_busy(s, request, now):
        return False
    timers.set_timer(s, timer, subject, now + _AGAIN)
    return True


def is_busy(s: Session, request: Request, now: datetime) -> bool:
    """Whether the tenant of a request is in the middle of answering something that newer news must not take away: a
    form, or a list of the last hour that no newer one replaces."""
    contact = s.get(Contact, request.contact_id) if request.contact_id else None
    conversation = conversations.open_conversation(s, contact) if contact else None
    if conversation is None:
        return False
    if conversations.is_taken(conversation, now):
        return True
    if not conversations.is_pending(conversation, now):
        return False
    if conversations.in_form(conversation.dialogue):
        return True
    return now - conversation.last_at < LIST_WAITS and not _may_be_replaced(s, conversation)


def _may_be_replaced(s: Session, conversation: Conversation) -> bool:
    offered = s.get(Exchange, conversation.offer["exchange_id"]) if conversation.offer else None
    return offered is not None and canonical(offered.data.get("key") or "") in _REPLACED_BY_NEWER
