"""On call: who is on duty, and the search for somebody who takes an urgent request."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, select, union, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend_client import timers
from backend_client.answers import read
from backend_client.models import (
    Alert,
    Escalation,
    Override,
    Page,
    Request,
    Rotation,
    Technician,
)
from backend_client.requests import TRANSITIONS, change_status, record
from backend_client.rota import on_call as on_call

# Four digits are the easiest to type; five when nearly all of those have been used.
_CODE_DIGITS = (4, 5, 6, 7, 8)
_DRAWS = 20
_UNANSWERED = ("intended", "sent", "failed")
# A search that found nobody can still be taken: a late yes is worth more than a closed list.
_CAN_BE_TAKEN = ("open", "exhausted")
# How long "OK" without a code, sent once more, is still understood as an answer to what was taken.
_JUST_TAKEN = timedelta(hours=12)


@dataclass(frozen=True)
class Acknowledgement:
    """What an answer did.

    ``outcome``: acknowledged, refused, already (it had been taken, ``escalation`` says so), unknown_code (not
    one of this technician's), which (several open pages, or words that say neither yes nor no: ``codes`` are
    the open ones), nothing_open. Only the first two change anything.
    """

    outcome: str
    page: Page | None = None
    escalation: Escalation | None = None
    codes: tuple[str, ...] = ()


def levels_of(s: Session, duty: str) -> list[int]:
    """The levels of a duty, the first to be paged first."""
    in_rota = select(Rotation.level).where(Rotation.duty == duty)
    standing_in = select(Override.level).where(Override.duty == duty)
    return sorted(s.scalars(union(in_rota, standing_in)))


def on_call_now(s: Session, duty: str, level: int, now: datetime) -> Technician | None:
    """:func:`on_call` on the rota as it is stored."""
    rotations = s.scalars(select(Rotation).where(Rotation.duty == duty, Rotation.level == level)).all()
    overrides = s.scalars(
        select(Override).where(
            Override.duty == duty, Override.level == level, Override.starts_at <= now, Override.ends_at > now
        )
    ).all()
    return on_call(rotations, overrides, duty, level, now)


def start_escalation(s: Session, request: Request, duty: str, now: datetime) -> Escalation:
    """Start looking for somebody; while a search is open for this request and duty, that one is returned.

    A timer ``page`` is due at once: the first page is sent by whoever claims it.
    """
    if known := _open_escalation(s, request, duty):
        return known
    try:
        with s.begin_nested():
            escalation = Escalation(request_id=request.id, duty=duty, status="open", level=0, opened_at=now)
            s.add(escalation)
            s.flush()
    except IntegrityError:
        # The unique key let somebody else's search in first.
        if known := _open_escalation(s, request, duty):
            return known
        raise
    timers.set_timer(s, "page", escalation.id, now)
    record(s, request, "escalation_started", "hotline", now, escalation_id=escalation.id, duty=duty)
    return escalation


def _open_escalation(s: Session, request: Request, duty: str) -> Escalation | None:
    return s.scalar(
        select(Escalation).where(
            Escalation.request_id == request.id, Escalation.duty == duty, Escalation.status == "open"
        )
    )


def next_page(s: Session, escalation: Escalation, now: datetime) -> Page | None:
    """Page the next level that has somebody on call; levels without anybody are passed over at once.

    Somebody who refused this escalation is not paged for it again. None when it is no longer open, or when no
    level is left: it is then ``exhausted``. The caller sends the page and sets the next ``page`` timer.
    """
    s.refresh(escalation, with_for_update=True)
    if escalation.status != "open":
        return None
    refused = set(
        s.scalars(select(Page.technician_id).where(Page.escalation_id == escalation.id, Page.status == "refused"))
    )
    for level in levels_of(s, escalation.duty):
        if level <= escalation.level:
            continue
        escalation.level = level
        technician = on_call_now(s, escalation.duty, level, now)
        if technician is not None and technician.id not in refused:
            return _page(s, escalation, technician, now)
        reason = "nobody_on_call" if technician is None else "already_refused"
        record(s, escalation.request, "level_skipped", "hotline", now, level=level, reason=reason)
    escalation.status, escalation.ended_at = "exhausted", now
    record(s, escalation.request, "escalation_exhausted", "hotline", now, escalation_id=escalation.id)
    return None


def _page(s: Session, escalation: Escalation, technician: Technician, now: datetime) -> Page:
    for digits in _CODE_DIGITS:
        for code in _draws(s, digits):
            page = Page(
                escalation_id=escalation.id,
                technician_id=technician.id,
                level=escalation.level,
                code=code,
                status="intended",
                created_at=now,
            )
            try:
                with s.begin_nested():
                    s.add(page)
                    s.flush()
            except IntegrityError:
                continue
            data = {"page_id": page.id, "level": page.level, "technician": technician.code}
            record(s, escalation.request, "paged", "hotline", now, **data)
            return page
    raise RuntimeError("no unused page code is left")


def _draws(s: Session, digits: int) -> Sequence[str]:
    """Random codes of a length that were never used, as far as this transaction sees."""
    low = 10 ** (digits - 1)
    drawn = {str(low + secrets.randbelow(9 * low)) for _ in range(_DRAWS)}
    used = set(s.scalars(select(Page.code).where(Page.code.in_(drawn))))
    return sorted(drawn - used, key=lambda _: secrets.randbelow(_DRAWS))


def cancel_escalation(s: Session, escalation: Escalation, by: str, now: datetime) -> bool:
    """Stop looking (the adviser took it, a false alarm). False when the search had ended already."""
    s.refresh(escalation, with_for_update=True)
    if escalation.status != "open":
        return False
    _end(s, escalation, "cancelled", now)
    record(s, escalation.request, "escalation_cancelled", by, now, escalation_id=escalation.id)
    return True


def _end(s: Session, escalation: Escalation, status: str, now: datetime) -> None:
    """Close a search: no page of it goes out any more and its unanswered pages expire."""
    escalation.status, escalation.ended_at = status, now
    timers.drop(s, "page", escalation.id)
    unanswered = select(Page).where(Page.escalation_id == escalation.id, Page.status.in_(_UNANSWERED))
    for page in s.scalars(unanswered):
        page.status = "expired"
    s.flush()


def acknowledge(s: Session, technician: Technician, text: str, now: datetime) -> Acknowledgement:
    """Act on a technician's answer: "OK 4821", "ok", "4821", "j'y vais", "NON 4821", "non".

    A wrong code, a code of an earlier escalation or of somebody else's page changes nothing. Of two
    technicians who answer at once, the first transaction takes it and the second is told ``already``.
    """
    answer = read(text)
    open_pages = _open_pages(s, technician)
    codes = tuple(page.code for page in open_pages)
    own = _own_pages(s, technician, answer.codes)
    if answer.codes and not own:
        return Acknowledgement("unknown_code", codes=codes)
    candidates = own or open_pages
    if not candidates:
        return _just_taken(s, technician, now) or Acknowledgement("nothing_open")
    if answer.takes is None or len(candidates) > 1:
        return Acknowledgement("which" if codes else "nothing_open", codes=codes)
    return _settle(s, candidates[0], answer.takes, now)


def press(s: Session, page: Page, takes: bool, now: datetime) -> Acknowledgement:
    """Act on a key pressed in a call or a confirmed link: the page is known, the answer is plain."""
    return _settle(s, page, takes, now)


def _own_pages(s: Session, technician: Technician, codes: Sequence[str]) -> Sequence[Page]:
    return s.scalars(select(Page).where(Page.technician_id == technician.id, Page.code.in_(codes))).all()


def _open_pages(s: Session, technician: Technician) -> list[Page]:
    """The technician's latest page of each escalation that can still be taken, oldest first."""
    pages = s.scalars(
        select(Page)
        .join(Escalation)
        .where(
            Page.technician_id == technician.id,
            Page.status.not_in(("refused", "expired", "acknowledged")),
            Escalation.status.in_(_CAN_BE_TAKEN),
        )
        .order_by(Page.id)
    )
    latest = {(page.escalation.request_id, page.escalation.duty): page for page in pages}
    return list(latest.values())


