"""Standing in, swapping and being away: what is possible, and a plain reason for what is not."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend_client import rota as rotas
from backend_client.rota import Absence, Override, Rota
from backend_client.rota_edits import Half, RotaEditError, absence, clash, override, swap
from tests.backend.test_rota import TRANQUILLITY, WEEKLY, A, B, C, D

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 20, 12, tzinfo=PARIS)
# WEEKLY: A from 23 November, then B, then C. TRANQUILLITY: A and B on Monday evening, C and D on Tuesday.
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def at(day: int, hour: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=PARIS)


STARTS, ENDS = at(24, 8), at(25, 8)


def whole(person: object = D, starts: datetime = STARTS, ends: datetime = ENDS, **fields: object) -> Override:
    return Override("technical", 1, person, starts, ends, **fields)  # type: ignore[arg-type]


def on_call(rota: Rota, moment: datetime) -> list[str]:
    return [person.code for person in rotas.on_duty(rota, "technical", 1, moment)]


def order(rota: Rota) -> list[str]:
    shifts = rotas.shifts(rota, "technical", 1, at(23, 9), at(13, 9, 12))
    return [shift.person.code for shift in shifts]


def test_the_turns_that_these_tests_lean_on() -> None:
    assert order(WEEKLY) == ["t1", "t2", "t0"]
    assert on_call(TRANQUILLITY, at(23, 20)) == ["t0", "t1"]
    assert on_call(TRANQUILLITY, at(24, 20)) == ["t2", "t3"]


def test_a_swap_exchanges_two_shifts_under_one_word() -> None:
    one, two = swap(WEEKLY, Half(B, MONDAY), Half(C, date(2026, 12, 2)), "w1", NOW)
    assert one.swap == two.swap == "w1" and (one.instead_of, two.instead_of) == (B.id, C.id)
    assert order(replace(WEEKLY, overrides=(one, two))) == ["t2", "t1", "t0"]


def test_a_swap_in_a_team_leaves_the_others() -> None:
    halves = swap(TRANQUILLITY, Half(A, MONDAY), Half(D, TUESDAY), "w1", NOW)
    swapped = replace(TRANQUILLITY, overrides=halves)
    assert on_call(swapped, at(23, 20)) == ["t3", "t1"]
    assert on_call(swapped, at(24, 20)) == ["t2", "t0"]
    assert on_call(swapped, at(25, 20)) == ["t0", "t1"]


def test_a_shift_that_was_swapped_can_be_swapped_again() -> None:
    first = swap(WEEKLY, Half(B, MONDAY), Half(C, date(2026, 12, 1)), "w1", NOW)
    rota = replace(WEEKLY, overrides=first)
    second = swap(rota, Half(C, MONDAY), Half(A, date(2026, 12, 8)), "w2", NOW)
    assert order(replace(rota, overrides=(*first, *second))) == ["t0", "t1", "t2"]


@pytest.mark.parametrize(
    ("rota", "one", "two", "said"),
    [
        (WEEKLY, Half(B, MONDAY), Half(B, MONDAY), "cannot swap with themselves"),
        (WEEKLY, Half(A, TUESDAY), Half(C, date(2026, 12, 2)), "T0 has no shift on 2026-11-24"),
        (WEEKLY, Half(A, TUESDAY, "technical", 1), Half(C, MONDAY), "T1 has technical level 1 then"),
        (WEEKLY, Half(B, MONDAY), Half(D, MONDAY), "T3 has no shift on 2026-11-23"),
        (WEEKLY, Half(B, date(2026, 11, 3)), Half(C, date(2026, 12, 2)), "on 2026-11-03 is over"),
        (TRANQUILLITY, Half(A, MONDAY), Half(B, MONDAY), "is on call for technical level 1 already"),
        (TRANQUILLITY, Half(A, MONDAY), Half(B, date(2026, 11, 25)), "is on call for technical level 1 already"),
    ],
)
def test_a_swap_that_cannot_be(rota: Rota, one: Half, two: Half, said: str) -> None:
    with pytest.raises(RotaEditError, match=said):
        swap(rota, one, two, "w", NOW)


def test_several_shifts_on_a_day_have_to_be_told_apart() -> None:
    second = replace(WEEKLY.rotations[0], level=2)
    rota = replace(WEEKLY, rotations=(*WEEKLY.rotations, second))
    with pytest.raises(RotaEditError, match=r"several shifts on 2026-11-23 .*level 1.*level 2.*say which"):
        swap(rota, Half(B, MONDAY), Half(C, date(2026, 12, 2)), "w", NOW)
    one, _ = swap(rota, Half(B, MONDAY, "technical", 2), Half(C, date(2026, 12, 2), "technical", 2), "w", NOW)
    assert one.level == 2


def test_a_swap_takes_effect_from_now_on() -> None:
    one, _ = swap(WEEKLY, Half(B, TUESDAY), Half(C, date(2026, 12, 2)), "w", at(25, 12))
    assert one.starts_at == at(25, 12) and one.ends_at == at(30, 8)


@pytest.mark.parametrize(
    ("rota", "new", "said"),
    [
        (WEEKLY, whole(ends=at(24, 8)), "which is not after its start"),
        (WEEKLY, whole(ends=at(23, 8)), "which is not after its start"),
        (WEEKLY, whole(starts=at(1, 8), ends=at(2, 8)), "what is over cannot be changed"),
        (WEEKLY, replace(whole(), duty="lifts"), 'the duty "lifts" is unknown: there are technical'),
        (WEEKLY, whole(replace(D, active=False)), "T3 is not active"),
        (WEEKLY, whole(B), "T1 is on call for technical level 1 already"),
        (WEEKLY, whole(D, instead_of=D.id), "cannot stand in for themselves"),
        (WEEKLY, whole(D, instead_of=A.id), "the colleague to replace is not on call"),
        (TRANQUILLITY, whole(starts=at(24, 9), ends=at(24, 17)), "technical has no hours from"),
        (TRANQUILLITY, whole(B, at(23, 18), at(23, 20), instead_of=A.id), "already"),
        (replace(WEEKLY, absences=(Absence(D, at(24, 20), at(26, 8)),)), whole(), "T3 is away from 2026-11-24 20:00"),
        (replace(WEEKLY, overrides=(whole(C),)), whole(), "T2 stands in already at technical level 1 from 2026-11-24"),
    ],
)
def test_an_override_that_cannot_be(rota: Rota, new: Override, said: str) -> None:
    with pytest.raises(RotaEditError, match=said):
        override(rota, new, NOW)


def test_overrides_that_stand_beside_each_other() -> None:
    assert override(WEEKLY, whole(), NOW) == whole()
    rota = replace(WEEKLY, overrides=(whole(),))
    assert clash(rota, whole(C, at(25, 8), at(26, 8))) is None
    assert clash(rota, whole(C, instead_of=D.id)) is None
    assert clash(rota, replace(whole(C), level=2)) is None
    team = replace(TRANQUILLITY, overrides=(whole(C),))
    assert clash(team, whole(D)) is None
    assert clash(replace(team, overrides=(whole(C), whole(D))), whole(A)) == whole(D)
    one_after_the_other = (whole(C, at(24, 18), at(24, 20)), whole(B, at(24, 20), at(24, 22)))
    assert clash(replace(team, overrides=one_after_the_other), whole(D)) is None


def test_absences() -> None:
    new = Absence(B, at(24, 8), at(25, 8))
    assert absence(WEEKLY, new, NOW) == new
    with pytest.raises(RotaEditError, match="T1 is away already from 2026-11-24 08:00"):
        absence(replace(WEEKLY, absences=(new,)), replace(new, starts_at=at(25, 7), ends_at=at(25, 9)), NOW)
    assert absence(replace(WEEKLY, absences=(new,)), replace(new, person=C), NOW).person == C
    with pytest.raises(RotaEditError, match="what is over"):
        absence(WEEKLY, replace(new, starts_at=NOW - timedelta(days=2), ends_at=NOW), NOW)
