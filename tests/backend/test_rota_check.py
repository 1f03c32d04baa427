"""What `veilleur rota check` finds before the night does."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend_client.database import Database
from backend_client.duty_hours import DutyHours, Span
from backend_client.landlord import Policy, Step
from backend_client.models import Contact, Technician
from backend_client.rota import Absence, Duty, OnCallPerson, Override, Rota, Rotation
from backend_client.rota_check import Finding, check, phone_problem
from backend_client.rota_store import unreachable
from tests.backend.builders import DAY, LANDLORD

PARIS = ZoneInfo("Europe/Paris")
TEAM = tuple(OnCallPerson(n, f"t{n}", f"T{n}", f"+33639989{n:03d}") for n in range(6))
BOSS = OnCallPerson(9, "nora", "Nora", "+33639989009")
EVENINGS = DutyHours((Span((0, 1, 2, 3, 4, 5), time(18), None),), "none")
NOW = datetime(2026, 11, 23, 12, tzinfo=PARIS)


def turns(duty: str, level: int, *members: OnCallPerson, **fields: int) -> Rotation:
    return Rotation(duty, level, date(2026, 1, 5), time(8), members, **fields)


GOOD = Rota(
    duties=(Duty("technical"), Duty("supervisor"), Duty("tranquillity", hours=EVENINGS)),
    rotations=(
        turns("technical", 1, *TEAM[:3]),
        turns("technical", 2, *TEAM[1:3], TEAM[0]),
        turns("supervisor", 1, BOSS),
        turns("tranquillity", 1, *TEAM[2:], headcount=2, days_per_turn=1),
    ),
)


def kinds(rota: Rota, now: datetime = NOW, days: int = 14, **fields: object) -> list[str]:
    return [finding.kind for finding in check(rota, LANDLORD, now, days, **fields)]  # type: ignore[arg-type]


def only(rota: Rota, kind: str, now: datetime = NOW, **fields: object) -> Finding:
    found = [f for f in check(rota, LANDLORD, now, **fields) if f.kind == kind]  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0]


def away(person: OnCallPerson, starts: datetime, hours: float) -> Absence:
    return Absence(person, starts, starts + timedelta(hours=hours))


def test_a_good_rota_has_no_findings() -> None:
    assert kinds(GOOD) == []


def test_a_gap_says_from_when_to_when_at_which_level() -> None:
    starts = datetime(2026, 11, 25, 20, tzinfo=PARIS)
    gap = only(replace(GOOD, absences=(away(BOSS, starts, 12),)), "gap")
    assert (gap.duty, gap.level, gap.missing, gap.refused) == ("supervisor", 1, 1, True)
    assert (gap.starts_at, gap.ends_at) == (starts, starts + timedelta(hours=12))
    assert gap.sentence == "supervisor level 1: nobody is on call from 2026-11-25 20:00 to 2026-11-26 08:00"


def test_one_of_two_people_missing_is_a_gap_within_the_hours_only() -> None:
    day = datetime(2026, 11, 25, tzinfo=PARIS)
    absent = tuple(away(person, day, 24) for person in TEAM[3:])
    gap = only(replace(GOOD, absences=absent), "gap")
    assert gap.sentence == ("tranquillity level 1: 1 of 2 people are missing from 2026-11-25 18:00 to 2026-11-26 00:00")


def test_a_gap_after_the_days_looked_at_is_not_told_yet() -> None:
    far = away(BOSS, NOW + timedelta(days=20), 12)
    assert kinds(replace(GOOD, absences=(far,))) == []
    assert kinds(replace(GOOD, absences=(far,)), days=30) == ["gap"]


def test_a_duty_that_nobody_keeps_is_one_gap() -> None:
    rota = replace(GOOD, rotations=tuple(r for r in GOOD.rotations if r.duty != "supervisor"))
    gap = only(rota, "gap")
    assert (gap.duty, gap.starts_at, gap.ends_at) == ("supervisor", NOW, NOW + timedelta(days=14))
    assert {"gap", "policy"} <= set(kinds(Rota()))


@pytest.mark.parametrize(
    ("phone", "reason"),
    [
        ("+33639989001", ""),
        ("+33700000001", ""),
        ("+33199001001", "landline"),
        ("0639989001", "no valid phone"),
        ("", "no valid phone"),
        ("+4915112345678", ""),
        ("+493012345678", "landline"),
    ],
)
def test_numbers_that_no_sms_reaches(phone: str, reason: str) -> None:
    assert reason in phone_problem(phone) and bool(reason) == bool(phone_problem(phone))


def test_somebody_on_call_whom_no_page_reaches() -> None:
    landline = replace(BOSS, phone="+33199001001")
    rota = replace(GOOD, rotations=(*GOOD.rotations[:2], turns("supervisor", 1, landline), GOOD.rotations[3]))
    found = only(rota, "contact")
    assert found.refused and found.person == landline and landline.phone not in found.sentence
    marked = only(GOOD, "contact", unreachable={BOSS.id: "messages did not arrive"})
    assert "but messages did not arrive" in marked.sentence
    assert kinds(GOOD, unreachable={77: "messages did not arrive"}) == []


def test_marks_on_contacts_are_read(db: Database) -> None:
    with db.transaction() as s:
        technicians = [Technician(code=p.code, name=p.name, phone=p.phone) for p in TEAM[:3]]
        s.add_all(technicians)
        s.flush()
        marks = [{"unreachable_at": DAY}, {"opted_out_at": DAY}, {}]
        s.add_all(
            Contact(channel="sms", address=t.phone, technician_id=t.id, created_at=DAY, **mark)
            for t, mark in zip(technicians, marks, strict=True)
        )
        s.flush()
        assert list(unreachable(s)) == [technicians[0].id, technicians[1].id]


def test_the_same_person_at_two_levels() -> None:
    """One away at level 1, and the next member, who has level 2 in that week, takes the turn."""
    turn = GOOD.rotations[0]
    person = turn.members[turn.turn_at(NOW) % 3]
    found = only(replace(GOOD, absences=(away(person, NOW + timedelta(hours=1), 2),)), "twice")
    assert not found.refused and "level 1 and at 2" in found.sentence
    assert found.ends_at == NOW + timedelta(hours=3)


def test_somebody_away_or_inactive_who_stands_in() -> None:
    override = Override("supervisor", 1, TEAM[5], NOW, NOW + timedelta(days=1))
    rota = replace(GOOD, overrides=(override,), absences=(away(TEAM[5], NOW, 5),))
    assert "is away then" in only(rota, "stand_in").sentence
    retired = replace(override, person=replace(TEAM[5], active=False))
    assert "is not active" in only(replace(GOOD, overrides=(retired,)), "stand_in").sentence
    assert kinds(replace(GOOD, overrides=(override,))) == []


def test_an_inactive_member_is_a_warning_while_others_take_the_turns() -> None:
    rota = replace(GOOD, rotations=(*GOOD.rotations, turns("lifts", 1, replace(TEAM[0], active=False), TEAM[1])))
    assert kinds(rota) == ["inactive"]


def test_a_policy_that_names_a_level_nobody_has() -> None:
    steps = (Step("level:1", "sms", 60), Step("level:2", "sms", 60), Step("last_resort", "voice", 60))
    landlord = replace(LANDLORD, escalation={**LANDLORD.escalation, "tranquillity": Policy(steps)})
    (found,) = check(GOOD, landlord, NOW)
    assert found.sentence == "tranquillity level 2: nobody takes turns there, but escalation.tranquillity pages it"
    without_second = replace(GOOD, rotations=(GOOD.rotations[0], *GOOD.rotations[2:]))
    assert kinds(without_second) == ["policy"]