def _just_taken(s: Session, technician: Technician, now: datetime) -> Acknowledgement | None:
    latest = s.scalar(select(Page).where(Page.technician_id == technician.id).order_by(Page.id.desc()).limit(1))
    if latest is None or latest.escalation.status != "acknowledged":
        return None
    ended_at = latest.escalation.ended_at
    recent = ended_at is not None and now - ended_at <= _JUST_TAKEN
    return Acknowledgement("already", latest, latest.escalation) if recent else None


def _settle(s: Session, page: Page, takes: bool, now: datetime) -> Acknowledgement:
    # A search that found nobody may have been started again, so that a request has several. All are locked,
    # in one order, so that two technicians who answer different ones never wait for each other.
    searches = s.scalars(
        select(Escalation)
        .where(Escalation.request_id == page.escalation.request_id, Escalation.duty == page.escalation.duty)
        .order_by(Escalation.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    s.refresh(page)
    if page.escalation.status not in _CAN_BE_TAKEN:
        return Acknowledgement("already", page, page.escalation)
    return _take(s, page, searches, now) if takes else _refuse(s, page, now)


def _take(s: Session, page: Page, searches: Sequence[Escalation], now: datetime) -> Acknowledgement:
    escalation = page.escalation
    page.status, page.answered_at = "acknowledged", now
    for search in searches:
        if search.status in _CAN_BE_TAKEN:
            _end(s, search, "acknowledged", now)
    by = f"technician:{page.technician.code}"
    record(s, escalation.request, "acknowledged", by, now, page_id=page.id, escalation_id=escalation.id)
    if "assigned" in TRANSITIONS[escalation.request.status]:
        change_status(s, escalation.request, "assigned", by, now)
    return Acknowledgement("acknowledged", page, escalation)


def _refuse(s: Session, page: Page, now: datetime) -> Acknowledgement:
    escalation = page.escalation
    if page.status == "refused":
        return Acknowledgement("refused", page, escalation)
    page.status, page.answered_at = "refused", now
    by = f"technician:{page.technician.code}"
    record(s, escalation.request, "page_refused", by, now, page_id=page.id, escalation_id=escalation.id)
    if escalation.status == "open" and page.level == escalation.level:
        # Nobody else is being waited for: the next level is paged at once.
        timers.set_timer(s, "page", escalation.id, now)
    return Acknowledgement("refused", page, escalation)


def raise_alert(s: Session, request: Request, reason: str, now: datetime, due_at: datetime | None) -> Alert:
    """Show a request to the adviser desk; unanswered at ``due_at``, if there is one, the timer ``alert`` fires.

    While one is open for the same reason, that one is returned.
    """
    waiting = select(Alert).where(
        Alert.request_id == request.id, Alert.reason == reason, Alert.acknowledged_at.is_(None)
    )
    if known := s.scalars(waiting).first():
        return known
    alert = Alert(request_id=request.id, reason=reason, raised_at=now, due_at=due_at)
    s.add(alert)
    s.flush()
    if due_at is not None:
        timers.set_timer(s, "alert", alert.id, due_at)
    record(s, request, "alert_raised", "hotline", now, alert_id=alert.id, reason=reason)
    return alert


def acknowledge_alert(s: Session, alert_id: int, by: str, now: datetime) -> bool:
    """An adviser takes it. False when it is unknown or was taken before: nothing changes then."""
    taken = cast(
        CursorResult[Any],
        s.execute(
            update(Alert)
            .where(Alert.id == alert_id, Alert.acknowledged_at.is_(None))
            .values(acknowledged_at=now, acknowledged_by=by)
        ),
    )
    if not taken.rowcount:
        return False
    timers.drop(s, "alert", alert_id)
    request = s.get_one(Request, s.get_one(Alert, alert_id).request_id)
    record(s, request, "alert_acknowledged", by, now, alert_id=alert_id)
    return True
