"""Where promises, pauses, appointments and the ends of requests meet."""

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from backend_client import appointments, commitments, job_reports, request_steps, requests
from backend_client.audit import Period, Places
from backend_client.audit_promises import read_cases
from backend_client.calendar import local_instant, paris_day
from backend_client.database import Database
from backend_client.job_reports import Said
from backend_client.models import Appointment, Commitment, Request, Timer
from tests.backend.builders import DAY, LANDLORD, a_contractor
from tests.backend.test_commitments import ADVISER, owing, the

STARTS = local_instant(paris_day(DAY) + timedelta(days=3), time(14))
ENDS = STARTS + commitments.WINDOW
# The Monday after it.
AGAIN = STARTS + timedelta(days=4)


def booked(s: Session, request: Request, now: datetime = DAY) -> Appointment:
    return appointments.book(s, LANDLORD, request, a_contractor(s).id, STARTS, now)


def of(request: Request) -> Select[tuple[Commitment]]:
    return select(Commitment).where(Commitment.request_id == request.id, Commitment.promise == commitments.ON_TIME)


def waits_for(s: Session, commitment_id: int) -> datetime | None:
    open_ = (Timer.kind == commitments.TIMER, Timer.subject_id == commitment_id, Timer.done_at.is_(None))
    return s.scalar(select(Timer.due_at).where(*open_))


def test_a_window_that_ends_a_pause_is_not_put_off_by_it(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s, "10_days")
        request_steps.pause(s, LANDLORD, request, "tenant", ADVISER, DAY)
        later = DAY + timedelta(days=2)
        booked(s, request, later)
        commitments.open_commitment(s, request, "3.6", later + timedelta(days=8), later)
        request_steps.resume(s, LANDLORD, request, "tenant", later)
        assert the(s, request, commitments.ON_TIME).due_at == ENDS
        assert the(s, request, "3.6").due_at == later + timedelta(days=8), "it was promised when the pause was over"
        assert waits_for(s, the(s, request, commitments.ON_TIME).id) == later


def test_what_a_request_owes_after_a_pause_that_its_end_of_work_ended_is_looked_at_again(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s, "10_days")
        owed = commitments.open_commitment(s, request, "3.6", DAY + timedelta(days=8), DAY)
        request_steps.pause(s, LANDLORD, request, "parts", ADVISER, DAY)
        # It was looked at while the clock stood.
        commitments.timers.drop(s, commitments.TIMER, owed.id)
        later = DAY + timedelta(days=20)
        requests.change_status(s, request, "done", ADVISER, later)
        assert owed.due_at == DAY + timedelta(days=28)
        assert waits_for(s, owed.id) == later


@pytest.mark.parametrize("said", [Said("parts_needed"), Said("done", fixed=False), Said("no_access"), Said("done")])
def test_whoever_was_there_within_the_window_kept_it(db: Database, said: Said) -> None:
    with db.transaction() as s:
        request = owing(s, "10_days")
        appointment = booked(s, request)
        assert job_reports.contractor_says(s, appointment, said, STARTS + timedelta(hours=1)) == "noted"
        kept = the(s, request, commitments.ON_TIME)
        assert (kept.kept_at, kept.breached_at) == (STARTS + timedelta(hours=1), None)


def states(s: Session) -> list[str]:
    """Where the cases of promise 3.7 stand in the auditor's report, sorted."""
    period = Period(paris_day(DAY), paris_day(AGAIN))
    found = read_cases(s, period, Places.read(s), AGAIN)
    return sorted(case.state.value for case in found if case.promise == commitments.ON_TIME)


def nobody_came(s: Session) -> tuple[Request, Appointment]:
    request = owing(s, "10_days")
    missed = booked(s, request)
    commitments.breach(s, the(s, request, commitments.ON_TIME), "not_reported", ENDS)
    assert job_reports.no_show(s, missed, "tenant", ENDS + timedelta(minutes=10))
    return request, missed


def test_the_window_after_a_missed_one_is_a_case_of_its_own(db: Database) -> None:
    with db.transaction() as s:
        request, missed = nobody_came(s)
        new = appointments.book(s, LANDLORD, request, missed.contractor_id, AGAIN, ENDS + timedelta(hours=1))
        first, second = s.scalars(of(request).order_by(Commitment.round)).all()
        assert (first.breached_at, first.breach_reason) == (ENDS, "firm_absent")
        assert commitments.is_missed(first) and not commitments.is_missed(second)
        assert second.due_at == AGAIN + commitments.WINDOW and waits_for(s, second.id) is not None
        assert job_reports.contractor_says(s, new, Said("arrived"), AGAIN + timedelta(minutes=5)) == "noted"
        assert (first.kept_at, second.kept_at) == (None, AGAIN + timedelta(minutes=5))
        assert states(s) == ["in_time", "open_late"]


@pytest.mark.parametrize("end", ["given up", "closed", "moved"])
def test_a_missed_window_stays_late_whatever_becomes_of_the_next_one(db: Database, end: str) -> None:
    with db.transaction() as s:
        request, missed = nobody_came(s)
        later = ENDS + timedelta(hours=1)
        new = appointments.book(s, LANDLORD, request, missed.contractor_id, AGAIN, later)
        if end == "given up":
            appointments.cancel(s, new, "tenant", later)
        elif end == "closed":
            request_steps.close(s, request, ADVISER, later, "settled")
        else:
            appointments.book(s, LANDLORD, request, missed.contractor_id, AGAIN + timedelta(days=1), later)
        assert states(s) == (["open", "open_late"] if end == "moved" else ["open_late", "withdrawn"])


def test_a_window_in_which_nobody_said_anything_is_not_moved_into_the_next_one(db: Database) -> None:
    """Also where the tenant books anew before the clock has looked at the date."""
    with db.transaction() as s:
        request = owing(s, "10_days")
        silent = booked(s, request)
        appointments.book(s, LANDLORD, request, silent.contractor_id, AGAIN, ENDS + timedelta(seconds=1))
        first, second = s.scalars(of(request).order_by(Commitment.round)).all()
        assert (first.breached_at, first.breach_reason, first.due_at) == (ENDS, "not_reported", ENDS)
        assert second.due_at == AGAIN + commitments.WINDOW
        assert states(s) == ["open", "open_late"]


def test_nobody_is_warned_of_a_missed_window_any_more(db: Database) -> None:
    with db.transaction() as s:
        request, _ = nobody_came(s)
        assert commitments.ON_TIME not in {each.promise for each in commitments.open_of(s, request)}
        assert waits_for(s, the(s, request, commitments.ON_TIME).id) is None


def test_a_new_cleaning_that_the_firm_reports_keeps_its_promise(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s, "3_days", kind="move_in_cleaning")
        commitments.open_commitment(s, request, "2.3", STARTS + timedelta(days=1), DAY)
        job_reports.contractor_says(s, booked(s, request), Said("done"), STARTS + timedelta(hours=1))
        assert the(s, request, "2.3").kept_at is not None
