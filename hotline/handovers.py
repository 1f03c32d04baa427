"""Handovers: whoever comes on duty is told and tested, whoever goes is thanked and told what is still theirs.

A test page is answered like a page. Unanswered, it is asked once more by a call, then the supervisor and the advisers
are told; what cannot have arrived is not waited for.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from backend_client import duty_checks, notices, outbox, timers
from backend_client.duty_checks import Answered, Watch
from backend_client.models import DutyCheck, Exchange, Incident, Technician, Timer
from backend_client.rota import Rota, Shift
from backend_client.rota_store import load_rota
from channels.base import SMS, VOICE, Keypress, Spoken
from common.wording import moment, text_of
from hotline.services import Services
from hotline.signed_links import check_link

TIMER, ANSWER_TIMER = "rota", "duty_check"
# A change of the rota in another process is seen after this at the latest.
LOOK_EVERY = timedelta(seconds=60)
# A simulated clock that jumped further was set, not lived through: nobody is told of the shifts in between.
LONGEST_JUMP = timedelta(hours=12)
# What is kept of the timers that fired: the last of them says when the rota was last looked at.
KEPT = timedelta(hours=1)
# References of what is still somebody's, in the notice at the end of a shift.
MOST_NAMED = 5
TAKES, REFUSES = "1", "2"
# How many duties a notice names, and how long it may call a duty or somebody, in characters: what is longer would
# push the code to answer with out of the SMS.
MOST_DUTIES, MOST_LABEL, MOST_NAME = 3, 24, 35


def look(s: Session, services: Services, subject: int, now: datetime) -> None:
    """See who comes on duty and who goes, tell them, and look again at the next change."""
    landlord = services.backend.landlord
    on_call = load_rota(s, landlord)
    watch = Watch.of(on_call, now, landlord.paging.check_at_night)
    told = duty_checks.remembered(s, now)
    over = duty_checks.over(watch, told, now)
    for check in (*over.relieved, *over.going_on, *over.called_off):
        check.ended_at = now
    new = duty_checks.not_told(watch, told)
    _over(s, on_call, over, {shifts[0].person.id for shifts in new}, now)
    known = _unlived(s, services, now)
    for shifts in new:
        if known:
            duty_checks.store(s, shifts, "known", now)
        else:
            _begins(s, services, on_call, shifts, now)
    s.execute(delete(Timer).where(Timer.kind == TIMER, Timer.done_at < now - KEPT))
    timers.set_timer(s, TIMER, subject, min(watch.next_at or now + LOOK_EVERY, now + LOOK_EVERY))


def _unlived(s: Session, services: Services, now: datetime) -> bool:
    """Whether nobody watched until now: at the very first start, or when a simulated clock was set."""
    fired = select(func.max(Timer.done_at)).where(Timer.kind == TIMER, Timer.done_at < now)
    last = s.scalar(fired)
    return last is None or (services.clock.simulated and now - last > LONGEST_JUMP)


def _begins(s: Session, services: Services, on_call: Rota, shifts: Sequence[Shift], now: datetime) -> None:
    """One SMS: the shifts of one person, and the test."""
    checks = duty_checks.store(s, shifts, "sent", now)
    first = checks[0]
    technician = s.get_one(Technician, first.technician_id)
    answerable = services.channels[SMS].two_way if SMS in services.channels else True
    key = "duty-check" if answerable else "duty-check-link"
    sent = notices.write(
        s, technician, key, _facts(services, on_call, checks), f"duty-check-{first.id}", now, urgent=True
    )
    for check in checks:
        check.exchange_id = sent.id
    s.flush()
    timers.set_timer(s, ANSWER_TIMER, first.id, now + timedelta(seconds=services.backend.landlord.paging.check_seconds))


def _facts(services: Services, on_call: Rota, checks: Sequence[DutyCheck]) -> dict[str, Any]:
    return {
        "duties": [_duty(on_call, check) for check in checks[:MOST_DUTIES]],
        "starts": moment(checks[0].shift_starts_at),
        "ends": moment(checks[0].shift_ends_at),
        "code": checks[0].code,
        "link": check_link(services.settings, checks[0].id),
    }


def _duty(on_call: Rota, check: DutyCheck) -> dict[str, Any]:
    label = on_call.duty(check.duty).label or check.duty
    return text_of("duty-name", duty=label[:MOST_LABEL].strip(), level=check.level)


def _over(s: Session, on_call: Rota, over: duty_checks.Over, starting: Collection[int], now: datetime) -> None:
    """Who goes is told, unless they have nothing in hand and are being told of their next shift anyway."""
    recent = [check for check in over.relieved if check.shift_ends_at > now - duty_checks.STALE]
    for technician_id in dict.fromkeys(check.technician_id for check in recent):
        mine = [check for check in recent if check.technician_id == technician_id]
        technician = s.get_one(Technician, technician_id)
        open_ = _still_theirs(s, technician)
        if not open_ and technician_id in starting:
            continue
        key = "shift-ended-open" if open_ else "shift-ended"
        facts = {"duties": [_duty(on_call, check) for check in mine[:MOST_DUTIES]], "references": open_}
        notices.write(s, technician, key, facts, f"shift-ended-{mine[0].id}", now)
    for check in over.called_off:
        called_off = {"duties": [_duty(on_call, check)], "starts": moment(check.shift_starts_at)}
        notices.write(s, check.technician, "shift-called-off", called_off, f"called-off-{check.id}", now)


def _still_theirs(s: Session, technician: Technician) -> str:
    """The references of what somebody has in hand; empty: nothing."""
    mine = select(Incident).where(Incident.technician_id == technician.id, Incident.ended_at.is_(None))
    references = [incident.request.reference for incident in s.scalars(mine.order_by(Incident.id))]
    more = [f"+ {len(references) - MOST_NAMED}"] if len(references) > MOST_NAMED else []
    return ", ".join(references[:MOST_NAMED] + more)


def no_answer(s: Session, services: Services, check_id: int, now: datetime) -> None:
    """Nobody answered the test page in time: it is asked once more by a call, then others are told."""
    check = s.get(DutyCheck, check_id)
    if check is None:
        return
    checks = [each for each in duty_checks.group_of(s, check) if each.ended_at is None]
    if not checks or checks[0].status != "sent":
        return
    if duty_checks.answered_a_page(s, checks[0]):
        duty_checks.settle(s, checks[0], True, now)
    elif checks[0].call_id is None and VOICE in services.channels:
        _call(s, services, checks, now)
    else:
        _unanswered(s, services, checks, now)


def _call(s: Session, services: Services, checks: Sequence[DutyCheck], now: datetime) -> None:
    landlord = services.backend.landlord
    first = checks[0]
    facts = _facts(services, load_rota(s, landlord), checks)
    call = notices.write(
        s, first.technician, "duty-check", facts, f"duty-call-{first.id}", now, urgent=True, channel=VOICE
    )
    for check in checks:
        check.call_id = call.id
    timers.set_timer(s, ANSWER_TIMER, first.id, now + timedelta(seconds=landlord.paging.check_seconds))


def _unanswered(s: Session, services: Services, checks: Sequence[DutyCheck], now: datetime) -> None:
    for check in checks:
        check.status = "unanswered"
    _tell_supervisors(s, services, "duty-check-unanswered", checks, now)
    names = ", ".join(f"{check.duty} {check.level}" for check in checks)
    summary = f"Essai d'astreinte sans réponse : {checks[0].technician.name} ({names})"
    notices.for_advisers(s, "duty_check", summary, now, {"duty_check": checks[0].id})


def _tell_supervisors(s: Session, services: Services, key: str, checks: Sequence[DutyCheck], now: datetime) -> None:
    """Whoever else can find a substitute: the supervisor on duty, else the last resort."""
    landlord = services.backend.landlord
    on_call = load_rota(s, landlord)
    facts = {
        **_facts(services, on_call, checks),
        "name": checks[0].technician.name[:MOST_NAME],
        "phone": checks[0].technician.phone,
    }
    for technician in notices.supervisors(s, on_call, landlord, now, but=checks[0].technician_id):
        notices.write(s, technician, key, facts, f"{key}-{checks[0].id}-{technician.id}", now, urgent=True)


def lost(s: Session, services: Services, exchange: Exchange, now: datetime) -> bool:
    """A test page cannot have arrived: a call at once, or the supervisor. False: the message was none."""
    check = duty_checks.by_exchange(s, exchange.id) if exchange.cause_id is None else None
    if check is None:
        return False
    sms = s.get(Exchange, check.exchange_id) if check.exchange_id else None
    # While the SMS may be there to be read, a call that nobody took is no reason to hurry.
    if exchange.id == check.exchange_id or (sms is not None and sms.status in ("failed", "undelivered")):
        timers.drop(s, ANSWER_TIMER, check.id)
        no_answer(s, services, check.id, now)
    return True


def answer(
    s: Session, services: Services, technician: Technician, text: str, now: datetime
) -> tuple[str, dict[str, Any]] | None:
    """Act on a technician's message when it answers a test page: the text that says so, and its facts. Else None."""
    answered = duty_checks.answer(s, technician, text, now)
    return None if answered is None else settled(s, services, answered, now)


