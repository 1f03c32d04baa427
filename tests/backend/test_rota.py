"""Who is on call: rotations, hours, holidays, absences and stand-ins, over both nights on which the clocks change."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backend_client import rota as rotas
from backend_client.duty_hours import DutyHours, Span
from backend_client.rota import Absence, Duty, OnCallPerson, Override, Rota, Rotation

PARIS = ZoneInfo("Europe/Paris")
TEAM = tuple(OnCallPerson(n, f"t{n}", f"T{n}", f"+33639989{n:03d}") for n in range(6))
A, B, C, D = TEAM[:4]
CHANGES = (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC))
SECOND = timedelta(seconds=1)


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS).astimezone(UTC)  # type: ignore[misc, arg-type]


def a_rotation(handover: time, days: int, members: tuple[OnCallPerson, ...], headcount: int = 1) -> Rotation:
    return Rotation("technical", 1, date(2026, 1, 5), handover, members, days, headcount)


def hours(days: str, starts: str, ends: str, holidays: str = "same", region: str = "") -> DutyHours:
    row = {"days": [int(day) for day in days], "starts": starts, "ends": ends}
    return DutyHours((Span.of(row),), holidays, region)


def codes(rota: Rota, at: datetime, level: int = 1, duty: str = "technical") -> list[str]:
    return [person.code for person in rotas.on_duty(rota, duty, level, at)]


WEEKLY = Rota(rotations=(a_rotation(time(8), 7, (A, B, C)),))
# Monday of A's turn, and the turns after it.
MONDAY = paris(2026, 1, 26, 8)
TRANQUILLITY = Rota(
    duties=(Duty("technical", hours=hours("012345", "18:00", "24:00")),),
    rotations=(a_rotation(time(18), 1, (A, B, C, D), headcount=2),),
)

clocks = st.builds(time, st.integers(0, 23), st.sampled_from((0, 30)))
moments = st.one_of(
    st.datetimes(datetime(2026, 1, 7), datetime(2029, 12, 31), timezones=st.just(UTC)),
    st.builds(lambda c, m: c + timedelta(minutes=m), st.sampled_from(CHANGES), st.integers(-1500, 1500)),
)
teams = st.lists(st.sampled_from(TEAM), min_size=1, max_size=5, unique_by=lambda p: p.id).map(tuple)
rotations = st.builds(a_rotation, clocks, st.integers(1, 14), teams)
spans = st.builds(
    lambda days, starts, ends: Span(tuple(sorted(days)), starts, ends),
    st.sets(st.integers(0, 6), min_size=1),
    clocks,
    st.one_of(st.none(), clocks),
)
duty_hours = st.builds(
    DutyHours,
    st.lists(spans, max_size=3).map(tuple),
    st.sampled_from(("same", "sunday", "none")),
    st.sampled_from(("", "Alsace-Moselle")),
)


@st.composite
def whole_rotas(draw: st.DrawFn) -> tuple[Rota, datetime]:
    """Any rota of one level, with everything that can happen to it in the three weeks from an instant."""
    around = draw(moments)
    members = draw(teams)
    rotation = a_rotation(draw(clocks), draw(st.integers(1, 9)), members, draw(st.integers(1, len(members))))
    stretch = st.tuples(st.integers(-3, 18 * 24), st.integers(1, 120)).map(
        lambda n: (around + timedelta(hours=n[0]), around + timedelta(hours=n[0] + n[1]))
    )
    absences = [Absence(p, *s) for p, s in draw(st.lists(st.tuples(st.sampled_from(TEAM), stretch), max_size=3))]
    replaced = st.one_of(st.none(), st.sampled_from([p.id for p in TEAM]))
    standing_in = draw(st.lists(st.tuples(st.sampled_from(TEAM), stretch, replaced), max_size=4))
    overrides = [
        Override("technical", 1, person, *when, instead_of=other, id=n)
        for n, (person, when, other) in enumerate(standing_in)
    ]
    duty = Duty("technical", hours=draw(duty_hours))
    return Rota((duty,), (rotation,), tuple(overrides), tuple(absences)), around


def test_handover_is_at_the_wall_clock_time_summer_and_winter() -> None:
    for year, month, day in ((2026, 3, 30), (2026, 10, 26)):
        handover = paris(year, month, day, 8)
        assert codes(WEEKLY, handover - SECOND) != codes(WEEKLY, handover)


@settings(deadline=None, max_examples=50)
@given(rotations, st.sampled_from(CHANGES))
@example(a_rotation(time(2, 30), 1, TEAM[:2]), CHANGES[0])
@example(a_rotation(time(2, 30), 1, TEAM[:2]), CHANGES[1])
@example(a_rotation(time(2), 1, TEAM[:2]), CHANGES[0])
@example(a_rotation(time(2), 1, TEAM[:2]), CHANGES[1])
def test_the_nights_the_clocks_change_have_one_handover_a_day_at_most(rotation: Rotation, change: datetime) -> None:
    """Shift by shift over three days: always somebody, each handover at its time or, where that is left out, at 3."""
    rota = Rota(rotations=(rotation,))
    window = change - timedelta(hours=36), change + timedelta(hours=36)
    found = rotas.shifts(rota, "technical", 1, *window)
    assert found[0].starts_at <= window[0] and found[-1].ends_at >= window[1]
    assert all(one.ends_at == other.starts_at for one, other in pairwise(found))
    starts = [shift.starts_at.astimezone(PARIS) for shift in found]
    assert len({start.date() for start in starts}) == len(starts)
    for start in starts:
        left_out = start.date() == date(2026, 3, 29) and rotation.handover.hour == 2
        assert start.time() == (time(3) if left_out else rotation.handover)


@settings(deadline=None)
@given(rotations, moments)
def test_turns_follow_each_other_in_order(rotation: Rotation, at: datetime) -> None:
    rota = Rota(rotations=(rotation,))
    now = rotas.on_duty(rota, "technical", 1, at)[0]
    following = rotation.handover_of(rotation.turn_at(at) + 1)
    then = rotas.on_duty(rota, "technical", 1, following)[0]
    members = rotation.members
    assert members.index(then) == (members.index(now) + 1) % len(members)


@settings(deadline=None)
@given(rotations)
def test_a_rotation_has_nobody_before_it_starts(rotation: Rotation) -> None:
    rota = Rota(rotations=(rotation,))
    start = datetime.combine(rotation.starts_on, rotation.handover, PARIS).astimezone(UTC)
    assert rotas.on_duty(rota, "technical", 1, start - SECOND) == ()
    assert rotas.on_duty(rota, "technical", 1, start) == (rotation.members[0],)


@settings(deadline=None, max_examples=150)
@given(whole_rotas())
def test_at_every_boundary_the_headcount_inside_the_hours_and_nobody_outside(case: tuple[Rota, datetime]) -> None:
    """A second either side of whatever can change anything: never anybody outside the hours, never one twice, never
    somebody away; and inside the hours as many as wanted, while enough members can."""
    rota, around = case
    rotation, duty_hours = rota.rotations[0], rota.duties[0].hours
    until = around + timedelta(days=21)
    edges = {edge for interval in duty_hours.between(around, until) for edge in interval}
    edges |= {edge for entry in (*rota.overrides, *rota.absences) for edge in (entry.starts_at, entry.ends_at)}
    edges |= {rotation.handover_of(rotation.turn_at(around) + n) for n in range(4)}
    for at in sorted(edge + nudge for edge in edges for nudge in (-SECOND, timedelta(), SECOND)):
        on_call = rotas.on_duty(rota, "technical", 1, at)
        away = {a.person.id for a in rota.absences if a.starts_at <= at < a.ends_at}
        present = [member for member in rotation.members if member.id not in away]
        replaced = any(o.instead_of is None and o.starts_at <= at < o.ends_at for o in rota.overrides)
        assert len({person.id for person in on_call}) == len(on_call)
        assert not away & {person.id for person in on_call}
        standing_in = any(o.starts_at <= at < o.ends_at for o in rota.overrides)
        if not duty_hours.hold(at) or (rotation.turn_at(at) < 0 and not standing_in):
            assert on_call == ()
        elif not standing_in:
            assert len(on_call) == min(rotation.headcount, len(present))
            assert {person.id for person in on_call} <= {member.id for member in present}
        elif not replaced and rotation.turn_at(at) >= 0:
            assert min(rotation.headcount, len(present)) <= len(on_call) <= rotation.headcount
        else:
            assert len(on_call) <= rotation.headcount


@settings(deadline=None, max_examples=150)
@given(whole_rotas())
def test_shifts_say_what_on_duty_says_and_touch(case: tuple[Rota, datetime]) -> None:
    rota, around = case
    until = around + timedelta(days=21)
    found = rotas.shifts(rota, "technical", 1, around, until)
    edges = sorted({edge for shift in found for edge in (shift.starts_at, shift.ends_at)} | {around, until})
    for at in (edge + nudge for edge in edges for nudge in (-SECOND, timedelta(), SECOND)):
        if around <= at < until:
            in_shifts = sorted(shift.person.id for shift in found if shift.starts_at <= at < shift.ends_at)
            assert in_shifts == sorted(person.id for person in rotas.on_duty(rota, "technical", 1, at))
    # Whoever stands in for a whole level may leave it sooner than somebody beside them: then one has no successor.
    if all(o.instead_of is not None for o in rota.overrides) and not rota.absences:
        ends = {shift.ends_at for shift in found if around < shift.ends_at < until}
        inside = rota.duties[0].hours.between(around - timedelta(days=1), until + timedelta(days=1))
        closings = {closes for _, closes in inside}
        assert ends - closings <= {shift.starts_at for shift in found}


@settings(deadline=None, max_examples=60)
@given(whole_rotas(), st.integers(0, 60 * 24 * 14))
def test_a_shift_is_the_same_from_wherever_it_is_seen(case: tuple[Rota, datetime], minutes: int) -> None:
    """Calendars and handover notices know a shift by its start: it may not depend on the stretch that was asked for."""
    rota, around = case
    whole = rotas.shifts(rota, "technical", 1, around, around + timedelta(days=21))
    since = around + timedelta(minutes=minutes)
    seen = rotas.shifts(rota, "technical", 1, since, since + timedelta(hours=30))
    assert seen == [s for s in whole if s.starts_at < since + timedelta(hours=30) and s.ends_at > since]


@settings(deadline=None, max_examples=60)
@given(whole_rotas())
def test_nothing_changes_before_the_next_change(case: tuple[Rota, datetime]) -> None:
    rota, around = case
    change = rotas.next_change(rota, around)
    if change is None:
        assert not rota.duties[0].hours.between(around, around + timedelta(days=15))
        return
    assert change > around
    now = rotas.on_duty(rota, "technical", 1, around)
    for at in (around + (change - around) * n / 5 for n in range(5)):
        assert rotas.on_duty(rota, "technical", 1, at) == now
    edges = rotas.shifts(rota, "technical", 1, change - SECOND, change + SECOND)
    assert change in {edge for shift in edges for edge in (shift.starts_at, shift.ends_at)}


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (paris(2026, 11, 23, 17, 59), []),
        (paris(2026, 11, 23, 18), ["t0", "t1"]),
        (paris(2026, 11, 23, 23, 59), ["t0", "t1"]),
        (paris(2026, 11, 24, 0), []),
        (paris(2026, 11, 24, 18), ["t2", "t3"]),
        (paris(2026, 11, 29, 20), []),
    ],
)
def test_the_tranquillity_team(at: datetime, expected: list[str]) -> None:
    assert codes(TRANQUILLITY, at) == expected


@pytest.mark.parametrize(
    ("holidays", "christmas", "eve_after_midnight"),
    [("same", ["t0"], ["t0"]), ("sunday", [], ["t0"]), ("none", [], [])],
)
def test_a_holiday_is_what_the_duty_says(holidays: str, christmas: list[str], eve_after_midnight: list[str]) -> None:
    """Friday 25 December 2026; the hours of Thursday go on after midnight."""
    nights = Duty("technical", hours=hours("01234", "22:00", "06:00", holidays))
    rota = Rota((nights,), (a_rotation(time(8), 7, (A,)),))
    assert codes(rota, paris(2026, 12, 25, 23)) == christmas
    assert codes(rota, paris(2026, 12, 25, 3)) == eve_after_midnight
    assert codes(rota, paris(2026, 12, 24, 23)) == ["t0"]


def test_alsace_keeps_its_own_holidays() -> None:
    for region, expected in (("", ["t0"]), ("Alsace-Moselle", [])):
        days = Duty("technical", hours=hours("012345", "08:00", "20:00", "sunday", region))
        rota = Rota((days,), (a_rotation(time(8), 7, (A,)),))
        assert codes(rota, paris(2026, 12, 26, 10)) == expected


def test_hours_over_midnight_in_both_nights() -> None:
    nights = hours("6", "22:00", "02:30")
    for sunday, ends in (((2026, 3, 22), "01:30"), ((2026, 10, 18), "00:30")):
        since = paris(*sunday, 12)
        (starts, closes) = nights.between(since, since + timedelta(days=1))[0]
        assert starts == paris(*sunday, 22) and f"{closes:%H:%M}" == ends
    saturdays = hours("5", "22:00", "02:30")
    spring, autumn = (saturdays.between(c - timedelta(days=1), c + timedelta(days=1))[0] for c in CHANGES)
    assert spring == (datetime(2026, 3, 28, 21, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC))
    assert autumn == (datetime(2026, 10, 24, 20, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC))


def test_the_next_member_who_can_takes_the_turn_of_one_who_is_away() -> None:
    away = Absence(A, MONDAY + timedelta(days=1), MONDAY + timedelta(days=2))
    rota = replace(WEEKLY, absences=(away,))
    assert codes(rota, MONDAY) == ["t0"]
    assert codes(rota, away.starts_at) == codes(rota, away.ends_at - SECOND) == ["t1"]
    assert codes(rota, away.ends_at) == ["t0"]
    both = replace(WEEKLY, absences=(away, replace(away, person=B)))
    assert codes(both, away.starts_at) == ["t2"]
    everybody = replace(WEEKLY, absences=tuple(replace(away, person=person) for person in (A, B, C)))
    assert codes(everybody, away.starts_at) == []


def test_one_who_replaces_is_not_counted_twice_in_a_turn() -> None:
    at = paris(2026, 11, 23, 20)
    rota = replace(TRANQUILLITY, absences=(Absence(A, at, at + timedelta(hours=1)),))
    assert sorted(codes(rota, at)) == ["t1", "t2"]


def test_an_inactive_member_is_passed_over() -> None:
    rota = Rota(rotations=(a_rotation(time(8), 7, (replace(A, active=False), B)),))
    assert codes(rota, MONDAY) == ["t1"]
    assert codes(Rota(rotations=(a_rotation(time(8), 7, (replace(A, active=False),)),)), MONDAY) == []
    assert codes(Rota(rotations=(a_rotation(time(8), 7, ()),)), MONDAY) == []


@settings(deadline=None)
@given(rotations, moments, st.integers(1, 72))
def test_an_override_goes_before_the_rotation_and_ends_when_it_ends(
    rotation: Rotation, at: datetime, length: int
) -> None:
    stand_in, end = OnCallPerson(99, "x", "X", "+33639989099"), at + timedelta(hours=length)
    plain = Rota(rotations=(rotation,))
    rota = replace(plain, overrides=(Override("technical", 1, stand_in, at, end),))
    assert codes(rota, at) == codes(rota, end - SECOND) == ["x"]
    assert codes(rota, end) == codes(plain, end)
    assert codes(rota, at, duty="supervisor") == codes(rota, at, level=2) == []


def test_of_two_overrides_the_one_that_starts_last() -> None:
    at = datetime(2026, 11, 23, 22, tzinfo=UTC)
    week = Override("technical", 1, A, at - timedelta(days=3), at + timedelta(days=3), id=2)
    night = Override("technical", 1, B, at - timedelta(hours=1), at + timedelta(hours=1), id=1)
    assert codes(Rota(overrides=(week, night)), at) == ["t1"]
    assert codes(Rota(overrides=(night, week)), at) == ["t1"]


def test_one_stands_in_for_one_colleague_only() -> None:
    at = paris(2026, 11, 23, 20)
    instead = Override("technical", 1, D, at, at + timedelta(hours=1), instead_of=A.id)
    assert codes(replace(TRANQUILLITY, overrides=(instead,)), at) == ["t3", "t1"]
    passed_on = replace(instead, person=C, instead_of=D.id, starts_at=at - timedelta(hours=1), id=1)
    assert codes(replace(TRANQUILLITY, overrides=(passed_on, instead)), at) == ["t2", "t1"]
    not_on_call = replace(instead, instead_of=C.id)
    assert codes(replace(TRANQUILLITY, overrides=(not_on_call,)), at) == ["t0", "t1"]


def test_somebody_who_cannot_stand_in_leaves_things_as_they_were() -> None:
    at = MONDAY + timedelta(hours=2)
    override = Override("technical", 1, D, MONDAY, MONDAY + timedelta(days=1))
    away = Absence(D, MONDAY, MONDAY + timedelta(hours=3))
    assert codes(replace(WEEKLY, overrides=(override,), absences=(away,)), at) == ["t0"]
    assert codes(replace(WEEKLY, overrides=(override,), absences=(away,)), away.ends_at) == ["t3"]
    assert codes(replace(WEEKLY, overrides=(replace(override, person=replace(D, active=False)),)), at) == ["t0"]
    on_call_already = Override("technical", 1, B, MONDAY, paris(2026, 12, 1), instead_of=A.id)
    assert codes(replace(TRANQUILLITY, overrides=(on_call_already,)), paris(2026, 11, 23, 20)) == ["t0", "t1"]


def test_an_override_outside_the_hours_calls_nobody() -> None:
    night = Override("technical", 1, D, paris(2026, 11, 23, 23), paris(2026, 11, 24, 3))
    rota = replace(TRANQUILLITY, overrides=(night,))
    assert codes(rota, paris(2026, 11, 23, 23)) == ["t3"]
    assert codes(rota, paris(2026, 11, 24, 1)) == []


def test_the_duty_that_says_most_serves_a_trade_in_a_sector() -> None:
    duties = (
        Duty("technical"),
        Duty("lifts", trades=frozenset({"lift"})),
        Duty("north", sectors=frozenset({"nord"})),
        Duty("lifts_north", trades=frozenset({"lift"}), sectors=frozenset({"nord"})),
        Duty("evening_noise", trades=frozenset({"noise"}), hours=hours("012345", "18:00", "24:00")),
    )
    rota = Rota(duties, tuple(replace(a_rotation(time(8), 7, (A, B)), duty=duty.code) for duty in duties))
    noon, evening = paris(2026, 11, 23, 12), paris(2026, 11, 23, 20)

    def served(trade: str, sector: str, at: datetime = noon) -> str:
        return rotas.duty_for(rota, trade, sector, at, "technical")

    assert served("plumbing", "sud") == "technical"
    assert served("lift", "sud") == "lifts" and served("lift", "nord") == "lifts_north"
    assert served("plumbing", "nord") == "north" and served("", "") == "technical"
    assert served("noise", "sud") == "technical" and served("noise", "sud", evening) == "evening_noise"
    assert rotas.who(rota, "lift", "nord", noon, "technical") == (
        rotas.Seat("lifts_north", 1, rotas.on_duty(rota, "lifts_north", 1, noon)[0]),
    )


def test_levels_come_in_order_and_from_stand_ins_too() -> None:
    second = replace(a_rotation(time(8), 7, (B,)), level=2)
    third = Override("technical", 3, C, MONDAY, MONDAY + timedelta(days=1))
    rota = replace(WEEKLY, rotations=(second, *WEEKLY.rotations), overrides=(third,))
    assert rotas.levels(rota, "technical") == (1, 2, 3) and rotas.levels(rota, "supervisor") == ()
    assert [seat.person.code for seat in rotas.who(rota, "", "", MONDAY, "technical")] == ["t0", "t1", "t2"]


def test_there_is_no_next_change_in_an_empty_rota() -> None:
    assert rotas.next_change(Rota(), MONDAY) is None
