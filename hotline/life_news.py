"""The tenant is told of each step of their request that staff take (promise 3.2), once, at a decent hour.

Which event has which text is data (``backend_client/request_life.toml``). Of a private matter nothing is said but that
there is news, and that a person can explain it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from backend_client import (
    agreed_times,
    alerts,
    appointments,
    commitments,
    request_steps,
    requests,
    timers,
    works,
    yearly_summary,
)
from backend_client.calendar import decent
from backend_client.models import Pause, Request, RequestEvent
from backend_client.request_life import life, text_for_tenant
from bot.actions.followup import solved_choice, unsolved_choice
from bot.actions.replies import Choice, adviser_choice
from bot.actions.request_facts import next_step
from common.wording import moment, text_of, translated
from hotline.appointment_news import comes_after, tell_with_choices
from hotline.services import Services

# News of a standing that is over by the time it may be told.
_STANDINGS = frozenset({"assigned", "in_progress"})
_ASKS_IF_FIXED = frozenset({"done", "works_done", "cleaned", "cleaning_redone"})
# What a human being has to pass on where the hotline cannot write to anybody.
_MATTERS = frozenset({"refused", "closed", "paused", "done", "works_done"})
# Requests that are no tenant's: the tenants are told of a notice or a summary one by one.
_NOBODYS = frozenset({works.REQUEST_KIND, yearly_summary.KIND})
_OF_REASON = {"refused": "life_refusal", "closed": "life_closing"}


def tell(s: Session, services: Services, event_id: int, now: datetime) -> None:
    """Write what happened to the tenant; at night, in the morning."""
    event = s.get_one(RequestEvent, event_id)
    request = s.get_one(Request, event.request_id)
    key = text_for_tenant(event.kind, event.by, event.data)
    if key is None or (event.kind in _STANDINGS and request.status != event.kind):
        return
    if put_off(s, requests.NEWS_TIMER, event.id, now):
        return
    if event.kind in _ASKS_IF_FIXED and comes_after(s, request, requests.NEWS_TIMER, event.id, event.at, now):
        return
    if event.kind == "paused" and event.data["reason"] == "tenant":
        key = "life-private-waits" if request.private else "life-paused-tenant"
    elif request.private:
        key = "life-private"
    facts = {**facts_of(s, services, request), **_reason_of(event)}
    told = tell_with_choices(s, services, request, key, facts, _lines(request, event), f"life-{event.id}", now)
    if not told and event.kind in _MATTERS and request.kind not in _NOBODYS:
        alerts.raise_alert(s, request, "tenant_to_tell", now, None)


def put_off(s: Session, timer: str, subject: int, now: datetime) -> bool:
    """Whether it is too late or too early to write to a tenant: the timer then waits for the morning."""
    morning = decent(now)
    if morning > now:
        timers.set_timer(s, timer, subject, morning)
    return morning > now


def facts_of(s: Session, services: Services, request: Request) -> dict[str, Any]:
    """What is told of a request: its reference, what it is about, what comes next."""
    situation = services.catalogue.situation(request.situation) if request.situation else None
    return {
        "reference": request.reference,
        "problem": translated(situation.label) if situation else text_of("understood_request"),
        "next": next_step(s, request),
    }


def _reason_of(event: RequestEvent) -> Mapping[str, Any]:
    reason = event.data.get("reason")
    if event.kind == "paused":
        return {"what": text_of(f"life_wait_{reason}")}
    named = _OF_REASON.get(event.kind)
    return {"reason": text_of(f"{named}_{reason or 'completed'}")} if named else {}


def _lines(request: Request, event: RequestEvent) -> list[Choice]:
    """What can be answered: whether it is fixed, and always the way to a human being where something ends or waits."""
    solved, unsolved = solved_choice(request), unsolved_choice(request)
    if event.kind in _ASKS_IF_FIXED:
        return [adviser_choice()] if request.private else [solved, unsolved, adviser_choice()]
    if event.kind == "closed":
        return [unsolved, adviser_choice()]
    return [adviser_choice()] if request.private or event.kind in ("refused", "paused", "appeal_heard") else []


def late_facts(commitment_due: datetime, reason: str) -> dict[str, Any]:
    """A date that passed, and why."""
    return {"due": moment(commitment_due), "why": text_of(f"life_why_{reason}")}


def remind(s: Session, services: Services, pause_id: int, now: datetime) -> None:
    """Something is still awaited from the tenant: they are reminded, so many times, by day; then an adviser decides."""
    pause = s.get_one(Pause, pause_id)
    request = s.get_one(Request, pause.request_id)
    if pause.ends_at is not None:
        return
    reminded = requests.count_events(s, request, "reminded", pause.starts_at)
    if reminded >= life().reminders:
        alerts.raise_alert(s, request, "no_answer", now, None)
        return
    if put_off(s, request_steps.REMIND_TIMER, pause.id, now):
        return
    key = "life-private-waits" if request.private else "life-reminder"
    told = tell_with_choices(
        s,
        services,
        request,
        key,
        facts_of(s, services, request),
        [adviser_choice()],
        f"reminder-{pause.id}-{reminded}",
        now,
    )
    if not told:
        alerts.raise_alert(s, request, "tenant_to_tell", now, None)
        return
    requests.record(s, request, "reminded", "hotline", now, pause_id=pause.id)
    timers.set_timer(s, request_steps.REMIND_TIMER, pause.id, request_steps.remind_at(services.backend.landlord, now))


def answered(s: Session, services: Services, request_id: int, now: datetime) -> None:
    """The tenant gave something while the clock stood still for them: it goes on, and the team is shown it."""
    request = s.get_one(Request, request_id)
    pause = commitments.open_pause(s, request)
    if pause is not None and pause.reason == "tenant":
        request_steps.resume(s, services.backend.landlord, request, "tenant", now)
        alerts.raise_alert(s, request, "tenant_answered", now, None)


def ended(s: Session, services: Services, request_id: int, now: datetime) -> None:
    """A request was closed or refused: its appointment is called off, and so is the time agreed with a team."""
    request = s.get_one(Request, request_id)
    if request.closed_at is None:
        return
    appointment = appointments.booked_for(s, request.id)
    if appointment is not None and appointment.starts_at > now:
        appointments.cancel(s, appointment, "hotline", now)
    agreed = agreed_times.agreed_for(s, request.id)
    if agreed is not None:
        agreed_times.cancel(s, agreed, "hotline", now)