def settled(s: Session, services: Services, answered: Answered, now: datetime) -> tuple[str, dict[str, Any]]:
    """What an answer sets off: a no, and a yes that came after the alarm, are told to the supervisor."""
    checks = answered.checks
    if answered.changed:
        timers.drop(s, ANSWER_TIMER, checks[0].id)
        call = s.get(Exchange, checks[0].call_id) if checks[0].call_id else None
        if call is not None and call.status == "queued":
            outbox.settle(s, call, "cancelled", now, error="the test was answered")
        if checks[0].status == "refused":
            _tell_supervisors(s, services, "duty-check-no", checks, now)
            summary = f"Essai d'astreinte, réponse NON : {checks[0].technician.name}"
            notices.for_advisers(s, "duty_check", summary, now, {"duty_check": checks[0].id})
        elif answered.was in ("unanswered", "refused"):
            _tell_supervisors(s, services, "duty-check-late", checks, now)
    facts = {"name": checks[0].technician.name.split()[0]}
    return ("duty-check-thanks" if checks[0].status == "acknowledged" else "duty-check-noted"), facts


def pressed(s: Session, services: Services, press: Keypress, now: datetime) -> Spoken | None:
    """A key in a call that tests: 1 confirms, 2 is a no, another says it again. None: the call is none."""
    check = duty_checks.by_exchange(s, press.exchange_id)
    if check is None:
        return None
    if press.key not in (TAKES, REFUSES):
        on_call = load_rota(s, services.backend.landlord)
        facts = _facts(services, on_call, duty_checks.group_of(s, check))
        return Spoken(services.wording.render("duty-check", facts, "fr", VOICE), keys=True)
    answered = duty_checks.settle(s, check, press.key == TAKES, now)
    return Spoken(services.wording.render(*settled(s, services, answered, now), "fr", VOICE))
