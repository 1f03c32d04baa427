"""Escalations: the search for somebody who takes an incident, step after step of the duty's policy."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend_client import timers
from backend_client.landlord import LAST_RESORT, SUPERVISOR, Landlord, Policy, Step
from backend_client.models import (
    Contact,
    DutyCheck,
    Escalation,
    Incident,
    IncidentReport,
    Page,
    Request,
    Technician,
)
from backend_client.requests import record
from backend_client.rota import Rota, levels, on_duty

# Four digits are the easiest to type; five when nearly all of those have been used.
_CODE_DIGITS = (4, 5, 6, 7, 8)
_DRAWS = 20
UNANSWERED = ("intended", "sent", "delivered", "failed")
TIMER, RECEIPT_TIMER = "page", "page_receipt"

Reachable = Callable[[Technician, str], bool]
"""Whether a technician has an address for a means (``sms``, ``voice``, ``telegram``)."""


@dataclass(frozen=True)
class Searched:
    """What the next step of a search came to: the pages to send and how long to wait, in seconds; no page: the round
    is over."""

    pages: tuple[Page, ...]
    wait: int = 0


def start(
    s: Session, incident: Incident, now: datetime, purpose: str = "take", only: Technician | None = None
) -> Escalation:
    """Start looking for somebody; while a search for the same purpose is open, that one is returned.

    A timer ``page`` is due at once: the first page is sent by whoever claims it.
    """
    if known := open_search(s, incident, purpose):
        return known
    try:
        with s.begin_nested():
            escalation = Escalation(
                incident_id=incident.id,
                duty=incident.duty,
                purpose=purpose,
                only_id=only.id if only else None,
                opened_at=now,
            )
            s.add(escalation)
            s.flush()
    except IntegrityError:
        # The unique key let somebody else's search in first.
        if known := open_search(s, incident, purpose):
            return known
        raise
    timers.set_timer(s, TIMER, escalation.id, now)
    data = {"escalation_id": escalation.id, "duty": incident.duty, "purpose": purpose}
    record(s, incident.request, "escalation_started", "hotline", now, **data)
    return escalation


def open_search(s: Session, incident: Incident, purpose: str = "take") -> Escalation | None:
    """The search for an incident that is under way."""
    return s.scalar(
        select(Escalation).where(
            Escalation.incident_id == incident.id, Escalation.purpose == purpose, Escalation.status == "open"
        )
    )


def next_pages(
    s: Session, escalation: Escalation, rota: Rota, landlord: Landlord, reachable: Reachable, now: datetime
) -> Searched:
    """Go on to the next step that can reach somebody; those that cannot are passed over at once.

    Not paged: whoever refused this incident (the last resort: in this round), has it already, has no address for the
    step's means, or was paged by the same means in this round. The caller, who holds the escalation's row, sends the
    pages and sets the timer.
    """
    policy = _policy(escalation, landlord)
    while escalation.step < len(policy.steps):
        step = policy.steps[escalation.step]
        escalation.step += 1
        people = _people(s, escalation, rota, landlord, step, now)
        barred = {person.id: _barred(s, escalation, person, step, reachable) for person in people}
        pages = [_page(s, escalation, person, step, now) for person in people if not barred[person.id]]
        if pages:
            return Searched(tuple(pages), step.wait)
        reasons = sorted({reason for reason in barred.values() if reason}) or ["nobody_on_call"]
        data = {"page": step.page, "means": step.by, "reason": reasons[0]}
        record(s, escalation.request, "step_skipped", "hotline", now, **data)
    return Searched(())


def has_next(escalation: Escalation, landlord: Landlord) -> bool:
    """Whether its round has a step left."""
    return escalation.step < len(_policy(escalation, landlord).steps)


def _policy(escalation: Escalation, landlord: Landlord) -> Policy:
    """The duty's policy; where one person was named, its means for that person alone."""
    policy = landlord.policy_for(escalation.duty)
    if escalation.only_id is None:
        return policy
    steps = {step.by: step for step in reversed(policy.steps)}
    order = sorted(steps.values(), key=policy.steps.index)
    return Policy(tuple(order), policy.receipt_seconds, policy.repeat_seconds)


def _people(
    s: Session, escalation: Escalation, rota: Rota, landlord: Landlord, step: Step, now: datetime
) -> list[Technician]:
    if escalation.only_id is not None:
        return [s.get_one(Technician, escalation.only_id)]
    if step.page == LAST_RESORT:
        return [last_resort(s, landlord)]
    if step.page == SUPERVISOR:
        every = [
            on_duty(rota, landlord.supervisor_duty, level, now) for level in levels(rota, landlord.supervisor_duty)
        ]
        found = next((people for people in every if people), ())
    else:
        found = on_duty(rota, escalation.duty, int(step.page.removeprefix("level:")), now)
    return [s.get_one(Technician, person.id) for person in found]


def last_resort(s: Session, landlord: Landlord) -> Technician:
    """Whoever has the landlord's last-resort number: they answer pages as any technician does."""
    phone = landlord.last_resort_e164
    known = s.scalar(select(Technician).where(Technician.phone == phone))
    if known is not None:
        return known
    taken = s.scalar(select(Technician).where(Technician.code == LAST_RESORT))
    if taken is not None:
        taken.phone = phone  # the landlord's file names another number now
        return taken
    person = Technician(code=LAST_RESORT, name="Dernier recours", phone=phone)
    s.add(person)
    s.flush()
    return person


