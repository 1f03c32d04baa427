"""What a request owes: kept only by the event that ends it, paused, broken, taken back, promised again."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend_client import calendar, commitments, deadlines, request_acts, request_steps, requests, work_orders
from backend_client.commitments import Promises, PromisesError
from backend_client.database import Database
from backend_client.models import Alert, Commitment, Contractor, Request, RequestEvent, Timer
from backend_client.request_acts import ActRefused
from backend_client.requests import TransitionRefused
from tests.backend.builders import DAY, LANDLORD, a_request

ADVISER = "adviser:marie"
LATER = DAY + timedelta(days=60)


def owing(s: Session, urgency: str = "3_days", **fields: object) -> Request:
    """A request of Monday 10:00 that was qualified at once."""
    request = a_request(s, now=DAY)
    wanted = {"kind": "repair", "situation": None, "summary": "une fuite", "by": "assistant"} | fields
    due = calendar.due_at(LANDLORD, urgency, DAY)
    requests.qualify(s, request, now=DAY, urgency=urgency, due_at=due, **wanted)  # type: ignore[arg-type]
    return request


def the(s: Session, request: Request, promise: str = "3.2") -> Commitment:
    found = commitments.latest(s, request, promise)
    assert found is not None
    return found


def kinds(s: Session, request: Request) -> list[str]:
    events = select(RequestEvent.kind).where(RequestEvent.request_id == request.id).order_by(RequestEvent.id)
    return list(s.scalars(events))


def test_the_table_is_refused_where_it_names_a_promise_twice(tmp_path) -> None:
    wrong = tmp_path / "promises.toml"
    lines = '[[promise]]\nnumber = "3.4"\ntitle = "Rappel"\ntheme = "joindre"\nkept_by = ["statement_taken"]\n'
    warn = "".join(f"{each} = {{ hours = 1 }}\n" for each in ("emergency", "on_call", "1_day", "3_days", "10_days"))
    wrong.write_text(f"[warn]\n{warn}{lines}{lines}", encoding="utf-8")
    with pytest.raises(PromisesError, match="promise is there twice"):
        Promises.load(wrong)
    wrong.write_text(f"[warn]\n{warn}{lines.replace('3.4', '34')}", encoding="utf-8")
    with pytest.raises(PromisesError, match="number"):
        Promises.load(wrong)


def test_every_act_of_the_table_is_an_event_and_every_promise_has_one() -> None:
    acts = set(request_acts.life().acts)
    # What processes record by themselves.
    processes = {"work_order", "booked", "technician_arrived", "on_call_done", "refused", "order_told", "no_access"}
    processes |= {"survey_asked", "followed_action", "parts_needed", "not_fixed"}
    for promise in commitments.promises().by_number.values():
        assert promise.kept_by <= acts | processes, promise.number


def test_qualifying_promises_an_action_by_its_urgency_once(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s)
        assert the(s, request).due_at == request.due_at == the(s, request).first_due_at
        requests.qualify(
            s, request, now=DAY, by="assistant", kind="repair", situation=None, urgency="1_day",
            due_at=calendar.due_at(LANDLORD, "1_day", DAY), summary="",
        )  # fmt: skip
        assert len(commitments.open_of(s, request)) == 1
        assert the(s, request).due_at == request.due_at == datetime(2026, 11, 24, 17, tzinfo=UTC)
        assert commitments.open_of(s, owing(s, "advice")) == []


def test_only_the_event_that_ends_a_promise_keeps_it(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s, kind="nuisance")
        commitments.open_commitment(s, request, "3.4", DAY + timedelta(days=7), DAY)
        request_acts.act(s, request, "call_made", ADVISER, DAY)
        assert the(s, request).kept_at == DAY and the(s, request, "3.4").kept_at is None
        event = request_acts.act(s, request, "statement_taken", ADVISER, DAY + timedelta(days=2))
        kept = the(s, request, "3.4")
        assert (kept.kept_at, kept.kept_by_id, kept.breached_at) == (event.at, event.id, None)
        again = commitments.open_commitment(s, request, "3.4", LATER, DAY)
        assert again.id == kept.id


def test_what_is_done_after_the_date_is_kept_and_late(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s)
        due = the(s, request).due_at
        request_acts.act(s, request, "answered", ADVISER, due)
        late = the(s, request)
        assert (late.kept_at, late.breached_at, late.breach_reason) == (due, due, "late_action")


def test_an_act_that_a_request_does_not_allow_changes_nothing(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s)
        before = kinds(s, request)
        with pytest.raises(ActRefused, match="appeal_heard cannot be recorded; acts of this request: answered, "):
            request_acts.act(s, request, "appeal_heard", ADVISER, DAY)
        assert kinds(s, request) == before
        commitments.open_commitment(s, request, "3.8", LATER, DAY)
        assert "appeal_heard" in [each.name for each in request_acts.acts_of(request)]
        request_steps.close(s, request, ADVISER, DAY, "settled")
        with pytest.raises(ActRefused, match="none, it is closed: reopen it first"):
            request_acts.act(s, request, "answered", ADVISER, DAY)


def test_a_note_stays_with_the_request_and_out_of_its_history(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s)
        event = request_acts.act(s, request, "call_made", ADVISER, DAY, note="rappeler après 17 h")
        assert request.details["notes"][0]["text"] == "rappeler après 17 h"
        assert event.data == {}


def test_works_that_are_done_move_the_request_and_keep_both_promises(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s, kind="senior_works")
        commitments.open_commitment(s, request, "7.1", LATER, DAY)
        request_acts.act(s, request, "works_done", ADVISER, DAY)
        assert request.status == "done"
        assert commitments.open_of(s, request) == []


def test_staff_close_what_is_owed_only_by_saying_that_nobody_waits(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s)
        with pytest.raises(TransitionRefused, match=r"still owes promise 3\.2: record what was done first"):
            request_steps.close(s, request, ADVISER, DAY)
        assert request.status == "qualified" and request.closed_at is None
        request_steps.close(s, request, ADVISER, DAY, "duplicate")
        assert the(s, request).withdrawn_at == DAY and the(s, request).kept_at is None
        assert not s.scalars(select(Timer).where(Timer.kind == commitments.TIMER)).all()


def test_a_refusal_says_why_and_is_an_answer(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s)
        with pytest.raises(TransitionRefused, match="refused needs a reason, one of tenant_pays, "):
            requests.change_status(s, request, "refused", ADVISER, DAY)
        with pytest.raises(TransitionRefused, match="refused needs a reason"):
            request_steps.refuse(s, request, "because", ADVISER, DAY)
        assert request.status == "qualified"
        request_steps.refuse(s, request, "not_ours", ADVISER, DAY)
        assert the(s, request).kept_at == DAY


def test_a_pause_moves_the_dates_by_its_working_time(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s, "10_days")
        due, ends = the(s, request).due_at, DAY + timedelta(days=2)
        request_steps.pause(s, LANDLORD, request, "parts", ADVISER, DAY)
        assert request_steps.pause(s, LANDLORD, request, "parts", ADVISER, DAY).ends_at is None
        with pytest.raises(TransitionRefused, match="waits for parts already: resume it first"):
            request_steps.pause(s, LANDLORD, request, "tenant", ADVISER, DAY)
        request_steps.resume(s, LANDLORD, request, ADVISER, ends)
        assert the(s, request).due_at == deadlines.moved(LANDLORD, due, DAY, ends, False) == request.due_at
        assert the(s, request).first_due_at == due < the(s, request).due_at
        with pytest.raises(TransitionRefused, match="is not paused: its clock runs"):
            request_steps.resume(s, LANDLORD, request, ADVISER, ends)
        assert kinds(s, request)[-2:] == ["paused", "resumed"]


def test_what_cannot_be_paused_says_why(db: Database) -> None:
    with db.transaction() as s:
        urgent, done = owing(s, "on_call"), owing(s)
        with pytest.raises(TransitionRefused, match=r"is urgent \(on_call\): its clock does not stop"):
            request_steps.pause(s, LANDLORD, urgent, "parts", ADVISER, DAY)
        with pytest.raises(TransitionRefused, match="weather is no reason for a pause"):
            request_steps.pause(s, LANDLORD, done, "weather", ADVISER, DAY)
        requests.change_status(s, done, "done", ADVISER, DAY)
        with pytest.raises(TransitionRefused, match="is done: there is no clock to stop"):
            request_steps.pause(s, LANDLORD, done, "parts", ADVISER, DAY)


def test_a_pause_hides_no_date_that_had_passed(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s)
        due = the(s, request).due_at
        request_steps.pause(s, LANDLORD, request, "parts", ADVISER, due + timedelta(hours=1))
        assert the(s, request).breached_at == due
        request_steps.resume(s, LANDLORD, request, ADVISER, due + timedelta(days=9))
        assert the(s, request).due_at == due


def test_a_settled_request_is_opened_again_and_owes_again(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s, kind="cleaning")
        commitments.open_commitment(s, request, "5.1", DAY + timedelta(days=3), DAY)
        with pytest.raises(TransitionRefused, match="it is still open"):
            request_steps.reopen(s, LANDLORD, request, "tenant", DAY)
        request_acts.act(s, request, "cleaning_redone", ADVISER, DAY)
        request_acts.act(s, request, "done", ADVISER, DAY)
        back = DAY + timedelta(days=20)
        assert request_steps.reopen(s, LANDLORD, request, "tenant", back) is request
        assert (request.status, request.closed_at) == ("qualified", None)
        assert {(each.promise, each.round) for each in commitments.open_of(s, request)} == {("3.2", 1), ("5.1", 1)}
        assert [each.reason for each in s.scalars(select(Alert))] == ["reopened"]


def test_long_after_it_is_a_new_request_that_names_the_old(db: Database) -> None:
    with db.transaction() as s:
        old = owing(s)
        request_acts.act(s, old, "done", ADVISER, DAY)
        new = request_steps.reopen(s, LANDLORD, old, "tenant", LATER)
        assert new.id != old.id and new.details["reopens"] == old.reference
        assert (old.status, new.status, new.summary) == ("done", "qualified", "une fuite")
        assert kinds(s, old)[-1] == "reopened_as"
        assert the(s, new).due_at == calendar.due_at(LANDLORD, "3_days", LATER)


def test_a_window_is_promised_when_it_is_booked_and_moves_with_it(db: Database) -> None:
    with db.transaction() as s:
        request, starts = owing(s), DAY + timedelta(days=2)
        requests.record(s, request, "booked", "tenant", DAY, starts_at=starts.isoformat())
        assert the(s, request, "3.7").due_at == starts + timedelta(hours=2)
        requests.record(s, request, "appointment_given_up", "tenant", DAY, reason="moved")
        requests.record(s, request, "booked", "tenant", DAY, starts_at=(starts + timedelta(days=1)).isoformat())
        assert the(s, request, "3.7").due_at == starts + timedelta(days=1, hours=2)
        requests.record(s, request, "appointment_given_up", "tenant", DAY, reason="cancelled")
        assert the(s, request, "3.7").withdrawn_at == DAY


def test_each_visit_is_to_be_rated_once(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s)
        for kind, visit in (("arrived", 1), ("done", 1), ("survey_asked", 1), ("done", 1)):
            requests.record(s, request, kind, "firm:plomb", DAY, appointment_id=visit)
        assert (the(s, request, "4.1").round, the(s, request, "4.1").kept_at) == (0, DAY)
        requests.record(s, request, "arrived", "firm:plomb", DAY, appointment_id=2)
        assert (the(s, request, "4.1").round, the(s, request, "4.1").kept_at) == (1, None)


def test_a_work_order_is_a_significant_action_and_a_status(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s)
        firm = Contractor(code="plomb", name="Plomberie", trades=["plumbing"], sectors=[])
        s.add(firm)
        s.flush()
        work_orders.receive(s, "BT-1", request, firm, DAY, source="command")
        assert request.status == "work_order_sent" and the(s, request).kept_at == DAY


def test_teams_hand_over_and_each_hand_over_is_on_record(db: Database) -> None:
    with db.transaction() as s:
        request = owing(s)
        request_steps.assign(s, request, "technical", ADVISER, DAY)
        request_steps.assign(s, request, "social", ADVISER, DAY)
        request_steps.assign(s, request, "social", ADVISER, DAY)
        assert request.team == "social" and kinds(s, request)[-2:] == ["assigned", "assigned"]
