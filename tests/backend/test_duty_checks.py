"""Who is told of a shift, and when: pure, and as rows on both databases."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from backend_client import duty_checks, timers
from backend_client.database import Database
from backend_client.duty_checks import Watch, not_told, over
from backend_client.models import DutyCheck, Timer
from backend_client.rota import OnCallPerson, Override, Rota, Rotation, Shift
from tests.backend.builders import a_technician

PARIS = ZoneInfo("Europe/Paris")
KARIM, LEA, SAM = (OnCallPerson(n, f"t{n}", f"T{n}", f"+3363998900{n}") for n in (1, 2, 3))
MONDAY = datetime(2026, 11, 23, 8, tzinfo=PARIS)
ROTA = Rota(
    rotations=(
        Rotation("technical", 1, date(2026, 1, 5), time(8), (KARIM, LEA)),
        Rotation("supervisor", 1, date(2026, 1, 5), time(8), (SAM,), days_per_turn=1),
    )
)


def row(shift: Shift, now: datetime) -> DutyCheck:
    return DutyCheck(
        duty=shift.duty,
        level=shift.level,
        technician_id=shift.person.id,
        shift_starts_at=shift.starts_at,
        shift_ends_at=shift.ends_at,
        status="sent",
        created_at=now,
    )


class Told:
    """What looking at a rota from time to time tells, without a database."""

    def __init__(self) -> None:
        self.rows: list[DutyCheck] = []
        self.ended: list[DutyCheck] = []

    def look(self, rota: Rota, now: datetime) -> list[Shift]:
        watch = Watch.of(rota, now, at_night=False)
        found = over(watch, self.rows, now)
        for check in (*found.relieved, *found.going_on, *found.called_off):
            check.ended_at = now
        self.ended += found.relieved
        new = [shift for group in not_told(watch, self.rows) for shift in group]
        for shift in new:
            self.rows = [each for each in self.rows if each.shift_starts_at != shift.starts_at or each.ended_at is None]
            self.rows.append(row(shift, now))
        return new


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 60 * 30), min_size=1, max_size=60))
def test_however_often_it_is_looked_each_shift_that_is_seen_is_told_once(minutes: list[int]) -> None:
    """Over a handover and the night on which the clocks go back."""
    told, now = Told(), datetime(2026, 10, 22, 8, tzinfo=PARIS)
    seen: list[tuple[str, int, datetime]] = []
    for step in minutes:
        now = (now.astimezone(ZoneInfo("UTC")) + timedelta(minutes=step)).astimezone(PARIS)
        seen += [(shift.duty, shift.person.id, shift.starts_at) for shift in told.look(ROTA, now)]
        running = {(shift.duty, shift.person.id) for shift in Watch.of(ROTA, now, False).running}
        knowing = {(check.duty, check.technician_id) for check in told.rows if check.ended_at is None}
        assert running <= knowing
    assert len(seen) == len(set(seen))


def test_another_handover_time_in_the_middle_of_a_shift_is_no_new_shift() -> None:
    told = Told()
    assert len(told.look(ROTA, MONDAY)) == 2
    wednesday = MONDAY + timedelta(days=2, hours=5)
    later = replace(ROTA, rotations=(replace(ROTA.rotations[0], handover=time(9)), ROTA.rotations[1]))
    told.look(ROTA, wednesday)
    assert told.look(later, wednesday + timedelta(minutes=1)) == []


def test_whoever_is_relieved_for_some_hours_is_told_both_times() -> None:
    told = Told()
    told.look(ROTA, MONDAY)
    holder = next(check.technician_id for check in told.rows if check.duty == "technical")
    starts = MONDAY + timedelta(hours=2)
    evening = Override("technical", 1, SAM, starts, starts + timedelta(hours=4))
    changed = replace(ROTA, overrides=(evening,))
    assert [shift.person for shift in told.look(changed, starts)] == [SAM]
    assert [check.technician_id for check in told.ended] == [holder]
    assert [shift.person.id for shift in told.look(changed, evening.ends_at)] == [holder]
    assert [check.technician_id for check in told.ended] == [holder, SAM.id]


def test_taken_back_at_once_the_one_who_was_relieved_is_on_again_and_told() -> None:
    told = Told()
    told.look(ROTA, MONDAY)
    holder = next(check.technician_id for check in told.rows if check.duty == "technical")
    starts = MONDAY + timedelta(hours=2)
    changed = replace(ROTA, overrides=(Override("technical", 1, SAM, starts, starts + timedelta(hours=4)),))
    told.look(changed, starts)
    assert [shift.person.id for shift in told.look(ROTA, starts + timedelta(minutes=1))] == [holder]


def test_two_duties_at_once_are_told_together() -> None:
    both = replace(ROTA, rotations=(*ROTA.rotations, replace(ROTA.rotations[0], duty="lifts")))
    shifts = Watch.of(both, MONDAY, False).running
    groups = duty_checks.together(shifts)
    assert sorted(len(group) for group in groups) == [1, 2]
    assert all(len({shift.person.id for shift in group}) == 1 for group in groups)


def test_a_shift_that_is_on_again_keeps_its_row_and_its_code(db: Database) -> None:
    with db.transaction() as s:
        technician = a_technician(s, "karim", 1)
        person = OnCallPerson(technician.id, technician.code, technician.name, technician.phone)
        shift = Shift("technical", 1, person, MONDAY, MONDAY + timedelta(days=7))
        (first,) = duty_checks.store(s, [shift], "sent", MONDAY)
        code, first.ended_at = first.code, MONDAY
        (again,) = duty_checks.store(s, [shift], "sent", MONDAY + timedelta(hours=1))
        assert (again.id, again.code, again.ended_at) == (first.id, code, None)


def test_an_answer_counts_for_its_own_technician_and_once(db: Database) -> None:
    with db.transaction() as s:
        karim, lea = a_technician(s, "karim", 1), a_technician(s, "lea", 2)
        person = OnCallPerson(karim.id, karim.code, karim.name, karim.phone)
        shift = Shift("technical", 1, person, MONDAY, MONDAY + timedelta(days=7))
        (check,) = duty_checks.store(s, [shift], "sent", MONDAY)
        assert duty_checks.answer(s, lea, f"OK {check.code}", MONDAY) is None
        assert duty_checks.answer(s, karim, "OK 99999", MONDAY) is None
        assert duty_checks.answer(s, karim, "quand ?", MONDAY) is None
        answered = duty_checks.answer(s, karim, f"ok {check.code}", MONDAY)
        assert answered is not None and answered.changed and check.status == "acknowledged"
        twice = duty_checks.answer(s, karim, f"ok {check.code}", MONDAY)
        assert twice is not None and not twice.changed
        assert duty_checks.answer(s, karim, "ok", MONDAY) is None


def test_a_bare_ok_is_no_answer_half_a_day_later(db: Database) -> None:
    with db.transaction() as s:
        karim = a_technician(s, "karim", 1)
        person = OnCallPerson(karim.id, karim.code, karim.name, karim.phone)
        duty_checks.store(s, [Shift("technical", 1, person, MONDAY, MONDAY + timedelta(days=7))], "sent", MONDAY)
        assert duty_checks.answer(s, karim, "ok", MONDAY + timedelta(hours=12)) is None
        assert duty_checks.answer(s, karim, "ok", MONDAY + timedelta(hours=11)) is not None


def test_two_workers_that_look_at_once_look_once(db: Database) -> None:
    """The timer decides, as for every wait."""
    with db.transaction() as s:
        timers.set_timer(s, "rota", 0, MONDAY)
    both, claimed = Barrier(2), []

    def work() -> None:
        both.wait()
        with db.transaction() as s:
            claimed.extend(timers.claim_due(s, MONDAY, 1))
            timers.set_timer(s, "rota", 0, MONDAY + timedelta(minutes=1))

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with db.reading() as s:
        waiting = s.scalars(select(Timer).where(Timer.done_at.is_(None))).all()
    assert len(claimed) == 1
    assert {timer.due_at for timer in waiting} == {MONDAY + timedelta(minutes=1)}
