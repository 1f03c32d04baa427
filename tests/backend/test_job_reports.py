"""The day of an appointment: when who is written to, what contractors say, who is first in line; on both databases."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import (
    appointments,
    commitments,
    freed_windows,
    job_days,
    job_reports,
    jobs,
    request_acts,
    request_steps,
)
from backend_client.calendar import decent
from backend_client.database import Database
from backend_client.job_reports import Said
from backend_client.models import (
    Alert,
    Appointment,
    Commitment,
    FirstInLine,
    FreedOffer,
    JobDay,
    JobStatusUpdate,
    Request,
    RequestEvent,
    Timer,
)
from backend_client.requests import TransitionRefused
from tests.backend.builders import DAY, LANDLORD, PARIS, a_contractor, a_home, a_request

THURSDAY = datetime(2026, 11, 26, 14, tzinfo=PARIS)


def paris(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


def booked(s: Session, at: datetime = THURSDAY, now: datetime = DAY, **firm: object) -> Appointment:
    request = a_request(s, status="qualified")
    request.dwelling_id = a_home(s, str(request.id)).id
    contractor = a_contractor(s, **{"code": f"firm{request.id}", "notice_hours": 0} | firm)
    return appointments.book(s, LANDLORD, request, contractor.id, at, now)


def waits(s: Session, appointment: Appointment) -> dict[str, datetime]:
    mine = select(Timer.kind, Timer.due_at).where(Timer.subject_id == appointment.id, Timer.kind.in_(PLANNED))
    return {kind: due.astimezone(PARIS) for kind, due in s.execute(mine)}


PLANNED = (job_days.EVE_TIMER, job_days.MORNING_TIMER, job_days.LINK_TIMER, job_days.END_TIMER)


def test_what_an_appointment_waits_for(db: Database) -> None:
    with db.transaction() as s:
        assert waits(s, booked(s)) == {
            "reminder_eve": paris(25, 17),
            "reminder_morning": paris(26, 7, 30),
            "job_link": paris(26, 7),
            "window_end": paris(26, 16),
        }


def test_who_booked_just_before_is_not_reminded(db: Database) -> None:
    with db.transaction() as s:
        late = booked(s, now=paris(25, 10).astimezone(DAY.tzinfo))
        assert set(waits(s, late)) == {"reminder_morning", "job_link", "window_end"}
        same_day = booked(s, at=paris(25, 14), now=paris(25, 9).astimezone(DAY.tzinfo))
        assert waits(s, same_day) == {"job_link": paris(25, 9), "window_end": paris(25, 16)}


@pytest.mark.parametrize(
    ("now", "expected"),
    [((26, 11), (26, 18)), ((26, 17), (26, 18)), ((26, 17, 1), (27, 18)), ((26, 22), (27, 18))],
)
def test_a_job_is_rated_in_the_evening(now: tuple[int, ...], expected: tuple[int, ...]) -> None:
    assert job_days.survey_at(paris(*now)) == paris(*expected)


@pytest.mark.parametrize(("now", "expected"), [((26, 7), (26, 8)), ((26, 12), (26, 12)), ((26, 20), (27, 8))])
def test_decent_hours(now: tuple[int, ...], expected: tuple[int, ...]) -> None:
    assert decent(paris(*now)) == paris(*expected)


def test_the_night_of_the_autumn_change_keeps_the_wall_clock() -> None:
    appointment = Appointment(starts_at=datetime(2026, 10, 26, 8, tzinfo=PARIS))
    assert job_days.eve_at(appointment).astimezone(PARIS) == datetime(2026, 10, 25, 17, tzinfo=PARIS)
    assert job_days.morning_at(appointment).astimezone(PARIS).hour == 7


def test_the_whole_day_once_each(db: Database) -> None:
    with db.transaction() as s:
        appointment, now = booked(s), paris(26, 14, 5)
        request = s.get_one(Request, appointment.request_id)
        for said in (Said("on_the_way", minutes=20), Said("arrived"), Said("done", work="joint changé")):
            assert job_reports.contractor_says(s, appointment, said, now) == "noted"
            assert job_reports.contractor_says(s, appointment, said, now) == "known"
        assert (appointment.status, request.status) == ("done", "done")
        assert job_days.day_of(s, appointment).work_done == "joint changé"
        kinds = s.scalars(select(RequestEvent.kind).where(RequestEvent.request_id == request.id)).all()
        assert [kinds.count(kind) for kind in ("arrived", "done", "on_the_way")] == [1, 1, 1]
        survey = s.scalars(select(Timer.due_at).where(Timer.kind == job_days.SURVEY_TIMER)).one()
        assert survey.astimezone(PARIS) == paris(26, 18)
        assert job_reports.contractor_says(s, appointment, Said("no_access"), now) == "over"


@pytest.mark.parametrize(("now", "phase"), [((25, 20), "early"), ((27, 12), "past"), ((30, 9), "past")])
def test_nothing_is_noted_on_another_day(db: Database, now: tuple[int, int], phase: str) -> None:
    with db.transaction() as s:
        appointment = booked(s)
        assert job_reports.contractor_says(s, appointment, Said("done"), paris(*now)) == phase
        assert appointment.status == "booked"
        assert {update.kind for update in jobs.updates_of(s, appointment)} == {"booked"}


def test_a_cancelled_appointment_takes_nothing(db: Database) -> None:
    with db.transaction() as s:
        appointment = booked(s)
        appointments.cancel(s, appointment, "tenant", DAY)
        assert job_reports.contractor_says(s, appointment, Said("arrived"), paris(26, 14)) == "cancelled"


def test_a_delay_moves_the_question_whether_somebody_came(db: Database) -> None:
    with db.transaction() as s:
        appointment = booked(s)
        assert job_reports.contractor_says(s, appointment, Said("late", minutes=30), paris(26, 15)) == "noted"
        assert job_reports.contractor_says(s, appointment, Said("late", minutes=30), paris(26, 15)) == "known"
        assert waits(s, appointment)["window_end"] == paris(26, 16, 30)
        assert job_reports.contractor_says(s, appointment, Said("late", minutes=60), paris(26, 15)) == "noted"
        assert job_days.expected_by(s, appointment) == paris(26, 17)


def test_what_is_not_settled_or_lacks_parts_can_be_booked_again(db: Database) -> None:
    with db.transaction() as s:
        for said in (Said("done", fixed=False), Said("parts_needed", parts_on=paris(30, 0).date())):
            appointment = booked(s)
            job_reports.contractor_says(s, appointment, said, paris(26, 15))
            request = s.get_one(Request, appointment.request_id)
            assert appointment.status == "incomplete" and request.status not in ("done", "closed")
            assert job_days.day_of(s, appointment).fixed is False
            assert job_days.parts_on(s, request.id) == said.parts_on
            again = appointments.book(s, LANDLORD, request, appointment.contractor_id, paris(30, 14), paris(26, 17))
            assert again.status == "booked"


def test_no_access_twice_in_a_year_is_an_advisers(db: Database) -> None:
    with db.transaction() as s:
        appointment = booked(s)
        request = s.get_one(Request, appointment.request_id)
        job_reports.contractor_says(s, appointment, Said("no_access"), paris(26, 15))
        assert s.scalars(select(Alert)).all() == [] and not job_reports.is_recurring(s, request, paris(26, 15))
        again = appointments.book(s, LANDLORD, request, appointment.contractor_id, paris(30, 14), paris(26, 17))
        job_reports.contractor_says(s, again, Said("no_access"), paris(30, 15))
        assert [alert.reason for alert in s.scalars(select(Alert))] == ["no_access_again"]
        assert not job_reports.is_recurring(s, request, paris(30, 15) + timedelta(days=365))


def test_a_no_show_is_a_mark_and_a_place_in_line(db: Database) -> None:
    with db.transaction() as s:
        appointment = booked(s)
        request = s.get_one(Request, appointment.request_id)
        assert job_reports.no_show(s, appointment, "tenant", paris(26, 16, 10))
        assert not job_reports.no_show(s, appointment, "tenant", paris(26, 16, 11))
        assert (appointment.status, request.status) == ("missed", "qualified")
        assert [alert.reason for alert in s.scalars(select(Alert))] == ["no_show"]
        assert [each.request_id for each in jobs.first_in_line(s, appointment.contractor_id)] == [request.id]
        appointments.book(s, LANDLORD, request, appointment.contractor_id, paris(30, 14), paris(26, 17))
        assert jobs.first_in_line(s, appointment.contractor_id) == []
        assert s.get_one(FirstInLine, request.id).served_at == paris(26, 17)


ADVISER = "adviser:marie"


def commitments_of(s: Session, request: Request) -> dict[str, Commitment]:
    made = s.scalars(select(Commitment).where(Commitment.request_id == request.id).order_by(Commitment.id))
    return {each.promise: each for each in made}


def test_a_visit_that_staff_say_is_done_ends_and_is_rated(db: Database) -> None:
    with db.transaction() as s:
        appointment, now = booked(s), paris(26, 15)
        request = s.get_one(Request, appointment.request_id)
        request_acts.act(s, request, "done", ADVISER, now)
        request_acts.act(s, request, "done", ADVISER, now)
        assert (appointment.status, request.status) == ("done", "done")
        (update,) = [each for each in jobs.updates_of(s, appointment) if each.kind == "done"]
        assert update.by == ADVISER and update.told_at == now, "the tenant is told once, of the request"
        assert job_days.day_of(s, appointment).fixed is True
        owed = commitments_of(s, request)
        assert owed["3.7"].kept_at == now and owed["4.1"].due_at == now + commitments.SURVEYED
        survey = s.scalars(select(Timer).where(Timer.kind == job_days.SURVEY_TIMER)).one()
        assert (survey.subject_id, survey.due_at.astimezone(PARIS)) == (appointment.id, paris(26, 18))
        assert job_reports.contractor_says(s, appointment, Said("done"), now) == "known"


def test_a_visit_that_the_firm_began_is_owed_one_survey(db: Database) -> None:
    with db.transaction() as s:
        appointment = booked(s)
        request = s.get_one(Request, appointment.request_id)
        job_reports.contractor_says(s, appointment, Said("arrived"), paris(26, 14, 10))
        request_acts.move(s, request, "done", ADVISER, paris(27, 16))
        assert appointment.status == "done", "staff may say so when the firm may no more"
        assert commitments_of(s, request)["4.1"].round == 0
        survey = s.scalars(select(Timer.due_at).where(Timer.kind == job_days.SURVEY_TIMER)).one()
        assert survey.astimezone(PARIS) == paris(27, 18)


def test_a_visit_that_is_not_needed_any_more_is_called_off(db: Database) -> None:
    with db.transaction() as s:
        appointment = booked(s)
        request = s.get_one(Request, appointment.request_id)
        request_acts.act(s, request, "done", ADVISER, paris(25, 15))
        assert (appointment.status, request.status) == ("cancelled", "done")
        assert [(each.kind, each.by) for each in jobs.updates_of(s, appointment)][1:] == [("cancelled", "hotline")]
        owed = commitments_of(s, request)
        assert owed["3.7"].withdrawn_at == paris(25, 15) and owed["3.7"].kept_at is None
        assert "4.1" not in owed, "nobody came, so there is nothing to rate"
        assert not s.scalars(select(Timer).where(Timer.kind == job_days.SURVEY_TIMER)).all()


def test_a_request_that_ended_keeps_its_appointment_until_it_is_called_off(db: Database) -> None:
    with db.transaction() as s:
        appointment = booked(s)
        request = s.get_one(Request, appointment.request_id)
        request_steps.close(s, request, ADVISER, DAY, "duplicate")
        with pytest.raises(TransitionRefused):
            request_acts.move(s, request, "done", ADVISER, DAY)
        assert appointment.status == "booked"


def test_whom_a_freed_window_is_offered_to(db: Database) -> None:
    with db.transaction() as s:
        freed = booked(s)
        others = [a_request(s, status="qualified") for _ in range(3)]
        for n, request in enumerate(others[:2]):
            jobs.put_first(s, request, freed.contractor_id, "no_show", DAY + timedelta(hours=n))
        later = appointments.book(s, LANDLORD, others[2], freed.contractor_id, paris(30, 14), DAY)
        assert freed_windows.wanting_earlier(s, freed, 3) == []
        s.add(JobDay(appointment_id=later.id, work_done="", wants_earlier_at=DAY))
        appointments.cancel(s, freed, "tenant", DAY)
        assert s.scalars(select(Timer.subject_id).where(Timer.kind == freed_windows.TIMER)).all() == [freed.id]
        for request in others[:2]:
            assert freed_windows.first_waiting(s, freed) is request
            freed_windows.offered(s, freed, request, DAY)
        assert freed_windows.first_waiting(s, freed) is None
        assert freed_windows.wanting_earlier(s, freed, 3) == [others[2]]
        freed_windows.offered(s, freed, others[2], DAY)
        assert freed_windows.wanting_earlier(s, freed, 3) == []
        assert len(s.scalars(select(FreedOffer)).all()) == 3


def test_a_reading_of_the_day_writes_nothing(db: Database) -> None:
    with db.transaction() as s:
        assert job_days.day_of_known(s, booked(s)).confirmed_at is None
    with db.reading() as s:
        assert s.scalars(select(JobDay)).all() == []
        assert len(s.scalars(select(JobStatusUpdate)).all()) == 1