def _barred(s: Session, escalation: Escalation, person: Technician, step: Step, reachable: Reachable) -> str:
    """Why somebody is not paged; empty: they are."""
    incident = escalation.incident
    if escalation.purpose != "take" and person.id == incident.technician_id:
        return "has_it"
    if person.id in _reporters(s, incident):
        return "reported_it"
    if not reachable(person, step.by):
        return f"no_{step.by}"
    pages = s.scalars(
        select(Page).join(Escalation).where(Escalation.incident_id == incident.id, Page.technician_id == person.id)
    ).all()
    # Where everybody refused, somebody has to hear it all the same: the last resort is asked anew in each round.
    final = [page for page in pages if step.page != LAST_RESORT or page.round == escalation.round]
    if any(page.status == "refused" for page in final):
        return "refused"
    mine = (escalation.id, escalation.round, step.by)
    if any((page.escalation_id, page.round, page.means) == mine for page in pages):
        return "already_paged"
    return ""


def _reporters(s: Session, incident: Incident) -> set[int | None]:
    """The technicians among those who reported it: whoever is in danger themselves is not sent there."""
    reported = (
        select(Contact.technician_id)
        .join(Request, Request.contact_id == Contact.id)
        .join(IncidentReport, IncidentReport.request_id == Request.id)
    )
    return set(s.scalars(reported.where(IncidentReport.incident_id == incident.id)))


def _page(s: Session, escalation: Escalation, technician: Technician, step: Step, now: datetime) -> Page:
    page = Page(
        escalation_id=escalation.id,
        technician_id=technician.id,
        round=escalation.round,
        step=escalation.step,
        means=step.by,
        created_at=now,
    )
    if step.by == "voice":
        s.add(page)
        s.flush()
    else:
        with_new_code(s, page)
    data = {"page_id": page.id, "page": step.page, "means": step.by, "technician": technician.code}
    record(s, escalation.request, "paged", "hotline", now, **data)
    return page


def with_new_code(s: Session, row: Page | DutyCheck) -> None:
    """Store a page or test page under a code that none had before.

    :raises RuntimeError: hundreds of millions of pages were sent
    """
    for digits in _CODE_DIGITS:
        for code in _draws(s, digits):
            row.code = code
            try:
                with s.begin_nested():
                    s.add(row)
                    s.flush()
            except IntegrityError:
                continue
            return
    raise RuntimeError("no unused page code is left")


def _draws(s: Session, digits: int) -> Sequence[str]:
    """Random codes of a length that were never used, as far as this transaction sees."""
    low = 10 ** (digits - 1)
    drawn = {str(low + secrets.randbelow(9 * low)) for _ in range(_DRAWS)}
    used = {code for model in (Page, DutyCheck) for code in s.scalars(select(model.code).where(model.code.in_(drawn)))}
    return sorted(drawn - used, key=lambda _: secrets.randbelow(_DRAWS))


def end(s: Session, escalation: Escalation, status: str, now: datetime) -> None:
    """Close a search: no page of it goes out any more and its unanswered pages expire."""
    escalation.status, escalation.ended_at = status, now
    timers.drop(s, TIMER, escalation.id)
    for page in s.scalars(select(Page).where(Page.escalation_id == escalation.id, Page.status.in_(UNANSWERED))):
        page.status = "expired"
        timers.drop(s, RECEIPT_TIMER, page.id)
    s.flush()


def move_on(s: Session, escalation: Escalation, now: datetime) -> None:
    """The next step is due at once, unless somebody of the current one may still answer."""
    if escalation.status == "open" and not _waited_for(s, escalation):
        timers.set_timer(s, TIMER, escalation.id, now)


def lost(s: Session, page: Page, reason: str, now: datetime) -> bool:
    """A page cannot have reached its technician. The search moves on once that is so of all pages of its step.

    A late yes to it still counts. Returns whether anything changed: what was answered or lost before stays so.
    """
    if page.status not in ("intended", "sent", "delivered"):
        return False
    page.status, page.reason = "failed", reason
    timers.drop(s, RECEIPT_TIMER, page.id)
    escalation = page.escalation
    record(s, escalation.request, "page_lost", "hotline", now, page_id=page.id, reason=reason)
    s.flush()
    if (page.round, page.step) == (escalation.round, escalation.step):
        move_on(s, escalation, now)
    return True


def _waited_for(s: Session, escalation: Escalation) -> bool:
    """Whether somebody may still answer a page of the current step."""
    return (
        s.scalar(
            select(Page.id)
            .where(
                Page.escalation_id == escalation.id,
                Page.round == escalation.round,
                Page.step == escalation.step,
                Page.status.in_(("intended", "sent", "delivered")),
            )
            .limit(1)
        )
        is not None
    )


def next_round(s: Session, escalation: Escalation, landlord: Landlord, now: datetime) -> datetime:
    """Everybody was paged in vain: when the next round begins."""
    record(s, escalation.request, "round_in_vain", "hotline", now, escalation_id=escalation.id, round=escalation.round)
    escalation.round, escalation.step = escalation.round + 1, 0
    return now + timedelta(seconds=landlord.policy_for(escalation.duty).repeat_seconds)
